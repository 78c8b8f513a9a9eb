"""A Word file as a clerk's template: docxtpl, which knows paragraphs and table rows, in our environment.

Word cuts a tag into pieces at will (spelling marks, a changed letter, a tracked change). Before docxtpl sees a part,
each tag is brought together in the piece it begins in, so that nothing around it is torn.
"""

import re
import struct
import zipfile
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import Environment
from lxml import etree

from kehoach_xl.building.clerk_environment import ClerkEnvironment
from kehoach_xl.building.clerk_tags import TAG, Shape, check_tags, check_words
from kehoach_xl.building.word_pieces import LONGEST_PROPERTY
from kehoach_xl.errors import Stop
from kehoach_xl.ooxml.limits import MASTER_LIMITS
from kehoach_xl.ooxml.parts import Parts

_TEXT, _PARAGRAPH = qn("w:t"), qn("w:p")
_TAKEN, _PUT = (qn("w:del"), qn("w:moveFrom")), (qn("w:ins"), qn("w:moveTo"))
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_ODD = str.maketrans({"\u00a0": " ", "“": '"', "”": '"', "‘": "'", "’": "'"})


class ClerkTemplate(DocxTemplate):
    """One Word template, read from bytes; ``name`` is how messages call it."""

    def __init__(self, data: bytes, name: str, known: Shape) -> None:
        super().__init__(BytesIO(data))
        self.name, self.known = name, known

    def patch_xml(self, src_xml: str) -> str:
        root = etree.fromstring(src_xml.encode())
        _accept_changes(root)
        check_tags(_gathered(root), self.name)
        return super().patch_xml(etree.tostring(root, encoding="unicode"))

    def render_xml_part(self, src_xml: str, part: Any, context: Any, jinja_env: Environment | None = None) -> str:
        assert isinstance(jinja_env, ClerkEnvironment)
        check_words(jinja_env, re.sub(r"<w:p([ >])", r"\n<w:p\1", src_xml), self.known, self.name)
        made = super().render_xml_part(src_xml, part, context, jinja_env)
        try:
            etree.fromstring(made.encode())
        except etree.XMLSyntaxError as error:  # a block that begins in one table or paragraph and ends in another
            raise Stop("WRITE_005", name=self.name) from error
        return made

    def render_properties(self, context: dict[str, Any], jinja_env: Environment | None = None) -> None:
        """Title and subject of the file are text, not XML, and short."""
        plain = ClerkEnvironment(word=False)
        for field in ("title", "subject"):
            written = getattr(self.docx.core_properties, field)
            check_tags([written], self.name)
            check_words(plain, written, self.known, self.name)
            said = " ".join(plain.from_string(written).render(context).split())
            setattr(self.docx.core_properties, field, said[:LONGEST_PROPERTY])


def render(data: bytes, name: str, facts: Mapping[str, Any], known: Shape) -> bytes:
    """The document of a template filled with ``facts``. Stops WRITE_001–006."""
    _gate(data, name)
    template = ClerkTemplate(data, name, known)
    try:
        template.init_docx()
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError, etree.XMLSyntaxError) as error:
        raise Stop("WRITE_006", name=name) from error
    _detach(template.docx)
    template.render(dict(facts), ClerkEnvironment(word=True))
    made = BytesIO()
    template.save(made)
    return made.getvalue()


def _gate(data: bytes, name: str) -> None:
    """A template is a file from outside: a package of bounded size, of XML without a document type."""
    try:
        parts = Parts(data, name, MASTER_LIMITS)
        for part in parts.names:
            parts.read(part)
    except (Stop, struct.error) as error:
        raise Stop("WRITE_006", name=name) from error


def _detach(document: Document) -> None:
    """A document that goes out has no path to the template it was once made from; Word would look for it."""
    settings = document.part.part_related_by(RELATIONSHIP_TYPE.SETTINGS)
    for one in document.settings.element.findall(qn("w:attachedTemplate")):
        document.settings.element.remove(one)
        settings.drop_rel(one.get(qn("r:id")))


def _accept_changes(root: Any) -> None:
    """Tracked changes as if accepted: what is signed shows none, and a word changed in one is whole again."""
    for one in [*root.iter(*_TAKEN)]:
        one.getparent().remove(one)
    for one in [*root.iter(*_PUT)]:
        if len(one):  # an empty one marks the end of a paragraph, a row or a number
            at = one.getparent()
            for child in one:
                one.addprevious(child)
            at.remove(one)


def _gathered(root: Any) -> list[str]:
    """Bring every tag together in the piece of text it begins in; the text of each paragraph."""
    return [_gather(paragraph) for paragraph in root.iter(_PARAGRAPH)]


def _gather(paragraph: Any) -> str:
    pieces = [one for one in paragraph.iter(_TEXT) if next(one.iterancestors(_PARAGRAPH)) is paragraph]
    texts = [one.text or "" for one in pieces]
    whole = "".join(texts)
    if "{" not in whole:
        return whole
    owner = [at for at, text in enumerate(texts) for _ in text]
    signs = list(whole)
    for tag in TAG.finditer(whole):
        signs[tag.start() : tag.end()] = list(tag[0].translate(_ODD))
        owner[tag.start() : tag.end()] = [owner[tag.start()]] * len(tag[0])
    made = [""] * len(pieces)
    for sign, at in zip(signs, owner, strict=True):
        made[at] += sign
    for piece, text in zip(pieces, made, strict=True):
        piece.text = text
        piece.set(_SPACE, "preserve")
    return "".join(signs)
