"""An agency's own report in Word: its figures, its words, and how it is laid out."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docx.shared import Mm, Twips

from kehoach_xl.building.clerk_templates import words_of
from kehoach_xl.building.plan_template import available
from kehoach_xl.cli import main
from kehoach_xl.engine.opening import open_book
from kehoach_xl.errors import Stop
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.sheets.office import office_of
from kehoach_xl.workflows.agency_report import agency_facts, agency_words
from kehoach_xl.workflows.report_written import ReportWritten
from kehoach_xl.workflows.summary import figures_of
from kehoach_xl.workflows.write_report import write_report
from tests.support import openxml
from tests.support.laid_out import Line, laid_out
from tests.support.libreoffice import LibreOffice
from tests.workflows.office import Room, at

pytestmark = pytest.mark.slow

# Sở Tài chính leads 3.12 and 3.13, both due in 2025, and 3.14, due in 2030.
ANSWERS = {
    "3.12": {
        "status": "Hoàn thành", "percent": 100, "result": "Tổ công tác họp 4 phiên.\nTháo gỡ 12 kiến nghị.",
        "evidence_no": "135/BC-STC", "evidence_date": date(2025, 12, 5), "finish_date": date(2025, 12, 5),
        "proposals": "Bố trí 500 triệu đồng năm 2026.",
    },
    "3.13": {
        "status": "Đang thực hiện", "percent": 60, "quantity": 2,
        "difficulties": "Thiếu hướng dẫn.\nThiếu {{ nhan_luc }} & <kinh phí>.",
    },
}  # fmt: skip


@pytest.fixture
def told(room: Room) -> Room:
    """Sở Tài chính has reported two of its three tasks."""
    room.send("STC", ANSWERS)
    room.merge()
    return room


def report(room: Room, agency: str = "STC", **options: object) -> ReportWritten:
    with open_book(room.master, write=False) as book:
        return write_report(book, agency=agency, **{"now": at(20)} | options)


def body(path: str | Path) -> list[tuple[str, str]]:
    """(style, text) of every paragraph of the body."""
    return [(paragraph.style.name, paragraph.text) for paragraph in Document(str(path)).paragraphs]


def said(room: Room, agency: str = "STC") -> list[str]:
    return [text for style, text in body(report(room, agency).path) if style in ("Nội dung", "Mục", "Tiểu mục")]


# -- what it says ----------------------------------------------------------------------------------------


def test_it_says_what_the_record_holds_part_by_part(told: Room) -> None:
    task = {task.code: task for task in told.desk().plan.tasks}
    component = told.desk().plan.component("3")
    assert component is not None
    assert body(report(told).path) == [
        ("Tên loại văn bản", "BÁO CÁO"),
        ("Trích yếu", f"Kết quả 6 tháng cuối năm 2025 thực hiện {told.desk().plan.title}"),
        ("Đường kẻ", ""),
        ("Kính gửi", "Kính gửi: Sở Công Thương"),
        ("Nội dung", f"Thực hiện {told.desk().plan.title} của UBND tỉnh Hà Tĩnh, theo phiếu báo cáo số 2025-H2/STC/01 "
         "ngày 24/11/2025 của Sở Công Thương, Sở Tài chính báo cáo kết quả 6 tháng cuối năm 2025 (số liệu từ ngày "
         "15/06/2025 đến ngày 14/12/2025) như sau:"),
        ("Mục", "Kết quả chung"),
        ("Nội dung", "Sở Tài chính được giao 3 nhiệm vụ; theo số liệu chốt ngày 14/12/2025, hoàn thành 1/2 nhiệm vụ "
         "đến hạn, đạt 50%."),
        ("Nội dung", "Phân loại 3 nhiệm vụ tại ngày 14/12/2025: Hoàn thành đúng hạn 1/3; Đang thực hiện trong hạn 1/3; "
         "Chưa báo cáo 1/3."),
        ("Mục", component.name),
        ("Nội dung", "Sở Tài chính được giao 3 nhiệm vụ; hoàn thành 1/2 nhiệm vụ đến hạn, đạt 50%."),
        ("Tiểu mục", f"{task['3.12'].content.rstrip('.')} (nhiệm vụ 3.12)"),
        ("Nội dung", "Tình trạng: Hoàn thành đúng hạn, ngày 05/12/2025, 100%; thời gian thực hiện: Hàng năm."),
        ("Nội dung", "Tổ công tác họp 4 phiên."),
        ("Nội dung", "Tháo gỡ 12 kiến nghị."),
        ("Nội dung", "Văn bản: 135/BC-STC, ngày 05/12/2025."),
        ("Tiểu mục", f"{task['3.13'].content.rstrip('.')} (nhiệm vụ 3.13)"),
        ("Nội dung", "Tình trạng: Đang thực hiện trong hạn, 60%; thời gian thực hiện: Hàng năm."),
        ("Nội dung", "Số lượng đã thực hiện: 2."),
        ("Nội dung", "1/3 nhiệm vụ chưa có số liệu báo cáo: 3.14."),
        ("Mục", "Khó khăn, vướng mắc"),
        ("Nội dung", "Sở Tài chính có khó khăn, vướng mắc ở 1/3 nhiệm vụ, như sau:"),
        ("Nội dung", "- Nhiệm vụ 3.13: Thiếu hướng dẫn."),
        ("Nội dung", "- Thiếu {{ nhan_luc }} & <kinh phí>."),
        ("Mục", "Kiến nghị, đề xuất"),
        ("Nội dung", "Từ việc thực hiện 1/3 nhiệm vụ, Sở Tài chính kiến nghị, đề xuất:"),
        ("Nội dung", "- Nhiệm vụ 3.12: Bố trí 500 triệu đồng năm 2026."),
        ("Nội dung", "Sở Tài chính gửi Sở Công Thương tổng hợp./."),
    ]  # fmt: skip


def test_an_agency_that_said_nothing_has_its_tasks_named_and_no_empty_part(room: Room) -> None:
    lines = said(room)
    assert lines[-2:] == [
        "3/3 nhiệm vụ chưa có số liệu báo cáo: 3.12, 3.13, 3.14.", "Sở Tài chính gửi Sở Công Thương tổng hợp./.",
    ]  # fmt: skip
    assert not {"Khó khăn, vướng mắc", "Kiến nghị, đề xuất"} & set(lines)


def test_classes_are_of_the_cutoff_whenever_it_is_written(told: Room) -> None:
    lines = [text for _, text in body(report(told, now=at(6, month=1, year=2026)).path)]
    assert not [line for line in lines if "2026" in line and "năm 2026" not in line]
    assert any(line.startswith("Phân loại 3 nhiệm vụ tại ngày 14/12/2025: ") for line in lines)


def test_an_agency_that_reported_nothing_is_told_by_its_name(room: Room) -> None:
    notice = report(room).notices[0]
    assert (notice.code, notice.text) == (
        "WRITE_046", "Sở Tài chính chưa báo cáo nhiệm vụ nào của kỳ 6 tháng cuối năm 2025 (0/3).",
    )  # fmt: skip


def test_the_file_is_of_the_day_of_writing(told: Room) -> None:
    properties = Document(report(told).path).core_properties
    assert (properties.created.date(), properties.modified.date()) == (date(2025, 12, 20), date(2025, 12, 20))


def test_nothing_due_reads_as_words_never_as_nought_percent(room: Room) -> None:
    room.send("STP", {})
    lines = said(room, "STP")
    whole = next(line for line in lines if "số liệu chốt ngày" in line)
    assert whole.endswith("số liệu chốt ngày 14/12/2025, chưa có nhiệm vụ đến hạn (0/2 nhiệm vụ).")
    assert not [line for line in lines if "0%" in line]


def test_figures_are_those_of_the_summary(told: Room) -> None:
    with open_book(told.master, write=False) as book:
        desk = Desk(book)
        figures = figures_of(desk, None, at(20).date())
        for agency, totals in figures.agencies.items():
            found = agency_facts(desk, figures, agency).words
            assert found["ket_qua"]["tong"] == totals["count"] == sum(one["tong"] for one in found["thanh_phan"])
            assert found["ket_qua"]["den_han"] == totals["due"] == sum(one["den_han"] for one in found["thanh_phan"])
            assert found["ket_qua"]["hoan_thanh"] == totals["done"]
            parts = found["thanh_phan"]
            assert sum(len(one["nhiem_vu"]) + one["so_chua"] for one in parts) == totals["count"]


def test_the_words_it_gives_are_those_of_the_list(told: Room) -> None:
    with open_book(told.master, write=False) as book:
        desk = Desk(book)
        given = agency_facts(desk, figures_of(desk, None, at(20).date()), "STC").words
        given |= agency_words(desk, office_of(desk), "STC")
    assert _shape(given) == _flat(words_of("bao-cao-co-quan"))


def test_the_period_before_is_compared_where_there_was_one(told: Room) -> None:
    assert not [line for line in said(told) if line.startswith("So với")]
    told.open_period("2026-H1", now=at(24, month=5, year=2026))
    told.distribute(now=at(24, month=5, year=2026))
    made = report(told, period="2026-H1", now=at(20, month=6, year=2026))
    assert [text for _, text in body(made.path) if text.startswith("So với")] == [
        "So với 6 tháng cuối năm 2025 (hoàn thành 1/2 nhiệm vụ đến hạn, đạt 50%): giảm 1 nhiệm vụ đến hạn đã hoàn "
        "thành, chưa so sánh được tỷ lệ vì có kỳ chưa có nhiệm vụ đến hạn.",
    ]


def test_the_coordinating_body_itself_reports_upwards(room: Room) -> None:
    path = report(room, "SCT").path
    assert ("Kính gửi", "Kính gửi: UBND tỉnh Hà Tĩnh") in body(path)
    assert body(path)[-1] == ("Nội dung", "Sở Công Thương gửi UBND tỉnh Hà Tĩnh tổng hợp./.")


def test_what_the_plan_does_not_say_leaves_room_to_write_and_no_torn_sentence(told: Room) -> None:
    for key in ("issuer", "coordinator"):
        told.type("settings", "key", key, value="")
    found = dict(body(report(told).path))
    assert found["Kính gửi"] == "Kính gửi: …………"
    assert found["Nội dung"] == "Sở Tài chính gửi ………… tổng hợp./."
    first = next(text for style, text in body(report(told).path) if style == "Nội dung")
    assert first.startswith(f"Thực hiện {told.desk().plan.title}, theo phiếu báo cáo số 2025-H2/STC/01 ngày 24/11/2025")
    assert [text for text in said(told) if " ," in text or "  " in text] == []


def test_an_agency_without_tasks_in_the_period_is_told(room: Room) -> None:
    asked = _asked(room)
    free = next(one.code for one in room.desk().register.agencies if one.code not in asked)
    with pytest.raises(Stop) as stop:
        report(room, free)
    assert stop.value.message.code == "WRITE_010"


def _asked(room: Room) -> set[str]:
    return {row.agency for row in room.desk().record}


# -- letterhead and signature ----------------------------------------------------------------------------


def test_letterhead_and_signature_are_the_agency_s(told: Room) -> None:
    head, foot = Document(report(told).path).tables
    assert [paragraph.text for paragraph in head.cell(0, 0).paragraphs] == [
        "UBND TỈNH HÀ TĨNH", "SỞ TÀI CHÍNH", "", "Số:          /BC-STC",
    ]  # fmt: skip
    assert [paragraph.text for paragraph in head.cell(0, 1).paragraphs] == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "",
        "Hà Tĩnh, ngày      tháng      năm          ",
    ]  # fmt: skip
    assert foot.cell(0, 0).text == "Nơi nhận:\n- Như trên;\n- Lãnh đạo Sở Tài chính;\n- Lưu: VT."
    assert [paragraph.text for paragraph in foot.cell(0, 1).paragraphs] == [
        "GIÁM ĐỐC", "", "", "", "", "(Họ và tên)",
    ]  # fmt: skip


def test_who_signs_for_the_coordinating_body_signs_for_no_other(told: Room) -> None:
    for line, value in (("signer_authority", "KT. GIÁM ĐỐC"), ("signer_title", "PHÓ GIÁM ĐỐC"),
                        ("signer_name", "Nguyễn Văn A"), ("recipients", "Văn phòng UBND tỉnh")):  # fmt: skip
        told.type("office", "id", line, value=value)
    own, other = (Document(report(told, one).path).tables[1] for one in ("SCT", "STC"))
    assert own.cell(0, 1).text.split() == ["KT.", "GIÁM", "ĐỐC", "PHÓ", "GIÁM", "ĐỐC", "Nguyễn", "Văn", "A"]
    assert "- Văn phòng UBND tỉnh;" in own.cell(0, 0).text
    assert other.cell(0, 1).text.split() == ["GIÁM", "ĐỐC", "(Họ", "và", "tên)"]
    assert "Văn phòng" not in other.cell(0, 0).text


# -- a template of her own -------------------------------------------------------------------------------


def edited(room: Room, edit: Callable[[object], None]) -> None:
    report(room)  # puts the copies there
    path = room.folder / "mau-van-ban" / "bao-cao-co-quan.docx"
    document = Document(str(path))
    edit(document)
    document.save(str(path))


@pytest.mark.tools
def test_a_part_she_deletes_is_gone_and_the_others_number_themselves(told: Room, libreoffice: LibreOffice) -> None:
    def without_the_whole(document) -> None:  # type: ignore[no-untyped-def]
        at = next(at for at, one in enumerate(document.paragraphs) if one.text == "Kết quả chung")
        for paragraph in document.paragraphs[at : at + 6]:
            paragraph._p.getparent().remove(paragraph._p)

    edited(told, without_the_whole)
    _, lines, _ = laid_out(libreoffice.to_pdf(report(told).path))
    heads = [line.text for line in lines if line.text[:2] in ("1.", "2.", "3.")]
    assert [head[:30] for head in heads if head[1:3] == ". "] == [
        "1. Chỉ số thành phần về chương", "2. Khó khăn, vướng mắc", "3. Kiến nghị, đề xuất",
    ]  # fmt: skip
    assert not [line for line in lines if "Phân loại" in line.text]


def test_margins_and_letters_she_changes_are_hers(told: Room) -> None:
    def her_own(document) -> None:  # type: ignore[no-untyped-def]
        document.sections[0].left_margin = Mm(35)
        document.styles["Nội dung"].font.name = "Arial"
        document.paragraphs[-1].text = "{{ co_quan }} trân trọng gửi {{ kinh_gui }}./."

    edited(told, her_own)
    made = Document(report(told).path)
    # Word counts margins in twentieths of a point: 35 mm are 1984 of them.
    assert (made.sections[0].left_margin, made.styles["Nội dung"].font.name) == (Twips(1984), "Arial")
    assert made.paragraphs[-1].text == "Sở Tài chính trân trọng gửi Sở Công Thương./."


@pytest.mark.tools
def test_a_template_saved_by_another_program_says_the_same(told: Room, libreoffice: LibreOffice) -> None:
    before = [text for _, text in body(report(told).path)]
    path = told.folder / "mau-van-ban" / "bao-cao-co-quan.docx"
    libreoffice.save_text(path, told.folder / "lưu lại.docx")
    (told.folder / "lưu lại.docx").replace(path)
    made = report(told, out=told.folder / "mới.docx").path
    assert [text for _, text in body(made)] == before
    _, lines, _ = laid_out(libreoffice.to_pdf(made))
    assert _of(lines, "2.1. ").left == pytest.approx(42.7, abs=0.5)


def test_a_slip_in_her_template_is_told_and_a_deleted_template_comes_back(told: Room) -> None:
    def slip(document) -> None:  # type: ignore[no-untyped-def]
        document.paragraphs[0].text = "{{ co_qan }}"

    edited(told, slip)
    with pytest.raises(Stop) as stop:
        report(told)
    assert stop.value.message.text.startswith("Mẫu «bao-cao-co-quan.docx» có từ «co_qan» mà chương trình không biết")
    (told.folder / "mau-van-ban" / "bao-cao-co-quan.docx").unlink()
    assert ("Tên loại văn bản", "BÁO CÁO") in body(report(told).path)


# -- the page --------------------------------------------------------------------------------------------


@pytest.fixture
def printed(told: Room, libreoffice: LibreOffice) -> tuple[Path, list[Line]]:
    pdf = libreoffice.to_pdf(report(told).path)
    return pdf, laid_out(pdf)[1]


@pytest.mark.tools
def test_printed_it_stands_where_the_decree_wants_it(printed: tuple[Path, list[Line]]) -> None:
    """Nghị định 30/2020/NĐ-CP, Phụ lục I: A4, margins, the national heading at the top right with its rule as long as
    the motto, the number of the page in the middle of the top margin from the second page on."""
    pages, lines, rules = laid_out(printed[0])
    assert {(round(page.width), round(page.height)) for page in pages} == {(210, 297)}
    assert len(pages) == 2
    inside = [line for line in lines if line.text != "2"]
    assert min(line.left for line in inside) >= 29.9 and max(line.right for line in inside) <= 195.2
    assert min(line.top for line in inside) >= 19.5 and max(line.top for line in lines) <= 277
    assert {name for line in lines for name, _ in line.fonts} == {
        "LiberationSerif", "LiberationSerif-Bold", "LiberationSerif-Italic", "LiberationSerif-BoldItalic",
    }  # fmt: skip
    assert {size for line in lines for _, size in line.fonts} == {11, 12, 13, 14}

    country, motto, day = _of(lines, "CỘNG HÒA"), _of(lines, "Độc lập"), _of(lines, "Hà Tĩnh, ngày")
    over, own, number = _of(lines, "UBND TỈNH"), _of(lines, "SỞ TÀI CHÍNH"), _of(lines, "Số:")
    assert country.top == pytest.approx(over.top, abs=0.5) and motto.top > country.top and own.top > over.top
    assert country.left > own.right and country.left > 90
    assert country.middle == pytest.approx(motto.middle, abs=1) == pytest.approx(day.middle, abs=1.5)
    assert over.middle == pytest.approx(own.middle, abs=1) == pytest.approx(number.middle, abs=1)
    rule = next(one for one in rules if one.page == 1 and motto.left - 5 < one.left and motto.top < one.top < day.top)
    assert rule.right - rule.left == pytest.approx(motto.right - motto.left, abs=1.5)
    short = next(one for one in rules if one.right < country.left and own.top < one.top < number.top)
    assert 1 / 3 <= (short.right - short.left) / (own.right - own.left) <= 2 / 3
    assert _of(lines, "BÁO CÁO").middle == pytest.approx(112.5, abs=1)

    assert [line for line in lines if line.page == 1 and line.text == "1"] == []
    page = next(line for line in lines if line.page == 2)
    assert page.text == "2" and page.middle == pytest.approx(112.5, abs=1) and page.top < 20

    recipients, office, name = _of(lines, "Nơi nhận:"), _of(lines, "GIÁM ĐỐC"), _of(lines, "(Họ và tên)")
    last = _of(lines, "Sở Tài chính gửi")
    assert recipients.top == pytest.approx(office.top, abs=1.5) and recipients.right < office.left
    assert office.middle == pytest.approx(name.middle, abs=0.5) and name.top - office.top > 22
    assert recipients.page == last.page and recipients.top - last.top > 8


@pytest.mark.tools
def test_it_is_a_file_that_word_opens_without_a_word(told: Room) -> None:
    assert openxml.findings(report(told).path) == []


@pytest.mark.tools
def test_printed_parts_are_numbered_and_a_first_line_is_indented(printed: tuple[Path, list[Line]]) -> None:
    lines = printed[1]
    for text in ("1. Kết quả chung", "2. Chỉ số", "2.1. ", "2.2. ", "3. Khó khăn", "4. Kiến nghị", "Phân loại"):
        assert _of(lines, text).left == pytest.approx(42.7, abs=0.5), text


def _of(lines: list[Line], start: str) -> Line:
    return next(line for line in lines if line.text.startswith(start))


@pytest.mark.tools
def test_very_long_texts_run_over_pages_and_nothing_is_lost(room: Room, libreoffice: LibreOffice) -> None:
    words = [f"chữ{number}" for number in range(4000)]
    room.send("STC", {"3.12": {"status": "Hoàn thành", "result": " ".join(words), "evidence_no": "x" * 300}})
    room.merge()
    pages, lines, _ = laid_out(libreoffice.to_pdf(report(room).path))
    text = " ".join(line.text for line in lines)
    assert len(pages) > 6 and [word for word in words if word not in text] == []
    assert max(line.right for line in lines) <= 195.5
    numbers = [next(line for line in lines if line.page == page).text for page in range(2, len(pages) + 1)]
    assert numbers == [str(page) for page in range(2, len(pages) + 1)]


# -- every shipped plan ----------------------------------------------------------------------------------


@pytest.mark.parametrize("plan", available())
def test_every_agency_of_every_shipped_plan_has_its_report(plan: str, tmp_path: Path) -> None:
    room = Room(tmp_path)
    assert main(["new", str(room.master), "--plan", plan]) == 0
    year = room.desk().plan.target_year
    room.open_period(str(year), now=at(1, month=11, year=year))
    room.distribute(now=at(1, month=11, year=year))
    agencies = sorted(_asked(room) - {""})
    assert agencies
    for agency in agencies:
        made = report(room, agency, now=at(20, year=year))
        text = "\n".join(text for _, text in body(made.path))
        assert made.tasks > 0 and f"được giao {made.tasks} nhiệm vụ" in text, agency
        head = Document(made.path).tables[0].cell(0, 0).text
        assert "{{" not in text + head and "  " not in text, agency


def _shape(value: dict[str, object], above: str = "") -> set[str]:
    """Every word and field: «thanh_phan.nhiem_vu.stt»."""
    found = set()
    for word, one in value.items():
        found.add(f"{above}{word}")
        for row in one if isinstance(one, list) else [one]:
            if isinstance(row, dict):
                found |= _shape(row, f"{above}{word}.")
    return found


def _flat(tree: dict[str, dict], above: str = "") -> set[str]:  # type: ignore[type-arg]
    return {f"{above}{word}" for word in tree}.union(*(_flat(one, f"{above}{word}.") for word, one in tree.items()))
