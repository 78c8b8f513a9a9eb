"""What parent and child say to each other: nothing is lost, nothing is believed."""

import contextlib
import io
import json
import struct
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach_xl.intake.arrived import CONTAINER, OPENED, UNREADABLE
from kehoach_xl.intake.content import Content, Paragraph, Place, Table
from kehoach_xl.intake.opened import Inner, Opened
from kehoach_xl.intake.wire import Garbled, pack, receive, send, unpack
from kehoach_xl.messages import Message
from kehoach_xl.ooxml.reading import Cell, ReadSheet, ReadWorkbook, by_rows
from kehoach_xl.ooxml.workbook import Flags

MOMENT = datetime(2025, 12, 5, 1, 30, tzinfo=UTC)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
VALUES = st.none() | st.booleans() | TEXTS | st.floats(allow_nan=False, allow_infinity=False)
CELLS = st.builds(
    Cell, st.sampled_from(["text", "number", "date", "percent", "bool", "error", "formula"]), VALUES, TEXTS,
    st.none() | TEXTS, TEXTS,
)  # fmt: skip
PLACES = st.tuples(st.integers(1, 1_048_576), st.integers(1, 16_384))
SHEETS = st.builds(
    ReadSheet, TEXTS, st.sampled_from(["visible", "hidden", "veryHidden"]),
    st.dictionaries(PLACES, CELLS, max_size=8).map(by_rows),
    st.sets(st.integers(1, 1_048_576), max_size=4), st.just([(1, 3)]), st.just([(1, 1, 2, 2)]), st.none() | TEXTS,
)  # fmt: skip
BOOKS = st.builds(
    ReadWorkbook, st.just(""), st.just(""), st.sampled_from(["xlsx", "xls", "xlsb", "ods", "csv", "html"]),
    st.lists(SHEETS, max_size=3), st.dictionaries(TEXTS, TEXTS, max_size=3),
    st.dictionaries(TEXTS, TEXTS | st.integers(-(2**62), 2**62) | st.booleans(), max_size=3),
    st.none() | st.just(MOMENT), st.none() | st.just(MOMENT), st.booleans(), st.builds(Flags, *[st.booleans()] * 5),
)  # fmt: skip

SPOTS = st.builds(Place, *[st.integers(0, 1_048_576)] * 4, TEXTS)
PARAGRAPHS = st.builds(Paragraph, TEXTS, SPOTS, TEXTS, st.booleans(), st.booleans(), st.booleans())
TABLES = st.tuples(st.integers(1, 3), st.integers(1, 3)).flatmap(
    lambda size: st.builds(
        Table, st.tuples(*[st.tuples(*[TEXTS] * size[1])] * size[0]), st.just(((0, 0, size[0] - 1, size[1] - 1),)),
        st.just(()) | st.tuples(*[SPOTS] * size[0]), st.integers(0, size[0]),
    )
)  # fmt: skip
CONTENTS = st.builds(
    Content, st.just(""), st.just(""), st.sampled_from(["docx", "pdf", "sheet", "text"]),
    st.lists(PARAGRAPHS | TABLES, max_size=4).map(tuple),
    st.just(()) | st.just((Message("IMPORT_026", {"count": 2}),)),
)  # fmt: skip


def through(opened: Opened) -> Opened:
    """What the parent has of what the child said."""
    pipe = io.BytesIO()
    send(pipe, *pack(opened))
    pipe.seek(0)
    answer = receive(pipe)
    assert answer is not None
    return unpack(*answer)


@given(BOOKS)
def test_a_workbook_arrives_as_it_was(book: ReadWorkbook) -> None:
    assert through(Opened(OPENED, book)) == Opened(OPENED, book)


@given(CONTENTS)
def test_a_document_arrives_as_it_was(content: Content) -> None:
    assert through(Opened(OPENED, content=content)) == Opened(OPENED, content=content)


def document() -> dict[str, Any]:
    blocks = (Paragraph("a"), Table((("a", "b"),), ((0, 0, 0, 1),), (Place(row=1),), 1))
    return json.loads(json.dumps(pack(Opened(OPENED, content=Content("", "", "pdf", blocks)))[0]))


LIES_OF_DOCUMENTS: dict[str, Any] = {
    "a workbook beside it": lambda a: a.update(book=good()[0]["book"]),
    "a format of its own": lambda a: a["content"].update(format="exe"),
    "a paragraph of numbers": lambda a: a["content"]["blocks"][0].__setitem__(0, 1),
    "a paragraph that is too short": lambda a: a["content"]["blocks"][0].pop(),
    "a text for a yes": lambda a: a["content"]["blocks"][0].__setitem__(3, "yes"),
    "a page before the first": lambda a: a["content"]["blocks"][0][1].__setitem__(0, -1),
    "rows of different lengths": lambda a: a["content"]["blocks"][1]["grid"].append(["a"]),
    "a table without rows": lambda a: a["content"]["blocks"][1].update(grid=[]),
    "a table without columns": lambda a: a["content"]["blocks"][1].update(grid=[[]]),
    "a cell that is a table": lambda a: a["content"]["blocks"][1]["grid"][0].__setitem__(0, [1]),
    "a merge beyond the table": lambda a: a["content"]["blocks"][1].update(merges=[[0, 0, 1, 1]]),
    "a merge that runs backwards": lambda a: a["content"]["blocks"][1].update(merges=[[0, 1, 0, 0]]),
    "more heads than rows": lambda a: a["content"]["blocks"][1].update(heads=2),
    "a place too many": lambda a: a["content"]["blocks"][1]["places"].append([0, 0, 0, 0, ""]),
    "more blocks than any plan": lambda a: a["content"].update(blocks=a["content"]["blocks"][:1] * 60_001),
    "more cells than any plan": lambda a: a["content"]["blocks"][1].update(
        grid=[["a"] * 200] * 1_001, places=[], merges=[]
    ),
}


@pytest.mark.parametrize("lie", LIES_OF_DOCUMENTS)
def test_a_document_that_is_not_of_the_shape_is_not_believed(lie: str) -> None:
    answer = document()
    assert unpack(answer, []).state == OPENED
    LIES_OF_DOCUMENTS[lie](answer)
    with pytest.raises(Garbled):
        unpack(answer, [])


def test_files_from_inside_arrive_with_their_mail() -> None:
    inner = (Inner("phiếu.xlsx", b"\0\xff" * 1000, "sct@hatinh.gov.vn", MOMENT), Inner("trống", b""))
    problem = Message("INTAKE_070", {"name": "thư.eml", "what": "thư điện tử", "count": 2})
    assert through(Opened(CONTAINER, problem=problem, inner=inner)) == Opened(CONTAINER, problem=problem, inner=inner)


def test_half_a_surrogate_pair_cannot_come_through() -> None:
    book = ReadWorkbook("", "", sheets=[ReadSheet("a\ud800")])
    assert through(Opened(OPENED, book)).book == ReadWorkbook("", "", sheets=[ReadSheet("a?")])


def good() -> tuple[dict[str, Any], list[bytes]]:
    line = {3: Cell("text", "a", "a", None, ""), 4: Cell("number", 1.5, "1.5", None, "")}
    head, blobs = pack(Opened(OPENED, ReadWorkbook("", "", sheets=[ReadSheet("P", lines={2: line})])))
    return json.loads(json.dumps(head)), blobs


def numbers(*values: int) -> bytes:
    return struct.pack(f"<{len(values)}I", *values)


# What the numbers of the workbook above mean, and what no workbook can mean.
KINDS, TEXTS_OF, SAID, FORMULAS, FONTS, ROWS, COLUMNS, CELLS_OF = range(8)
TOLD = [(0, 1), (1, 2), (1, 0), (0, 0), (3, 3), (2, 2), (3, 4), (0, 1)]
WRONG = {
    "a kind of its own": (KINDS, numbers(0, 7)),
    "a kind too many": (KINDS, numbers(0, 1, 1)),
    "a text beyond the pool": (TEXTS_OF, numbers(1, 99)),
    "no text": (TEXTS_OF, numbers(1, 0)),
    "a value beyond the pool": (SAID, numbers(1, 99)),
    "a value too few": (SAID, numbers(1)),
    "a formula beyond the pool": (FORMULAS, numbers(0, 99)),
    "no font": (FONTS, numbers(3, 0)),
    "a font too few": (FONTS, numbers(3)),
    "a row that is none": (ROWS, numbers(2, 0)),
    "a row beyond the sheet": (ROWS, numbers(2, 10**7)),
    "a column that is none": (COLUMNS, numbers(0, 4)),
    "a column beyond the sheet": (COLUMNS, numbers(3, 16_385)),
    "a cell without a place": (ROWS, numbers(2)),
    "a place without a cell": (CELLS_OF, numbers(0)),
    "a cell that is not there": (CELLS_OF, numbers(0, 2)),
    "half a number": (ROWS, numbers(2, 2)[:-1]),
    "more numbers than any form": (CELLS_OF, numbers(0) * 100_001),
}


def test_the_numbers_of_a_workbook_are_as_they_are_told_here() -> None:
    assert [struct.unpack("<2I", blob) for blob in good()[1]] == TOLD


@pytest.mark.parametrize("lie", WRONG)
def test_numbers_that_mean_nothing_are_not_believed(lie: str) -> None:
    answer, blobs = good()
    place, blobs[place] = WRONG[lie]
    with pytest.raises(Garbled):
        unpack(answer, blobs)


@pytest.mark.parametrize("count", range(8))
def test_numbers_that_are_missing_are_not_believed(count: int) -> None:
    answer, blobs = good()
    with pytest.raises(Garbled):
        unpack(answer, blobs[:count])


LIES: dict[str, Any] = {
    "no state": lambda a: a.pop("state"),
    "a state of its own": lambda a: a.update(state="accepted"),
    "opened without a book": lambda a: a.update(book=None),
    "a format of its own": lambda a: a["book"].update(format="exe"),
    "a value that is a text of its own": lambda a: a["book"]["values"].__setitem__(1, "a"),
    "a value that is a table": lambda a: a["book"]["values"].__setitem__(1, {"a": 1}),
    "a number without end": lambda a: a["book"]["values"].__setitem__(1, 10**40),
    "a number that no float holds": lambda a: a["book"]["values"].__setitem__(1, 10**400),
    "more than any number": lambda a: a["book"]["values"].__setitem__(1, float("inf")),
    "a value too many": lambda a: a["book"]["values"].append(1),
    "a pool of numbers": lambda a: a["book"].update(texts=[1, 2, 3]),
    "a pool that is a text": lambda a: a["book"].update(texts="abc"),
    "a sheet too many": lambda a: a["book"]["sheets"].append(a["book"]["sheets"][0]),
    "a sheet too few": lambda a: a["book"]["sheets"].clear(),
    "a hidden row that is none": lambda a: a["book"]["sheets"][0].update(rows=[0]),
    "a yes for a number": lambda a: a["book"]["sheets"][0].update(rows=[True]),
    "a message nobody knows": lambda a: a.update(notes=[["EVIL_001", {}]]),
    "a message without its facts": lambda a: a.update(notes=[["INTAKE_001", {}]]),
    "files without bytes": lambda a: a.update(inner=[["a", "", None, ""]]),
    "a time that is none": lambda a: a["book"].update(times=["gestern", None]),
    "too few flags": lambda a: a["book"].update(flags=[True]),
}


@pytest.mark.parametrize("lie", LIES)
def test_what_is_not_of_the_shape_is_not_believed(lie: str) -> None:
    answer, blobs = good()
    assert unpack(answer, blobs).state == OPENED
    LIES[lie](answer)
    with pytest.raises(Garbled):
        unpack(answer, blobs)


def test_cells_that_are_equal_but_not_the_same_arrive_as_they_were() -> None:
    values = [1.0, True, 1, 0.0, -0.0, False, "1", None]
    line = {n: Cell("formula", value, "1", "A1", "") for n, value in enumerate(values, 1)}
    book = through(Opened(OPENED, ReadWorkbook("", "", sheets=[ReadSheet("P", lines={1: line})]))).book
    assert book is not None
    assert [repr(cell.value) for cell in book.cells("P").values()] == [repr(value) for value in values]


def test_a_cell_that_stands_in_many_places_is_told_once() -> None:
    cell = Cell("text", "Đang thực hiện", "Đang thực hiện", None, "")
    book = ReadWorkbook("", "", sheets=[ReadSheet("P", lines={row: {1: cell} for row in range(1, 100)})])
    head, blobs = pack(Opened(OPENED, book))
    assert (head["book"]["texts"], blobs[TEXTS_OF]) == (["Đang thực hiện", ""], numbers(1))
    assert through(Opened(OPENED, book)) == Opened(OPENED, book)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4), max_leaves=20,
)  # fmt: skip


@given(st.sampled_from(["texts", "values", "sheets", "format", "names", "properties", "times", "flags"]), JSON)
def test_any_part_of_a_workbook_is_understood_or_garbled(key: str, value: Any) -> None:
    answer, blobs = good()
    answer["book"][key] = value
    with contextlib.suppress(Garbled):
        assert isinstance(unpack(answer, blobs), Opened)


@given(st.lists(st.binary(max_size=12), max_size=9))
def test_any_numbers_are_understood_or_garbled(blobs: list[bytes]) -> None:
    with contextlib.suppress(Garbled):
        assert isinstance(unpack(good()[0], blobs), Opened)


@given(st.sampled_from(["state", "book", "content", "problem", "notes", "inner"]), JSON)
def test_anything_at_all_is_understood_or_garbled(key: str, value: Any) -> None:
    answer, blobs = good()
    answer[key] = value
    with contextlib.suppress(Garbled):
        assert isinstance(unpack(answer, blobs), Opened)


@given(st.binary(max_size=60))
def test_noise_on_the_pipe_is_garbled(noise: bytes) -> None:
    head = struct.pack("<4sLL", b"KHXL", len(noise), 0)
    for data in (noise + bytes(12), head + noise, head[:5]):
        with pytest.raises(Garbled):
            receive(io.BytesIO(data))


def test_an_answer_without_bounds_is_not_waited_for() -> None:
    with pytest.raises(Garbled):
        receive(io.BytesIO(struct.pack("<4sLL", b"KHXL", 0xFFFFFFFF, 0xFFFFFFFF)))


def test_the_end_of_the_pipe_is_no_error() -> None:
    assert receive(io.BytesIO()) is None


def test_a_problem_arrives_with_its_sentence() -> None:
    problem = Message("INTAKE_001", {"name": "a.xlsx", "seconds": 10})
    found = through(Opened(UNREADABLE, problem=problem)).problem
    assert str(found) == str(problem)
