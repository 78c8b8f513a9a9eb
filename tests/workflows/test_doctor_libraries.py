"""The examination of the machine looks at every library that the program was declared to need."""

import tomllib
from pathlib import Path

from packaging.requirements import Requirement

from kehoach_xl.workflows.doctor import LIBRARIES, doctor

PROJECT = tomllib.loads((Path(__file__).resolve().parents[2] / "pyproject.toml").read_text(encoding="utf-8"))


def test_every_declared_library_is_looked_at() -> None:
    declared = map(Requirement, PROJECT["project"]["dependencies"])
    assert set(LIBRARIES) == {one.name for one in declared if one.marker is None or one.marker.evaluate()}


def test_each_library_is_found_with_its_version(tmp_path: Path) -> None:
    found = {one.name: one for one in doctor(tmp_path)}
    assert {name: found[name].state for name in LIBRARIES} == dict.fromkeys(LIBRARIES, "ok")
    assert all(found[name].says.startswith("phiên bản ") for name in LIBRARIES)
