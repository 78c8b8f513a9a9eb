"""How much of one file is ever opened: time, memory, and what may be inside a mail or an archive."""

from kehoach_xl.ooxml.limits import MEGABYTE, RETURN_LIMITS

SECONDS = 10.0  # of wall time and of processor time, for one file with all that is inside it
DOCUMENT_SECONDS = 90.0  # for one document of a plan, which may have hundreds of pages
MEMORY = 500 * MEGABYTE  # of the process that opens it
START_SECONDS = 60.0  # for that process to come up, on a machine whose virus scanner looks at it first

FILE_BYTES = 64 * MEGABYTE  # a mail or an archive; a workbook itself has RETURN_LIMITS
DEPTH = 3  # a workbook in an archive in a mail forwarded as an attachment
INNER_FILES = 200
INNER_BYTES = 100 * MEGABYTE

CELLS = RETURN_LIMITS.book_cells  # of all sheets together
LETTERS = RETURN_LIMITS.letters  # characters of all cells together
LONGEST_CELL = 32_767  # Excel's own limit
PASSWORDS = 20  # each try costs a tenth of a second, which is what protection is for
# Of one document; the plan of a ministry with all its appendices has some two hundred pages.
PAGES = 400
BLOCKS = 60_000  # paragraphs, printed lines and tables
DOCUMENT_CELLS = 200_000  # of all tables together, empty ones included
DOCUMENT_LETTERS = 8_000_000

ANSWER_BYTES = 256 * MEGABYTE  # what the parent is ever ready to take from a child
