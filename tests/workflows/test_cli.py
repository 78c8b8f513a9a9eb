"""The command line: exit codes, the keys of --json as documented, help in Vietnamese."""

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from kehoach_xl.cli import main, parser
from tests.workflows.office import PERIOD, Room, doing

DOCUMENTED = Path(__file__).parents[2] / "docs" / "json.md"
COMMANDS = (
    "new", "import", "check", "repair", "amend", "open-period", "distribute", "send", "mail-login", "receive", "remind",
    "merge", "enter", "apply", "undo", "verify", "rebuild", "summary", "pdf", "word", "report", "close-period",
    "consolidate", "gather", "totals", "demo", "build", "bench", "install", "uninstall", "bundle", "doctor",
)  # fmt: skip


def documented(command: str) -> set[str]:
    """The keys of one row of docs/json.md, without what is said inside brackets."""
    row = next(
        line for line in DOCUMENTED.read_text(encoding="utf-8").splitlines() if line.startswith(f"| `{command}` |")
    )
    keys = row.split("|")[2]
    for inside in (r"\([^()]*\)", r"\[[^\[\]]*\]", r"\{[^{}]*\}"):
        keys = re.sub(inside, "", keys)
    return set(re.findall(r"`(\w+)`", keys))


def run(capsys, *arguments: str) -> tuple[int, dict]:
    """Exit code and data; the text form must end with the same code and say something."""
    code = main([*arguments, "--json"])
    out = capsys.readouterr()
    assert out.err == ""
    body = json.loads(out.out)
    assert body["command"] == arguments[0] and body["exit"] == code
    assert set(body) - {"command", "exit"} == documented(arguments[0])
    return code, body


@pytest.mark.slow
def test_a_whole_period_by_command(tmp_path: Path, capsys) -> None:
    room = Room(tmp_path / "sở")
    master = ["--master", str(room.master)]
    code, body = run(capsys, "new", str(room.master))
    assert (code, body["tasks"]) == (0, 35)
    code, body = run(capsys, "check", *master)
    assert code == 1 and body["counts"]["error"] == 0
    assert {"CHECK_022"} <= {issue["code"] for issue in body["issues"] if issue["level"] == "warning"}
    code, body = run(capsys, "open-period", *master, "--period", PERIOD, "--deadline", "10/12/2025")
    assert (code, body["deadline"], body["unassigned"]) == (1, "2025-12-10", ["3.2"])
    code, body = run(capsys, "distribute", *master)
    assert (code, len(body["files"])) == (1, 12)  # 3.2 goes to nobody: something to look at
    room.send("STP", {"2.3": doing(), "2.4": doing()})
    code, body = run(capsys, "merge", *master, "--dry-run")
    assert (code, body["dry_run"], body["cells"]["applied"]) == (0, True, 6)
    code, body = run(capsys, "merge", *master)
    assert (code, body["dry_run"], body["cells"]["applied"]) == (0, False, 6)
    assert sum(body["cells"].values()) == 2 * body["cells"]["total"]
    code, body = run(capsys, "summary", *master)
    assert (code, body["total"]["count"]) == (0, 35)
    code, body = run(capsys, "undo", *master)
    assert (code, body["cells"]) == (0, 6)


@pytest.mark.slow
def test_a_special_period_closed_reopened_and_removed_by_command(room: Room, capsys) -> None:
    master = ["--master", str(room.master)]
    special = ["--period", "2025-CD1", "--name", "Tận dụng ưu đãi", "--since", "3/3/2025", "--until", "28/3/2025"]
    code, body = run(capsys, "open-period", *master, *special, "--scope", "1; 2.3")
    assert (code, body["period"], body["name"], body["tasks"], body["deadline"]) == (
        0, "2025-CD1", "Tận dụng ưu đãi", 4, "2025-03-31",
    )  # fmt: skip
    code, body = run(capsys, "close-period", *master, "--remove")
    assert (code, body["period"], body["removed"], body["closed"], body["rows"]) == (0, "2025-CD1", True, None, 4)
    code, body = run(capsys, "close-period", *master)
    assert (code, body["period"], body["removed"], body["conflicts"]) == (1, PERIOD, False, 0)
    assert len(body["waiting"]) == 12
    code, body = run(capsys, "open-period", *master, "--period", PERIOD, "--reason", "Bổ sung số liệu.")
    assert (body["reopened"], body["new_rows"]) == (True, 0)


@pytest.mark.slow
def test_repair_by_command(room: Room, capsys) -> None:
    room.type("appendix", "code", "2.3", leads="Sở TP")
    room.check()
    code, body = run(capsys, "repair", "--dry-run", "--master", str(room.master))
    assert (code, body["dry_run"], body["repaired"], body["backup"]) == (1, True, 1, "")
    assert [(one["old"], one["new"]) for one in body["cells"]] == [("Sở TP", "Sở Tư pháp")]
    assert room.shown("2.3", "leads") == "Sở TP"
    code, body = run(capsys, "repair", "--master", str(room.master))
    assert (code, body["dry_run"], body["waiting"]) == (0, False, 0)
    assert body["kinds"] == {"Cơ quan ghi tắt hoặc theo tên gọi khác": 1}
    assert room.shown("2.3", "leads") == "Sở Tư pháp"


def test_merge_with_something_to_look_at_ends_with_1(room: Room, capsys) -> None:
    room.send("STP", {"2.3": {"percent": "một nửa"}})
    code, body = run(capsys, "merge", "--master", str(room.master))
    assert (code, len(body["conflicts"])) == (1, 1)
    assert set(body["conflicts"][0]) >= {
        "task",
        "agency",
        "period",
        "field",
        "column",
        "reason",
        "sent",
        "ours",
        "theirs",
    }
    code, body = run(capsys, "summary", "--master", str(room.master))
    assert (code, body["open_conflicts"]) == (1, 1)


def test_doctor(tmp_path: Path, capsys) -> None:
    code, body = run(capsys, "doctor", str(tmp_path))
    assert code == 0 and {point["state"] for point in body["points"]} <= {"ok", "note"}
    code, body = run(capsys, "doctor", str(tmp_path / "không có"))
    assert code == 1
    assert list(tmp_path.iterdir()) == []


def test_the_only_workbook_of_the_folder_is_the_master(room: Room, monkeypatch, capsys) -> None:
    room.master.rename(room.folder / "FTA 2025.xlsx")
    monkeypatch.chdir(room.folder)
    assert main(["summary"]) == 0
    assert "TỔNG HỢP kỳ 6 tháng cuối năm 2025" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["check", "open-period", "distribute", "merge", "undo", "summary", "close-period"])
def test_text_is_vietnamese_and_short_of_nothing(room: Room, command: str, capsys) -> None:
    room.send("STP", {"2.3": doing()})
    if command == "undo":
        main(["merge", "--master", str(room.master)])
    capsys.readouterr()
    more = ["--period", "2026-H1"] if command == "open-period" else []
    assert main([command, "--master", str(room.master), *more]) in (0, 1)
    out = capsys.readouterr()
    assert out.err == "" and out.out.strip()
    assert not re.search(r"\b(None|True|False|NaN|object at|Message\()", out.out), out.out
    assert "{" not in out.out


ENGLISH = re.compile(
    r"\b(usage|options|optional|positional|arguments?|show|this|help message|and exit|default|commands?)\b", re.I
)


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_vietnamese(command: str, capsys) -> None:
    with pytest.raises(SystemExit) as end:
        main([*filter(None, [command]), "--help"])
    told = capsys.readouterr().out
    assert end.value.code == 0
    assert told.startswith("Cách dùng: kehoach-xl") and "Tùy chọn" in told
    words = re.sub(r"--[\w-]+|^ +[\w-]+(?=  |$)", "", told, flags=re.MULTILINE)
    assert not ENGLISH.findall(words), told


def test_every_command_is_listed_with_what_it_does() -> None:
    told = parser().format_help()
    for command in COMMANDS:
        assert re.search(rf"^ +{command}\s+[A-ZÁĐ]\w+", told, re.MULTILINE), command
    assert {line.split("`")[1] for line in DOCUMENTED.read_text("utf-8").splitlines() if line.startswith("| `")} == set(
        COMMANDS
    )


def test_version(capsys) -> None:
    with pytest.raises(SystemExit):
        main(["--version"])
    assert re.fullmatch(r"kehoach-xl \d+\.\d+\.\d+\n", capsys.readouterr().out)


def test_a_reader_that_goes_away_is_no_failure(tmp_path: Path) -> None:
    command = f"{shlex.quote(sys.executable)} -m kehoach_xl doctor | true"
    shell = ["bash", "-c", command + '; echo "${PIPESTATUS[0]}"']
    done = subprocess.run(shell, cwd=tmp_path, capture_output=True, text=True)
    assert (done.stdout.strip(), done.stderr) == ("0", "")


def test_output_that_cannot_be_written_is_said_in_words(tmp_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        run = [sys.executable, "-m", "kehoach_xl", "doctor"]
        done = subprocess.run(run, cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 1
    assert done.stderr.rstrip().endswith("[CLI_004]")
    assert "Traceback" not in done.stderr
