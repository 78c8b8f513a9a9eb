"""Rules of `Cơ quan`, `Kỳ báo cáo`, `Điều chỉnh`, `Nhập thay`, `Thiết lập`: what breaks each, what does not."""

from datetime import date

from kehoach_xl.domain.amendment import Amendment
from kehoach_xl.domain.proof import OLDER, Finding
from kehoach_xl.domain.workdays import Calendar
from kehoach_xl.messages import Message
from tests.domain.rules.clean import (
    GROUP,
    OLD,
    PERIOD,
    Q1,
    SCT,
    STP,
    agency,
    group,
    old,
    period,
    serial,
    special,
    task,
)  # fmt: skip

OFF = {"calendar": Calendar(off=frozenset({date(2025, 6, 17)}))}
ROUND = [STP, SCT | {"valid_to": serial(2025, 5, 1), "successor": "STTTT"}, OLD, GROUP]



def extended(value):
    """The task of the clean master was extended by a document."""
    day = date(2025, 3, 1)
    return Amendment("DC001", "Gia hạn", "NV1", day, value, "2024", "12/QĐ-UBND", day, day, 0)


CASES = [
    # -- Cơ quan --
    ("CHECK_400", ("agencies", 14, "code"), {"agencies": [
        STP, SCT, OLD, GROUP, {"name": "Sở Y tế", "kind": "Cơ quan"}]}, {}),
    ("CHECK_401", ("agencies", 14, "name"), {"agencies": [
        STP, SCT, OLD, GROUP, {"code": "SYT", "kind": "Cơ quan", "email": "a@b.vn"}]}, {}),
    ("CHECK_402", ("agencies", 10, "kind"), agency(kind="Đơn vị"), agency(kind="cơ quan")),
    ("CHECK_402", ("agencies", 10, "kind"), agency(kind=None), agency()),
    ("CHECK_403", ("agencies", 14, "code"), {"agencies": [STP, SCT, OLD, GROUP, STP | {
        "code": "S/YT", "name": "Sở Y tế", "aliases": None, "email": "y@x.vn"}]}, {}),
    ("CHECK_070", ("agencies", 10, "email"), agency(email=None), old(email=None)),
    ("CHECK_071", ("agencies", 10, "email"), agency(email="stp.gov.vn"), agency(email="stp@x.gov.vn; a@x.gov.vn")),
    ("CHECK_072", ("agencies", 14, "name"), {"agencies": [STP, SCT, OLD, GROUP, STP | {
        "code": "X", "aliases": None, "email": "x@x.vn"}]}, {}),
    ("CHECK_072", ("agencies", 13, "aliases"), group(aliases="sở tp"), group(aliases="các sở")),
    ("CHECK_073", ("agencies", 13, "members"), group(members="STP; SXD"), group(members="STP; Sở Tư pháp tỉnh; SCT") | {
        "agencies": [STP | {"aliases": "Sở Tư pháp tỉnh"}, SCT, OLD, GROUP | {"members": "STP; SCT"}]}),
    ("CHECK_109", ("agencies", 13, "members"), group(members="STP, SCT"), group(members="STP; SCT")),
    ("CHECK_109", ("agencies", 13, "members"), group(members="Sở Tư pháp và Sở Công Thương"),
     group(members="STP và SXD")),
    ("CHECK_109", ("agencies", 12, "successor"), old(successor="SCT, STP"), old(successor="SCT; STP")),
    ("CHECK_410", ("agencies", 13, "members"), group(members="STP; STTTT"), group(members="STP")),
    ("CHECK_411", ("agencies", 13, "members"), group(members="STP; Sở Tư pháp"), group(members="STP; SCT")),
    ("CHECK_412", ("agencies", 14, "members"), {"agencies": [STP, SCT, OLD, GROUP, {
        "code": "TC", "name": "Tất cả", "kind": "Nhóm", "members": "SBN"}]}, {}),
    ("CHECK_413", ("agencies", 10, "members"), agency(members="SCT"), group(members="SCT")),
    ("CHECK_414", ("agencies", 13, "members"), group(members="STP; SBN"), group(members="STP; SCT")),
    ("CHECK_420", ("agencies", 10, "valid_from"), agency(valid_from="từ đầu năm"), agency(valid_from="01/03/2025")),
    ("CHECK_421", ("agencies", 12, "valid_to"), old(valid_from=serial(2025, 3, 1)), old(valid_from=serial(2025, 1, 1))),
    ("CHECK_430", ("agencies", 12, "successor"), old(successor="SXD"), old(successor="SCT")),
    ("CHECK_431", ("agencies", 12, "successor"), old(successor="STTTT"), old(successor="SCT")),
    ("CHECK_432", ("agencies", 11, "successor"), {"agencies": ROUND}, {}),
    ("CHECK_433", ("agencies", 12, "successor"), old(successor=None), old(successor="SCT")),
    ("CHECK_434", ("agencies", 12, "valid_to"), old(valid_to=None), old()),
    ("CHECK_071", ("agencies", 10, "email"), agency(email="vănthư@x.gov.vn"), agency(email="VanThu@X.gov.vn")),
    ("CHECK_071", ("agencies", 10, "email"), agency(email="а@x.gov.vn"), agency(email="a@x.gov.vn")),  # а of Cyrillic
    ("CHECK_436", ("agencies", 11, "email"), {"agencies": [STP, SCT | {"email": "STP@x.gov.vn"}, OLD, GROUP]}, {}),
    ("CHECK_437", ("agencies", 10, "email"), agency(email="stp@hàtĩnh.gov.vn"), agency(email="stp@hatinh.gov.vn")),
    ("CHECK_438", ("agencies", 10, "email"), agency(email="stp@x.gov.vm"), agency(email="stp@stp.x.gov.vn")),
    ("CHECK_438", ("agencies", 10, "email"), agency(email="stp@gmial.com"), agency(email="stp@hanam.gov.vn")),
    ("CHECK_439", ("agencies", 10, "email"), agency(email="stp@gmail.com"), agency(email="stp@gmail.gov.vn")),
    ("CHECK_440", ("agencies", 13, "email"), group(email="vp@x.gov.vn"), group(email=None)),
    # -- Kỳ báo cáo --
    ("CHECK_080", ("periods", 12, "code"), special(code="2025-H3"), special()),
    ("CHECK_080", ("periods", 12, "code"), special(code=None), special()),
    ("CHECK_500", ("periods", 12, "code"), {"periods": [PERIOD, Q1, PERIOD | {"code": "H1/2025"}]}, {}),
    ("CHECK_501", ("periods", 10, "name"), period(name=None), period()),
    ("CHECK_502", ("periods", 10, "deadline"), period(deadline="giữa tháng 6"), period(deadline="17/06/2025")),
    ("CHECK_502", ("periods", 10, "opened"), period(opened="hôm qua"), period()),
    ("CHECK_081", ("periods", 10, "deadline"), period(deadline=None), period()),
    ("CHECK_082", ("periods", 10, "deadline"), period(deadline=serial(2024, 6, 17)), period()),
    ("CHECK_503", ("periods", 10, "report_by"), period(report_by=None), period()),
    ("CHECK_504", ("periods", 10, "report_by"), period(report_by=serial(2025, 6, 16)),
     period(report_by=serial(2025, 6, 17))),
    ("CHECK_505", ("periods", 10, "cutoff"), period(cutoff=serial(2025, 6, 15)), special(cutoff=serial(2025, 5, 15))),
    ("CHECK_506", ("periods", 10, "deadline"), OFF, {"calendar": Calendar()}),
    ("CHECK_506", ("periods", 10, "report_by"), period(report_by=serial(2025, 6, 21)),
     period(report_by=serial(2025, 6, 20))),
    ("CHECK_507", ("periods", 12, "end"), special(end=serial(2025, 3, 31)), special()),
    ("CHECK_508", ("periods", 12, "start"), special(start=None), special()),
    ("CHECK_509", ("periods", 10, "state"), period(state="Xong"), period(state="Đang mở")),
    ("CHECK_510", ("periods", 10, "kind"), period(kind="Chuyên đề"), special(kind="Chuyên đề")),
    ("CHECK_511", ("periods", 10, "reason"), period(closed=serial(2025, 6, 30)),
     period(closed=serial(2025, 6, 30), reason="Bổ sung số liệu")),
    ("CHECK_512", ("periods", 10, "scope"), period(scope="1; 9.9"), period(scope="1; 1.1")),
    ("CHECK_513", ("periods", 10, "closed"), period(state="Đã đóng"),
     period(state="Đã đóng", closed=serial(2025, 6, 30))),
    ("CHECK_513", ("periods", 10, "closed"), period(state="Đã đóng", opened=None, closed=serial(2024, 12, 31)),
     period(state="Đã đóng", opened=None, closed=serial(2025, 1, 1))),
    # -- Điều chỉnh, Nhập thay, Thiết lập --
    ("CHECK_600", ("amendments", 10, "kind"), {"amendments": [{"kind": "Gia hạn", "target": "1.1"}]},
     {"amendments": [{"id": "DC001", "kind": "Gia hạn", "target": "1.1"}]}),
    ("CHECK_601", ("entries", 10, "agency"), {"entries": [{"agency": "Sở Tư pháp", "code": "1.1"}]},
     {"entries": [{"state": "Đã ghi"}]}),
    ("CHECK_602", ("appendix", 11, "timeframe"), {"ordered": [extended(serial(2025, 11, 15))]},
     {"ordered": [extended("15/11/2025")]} | task(timeframe=serial(2025, 11, 15))),
    ("CHECK_602", ("appendix", 11, "timeframe"), {"ordered": [extended("2026")]}, {"ordered": [extended("2025 ")]}),
    ("CHECK_650", ("days", 10, "day"), {"days": [{"day": "mùng một Tết", "kind": "Nghỉ"}]},
     {"days": [{"day": serial(2025, 1, 29), "kind": "Nghỉ"}]}),
    ("CHECK_652", ("deadlines", 10, "deadline"), {"deadlines": [{"part": "Năm", "deadline": "abc"}]},
     {"deadlines": [{"part": "Năm", "deadline": "trước ngày 05/11"}]}),
    ("CHECK_652", ("deadlines", 10, "report_by"), {"deadlines": [{"part": "6 tháng đầu năm", "report_by": "32/13"}]},
     {"deadlines": [{"part": "6 tháng đầu năm", "report_by": serial(2025, 6, 10)}]}),
    ("CHECK_652", ("deadlines", 10, "deadline"), {"deadlines": [{"part": "Năm", "deadline": "ngày 20"}]},
     {"deadlines": [{"part": "Tháng", "deadline": "ngày 20"}]}),
    ("CHECK_653", ("days", 10, "kind"), {"days": [{"day": serial(2025, 1, 29), "kind": "Lễ"}]},
     {"days": [{"day": serial(2025, 1, 29), "kind": "làm bù"}]}),
    ("CHECK_652", ("deadlines", 10, "deadline"), {"deadlines": [{"part": "Chuyên đề 1", "deadline": "ngày 20"}]},
     {"deadlines": [{"part": "Chuyên đề 1", "deadline": "10/02"}]}),
    ("CHECK_656", ("deadlines", 10, "part"), {"deadlines": [{"part": "Tuần", "deadline": "10/6"}]},
     {"deadlines": [{"part": "quý I", "deadline": "10/4"}]}),
    # -- Nhật ký --
    ("CHECK_810", ("journal", 12, "no"), {"proof": [Finding(Message("JOURNAL_012", {"no": 3}), 12)]},
     {"proof": [Finding(Message("JOURNAL_033", {"count": 1, "row": 12}), 12)]}),
    ("CHECK_810", ("journal", 0, ""), {"proof": [Finding(Message("JOURNAL_020"))]},
     {"proof": [Finding(Message("JOURNAL_032", {"count": 1}))]}),
    ("CHECK_811", ("journal", 0, ""), {"proof": [Finding(Message(OLDER, {"batches": 1, "count": 2, "at": "9 giờ"}))]},
     {"proof": [Finding(Message("JOURNAL_031", {"count": 1}))]}),
    ("CHECK_651", ("days", 11, "day"), {"days": [{"day": serial(2025, 1, 29)}, {"day": serial(2025, 1, 29)}]},
     {"days": [{"day": serial(2025, 1, 29)}, {"day": serial(2025, 1, 30)}]}),
]  # fmt: skip
