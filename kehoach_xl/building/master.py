"""The master workbook of a plan, built from `templates/`: every sheet prepared, every name bound."""

from collections.abc import Callable, Mapping
from pathlib import Path

from xlsxwriter.worksheet import Worksheet

from kehoach_xl.building import (
    appendix_sheet,
    canvas,
    chart_data_sheet,
    conflicts_sheet,
    dashboard_sheet,
    index_sheet,
    letters_sheet,
    lists_sheet,
    macro_book,
    receipts_sheet,
    results_sheet,
    returned_sheet,
    settings_sheet,
    summary_sheet,
)
from kehoach_xl.building.finish import finish
from kehoach_xl.building.styles import BAD, CALM, GOOD, PAPER, WARN, Styles
from kehoach_xl.domain.agency import AgencyGroup
from kehoach_xl.domain.identity import LAYOUT_VERSION
from kehoach_xl.domain.plan_template import PlanTemplate
from kehoach_xl.ooxml.refs import column_letters, parse_area
from kehoach_xl.sheets import bindings, layout
from kehoach_xl.sheets.choices import NAMES
from kehoach_xl.sheets.indices import ASKED
from kehoach_xl.sheets.layout import TableLayout

TAB = {"Bảng điều khiển": "#1F3A5F", "Phụ lục": "#1F3A5F", "Tiến độ": "#1F3A5F", "Tổng hợp": "#2E6F57",
       "Chỉ số": "#2E6F57", "Kiểm tra": "#C8553D", "Xung đột": "#C8553D"}  # fmt: skip

FILLS = {
    "periods": {"state": {"Đang mở": GOOD, "Đã đóng": CALM}},
    "receipts": {"result": {"Đúng hạn": GOOD, "Trễ": WARN, "Trống": CALM, "Chưa gửi": BAD}},
    "issues": {"level": {"Lỗi": BAD, "Cảnh báo": WARN, "Gợi ý": CALM}},
}

# Tables whose rows she writes herself.
ENTRY = ("amendments", "entries")

# The column by which the list of findings names a row of these tables.
KEYS = {"progress": "id", "agencies": "code", "periods": "code"}


def build(template: PlanTemplate, path: Path, *, macros: bool = False) -> None:
    """Write a new master, with its VBA and on-sheet buttons when ``macros``. The same template always gives the
    same bytes on the same platform."""
    plan, register = template.plan, template.register
    workbook = canvas.new_workbook(path, plan.title, plan.issuer)
    styles = Styles(workbook)
    sheets = {name: workbook.add_worksheet(name) for name in layout.sheets()}
    tables = _sized(template)
    for name, colour in TAB.items():
        sheets[name].set_tab_color(colour)

    agencies = list(template.reporters)
    summary_sheet.build(workbook, sheets["Tổng hợp"], styles, plan, register, agencies)
    appendix_sheet.build(workbook, sheets["Phụ lục"], styles, plan, register, list(template.heading))
    index_sheet.build(workbook, sheets["Chỉ số"], styles, template)
    lists_sheet.build(workbook, sheets["Danh mục"], styles)
    receipts_sheet.build(workbook, sheets[receipts_sheet.SHEET], styles, register, agencies)
    results_sheet.build(workbook, sheets[results_sheet.SHEET], styles, plan, register.name(plan.coordinator))
    placed = chart_data_sheet.build(
        workbook, sheets[chart_data_sheet.SHEET], styles, plan, len(agencies), tables["agencies"].spare
    )
    dashboard_sheet.build(workbook, sheets[dashboard_sheet.SHEET], styles, template, placed, len(agencies))

    for table, rows, freeze in (
        ("progress", [], 5), ("agencies", _agencies(template), 2), ("periods", [], 1), ("receipts", [], 4),
        ("letters", [], 6), ("amendments", [], 3), ("entries", [], 3), ("issues", [], 0), ("files", [], 4),
        ("conflicts", [], 0), ("journal", [], 1),
    ):  # fmt: skip
        sheet = sheets[tables[table].sheet]
        marks = _marks(workbook, sheet, tables[table])
        canvas.plain_table(workbook, sheet, styles, tables[table], rows, freeze, marks, entry=table in ENTRY)
    conflicts_sheet.draw_bulk(workbook, sheets["Xung đột"], styles)
    returned_sheet.draw_sums(sheets[tables["files"].sheet], styles)
    returned_sheet.rules(sheets[tables["files"].sheet], tables["files"])
    letters_sheet.rules(sheets[tables["letters"].sheet], tables["letters"])
    settings_sheet.build_settings(workbook, sheets["Thiết lập"], styles, template.deadlines, plan)
    settings_sheet.build_rules(workbook, sheets["Quy tắc"], styles)
    _rules(sheets, tables)
    _hidden(workbook, sheets["_kehoach"], styles, template, tables)
    _list_names(workbook, sheets["_kehoach"], styles)
    sheets["Bảng điều khiển"].activate()
    if macros:
        macro_book.make_master(workbook, sheets)
    workbook.close()
    finish(path, fixed=[layout.sheets().index("Bảng điều khiển") + 1])


def _sized(template: PlanTemplate) -> dict[str, TableLayout]:
    """The tables with room for a plan of this size: for more bodies than it names now, and for some periods."""
    named = len(template.register.agencies) + len(template.register.groups)
    owed = sum(len(template.register.owing(task, template.last_day)) for task in template.plan.tasks)
    room = named + named // 10 + 20
    return {name: table.sized(room, owed) for name, table in layout.tables().items()}


def _agencies(template: PlanTemplate) -> list[dict[str, object]]:
    """The lines of `Cơ quan`: bodies, groups, and last what exists no more."""
    register, day = template.register, template.last_day
    rows: list[dict[str, object]] = [
        {
            "code": one.code, "name": one.name, "short": one.short,
            "kind": "Nhóm" if isinstance(one, AgencyGroup) else "Cơ quan", "aliases": "; ".join(one.aliases),
            "members": "; ".join(getattr(one, "members", ())), "email": getattr(one, "email", ""),
            "contact": getattr(one, "contact", ""), "valid_from": one.valid_from, "valid_to": one.valid_to,
            "successor": "; ".join(one.successors), "source": one.source,
        }
        for one in sorted((*register.agencies, *register.groups), key=lambda one: one.ended(day))
    ]  # fmt: skip
    return rows


def _marks(workbook: canvas.Workbook, sheet: Worksheet, table: TableLayout) -> Callable[[], None]:
    """The conditional fills of a table: classes, receipt results, levels of findings."""
    last = table.first + table.spare - 1

    def at(field: str) -> tuple[str, str]:
        letters = column_letters(table.at(field))
        return f"{letters}{table.first}:{letters}{last}", f"${letters}{table.first}"

    def draw() -> None:
        if table.id in KEYS:
            key = at(KEYS[table.id])[1]
            for column in table.columns:
                if column.input or column.field == KEYS[table.id]:
                    test = f'AND({key}<>"",COUNTIF(KT_mark,{key}&"|{column.field}")>0)'
                    canvas.marked(workbook, sheet, at(column.field)[0], test, BAD, bold=True)
        if table.id == "progress":
            area, cell = at("class")
            appendix_sheet.class_colours(sheet, workbook, area, cell)
        if table.id == "issues":  # only a line with a proposal asks her for a word
            area, _ = at("accept")
            test = f'AND({at("no")[1]}<>"",{at("about")[1]}="")'
            canvas.marked(workbook, sheet, area, test, PAPER)
        if table.id == "files":
            returned_sheet.marks(workbook, sheet, table)
        if table.id == "letters":
            letters_sheet.marks(workbook, sheet, table)
        for field, words in FILLS.get(table.id, {}).items():
            area, cell = at(field)
            for word, fill in words.items():
                canvas.marked(workbook, sheet, area, f'{cell}="{word}"', fill)

    return draw


def _rules(sheets: Mapping[str, Worksheet], tables: Mapping[str, TableLayout]) -> None:
    """Drop-downs and input rules of the sheets she fills."""
    progress = tables["progress"]
    columns = {c.field: progress.at(c.field) for c in progress.columns}
    appendix_sheet.reporting_rules(sheets["Tiến độ"], columns, progress.first, progress.first + progress.spare - 1)
    entries = tables["entries"]
    columns = {c.field: entries.at(c.field) for c in entries.columns}
    appendix_sheet.reporting_rules(sheets["Nhập thay"], columns, entries.first, entries.first + entries.spare - 1)
    for name, field, source in (
        ("conflicts", "choice", "=DM_choice"), ("amendments", "kind", "=DM_amendment"),
        ("entries", "medium", "=DM_medium"), ("entries", "period", "=KY_code"), ("issues", "accept", ["Có", "Không"]),
    ):  # fmt: skip
        settings_sheet.choose(sheets[tables[name].sheet], tables[name], field, source)


def _hidden(
    workbook: canvas.Workbook, sheet: Worksheet, styles: Styles, template: PlanTemplate,
    tables: Mapping[str, TableLayout],
) -> None:  # fmt: skip
    """The very hidden sheet: settings, and the facts the record is computed from."""
    facts, settings = tables["facts"], tables["settings"]
    plan = template.plan
    for table in (facts, settings):
        for offset, column in enumerate(table.columns):
            sheet.write(table.first - 2, table.left - 1 + offset, column.head, styles.of(bold=True))
        canvas.bind(workbook, table, table.spare)
    values = {
        "product": "kehoach_xl", "layout": str(LAYOUT_VERSION), "plan": plan.id, "title": plan.title,
        "short_title": plan.short_title, "issuer": plan.issuer, "coordinator": plan.coordinator,
        "framework": plan.framework, "baseline_year": str(plan.baseline_year), "target_year": str(plan.target_year),
        "horizon_year": str(plan.horizon_year), "shown_period": "", "dispatches": "0", "number": plan.number,
        "dated": plan.dated,
    }  # fmt: skip
    text = styles.of(num_format="@")
    for index, (key, value) in enumerate(values.items()):
        sheet.write_string(settings.first - 1 + index, settings.left - 1, key, text)
        if value:
            sheet.write_string(settings.first - 1 + index, settings.left, value, text)
    for index, odd in enumerate(template.oddities):
        row = {"batch": "new", "kind": "oddity", "task": odd.place, "ref": odd.kind, "value": odd.says}
        for offset, column in enumerate(facts.columns):
            if row.get(column.field):
                sheet.write_string(facts.first - 1 + index, facts.left - 1 + offset, row[column.field], text)
    sheet.very_hidden()


def _list_names(workbook: canvas.Workbook, sheet: Worksheet, styles: Styles) -> None:
    """Beside the settings, where each name of the data points; see :mod:`kehoach_xl.sheets.bindings`."""
    columns = {column.name for table in layout.tables().values() for column in table.columns}
    known = columns | {*NAMES.values(), *ASKED.values()}
    areas = {name: parse_area(refers) for name, refers in workbook.bound.items()}
    bound = {name: area.sheet for name, area in areas.items() if area and name in known}
    settings = layout.tables()["settings"]
    first, left = settings.first - 1, settings.left + len(settings.columns)
    for row, (name, of) in enumerate(bound.items(), first):
        for column, text in enumerate(bindings.formulas(name, of), left):
            if column == left:
                sheet.write_string(row, column, text, styles.of(num_format="@"))
            else:
                sheet.write_formula(row, column, text, styles.of(), 0)
    area = f"${column_letters(left + 1)}${first + 1}:${column_letters(left + 5)}${first + len(bound)}"
    workbook.define_name(bindings.LIST, f"='{settings.sheet}'!{area}")
