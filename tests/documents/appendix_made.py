"""Small appendices as content, without a file."""

from collections.abc import Sequence

from kehoach_xl.documents.appendix import read
from kehoach_xl.documents.bodies import Bodies
from kehoach_xl.documents.thing import COMPONENT, GROUP, LEFT, TASK, Thing
from kehoach_xl.domain.agency import Agency, AgencyGroup, Register
from kehoach_xl.intake.content import TEXT, WORD, Content, Paragraph, Place, Table

KNOWN = Bodies(
    Register(
        agencies=(
            Agency(code="A", name="Sở Công Thương"), Agency(code="B", name="Sở Tư pháp"),
            Agency(code="C", name="Sở Văn hóa, Thể thao và Du lịch"),
            Agency(code="D", name="Sở Nông nghiệp và Môi trường"), Agency(code="E", name="Văn phòng UBND tỉnh"),
        ),
        groups=(AgencyGroup(code="G", name="Các sở, ban, ngành"), AgencyGroup(code="H", name="UBND các địa phương")),
    )
)  # fmt: skip
NOBODY = Bodies(Register(agencies=()))
HEAD = ["STT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời gian"]


def table(*rows: Sequence[str], merges: Sequence[tuple[int, int, int, int]] = (), heads: int = 0) -> Table:
    places = tuple(Place(table=1, row=at) for at in range(1, len(rows) + 1))
    return Table(tuple(map(tuple, rows)), merges, places, heads)


def things(*blocks: Paragraph | Table, layout: str = WORD, bodies: Bodies = KNOWN) -> tuple[Thing, ...]:
    return read(Content("phụ lục", "", layout, blocks), bodies).things


def text(printed: str, bodies: Bodies = KNOWN) -> tuple[Thing, ...]:
    """The things of a text, line by line as it stands here."""
    lines = [Paragraph(line, Place(line=at)) for at, line in enumerate(printed.split("\n"), 1) if line.strip()]
    return things(*lines, layout=TEXT, bodies=bodies)


def tasks(found: Sequence[Thing]) -> list[tuple[str, ...]]:
    return [(t.code, t.parent, t.name, t.leads, t.coordinators, t.timeframe) for t in found if t.kind == TASK]


def heads(found: Sequence[Thing]) -> list[tuple[str, ...]]:
    return [(t.kind, t.code, t.name) for t in found if t.kind in (COMPONENT, GROUP)]


def left(found: Sequence[Thing]) -> list[str]:
    return [t.name for t in found if t.kind == LEFT]


def codes(thing: Thing) -> list[str]:
    return [note.code for note in thing.notes]
