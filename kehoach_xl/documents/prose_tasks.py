"""Tasks that a plan gives in its prose: groups by chapter and by agency, tasks with leads, coordinators and time.

A heading with a list under it is a group, its code the path of the labels («II.1», «IV.2.đ»); its tasks are numbered in
order («II.1.1»). A numbered leaf is a task of its own («V.3»), several where it assigns several things.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from kehoach_xl.documents import clauses, components_prose, task_lines
from kehoach_xl.documents.bodies import Bodies
from kehoach_xl.documents.clauses import Clause
from kehoach_xl.documents.markers import BULLETS, NUMBERED
from kehoach_xl.documents.oddities import oddities
from kehoach_xl.documents.outline import Node
from kehoach_xl.documents.read import Read
from kehoach_xl.documents.sections import EXECUTION, NEITHER, TASKS, purpose
from kehoach_xl.documents.task_lines import Said
from kehoach_xl.documents.thing import CLEAR, COMPONENT, GROUP, LOOK, TASK, Thing
from kehoach_xl.documents.time_said import in_passing, timeframe
from kehoach_xl.domain.text import clean, fold
from kehoach_xl.messages import Message

_LONG_TITLE = 160  # letters; a numbered paragraph that is longer says what is to be done


def read(nodes: Sequence[Node], bodies: Bodies, has_appendix: bool = False, components: Sequence[Thing] = ()) -> Read:
    """The components, groups and tasks of the prose; none where an appendix has the tasks. ``components`` are those
    an appendix printed without tasks; they are not given again."""
    if has_appendix:
        return Read()
    torn = Read() if components else components_prose.read(nodes)
    reader = _Reader(bodies, [one for one in (*components, *torn.things) if one.kind == COMPONENT])
    for purposes in ((TASKS,), (EXECUTION,)):
        for node in nodes:
            reader.section(node, purposes)
        if reader.by_component:
            break
    return Read((*torn.things, *reader.things), torn.used | reader.used)


@dataclass(frozen=True)
class _Above:
    """What the headings above say of who does it, and their words."""

    clause: Clause = field(default_factory=Clause)
    words: str = ""
    timeframe: str = ""


class _Reader:
    def __init__(self, bodies: Bodies, components: Sequence[Thing]) -> None:
        self.bodies = bodies
        self.components = components
        self.things: list[Thing] = []
        self.used: set[int] = set()
        self.by_component = False
        self._groups: set[str] = set()
        self._counts: dict[str, int] = {}

    # -- sections and headings --------------------------------------------------------------------

    def section(self, node: Node, purposes: Sequence[str]) -> None:
        """The tasks of a section, or of the sections in it when its title does not say what it is for."""
        what = purpose(node.text) if node.label else NEITHER
        if what == "":
            for child in node.children:
                self.section(child, purposes)
        elif what in purposes:
            found = components_prose.chapters(_numbered(node), self.components)
            for chapter in found:
                self._component(chapter)
            if not found:
                self._chapter(node, _Above())

    def _component(self, chapter: components_prose.Chapter) -> None:
        self.by_component = True
        self.used.add(chapter.node.index)
        if not self.components or all(one.code != chapter.code for one in self.components):
            self.things.append(components_prose.of_chapter(chapter))
        self._listed(chapter.node.children, chapter.code, chapter.code, _Above())

    def _chapter(self, node: Node, above: _Above) -> None:
        """A heading: what is listed under it, and the headings and numbered paragraphs below."""
        head = clauses.read(node.text, self.bodies)
        if head.only or (node.text.endswith(":") and head.leads):
            above = _Above(head, node.full, above.timeframe)
        listed = [child for child in node.children if not child.note and child.kind in ("", *BULLETS)]
        if _numbered(node) and listed and all(map(task_lines.labelled, listed)):
            said = task_lines.under(listed, self.bodies)  # said once, of all that is numbered below
            self.used |= said.used
            above, listed = _Above(said.clause, f"{node.full} {said.full}", said.timeframe), []
        if listed:
            group = _Group(self, node, head)
            self._listed(listed, node.path, node.path, above, group)
        for child in _numbered(node):
            if purpose(child.text) == NEITHER and _is_title(child):
                continue
            if _is_task(child):
                self._with_lines(child, node, above)
            elif child.children and (_is_title(child) or any(one.label for one in child.children)):
                self._chapter(child, above)
            else:
                self._leaf(child, node, above)

    def _leaf(self, node: Node, parent: Node, above: _Above) -> None:
        """A numbered paragraph with nothing under it: «Sở X: …» is a group with a task, else it is a task."""
        clause = clauses.read(node.text, self.bodies)
        self.used.add(node.index)
        if clause.rest and clause.named:
            _Group(self, node, clause).once()
            self._task(f"{node.path}.1", node.path, clause.rest, node, replace(clause, named=""), above)
            return
        _Group(self, parent, clauses.read(parent.text, self.bodies)).once()
        pieces = clauses.assignments(node.text, self.bodies)
        for at, piece in enumerate(pieces, 1):
            code = node.path if len(pieces) == 1 else f"{node.path}.{at}"
            self._task(code, parent.path, piece, node, clauses.read(piece, self.bodies), above)

    def _with_lines(self, node: Node, parent: Node, above: _Above) -> None:
        """A task with lines below that say who does it and by when; other lines say more of what is to be done."""
        said = task_lines.under(node.children, self.bodies)
        more = [one for one in node.children if not one.note and not task_lines.labelled(one)]
        self.used |= {node.index, *said.used, *(one.index for one in more)}
        _Group(self, parent, clauses.read(parent.text, self.bodies)).once()
        text = " ".join([node.text, *(one.full for one in more)])
        self._task(node.path, parent.path, text, node, clauses.read(node.text, self.bodies), above, said)

    # -- lists ------------------------------------------------------------------------------------

    def _listed(
        self, items: Iterable[Node], code: str, parent: str, above: _Above, group: "_Group | None" = None
    ) -> None:
        """The tasks of a list. «X chủ trì, phối hợp …:» and «Thực hiện:» only introduce what follows."""
        items = list(items)
        for at, node in enumerate(items):
            if node.note or task_lines.labelled(node):
                continue
            below = list(takewhile(task_lines.labelled, items[at + 1 :]))
            said = task_lines.under([*node.children, *below], self.bodies)
            clause = clauses.read(node.text, self.bodies)
            introduces = node.text.endswith(":")
            if not node.label and not introduces and not (clause.leads or above.clause.leads or said.used):
                continue  # running text that assigns nothing
            if group is not None:
                group.once()
            self.used.add(node.index)
            if introduces:
                within = _Above(clause if clause.leads or clause.coordinators else above.clause,
                                f"{above.words} {node.full}".strip() if node.label else node.full,
                                above.timeframe)  # fmt: skip
                if node.label:
                    self._listed(node.children, code, parent, within, group)
                else:
                    above = within
                continue
            self.used |= said.used
            for piece in [node.text] if said.used else clauses.assignments(node.text, self.bodies):
                self._counts[code] = self._counts.get(code, 0) + 1
                own = clauses.read(piece, self.bodies)
                self._task(f"{code}.{self._counts[code]}", parent, piece, node, own, above, said)
            self._listed(node.children, code, parent, above, group)

    # -- things -----------------------------------------------------------------------------------

    def _task(
        self, code: str, parent: str, text: str, node: Node, clause: Clause, above: _Above, said: Said | None = None
    ) -> None:
        said = said or Said()
        if said.leads or said.coordinators:
            clause = _told(clause, said)
        who = _who(clause, above.clause)
        when = said.timeframe or timeframe(text) or above.timeframe
        notes = [*node.notes, *who.notes]
        if not said.timeframe and in_passing(text):
            notes.append(Message("IMPORT_077", {"words": when}))
        for name in (*who.leads, *who.coordinators):
            if note := clauses.misprinted(name, self.bodies):
                notes.append(note)
        slip = oddities(when)
        notes += slip
        self.things.append(Thing(
            TASK, text, code, parent, "; ".join(who.leads), "; ".join(who.coordinators), when,
            place=node.place, quote=f"{above.words} {node.full} {said.full}".strip(),
            confidence=LOOK if notes else CLEAR,
            notes=(*notes, *(note for note in oddities(text) if note not in slip)),
        ))  # fmt: skip

    def group(self, node: Node, name: str) -> None:
        if node.path not in self._groups:
            self._groups.add(node.path)
            self.used.add(node.index)
            self.things.append(Thing(
                GROUP, name, node.path, place=node.place, quote=node.full, notes=node.notes,
                confidence=LOOK if node.notes else CLEAR,
            ))  # fmt: skip


@dataclass
class _Group:
    """A group that becomes a thing with its first task."""

    reader: _Reader
    node: Node
    clause: Clause

    def once(self) -> None:
        agency = self.clause.named if self.clause.only or self.clause.rest else ""
        self.reader.group(self.node, agency or clean(self.node.text.rstrip(" :")))


@dataclass(frozen=True)
class _Who:
    leads: tuple[str, ...]
    coordinators: tuple[str, ...]
    notes: tuple[Message, ...] = ()


def _who(clause: Clause, above: Clause) -> _Who:
    """Who leads and coordinates, by the task's own words or by those above it, with the reasons for a guess."""
    own = bool(clause.leads) or clause.said == "invited"
    leads = clause.leads if own else above.leads
    others = [*clause.coordinators, *(() if own else above.coordinators), *(clause.later if leads else ())]
    said = clause.said if own else above.said
    taken = {fold(one) for one in leads}
    coordinators = tuple({fold(one): one for one in reversed(others) if fold(one) not in taken}.values())[::-1]
    notes: list[Message] = []
    if said == "invited":
        notes.append(Message("IMPORT_073", {"names": "; ".join(coordinators)}))
    elif not leads:
        notes.append(Message("IMPORT_071", {}))
    elif len(leads) > 1 and said != "chủ trì":
        notes.append(Message("IMPORT_074", {"names": "; ".join(leads)}))
    elif own and said == "subject":
        notes.append(Message("IMPORT_072", {"name": leads[0]}))
    if leads and clause.later:
        notes.append(Message("IMPORT_075", {"names": "; ".join(clause.later)}))
    return _Who(leads, coordinators, tuple(notes))


def _told(clause: Clause, said: Said) -> Clause:
    """What a sentence says of who does it, with the labelled lines below it, which go before."""
    leads = said.leads or clause.leads
    why = "chủ trì" if said.leads else clause.said
    return Clause(leads, (*said.coordinators, *clause.coordinators), why, later=clause.later)


def _is_task(node: Node) -> bool:
    """Whether a numbered paragraph is itself the task that the labelled lines below it speak of: nothing numbered
    stands below, nor several tasks with such lines of their own."""
    return not _numbered(node) and task_lines.runs(node.children) == 1


def _numbered(node: Node) -> list[Node]:
    return [child for child in node.children if child.kind in NUMBERED]


def _is_title(node: Node) -> bool:
    return len(node.text) <= _LONG_TITLE and not node.text.endswith((".", ";", ":"))
