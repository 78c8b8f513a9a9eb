"""Things, as they stand in the review, to all that a new master is built from.

Texts get their meaning here: scores, ranks, years, limits, days, bodies. What has no meaning is a finding that names
its line, never a guess; findings of level ``error`` mean that no master can be built yet.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kehoach_xl.documents.named_bodies import NamedBodies
from kehoach_xl.documents.plan_figures import Figures, year_in
from kehoach_xl.documents.thing import AS_PRINTED, ASK, COMPONENT, FACT, FACTS, GOAL, GROUP, KINDS, OVERALL, TASK, Thing
from kehoach_xl.domain import framework
from kehoach_xl.domain.agency import Register
from kehoach_xl.domain.gap import Goal, Standing
from kehoach_xl.domain.plan import Component, Plan, Task, owner_of, row_id
from kehoach_xl.domain.plan_template import Oddity, PlanTemplate
from kehoach_xl.domain.text import clean, fold, slug
from kehoach_xl.domain.values import Unclear, read_day
from kehoach_xl.messages import Message

_HEADING = "NHIỆM VỤ, GIẢI PHÁP"
_GENERAL = "Nhiệm vụ chung"
_SHORT = re.compile(r"chỉ số thành phần (?:về )?", re.IGNORECASE)
UNKNOWN = 2000  # stands for a year that is not known; no master is built with it
SHORTEST_TITLE = 90  # letters of a title that is its own short title


@dataclass(frozen=True)
class Finding:
    """Something to look at: ``at`` is the index of the thing it is about, None for the plan as a whole."""

    message: Message
    at: int | None = None

    @property
    def stops(self) -> bool:
        return self.message.level == "error"


@dataclass(frozen=True)
class Planned:
    """The plan as understood; ``added`` are the codes of bodies the register did not know."""

    template: PlanTemplate
    findings: tuple[Finding, ...]
    added: tuple[str, ...] = ()

    @property
    def can_be_built(self) -> bool:
        return bool(self.template.plan.tasks) and not any(one.stops for one in self.findings)


def plan_of(things: Sequence[Thing], register: Register, *, name: str = "") -> Planned:
    """The plan that the things amount to; ``name`` stands for a title the document does not give."""
    return _Reading(things, register, name).planned()


def where(thing: Thing) -> str:
    """A thing as a sentence names it: «Nhiệm vụ 3.1», «Cơ quan «Sở X»»."""
    return " ".join(word for word in (thing.kind, clean(thing.code) or _quoted(thing.name)) if word)


class _Reading:
    """One pass over the things; findings are gathered on the way."""

    def __init__(self, things: Sequence[Thing], register: Register, name: str) -> None:
        self.things, self.name = things, name
        self.findings: list[Finding] = []
        self.general = ""
        self.bodies = NamedBodies(register, things)
        self.facts = self._facts()
        self.framework = self._framework()
        self.target = self._target()
        self.base = self._base()
        scale = framework.framework(self.framework)
        self.figures = Figures(self.base, scale.max_score, scale.total_max, self._say)

    def planned(self) -> Planned:
        components = self._owners()
        goals = self.figures.goals(self._of(GOAL))
        plan = self._plan(components, self._tasks({one.code for one in components}), goals)
        overall, results = self.figures.results(self._of(OVERALL), self.things, components)
        template = PlanTemplate(
            plan, self.bodies.register, self._heading(plan), overall, goals,
            self._oddities(), self.figures.deadlines(self.things), results,
            self.figures.limits(self.things, self.target, self.bodies.codes),
        )  # fmt: skip
        self._ask_about()
        return Planned(template, tuple(sorted(self.findings, key=_by_place)), self.bodies.added)

    # -- the plan itself ---------------------------------------------------------------------------

    def _plan(self, components: tuple[Component, ...], tasks: tuple[Task, ...], goals: tuple[Goal, ...]) -> Plan:
        title = self.facts.get("title", "") or self.name
        if not self.facts.get("title"):
            self._say("IMPORT_150", None, used=title or "…")
        short = self.facts.get("short_title") or _cut(title, SHORTEST_TITLE)
        body = self.facts.get("coordinator", "")
        codes = self.bodies.codes(body) if body else ()
        if len(codes) != 1:
            self._say("IMPORT_151", None)
        horizon = self._year("horizon_year", max([self.target, *(goal.year for goal in goals)]))
        return Plan(
            id=slug(short).lower() or "ke-hoach", title=title, short_title=short, issuer=self.facts.get("issuer", ""),
            coordinator=codes[0] if codes else "", framework=self.framework, baseline_year=self.base,
            target_year=self.target, horizon_year=horizon, components=components, tasks=tasks,
            number=self._number(), dated=self._dated(),
        )  # fmt: skip

    def _number(self) -> str:
        """A number that the document leaves blank («/KH-UBND») is none."""
        text = re.sub(r"^(?:số *:?|:) *", "", self.facts.get("number", ""), flags=re.IGNORECASE)
        if text and not re.match("[0-9]", text):
            self._say("IMPORT_159", None, what="Số, ký hiệu", value=text)
            return ""
        return text

    def _dated(self) -> str:
        text = self.facts.get("date", "")
        day = read_day(text)
        if isinstance(day, Unclear):
            self._say("IMPORT_159", None, what="Ngày văn bản", value=text)
        return f"{day:%d/%m/%Y}" if isinstance(day, date) else ""

    def _facts(self) -> dict[str, str]:
        found: dict[str, str] = {}
        words = {fold(word): field for word, field in FACTS.items()}
        for at, thing in self._of(FACT):
            field = words.get(fold(thing.name))
            if field is None:
                self._say("IMPORT_141", at, value=_cut(thing.name), known=", ".join(FACTS))
            elif field in found:
                self._say("IMPORT_149", at, value=thing.name)
            else:
                found[field] = thing.value if field == "heading" else clean(thing.value)
        return found

    def _framework(self) -> str:
        text = self.facts.get("framework", "")
        known = framework.named(text)
        if text and not known and fold(text) not in ("none", "không có"):
            self._say("IMPORT_152", None, value=text)
        return known or "none"

    def _target(self) -> int:
        goals = [year for _, one in self._of(GOAL) if (year := year_in(one.year))]
        told = year_in(self.facts.get("title", "")) or year_in(self.facts.get("date", ""))
        return self._year("target_year", min(goals, default=0) or told or year_in(self.name))

    def _base(self) -> int:
        """Of a plan whose year is yet to be asked for nothing follows."""
        if self.target == UNKNOWN and not self.facts.get("baseline_year"):
            return UNKNOWN
        years = [year for _, one in self._of(OVERALL) if (year := year_in(one.year)) and year <= self.target]
        return self._year("baseline_year", max(years, default=self.target - 1))

    def _year(self, field: str, otherwise: int) -> int:
        """A year the plan states, else the one that follows from the rest, which is said; UNKNOWN when none does,
        which stops the master until she says it."""
        word = next(word for word, name in FACTS.items() if name == field)
        text = self.facts.get(field, "")
        if year := year_in(text):
            return year
        if text or not otherwise:
            self._say("IMPORT_143", None, where=word, value=text or "(trống)")
        elif field != "horizon_year":
            self._say("IMPORT_153", None, what=word.lower(), year=otherwise)
        return otherwise or UNKNOWN

    def _heading(self, plan: Plan) -> tuple[str, ...]:
        lines = tuple(line for one in self.facts.get("heading", "").splitlines() if (line := clean(one)))
        if not lines:
            return "Phụ lục", f"{_HEADING} – {plan.short_title}", ""
        return lines if fold(lines[0]).startswith("phụ lục") else ("Phụ lục", *lines)

    # -- its lines ---------------------------------------------------------------------------------

    def _owners(self) -> tuple[Component, ...]:
        """The components and groups, and last a group of our own for tasks that stand under none: in a master every
        task stands under something."""
        found = self._components()
        codes = {one.code for one in found}
        alone = [at for at, one in self._of(TASK) if not self._owner(one, codes)]
        if not alone:
            return found
        for at in alone if found else ():
            self._say("IMPORT_164", at, group=_GENERAL)
        self.general = next(code for code in ("NV", *(f"NV{number}" for number in range(2, 1000))) if code not in codes)
        return *found, Component(
            id=row_id("group", len(found) + 1), code=self.general, name=_GENERAL, short=_GENERAL, kind="group",
            baseline=Standing(year=self.base), goal=Goal(self.target),
        )  # fmt: skip

    def _owner(self, task: Thing, codes: set[str]) -> str:
        parent = clean(task.parent)
        return parent if parent in codes else owner_of(clean(task.code), codes)

    def _components(self) -> tuple[Component, ...]:
        found: list[Component] = []
        for at, one in self._of(COMPONENT, GROUP):
            kind = "index" if one.kind == COMPONENT else "group"
            self._must_say(at, one, one.name)
            baseline, goal = Standing(year=self.base), Goal(self.target)
            if kind == "index":
                baseline = self.figures.standing(at, one, self.base)
                goal = self.figures.goal(at, one.goal_score, one.goal_rank, self.target)
            name = clean(one.name)
            found.append(Component(
                id=row_id(kind, len(found) + 1), code=clean(one.code), name=name, short=_short(name), kind=kind,
                baseline=baseline, goal=goal,
            ))  # fmt: skip
        return tuple(found)

    def _tasks(self, owners: set[str]) -> tuple[Task, ...]:
        found: list[Task] = []
        for at, one in self._of(TASK):
            self._must_say(at, one, one.name)
            code, parent = clean(one.code), clean(one.parent)
            if parent and parent not in owners:
                self._say("IMPORT_146", at, parent=parent)
            owner = self._owner(one, owners) or self.general
            found.append(Task(
                id=f"NV{len(found) + 1:03d}", code=code, component=owner, content=one.name.strip(),
                leads=self.bodies.codes(one.leads), coordinators=self.bodies.codes(one.coordinators),
                timeframe_text=clean(one.timeframe),
            ))  # fmt: skip
        return tuple(found)

    def _must_say(self, at: int, one: Thing, text: str) -> None:
        """A line of the appendix has words and a code of its own; neither is made up."""
        if not clean(text):
            self._say("IMPORT_147", at)
        if not clean(one.code):
            self._say("IMPORT_144", at)

    # -- what is to be looked at -------------------------------------------------------------------

    def _ask_about(self) -> None:
        for at, one in enumerate(self.things):
            if one.kind not in KINDS:
                self._say("IMPORT_140", at, value=one.kind or "(trống)")
            elif one.confidence == ASK:
                self._say("IMPORT_148", at, reason=" ".join(note.text for note in one.notes))
        for kinds in ((COMPONENT, GROUP), (TASK,)):
            times = Counter(code for _, one in self._of(*kinds) if (code := clean(one.code)))
            for at, one in self._of(*kinds):
                if (count := times[clean(one.code)]) > 1:
                    said = "IMPORT_145" if one.kind == TASK else "IMPORT_165"
                    self._say(said, at, code=clean(one.code), times=count)
        for code, at, facts in self.bodies.said:
            self._say(code, at, **facts)
        for code, names in (("IMPORT_154", self.bodies.undecided), ("IMPORT_177", self.bodies.unlisted)):
            for name in names:
                self._say(code, None, name=name)

    def _oddities(self) -> tuple[Oddity, ...]:
        """What looks odd in the document and is kept as printed goes on to the check of the master."""
        return tuple(
            Oddity(clean(one.code) if one.kind in (COMPONENT, GROUP, TASK) else "plan", note.code.lower(), note.text)
            for one in self.things for note in one.notes if note.code in AS_PRINTED
        )  # fmt: skip

    def _of(self, *kinds: str) -> Iterator[tuple[int, Thing]]:
        return ((at, one) for at, one in enumerate(self.things) if one.kind in kinds)

    def _say(self, code: str, at: int | None, /, **facts: object) -> None:
        if at is not None:
            facts = {"where": where(self.things[at])} | facts
        self.findings.append(Finding(Message(code, facts), at))


def _by_place(finding: Finding) -> tuple[bool, bool, int]:
    return not finding.stops, finding.at is not None, finding.at or 0


def _short(name: str) -> str:
    """A component's name without the words that all of them begin with."""
    rest = _SHORT.sub("", name, count=1) if _SHORT.match(name) else name
    return rest[:1].upper() + rest[1:]


def _quoted(text: str) -> str:
    return f"«{_cut(text)}»" if clean(text) else ""


def _cut(text: str, most: int = 60) -> str:
    text = clean(text)
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
