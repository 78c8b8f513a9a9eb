"""What was understood before is what would be understood anew: cells, wordings, headings, whatever came in between."""

from dataclasses import replace
from unicodedata import normalize

from hypothesis import given
from hypothesis import strategies as st

from kehoach_xl.domain.columns import STANDARD_COLUMNS
from kehoach_xl.domain.legacy import is_unicode, read_legacy
from kehoach_xl.domain.progress import FIELDS
from kehoach_xl.domain.text import clean
from kehoach_xl.ooxml.reading import Cell, ReadWorkbook
from kehoach_xl.returns import cells
from kehoach_xl.returns.cells import plain, read_cell, reader, wording
from kehoach_xl.returns.headings import headings

TEXTS = st.sampled_from([
    "", "1", "1.0", "100", "5/11", "45966", "TRUE", "Hoàn thành", "Hoµn thµnh", "03 cuộc", "1.350", "xong",
    "05/11/2025", "Kết quả thực hiện trong kỳ", "  Trạng \n thái ", "Tr¹ng th¸i", "12/BC-UBND", "x" * 60,
])  # fmt: skip
VALUES = TEXTS | st.sampled_from([0, 1, 1.0, True, False, 0.0, -0.0, 0.85, 45966.0, 45966, 46000.5, None])
CELLS = st.builds(
    Cell, st.sampled_from(["text", "number", "date", "percent", "bool", "error", "formula"]), VALUES, TEXTS,
    st.sampled_from([None, "A1+1", "[1]x!A1"]), st.sampled_from(["", "Times New Roman", ".VnTime"]),
).map(lambda cell: cell._replace(value=cell.text) if cell.kind in ("text", "error") else cell)  # fmt: skip
# Values that are equal, and one key of a dictionary, though they are read otherwise.
ALIKE = st.builds(Cell, st.sampled_from(["number", "percent", "bool"]), st.sampled_from([1, 1.0, True]), st.just("1"),
                  st.none(), st.just(""))  # fmt: skip
DATE_SYSTEMS = st.booleans()
WORDS = TEXTS | st.lists(
    st.sampled_from(["Së", "Se\u0308", "C«ng", "Sôû", "Sở", "café", "e\u0301", "»", "12/BC", "\u2003x"])
).map(" ".join)


@given(st.lists(st.tuples(st.sampled_from([field.id for field in FIELDS]), CELLS | ALIKE, DATE_SYSTEMS), max_size=20))
def test_a_cell_is_understood_as_if_it_were_the_first(typed):
    for name, cell, date1904 in typed:
        found, anew = reader(name, date1904)(cell), read_cell(name, cell, date1904)
        assert found == anew
        assert type(found.answer.value) is type(anew.answer.value)


@given(st.lists(CELLS, max_size=20))
def test_a_wording_is_the_plain_text_on_one_line(several):
    assert list(map(wording, several)) == [clean(plain(cell)) for cell in several]


@given(st.lists(TEXTS, max_size=20))
def test_a_text_means_the_same_field_wherever_it_stands(texts):
    known = headings(ReadWorkbook(""), STANDARD_COLUMNS)
    assert [known.by_text[text] for text in texts] == [known.field(" ".join(text.split())) for text in texts]


def test_forms_with_other_columns_have_other_headings():
    renamed = {**STANDARD_COLUMNS, "result": replace(STANDARD_COLUMNS["result"], heading="Đã làm được gì")}
    book = ReadWorkbook("")
    assert headings(book, renamed).by_text["Đã làm được gì"] == "result"
    assert headings(book, STANDARD_COLUMNS).by_text["Đã làm được gì"] == ""


@given(st.sampled_from([field.id for field in FIELDS]), st.lists(CELLS | ALIKE, min_size=1, max_size=20), DATE_SYSTEMS)
def test_a_column_says_what_its_cells_say(name, several, date1904):
    values, more = reader(name, date1904).column(several)
    alone = [read_cell(name, cell, date1904) for cell in several]
    assert list(map(repr, values)) == [repr(one.answer.value) for one in alone]  # 1, 1.0 and True are equal
    assert [*more] == [(place, one) for place, one in enumerate(alone) if one.said or one.reason or one.swappable]


@given(st.lists(st.lists(TEXTS | WORDS, min_size=1, max_size=4), max_size=6))
def test_texts_in_a_column_say_after_others_what_they_say_alone(columns):
    after = []
    cells._PLAIN.clear()
    for texts in columns:
        after.append(reader("result", False).column([Cell("text", text, text, None, "") for text in texts]))
    for texts, (values, more) in zip(columns, after, strict=True):
        alone = [read_cell("result", Cell("text", text, text, None, ""), False) for text in texts]
        assert values == [one.answer.value for one in alone]
        assert [*more] == [(place, one) for place, one in enumerate(alone) if one.said or one.reason]


def test_the_texts_that_are_remembered_are_bounded():
    cells._PLAIN.clear()
    for number in range(0, 3 * cells._MOST_PLAIN + 500, 100):
        texts = [f"Xong {number + n}" for n in range(100)]
        reader("result", False).column([Cell("text", text, text, None, "") for text in texts])
    long = "a" * (cells._LONG_PLAIN + 1)
    reader("result", False).column([Cell("text", long, long, None, "")])
    assert 0 < len(cells._PLAIN) <= cells._MOST_PLAIN
    assert long not in cells._PLAIN


def test_a_cell_that_is_not_there_is_blank():
    assert all(read_cell(field.id, cells.BLANK, False) == cells.NOTHING for field in FIELDS)


@given(st.lists(WORDS, max_size=8))
def test_texts_are_unicode_together_if_each_is(texts):
    composed = [normalize("NFC", text) for text in texts]
    assert is_unicode(" ".join(composed)) == all(map(is_unicode, composed))
    assert all(read_legacy(text) is None for text in texts if is_unicode(text))
