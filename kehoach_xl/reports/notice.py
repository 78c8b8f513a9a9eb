"""Reports as a message box shows them: what happened in figures, then what to do next. Details are in the sheets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kehoach_xl.domain.listing import first_agencies
from kehoach_xl.errors import Stop
from kehoach_xl.intake.arrived import CONTAINER, LOCKED
from kehoach_xl.messages import Message
from kehoach_xl.messages.text import LEVELS
from kehoach_xl.reports import receiving, reminding, sending, watched, written
from kehoach_xl.reports.by_type import ByType
from kehoach_xl.reports.words import overwritten, rate, sums
from kehoach_xl.returns.verdict import ACCEPTED, NEEDS_CONFIRMATION
from kehoach_xl.workflows.file_lines import word_of

if TYPE_CHECKING:
    from kehoach_xl.workflows.accounting import Account
    from kehoach_xl.workflows.advise import Advice
    from kehoach_xl.workflows.amend import AmendReport
    from kehoach_xl.workflows.apply_decisions import DecisionsReport
    from kehoach_xl.workflows.check import CheckReport
    from kehoach_xl.workflows.close_period import CloseReport
    from kehoach_xl.workflows.distribute import DistributeReport
    from kehoach_xl.workflows.enter import EnterReport
    from kehoach_xl.workflows.export_pdf import PdfReport
    from kehoach_xl.workflows.import_report import ImportReport
    from kehoach_xl.workflows.letters import ComposeReport
    from kehoach_xl.workflows.merge import MergeReport
    from kehoach_xl.workflows.open_period import OpenReport
    from kehoach_xl.workflows.receive_report import ReceiveReport
    from kehoach_xl.workflows.remind_report import RemindReport
    from kehoach_xl.workflows.repair import RepairReport
    from kehoach_xl.workflows.report_written import ReportWritten
    from kehoach_xl.workflows.send_report import SendReport
    from kehoach_xl.workflows.summary import SummaryReport
    from kehoach_xl.workflows.undo import UndoReport

# Names listed in a box; the rest are counted.
MOST = 5
# What asks her for an agency or a password.
ASKING = (NEEDS_CONFIRMATION, LOCKED)


@dataclass(frozen=True)
class Notice:
    """What a message box shows; ``warns`` asks for a look, with Excel's warning sign."""

    text: str
    warns: bool = False


notice: ByType[Notice] = ByType("The box for a report of an operation, or for what stopped it.")


@notice.register
def _(stop: Stop) -> Notice:
    return _box([f"{stop.message.text}"], stop.message.todo, f"Mã: {stop.message.code}", warns=True)


@notice.register
def _(report: ImportReport) -> Notice:
    from kehoach_xl.reports import imported  # loads what reads documents, which nothing else needs

    return _box(imported.short(report), imported.todo(report), warns=report.needs_a_look)


@notice.register
def _(report: ReportWritten) -> Notice:
    lines = [*written.short(report), *(str(one) for one in report.notices)]
    return _box(lines, written.todo(report), warns=report.needs_a_look)


@notice.register
def _(report: CheckReport) -> Notice:
    counts = ", ".join(f"{report.count(level)} {name.lower()}" for level, name in LEVELS.items())
    wrong = report.count("error") + report.count("warning")
    todo = "mở trang Kiểm tra, bấm cột Vị trí để đến từng ô." if wrong else "có thể mở kỳ báo cáo và phân phát phiếu."
    lines = [f"Kết quả kiểm tra: {counts}."]
    if report.off:
        lines.append(f"Đang tắt {len(report.off)} quy tắc (trang Quy tắc): {', '.join(report.off)}.")
    if report.proposals:
        lines.append(f"{report.proposals} ô có đề nghị sửa: xem cột Đề nghị sửa thành, rồi bấm Sửa giúp.")
    return _box(lines, f"Tiếp theo: {todo}", warns=bool(wrong))


@notice.register
def _(report: RepairReport) -> Notice:
    lines = [f"Đã sửa {len(report.repairs)} ô:" if report.repairs else "Chưa sửa ô nào."]
    lines += [f"• {title}: {count}" for title, count in report.kinds.items()]
    if report.left:
        lines.append(f"Để lại {report.left} ô đã thay đổi sau lần kiểm tra hoặc chứa công thức.")
    if report.changed:
        lines.append(overwritten(report.changed))
    rest = f" Còn {report.waiting} đề nghị ở trang Kiểm tra." if report.waiting else ""
    return _box(lines, f"Danh sách ở trang Kiểm tra đã lập lại.{rest}", warns=bool(report.left or report.changed))


@notice.register
def _(report: OpenReport) -> Notice:
    by = f", hạn cơ quan nộp {report.deadline:%d/%m/%Y}" if report.deadline else ""
    lines = [
        f"Kỳ {report.name} ({report.period}) {'đã mở lại' if report.reopened else 'đang mở'}{by}.",
        f"{report.tasks} nhiệm vụ cần báo cáo trong kỳ.",
    ]  # fmt: skip
    if report.unassigned:
        lines.append(f"Chưa xác định cơ quan báo cáo: nhiệm vụ {', '.join(report.unassigned)}.")
    return _box(lines, "Tiếp theo: xem lại hạn ở trang Kỳ báo cáo, rồi phân phát.", warns=bool(report.unassigned))


@notice.register
def _(report: CloseReport) -> Notice:
    if report.removed:
        return _box([f"Đã xóa kỳ {report.name} ({report.period}) khỏi sổ."], "Tiếp theo: mở đúng kỳ cần báo cáo.")
    lines = [f"Đã đóng kỳ {report.name} ({report.period})."]
    if report.waiting:
        lines.append(f"Chưa gửi về hoặc gửi phiếu trống ({len(report.waiting)}): {first_agencies(report.waiting)}.")
    if report.unreported or report.conflicts:
        lines.append(f"Còn {report.unreported} dòng chưa báo cáo, {report.conflicts} xung đột chưa xử lý.")
    missing = bool(report.waiting or report.unreported or report.conflicts)
    return _box(lines, "Tiếp theo: mở kỳ kế tiếp; muốn mở lại kỳ này thì ghi lý do.", warns=missing)


@notice.register
def _(report: DistributeReport) -> Notice:
    from kehoach_xl.workflows.distribute import MANIFEST

    lines = [f"Đã tạo {len(report.files)} phiếu kỳ {report.period_name} trong thư mục:", report.folder]
    lines += _some([str(one) for one in report.notices if one.level == "warning"], "lưu ý")
    lines += _letters(report.letters)
    after = "xem lại trang Thư rồi bấm Gửi thư" if report.letters.waiting else "gửi cho mỗi cơ quan đúng phiếu của mình"
    warns = any(one.level == "warning" for one in report.notices)
    return _box(lines, f"Tiếp theo: {after} (danh mục: {MANIFEST}).", warns=warns)


@notice.register
def _(report: PdfReport) -> Notice:
    lines = [f"Đã xuất {len(report.files)} tệp PDF của kỳ {report.period_name} vào thư mục:", report.folder]
    lines += _some([str(one) for one in report.notices], "lưu ý")
    return _box(lines, "Tiếp theo: gửi kèm báo cáo hoặc in.", warns=bool(report.notices))


@notice.register
def _(report: SendReport) -> Notice:
    lines = [*sending.short(report), *_some(sending.told(report), "lưu ý")]
    return _box(lines, sending.todo(report), warns=report.needs_a_look)


@notice.register
def _(report: ReceiveReport) -> Notice:
    lines = [*receiving.short(report), *_some([str(one) for one in receiving.told(report)], "lưu ý")]
    return _box(lines, receiving.todo(report), warns=report.needs_a_look)


@notice.register
def _(report: RemindReport) -> Notice:
    lines = [*reminding.short(report), *_some([str(one) for one in reminding.told(report)], "lưu ý")]
    return _box(lines, reminding.todo(report), warns=report.needs_a_look)


@notice.register
def _(report: MergeReport) -> Notice:
    lines = [f"Gộp báo cáo kỳ {report.period_name}: nhận {report.accepted}/{len(report.files)} tệp."]
    lines += _read(report)
    lines += _some([str(one) for one in (*report.undecided, *report.not_placed)], "lưu ý")
    if report.waiting:
        lines.append(f"Chưa gửi về hoặc gửi phiếu trống ({len(report.waiting)}): {first_agencies(report.waiting)}.")
    lines += _letters(report.letters)
    if any(v.state in ASKING for v in report.files):
        todo = "Tiếp theo: xem trang Tệp gửi về, điền ở các cột nền vàng, rồi bấm Xử lý xung đột."
    elif report.conflicts:
        todo = f"Tiếp theo: chọn cách xử lý {len(report.conflicts)} xung đột ở trang Xung đột, rồi bấm Xử lý xung đột."
    else:
        todo = "Tiếp theo: xem trang Tổng hợp; phiếu gửi thêm thì gộp lại, số liệu không bị tính hai lần."
    return _box(lines, todo, warns=report.needs_a_look)


def _letters(report: ComposeReport) -> list[str]:
    """What was put into `Thư`; nothing when no letter was due."""
    lines = [Message("MAIL_100", {"count": report.waiting}).text] if report.waiting else []
    if names := report.without_address:
        lines.append(Message("MAIL_101", {"count": len(names), "agencies": first_agencies(names)}).text)
    return lines + _some([str(one) for one in report.problems], "lưu ý")


def _read(report: Account) -> list[str]:
    """The sums over the files, those that were not taken, and how many of the others have something to look at."""
    others = [v for v in report.files if v.state not in (ACCEPTED, CONTAINER)]
    lines = [f"Tổng {sums(report.total, report.cells)}"]
    lines += _some([f"[{word_of(v, report).lower()}] {v.file}: {v.message}" for v in others], "tệp")
    if noted := sum(any(one.needs_a_look for one in v.findings) for v in report.files):
        lines.append(f"{noted} tệp có điểm cần xem, liệt kê ở trang Tệp gửi về.")
    return lines


@notice.register
def _(report: DecisionsReport) -> Notice:
    lines = [f"Đã áp dụng {report.applied} quyết định."]
    if report.files:
        lines += [f"Nhận {report.accepted}/{len(report.files)} tệp đọc lại từ bản gốc.", *_read(report)]
    lines += _some([str(one) for one in report.undecided], "dòng")
    if report.conflicts:
        return _box(lines, f"Tiếp theo: còn {report.conflicts} xung đột chờ chọn ở trang Xung đột.", warns=True)
    return _box(lines, "Tiếp theo: xem trang Tổng hợp.", warns=report.needs_a_look)


@notice.register
def _(report: AmendReport) -> Notice:
    lines = [f"Đã áp dụng {len(report.applied)} điều chỉnh.", *_some([str(one) for one in report.refused], "dòng")]
    todo = "sửa các dòng chưa áp dụng ở trang Điều chỉnh." if report.refused else "xem cột Điều chỉnh ở trang Phụ lục."
    return _box(lines, f"Tiếp theo: {todo}", warns=bool(report.refused))


@notice.register
def _(report: EnterReport) -> Notice:
    lines = [
        f"Đã nhập thay {len(report.entered)} văn bản, {report.total} ô có số liệu.",
        *_some([str(one) for one in report.refused], "dòng"),
    ]
    if report.refused:
        return _box(lines, "Tiếp theo: sửa các dòng chưa nhập được ở trang Nhập thay.", warns=True)
    if report.conflicts:
        return _box(lines, f"Tiếp theo: {len(report.conflicts)} xung đột chờ chọn ở trang Xung đột.", warns=True)
    return _box(lines, "Tiếp theo: xem trang Tổng hợp.")


@notice.register
def _(report: UndoReport) -> Notice:
    from kehoach_xl.workflows.repair import REPAIR

    lines = [f"Đã hoàn tác thao tác «{report.operation}»: {report.cells} ô trở lại như trước."]
    if report.files:
        lines.append(f"Số tệp thôi tính: {len(report.files)}.")
    if report.kept:
        lines.append(f"{report.kept} ô đã được sửa sau đó nên để nguyên.")
    if report.operation == REPAIR and not report.cells:
        lines.append("Ô của trang Tiến độ và cột báo cáo của Phụ lục giữ cách viết đã thống nhất.")
    return _box(lines, "Tiếp theo: sửa nguyên nhân (bỏ tệp chưa đúng, sửa dòng đã nhập) rồi thực hiện lại.")


@notice.register
def _(report: SummaryReport) -> Notice:
    counts = ", ".join(f"{state.lower()} {count}" for state, count in report.receipt_totals.items())
    lines = [
        f"Tổng hợp kỳ {report.period_name}: {report.total['count']} nhiệm vụ, {rate(report.total)}.",
        f"Nộp phiếu: {counts}.",
        *watched.in_short(report),
    ]
    if report.open_conflicts:
        lines.append(f"Còn {report.open_conflicts} xung đột chưa quyết định; số liệu đang dùng số đang có.")
    lines += [f"• {one}" for one in report.notices]
    return _box(
        lines, "Tiếp theo: xem trang Tổng hợp và trang Chỉ số.", warns=bool(report.open_conflicts or report.notices)
    )


@notice.register
def _(advice: Advice) -> Notice:
    steps = "\n".join(f"{n}. {step}" for n, step in enumerate(advice.steps, 1))
    return _box([f"Việc nên làm bây giờ: {advice.now}"], f"Thứ tự công việc:\n{steps}", advice.about)


def _box(lines: Iterable[str], *endings: str, warns: bool = False) -> Notice:
    return Notice("\n\n".join(part for part in ("\n".join(lines), *endings) if part), warns)


def _some(lines: list[str], unit: str) -> list[str]:
    rest = len(lines) - MOST
    return [f"• {line}" for line in lines[:MOST]] + ([f"… và {rest} {unit} nữa."] if rest > 0 else [])
