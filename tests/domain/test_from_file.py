"""What a file that people edit says becomes a value, or one ValueError that names the slip."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

import pytest

from kehoach_xl.domain.from_file import made


@dataclass(frozen=True)
class Line:
    code: str
    year: int = 2025
    kind: Literal["index", "group"] = "index"
    names: tuple[str, ...] = ()
    ended: date | None = None


def test_fields_are_taken_as_they_are_and_lists_as_tuples() -> None:
    says = {"code": "SCT", "year": 2026, "kind": "group", "names": ["Sở CT"], "ended": date(2025, 3, 1)}
    assert made(Line, says) == Line("SCT", 2026, "group", ("Sở CT",), date(2025, 3, 1))
    assert made(Line, {"code": "SCT"}) == Line("SCT")


@pytest.mark.parametrize(
    ("slip", "named"),
    [
        ({"code": 3}, "Line.code"),
        ({"code": "SCT", "year": "2025"}, "Line.year"),
        ({"code": "SCT", "year": True}, "Line.year"),
        ({"code": "SCT", "kind": "chapter"}, "Line.kind"),
        ({"code": "SCT", "names": "Sở CT"}, "Line.names"),
        ({"code": "SCT", "names": ["Sở CT", 3]}, "Line.names"),
        ({"code": "SCT", "ended": "01/03/2025"}, "Line.ended"),
        ({"code": "SCT", "nmae": "Sở Công Thương"}, "nmae"),
        ({}, "code"),
    ],
)
def test_a_slip_is_named(slip: dict[str, object], named: str) -> None:
    with pytest.raises(ValueError, match=named):
        made(Line, slip)
