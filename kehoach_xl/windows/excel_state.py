"""What the registry says of Excel: where it is, what it lets macros do, which folders it trusts, what it disabled.

Keys and values are those of Microsoft's Office administrative templates and of Excel's own options.
"""

import struct
from dataclasses import dataclass
from pathlib import Path

from kehoach_xl.windows.registry import CLASSES, COMPUTER, USER, Registry

_APP_PATHS = r"SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
_CLICK_TO_RUN = r"SOFTWARE\Microsoft\Office\ClickToRun\Configuration"
_ASR = r"SOFTWARE\Policies\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules"
_ASR_MANAGED = r"SOFTWARE\Policies\Microsoft\Windows Defender\Policy Manager"
_OFFICE_STARTS_NOTHING = "D4F940AB-401B-4EFC-AADC-AD5F3C50688A"
_BITS = {0x014C: 32, 0x8664: 64, 0xAA64: 64}  # of a program: x86, x64, ARM64

ALL, ASK, SIGNED, NONE = 1, 2, 3, 4  # VBAWarnings
NO_VBA = 0


@dataclass(frozen=True)
class Excel:
    """The Excel that opens files: its program, version, the version its keys stand under, 32 or 64 bit."""

    path: Path
    version: str
    keys: str
    bits: int | None


def excel(registry: Registry) -> Excel | None:
    """The Excel of this machine; None when Windows knows none."""
    found = registry.value(USER, _APP_PATHS) or registry.value(COMPUTER, _APP_PATHS)
    if not isinstance(found, str):
        return None
    path = Path(found.strip('"'))
    current = str(registry.value(CLASSES, r"Excel.Application\CurVer") or "Excel.Application.16")
    keys = f"{current.rpartition('.')[2]}.0"
    version = registry.value(COMPUTER, _CLICK_TO_RUN, "VersionToReport")
    return Excel(path, str(version or keys), keys, program_bits(path))


def program_bits(path: Path) -> int | None:
    """32 or 64 by the header of a program file; None when it cannot be read."""
    try:
        with path.open("rb") as file:
            start = file.read(64)
            file.seek(struct.unpack_from("<I", start, 60)[0])
            signature, machine = struct.unpack("<4sH", file.read(6))
    except (OSError, struct.error):
        return None
    return _BITS.get(machine) if signature == b"PE\0\0" else None


def macros(registry: Registry, keys: str) -> int:
    """What Excel does with macros outside trusted folders: ALL, ASK, SIGNED, NONE; NO_VBA: Office has none at all."""
    for hive in (COMPUTER, USER):
        if registry.number(hive, rf"Software\Policies\Microsoft\Office\{keys}\Common", "vbaoff") == 1:
            return NO_VBA
    for hive, key in _security(keys):
        if found := registry.number(hive, key, "VBAWarnings"):
            return found
    return ASK


def blocks_internet_files(registry: Registry, keys: str) -> bool:
    """Whether an administrator has Excel block macros in marked files, trusted folder or not."""
    name = "blockcontentexecutionfrominternet"
    return any(registry.number(hive, key, name) == 1 for hive, key in _security(keys)[:2])


def trusts(registry: Registry, keys: str, folder: Path) -> bool:
    """Whether a folder is one of Excel's trusted locations."""
    wanted = _plain(str(folder.absolute()))
    for hive, security in _security(keys):
        for name in registry.subkeys(hive, rf"{security}\Trusted Locations"):
            key = rf"{security}\Trusted Locations\{name}"
            place = _plain(str(registry.value(hive, key, "Path") or ""))
            below = registry.number(hive, key, "AllowSubfolders") == 1
            if place and (wanted == place or (below and wanted.startswith(place + "/"))):
                return True
    return False


def trusts_no_folder(registry: Registry, keys: str) -> bool:
    """Whether trusted locations are switched off, XLSTART with them."""
    return any(
        registry.number(hive, rf"{key}\Trusted Locations", "AllLocationsDisabled") == 1 for hive, key in _security(keys)
    )


def disabled(registry: Registry, keys: str) -> str:
    """The files Excel stopped opening after a crash, as one text: paths inside binary values (UTF-16)."""
    items = registry.values(USER, rf"Software\Microsoft\Office\{keys}\Excel\Resiliency\DisabledItems")
    return "\n".join(data.decode("utf-16-le", "replace") for data in items.values() if isinstance(data, bytes))


def starts_programs(registry: Registry) -> str:
    """What the policy on Office starting programs says: «block», «warn», «off», or nothing when it cannot be read."""
    words = {"0": "off", "1": "block", "6": "warn"}
    found = registry.value(COMPUTER, _ASR, _OFFICE_STARTS_NOTHING)
    if found is None:
        rules = str(registry.value(COMPUTER, _ASR_MANAGED, "ASRRules") or "").upper().split("|")
        found = next((rule.partition("=")[2] for rule in rules if rule.startswith(_OFFICE_STARTS_NOTHING)), None)
    return words.get(str(found), "")


def _security(keys: str) -> list[tuple[str, str]]:
    """Where macro settings stand, the strongest first: policies of the machine and the user, then her own choice."""
    policy = rf"Software\Policies\Microsoft\Office\{keys}\Excel\Security"
    return [(COMPUTER, policy), (USER, policy), (USER, rf"Software\Microsoft\Office\{keys}\Excel\Security")]


def _plain(path: str) -> str:
    return path.replace("\\", "/").rstrip("/").casefold()
