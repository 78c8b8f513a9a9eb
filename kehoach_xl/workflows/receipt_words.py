"""What an acknowledgement tells of one file: cells taken, what was not taken and why, what stays open."""

from collections.abc import Iterator, Mapping
from datetime import date

from kehoach_xl.domain.conflict import REASONS
from kehoach_xl.domain.progress import show
from kehoach_xl.domain.rows import BLANK, PLACE
from kehoach_xl.domain.settle import Conflict, Settled
from kehoach_xl.domain.values import shown
from kehoach_xl.messages import Message
from kehoach_xl.returns.finding import ADDED, LOCKED, Finding
from kehoach_xl.returns.verdict import Verdict
from kehoach_xl.sheets.facts import Received
from kehoach_xl.sheets.receipts import typed_days
from kehoach_xl.sheets.returned_files import NAME, plain
from kehoach_xl.workflows.letters import listing, own_words, shared_words
from kehoach_xl.workflows.work import Work

# Lines of a list in a letter, characters of a line, and of a quotation.
MOST_LINES, LINE, QUOTED = 20, 400, 120
_STATUS = PLACE["status"]
# What is said of a file when something in it was not taken.
NOT_TAKEN = frozenset({"MERGE_027", "RETURN_006", "RETURN_011", "RETURN_012", "RETURN_016", "RETURN_019", "RETURN_035"})


class ReceiptWords:
    """The words of the acknowledgements of one merge, as the record is ``settled`` by it."""

    def __init__(self, work: Work, settled: Settled) -> None:
        self._work, self._desk, self._record = work, work.desk, settled.record
        self._days = {**work.desk.ledger.days, **typed_days(work.desk)}
        self._received: dict[tuple[str, str], list[Received]] = {}
        for one in work.received:
            self._received.setdefault((one.period, one.agency), []).append(one)
        self._shared: dict[str, dict[str, object]] = {}
        self._asked: dict[str, tuple[str, ...]] = {}
        for sent in work.desk.ledger.sent:
            self._asked.setdefault(sent.dispatch, tuple(sent.tasks))
        self._clashes: dict[tuple[str, str], list[Conflict]] = {}
        for clash in settled.conflicts:
            self._clashes.setdefault((clash.key[2], clash.key[1]), []).append(clash)

    def of(self, verdict: Verdict) -> Mapping[str, object]:
        """What the letter about an accepted file may say."""
        key = verdict.period, verdict.agency
        listed = self._desk.periods[verdict.period]
        one = next(each for each in self._received[key] if each.sha == verdict.sha)
        dispatch, clashes = self._dispatch(verdict), self._clashes.get(key, [])
        refused, lacking = list(_refused(verdict)), self._without_status(verdict, dispatch) if one.filled else []
        first, deadline = self._first_day(key), listed.deadline
        if verdict.period not in self._shared:
            self._shared[verdict.period] = shared_words(self._desk, listed)
        return self._shared[verdict.period] | own_words(self._desk, verdict.agency, dispatch) | {
            "ten_tep": plain(verdict.file.rpartition("›")[2].rpartition("/")[2], NAME) or "",
            "ngay_nhan_tep": shown(one.on), "ngay_nhan": shown(first),
            "so_ngay_tre": max(0, (first - deadline).days) if deadline else 0,
            "so_o": verdict.cells if one.filled else 0,
            "so_o_nhan": verdict.fates["applied"] + verdict.fates["equal"],
            "so_khong_nhan": len(refused), "so_cho_lam_ro": len(clashes),
            "khong_nhan": listing(refused, MOST_LINES),
            "cho_lam_ro": listing([self._clash(each) for each in clashes], MOST_LINES),
            "chua_bao_cao": ", ".join(lacking),
            "can_gui_lai": bool(lacking or not one.filled or any(each.why for each in clashes)),
            "han_con": shown(deadline) if deadline and self._work.today <= deadline else "",
        }  # fmt: skip

    def _dispatch(self, verdict: Verdict) -> str:
        """The number of the form that was filled in; of one known by its content alone the last that was sent."""
        assert verdict.result is not None
        if verdict.result.dispatch:
            return verdict.result.dispatch
        newest = self._desk.ledger.newest_form(verdict.period, verdict.agency)
        return newest.dispatch if newest else ""

    def _first_day(self, key: tuple[str, str]) -> date:
        """When the agency reported first, as `Gửi nhận` has it."""
        copies = self._received[key]
        return self._days.get(key) or min(one.on for one in ([one for one in copies if one.filled] or copies))

    def _without_status(self, verdict: Verdict, dispatch: str) -> list[str]:
        """The tasks of the form of which the record has no status and nothing is being asked either."""
        period, agency = verdict.period, verdict.agency
        asked = self._asked.get(dispatch, ())
        rows = self._record.rows
        silent = [one for one in asked if rows.get((one, agency, period), BLANK)[_STATUS] is None]  # mostly none
        if not silent:
            return []
        open_ = {clash.key[0] for clash in self._clashes.get((period, agency), []) if clash.key[3] == "status"}
        listed = self._desk.periods[period].period
        tasks = self._desk.tasks_of(listed)
        return [
            tasks[one].code for one in silent
            if one in tasks and one not in open_ and not self._desk.is_released(one, agency, listed)
        ]

    def _clash(self, one: Conflict) -> str:
        task = self._desk.task_by_id.get(one.key[0])
        place = {"code": task.code if task else one.key[0], "column": self._desk.fields[one.key[3]].heading}
        returned, ours = quoted(show(one.theirs)), quoted(show(one.ours))
        facts = place | {"returned": returned, "ours": ours, "reason": one.why or REASONS[one.reason]}
        return _short(Message("MAIL_107" if one.why else "MAIL_106", facts).text)


def _refused(verdict: Verdict) -> Iterator[str]:
    """What of a file was not taken, each with its reason."""
    yield from map(_short, _reasons(verdict))


def _reasons(verdict: Verdict) -> Iterator[str]:
    for one in verdict.findings:
        if one.kind == ADDED:
            yield Message("MAIL_108", {"reason": one.message.text, "content": quoted(one.returned)}).text
        elif one.kind == LOCKED:
            yield _locked(one)
        elif one.message.code in NOT_TAKEN:
            yield one.message.text
    kept = verdict.fates["rejected"] - sum(verdict.rejected.values())
    if kept > 0:
        yield Message("MAIL_109", {"count": kept}).text
    if verdict.fates["superseded"]:
        yield Message("MAIL_110", {"count": verdict.fates["superseded"]}).text


def _locked(one: Finding) -> str:
    if not (one.sent or one.returned):
        return one.message.text
    facts = {"code": one.task, "column": one.column, "sent": quoted(one.sent), "returned": quoted(one.returned)}
    return Message("MAIL_111", facts).text


def _short(line: str) -> str:
    """A reason may quote a whole cell."""
    return plain(line, LINE) or ""


def quoted(text: str) -> str:
    """As much of what stood in a cell as a line of a letter holds."""
    return plain(text, QUOTED) or "(trống)"
