"""Run one save in this process and break it at the n-th system call that touches the disk.

``python dying_save.py workbook mode n``: ``die`` ends the process there and then, as a power cut would;
``fail`` lets the call raise as a full disk does; ``count`` prints how many calls there are. With ``die``,
a write leaves half of its bytes.
"""

import errno
import os
import sys
from pathlib import Path
from typing import Any

CALLS = ("open", "write", "fsync", "fchmod", "replace", "rename", "link", "unlink", "close", "mkdir")


def main(workbook: str, mode: str, number: int) -> None:
    from kehoach_xl.engine import native, open_book

    seen = 0
    armed = False

    def watched(name: str, real: Any) -> Any:
        def call(*arguments: Any, **options: Any) -> Any:
            nonlocal seen
            if armed:
                seen += 1
                if seen == number and mode == "die":
                    if name == "write":
                        real(arguments[0], arguments[1][: len(arguments[1]) // 2])
                    os._exit(7)
                if seen == number and mode == "fail" and name not in ("close", "unlink"):
                    raise OSError(errno.ENOSPC, "No space left on device")
            return real(*arguments, **options)

        return call

    for name in CALLS:
        setattr(os, name, watched(name, getattr(os, name)))
    with open_book(workbook, write=True) as book:
        sheet = book.sheets[0]
        sheet["A1"].raw_value = "mới 0"
        sheet.range((20, 1), (219, 3)).raw_value = [[f"mới {r}", r, "=text"] for r in range(200)]
        armed = True
        native.backup(book, native.ENGINE_NAME, Path(workbook), Path(workbook).parent / "Sao lưu", "gop")
        book.save()
        armed = False
    if mode == "count":
        print(seen)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
