"""Where a numbered paragraph belongs: the open headings above it, and whether its number continues theirs."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from kehoach_xl.documents.markers import BULLETS, DOTTED, NUMBERED, PLUS, Marker
from kehoach_xl.intake.content import NOWHERE, Place
from kehoach_xl.messages import Message

_DEEPEST = 12  # levels of an outline
_MOST_SKIPPED = 3  # of a row of numbers that go on («c)» to «đ)»), more is a number in running text


@dataclass
class Part:
    """A paragraph while its outline is being put together. ``pieces``: its text, one for each of its ``lines``, which
    have the label, too; ``places`` of each."""

    pieces: list[str] = field(default_factory=list)
    label: str = ""
    printed: str = ""
    kind: str = ""
    place: Place = NOWHERE
    note: bool = False
    notes: tuple[Message, ...] = ()
    parts: list["Part"] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)  # of its last part of each kind

    @property
    def introduces(self) -> bool:
        """Whether it ends with a colon."""
        return bool(self.pieces) and self.pieces[-1].endswith(":")

    def last(self, kind: str) -> str:
        """The label of its last part of a kind, '' without one."""
        return self.labels.get(kind, "")

    def take(self, part: "Part") -> None:
        """Hang a part under it."""
        self.parts.append(part)
        if part.kind:
            self.labels[part.kind] = part.label


class OpenParts:
    """The outline so far. ``open`` are the headings and bullets above the next paragraph, the document first."""

    def __init__(self) -> None:
        self.open: list[Part] = [Part()]

    @property
    def any(self) -> bool:
        """Whether something was numbered yet."""
        return bool(self.open[0].labels)

    def close(self) -> None:
        """Nothing that follows belongs to a heading before."""
        del self.open[1:]

    def chosen(self, markers: Iterable[Marker], ended: bool) -> Marker | None:
        """Of the readings of a line's beginning the one that continues the outline, or may begin a row of its own.

        ``ended``: the paragraph before may have ended, so that a row with a gap is believed, too.
        """
        found = list(markers)
        for fits in (self._continues, self._begins, self._skips if ended else lambda marker: False):
            for marker in found:
                if fits(marker):
                    return marker
        return None

    def add(self, part: Part, marker: Marker) -> None:
        """Hang a numbered paragraph under the heading it belongs to and leave it open."""
        parent = self._parent(marker)
        before = parent.last(marker.kind)
        expected = marker.follows(before) if before else marker.first
        if marker.kind in NUMBERED and not expected:
            part.notes += (Message("IMPORT_070", {"label": marker.printed, "before": before or "…"}),)
        part.label, part.printed, part.kind = marker.label, marker.printed, marker.kind
        del self.open[next(at for at, one in enumerate(self.open) if one is parent) + 1 :]
        parent.take(part)
        self.open.append(part)

    def add_running(self, part: Part) -> None:
        """Hang a paragraph without a number under the heading it follows; bullets have none of their own."""
        at = self._heading()
        del self.open[at + 1 :]
        self.open[at].take(part)

    def add_note(self, part: Part) -> None:
        """Put a footnote behind the paragraph it interrupts, which stays open."""
        self.open[self._heading()].take(part)

    def _heading(self) -> int:
        return max(at for at, one in enumerate(self.open) if one.kind not in BULLETS)

    # -- which reading ----------------------------------------------------------------------------

    def _continues(self, marker: Marker) -> bool:
        return marker.kind in NUMBERED and self._row(marker) is not None

    def _begins(self, marker: Marker) -> bool:
        if marker.kind in BULLETS:
            return True
        if marker.kind == DOTTED:
            return any(marker.label == f"{one.label}.1" for one in self.open)
        return marker.first

    def _skips(self, marker: Marker) -> bool:
        return marker.kind in NUMBERED and self._row(marker, _MOST_SKIPPED) is not None

    # -- where it belongs -------------------------------------------------------------------------

    def _row(self, marker: Marker, most: int = 1) -> Part | None:
        """The innermost open heading whose parts the marker continues; with ``most`` over one, also with a gap or a
        number said twice."""
        rows = [one for one in reversed(self.open) if one.last(marker.kind)]
        least = 1 if most == 1 else 0
        return next((one for one in rows if least <= marker.after(one.last(marker.kind)) <= most), None)

    def _parent(self, marker: Marker) -> Part:
        if marker.kind in BULLETS:
            return self._above_bullet(marker.kind)
        row = self._row(marker) or (None if marker.first else self._row(marker, _MOST_SKIPPED))
        if row is not None:
            return row
        top = self.open[-1]
        if marker.first and top.introduces and top.kind not in ("", marker.kind) and len(self.open) < _DEEPEST:
            return top  # «- …:» and a row of its own below
        return next(one for one in reversed(self.open) if _above(one.kind, marker.kind))

    def _above_bullet(self, kind: str) -> Part:
        """A sign already open goes on with its own row; a new one is a row below; «+» never has «-» below it."""
        for above, one in zip(self.open, self.open[1:], strict=False):
            if one.kind == kind:
                return above
        return self.open[-2] if self.open[-1].kind == PLUS else self.open[-1]


def _above(kind: str, below: str) -> bool:
    if kind in BULLETS:
        return False
    return not kind or kind == below == DOTTED or NUMBERED.index(kind) < NUMBERED.index(below)
