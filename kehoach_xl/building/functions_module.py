"""``macros/Functions.bas``: for each worksheet function a VBA function that asks Python for the answer.

Run as ``python -m kehoach_xl.building.functions_module`` to write the file anew. It is ASCII without ``#If``,
for the add-in only, and calls Python as the code that xlwings itself would generate does; but where Python or
xlwings' DLL is missing the cell shows the sentence named ``VB_FunctionsOff`` in the add-in, and Python is not
tried again for a minute, so that a sheet full of functions does not stand still.
"""

from pathlib import Path

import kehoach_xl.functions  # noqa: F401  (registers the functions)
from kehoach_xl.worksheet import FUNCTIONS, WorksheetFunction

_HEAD = '''Attribute VB_Name = "Functions"
Option Explicit

' Worksheet functions of the add-in. Written by kehoach_xl/building/functions_module.py: change it there.
' Python answers through xlwings' UDF server; arguments and answers may be ranges.

Private restUntil As Date


' One answer from Python, or a sentence out of the add-in's cells where Python cannot be asked.
Private Function Ask(ByVal pythonName As String, ByVal arguments As Variant) As Variant
    If Now > restUntil Then
        On Error GoTo InVain
        Ask = XLPy.CallUDF("kehoach_xl.functions", (pythonName), (arguments), ActiveWorkbook, Application.Caller)
        Exit Function
    End If
Off:
    On Error Resume Next
    Ask = ""
    Ask = TextOf("VB_FunctionsOff")
    Exit Function
InVain:
    restUntil = DateAdd("n", 1, Now)
    Resume Off
End Function
'''


def source() -> str:
    """The text of the module, lines ended by a line feed."""
    return "\n\n".join([_HEAD, *(_wrapper(function) for function in FUNCTIONS.values())])


def _wrapper(function: WorksheetFunction) -> str:
    arguments = function.arguments
    taken = ", ".join(f"{'Optional ' * each.optional}{each.shown} As Variant" for each in arguments)
    given = ", ".join(each.shown for each in arguments)
    lines = [f"Public Function {function.name}({taken}) As Variant"]
    lapsing = [each.shown for each in arguments if function.volatile and each.optional]
    lines += [f"    Application.Volatile IsMissing({name})" for name in lapsing]
    lines += [f'    {function.name} = Ask("{function.python_name}", Array({given}))', "End Function", ""]
    return "\n".join(lines)


def main() -> None:
    """Write ``macros/Functions.bas`` of the source tree."""
    target = Path(__file__).parents[2] / "macros" / "Functions.bas"
    target.write_text(source(), encoding="ascii", newline="\r\n")


if __name__ == "__main__":
    main()
