"""Tasks in the prose of three documents, against tables made by reading them."""

import textwrap
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from docx import Document

from kehoach_xl.documents import components_prose, prose_tasks
from kehoach_xl.documents.bodies import Bodies
from kehoach_xl.documents.outline import Node, outline, walk
from kehoach_xl.documents.read import Read
from kehoach_xl.documents.registers import register
from kehoach_xl.documents.thing import COMPONENT, GROUP, TASK, Thing
from kehoach_xl.documents.understand import understand
from kehoach_xl.domain.agency import Register
from kehoach_xl.intake.content import Paragraph
from kehoach_xl.intake.document import open_document
from tests.documents.outline_text import lines, seed, whole
from tests.support.libreoffice import LibreOffice

NOBODY = Bodies(Register(agencies=()))

# What a task says of who does it: its code: leads | coordinators, by their codes in the register; the rest say nothing.
NQ59 = {
    "II.6.4": "DVDP|", "III.1.1": "SNgV|", "III.1.2": "SNgV|", "III.1.3": "SNgV|", "III.1.4": "SNgV|CQDDNN DVDP",
    "III.1.5": "SNgV|DVDP", "III.2.1": "SCT|", "III.2.2": "SCT|", "III.3.1": "STC|", "III.3.2": "STC|",
    "III.3.3": "STC|", "III.4.1": "SKHCN|", "III.4.2": "SKHCN|", "III.4.3": "SKHCN|",
    "III.5.1": "SVHTTDL|BTGDV SNgV DVDP", "III.5.2": "SVHTTDL|", "III.5.3": "SVHTTDL|", "III.5.4": "SVHTTDL|",
    "III.6.1": "CAT BCHQS BCHBP|",
    "III.7.1": "SBNDP|", "III.7.2": "SBNDP|DVDP", "III.7.3": "SBNDP|", "III.8.1": "|MTTQ TCXH BTGDV DVDP",
}  # fmt: skip
NQ59_TASKS = {
    "II.1": 4, "II.2": 8, "II.3": 7, "II.4": 7, "II.5": 2, "II.6": 4, "III.1": 5, "III.2": 2, "III.3": 3, "III.4": 3,
    "III.5": 4, "III.6": 1, "III.7": 3, "III.8": 1,
}  # fmt: skip
NQ02 = {
    "IV.1.a.1": "SKHDT|", "IV.1.a.2": "SKHCN|", "IV.1.a.3": "SVHTTDL|", "IV.1.b": "|", "IV.1.c": "|",
    "IV.2.a.1": "SBNDP|", "IV.2.a.2": "CQGV|", "IV.2.b.1": "SBNDP|", "IV.2.b.2": "SBNDP|", "IV.2.b.3": "SBNDP|",
    "IV.2.c.1": "SBNDP|", "IV.2.c.2": "SBNDP|", "IV.2.đ.1": "NHNN|DVLQ", "IV.2.đ.2": "SKHDT|STC DVLQ",
    "IV.2.đ.3": "CTT|STC SBNDP", "IV.2.đ.4": "CTT|STC SBNDP", "IV.2.e.1": "SBNDP|", "IV.2.e.2": "SKHCN|SBNDP",
    "IV.2.e.3": "SKHCN|SBNDP", "IV.2.e.4": "SKHCN|SBNDP", "IV.2.g.1": "SBNDP|", "IV.2.g.2": "SCT|SBNDP",
    "IV.2.g.3": "SCT|SBNDP", "IV.2.g.4": "SCT|SBNDP", "IV.2.g.5": "HHDN|HDNT SBNDP",
    "V.1.1": "SBN UBNDH DVLQ|", "V.1.2": "SBN UBNDH DVLQ|", "V.1.3": "SBN UBNDH DVLQ|VCCI HHDN HDNT",
    "V.1.4": "SBN UBNDH DVLQ|", "V.1.5": "SBN UBNDH DVLQ|DPTTH BHG CQBC", "V.1.6": "SBN UBNDH DVLQ|",
    "V.2": "STTTT DPTTH BHG CQBC|DVLQ", "V.3": "SNV|", "V.4": "SKHDT|CQDM",
}  # fmt: skip
DDCI = {
    "1.2": "HTQTVP|PDV", "1.3": "TTDVDN|", "2.2": "TTDVDN|PCM", "2.3": "PDV|", "3.2": "HTQTVP|PDV", "3.3": "LSQLBG|",
    "3.4": "TTDVDN|", "4.2": "HTQTVP|LSQLBG TTDVDN", "5.2": "PDV|", "6.2": "HTQTVP|LSQLBG CQT",
    "6.3": "LSQLBG|HTQTVP CQT", "6.4": "TTDVDN|", "7.2": "HTQTVP|CQT", "7.3": "TTDVDN|", "8.2": "PDV|",
    "9.2": "HTQTVP|CQT HHDN", "10.2": "PDV|", "10.3": "TTDVDN|", "11.1": "|HHDN CQT", "11.2": "HTQTVP|HHDN CQT",
    "11.3": "TTDVDN|",
}  # fmt: skip
DDCI_COMPONENTS = """
18/19 Cuối 7.95: Gia nhập thị trường
18/19 Cuối 7.96: Tính minh bạch và dữ liệu mở
16/19 Giữa 8.12: Chi phí không chính thức
18/19 Cuối 8.02: Chi phí thời gian
18/19 Cuối 7.86: Cạnh tranh bình đẳng
18/19 Cuối 7.97: Hỗ trợ doanh nghiệp và khởi nghiệp
18/19 Cuối 7.89: Hội nhập quốc tế
18/19 Cuối 8.09: Tính năng động và sáng tạo
16/19 Giữa 8.02: Pháp quyền và thể chế hiện đại
18/19 Cuối 8.06: Đổi mới sáng tạo và chuyển đổi số
18/19 Cuối 7.85: Phát triển kinh tế tư nhân
"""
SEEDS = {
    "nq59": ("nq59-ha-tinh-2025.plan.txt", "ha-tinh-2025"),
    "nq02": ("nq02-hau-giang-2024.plan.txt", "hau-giang-2024"),
    "ddci": ("ddci-so-ngoai-vu-lang-son-2026.plan.txt", "so-ngoai-vu-lang-son-2026"),
}


def prose(which: str) -> tuple[tuple[Node, ...], Read, Bodies]:
    name, id_ = SEEDS[which]
    nodes, bodies = seed(name), Bodies(register(id_))
    return nodes, prose_tasks.read(nodes, bodies), bodies


def of(things: Sequence[Thing], kind: str) -> list[Thing]:
    return [one for one in things if one.kind == kind]


def who(things: Sequence[Thing], bodies: Bodies) -> dict[str, str]:
    """«leads|coordinators» of every task, each body once, by code; an unknown name stays as printed."""

    def codes(names: str) -> list[str]:
        return list(dict.fromkeys(bodies.register.find(name) or name for name in names.split("; ") if name))

    return {one.code: "|".join((" ".join(codes(one.leads)), " ".join(codes(one.coordinators)))) for one in
            of(things, TASK)}  # fmt: skip


def said(things: Sequence[Thing], bodies: Bodies) -> dict[str, str]:
    return {code: text for code, text in who(things, bodies).items() if text != "|"}


def test_nq59_has_its_groups_tasks_leads_and_coordinators():
    _, read, bodies = prose("nq59")
    assert Counter(one.parent for one in of(read.things, TASK)) == NQ59_TASKS
    assert [one.code for one in of(read.things, GROUP)] == list(NQ59_TASKS)
    assert said(read.things, bodies) == NQ59
    assert {one.code: one.timeframe for one in of(read.things, TASK) if one.timeframe} == {
        "III.1.5": "định kỳ hằng năm (trước ngày 15/11)", "III.7.3": "Định kỳ hàng năm (trước ngày 05 tháng 11)",
    }  # fmt: skip


def test_nq59_names_its_agency_groups_by_the_bodies():
    _, read, _ = prose("nq59")
    names = {one.code: one.name for one in of(read.things, GROUP)}
    assert names["III.6"] == "Công an tỉnh, Bộ Chỉ huy Quân sự tỉnh, Bộ Chỉ huy Bộ đội Biên phòng tỉnh"
    assert names["III.7"] == "Các sở, ban, ngành cấp tỉnh và các địa phương"
    assert names["III.8"].startswith("Ủy ban Mặt trận Tổ quốc tỉnh và các tổ chức")


def test_nq02_has_its_groups_tasks_leads_and_coordinators():
    _, read, bodies = prose("nq02")
    assert list(who(read.things, bodies)) == list(NQ02)
    assert who(read.things, bodies) == NQ02
    assert [one.code for one in of(read.things, GROUP)] == [
        "IV.1", "IV.2.a", "IV.2.b", "IV.2.c", "IV.2.đ", "IV.2.e", "IV.2.g", "V.1", "V",
    ]  # fmt: skip
    parents = {one.code: one.parent for one in of(read.things, TASK)}
    assert [parents[code] for code in ("IV.1.a.1", "IV.1.b", "IV.2.đ.3", "V.1.6", "V.4")] == [
        "IV.1", "IV.1", "IV.2.đ", "V.1", "V",
    ]  # fmt: skip
    assert {one.code: one.timeframe for one in of(read.things, TASK) if one.timeframe} == {
        "V.1.4": "trước ngày 10 tháng 02 năm 2024", "V.1.6": "trước ngày 10 tháng 6 và ngày 10 tháng 12 năm 2024",
    }  # fmt: skip


def test_ddci_has_its_components_tasks_leads_and_coordinators():
    _, read, bodies = prose("ddci")
    components = of(read.things, COMPONENT)
    assert [one.code for one in components] == [str(code) for code in range(1, 12)]
    assert [f"{one.rank} {one.value} {one.score}: {one.name}" for one in components] == (
        DDCI_COMPONENTS.strip().splitlines()
    )  # fmt: skip
    tasks = of(read.things, TASK)
    assert [sum(one.parent == str(k) for one in tasks) for k in range(1, 12)] == [3, 3, 4, 2, 2, 4, 3, 2, 2, 3, 3]
    assert said(read.things, bodies) == DDCI
    assert [one.timeframe for one in tasks if one.timeframe] == []


def test_a_task_without_a_lead_says_so():
    _, read, _ = prose("ddci")
    task = next(one for one in read.things if one.code == "1.1")
    assert (task.leads, task.confidence, [note.code for note in task.notes]) == ("", "Nên xem", ["IMPORT_071"])


def test_a_misprinted_name_is_kept_and_flagged():
    _, read, _ = prose("ddci")
    task = next(one for one in read.things if one.code == "2.2")
    assert task.leads == "Trung tâm Thông và Dịch vụ đối ngoại"
    assert [note.code for note in task.notes] == ["IMPORT_076"]


@pytest.mark.parametrize("which", SEEDS)
def test_every_word_of_what_was_used_stands_in_a_thing(which):
    nodes, read, _ = prose(which)
    quotes = " ".join(f"{one.quote} {one.name}" for one in read.things)
    lost = [one.full for one in walk(nodes) if one.index in read.used and one.text not in quotes]
    assert [text for text in lost if not text.startswith(tuple(f"{n}. Chỉ số “" for n in range(1, 12)))] in (
        [], ["STT Chỉ số thành phần Điểm số Xếp hạng Nhóm"],
    )  # fmt: skip


@pytest.mark.parametrize("which", SEEDS)
def test_no_paragraph_is_in_two_tasks(which):
    nodes, read, _ = prose(which)
    names = Counter(one.name for one in of(read.things, TASK))
    printed = Counter(one.text for one in walk(nodes) if one.index in read.used)
    assert {name for name, times in names.items() if times > max(1, printed[name])} == set()


@pytest.mark.parametrize("which", SEEDS)
def test_whole_paragraphs_with_labels_of_word_say_the_same_as_printed_lines(which):
    nodes, read, bodies = prose(which)
    blocks = [Paragraph(one.text, label=one.printed) for one in walk(nodes) if not one.note]
    again = prose_tasks.read(outline(blocks, wrapped=False), bodies)
    assert who(again.things, bodies) == who(read.things, bodies)
    assert [(one.kind, one.code, one.name) for one in again.things] == [
        (one.kind, one.code, one.name) for one in read.things
    ]  # fmt: skip


@pytest.mark.parametrize("width", [50, 57, 64, 71, 78, 85, 92, 110])
@pytest.mark.parametrize("which", SEEDS)
def test_another_width_of_the_page_changes_nothing(which, width):
    nodes, read, bodies = prose(which)
    paragraphs = [one.full for one in walk(nodes) if not one.note]
    rows = [row for text in paragraphs for row in textwrap.wrap(text, width, break_long_words=False)]
    again = prose_tasks.read(lines("\n".join(rows)), bodies)
    assert [(one.code, one.name, one.leads, one.coordinators) for one in again.things] == [
        (one.code, one.name, one.leads, one.coordinators) for one in read.things
    ]  # fmt: skip


@pytest.mark.parametrize("which", SEEDS)
def test_a_register_that_knows_nobody_loses_no_task_and_no_lead(which):
    nodes, read, _ = prose(which)
    again = prose_tasks.read(nodes, NOBODY)
    assert [(one.code, bool(one.leads)) for one in of(again.things, TASK)] == [
        (one.code, bool(one.leads)) for one in of(read.things, TASK)
    ]  # fmt: skip


@pytest.mark.tools
@pytest.mark.slow
@pytest.mark.parametrize("which", SEEDS)
def test_a_pdf_and_a_word_file_say_the_same_as_the_text(which, tmp_path: Path, libreoffice: LibreOffice):
    nodes, read, bodies = prose(which)
    path = as_word(nodes, components_prose.read(nodes), tmp_path / "ke-hoach.docx")
    for file in (path, libreoffice.to_pdf(path)):
        things = understand(open_document(file), bodies.register)
        assert who(things, bodies) == who(read.things, bodies), file
        assert [(one.code, one.name, one.score, one.rank, one.value) for one in of(things, COMPONENT)] == [
            (one.code, one.name, one.score, one.rank, one.value) for one in of(read.things, COMPONENT)
        ], file  # fmt: skip


def as_word(nodes: Sequence[Node], torn: Read, path: Path) -> Path:
    """The document as a Word file with its result table drawn; footnotes are left out."""
    document = Document()
    drawn = False
    for one in walk(nodes):
        if one.index in torn.used and not drawn:
            drawn = True
            rows = [(c.code, c.name, c.score, c.rank.split("/")[0], c.value) for c in torn.things]
            table = document.add_table(0, 5, "Table Grid")
            for row in [("STT", "Chỉ số thành phần", "Điểm số", "Xếp hạng", "Nhóm"), *rows]:
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.text = text
        elif one.index not in torn.used and not one.note:
            document.add_paragraph(one.full)
    document.save(str(path))
    return path


# -- the smallest documents ------------------------------------------------------------------------


def test_an_introduction_gives_its_bodies_to_the_tasks_below_it():
    nodes = whole(
        "I. NHIỆM VỤ\n1. Thuế\n- Cục Hải quan tỉnh chủ trì, phối hợp với Sở Nội vụ:\n+ Một.\n+ Hai.\n"
        "- Sở Y tế chủ trì ba."
    )
    things = prose_tasks.read(nodes, NOBODY).things
    assert [(one.code, one.leads, one.coordinators, one.name) for one in things] == [
        ("I.1", "", "", "Thuế"), ("I.1.1", "Cục Hải quan tỉnh", "Sở Nội vụ", "Một."),
        ("I.1.2", "Cục Hải quan tỉnh", "Sở Nội vụ", "Hai."), ("I.1.3", "Sở Y tế", "", "Sở Y tế chủ trì ba."),
    ]  # fmt: skip


def test_sections_of_purpose_assessment_and_money_give_no_tasks():
    text = (
        "I. MỤC ĐÍCH, YÊU CẦU\n- Một.\nII. KẾT QUẢ THỰC HIỆN NHIỆM VỤ\n- Hai.\nIII. NHIỆM VỤ\n- Ba.\n"
        "IV. KINH PHÍ\n- Bốn."
    )
    assert [one.code for one in prose_tasks.read(whole(text), NOBODY).things] == ["III", "III.1"]


def test_a_plan_with_an_appendix_has_its_tasks_there():
    assert prose_tasks.read(whole("I. NHIỆM VỤ\n- Một."), NOBODY, has_appendix=True).things == ()


def test_letters_under_an_agency_are_its_tasks():
    nodes = lines(
        "I. TỔ CHỨC THỰC HIỆN\n1. Sở Nội vụ\na) Chủ trì theo dõi.\nb) Báo cáo trước ngày 20/11/2025.\n"
        "2. Công an tỉnh: bảo vệ."
    )
    things = prose_tasks.read(nodes, NOBODY).things
    assert [(one.kind, one.code, one.parent, one.leads, one.timeframe) for one in things] == [
        (GROUP, "I.1", "", "", ""), (TASK, "I.1.a", "I.1", "Sở Nội vụ", ""),
        (TASK, "I.1.b", "I.1", "Sở Nội vụ", "trước ngày 20/11/2025"),
        (GROUP, "I.2", "", "", ""), (TASK, "I.2.1", "I.2", "Công an tỉnh", ""),
    ]  # fmt: skip


def test_chapters_named_after_indices_are_their_tasks_even_without_a_table():
    nodes = whole(
        "I. GIẢI PHÁP\n1. Chỉ số “Đất đai”\n- Nội dung: Một.\n- Thực hiện:\n+ Phòng Thuế chủ trì.\n"
        "2. Chỉ số “Lao động”\n- Hai."
    )
    things = prose_tasks.read(nodes, NOBODY).things
    assert [(one.kind, one.code, one.parent) for one in things] == [
        (COMPONENT, "1", ""), (TASK, "1.1", "1"), (TASK, "1.2", "1"), (COMPONENT, "2", ""), (TASK, "2.1", "2"),
    ]  # fmt: skip


def test_a_slip_in_a_task_stays_and_is_said():
    things = prose_tasks.read(whole("I. NHIỆM VỤ\n- Sở Y tế chủ trì rà soát các các thủ tục."), NOBODY).things
    assert [note.facts["raw"] for one in things for note in one.notes if note.code == "IMPORT_056"] == ["các các"]
