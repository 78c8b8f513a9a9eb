"""The office's own block: what an empty cell means, what cannot be read."""

import pytest

from kehoach_xl.building import plan_template
from kehoach_xl.domain.office import office, place_of, problems

ISSUERS = {
    "UBND tỉnh Hà Tĩnh": "Hà Tĩnh", "Sở Ngoại vụ tỉnh Lạng Sơn": "Lạng Sơn",
    "Ủy ban nhân dân thành phố Cần Thơ": "Cần Thơ", "Sở Công Thương": "", "": "",
}  # fmt: skip


def of(plan: str = "fta-index-ha-tinh-2025", **typed):
    template = plan_template.load(plan)
    return office(typed, template.plan, template.register)


def test_empty_cells_say_what_plan_and_register_say() -> None:
    found = of()
    assert (found.sender, found.sign, found.superior, found.place) == (
        "Sở Công Thương", "SCT", "UBND tỉnh Hà Tĩnh", "Hà Tĩnh",
    )  # fmt: skip
    assert (found.way, found.address, found.login) == ("Thư nháp (.eml)", "", "")
    assert (found.limit_mb, found.remind_limit, found.imap_folder, found.recipients) == (20, 3, "INBOX", ())


def test_ports_follow_how_letters_are_encrypted() -> None:
    assert (of().smtp_port, of().imap_port) == (587, 993)
    assert (of(smtp_security="tls").smtp_port, of(imap_security="starttls").imap_port) == (465, 143)
    assert (of(smtp_security="Không").smtp_port, of(smtp_port="2525").smtp_port) == (25, 2525)


def test_who_signs_and_whom_it_goes_to_as_typed() -> None:
    found = of(recipients="Như trên;\n- Lưu: VT; ", signer_name=" Trần Văn  A ", address="VT@Tinh.Example")
    assert found.recipients == ("Như trên", "- Lưu: VT")
    assert (found.signer_name, found.address, found.login) == ("Trần Văn A", "VT@tinh.example", "VT@tinh.example")


@pytest.mark.parametrize("issuer", ISSUERS)
def test_the_place_is_told_by_the_issuing_body(issuer: str) -> None:
    assert place_of(issuer) == ISSUERS[issuer]


def test_every_cell_that_cannot_be_read_is_named() -> None:
    typed = {"smtp_port": 0.0, "limit_mb": "nhiều", "way": "fax", "imap_host": "imap://x", "address": "a b"}
    assert {line: found.code for line, found in problems(typed).items()} == {
        "way": "OFFICE_002", "address": "OFFICE_004", "smtp_port": "OFFICE_001", "imap_host": "OFFICE_003",
        "limit_mb": "OFFICE_001",
    }  # fmt: skip
