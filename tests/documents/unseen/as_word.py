"""An unseen appendix as a Word file."""

import random
import unicodedata
from pathlib import Path

from docx import Document
from docx.document import Document as Made
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell

from tests.documents.unseen import words
from tests.documents.unseen.truth import PART, TASK, Line, Look, Unseen

WIDTHS = {
    "code": 14, "content": 70, "leads": 34, "coordinators": 38, "timeframe": 26, "product": 24, "note": 18, "cost": 22,
    "score": 16, "rank": 18,
}  # fmt: skip
NUMBERED_FROM_TOP = "Số liệu do cơ quan thống kê cung cấp."


def write(document: Unseen, path: Path) -> Path:
    """Draw the appendix; what is untidy about it is drawn from its seed."""
    made = Document()
    rng, look = random.Random(document.seed + 1), document.look
    _page(made, look)
    pen = Pen(look, rng, Footnotes(made) if look.footnotes else None)
    if look.front:
        _front(made, pen)
    for text in ("PHỤ LỤC", document.title, "(Kèm theo Kế hoạch số 118/KH-UBND ngày 05/01/2026)"):
        pen.write(made.add_paragraph(), text, bold=True, centred=True)
    if document.results:
        _results(made, pen, document)
    for part, lines in document.tables():
        if part is not None:
            pen.write(made.add_paragraph(), f"{part.label}. {part.text}", bold=True)
        _table(made, pen, look, lines)
        made.add_paragraph()
    if look.remark:
        pen.write(made.add_paragraph(), words.REMARK)
    made.save(str(path))
    return path


def _results(made: Made, pen: "Pen", document: Unseen) -> None:
    """The table of results, and a line that leads to the tasks."""
    table = made.add_table(0, len(words.RESULTS))
    table.style = "Table Grid"
    for row in (words.RESULTS, *document.results):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            pen.cell(cell, text)
    pen.write(made.add_paragraph(), "Danh mục nhiệm vụ:")


def _front(made: Made, pen: "Pen") -> None:
    """The plan itself: letterhead, a few chapters, and a new page for the appendix."""
    left, right = made.add_table(1, 2).rows[0].cells
    pen.cell(left, "ỦY BAN NHÂN DÂN\nTỈNH BÌNH HẢI\nSố: 118/KH-UBND", bold=True, centred=True)
    pen.cell(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc", bold=True, centred=True)
    pen.write(made.add_paragraph(), "KẾ HOẠCH", bold=True, centred=True)
    pen.write(made.add_paragraph(), "Nâng cao chỉ số cạnh tranh năm 2026", bold=True, centred=True)
    for text in words.BODY:
        pen.write(made.add_paragraph(), text)
    made.add_page_break()


class Pen:
    """Writes text the way the document was typed."""

    def __init__(self, look: Look, rng: random.Random, notes: "Footnotes | None") -> None:
        self.look, self.rng, self.notes = look, rng, notes

    def typed(self, text: str) -> str:
        if self.look.untidy and " " in text and self.rng.random() < 0.3:
            at = self.rng.choice([i for i, letter in enumerate(text) if letter == " "])
            text = f"{text[:at]}{self.rng.choice(('  ', ' ', '   '))}{text[at + 1 :]}"
        return unicodedata.normalize("NFD", text) if self.look.nfd else text

    def write(self, paragraph, text: str, bold: bool = False, centred: bool = False) -> None:  # type: ignore[no-untyped-def]
        run = paragraph.add_run(self.typed(text))
        run.bold = bold
        run.font.name, run.font.size = self.look.font, Pt(self.look.size)
        run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), self.look.font)
        if centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER

    def cell(self, cell: _Cell, text: str, bold: bool = False, centred: bool = False) -> None:
        """The lines of a text as paragraphs of a cell."""
        for paragraph in cell.paragraphs[1:]:
            paragraph._p.getparent().remove(paragraph._p)
        for run in cell.paragraphs[0].runs:  # of cells that were merged
            run._r.getparent().remove(run._r)
        for at, line in enumerate(text.split("\n")):
            self.write(cell.paragraphs[0] if at == 0 else cell.add_paragraph(), line, bold, centred)


def _page(made: Made, look: Look) -> None:
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    if look.landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(20)


def _table(made: Made, pen: Pen, look: Look, lines: list[Line]) -> None:
    heads = head_rows(look)
    again = again_before(look, lines)
    table = made.add_table(heads + len(lines) + (again is not None), len(look.columns))
    table.style = "Table Grid"
    table.autofit = False
    room = 257 if look.landscape else 170
    scale = room / sum(WIDTHS[name] for name in look.columns)
    for name, column in zip(look.columns, table.columns, strict=True):
        column.width = Mm(WIDTHS[name] * scale)
        for cell in column.cells:
            cell.width = Mm(WIDTHS[name] * scale)
    grid = [list(row.cells) for row in table.rows]
    _head(grid, pen, look)
    for row in table.rows[:heads]:
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    if again is not None:
        for cell, name in zip(grid.pop(heads + again), look.columns, strict=True):
            pen.cell(cell, look.heads[name], bold=True, centred=True)
    for line, cells in zip(lines, grid[heads:], strict=True):
        _line(cells, pen, look, line)
    if look.merged_leads and again is None:
        _merge_leads(table, heads, look, lines, pen)


def head_rows(look: Look) -> int:
    return 1 + bool(look.shared) + bool(look.numbered_head)


def again_before(look: Look, lines: list[Line]) -> int | None:
    """The line (from 0) over which the header stands once more, None where it does not."""
    return len(lines) // 2 if look.typed_again and len(lines) > 6 else None


def _head(grid: list[list[_Cell]], pen: Pen, look: Look) -> None:
    first, last = grid[0], grid[1] if look.shared else grid[0]
    if look.numbered_head:
        for at, cell in enumerate(grid[head_rows(look) - 1], 1):
            pen.cell(cell, look.numbered_head.format(at), centred=True)
    for at, name in enumerate(look.columns):
        if look.shared and name not in ("leads", "coordinators"):
            pen.cell(first[at].merge(last[at]), look.heads[name], bold=True, centred=True)
        else:
            pen.cell(last[at], look.heads[name], bold=True, centred=True)
    if look.shared:
        pair = sorted(look.columns.index(name) for name in ("leads", "coordinators"))
        pen.cell(first[pair[0]].merge(first[pair[1]]), look.shared, bold=True, centred=True)


def _line(cells: list[_Cell], pen: Pen, look: Look, line: Line) -> None:
    if line.kind == PART and look.parts == "merged":
        pen.cell(cells[0].merge(cells[-1]), f"{line.label}. {line.text}", bold=True)
        return
    said = cell_texts(line, look)
    for at, name in enumerate(look.columns):
        pen.cell(cells[at], said[name], bold=line.kind != TASK, centred=name not in ("content", "product"))
    content = cells[look.columns.index("content")].paragraphs[-1]
    if line.kind == TASK and pen.notes and pen.rng.random() < 0.2:
        pen.notes.refer(content)
    if line.kind == TASK and look.page_breaks and pen.rng.random() < 0.08:
        content.runs[0].add_break(WD_BREAK.PAGE)


def cell_texts(line: Line, look: Look) -> dict[str, str]:
    """What stands in each column of a line."""
    return {
        "code": line.label, "content": line.text, "leads": look.separator.join(line.leads),
        "coordinators": look.separator.join(line.coordinators), "timeframe": line.timeframe, "product": line.product,
        "note": "", "cost": "", "score": line.score, "rank": line.rank,
    }  # fmt: skip


def _merge_leads(table: Table, heads: int, look: Look, lines: list[Line], pen: Pen) -> None:
    """Cells of the lead that say the same one below the other become one."""
    at = look.columns.index("leads")
    for start, end in runs_of_leads(lines):
        merged = table.cell(heads + start, at).merge(table.cell(heads + end, at))
        pen.cell(merged, look.separator.join(lines[start].leads), centred=True)


def runs_of_leads(lines: list[Line]) -> list[tuple[int, int]]:
    """Where lines (from 0, inclusive) that follow each other have the same leads."""
    found: list[tuple[int, int]] = []
    start = 0
    for end in range(len(lines)):
        following = lines[end + 1] if end + 1 < len(lines) else None
        if following is None or following.kind != TASK or following.leads != lines[start].leads:
            if end > start and lines[start].kind == TASK:
                found.append((start, end))
            start = end + 1
    return found


class Footnotes:
    """Real footnotes: a part of the package that python-docx has no words for."""

    def __init__(self, made: Made) -> None:
        self.count = 0
        root = parse_xml(
            f"<w:footnotes {nsdecls('w')}>"
            '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
            '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p>'
            "</w:footnote></w:footnotes>"
        )
        self.root = root
        content = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
        part = _LivePart(PackURI("/word/footnotes.xml"), content, root, made.part.package)
        made.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)

    def refer(self, paragraph) -> None:  # type: ignore[no-untyped-def]
        """A mark at the end of a paragraph, and what it says at the foot of the page."""
        self.count += 1
        mark = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
        self.root.append(parse_xml(
            f'<w:footnote {nsdecls("w")} w:id="{self.count}"><w:p><w:r>{mark}<w:footnoteRef/></w:r>'
            f'<w:r><w:t xml:space="preserve"> {NUMBERED_FROM_TOP}</w:t></w:r></w:p></w:footnote>'
        ))  # fmt: skip
        paragraph._p.append(parse_xml(
            f'<w:r {nsdecls("w")}>{mark}<w:footnoteReference w:id="{self.count}"/></w:r>'
        ))  # fmt: skip


class _LivePart(Part):
    """A part whose XML may still grow until the document is saved."""

    def __init__(self, name: PackURI, content_type: str, root, package) -> None:  # type: ignore[no-untyped-def]
        super().__init__(name, content_type, b"", package)
        self._root = root

    @property
    def blob(self) -> bytes:
        from lxml import etree

        return etree.tostring(self._root, xml_declaration=True, encoding="UTF-8", standalone=True)
