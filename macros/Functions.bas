Attribute VB_Name = "Functions"
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


Public Function KH_VITRI(xep_hang As Variant) As Variant
    KH_VITRI = Ask("relative_position", Array(xep_hang))
End Function


Public Function KH_HANG(xep_hang As Variant) As Variant
    KH_HANG = Ask("rank_number", Array(xep_hang))
End Function


Public Function KH_TONGSO(xep_hang As Variant) As Variant
    KH_TONGSO = Ask("ranked_total", Array(xep_hang))
End Function


Public Function KH_KHOANGCACH(thuc_te As Variant, muc_tieu As Variant) As Variant
    KH_KHOANGCACH = Ask("distance", Array(thuc_te, muc_tieu))
End Function


Public Function KH_CONNGAY(han As Variant, Optional hom_nay As Variant) As Variant
    Application.Volatile IsMissing(hom_nay)
    KH_CONNGAY = Ask("days_left", Array(han, hom_nay))
End Function


Public Function KH_THOIGIAN(thoi_gian As Variant) As Variant
    KH_THOIGIAN = Ask("timeframe_meaning", Array(thoi_gian))
End Function


Public Function KH_DENHAN(thoi_gian As Variant, ky As Variant) As Variant
    KH_DENHAN = Ask("due_state", Array(thoi_gian, ky))
End Function
