"""Letters: addresses, what goes out, what comes in, the calendar, the keyring."""

from kehoach_xl.messages.text import Text

TEXTS: dict[str, Text] = {}
