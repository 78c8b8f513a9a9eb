"""The time that a sentence sets for what it asks: a day, or a rhythm stated as such; an adverb («thường xuyên phối
hợp») is no time of its own."""

import re

from kehoach_xl.domain.text import clean

_DAY = r"ngày\s+\d{1,2}(?:\s+tháng\s+\d{1,2}|[/.-]\d{1,2})(?:\s+năm\s+\d{4}|[/.-]\d{4})?"
_DATED = r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}"
_PART = r"(?:tháng\s+\d{1,2}|quý\s+(?:IV|I{1,3}|[1-4]))(?:\s*/\s*|\s+năm\s+)\d{4}"
_EVERY = r"(?:định\s+kỳ\s+)?h[àằ]ng\s+(?:năm|quý|tháng)"
_SAID = (
    re.compile(r"thời\s+(?:gian|hạn)(?:\s+(?:thực\s+hiện|hoàn\s+thành))?\s*:\s*([^.;]+)", re.IGNORECASE),
    re.compile(rf"({_EVERY}\s*,?\s*\(?trước\s+{_DAY}\)?)", re.IGNORECASE),
    re.compile(rf"((?:trước|chậm\s+nhất(?:\s+(?:là|vào))?|xong\s+trước|đến)\s+{_DAY}(?:\s+và\s+(?:trước\s+)?{_DAY})*)",
               re.IGNORECASE),
    re.compile(r"(?:hoàn\s+thành|thực\s+hiện|xong)\s+(?:trong|trước)\s+((?:tháng|quý)\s+[\dIVX]+(?:[/ ]\s*(?:năm\s+)?"
               r"\d{4})?|năm\s+\d{4})", re.IGNORECASE),
    re.compile(rf"(?:^|[.;:]\s+)({_EVERY})(?=\s*[,(])", re.IGNORECASE),
    re.compile(r"\(?(?:thực\s+hiện\s+)(thường\s+xuyên)\)?\s*[.;]?$|\((thường\s+xuyên)\)", re.IGNORECASE),
)  # fmt: skip


# Said in passing: a day without the word «ngày», a month or quarter of a named year.
_PASSING = (
    re.compile(rf"((?:trước|chậm\s+nhất(?:\s+(?:là|vào))?|xong\s+trước)\s+{_DATED})", re.IGNORECASE),
    re.compile(rf"\btrong\s+({_PART})", re.IGNORECASE),
)


def in_passing(text: str) -> bool:
    """Whether the time of a sentence was found between its words, with more of the sentence behind it."""
    found = None if _first(_SAID, text) else _first(_PASSING, text)
    return found is not None and bool(text[found.end() :].strip(" .;)"))


def timeframe(text: str) -> str:
    """The time a sentence sets, as printed, '' for none.

    >>> timeframe("Báo cáo kết quả định kỳ hằng năm (trước ngày 15/11) theo quy định.")
    'định kỳ hằng năm (trước ngày 15/11)'
    """
    found = _first(_SAID, text) or _first(_PASSING, text)
    said = clean(next(one for one in found.groups() if one)) if found else ""
    return said[:-1] if said.endswith(")") and "(" not in said else said


def _first(patterns: tuple[re.Pattern[str], ...], text: str) -> re.Match[str] | None:
    return next((found for pattern in patterns if (found := pattern.search(text))), None)
