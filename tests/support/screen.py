"""A screen that nobody sees, with a mouse and a keyboard: Xvfb and xdotool."""

import os
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

INSTALL = "install it with ./run test (apt-get install xvfb xdotool imagemagick)"
SECONDS = 60


class Screen:
    """One virtual screen; ``name`` is its DISPLAY."""

    def __init__(self, size: str = "1366x768") -> None:
        for program in ("Xvfb", "xdotool", "import"):
            assert shutil.which(program), f"{program} is missing: {INSTALL}"
        ready, told = os.pipe()
        self._server = subprocess.Popen(
            # noreset: else it hangs up on everybody and starts anew whenever the last window has gone.
            ["Xvfb", "-displayfd", str(told), "-screen", "0", f"{size}x24", "-nolisten", "tcp", "-noreset"],
            pass_fds=[told],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(told)
        with os.fdopen(ready) as answer:
            number = answer.readline().strip()
        assert number, "Xvfb did not start"
        self.name = f":{number}"

    @property
    def environment(self) -> dict[str, str]:
        """The environment of a program that is to show its windows here."""
        return {**os.environ, "DISPLAY": self.name}

    def click(self, x: int, y: int) -> None:
        """Move the mouse there and press its left button."""
        self._do("mousemove", x, y, "click", 1)

    def move(self, x: int, y: int) -> None:
        self._do("mousemove", x, y)

    def keys(self, *names: str) -> None:
        """Press keys in turn, by their X names: Tab, Return."""
        self._do("key", *names)

    def window(self, kind: str) -> tuple[int, int]:
        """Wait for a window of this class (a title is found only when it is ASCII) and give it the keyboard, as a
        window manager would; where its middle is."""

        def found() -> tuple[int, int] | None:
            search = ("search", "--onlyvisible", "--class", f"^{kind}$", "windowfocus", "getwindowgeometry", "--shell")
            at = self._do(*search, check=False)
            box = dict(line.split("=", 1) for line in at.splitlines() if "=" in line)
            if not box:
                return None
            return int(box["X"]) + int(box["WIDTH"]) // 2, int(box["Y"]) + int(box["HEIGHT"]) // 2

        return until(found, f"a window of class {kind}")

    def picture(self, path: Path) -> Path:
        """The whole screen as a PNG."""
        subprocess.run(["import", "-window", "root", str(path)], env=self.environment, check=True, timeout=SECONDS)
        return path

    def close(self) -> None:
        self._server.terminate()
        self._server.wait(SECONDS)

    def _do(self, *words: object, check: bool = True) -> str:
        done = subprocess.run(
            ["xdotool", *map(str, words)],
            env=self.environment,
            check=check,
            timeout=SECONDS,
            capture_output=True,
            text=True,
        )
        return done.stdout


def until(look: Callable[[], Any], what: str) -> Any:
    """Look until there is something. AssertionError naming ``what`` when it does not come."""
    last = time.monotonic() + SECONDS
    while time.monotonic() < last:
        if (found := look()) is not None:
            return found
        time.sleep(0.05)
    raise AssertionError(f"waited in vain for {what}")
