"""Workbooks that open only with a password ([MS-OFFCRYPTO]): opened with one that was given, else said to be locked."""

import io
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

from kehoach_xl.errors import Stop
from kehoach_xl.ooxml import sniff

# What Excel itself uses when a workbook's structure is protected without a password to open.
_SILENT = "VelvetSweatshop"


def unlock(data: bytes, name: str, passwords: Sequence[str]) -> tuple[bytes, bool]:
    """The open workbook, and whether one of ``passwords`` was needed.

    Raises Stop INTAKE_060 (a password is wanted), INTAKE_061 (none of these), INTAKE_062 (no password would do).
    """
    import msoffcrypto
    from msoffcrypto.exceptions import InvalidKeyError

    file = _file(msoffcrypto, data, name)
    for word in (_SILENT, *passwords):
        try:
            return _with(file, word), word != _SILENT
        except InvalidKeyError:
            continue
        except MemoryError:
            raise
        except Exception as error:  # whatever its reading of a broken file comes upon
            raise Stop("INTAKE_062", name=name, reason=type(error).__name__) from error
    raise Stop("INTAKE_061" if passwords else "INTAKE_060", name=name)


def _file(msoffcrypto: Any, data: bytes, name: str) -> Any:
    try:
        return msoffcrypto.OfficeFile(io.BytesIO(data))
    except MemoryError:
        raise
    except Exception as error:
        raise Stop("INTAKE_062", name=name, reason=type(error).__name__) from error


def _with(file: Any, word: str) -> bytes:
    """The open workbook. Raises InvalidKeyError where ``word`` is not the password."""
    from msoffcrypto.exceptions import InvalidKeyError
    from msoffcrypto.format import xls97

    # It wants a temporary file; nothing here may write one.
    xls97.tempfile = SimpleNamespace(TemporaryFile=io.BytesIO)
    opened = io.BytesIO()
    file.load_key(password=word)
    file.decrypt(opened)
    found = opened.getvalue()
    # The package is not checked against the password, which would cost as much time again as opening it.
    if not found.startswith((*sniff.ZIP, sniff.OLE)):
        raise InvalidKeyError(word)
    return found
