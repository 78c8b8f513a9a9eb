"""The registers of bodies that ship: `templates/agencies/<id>.toml`.

One belongs to a province or a department (``of`` names what a document of theirs mentions); `chung` holds what every
province has, for documents of the others.
"""

from functools import cache

from kehoach_xl import templates
from kehoach_xl.domain.agency import Agency, AgencyGroup, Register
from kehoach_xl.domain.from_file import made
from kehoach_xl.errors import Stop

COMMON = "chung"


def known() -> list[str]:
    """The ids of the registers that ship."""
    return sorted(path.stem for path in (templates.folder() / "agencies").glob("*.toml"))


@cache
def register(register_id: str) -> Register:
    """The bodies of one register. Raises Stop IMPORT_063 for an unknown id, ValueError for a slip in the file."""
    says = _load(register_id)
    agencies = tuple(made(Agency, line) for line in says["agencies"])
    return Register(agencies, tuple(made(AgencyGroup, line) for line in says.get("groups", ())))


@cache
def belongs_to(register_id: str) -> tuple[str, ...]:
    """What a document mentions that is read with this register; () for the common one."""
    return tuple(_load(register_id).get("of", ()))


def _load(register_id: str) -> dict:
    if register_id not in known():
        raise Stop("IMPORT_063", register=register_id, known=", ".join(known()))
    return templates.load_toml(f"agencies/{register_id}.toml")
