"""``kehoach-xl`` and ``python -m kehoach_xl``: the command line in a process of its own."""

import gc
import signal
import sys

# How many more objects there are than went before Python looks for rings of them that nobody holds any more. A command
# makes tuples and texts by the million, hardly a ring among them, and is soon over: looking after every 700 takes 1.2 s
# of a merge of 1,000 returns, after every 100,000 still 0.1 s, and leaves it as much memory.
SELDOM = (1_000_000, 20, 100)


def main() -> int:
    """Run the command of this process; returns its exit code."""
    gc.set_threshold(*SELDOM)
    try:
        from kehoach_xl.cli import main as run

        code = run()
        # Python would look for rings once more while it ends, among all that goes with the process anyway.
        gc.freeze()
        return code
    except KeyboardInterrupt:  # while what answers it was being loaded
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        from kehoach_xl.cli import halted

        return halted(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
