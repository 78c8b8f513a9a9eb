"""Names that somebody else gave, as they may be shown: on one line, in one direction, at a bearable length."""

import unicodedata

LONGEST = 150
SUBJECTS = 1_000  # characters of the subjects of mails inside one another
INSIDE = " › "  # between a mail or an archive and what was inside it


def shown(name: str) -> str:
    """A name without anything that could disguise it; different names stay different unless very long.

    >>> shown("phieu\\u202exslx.exe"), shown("a\\nb.xlsx")
    ('phieu⟨U+202E⟩xslx.exe', 'a⟨U+000A⟩b.xlsx')
    """
    safe = name if name.isprintable() else "".join(map(_shown, name))
    if len(safe) <= LONGEST:
        return safe
    # The end stays, where the extension is.
    return f"{safe[: LONGEST - 40]}…{safe[-39:]}"


def _shown(char: str) -> str:
    # Format characters (Cf) turn writing round or hide; controls break lines; surrogates are bytes of no encoding.
    if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"):
        return f"⟨U+{ord(char):04X}⟩"
    return char


def subjects(inner: str, outer: str) -> str:
    """The subject of a mail that came in another one: both, for the answer's mark may stand in either.

    >>> subjects("Báo cáo", "Fwd: Báo cáo"), subjects("", "Báo cáo")
    ('Báo cáo ‹ Fwd: Báo cáo', 'Báo cáo')
    """
    return " ‹ ".join(one for one in (inner, outer) if one)[:SUBJECTS]


class Distinct:
    """Gives each name once: the second «phieu.xlsx» of one mail becomes «phieu.xlsx (2)»."""

    def __init__(self) -> None:
        self._given: dict[str, int] = {}  # each with the last number that was tried on it

    def __call__(self, name: str) -> str:
        found, number = name, self._given.get(name, 1)
        while found in self._given:
            number += 1
            found = f"{name} ({number})"
        if found != name:
            self._given[name] = number
        self._given[found] = 1
        return found
