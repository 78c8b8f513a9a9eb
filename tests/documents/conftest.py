"""The documents nobody has seen, written and read once in a run."""

import pytest

from tests.documents.unseen.measure import Scores
from tests.documents.unseen.reading import UNSEEN, ReadFrom, measured
from tests.support.once import Once


@pytest.fixture
def read_from(once: Once, request: pytest.FixtureRequest) -> ReadFrom:
    """How well they are read, by the ending of their files; for «pdf» mark the test ``tools``."""

    def scores(ending: str) -> Scores:
        office = request.getfixturevalue("libreoffice") if ending == "pdf" else None
        return once.value(f"unseen-{ending}", lambda folder: measured(UNSEEN, ending, folder, office))

    return scores
