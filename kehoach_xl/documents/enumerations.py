"""Bodies named one after the other in running text: «Sở Nội vụ cùng các sở, ban, ngành và địa phương».

A name of the register is taken at its longest; otherwise a group («các cơ quan, đơn vị liên quan») or what begins like
a body's name and ends before the verb. Hyphens, commas and «và» inside a name never cut it.
"""

import re
from dataclasses import dataclass
from functools import cache

from kehoach_xl.documents.bodies import KINDS, Bodies
from kehoach_xl.documents.markers import CAPITALS
from kehoach_xl.domain.text import clean

# The first words of what a body does; a name ends before them.
VERBS = (
    "chủ trì", "phối hợp", "chủ động", "tiếp tục", "tích cực", "thường xuyên", "nghiên cứu", "tham mưu", "theo dõi",
    "thực hiện", "tổ chức", "xây dựng", "triển khai", "có trách nhiệm", "chịu trách nhiệm", "căn cứ", "kịp thời",
    "hướng dẫn", "rà soát", "đẩy mạnh", "tăng cường", "cập nhật", "là", "trong phạm vi", "theo chức năng", "tổng hợp",
    "kiểm tra", "giám sát", "đôn đốc", "báo cáo", "đề xuất", "hỗ trợ", "tuyên truyền", "bố trí", "trên cơ sở", "để",
    "đẩy nhanh", "khẩn trương", "thẩm định", "ban hành", "quán triệt", "tìm hiểu", "đàm phán", "chỉ đạo", "xác định",
    "trong việc", "trong công tác", "trong tiếp nhận", "vận động", "cung cấp", "nâng cao", "quản lý", "lập", "trình",
    "được giao", "nghiêm túc", "phát huy", "tập trung", "định kỳ", "hằng", "hàng", "trước", "khi", "nếu", "và các nội",
)  # fmt: skip

_GENERIC = (
    "sở", "ban", "ngành", "phòng", "đơn vị", "cơ quan", "địa phương", "đoàn thể", "tổ chức", "hội", "hiệp hội",
    "doanh nghiệp", "huyện", "thị xã", "thành phố", "xã", "phường", "thị trấn", "lực lượng", "trường", "bộ",
)  # fmt: skip
_QUALITY = (
    "chuyên môn", "nghiệp vụ", "chức năng", "đầu mối", "báo chí", "truyền thông", "có liên quan", "liên quan", "khác",
    "cấp tỉnh", "cấp xã", "cấp huyện", "của tỉnh", "của sở", "trực thuộc sở", "thuộc sở", "trực thuộc", "tỉnh",
    "trên địa bàn tỉnh", "trên địa bàn", "trung ương", "chính trị - xã hội", "chính trị", "xã hội", "nghề nghiệp",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Named:
    """The bodies named from a place on, as printed, and where the enumeration ends."""

    names: tuple[str, ...]
    end: int


class Enumerations:
    """The enumerations of one text."""

    def __init__(self, text: str, bodies: Bodies) -> None:
        self.text = text
        self._known = {one.start: one.end for one in bodies.names_in(text)}

    def at(self, start: int, known_only: bool = False) -> Named:
        """The bodies named from a place in the text on; none when no body's name begins there."""
        names: list[str] = []
        end = at = start
        while (stop := self._name(at, known_only)) > at:
            names.append(clean(self.text[at:stop]))
            end = stop
            between = _between().match(self.text, stop)
            if between is None:
                break
            at = between.end()
        return Named(tuple(dict.fromkeys(names)), end)

    def _name(self, at: int, known_only: bool) -> int:
        """Where the name that begins at a place ends; the place itself when none does."""
        known = self._known.get(at, at)
        if known_only:
            return known
        group = _group().match(self.text, at)
        end = max(known, group.end() if group else at)
        return end if end > at else self._unknown(at)

    def _unknown(self, at: int) -> int:
        head = _head().match(self.text, at)
        if head is None:
            return at
        stop = _stop().search(self.text, head.end())
        end = stop.start() if stop else len(self.text)
        ahead = [one for one in self._known if head.end() <= one < end]
        if ahead:  # another name begins before the verb: «Sở X và Sở Y»
            end = len(_between_end().sub("", self.text[at : min(ahead)])) + at
        return end if len(self.text[at:end].split()) <= 16 else at


@cache
def _between() -> re.Pattern[str]:
    return re.compile(r"\s*(?:[,;]\s*(?:và\s+|cùng\s+)?|\s(?:và|cùng với|cùng|với)\s+)", re.IGNORECASE)


@cache
def _between_end() -> re.Pattern[str]:
    return re.compile(r"(?:\s|,|;|\b(?:và|cùng với|cùng|với)\b)+$", re.IGNORECASE)


def _any(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))


@cache
def _group() -> re.Pattern[str]:
    quality = rf"(?i:{_any(_QUALITY)})(?!\w)"
    one = rf"(?:(?i:{_any(_GENERIC)}))(?!\w)(?!\s+[{CAPITALS}])(?:\s+{quality}(?:,\s*{quality})*)*"
    row = rf"{one}(?:(?:\s*,\s*|\s+và\s+|\s*-\s*|\s+(?=(?:ban|ngành|đơn vị)\s)){one})*"
    heads = r"(?:Giám đốc|Thủ trưởng|Người đứng đầu|Lãnh đạo|Chủ tịch(?:\s+UBND)?)\s+(?:các\s+)?"
    first = rf"(?:{heads}|(?:UBND|Ủy ban nhân dân)\s+(?:các\s+)?|các\s+(?:cấp,\s*các\s+)?|những\s+|một số\s+)"
    return re.compile(rf"(?i:{first}){row}")


@cache
def _head() -> re.Pattern[str]:
    """The beginning of a body's name: its kind and a capital letter, or the level it belongs to."""
    return re.compile(
        rf"(?:(?i:{_any(tuple(KINDS))}))\s+(?=[{CAPITALS}]|(?:tỉnh|huyện|xã|thành phố|các|cấp)(?!\w))"
    )


@cache
def _stop() -> re.Pattern[str]:
    """Where a name that is not known ends: a verb, a mark, or a comma or «và» before something in small letters."""
    return re.compile(
        rf"\s*[.;:()\n]|\s+(?:{_any(VERBS)})(?!\w)|\s*,(?!\s*[{CAPITALS}])|\s*,(?=\s*(?i:{_any(tuple(KINDS))})\s)"
        rf"|\s+và(?!\s+[{CAPITALS}])|\s+(?:và|cùng)(?=\s+(?i:{_any(tuple(KINDS))})\s)|\s+cùng\s"
    )
