"""Run one command in this process and break it at the n-th call that touches the disk.

``python dying_run.py MODE N COMMAND…``: ``die`` ends the process there and then, as a power cut would (a write
leaves half of its bytes); ``full`` lets the kernel refuse to write more than N bytes into any file; ``count``
prints how many calls there are.
"""

import os
import resource
import signal
import sys
from typing import Any

CALLS = ("open", "write", "fsync", "fchmod", "replace", "rename", "link", "unlink", "close", "mkdir", "rmdir")


def main(mode: str, number: int, command: list[str]) -> None:
    from kehoach_xl import cli

    seen = 0

    def watched(name: str, real: Any) -> Any:
        def call(*arguments: Any, **options: Any) -> Any:
            nonlocal seen
            seen += 1
            if seen == number and mode == "die":
                if name == "write":
                    real(arguments[0], arguments[1][: len(arguments[1]) // 2])
                os._exit(7)
            return real(*arguments, **options)

        return call

    if mode == "full":
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # so that write() fails instead
        resource.setrlimit(resource.RLIMIT_FSIZE, (number, number))
    for name in CALLS:
        setattr(os, name, watched(name, getattr(os, name)))
    code = cli.main(command)
    if mode == "count":
        print(seen)
    sys.stdout.flush()
    os._exit(code)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3:])
