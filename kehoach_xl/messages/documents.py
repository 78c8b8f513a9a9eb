"""What is said of the document of a plan: reading it, and what was understood or is unsure."""

from kehoach_xl.messages.text import Text

TEXTS: dict[str, Text] = {
    # -- IMPORT_001–039: the file cannot be read (intake/readers) ------------------------------------
    # -- IMPORT_040–059: tables and the appendix -----------------------------------------------------
    # -- IMPORT_060–069: bodies ----------------------------------------------------------------------
    "IMPORT_060": Text("warning", "Tên «{name}» thuộc nhiều cơ quan trong danh mục.", "Đề nghị ghi tên đầy đủ."),
    "IMPORT_061": Text(
        "warning", "«{name}» chưa có trong danh mục cơ quan; gần giống: {near}.",
        "Đề nghị xác nhận cơ quan hoặc ghi tên đúng.",
    ),
    "IMPORT_062": Text("info", "«{name}» chưa có trong danh mục cơ quan; sẽ ghi thành cơ quan mới."),
    "IMPORT_063": Text(
        "stop", "Không có danh mục cơ quan «{register}».", "Các danh mục có sẵn: {known}.",
    ),
    # -- IMPORT_070–109: prose: outline, tasks, lead clauses ------------------------------------------
    # -- IMPORT_110–139: facts, deadlines, standings, goals -------------------------------------------
    # -- IMPORT_140–179: the review and the new master ------------------------------------------------
    # -- WORD_001–: the plan as a Word file -----------------------------------------------------------
}  # fmt: skip
