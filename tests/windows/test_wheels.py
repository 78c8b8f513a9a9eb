"""What a Windows machine needs, judged from any machine: markers, versions and tags of there."""

import base64
import hashlib
import json
import os
import zipfile
from importlib import metadata
from pathlib import Path

import pytest

from kehoach_xl.errors import Stop
from kehoach_xl.windows import own_wheel, wheels


def wheel(folder: Path, file: str, *requires: str) -> None:
    name, version = file.split("-")[:2]
    head = [f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}", *(f"Requires-Dist: {one}" for one in requires)]
    with zipfile.ZipFile(folder / file, "w") as package:
        package.writestr(f"{name}-{version}.dist-info/METADATA", "\n".join(head) + "\n")


@pytest.mark.parametrize(
    ("requires", "expected"),
    [
        ("pywin32>=224; platform_system == 'Windows'", ["pywin32>=224"]),
        ("tzdata; sys_platform == 'win32'", ["tzdata"]),
        ("colorama; os_name == 'nt'", ["colorama"]),
        ("appscript; platform_system == 'Darwin'", []),
        ("flask; extra == 'all'", []),
        ("old; python_version < '3.12'", []),
        ("new; python_version >= '3.12'", ["new"]),
        ("full; python_full_version >= '3.12.0'", ["full"]),
        ("Have_It>=1.0", []),
        ("have-it>=2", ["have-it>=2"]),
    ],
)
def test_what_is_missing_is_asked_for_as_windows_reads_it(tmp_path: Path, requires: str, expected: list[str]) -> None:
    wheel(tmp_path, "have_it-1.5-py3-none-any.whl", requires)
    assert wheels.missing(tmp_path, "3.12") == expected


@pytest.mark.parametrize(
    ("file", "fits"),
    [
        ("a-1-py3-none-any.whl", True),
        ("a-1-cp312-cp312-win_amd64.whl", True),
        ("a-1-cp39-abi3-win_amd64.whl", True),
        ("a-1-py2.py3-none-win_amd64.whl", True),
        ("a-1-cp313-cp313-win_amd64.whl", False),
        ("a-1-cp312-cp312-win32.whl", False),
        ("a-1-cp312-cp312-manylinux_2_17_x86_64.whl", False),
    ],
)
def test_which_wheels_windows_takes(tmp_path: Path, file: str, fits: bool) -> None:
    wheel(tmp_path, file)
    assert wheels.unfit(tmp_path, "3.12") == ([] if fits else [file])


def test_wheels_are_listed_by_name_and_version(tmp_path: Path) -> None:
    wheel(tmp_path, "Et_Xmlfile-2.0.0-py3-none-any.whl")
    assert wheels.listed(tmp_path) == [wheels.Wheel("et-xmlfile", "2.0.0", "Et_Xmlfile-2.0.0-py3-none-any.whl")]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["download", "no-such-thing"], "BUNDLE_004"),
        (["download", "--no-such-option"], "BUNDLE_004"),
        (["--version"], ""),
    ],
)
def test_pip_answers_in_its_own_words(arguments, code, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.delenv("PIP_FIND_LINKS", raising=False)
    monkeypatch.chdir(tmp_path)
    if not code:
        return wheels.pip(*arguments)
    with pytest.raises(Stop) as stop:
        wheels.pip(*arguments)
    assert stop.value.message.code == code
    assert "no-such" in str(stop.value.message.facts["reason"])


RETRY = "WARNING: Retrying (Retry(total={left}, connect=None)) after connection broken by '{what}': /simple/setuptools/"
NO_VERSION = "ERROR: No matching distribution found for setuptools"
NOTE = "note: This error originates from a subprocess, and is likely not a problem with pip."


@pytest.mark.parametrize(
    ("what", "expected"),
    [
        ("NewConnectionError(': [Errno 111] Connection refused')", "máy chủ từ chối kết nối"),
        ("NewConnectionError(': [WinError 10061] No connection could be made')", "máy chủ từ chối kết nối"),
        ("NewConnectionError(': [Errno -2] Name or service not known')", "không tìm thấy tên máy chủ"),
        ("NameResolutionError(\"Failed to resolve 'pypi.org' ([Errno 11001] getaddrinfo failed)\")",
         "không tìm thấy tên máy chủ"),
        ("ProxyError('Cannot connect to proxy.', NewConnectionError('[Errno 111]'))", "proxy không cho kết nối"),
        ("SSLError(SSLCertVerificationError(1, 'CERTIFICATE_VERIFY_FAILED'))", "không tin được chứng chỉ của máy chủ"),
        ("NewConnectionError(': [Errno 101] Network is unreachable')", "máy này không có mạng"),
        ("ConnectTimeoutError('Connection to pypi.org timed out. (connect timeout=15)')", "máy chủ không trả lời"),
        ("ProtocolError('Connection aborted.')", "kết nối bị ngắt"),
    ],
)  # fmt: skip
def test_why_an_index_cannot_be_reached(what: str, expected: str) -> None:
    said = "\n".join(["error: subprocess-exited-with-error", "  " + RETRY.format(left=0, what=what), NO_VERSION, NOTE])
    assert wheels.unreachable(said) == expected


@pytest.mark.parametrize("said", ["", NO_VERSION, RETRY.format(left=4, what="ProxyError()")])
def test_an_index_that_answered_in_the_end_was_reached(said: str) -> None:
    assert wheels.unreachable(said) == ""


@pytest.mark.parametrize("building", [False, True])
def test_a_closed_index_is_told_by_what_closed_it(building: bool, tmp_path: Path, monkeypatch) -> None:
    """Port 9 of this machine, where nobody listens; asked by pip itself, or by the pip that a build starts."""
    for name, value in {"CONFIG_FILE": os.devnull, "INDEX_URL": "http://127.0.0.1:9", "RETRIES": "1"}.items():
        monkeypatch.setenv(f"PIP_{name}", value)
    monkeypatch.setenv("PIP_NO_CACHE_DIR", "1")
    for name in ("PIP_NO_INDEX", "PIP_FIND_LINKS", "PIP_EXTRA_INDEX_URL"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "pyproject.toml").write_text('[build-system]\nrequires = ["no-such-thing"]\n', encoding="utf-8")
    with pytest.raises(Stop) as stop:
        wheels.pip("wheel", "--wheel-dir", str(tmp_path), str(tmp_path) if building else "no-such-thing")
    assert (stop.value.message.code, stop.value.message.facts["reason"]) == ("BUNDLE_007", "máy chủ từ chối kết nối")


# -- our own wheel --------------------------------------------------------------------------------


def hashed(data: bytes) -> str:
    return "sha256=" + base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site-packages with a small kehoach-xl installed from a wheel, as pip leaves it."""
    site, info = tmp_path / "site", "kehoach_xl-9.9.dist-info"
    files = {
        "kehoach_xl/__init__.py": b"x = 1\n",
        "kehoach_xl/_templates/plans/kế hoạch.toml": "tên".encode(),
        f"{info}/METADATA": b"Metadata-Version: 2.1\nName: kehoach-xl\nVersion: 9.9\n",
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/INSTALLER": b"pip\n",
        "../bin/kehoach-xl": b"#!python\n",
    }
    lines = []
    for path, data in files.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_bytes(data)
        lines.append(f"{path},{hashed(data)},{len(data)}")
    lines += [f"{info}/RECORD,,", "kehoach_xl/__pycache__/__init__.cpython-312.pyc,,"]
    (site / info / "RECORD").write_text("\n".join(lines), encoding="utf-8")
    monkeypatch.setattr(own_wheel.metadata, "distribution", lambda name: metadata.PathDistribution(site / info))
    return site


def test_an_installed_package_goes_back_into_a_wheel(installed: Path, tmp_path: Path) -> None:
    made = own_wheel.repack(tmp_path)
    assert made.name == "kehoach_xl-9.9-py3-none-any.whl"
    with zipfile.ZipFile(made) as package:
        assert package.namelist() == [
            "kehoach_xl/__init__.py",
            "kehoach_xl/_templates/plans/kế hoạch.toml",
            "kehoach_xl-9.9.dist-info/METADATA",
            "kehoach_xl-9.9.dist-info/WHEEL",
            "kehoach_xl-9.9.dist-info/RECORD",
        ]
        record = package.read("kehoach_xl-9.9.dist-info/RECORD").decode().splitlines()
    assert record[0] == f"kehoach_xl/__init__.py,{hashed(b'x = 1' + chr(10).encode())},6"
    assert record[-1] == "kehoach_xl-9.9.dist-info/RECORD,,"


@pytest.mark.parametrize("how", ["changed", "gone"])
def test_a_package_that_was_changed_is_not_passed_on(installed: Path, tmp_path: Path, how: str) -> None:
    file = installed / "kehoach_xl" / "__init__.py"
    if how == "gone":
        file.unlink()
    else:
        file.write_bytes(b"x = 2\n")
    with pytest.raises(Stop) as stop:
        own_wheel.repack(tmp_path)
    assert stop.value.message.code == "BUNDLE_005"
    assert stop.value.message.facts["file"] == "kehoach_xl/__init__.py"
    assert list(tmp_path.glob("*.whl")) == []


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"url": "file:///srv/m%C3%A3%20ngu%E1%BB%93n", "dir_info": {"editable": True}}, Path("/srv/mã nguồn")),
        ({"url": "file:///srv/source", "dir_info": {}}, None),
        ({"url": "https://example.org/kehoach_xl-9.9-py3-none-any.whl", "archive_info": {}}, None),
        (None, None),
    ],
)
def test_where_the_source_is(installed: Path, told: dict | None, expected: Path | None) -> None:
    if told:
        (installed / "kehoach_xl-9.9.dist-info" / "direct_url.json").write_text(json.dumps(told), encoding="utf-8")
    assert own_wheel.source() == expected
