"""Every kind of hostile file, from the modules that make them."""

from tests.hostile import carriers, danger, formats, origin, packages, people, spellings, xml_parts
from tests.hostile.kit import KINDS

MODULES = (packages, xml_parts, danger, formats, carriers, origin, people, spellings)

__all__ = ["KINDS", "MODULES"]
