"""Runs inside LibreOffice's own Python: opens a macro workbook, reads its on-sheet buttons, presses one of them.

``python3 click_worker.py PROFILE_FOLDER WORKBOOK STUB`` answers one JSON line for each command it reads: see COMMANDS.
STUB is Basic for the module ``xlwings``. With DISPLAY set the window is really there. Ends when stdin closes. Started
by :mod:`tests.support.clicking`.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from office_worker import properties, sheet_values, start

MODULE = "Rem Attribute VBA_ModuleType=VBAModule\nOption VBASupport 1\n"
CANARY = "\nFunction Canary() As Integer\nCanary = 42\nEnd Function\n"
LIBRARY, DASHBOARD = "VBAProject", "Bảng điều khiển"
ALWAYS_EXECUTE_NO_WARN = 4


class Session:
    """One document, visible when there is a screen."""

    def __init__(self, desktop, path, stub):
        self.desktop, self.path, self.stub = desktop, Path(path), stub
        self.load()

    def load(self):
        hidden = "DISPLAY" not in os.environ
        settings = properties(Hidden=False, MacroExecutionMode=ALWAYS_EXECUTE_NO_WARN, UpdateDocMode=0)
        self.document = self.desktop.loadComponentFromURL(self.path.as_uri(), "_blank", 0, settings)
        controller = self.document.CurrentController
        controller.setActiveSheet(self.document.Sheets.getByName(DASHBOARD))
        if not hidden:
            window = controller.Frame.ContainerWindow
            window.setPosSize(0, 0, 1600, 900, 15)
            window.toFront()
        library = self.document.BasicLibraries.getByName(LIBRARY)
        library.removeByName("xlwings")
        library.insertByName("xlwings", MODULE + self.stub)

    # -- commands ------------------------------------------------------------------------------

    def modules(self):
        """{module: source} of the document's library."""
        library = self.document.BasicLibraries.getByName(LIBRARY)
        return {name: library.getByName(name) for name in library.ElementNames}

    def canary(self, name, add=""):
        """What a function answers that stands in a copy of a module: 42, or why it could not be called.

        Basic compiles a module when something in it is called, and a module that does not compile does nothing and
        says nothing: without this, a click on a broken button would look like a click that had no effect.
        """
        library = self.document.BasicLibraries.getByName(LIBRARY)
        library.insertByName("CanaryModule", library.getByName(name) + add + CANARY)
        try:
            return self.call("CanaryModule.Canary")
        except Exception as problem:
            return f"{type(problem).__name__}: {problem}"
        finally:
            library.removeByName("CanaryModule")

    def call(self, macro, arguments=()):
        """Call a function of the library."""
        address = f"vnd.sun.star.script:{LIBRARY}.{macro}?language=Basic&location=document"
        script = self.document.getScriptProvider().getScript(address)
        return script.invoke(tuple(arguments), (), ())[0]

    def buttons(self):
        """The on-sheet buttons in their order: label, macro, and where its middle is on the screen."""
        form = self._form()
        found = []
        for index in range(form.Count):
            place = self._accessible(index)
            at, size = place.LocationOnScreen, place.Size
            found.append({
                "label": form.getByIndex(index).Label,
                "macros": [event.ScriptCode for event in form.getScriptEvents(index)],
                "at": [at.X + size.Width // 2, at.Y + size.Height // 2],
            })  # fmt: skip
        return found

    def press(self, label):
        """Press a button as a screen reader does; its macro runs when LibreOffice comes to it."""
        form = self._form()
        [index] = [i for i in range(form.Count) if form.getByIndex(i).Label == label]
        self._accessible(index).doAccessibleAction(0)

    def values(self, sheet):
        """{address: value} of a sheet of the document in the window."""
        return sheet_values(self.document.Sheets.getByName(sheet))

    def reload(self):
        """Close the document as it is and open the file again."""
        self.document.close(True)
        self.load()

    # -- parts ---------------------------------------------------------------------------------

    def _form(self):
        [form] = self.document.Sheets.getByName(DASHBOARD).DrawPage.Forms
        return form

    def _accessible(self, index):
        control = self.document.CurrentController.getControl(self._form().getByIndex(index))
        return control.getAccessibleContext()


COMMANDS = ("modules", "canary", "call", "buttons", "press", "values", "reload")


def serve(profile, path, stub):
    display = () if "DISPLAY" in os.environ else ("--headless", "--invisible")
    process, desktop = start(profile, display)
    session = None
    try:
        for line in sys.stdin:
            request = json.loads(line)
            command = request.pop("command")
            assert command in COMMANDS
            try:
                session = session or Session(desktop, path, stub)
                answer = {"value": getattr(session, command)(**request)}
            except Exception as problem:
                answer = {"error": f"{type(problem).__name__}: {problem}"}
            print(json.dumps(answer), flush=True)
    finally:
        process.terminate()
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()


if __name__ == "__main__":
    serve(*sys.argv[1:])
