"""Known names that look like an unknown one: misspelt, without marks, cut short, or abbreviated."""

import re
from collections.abc import Iterable
from functools import cached_property

from kehoach_xl.domain.text import bare, fold

# Out of 100. Below it two names of «Sở …» share little more than their first word.
ALIKE = 72.0
# How far below the best one a name may lie and still be offered.
BEHIND = 18.0

# Words that an abbreviation leaves out, and what kind of body a name begins with (kept whole: «Sở KHĐT»).
_LEFT_OUT = frozenset(("va", "cac", "tinh", "thanh", "pho"))
_KINDS = ("chi cuc", "so", "ban", "phong", "trung tam", "cuc", "hoi", "ubnd")


class Names:
    """Spellings of bodies, ready to be asked for the nearest ones. ``spellings`` are (as typed, official name)."""

    def __init__(self, spellings: Iterable[tuple[str, str]]) -> None:
        self._spelt = list(dict.fromkeys((fold(text), name) for text, name in spellings if text.strip()))

    @cached_property
    def _plain(self) -> list[str]:
        return [_plain(text) for text, _ in self._spelt]

    @cached_property
    def _initials(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for text, (_, name) in zip(self._plain, self._spelt, strict=True):
            for initials in abbreviations(text):
                found.setdefault(initials, []).append(name)
        return found

    def near(self, text: str, count: int) -> list[str]:
        """At most ``count`` official names, best first: those it abbreviates, those spelt alike, those it begins."""
        from rapidfuzz import fuzz, process  # 15 ms, for names that nobody knows

        typed, plain = fold(text), _plain(text)
        found = list(self._initials.get(compact(plain), ()))
        alike = process.extract(plain, self._plain, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=None)
        # Marks decide between names that are the same without them.
        scored = sorted(
            ((score + fuzz.ratio(typed, self._spelt[at][0])) / 2, -at) for _, score, at in alike
        )[::-1]  # fmt: skip
        found += [self._spelt[-at][1] for score, at in scored if score >= scored[0][0] - BEHIND]
        if " " in plain:
            begun = zip(self._plain, self._spelt, strict=True)
            found += [name for known, (_, name) in begun if known.startswith(f"{plain} ")]
        return list(dict.fromkeys(found))[:count]


def _plain(text: str) -> str:
    """Without marks, and without the «tỉnh» at the end that is written or not."""
    return bare(text).removesuffix(" tinh")


def compact(plain: str) -> str:
    """An abbreviation as typed, for comparing: «so kh&dt», «so kh-dt», «so kh va dt» all read «sokhdt»."""
    return "".join(word for word in re.findall(r"[a-z0-9]+", plain) if word not in _LEFT_OUT)


def abbreviations(plain: str) -> set[str]:
    """How people shorten a name given without marks: «so ke hoach va dau tu» → sokhdt, skhdt, khdt."""
    kind = next((k for k in _KINDS if plain.startswith(f"{k} ")), "")
    words = [w for w in re.findall(r"[a-z0-9]+", plain.removeprefix(kind)) if w not in _LEFT_OUT]
    if len(words) < 2:
        return set()
    initials = "".join(word[0] for word in words)
    heads = {"", kind.replace(" ", ""), "".join(word[0] for word in kind.split())}
    return {head + initials for head in heads if len(head + initials) > 2}
