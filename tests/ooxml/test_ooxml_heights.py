"""How tall rows are: counted like LibreOffice breaks lines, spaced like Excel sets them."""

import random
import re
from collections import Counter
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from kehoach_xl import templates
from kehoach_xl.ooxml.heights import (
    TALLEST,
    Wrapped,
    broken,
    height,
    letters_that_fit,
    lines,
    pieces,
    row_height,
    width,
)
from kehoach_xl.ooxml.letters import Letters
from tests.support.libreoffice import LibreOffice

TASK = "Tổ chức hội nghị phổ biến cam kết về lao động, môi trường cho doanh nghiệp xuất khẩu."


@pytest.mark.parametrize(
    ("text", "size", "bold", "pixels"),
    [("0", 11, False, 8), ("0", 12, False, 8), ("ươ", 12, False, 17), ("uo", 12, False, 16), ("m", 11, True, 12),
     ("ế", 11, False, 7), ("e\u0302\u0301", 11, False, 7), ("", 11, False, 0)],
)  # fmt: skip
def test_letters_take_whole_pixels(text: str, size: float, bold: bool, pixels: int) -> None:
    assert width(text, size, bold) == pixels


@pytest.mark.parametrize(
    ("cell", "count"),
    [
        (Wrapped("", 10), 1),
        (Wrapped("một\nhai\n\nbốn", 10), 4),
        (Wrapped(TASK, 100), 1),
        (Wrapped(TASK, 48), 2),
        (Wrapped(TASK, 20), 5),
        (Wrapped("1234/BC-SNNMT-KTHT", 10), 3),
        (Wrapped("2025 - 2030", 9), 2),
        (Wrapped("Thôngtinkhôngcókhoảngtrắng", 10), 3),
        (Wrapped("a" * 100, 0.1), 100),
    ],
)
def test_lines_break_at_spaces_hyphens_and_where_a_word_is_too_long(cell: Wrapped, count: int) -> None:
    assert lines(cell) == count


WORDS = st.sampled_from(["một", "hai-ba", "-", "–", "1234/BC-SNNMT-KTHT", "Thôngtinkhôngcókhoảngtrắng", "  ", "m" * 9])


@given(
    words=st.lists(WORDS, max_size=12), space=st.sampled_from([" ", "  ", ""]), end=st.sampled_from(["", " ", "   "]),
    column=st.floats(0.5, 60), size=st.sampled_from([8.0, 11.0, 14.5]), bold=st.booleans(),
)  # fmt: skip
def test_lines_are_those_that_breaking_word_by_word_gives(
    words: list[str], space: str, end: str, column: float, size: float, bold: bool
) -> None:
    text = space.join(words) + end

    def broken_at(printed: bool) -> int:
        letters, room = Letters(size, bold, printed), max(column * 7 + 1, 8)
        count, used = 1, 0.0
        for word in re.findall(r"[^ \-–]*[-–]+ *|[^ \-–]+ *| +", text):
            bare = sum(map(letters.__getitem__, word.rstrip(" ")))
            if used and used + bare > room:
                count, used = count + 1, 0.0
            while bare > room:
                fits = max(next(n for n in range(1, len(word) + 1) if _wide(letters, word[:n]) > room) - 1, 1)
                word, count = word[fits:], count + 1
                bare = sum(map(letters.__getitem__, word.rstrip(" ")))
            used += _wide(letters, word)
        return count

    assert lines(Wrapped(text, column, size, bold)) == max(broken_at(False), broken_at(True))


def _wide(letters: Letters, text: str) -> float:
    return sum(map(letters.__getitem__, text))


@given(
    letters=st.text(st.sampled_from("i0ế-– W@—½Ư\u00a0中"), min_size=1), column=st.floats(0.5, 60.0),
    size=st.sampled_from([10.0, 10.5, 11.0, 12.0, 14.0]), bold=st.booleans(),
)  # fmt: skip
def test_so_many_letters_fit_into_one_line_whichever_they_are(
    letters: str, column: float, size: float, bold: bool
) -> None:
    fitting = (letters * 60)[: letters_that_fit(column, size)]
    assert lines(Wrapped(fitting, column, size, bold)) == 1


def test_a_text_can_be_broken_beforehand() -> None:
    assert broken("Khả năng tiếp cận thông tin về FTA", 20, bold=True) == "Khả năng tiếp cận\nthông tin về FTA"
    assert broken("một\nhai", 40) == "một\nhai"


@pytest.mark.parametrize(
    ("text", "most", "parts"),
    [
        ("một", 2, ["một"]),
        ("", 2, [""]),
        ("một\nhai\nba\nbốn\nnăm", 2, ["một\nhai", "ba\nbốn", "năm"]),
        ("một\nhai\nba\nbốn", 3, ["một\nhai", "ba\nbốn"]),
        ("một\n\n\nbốn", 2, ["một", "bốn"]),
        ("Tổ chức hội nghị phổ biến cam kết", 1, ["Tổ chức", "hội nghị", "phổ biến", "cam kết"]),
        ("Thôngtinkhôngcókhoảngtrắng", 2, ["Thôngtinkhôngcókho", "ảngtrắng"]),
    ],
)
def test_a_text_is_cut_into_parts_of_so_many_lines(text: str, most: int, parts: list[str]) -> None:
    assert pieces(text, 10, 11.0, most) == parts


@pytest.mark.parametrize("most", [1, 3, 12])
def test_parts_lose_nothing_and_fit(most: int) -> None:
    text = "\n".join(vietnamese()[:40])
    found = pieces(text, 36, 12.0, most)
    assert "".join(found).replace(" ", "").replace("\n", "") == text.replace(" ", "").replace("\n", "")
    assert max(broken(part, 36, 12.0).count("\n") + 1 for part in found) <= most


def test_heights_are_those_of_excel_and_a_little_air() -> None:
    assert [height(Wrapped("x", 9, size)) for size in (11, 12, 13, 14)] == [17, 17.75, 18.5, 20.75]
    assert height(Wrapped("một\nhai\nba", 9)) == 47
    assert row_height([Wrapped("", 9), Wrapped("một\nhai", 9)]) == 32
    assert row_height([]) == 17
    assert row_height([Wrapped("x " * 9000, 9)]) == TALLEST


# -- held against a program that draws -----------------------------------------------------------

WIDTHS = (6, 9, 11.5, 14, 17, 21, 30, 42, 64)
LOOKS = ((11, False), (11, True), (12, False), (12, True), (14, False))


def vietnamese() -> list[str]:
    """Texts of a shipped plan, alone and joined, always the same: those the shares below were measured on."""
    path = templates.folder() / "plans" / "fta-index-ha-tinh-2025.toml"
    found = re.findall(r'"([^"\n]{8,})"', path.read_text(encoding="utf-8"))
    pick = random.Random(30)
    return [re.sub(" +", " ", " ".join(pick.sample(found, count))) for count in (1, 1, 1, 2, 3) for _ in range(12)]


def drawn(path: Path, texts: list[str], size: int, bold: bool) -> None:
    book = xlsxwriter.Workbook(path)
    look = book.add_format({"font_name": "Times New Roman", "font_size": size, "bold": bold, "text_wrap": True})
    for wide in WIDTHS:
        sheet = book.add_worksheet(str(wide))
        sheet.set_column(0, 0, wide)
        for row, text in enumerate([*texts, "Ậ", "\n".join("Ậ" * 10)]):
            sheet.set_row(row, height(Wrapped(text, wide, size, bold)))
            sheet.write_string(row, 0, text, look)
    book.close()


@pytest.mark.tools
@pytest.mark.slow
@pytest.mark.parametrize(("size", "bold"), LOOKS)
def test_no_text_is_cut_and_few_have_a_line_too_many(
    tmp_path: Path, libreoffice: LibreOffice, size: int, bold: bool
) -> None:
    path, texts = tmp_path / "chữ.xlsx", vietnamese()
    drawn(path, texts, size, bold)
    off: Counter[int] = Counter()
    cut = []
    for wide in WIDTHS:
        found = libreoffice.row_heights(path, str(wide))
        needed = [found[row][1] for row in range(1, len(texts) + 1)]
        single, ten = (found[len(texts) + extra][1] for extra in (1, 2))
        for text, fitted in zip(texts, needed, strict=True):
            cell = Wrapped(text, wide, size, bold)
            if lines(cell) <= 27:  # more are cut at the tallest row there is
                off[lines(cell) - round((fitted - single) / (ten - single) * 9 + 1)] += 1
                cut += [(wide, text)] if height(cell) < fitted - 0.1 else []
    assert cut == []
    total = off.total()
    assert total > 500
    assert off[0] >= 0.8 * total and off[0] + off[1] >= 0.97 * total, off
