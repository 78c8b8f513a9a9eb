"""Which files are told one by one: of what is inside a mail or an archive and no form, only the first few."""

from collections.abc import Sequence

from kehoach_xl.intake.arrived import CONTAINER, UNREADABLE
from kehoach_xl.intake.names import INSIDE
from kehoach_xl.intake.not_read import NO_FORM_CODES
from kehoach_xl.messages import Message
from kehoach_xl.returns.verdict import DUPLICATE, FOREIGN, Verdict

# Files of one mail or archive that are no forms and are told all the same.
MOST_STRANGERS = 5


def told(files: Sequence[Verdict]) -> list[tuple[Verdict, str]]:
    """Each file that is told, with what is said of it; a mail or an archive says how many of its files are not."""
    strange = {one.sha for one in files if _is_no_form(one)}
    homes = {one.source.name for one in files if one.state == CONTAINER}
    met: dict[str, int] = {}
    shown: list[Verdict] = []
    for one in files:
        home = one.source.name.rpartition(INSIDE)[0]
        if home in homes and (_is_no_form(one) or (one.state == DUPLICATE and one.sha in strange)):
            met[home] = met.get(home, 0) + 1
            if met[home] > MOST_STRANGERS:
                continue
        shown.append(one)
    return [(one, _says(one, met.get(one.source.name, 0) - MOST_STRANGERS)) for one in shown]


def _says(one: Verdict, untold: int) -> str:
    rest = Message("MERGE_240", {"count": untold})
    return f"{one.message} {rest}" if untold > 0 else str(one.message)


def _is_no_form(one: Verdict) -> bool:
    return not one.cells and (one.state == FOREIGN or (one.state == UNREADABLE and one.message.code in NO_FORM_CODES))
