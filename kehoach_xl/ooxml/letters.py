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


class Letters(dict[str, float]):
    """Pixels of 96 dpi that each letter takes at a size (points): on a screen whole ones, on paper (``printed``) what
    the font says."""

    def __init__(self, size: float, bold: bool, printed: bool = False) -> None:
        self._size, self._printed = size * 96 / 72, printed
        self._widths = {letter: width for width, all_ in (_BOLD if bold else _REGULAR).items() for letter in all_}
        self._words: dict[str, tuple[float, float]] = {}

    def word(self, word: str) -> tuple[float, float]:
        """Pixels of a word with the spaces after it, and without; words come again and again."""
        found = self._words.get(word)
        if found is None:
            wide = sum(map(self.__getitem__, word))
            spaces = len(word) - len(word.rstrip(" "))
            if len(self._words) >= _WORDS:
                self._words.clear()
            found = self._words[word] = wide, wide - spaces * self[" "]
        return found

    def __missing__(self, letter: str) -> float:
        width = self._width(letter) / 1000
        self[letter] = width * self._size if self._printed else int(width * round(self._size) + 0.5)
        return self[letter]

    def _width(self, letter: str) -> int:
        if letter in self._widths:
            return self._widths[letter]
        pieces = unicodedata.normalize("NFD", letter)
        if unicodedata.combining(pieces[0]):  # a mark stands over its letter
            return 0
        base = _HORNED.get(pieces[0], pieces[0]) if _HORN in pieces else pieces[0]
        return self._widths.get(base, _UNKNOWN)
