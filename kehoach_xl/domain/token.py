"""The sign in the subject of a letter that tells which form it asks for, so that the answer is known again.

``[KH 2025-H2/STC/01 7Q3F]``: the number of the form and four signs of its HMAC-SHA256 by the signing key. Mail
programs put «Re:», «Fw:», «Trả lời:» before it, fold it, change its case and its blanks; none of that changes what it
says. Four signs (20 bits) tell an answer from a subject typed by hand; they prove nothing about who sent it.
"""

import hashlib
import hmac
import re
from collections.abc import Iterable
from functools import lru_cache

from kehoach_xl.domain.text import fold

SIGNS = 4
LONGEST = 2000  # of a subject, in characters: what stands beyond is not read
# Crockford's base 32: no I, L, O or U; what is read for them is taken as meant.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MEANT = str.maketrans("oil", "011")
_BRACKETED = re.compile(r"[\[(【]([^\[\](){}【】]*)[\])】]")
_BARE = re.compile(r"\b(kh\s+[^\s/]+/[^\s/]+/[0-9]+\s+[0-9a-z]{4})\b")


def token(key: str, plan: str, dispatch: str) -> str:
    """The sign of a form. ``key``: the signing key (hex), ``plan``: the plan's id, ``dispatch``: the form's number.

    >>> token("00" * 32, "fta", "2025-H2/STC/01")
    '[KH 2025-H2/STC/01 ESMX]'
    """
    return f"[KH {dispatch} {_signs(key, plan, _bare(dispatch))}]"


def read_token(subject: str, key: str, plan: str, known: Iterable[str] = ()) -> str | None:
    """The number of the form a subject carries, None when it carries no genuine sign of this plan.

    The number is spelt as in ``known`` when it stands there, else in capitals: a server may have changed its case.
    """
    if not key:  # nothing was ever sent
        return None
    for found in _candidates(fold(subject[:LONGEST])):
        dispatch, signs = found[:-SIGNS], found[-SIGNS:].translate(_MEANT)
        genuine = _signs(key, plan, dispatch).lower()
        if hmac.compare_digest(genuine.encode(), signs.encode("utf-8", "replace")):
            return next((one for one in known if _bare(one) == dispatch), dispatch.upper())
    return None


def in_capitals(dispatch: str) -> str:
    """A number as :func:`read_token` spells one that is not known to it.

    >>> in_capitals("2025-H2/SKHvCN/01")
    '2025-H2/SKHVCN/01'
    """
    return _bare(dispatch).upper()


def _candidates(subject: str) -> Iterable[str]:
    """What stands after «KH», without blanks: number and signs; first in brackets, then where brackets were lost."""
    for text in (*_BRACKETED.findall(subject), *_BARE.findall(subject)):
        bare = "".join(text.split())
        if bare.startswith("kh") and len(bare) > 2 + SIGNS:
            yield bare[2:]


@lru_cache(maxsize=1 << 14)  # the same numbers of forms for every letter of a mailbox
def _bare(dispatch: str) -> str:
    return "".join(fold(dispatch).split())


def _signs(key: str, plan: str, dispatch: str) -> str:
    digest = hmac.new(bytes.fromhex(key), f"letter\x1f{plan}\x1f{dispatch}".encode(), hashlib.sha256).digest()
    number = int.from_bytes(digest[:8], "big")
    return "".join(_ALPHABET[number >> 5 * place & 31] for place in range(SIGNS))
