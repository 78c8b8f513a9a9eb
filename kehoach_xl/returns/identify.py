"""Whose return is this? Judged by the signed identity inside the file, else by its content, never by its name.

What the signature does not prove she has to confirm; a form of another plan or period cannot be confirmed at all. See
docs/decisions/0021.
"""

from kehoach_xl.intake.arrived import Arrived
from kehoach_xl.returns.by_content import judge_unsigned
from kehoach_xl.returns.by_signature import judge_signed
from kehoach_xl.returns.expectation import Expectation
from kehoach_xl.returns.letter_says import say_what_the_letter_says
from kehoach_xl.returns.opened import look_into
from kehoach_xl.returns.signed import read_signed
from kehoach_xl.returns.verdict import Verdict, noted


def identify(one: Arrived, expected: Expectation) -> Verdict:
    """The verdict on one file that came back, opened or not."""
    if one.read is None:
        assert one.problem is not None
        verdict = Verdict(one.source.name, one.state, one.problem, one.sha)
    else:
        opened = look_into(one.read, one.sha, one.source, expected)
        signed = read_signed(one.read)
        verdict = judge_unsigned(opened, expected) if signed is None else judge_signed(opened, signed, expected)
    verdict.source = one.source
    if one.read is not None:
        say_what_the_letter_says(verdict, expected)
    verdict.findings[:0] = noted(one.notes)
    return verdict
