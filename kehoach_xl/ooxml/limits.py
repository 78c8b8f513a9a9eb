"""How much of a package is ever read; every bound is counted while reading, never taken on trust."""

from dataclasses import dataclass

MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds in bytes and counts. The defaults suit the coordinator's own master workbook, of a ministry too: 300,000
    rows of the record are 6 million cells and 300 MB of XML."""

    file_bytes: int = 256 * MEGABYTE
    entries: int = 2_000
    inflated_bytes: int = 1024 * MEGABYTE
    ratio: int = 150  # inflated / packed, asked only of parts above ratio_floor
    ratio_floor: int = MEGABYTE
    small_part_bytes: int = 16 * MEGABYTE  # workbook, styles, relations, properties
    cells: int = 8_000_000  # cells with a value or a formula, per sheet
    elements: int = 60_000_000  # XML elements scanned per part, empty styled cells included
    book_cells: int = 16_000_000  # of all sheets together
    book_elements: int = 120_000_000
    letters: int = 1 << 30  # of all cells together; a text shown in many cells counts in each
    strings: int = 1_000_000  # entries of the shared string table


MASTER_LIMITS = Limits()
# A return is one agency's form: tens of rows, never a data dump.
RETURN_LIMITS = Limits(
    file_bytes=25 * MEGABYTE,
    inflated_bytes=100 * MEGABYTE,
    cells=50_000,
    elements=1_000_000,
    book_cells=100_000,
    book_elements=2_000_000,
    letters=16 * MEGABYTE,
    strings=200_000,
    small_part_bytes=8 * MEGABYTE,
)
