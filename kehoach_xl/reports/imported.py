"""What an import says: what was understood of a document, what it was unsure of, and the master made of it."""

from collections.abc import Mapping, Sequence
from typing import Any

from kehoach_xl.documents.review_line import SHOWN
from kehoach_xl.documents.thing import (
    AGENCY,
    ASK,
    COMPONENT,
    DEADLINE,
    FACT,
    FIGURE,
    GOAL,
    GROUP,
    LEFT,
    OVERALL,
    PAST,
    TASK,
    spoken,
)
from kehoach_xl.messages import Message
from kehoach_xl.reports.words import message
from kehoach_xl.workflows.import_report import ImportReport, MasterReport, ReviewReport, Unsure

# What is counted, in the order of the sentence.
_COUNTED = (TASK, GROUP, COMPONENT, OVERALL, GOAL, PAST, FIGURE, DEADLINE, AGENCY)
# Lines with the same reason that are told one by one.
MOST_ALIKE = 3
_TOLD = ("Tên kế hoạch", "Số, ký hiệu", "Ngày văn bản", "Cơ quan ban hành", "Cơ quan tổng hợp")


def text(report: ImportReport) -> str:
    """For the terminal: everything, line by line."""
    lines = _of_review(report.review) if report.review else []
    lines += _of_master(report.master) if report.master else []
    return "\n".join([*lines, f"Bước tiếp theo: {_next(report)}"])


def short(report: ImportReport) -> list[str]:
    """For a message box: figures only."""
    lines: list[str] = []
    if (read := report.review) is not None:
        lines += [f"Đã đọc «{read.file}»: {counted(read.counts)}.", _waiting(read), f"Tệp xem lại: {read.out}"]
    if (made := report.master) is not None:
        lines.append(f"Đã tạo sổ {made.plan}: {_size(made)}.")
        lines += [f"{len(made.open)} điểm cần xem lại trong sổ."] if made.open else []
        lines.append(f"Tệp: {made.out}")
    return lines


def todo(report: ImportReport) -> str:
    """What to do next, as a sentence of a message box."""
    return f"Tiếp theo: {_next(report)}"


def data(report: ImportReport) -> dict[str, Any]:
    """For ``--json``; see docs/json.md."""
    return {
        "review": _review_data(report.review) if report.review else None,
        "master": _master_data(report.master) if report.master else None,
    }


def counted(counts: Mapping[str, int]) -> str:
    """«35 nhiệm vụ, 4 chỉ số thành phần»."""
    found = [f"{counts[kind]} {spoken(kind)}" for kind in _COUNTED if counts.get(kind)]
    return ", ".join(found) or "không có nhiệm vụ, chỉ số nào"


def _of_review(report: ReviewReport) -> list[str]:
    lines = [f"Đã đọc văn bản «{report.file}» (danh mục cơ quan: {report.register})."]
    lines += [f"  {name}: {report.facts.get(name) or 'không thấy trong văn bản'}" for name in _TOLD]
    for part, agencies, whole in report.deadlines:
        days = [f"cơ quan nộp {agencies}" if agencies else "", f"tổng hợp {whole}" if whole else ""]
        lines.append(f"  Hạn báo cáo – {part}: {'; '.join(day for day in days if day)}")
    lines += [f"Đã hiểu: {counted(report.counts)}.", _waiting(report)]
    lines += _unsure(report.unsure)
    lines += [f"  {one}" for one in report.lacks]
    return [*lines, f"Tệp xem lại: «{report.out}»."]


def _unsure(found: Sequence[Unsure]) -> list[str]:
    """A line each; what many lines are unsure of for the same reason is said once, with the numbers of the others."""
    alike: dict[tuple[str, ...], list[Unsure]] = {}
    for at, one in enumerate(found):
        own = (str(at),) if one.confidence == ASK else ()
        alike.setdefault((*(note.code for note in one.why), *own), []).append(one)
    lines = []
    for same in alike.values():
        told, others = (same[:1], same[1:]) if len(same) > MOST_ALIKE else (same, [])
        for one in told:
            place = f" ({one.place})" if one.place else ""
            lines.append(f"  [{SHOWN[one.confidence]}] TT {one.line}, {one.what}{place}: {_why(one.why)}")
        if others:
            numbers = ", ".join(str(one.line) for one in others)
            lines.append(f"      {len(others)} dòng khác cũng vậy: TT {numbers}.")
    return lines


def _of_master(report: MasterReport) -> list[str]:
    lines = [f"Đã tạo sổ «{report.out}»: {report.plan}, {_size(report)}."]
    lines += [f"Cơ quan, nhóm mới ghi vào sổ: {'; '.join(report.new)}."] if report.new else []
    lines += [f"Đã bỏ {report.dropped} dòng theo ý kiến."] if report.dropped else []
    lines += ["Cần xem lại trong sổ:"] if report.open else []
    return lines + [f"  {f'dòng {row}: ' if row else ''}{message}" for row, message in report.open]


def _size(report: MasterReport) -> str:
    counts = (
        (report.components, "chỉ số thành phần"), (report.groups, "nhóm nhiệm vụ"), (report.tasks, "nhiệm vụ"),
        (report.agencies, "cơ quan"),
    )  # fmt: skip
    return ", ".join(f"{count} {word}" for count, word in counts if count)


def _waiting(report: ReviewReport) -> str:
    looked = sum(one.confidence != ASK for one in report.unsure)
    return (
        f"{report.to_decide} chỗ cần quyết định, {looked} chỗ nên xem, "
        f"{report.counts.get(LEFT, 0)} đoạn chưa xếp loại."
    )


def _why(notes: Sequence[Message]) -> str:
    return " ".join(map(str, notes)) or "đề nghị xem lại."


def _next(report: ImportReport) -> str:
    if report.master is None:
        return "mở tệp xem lại, sửa thẳng vào ô, lưu, rồi bấm Nhập văn bản (lệnh import) với tệp đó để tạo sổ."
    opened = "mở sổ, bấm Kiểm tra (lệnh check)" if report.master.needs_a_look else "mở sổ"
    return f"{opened}, rồi mở kỳ báo cáo (open-period)."


def _review_data(report: ReviewReport) -> dict[str, Any]:
    return {
        "out": report.out, "file": report.file, "register": report.register, "facts": dict(report.facts),
        "deadlines": [dict(zip(("part", "deadline", "report_by"), one, strict=True)) for one in report.deadlines],
        "counts": {kind: number for kind, number in report.counts.items() if kind not in (FACT, LEFT)},
        "left": report.counts.get(LEFT, 0),
        "unsure": [
            {"line": one.line, "what": one.what, "place": one.place, "confidence": one.confidence,
             "why": [message(note) for note in one.why]}
            for one in report.unsure
        ],
        "lacks": [message(one) for one in report.lacks],
    }  # fmt: skip


def _master_data(report: MasterReport) -> dict[str, Any]:
    counts = ("components", "groups", "tasks", "agencies", "macros", "dropped")
    return {
        "out": report.out, "plan": report.plan, **{name: getattr(report, name) for name in counts},
        "open": [{"row": row, **message(message)} for row, message in report.open], "new": list(report.new),
    }  # fmt: skip
