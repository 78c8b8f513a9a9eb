"""Where our own files lie: what an inbox may hold of them came from nobody."""

from pathlib import Path

from kehoach_xl.engine.neighbours import conflicted_copies
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.sheets.journal import log_of

FOLDERS = ("outbox", "backups", "pdf", "drafts", "documents", "templates")


def own_places(desk: Desk) -> list[Path]:
    """The master and copies that a sync client split off it, the journal's log, and the folders that we write into."""
    folders = [desk.originals, *(desk.folder(name) for name in FOLDERS)]
    return [desk.path, *conflicted_copies(desk.path), log_of(desk).path, *folders]
