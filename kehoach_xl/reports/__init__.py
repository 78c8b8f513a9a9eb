"""How an operation's report is shown: as text for people (text.py), as data for programs (data.py)."""
