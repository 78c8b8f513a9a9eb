"""A double of live Excel: xlwings' own Windows engine over a fake Excel, for tests.

``FakeExcel.open(path)`` gives an ``xlwings.Book`` whose every call goes through the real
``xlwings/_xlwindows.py`` and then, instead of COM, into a model read from a real workbook file. Each property
read or set and each method call is counted, and any of them can be made to fail. What Excel does to what it is
given (text read as typed, protected sheets, filters, merged cells, dates and currency coming back as other
types) is done here too. A member that is not here says so by name.

| module | what it is |
|---|---|
| ``excel`` | ``FakeExcel``: open, count, fail, look |
| ``pywin32`` | the imports of xlwings' Windows engine; the message box |
| ``wire``, ``com`` | one round trip; a COM object |
| ``model``, ``loading``, ``saving`` | the workbook in memory, from a file, to a file |
| ``entry``, ``cells``, ``writing``, ``filtering`` | Excel's way with cells |
| ``formulas`` | the few formulas it works out itself |
| ``application``, ``books``, ``sheets``, ``autofilter``, ``ranges`` | the object model |

What it cannot show: formulas are hardly computed (results come from the file, or from ``results``). Assumed rather than
seen in Excel, to be tried there first when something differs: an apostrophe before a text is dropped in cells formatted
as text too; numbers given to such cells become text; a block that holds a refused element is written up to there;
``Filter.Operator`` is 0 for a single criterion; ``ShowAllData`` fails on any protected sheet; moments come to the
millisecond; a cell being edited rejects reads and answers sets and methods with 0x800AC472;
``ExportAsFixedFormat`` refuses a hidden sheet and an empty one.
"""

from tests.support.excel_com.errors import NotInTheDouble, Spinning, com_error
from tests.support.excel_com.excel import Alert, FakeExcel

__all__ = ["Alert", "FakeExcel", "NotInTheDouble", "Spinning", "com_error"]
