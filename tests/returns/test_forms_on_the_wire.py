"""Forms between the process that read them and ours: nothing is lost, nothing is believed."""

import contextlib
import json
import struct
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach_xl.domain.columns import STANDARD_COLUMNS
from kehoach_xl.domain.progress import tidy
from kehoach_xl.domain.rows import PLACE
from kehoach_xl.intake.arrived import OPENED
from kehoach_xl.intake.opened import Opened
from kehoach_xl.intake.wire import Garbled, pack, unpack
from kehoach_xl.ooxml.reading import ReadWorkbook
from kehoach_xl.returns.asking import FORMS as FORMS_WANTED
from kehoach_xl.returns.form import Given, ReadForms, locked
from kehoach_xl.returns.reading import read_forms
from kehoach_xl.returns.wire import believe_forms, pack_forms
from kehoach_xl.returns.wire_texts import believe_answers, believe_given, pack_given, pack_texts
from tests.returns.sheets_of import FIRST, FORMS, HEADS, Returned, cell, doing, formula, old, percent, read

ANSWERS = {
    "T1": doing("Đã làm.", percent=85, finish_date=date(2025, 12, 5), quantity="12 cuộc", evidence_no="12/BC-STP"),
    "T2": doing("Xong.", percent="0,5", evidence_date=date(2025, 11, 20), extra4=1.5),
}


def parts(book: ReadWorkbook) -> tuple[dict[str, Any], list[bytes]]:
    head, blobs = pack(Opened(OPENED, book), pack_forms(read_forms(book, STANDARD_COLUMNS)))
    return json.loads(json.dumps(head)), blobs


def believed(head: Any, blobs: list[bytes]) -> ReadForms:
    found = unpack(head, blobs, believe_forms).read
    assert isinstance(found, ReadForms)
    return found


def good() -> tuple[dict[str, Any], list[bytes]]:
    return parts(Returned("STP", ANSWERS).book())


TYPED = st.one_of(
    st.none(), st.sampled_from(["Hoàn thành", "xong", "85%", "0,5", "12 cuộc", "05/11/2025", "Hoµn thµnh", "1.350"]),
    st.floats(allow_nan=False, allow_infinity=False), st.dates(date(1990, 1, 1), date(2110, 1, 1)), st.booleans(),
    st.builds(percent, st.floats(0, 1)), st.builds(old, st.sampled_from(["Hoµn thµnh", "§· lµm"])),
    st.builds(formula, st.just("A1+1"), st.sampled_from([1.0, "xong", None])),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
)  # fmt: skip
TASKS = st.fixed_dictionaries({task: st.dictionaries(st.sampled_from(list(HEADS)), TYPED) for task in FORMS["STP"]})


@given(TASKS, st.booleans(), st.booleans(), st.lists(st.sampled_from(list(HEADS)), max_size=3))
def test_forms_arrive_as_they_were_read(answers, signed, copied, gone) -> None:
    one = Returned("STP", answers)
    one.signed = signed
    book = (one.copied() if copied else one).without(*gone).book()
    there, here = read_forms(book, STANDARD_COLUMNS), read(book)
    assert here == there
    assert types_of(here) == types_of(there)  # 1, 1.0 and True are equal


def types_of(read: ReadForms) -> list[type]:
    return [type(value) for form in read.forms for row in form.rows for value in row.values]


def test_each_text_travels_once() -> None:
    one = Returned("STP", {task: doing("Đang làm việc này.") for task in FORMS["STP"]})
    blobs = pack_forms(read_forms(one.book(), STANDARD_COLUMNS))[1]
    answers, given = blobs[TEXTS].decode().split("\x1f"), blobs[GIVEN].decode().split("\x1f")
    assert answers.count("Đang làm việc này.") == given.count("Sở Tài chính") == 1


def test_what_several_agencies_wrote_alike_is_held_once() -> None:
    one, other = (believed(*good()).forms[0].rows[0].values[PLACE["result"]] for _ in range(2))
    assert one == "Đã làm."
    assert one is other


def test_what_many_forms_were_sent_with_is_believed_once() -> None:
    one, same, other = (
        believed(*parts(Returned(agency, {"T1": doing(text)}).book())).forms[0].rows
        for agency, text in (("STP", "Đã làm."), ("STP", "Khác."), ("SNV", "Đã làm."))
    )
    assert all(a.locked is b.locked for a, b in zip(one, same, strict=True))
    assert [row.id for row in other] == [*FORMS["SNV"]] != [row.id for row in one]


GIVEN_ROWS = [("T1", ("1", "Việc")), ("T2", ("", "Việc")), ("", ("", ""))]


@pytest.mark.parametrize("rows", [GIVEN_ROWS, GIVEN_ROWS[:1], GIVEN_ROWS[2:], []])
def test_what_a_form_was_sent_with_arrives_whatever_is_remembered(rows) -> None:
    names = ("code", "content")
    there = sent_with(names, rows)
    for found, _ in (believe_given(*pack_given(there), names, len(rows)) for _ in range(2)):
        assert found == there
        assert [*zip(found.ids, found.locked, strict=True)] == [(task, locked(names, texts)) for task, texts in rows]


def sent_with(names: tuple[str, ...], rows: list[tuple[str, tuple[str, ...]]]) -> Given:
    texts = tuple(tuple(each[place] for _, each in rows) for place in range(len(names)))
    return Given(names, tuple(task for task, _ in rows), texts)


def test_much_that_was_sent_is_not_remembered() -> None:
    names, rows = ("content",), [(f"T{n}", ("a" * 900,)) for n in range(100)]
    long = [(task, (f"{n}" * 900,)) for n, (task, _) in enumerate(rows)]
    for sent, is_remembered in ((rows, True), (long, False)):
        packed = pack_given(sent_with(names, sent))
        assert (believe_given(*packed, names, 100) is believe_given(*packed, names, 100)) is is_remembered


# -- what the child says that no form says --------------------------------------------------------------------

TEXTS, NUMBERS, DAYS, IDENTITY, SIGNATURE, ROWS, GIVEN, GIVEN_CELLS, CELLS = range(9)


def numbers(*values: int) -> bytes:
    return struct.pack(f"<{len(values)}I", *values)


def changed(blob: bytes, place: int, value: int) -> bytes:
    values = [*struct.unpack(f"<{len(blob) // 4}I", blob)]
    values[place] = value
    return numbers(*values)


ROW_COUNT = len(FORMS["STP"])
# Where the columns of the form above begin among its numbers.
STATUS, PERCENT, FINISH = 0, ROW_COUNT, 6 * ROW_COUNT


def at(place: int, value: int, of: int = CELLS) -> Callable[[dict[str, Any], list[bytes]], None]:
    def change(_: dict[str, Any], blobs: list[bytes]) -> None:
        blobs[of] = changed(blobs[of], place, value)

    return change


def blob(place: int, make: Callable[[bytes], bytes]) -> Callable[[dict[str, Any], list[bytes]], None]:
    def change(_: dict[str, Any], blobs: list[bytes]) -> None:
        blobs[place] = make(blobs[place])

    return change


def form(change: Callable[[dict[str, Any]], Any]) -> Callable[[dict[str, Any], list[bytes]], None]:
    return lambda said, _: change(said["forms"][0])


def read_of(change: Callable[[dict[str, Any]], Any]) -> Callable[[dict[str, Any], list[bytes]], None]:
    return lambda said, _: change(said)


def answer(text: str) -> Callable[[dict[str, Any], list[bytes]], None]:
    return blob(TEXTS, lambda one: one.replace("Đã làm.".encode(), text.encode()))


def many_rows(said: dict[str, Any], blobs: list[bytes]) -> None:
    """Each of two forms has no more rows than a workbook may have cells."""
    said["forms"] = [said["forms"][0] | {"columns": [], "unclear": [], "said": [], "unasked": [], "swappable": {}}] * 2
    blobs[ROWS:] = [numbers(*[1] * 60_000), b"", numbers(*[0] * 60_000), b""] * 2


def much(blobs: list[bytes]) -> None:
    for place in (TEXTS, GIVEN):
        blobs[place] += (b"\x1f" + b"a" * 30_000) * 280


UNCLEAR = ["VALUE_001", {"raw": "a"}]
LIES: dict[str, Callable[[dict[str, Any], list[bytes]], None]] = {
    "an id beyond all": at(0, 10**4, GIVEN_CELLS),
    "a locked text beyond all": at(ROW_COUNT, 10**4, GIVEN_CELLS),
    "a locked column too few": blob(GIVEN_CELLS, lambda one: one[: -4 * ROW_COUNT]),
    "half a locked number": blob(GIVEN_CELLS, lambda one: one[:-1]),
    "half a locked letter": blob(GIVEN, lambda one: one + b"\xc3"),
    "a locked character no cell holds": blob(GIVEN, lambda one: one + b"\x00"),
    "a locked text longer than any": blob(GIVEN, lambda one: one + b"a" * 200_000),
    "half a letter in an identity": blob(IDENTITY, lambda one: one + b"\xc3"),
    "half a pair in a signature": blob(SIGNATURE, lambda one: one + "\ud800".encode("utf-8", "surrogatepass")),
    "more letters than a workbook, half of them locked": lambda _, blobs: much(blobs),
    "a value beyond all": at(STATUS, 10**6),
    "a status that is none": at(STATUS, 2),
    "a percent that is a text": at(PERCENT, 2),
    "a day that is a text": at(FINISH, 2),
    "an answer that is the empty text": blob(TEXTS, lambda one: one + b"\x1f"),
    "a column too few": blob(CELLS, lambda one: one[: -4 * ROW_COUNT]),
    "half a number": blob(CELLS, lambda one: one[:-1]),
    "a row that is none": blob(ROWS, lambda one: changed(one, 0, 0)),
    "a row beyond the sheet": blob(ROWS, lambda one: changed(one, 0, 10**7)),
    "a row too many": blob(ROWS, lambda one: one + numbers(99)),
    "half a letter": blob(TEXTS, lambda one: one + b"\xc3"),
    "half a surrogate pair": blob(TEXTS, lambda one: one + "\ud800".encode("utf-8", "surrogatepass")),
    "a character no cell holds": blob(TEXTS, lambda one: one + b"\x00"),
    "a text longer than any": blob(TEXTS, lambda one: one + b"a" * 200_000),
    "an answer with a line end of its own": answer("a\x0bb"),
    "an answer with half a line end": answer("a\rb"),
    "an answer longer than a cell": answer("a" * 40_000),
    "an answer of blanks": answer("   "),
    "an answer with blanks around it": answer(" x \n"),
    "an answer that is not composed": answer("e\u0302\u0301"),
    "what is unclear with blanks around it": blob(TEXTS, lambda one: one.replace(b"0,5", b" 0,5")),
    "more letters than a workbook": blob(TEXTS, lambda one: one + (b"\x1f" + b"a" * 100_000) * 170),
    "more texts than cells": blob(TEXTS, lambda one: one + b"\x1f" * 100_001),
    "more numbers than cells": blob(NUMBERS, lambda one: one + bytes(8 * 100_001)),
    "more rows than cells in all forms together": lambda said, blobs: many_rows(said, blobs),
    "more said than there are cells": form(lambda a: a.update(said=[[0, "status", UNCLEAR]] * 400_001)),
    "a number without end": blob(NUMBERS, lambda one: struct.pack("<d", float("inf")) + one[8:]),
    "no number": blob(NUMBERS, lambda one: struct.pack("<d", float("nan")) + one[8:]),
    "more than a hundred percent": blob(NUMBERS, lambda one: struct.pack("<d", 101.0) + one[8:]),
    "less than nothing": blob(NUMBERS, lambda one: struct.pack("<d", -1.0) + one[8:]),
    "a day before all": blob(DAYS, lambda one: changed(one, 0, 1)),
    "a day after all": blob(DAYS, lambda one: changed(one, 0, date(2101, 1, 1).toordinal())),
    "an unknown column": form(lambda a: a.update(columns=[*a["columns"], "secret"])),
    "a column twice": form(lambda a: a.update(columns=[*a["columns"], "id"])),
    "a finding of another kind": form(lambda a: a.update(findings=[["locked", UNCLEAR, ""]])),
    "a finding nobody knows": form(lambda a: a.update(findings=[["note", ["EVIL_001", {}], ""]])),
    "unclear where nothing stands": form(lambda a: a.update(unclear=[[2, "percent", UNCLEAR]])),
    "unclear where a number stands": form(lambda a: a.update(unclear=[[0, "percent", UNCLEAR]])),
    "unclear in no row": form(lambda a: a.update(unclear=[[99, "status", UNCLEAR]])),
    "unclear before the first": form(lambda a: a.update(unclear=[[-1, "status", UNCLEAR]])),
    "unclear without its facts": form(lambda a: a.update(unclear=[[0, "status", ["VALUE_001", {}]]])),
    "said of no column": form(lambda a: a.update(said=[[0, "content", UNCLEAR]])),
    "unasked and asked": form(lambda a: a.update(unasked=[[0, "status"]])),
    "unasked of no column": form(lambda a: a.update(unasked=[[0, "content"]])),
    "unasked twice": form(lambda a: a.update(unasked=[[0, "extra5"]] * 2)),
    "swappable and no day": form(lambda a: a.update(swappable={"status": [0]})),
    "swappable before the first": form(lambda a: a.update(swappable={"finish_date": [-3]})),
    "fewer than no cells": form(lambda a: a.update(beside=-1)),
    "a head too short": form(lambda a: a.update(head=["a"])),
    "a form without numbers": read_of(lambda a: a.update(forms=a["forms"] * 2)),
    "numbers without a form": read_of(lambda a: a.update(forms=[])),
    "a column asked that is none": read_of(lambda a: a.update(asked=["content"])),
    "asked twice": read_of(lambda a: a.update(asked=["status", "status"])),
    "properties that say something else and are not there": read_of(lambda a: a.update(apart=True)),
    "a time that is none": read_of(lambda a: a.update(modified="gestern")),
    "a time of no zone": read_of(lambda a: a.update(modified="2025-12-12T00:00:00")),
    "a yes that is a number": read_of(lambda a: a.update(master=1)),
    "fewer than none lost": read_of(lambda a: a.update(lost=-1)),
}


@pytest.mark.parametrize("lie", LIES)
def test_what_no_form_says_is_not_believed(lie: str) -> None:
    head, blobs = good()
    assert len(believed(head, blobs).forms) == 1
    LIES[lie](head["read"], blobs)
    with pytest.raises(Garbled):
        unpack(head, blobs, believe_forms)


# Letters that are put together or apart, blanks and ends of lines of every kind, and what shows nothing.
ODD = st.sampled_from(
    [*"aeâ 1\n\t\r\v\f\xa0\xad", "\u0301", "\u0302", "\u0323", "\u200b", "\ufeff", "\u2028", "😀", "가", "\u11a8"]
)


@given(st.lists(st.text(ODD, min_size=1, max_size=5) | st.builds(str.__mul__, ODD, st.just(20_000)), max_size=4))
def test_answers_are_believed_if_a_reader_leaves_each_of_them_as_it_is(texts: list[str]) -> None:
    if all(tidy(one) == one for one in texts):
        assert believe_answers(pack_texts(texts))[0] == texts
    else:
        with pytest.raises(Garbled):
            believe_answers(pack_texts(texts))


def test_an_unasked_cell_may_be_told_once() -> None:
    head, blobs = good()
    head["read"]["forms"][0]["unasked"] = [[0, "extra5"]]
    assert believed(head, blobs).forms[0].rows[0].unasked == ("extra5",)


def test_long_rows_are_not_remembered() -> None:
    assert locked(("code",), ("a" * 2_000,)) is locked(("code",), ("a" * 2_000,))
    assert locked(("code",), ("a" * 2_001,)) is not locked(("code",), ("a" * 2_001,))


def test_long_texts_weigh_as_much_as_rows() -> None:
    few, many = (believed(*parts(Returned("STP", {"T1": doing(text)}).book())) for text in ("Đã làm.", "a" * 30_000))
    assert FORMS_WANTED.weigh(few) in range(ROW_COUNT, ROW_COUNT + 10)
    assert FORMS_WANTED.weigh(many) >= ROW_COUNT + 60


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4), max_leaves=20,
)  # fmt: skip
KEYS = ["asked", "apart", "modified", "comments", "master", "lost", "forms"]
OF_FORM = ["name", "head", "columns", "strange", "beside", "doubtful", "findings", "unclear", "said", "unasked",
           "swappable"]  # fmt: skip


@given(st.sampled_from(KEYS), JSON)
def test_any_part_is_understood_or_garbled(key: str, value: Any) -> None:
    head, blobs = good()
    head["read"][key] = value
    with contextlib.suppress(Garbled):
        believed(head, blobs)


@given(st.sampled_from(OF_FORM), JSON)
def test_any_part_of_a_form_is_understood_or_garbled(key: str, value: Any) -> None:
    head, blobs = good()
    head["read"]["forms"][0][key] = value
    with contextlib.suppress(Garbled):
        believed(head, blobs)


@given(st.lists(st.binary(max_size=24), max_size=10))
def test_any_blobs_are_understood_or_garbled(blobs: list[bytes]) -> None:
    with contextlib.suppress(Garbled):
        believed(good()[0], blobs)


def test_a_day_is_asked_once_it_is_known_when_the_file_was_sent() -> None:
    """The form itself does not know: it is read once, whoever sent it when."""
    one = Returned("STP", {"T1": doing(finish_date=date(2025, 12, 5))})
    found = read(one.book()).forms[0]
    assert found.swappable == {"finish_date": [0]}
    assert found.rows[0].values[6] == date(2025, 12, 5)


def test_what_stands_beside_the_form_is_counted() -> None:
    one = Returned("STP", ANSWERS)
    book = one.book()
    book.sheets[0].put(FIRST - 1, 40, cell("Ghi chú riêng"))
    book.sheets[0].put(FIRST, 40, cell("ngoài bảng"))
    found = read(book).forms[0]
    assert (found.strange, found.strange_cells) == (("Ghi chú riêng",), 1)


def test_the_process_that_reads_forms_loads_nothing_of_the_desk() -> None:
    script = f"""
import sys; sys.path[:] = {sys.path!r}
import kehoach_xl.intake.worker, kehoach_xl.returns.asking
print(*sorted({{"xlwings", "pydantic", "pandas", "openpyxl", "kehoach_xl.engine", "kehoach_xl.sheets.desk",
                "kehoach_xl.returns.expectation"}} & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.stderr) == ("", "")
