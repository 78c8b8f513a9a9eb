"""The names of bodies in a cell, as printed. A cell holds names only, so what stands between two separators is one name
whole («Sở Công Thương tỉnh Bình Hải»), also where the register knows only its beginning."""

import re
from collections.abc import Iterator, Sequence

from kehoach_xl.documents.bodies import KINDS, Bodies, begins_like_a_body, of_one_office
from kehoach_xl.documents.lines import joined
from kehoach_xl.domain.text import fold

_AND = re.compile(r"\s+(?:và|cùng|cùng với)\s+(?=\w)")
_SLASH = re.compile(r"\s*/\s*(?=(?:Sở|Ban|Phòng|Công an|Văn phòng|UBND|Thanh tra|Chi cục|Trung tâm)\s)")
_HELPS = re.compile(r"\s*\((?:cơ quan |đơn vị )?phối hợp\)", re.IGNORECASE)
_LEADS = re.compile(r"\s*\((?:cơ quan |đơn vị )?(?:đồng )?chủ trì\)", re.IGNORECASE)
_BULLET = re.compile(r"^\s*[-+•*–]\s*")


def names(bodies: Bodies, cell: str, wrapped: bool) -> str:
    """The names in a cell, joined by «; ». ``wrapped``: a line may end inside a name, as in a printed column."""
    found = [name for piece in _lines(bodies, cell, wrapped) for name in _of_piece(bodies, piece)]
    return "; ".join(dict.fromkeys(found))


def by_role(found: str) -> tuple[str, str]:
    """The names of a column of leads, joined by «; », as those who lead and those whom the cell itself says to help."""
    leads, helps = [], []
    for name in found.split("; "):
        (helps if _HELPS.search(name) else leads).append(_LEADS.sub("", _HELPS.sub("", name)))
    return "; ".join(leads), "; ".join(helps)


def _lines(bodies: Bodies, cell: str, wrapped: bool) -> Iterator[str]:
    """The stretches between semicolons, and between lines where a new name begins with the line."""
    for stretch in cell.split(";"):
        bulleted = bool(_BULLET.match(stretch.strip()))
        open_ = ""
        for line in stretch.split("\n"):
            bullet = bulleted and bool(_BULLET.match(line))
            text = joined(_BULLET.sub("", line) if bullet else line)
            if open_ and text and (bullet or _begins_anew(bodies, open_, text, wrapped)):
                yield open_
                open_ = ""
            open_ = joined(f"{open_}\n{text}") if open_ and text else open_ or text
        if open_:
            yield open_


def _begins_anew(bodies: Bodies, above: str, text: str, wrapped: bool) -> bool:
    """Whether a line begins another name than the one above it ends in."""
    if above.endswith((",", "-", "&")) or not text[:1].isupper() or bodies.register.find(f"{above} {text}"):
        return False
    if re.search(r"\b(?:và|của|các|thuộc)$", above):
        return False
    if fold(above.rpartition(",")[2]) in KINDS:  # «Văn phòng» and «UBND tỉnh» below it are one
        return False
    return begins_like_a_body(text) if wrapped else True


def _of_piece(bodies: Bodies, piece: str) -> Iterator[str]:
    """The names in a stretch without semicolons: known ones with their commas, others cut at commas and at «và» where
    a name begins behind it."""
    parts = [part.strip(" .:") for part in _SLASH.sub(",", piece).split(",")]
    parts = [part for part in parts if part]
    at = 0
    while at < len(parts):
        end = next((end for end in range(len(parts), at, -1) if _known(bodies, parts[at:end])), at)
        if end == at:
            end = at + 1
            while end < len(parts) and not _begins(bodies, parts, end):
                end += 1
        yield from _at_and(bodies, ", ".join(parts[at:end]))
        at = end


def _known(bodies: Bodies, parts: Sequence[str]) -> bool:
    return bodies.register.find(", ".join(parts)) is not None


def _begins(bodies: Bodies, parts: Sequence[str], at: int) -> bool:
    """Whether a part between commas begins a name: it looks so, or a known name begins here."""
    part = parts[at]
    looks = begins_like_a_body(part) and (part[:1].isupper() or part.casefold().startswith("các "))
    return looks or any(_known(bodies, parts[at:end]) for end in range(at + 1, len(parts) + 1))


def _at_and(bodies: Bodies, text: str) -> Iterator[str]:
    if bodies.register.find(text):
        yield text
        return
    for match in _AND.finditer(text):
        rest = text[match.end() :]
        begins = begins_like_a_body(rest) and (rest[:1].isupper() or rest.startswith("các "))
        if begins and not of_one_office(text, match.start()):
            yield from _run_together(bodies, text[: match.start()])
            yield from _at_and(bodies, rest)
            return
    yield from _run_together(bodies, re.sub(r"^(?:và|cùng|với|cùng với) ", "", text))


def _run_together(bodies: Bodies, text: str) -> Iterator[str]:
    """Known names that follow each other without a separator are several; anything else is one."""
    found = bodies.names_in(text)
    gaps = re.sub(r"\s", "", "".join(
        text[a:b] for a, b in zip([0, *(one.end for one in found)], [*(one.start for one in found), len(text)],
                                  strict=True)))  # fmt: skip
    if len(found) > 1 and not gaps and not bodies.register.find(text):
        yield from (one.text for one in found)
    else:
        yield text
