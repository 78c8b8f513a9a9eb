"""The wheel of kehoach_xl itself, from the source it runs from or out of the installation it runs in."""

import base64
import hashlib
import json
import zipfile
from importlib import metadata
from pathlib import Path
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from kehoach_xl.domain.identity import MADE_AT
from kehoach_xl.errors import Stop

NAME = "kehoach-xl"
# Written by the installer on this machine, not part of the package.
_OF_THE_INSTALLER = {"INSTALLER", "REQUESTED", "RECORD", "direct_url.json"}


def source() -> Path | None:
    """The source tree of an editable installation; None when installed from a wheel."""
    text = metadata.distribution(NAME).read_text("direct_url.json")
    told = json.loads(text) if text else {}
    if not told.get("dir_info", {}).get("editable"):
        return None
    return Path(url2pathname(unquote(urlsplit(told["url"]).path)))


def repack(folder: Path) -> Path:
    """Put an installed package back into a wheel, file by file as its RECORD lists and hashes them.

    Raises Stop BUNDLE_005 when a file is missing or was changed after the installation.
    """
    installed = metadata.distribution(NAME)
    parts: dict[str, bytes] = {}
    for listed in installed.files or ():
        path = listed.as_posix()
        if listed.hash is None or path.startswith("../") or listed.name in _OF_THE_INSTALLER:
            continue
        parts[path] = _unchanged(Path(str(listed.locate())), path, listed.hash.mode, listed.hash.value)
    info = next((path.partition("/")[0] for path in parts if path.endswith(".dist-info/WHEEL")), None)
    if info is None:
        raise Stop("BUNDLE_005", file="WHEEL")
    parts[f"{info}/RECORD"] = _record(parts, f"{info}/RECORD")
    tags = [line.split(": ")[1] for line in parts[f"{info}/WHEEL"].decode().splitlines() if line.startswith("Tag: ")]
    wheel = folder / f"{info.removesuffix('.dist-info')}-{tags[0]}.whl"
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as package:
        for path, data in parts.items():
            package.writestr(zipfile.ZipInfo(path, MADE_AT.timetuple()[:6]), data, zipfile.ZIP_DEFLATED)
    return wheel


def _unchanged(file: Path, path: str, mode: str, expected: str) -> bytes:
    try:
        data = file.read_bytes()
    except OSError as error:
        raise Stop("BUNDLE_005", file=path) from error
    if _digest(data, mode) != expected:
        raise Stop("BUNDLE_005", file=path)
    return data


def _record(parts: dict[str, bytes], name: str) -> bytes:
    lines = [f"{path},sha256={_digest(data, 'sha256')},{len(data)}" for path, data in parts.items()]
    return "\n".join([*lines, f"{name},,", ""]).encode()


def _digest(data: bytes, mode: str) -> str:
    return base64.urlsafe_b64encode(hashlib.new(mode, data).digest()).rstrip(b"=").decode()
