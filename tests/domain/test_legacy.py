"""Text in TCVN3 (ABC) and VNI is found and read; correct text in any language never counts."""

import csv
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehoach_xl.domain import legacy
from kehoach_xl.domain.legacy import is_syllable, read_in_font, read_legacy
from tests.conftest import SEED_ABSENT

HERE = Path(__file__).parents[2]
SEEDS = HERE.parent / "shared" / "seeds"

TCVN3 = {
    "Së C«ng Th\u00ad¬ng": "Sở Công Thương",
    "UBND tØnh Hµ TÜnh": "UBND tỉnh Hà Tĩnh",
    "§· tæ chøc 02 héi nghÞ": "Đã tổ chức 02 hội nghị",
    "Hoµn thµnh": "Hoàn thành",
    "Bé C«ng an": "Bộ Công an",
}
VNI = {
    "Sôû Coâng Thöông": "Sở Công Thương",
    "UÛy ban nhaân daân tænh": "Ủy ban nhân dân tỉnh",
    "Ñaõ hoaøn thaønh": "Đã hoàn thành",
    "thoâng tin": "thông tin",
    "SÔÛ TÖ PHAÙP": "SỞ TƯ PHÁP",
}


@pytest.mark.parametrize("text", TCVN3)
def test_tcvn3_is_read(text):
    found = read_legacy(text)
    assert (found.encoding, found.text) == ("TCVN3 (ABC)", TCVN3[text])


@pytest.mark.parametrize("text", VNI)
def test_vni_is_read(text):
    found = read_legacy(text)
    assert (found.encoding, found.text) == ("VNI", VNI[text])


@pytest.mark.parametrize(
    "text",
    [
        "Sở Công Thương", "Ủy ban nhân dân tỉnh", "hoà bình, hòa bình, thuỷ lợi", "Tô\u0309 chức", "",
        "Müller & Söhne GmbH, Zürich; São Paulo; España; Côte d'Ivoire; café", "m×n, 5 µm, 20 m², Ø60, ½, ±0,05 °C",
        "«Sở» và «an ninh», «WTO»", "12/BC-SCT; 45/2025/NĐ-CP; 05-CTr/TU", "ten@donvi.gov.vn", "SỞ KH&CN, Sở GDĐT",
        "© 2025 Bộ Công Thương®", "CPTPP, EVFTA, RCEP: 100 %", "Tự do hoá thương mại¹, (xem ghi chú ²)",
    ],
)  # fmt: skip
def test_correct_text_is_left_alone(text):
    assert read_legacy(text) is None


def test_no_line_of_the_documents_alarms():
    if not SEEDS.is_dir():
        pytest.skip(f"{SEED_ABSENT}: {SEEDS}")
    texts = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))]
    assert len(texts) == 5
    assert [line for text in texts for line in text.splitlines() if read_legacy(line)] == []


def test_no_text_of_the_templates_alarms():
    lines: list[str] = []
    for path in sorted((HERE / "templates").rglob("*")):
        if path.suffix == ".toml":
            lines += _strings(tomllib.loads(path.read_text(encoding="utf-8")))
        elif path.suffix == ".csv":
            with path.open(encoding="utf-8", newline="") as file:
                lines += [cell for row in csv.reader(file) for cell in row]
    assert len(lines) > 500
    assert [line for line in lines if read_legacy(line)] == []


def _strings(value):
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for one in inner for text in _strings(one)]


@pytest.mark.parametrize("word", ["nghiêng", "quyết", "huỳnh", "khuya", "yêu", "giữ", "uỷ", "ủy", "thuở", "ươm"])
def test_a_syllable_is_one(word):
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["thoõng", "cafộ", "nuớ̀", "nhaọn", "quoỏc", "x", "fa", "strong"])
def test_no_syllable_is_none(word):
    assert not is_syllable(word)


BESIDE_UNICODE = {
    "Đã có văn bản, kh«ng v\u00adíng": "Đã có văn bản, không vướng",
    "Kh«ng cã g×, đã báo cáo": "Không có gì, đã báo cáo",
    "Đã báo cáo Së C«ng Th\u00ad¬ng": "Đã báo cáo Sở Công Thương",
    "Gặp Müller GmbH, kh«ng v\u00adíng": "Gặp Müller GmbH, không vướng",
}


@pytest.mark.parametrize("text", BESIDE_UNICODE)
def test_beside_words_of_unicode_each_word_goes_with_its_neighbours(text):
    assert read_legacy(text).text == BESIDE_UNICODE[text]


def test_between_both_kinds_two_readings_are_told():
    found = read_legacy("Văn bản có kh«ng v\u00adíng")
    assert (found.text, found.other) == ("Văn bản có không vướng", "Văn bản cú không vướng")


FONTS = [
    ("Së T\u00ad ph¸p", ".VnTime", "Sở Tư pháp", ""),
    ("cã", ".VnTime", "có", "cã"),
    ("cã g×", ".VnArial", "có gì", ""),
    ("Hoµn", ".VnTimeH", "HOÀN", ""),
    ("ñaõ", "VNI-Times", "đã", ""),
]


@pytest.mark.parametrize(("text", "font", "reads", "other"), FONTS)
def test_the_font_says_which_letters_were_seen(text, font, reads, other):
    found = read_in_font(text, font)
    assert (found.text, found.other) == (reads, other)


@pytest.mark.parametrize("text", ["Sở Tư pháp", "xong", "Müller, 05/11/2025", ""])
def test_text_that_is_none_stays_in_any_font(text):
    assert read_in_font(text, ".VnTime") is None


WORDS = [*TCVN3, *VNI, "Sở Công Thương", "Đã tổ chức hội nghị", "có", "cã", "số", "à", "a\u0300", "«kh«ng»", "Hà-Nội"]


PIECES = st.sampled_from([word for text in WORDS for word in text.split()])


@given(st.lists(st.lists(PIECES, min_size=1, max_size=2).map(" ".join), max_size=15))
def test_a_text_reads_the_same_whatever_was_read_before(texts):
    found = list(map(read_legacy, texts))
    for text, one in zip(texts, found, strict=True):
        legacy._HARMLESS.clear()
        assert read_legacy(text) == one
