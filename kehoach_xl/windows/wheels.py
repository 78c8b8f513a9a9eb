"""The wheels a Windows machine needs: downloaded here, judged by the markers and tags of there.

`pip download --platform` picks files for another platform, yet reads the markers of the requirements for the machine
it runs on: on Linux it leaves out pywin32. So what is still wanted is asked for until nothing is.
"""

import email
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.tags import compatible_tags, cpython_tags
from packaging.utils import canonicalize_name, parse_wheel_filename
from packaging.version import Version

from kehoach_xl.errors import Stop
from kehoach_xl.windows import own_wheel

PLATFORM = "win_amd64"

# How pip tells, also from within a build, that it gave up on a server; it goes on to other, misleading errors.
_GAVE_UP = ("Retry(total=0,", "Max retries exceeded", "Could not fetch URL", "Read timed out")
# What to find in such a line → what to say. A refused proxy also says «refused», so it comes first.
_CAUSES = (
    (("ProxyError",), "proxy không cho kết nối"),
    (("SSLError", "ssl certificate"), "không tin được chứng chỉ của máy chủ"),
    (("Errno 111]", "Errno 61]", "WinError 10061]"), "máy chủ từ chối kết nối"),
    (("NameResolutionError", "getaddrinfo", "Errno -"), "không tìm thấy tên máy chủ"),
    (("unreachable", "WinError 10051]", "WinError 10065]"), "máy này không có mạng"),
    (("timed out", "Timeout"), "máy chủ không trả lời"),
)


@dataclass(frozen=True)
class Wheel:
    """One file of the folder."""

    name: str
    version: str
    file: str


def download(folder: Path, python: str) -> None:
    """Fill a folder that holds our own wheel with everything it needs there. Raises Stop BUNDLE_…."""
    pins = folder / "pins.txt"
    pins.write_text("\n".join(_pins()), encoding="utf-8")
    try:
        wanted: Sequence[str] = [str(path) for path in folder.glob("*.whl")]
        while wanted:
            pip(
                "download", "--only-binary=:all:", "--platform", PLATFORM, "--implementation", "cp",
                "--python-version", python, "--constraint", str(pins), "--find-links", str(folder),
                "--dest", str(folder), *wanted,
            )  # fmt: skip
            before, wanted = wanted, missing(folder, python)
            if wanted == before:
                raise Stop("BUNDLE_006", names=", ".join(wanted))
    finally:
        pins.unlink(missing_ok=True)


def pip(*arguments: str) -> None:
    """Run pip. Raises Stop BUNDLE_003 where there is none, BUNDLE_007 where its index cannot be reached.

    Whatever else made it fail is BUNDLE_004, in pip's own words.
    """
    ran = subprocess.run(
        [sys.executable, "-m", "pip", *arguments], stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    if ran.returncode == 0:
        return
    said = ran.stderr.decode("utf-8", "replace")
    if "No module named pip" in said:
        raise Stop("BUNDLE_003")
    if reason := unreachable(said + ran.stdout.decode("utf-8", "replace")):
        raise Stop("BUNDLE_007", reason=reason)
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    errors = [line.removeprefix("ERROR: ") for line in lines if line.startswith("ERROR: ")]
    raise Stop("BUNDLE_004", reason=(errors or lines or ["pip"])[-1].rstrip("."))


def unreachable(said: str) -> str:
    """Why pip could not reach the package index, in Vietnamese; "" when that is not what its output tells."""
    lines = [line for line in said.splitlines() if any(sign in line for sign in _GAVE_UP)]
    if not lines:
        return ""
    return next((says for signs, says in _CAUSES if any(sign in lines[-1] for sign in signs)), "kết nối bị ngắt")


def listed(folder: Path) -> list[Wheel]:
    """The wheels of a folder by name."""
    found = []
    for path in sorted(folder.glob("*.whl")):
        name, version, _, _ = parse_wheel_filename(path.name)
        found.append(Wheel(str(name), str(version), path.name))
    return found


def missing(folder: Path, python: str) -> list[str]:
    """What the wheels of a folder require on Windows that the folder does not have, each requirement once."""
    have = {wheel.name: Version(wheel.version) for wheel in listed(folder)}
    unmet = {}
    for wheel in listed(folder):
        for requirement in _requirements(folder / wheel.file, python):
            version = have.get(canonicalize_name(requirement.name))
            if version is None or not requirement.specifier.contains(version, prereleases=True):
                unmet[f"{requirement.name}{requirement.specifier}"] = None
    return sorted(unmet)


def unfit(folder: Path, python: str) -> list[str]:
    """The wheels of a folder that this Python on Windows would not take."""
    version = tuple(int(part) for part in python.split("."))
    fit = {*cpython_tags(version, platforms=[PLATFORM]),
           *compatible_tags(version, f"cp{version[0]}{version[1]}", [PLATFORM])}  # fmt: skip
    return [path.name for path in sorted(folder.glob("*.whl")) if not fit & parse_wheel_filename(path.name)[3]]


def _requirements(wheel: Path, python: str) -> Iterable[Requirement]:
    with zipfile.ZipFile(wheel) as package:
        inside = next(name for name in package.namelist() if name.endswith(".dist-info/METADATA"))
        head = email.message_from_bytes(package.read(inside))
    for text in head.get_all("Requires-Dist") or ():
        requirement = Requirement(text)
        if requirement.marker is None or requirement.marker.evaluate(_there(python)):
            yield requirement


def _there(python: str) -> dict[str, str]:
    """The environment of the markers on the other machine."""
    return {
        "os_name": "nt", "sys_platform": "win32", "platform_system": "Windows", "platform_machine": "AMD64",
        "platform_release": "10", "platform_version": "10.0.19045", "platform_python_implementation": "CPython",
        "implementation_name": "cpython", "implementation_version": f"{python}.0", "python_version": python,
        "python_full_version": f"{python}.0", "extra": "",
    }  # fmt: skip


def _pins() -> list[str]:
    """What we require directly, in the versions this installation was tried with."""
    needs = [Requirement(text) for text in metadata.requires(own_wheel.NAME) or ()]
    return [f"{need.name}=={metadata.version(need.name)}" for need in needs if need.marker is None]
