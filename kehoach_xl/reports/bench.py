"""What the bench measured, for programs. Its tables are printed as they come, and the page is theirs too."""

from typing import Any


def text(report: Any) -> str:
    """Nothing is left to say."""
    return f"Đã đo {len(report.sections)} phần."


def data(report: Any) -> dict[str, Any]:
    """Every table as it is printed."""
    return {
        "sections": [
            {"title": one.title, "head": list(one.head), "rows": [list(row) for row in one.rows], "note": one.note}
            for one in report.sections
        ]
    }
