"""Lines of an appendix as things for the review: names cut apart, standings read, and what is unsure said."""

import re
from collections.abc import Iterable, Mapping

from kehoach_xl.documents.appendix_rows import HELD, Line
from kehoach_xl.documents.bodies import Bodies
from kehoach_xl.documents.body_cells import by_role, names
from kehoach_xl.documents.continued import Row
from kehoach_xl.documents.oddities import oddities
from kehoach_xl.documents.thing import ASK, CLEAR, COMPONENT, GROUP, LEFT, LOOK, TASK, Thing
from kehoach_xl.domain.text import fold
from kehoach_xl.domain.timeframe import parse
from kehoach_xl.domain.values import Unclear, read_rank, read_score
from kehoach_xl.messages import Message

SURENESS = (CLEAR, LOOK, ASK)
_RANK = re.compile(r"[0-9]{1,3} ?/ ?[0-9]{1,3}")


def things(lines: Iterable[Line], bodies: Bodies, wrapped: bool) -> list[Thing]:
    """A thing per line, and one per text that stands beside it. ``wrapped``: a line may end inside a name."""
    made: list[Thing] = []
    groups: dict[str, Line] = {}
    for line in lines:
        if line.kind == TASK:
            made.append(_task(line, groups.get(line.under), bodies, wrapped))
        elif line.kind == LEFT:
            made.append(_left(line.row))
        else:
            made.append(_head(line, bodies, wrapped))
        if line.code:
            groups[line.code] = line
        made += [
            Thing(LEFT, text, code=line.code, value=heading, place=line.row.place, quote=text, confidence=LOOK,
                  notes=(Message("IMPORT_052", {"heading": heading, "code": line.code}),))
            for heading, text in line.row.beside if line.kind != LEFT
        ]  # fmt: skip
    return made


def surest(*levels: str) -> str:
    """The least sure of several."""
    return max(levels, key=SURENESS.index)


def _task(line: Line, group: Line | None, bodies: Bodies, wrapped: bool) -> Thing:
    row, notes = line.row, list(line.row.notes)
    sure = row.confidence
    cells = dict(row.cells)
    above = {name: group.row.text(name) for name in HELD} if group else {}
    taken = [name for name in HELD if not cells.get(name) and above.get(name)]
    if taken and group:
        cells |= {name: above[name] for name in taken}
        notes.append(Message("IMPORT_051", {"code": group.code}))
        sure = surest(sure, LOOK)
    if not cells.get("leads"):
        notes.append(Message("IMPORT_043"))
        sure = ASK
    printed = names(bodies, cells.get("leads", ""), wrapped)
    leads, helps = by_role(printed)
    others = names(bodies, cells.get("coordinators", ""), wrapped)
    if leads != printed:
        notes.append(Message("IMPORT_036", {"raw": " ".join(cells["leads"].split())}))
        sure = surest(sure, LOOK)
    timeframe = cells.get("timeframe", "")
    flag = parse(timeframe).flag if timeframe else Message("IMPORT_044")
    if flag:
        notes.append(flag)
        sure = surest(sure, LOOK)
    slips = [slip for name in HELD for slip in oddities(" ".join(cells.get(name, "").split()))]
    if slips:
        sure = surest(sure, LOOK)
    standing, unread = _standing(cells)
    content = cells.get("content") or cells.get("name", "")
    return Thing(
        TASK, content, line.code, line.parent, leads, "; ".join(filter(None, (helps, others))), timeframe, **standing,
        place=row.place, quote=row.quote,
        confidence=surest(sure, LOOK if unread else CLEAR), notes=(*notes, *unread, *oddities(content), *slips),
    )  # fmt: skip


def _head(line: Line, bodies: Bodies, wrapped: bool) -> Thing:
    row = line.row
    standing, unread = _standing(row.cells)
    name = row.text("name") or row.text("content")
    kind = COMPONENT if line.kind == COMPONENT else GROUP
    return Thing(
        kind, name, line.code, line.parent, names(bodies, row.text("leads"), wrapped),
        names(bodies, row.text("coordinators"), wrapped), row.text("timeframe"), **standing, place=row.place,
        quote=row.quote, confidence=surest(row.confidence, LOOK if unread else CLEAR),
        notes=(*row.notes, *unread, *oddities(name)),
    )  # fmt: skip


def _left(row: Row) -> Thing:
    text = row.quote or " | ".join([row.label, *row.cells.values()])
    return Thing(LEFT, text, place=row.place, quote=text, notes=(Message("IMPORT_057"),))


def _standing(cells: Mapping[str, str]) -> tuple[dict[str, str], list[Message]]:
    """Scores and ranks as printed, those in one cell taken apart; and what cannot be read as one."""
    found = {name: cells.get(name, "") for name in ("score", "rank", "goal_score", "goal_rank")}
    for name, prefix in (("baseline", ""), ("goal", "goal_")):
        text = cells.get(name, "")
        rank = _RANK.search(text)
        rest = text.replace(rank[0], " ") if rank else text
        rest = re.sub(r"[();:]|điểm|hạng|xếp", " ", rest).strip(" ,-–")
        found[f"{prefix}rank"] = found[f"{prefix}rank"] or (rank[0] if rank else "")
        found[f"{prefix}score"] = found[f"{prefix}score"] or rest
    unread = [
        Message("IMPORT_045", {"raw": text}) for name, text in found.items()
        if text and fold(text) not in ("-", "x")
        and isinstance((read_rank if name.endswith("rank") else read_score)(text), Unclear)
    ]  # fmt: skip
    return found, unread
