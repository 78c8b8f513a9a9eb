"""Reports as a coordinator reads them in the terminal: what happened, what to look at, what to do next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kehoach_xl.domain.progress import show
from kehoach_xl.domain.values import shown
from kehoach_xl.messages import CATALOGUE, Message
from kehoach_xl.messages.text import LEVELS
from kehoach_xl.reports.by_type import ByType
from kehoach_xl.reports.words import left_out, overwritten, rate, sums
from kehoach_xl.returns.finding import LOCKED, UNDERSTOOD, Finding
from kehoach_xl.sheets.formulas import MISSING
from kehoach_xl.workflows.file_lines import word_of
from kehoach_xl.workflows.told import told

if TYPE_CHECKING:
    from kehoach_xl.domain.outlook import Outlook
    from kehoach_xl.workflows.accounting import Account
    from kehoach_xl.workflows.amend import AmendReport
    from kehoach_xl.workflows.apply_decisions import DecisionsReport
    from kehoach_xl.workflows.build import BuildReport
    from kehoach_xl.workflows.bundle import BundleReport
    from kehoach_xl.workflows.check import CheckReport
    from kehoach_xl.workflows.close_period import CloseReport
    from kehoach_xl.workflows.consolidate import ConsolidateReport
    from kehoach_xl.workflows.demo import DemoReport
    from kehoach_xl.workflows.distribute import DistributeReport
    from kehoach_xl.workflows.enter import EnterReport
    from kehoach_xl.workflows.export_pdf import PdfReport
    from kehoach_xl.workflows.gather import GatherReport
    from kehoach_xl.workflows.import_report import ImportReport
    from kehoach_xl.workflows.indices import IndexLine
    from kehoach_xl.workflows.install import Act, InstallReport
    from kehoach_xl.workflows.login import LoginReport
    from kehoach_xl.workflows.merge import MergeReport
    from kehoach_xl.workflows.new import NewReport
    from kehoach_xl.workflows.open_period import OpenReport
    from kehoach_xl.workflows.rebuild import RebuildReport
    from kehoach_xl.workflows.receive_report import ReceiveReport
    from kehoach_xl.workflows.remind_report import RemindReport
    from kehoach_xl.workflows.repair import RepairReport
    from kehoach_xl.workflows.report_written import ReportWritten
    from kehoach_xl.workflows.send_report import SendReport
    from kehoach_xl.workflows.summary import SummaryReport
    from kehoach_xl.workflows.undo import UndoReport
    from kehoach_xl.workflows.uninstall import UninstallReport
    from kehoach_xl.workflows.verify import VerifyReport
    from kehoach_xl.workflows.write_document import WordReport

# Proposals shown per file; the rest are counted.
MOST_LINES = 5

ACTS = {
    "done": "mới",
    "same": "đã có, giữ nguyên",
    "replaced": "thay bản cũ",
    "removed": "đã gỡ",
    "left": "còn lại",
    "absent": "không còn từ trước",
    "skipped": "bỏ qua",
}


# What one kind of report alone is shown with is loaded with that report: a check or a merge needs none of it.
text: ByType[str] = ByType("A report as lines of Vietnamese text.")


@text.register
def _(report: NewReport) -> str:
    after = "mở sổ trong Excel, bấm nút Mở kỳ báo cáo (hoặc lệnh open-period)"
    indices = f"{report.components} chỉ số thành phần" if report.components or not report.groups else ""
    parts = ", ".join(one for one in (indices, f"{report.groups} nhóm nhiệm vụ" if report.groups else "") if one)
    return (
        f"Đã tạo sổ «{report.path}»: {report.plan}, {parts}, {report.tasks} nhiệm vụ, "
        f"{report.agencies} cơ quan.\nBước tiếp theo: {after if report.macros else 'mở kỳ báo cáo (open-period)'}."
    )


@text.register
def _(report: ImportReport) -> str:
    from kehoach_xl.reports import imported  # loads what reads documents, which nothing else needs

    return imported.text(report)


@text.register
def _(report: BuildReport) -> str:
    lines = [f"  {file.file}: {file.size} byte, sha256 {file.sha256}" for file in report.files]
    return "\n".join([f"Đã ghi {len(report.files)} tệp vào thư mục «{report.folder}»:", *lines])


@text.register
def _(report: CheckReport) -> str:
    counts = ", ".join(f"{report.count(level)} {name.lower()}" for level, name in LEVELS.items())
    lines = [f"Kết quả kiểm tra: {counts}. Danh sách đầy đủ ở trang Kiểm tra."]
    for finding in report.findings:
        message = finding.issue.message
        if message.level != "hint":
            where = f"{finding.sheet} {finding.address}".strip()
            lines.append(f"  {LEVELS[message.level]} – {where}: {message}")
    if report.unlisted:
        lines.append(f"Trang Kiểm tra hết chỗ, còn {report.unlisted} dòng chưa ghi: sửa các lỗi trên rồi kiểm tra lại.")
    lines += [f"  Quy tắc đã tắt – {code} {CATALOGUE[code].title}: {why}" for code, why in report.off.items()]
    if report.proposals:
        lines.append(f"{report.proposals} ô có đề nghị sửa: xem trước bằng repair --dry-run, sửa bằng lệnh repair.")
    return "\n".join(lines)


@text.register
def _(report: RepairReport) -> str:
    done = "Xem trước, chưa ghi vào sổ. Sẽ sửa" if report.dry_run else "Đã sửa"
    lines = [f"{done} {len(report.repairs)} ô theo cột Đề nghị sửa thành{_kinds(report)}."]
    lines += [
        f"  {one.sheet} {one.address}: «{_short(one.old, 80)}» → «{_short(one.new, 80)}»" for one in report.repairs
    ]
    if report.left:
        lines.append(f"Để lại {report.left} ô đã thay đổi sau lần kiểm tra hoặc chứa công thức.")
    if report.changed:
        lines.append(overwritten(report.changed))
    if report.refused:
        lines.append(f"{report.refused} đề nghị không ghi Có nên giữ nguyên.")
    if report.repairs and not report.dry_run:
        lines.append(f"Bản sao trước khi sửa: {report.backup}. Hoàn tác bằng lệnh undo.")
    return "\n".join(lines)


def _kinds(report: RepairReport) -> str:
    return "".join(f"; {title[0].lower()}{title[1:]}: {count}" for title, count in report.kinds.items())


@text.register
def _(report: OpenReport) -> str:
    by = f", hạn cơ quan nộp {report.deadline:%d/%m/%Y}" if report.deadline else ""
    lines = [
        f"Kỳ {report.name} ({report.period}) {'đã mở lại' if report.reopened else 'đang mở'}{by}: "
        f"{report.tasks} nhiệm vụ, {report.new_rows} dòng báo cáo mới."
    ]
    if report.unassigned:
        lines.append(f"Chưa xác định cơ quan báo cáo: nhiệm vụ {', '.join(report.unassigned)}.")
    return "\n".join(lines)


@text.register
def _(report: CloseReport) -> str:
    if report.removed:
        return f"Đã xóa kỳ {report.name} ({report.period}) khỏi sổ, {report.rows} dòng báo cáo trống."
    lines = [f"Đã đóng kỳ {report.name} ({report.period}), ngày {report.closed:%d/%m/%Y}."]
    if report.waiting:
        lines.append(f"Chưa gửi về hoặc gửi phiếu trống ({len(report.waiting)}): {'; '.join(report.waiting)}.")
    if report.unreported or report.conflicts:
        lines.append(f"Còn {report.unreported} dòng chưa báo cáo, {report.conflicts} xung đột chưa xử lý.")
    lines.append(f'Muốn bổ sung số liệu: mở lại kỳ này (open-period --period {report.period} --reason "lý do").')
    return "\n".join(lines)


@text.register
def _(report: DistributeReport) -> str:
    from kehoach_xl.workflows.distribute import MANIFEST

    lines = [f"Đã phát {len(report.files)} phiếu kỳ {report.period_name} vào thư mục «{report.folder}»:"]
    lines += table([(file.agency_name, f"{len(file.tasks)} nhiệm vụ", file.file) for file in report.files])
    lines += [f"  {one}" for one in report.notices]
    lines.append(f"Danh mục phát hành: {MANIFEST}.")
    lines += [str(one) for one in report.letters.messages]
    return "\n".join(lines)


@text.register
def _(report: PdfReport) -> str:
    lines = [f"Đã xuất {len(report.files)} tệp PDF của kỳ {report.period_name} vào thư mục «{report.folder}»:"]
    lines += table([(file.sheet, file.file) for file in report.files])
    lines += [f"  {one}" for one in report.notices]
    return "\n".join(lines)


@text.register
def _(report: WordReport) -> str:
    head = (
        f"Đã ghi kế hoạch «{report.plan}» vào tệp «{report.path}»: {report.components} chỉ số, nhóm nhiệm vụ và "
        f"{report.tasks} nhiệm vụ."
    )
    return "\n".join([head, *(f"  {one}" for one in report.lacks)])


@text.register
def _(report: SendReport) -> str:
    from kehoach_xl.reports import sending

    return sending.text(report)


@text.register
def _(report: LoginReport) -> str:
    from kehoach_xl.reports import sending

    return sending.login_text(report)


@text.register
def _(report: ReceiveReport) -> str:
    from kehoach_xl.reports import receiving

    return receiving.text(report)


@text.register
def _(report: RemindReport) -> str:
    from kehoach_xl.reports import reminding

    return reminding.text(report)


@text.register
def _(report: ReportWritten) -> str:
    from kehoach_xl.reports import written

    return written.text(report)


@text.register
def _(report: MergeReport) -> str:
    head = "Xem trước, chưa ghi vào sổ. " if report.dry_run else ""
    lines = [f"{head}Gộp báo cáo kỳ {report.period_name}: {len(report.files)} tệp."]
    lines += _files(report)
    lines.append(f"Tổng {sums(report.total, report.cells)}")
    if report.edits:
        lines.append(f"Đã ghi nhận {len(report.edits)} ô anh/chị nhập tay trong sổ.")
    lines += [f"  Nhập tay chưa đưa vào được: {one}" for one in report.not_placed]
    if report.confirmed:
        lines.append(f"Đã xử lý {report.confirmed} tệp theo lựa chọn ở trang Tệp gửi về.")
    if report.decided:
        lines.append(f"Đã áp dụng {report.decided} quyết định ở trang Xung đột.")
    lines += [f"  {one}" for one in report.undecided]
    if report.conflicts:
        lines.append(f"Còn {len(report.conflicts)} xung đột chờ anh/chị quyết định ở trang Xung đột:")
        for clash in report.conflicts:
            lines.append(
                f"  Nhiệm vụ {report.codes.get(clash.key[0], clash.key[0])} ({clash.key[1]}, {clash.key[2]}), "
                f"{report.headings[clash.key[3]]}: "
                f"đang có «{_short(show(clash.ours), 120)}», gửi về «{_short(show(clash.theirs), 120)}»"
            )
    if report.waiting:
        lines.append(f"Chưa gửi về hoặc gửi phiếu trống ({len(report.waiting)}): {'; '.join(report.waiting)}.")
    lines += [str(one) for one in report.letters.messages]
    if report.backup:
        lines.append(f"Bản sao trước khi gộp: {report.backup}. Hoàn tác bằng lệnh undo.")
    return "\n".join(lines)


def _files(report: Account) -> Iterator[str]:
    """Each file that is told with its verdict and what to do, and under it what there is to look at."""
    for verdict, says in told(report.files):
        yield f"  [{word_of(verdict, report).lower()}] {verdict.file}: {says}"
        yield from (f"      {note}" for note in (*verdict.notes, *(_changed(one) for one in verdict.findings)) if note)
        yield from (
            f"      Dòng cơ quan tự thêm (đề xuất): {_short(one, 150)}" for one in verdict.proposals[:MOST_LINES]
        )
        if len(verdict.proposals) > MOST_LINES:
            yield f"      … và {len(verdict.proposals) - MOST_LINES} dòng tự thêm nữa."
        if understood := sum(one.kind == UNDERSTOOD and not one.needs_a_look for one in verdict.findings):
            yield f"      {understood} ô ghi khác quy cách đã hiểu được, xem trang Tệp gửi về."


def _changed(one: Finding) -> str:
    """A locked cell that was changed, as it went out and as it came back."""
    if one.kind != LOCKED:
        return ""
    change = f" «{_short(one.sent, 60)}» → «{_short(one.returned, 60)}»" if one.sent or one.returned else ""
    return f"{one.message}{change}"


@text.register
def _(report: DecisionsReport) -> str:
    bulk = f", trong đó {report.in_bulk} cho nhiều dòng một lần" if report.in_bulk else ""
    lines = [f"Đã áp dụng {report.applied} quyết định ở trang Xung đột{bulk}."]
    if report.files:
        lines.append(f"Đã đọc lại {len(report.files)} tệp từ bản gốc:")
        lines += _files(report)
        lines.append(f"Tổng {sums(report.total, report.cells)}")
    lines += [f"  {one}" for one in report.undecided]
    if report.conflicts:
        lines.append(f"Còn {report.conflicts} xung đột chờ quyết định.")
    lines += [str(one) for one in report.letters.messages]
    return "\n".join(lines)


@text.register
def _(report: AmendReport) -> str:
    lines = [f"Đã áp dụng {len(report.applied)} điều chỉnh, {len(report.refused)} dòng chưa áp dụng được."]
    lines += [f"  - {one}" for one in (*report.applied, *report.refused)]
    if report.new_rows:
        lines.append(f"Đã chuẩn bị {report.new_rows} dòng báo cáo mới ở trang Tiến độ.")
    return "\n".join(lines)


@text.register
def _(report: EnterReport) -> str:
    lines = [f"Đã nhập thay {len(report.entered)} văn bản, {len(report.refused)} dòng chưa nhập được."]
    lines += [f"  - {one}" for one in (*report.entered, *report.refused)]
    lines.append(f"Tổng {sums(report.total, report.cells)}")
    if report.conflicts:
        lines.append(f"Đang có {len(report.conflicts)} xung đột chờ xử lý ở trang Xung đột.")
    return "\n".join(lines)


@text.register
def _(report: UndoReport) -> str:
    from kehoach_xl.workflows.repair import REPAIR

    files = f" {len(report.files)} tệp thôi tính." if report.files else ""
    kept = f" {report.kept} ô đã được sửa sau đó nên để nguyên." if report.kept else ""
    if report.operation == REPAIR and not report.cells:
        kept += " Ô của trang Tiến độ và cột báo cáo của Phụ lục giữ cách viết đã thống nhất."
    letters = "".join(f" {one}" for one in report.letters.messages)
    return f"Đã hoàn tác thao tác «{report.operation}»: {report.cells} ô trở lại như trước.{files}{kept}{letters}"


@text.register
def _(report: SummaryReport) -> str:
    from kehoach_xl.reports import watched

    lines = [
        f"TỔNG HỢP kỳ {report.period_name}",
        f"Toàn kế hoạch (nhiệm vụ): {_totals(report.total)}",
        f"{report.by_part.capitalize()}:",
    ]
    lines += table(
        [
            (_short(f"{code}. {report.component_names.get(code, code)}"), f"{t['count']} nhiệm vụ", rate(t))
            for code, t in report.components.items()
        ]
    )
    if report.total["due"]:
        lines.append("  (Đến hạn gồm cả việc đến hạn trong kỳ sau ngày chốt số liệu; việc này chưa tính là quá hạn.)")
    lines.append("Theo cơ quan (nhiệm vụ của cơ quan; kết quả nộp phiếu):")
    lines += table(
        [
            (
                report.agency_names[code],
                f"{t['count']} nhiệm vụ",
                rate(t),
                report.receipts.get(code, {}).get(report.period, "nhập trong sổ"),
            )
            for code, t in report.agencies.items()
        ]
    )
    counts = ", ".join(f"{state.lower()} {count}" for state, count in report.receipt_totals.items())
    lines.append(f"Nộp phiếu: {counts}.")
    lines += watched.as_lines(report)
    lines += _gaps(report.indices)
    if report.outlook:
        lines += _outlook(report.outlook)
    if report.open_conflicts:
        lines.append(f"Còn {report.open_conflicts} xung đột chưa quyết định; số liệu trên đang dùng số đang có.")
    return "\n".join([*lines, *map(str, report.notices)])


@text.register
def _(report: ConsolidateReport) -> str:
    found = report.gathered
    total, forms = found.total, found.forms
    lines = [
        f"Đã lập bản tổng hợp chung «{report.out}»: {len(found.plans)} sổ, {total.count} nhiệm vụ, "
        f"{rate(total.shares())}; quá hạn {total.overdue}, chưa báo cáo {total.unreported}; "
        f"nộp đúng hạn {forms.on_time}/{forms.sent} phiếu."
    ]
    for one in found.plans:
        said = f"kỳ {one.period}, {rate(one.total.shares())}" if one.total else f"chưa có số liệu. {one.without}"
        lines.append(f"  {found.titles[one.file]} ({one.file.relative_to(found.folder)}): {said}")
    return "\n".join([*lines, *left_out(found.folder, report.passed_over, found.unread, found.notes)])


@text.register
def _(report: GatherReport) -> str:
    from kehoach_xl.reports import stored

    return stored.text(report)


@text.register
def _(report: DemoReport) -> str:
    returns = table(report.returns)
    kept = [str(Message("DEMO_002", {"folder": report.set_aside}))] if report.set_aside else []
    return "\n".join(
        [
            "",
            "Các tệp cơ quan gửi về:",
            *returns,
            "",
            "— LẦN GỘP THỨ NHẤT, ngày 19/12/2025 —",
            text(report.first),
            "",
            "— LẦN GỘP THỨ HAI, ngày 22/12/2025 (sau khi có bản sửa và quyết định của điều phối viên) —",
            text(report.second),
            "",
            "— NHẬP THAY VÀ ĐIỀU CHỈNH —",
            text(report.entered),
            text(report.amended),
            "",
            text(report.summary),
            "",
            "Mời anh/chị mở:",
            f"  {report.master}  (trang Bảng điều khiển, Phụ lục, Tổng hợp, Xung đột, Kiểm tra)",
            f"  {report.sent.folder}  (phiếu của từng cơ quan)",
            f"  {report.letters.folder}  (thư nháp kèm phiếu, thư nháp xác nhận)",
            *kept,
        ]
    )


@text.register
def _(report: InstallReport) -> str:
    if report.dry_run:
        return plan(report.acts)
    after = [str(Message(code)) for code in ("INSTALL_022", "INSTALL_023")]
    return "\n".join(["Đã cài cho người dùng này:", *_acts(report.acts), *after])


def plan(acts: Sequence[Act]) -> str:
    """What an installation is about to do."""
    return "\n".join(["Việc cài cho người dùng này, không cần quyền quản trị:", *_acts(acts)])


@text.register
def _(report: UninstallReport) -> str:
    if not report.acts:
        return str(Message("INSTALL_024"))
    left = [str(Message("INSTALL_025", {"folder": report.environment})), str(Message("INSTALL_026"))]
    return "\n".join(["Đã gỡ cài đặt:", *_acts(report.acts), *left])


def _acts(acts: Sequence[Act]) -> list[str]:
    return [f"  [{ACTS[act.state]}] {_named(act)}" + (f". {act.note}" if act.note else "") for act in acts]


def _named(act: Act) -> str:
    if act.kind == "variable":
        return f"Biến môi trường {act.where} = {act.content}"
    if act.kind == "junction":
        return f"Lối vào không dấu {act.where}, dẫn tới {act.content}"
    return f"{'Lối tắt' if act.where.endswith('.lnk') else 'Phần bổ trợ Excel'} {act.where}"


@text.register
def _(report: BundleReport) -> str:
    return "\n".join(
        [
            f"Đã tạo gói cài đặt «{report.folder}» cho Windows 64 bit, Python {report.python}: "
            f"{len(report.wheels)} gói, {shown(round(report.size / 1_000_000, 1))} MB.",
            *table([(one.name, one.version) for one in report.wheels]),
            "Trước khi mang đi: chép bộ cài Python vào thư mục con «python», như HUONG-DAN-CAI-DAT.txt hướng dẫn.",
        ]
    )


@text.register
def _(report: list) -> str:
    signs = {"ok": "[được]", "note": "[lưu ý]", "bad": "[cần sửa]"}
    return "\n".join(f"{signs[p.state]} {p.name}: {p.says}" + (f" → {p.todo}" if p.todo else "") for p in report)


def _gaps(indices: Sequence[IndexLine]) -> list[str]:
    """How far each index is from its goal; nothing for a plan without an index."""
    rows = []
    for line in indices:
        actual = line.actual.score if line.actual else None
        figures = (line.baseline.score, line.goal.score, actual, line.gap.gap, line.gap.per_year)
        if line.code or any(figure is not None for figure in figures):
            said = (MISSING if figure is None else _points(figure) for figure in figures)
            rows.append((_short(line.name), *said))
    heads = ("Chỉ số", "cơ sở", "mục tiêu", "công bố", "còn thiếu", "cần mỗi năm")
    return ["Khoảng cách đến mục tiêu (điểm):", *table([heads, *rows])] if rows else []


def _outlook(outlook: Outlook) -> list[str]:
    """The components to look at first, and what the overall rank asks each year."""
    lines = [
        (_short(f"{one.code}. {one.name}"), one.says(outlook.low, outlook.large)) for one in outlook.needs
        if one.level(outlook.low, outlook.large) > 1
    ]  # fmt: skip
    path = outlook.path
    said = []
    if path.each_year is not None:
        gain = f"{path.each_year:.3f}".replace(".", ",")
        said.append(
            f"Thứ hạng chung: từ năm {path.since} đến năm {path.until} mỗi năm cần tiến thêm {gain} (vị trí tương đối)."
        )
    return (["Chỉ số cần ưu tiên:", *table(lines)] if lines else []) + said


def _short(name: str, most: int = 60) -> str:
    return name if len(name) <= most else name[: most - 1].rstrip() + "…"


def _points(figure: float) -> str:
    return f"{figure:.2f}".replace(".", ",")


def _totals(totals: Mapping[str, Any]) -> str:
    classes = "; ".join(f"{name.lower()} {count}" for name, count in totals["classes"].items() if count)
    return f"{totals['count']}, gồm {classes}; {rate(totals)}."


def table(rows: Iterable[Sequence[str]]) -> list[str]:
    """Rows in aligned columns."""
    rows = [tuple(map(str, row)) for row in rows]
    if not rows:
        return []
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return [
        "  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]


@text.register
def _(report: VerifyReport) -> str:
    looked = (
        f"{report.lines} dòng nhật ký, {report.batches} lượt, {report.facts} dòng dữ kiện, {report.originals} bản gốc, "
        f"{report.cells} ô số liệu"
    )
    head = "Nhật ký còn nguyên vẹn" if report.is_whole else f"Có {len(report.faults)} điểm không khớp"
    lines = [f"{head}. Đã đối chiếu {looked}."]
    lines += [f"  Không khớp: {one}" for one in report.faults]
    lines += [f"  Để biết: {one}" for one in report.notes]
    return "\n".join(lines)


@text.register
def _(report: RebuildReport) -> str:
    head = (
        f"Đã làm lại sổ vào «{report.out}» từ {report.batches} lượt, {report.facts} dòng dữ kiện, {report.originals} "
        f"bản gốc: {report.equal} ô số liệu giống sổ cũ, {report.different} ô khác."
    )
    lines = [head, *(f"  Cần xem: {one}" for one in report.faults), *(f"  Để biết: {one}" for one in report.notes)]
    return "\n".join([*lines, "Đề nghị mở sổ mới, xem lại rồi dùng thay sổ cũ; sổ cũ vẫn để nguyên."])
