"""The workbook of the import review: a line for every thing read from a document, for her to correct in place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from xlsxwriter.worksheet import Worksheet

from kehoach_xl.building import canvas
from kehoach_xl.building.finish import finish
from kehoach_xl.building.pages import kept_columns, side_by_side
from kehoach_xl.building.settings_sheet import choose
from kehoach_xl.building.styles import BAD, CALM, MUTED, NAVY, SKY, WARN, Styles
from kehoach_xl.documents.review_line import CELLS, DROPPED, OPINIONS, SHOWN, USED, cells_of, lines, origin_of
from kehoach_xl.documents.thing import (
    AGENCY,
    ASK,
    COMPONENT,
    DEADLINE,
    FACT,
    FACTS,
    FIGURE,
    GROUP,
    KINDS,
    LEFT,
    LOOK,
    TASK,
    Thing,
    spoken,
)
from kehoach_xl.domain.review import MARK, VERSION
from kehoach_xl.ooxml.heights import Wrapped, row_height
from kehoach_xl.ooxml.refs import column_letters
from kehoach_xl.sheets.layout import TableLayout, review

# What is counted at the top, as a sentence names it.
COUNTED = (TASK, COMPONENT, GROUP, FIGURE, DEADLINE, AGENCY)
MISSING = "Chưa thấy trong văn bản; nếu biết thì ghi vào cột Giá trị."
# Characters that the lines above the table may fill: a page across, less the columns that every page repeats.
ABOVE = 118


@dataclass(frozen=True)
class Source:
    """Which document was read: its file name, its hash, its format, the register it was read with, the day."""

    file: str
    sha256: str
    format: str
    register: str
    day: date


def build(things: Sequence[Thing], source: Source, path: Path) -> None:
    """Write the review. The same things always give the same bytes on the same platform."""
    shown = in_order([line for thing in things for line in lines(thing)])
    rows = [cells_of(thing) | {"no": str(at)} for at, thing in enumerate(shown, 1)]
    rows = _with_missing_facts(rows)
    workbook = canvas.new_workbook(path, f"Xem lại: {source.file}", "")
    workbook.set_custom_property(MARK, VERSION)
    styles = Styles(workbook)
    layout = review()["review"]
    layout = replace(layout, spare=len(rows) + layout.spare)
    sheet = workbook.add_worksheet(layout.sheet)
    sheet.set_tab_color(NAVY)
    kept = kept_columns(layout)
    marks = partial(_marks, workbook, sheet, layout)
    canvas.table(workbook, sheet, styles, layout, rows, marks, entry=True, key="kind", kept=kept)
    _above(sheet, styles, layout, source, kept)
    _fold(sheet, layout, rows)
    _choices(sheet, layout)
    _page(sheet, layout, kept)
    _hidden(workbook, styles, shown, source)
    sheet.activate()
    workbook.close()
    finish(path)


def in_order(things: Sequence[Thing]) -> list[Thing]:
    """By kind, as the sheet shows them."""
    return sorted(things, key=lambda one: KINDS.index(one.kind) if one.kind in KINDS else len(KINDS))


def _with_missing_facts(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """What a plan needs to be known of it and the document does not say has a line of its own to be filled."""
    known = {row["name"] for row in rows if row["kind"] == FACT}
    at = next((at for at, row in enumerate(rows) if row["kind"] != FACT), len(rows))
    missing = [{"kind": FACT, "name": name, "notes": MISSING} for name in FACTS if name not in known]
    return [*rows[:at], *missing, *rows[at:]]


def _area(layout: TableLayout, field: str, last: str = "") -> str:
    first, end = column_letters(layout.at(field)), column_letters(layout.at(last or field))
    return f"{first}{layout.first}:{end}{layout.first + layout.spare - 1}"


def _cell(layout: TableLayout, field: str, above: int = 0) -> str:
    return f"${column_letters(layout.at(field))}{layout.first - above}"


def _marks(workbook: canvas.Workbook, sheet: Worksheet, layout: TableLayout) -> None:
    """Lines she drops are struck out, cells that say nothing for a kind are grey, what is unsure stands out, and the
    first line of each kind begins a section. They follow sorting and filtering."""
    kind, opinion, sure = (_cell(layout, name) for name in ("kind", "opinion", "confidence"))
    dropped = {"font_strikeout": True, "font_color": MUTED}
    canvas.marked(workbook, sheet, _area(layout, "no", "notes"), f'{opinion}="{DROPPED}"', CALM, **dropped)
    first = f"AND({kind}<>\"\",{kind}<>{_cell(layout, 'kind', 1)})"
    canvas.marked(workbook, sheet, _area(layout, "no", "kind"), first, SKY, bold=True, font_color=NAVY)
    for field in CELLS[1:]:
        unused = [f'{kind}="{one}"' for one in KINDS if field not in USED[one]]
        if unused:
            canvas.marked(workbook, sheet, _area(layout, field), f"OR({','.join(unused)})", CALM)
    for word, fill in ((ASK, BAD), (LOOK, WARN)):
        test = f'AND({sure}="{SHOWN[word]}",{opinion}="")'
        canvas.marked(workbook, sheet, _area(layout, "confidence"), test, fill, bold=True)
        canvas.marked(workbook, sheet, _area(layout, "notes"), test, fill)


def _above(sheet: Worksheet, styles: Styles, layout: TableLayout, source: Source, kept: int) -> None:
    """Which document it was, what was understood in numbers, what waits for her, how to go on; all right of the columns
    that every printed page repeats."""
    left = layout.left - 1 + kept
    lines_ = (
        (f"Tệp gốc: {source.file} (giữ nguyên). Danh mục cơ quan: {source.register}. Ngày đọc: {source.day:%d/%m/%Y}.",
         styles.of(font_color=MUTED, valign="vcenter")),
        (understood(), styles.of(bold=True, valign="vcenter")),
        (waiting(), styles.of(bold=True, font_color=NAVY, valign="vcenter")),
    )  # fmt: skip
    right, width = left, 0.0
    for column in layout.columns[kept:]:
        if width + column.width > ABOVE:
            break
        right, width = right + 1, width + column.width
    for row, (text, look) in enumerate(lines_, 1):
        sheet.set_row(row, 18)
        if text.startswith("="):
            sheet.write_formula(row, left, text, look, "")
        else:
            sheet.write_string(row, left, text, look)
    note = styles.of(italic=True, font_color=MUTED, valign="vcenter", text_wrap=True)
    sheet.merge_range(4, left, 4, right - 1, layout.note, note)
    sheet.set_row(4, row_height([Wrapped(layout.note, width)]) + 4)


def _count(kind: str) -> str:
    return f'COUNTIFS(XL_kind,"{kind}")-COUNTIFS(XL_kind,"{kind}",XL_opinion,"{DROPPED}")'


def understood() -> str:
    """«Đã hiểu: 35 nhiệm vụ, 4 chỉ số thành phần»: a live formula over the lines she keeps."""
    first, *more = COUNTED
    parts = [f'({_count(first)})&" {spoken(first)}"']
    parts += [f'IF({_count(kind)}>0,", "&({_count(kind)})&" {spoken(kind)}","")' for kind in more]
    return f'="Đã hiểu: "&{"&".join(parts)}&"."'


def waiting() -> str:
    """What waits for her, as a live formula; text that fits nowhere waits only where she has to decide."""

    def open_(word: str) -> str:
        counted = f'XL_confidence,"{SHOWN[word]}"' + (f',XL_kind,"<>{LEFT}"' if word == LOOK else "")
        return f'(COUNTIFS({counted})-COUNTIFS({counted},XL_opinion,"?*"))'

    folded = " đoạn chưa xếp loại, gập ở cuối bảng (bấm dấu + ở lề trái để mở)."
    return (
        f'=IF({open_(ASK)}=0,"Không còn chỗ nào cần quyết định",{open_(ASK)}&" chỗ cần quyết định")'
        f'&"; "&{open_(LOOK)}&" chỗ nên xem"'
        f'&IF({_count(LEFT)}>0,"; "&({_count(LEFT)})&"{folded}",".")'
    )


def _fold(sheet: Worksheet, layout: TableLayout, rows: Sequence[Mapping[str, str]]) -> None:
    """Text that fits nowhere stands last, folded, except what she is asked about."""
    for at, row in enumerate(rows):
        if row["kind"] == LEFT and row.get("confidence") != SHOWN[ASK]:
            sheet.set_row(layout.first - 1 + at, canvas.fitted(layout, row), None, {"level": 1, "hidden": True})
    left = [at for at, row in enumerate(rows) if row["kind"] == LEFT]
    if left:
        sheet.set_row(layout.first - 1 + left[-1] + 1, None, None, {"collapsed": True})


def _choices(sheet: Worksheet, layout: TableLayout) -> None:
    choose(sheet, layout, "kind", list(KINDS))
    choose(sheet, layout, "confidence", list(SHOWN.values()))
    hint = "Ý kiến", "Đồng ý: đã xem, giữ dòng này. Bỏ dòng này: không đưa vào sổ. Để trống: theo nội dung đang ghi."
    choose(sheet, layout, "opinion", list(OPINIONS), hint)


def _page(sheet: Worksheet, layout: TableLayout, kept: int) -> None:
    left, right = layout.left - 1, layout.left + len(layout.columns) - 2
    sheet.autofilter(layout.first - 2, left, layout.first + layout.spare - 2, right)
    sheet.freeze_panes(layout.first - 1, kept)
    canvas.landscape(sheet, layout.first - 1)
    widths = [column.width for column in layout.columns]
    sheet.fit_to_pages(side_by_side(widths, sum(widths[:kept])), 0)
    sheet.repeat_columns(left, left + kept - 1)
    sheet.print_across()


def _hidden(workbook: canvas.Workbook, styles: Styles, shown: Sequence[Thing], source: Source) -> None:
    """The very hidden sheet: which document it was, and of each line what it does not show."""
    facts, origins = review()["review_facts"], review()["review_lines"]
    origins = replace(origins, spare=max(len(shown), 1))
    sheet = workbook.add_worksheet(facts.sheet)
    head, text = styles.of(bold=True), styles.of(num_format="@")
    for table in (facts, origins):
        for column in table.columns:
            sheet.write_string(table.first - 2, table.at(column.field) - 1, column.head, head)
        canvas.bind(workbook, table, table.spare)
    values = {
        "product": "kehoach_xl", "kind": "review", "layout": VERSION, "file": source.file, "sha256": source.sha256,
        "format": source.format, "register": source.register, "date": source.day.isoformat(),
    }  # fmt: skip
    for at, pair in enumerate(values.items()):
        for offset, value in enumerate(pair):
            sheet.write_string(facts.first - 1 + at, facts.left - 1 + offset, value, text)
    for at, thing in enumerate(shown):
        sheet.write_string(origins.first - 1 + at, origins.left - 1, str(at + 1), text)
        sheet.write_string(origins.first - 1 + at, origins.left, origin_of(thing), text)
    sheet.very_hidden()


