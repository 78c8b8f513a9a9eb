"""A return that is older than another one of its agency, or that answers an older form: said, not hidden."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from kehoach_xl.domain.dates import VIETNAM
from kehoach_xl.messages import Message
from kehoach_xl.returns.expectation import Answered, Expectation
from kehoach_xl.returns.verdict import ACCEPTED, Verdict


def say_older(verdicts: Iterable[Verdict], expected: Expectation) -> None:
    """Tell of each accepted file whether a newer one, of this merge or of one before, stands against it. The same files
    give the same words in whatever order they came."""
    accepted = [one for one in verdicts if one.state == ACCEPTED and one.result is not None]
    known: dict[str, set[Answered]] = {}
    for agency, answered in expected.answered.items():
        known.setdefault(agency, set()).update(answered)
    for one in accepted:
        known.setdefault(one.agency, set()).add((one.result.at, one.result.dispatch))  # type: ignore[union-attr]
    order = {dispatch: number for number, dispatch in enumerate(expected.dispatches)}
    last_of = {agency: _newest(known[agency], order) for agency in {one.agency for one in accepted}}
    for one in accepted:
        result = one.result
        assert result is not None
        newest, last = last_of[one.agency]
        if result.at is not None and newest is not None and result.at < newest:
            facts = {"agency": expected.name(one.agency), "at": _told(result.at), "newest": _told(newest)}
            one.note(Message("RETURN_036", facts))
        if order.get(result.dispatch, -1) < order.get(last, -1):
            one.note(Message("RETURN_037", {"dispatch": result.dispatch, "newest": last}))


def _newest(answered: Collection[Answered], order: Mapping[str, int]) -> Answered:
    """The latest moment at which an agency answered, and the newest form that it did."""
    newest = max((at for at, _ in answered if at is not None), default=None)
    return newest, max((form for _, form in answered), key=lambda form: order.get(form, -1))


def _told(moment: datetime) -> str:
    return f"{moment.astimezone(VIETNAM):%d/%m/%Y %H:%M}"
