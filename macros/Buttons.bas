Attribute VB_Name = "Buttons"
' One Sub for each button of ribbon.xml, in its order; each calls one function of kehoach_xl/ribbon.py.
' ASCII only: VBA keeps its source in a code page. What she reads comes from cells, the ribbon or Python.
Option Explicit

Public Sub ImportDocument()
    If PythonIsReady() Then RunPython "import kehoach_xl.ribbon; kehoach_xl.ribbon.import_document()"
End Sub

Public Sub CheckWorkbook()
    If PythonIsReady() Then RunPython "import kehoach_xl.ribbon; kehoach_xl.ribbon.check_workbook()"
End Sub

Public Sub RepairCells()
    If PythonIsReady() Then RunPython "import kehoach_xl.ribbon; kehoach_xl.ribbon.repair_cells()"
End Sub

Public Sub AmendPlan()
    If PythonIsReady() Then RunPython "import kehoach_xl.ribbon; kehoach_xl.ribbon.amend_plan()"
End Sub

Public Sub OpenPeriod()
    If PythonIsReady() Then RunPython "import kehoach_xl.ribbon; kehoach_xl.ribbon.open_period()"
End Sub

Public Sub DistributeForms()
    If PythonIsReady() Then RunPython "import kehoach_xl.ribbon; kehoach_xl.ribbon.distribute_forms()"
End Sub

Public Sub SendLetters()
    If PythonIsReady() Then RunPython "import kehoach_xl.ribbon; kehoach_xl.ribbon.send_letters()"
End Sub

Public Sub RemindAgencies()
    If PythonIsReady() Then RunPython "import kehoach_xl.ribbon; kehoach_xl.ribbon.remind_agencies()"
End Sub

Public Sub ReceiveLetters()
    If PythonIsReady() Then RunPython "import kehoach_xl.ribbon; kehoach_xl.ribbon.receive_letters()"
End Sub

Public Sub MergeReturns()
    If PythonIsReady() Then RunPython "import kehoach_xl.ribbon; kehoach_xl.ribbon.merge_returns()"
End Sub

Public Sub EnterReports()
    If PythonIsReady() Then RunPython "import kehoach_xl.ribbon; kehoach_xl.ribbon.enter_reports()"
End Sub

Public Sub ApplyDecisions()
    If PythonIsReady() Then RunPython "import kehoach_xl.ribbon; kehoach_xl.ribbon.apply_decisions()"
End Sub

Public Sub UndoStep()
    If PythonIsReady() Then RunPython "import kehoach_xl.ribbon; kehoach_xl.ribbon.undo_step()"
End Sub

Public Sub Summarize()
    If PythonIsReady() Then RunPython "import kehoach_xl.ribbon; kehoach_xl.ribbon.summarize()"
End Sub

Public Sub WriteReport()
    If PythonIsReady() Then RunPython "import kehoach_xl.ribbon; kehoach_xl.ribbon.write_report()"
End Sub

Public Sub ExportPdf()
    If PythonIsReady() Then RunPython "import kehoach_xl.ribbon; kehoach_xl.ribbon.export_pdf()"
End Sub

Public Sub ClosePeriod()
    If PythonIsReady() Then RunPython "import kehoach_xl.ribbon; kehoach_xl.ribbon.close_period()"
End Sub

Public Sub ShowHelp()
    If PythonIsReady() Then RunPython "import kehoach_xl.ribbon; kehoach_xl.ribbon.show_help()"
End Sub

' Whether the Python that "kehoach-xl install" chose is there; if not, she is told what to do.
Public Function PythonIsReady() As Boolean
    PythonIsReady = IsFile(Environ("KEHOACH_XL_PYTHON"))
    If Not PythonIsReady Then Say "VB_NotReady"
End Function

' Show the text of a cell of this workbook. MsgBox would lose the Vietnamese letters; the script host keeps them.
Public Sub Say(ByVal cellName As String)
    Const WarningInFront As Long = 4144
    Dim sentence As String
    sentence = TextOf(cellName)
    On Error GoTo NoScriptHost
    CreateObject("WScript.Shell").Popup sentence, 0, "kehoach_xl", WarningInFront
    Exit Sub
NoScriptHost:
    Application.StatusBar = sentence
End Sub

Public Function TextOf(ByVal cellName As String) As String
    TextOf = CStr(ThisWorkbook.Names(cellName).RefersToRange.Value)
End Function

Private Function IsFile(ByVal path As String) As Boolean
    If path = "" Then Exit Function
    On Error GoTo NotThere
    IsFile = (Dir(path) <> "")
NotThere:
End Function
