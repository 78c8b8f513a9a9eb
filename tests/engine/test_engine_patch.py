"""What saving does to a sheet part, byte by byte."""

from pathlib import Path

import openpyxl
import pytest

from kehoach_xl.engine.workbook_patch import _may_have_results
from kehoach_xl.errors import Stop
from kehoach_xl.ooxml.package import Package
from kehoach_xl.ooxml.workbook import WorkbookParts
from tests.engine.books import edit, opened, parts, sheet_xml
from tests.ooxml.handmade import MAIN, packed, parts_of, relationships, workbook

HEAD = f'<worksheet xmlns="{MAIN}">'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "sổ.xlsx"


def saved(path: Path, sheet: str, changes: dict[str, object], kind: str = "raw_value") -> str:
    """The inside of the sheet part after setting cells and saving."""
    path.write_bytes(workbook(sheet))
    with opened(path) as book:
        for address, value in changes.items():
            setattr(book.sheets[0][address], kind, value)
        book.save()
    text = sheet_xml(path)
    assert text.startswith(HEAD)
    return text.removeprefix(HEAD).removesuffix("</worksheet>")


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (85, '<c r="A1" s="3"><v>85</v></c>'),
        (85.5, '<c r="A1" s="3"><v>85.5</v></c>'),
        (0.1 + 0.2, '<c r="A1" s="3"><v>0.30000000000000004</v></c>'),
        (True, '<c r="A1" s="3" t="b"><v>1</v></c>'),
        ("xong", '<c r="A1" s="3" t="inlineStr"><is><t xml:space="preserve">xong</t></is></c>'),
        ("=1+1", '<c r="A1" s="3" t="inlineStr"><is><t xml:space="preserve">=1+1</t></is></c>'),
        ("a<&>_x0041_\r", '<c r="A1" s="3" t="inlineStr"><is><t xml:space="preserve">'
         "a&lt;&amp;&gt;_x005F_x0041__x000D_</t></is></c>"),
        (-2146826246, '<c r="A1" s="3" t="e"><v>#N/A</v></c>'),
        (None, '<c r="A1" s="3"/>'),
        ("", '<c r="A1" s="3"/>'),
    ],
)  # fmt: skip
def test_changed_cell_keeps_its_style(path: Path, value: object, cell: str) -> None:
    before = (
        '<sheetData><row r="1"><c r="A1" s="3" t="s"><v>9</v></c><c r="B1"><v>2</v></c></row></sheetData>'
    )
    after = f'<sheetData><row r="1">{cell}<c r="B1"><v>2</v></c></row></sheetData>'
    assert saved(path, before, {"A1": value}) == after


def test_unchanged_values_leave_the_file_alone(path: Path) -> None:
    path.write_bytes(workbook('<sheetData><row r="1"><c r="A1"><v>85</v></c></row></sheetData>'))
    before, inode = path.read_bytes(), path.stat().st_ino
    with opened(path) as book:
        area = book.sheets[0]["A1:B2"]
        area.raw_value = area.raw_value
        book.save()
    assert path.read_bytes() == before
    assert path.stat().st_ino == inode


def test_cells_and_rows_go_in_order(path: Path) -> None:
    before = '<sheetData><row r="2" spans="2:2"><c r="B2"><v>1</v></c></row><row r="5"/></sheetData>'
    assert saved(path, before, {"A2": 1, "C2": 3, "B1": 7, "A3": 8, "D5": 9, "A9": 10}) == (
        "<sheetData>"
        '<row r="1"><c r="B1"><v>7</v></c></row>'
        '<row r="2"><c r="A2"><v>1</v></c><c r="B2"><v>1</v></c><c r="C2"><v>3</v></c></row>'
        '<row r="3"><c r="A3"><v>8</v></c></row>'
        '<row r="5"><c r="D5"><v>9</v></c></row>'
        '<row r="9"><c r="A9"><v>10</v></c></row>'
        "</sheetData>"
    )


@pytest.mark.parametrize("empty", ["<sheetData/>", "<sheetData></sheetData>"])
def test_empty_sheet_gets_its_first_row(path: Path, empty: str) -> None:
    assert saved(path, empty, {"B2": 1}) == '<sheetData><row r="2"><c r="B2"><v>1</v></c></row></sheetData>'


def test_clearing_what_is_empty_adds_nothing(path: Path) -> None:
    sheet = '<sheetData><row r="1"><c r="A1" s="3"/></row></sheetData>'
    assert saved(path, sheet, {"A1": None, "B1": None, "A7": None, "C1": "x"}) == (
        '<sheetData><row r="1"><c r="A1" s="3"/>'
        '<c r="C1" t="inlineStr"><is><t xml:space="preserve">x</t></is></c></row></sheetData>'
    )


def rows_added(path: Path, sheet: str, changes: dict[str, object]) -> str:
    """What stands after ``sheet`` (which ends with its rows) once cells below are filled."""
    return saved(path, sheet + "</sheetData>", changes).removeprefix(sheet).removesuffix("</sheetData>")


@pytest.mark.parametrize("row", ['<row r="2" s="4" customFormat="1"', '<row r="2" customFormat="true" s="4"'])
def test_a_new_cell_keeps_the_style_of_its_row_then_of_its_column(path: Path, row: str) -> None:
    before = (
        '<cols><col min="1" max="2" style="9"/></cols><sheetData>'
        f'<row r="1"><c r="A1" s="7"/></row>{row}/></sheetData>'
    )
    after = saved(path, before, {"A2": 1, "A3": 2})
    assert f'{row}><c r="A2" s="4"><v>1</v></c></row><row r="3"><c r="A3" s="9"><v>2</v></c></row>' in after


@pytest.mark.parametrize(
    "row",
    ["", '<row r="2"/>', '<row r="2" customFormat="false" ht="17.25"></row>', '<row r="2" s="7" customFormat="0"/>'],
)
def test_the_first_row_below_a_heading_looks_like_its_columns(path: Path, row: str) -> None:
    """LibreOffice does not store a blank cell that looks like its column."""
    before = (
        '<cols><col min="1" max="1" style="9"/><col min="2" max="2" style="0"/></cols>'
        f'<sheetData><row r="1"><c r="A1" s="7"/><c r="B1" s="7"/></row>{row}</sheetData>'
    )
    after = saved(path, before, {"A2": 1, "B2": 2})
    assert '<c r="A2" s="9"><v>1</v></c><c r="B2" s="7"><v>2</v></c>' in after


def test_where_row_and_column_are_plain_a_new_cell_looks_like_the_one_above(path: Path) -> None:
    before = (
        '<sheetData><row r="1" s="4" customFormat="1" ht="60" customHeight="1" hidden="1" outlineLevel="1">'
        '<c r="A1" s="7"/></row>'
    )
    assert rows_added(path, before, {"A2": 1, "B2": 2, "A3": 3, "B3": 4}) == (
        '<row r="2" outlineLevel="1"><c r="A2" s="7"><v>1</v></c><c r="B2" s="4"><v>2</v></c></row>'
        '<row r="3"><c r="A3" s="7"><v>3</v></c><c r="B3" s="4"><v>4</v></c></row>'
    )


def test_a_new_cell_of_an_empty_sheet_has_the_style_of_its_column_or_none(path: Path) -> None:
    before = '<cols><col min="2" max="3" style="9"/></cols><sheetData/>'
    assert '<c r="B2" s="9"><v>1</v></c><c r="D2"><v>2</v></c>' in saved(path, before, {"B2": 1, "D2": 2})


def test_everything_around_stays(path: Path) -> None:
    before = (
        '<!-- ghi chú --><dimension ref="A1:B1"/><sheetData x="y"><row r="1" x14ac:dyDescent="0.2" '
        "xmlns:x14ac='http://u'>\n <c r='A1' s='1' ph='1'><v> 1 </v></c><!-- <c r=\"A1\"/> -->"
        '<c r="B1" s="2"><v>2</v></c>\n</row></sheetData><extLst><ext uri="{x}"><a>&#1234;</a></ext></extLst>'
    )
    assert saved(path, before, {"B1": 5}) == before.replace("<v>2</v>", "<v>5</v>")


def test_dimension_grows(path: Path) -> None:
    before = '<dimension ref="B2:C3"/><sheetData><row r="2"><c r="B2"><v>1</v></c></row></sheetData>'
    assert saved(path, before, {"A9": 1}).startswith('<dimension ref="A2:C9"/>')


def test_positions_left_out_are_filled_in_before_something_moves(path: Path) -> None:
    before = (
        "<sheetData><row><c><v>1</v></c></row>"
        "<row r='4'><c r='B4'><v>2</v></c><c><v>3</v></c></row><row/></sheetData>"
    )
    found = saved(path, before, {"A3": 9, "A4": 8})
    with opened(path) as book:
        assert book.sheets[0]["A1:C5"].raw_value == (
            (1.0, None, None), (None, None, None), (9.0, None, None), (8.0, 2.0, 3.0), (None, None, None),
        )  # fmt: skip
    assert '<row r="1">' in found and '<row r="5"/>' in found and '<c r="C4">' in found


def test_prefix_is_kept(path: Path) -> None:
    sheet = (
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row>'
        "</x:sheetData></x:worksheet>"
    )
    path.write_bytes(packed(parts_of() | {"xl/worksheets/sheet1.xml": sheet}))
    with opened(path) as book:
        book.sheets[0]["A1:A2"].raw_value = [["a"], [2]]
        book.save()
    assert (
        '<x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t xml:space="preserve">a</x:t></x:is></x:c></x:row>'
        '<x:row r="2"><x:c r="A2"><x:v>2</x:v></x:c></x:row>'
    ) in sheet_xml(path)


def test_formula_is_written_and_the_book_recalculates_on_opening(path: Path) -> None:
    sheet = saved(path, "<sheetData/>", {"A1": '=SUM(B1:B2)&"<x>"'}, "formula")
    assert sheet == '<sheetData><row r="1"><c r="A1"><f>SUM(B1:B2)&amp;"&lt;x&gt;"</f></c></row></sheetData>'
    assert '<calcPr fullCalcOnLoad="1"/></workbook>' in parts(path)["xl/workbook.xml"].decode()


def test_one_formula_for_a_block_moves_as_it_fills(path: Path) -> None:
    path.write_bytes(workbook())
    with opened(path) as book:
        book.sheets[0]["C1:C3"].formula = "=A1+$B$1"
        assert book.sheets[0]["C1:C3"].formula == (("=A1+$B$1",), ("=A2+$B$1",), ("=A3+$B$1",))


def test_calc_pr_keeps_its_other_settings(path: Path) -> None:
    names = (
        '<definedNames><definedName name="a">1</definedName></definedNames><calcPr calcId="191029"/><extLst/>'
    )
    path.write_bytes(packed(parts_of(names=names)))
    edit(path, "A1", 1)
    assert (
        '</definedNames><calcPr calcId="191029" fullCalcOnLoad="1"/><extLst/>'
        in parts(path)["xl/workbook.xml"].decode()
    )


SHARED = (
    '<sheetData><row r="1"><c r="B1"><f t="shared" ref="B1:B3" si="0">A1*2</f><v>2</v></c></row>'
    '<row r="2"><c r="B2"><f t="shared" si="0"/><v>4</v></c></row>'
    '<row r="3"><c r="B3"><f t="shared" si="0"/><v>6</v></c></row></sheetData>'
)


def test_shared_formulas_are_shown_expanded(path: Path) -> None:
    path.write_bytes(workbook(SHARED))
    with opened(path) as book:
        assert book.sheets[0]["B1:B3"].formula == (("=A1*2",), ("=A2*2",), ("=A3*2",))
        assert book.sheets[0]["B1:B3"].raw_value == ((2.0,), (4.0,), (6.0,))


def test_overwriting_the_master_of_a_shared_formula_keeps_the_others(path: Path) -> None:
    assert saved(path, SHARED, {"B1": 7}) == (
        '<sheetData><row r="1"><c r="B1"><v>7</v></c></row><row r="2"><c r="B2"><f>A2*2</f></c></row>'
        '<row r="3"><c r="B3"><f>A3*2</f></c></row></sheetData>'
    )


def test_overwriting_a_follower_leaves_the_master(path: Path) -> None:
    assert saved(path, SHARED, {"B2": 7}) == SHARED.replace('<f t="shared" si="0"/><v>4</v>', "<v>7</v>", 1)


def test_followers_that_carry_a_text_get_formulas_of_their_own_too(path: Path) -> None:
    sheet = SHARED.replace('<f t="shared" si="0"/>', '<f t="shared" si="0">A2*2</f>', 1)
    assert saved(path, sheet, {"B1": 7}) == (
        '<sheetData><row r="1"><c r="B1"><v>7</v></c></row><row r="2"><c r="B2"><f>A2*2</f></c></row>'
        '<row r="3"><c r="B3"><f>A3*2</f></c></row></sheetData>'
    )
    assert saved(path, sheet, {"B2": 7}) == sheet.replace('<f t="shared" si="0">A2*2</f><v>4</v>', "<v>7</v>")


@pytest.mark.parametrize("follower", ['<f t="shared" si="0"/>', '<f t="shared" si="0">A2*2</f>'])
def test_a_follower_set_to_what_it_says_does_not_follow_a_master_that_is_gone(path: Path, follower: str) -> None:
    path.write_bytes(workbook(SHARED.replace('<f t="shared" si="0"/>', follower, 1)))
    with opened(path) as book:
        book.sheets[0]["B1"].formula = "=A1*5"
        book.sheets[0]["B2"].formula = "=A2*2"
        book.save()
    assert '<c r="B2"><f>A2*2</f></c>' in sheet_xml(path)


def test_a_follower_set_to_what_it_says_stays_when_its_master_does(path: Path) -> None:
    path.write_bytes(workbook(SHARED))
    with opened(path) as book:
        book.sheets[0]["B1"].formula = "=A1*5"
        book.sheets[0]["B1:B3"].formula = (("=A1*2",), ("=A2*2",), ("=A3*2",))
        book.save()
    assert SHARED in sheet_xml(path)


@pytest.mark.parametrize("comment", ["", "<!-- người khác viết -->"])
def test_what_is_filled_is_not_followed_by_a_cell_without_a_master(path: Path, comment: str) -> None:
    """As other programs may leave one behind."""
    follower = '<c r="B2"><f t="shared" si="4"/><v>2</v></c>'
    path.write_bytes(workbook(f'<sheetData><row r="2">{follower}</row>{comment}</sheetData>'))
    with opened(path) as book:
        book.sheets[0]["C1:C3"].formula = "=A1"
        book.save()
    assert '<f t="shared" ref="C1:C3" si="5">A1</f>' in sheet_xml(path)


def test_a_formula_filled_down_is_stored_once(path: Path) -> None:
    path.write_bytes(workbook('<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'))
    with opened(path) as book:
        book.sheets[0]["B2:B4"].formula = "=A2+$A$1"
        assert book.sheets[0]["B2:B4"].formula == (("=A2+$A$1",), ("=A3+$A$1",), ("=A4+$A$1",))
        book.save()
    assert '<f t="shared" ref="B2:B4" si="0">A2+$A$1</f>' in sheet_xml(path)
    assert sheet_xml(path).count('<f t="shared" si="0"/>') == 2
    with opened(path) as book:
        assert book.sheets[0]["B2:B4"].formula == (("=A2+$A$1",), ("=A3+$A$1",), ("=A4+$A$1",))


def test_what_is_filled_besides_a_shared_formula_has_a_group_of_its_own(path: Path) -> None:
    path.write_bytes(workbook(SHARED))
    with opened(path) as book:
        book.sheets[0]["C1:C2"].formula = "=B1"
        book.sheets[0]["B2:B3"].formula = "=A2*3"
        book.save()
    with opened(path) as book:
        assert book.sheets[0]["B1:C3"].formula == (("=A1*2", "=B1"), ("=A2*3", "=B2"), ("=A3*3", ""))


@pytest.mark.parametrize("content", [7, "=A9", None])
def test_the_first_of_filled_cells_may_be_set_before_they_are_saved(path: Path, content: object) -> None:
    path.write_bytes(workbook("<sheetData/>"))
    with opened(path) as book:
        book.sheets[0]["B1:B3"].formula = "=A1*2"
        book.sheets[0]["B1"].formula = content
        assert book.sheets[0]["B2:B3"].formula == (("=A2*2",), ("=A3*2",))
        book.save()
    with opened(path) as book:
        assert book.sheets[0]["B2:B3"].formula == (("=A2*2",), ("=A3*2",))
        assert book.sheets[0]["B1"].formula == str(content or "")


def test_calculate_drops_stale_results_everywhere_and_nothing_else(path: Path) -> None:
    sheet = (
        '<sheetData><row r="1"><c r="A1"><v>1</v></c>'
        '<c r="B1" t="str" s="2"><f>A1&amp;""</f><v>cũ</v></c></row>'
        '<row r="2"><c r="A2"><v>2</v></c></row></sheetData>'
    )
    path.write_bytes(workbook(sheet))
    with opened(path) as book:
        book.app.calculate()
        book.save()
    assert sheet_xml(path) == HEAD + sheet.replace(' t="str"', "").replace("<v>cũ</v>", "") + "</worksheet>"


@pytest.mark.parametrize("gap", ["", " ", "\r\n\t"])
@pytest.mark.parametrize("prefix", ["", "x:", "a.b-c_d:"])
@pytest.mark.parametrize(
    "formula", ["", "<{p}f>A1</{p}f>", "<{p}f/>", "<{p}f t='shared' si=\"0\" />", "<{p}f >A1</{p}f\n>"]
)
def test_no_result_is_missed_however_it_is_spelt(formula: str, prefix: str, gap: str) -> None:
    """A sheet that nobody read need be read for its results only where it has some."""
    for kind in ("", ' t="str"', "\nt = 'b'", ' s="2" t="e"'):
        for value in ("", "<{p}v>1</{p}v>", "<{p}v/>", "<{p}v\n>1</{p}v>"):
            cell = f'<{{p}}c r="B1"{kind}>{gap}{formula}{gap}{value}</{{p}}c>'.format(p=prefix)
            plain = f'<{prefix}c r="A1" t="str"><{prefix}v>f</{prefix}v></{prefix}c>'
            parts = WorkbookParts(Package.open(workbook(f"<sheetData><row>{plain}{cell}</row></sheetData>"), name="sổ"))
            assert _may_have_results(parts, parts.sheets[0].part) == bool(formula and (kind or value)), cell


def test_calculation_chain_goes_when_a_formula_goes(path: Path) -> None:
    made = parts_of('<sheetData><row r="1"><c r="A1"><f>1</f><v>1</v></c></row></sheetData>')
    made["xl/_rels/workbook.xml.rels"] = relationships(
        ("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "calcChain", "calcChain.xml")
    )
    override = (
        '<Override PartName="/xl/calcChain.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"/>'
    )
    made["[Content_Types].xml"] = made["[Content_Types].xml"].replace("</Types>", override + "</Types>")
    made["xl/calcChain.xml"] = f'<calcChain xmlns="{MAIN}"><c r="A1" i="1"/></calcChain>'
    path.write_bytes(packed(made))
    edit(path, "B1", 1)
    assert "xl/calcChain.xml" in parts(path)
    edit(path, "A1", 1)
    after = parts(path)
    assert "xl/calcChain.xml" not in after
    assert b"calcChain" not in after["[Content_Types].xml"] + after["xl/_rels/workbook.xml.rels"]
    assert b"worksheets/sheet1.xml" in after["xl/_rels/workbook.xml.rels"]


def test_names_can_be_moved(path: Path) -> None:
    names = (
        "<definedNames><definedName name=\"TD_a\" comment='x'>'Báo cáo'!$A$1:$A$9</definedName>"
        '<definedName name="TD_a" localSheetId="0">1</definedName></definedNames>'
    )
    path.write_bytes(packed(parts_of(names=names)))
    with opened(path) as book:
        assert book.names["td_A"].refers_to == "='Báo cáo'!$A$1:$A$9"
        assert book.names["TD_a"].refers_to_range.address == "$A$1:$A$9"
        assert "TD_b" not in book.names
        assert [name.name for name in book.names] == ["TD_a", "'Báo cáo'!TD_a"]
        assert [name.refers_to for name in book.sheets[0].names] == ["=1"]
        book.names["TD_a"].refers_to = "='Báo cáo'!$A$1:$A$19"
        book.save()
        assert book.names["TD_a"].refers_to_range.shape == (19, 1)
    assert (
        parts(path)["xl/workbook.xml"]
        .decode()
        .count("<definedName name=\"TD_a\" comment='x'>'Báo cáo'!$A$1:$A$19<")
        == 1
    )
    assert sheet_xml(path) == HEAD + "<sheetData/></worksheet>"


@pytest.mark.parametrize(
    ("sheet", "address", "value", "code", "words"),
    [
        ('<sheetData/><mergeCells><mergeCell ref="A1:B2"/></mergeCells>', "B1", 1, "OPEN_014", "A1:B2"),
        ("<sheetData/>", "B1", "a\x01", "OPEN_015", "U+0001"),
        ("<sheetData/>", "B1", "\ud800", "OPEN_015", "U+D800"),
        ("<sheetData/>", "B1", "x" * 32_768, "OPEN_016", "32767"),
        ("<sheetData/>", "B1", "😀" * 16_384, "OPEN_016", "32768"),
        ("<sheetData/>", "B1", float("nan"), "OPEN_017", "B1"),
        ("<sheetData/>", "B1", float("inf"), "OPEN_017", "B1"),
        (
            '<sheetData><row r="1"><c r="A1"><f t="array" ref="A1:B1">C1</f><v>1</v></c></row></sheetData>',
            "B1", 1, "OPEN_018", "A1:B1",
        ),
    ],
)  # fmt: skip
def test_what_no_cell_can_hold_is_refused_naming_the_cell(
    path: Path, sheet: str, address: str, value: object, code: str, words: str
) -> None:
    path.write_bytes(workbook(sheet))
    before = path.read_bytes()
    with opened(path) as book, pytest.raises(Stop) as stop:
        book.sheets[0][address].raw_value = value
    assert stop.value.message.code == code
    assert words in str(stop.value) and "B1" in str(stop.value)
    assert path.read_bytes() == before


def test_longest_text_fits(path: Path) -> None:
    path.write_bytes(workbook())
    edit(path, "A1", "ế" * 32_767)
    assert len(openpyxl.load_workbook(path).active["A1"].value) == 32_767


def test_signed_package_is_not_changed(path: Path) -> None:
    path.write_bytes(packed(parts_of() | {"_xmlsignatures/origin.sigs": ""}))
    before = path.read_bytes()
    with pytest.raises(Stop) as stop:
        edit(path, "A1", 1)
    assert stop.value.message.code == "OPEN_013"
    assert path.read_bytes() == before


def test_reading_on_after_saving(path: Path) -> None:
    path.write_bytes(workbook())
    with opened(path) as book:
        sheet = book.sheets[0]
        for value in (1, "hai", None, 4):
            sheet["A1"].raw_value = value
            book.save()
            assert sheet["A1"].raw_value == value


def test_clear_contents_empties_what_is_there(path: Path) -> None:
    path.write_bytes(
        workbook('<sheetData><row r="1"><c r="A1" s="1"><v>1</v></c><c r="C1"><v>3</v></c></row></sheetData>')
    )
    with opened(path) as book:
        book.sheets[0]["A1:B1000000"].clear_contents()
        book.save()
    assert (
        sheet_xml(path)
        == HEAD
        + '<sheetData><row r="1"><c r="A1" s="1"/><c r="C1"><v>3</v></c></row></sheetData></worksheet>'
    )


def test_number_format_of_prepared_empty_cells(path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"].number_format = "dd/mm/yyyy"
    book.active["A2"] = 0.5
    book.active["A2"].number_format = "0%"
    book.save(path)
    with opened(path) as book:
        sheet = book.sheets[0]
        assert sheet["A1"].number_format == "dd/mm/yyyy"
        assert sheet["A2"].number_format == "0%"
        assert sheet["B9"].number_format == "General"
        assert sheet["A1:A2"].number_format is None


def test_number_format_of_a_blank_cell_libreoffice_did_not_store(path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"].number_format = "dd/mm/yyyy"
    book.active.column_dimensions["B"].number_format = "0%"
    book.save(path)
    made = parts(path)
    sheet = "xl/worksheets/sheet1.xml"
    made[sheet] = made[sheet].replace(b'<row r="1"', b'<row r="1" customFormat="false"')
    assert b"customFormat" in made[sheet]
    path.write_bytes(packed(made))
    with opened(path) as book:
        assert book.sheets[0]["B1"].number_format == book.sheets[0]["B2"].number_format == "0%"
