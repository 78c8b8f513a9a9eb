"""How much a web page says outside its tables, which the reader of its tables would lose."""

from html.parser import HTMLParser

from kehoach_xl.intake.readers.csv_text import decode

_SKIPPED = ("style", "script", "title", "xml")


def prose_letters(data: bytes) -> int:
    """Letters outside every table, blanks not counted.

    >>> prose_letters(b"<title>a</title><p>b c</p><table><tr><td>d</td></tr></table>")
    2
    """
    parser = _Prose()
    parser.feed(decode(data))
    parser.close()
    return parser.letters


class _Prose(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.letters = 0
        self._tables = 0
        self._skipping = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._tables += 1
        elif tag in _SKIPPED:
            self._skipping = tag

    def handle_endtag(self, tag: str) -> None:
        if tag == "table":
            self._tables = max(0, self._tables - 1)
        elif tag == self._skipping:
            self._skipping = ""

    def handle_data(self, data: str) -> None:
        if not self._tables and not self._skipping:
            self.letters += len("".join(data.split()))
