"""What the master knows of the forms it sent: read from the desk once, asked about every file that comes back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, cached_property

from kehoach_xl.domain.addresses import domain_of, read_addresses, same_form
from kehoach_xl.domain.agency import Register
from kehoach_xl.domain.columns import STANDARD_COLUMNS, Columns
from kehoach_xl.domain.identity import MADE_AT
from kehoach_xl.domain.plan import Task
from kehoach_xl.domain.status import DUE_LABELS
from kehoach_xl.domain.text import fold
from kehoach_xl.domain.timeframe import due
from kehoach_xl.domain.token import in_capitals
from kehoach_xl.returns.fingerprint import Fingerprint, Holders
from kehoach_xl.returns.headings import shown
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.sheets.periods import PeriodRow

# When a return was saved or mailed, if known, and the number of the form it answers.
Answered = tuple[datetime | None, str]


@dataclass(frozen=True)
class SentForm:
    """One form that went out. ``rows``: by task id the locked cells (see :data:`LOCKED`) as they stand in the form;
    rebuilt from the plan in force, so a wording amended since differs from the paper."""

    agency: str
    period: str
    dispatch: str
    rows: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Expectation:
    """What the master knows of the files it sent for one period.

    ``columns``: its reporting columns as set now. ``sent``: the forms of the period, oldest first. ``dispatches``: the
    (agency, period) of every form ever sent, by its number. ``confirmed``: the agency that she named for a file, by
    the file's hash. ``answered``: by agency what was taken before, the moment and the number of the form.
    """

    plan: str
    period: str
    key: str
    agency_names: Mapping[str, str]
    built: datetime = MADE_AT
    columns: Columns = field(default_factory=lambda: STANDARD_COLUMNS)
    register: Register = field(default_factory=lambda: Register(agencies=()))
    period_names: Mapping[str, str] = field(default_factory=dict)
    sent: tuple[SentForm, ...] = ()
    dispatches: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    confirmed: Mapping[str, str] = field(default_factory=dict)
    answered: Mapping[str, Sequence[Answered]] = field(default_factory=dict)
    coordinator: str = ""

    def name(self, agency: str) -> str:
        """The official name of an agency; an unknown code as it is."""
        return self.agency_names.get(agency) or agency

    def form(self, agency: str, dispatch: str = "") -> SentForm | None:
        """The form of this number that an agency was sent, else the newest it was; None when it was sent none."""
        mine = self._sent_to.get(agency, ())
        return next((one for one in mine if one.dispatch == dispatch), mine[-1] if mine else None)

    @cached_property
    def _sent_to(self) -> Mapping[str, Sequence[SentForm]]:
        """The forms of each agency: a thousand files each ask for its own."""
        found: dict[str, list[SentForm]] = {}
        for one in self.sent:
            found.setdefault(one.agency, []).append(one)
        return found

    @cached_property
    def shown(self) -> Mapping[str, str]:
        """The heading of each column of a form."""
        return shown(self.columns)

    @cached_property
    def by_task(self) -> Holders:
        """Whose newest form holds each task."""
        return Holders((agency, forms[-1].rows) for agency, forms in self._sent_to.items())

    @cached_property
    def by_wording(self) -> Holders:
        """Whose newest form holds each wording, folded."""
        return Holders(
            (agency, (fold(cells["content"]) for cells in forms[-1].rows.values()))
            for agency, forms in self._sent_to.items()
        )

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Where each agency stands in the register."""
        return {code: place for place, code in enumerate(self.agency_names)}

    @cached_property
    def period_codes(self) -> Mapping[str, str]:
        """The code of each period by its name and by itself, both folded."""
        return {fold(name): code for code, name in self.period_names.items()} | {
            fold(code): code for code in self.period_names
        }

    @cached_property
    def in_capitals(self) -> Mapping[str, str]:
        """The number of every form, by itself in capitals."""
        found: dict[str, str] = {}
        for dispatch in self.dispatches:
            found.setdefault(in_capitals(dispatch), dispatch)
        return found

    @cached_property
    def addresses(self) -> Mapping[str, frozenset[str]]:
        """The e-mail addresses of each agency, in the form for comparing."""
        return {one.code: frozenset(map(same_form, read_addresses(one.email)[0])) for one in self.register.agencies}

    @cached_property
    def owners(self) -> Mapping[str, Sequence[str]]:
        """The agencies for which each address is listed, in the order of the register."""
        found: dict[str, list[str]] = {}
        for code, listed in self.addresses.items():
            for address in listed:
                found.setdefault(address, []).append(code)
        return found

    @cached_property
    def domains(self) -> Mapping[str, Sequence[str]]:
        """The agencies that have an address in each domain, in the order of the register."""
        found: dict[str, list[str]] = {}
        for code, listed in self.addresses.items():
            for domain in set(map(domain_of, listed)):
                found.setdefault(domain, []).append(code)
        return found

    @cached_property
    def fingerprint(self) -> Fingerprint:
        return Fingerprint((one.agency, one.rows) for one in self.sent)

    def is_same_body(self, one: str, other: str) -> bool:
        """Whether two codes are one body: a body and what it was renamed to or merged into."""
        return one == other or other in self._after(one) or one in self._after(other)

    def same_bodies(self, agency: str) -> list[str]:
        """Every code that :meth:`is_same_body` with this one; none for ''."""
        before, waiting = [agency] if agency else [], [agency]
        while waiting:
            fresh = [code for code in self._turned_into.get(waiting.pop(), ()) if code not in before]
            before += fresh
            waiting += fresh
        return list(dict.fromkeys([*before, *self._after(agency)]))

    @cached_property
    def _turned_into(self) -> Mapping[str, Sequence[str]]:
        """The bodies that became each one."""
        found: dict[str, list[str]] = {}
        for body in (*self.register.agencies, *self.register.groups):
            for code in body.successors:
                found.setdefault(code, []).append(body.code)
        return found

    def _after(self, agency: str) -> set[str]:
        found: set[str] = set()
        waiting = [agency]
        while waiting:
            body = self.register.body(waiting.pop())
            fresh = [code for code in (body.successors if body else ()) if code not in found]
            found.update(fresh)
            waiting += fresh
        return found


def expectation_of(desk: Desk, period: str, confirmed: Mapping[str, str] | None = None) -> Expectation:
    """What the master expects for a period."""
    listed = desk.periods[period]
    tasks = desk.tasks_of(listed.period)
    cells = {task: locked_cells(desk, tasks[task], listed) for task in _sent_tasks(desk, period) if task in tasks}
    # Agencies that were given the same tasks have them in one mapping.
    rows = cache(lambda tasks: {task: cells[task] for task in tasks if task in cells})
    return Expectation(
        desk.settings["plan"], period, desk.settings.get("key", ""),
        {agency.code: agency.name for agency in desk.register.agencies},
        columns=desk.fields,
        register=desk.register,
        period_names={code: row.period.name for code, row in desk.periods.items()},
        sent=tuple(
            SentForm(one.agency, one.period, one.dispatch, rows(one.tasks))
            for one in desk.ledger.sent
            if one.period == period
        ),
        dispatches={one.dispatch: (one.agency, one.period) for one in desk.ledger.sent},
        confirmed=dict(confirmed or {}),
        answered=_answered(desk, period),
        coordinator=desk.plan.coordinator,
    )  # fmt: skip


def locked_cells(desk: Desk, task: Task, listed: PeriodRow) -> dict[str, str]:
    """The locked cells of a task's row in the forms of a period."""
    state = due(task.timeframe, listed.period)
    return {
        "code": task.code,
        "content": task.content,
        "coordinators": desk.register.write(task.coordinators),
        "timeframe": task.timeframe_text,
        "due": DUE_LABELS[state.state] + (f"\n{state.date:%d/%m/%Y}" if state.date else ""),
    }


def _sent_tasks(desk: Desk, period: str) -> Iterable[str]:
    return dict.fromkeys(task for one in desk.ledger.sent if one.period == period for task in one.tasks)


def _answered(desk: Desk, period: str) -> dict[str, list[Answered]]:
    found: dict[str, list[Answered]] = {}
    for one in desk.ledger.facts.returns:
        if one.period == period and not one.by_hand:
            found.setdefault(one.agency, []).append((one.at, one.dispatch))
    return found
