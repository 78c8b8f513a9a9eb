"""xlwings' real UDF server code over our functions: run by itself, for it must be there before they are imported.

Reads ``[[python name, [argument, …]], …]`` as JSON, arguments as COM hands them over (a range as rows), and
writes the answers. Without input it writes the VBA that xlwings itself would generate.
"""

import io
import json
import sys
from types import ModuleType, SimpleNamespace

import xlwings as xw

from tests.support.excel_com.errors import com_error
from tests.support.excel_com.pywin32 import windows_engine


def main() -> None:
    udfs = real_udfs()
    xw.func, xw.arg = udfs.xlfunc, udfs.xlarg
    import kehoach_xl.functions as functions

    given = sys.stdin.read()
    if given:
        calls = json.loads(given)
        answers = [udfs.call_udf(functions.__name__, name, tuple(map(as_com, args))) for name, args in calls]
        print(json.dumps(answers))
    else:
        vba = io.StringIO()
        udfs.generate_vba_wrapper(functions.__name__, functions, vba, SimpleNamespace(Name="KeHoach.xlam"))
        print(vba.getvalue())


def real_udfs() -> ModuleType:
    """``xlwings.udfs``; only what reaches into Windows is stood in for, and left unused by our functions."""
    xw.engines.add(xw.Engine(impl=windows_engine().engine))
    client = module("win32com.client", Dispatch=lambda found: found)
    module("win32com", client=client)
    module("pythoncom", CoInitialize=lambda: None)
    module("pywintypes", com_error=com_error)
    module("xlwings.com_server", loop=None)
    import xlwings.udfs

    return xlwings.udfs


def module(name: str, **members: object) -> ModuleType:
    made = ModuleType(name)
    vars(made).update(members)
    sys.modules[name] = made
    return made


def as_com(value: object) -> object:
    """A range arrives as a tuple of rows."""
    return tuple(map(tuple, value)) if isinstance(value, list) else value


if __name__ == "__main__":
    main()
