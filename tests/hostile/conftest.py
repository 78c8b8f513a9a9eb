"""The masters and forms that hostile files are made from, built once for each worker."""

import pytest

from tests.hostile.kit import Kit
from tests.support.libreoffice import LibreOffice
from tests.workflows.office import Room, copy


@pytest.fixture(scope="session")
def kit(built: Room, libreoffice: LibreOffice, tmp_path_factory: pytest.TempPathFactory) -> Kit:
    """Two periods of one master sent out, another master of the same plan, and one of another plan."""
    folder = tmp_path_factory.mktemp("kit")
    both = copy(built, folder / "sở")
    both.open_period("2025-H1")
    both.distribute()
    both.open_period("2025-H2")
    both.distribute()
    stranger = copy(built, folder / "nơi khác")
    stranger.open_period()
    stranger.distribute()
    other = copy(built, folder / "kế hoạch khác")
    other.type("settings", "key", "plan", value="nq59-ha-tinh-2025")
    other.open_period()
    other.distribute()
    return Kit(both, stranger, other, libreoffice)


@pytest.fixture
def office(kit: Kit, tmp_path) -> Room:
    """The coordinator's folder for one test, its inbox empty."""
    return copy(kit.room, tmp_path / "sở")
