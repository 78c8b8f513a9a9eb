"""A master as the store knows it: what tells it from others, and its records packed.

A record is a row of `Tiến độ` as it is judged: which task, which agency, its class, what is due. Ten bytes hold it,
with places in the lists of its own master instead of names. What was reported in words stays in the master.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kehoach_xl.domain.status import DUE_LABELS
from kehoach_xl.domain.text import fold
from kehoach_xl.messages import Message

STATES = tuple(DUE_LABELS)
"""Due states by their number in a record; classes are numbered as in :data:`kehoach_xl.domain.status.CLASSES`."""

RECORD = np.dtype([("task", "<u4"), ("agency", "<u4"), ("klass", "u1"), ("state", "u1")])
"""One record. ``task`` and ``agency`` are places (from 0) in :attr:`Contents.tasks` and :attr:`Contents.agencies`."""


class Part(NamedTuple):
    """A component, or a group of tasks; parts of several masters with the same ``alike`` are one line of totals."""

    code: str
    name: str
    alike: str


class Told(NamedTuple):
    """A task; ``part`` is its place in :attr:`Contents.parts`, None for one that is not in the plan any more."""

    id: str
    code: str
    part: int | None


class Body(NamedTuple):
    """An agency, code "" for the rows of nobody; ``alike`` as in :class:`Part`."""

    code: str
    name: str
    alike: str


@dataclass(frozen=True)
class Contents:
    """The records of a master by period, each an array of :data:`RECORD` sorted by task, and what they point at."""

    parts: Sequence[Part]
    tasks: Sequence[Told]
    bodies: Sequence[Body]
    blocks: Mapping[str, NDArray[np.void]]


@dataclass(frozen=True)
class Source:
    """A master; a :class:`kehoach_xl.domain.gathered.Master`. ``key`` is a hash of its signing key, "" before the
    first distribution; ``reader`` is the version of the program that read it at ``read_at``.

    ``contents`` is what was read now; None for one whose records stand in the earlier store, as its source ``held``.
    ``reason`` says why it could not be read this time, so that its earlier records count.
    """

    file: Path
    sha: str
    age: tuple[float, float]
    plan: str
    key: str
    title: str
    issuer: str
    folders: tuple[Path, ...]
    reader: str
    read_at: datetime
    records: int
    contents: Contents | None = None
    held: int = 0
    reason: Message | None = None


def alike_part(framework: str, plan: str, code: str, name: str) -> str:
    """Components of one index framework are the same in every province; the chapters of a plan without an index are
    its own."""
    return "\n".join((framework if framework != "none" else plan, code, fold(name)))


def alike_body(issuer: str, name: str) -> str:
    """The same name under another issuer is another body: every province has a Sở Tài chính."""
    return "\n".join((fold(issuer), fold(name)))
