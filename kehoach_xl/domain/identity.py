"""Who a file was made for, signed, so that a return can be known again.

The signature (HMAC-SHA256 by a key minted at the first distribution) shows that we issued these row ids
and that nobody changed them; it does not show who filled the cells.
"""

import contextlib
import hashlib
import hmac
import json
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property, lru_cache
from typing import Any

# Since 7 a return, and what was prefilled in a form, is one fact. A master of the oldest layout is read as it is, and
# becomes one of the newest when an operation writes into it.
LAYOUT_VERSION, OLDEST_LAYOUT = 7, 6
# When every file we build says it was made: bytes must not depend on the clock, and a form that still says so
# was never saved by anybody.
MADE_AT = datetime(2025, 1, 1, tzinfo=UTC)

# The document properties that carry it, and how many characters of it stand in one of them.
SIGNATURE, IN_ONE_PROPERTY = "kehoach_signature", 240
_PIECE = re.compile(r"kehoach_[0-9]{2,6}")
# Agencies that are asked for the same tasks have the same rows: the last few are kept as text.
_KEPT = 8


@dataclass(frozen=True)
class Identity:
    """What an agency file says of itself. ``rows`` pairs each task id with the digest of its locked cells."""

    plan: str
    period: str
    agency: str
    dispatch: str
    layout: int
    rows: tuple[tuple[str, str], ...]

    def to_json(self) -> str:
        """One canonical line: the same identity always gives the same bytes."""
        return self._line

    @cached_property
    def _line(self) -> str:
        said = {
            "agency": self.agency, "dispatch": self.dispatch, "layout": self.layout, "period": self.period,
            "plan": self.plan,
        }  # fmt: skip
        return f'{_line(said).removesuffix("}")},"rows":{_rows_line(self.rows)}}}'

    @classmethod
    def from_json(cls, text: str) -> "Identity":
        """Read :meth:`to_json` back. Raises ValueError when the text is not an identity."""
        try:
            data, rows = _read(text)
            plan, period, agency = str(data["plan"]), str(data["period"]), str(data["agency"])
            found = cls(plan, period, agency, str(data["dispatch"]), int(data["layout"]), rows)
            found.to_json().encode()
        # A text made to harm nests deep, names half a character or asks for an infinite layout.
        except (KeyError, TypeError, ValueError, OverflowError, RecursionError) as error:
            raise ValueError("not an identity") from error
        return found

    @cached_property
    def task_ids(self) -> tuple[str, ...]:
        return tuple(task for task, _ in self.rows)

    @cached_property
    def digests(self) -> Mapping[str, str]:
        """The digest of each task's locked cells, the last one where a task stands twice."""
        return dict(self.rows)


_line = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@lru_cache(_KEPT)
def _rows_line(rows: tuple[tuple[str, str], ...]) -> str:
    return _line(rows)


_ROWS, _SHORT = ',"rows":', 100_000


def _read(text: str) -> tuple[Any, tuple[tuple[str, str], ...]]:
    """The text, and its rows. A canonical line ends with these, the same in all forms of the same tasks."""
    said, between, rows = text.rpartition(_ROWS)
    if between and rows.endswith("]]}") and len(rows) < _SHORT:
        with contextlib.suppress(ValueError, TypeError):
            return json.loads(said + "}"), _rows(rows[:-1])
    data = json.loads(text)
    return data, _pairs(data["rows"])


@lru_cache(maxsize=_KEPT)
def _rows(line: str) -> tuple[tuple[str, str], ...]:
    return _pairs(json.loads(line))


def _pairs(rows: Any) -> tuple[tuple[str, str], ...]:
    return tuple((str(task), str(digest)) for task, digest in rows)


def new_key() -> str:
    """A fresh signing key, 256 bits as hex."""
    return secrets.token_hex(32)


def sign(key: str, identity: Identity) -> str:
    """The signature of an identity, as hex."""
    return hmac.digest(bytes.fromhex(key), identity.to_json().encode(), "sha256").hex()


def is_ours(key: str, identity: Identity, signature: str) -> bool:
    """Whether this signature was made with our key for exactly this identity."""
    return hmac.compare_digest(sign(key, identity).encode(), signature.encode("utf-8", "replace"))


def digest(cells: Sequence[str]) -> str:
    """A short digest of a row's locked cells, to see later which of them were changed."""
    return hashlib.sha256("\x1f".join(cells).encode()).hexdigest()[:12]


def as_properties(identity: Identity, signature: str) -> Mapping[str, str]:
    """The copy carried in the custom document properties, where LibreOffice and WPS keep it too."""
    return {**in_properties(identity.to_json()), SIGNATURE: signature}


def in_properties(text: str) -> dict[str, str]:
    """The line of an identity, cut into numbered pieces: a property holds 255 characters in some programs."""
    pieces = enumerate(range(0, len(text), IN_ONE_PROPERTY))
    return {f"kehoach_{number:02d}": text[at : at + IN_ONE_PROPERTY] for number, at in pieces}


def from_properties(properties: Mapping[str, object]) -> tuple[str, str]:
    """The identity text and signature of :func:`as_properties`; empty strings when absent."""
    pieces = sorted((len(name), name) for name in properties if _PIECE.fullmatch(name))
    return "".join(str(properties[name]) for _, name in pieces), str(properties.get(SIGNATURE, ""))
