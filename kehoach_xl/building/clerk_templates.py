"""Templates that a clerk edits: where they are, and how they are filled.

A template in her folder (`mau-van-ban/` beside the master) goes before the one of the same name that was shipped, in
``templates/word`` (Word) and ``templates/letters`` (text). The words that templates know are in
``templates/clerk-words.csv``.
"""

import codecs
import json
import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Template, TemplateError

from kehoach_xl import templates
from kehoach_xl.building.clerk_environment import ClerkEnvironment, NotText, plain
from kehoach_xl.building.clerk_tags import check_tags, check_words, joined, quoted, shape
from kehoach_xl.building.whole import made_whole
from kehoach_xl.domain.text import clean
from kehoach_xl.errors import Stop, why

PLACES = {".docx": "word", ".txt": "letters"}
SUBJECT = "Tiêu đề:"  # the first line of a letter
_SUBJECT = re.compile(r"tiêu đề\s*:", re.IGNORECASE)
LARGEST = 8 * 1024 * 1024  # bytes of a template


def write_document(name: str, facts: Mapping[str, object], path: Path, folder: Path | None) -> None:
    """Fill the Word template ``name`` («cong-van-don-doc», without ending) with ``facts`` and write it to ``path``.
    Facts are texts, whole numbers, truth, and lists and rows (mappings) of these. Stops WRITE_001–009 and NEW_003."""
    from kehoach_xl.building import clerk_word  # loads docx and lxml, which letters do without

    file = f"{name}.docx"
    data, values = _template(file, folder), plain(facts)
    try:
        made = clerk_word.render(data, file, values, _known(name, shape(values)))
    except (TemplateError, NotText) as error:
        raise _failed(error, file) from error
    with made_whole(path) as unfinished:
        unfinished.write_bytes(made)


def write_text(name: str, facts: Mapping[str, object], folder: Path | None) -> tuple[str, str]:
    """The subject and the body of the letter whose template is ``name`` («gui-phieu», without ending). The first line
    of a template is «Tiêu đề: …». Stops WRITE_001–009."""
    return TextTemplate(name, folder).write(facts)


class TextTemplate:
    """The template of one kind of letter, read once for all letters of a run."""

    def __init__(self, name: str, folder: Path | None) -> None:
        """Stops WRITE_006–009."""
        self._name, self._file = name, f"{name}.txt"
        first, _, rest = _text(_template(self._file, folder), self._file).lstrip().partition("\n")
        head = _SUBJECT.match(first)
        if head is None:
            raise Stop("WRITE_007", name=self._file, first=SUBJECT)
        self._subject, self._body = first[head.end() :], rest.strip("\n") + "\n"
        # The shape of the facts it was filled with last, and what it is then.
        self._last: tuple[object, tuple[Template, Template] | None] = None, None

    def check(self) -> None:
        """Stop as :meth:`write` would, while there is no letter yet: what a clerk broke is told before anything else
        is done."""
        self._compiled({})

    def write(self, facts: Mapping[str, object]) -> tuple[str, str]:
        """Subject and body of one letter; see :func:`write_text`."""
        values = plain(facts)
        made = []
        for part in self._compiled(shape(values)):
            try:
                made.append(part.render(values))
            except (TemplateError, NotText) as error:
                raise _failed(error, self._file) from error
        return clean(made[0]), made[1].strip("\n") + "\n"

    def _compiled(self, found: Mapping[str, Any]) -> tuple[Template, Template]:
        """Subject and body for facts of a shape; mostly that of the letter before."""
        before, compiled = self._last
        if compiled is None or before != found:
            words = json.dumps(_known(self._name, found), sort_keys=True)
            compiled = _checked(self._subject, words, self._file), _checked(self._body, words, self._file)
            self._last = found, compiled
        return compiled


@lru_cache(maxsize=16)  # one template makes the letters of all agencies
def _checked(source: str, known: str, file: str) -> Template:
    """A part of a text template, compiled, once nothing is wrong with it; ``known`` as JSON."""
    environment = ClerkEnvironment(word=False)
    check_tags(source.split("\n"), file)
    check_words(environment, source, json.loads(known), file)
    return environment.from_string(source)


def ensure_copies(folder: Path) -> tuple[Path, ...]:
    """Put the shipped templates that are not there into her folder; what stands there is never written over. The
    new files. Stops NEW_003."""
    missing = [one for one in shipped_templates() if not (folder / one.name).exists()]
    for shipped in missing:
        with made_whole(folder / shipped.name) as unfinished:
            unfinished.write_bytes(shipped.read_bytes())
    return tuple(folder / one.name for one in missing)


def shipped_templates() -> tuple[Path, ...]:
    places = ((templates.folder() / place, suffix) for suffix, place in PLACES.items())
    return tuple(path for place, suffix in places for path in sorted(place.glob(f"*{suffix}")))


def words_of(name: str) -> dict[str, Any]:
    """The words that ``clerk-words.csv`` gives the template, with the fields of their rows."""
    whole: dict[str, Any] = {}
    for word in _listed(name):
        place = whole
        for part in word.split("."):
            place = place.setdefault(part, {})
    return whole


@lru_cache(maxsize=16)  # a letter for each agency asks anew
def _listed(name: str) -> tuple[str, ...]:
    rows = templates.load_csv("clerk-words.csv")
    return tuple(row["word"] for row in rows if name in row["templates"].split() or row["templates"] == "*")


def _known(name: str, found: Mapping[str, Any]) -> dict[str, Any]:
    """The words of a template, and those of facts of this shape."""
    known = words_of(name)
    joined(known, found)
    return known


def _template(file: str, folder: Path | None) -> bytes:
    """The bytes of her template, else of the shipped one."""
    own = folder / file if folder else None
    path = own if own and own.is_file() else templates.folder() / PLACES[Path(file).suffix] / file
    try:
        if path.stat().st_size > LARGEST:
            raise Stop("WRITE_006", name=file)
        return path.read_bytes()
    except OSError as error:
        raise Stop("WRITE_008", name=file, why=why(error)) from error


def _text(data: bytes, file: str) -> str:
    """As Notepad saves: UTF-8, with or without a mark, or «Unicode» (UTF-16, with a mark)."""
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise Stop("WRITE_009", name=file) from error
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def _failed(error: Exception, file: str) -> Stop:
    """A list printed as if it were a text, or a word of ours that has nothing to say this time."""
    return Stop("WRITE_004", name=file, where=quoted(str(error)))
