"""The process that opens files: one after the other, within its caps, until the parent closes the pipe.

Everything hostile happens here. It is started with nothing but pipes (see :mod:`kehoach_xl.intake.workers`) and
imports only what reading needs.
"""

import contextlib
import gc
import os
from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any

from kehoach_xl.intake import caps
from kehoach_xl.intake.arrived import UNREADABLE
from kehoach_xl.intake.bounds import MEMORY
from kehoach_xl.intake.opened import Asked, Opened
from kehoach_xl.intake.opening import open_file
from kehoach_xl.intake.opening_document import open_as_document
from kehoach_xl.intake.wanted import DOCUMENT, KINDS
from kehoach_xl.intake.wire import Garbled, Read, pack, receive, send
from kehoach_xl.messages import Message
from kehoach_xl.ooxml.reading import ReadWorkbook

# A file is cells, texts and tuples: hardly a ring of objects among them that only the collector would find.
_SELDOM = (100_000, 20, 100)
_PIPE = 64 << 10  # of a message are written and read in one go
# Past this share of its memory a process begins the next file with too little room; the parent takes a new one.
_WORN = MEMORY // 3


def main() -> None:
    """Answer requests until the pipe ends."""
    questions, answers = os.fdopen(os.dup(0), "rb", _PIPE), os.fdopen(os.dup(1), "wb", _PIPE)
    _silence()
    gc.set_threshold(*_SELDOM)
    standing = caps.confine()
    send(answers, {"ready": os.getpid(), "caps": standing})
    while True:
        try:
            request = receive(questions)
        except Garbled:
            return
        if request is None:
            return
        head, blobs = request
        if not blobs:  # what will be wanted; nobody waits for an answer
            with contextlib.suppress(Exception):  # the file that wants it says so
                _named(head["function"])
            continue
        for (name, passwords, seconds), data in zip(head["files"], blobs, strict=True):
            try:
                answer, read = _opened(Asked(data, name, tuple(passwords), seconds), head)
            except (KeyboardInterrupt, SystemExit):
                return
            send(answers, answer, read)


def _opened(one: Asked, head: dict[str, Any]) -> tuple[dict[str, Any], list[bytes]]:
    """One file within its own clock, as it goes to the parent."""
    wanted = KINDS[head["wanted"]]
    caps.start_clock(one.seconds)
    try:
        if wanted is DOCUMENT:
            answer, blobs = pack(open_as_document(*one[:3]))
        else:
            opened = open_file(*one[:3])
            answer, blobs = pack(opened, _understood(opened, head["function"], head["told"]))
        answer["worn"] = caps.has_held(_WORN)
    except MemoryError:
        answer, blobs = pack(_problem(wanted.heavy, one.name))
        answer["worn"] = True
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # calamine's panics are no Exception
        answer, blobs = pack(_problem(wanted.failed, one.name))
        answer["worn"] = True
    caps.stop_clock()
    return answer, blobs


def _understood(opened: Opened, function: str, told: str) -> Read | None:
    """What the function that was named makes of a workbook."""
    return _named(function)(opened.book, told) if function and opened.book is not None else None


@cache
def _named(function: str) -> Callable[[ReadWorkbook, str], Read]:
    """«module:name», imported when first wanted; only our parent names one."""
    module, _, name = function.partition(":")
    found: Callable[[ReadWorkbook, str], Read] = getattr(import_module(module), name)
    return found


def _problem(code: str, name: str) -> Opened:
    return Opened(UNREADABLE, problem=Message(code, {"name": name}))


def _silence() -> None:
    """Nothing that a reader prints may be taken for an answer."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)
    os.close(nowhere)
