"""Totals from packed records, held against pandas over the same records."""

import sqlite3
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import peer_totals, records_world
from kehoach_xl.domain import summary as figures
from kehoach_xl.domain.plan import Task
from kehoach_xl.domain.status import CLASSES
from kehoach_xl.domain.timeframe import Due
from kehoach_xl.errors import Stop
from kehoach_xl.gathering import file as store_file
from kehoach_xl.gathering.counting import BY
from kehoach_xl.gathering.source import RECORD, STATES, Body, Contents, Part, Source, Told, alike_body, alike_part
from kehoach_xl.gathering.writing import write
from kehoach_xl.workflows.totals import CSV_HEAD, totals

AT = datetime(2025, 12, 31, tzinfo=UTC)
HOME = Path("/tỉnh")


def source(name: str, contents: Contents | None, **facts: object) -> Source:
    base = {
        "file": HOME / name, "sha": name, "age": (1.0, 1.0), "plan": name, "key": "", "title": name,
        "issuer": "UBND tỉnh A", "folders": (), "reader": "1", "read_at": AT,
        "records": sum(map(len, contents.blocks.values())) if contents else 0, "contents": contents,
    }  # fmt: skip
    return Source(**base | facts)  # type: ignore[arg-type]


def contents(rows: list[tuple[int, int, int, int]], tasks: int, issuer: str = "UBND tỉnh A") -> Contents:
    """Records of 2025-H2: (task, agency, class, state). The last task is not in the plan, agency 0 is nobody."""
    parts = [Part(str(n), f"Chỉ số {n}", alike_part("fta-index", "x", str(n), f"Chỉ số {n}")) for n in range(3)]
    told = [Told(f"NV{n}", f"1.{n}", n % 3) for n in range(tasks - 1)] + [Told("bỏ", "", None)]
    names = ["", "Sở Tài chính", "Sở Tư pháp"]
    bodies = [Body(name and f"S{n}", name, alike_body(issuer, name)) for n, name in enumerate(names)]
    return Contents(parts, told, bodies, {"2025-H2": np.array(sorted(rows), RECORD)} if rows else {})


def stored(folder: Path, *sources: Source) -> Path:
    path = folder / "kho.db"
    write(path, HOME, AT, [(one, True) for one in sources], None)
    return path


def flat(report, by: str = "") -> dict[tuple[str, ...], tuple[int, ...]]:
    """{(period, names): (count of each class, due, done)}."""
    found = {}
    for one in report.periods:
        for label, line in one.lines:
            named = (label.province, label.name) if by in ("agency", "plan") else (label.name,)
            found[one.period, *named] = (*line["classes"].values(), line["due"], line["done"])
        if not by:
            found[one.period,] = (*one.total["classes"].values(), one.total["due"], one.total["done"])
    return found


@pytest.mark.parametrize("by", ["", *BY])
def test_pandas_counts_the_same_from_the_table(by: str, tmp_path: Path) -> None:
    store, table = records_world.make(tmp_path, provinces=3, periods=2, each=400)
    peer = peer_totals.main(table, by)
    keys = [key if isinstance(key, tuple) else (key,) for key in peer.index]
    assert flat(totals(store, by=by), by) == dict(zip(keys, map(tuple, peer.to_numpy().tolist()), strict=True))


record = st.tuples(*(st.integers(0, most - 1) for most in (5, 3, len(CLASSES), len(STATES))))


@given(rows=st.lists(record, min_size=1, max_size=30))
def test_any_records_count_as_the_summary_counts_them(rows: list[tuple[int, int, int, int]]) -> None:
    known = contents(rows, tasks=5)
    with tempfile.TemporaryDirectory() as folder:
        store = stored(Path(folder), source("a", known))
        by_part, by_body = totals(store, by="component"), totals(store, by="agency")
    frame = figures.frame([])
    for task, agency, klass, state in rows:
        due = Due(STATES[state])
        frame.loc[len(frame)] = [
            known.tasks[task].id, "", known.bodies[agency].code, "2025-H2", CLASSES[klass], due.state in figures.DUE,
            due.state, None,
        ]  # fmt: skip
    plan = [Task(id=f"NV{n}", code=f"1.{n}", component=str(n % 3), content="") for n in range(4)]
    tasks = figures.by_task(frame, plan, "2025-H2")
    assert by_part.periods[0].total == figures.totals(tasks)
    assert {label.code: line for label, line in by_part.periods[0].lines} == figures.count(tasks, "component")
    code = {body.name: body.code for body in known.bodies}
    expected = figures.count(frame[frame["agency"] != ""], "agency")
    assert {code[label.name]: line for label, line in by_body.periods[0].lines} == expected


def test_what_is_alike_is_one_line_and_what_is_not_is_not(tmp_path: Path) -> None:
    rows = [(0, 1, 0, 0), (1, 2, 8, 0)]
    one, two = contents(rows, 3), contents(rows, 3)
    other = contents(rows, 3, issuer="UBND tỉnh B")
    store = stored(
        tmp_path, source("a", one), source("b", two, issuer="UBND  TỈNH A"), source("c", other, issuer="UBND tỉnh B")
    )
    count = {by: [line["count"] for _, line in totals(store, by=by).periods[0].lines] for by in BY}
    assert count == {"component": [3, 3], "agency": [2, 2, 1, 1], "plan": [2, 2, 2], "province": [4, 2]}


def test_chapters_of_plans_without_an_index_are_their_own() -> None:
    assert alike_part("fta-index", "a", "1", "Chỉ số  một") == alike_part("fta-index", "b", "1", "Chỉ số một")
    assert alike_part("none", "a", "1", "Nhiệm vụ chung") != alike_part("none", "b", "1", "Nhiệm vụ chung")


def test_a_copy_that_does_not_count_is_not_counted(tmp_path: Path) -> None:
    path, known = tmp_path / "kho.db", contents([(0, 1, 0, 0)], 2)
    write(path, HOME, AT, [(source("a", known), True), (source("b", known), False)], None)
    report = totals(path)
    assert (report.masters, report.records, report.periods[0].total["count"]) == (1, 1, 1)


def test_a_store_made_of_an_earlier_one_says_the_same(tmp_path: Path) -> None:
    first = stored(tmp_path, source("a", contents([(0, 1, 0, 0), (1, 2, 8, 0)], 3)))
    again = tmp_path / "mới.db"
    write(again, HOME, AT, [(source("a", None, held=1, records=2), True)], first)
    assert [flat(totals(again, by=by), by) for by in BY] == [flat(totals(first, by=by), by) for by in BY]


def refused(call, *arguments, **options) -> str:
    with pytest.raises(Stop) as caught:
        call(*arguments, **options)
    return caught.value.message.code


def test_what_is_no_store_is_said(tmp_path: Path) -> None:
    assert refused(totals, tmp_path / "không có.db") == "STORE_002"
    assert refused(totals, tmp_path) == "STORE_001"
    (tmp_path / "chữ.db").write_text("x", encoding="utf-8")
    assert refused(totals, tmp_path / "chữ.db") == "STORE_001"
    sqlite3.connect(tmp_path / "của tôi.db").executescript("CREATE TABLE a (b);").connection.close()
    assert refused(totals, tmp_path / "của tôi.db") == "STORE_001"


def test_a_store_of_another_version_is_not_counted(tmp_path: Path) -> None:
    store = stored(tmp_path, source("a", contents([(0, 1, 0, 0)], 2)))
    with sqlite3.connect(store) as book:
        book.execute("UPDATE store SET meaning = 'khác'")
    book.close()
    assert refused(totals, store) == "STORE_004"
    store = stored(tmp_path, source("a", contents([(0, 1, 0, 0)], 2)))
    with sqlite3.connect(store) as book:
        book.execute(f"PRAGMA user_version = {store_file.VERSION + 1}")
    book.close()
    assert refused(totals, store) == "STORE_004"


def test_damage_anywhere_in_the_records_is_seen(tmp_path: Path) -> None:
    rows = [(n % 5, n % 3, n % 10, n % 5) for n in range(200)]  # on one page of the file
    store = stored(tmp_path, source("a", contents(rows, tasks=6)))
    whole = store.read_bytes()
    block = np.array(sorted(rows), RECORD).tobytes()
    at = whole.index(block)
    for place in range(at, at + len(block), 97):
        broken = bytearray(whole)
        broken[place] ^= 1
        store.write_bytes(broken)
        assert refused(totals, store) == "STORE_003", place
    store.write_bytes(whole[: len(whole) // 2])
    assert refused(totals, store) == "STORE_003"


def test_periods_stand_apart_and_one_may_be_asked_for(tmp_path: Path) -> None:
    known = contents([(0, 1, 0, 0)], 2)
    both = Contents(known.parts, known.tasks, known.bodies, {"2025-H1": known.blocks["2025-H2"], **known.blocks})
    store = stored(tmp_path, source("a", both))
    assert [one.period for one in totals(store).periods] == ["2025-H1", "2025-H2"]
    assert [one.period for one in totals(store, period="h1/2025").periods] == ["2025-H1"]
    assert refused(totals, store, period="2024-H1") == "STORE_008"
    assert refused(totals, store, period="2024-H7") == "PERIOD_001"
    assert refused(totals, stored(tmp_path, source("a", contents([], 2)))) == "STORE_009"


def test_the_table_of_lines(tmp_path: Path) -> None:
    known = contents([(0, 1, 0, 0), (1, 2, 8, 0)], 3, issuer="=1+1")
    store, out = stored(tmp_path, source("a", known, issuer="=1+1")), tmp_path / "bảng.csv"
    totals(store, by="agency", out=out)
    lines = out.read_bytes().decode("utf-8-sig").split("\r\n")
    assert lines[0] == ",".join(CSV_HEAD)
    assert lines[1:] == [
        "2025-H2,,Sở Tài chính,'=1+1,,báo cáo,1,1,0,0,0,0,0,0,0,0,0,1,0,0.0",
        "2025-H2,,Sở Tư pháp,'=1+1,,báo cáo,1,0,0,0,0,0,0,0,0,1,0,1,1,100.0",
        "",
    ]
    totals(store, out=out)  # one of ours is replaced
    second = out.read_text(encoding="utf-8-sig").splitlines()[1]
    assert second == "2025-H2,,Tất cả,,,nhiệm vụ,2,1,0,0,0,0,0,0,0,1,0,2,1,50.0"
    out.write_text("của tôi\r\n", encoding="utf-8")
    assert refused(totals, store, out=out) == "STORE_012"
    assert out.read_text(encoding="utf-8") == "của tôi\n"
    assert refused(totals, store, out=out / "x.csv") == "STORE_005"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bảng.csv", "kho.db"]
