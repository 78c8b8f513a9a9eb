"""A folder of masters as a ministry or a province would have: other plans, other provinces, and files that are none."""

import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from kehoach_xl.building import master
from kehoach_xl.building.plan_template import PlanTemplate, load
from kehoach_xl.domain.gap import Goal, Standing
from kehoach_xl.domain.plan import Component, Task
from tests.workflows.office import PLAN, Room, at, copy, doing, done, repack

# A name that a link must encode: it ends up between quotes, marks of URIs, and letters beyond ASCII.
AWKWARD = "Sổ 100%25 «bản cuối» #1 & 'kiểm tra'.xlsx"
ENCRYPTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(504)


def variant(**changes: object) -> PlanTemplate:
    """The shipped plan with other facts: ``id``, ``short_title``, ``issuer``, ``framework``, ``tasks`` …"""
    template = load(PLAN)
    plan = replace(template.plan, **changes)
    return replace(template, plan=plan, overall=Standing(year=plan.baseline_year), goals=())


def ddci(tasks: int = 12) -> PlanTemplate:
    """Eleven components, mean × 10, no goals yet; tasks of every kind of timeframe."""
    components = tuple(
        Component(
            id=f"TP{n:02d}", code=str(n), name=f"Chỉ số thành phần {n} «=1+1»", short=f"TP {n}",
            baseline=Standing(7 + n / 10, 10, None, None, 2025), goal=Goal(2026),
        )
        for n in range(1, 12)
    )  # fmt: skip
    frames = ("2026", "Thường xuyên", "trước ngày 15/6/2026", "2026 - 2030", "Hàng năm")
    leads = ("STC", "SNV", "STP")
    made = tuple(
        Task(
            id=f"NV{n:03d}", code=f"{1 + n % 11}.{1 + n // 11}", component=str(1 + n % 11), content=f"Nhiệm vụ số {n}",
            leads=(leads[n % 3],), timeframe_text=frames[n % 5],
        )
        for n in range(tasks)
    )  # fmt: skip
    return variant(
        id="ddci-so-ngoai-vu-2026", title="Kế hoạch DDCI 2026", short_title="DDCI Sở Ngoại vụ 2026",
        issuer="Sở Ngoại vụ tỉnh Lạng Sơn", coordinator="SNgV", framework="ddci", baseline_year=2025, target_year=2026,
        components=components, tasks=made,
    )  # fmt: skip


def without_index() -> PlanTemplate:
    """A resolution without an index, issued by the province that has the shipped plan too: one chapter, no scores."""
    chapter = Component(
        id="TP01", code="1", name="Nhiệm vụ chung", short="Chung", baseline=Standing(year=2024), goal=Goal(2025)
    )
    tasks = (
        _task(1, "1.1", ("STC",), "trước ngày 01/7/2025"), _task(2, "1.2", ("STP", "SNV"), "2025"),
        _task(3, "1.3", ("SCT",), "Thường xuyên"),
    )  # fmt: skip
    return variant(
        id="nq59-ha-tinh-2025", title="Kế hoạch thực hiện Nghị quyết 59", short_title="Nghị quyết 59 Hà Tĩnh 2025",
        framework="none", components=(chapter,), tasks=tasks,
    )  # fmt: skip


def _task(n: int, code: str, leads: Sequence[str], timeframe: str) -> Task:
    return Task(
        id=f"NV{n:03d}", code=code, component="1", content=f"=HYPERLINK(\"http://x\";\"Nhiệm vụ {n}\")",
        leads=tuple(leads), timeframe_text=timeframe,
    )  # fmt: skip


def room_of(template: PlanTemplate, folder: Path, name: str = "so-dieu-phoi.xlsx") -> Room:
    """A new master of a plan, under any name."""
    room = Room(folder)
    room.master = folder / name
    master.build(template, room.master)
    return room


def province(folder: Path, sent_out: Room) -> dict[str, Room]:
    """Plans below one folder, each in its own room: FTA of Hà Tĩnh reported in part; Nghị quyết 59 of the same
    province, late and closed; DDCI of a department, nothing reported; a new master without a period."""
    rooms = {"fta": copy(sent_out, folder / "Hà Tĩnh" / "fta")}
    fta = rooms["fta"]
    fta.send("STP", {"2.3": doing(), "2.4": {"status": "Không còn phù hợp"}})
    fta.send("SNNMT", {"3.15": done(), "3.16": done(finish_date=date(2025, 6, 1))}, saved=at(18))
    fta.send("SNV", {}, saved=at(12))
    fta.merge()

    rooms["nq"] = nq = room_of(without_index(), folder / "Hà Tĩnh" / "nghị quyết", AWKWARD)
    nq.open_period(now=at(1))
    nq.distribute(now=at(1))
    nq.send("STP", {"1.2": done()})
    nq.merge()
    nq.close_period(now=at(28), agreed=lambda question: True)

    rooms["ddci"] = ddci_room = room_of(ddci(), folder / "Lạng Sơn", "so ddci.xlsx")
    ddci_room.open_period("2026-H1", now=at(20, month=5, year=2026))
    ddci_room.distribute(now=at(20, month=5, year=2026))

    new = variant(id="pci-2025", short_title="PCI Hà Tĩnh 2025")
    rooms["new"] = room_of(new, folder / "Hà Tĩnh" / "pci", "so-moi.xlsx")
    return rooms


def strangers(folder: Path, sent_out: Room) -> dict[str, Path]:
    """Files that are no master one may read, by what they are."""
    folder.mkdir(parents=True)
    found = {name: folder / f"{name}.xlsx" for name in ("hỏng", "có mật khẩu", "bố cục cũ", "sổ khác", "rỗng")}
    whole = sent_out.master.read_bytes()
    found["hỏng"].write_bytes(whole[: len(whole) // 2])
    found["có mật khẩu"].write_bytes(ENCRYPTED)
    found["rỗng"].write_bytes(b"")
    found["bản cũ"] = folder / "bản cũ.xls"
    found["bản cũ"].write_bytes(ENCRYPTED[:520])
    older = copy(sent_out, folder / "cũ")
    older.type("settings", "key", "layout", value="1")
    found["bố cục cũ"].write_bytes(older.master.read_bytes())
    shutil.rmtree(older.folder)
    form = next((sent_out.outbox).rglob("*.xlsx"))
    found["sổ khác"].write_bytes(form.read_bytes())
    repack(found["sổ khác"], lambda part, data: None if part == "docProps/custom.xml" else data)
    (folder / "phiếu.xlsx").write_bytes(form.read_bytes())
    return found

