"""The one exception for «cannot go on»; everything a user can mend in data is an Issue, not an error."""

from kehoach_xl.messages import Message


class Stop(Exception):
    """An operation cannot go on. Carries a catalogue code and its facts; nothing was written.

    ``Stop("OPEN_001", path="a.xlsx")`` renders through :mod:`kehoach_xl.messages`.
    """

    def __init__(self, code: str, **facts: object) -> None:
        self.message = Message(code, facts)
        super().__init__(str(self.message))
