"""`kehoach-xl build` and `new FILE.xlsm`: lawful files, the same bytes everywhere, and LibreOffice opens them."""

import hashlib
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from kehoach_xl.building import master as master_building
from kehoach_xl.building import plan_template
from kehoach_xl.cli import main
from kehoach_xl.errors import Stop
from kehoach_xl.workflows.build import build
from kehoach_xl.workflows.new import new
from tests.support import excel_rules, openxml, package
from tests.support.libreoffice import LibreOffice

ROOT = Path(__file__).parents[2]
PLAN = "fta-index-ha-tinh-2025"
FILES = [
    "ddci-so-ngoai-vu-lang-son-2026.xlsm", f"{PLAN}.xlsm", "nq02-hau-giang-2024.xlsm", "nq59-ha-tinh-2025.xlsm",
    "KeHoach.xlam",
]  # fmt: skip


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


# -- what is written --------------------------------------------------------------------------


@pytest.mark.slow
def test_every_shipped_plan_and_the_addin_are_built(dist: Path):
    assert [*(f"{plan}.xlsm" for plan in plan_template.available()), "KeHoach.xlam"] == FILES
    assert sorted(path.name for path in dist.iterdir()) == sorted(FILES)


@pytest.mark.slow
def test_the_command_tells_each_file_with_size_and_hash(dist: Path, tmp_path: Path, capsys):
    assert main(["build", str(tmp_path), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told == {
        "command": "build",
        "exit": 0,
        "folder": str(tmp_path),
        "files": [
            {"file": name, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
            for name in FILES
            for data in [(dist / name).read_bytes()]
        ],
    }
    assert main(["build", str(tmp_path)]) == 0  # over those of an earlier build
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"Đã ghi {len(FILES)} tệp vào thư mục «{tmp_path}»:"
    data = (dist / FILES[0]).read_bytes()
    assert lines[1] == f"  {FILES[0]}: {len(data)} byte, sha256 {hashlib.sha256(data).hexdigest()}"


def test_a_folder_that_cannot_be_written_leaves_nothing(tmp_path: Path):
    (tmp_path / "tệp").write_bytes(b"a file where a folder should be")
    with pytest.raises(Stop) as stop:
        build(tmp_path / "tệp" / "dist")
    assert stop.value.message.code == "NEW_003"
    assert [path.name for path in tmp_path.iterdir()] == ["tệp"]


@pytest.mark.slow
def test_new_gives_the_master_that_build_ships(master: Path, tmp_path: Path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["new"]) == 0
    assert "bấm nút Mở kỳ báo cáo" in capsys.readouterr().out
    assert [path.name for path in tmp_path.iterdir()] == ["so-dieu-phoi.xlsm"]
    assert (tmp_path / "so-dieu-phoi.xlsm").read_bytes() == master.read_bytes()


@pytest.mark.slow
def test_a_master_with_macros_is_the_one_without_and_what_macros_need(master: Path, tmp_path: Path):
    plain = tmp_path / "sổ.xlsx"
    assert new(PLAN, plain).macros is False
    without, having = parts(plain), parts(master)
    assert having.keys() - without.keys() == {
        "xl/vbaProject.bin",
        "xl/drawings/vmlDrawing1.vml",
        "xl/worksheets/sheet23.xml",  # xlwings.conf
    }
    assert without.keys() <= having.keys()
    assert not package.read(plain).modules and not package.read(plain).buttons
    assert [sheet.name for sheet in package.read(master).sheets[:-1]] == [s.name for s in package.read(plain).sheets]


# -- the same bytes -----------------------------------------------------------------------------

BUILD = "import sys; from pathlib import Path; from kehoach_xl.workflows.build import build; build(Path(sys.argv[1]))"


@pytest.mark.slow
@pytest.mark.parametrize(
    "surroundings",
    [
        {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1"},
        {"TZ": "America/Anchorage", "PYTHONHASHSEED": "99", "LC_ALL": "C.UTF-8"},
    ],
)
def test_a_build_elsewhere_gives_the_same_bytes(dist: Path, tmp_path: Path, surroundings: dict[str, str]):
    environment = {**os.environ, **surroundings, "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-c", BUILD, str(tmp_path)], env=environment, check=True, timeout=120)
    assert {name: (tmp_path / name).read_bytes() for name in FILES} == {
        name: (dist / name).read_bytes() for name in FILES
    }


@pytest.mark.parametrize("name", FILES)
@pytest.mark.slow
def test_no_trace_of_the_machine_that_built_it(dist: Path, name: str):
    with zipfile.ZipFile(dist / name) as opened:
        times = {entry.date_time[0] for entry in opened.infolist()}
    assert times <= {1980, 2025}
    everything = b"\n".join(parts(dist / name).values())
    for trace in (str(ROOT), os.environ.get("USER", "root") + "@", "/tmp/", "/home/"):
        assert trace.encode() not in everything


# -- lawful ---------------------------------------------------------------------------------------


@pytest.mark.tools
def test_excels_rules_and_microsofts_validator_find_nothing(dist: Path):
    paths = [dist / name for name in FILES]
    assert {path.name: excel_rules.findings(path) for path in paths} == {name: [] for name in FILES}
    assert openxml.findings_of(paths) == {}


@pytest.mark.tools
def test_libreoffice_computes_the_master_as_the_one_without_macros(
    master: Path, tmp_path: Path, libreoffice: LibreOffice
):
    plain = tmp_path / "sổ.xlsx"
    master_building.build(plan_template.load(PLAN), plain)
    found, expected = libreoffice.recalculated(master), libreoffice.recalculated(plain)
    assert found.keys() - expected.keys() == {"xlwings.conf"}
    assert {name: cells for name, cells in found.items() if name in expected} == expected
