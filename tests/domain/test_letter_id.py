"""Ids of letters: what is put in comes out, and one kind is not taken for another."""

import pytest

from kehoach_xl.domain.letter_id import form_letter_id, form_of, is_of, last_of, number_of, receipt_id, reminder_id

FORM, REMINDER, RECEIPT = (
    form_letter_id("2025-H2/STP/01"), reminder_id("2025-H2", "STP", 12), receipt_id("2025-H2", "STP", "ab12"),
)  # fmt: skip


def test_the_ids_are_these():
    assert (FORM, REMINDER, RECEIPT) == ("form|2025-H2/STP/01", "remind|2025-H2|STP|12", "receipt|2025-H2|STP|ab12")


@pytest.mark.parametrize(("letter", "form", "last"), [
    (FORM, "2025-H2/STP/01", ""), (REMINDER, "", "12"), (RECEIPT, "", "ab12"), ("", "", ""),
])  # fmt: skip
def test_its_parts(letter, form, last):
    assert (form_of(letter), last_of(letter)) == (form, last)


@pytest.mark.parametrize(("letter", "number"), [(REMINDER, 12), (FORM, 0), (RECEIPT, 0), ("", 0)])
def test_the_number_of_a_reminder(letter, number):
    assert number_of(letter) == number


@pytest.mark.parametrize(("letter", "is_so"), [
    (FORM, True), (REMINDER, True), (RECEIPT, True), ("remind|2025-H1|STP|1", False),
    ("receipt|2025-H2|STC|ab12", False), ("", False),
])  # fmt: skip
def test_whom_it_is_about(letter, is_so):
    assert is_of(letter, "2025-H2", "STP") == is_so
