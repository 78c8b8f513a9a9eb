"""What is written for people to sign or send: templates a clerk edits, reports and official letters in Word."""

from kehoach_xl.messages.text import Text

TEXTS: dict[str, Text] = {}
