"""How text typed by people is compared; stored text keeps its diacritics.

Unicode normal form C, white space, hidden characters, dashes and the place of the tone mark differ from one
keyboard, font and program to the next without a difference in meaning. :func:`clean` tidies one line of text
for reading; :func:`fold` goes further, for comparing only.
"""

import re
import unicodedata
from functools import lru_cache

# Soft hyphen, grapheme joiner, zero-width space/joiners, direction marks, word joiner, byte order mark.
_HIDDEN = re.compile("[\u00ad\u034f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")

# The one hidden character that counts as printable: the grapheme joiner.
_JOINER = "\u034f"

# Hyphens, figure/en/em dash, horizontal bar, minus, small and full-width forms.
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"), "-")

# Eth and African D look like Đ and are typed for it by some fonts and scanners.
_LOOKALIKES = {ord("ð"): "đ", ord("ɖ"): "đ"}

# Digits, letters and marks as wide as an ideograph, from keyboards and programs of East Asia.
_WIDE = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}

_ALIKE = _WIDE | _DASHES | _LOOKALIKES

_TONE = "\u0300\u0301\u0303\u0309\u0323"  # huyền, sắc, ngã, hỏi, nặng
_LETTER = "a-zđ\u0300-\u036f"
_OPEN_SYLLABLE = re.compile(
    rf"(?<![{_LETTER}])([bcdđghklmnpqrstvx]*)(?:o([{_TONE}])([ae])|u([{_TONE}])(y))(?![{_LETTER}])"
)
_EVERY = re.compile(r"\bhằng (?=(?:năm|quý|tháng|tuần|ngày)\b)")
_JOINED = re.compile(r" ?([-/]) ?")

# What nearly every text is made of: printed ASCII and Vietnamese letters, each composed with its marks.
_VIETNAMESE = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
_UNUSUAL = re.compile(f"[^ -~{_VIETNAMESE}{_VIETNAMESE.upper()}]")
_TONE_FIRST = re.compile("[òóỏõọ][ae]|[ùúủũụ]y")
_OPEN_COMPOSED = re.compile(
    rf"(?<![a-z{_VIETNAMESE}])([bcdđghklmnpqrstvx]*)({_TONE_FIRST.pattern})(?![a-z{_VIETNAMESE}])"
)
_TONE_LAST = {
    f"{toned}{last}": f"{plain}{unicodedata.normalize('NFC', last + tone)}"
    for plain, lasts in (("o", "ae"), ("u", "y"))
    for tone in _TONE
    for toned in (unicodedata.normalize("NFC", plain + tone),)
    for last in lasts
}

# Longer texts are hardly met twice; the memory of the others stays below some ten megabytes.
_REMEMBERED = 300


def clean(text: str) -> str:
    """One line of text: NFC, no hidden characters, white space (also no-break) collapsed and stripped.

    Diacritics, case and dashes stay as typed. Line ends become spaces, so this is for names, codes and
    short answers, not for a result text of several lines.
    """
    if text.isprintable() and _JOINER not in text and "  " not in text:  # most texts: nothing hidden, plain spaces
        return unicodedata.normalize("NFC", text.strip(" "))
    return unicodedata.normalize("NFC", " ".join(_HIDDEN.sub("", text).split()))


def fold(text: str) -> str:
    """The form two texts share when they say the same; for comparison, never for storing or showing.

    On top of :func:`clean`: case is folded; full-width digits and letters are plain ones; every dash is ``-``
    and a dash or slash has no spaces around it; in an open syllable ending in oa, oe or uy the tone mark stands
    on the last vowel (hòa → hoà, thủy → thuỷ; hoàn, a closed syllable, is left alone); «hằng năm» reads «hàng
    năm» (likewise quý, tháng, tuần, ngày).
    """
    return _remembered(text) if len(text) <= _REMEMBERED else _folded(text)


def _folded(text: str) -> str:
    """:func:`fold` anew. Composed letters need no taking apart, which is nine tenths of the work."""
    if _UNUSUAL.search(text):
        return _folded_apart(text)
    lowered = text.lower()
    lowered = " ".join(lowered.split()) if "  " in lowered else lowered.strip(" ")
    if " " in lowered and ("-" in lowered or "/" in lowered):
        lowered = _JOINED.sub(r"\1", lowered)
    if _TONE_FIRST.search(lowered):
        lowered = _OPEN_COMPOSED.sub(lambda match: match[1] + _TONE_LAST[match[2]], lowered)
    return _EVERY.sub("hàng ", lowered) if "hằng " in lowered else lowered


# The same wordings, headings and statuses stand in every form that comes back.
_remembered = lru_cache(maxsize=1 << 13)(_folded)


def _folded_apart(text: str) -> str:
    """:func:`fold` of any text, its letters and marks taken apart and put together again."""
    lowered = unicodedata.normalize("NFD", clean(text)).casefold().translate(_ALIKE)
    spaced = _JOINED.sub(r"\1", lowered)
    placed = _OPEN_SYLLABLE.sub(_tone_last, unicodedata.normalize("NFD", spaced))
    return _EVERY.sub("hàng ", unicodedata.normalize("NFC", placed))


def narrow(text: str) -> str:
    """Full-width digits, letters and marks as plain ones.

    >>> narrow("８５％")
    '85%'
    """
    return text if text.isascii() else text.translate(_WIDE)


def same(a: str, b: str) -> bool:
    """Whether two texts say the same apart from how they were typed."""
    return fold(a) == fold(b)


def bare(text: str) -> str:
    """:func:`fold` without diacritics, for what was typed on a keyboard without Vietnamese letters."""
    marks_off = (c for c in unicodedata.normalize("NFD", fold(text)) if not unicodedata.combining(c))
    return "".join(marks_off).replace("đ", "d")


def slug(text: str) -> str:
    """A name for a file that every mail program carries: letters without marks, words joined by hyphens.

    >>> slug("Sở Nông nghiệp và Môi trường")
    'So-Nong-nghiep-va-Moi-truong'
    """
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    return re.sub(r"[^A-Za-z0-9]+", "-", letters).strip("-")[:60]


def _tone_last(match: re.Match[str]) -> str:
    initial, o_tone, o_last, u_tone, u_last = match.groups()
    return f"{initial}o{o_last}{o_tone}" if o_last else f"{initial}u{u_last}{u_tone}"
