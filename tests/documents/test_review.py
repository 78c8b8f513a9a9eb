"""Things to the review workbook and back: the same things, and what she made of them."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import openpyxl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kehoach_xl.building import review_book
from kehoach_xl.building.review_book import Source, in_order
from kehoach_xl.documents.review_line import (
    AGREED,
    CELLS,
    DROPPED,
    LONGEST,
    MOST_QUOTED,
    SHOWN,
    USED,
    cells_of,
    origin_of,
    thing_of,
)
from kehoach_xl.documents.thing import (
    AGENCY,
    ASK,
    CLEAR,
    COMPONENT,
    FACT,
    FACTS,
    FIGURE,
    KINDS,
    LEFT,
    LOOK,
    TASK,
    Thing,
)
from kehoach_xl.engine.cells import BlockWrite, Cells
from kehoach_xl.engine.opening import open_book
from kehoach_xl.intake.content import Place
from kehoach_xl.messages import Message
from kehoach_xl.sheets import review
from kehoach_xl.sheets.layout import review as tables
from kehoach_xl.sheets.table import Table
from tests.support import package
from tests.workflows.office import Room

SOURCE = Source("ke-hoach.docx", "ab" * 32, "docx", "ha-tinh-2025", date(2025, 11, 5))
DOUBT = Message("IMPORT_061", {"name": "Sở A", "near": "Sở Công Thương"})
THINGS = (
    Thing(FACT, "Tên kế hoạch", value="Kế hoạch năm 2025", place=Place(page=1, line=3), quote="KẾ HOẠCH"),
    Thing(COMPONENT, "Tuyên truyền", code="1", score="4,93", rank="50/63", goal_score="6.18", goal_rank="25/34"),
    Thing(TASK, "Tập huấn", code="3.1", parent="3", leads="Sở A; Sở B", timeframe="01- 02 cuộc", place=Place(table=1)),
    Thing(TASK, "=HYPERLINK(1)", code="3.10", parent="3", confidence=LOOK, notes=(DOUBT,)),
    Thing(AGENCY, "Sở A", value="Sở Công Thương", confidence=ASK, notes=(DOUBT,), quote="Sở A"),
    Thing(LEFT, "Trên đây là Kế hoạch"),
)


def made(folder: Path, things: Sequence[Thing] = THINGS) -> Path:
    path = folder / "xem-lai.xlsx"
    review_book.build(things, SOURCE, path)
    return path


def read(path: Path) -> review.Review:
    with open_book(path, write=False) as book:
        return review.read(book)


def correct(path: Path, changes: Mapping[tuple[str, str], Mapping[str, object]], added: Sequence[Mapping] = ()) -> None:
    """Type into the lines found by (kind, name), and new lines below the last."""
    with open_book(path, write=True) as book:
        cells = Cells(book)
        table = Table.read(cells, tables()["review"])
        rows = {(row.text("kind"), row.text("name")): row.row for row in table.rows}
        typed = [(rows[key], name, value) for key, line in changes.items() for name, value in line.items()]
        below = table.first + len(table.rows)
        typed += [(below + at, name, value) for at, line in enumerate(added) for name, value in line.items()]
        blocks = [BlockWrite(table.sheet, row, table.columns[name], ((value,),)) for row, name, value in typed]
        with cells.written(blocks):
            book.save()


# -- there and back ---------------------------------------------------------------------------------


def test_every_thing_comes_back_as_it_was(tmp_path: Path):
    found = read(made(tmp_path))
    assert found.things == THINGS and found.cut == 0
    assert found.facts["file"] == "ke-hoach.docx" and found.facts["sha256"] == "ab" * 32
    told = [found.facts[key] for key in ("register", "kind", "date")]
    assert told == ["ha-tinh-2025", "review", "2025-11-05"]


def test_things_stand_by_kind_and_what_fits_nowhere_last(tmp_path: Path):
    found = read(made(tmp_path, THINGS[::-1]))
    assert [one.kind for one in found.things] == [FACT, COMPONENT, TASK, TASK, AGENCY, LEFT]
    assert list(found.rows) == sorted(found.rows)


def test_what_the_plan_needs_and_the_document_does_not_say_has_a_line_to_be_filled(tmp_path: Path):
    path = made(tmp_path)
    correct(path, {(FACT, "Cơ quan tổng hợp"): {"value": "Sở Công Thương"}})
    facts = [(one.name, one.value) for one in read(path).things if one.kind == FACT]
    assert facts == [("Tên kế hoạch", "Kế hoạch năm 2025"), ("Cơ quan tổng hợp", "Sở Công Thương")]
    with open_book(path, write=False) as book:
        rows = Table.read(Cells(book), tables()["review"]).rows
    assert {row.text("name") for row in rows if row.text("kind") == FACT} == set(FACTS)


_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn")), max_size=40)
_NOTE = st.just(DOUBT) | st.builds(lambda name: Message("IMPORT_062", {"name": name}), _TEXT)
_PLACE = st.builds(Place, page=st.integers(0, 9), table=st.integers(0, 9), row=st.integers(0, 99), sheet=_TEXT)
_THING = st.builds(
    Thing, kind=st.sampled_from([kind for kind in KINDS if kind != FACT]), place=_PLACE,
    confidence=st.sampled_from([CLEAR, LOOK, ASK]), notes=st.lists(_NOTE, max_size=2).map(tuple),
    **dict.fromkeys((*CELLS[1:], "quote"), _TEXT),
)  # fmt: skip


@given(_THING)
def test_a_line_is_its_thing(thing: Thing):
    cells = {name: text for name, text in cells_of(thing).items() if name not in ("notes", "place")}
    assert thing_of(cells, origin_of(thing)) == thing


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_THING, min_size=1, max_size=12))
def test_a_workbook_is_its_things(tmp_path: Path, things: list[Thing]):
    kept = tuple(in_order(things))
    assert read(made(tmp_path, things)).things == kept


def test_a_text_longer_than_a_cell_goes_on_in_a_line_of_its_own(tmp_path: Path):
    long = "Nội dung 😀 " * 6_000
    found = read(made(tmp_path, (Thing(TASK, long, code="1.1"),))).things
    assert [one.kind for one in found] == [TASK, LEFT, LEFT] and found[0].code == "1.1"
    assert "".join(one.name for one in found) == long and len(found[0].name) <= LONGEST


def test_of_a_long_quotation_the_beginning_is_shown_and_all_of_it_kept(tmp_path: Path):
    thing = Thing(TASK, "Tập huấn", code="1.1", quote="Sở A chủ trì. " * 100, notes=(DOUBT,), confidence=LOOK)
    assert len(cells_of(thing)["quote"]) <= MOST_QUOTED + 1 and cells_of(thing)["quote"].endswith("…")
    assert read(made(tmp_path, (thing,))).things == (thing,)
    endless = Thing(TASK, "Tập huấn", code="1.1", quote="\"Sở A\" " * 4_000)
    assert cells_of(endless)["quote"] == endless.quote


def test_text_that_fits_nowhere_is_not_counted_among_what_she_should_look_at():
    asked, looked, _ = review_book.waiting().split('"; "', 2)
    assert f'XL_kind,"<>{LEFT}"' in looked and "XL_kind" not in asked


# -- what she does ----------------------------------------------------------------------------------


def test_a_corrected_line_is_hers_and_clear(tmp_path: Path):
    path = made(tmp_path)
    correct(path, {(TASK, "=HYPERLINK(1)"): {"name": "Tuyên truyền", "code": "3.10"}})
    assert read(path).things[3] == Thing(TASK, "Tuyên truyền", code="3.10", parent="3")


def test_agreeing_decides_and_dropping_takes_the_line_out(tmp_path: Path):
    path = made(tmp_path)
    correct(path, {(AGENCY, "Sở A"): {"opinion": AGREED}, (LEFT, "Trên đây là Kế hoạch"): {"opinion": DROPPED}})
    found = read(path)
    assert found.cut == 1 and found.things[:-1] == THINGS[:4]
    assert found.things[-1] == Thing(AGENCY, "Sở A", value="Sở Công Thương", quote="Sở A")


def test_agreeing_keeps_what_looks_odd_in_the_document_until_she_corrects_it():
    odd = Message("IMPORT_056", {"raw": "01- 02 cuộc"})
    thing = Thing(TASK, "Tập huấn", code="3.1", timeframe="01- 02 cuộc", confidence=LOOK, notes=(odd, DOUBT))
    cells, origin = cells_of(thing), origin_of(thing)
    assert thing_of(cells | {"opinion": AGREED}, origin).notes == (odd,)
    assert thing_of(cells | {"leads": "Sở B"}, origin).notes == (odd,)
    assert thing_of(cells | {"timeframe": "01-02 cuộc"}, origin).notes == ()
    assert thing_of(cells | {"code": "3.2"}, origin).notes == ()


def test_lines_she_adds_are_things_whatever_she_types_codes_as(tmp_path: Path):
    path = made(tmp_path)
    correct(path, {}, [{"kind": "nhiệm vụ", "code": 4.0, "name": "Việc mới"}, {"kind": "Không biết", "name": "x"}])
    assert read(path).things[-2:] == (Thing(TASK, "Việc mới", code="4"), Thing("Không biết", "x"))


def test_sorting_the_sheet_changes_no_line_and_no_order(tmp_path: Path):
    path = made(tmp_path)
    correct(path, {}, [{"kind": TASK, "code": "3.11", "name": "Việc mới"}])
    with open_book(path, write=True) as book:
        cells = Cells(book)
        table = Table.read(cells, tables()["review"])
        added = next(row for row in table.rows if row.text("name") == "Việc mới")
        rows = [row for row in reversed(table.rows) if row is not added]
        rows.insert(next(at for at, row in enumerate(rows, 1) if row.text("code") == "3.1"), added)
        turned = [tuple(row.cells[name] for name in table.columns) for row in rows]
        left = min(table.columns.values())
        with cells.written([BlockWrite(table.sheet, table.first, left, turned)]):
            book.save()
    found = read(path)
    assert found.things == (*THINGS[:3], Thing(TASK, "Việc mới", code="3.11"), *THINGS[3:])
    assert list(found.rows) != sorted(found.rows)  # each still knows the row it stands in


def test_days_and_numbers_are_read_as_a_person_sees_them(tmp_path: Path):
    path = made(tmp_path, ())
    correct(path, {}, [
        {"kind": TASK, "code": 1.1, "name": 2025.0, "timeframe": 46387.0},
        {"kind": COMPONENT, "code": 2.0, "score": 6.18, "rank": 46331.0, "goal_score": 45000.0, "year": 2025.0},
        {"kind": FACT, "name": "Ngày văn bản", "value": 46331.75},
        {"kind": FIGURE, "name": "Kim ngạch", "value": 45000.0},
    ])  # fmt: skip
    assert read(path).things == (
        Thing(TASK, "2025", code="1.1", timeframe="31/12/2026"),
        Thing(COMPONENT, code="2", score="6,18", rank="05/11/2026", goal_score="45000", year="2025"),
        Thing(FACT, "Ngày văn bản", value="05/11/2026"),
        Thing(FIGURE, "Kim ngạch", value="45000"),
    )


def test_a_code_that_is_a_number_keeps_the_decimals_it_shows(tmp_path: Path):
    path = made(tmp_path, (Thing(TASK, "Tập huấn", code="3.1"),))
    book = openpyxl.load_workbook(path)
    (cell,) = [cell for row in book["Xem lại"].iter_rows() for cell in row if cell.value == "3.1"]
    cell.value, cell.number_format = 3.1, "0.00"
    book.save(path)
    assert [one.code for one in read(path).things] == ["3.10"]


def test_a_master_is_no_review(fresh: Room):
    with open_book(fresh.master, write=False) as book:
        assert not review.is_review(book)


# -- what she sees ----------------------------------------------------------------------------------


def test_every_kind_says_what_it_uses():
    assert list(USED) and set(USED) == set(KINDS)
    assert all(set(fields) <= set(CELLS) for fields in USED.values())
    assert list(SHOWN) == [CLEAR, LOOK, ASK]


def test_the_sheet_of_facts_is_very_hidden_and_columns_are_bound_by_names(tmp_path: Path):
    book = package.read(made(tmp_path))
    assert {each.name: each.state for each in book.sheets} == {"Xem lại": "visible", "_xemlai": "veryHidden"}
    names = {name for name, _, _ in book.names}
    assert {f"XL_{column.field}" for column in tables()["review"].columns} <= names


def test_what_is_left_over_is_folded_but_what_she_is_asked_about_is_not(tmp_path: Path) -> None:
    asked = Thing(LEFT, "Có bảng chưa đọc được", confidence=ASK, notes=(DOUBT,))
    path = made(tmp_path, (asked, Thing(LEFT, "Trên đây là Kế hoạch")))
    sheet = openpyxl.load_workbook(path)[tables()["review"].sheet]
    rows = {cell.value: cell.row for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)}
    hidden = [sheet.row_dimensions[rows[text]].hidden for text in ("Có bảng chưa đọc được", "Trên đây là Kế hoạch")]
    assert hidden == [False, True]
