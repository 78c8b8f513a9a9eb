"""What is wanted of a file: the workbook of a return, or the document of a plan; how long each may take."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from kehoach_xl.intake.bounds import DOCUMENT_SECONDS, SECONDS


def _nothing(_: Any) -> int:
    return 0


@dataclass(frozen=True, slots=True)
class Wanted:
    """``seconds`` of wall time and of processor time; then what is said when they are over, when the memory is, and
    when the process failed in any other way.

    ``function``: of a workbook, the name («module:name») of the function that understands it in the process that opened
    it: of the workbook and of the text ``told`` it makes plain data and blobs. ``believe`` checks these here, and makes
    of them what the workbook said. Without them only whether it opens is told. ``weigh``: how many rows that holds,
    long texts counted as rows too.
    """

    name: str
    seconds: float
    late: str
    heavy: str
    failed: str
    function: str = ""
    told: str = ""
    believe: Callable[[Any, Sequence[bytes]], Any] | None = None
    weigh: Callable[[Any], int] = _nothing


WORKBOOK = Wanted("workbook", SECONDS, "INTAKE_001", "INTAKE_003", "INTAKE_002")
DOCUMENT = Wanted("document", DOCUMENT_SECONDS, "IMPORT_016", "IMPORT_017", "IMPORT_018")
KINDS = {one.name: one for one in (WORKBOOK, DOCUMENT)}
