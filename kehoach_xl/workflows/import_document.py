"""Nhập văn bản: a document becomes a review workbook, a review workbook becomes a master. The document is only read."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from kehoach_xl.building import master, review_book
from kehoach_xl.building.review_book import Source
from kehoach_xl.building.whole import made_whole
from kehoach_xl.documents import registers
from kehoach_xl.documents.plan_of import Finding, Planned, plan_of, where
from kehoach_xl.documents.thing import ASK, DEADLINE, FACT, KINDS, LEFT, LOOK, Thing
from kehoach_xl.documents.understand import understand
from kehoach_xl.domain.agency import Register
from kehoach_xl.domain.dates import VIETNAM
from kehoach_xl.domain.registers import COMMON
from kehoach_xl.domain.registers import known as known_registers
from kehoach_xl.domain.registers import register as register_of
from kehoach_xl.engine import xlwings
from kehoach_xl.engine.lock import refuse_open_elsewhere
from kehoach_xl.engine.opening import open_book
from kehoach_xl.errors import Stop
from kehoach_xl.intake.content import Content, Table
from kehoach_xl.intake.document import open_document
from kehoach_xl.returns.ours import FORM, are_of_master, is_master_file, made_by_us
from kehoach_xl.returns.ours import REVIEW as OURS
from kehoach_xl.sheets import layout, review
from kehoach_xl.workflows.import_report import ImportReport, MasterReport, ReviewReport, Unsure
from kehoach_xl.workflows.new import keep_replaced

REVIEW, MASTER = ".xem-lai.xlsx", ".xlsm"
# Lines that a sentence names before it counts the rest.
MOST_NAMED = 8


def is_review_file(path: Path) -> bool:
    """Whether a file is a review of ours, by a bounded look at its properties."""
    return made_by_us(path) == OURS


def import_document(
    path: Path, out: Path | None = None, *, register: str = "", overwrite: bool = False, password: str = "",
    master_out: Path | None = None, now: datetime | None = None,
) -> ImportReport:  # fmt: skip
    """Read a document and write its review beside it, or to ``out``; with ``master_out`` the master as well.

    Raises Stop IMPORT_… when the document cannot be read or is a workbook of ours, NEW_002–004 when a target cannot
    be written, IMPORT_161–163 when no master can be built of it; nothing is written then.
    """
    target = _target(out or _own_review(path), (".xlsx",), path, overwrite)
    goal = _target(master_out, (".xlsm", ".xlsx"), path, overwrite) if master_out else None
    chosen = register_of(register) if register else None
    _refuse_ours(path)
    content = open_document(path, password=password)
    _refuse_ours_within(content)
    known, bodies = (register, chosen) if chosen else registers.choose(content)
    things = review_book.in_order(understand(content, bodies))
    planned = plan_of(things, bodies, name=path.stem)
    if goal:
        _refuse_unfit(planned)
    day = (now or datetime.now(UTC)).astimezone(VIETNAM).date()
    with made_whole(target) as temporary:
        review_book.build(things, Source(content.name, content.sha256, content.format, known, day), temporary)
        if target.exists():
            keep_replaced(target)
    told = _understood(things, planned, target, content.name, known)
    return ImportReport(told, make_master(target, goal, overwrite=overwrite) if goal else None)


def make_master(source: Path | xlwings.Book, out: Path | None = None, *, overwrite: bool = False) -> MasterReport:
    """Build the master of a review, by default beside it: ``.xlsm`` with its buttons, ``.xlsx`` without macros.

    Lines she has yet to decide are told. Raises Stop IMPORT_160 for another workbook, IMPORT_161 without a task,
    IMPORT_162 for lines that cannot be understood, NEW_002–004 when the target cannot be written.
    """
    if not isinstance(source, Path):
        path = Path(source.fullname)
        return _master_of(review.read(source), out or master_name(path), path, overwrite)
    with open_book(source, write=False) as book:
        read = review.read(book)
    return _master_of(read, out or master_name(source), source, overwrite)


def _refuse_ours(path: Path) -> None:
    """A master or a form is no document to be read."""
    if made_by_us(path) == FORM:
        raise Stop("IMPORT_167", name=path.name)
    if is_master_file(path):
        raise Stop("IMPORT_166", name=path.name)


def _refuse_ours_within(content: Content) -> None:
    """The same where the file was saved in another format, which keeps no properties of ours; a review among them."""
    sheets = {place.sheet for block in content.blocks if isinstance(block, Table) for place in block.places[:1]}
    title = layout.review()["review"].title
    if are_of_master(sheets):
        raise Stop("IMPORT_166", name=content.name)
    if layout.review()["review"].sheet in sheets and title in registers.text_of(content):
        raise Stop("IMPORT_168", name=content.name)


def review_name(document: Path) -> Path:
    return document.with_name(f"{document.stem}{REVIEW}")


def master_name(path: Path) -> Path:
    """Beside the review: «ke-hoach.xem-lai.xlsx» gives «ke-hoach.xlsm»."""
    return path.with_name(path.name.removesuffix(path.suffix).removesuffix(".xem-lai") + MASTER)


def unused(path: Path) -> Path:
    """The path, or the first numbered one beside it that nobody has: a button never replaces a file."""
    return next(one for one in _numbered(path) if not one.exists())


def _numbered(path: Path) -> Iterator[Path]:
    yield path
    name, ending = (path.name[: -len(REVIEW)], REVIEW) if path.name.endswith(REVIEW) else (path.stem, path.suffix)
    yield from (path.with_name(f"{name}-{number}{ending}") for number in range(2, 10_000))


def _own_review(document: Path) -> Path:
    """Where the review of a document stands or is to stand: a review of another document of that name keeps its place
    («kh.docx» and «kh.pdf»)."""
    return next(one for one in _numbered(review_name(document)) if not _is_of_another(one, document))


def _is_of_another(path: Path, document: Path) -> bool:
    if not path.is_file() or not is_review_file(path):
        return False
    try:
        with open_book(path, write=False) as book:
            return review.read(book).facts.get("file", document.name) != document.name
    except Stop:  # what it was made of cannot be told: it stands in the way as any file does
        return False


def _master_of(read: review.Review, out: Path, source: Path, overwrite: bool) -> MasterReport:
    target = _target(out, (".xlsm", ".xlsx"), source, overwrite)
    planned = plan_of(read.things, _register(read), name=Path(read.facts.get("file", source.name)).stem)
    _refuse_unfit(planned, read.rows)
    template = planned.template
    with made_whole(target) as temporary:
        master.build(template, temporary, macros=target.suffix.lower() == ".xlsm")
        if target.exists():
            keep_replaced(target)
    plan = template.plan
    return MasterReport(
        str(target), plan.short_title, len(plan.indices), len(plan.groups), len(plan.tasks), len(template.reporters),
        target.suffix.lower() == ".xlsm",
        tuple((None if one.at is None else read.rows[one.at], one.message) for one in planned.findings),
        tuple(template.register.name(code) for code in planned.added), read.cut,
    )  # fmt: skip


def _register(read: review.Review) -> Register:
    """The register the document was read with; the common one where that is not known any more."""
    name = read.facts.get("register", "")
    return register_of(name if name in known_registers() else COMMON)


def _target(out: Path, endings: tuple[str, ...], source: Path, overwrite: bool) -> Path:
    """Where to write, when nothing of anybody's is lost by it."""
    out = out.absolute()
    if out.suffix.lower() not in endings:
        raise Stop("IMPORT_163", path=out, endings=" hoặc ".join(endings))
    if not out.parent.is_dir():
        raise Stop("IMPORT_170", folder=out.parent)
    if out.exists():
        if out.is_dir() or not overwrite or (source.exists() and out.samefile(source)):
            raise Stop("NEW_002", path=out)
        refuse_open_elsewhere(out)
    return out


def _refuse_unfit(planned: Planned, rows: Sequence[int] = ()) -> None:
    """Stop where no master can be built, naming the lines to correct, and their rows where they have some."""
    wrong = [one for one in planned.findings if one.stops]
    if wrong:
        said = [_line(one, rows) for one in wrong[:MOST_NAMED]]
        rest = len(wrong) - MOST_NAMED
        said += [f"Và {rest} chỗ nữa."] if rest > 0 else []
        raise Stop("IMPORT_162", count=len(wrong), reason="\n".join(["", *said]).rstrip())
    if not planned.template.plan.tasks:
        raise Stop("IMPORT_161")


def _line(finding: Finding, rows: Sequence[int]) -> str:
    text = str(finding.message)
    return f"• Dòng {rows[finding.at]}: {text}" if rows and finding.at is not None else f"• {text}"


def _understood(things: Sequence[Thing], planned: Planned, out: Path, file: str, register: str) -> ReviewReport:
    counts = Counter(one.kind for one in things)
    return ReviewReport(
        str(out), file, register,
        {one.name: one.value for one in things if one.kind == FACT},
        tuple((one.name, one.timeframe, one.value) for one in things if one.kind == DEADLINE),
        {kind: counts[kind] for kind in KINDS if counts[kind]},
        tuple(
            Unsure(at, where(one), str(one.place), one.confidence, tuple(one.notes))
            for at, one in enumerate(things, 1)
            if one.confidence == ASK or (one.confidence == LOOK and one.kind != LEFT)
        ),
        tuple(one.message for one in planned.findings if one.at is None or one.stops),
    )  # fmt: skip
