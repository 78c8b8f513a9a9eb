"""How wide letters are: Times New Roman, in thousandths of the font size.

The widths are those that every font made to replace it has too (Liberation Serif, Tinos). A Vietnamese letter is as
wide as its base, but for ơ and ư, whose horn takes room.
"""

import unicodedata

_REGULAR = {
    180: "'", 200: "|", 250: " ,.\u00a0", 278: "/:;\\ijlt", 300: "²³", 333: "!()-I[]`fr‘’·", 350: "•", 389: "Js",
    400: "°", 408: '"', 444: "?acez“”", 469: "^", 480: "{}", 500: "#$*0123456789_bdghknopquvxyđ–«»§", 529: "ơ",
    541: "~", 542: "ư", 549: "≤≥±", 556: "FPS", 564: "+<=>×", 604: "●○■□", 611: "ELTZ", 667: "BCR",
    722: "ADGHKNOQUVXYwĐƠ", 750: "½¼", 776: "Ư", 778: "&m", 833: "%", 889: "M", 921: "@", 944: "W", 990: "►",
    1000: "—…→",
}  # fmt: skip
_BOLD = {
    220: "|", 250: " ,.\u00a0", 278: "'/\\il", 300: "²³", 333: "!()-:;[]`fjt‘’·", 350: "•", 389: "Is", 394: "{}",
    400: "°", 444: "cerz", 500: "#$*0123456789?J_agovxy–«»“”§", 520: "~", 549: "≤≥±", 554: "ơ", 555: '"',
    556: "Sbdhknpquđ", 570: "+<=>×", 581: "^", 600: "ư", 604: "●○■□", 611: "FP", 667: "BELTZ", 722: "ACDNRUVXYwĐ",
    750: "½¼", 778: "GHKOQƠ", 796: "Ư", 833: "&m", 930: "@", 944: "M", 990: "►", 1000: "%W—…→",
}  # fmt: skip
_UNKNOWN = 500
_WORDS = 1 << 15  # words whose width is kept
_HORNED = {"o": "ơ", "O": "Ơ", "u": "ư", "U": "Ư"}
_HORN = "\u031b"


class _Words(dict[str, tuple[float, float]]):
    """Pixels of words with the spaces after them, and without; words come again and again."""

    def __init__(self, letters: "Letters") -> None:
        self._letters = letters

    def __missing__(self, word: str) -> tuple[float, float]:
        wide = sum(map(self._letters.__getitem__, word))
        spaces = len(word) - len(word.rstrip(" "))
        if len(self) >= _WORDS:
            self.clear()
        found = self[word] = wide, wide - spaces * self._letters[" "]
        return found


class Letters(dict[str, float]):
    """Pixels of 96 dpi that each letter takes at a size (points): on a screen whole ones, on paper (``printed``) what
    the font says."""

    def __init__(self, size: float, bold: bool, printed: bool = False) -> None:
        self._size, self._printed = size * 96 / 72, printed
        self._widths = {letter: width for width, all_ in (_BOLD if bold else _REGULAR).items() for letter in all_}
        self.words = _Words(self)

    def __missing__(self, letter: str) -> float:
        width = self._width(letter) / 1000
        # On paper to a thousandth of a pixel, as a binary fraction: in whatever order it is added, the sum is the same.
        printed, screen = round(width * self._size * 1024) / 1024, int(width * round(self._size) + 0.5)
        self[letter] = printed if self._printed else screen
        return self[letter]

    def _width(self, letter: str) -> int:
        if letter in self._widths:
            return self._widths[letter]
        pieces = unicodedata.normalize("NFD", letter)
        if unicodedata.combining(pieces[0]):  # a mark stands over its letter
            return 0
        base = _HORNED.get(pieces[0], pieces[0]) if _HORN in pieces else pieces[0]
        return self._widths.get(base, _UNKNOWN)


class Widest(dict[str, float]):
    """Pixels that each letter takes at most at a size, on a screen or on paper."""

    def __init__(self, size: float, bold: bool) -> None:
        self._both = Letters(size, bold), Letters(size, bold, True)

    def __missing__(self, letter: str) -> float:
        widest = self[letter] = max(letters[letter] for letters in self._both)
        return widest
