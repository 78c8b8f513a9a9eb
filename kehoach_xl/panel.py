"""The desktop panel: the buttons of the ribbon in a small window of its own, beside Excel.

For machines where Office may not start programs: here the shortcut starts Python, and Python comes to Excel.
``pythonw -m kehoach_xl.panel`` works on the master open in Excel; with ``--master FILE`` on a workbook file, without
Excel.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from kehoach_xl.attached import InExcel, InFile
from kehoach_xl.errors import Stop


def run(master: Path | None = None) -> None:
    """Show the window until it is closed. Raises Stop PANEL_… where no window can be shown."""
    try:
        import tkinter

        from kehoach_xl.window import Window
    except ImportError as error:  # Debian and some builds of Python keep it apart
        raise Stop("PANEL_009") from error
    try:
        window = Window(InFile(master) if master else InExcel())
    except tkinter.TclError as error:
        raise Stop("PANEL_010") from error
    window.mainloop()


def main(argv: Sequence[str] | None = None) -> int:
    """What the shortcut starts: there is no terminal to write to."""
    options = argparse.ArgumentParser()
    options.add_argument("--master", type=Path)
    try:
        run(options.parse_args(argv).master)
    except Stop as stop:
        _show(str(stop))
        return 2
    return 0


def _show(sentence: str) -> None:
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.MessageBoxW(None, sentence, "kehoach_xl", 0x30)
    else:
        print(sentence, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
