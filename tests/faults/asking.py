"""The command line as a process of its own that is asked to stop at its n-th call of a function of the program.

``python -m tests.faults.asking SIGNAL NUMBER COMMAND…`` sends itself a real signal there; with NUMBER 0 it sends none
and ends with a line «calls N» on stderr. Counted are the calls of the main thread, where signals are answered.
"""

import os
import signal
import sys
from pathlib import Path
from types import FrameType

import kehoach_xl
from kehoach_xl.cli import main

HOME = str(Path(kehoach_xl.__file__).parent)


class Moment:
    """Counts calls, and asks at the one wanted."""

    def __init__(self, number: int, asks: signal.Signals) -> None:
        self.number, self.asks, self.calls = number, asks, 0

    def passed(self, frame: FrameType, event: str, argument: object) -> None:
        if event == "call" and frame.f_code.co_filename.startswith(HOME):
            self.calls += 1
            if self.calls == self.number:
                sys.setprofile(None)
                os.kill(os.getpid(), self.asks)


if __name__ == "__main__":
    moment = Moment(int(sys.argv[2]), signal.Signals[sys.argv[1]])
    del sys.argv[1:3]
    sys.setprofile(moment.passed)
    code = main()
    sys.setprofile(None)
    if not moment.number:
        print("calls", moment.calls, file=sys.stderr)
    sys.exit(code)
