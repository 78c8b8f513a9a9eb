"""Masters built once for each worker and copied for each test."""

from pathlib import Path

import pytest

from kehoach_xl.workflows.demo import DemoReport, demo
from kehoach_xl.workflows.new import new
from tests.workflows.office import PLAN, Room, copy


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Room:
    """A master as `new` makes it."""
    room = Room(tmp_path_factory.mktemp("built"))
    new(PLAN, room.master)
    return room


@pytest.fixture(scope="session")
def sent_out(built: Room, tmp_path_factory: pytest.TempPathFactory) -> Room:
    """Period 2025-H2 open, every form sent."""
    room = copy(built, tmp_path_factory.mktemp("sent"))
    room.open_period()
    room.distribute()
    return room


@pytest.fixture
def fresh(built: Room, tmp_path: Path) -> Room:
    """A new master of one's own."""
    return copy(built, tmp_path / "sổ mới")


@pytest.fixture
def room(sent_out: Room, tmp_path: Path) -> Room:
    """A master of one's own with the forms of 2025-H2 sent out."""
    return copy(sent_out, tmp_path / "sở")


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[DemoReport, Path]:
    """The demo, played once: its report and its folder, to be read only."""
    folder = tmp_path_factory.mktemp("demo") / "demo"
    return demo(folder), folder
