"""The buttons, read from `macros/ribbon.xml`: one name from the ribbon to the Python function."""

import re
from dataclasses import dataclass
from functools import cache
from xml.etree import ElementTree

from kehoach_xl import macros

_NAMESPACE = "{http://schemas.microsoft.com/office/2009/07/customui}"


@dataclass(frozen=True, slots=True)
class Button:
    """One button. ``MergeReturnsButton`` is the Sub ``MergeReturns`` and the function ``merge_returns``."""

    id: str
    sub: str
    function: str
    label: str
    group: str
    group_label: str
    image: str
    screentip: str
    supertip: str


@cache
def buttons() -> tuple[Button, ...]:
    """Every button in the order of the ribbon."""
    tree = ElementTree.fromstring(macros.ribbon())
    return tuple(
        _button(group, each) for group in tree.iter(f"{_NAMESPACE}group") for each in group.iter(f"{_NAMESPACE}button")
    )


def _button(group: ElementTree.Element, each: ElementTree.Element) -> Button:
    sub = each.attrib["id"].removesuffix("Button")
    return Button(
        id=each.attrib["id"],
        sub=sub,
        function=re.sub(r"(?<!^)(?=[A-Z])", "_", sub).lower(),
        label=each.attrib["label"],
        group=group.attrib["id"],
        group_label=group.attrib["label"],
        image=each.attrib["imageMso"],
        screentip=each.attrib["screentip"],
        supertip=each.attrib["tag"],
    )
