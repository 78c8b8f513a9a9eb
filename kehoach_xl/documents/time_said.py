"""The time that a sentence sets for what it asks: a day, or a rhythm stated as such; an adverb («thường xuyên phối
hợp») is no time of its own."""

import re

from kehoach_xl.domain.text import clean

_DAY = r"ngày\s+\d{1,2}(?:\s+tháng\s+\d{1,2}|[/.-]\d{1,2})(?:\s+năm\s+\d{4}|[/.-]\d{4})?"
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


def timeframe(text: str) -> str:
    """The time a sentence sets, as printed, '' for none.

    >>> timeframe("Báo cáo kết quả định kỳ hằng năm (trước ngày 15/11) theo quy định.")
    'định kỳ hằng năm (trước ngày 15/11)'
    """
    for pattern in _SAID:
        match = pattern.search(text)
        if match:
            return clean(next(one for one in match.groups() if one))
    return ""
