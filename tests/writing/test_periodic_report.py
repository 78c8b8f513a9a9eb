"""The periodic report says what the master says: every figure is the summary's, every word the record's."""

import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from kehoach_xl.building.clerk_environment import plain
from kehoach_xl.building.clerk_tags import LISTED, shape
from kehoach_xl.building.clerk_templates import words_of
from kehoach_xl.cli import main
from kehoach_xl.domain.gap import Goal, Standing
from kehoach_xl.errors import Stop
from kehoach_xl.reports.notice import notice
from kehoach_xl.reports.text import text
from kehoach_xl.workflows.demo import DemoReport
from kehoach_xl.workflows.new import new
from kehoach_xl.workflows.periodic_facts import periodic_facts
from kehoach_xl.workflows.report_written import ReportWritten
from tests.support import plans
from tests.workflows.office import Room, at, doing, done
from tests.workflows.provinces import room_of
from tests.workflows.test_amend import amended
from tests.writing.documents import body, folder_of, opened, summed, table, written

LINES = "Nội dung"


@pytest.fixture(scope="module")
def demo(played: tuple[DemoReport, Path], tmp_path_factory: pytest.TempPathFactory) -> Room:
    """The half-year of the demo: 12 forms, two late, one empty; 32 of 35 tasks reported."""
    room = Room(tmp_path_factory.mktemp("báo cáo"))
    room.master = room.folder / "so-dieu-phoi.xlsm"
    shutil.copy(played[1] / "so-dieu-phoi.xlsm", room.master)
    return room


@pytest.fixture(scope="module")
def report(demo: Room) -> ReportWritten:
    return written(demo)


# -- figures -----------------------------------------------------------------------------------------


def test_figures_of_components_and_total_are_those_of_the_summary(demo: Room, report: ReportWritten) -> None:
    _, figures = summed(demo)
    rows = table(opened(report), "Đến hạn")
    wanted = [
        [code, figures.component_names[code], *(str(totals[name]) for name in ("count", "due", "done")), rate]
        for (code, totals), rate in zip(
            figures.components.items(), ("100%", "chưa có nhiệm vụ đến hạn", "60%", "75%"), strict=True
        )
    ]  # fmt: skip
    assert rows == [*wanted, ["", "Cộng", "35", "15", "10", "66,7%"]]


def test_every_class_is_counted_as_the_summary_counts_it(demo: Room, report: ReportWritten) -> None:
    _, figures = summed(demo)
    counted = {name: number for name, number in figures.total["classes"].items() if number}  # type: ignore[attr-defined]
    said = next(line for line in body(opened(report)) if line.startswith("Phân loại tại ngày 14/12/2025: "))
    told = dict(one.rsplit(" ", 1) for one in said.partition(": ")[2].rstrip(".").split("; "))
    assert told == {name: f"{number}/35" for name, number in counted.items()}


def test_the_appendix_lists_every_task_once_with_its_class(demo: Room, report: ReportWritten) -> None:
    desk, figures = summed(demo)
    rows = table(opened(report), "Cơ quan chủ trì")
    assert [row[1] for row in rows if len(row) == 2] == list(figures.component_names.values())
    tasks = {row[0]: row for row in rows if len(row) == 8}
    assert list(tasks) == [task.code for task in desk.plan.tasks]
    for task in desk.plan.tasks:
        klass = figures.classes[task.id]
        assert tasks[task.code][4].startswith(klass), task.code
    assert tasks["1.3"] == [
        "1.3", desk.task_by_id["NV003"].content, "Sở Công Thương", desk.task_by_id["NV003"].timeframe_text,
        "Hoàn thành đúng hạn (20/11/2025)", "100",
        "Tổ chức 02 hội nghị, 210 lượt cán bộ tham dự.\nSố lượng đã thực hiện: 2", "2950/BC-SCT, ngày 20/11/2025",
    ]  # fmt: skip


def test_who_handed_in_and_who_was_late_is_told_with_days(report: ReportWritten) -> None:
    said = body(opened(report), LINES)
    at = next(number for number, line in enumerate(said) if line.startswith("Đã có "))
    assert said[at : at + 4] == [
        "Đã có 11/12 cơ quan, đơn vị nộp phiếu báo cáo 6 tháng cuối năm 2025, trong đó 9/12 nộp đúng hạn (hạn nộp: "
        "ngày 17/12/2025).",
        "- Nộp sau hạn: 2/12, gồm Sở Nông nghiệp và Môi trường (trễ 1 ngày); Sở Văn hóa, Thể thao và Du lịch (trễ "
        "5 ngày).",
        "- Gửi phiếu chưa ghi nội dung: 1/12, gồm Chi cục Hải quan Khu vực XI (quá hạn 5 ngày).",
        "- Sở Công Thương báo cáo không qua phiếu: đã có báo cáo 10/11 nhiệm vụ.",
    ]  # fmt: skip


def test_the_whole_is_told_with_its_denominators(report: ReportWritten) -> None:
    said = body(opened(report))
    assert (
        "Trong 35 nhiệm vụ được theo dõi, 32/35 nhiệm vụ có đủ báo cáo; theo số liệu chốt ngày 14/12/2025, hoàn "
        "thành 10/15 nhiệm vụ đến hạn, đạt 66,7%."
    ) in said
    assert "4/4 nhiệm vụ có đủ báo cáo; chưa có nhiệm vụ đến hạn (0/4 nhiệm vụ)." in said
    assert "- Chưa có đủ báo cáo: 3/21 nhiệm vụ (3.2, 3.9, 3.18)." in said


def test_the_distance_to_the_goals_is_that_of_the_summary(report: ReportWritten) -> None:
    rows = table(opened(report), "Còn thiếu")
    assert [[cell.replace("\u00a0", " ") for cell in row[2:]] for row in rows] == [
        ["4,93 điểm; hạng 50/63", "6,18 điểm; hạng 25/34", "không có", "1,25 điểm", "không có"],
        ["3,67 điểm; hạng 51/63", "5,42 điểm; hạng 23/34", "không có", "1,75 điểm", "không có"],
        ["3,09 điểm; hạng 54/63", "5,36 điểm; hạng 24/34", "không có", "2,27 điểm", "không có"],
        ["4,58 điểm; hạng 45/63", "6,08 điểm; hạng 22/34", "không có", "1,50 điểm", "không có"],
        ["16,27 điểm; hạng 50/63", "23,04 điểm; hạng 22-25", "không có", "6,77 điểm", "không có"],
    ]


# -- the agencies' words -----------------------------------------------------------------------------


def test_results_stand_under_the_names_of_agencies_in_their_words(report: ReportWritten) -> None:
    said = body(opened(report), LINES)
    at = next(number for number, line in enumerate(said) if line.startswith("- Nhiệm vụ 1.3. "))
    assert said[at].endswith(" (Hoàn thành đúng hạn (20/11/2025), 100%).")
    assert said[at + 1 : at + 4] == [
        "Sở Công Thương: Tổ chức 02 hội nghị, 210 lượt cán bộ tham dự.", "Số lượng đã thực hiện: 2.",
        "Văn bản: 2950/BC-SCT, ngày 20/11/2025.",
    ]  # fmt: skip
    assert "Sở Tư pháp: Tổng hợp 07 vướng mắc, báo cáo UBND tỉnh (văn bản: 812/BC-STP, ngày 11/12/2025)." in said


def test_difficulties_and_proposals_are_gathered_under_agencies(room: Room) -> None:
    hard = {"difficulties": "Thiếu kinh phí.\nThiếu người.", "proposals": "Bố trí kinh phí."}
    room.send("STP", {"2.3": doing(**hard), "2.4": doing(difficulties="Chậm kết nối.")})
    room.send("SNgV", {"3.10": doing(proposals="Giao thêm việc.")}, saved=at(13))
    room.merge()
    said = body(opened(written(room)))
    hers, ours = said.index("1. Khó khăn, vướng mắc"), said.index("2. Kiến nghị, đề xuất")
    assert said[hers + 1 : ours] == [
        "2/35 nhiệm vụ có nêu khó khăn, vướng mắc, của 1 cơ quan, đơn vị:", "Sở Tư pháp:",
        "- Nhiệm vụ 2.3: Thiếu kinh phí.", "- Thiếu người.", "- Nhiệm vụ 2.4: Chậm kết nối.",
    ]  # fmt: skip
    assert said[ours + 1 : ours + 6] == [
        "2/35 nhiệm vụ có nêu kiến nghị, đề xuất, của 2 cơ quan, đơn vị:", "Sở Tư pháp:",
        "- Nhiệm vụ 2.3: Bố trí kinh phí.", "Sở Ngoại vụ:", "- Nhiệm vụ 3.10: Giao thêm việc.",
    ]  # fmt: skip


def test_what_agencies_type_is_text_and_nothing_else(room: Room) -> None:
    typed = "Mua {{ 7*7 }} máy & <b>phần mềm</b> {% for %} «A» \"B\" {#c#} R_1."
    room.send("STP", {"2.3": doing(result=typed)})
    room.merge()
    report = written(room)
    assert f"Sở Tư pháp: {typed}" in body(opened(report), LINES)
    assert typed in [row[6] for row in table(opened(report), "Cơ quan chủ trì") if len(row) == 8]


# -- what comes next ---------------------------------------------------------------------------------


def test_overdue_tasks_are_told_with_their_days(room: Room) -> None:
    _, figures = summed(room, now=at(10, month=1, year=2026))
    assert len(figures.overdue) > 0
    said = body(opened(written(room, now=at(10, month=1, year=2026))), LINES)
    begins = f"1. {len({one.task for one in figures.overdue})}/35 nhiệm vụ đã qua ngày đến hạn mà chưa xong"
    at_line = next(number for number, line in enumerate(said) if line.startswith("1. "))
    assert said[at_line] == f"{begins} (tính đến ngày 10/01/2026), cần hoàn thành ngay:"
    for line, one in zip(said[at_line + 1 :], figures.overdue, strict=False):
        assert line.startswith(f"- Nhiệm vụ {one.code}. ") and line.endswith("; hạn 31/12/2025, quá hạn 10 ngày).")


def test_after_the_period_every_unfinished_task_is_overdue_or_comes_and_none_is_both(room: Room) -> None:
    before = _ahead(room)
    said = body(opened(written(room, now=at(6, month=1, year=2026))), LINES)
    late, coming = (next(n for n, line in enumerate(said) if line.startswith(f"{number}. ")) for number in (1, 2))
    assert said[late].endswith("(tính đến ngày 06/01/2026), cần hoàn thành ngay:")
    assert {line.removeprefix("- Nhiệm vụ ").split(". ")[0] for line in said[late + 1 : coming]} == set(before)
    assert said[coming] == (
        "2. Không có nhiệm vụ nào trong 35 nhiệm vụ chưa xong mà đến hạn từ ngày 01/01/2026 đến ngày 30/06/2026."
    )
    assert "theo số liệu chốt ngày 14/12/2025, hoàn thành 0/15 nhiệm vụ đến hạn, đạt 0%." in "\n".join(said)


def test_parts_of_the_results_are_numbered_within_their_own_part(report: ReportWritten) -> None:
    heads = body(opened(report), "Heading 2", "Heading 3")
    assert [one.split(" ")[0] for one in heads] == ["1.", "2.", "2.1.", "2.2.", "2.3.", "2.4.", "3.", "1.", "2."]


@pytest.mark.slow
def test_what_falls_due_until_the_next_period_ends_is_told_once_and_not_when_finished(room: Room) -> None:
    _, figures = summed(room)
    assert figures.overdue == []
    before = _ahead(room)
    assert "3.10" in before and len(set(before)) == len(before)
    room.send("SNgV", {"3.10": done()})
    room.merge()
    assert set(before) - set(_ahead(room)) == {"3.10"}


def _ahead(room: Room) -> list[str]:
    """The codes of the tasks that are due soon; the sentence over them counts them."""
    said = body(opened(written(room)), LINES)
    at_line = next(number for number, line in enumerate(said) if line.startswith("2. "))
    told = [line for line in said[at_line + 1 :] if line.startswith("- Nhiệm vụ ")]
    count = f"2. {len(told)} nhiệm vụ chưa xong đến hạn từ ngày 22/12/2025 đến ngày 30/06/2026:"
    assert said[at_line] == count
    assert all(line.endswith("; hạn 31/12/2025).") for line in told)
    return [line.removeprefix("- Nhiệm vụ ").split(". ")[0] for line in told]


# -- other plans and periods ---------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize(
    ("plan", "period", "without", "heading"),
    [
        ("fta-index-ha-tinh-2025", "2025-H2", "Mức", "3. Khoảng cách đến mục tiêu năm 2025"),
        ("ddci-so-ngoai-vu-lang-son-2026", "2026-H1", "Mức", "3. Khoảng cách đến mục tiêu năm 2026"),
        ("nq59-ha-tinh-2025", "2025", "Mức Còn thiếu", "2. Kết quả theo nhóm nhiệm vụ"),
        ("nq02-hau-giang-2024", "2024-H1", "Còn thiếu", "3. Chỉ tiêu bằng số"),
    ],
)
def test_an_empty_period_of_each_shipped_plan_is_told_in_zeros(
    plan: str, period: str, without: str, heading: str, tmp_path: Path
) -> None:
    room = Room(tmp_path)
    new(plan, room.master)
    room.open_period(period)
    report = written(room)
    document, (desk, figures) = opened(report), summed(room)
    said, count = body(document), len(desk.plan.tasks)
    assert heading in said
    heads = {cell.text for one in document.tables for cell in one.rows[0].cells}
    assert not heads & {head for head in ("Mức", "Còn thiếu") if head in without}
    assert f"Chưa phát phiếu báo cáo {figures.period_name} cho cơ quan, đơn vị nào (0 phiếu)." in said
    classes = next(one for one in said if one.startswith("Phân loại tại ngày "))
    assert classes.endswith(f": Chưa báo cáo {count}/{count}.")
    assert f"Không có nhiệm vụ nào trong {count} nhiệm vụ có nêu khó khăn, vướng mắc." in said
    assert [one.code for one in report.notices] == ["WRITE_041", "WRITE_043"]
    assert (report.tasks, report.reported, report.needs_a_look) == (count, 0, True)


@pytest.mark.slow
def test_goals_in_numbers_stand_with_limit_result_and_verdict(tmp_path: Path) -> None:
    room = Room(tmp_path)
    new("nq02-hau-giang-2024", room.master)
    room.open_period("2024-H1")
    desk = room.desk()
    found = desk.table("figures")
    room.write([(found.sheet, found.first, found.columns["result"], 12.5)])
    document = opened(written(room))
    assert "Đạt 1/2 chỉ tiêu; chưa đạt 0/2; chưa có số liệu 1/2." in body(document)
    assert [row[2:] for row in table(document, "Mức")] == [
        ["≥ 10 %", "2024", "12,5", "Đạt"], ["< 10 %", "2024", "không\u00a0có", "Chưa có số liệu"],
    ]  # fmt: skip


def test_a_task_that_a_document_ended_is_told_with_the_document(room: Room) -> None:
    amended(room, "Dừng nhiệm vụ", "3.1")
    document, (_, figures) = opened(written(room)), summed(room)
    assert figures.classes["NV008"] == "Không còn phù hợp"
    state = "Không còn phù hợp (đã dừng từ 01/12/2025 theo 15/QĐ-UBND)"
    rows = {row[0]: row for row in table(document, "Cơ quan chủ trì") if len(row) == 8}
    assert (len(rows), rows["3.1"][4]) == (35, state)
    assert table(document, "Đến hạn")[-1][:4] == ["", "Cộng", "35", "14"]
    assert any(line.startswith("- Nhiệm vụ 3.1. ") and line.endswith(f"({state}).") for line in body(document, LINES))
    ahead = next(number for number, line in enumerate(body(document, LINES)) if line.startswith("2. "))
    assert not any(line.startswith("- Nhiệm vụ 3.1. ") for line in body(document, LINES)[ahead:])


@pytest.mark.slow
def test_two_thousand_tasks_are_each_told_once(tmp_path: Path) -> None:
    parts = [plans.component(n, f"Chỉ số {n}", Standing(5.0), Goal(2025, 6.0)) for n in range(1, 11)]
    template = plans.template("none", parts)
    tasks = tuple(
        replace(
            template.plan.tasks[0], id=f"NV{n:04d}", code=f"{n // 200 + 1}.{n % 200 + 1}", component=str(n // 200 + 1),
            leads=(("SCT", "STP", "SNV")[n % 3],),
        ) for n in range(2000)
    )  # fmt: skip
    room = room_of(replace(template, plan=replace(template.plan, tasks=tasks)), tmp_path)
    room.open_period()
    report = written(room)
    rows = table(opened(report), "Cơ quan chủ trì")
    assert [row[0] for row in rows if len(row) == 8] == [task.code for task in tasks]
    assert len([row for row in rows if len(row) == 2]) == 10
    assert table(opened(report), "Đến hạn")[-1] == ["", "Cộng", "2000", "2000", "0", "0%"]


def test_an_unforeseen_period_is_named_after_its_document(fresh: Room) -> None:
    fresh.open_period(
        "2025-DX1", name="Báo cáo đột xuất về xuất khẩu", since=date(2025, 12, 1), until=date(2025, 12, 20),
        scope="1.1; 2",
    )  # fmt: skip
    said = body(opened(written(fresh)))
    assert any("báo cáo kết quả kỳ báo cáo đột xuất về xuất khẩu (số liệu từ ngày 01/12/2025" in one for one in said)
    assert not any(one.startswith("2. ") and "đến hạn từ ngày" in one for one in said)  # no day is left to look at


def test_a_period_is_compared_with_the_one_before(room: Room) -> None:
    room.open_period("2026-H1", now=at(24, month=5, year=2026))
    said = body(opened(written(room, now=at(20, month=6, year=2026), period="2026-H1")))
    _, figures = summed(room, "2026-H1", at(20, month=6, year=2026))
    assert figures.previous is not None and figures.previous.total["due"] == 15
    told = next(line for line in said if line.startswith("So với 6 tháng cuối năm 2025 "))
    assert told.startswith("So với 6 tháng cuối năm 2025 (hoàn thành 0/15 nhiệm vụ đến hạn, đạt 0%): số nhiệm ")


# -- no empty words ------------------------------------------------------------------------------------


@pytest.mark.slow
def test_reports_of_two_masters_share_no_sentence_without_a_number(report: ReportWritten, tmp_path: Path) -> None:
    other = Room(tmp_path)
    new("nq02-hau-giang-2024", other.master)
    other.open_period("2024-H1")
    shared = set(body(opened(report), LINES)) & set(body(opened(written(other)), LINES))
    assert [one for one in shared if not any(sign.isdigit() for sign in one)] == []


def test_every_word_it_is_given_stands_in_the_list_of_words(demo: Room) -> None:
    desk, figures = summed(demo)
    given, listed = shape(plain(periodic_facts(desk, figures).words)), words_of("bao-cao-dinh-ky")
    assert [name for name in _names(given) if name not in set(_names(listed))] == []


def _names(shape: Mapping[str, Any], before: str = "") -> Iterator[str]:
    for name, fields in shape.items():
        if name == LISTED:  # says that it is a list
            continue
        yield before + name
        yield from _names(fields, f"{before}{name}.")


# -- the file ------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_report_that_somebody_edited_stays(room: Room) -> None:
    first = written(room)
    assert Path(first.path) == room.folder / "van-ban" / "2025-H2" / "2025-H2_bao-cao-dinh-ky.docx"
    assert written(room).path == first.path
    hers = Document(first.path)
    hers.add_paragraph("Em đã sửa.")
    hers.save(first.path)
    kept = Path(first.path).read_bytes()
    second = written(room)
    assert Path(second.path).name == "2025-H2_bao-cao-dinh-ky (2).docx"
    assert [one.code for one in second.notices] == ["WRITE_041", "WRITE_043", "WRITE_044"]
    assert Path(first.path).read_bytes() == kept
    assert written(room).path == second.path
    assert folder_of(Path(first.path).parent) == ["2025-H2_bao-cao-dinh-ky (2).docx", "2025-H2_bao-cao-dinh-ky.docx"]


def test_a_report_does_not_take_a_place_that_it_cannot_write_to(room: Room) -> None:
    path = room.folder / "b.docx"
    path.mkdir()
    assert Path(written(room, out=path).path) == room.folder / "b (2).docx"


def test_what_was_typed_into_the_appendix_and_not_taken_over_is_told(room: Room) -> None:
    desk = room.desk()
    line = next(one for one in desk.lines if one.text("code") == "2.3")
    room.write([("Phụ lục", line.row, desk.table("appendix").columns["status"], "Hoàn thành")])
    report = written(room)
    assert [one.code for one in report.notices] == ["WRITE_041", "WRITE_043", "WRITE_045"]
    room.summary()
    again = written(room)
    assert (again.reported, [one.code for one in again.notices]) == (1, ["WRITE_043"])


def test_the_clerks_template_goes_before_the_shipped_one(room: Room) -> None:
    written(room)
    mine = room.folder / "mau-van-ban" / "bao-cao-dinh-ky.docx"
    edited = Document(str(mine))
    edited.paragraphs[0].insert_paragraph_before("Bản {{ ky }} của văn thư")
    edited.save(str(mine))
    assert body(opened(written(room, out=room.folder / "b.docx")))[0] == "Bản 6 tháng cuối năm 2025 của văn thư"


def test_the_master_is_left_as_it_was(room: Room) -> None:
    before = room.master.read_bytes()
    written(room)
    assert room.master.read_bytes() == before


def test_an_agency_nobody_knows_stops_with_those_it_may_be(room: Room) -> None:
    with pytest.raises(Stop) as stopped:
        written(room, agency="Sở Tư Páp")
    assert stopped.value.message.code == "WRITE_040"
    assert "Sở Tư pháp" in str(stopped.value.message)
    assert not (room.folder / "van-ban").exists()


def test_another_ending_stops(room: Room) -> None:
    with pytest.raises(Stop) as stopped:
        written(room, out=room.folder / "b.pdf")
    assert stopped.value.message.code == "WORD_001"


def test_the_command_writes_it_and_says_what_to_do(room: Room, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "--master", str(room.master), "--json", "--out", str(room.folder / "báo cáo.docx")]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["period"], told["tasks"], told["reported"], told["agency"]) == ("2025-H2", 35, 0, "")
    assert [one["code"] for one in told["notices"]] == ["WRITE_041", "WRITE_043"]
    assert (room.folder / "báo cáo.docx").is_file()


def test_the_box_warns_only_where_something_is_to_be_looked_at(report: ReportWritten) -> None:
    assert [one.code for one in report.notices] == ["WRITE_043"]
    assert not report.needs_a_look and not notice(report).warns
    assert "Có đủ báo cáo 32/35 nhiệm vụ" in text(report)
