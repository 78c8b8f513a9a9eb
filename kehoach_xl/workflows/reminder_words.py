"""What the templates of a reminder, its official letter and the list for the leaders may say."""

from collections.abc import Sequence
from datetime import date

from kehoach_xl.domain.lateness import EMPTY, LATE, MISSING, ON_TIME
from kehoach_xl.domain.office import REMINDING
from kehoach_xl.domain.owing import IN_PART, STATES, OwedRow, Owing
from kehoach_xl.domain.reminders import Reminded
from kehoach_xl.domain.text import clean
from kehoach_xl.domain.values import shown
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.sheets.office import office_of
from kehoach_xl.sheets.periods import PeriodRow
from kehoach_xl.workflows.form_again import has_gone, newest_form
from kehoach_xl.workflows.letters import Words, Writer, words_of
from kehoach_xl.workflows.office_words import office_words
from kehoach_xl.workflows.owed import Owed
from kehoach_xl.workflows.remind_report import Listed
from kehoach_xl.workflows.report_words import stopped

# A cell of `Thư` holds 32,767 UTF-16 units, and a letter is to be read: the longest text of a task, then shorter ones
# until the letter fits. The numbers of the tasks always stay.
FITS, LONGEST = 30_000, (300, 100, 30, 0)


def reminder_words(
    desk: Desk, listed: PeriodRow, one: Owing, before: Reminded, answer_by: date, form: str
) -> dict[str, object]:
    """Of one agency: the letter's and the official letter's. ``form``: the name of the form's file that goes along, or
    ''."""
    how, dispatch = office_of(desk, REMINDING), newest_form(desk, listed.period.code, one.agency)
    limit, time = how.remind_limit, len(before.late) + 1
    name, coordinator = clean(desk.register.name(one.agency)), clean(desk.register.name(desk.plan.coordinator))
    rows = [_row(row, one) for row in one.rows]
    return {
        **words_of(desk, listed, one.agency, dispatch),
        **office_words(desk.plan, coordinator, how, name, ["Như trên;"]),
        "ngay": shown(one.as_of), "so_ngay_tre": one.days, "so_ngay_con": one.days_left or 0, "lan": time,
        "ngay_don_doc": _days(before.late), "so_lan_toi_da": limit, "du_so_lan": time >= limit,
        "da_gui_phieu": has_gone(desk, dispatch), "tep_phieu": form,
        "chua_nop": one.form != IN_PART, "chua_gui": one.form == MISSING, "gui_trong": one.form == EMPTY,
        "ngay_nhan": shown(one.received) if one.received else "", "han_tra_loi": shown(answer_by) if one.days else "",
        "cap_tren": how.superior, "so_nhiem_vu": len(rows), "so_nhiem_vu_giao": one.asked, "nhiem_vu": rows,
    }  # fmt: skip


def letter_text(writer: Writer, words: Words, file: str) -> tuple[str, str]:
    """Subject and body of the letter with which ``file`` goes (a name, or ''), with the texts of the tasks shortened:
    the official letter has them whole."""
    official = file if file.endswith(".docx") else ""
    rows: Sequence[dict[str, object]] = words["nhiem_vu"]  # type: ignore[assignment]
    for most in LONGEST:
        short = [row | {"noi_dung": _cut(str(row["noi_dung"]), most)} for row in rows]
        said = {**words, "tep_cong_van": official, "tep_lich": "" if official else file, "nhiem_vu": short}
        subject, body = writer.text(said)
        if len(body.encode("utf-16-le")) // 2 <= FITS:
            break
    return subject, body


def list_words(desk: Desk, listed: PeriodRow, owed: Owed, lines: Sequence[Listed], answer_by: date) -> Words:
    """Of the list for the leaders."""
    how, coordinator = office_of(desk, REMINDING), clean(desk.register.name(desk.plan.coordinator))
    return {
        **words_of(desk, listed, desk.plan.coordinator, ""),
        **office_words(desk.plan, coordinator, how, how.superior, ["Như trên;"]),
        "ngay": shown(owed.as_of), "han_tra_loi": shown(answer_by), "so_lan_toi_da": how.remind_limit,
        "so_phieu_gui": len(owed.forms), "so_phieu_nop": sum(one.state in (ON_TIME, LATE) for one in owed.forms),
        "so_co_quan_no": len(owed.owing), "so_co_quan": len(lines),
        "co_quan_no": [
            {
                "co_quan": one.agency_name, "tinh_trang": STATES[one.owing.form], "so_nhiem_vu": len(one.owing.rows),
                "so_nhiem_vu_giao": one.owing.asked, "cac_nhiem_vu": "; ".join(row.code for row in one.owing.rows),
                "so_lan": len(one.days), "ngay_don_doc": _days(one.days), "so_ngay_tre": one.owing.days,
            }
            for one in lines
        ],
    }  # fmt: skip


def _row(row: OwedRow, one: Owing) -> dict[str, object]:
    said = "Có nội dung, chưa ghi trạng thái" if row.begun else "Chưa báo cáo"
    if row.overdue and row.due:
        said += f"; quá hạn thực hiện {row.overdue} ngày (hạn {shown(row.due)})"
    return {
        "stt": row.code, "noi_dung": stopped(clean(row.content)), "thoi_gian": clean(row.timeframe),
        "han": shown(row.due) if row.due else "", "so_ngay_tre": row.overdue, "tinh_trang": said,
    }  # fmt: skip


def _days(days: Sequence[date]) -> str:
    return "; ".join(shown(day) for day in dict.fromkeys(days))


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: max(0, most - 1)].rstrip(" ,;.") + "…"
