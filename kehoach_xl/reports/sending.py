"""What came of «Gửi thư», in words and as data."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from kehoach_xl.domain.letter import DOUBTFUL, DRAFTED, FAILED, NO_ADDRESS, SENT, SET_ASIDE, WAITING
from kehoach_xl.reports.words import message
from kehoach_xl.workflows.send_report import AGAIN, STAYS, LetterDone, SendReport

if TYPE_CHECKING:
    from kehoach_xl.workflows.login import LoginReport

_COUNTED = {
    SENT: "đã gửi", DRAFTED: "thư nháp", WAITING: "sẵn sàng gửi", DOUBTFUL: "chưa rõ đã gửi", FAILED: "chưa gửi được",
    NO_ADDRESS: "chưa có địa chỉ", SET_ASIDE: "không gửi",
}  # fmt: skip
_KEPT = {AGAIN: "gửi lại chưa được", STAYS: "để nguyên"}


def text(report: SendReport) -> str:
    """For the terminal: every letter, line by line."""
    lines = short(report)
    for one in report.letters:
        to = f" → {'; '.join(one.to)}" if one.to else ""
        file = f" («{one.file}»)" if one.file else ""
        state = _KEPT.get(one.how, one.state.lower())
        lines.append(f"  [{state}] {one.agency_name}, {one.kind.lower()} {one.period}{to}{file}")
        lines += [f"      {said}" for said in one.says]
    return "\n".join([*lines, *map(str, report.notices), todo(report)])


def short(report: SendReport) -> list[str]:
    """What happened, in figures."""
    counts = [f"{number} {words}" for state, words in _COUNTED.items() if (number := report.count(state))]
    counts += [f"{number} {words}" for how, words in _KEPT.items() if (number := report.kept(how))]
    if report.left:
        counts.append(f"{report.left} chưa đến lượt")
    head = "Xem trước, chưa gửi: " if report.dry_run else f"{report.way}: "
    lines = [f"{head}{', '.join(counts)}." if counts else "Không có thư nào chờ gửi."]
    if report.count(DRAFTED) and report.folder and not report.dry_run:
        lines.append(f"Thư nháp nằm ở {report.folder}.")
    return lines


def told(report: SendReport) -> list[str]:
    """What to look at, a line each: alike for many agencies only once, with their names."""
    alike: dict[str, list[str]] = {}
    for one in report.letters:
        for said in one.says:
            if said.level in ("warning", "error", "stop"):
                alike.setdefault(str(said), []).append(one.agency_name)
    return [_of(names, said) for said, names in alike.items()] + [str(one) for one in report.notices]


def todo(report: SendReport) -> str:
    """What to do next."""
    if report.count(DRAFTED) and not report.dry_run:
        place = "trong thư mục" if report.folder else "ở mục Thư nháp của Outlook"
        return f"Tiếp theo: mở từng thư nháp {place}, xem lại rồi bấm Gửi."
    if report.count(DOUBTFUL):
        return "Tiếp theo: xem mục Thư đã gửi của hộp thư, rồi chọn Đã gửi rồi hoặc Gửi lại ở trang Thư."
    if report.left or report.kept(AGAIN) or report.count(FAILED) or report.count(NO_ADDRESS):
        return "Tiếp theo: xem cột Tình trạng ở trang Thư, sửa rồi bấm Gửi thư lần nữa; thư đã gửi không gửi lại."
    if report.dry_run:
        return "Tiếp theo: bấm Gửi thư."
    return "Tiếp theo: nhận thư trả lời, rồi gộp báo cáo."


def data(report: SendReport) -> dict[str, Any]:
    """As ``--json`` has it."""
    return {
        "way": report.way, "folder": report.folder, "dry_run": report.dry_run, "left": report.left,
        "counts": {state: report.count(state) for state in _COUNTED},
        "kept": {how: report.kept(how) for how in _KEPT},
        "letters": [_letter(one) for one in report.letters],
        "notices": [message(each) for each in report.notices],
    }  # fmt: skip


def login_text(report: LoginReport) -> str:
    place = f"hộp thư {report.login} trên máy chủ {report.host}"
    if report.removed:
        return f"Đã xóa mật khẩu của {place} khỏi kho mật khẩu của máy."
    return f"Đã lưu mật khẩu của {place} vào kho mật khẩu của máy."


def login_data(report: LoginReport) -> dict[str, Any]:
    return asdict(report)


def _letter(one: LetterDone) -> dict[str, Any]:
    return {
        "id": one.id, "kind": one.kind, "period": one.period, "agency": one.agency, "agency_name": one.agency_name,
        "to": list(one.to), "state": one.state, "file": one.file, "how": one.how,
        "says": [message(each) for each in one.says],
    }  # fmt: skip


def _of(names: list[str], said: str) -> str:
    return said if len(names) == 1 and names[0] in said else f"{'; '.join(names)}: {said}"
