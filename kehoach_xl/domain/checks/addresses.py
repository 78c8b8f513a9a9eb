"""The column `Thư điện tử` of `Cơ quan`: whether a letter can go there, and whether it would go to whom she means."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from rapidfuzz.distance import OSA

from kehoach_xl.domain.addresses import PUBLIC, domain_of, read_addresses, readable, same_form
from kehoach_xl.domain.checks import Issue, RawRow, Subject, check
from kehoach_xl.domain.checks.agencies import is_group, issue
from kehoach_xl.domain.progress import as_text
from kehoach_xl.domain.text import bare

# Second labels under which bodies have their names: hatinh.gov.vn, abc.com.vn.
_SHARED = frozenset(("gov", "com", "net", "org", "edu", "ac", "info", "name", "biz", "int", "health"))


@check("agencies", "CHECK_070")
def missing(subject: Subject) -> Iterator[Issue]:
    """One line for all: the address book is filled in one go. Bodies that no task asks, and those that ended, are
    sent nothing."""
    asked = {code for task in subject.plan.tasks for code in subject.register.owing(task, subject.today)}
    found = [
        row for row in subject.agencies
        if (code := row.text("code")) and not is_group(row) and not row.text("email")
        and (code in asked or subject.register.body(code) is None)
    ]  # fmt: skip
    if found:
        names = ", ".join(row.text("code") for row in found)
        yield issue("CHECK_070", found[0], "email", count=len(found), names=names)


@check("agencies", "CHECK_071", "CHECK_436", "CHECK_437", "CHECK_438", "CHECK_439", "CHECK_440")
def addresses(subject: Subject) -> Iterator[Issue]:
    """The gravest finding of each cell."""
    read = {row.row: read_addresses(as_text(row.cells.get("email")) or "") for row in subject.agencies}
    bodies = [row for row in subject.agencies if not is_group(row)]
    usual = _usual([read[row.row][0] for row in bodies])
    seen: dict[str, int] = {}
    for row in subject.agencies:
        found, problems = read[row.row]
        if is_group(row):
            if row.text("email"):
                yield issue("CHECK_440", row, "email")
            continue
        if problems:
            yield issue("CHECK_071", row, "email", says=" ".join(one.text for one in problems))
        else:
            yield from _of(row, found, usual, seen)
        for address in found:
            seen.setdefault(same_form(address), row.row)


def _of(row: RawRow, found: Sequence[str], usual: Mapping[str, int], seen: Mapping[str, int]) -> Iterator[Issue]:
    for address in found:
        domain = domain_of(address)
        letters = domain_of(readable(address))
        if letters != domain:
            yield issue("CHECK_437", row, "email", value=letters, ascii=domain, near=bare(letters))
        elif near := _slip(_name(domain), usual):
            yield issue("CHECK_438", row, "email", value=_name(domain), near=near)
        elif other := seen.get(same_form(address)):
            yield issue("CHECK_436", row, "email", value=address, other=other)
        elif domain in PUBLIC:
            yield issue("CHECK_439", row, "email", value=address)
        else:
            continue
        return


def _name(domain: str) -> str:
    """The part of a domain that its owner registered: snv.hatinh.gov.vn is below hatinh.gov.vn."""
    labels = domain.split(".")
    return ".".join(labels[-3 if labels[-2:-1] and labels[-2] in _SHARED else -2 :])


def _usual(cells: Sequence[Sequence[str]]) -> Mapping[str, int]:
    """How many bodies have an address under each name."""
    return Counter(name for found in cells for name in {_name(domain_of(one)) for one in found})


def _slip(name: str, usual: Mapping[str, int]) -> str:
    """The name, used by several bodies or known to all, of which this one may be a slip of the hand; '' when others
    use this one too."""
    if usual[name] > 1 or name in PUBLIC:
        return ""
    known = [one for one, count in usual.items() if count > 1] + sorted(PUBLIC)
    return next((one for one in known if OSA.distance(name, one, score_cutoff=1) == 1), "")
