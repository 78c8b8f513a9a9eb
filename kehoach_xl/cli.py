"""The command line: one command per operation, Vietnamese throughout, ``--json`` for programs.

Exit codes: 0 done, 1 done with something to look at, 2 could not run (nothing was written), 130 stopped by Ctrl-C.
"""

import argparse
import json
import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import date
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any, NoReturn

from kehoach_xl import __version__
from kehoach_xl.errors import Stop, logged, why
from kehoach_xl.messages import Message
from kehoach_xl.stopping import stoppable

DONE, LOOK, STOPPED, HALTED = 0, 1, 2, 130
BENCH_PARTS = ("start", "merge", "phases", "growth", "distribute", "totals", "check")
DEFAULT_MASTER = "so-dieu-phoi.xlsm"
DEFAULT_PLAN = "fta-index-ha-tinh-2025"
# What `apply --choose` takes, for the words of the list.
CHOOSE = {"giu": "Giữ số liệu đang có", "lay": "Lấy số liệu gửi về"}
# What `send --way` takes, for the words of the list.
WAYS = {"nhap": "Thư nháp (.eml)", "outlook": "Nháp trong Outlook", "smtp": "Máy chủ thư (SMTP)"}

_REASONS = (
    (r"the following arguments are required: (.*)", "thiếu {0}"),
    (r"unrecognized arguments: (.*)", "không có tham số {0}"),
    (r"argument (-\S+): invalid choice: '?(.*?)'? \(choose from (.*)\)", "tham số {0} không nhận {1}; chọn: {2}"),
    (r"argument .*invalid choice: '?(.*?)'? \(choose.*", "không có lệnh {0}"),
    (r"argument (.*): expected (?:one|at least one) argument", "tham số {0} cần một giá trị"),
    (r"argument (.*): ignored explicit argument (.*)", "tham số {0} không nhận giá trị {1}"),
    (r"argument (.*): not allowed with argument (.*)", "không dùng {0} cùng với {1}"),
)


class Formatter(argparse.RawDescriptionHelpFormatter):
    """Help with Vietnamese headings and room for the longest command."""

    def __init__(self, prog: str, **options: Any) -> None:
        super().__init__(prog, max_help_position=26, width=110, **options)

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "Cách dùng: " if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """argparse speaking Vietnamese; a wrong call is a Stop like any other."""

    def __init__(self, **options: Any) -> None:
        super().__init__(formatter_class=Formatter, add_help=False, allow_abbrev=False, **options)
        self._positionals.title, self._optionals.title = "Tham số", "Tùy chọn"
        self.add_argument("-h", "--help", action="help", help="hiện phần trợ giúp này")

    def error(self, message: str) -> NoReturn:
        for pattern, reason in _REASONS:
            if match := re.fullmatch(pattern, message):
                raise Stop("CLI_001", reason=reason.format(*match.groups()))
        raise Stop("CLI_001", reason=message)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    options = argparse.Namespace()
    try:
        with stoppable(to_the_end=argv is None):
            parser().parse_args(arguments, options)
            report, code = options.run(options)
        code = max(code, LOOK) if getattr(options, "beside", ()) else code
    except Stop as stop:
        return _stopped(stop, "--json" in arguments)
    except KeyboardInterrupt:
        return halted(arguments, options)
    except Exception:
        return _stopped(Stop("CLI_003", log=logged()), "--json" in arguments)
    return code if report is None else _print(options, report, code)


def parser() -> Parser:
    """All commands."""
    top = Parser(
        prog="kehoach-xl", description="Điều phối kế hoạch trên sổ Excel: kiểm tra, phát phiếu, gộp báo cáo, tổng hợp."
    )
    top.add_argument("--version", action="version", version=f"kehoach-xl {__version__}", help="hiện phiên bản")
    commands = top.add_subparsers(title="Lệnh", dest="command", metavar="LỆNH", required=True, parser_class=Parser)

    def command(name: str, run: Callable[[Any], tuple[Any, int]], says: str, master: bool = True) -> Parser:
        made = commands.add_parser(name, help=says, description=says)
        made.set_defaults(run=run)
        made.add_argument("--json", action="store_true", help="in kết quả dạng JSON cho chương trình khác")
        if master:
            made.add_argument("--master", type=Path, metavar="TỆP", help=f"sổ điều phối (mặc định: {DEFAULT_MASTER})")
            made.add_argument("--live", action="store_true", help="làm việc trên sổ đang mở trong Excel")
        return made

    new = command("new", _new, "Tạo sổ điều phối từ mẫu kế hoạch.", master=False)
    new.add_argument(
        "path", nargs="?", type=Path, default=Path(DEFAULT_MASTER), metavar="TỆP",
        help="tệp sổ sẽ tạo: .xlsm có nút bấm, .xlsx không macro",
    )  # fmt: skip
    new.add_argument("--plan", default=DEFAULT_PLAN, metavar="MÃ", help=f"mẫu kế hoạch (mặc định: {DEFAULT_PLAN})")
    new.add_argument("--overwrite", action="store_true", help="thay tệp đã có")

    read = command("import", _import, "Đọc văn bản thành tệp xem lại; từ tệp xem lại tạo sổ điều phối.", master=False)
    read.add_argument("path", type=Path, metavar="TỆP", help="văn bản .docx, .pdf, .xlsx, .xls, .txt, hoặc tệp xem lại")
    read.add_argument("--out", type=Path, metavar="TỆP", help="tệp sẽ ghi (mặc định: cạnh văn bản, cạnh tệp xem lại)")
    read.add_argument("--master", type=Path, metavar="SỔ", help="tạo luôn sổ này, không chờ xem lại")
    read.add_argument("--agencies", default="", metavar="MÃ", help="danh mục cơ quan (mặc định: tự chọn theo văn bản)")
    read.add_argument("--password", default="", metavar="TỪ", help="mật khẩu của văn bản bị khóa")
    read.add_argument("--overwrite", action="store_true", help="thay tệp đã có")

    command("check", _check, "Kiểm tra sổ và liệt kê những chỗ cần xem.")

    repaired = command("repair", _repair, "Sửa những ô ghi Có ở cột Sửa giúp của trang Kiểm tra.")
    repaired.add_argument("--dry-run", action="store_true", help="chỉ liệt kê, không ghi vào sổ")

    command("amend", _amend, "Áp dụng các dòng chờ của trang Điều chỉnh.")

    opened = command("open-period", _open_period, "Mở một kỳ báo cáo.")
    opened.add_argument(
        "--period", metavar="KỲ",
        help="mã kỳ: 2025-H2, 2025-Q3, 2025-T11, 2025-9T, 2025, 2025-CD1, 2025-DX1 (mặc định: ô Kỳ sẽ mở)",
    )  # fmt: skip
    opened.add_argument("--deadline", type=_day, metavar="NGÀY", help="hạn cơ quan nộp, ngày/tháng/năm")
    opened.add_argument("--report-by", type=_day, metavar="NGÀY", help="hạn tổng hợp, ngày/tháng/năm")
    opened.add_argument("--name", default="", metavar="NỘI_DUNG", help="nội dung kỳ chuyên đề, đột xuất")
    opened.add_argument("--since", type=_day, metavar="NGÀY", help="ngày bắt đầu kỳ chuyên đề, đột xuất")
    opened.add_argument("--until", type=_day, metavar="NGÀY", help="ngày kết thúc kỳ chuyên đề, đột xuất")
    opened.add_argument(
        "--scope", default="", metavar="MÃ", help="nhiệm vụ được hỏi, ví dụ «1; 2.3; 4.1-4.5» (mặc định: tất cả)"
    )
    opened.add_argument("--reason", default="", metavar="LÝ_DO", help="lý do mở lại một kỳ đã đóng")

    sent = command("distribute", _distribute, "Phát phiếu báo cáo cho từng cơ quan.")
    sent.add_argument("--period", metavar="KỲ", help="mã kỳ (mặc định: kỳ đang xem)")
    chosen = "mặc định: theo ô trên Bảng điều khiển,"
    sent.add_argument("--folder", type=Path, metavar="THƯ_MỤC", help=f"nơi ghi phiếu ({chosen} phan-phat cạnh sổ)")
    sent.add_argument("--only", nargs="+", default=(), metavar="CƠ_QUAN", help="chỉ các cơ quan này (mã hoặc tên)")
    sent.add_argument("--prefill", action="store_true", help="điền sẵn nội dung kỳ trước")

    letters = command("send", _send, "Gửi các thư đang chờ ở trang Thư.")
    letters.add_argument("--way", default="", choices=tuple(WAYS), metavar="nhap|outlook|smtp", help="cách gửi: nhap "
                         "(tệp .eml), outlook, smtp (mặc định: theo trang Thiết lập)")  # fmt: skip
    letters.add_argument("--only", nargs="+", default=(), metavar="CƠ_QUAN", help="chỉ các cơ quan này (mã hoặc tên)")
    letters.add_argument("--dry-run", action="store_true", help="chỉ kiểm tra từng thư, không gửi và không ghi vào sổ")

    logged_in = command("mail-login", _mail_login, "Lưu mật khẩu hộp thư vào kho mật khẩu của máy, không vào sổ.")
    logged_in.add_argument("--imap", action="store_true", help="mật khẩu để nhận thư (mặc định: để gửi thư)")
    logged_in.add_argument("--remove", action="store_true", help="xóa mật khẩu đã lưu")

    received = command("receive", _receive, "Nhận thư trả lời từ hộp thư (IMAP) vào thư mục nhận về.")
    received.add_argument("--all", action="store_true", dest="everything", help="nhận mọi thư có tệp đính kèm")
    received.add_argument(
        "--since", type=_day, metavar="NGÀY", help="thư đến từ ngày này (mặc định: từ ngày phát phiếu của kỳ đang mở)"
    )

    reminded = command("remind", _remind, "Soạn thư, công văn đôn đốc các cơ quan còn nợ báo cáo vào trang Thư.")
    reminded.add_argument("--period", metavar="KỲ", help="mã kỳ (mặc định: kỳ đang xem)")
    reminded.add_argument("--only", nargs="+", default=(), metavar="CƠ_QUAN", help="chỉ các cơ quan này (mã hoặc tên)")
    reminded.add_argument("--dry-run", action="store_true", help="chỉ xem trước, không ghi gì")

    merged = command("merge", _merge, "Gộp các phiếu gửi về vào sổ.")
    merged.add_argument(
        "folder", nargs="?", type=Path, metavar="THƯ_MỤC", help=f"nơi chứa tệp gửi về ({chosen} nhan-ve cạnh sổ)"
    )
    merged.add_argument("--period", metavar="KỲ", help="mã kỳ (mặc định: kỳ đang xem)")
    merged.add_argument("--dry-run", action="store_true", help="chỉ xem trước, không ghi vào sổ")
    merged.add_argument(
        "--password", action="append", default=[], metavar="TỪ", help="mật khẩu để thử với tệp bị khóa (lặp lại được)"
    )
    merged.add_argument(
        "--scheduler", metavar="ĐỊA_CHỈ", help="mở tệp trên các máy của bộ điều phối Dask này, ví dụ tcp://may-chu:8786"
    )

    command("enter", _enter, "Nhập thay các báo cáo gửi bằng văn bản ghi ở trang Nhập thay.")

    applied = command("apply", _apply, "Áp dụng cách xử lý đã chọn ở trang Xung đột và trang Tệp gửi về.")
    applied.add_argument("--choose", choices=tuple(CHOOSE), metavar="giu|lay", help="cho nhiều xung đột chưa chọn: "
                         "giu (giữ số liệu đang có) hoặc lay (lấy số liệu gửi về)")  # fmt: skip
    applied.add_argument("--agency", default="", metavar="CƠ_QUAN", help="chỉ xung đột của cơ quan này (cùng --choose)")
    applied.add_argument("--column", default="", metavar="CỘT", help="chỉ xung đột của cột này (cùng --choose)")

    command("undo", _undo, "Hoàn tác thao tác gần nhất (gộp, nhập thay, xử lý xung đột, sửa giúp, điều chỉnh).")

    command("verify", _verify, "Đối chiếu nhật ký, dữ kiện, bản gốc và số liệu; không ghi gì vào sổ.")

    again = command("rebuild", _rebuild, "Làm lại sổ từ nhật ký và bản gốc, ghi thành tệp mới.")
    again.add_argument("--out", type=Path, required=True, metavar="TỆP", help="tệp sổ mới sẽ ghi, cùng đuôi với sổ")

    summed = command("summary", _summary, "Tổng hợp kết quả, việc nộp phiếu và khoảng cách đến mục tiêu.")
    summed.add_argument("--period", metavar="KỲ", help="mã kỳ (mặc định: kỳ đang xem)")

    printed = command("pdf", _pdf, "Xuất các trang để xem của kỳ đang xem ra tệp PDF, mỗi trang một tệp.")
    printed.add_argument("--sheet", metavar="TRANG", help="chỉ trang này, theo tên trang trong sổ")
    printed.add_argument("--folder", type=Path, metavar="THƯ_MỤC", help=f"nơi ghi tệp ({chosen} xuat-pdf cạnh sổ)")

    worded = command("word", _word, "Ghi kế hoạch đang có hiệu lực thành tệp Word theo thể thức văn bản hành chính.")
    worded.add_argument("--out", type=Path, metavar="TỆP", help="tệp .docx sẽ ghi (mặc định: cạnh sổ, cùng tên sổ)")

    reported = command("report", _report, "Lập báo cáo của kỳ thành tệp Word: tổng hợp, hoặc của một cơ quan.")
    reported.add_argument("--period", metavar="KỲ", help="mã kỳ (mặc định: kỳ đang xem)")
    reported.add_argument(
        "--agency", default="", metavar="CƠ_QUAN", help="báo cáo của cơ quan này, mã hoặc tên (mặc định: theo ô trên "
        "Bảng điều khiển; để trống là báo cáo tổng hợp)"
    )  # fmt: skip
    reported.add_argument("--out", type=Path, metavar="TỆP", help=f"tệp .docx sẽ ghi ({chosen} van-ban cạnh sổ)")

    closed = command("close-period", _close_period, "Đóng một kỳ báo cáo.")
    closed.add_argument("--period", metavar="KỲ", help="mã kỳ (mặc định: kỳ đang xem)")
    closed.add_argument("--remove", action="store_true", help="xóa kỳ mở nhầm, chưa phát phiếu và chưa có số liệu")

    gathered = command(
        "consolidate", _consolidate, "Gom số liệu của nhiều sổ điều phối vào một sổ để xem, có liên kết về sổ gốc.",
        master=False,
    )  # fmt: skip
    gathered.add_argument("folder", type=Path, metavar="THƯ_MỤC", help="thư mục chứa các sổ, kể cả thư mục con")
    gathered.add_argument(
        "--out", type=Path, metavar="TỆP", help="tệp .xlsx sẽ ghi (mặc định: tong-hop-chung.xlsx trong thư mục đó)"
    )
    gathered.add_argument("--period", metavar="KỲ", help="mã kỳ cho mọi sổ (mặc định: kỳ đang xem của từng sổ)")

    collected = command(
        "gather", _gather, "Gom các dòng báo cáo của nhiều sổ điều phối vào một kho để cộng số liệu.", master=False
    )
    collected.add_argument("folder", type=Path, metavar="THƯ_MỤC", help="thư mục chứa các sổ, kể cả thư mục con")
    store = "tệp kho, ví dụ kho-tien-do.db"
    again = f"{store}; gom lại chỉ đọc sổ đã đổi"
    collected.add_argument("--store", type=Path, required=True, metavar="TỆP", help=again)

    added = command("totals", _totals, "Cộng số liệu của mọi sổ trong kho, theo từng kỳ.", master=False)
    added.add_argument("--store", type=Path, required=True, metavar="TỆP", help=store)
    added.add_argument("--period", metavar="KỲ", help="mã kỳ (mặc định: mọi kỳ)")
    added.add_argument(
        "--by", default="", choices=("component", "agency", "plan", "province"), metavar="CÁCH_CHIA",
        help="chia theo chỉ số thành phần (component), cơ quan (agency), kế hoạch (plan), nơi ban hành (province)",
    )  # fmt: skip
    added.add_argument("--csv", type=Path, metavar="TỆP", help="ghi thêm thành bảng .csv")
    added.set_defaults(shown_by="totals")

    shown = command("demo", _demo, "Chạy thử trọn một kỳ 6 tháng trên kế hoạch FTA Index Hà Tĩnh.", master=False)
    shown.add_argument(
        "folder", nargs="?", type=Path, default=Path("demo"), metavar="THƯ_MỤC", help="nơi ghi tệp (mặc định: demo)"
    )

    built = command("build", _build, "Tạo các sổ .xlsm có nút bấm và phần bổ trợ KeHoach.xlam.", master=False)
    built.add_argument(
        "folder", nargs="?", type=Path, default=Path("dist"), metavar="THƯ_MỤC", help="nơi ghi tệp (mặc định: dist)"
    )

    measured = command("bench", _bench, "Đo tốc độ, bộ nhớ so với cách làm thường gặp (cần mã nguồn).", master=False)
    numbers = {"type": _numbers, "metavar": "SỐ,SỐ…"}
    measured.add_argument("--rounds", type=int, default=5, metavar="SỐ", help="số lượt của mỗi phép đo (mặc định: 5)")
    measured.add_argument("--returns", help="các cỡ gộp phiếu để so sánh (mặc định: 20,100,1000)", **numbers)
    measured.add_argument("--growth", help="các cỡ để xem chi phí mỗi phiếu (mặc định: 20 đến 5000)", **numbers)
    parts = f"chỉ đo các phần này: {', '.join(BENCH_PARTS)}"
    measured.add_argument("--only", nargs="+", default=[], choices=BENCH_PARTS, metavar="PHẦN", help=parts)
    measured.add_argument("--page", type=Path, metavar="TỆP", help="ghi thành trang Markdown")
    measured.add_argument("--keep", type=Path, metavar="THƯ_MỤC", help="giữ số liệu đã tạo để lần sau đo nhanh hơn")
    measured.set_defaults(shown_by="bench")

    panel = command("panel", _panel, "Mở cửa sổ có các nút, làm việc với sổ đang mở trong Excel.", master=False)
    panel.add_argument("--master", type=Path, metavar="TỆP", help="làm việc với tệp này, không cần Excel")

    set_up = command("install", _install, "Cài phần bổ trợ Excel và lối tắt cho người dùng Windows này.", master=False)
    set_up.add_argument("--folder", type=Path, metavar="THƯ_MỤC", help="thư mục khởi động Excel (mặc định: XLSTART)")
    set_up.add_argument("--dry-run", action="store_true", help="chỉ liệt kê, không cài")

    command("uninstall", _uninstall, "Gỡ những gì lệnh install đã cài.", master=False)

    packed = command("bundle", _bundle, "Gom một thư mục để cài trên máy Windows không có mạng.", master=False)
    packed.add_argument("folder", type=Path, metavar="THƯ_MỤC", help="nơi ghi, thư mục mới hoặc trống")
    packed.add_argument("--python", default="3.12", choices=("3.11", "3.12", "3.13"), metavar="BẢN",
                        help="Python ở máy đó: 3.11, 3.12 (mặc định), 3.13")  # fmt: skip

    looked = command("doctor", _doctor, "Xem máy này đã đủ để làm việc chưa.", master=False)
    looked.add_argument("folder", nargs="?", type=Path, default=Path(), metavar="THƯ_MỤC", help="thư mục làm việc")
    return top


# -- one function per command: workflows are imported here, so that --help stays quick -----------------


def _new(options: Any) -> tuple[Any, int]:
    from kehoach_xl.workflows.new import new

    return new(options.plan, options.path, overwrite=options.overwrite), DONE


def _import(options: Any) -> tuple[Any, int]:
    from kehoach_xl.workflows.import_document import import_document, is_review_file, make_master
    from kehoach_xl.workflows.import_report import ImportReport

    if is_review_file(options.path):
        if options.agencies or options.password or (options.out and options.master):
            raise Stop("CLI_001", reason="tệp xem lại chỉ đi cùng --out hoặc --master, và --overwrite")
        made = make_master(options.path, options.out or options.master, overwrite=options.overwrite)
        report = ImportReport(master=made)
    else:
        report = import_document(
            options.path, options.out, register=options.agencies, overwrite=options.overwrite,
            password=options.password, master_out=options.master,
        )  # fmt: skip
    return report, LOOK if report.needs_a_look else DONE


def _check(options: Any) -> tuple[Any, int]:
    from kehoach_xl.bars import told
    from kehoach_xl.workflows.check import check

    with _book(options) as book, told("Đang kiểm tra", options.json) as progress:
        report = check(book, progress=progress)
    return report, LOOK if report.count("error") or report.count("warning") else DONE


def _repair(options: Any) -> tuple[Any, int]:
    from kehoach_xl.workflows.repair import repair

    with _book(options) as book:
        report = repair(book, dry_run=options.dry_run)
    return report, LOOK if report is not None and (report.left or report.waiting) else DONE


def _open_period(options: Any) -> tuple[Any, int]:
    from kehoach_xl.workflows.open_period import open_period

    proposed: list[Any] = []
    with _book(options) as book:
        report = open_period(
            book, options.period, deadline=options.deadline, report_by=options.report_by, name=options.name,
            since=options.since, until=options.until, scope=options.scope, reason=options.reason,
            agreed=proposed.append,
        )  # fmt: skip
    if report is None:
        raise Stop("PERIOD_006", **proposed[0].facts)
    return report, LOOK if report.unassigned else DONE


def _distribute(options: Any) -> tuple[Any, int]:
    from kehoach_xl.bars import told
    from kehoach_xl.workflows.distribute import distribute

    with _book(options) as book, told("Đang tạo phiếu", options.json) as progress:
        report = distribute(
            book, options.folder, period=options.period, only=tuple(options.only), prefill=options.prefill or None,
            progress=progress,
        )  # fmt: skip
    return report, LOOK if any(one.level == "warning" for one in report.notices) else DONE


def _send(options: Any) -> tuple[Any, int]:
    from kehoach_xl.bars import told
    from kehoach_xl.workflows.send_letters import send_letters

    with _book(options) as book, told("Đang gửi thư", options.json) as progress:
        report = send_letters(
            book, way=WAYS.get(options.way, ""), only=options.only, dry_run=options.dry_run, ask_secret=_secret,
            progress=progress,
        )  # fmt: skip
    return report, LOOK if report is not None and report.needs_a_look else DONE


def _mail_login(options: Any) -> tuple[Any, int]:
    from kehoach_xl.workflows.login import mail_login

    with _book(options, write=False) as book:
        return mail_login(book, _secret, imap=options.imap, remove=options.remove), DONE


def _receive(options: Any) -> tuple[Any, int]:
    from kehoach_xl.bars import told
    from kehoach_xl.workflows.receive_letters import receive_letters

    with _book(options) as book, told("Đang nhận thư", options.json) as progress:
        report = receive_letters(
            book, everything=options.everything, since=options.since, ask_secret=_secret, progress=progress
        )
    return report, LOOK if report.needs_a_look else DONE


def _remind(options: Any) -> tuple[Any, int]:
    from kehoach_xl.bars import told
    from kehoach_xl.workflows.remind_agencies import remind_agencies

    with _book(options) as book, told("Đang soạn đôn đốc", options.json) as progress:
        report = remind_agencies(
            book, period=options.period, only=tuple(options.only), dry_run=options.dry_run, progress=progress
        )
    return report, LOOK if report.needs_a_look else DONE


def _merge(options: Any) -> tuple[Any, int]:
    if not options.scheduler:
        from kehoach_xl.workflows.readers import get_ready

        get_ready(1)  # while what follows is loaded; the others then: it has a processor to itself where there are two
    from kehoach_xl.bars import told
    from kehoach_xl.workflows.merge import merge

    with _machines(options) as workers, _book(options) as book, told("Đang gộp", options.json) as progress:
        report = merge(
            book, options.folder, period=options.period, dry_run=options.dry_run,
            passwords={"": "\n".join(options.password)} if options.password else None, progress=progress,
            workers=workers,
        )  # fmt: skip
    return report, LOOK if report.needs_a_look else DONE


def _amend(options: Any) -> tuple[Any, int]:
    from kehoach_xl.workflows.amend import amend

    with _book(options) as book:
        report = amend(book)
    return report, LOOK if report.refused else DONE


def _enter(options: Any) -> tuple[Any, int]:
    from kehoach_xl.workflows.enter import enter

    with _book(options) as book:
        report = enter(book)
    return report, LOOK if report.refused or report.conflicts else DONE


def _apply(options: Any) -> tuple[Any, int]:
    from kehoach_xl.workflows.apply_decisions import Chosen, apply_decisions

    if not options.choose and (options.agency or options.column):
        raise Stop("CLI_001", reason="--agency và --column cần đi cùng --choose")
    chosen = Chosen(options.agency, options.column, CHOOSE[options.choose]) if options.choose else None
    with _book(options) as book:
        report = apply_decisions(book, chosen=chosen)
    return report, LOOK if report.needs_a_look else DONE


def _undo(options: Any) -> tuple[Any, int]:
    from kehoach_xl.workflows.undo import undo

    with _book(options) as book:
        return undo(book), DONE


def _verify(options: Any) -> tuple[Any, int]:
    from kehoach_xl.workflows.verify import verify

    with _book(options, write=False) as book:
        report = verify(book)
    return report, DONE if report.is_whole else LOOK


def _rebuild(options: Any) -> tuple[Any, int]:
    from kehoach_xl.workflows.rebuild import rebuild

    with _book(options, write=False) as book:
        report = rebuild(book, options.out)
    return report, LOOK if report.needs_a_look else DONE


def _summary(options: Any) -> tuple[Any, int]:
    from kehoach_xl.workflows.summary import summary

    with _book(options) as book:
        report = summary(book, period=options.period)
    return report, LOOK if report.open_conflicts or report.notices else DONE


def _pdf(options: Any) -> tuple[Any, int]:
    from kehoach_xl.bars import told
    from kehoach_xl.workflows.export_pdf import export_pdf

    with _book(options, write=False) as book, told("Đang xuất PDF", options.json) as progress:
        report = export_pdf(book, options.sheet, folder=options.folder, progress=progress)
    return report, LOOK if report.notices else DONE


def _word(options: Any) -> tuple[Any, int]:
    from kehoach_xl.workflows.write_document import write_document

    with _book(options, write=False) as book:
        report = write_document(book, options.out)
    return report, LOOK if report.needs_a_look else DONE


def _report(options: Any) -> tuple[Any, int]:
    from kehoach_xl.workflows.write_report import write_report

    with _book(options, write=False) as book:
        report = write_report(book, agency=options.agency, period=options.period, out=options.out)
    return report, LOOK if report.needs_a_look else DONE


def _close_period(options: Any) -> tuple[Any, int]:
    from kehoach_xl.workflows.close_period import close_period

    with _book(options) as book:
        report = close_period(book, options.period, remove=options.remove)
    return report, LOOK if report.waiting or report.unreported or report.conflicts else DONE


def _consolidate(options: Any) -> tuple[Any, int]:
    from kehoach_xl.bars import told
    from kehoach_xl.workflows.consolidate import consolidate

    with told("Đang đọc", options.json, lines=True) as progress:
        report = consolidate(options.folder, options.out, period=options.period, progress=progress)
    return report, LOOK if report.needs_a_look else DONE


def _gather(options: Any) -> tuple[Any, int]:
    from kehoach_xl.bars import told
    from kehoach_xl.workflows.gather import gather

    with told("Đang đọc", options.json, lines=True) as progress:
        report = gather(options.folder, options.store, progress=progress)
    return report, LOOK if report.needs_a_look else DONE


def _totals(options: Any) -> tuple[Any, int]:
    from kehoach_xl.workflows.totals import totals

    return totals(options.store, period=options.period, by=options.by, out=options.csv), DONE


def _demo(options: Any) -> tuple[Any, int]:
    from kehoach_xl.workflows.demo import demo

    return demo(options.folder, (lambda text: None) if options.json else print), DONE


def _numbers(text: str) -> list[int]:
    return [int(one) for one in text.split(",")]


def _bench(options: Any) -> tuple[Any, int]:
    try:
        from benchmarks.bench import COMPARED, GROWTH, measure
    except ModuleNotFoundError as missing:  # an installed wheel; or psutil, which only developers have
        raise Stop("CLI_006", name=missing.name) from missing
    report = measure(
        options.rounds, options.returns or COMPARED, options.growth or GROWTH, options.only, options.keep,
        say=lambda table: print(table, file=sys.stderr if options.json else sys.stdout, flush=True),
    )  # fmt: skip
    if options.page:
        options.page.write_text(report.page, encoding="utf-8")
    return report, DONE


def _build(options: Any) -> tuple[Any, int]:
    from kehoach_xl.workflows.build import build

    return build(options.folder), DONE


def _panel(options: Any) -> tuple[Any, int]:
    from kehoach_xl.panel import run

    run(options.master)
    return None, DONE


def _install(options: Any) -> tuple[Any, int]:
    from kehoach_xl.workflows.install import install

    if options.json:
        return install(options.folder, dry_run=options.dry_run), DONE
    from kehoach_xl.reports.text import plan

    return install(options.folder, dry_run=options.dry_run, say=lambda acts: print(plan(acts))), DONE


def _uninstall(options: Any) -> tuple[Any, int]:
    from kehoach_xl.workflows.uninstall import uninstall

    report = uninstall()
    return report, LOOK if report.left else DONE


def _bundle(options: Any) -> tuple[Any, int]:
    from kehoach_xl.workflows.bundle import bundle

    return bundle(options.folder, options.python, say=(lambda text: None) if options.json else print), DONE


def _doctor(options: Any) -> tuple[Any, int]:
    from kehoach_xl.workflows.doctor import doctor

    points = doctor(options.folder)
    return points, LOOK if any(point.state == "bad" for point in points) else DONE


# -- plumbing -------------------------------------------------------------------------------------


@contextmanager
def _book(options: Any, write: bool = True) -> Iterator[Any]:
    """The master: the file named, the default one, the only workbook here, or the one open in Excel."""
    from kehoach_xl.engine.opening import live_book, open_book
    from kehoach_xl.engine.patience import owes, talking
    from kehoach_xl.workflows.other_versions import other_versions

    if options.live:
        with talking():
            yield live_book()
        if owes():
            print(Message("OPEN_031"), file=sys.stderr)
        return
    path = options.master or _only_master()
    options.opened = path, _stamp(path)
    with open_book(path, write=write) as book:
        options.beside = other_versions(book)
        for warning in options.beside:
            print(warning, file=sys.stderr)
        yield book


def _machines(options: Any) -> AbstractContextManager[Any]:
    """The machines that open returned files; None for this one alone."""
    if options.scheduler is None:
        return nullcontext()
    from kehoach_xl.workflows.scheduler import connected

    return connected(options.scheduler)


def _stamp(path: Path) -> tuple[int, int, int] | None:
    """What changes whenever a file is replaced; None when there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


def halted(arguments: Sequence[str], options: Any = None) -> int:
    """Say that she stopped the command, and what stands now; returns the exit code."""
    return _stopped(_halted(options), "--json" in arguments, HALTED)


def _halted(options: Any) -> Stop:
    """What stands now that she stopped the command: the old master, the new one, or files without a master."""
    if getattr(options, "live", False):
        return Stop("RUN_003")
    if not hasattr(options, "opened"):
        return Stop("CLI_002" if hasattr(options, "live") else "RUN_002")
    path, before = options.opened
    return Stop("CLI_002" if _stamp(path) == before else "RUN_001")


def _only_master() -> Path:
    default = Path(DEFAULT_MASTER)
    for path in (default, default.with_suffix(".xlsx")):
        if path.exists():
            return path
    found = [path for path in Path().glob("*.xls[xm]") if not path.name.startswith(("~$", "."))]
    return found[0] if len(found) == 1 else default


def _secret(question: str) -> str | None:
    """A password, not shown while it is typed; a line of the input where nobody sits at a terminal."""
    from getpass import getpass

    typed = getpass(f"{question} ") if sys.stdin.isatty() else sys.stdin.readline()
    return typed.rstrip("\r\n") or None


def _day(text: str) -> date:
    from kehoach_xl.domain.values import Reading, read_date

    reading = read_date(text)
    if not isinstance(reading, Reading) or not isinstance(reading.value, date):
        raise Stop("PERIOD_004", value=text)
    return reading.value


def _print(options: Any, report: Any, code: int) -> int:
    """Show the report; returns the exit code. The work is done by now, so a reader that went away is no failure."""
    try:
        if options.json:
            body = {"command": options.command, "exit": code, **_shown_by(options, "data").data(report)}
            if beside := getattr(options, "beside", ()):
                from kehoach_xl.reports.words import message

                body["beside"] = [message(one) for one in beside]
            # Piece by piece: as one text, the totals of 120,000 lines take 0.8 GB instead of 0.14.
            pieces = json.JSONEncoder(ensure_ascii=False, indent=2, default=str).iterencode(body)
            while some := "".join(islice(pieces, 10_000)):
                sys.stdout.write(some)
            print()
        else:
            print(_shown_by(options, "text").text(report))
        sys.stdout.flush()
    except BrokenPipeError:
        _silence()
    except OSError as error:
        _silence()
        message = Message("CLI_004", {"reason": why(error)})
        print(f"{message} [{message.code}]", file=sys.stderr)
        return LOOK
    return code


def _shown_by(options: Any, usually: str) -> Any:
    """The module that shows the report: mostly one that knows the reports of all operations (0.2 s to import)."""
    return import_module(f"kehoach_xl.reports.{getattr(options, 'shown_by', usually)}")


def _silence() -> None:
    """Nothing more can be printed: Python must not try again while it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _stopped(stop: Stop, as_json: bool, code: int = STOPPED) -> int:
    if as_json:
        error = {"code": stop.message.code, "text": stop.message.text, "todo": stop.message.todo}
        print(json.dumps({"exit": code, "error": error}, ensure_ascii=False, indent=2))
    else:
        print(f"{stop.message} [{stop.message.code}]", file=sys.stderr)
    return code
