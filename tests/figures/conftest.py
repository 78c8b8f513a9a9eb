"""The workbooks of the stories, each played, recalculated and read once."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from tests.figures.stories import play
from tests.figures.test_every_formula import formulas
from tests.figures.world import World


class Shown:
    """A story's :class:`World` with what LibreOffice shows in each cell."""

    def __init__(self, built: Any, office: Any, folder: Any) -> None:
        self.built, self.office, self.folder = built, office, folder
        self._made: dict[str, Any] = {}
        self._formulas: dict[str, Any] = {}

    def __call__(self, story: str) -> tuple[World, dict[str, dict[str, Any]]]:
        if story not in self._made:
            room, garbage = play(story, self.built, self.folder / story)
            today, sheets = None, {}
            while today != date.today():  # the sheets ask for the day too
                today, sheets = date.today(), self.office.recalculated(room.master)
            self._made[story] = World.of(room, today, garbage, sheets), sheets
        return self._made[story]

    def formulas(self, story: str) -> dict[str, dict[str, str]]:
        if story not in self._formulas:
            self._formulas[story] = formulas(self(story)[0])
        return self._formulas[story]


@pytest.fixture(scope="session")
def shown(built, libreoffice, tmp_path_factory) -> Iterator[Shown]:
    yield Shown(built, libreoffice, tmp_path_factory.mktemp("figures"))
