"""What the letter that brought a file says of whose it is: the mark of its subject and the address it came from.

Neither proves anything: subjects are copied and addresses can be made up. They help to propose an agency for a file
that proves nothing itself, and where they contradict a signature, which counts all the same, it is said (decisions 0021
and 0026).
"""

from dataclasses import dataclass

from kehoach_xl.domain.token import read_token
from kehoach_xl.intake.arrived import Source
from kehoach_xl.messages import Message
from kehoach_xl.returns.expectation import Expectation
from kehoach_xl.returns.sender import is_unknown, owner
from kehoach_xl.returns.verdict import ACCEPTED, NEEDS_CONFIRMATION, Verdict


@dataclass(frozen=True, slots=True)
class Mark:
    """The form that a subject names, and whom it was sent for which period."""

    dispatch: str
    agency: str
    period: str


def mark_of(source: Source, expected: Expectation) -> Mark | None:
    """The form whose mark the letter's subject carries; None without a genuine one, or of a form nobody was sent."""
    read = read_token(source.subject, expected.key, expected.plan) if source.subject else None
    dispatch = expected.in_capitals.get(read or "")
    return Mark(dispatch, *expected.dispatches[dispatch]) if dispatch else None


def proposed(source: Source, expected: Expectation) -> str:
    """The agency that a letter speaks for: by its mark, else by an address that is one single agency's; '' for none."""
    mark = mark_of(source, expected)
    if mark is not None and mark.period == expected.period:
        return mark.agency
    return owner(source.sender, expected)


def say_what_the_letter_says(verdict: Verdict, expected: Expectation) -> None:
    """Note on a file whose agency is known or proposed what its letter says otherwise, or in support."""
    agency = verdict.agency if verdict.state == ACCEPTED else verdict.candidate
    mark = mark_of(verdict.source, expected)
    facts = {"agency": expected.name(agency), "sender": verdict.source.sender}
    if mark is not None:
        facts |= {"dispatch": mark.dispatch, "said": expected.name(mark.agency), "period": mark.period}
    is_asked = verdict.state == NEEDS_CONFIRMATION
    if mark is not None and agency and not expected.is_same_body(mark.agency, agency):
        verdict.note(Message("RETURN_062", facts))
    elif mark is not None and is_asked and mark.period != expected.period:
        verdict.note(Message("RETURN_064", facts))
    elif mark is not None and is_asked:
        verdict.note(Message("RETURN_063", facts))
    if agency and is_unknown(verdict.source.sender, agency, expected):
        verdict.note(Message("RETURN_065", facts))
