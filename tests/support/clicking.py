"""A macro workbook open in LibreOffice, to be clicked: how its RunPython comes to Python.

LibreOffice runs every branch of ``#If``, so xlwings' own module, which is written for Excel, cannot run there; and it
has no COM through which Python could write into the open workbook. So the module ``xlwings`` is replaced, in the open
document only, by one whose RunPython starts the Python named by KEHOACH_XL_PYTHON (the variable that the workbook's
own configuration names) on :mod:`tests.support.run_python`, and waits for it. That runs the string, letter by letter as
it stands in ``macros/Buttons.bas``, with the file of the workbook as the caller. LibreOffice never stores the
workbook: the file is as the program built it, plus what Python did. ``reload`` shows that in the window.
"""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from tests.support import run_python
from tests.support.libreoffice import SETTINGS, LibreOffice, OfficeError
from tests.support.screen import until

WORKER = Path(__file__).with_name("click_worker.py")

# ConvertToURL: Shell takes a path with blanks only so.
STUB = """
Public Sub RunPython(ByVal command As String)
    Shell ConvertToURL(Environ("KEHOACH_XL_PYTHON")), 0, Quoted({runner}) & Quoted(command) & _
        Quoted(ConvertFromURL(ThisComponent.URL)), True
End Sub

Private Function Quoted(ByVal word As String) As String
    Quoted = " " & Chr(34) & word & Chr(34)
End Function
"""

# Macros run unasked; no owner file beside the workbook, since it is Python that works on the file; no greeting.
MORE = """
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse">
<value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Misc"><prop oor:name="UseLocking" oor:op="fuse">
<value>false</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Misc"><prop oor:name="ShowTipOfTheDay" oor:op="fuse">
<value>false</value></prop></item>
</oor:items>
"""


class Opened(LibreOffice):
    """One workbook in one LibreOffice; on a screen when ``display`` names one. Close it."""

    def __init__(self, path: Path, display: str = "", python: str = sys.executable) -> None:
        self._told = run_python.told(path)
        environment = {"KEHOACH_XL_PYTHON": python, "LC_ALL": "C.UTF-8"}
        runner = f'"{run_python.__file__}"'
        super().__init__(
            worker=WORKER,
            arguments=[str(path), STUB.format(runner=runner)],
            settings=SETTINGS.replace("</oor:items>\n", MORE.lstrip()),
            environment={**environment, "DISPLAY": display} if display else environment,
        )

    def __enter__(self) -> "Opened":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def modules(self) -> dict[str, str]:
        """{module: source} of the document."""
        return self._ask("modules")

    def canary(self, module: str, add: str = "") -> Any:
        """42 when a module compiles, with ``add`` at its end. LibreOffice may not survive one that does not."""
        try:
            return self._ask("canary", name=module, add=add)
        except OfficeError as error:
            return str(error)

    def call(self, macro: str, *arguments: Any) -> Any:
        """Call a function of the workbook."""
        return self._ask("call", macro=macro, arguments=arguments)

    def buttons(self) -> list[Mapping[str, Any]]:
        """The on-sheet buttons in their order: label, macros, at (its middle on the screen)."""
        return self._ask("buttons")

    def press(self, label: str) -> None:
        """Press a button as a screen reader does; its macro runs when LibreOffice comes to it."""
        self._ask("press", label=label)

    def outcome(self, press: Callable[[], None]) -> tuple[str, str]:
        """What ran when something is pressed: the string that Python was given, and what was said to the person."""
        self._told.unlink(missing_ok=True)
        press()
        until(lambda: self._told.exists() or None, "the end of what the button started")
        command, _, said = self._told.read_text(encoding="utf-8").partition("\n")
        return command, said

    def values(self, sheet: str) -> dict[str, Any]:
        """{address: value} of a sheet in the window."""
        return self._ask("values", sheet=sheet)

    def reload(self) -> None:
        """Show the file as it is now."""
        self._ask("reload")
