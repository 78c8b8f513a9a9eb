"""Thousands of files that nobody asked for never stop a merge: they are counted, and the sums stay right."""

import zipfile

import pytest

from kehoach_xl.intake.arrived import CONTAINER, UNREADABLE, Source
from kehoach_xl.messages import Message
from kehoach_xl.reports.text import text
from kehoach_xl.returns.verdict import ACCEPTED, DUPLICATE, FOREIGN, Verdict
from kehoach_xl.sheets import returned_files
from kehoach_xl.workflows.told import told
from tests.workflows.office import Room, doing

STP = {"2.3": doing(100, "Tổng hợp 07 vướng mắc."), "2.4": doing(60, "Đăng 63 văn bản.")}


def verdict(name: str, state: str, code: str, sha: str = "") -> Verdict:
    said = Message(code, {"name": name, "what": "tệp nén", "count": 9, "filled": 1, "agency": "STP", "first": "x"})
    return Verdict(name, state, said, sha or name, source=Source(name))


def test_what_is_no_form_is_counted_in_the_line_of_its_container() -> None:
    files = [verdict("a.zip", CONTAINER, "INTAKE_070")]
    files += [verdict(f"a.zip › {n}.jpg", UNREADABLE, "INTAKE_040") for n in range(6)]
    files += [verdict("a.zip › lại.jpg", DUPLICATE, "MERGE_003", "a.zip › 0.jpg")]
    files += [verdict("a.zip › b.xlsx", FOREIGN, "MERGE_010"), verdict("a.zip › c.xlsx", UNREADABLE, "INTAKE_002")]
    files += [verdict("a.zip › d.xlsx", ACCEPTED, "MERGE_001")]
    files += [verdict(f"{n}.jpg", UNREADABLE, "INTAKE_040") for n in range(6)]  # in the folder itself: each is told
    names = [one.file for one, _ in told(files)]
    assert names == [
        "a.zip", *(f"a.zip › {n}.jpg" for n in range(5)), "a.zip › c.xlsx", "a.zip › d.xlsx",
        *(f"{n}.jpg" for n in range(6)),
    ]  # fmt: skip
    assert told(files)[0][1].endswith(" … và 3 tệp khác bên trong không phải phiếu.")


@pytest.mark.slow
def test_more_files_than_lines_are_summed_and_every_one_is_counted(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    room.send("STP", STP, name="a.xlsx")
    with zipfile.ZipFile(room.inbox / "z.zip", "w") as archive:
        for n in range(30):
            archive.writestr(f"{n}.jpg", b"\xff\xd8\xff" + bytes([n]))
    report = room.merge()
    assert len(report.files) == 32
    assert "… và 25 tệp khác bên trong không phải phiếu." in text(report)
    assert [one["file"] for one in room.listed()] == ["a.xlsx", "z.zip", *(f"z.zip › {n}.jpg" for n in range(5))]

    fitting = returned_files._fitting
    monkeypatch.setattr(returned_files, "_fitting", lambda desk, wanted, _: fitting(desk, wanted, 3))
    room.merge()
    assert [(one["file"], one["verdict"], one["total"]) for one in room.listed()] == [
        ("a.xlsx", "Đã nhận từ trước", 6.0), ("z.zip", "Đã mở", None), ("… và 5 tệp khác", "Đã mở", 0.0),
    ]  # fmt: skip
    (room.inbox / "z.zip").unlink()
    (room.inbox / "a.xlsx").rename(room.inbox / "1.xlsx")
    for name in "234":
        (room.inbox / f"{name}.xlsx").write_bytes((room.inbox / "1.xlsx").read_bytes())
    room.merge()
    listed = room.listed()
    assert [one["file"] for one in listed] == ["1.xlsx", "2.xlsx", "… và 2 tệp khác"]
    assert [sum(one[name] for one in listed) for name in ("total", "equal")] == [24.0, 24.0]
