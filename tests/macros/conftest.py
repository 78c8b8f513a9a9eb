"""What `kehoach-xl build` writes, built once for each worker."""

from pathlib import Path

import pytest

from kehoach_xl.workflows.build import build

MASTER, ADDIN = "fta-index-ha-tinh-2025.xlsm", "KeHoach.xlam"


@pytest.fixture(scope="session")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the build, to be read only."""
    folder = tmp_path_factory.mktemp("dist")
    build(folder)
    return folder


@pytest.fixture
def master(dist: Path) -> Path:
    return dist / MASTER


@pytest.fixture
def addin(dist: Path) -> Path:
    return dist / ADDIN
