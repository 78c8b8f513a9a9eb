"""A line between two programs that can be cut: a proxy on loopback that passes bytes on until so many have come."""

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator, Sequence

Change = Callable[[bytes], bytes]


class CutLine:
    """Listens at ``port`` and passes everything to ``target``. ``cuts``: after how many bytes from the far end each
    connection, in turn, is cut (RST); further ones are left alone. ``opened`` counts connections. ``change`` alters
    what comes from the far end, for what no server at hand would say."""

    def __init__(self, target: int, cuts: Sequence[int], change: Change = bytes) -> None:
        self._target, self._cuts, self._change = target, list(cuts), change
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self.opened = 0
        threading.Thread(target=self._listen, daemon=True).start()

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()

    def _listen(self) -> None:
        while True:
            try:
                near, _ = self._listening.accept()
            except OSError:
                return
            limit = self._cuts[self.opened] if self.opened < len(self._cuts) else None
            self.opened += 1
            far = socket.create_connection(("127.0.0.1", self._target))
            threading.Thread(target=_pass_on, args=(near, far, None, bytes), daemon=True).start()
            threading.Thread(target=_pass_on, args=(far, near, limit, self._change), daemon=True).start()


@contextlib.contextmanager
def cut_line(target: int, *cuts: int, change: Change = bytes) -> Iterator[CutLine]:
    """A :class:`CutLine` for one test."""
    line = CutLine(target, cuts, change)
    try:
        yield line
    finally:
        line.close()


def _pass_on(source: socket.socket, sink: socket.socket, limit: int | None, change: Change) -> None:
    """Bytes from one end to the other; after ``limit`` both are cut off."""
    passed = 0
    with contextlib.suppress(OSError):
        while data := change(source.recv(4096)):
            if limit is not None and passed + len(data) >= limit:
                sink.sendall(data[: limit - passed])
                for one in (source, sink):
                    one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
                break
            sink.sendall(data)
            passed += len(data)
    for one in (source, sink):
        with contextlib.suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)
        one.close()
