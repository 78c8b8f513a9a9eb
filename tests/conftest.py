"""What every test may ask for, and the rule that nothing is skipped in silence."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from hypothesis import HealthCheck, settings

from kehoach_xl.workflows.demo import DemoReport, demo
from kehoach_xl.workflows.new import new
from tests.support.certificates import Certificate
from tests.support.certificates import make as make_certificate
from tests.support.dovecot import Dovecot
from tests.support.excel_com import FakeExcel
from tests.support.keyrings import MemoryKeyring
from tests.support.libreoffice import LibreOffice
from tests.support.once import Once
from tests.workflows.office import PLAN, Room, copy

# One seed for everyone: a red run can be repeated. «fast» is the lane of ./run check.
_COMMON = {"deadline": None, "derandomize": True, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("full", max_examples=100, **_COMMON)
settings.register_profile("fast", max_examples=20, **_COMMON)
settings.load_profile(os.environ.get("KEHOACH_HYPOTHESIS", "full"))


# How a test begins its reason when the real document is not beside this checkout.
SEED_ABSENT = "Vắng văn bản gốc"


def _not_silent(report: pytest.TestReport | pytest.CollectReport) -> None:
    """A skip is a failure: a missing tool must be installed (./run test does), not passed over.

    Only the documents themselves, which are not ours to ship, may be absent; what needs them says so.
    """
    absent = SEED_ABSENT in str(report.longrepr)
    if report.skipped and not hasattr(report, "wasxfail") and sys.platform != "win32" and not absent:
        report.outcome = "failed"
        report.longrepr = f"skipped, which this project takes as a failure: {report.longrepr}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    report = yield
    _not_silent(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Iterator[None]:
    report = yield
    _not_silent(report)
    return report


@pytest.fixture(scope="session")
def libreoffice() -> Iterator[LibreOffice]:
    """A real LibreOffice, one for each worker (mark the test ``tools``)."""
    office = LibreOffice()
    yield office
    office.close()


@pytest.fixture
def excel() -> Iterator[FakeExcel]:
    """A double of live Excel; xlwings knows the engine «excel» only meanwhile."""
    with FakeExcel() as running:
        yield running


@pytest.fixture
def xlwings_license(monkeypatch: pytest.MonkeyPatch) -> None:
    """What xlwings' own remote engine asks for; free for tests (non-commercial)."""
    monkeypatch.setenv("XLWINGS_LICENSE_KEY", "noncommercial")


@pytest.fixture(autouse=True)
def keyring_of_the_test() -> Iterator[MemoryKeyring]:
    """An empty keyring; nobody's own is touched."""
    before, mine = keyring.get_keyring(), MemoryKeyring()
    keyring.set_keyring(mine)
    yield mine
    keyring.set_keyring(before)


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    """Of «localhost»; what trusts it must set SSL_CERT_FILE."""
    return make_certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture
def trusted(certificate: Certificate, monkeypatch: pytest.MonkeyPatch) -> None:
    """The certificate of «localhost» counts on this machine."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.path))


@pytest.fixture(scope="session")
def imap_server(certificate: Certificate) -> Iterator[Dovecot]:
    """A real IMAP server, one for each worker (mark the test ``tools``)."""
    server = Dovecot(certificate)
    yield server
    server.close()


@pytest.fixture
def mailbox(imap_server: Dovecot, trusted: None) -> Dovecot:
    """Its mailbox, empty."""
    imap_server.empty()
    return imap_server


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """What is made once in a run, whichever worker asks first."""
    folder = tmp_path_factory.getbasetemp()  # with workers each has its own, beside those of the others
    return Once((folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder) / "once")


# -- masters, built once and copied for each test ---------------------------------------------------


@pytest.fixture(scope="session")
def built(once: Once) -> Room:
    """A master as `new` makes it."""

    def make(folder: Path) -> Room:
        room = Room(folder)
        new(PLAN, room.master)
        return room

    return once.value("built", make)


@pytest.fixture(scope="session")
def sent_out(built: Room, once: Once) -> Room:
    """Period 2025-H2 open, every form sent."""

    def make(folder: Path) -> Room:
        room = copy(built, folder)
        room.open_period()
        room.distribute()
        return room

    return once.value("sent", make)


@pytest.fixture
def fresh(built: Room, tmp_path: Path) -> Room:
    """A new master of one's own."""
    return copy(built, tmp_path / "sổ mới")


@pytest.fixture
def room(sent_out: Room, tmp_path: Path) -> Room:
    """A master of one's own with the forms of 2025-H2 sent out."""
    return copy(sent_out, tmp_path / "sở")


@pytest.fixture(scope="session")
def played(once: Once) -> tuple[DemoReport, Path]:
    """The demo, played once: its report and its folder, to be read only."""
    return once.value("demo", lambda folder: (demo(folder / "demo"), folder / "demo"))
