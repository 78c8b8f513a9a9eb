"""A form cast from the mold is, part for part and byte for byte in each, the one that XlsxWriter draws."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kehoach_xl.building import agency_file
from kehoach_xl.building.agency_file import OWN_LINES, FormHead
from kehoach_xl.building.agency_mold import Mold
from kehoach_xl.domain.columns import STANDARD_COLUMNS, Columns, columns_of
from kehoach_xl.domain.identity import Identity, from_properties
from kehoach_xl.ooxml.reading import read_workbook
from kehoach_xl.sheets.layout import form
from tests.support import excel_rules, openxml

HEAD = FormHead(
    "Kế hoạch cải thiện Chỉ số FTA", "", "6 tháng cuối năm 2025", date(2025, 12, 17), "Sở Công Thương",
    "0239 3855 xxx, sct@tinh.gov.vn", "",
)  # fmt: skip
SIGNATURE = "ab" * 32
ROW = {
    "code": "3.1", "content": "Tổ chức hội nghị, hội thảo về xuất xứ hàng hóa.", "coordinators": "Sở Tư pháp",
    "timeframe": "2025 - 2030", "due": "Đến hạn trong kỳ\n31/12/2025",
}  # fmt: skip
HERS = columns_of([
    {"id": "extra1", "head": "Số lớp, 987644 & <987654>"}, {"id": "extra4", "head": "Kinh phí (triệu đồng)"},
    {"id": "percent", "ask": "Không"}, {"id": "result", "head": "{} kết quả {0}"},
])  # fmt: skip

Row = Mapping[str, str]


def identity(agency: str, rows: Sequence[Row]) -> Identity:
    digests = tuple((row["id"], f"{at:012x}") for at, row in enumerate(rows))
    return Identity("ke-hoach", "2025-H2", agency, f"2025-H2/{agency}/01", 6, digests)


def numbered(rows: Sequence[Row]) -> list[Row]:
    return [{"id": f"NV{at:03d}"} | dict(row) for at, row in enumerate(rows, 1)]


def drawn(name: str, rows: Sequence[Row], columns: Columns) -> bytes:
    """The form as XlsxWriter makes it."""
    signed = identity("X1", rows)
    with TemporaryDirectory() as folder:
        path = Path(folder, "phieu.xlsx")
        head = replace(HEAD, agency=name, dispatch=signed.dispatch)
        agency_file.build(path, head, rows, signed, SIGNATURE, columns)
        return path.read_bytes()


def cast(mold: Mold, name: str, rows: Sequence[Row]) -> bytes:
    signed = identity("X1", rows)
    return mold.cast(name, signed.dispatch, [mold.row(row) for row in rows], signed, SIGNATURE)


def parts(form: bytes) -> list[tuple[object, ...]]:
    """All that a package says: its parts in their order, with names, times, attributes, and what they inflate to."""
    with zipfile.ZipFile(io.BytesIO(form)) as package:
        assert package.testzip() is None
        return [
            (one.filename, one.date_time, one.compress_type, one.flag_bits, one.create_system, one.create_version,
             one.external_attr, one.internal_attr, one.extra, one.comment, package.read(one))
            for one in package.infolist()
        ]  # fmt: skip


MOLDS = {"standard": (STANDARD_COLUMNS, Mold(HEAD)), "hers": (HERS, Mold(HEAD, HERS))}

# No text of two looks that reads like an escape: XlsxWriter escapes those twice.
texts = st.text(st.sampled_from("aơ 1<>&\"'{}\n\t\u00a0…NV\U0001f600"), max_size=40)
rows_of = st.lists(st.fixed_dictionaries({}, optional=dict.fromkeys(("content", "due", "result", "proposals"), texts)))


@settings(max_examples=40)
@given(st.sampled_from(list(MOLDS)), texts, st.lists(st.sampled_from([ROW, ROW | {"content": "Trạng thái"}])), rows_of)
def test_a_cast_form_is_the_one_drawn(which: str, name: str, some: list[Row], others: list[Row]) -> None:
    columns, mold = MOLDS[which]
    rows = numbered([ROW, *some, *others])
    assert parts(cast(mold, name, rows)) == parts(drawn(name, rows, columns))


@pytest.mark.parametrize("which", MOLDS)
@pytest.mark.parametrize("count", [1, 12, 300])
def test_forms_of_any_length(which: str, count: int) -> None:
    columns, mold = MOLDS[which]
    rows = numbered([ROW | {"content": f"Nhiệm vụ thứ {at}. " * (at % 40)} for at in range(count)])
    drawn_one = drawn("Ủy ban nhân dân xã", rows, columns)
    assert parts(cast(mold, "Ủy ban nhân dân xã", rows)) == parts(drawn_one)


def test_a_form_says_nothing_of_the_one_before() -> None:
    _, mold = MOLDS["standard"]
    rows = numbered([ROW, ROW])
    first = cast(mold, "Sở Tư pháp", rows)
    cast(mold, "Một cơ quan có tên rất dài, dài đến mức phải xuống dòng trong ô của nó", numbered([ROW] * 7))
    assert cast(mold, "Sở Tư pháp", rows) == first


def test_the_same_form_has_the_same_bytes() -> None:
    rows = numbered([ROW] * 3)
    assert len({cast(Mold(HEAD), "Sở Tư pháp", rows) for _ in range(2)}) == 1


@pytest.mark.parametrize(
    ("agency", "count"), [("X" * 400, 2), ("Sở \"A\", \"layout\":7", 2), ("Xã _x0041_ \ue010", 2), ("STP", 1500)]
)
def test_an_identity_of_any_length(agency: str, count: int) -> None:
    """Longer than a document property, than a cell; and one whose words look like what follows them."""
    _, mold = MOLDS["standard"]
    rows = numbered([ROW] * count)
    signed = replace(identity("X1", rows), agency=agency)
    with TemporaryDirectory() as folder:
        path = Path(folder, "phieu.xlsx")
        agency_file.build(path, replace(HEAD, agency="STP", dispatch="01"), rows, signed, SIGNATURE)
        one = path.read_bytes()
    assert parts(mold.cast("STP", "01", [mold.row(row) for row in rows], signed, SIGNATURE)) == parts(one)


def test_what_no_xml_holds_comes_back_as_it_was() -> None:
    _, mold = MOLDS["standard"]
    said, name = "một\x01hai\rba_x0041_ <r>bốn</r>\ufffe", "Phòng _x0042_\x02"
    rows = numbered([ROW | {"content": said}])
    book = read_workbook(cast(mold, name, rows), name="phieu.xlsx")
    assert book.cells(form().sheet)[form().first, form().at("content")].text == said
    assert book.cells(form().sheet)[OWN_LINES["agency"], form().at("code")].text == f"Cơ quan báo cáo: {name}"
    assert from_properties(book.properties) == (identity("X1", rows).to_json(), SIGNATURE)


@pytest.mark.tools
def test_cast_forms_open_in_excel_without_a_word(tmp_path: Path) -> None:
    paths = []
    for which, (_, mold) in MOLDS.items():
        for count in (1, 60):
            paths.append(tmp_path / f"{which}-{count}.xlsx")
            paths[-1].write_bytes(cast(mold, "Sở Tư pháp & <Tòa án>", numbered([ROW] * count)))
    assert {path.name: excel_rules.findings(path) for path in paths} == {path.name: [] for path in paths}
    assert openxml.findings_of(paths) == {}
