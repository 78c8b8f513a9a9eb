"""Whose address a mail came from, by the e-mail column of `Cơ quan`."""

from collections.abc import Sequence
from itertools import islice

from kehoach_xl.domain.addresses import PUBLIC, domain_of, read_addresses, same_form
from kehoach_xl.returns.expectation import Expectation


def other_sender(address: str, agency: str, expected: Expectation) -> str:
    """The agency that sent a mail with another one's form; '' when it was its own, or nobody can say.

    An address listed for exactly that agency proves it. A domain does only where one single agency has it, and where
    the form's own agency is listed under another one.
    """
    address = _normal(address)
    owners = _owners(address, expected)
    if not address or expected.coordinator in owners or any(expected.is_same_body(one, agency) for one in owners):
        return ""
    if owners:
        return owners[0] if len(owners) == 1 else ""
    domain = domain_of(address)
    mine = {domain_of(listed) for listed in expected.addresses.get(agency, ())}
    if domain in PUBLIC or not mine or domain in mine:
        return ""
    # Two are enough to know that it is not one: a domain may be that of every commune.
    first = list(islice((code for code in expected.domains.get(domain, ()) if code in expected.agency_names), 2))
    if len(first) != 1 or expected.coordinator in first or expected.is_same_body(first[0], agency):
        return ""
    return first[0]


def owner(address: str, expected: Expectation) -> str:
    """The agency for which alone an address is listed; '' for the coordinator's, which passes letters on."""
    owners = _owners(_normal(address), expected)
    return owners[0] if len(owners) == 1 and owners[0] != expected.coordinator else ""


def is_unknown(address: str, agency: str, expected: Expectation) -> bool:
    """Whether a mail came from an address and a domain that are nobody's, though the agency's own are listed."""
    if not address:
        return False
    address, listed = _normal(address), expected.addresses
    if not address or not listed.get(agency) or _owners(address, expected):
        return False
    domain = domain_of(address)
    return domain in PUBLIC or domain not in expected.domains


def _normal(address: str) -> str:
    return same_form(next(iter(read_addresses(address)[0]), ""))


def _owners(address: str, expected: Expectation) -> Sequence[str]:
    return expected.owners.get(address, ())
