"""Whose address a mail came from, by the e-mail column of `Cơ quan`."""

import re

from kehoach_xl.returns.expectation import Expectation

# Anybody may have an address there.
PUBLIC = frozenset((
    "gmail.com", "yahoo.com", "yahoo.com.vn", "outlook.com", "outlook.com.vn", "hotmail.com", "live.com", "icloud.com",
))  # fmt: skip


def other_sender(address: str, agency: str, expected: Expectation) -> str:
    """The agency that sent a mail with another one's form; '' when it was its own, or nobody can say.

    An address listed for exactly that agency proves it. A domain does only where one single agency has it, and where
    the form's own agency is listed under another one.
    """
    address = address.strip().casefold()
    owners = [code for code, listed in _addresses(expected).items() if address in listed]
    if not address or expected.coordinator in owners or any(expected.is_same_body(one, agency) for one in owners):
        return ""
    if owners:
        return owners[0] if len(owners) == 1 else ""
    domain = address.rpartition("@")[2]
    mine = _domains(expected, agency)
    sharing = [code for code in expected.agency_names if domain in _domains(expected, code)]
    if domain in PUBLIC or not mine or domain in mine or len(sharing) != 1 or expected.coordinator in sharing:
        return ""
    return "" if expected.is_same_body(sharing[0], agency) else sharing[0]


def _addresses(expected: Expectation) -> dict[str, set[str]]:
    return {
        one.code: {part.casefold() for part in re.split(r"[;,\s]+", one.email) if "@" in part}
        for one in expected.register.agencies
    }


def _domains(expected: Expectation, agency: str) -> set[str]:
    return {address.rpartition("@")[2] for address in _addresses(expected).get(agency, ())}
