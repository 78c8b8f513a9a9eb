"""The process that opens files: one after the other, within its caps, until the parent closes the pipe.

Everything hostile happens here. It is started with nothing but pipes (see :mod:`kehoach_xl.intake.workers`) and
imports only what reading needs.
"""

import os

from kehoach_xl.intake import caps
from kehoach_xl.intake.arrived import UNREADABLE
from kehoach_xl.intake.bounds import MEMORY
from kehoach_xl.intake.opened import Opened
from kehoach_xl.intake.opening import open_file
from kehoach_xl.intake.opening_document import open_as_document
from kehoach_xl.intake.wanted import DOCUMENT, KINDS
from kehoach_xl.intake.wire import Garbled, pack, receive, send
from kehoach_xl.messages import Message

# Past this share of its memory a process begins the next file with too little room; the parent takes a new one.
_WORN = MEMORY // 3


def main() -> None:
    """Answer requests until the pipe ends."""
    questions, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    _silence()
    standing = caps.confine()
    send(answers, {"ready": os.getpid(), "caps": standing})
    while True:
        try:
            request = receive(questions)
        except Garbled:
            return
        if request is None:
            return
        head, (data,) = request
        wanted = KINDS[head["wanted"]]
        opens = open_as_document if wanted is DOCUMENT else open_file
        caps.start_clock(head["seconds"])
        try:
            answer, blobs = pack(opens(data, head["name"], tuple(head["passwords"])))
            answer["worn"] = caps.peak() > _WORN
        except MemoryError:
            answer, blobs = pack(_problem(wanted.heavy, head["name"]))
            answer["worn"] = True
        except (KeyboardInterrupt, SystemExit):
            return
        except BaseException:  # calamine's panics are no Exception
            answer, blobs = pack(_problem(wanted.failed, head["name"]))
            answer["worn"] = True
        caps.stop_clock()
        send(answers, answer, blobs)


def _problem(code: str, name: str) -> Opened:
    return Opened(UNREADABLE, problem=Message(code, {"name": name}))


def _silence() -> None:
    """Nothing that a reader prints may be taken for an answer."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)
    os.close(nowhere)
