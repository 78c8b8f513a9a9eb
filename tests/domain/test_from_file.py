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


def test_fields_are_taken_as_json_has_them() -> None:
    says = {"code": "SCT", "year": 2026, "kind": "group", "names": ["Sở CT"], "ended": "2025-03-01"}
    assert made(Line, says) == Line("SCT", 2026, "group", ("Sở CT",), date(2025, 3, 1))
    assert made(Line, {"code": "SCT"}) == Line("SCT")


@pytest.mark.parametrize(
    ("slip", "named"),
    [
        ({"code": 3}, "code"),
        ({"code": "SCT", "year": "2025"}, "year"),
        ({"code": "SCT", "year": True}, "year"),
        ({"code": "SCT", "kind": "chapter"}, "kind"),
        ({"code": "SCT", "names": "Sở CT"}, "names"),
        ({"code": "SCT", "names": ["Sở CT", 3]}, "names"),
        ({"code": "SCT", "ended": "01/03/2025"}, "ended"),
        ({"code": "SCT", "nmae": "Sở Công Thương"}, "nmae"),
        ({}, "code"),
    ],
)
def test_a_slip_is_named(slip: dict[str, object], named: str) -> None:
    with pytest.raises(ValueError, match=named):
        made(Line, slip)
