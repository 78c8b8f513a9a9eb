"""`Cơ quan`: the register that its lines amount to."""

from kehoach_xl.domain.agency import Agency, AgencyGroup, Register
from kehoach_xl.domain.text import fold
from kehoach_xl.sheets.table import Table


def register_of(table: Table) -> Register:
    """Every body with a code and a name; members and successors may be typed by any spelling."""
    agencies: list[Agency] = []
    groups: list[AgencyGroup] = []
    group = fold("Nhóm")
    for row in table.rows:
        code, name = row.text("code").strip(), row.text("name").strip()
        if not code or not name:
            continue
        body = {
            "code": code, "name": name, "short": row.text("short").strip(), "aliases": _split(row.text("aliases")),
            "valid_from": row.day("valid_from"), "valid_to": row.day("valid_to"),
            "successors": _split(row.text("successor")), "source": row.text("source").strip(),
        }  # fmt: skip
        if fold(row.text("kind")) == group:
            groups.append(AgencyGroup(members=_split(row.text("members")), **body))
        else:
            agencies.append(Agency(email=row.text("email").strip(), contact=row.text("contact").strip(), **body))
    return Register(agencies=tuple(agencies), groups=tuple(groups)).by_code()


def _split(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.replace("\n", ";").split(";") if part.strip())
