"""Vietnamese text in the encodings before Unicode, TCVN3 (ABC) and VNI: found word by word, and read.

Such text is stored as Latin letters and shows right only in a font made for it («Së C«ng Th­¬ng»). A word counts when
it is no Vietnamese syllable as it stands and becomes one when decoded; correct Vietnamese never counts, whatever its
letters. Tables: TCVN 5712:1993 (VN3), VNI-Windows.
"""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

_TCVN3 = str.maketrans(dict(zip(
    "¡¢£¤¥¦§¨©ª«¬\u00ad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
    "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ", strict=True,
)))  # fmt: skip

_TONES = {"ø": "\u0300", "ù": "\u0301", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_HAT = {"â": "", "à": "\u0300", "á": "\u0301", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_BREVE = {"ê": "", "è": "\u0300", "é": "\u0301", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_SINGLE = {"ì": "ì", "í": "í", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "ô": "ơ", "ö": "ư", "î": "ỵ", "ñ": "đ"}


def _vni() -> dict[str, str]:
    """Letter pairs and single letters of VNI, lower and upper case."""
    pairs = {base + mark: base + tone for base in "aeouy" for mark, tone in _TONES.items()}
    pairs |= {base + mark: base + "\u0302" + tone for base in "aeo" for mark, tone in _HAT.items()}
    pairs |= {"a" + mark: "a\u0306" + tone for mark, tone in _BREVE.items()}
    pairs |= {horned + mark: base + "\u031b" + tone for horned, base in (("ô", "o"), ("ö", "u"))
              for mark, tone in _TONES.items()}  # fmt: skip
    table = {key: unicodedata.normalize("NFC", value) for key, value in (pairs | _SINGLE).items()}
    return table | {key.upper(): value.upper() for key, value in table.items()} | {
        key[0].upper() + key[1:]: value[0].upper() + value[1:] for key, value in table.items() if len(key) == 2
    }


_VNI = _vni()
_VNI_PAIR = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))

_LATIN1 = re.compile("[\u00a1-\u00ff]")
_WORD = re.compile(r"[^\s0-9.,;:()/\\\-–—_\"'“”‘’?!…+*=<>|\[\]{}%&@#~^]+")
# Said by what it is not, which is compiled in a fiftieth of the time of the range \u0100-\uffff.
_ONLY_UNICODE = re.compile("[^\x00-\xff\U00010000-\U0010ffff]")
# Signs that stand beside a letter in correct text too: one such word alone proves nothing.
_SIGNS = frozenset("×÷·©®«»§¨¸¹¡ªº°±µ")
_NEVER = frozenset("×÷·")

_CLOSABLE = "a ă â e ê i o ô ơ u ư y iê oa oă oe uâ uê uô uy uyê ươ yê"
_OPEN = (
    "ai ao au ay âu ây eo êu ia iu iêu oai oao oay oeo oi ôi ơi ua ui uơ uya uyu uôi uây ưa ưi ươi ươu ưu yêu uêu"
)
_ONSET = "(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnprstvx])?"


def _one_of(vowels: str) -> str:
    return "|".join(sorted(vowels.split(), key=len, reverse=True))


# A vowel that ends in a glide takes no final consonant.
_SYLLABLE = re.compile(f"{_ONSET}(?:(?:{_one_of(_CLOSABLE)})(?P<coda>ng|nh|ch|[cmnpt])?|(?:{_one_of(_OPEN)}))")
_MARKS = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}


@dataclass(frozen=True, slots=True)
class Legacy:
    """Text in an old encoding: its name, and what it reads in Unicode; ``other`` is what else it may say, '' when there
    is nothing else."""

    encoding: str
    text: str
    other: str = ""


# Pieces between blanks of texts in which no word can be read in an old encoding. Nearly every text is of such
# pieces alone, and whether a set holds them all is known in a tenth of the time that looking at each word takes.
_HARMLESS: set[str] = set()
_REMEMBERED, _LONG_PIECE = 50_000, 30

# Where both read, VNI: its pairs of letters are rarely syllables in the other.
NAMES = {"vni": "VNI", "tcvn3": "TCVN3 (ABC)"}


def read_legacy(text: str) -> Legacy | None:
    """What a text says when it is in an old encoding, None when it is not.

    >>> read_legacy("Së C«ng Th\\u00ad¬ng").text, read_legacy("Sôû Coâng Thöông").text
    ('Sở Công Thương', 'Sở Công Thương')
    >>> read_legacy("Sở Công Thương, Müller & Söhne, café")
    """
    if is_unicode(text):
        return None
    text = unicodedata.normalize("NFC", text)
    words = [word for word in map(_unquoted, _WORD.findall(text)) if _encodings(word)]
    if not any(map(_is_telling, words)) or (len(words) == 1 and _ONLY_UNICODE.search(text)):
        return None
    votes = Counter(kind for word in words for kind in _encodings(word))
    kind, second = sorted(NAMES, key=lambda one: -votes[one])
    read = decode(text, kind)
    other = decode(text, second) if votes[second] == votes[kind] else decode(text, kind, every=True)
    return Legacy(NAMES[kind], read, other if other != read else "")


def is_unicode(text: str) -> bool:
    """Whether no word of a text can be read in an old encoding: of many texts, with blanks between, none in any."""
    strange = set(text.split()) - _HARMLESS if _LATIN1.search(text) else None
    if not strange:
        return True
    composed = unicodedata.normalize("NFC", " ".join(strange))
    if any(map(_encodings, map(_unquoted, _WORD.findall(composed)))):
        return False
    if len(_HARMLESS) < _REMEMBERED:
        _HARMLESS.update(piece for piece in strange if len(piece) < _LONG_PIECE)
    return True


def read_in_font(text: str, font: str) -> Legacy | None:
    """What a cell says whose font is known. A font made for an old encoding (``.VnTime``, ``VNI-Times``) decides what
    a person saw, save where the words are correct as they stand and would be after decoding too: two readings. Other
    fonts tell nothing.

    >>> read_in_font("S\u00eb", ".VnTime").text, read_in_font("HOµN THµNH", ".VnTimeH").text
    ('Sở', 'HOÀN THÀNH')
    >>> read_in_font("có", ".VnTime")
    Legacy(encoding='TCVN3 (ABC)', text='cú', other='có')
    """
    kind = font_encoding(font)
    if not kind or not _LATIN1.search(text):
        return read_legacy(text)
    text = unicodedata.normalize("NFC", text)
    words = [word for word in map(_unquoted, _WORD.findall(text)) if _LATIN1.search(word)]
    telling = any(kind in _encodings(word) for word in words)
    read = decode(text, kind)
    every = decode(text, kind, every=True) if _has_unicode_word(text) else read
    if kind == "tcvn3" and font.endswith("H"):  # such a font shows capitals
        read, every = read.upper(), every.upper()
    if telling:
        return Legacy(NAMES[kind], read, every if every != read else "")
    doubtful = not _has_unicode_word(text) and any(is_syllable(_decoded(word, kind)) for word in words)
    return Legacy(NAMES[kind], read, text) if doubtful and read != text else None


@lru_cache(maxsize=1024)
def font_encoding(font: str) -> str:
    """``tcvn3`` or ``vni`` for a font made for it, '' for any other."""
    name = font.strip().casefold()
    return "tcvn3" if name.startswith(".vn") else "vni" if name.startswith(("vni-", "vni ")) else ""


def decode(text: str, kind: str, *, every: bool = False) -> str:
    """Every word that is not Unicode already, decoded. Where such words stand beside words of Unicode, one that is
    correct as it stands goes with its neighbours; between the two kinds it stays, or is decoded with ``every``."""
    found = list(_WORD.finditer(text))
    kinds = [_kind_of(match[0], kind) for match in found]
    mixed = "unicode" in kinds
    before, after = _sides(kinds), _sides(kinds[::-1])[::-1]
    out, end = [], 0
    for match, what, left, right in zip(found, kinds, before, after, strict=True):
        if what == "either":
            sides = {left, right} - {""}
            alone = "old" if every or not mixed else "unicode"
            what = sides.pop() if len(sides) == 1 else alone
        decodes = what == "old" or (what == "foreign" and not mixed)
        out += [text[end : match.start()], _decoded(match[0], kind) if decodes else match[0]]
        end = match.end()
    return "".join([*out, text[end:]])


def _kind_of(word: str, kind: str) -> str:
    """«unicode» or «old» where a word can only be that, «either» where it may be both, «foreign» where it is a syllable
    in neither, '' for plain letters."""
    if _ONLY_UNICODE.search(word):
        return "unicode"
    if not _LATIN1.search(word):
        return ""
    inner = _unquoted(word)
    return "either" if is_syllable(inner) else "old" if kind in _encodings(inner) else "foreign"


def _sides(kinds: list[str]) -> list[str]:
    """For each word the last one before it whose kind is certain, '' for none."""
    found, last = [], ""
    for what in kinds:
        found.append(last)
        last = what if what in ("unicode", "old") else last
    return found


def _has_unicode_word(text: str) -> bool:
    return any(_ONLY_UNICODE.search(word) for word in _WORD.findall(text))


def _unquoted(word: str) -> str:
    """A word without the quotation marks around it, which are letters in TCVN3."""
    return word.strip("«»")


def _is_telling(word: str) -> bool:
    """Whether one word alone proves an old encoding: a sign counts only between letters."""
    threes = zip(word, word[1:], word[2:], strict=False)
    inner = {letter for before, letter, after in threes if (before + after).isalpha()}
    letters = {letter for letter in word if "\u00a1" <= letter <= "\u00ff"}
    return bool(letters - _SIGNS or (letters & inner) - _NEVER)


@lru_cache(maxsize=65536)
def _encodings(word: str) -> tuple[str, ...]:
    """The encodings in which a word is a syllable, when it is none as it stands."""
    if not _LATIN1.search(word) or _ONLY_UNICODE.search(word) or is_syllable(word):
        return ()
    if not any("a" <= letter <= "z" for letter in word.lower()):
        return ()
    reads = {kind: _decoded(word, kind) for kind in NAMES}
    return tuple(kind for kind, read in reads.items() if read != word and is_syllable(read))


def _decoded(word: str, kind: str) -> str:
    if kind == "tcvn3":
        return word.translate(_TCVN3)
    return _VNI_PAIR.sub(lambda pair: _VNI[pair[0]], word)


@lru_cache(maxsize=65536)
def is_syllable(word: str) -> bool:
    """Whether a word is one Vietnamese syllable: its letters, one tone at most, and before a stop only sắc or nặng."""
    letters = unicodedata.normalize("NFD", word.lower())
    tones = [letter for letter in letters if letter in _MARKS]
    plain = unicodedata.normalize("NFC", "".join(letter for letter in letters if letter not in _MARKS))
    match = _SYLLABLE.fullmatch(plain)
    if match is None or len(tones) > 1:
        return False
    return match["coda"] not in ("c", "ch", "p", "t") or (bool(tones) and tones[0] in "\u0301\u0323")
