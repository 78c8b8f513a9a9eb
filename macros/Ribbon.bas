Attribute VB_Name = "Ribbon"
' The callbacks of ribbon.xml. They act on the active workbook; it is a master when it has the names BT_<Sub>,
' whose cells say why a button makes no sense now ("" when it does).
Option Explicit

Private shownRibbon As IRibbonUI

Public Sub RibbonLoaded(ByVal ribbon As IRibbonUI)
    Set shownRibbon = ribbon
End Sub

' The id "MergeReturnsButton" runs Buttons.MergeReturns of this add-in, not the one inside the master.
Public Sub OnButton(ByVal control As IRibbonControl)
    If ActiveWorkbook Is Nothing Then
        Say "VB_OpenMaster"
        Exit Sub
    End If
    Application.Run "'" & ThisWorkbook.Name & "'!Buttons." & SubOf(control)
    RefreshRibbon
End Sub

Public Sub IsButtonEnabled(ByVal control As IRibbonControl, ByRef enabled As Variant)
    enabled = (ReasonAgainst(control) = "")
End Sub

Public Sub ButtonSupertip(ByVal control As IRibbonControl, ByRef supertip As Variant)
    supertip = control.Tag
    If ReasonAgainst(control) <> "" Then supertip = ReasonAgainst(control) & vbCrLf & vbCrLf & control.Tag
End Sub

' Let Office ask the callbacks again. The ribbon is gone after an interrupted macro until Excel starts anew.
Public Sub RefreshRibbon()
    If Not shownRibbon Is Nothing Then shownRibbon.Invalidate
End Sub

' Whether the sheet is the one that holds the reasons of a master.
Public Function HoldsReasons(ByVal sheet As Object) As Boolean
    On Error GoTo NoMaster
    HoldsReasons = (sheet.Parent.Names("BT_CheckWorkbook").RefersToRange.Worksheet.Name = sheet.Name)
NoMaster:
End Function

Private Function SubOf(ByVal control As IRibbonControl) As String
    SubOf = Left$(control.ID, Len(control.ID) - Len("Button"))
End Function

Private Function ReasonAgainst(ByVal control As IRibbonControl) As String
    Dim reason As Variant
    If SubOf(control) = "ShowHelp" Or SubOf(control) = "ImportDocument" Then Exit Function
    On Error GoTo NoMaster
    reason = ActiveWorkbook.Names("BT_" & SubOf(control)).RefersToRange.Value
    If Not IsError(reason) Then ReasonAgainst = CStr(reason)
    Exit Function
NoMaster:
    ReasonAgainst = TextOf("VB_OpenMaster")
End Function
