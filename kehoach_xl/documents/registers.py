"""Which register of bodies a document is read with."""

from functools import cache

from kehoach_xl import templates
from kehoach_xl.documents.bodies import best
from kehoach_xl.domain.agency import Register
from kehoach_xl.errors import Stop
from kehoach_xl.intake.content import Content, Table


def known() -> list[str]:
    """The ids of the registers that ship."""
    return sorted(path.stem for path in (templates.folder() / "agencies").glob("*.toml"))


@cache
def register(register_id: str) -> Register:
    """The bodies of `templates/agencies/<id>.toml`. Raises Stop IMPORT_063 for an unknown id."""
    if register_id not in known():
        raise Stop("IMPORT_063", register=register_id, known=", ".join(known()))
    return Register.model_validate(templates.load_toml(f"agencies/{register_id}.toml"))


def choose(content: Content) -> tuple[str, Register]:
    """The register that knows most of the bodies a document names."""
    return best([(one, register(one)) for one in known()], text_of(content))


def text_of(content: Content) -> str:
    """All the text of a document, a line per paragraph and per cell."""
    lines: list[str] = []
    for block in content.blocks:
        if isinstance(block, Table):
            lines += [" ".join(text.split()) for row in block.grid for text in row if text]
        else:
            lines.append(block.text)
    return "\n".join(lines)
