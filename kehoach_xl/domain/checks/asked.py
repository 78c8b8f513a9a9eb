"""Cells that steer figures and are data of no document: trial scores, the assumed number of bodies, thresholds."""

from collections.abc import Callable, Iterator

from kehoach_xl.domain import credible
from kehoach_xl.domain.award import Rule
from kehoach_xl.domain.checks import Issue, Subject, check
from kehoach_xl.domain.checks.figures import OUT_OF_RANGE, most_of
from kehoach_xl.domain.priority import LARGE_GAP, LOW_COMPLETION
from kehoach_xl.domain.progress import Raw
from kehoach_xl.domain.values import Unclear, read_score, shown
from kehoach_xl.messages import Message

THRESHOLDS = {
    "indices": (
        ("CS_low_completion", "Mức hoàn thành thấp (bảng V)", LOW_COMPLETION),
        ("CS_large_gap", "Mức còn cách xa (bảng V)", LARGE_GAP),
    ),
    "scope": (
        ("TH_award_done", "Mức hoàn thành đúng hạn để xét khen thưởng", Rule().finished),
        ("TH_award_forms", "Mức nộp phiếu đúng hạn để xét khen thưởng", Rule().handed_in),
    ),
}  # fmt: skip


@check("trials", "CHECK_010", "CHECK_122")
def trials(subject: Subject) -> Iterator[Issue]:
    most = most_of(subject)
    for row in subject.trials:
        reading = read_score(row.cells.get("trial"), most)
        if not isinstance(reading, Unclear) or ("trials", row.row, "trial") in subject.formulas:
            continue  # the total is computed
        code, facts = "CHECK_010", {"value": row.text("trial")}
        if reading.code == OUT_OF_RANGE:
            code, facts = "CHECK_122", facts | {"most": shown(most)}
        else:
            facts["reason"] = Message(reading.code, reading.facts).text
        yield Issue(Message(code, facts), "trials", row.row, "trial", row.text("id"), row.cells.get("trial"))


@check("indices", "CHECK_214")
def assumed(subject: Subject) -> Iterator[Issue]:
    yield from _wrong(subject, "indices", "CS_assumed_of", "CHECK_214", credible.bodies)


@check("indices", "CHECK_215")
def levels(subject: Subject) -> Iterator[Issue]:
    yield from _thresholds(subject, "indices")


@check("scope", "CHECK_215")
def award(subject: Subject) -> Iterator[Issue]:
    yield from _thresholds(subject, "scope")


def _thresholds(subject: Subject, table: str) -> Iterator[Issue]:
    for name, what, usual in THRESHOLDS[table]:
        yield from _wrong(subject, table, name, "CHECK_215", credible.share, what=what, usual=shown(float(usual)))


def _wrong(
    subject: Subject, table: str, name: str, code: str, of: Callable[[float], float | None], **facts: object
) -> Iterator[Issue]:
    """A single cell that holds something else than what counts there; an empty one is meant so."""
    raw = subject.asked.get(name)
    if raw is not None and (not _is_number(raw) or of(float(raw)) is None):
        yield Issue(Message(code, {"value": shown(raw), **facts}), table, value=raw, name=name)


def _is_number(raw: Raw) -> bool:
    return isinstance(raw, int | float) and not isinstance(raw, bool)
