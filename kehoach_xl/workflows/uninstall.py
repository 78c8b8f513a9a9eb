"""Gỡ cài đặt: exactly what the record of the installation names, and of that only what is still as it was put."""

from dataclasses import dataclass

from kehoach_xl import __version__
from kehoach_xl.errors import Stop, why
from kehoach_xl.windows import record
from kehoach_xl.windows.machine import Machine, here
from kehoach_xl.windows.things import Thing
from kehoach_xl.workflows.install import LEFT, Act, take_away


@dataclass(frozen=True)
class UninstallReport:
    """What became of each thing; ``environment`` is the Python folder, which a running Python cannot remove."""

    acts: tuple[Act, ...]
    environment: str

    @property
    def left(self) -> int:
        return sum(act.state == LEFT for act in self.acts)


def uninstall(*, machine: Machine | None = None) -> UninstallReport:
    """Take the installation away. Raises Stop INSTALL_001 off Windows, INSTALL_011 when the record is damaged."""
    machine = machine or here()
    things = record.read(machine)
    if things is None:
        raise Stop("INSTALL_011", path=record.path(machine))
    acts = [(thing, take_away(thing)) for thing in reversed(things)]
    stuck = [thing for thing, act in acts if act.stuck]
    try:
        _forget(machine, stuck[::-1])
    except OSError as error:
        raise Stop("INSTALL_005", path=record.path(machine), reason=why(error)) from error
    return UninstallReport(tuple(act for _, act in acts), str(machine.prefix))


def _forget(machine: Machine, stuck: list[Thing]) -> None:
    """The record keeps what could not be removed, so that the next try finds it; with nothing left it goes too."""
    path = record.path(machine)
    if stuck:
        record.as_file(machine, __version__, stuck).put()
        return
    path.unlink(missing_ok=True)
    if path.parent.is_dir() and not any(path.parent.iterdir()):
        path.parent.rmdir()
