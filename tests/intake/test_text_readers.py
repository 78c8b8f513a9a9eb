"""CSV and web pages under Excel's name: the letters and the places are those that were typed."""

import pytest

from kehoach_xl.intake.arrived import UNREADABLE
from kehoach_xl.intake.opening import open_file


def cells(data: bytes, sheet: str) -> dict[tuple[int, int], str]:
    found = open_file(data, "tệp")
    assert found.book is not None, found.problem
    assert {cell.kind for cell in found.book.cells(sheet).values()} <= {"text"}
    return {at: cell.text for at, cell in found.book.cells(sheet).items()}


TABLE = 'Mã;Nội dung;Kết quả\r\n3.1;"Tổ chức; tập huấn";"dòng 1\ndòng ""2"""\r\n007;;-5\r\n'
READ = {
    (1, 1): "Mã", (1, 2): "Nội dung", (1, 3): "Kết quả", (2, 1): "3.1", (2, 2): "Tổ chức; tập huấn",
    (2, 3): 'dòng 1\ndòng "2"', (3, 1): "007", (3, 3): "-5",
}  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_table_in_every_unicode(encoding: str) -> None:
    assert cells(TABLE.encode(encoding), "CSV") == READ


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found(separator: str) -> None:
    lines = [["Mã", "Nội dung", "Kết quả"], ["1", "một", "85,5"], ["2", "hai", "90"]]
    text = "\n".join(separator.join(f'"{one}"' if separator in one else one for one in line) for line in lines)
    assert cells(text.encode(), "CSV") == {
        (row, column): one for row, line in enumerate(lines, 1) for column, one in enumerate(line, 1)
    }


def test_excels_own_line_says_what_separates() -> None:
    assert cells(b"sep=|\r\na;b|c\r\n", "CSV") == {(1, 1): "a;b", (1, 2): "c"}


def test_windows_1258_with_its_tones_apart_is_composed() -> None:
    text = "M\xe3,N\xf4\u0323i dung\nx,\u0110a\u0303 hoa\u0300n tha\u0300nh ti\xea\u0301n \u0111\xf4\u0323".replace(
        "M\xe3", "Ma\u0303"
    )
    assert cells(text.encode("cp1258"), "CSV") == {
        (1, 1): "Mã", (1, 2): "Nội dung", (2, 1): "x", (2, 2): "Đã hoàn thành tiến độ",
    }  # fmt: skip


@pytest.mark.parametrize(
    "legacy",
    [
        b"M\xb7,N\xe9i dung\n1,\xa7\xb7 ho\xb5n th\xb5nh \xae\xf3ng ti\xd5n \xae\xe9",  # TCVN3
        b"Ma\xf5,No\xe4i dung\n1,\xd1a\xf5 hoa\xf8n tha\xf8nh \xf1u\xf9ng tie\xe1n \xf1o\xe4",  # VNI
    ],
)
def test_the_old_letters_come_one_character_a_byte(legacy: bytes) -> None:
    assert "\n".join(",".join(cells(legacy, "CSV")[row, c] for c in (1, 2)) for row in (1, 2)) == legacy.decode(
        "latin-1"
    )


def test_numbers_stay_as_they_were_typed() -> None:
    assert cells(b"12345678901234567890,1.350,0085\n", "CSV") == {
        (1, 1): "12345678901234567890", (1, 2): "1.350", (1, 3): "0085",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"\r\n \r\n,,,\r\n", "INTAKE_049"), (b"a,b\n" * 60_000, "GATE_019"), (b"," * 20_000 + b"a", "GATE_019")],
)
def test_nothing_and_too_much_are_said(data: bytes, code: str) -> None:
    found = open_file(data, "tệp")
    assert (found.state, found.problem and found.problem.code) == (UNREADABLE, code)


def test_a_quote_that_is_never_closed_takes_the_rest_once() -> None:
    assert cells(b'a,"b' + b"\nc,d" * 3, "CSV") == {(1, 1): "a", (1, 2): "b" + "\nc,d" * 3}


# -- web pages ------------------------------------------------------------------------------------------


def test_a_table_of_a_web_page_with_its_merged_cells() -> None:
    page = """<html><body><p>Tiêu đề ngoài bảng</p><table border=1>
        <tr><th rowspan=2>Mã<th colspan="2">Kết&nbsp;quả</tr>
        <tr><td>a &amp; b<td>dòng 1<br>dòng&#7845; 2</td></tr>
        <tr><td>3.1<td></td><td> <b>85</b>% </table></body>"""
    assert cells(page.encode(), "Bảng 1") == {
        (1, 1): "Mã", (1, 2): "Kết\xa0quả", (2, 2): "a & b", (2, 3): "dòng 1\ndòngấ 2", (3, 1): "3.1", (3, 3): "85%",
    }  # fmt: skip


def test_several_tables_are_several_sheets_and_a_table_inside_is_text() -> None:
    page = "<table><tr><td>1<table><tr><td>trong</td></tr></table>sau</td></tr></table><table><tr><td>2</table>"
    assert (cells(page.encode(), "Bảng 1"), cells(page.encode(), "Bảng 2")) == ({(1, 1): "1trongsau"}, {(1, 1): "2"})


@pytest.mark.parametrize(
    "data",
    [
        "<html><meta charset=utf-8><table><tr><td>Hà Tĩnh</td></tr></table>".encode(),
        "<html><meta charset=windows-1258><table><tr><td>Ha\u0300 Ti\u0303nh</td></tr></table>".encode("cp1258"),
        "<html><meta charset=windows-1258><table><tr><td>Hà Tĩnh</td></tr></table>".encode(),  # it lies
        "<html><table><tr><td>Hà Tĩnh</td></tr></table>".encode("utf-16"),
        "<html><meta charset=no-such><table><tr><td>Hà Tĩnh</td></tr></table>".encode(),
    ],
)
def test_the_letters_of_a_page_whatever_it_says_of_them(data: bytes) -> None:
    assert cells(data, "Bảng 1") == {(1, 1): "Hà Tĩnh"}


def test_fonts_are_kept_for_whoever_knows_the_old_letters() -> None:
    page = b"""<html><head><style><!-- .xl65 {font-family:".VnTime", sans-serif; color:red} --></style></head>
        <table><tr><td class=xl65>1<td><font face="VNI-Times">2</font><td style="font-family:'.VnArial'">3
        <td>4</table>"""
    found = open_file(page, "tệp")
    assert found.book is not None
    fonts = [cell.font for cell in found.book.cells("Bảng 1").values()]
    assert fonts == [".VnTime", "VNI-Times", ".VnArial", ""]


@pytest.mark.parametrize(
    ("page", "code"),
    [
        (b"<html><frameset><frame src=sheet001.htm></frameset>", "INTAKE_048"),
        (b"<table>" + b"<tr><td>1" * 60_000, "GATE_019"),
        (b"<table><tr><td>x</table>" * 60, "GATE_019"),
    ],
)
def test_pages_without_a_table_or_with_too_much(page: bytes, code: str) -> None:
    found = open_file(page, "tệp")
    assert (found.state, found.problem and found.problem.code) == (UNREADABLE, code)


def test_spans_beyond_the_sheet_cost_nothing() -> None:
    page = b"<table><tr>" + b"<td rowspan=999999999 colspan=99999>x" * 2 + b"<tr><td>y</table>"
    found = open_file(page, "tệp")
    assert (found.state, found.problem and found.problem.code) == (UNREADABLE, "GATE_019")


def test_deep_nesting_is_no_recursion() -> None:
    page = b"<table><tr><td>" + b"<div>" * 50_000 + b"x" + b"<table>" * 1000
    assert cells(page, "Bảng 1") == {(1, 1): "x"}
