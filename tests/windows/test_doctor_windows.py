"""doctor on a made-up Windows machine: every point in its good and its bad states."""

import io
import struct
from pathlib import Path

import pytest
import xlsxwriter

from kehoach_xl.building import vba
from kehoach_xl.messages import Message
from kehoach_xl.windows.excel_state import program_bits
from kehoach_xl.workflows import doctor_windows as look
from kehoach_xl.workflows.install import install
from tests.windows.made_up import MadeUp
from tests.windows.winreg import CLASSES, COMPUTER, USER

APP_PATHS = r"SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
CLICK_TO_RUN = r"SOFTWARE\Microsoft\Office\ClickToRun\Configuration"
HER_SECURITY = r"Software\Microsoft\Office\16.0\Excel\Security"
POLICY = r"Software\Policies\Microsoft\Office\16.0\Excel\Security"
COMMON = r"Software\Policies\Microsoft\Office\16.0\Common"
DISABLED = r"Software\Microsoft\Office\16.0\Excel\Resiliency\DisabledItems"
ASR = r"SOFTWARE\Policies\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules"
MANAGER = r"SOFTWARE\Policies\Microsoft\Windows Defender\Policy Manager"
RULE = "D4F940AB-401B-4EFC-AADC-AD5F3C50688A"


@pytest.fixture
def machine(tmp_path: Path) -> MadeUp:
    """A machine with a 64-bit Excel 365."""
    made = MadeUp(tmp_path / "C")
    with_excel(made, 0x8664)
    return made


@pytest.fixture
def folder(machine: MadeUp) -> Path:
    work = machine.profile / "Kế hoạch"
    work.mkdir()
    return work


def program(path: Path, cpu: int) -> Path:
    """The first bytes of a program for this processor."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"MZ".ljust(60, b"\0") + struct.pack("<I", 64) + b"PE\0\0" + struct.pack("<H", cpu))
    return path


def with_excel(machine: MadeUp, cpu: int) -> None:
    found = program(machine.root / "Office16" / "EXCEL.EXE", cpu)
    machine.winreg.put(COMPUTER, APP_PATHS, default=str(found))
    machine.winreg.put(CLASSES, r"Excel.Application\CurVer", default="Excel.Application.16")
    machine.winreg.put(COMPUTER, CLICK_TO_RUN, VersionToReport="16.0.18025.20160")


def book(path: Path, xlwings: str | None = None) -> Path:
    """A workbook, with an xlwings module of this version in it."""
    workbook = xlsxwriter.Workbook(str(path))
    sheet = workbook.add_worksheet()
    if xlwings:
        module = f'Attribute VB_Name = "xlwings"\r\nPublic Const XLWINGS_VERSION As String = "{xlwings}"\r\n'
        workbook.add_vba_project(io.BytesIO(vba.project({"xlwings": module}, {}, ["Sheet1"])), is_stream=True)
        workbook.set_vba_name("ThisWorkbook")
        sheet.set_vba_name("Sheet1")
    workbook.close()
    return path


def mark(path: Path, zone: int) -> None:
    Path(f"{path}:Zone.Identifier").write_text(f"[ZoneTransfer]\r\nZoneId={zone}\r\n", encoding="ascii")


def says(point, code: str, **facts: object) -> bool:
    """Whether a point is this sentence with this remedy."""
    message = Message(code, facts)
    return (point.says, point.todo) == (message.text, message.todo)


# -- programs -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("python", "cpu", "state", "sentence"),
    [
        (64, 0x8664, "ok", "Python 64 bit"),
        (64, 0xAA64, "ok", "Python 64 bit"),
        (64, 0x014C, "ok", "Excel 32 bit, Python 64 bit; vẫn làm việc được với nhau."),
        (32, 0x014C, "bad", "Python đang dùng là bản 32 bit; các thư viện cần bản 64 bit."),
        (32, 0x8664, "bad", "Python đang dùng là bản 32 bit; các thư viện cần bản 64 bit."),
    ],
)
def test_bits(machine: MadeUp, folder: Path, python: int, cpu: int, state: str, sentence: str) -> None:
    with_excel(machine, cpu)
    machine.bits = python
    found = look.bits(machine, folder)
    assert (found.state, found.says) == (state, sentence)


@pytest.mark.parametrize("data", [b"", b"MZ", b"MZ".ljust(60, b"\0") + struct.pack("<I", 9999), b"\0" * 200])
def test_a_program_without_a_header_has_no_bits(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "excel.exe").write_bytes(data)
    assert program_bits(tmp_path / "excel.exe") is None


def test_pywin32_missing_and_there(machine: MadeUp, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(look.importlib.sys.modules, "win32com.client", None)
    assert look.pywin32(machine, folder).state == "bad"
    monkeypatch.setitem(look.importlib.sys.modules, "win32com", look)
    monkeypatch.setitem(look.importlib.sys.modules, "win32com.client", look)
    assert look.pywin32(machine, folder).state == "ok"


def test_excel_found_with_its_version(machine: MadeUp, folder: Path) -> None:
    found = look.excel(machine, folder)
    assert found.state == "ok"
    assert found.says == f"phiên bản 16.0.18025.20160 (64 bit), {machine.root / 'Office16' / 'EXCEL.EXE'}"


def test_no_excel(tmp_path: Path, folder: Path) -> None:
    found = look.excel(MadeUp(tmp_path / "D"), folder)
    assert found.state == "bad" and says(found, "DOCTOR_004")


def test_excel_named_but_gone(machine: MadeUp, folder: Path) -> None:
    gone = machine.root / "Office16" / "EXCEL.EXE"
    gone.unlink()
    found = look.excel(machine, folder)
    assert found.state == "bad" and says(found, "DOCTOR_005", path=gone)


def test_a_32_bit_excel_known_only_in_the_32_bit_registry(tmp_path: Path, folder: Path) -> None:
    other = MadeUp(tmp_path / "D")
    path = program(other.root / "EXCEL.EXE", 0x014C)
    other.winreg.put(COMPUTER, APP_PATHS, in_32=True, default=f'"{path}"')
    assert look.excel(other, folder).says == f"phiên bản 16.0 (32 bit), {path}"


# -- macros ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("settings", "state", "code"),
    [
        ([], "note", "DOCTOR_012"),
        ([(USER, HER_SECURITY, {"VBAWarnings": 1})], "ok", ""),
        ([(USER, HER_SECURITY, {"VBAWarnings": 2})], "note", "DOCTOR_012"),
        ([(USER, HER_SECURITY, {"VBAWarnings": 3})], "bad", "DOCTOR_011"),
        ([(USER, HER_SECURITY, {"VBAWarnings": 4})], "bad", "DOCTOR_011"),
        ([(USER, HER_SECURITY, {"VBAWarnings": 1}), (USER, POLICY, {"VBAWarnings": 4})], "bad", "DOCTOR_011"),
        ([(USER, HER_SECURITY, {"VBAWarnings": 4}), (USER, POLICY, {"VBAWarnings": 1})], "ok", ""),
        ([(USER, POLICY, {"VBAWarnings": 1}), (COMPUTER, POLICY, {"VBAWarnings": 3})], "bad", "DOCTOR_011"),
        ([(USER, POLICY, {"VBAWarnings": "4"})], "bad", "DOCTOR_011"),
        ([(USER, HER_SECURITY, {"VBAWarnings": 1}), (COMPUTER, COMMON, {"vbaoff": 1})], "bad", "DOCTOR_010"),
        ([(USER, COMMON, {"VBAOff": 1})], "bad", "DOCTOR_010"),
        ([(USER, COMMON, {"VBAOff": 0})], "note", "DOCTOR_012"),
    ],
)
def test_macros(machine: MadeUp, folder: Path, settings: list, state: str, code: str) -> None:
    for hive, key, values in settings:
        machine.winreg.put(hive, key, **values)
    found = look.macros(machine, folder)
    assert found.state == state
    assert says(found, code, folder=folder) if code else found.says == "Excel cho chạy macro"


@pytest.mark.parametrize(
    ("place", "below", "off", "state"),
    [
        ("Kế hoạch", 0, 0, "ok"),
        ("Kế hoạch/", 0, 0, "ok"),
        ("KẾ HOẠCH", 0, 0, "ok"),
        ("", 1, 0, "ok"),
        ("", 0, 0, "bad"),
        ("Kế", 1, 0, "bad"),
        ("Kế hoạch", 0, 1, "bad"),
    ],
)
def test_macros_in_a_trusted_folder(machine, folder, place, below, off, state) -> None:
    machine.winreg.put(USER, POLICY, VBAWarnings=4)
    machine.winreg.put(USER, HER_SECURITY + r"\Trusted Locations", AllLocationsDisabled=off)
    trusted = HER_SECURITY + r"\Trusted Locations\Location5"
    path = str(machine.profile / place) + "/" * place.endswith("/")
    machine.winreg.put(USER, trusted, Path=path, AllowSubfolders=below)
    assert look.macros(machine, folder).state == state


@pytest.mark.parametrize(
    ("settings", "state"),
    [
        ([], "ok"),
        ([(USER, POLICY, 1)], "bad"),
        ([(USER, HER_SECURITY, 1)], "bad"),
        ([(USER, HER_SECURITY, 0)], "ok"),
    ],
)
def test_trusted_locations(machine: MadeUp, folder: Path, settings: list, state: str) -> None:
    for hive, key, value in settings:
        machine.winreg.put(hive, key + r"\Trusted Locations", AllLocationsDisabled=value)
    found = look.addins_folder(machine, folder)
    assert found.state == state and (state == "ok" or says(found, "DOCTOR_013"))


@pytest.mark.parametrize(
    ("zone", "policy", "state", "code"),
    [(None, 0, "ok", ""), (1, 0, "ok", ""), (3, 0, "bad", "DOCTOR_014"), (4, 0, "bad", "DOCTOR_014"),
     (3, 1, "bad", "DOCTOR_015")],
)  # fmt: skip
def test_files_from_the_internet(machine: MadeUp, folder: Path, zone, policy: int, state: str, code: str) -> None:
    master = book(folder / "so-dieu-phoi.xlsm", "0.0")
    book(folder / "~$so-dieu-phoi.xlsm")
    machine.winreg.put(USER, POLICY, blockcontentexecutionfrominternet=policy)
    if zone is not None:
        mark(master, zone)
    found = look.marked(machine, folder)
    assert found.state == state and (not code or says(found, code, names="so-dieu-phoi.xlsm"))


def test_a_marked_addin_is_named_too(machine: MadeUp, folder: Path) -> None:
    install(machine=machine)
    mark(machine.xlstart / "KeHoach.xlam", 3)
    assert says(look.marked(machine, folder), "DOCTOR_014", names="KeHoach.xlam")


def test_of_many_marked_files_five_are_named(machine: MadeUp, folder: Path) -> None:
    for number in range(7):
        mark(book(folder / f"sổ {number}.xlsx"), 3)
    assert "sổ 0.xlsx, sổ 1.xlsx, sổ 2.xlsx, sổ 3.xlsx, sổ 4.xlsx và 2 tệp nữa" in look.marked(machine, folder).says


# -- the installation ---------------------------------------------------------------------------


def test_the_addin(machine: MadeUp, folder: Path) -> None:
    path = machine.xlstart / "KeHoach.xlam"
    missing = look.addin_file(machine, folder)
    assert missing.state == "bad" and says(missing, "DOCTOR_020", path=path)
    install(machine=machine)
    assert look.addin_file(machine, folder).state == "ok"
    path.write_bytes(b"of another version")
    other = look.addin_file(machine, folder)
    assert other.state == "bad" and says(other, "DOCTOR_021", path=path)


@pytest.mark.parametrize(
    ("inside", "state", "names"),
    [
        ("", "ok", ""),
        ("C:\\khác\\other.xlam", "ok", ""),
        ("c:\\users\\lan\\xlstart\\kehoach.xlam", "bad", "KeHoach.xlam"),
        ("C:\\Việc\\so-dieu-phoi.xlsm", "bad", "so-dieu-phoi.xlsm"),
    ],
)
def test_files_excel_disabled(machine: MadeUp, folder: Path, inside: str, state: str, names: str) -> None:
    book(folder / "so-dieu-phoi.xlsm")
    machine.winreg.put(USER, DISABLED, A1B2=b"\x01\0\0\0\x2a\0\0\0" + inside.encode("utf-16-le") + b"\0\0", B=7)
    found = look.disabled(machine, folder)
    assert found.state == state and (state == "ok" or says(found, "DOCTOR_022", names=names))


def test_the_setting_for_the_buttons(machine: MadeUp, folder: Path) -> None:
    assert says(look.interpreter(machine, folder), "DOCTOR_030", variable="KEHOACH_XL_PYTHON")
    install(machine=machine)
    path = str(machine.python)
    fresh = look.interpreter(machine, folder)
    assert fresh.state == "note" and says(fresh, "DOCTOR_034", path=path)
    machine.environ["KEHOACH_XL_PYTHON"] = path
    assert look.interpreter(machine, folder).state == "ok"


def test_the_python_for_the_buttons_is_there_but_does_not_start(machine: MadeUp, folder: Path) -> None:
    install(machine=machine)
    machine.runs = False
    found = look.interpreter(machine, folder)
    assert found.state == "bad" and says(found, "DOCTOR_035", path=machine.python)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("Python tiếng Việt/python.exe", "DOCTOR_031"),
        ("gone/python.exe", "DOCTOR_032"),
        ("other/python.exe", "DOCTOR_033"),
    ],
)
def test_a_setting_that_does_not_lead_here(machine: MadeUp, folder: Path, value: str, code: str) -> None:
    (machine.root / "other").mkdir()
    (machine.root / "other" / "python.exe").write_bytes(b"MZ")
    path = machine.root / value
    machine.winreg.put(USER, "Environment", KEHOACH_XL_PYTHON=str(path))
    found = look.interpreter(machine, folder)
    assert found.state == "bad" and says(found, code, path=path, python=machine.python)


def test_a_setting_through_a_junction_leads_here(tmp_path: Path, folder: Path) -> None:
    an = MadeUp(tmp_path / "D", "Nguyễn Văn A")
    install(machine=an)
    an.environ["KEHOACH_XL_PYTHON"] = str(an.setting("KEHOACH_XL_PYTHON"))
    assert look.interpreter(an, folder).state == "ok"


def test_the_xlwings_inside_a_master(machine: MadeUp, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(look.metadata, "version", lambda name: "0.37.8")
    assert look.xlwings_inside(machine, folder).says == "Không có sổ .xlsm trong thư mục"
    book(folder / "không macro.xlsm")
    (folder / "hỏng.xlsm").write_bytes(b"not a workbook")
    book(folder / "mới.xlsm", "0.37.8")
    assert look.xlwings_inside(machine, folder).says == "phiên bản 0.37.8"
    book(folder / "cũ.xlsm", "0.30.0")
    found = look.xlwings_inside(machine, folder)
    assert found.state == "bad" and says(found, "DOCTOR_040", names="cũ.xlsm (0.30.0)", version="0.37.8")


# -- the place ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("variable", "cloud", "remote", "state", "code"),
    [
        ("OneDrive", "", False, "ok", ""),
        ("OneDrive", "Kế hoạch", False, "note", "DOCTOR_050"),
        ("OneDriveCommercial", ".", False, "note", "DOCTOR_050"),
        ("OneDriveConsumer", "Kế", False, "ok", ""),
        ("OneDrive", "", True, "note", "DOCTOR_051"),
    ],
)
def test_where_the_workbooks_are(machine, folder, variable, cloud, remote, state, code) -> None:
    machine.environ[variable] = str(machine.profile / cloud) if cloud else ""
    machine.remote = remote
    found = look.place(machine, folder)
    assert found.state == state and (not code or says(found, code, folder=folder))


@pytest.mark.parametrize(
    ("key", "values", "state", "code"),
    [
        (ASR, {}, "note", "DOCTOR_062"),
        (ASR, {RULE: "1"}, "bad", "DOCTOR_060"),
        (ASR, {RULE.lower(): "1"}, "bad", "DOCTOR_060"),
        (ASR, {RULE: "6"}, "note", "DOCTOR_061"),
        (ASR, {RULE: "2"}, "note", "DOCTOR_062"),
        (ASR, {RULE: "0"}, "ok", ""),
        (MANAGER, {"ASRRules": f"75668C1F-73B5-4CF0-BB93-3ECF5CB7CC84=0|{RULE}=1"}, "bad", "DOCTOR_060"),
        (MANAGER, {"ASRRules": f"{RULE.lower()}=6"}, "note", "DOCTOR_061"),
    ],
)
def test_whether_excel_may_start_programs(machine, folder, key, values, state, code) -> None:
    machine.winreg.put(COMPUTER, key, **values)
    found = look.programs(machine, folder)
    assert found.state == state and (not code or says(found, code))


def test_a_machine_in_order_has_nothing_to_mend(machine: MadeUp, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(look.importlib.sys.modules, "win32com", look)
    monkeypatch.setitem(look.importlib.sys.modules, "win32com.client", look)
    install(machine=machine)
    machine.environ["KEHOACH_XL_PYTHON"] = str(machine.python)
    points = look.look(machine, folder)
    to_see = [(one.name, one.state) for one in points if one.state != "ok"]
    assert to_see == [("Macro", "note"), ("Excel gọi Python", "note")]
    assert len(points) == 12


def test_doctor_looks_and_changes_nothing(machine: MadeUp, folder: Path) -> None:
    book(folder / "sổ.xlsm", "0.1")
    before = machine.files()
    look.look(machine, folder)
    assert machine.files() == before and machine.announced == 0
