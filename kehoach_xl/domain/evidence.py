"""The number and symbol of a document (số, ký hiệu), as people write it in a cell.

Nghị định 30/2020/NĐ-CP, Phụ lục I: the number in Arabic digits, a slash, then the symbol: the abbreviation of the kind
of document (none for công văn) and of the issuing body, joined by a hyphen («12/BC-SCT», «1403/SCT-QLTM8»). Legal
documents carry the year between («45/2025/NĐ-CP»), Party documents a hyphen instead of the slash («05-CTr/TU»).
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from kehoach_xl.domain.text import clean

# Kinds of documents: alone after the number, they leave out who issued it.
KINDS = frozenset((
    "NQ", "QĐ", "CT", "QC", "QyĐ", "TC", "TB", "HD", "CTr", "KH", "PA", "ĐA", "DA", "BC", "BB", "TTr", "HĐ", "CĐ",
    "BGN", "BTT", "GUQ", "GM", "GGT", "GNP", "PG", "PC", "PB", "TTLT", "TT", "NĐ", "KL", "CV", "BCA",
))  # fmt: skip

_SYMBOL = r"[A-ZĐƯ][A-Za-zĐđƯư0-9]*(?: ?[&.] ?[A-Za-zĐđƯư0-9]+)*"
_NUMBER = r"[0-9]{1,6}[a-zA-Z]?"
_WHOLE = re.compile(
    rf"(?P<number>{_NUMBER}) ?(?:/ ?(?P<year>(?:19|20)[0-9]{{2}}) ?/|-(?:19|20)[0-9]{{2}}/|[/-]) ?"
    rf"(?P<symbol>{_SYMBOL}(?: ?[-/–] ?{_SYMBOL})*)"
)
_BARE = re.compile(rf"(?:số ?:? ?)?{_NUMBER}(?:/(?:19|20)[0-9]{{2}})?", re.IGNORECASE)
_DAY = re.compile(r"[0-9]{1,2} ?[/.-] ?[0-9]{1,2} ?[/.-] ?[0-9]{2,4}")
_DATED = re.compile(
    r"(?<![0-9/])[0-9]{1,2} ?[/.-] ?[0-9]{1,2} ?[/.-] ?(?:[0-9]{4}|[0-9]{2})(?![0-9/])|"
    r"[0-9]{1,2} tháng [0-9]{1,2},? năm [0-9]{4}", re.IGNORECASE,
)  # fmt: skip
# A mark of a list before a piece: «1)», «a)», «2. », «- ».
_MARK = re.compile(r"^(?:\(?(?:[0-9]{1,2}|[a-zđ])\) ?|[0-9]{1,2}\. |[-–+•*] ?)")
# What may stand around a number: «Báo cáo số … ngày 20/11/2025 của …».
_NAMED = (
    "báo cáo|kế hoạch|quyết định|công văn|văn bản|thông báo|tờ trình|nghị quyết|nghị định|chỉ thị|chương trình|"
    "hướng dẫn|biên bản|kết luận|công điện|thông tư|giấy mời|đề án"
)
_BEFORE = re.compile(rf"^(?:[^0-9;]{{0,60}}?\bsố\b ?:? ?|(?:{_NAMED}|{'|'.join(sorted(KINDS))}) )", re.IGNORECASE)
_AFTER = re.compile(r"(?: ?[,(]? ?(?:ngày|của|về|năm)\b.*)$", re.IGNORECASE | re.DOTALL)
# Something like a number and a symbol, only not written so.
_ALMOST = re.compile(r"[0-9][0-9.]{0,7}[a-zA-Z]? ?(?:[/\\_-]|\s) ?[A-Za-zĐđƯư][A-Za-zĐđƯư0-9_\\./ -]{0,24}")
# The symbol before the number: «BC-SCT/45».
_TURNED = re.compile(rf"{_SYMBOL}(?: ?[-–] ?{_SYMBOL})+ ?[/_] ?[0-9]{{1,6}}")
_CUT = re.compile(r"[;\n]|,(?! ?(?:ngày|năm|của))|\bvà\b(?= *(?:[^0-9;]{0,20}số )?[0-9])")

WHOLE, SHORT, BARE, DAY, ALMOST, WORDS = "whole", "short", "bare", "day", "almost", "words"


@dataclass(frozen=True, slots=True)
class Document:
    """One document named in a cell. ``form``: ``whole``; ``short`` (no issuing body); ``bare`` (a number without a
    symbol); ``day`` (a date); ``almost`` (a number and symbol written another way); ``words`` (a description)."""

    text: str
    form: str

    @property
    def is_numbered(self) -> bool:
        """Whether it has a number, well written or not."""
        return self.form in (WHOLE, SHORT, BARE, ALMOST)


@lru_cache(maxsize=8192)
def read_documents(text: str) -> tuple[Document, ...]:
    """The documents a cell names, joined by semicolons, commas, line ends or «và».

    >>> [(one.text, one.form) for one in read_documents("12/BC-SCT; 45/2025/NĐ-CP")]
    [('12/BC-SCT', 'whole'), ('45/2025/NĐ-CP', 'whole')]
    """
    pieces = [clean(piece).strip(" .,") for piece in _CUT.split(text)]
    return tuple(Document(piece, _form(piece)) for piece in pieces if piece)


def names_day(text: str) -> bool:
    """Whether a day of issue stands in the cell: «ngày 12/10/2025», «ngày 12 tháng 10 năm 2025».

    >>> names_day("1245/SCT-QLTM ngày 12/10/2025")
    True
    """
    return _DATED.search(clean(text)) is not None


def _form(piece: str) -> str:
    if _DAY.fullmatch(piece):
        return DAY
    if _BARE.fullmatch(piece):
        return BARE
    core = _AFTER.sub("", _BEFORE.sub("", _MARK.sub("", piece), count=1)).strip(" .,()")
    if match := _WHOLE.fullmatch(core):
        return SHORT if match["symbol"] in KINDS and not match["year"] else WHOLE
    if _BARE.fullmatch(core) and core != piece:
        return BARE
    turned = _TURNED.fullmatch(core) is not None
    return ALMOST if turned or (_ALMOST.fullmatch(core) and _looks_like_symbol(core)) else WORDS


def _looks_like_symbol(core: str) -> bool:
    """«12_BC-SCT» and «12 bc-sct» are symbols written badly; «02 hội nghị» is a description."""
    rest = core.lstrip("0123456789").strip()
    return bool(re.fullmatch(r"[/\\_-]? ?[A-Za-zĐđƯư0-9]{1,8}(?:[-/\\_. ][A-Za-zĐđƯư0-9]{1,10})*", rest)) and (
        rest[:1] in "/\\_-" or bool(re.search(r"[-/\\_]", rest)) or rest.upper() == rest
    )
