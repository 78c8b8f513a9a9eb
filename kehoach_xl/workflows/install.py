"""Cài đặt cho người dùng Windows đang đăng nhập: the interpreter's path, the add-in in XLSTART, the desktop shortcut.

No administrator's rights. All of it or nothing: what was done before a step that fails is put back. Running it again
changes only what is not as it should be; what an earlier installation put elsewhere is taken away.
"""

import contextlib
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kehoach_xl import __version__
from kehoach_xl.building import addin
from kehoach_xl.errors import Stop, why
from kehoach_xl.messages import Message
from kehoach_xl.windows import paths, record
from kehoach_xl.windows.machine import Machine, here
from kehoach_xl.windows.things import File, Junction, Thing, Variable

# -P: not the folder the panel starts in, where anybody's file may carry a library's name, but the environment alone.
_PANEL = "-P -m kehoach_xl.panel"
DONE, SAME, REPLACED = "done", "same", "replaced"
REMOVED, LEFT, ABSENT, SKIPPED = "removed", "left", "absent", "skipped"
_IN_USE = (32, 33)  # Windows: another program holds the file


@dataclass(frozen=True)
class Act:
    """One thing of an installation: what and where it is, and what became of it."""

    kind: str
    where: str
    content: str
    state: str
    note: Message | None = None

    @property
    def stuck(self) -> bool:
        """Ours still, but the system would not let it go: worth another try."""
        return self.note is not None and self.note.code == "INSTALL_031"


@dataclass(frozen=True)
class InstallReport:
    """What was done, or with ``dry_run`` would be done, in order."""

    acts: tuple[Act, ...]
    dry_run: bool


def install(
    folder: Path | None = None,
    *,
    dry_run: bool = False,
    say: Callable[[Sequence[Act]], None] = lambda acts: None,
    machine: Machine | None = None,
) -> InstallReport:
    """Install for the current user; ``say`` hears the plan before anything is written.

    ``folder`` stands for XLSTART where Excel starts from another folder. Raises Stop INSTALL_….
    """
    machine = machine or here()
    desktop = machine.desktop()
    things = _things(machine, folder, desktop)
    plan = tuple(_look(thing) for thing in things)
    if desktop is None:  # the buttons matter more than the shortcut
        plan = (*plan, Act("file", paths.SHORTCUT, "", SKIPPED, Message("INSTALL_032")))
    if dry_run:
        return InstallReport(plan, True)
    say(plan)
    wanted = {thing.key for thing in things}
    former = [old for old in record.read(machine) or [] if old.key not in wanted]
    _put(machine, things, former)
    # A shortcut on a Desktop that is out of reach stays in the record, so that it can be removed another day.
    within_reach = [old for old in former if desktop or Path(old.where).name != paths.SHORTCUT]
    left = [(old, take_away(old)) for old in within_reach]
    if former:
        out_of_reach = [old for old in former if old not in within_reach]
        _put(machine, things, [*out_of_reach, *(old for old, act in left if act.stuck)])
    return InstallReport((*plan, *(act for _, act in left)), False)


def _things(machine: Machine, folder: Path | None, desktop: Path | None) -> list[Thing]:
    """What belongs on this machine. The file Excel may be holding comes first, the setting last."""
    found = paths.interpreter(machine)
    things: list[Thing] = []
    if found.link:
        things.append(Junction(machine, str(found.link), str(machine.prefix)))
    excel = folder or paths.startup(machine)
    with tempfile.TemporaryDirectory() as room:
        made, link = Path(room) / addin.NAME, Path(room) / "link.lnk"
        addin.build(made)
        things.append(File(machine, str(excel / addin.NAME), "", made.read_bytes()))
        if desktop:
            windowed, home = paths.windowed(found.path), paths.home(found.path)
            machine.save_shortcut(link, windowed, _PANEL, home, str(Message("INSTALL_020")))
            things.append(File(machine, str(desktop / paths.SHORTCUT), "", link.read_bytes()))
    things.append(Variable(machine, paths.VARIABLE, found.path))
    return things


def _look(thing: Thing) -> Act:
    now = _now(thing)
    state = DONE if now is None else SAME if now == thing.content else REPLACED
    note = None
    if state == REPLACED and thing.kind == "variable":
        note = Message("INSTALL_021", {"before": now})
    return Act(thing.kind, thing.where, thing.content, state, note)


def _now(thing: Thing) -> str | None:
    try:
        return thing.now()
    except OSError as error:
        raise _refused(thing, error) from error


def _put(machine: Machine, things: Sequence[Thing], former: Sequence[Thing]) -> None:
    """Put what is not yet as it should be, and the record of everything of ours, former installations' too."""
    written = record.as_file(machine, __version__, [*things, *former])
    python = next(thing.content for thing in things if thing.kind == "variable")
    _all_or_nothing(machine, [thing for thing in (*things, written) if _now(thing) != thing.content], python)


def _all_or_nothing(machine: Machine, things: Sequence[Thing], python: str) -> None:
    """Put things, and see that Excel could then start this Python; else everything is as it was."""
    undo: list[Callable[[], None]] = []
    done: list[Thing] = []
    try:
        for thing in things:
            undo.append(thing.put())
            done.append(thing)
        if not machine.starts(python):
            raise Stop("INSTALL_003", path=python)
    except (OSError, Stop) as error:
        for put_back in reversed(undo):
            with contextlib.suppress(OSError):  # the first refusal is the one to tell
                put_back()
        if isinstance(error, Stop):
            raise
        raise _refused(things[len(done)], error) from error


def _refused(thing: Thing, error: OSError) -> Stop:
    if thing.kind == "variable":
        return Stop("INSTALL_006", variable=thing.where, reason=why(error))
    if thing.kind == "junction":
        return Stop("INSTALL_002", path=thing.content)
    held = getattr(error, "winerror", None) in _IN_USE or (
        isinstance(error, PermissionError) and Path(thing.where).exists()
    )
    return Stop("INSTALL_004" if held else "INSTALL_005", path=thing.where, reason=why(error))


def take_away(thing: Thing) -> Act:
    """Remove a thing if it is still as we put it. A thing changed since is somebody's own and stays."""
    try:
        now = thing.now()
        if now is None:
            return Act(thing.kind, thing.where, thing.content, ABSENT)
        if now != thing.content:
            note = Message("INSTALL_030")
            return Act(thing.kind, thing.where, thing.content, LEFT, note)
        thing.remove()
    except OSError as error:
        return Act(thing.kind, thing.where, thing.content, LEFT, Message("INSTALL_031", {"reason": why(error)}))
    return Act(thing.kind, thing.where, thing.content, REMOVED)
