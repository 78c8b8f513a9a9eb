"""What parent and child say to each other: nothing is lost, nothing is believed."""

import contextlib
import io
import json
import struct
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach_xl.intake.arrived import CONTAINER, OPENED, UNREADABLE
from kehoach_xl.intake.content import Content, Paragraph, Place, Table
from kehoach_xl.intake.opened import Inner, Opened
from kehoach_xl.intake.wire import Garbled, pack, receive, send, unpack
from kehoach_xl.intake.wire_shapes import text
from kehoach_xl.messages import Message
from kehoach_xl.ooxml.reading import ReadWorkbook

BOOK = ReadWorkbook("")
MOMENT = datetime(2025, 12, 5, 1, 30, tzinfo=UTC)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
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


def through(opened: Opened, read: Any = None) -> Opened:
    """What the parent has of what the child said; ``read``: what it understood of a book, data and blobs."""
    pipe = io.BytesIO()
    send(pipe, *pack(opened, read))
    pipe.seek(0)
    answer = receive(pipe)
    assert answer is not None
    return unpack(*answer, believe)


def believe(said: Any, blobs: list[bytes]) -> Any:
    """A list of texts, each beside its blob."""
    return dict(zip(map(text, said), blobs, strict=True))


@given(st.dictionaries(TEXTS, st.binary(max_size=9), max_size=3))
def test_what_was_understood_of_a_workbook_arrives(read: dict[str, bytes]) -> None:
    assert through(Opened(OPENED, BOOK), (list(read), list(read.values()))) == Opened(OPENED, read=read)


def test_of_a_workbook_that_nothing_is_wanted_of_it_is_told_that_it_opens() -> None:
    assert unpack(*pack(Opened(OPENED, BOOK))) == Opened(OPENED)


@given(CONTENTS)
def test_a_document_arrives_as_it_was(content: Content) -> None:
    assert through(Opened(OPENED, content=content)) == Opened(OPENED, content=content)


def document() -> dict[str, Any]:
    blocks = (Paragraph("a"), Table((("a", "b"),), ((0, 0, 0, 1),), (Place(row=1),), 1))
    return json.loads(json.dumps(pack(Opened(OPENED, content=Content("", "", "pdf", blocks)))[0]))


LIES_OF_DOCUMENTS: dict[str, Any] = {
    "a workbook beside it": lambda a: a.update(read=["a"]),
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


def test_what_there_is_no_memory_for_is_not_believed() -> None:
    def believe_too_much(said: Any, blobs: list[bytes]) -> Any:
        raise MemoryError

    with pytest.raises(Garbled):
        unpack(*good(), believe_too_much)


def test_files_from_inside_arrive_with_their_mail() -> None:
    inner = (Inner("phiếu.xlsx", b"\0\xff" * 1000, "sct@hatinh.gov.vn", MOMENT), Inner("trống", b""))
    problem = Message("INTAKE_070", {"name": "thư.eml", "what": "thư điện tử", "count": 2})
    assert through(Opened(CONTAINER, problem=problem, inner=inner)) == Opened(CONTAINER, problem=problem, inner=inner)


def test_half_a_surrogate_pair_cannot_come_through() -> None:
    content = Content("", "", "pdf", (Paragraph("a\ud800"),))
    assert through(Opened(OPENED, content=content)).content == replace(content, blocks=(Paragraph("a?"),))


def good() -> tuple[dict[str, Any], list[bytes]]:
    head, blobs = pack(Opened(OPENED, BOOK), (["a"], [b"A"]))
    return json.loads(json.dumps(head)), blobs


LIES: dict[str, Any] = {
    "no state": lambda a: a.pop("state"),
    "a state of its own": lambda a: a.update(state="accepted"),
    "a state that is a list": lambda a: a.update(state=["opened"]),
    "opened and nothing understood": lambda a: a.update(read=None),
    "something else understood": lambda a: a.update(read=[1]),
    "more understood than was sent": lambda a: a.update(read=["a", "b"]),
    "less understood than was sent": lambda a: a.update(read=[]),
    "understood of what did not open": lambda a: a.update(state="unreadable", problem=["INTAKE_005", {"name": "a"}]),
    "a problem of what opened": lambda a: a.update(problem=["GATE_001", {"name": "a"}]),
    "a document where none was wanted": lambda a: a.update(content=document()["content"]),
    "a message nobody knows": lambda a: a.update(notes=[["EVIL_001", {}]]),
    "a message without its facts": lambda a: a.update(notes=[["INTAKE_001", {}]]),
    "files without bytes": lambda a: a.update(inner=[["a", "", None, ""]] * 2),
    "a mail of no known zone": lambda a: a.update(inner=[["a", "", "2025-12-12T00:00:00", ""]]),
    "a file that was what was understood": lambda a: a.update(inner=[["a", "", None, ""]]),
}


@pytest.mark.parametrize("lie", LIES)
def test_what_is_not_of_the_shape_is_not_believed(lie: str) -> None:
    answer, blobs = good()
    assert unpack(answer, blobs, believe).state == OPENED
    LIES[lie](answer)
    with pytest.raises(Garbled):
        unpack(answer, blobs, believe)


def test_what_was_understood_is_not_taken_where_nothing_was_to_be() -> None:
    with pytest.raises(Garbled):
        unpack(*good())


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4), max_leaves=20,
)  # fmt: skip


@given(st.sampled_from(["state", "read", "content", "problem", "notes", "inner"]), JSON)
def test_anything_at_all_is_understood_or_garbled(key: str, value: Any) -> None:
    answer, blobs = good()
    answer[key] = value
    with contextlib.suppress(Garbled):
        assert isinstance(unpack(answer, blobs, believe), Opened)


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
