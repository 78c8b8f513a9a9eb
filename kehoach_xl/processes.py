"""How a Python process of our own is started: with what it needs and nothing else."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, BinaryIO

# What the code of such a process begins with: it imports from where we do.
PLACES = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
_NO_WINDOW = 0x08000000  # CREATE_NO_WINDOW
_KEPT = ("SYSTEMROOT", "PATH", "TEMP", "TMP", "HOME", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "WINEPREFIX", "WINEDEBUG")


def python_running(code: str) -> list[str]:
    """The command for Python without the start-up code of its packages, which runs ``code``; it is given the places to
    import from that we have ourselves."""
    # On Windows the python.exe of a virtual environment starts another one, which our limits must hold directly.
    program = getattr(sys, "_base_executable", sys.executable) if os.name == "nt" else sys.executable
    console = Path(program).with_name("python.exe")
    if os.name == "nt" and console.is_file():  # not pythonw
        program = str(console)
    own = str(Path(__file__).resolve().parents[1])
    places = [place for place in (*sys.path, own) if place and Path(place).is_absolute()]  # never «here»
    return [program, "-I", "-S", "-B", "-X", "utf8", "-c", code, json.dumps(places)]


def surroundings() -> dict[str, Any]:
    """Of such a process, for Popen: no folder of the user's, no window, only the variables that Python and the system
    need to start. Its pipes are the caller's."""
    return {
        "cwd": tempfile.gettempdir(),
        "env": {name: os.environ[name] for name in _KEPT if name in os.environ},
        "creationflags": _NO_WINDOW if os.name == "nt" else 0,
        "stdin": subprocess.PIPE,
        "stdout": subprocess.PIPE,
    }


def pipe(stream: Any) -> BinaryIO:
    """One of the pipes that such a process was started with."""
    assert stream is not None
    found: BinaryIO = stream
    return found
