"""The distance to the goals as a report in Word tells it: by the index lines of the summary, and the goals in numbers
with their results."""

from collections.abc import Sequence
from typing import Any

from kehoach_xl.building.plan_document_table import goal_place
from kehoach_xl.building.plan_document_words import place_text, points
from kehoach_xl.domain.gap import Goal, Standing
from kehoach_xl.domain.values import shown
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.sheets.indices import figures_led
from kehoach_xl.workflows.indices import IndexLine

MISSING = "không\u00a0có"  # never torn in a narrow column
MARKS = "●○►?"  # before a verdict of `Chỉ số`


def target_rows(indices: Sequence[IndexLine]) -> list[dict[str, str]]:
    """A row for each component and the whole of which anything is known: what it had, is to reach, got, lacks."""
    return [_row(one) for one in indices if _known(one)]


def published(indices: Sequence[IndexLine]) -> int:
    """Of how many of these rows a result of the target year is published."""
    return sum(one.actual is not None for one in indices if _known(one))


def _row(one: IndexLine) -> dict[str, str]:
    return {
        "stt": one.code, "ten": one.name, "co_so": _standing(one.baseline), "muc_tieu": _goal(one.goal),
        "cong_bo": _standing(one.actual) if one.actual else MISSING, "con_thieu": _lacking(one),
        "da_di": MISSING if one.gap.covered is None else f"{shown(round(one.gap.covered * 100, 1))}%",
    }  # fmt: skip


def _known(one: IndexLine) -> bool:
    sides = (one.baseline, *([one.actual] if one.actual else []))
    return any((side.score, side.rank) != (None, None) for side in sides) or bool(_aims(one.goal))


def _standing(one: Standing) -> str:
    place = place_text(one.rank, one.of)
    said = [_points(one.score)] if one.score is not None else []
    return "; ".join([*said, *([f"hạng\u00a0{place}"] if place else [])]) or MISSING


def _points(score: float) -> str:
    """«16,27 điểm», never torn in a narrow column."""
    return f"{points(score)}\u00a0điểm"


def _aims(goal: Goal) -> list[str]:
    place = goal_place(goal)
    return [*([_points(goal.score)] if goal.score is not None else []), *([f"hạng\u00a0{place}"] if place else [])]


def _goal(goal: Goal) -> str:
    return "; ".join(_aims(goal)) or MISSING


def _lacking(one: IndexLine) -> str:
    """Points, and places where both are among the same number; past the goal is said so."""
    gap, places, said = one.gap.gap, one.gap.ranks_to_go, []
    if gap is not None:
        said.append(_points(gap) if gap > 0 else "đạt" if gap == 0 else f"vượt {_points(-gap)}")
    if places is not None:
        said.append(f"{places} bậc" if places else "đạt hạng")
    return "; ".join(said) or MISSING


def notes(indices: Sequence[IndexLine]) -> list[str]:
    """Why ranks among different numbers of bodies are not compared, each reason once."""
    return list(dict.fromkeys(one.gap.note.text for one in indices if one.gap.note and _known(one)))


def _said(verdict: str) -> str:
    """«Đạt» of «● Đạt»: a text has words, the mark is the sheet's."""
    return verdict.partition(" ")[2] if verdict[:1] in MARKS else verdict


def figure_rows(desk: Desk) -> list[dict[str, Any]]:
    """The goals in numbers, each with its limit, year, result, and what came of it, as `Chỉ số` says it."""
    return [
        {
            "stt": one.code, "ten": one.name, "muc": str(one.limit) if one.limit else MISSING,
            "nam": f"{one.year:g}" if one.year is not None else MISSING,
            "ket_qua": shown(one.result) if one.result is not None else MISSING, "danh_gia": _said(one.verdict),
            "co_quan": desk.register.write(desk.register.read(leads).codes), "tinh_trang": one.state,
        }
        for one, leads in figures_led(desk)
    ]  # fmt: skip
