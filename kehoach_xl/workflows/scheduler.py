"""Machines of a Dask scheduler as the place where returned files are opened (``merge --scheduler``)."""

import contextlib
import logging
import re
import warnings
from collections.abc import Iterator
from typing import Any

from kehoach_xl.errors import Stop
from kehoach_xl.intake.afar import Afar

PATIENCE = 15  # seconds for the scheduler to answer, and for its first machine to be there
MOST = 64  # files at once: by then this machine, which judges and keeps them, is the slower side
_ADDRESS = re.compile(r"(?:tcp|tls)://(?:[^\s:/\[\]]+|\[[0-9A-Fa-f:.]+\]):\d{1,5}/?")


@contextlib.contextmanager
def connected(address: str) -> Iterator[Afar]:
    """The machines behind a scheduler. Raises Stop RUN_010 when it cannot be reached, RUN_011 when the library is not
    installed, RUN_012 when no machine is there."""
    if not _ADDRESS.fullmatch(address):
        raise Stop("RUN_010", address=address, reason="địa chỉ có dạng tcp://MÁY:CỔNG")
    try:
        from distributed import Client
        from distributed.scheduler import KilledWorker
    except ImportError as error:
        raise Stop("RUN_011") from error
    # What Dask says of lost machines and large messages is for who looks after it, in its own logs.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    warnings.filterwarnings("ignore", module=r"distributed(\..*)?")
    client = _client(Client, address)
    try:
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError as error:
            raise Stop("RUN_012") from error
        threads = sum(client.nthreads().values())
        yield Afar(client.get_executor(pure=False), min(max(threads, 1), MOST), lambda: _any(client), (KilledWorker,))
    finally:
        with contextlib.suppress(Exception):  # the work stands; a scheduler that went away is no matter now
            client.close(timeout=1)


def _client(kind: Any, address: str) -> Any:
    try:
        return kind(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError, TypeError, RuntimeError) as error:  # TimeoutError is an OSError
        raise Stop("RUN_010", address=address, reason="máy không trả lời ở cổng này") from error


def _any(client: Any) -> bool:
    """Whether a machine is there now."""
    try:
        return bool(client.scheduler_info()["workers"])
    except Exception:  # a client that has lost its scheduler fails in ways of its own
        return False
