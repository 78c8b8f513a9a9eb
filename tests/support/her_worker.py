"""Runs inside LibreOffice's own Python: makes a workbook somebody's own as a person at LibreOffice does, and tells what
of it is hers. Beside the commands of ``office_worker``."""

import sys
from pathlib import Path

import office_worker
import uno
from com.sun.star.awt import Point, Rectangle, Size
from com.sun.star.sheet.ConditionOperator import GREATER
from com.sun.star.sheet.ValidationType import LIST
from office_worker import FILTERS, opened, properties

HER_SHEET, OURS, TYPED = "Sổ tay của tôi", "Phụ lục", "Tiến độ"
PURPLE = 0x7030A0


def taken_over(desktop, path, out, picture, before):
    """Add a sheet with figures, a chart, a picture and notes; formats, rules, names and print settings; a column of her
    own in ``Tiến độ``, ``before`` the column of that number (from 1)."""
    document = opened(desktop, path, read_only=False)
    try:
        document.Sheets.insertNewByName(HER_SHEET, document.Sheets.Count)
        sheet, ours = document.Sheets.getByName(HER_SHEET), document.Sheets.getByName(OURS)
        _figures(document, sheet)
        _rules(document, sheet)
        _printing(document, sheet)
        for one, at in ((sheet, "A2"), (ours, "H9")):
            one.Annotations.insertNew(one.getCellRangeByName(at).CellAddress, "Nhớ hỏi lại " + at)
            _chart(one, sheet.getCellRangeByName("B2:B5").RangeAddress)
            _picture(document, one, picture)
        ours.getCellRangeByName("H10").CharColor = PURPLE
        ours.getCellRangeByName("H10").CharWeight = 150.0
        progress = document.Sheets.getByName(TYPED)
        progress.Columns.insertByIndex(before - 1, 1)
        for row in (3, 4):
            cell = progress.getCellByPosition(before - 1, row)
            cell.setString("cột của tôi " + str(row + 1))
            cell.CellBackColor = PURPLE
        document.NamedRanges.addNewByName(
            "Cua_toi", "$'" + HER_SHEET + "'.$B$2:$B$5", sheet.getCellRangeByName("A1").CellAddress, 0
        )
        document.calculateAll()
        document.storeToURL(Path(out).as_uri(), properties(FilterName=FILTERS[Path(out).suffix], Overwrite=True))
        return str(out)
    finally:
        document.close(True)


def _figures(document, sheet):
    locale = uno.createUnoStruct("com.sun.star.lang.Locale")
    code = '#,##0.0" triệu"'
    key = document.NumberFormats.queryKey(code, locale, False)
    key = key if key != -1 else document.NumberFormats.addNew(code, locale)
    sheet.getCellRangeByName("A1").setString("Của tôi")
    for row in range(2, 6):
        sheet.getCellRangeByName(f"A{row}").setString(f"Việc {row}")
        number = sheet.getCellRangeByName(f"B{row}")
        number.setValue(row * 1000.5)
        number.NumberFormat = key
        sheet.getCellRangeByName(f"C{row}").setFormula(f"=B{row}*2")
    sheet.getCellRangeByName("A7").setFormula('=COUNTIF(TD_status;"Hoàn thành")')
    sheet.getCellRangeByName("A1:C1").CellBackColor = PURPLE
    sheet.Columns.getByIndex(0).Width = 8000
    sheet.getCellRangeByName("A8:C9").merge(True)


def _rules(document, sheet):
    styles = document.StyleFamilies.getByName("CellStyles")
    style = document.createInstance("com.sun.star.style.CellStyle")
    styles.insertByName("Của tôi", style)
    style.CharColor = 0xC00000
    figures = sheet.getCellRangeByName("B2:B5")
    conditions = figures.ConditionalFormat
    conditions.addNew(properties(Operator=GREATER, Formula1="2500", StyleName="Của tôi"))
    figures.ConditionalFormat = conditions
    choices = sheet.getCellRangeByName("D2:D9")
    rule = choices.Validation
    rule.Type = LIST
    rule.setFormula1('"Gấp";"Chờ";"Xong"')
    choices.Validation = rule


def _printing(document, sheet):
    page = document.createInstance("com.sun.star.style.PageStyle")
    document.StyleFamilies.getByName("PageStyles").insertByName("Của tôi", page)
    page.IsLandscape, page.Width, page.Height = True, 42000, 29700
    page.TopMargin, page.LeftMargin = 3300, 1100
    sheet.PageStyle = "Của tôi"
    sheet.setPrintAreas((sheet.getCellRangeByName("A1:F30").RangeAddress,))
    sheet.setPrintTitleRows(True)
    sheet.setTitleRows(sheet.getCellRangeByName("A1:F1").RangeAddress)


def _chart(sheet, source):
    place = Rectangle(20000, 1000, 8000, 5000)
    name = "Biểu đồ ở " + sheet.Name
    sheet.Charts.addNewByName(name, place, (source,), False, False)
    chart = sheet.Charts.getByName(name).EmbeddedObject
    chart.HasMainTitle = True
    chart.Title.String = "Biểu đồ của tôi"


def _picture(document, sheet, picture):
    shape = document.createInstance("com.sun.star.drawing.GraphicObjectShape")
    sheet.DrawPage.add(shape)
    shape.GraphicURL = Path(picture).as_uri()
    shape.setSize(Size(2000, 2000))
    shape.setPosition(Point(30000, 1000))


# -- what is hers ----------------------------------------------------------------------------------


def hers(desktop, path, before):
    """All of it, as plain data that two workbooks can be compared by."""
    document = opened(desktop, path)
    try:
        document.calculateAll()
        sheet = document.Sheets.getByName(HER_SHEET)
        progress = document.Sheets.getByName(TYPED)
        told = {"sheets": [one.Name for one in document.Sheets], "her sheet": _cells(document, sheet)}
        told["widths"] = [sheet.Columns.getByIndex(n).Width for n in range(4)]
        told["column"] = [
            [cell.String, cell.CellBackColor] for cell in (progress.getCellByPosition(before - 1, n) for n in (3, 4))
        ]
        told["look"] = [getattr(document.Sheets.getByName(OURS).getCellRangeByName("H10"), name)
                        for name in ("CharColor", "CharWeight", "String")]  # fmt: skip
        for one in (sheet, document.Sheets.getByName(OURS)):
            told["on " + one.Name] = {
                "notes": sorted([note.Position.Row, note.Position.Column, note.String] for note in one.Annotations),
                "shapes": sorted([shape.ShapeType, shape.Size.Width // 100] for shape in one.DrawPage),
                "charts": [_told(chart.EmbeddedObject) for chart in one.Charts],
            }
        told["names"] = sorted([one.Name, one.Content] for one in document.NamedRanges if one.Name == "Cua_toi")
        told["rules"] = _told_rules(sheet)
        told["printing"] = _told_printing(document, sheet)
        return told
    finally:
        document.close(True)


def _cells(document, sheet):
    found = []
    for row in range(9):
        for column in range(5):
            cell = sheet.getCellByPosition(column, row)
            code = document.NumberFormats.getByKey(cell.NumberFormat).FormatString
            if cell.Formula or cell.IsMerged:
                found.append([row, column, cell.Formula, code, cell.CellBackColor, cell.IsMerged])
    return found


def _told(chart):
    series = chart.FirstDiagram.CoordinateSystems[0].ChartTypes[0].DataSeries
    sources = [one.Values.SourceRangeRepresentation for each in series for one in each.DataSequences]
    return [chart.Title.String if chart.HasMainTitle else "", sources]


def _told_rules(sheet):
    figures, choices = sheet.getCellRangeByName("B2:B5"), sheet.getCellRangeByName("D2:D9")
    conditions = [figures.ConditionalFormat.getByIndex(n) for n in range(figures.ConditionalFormat.Count)]
    return [[[one.Operator.value, one.Formula1] for one in conditions], choices.Validation.getFormula1()]


def _told_printing(document, sheet):
    page = document.StyleFamilies.getByName("PageStyles").getByName(sheet.PageStyle)
    areas = [[one.StartRow, one.StartColumn, one.EndRow, one.EndColumn] for one in sheet.getPrintAreas()]
    return [areas, sheet.getPrintTitleRows(), page.IsLandscape, page.Width, page.TopMargin, page.LeftMargin]


office_worker.COMMANDS |= {"taken_over": taken_over, "hers": hers}

if __name__ == "__main__":
    office_worker.serve(sys.argv[1])
