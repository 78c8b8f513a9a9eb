"""Nhận thư: fetch answers from the mailbox into the folder of returns, each letter once, changing nothing there.

A letter's file is written whole before the log knows of it, so that a run cut off anywhere is finished by the next one.
What is merged is decided by «Gộp báo cáo», not here.
"""

import hashlib
import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from kehoach_xl.domain import incoming
from kehoach_xl.domain.addresses import read_addresses, same_form
from kehoach_xl.domain.dates import VIETNAM
from kehoach_xl.domain.incoming import Heading, Judged, Ours, judge
from kehoach_xl.domain.office import RECEIVING
from kehoach_xl.domain.text import slug
from kehoach_xl.domain.token import read_token
from kehoach_xl.engine.saving import sync_folder, temporary_path, write_synced
from kehoach_xl.errors import Stop, why
from kehoach_xl.intake.bounds import FILE_BYTES
from kehoach_xl.intake.originals import Originals
from kehoach_xl.mail import imap, secrets
from kehoach_xl.mail.fetched_log import Fetched, FetchedLog
from kehoach_xl.mail.trouble import offline
from kehoach_xl.messages import Message
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.sheets.office import office_of
from kehoach_xl.stopping import whole
from kehoach_xl.workflows.mail_password import AskSecret, with_password
from kehoach_xl.workflows.receive_report import Line, ReceiveReport
from kehoach_xl.workflows.work import Progress, Work, quiet

FOLDER = "thu"  # below the folder of returns
# Days to look back where no form of an open period went out; visits to the server that bring nothing before giving up.
USUAL, VISITS = 60, 3
DAY = timedelta(days=1)
MEGABYTE = 1 << 20
# In what a mail system gives back: Message-IDs, and addresses that it could not reach (RFC 3464, 2.3.2).
_IDS = re.compile(rb"<[^<>\s]{1,900}>")
_UNREACHED = re.compile(rb"(?im)^final-recipient:[ \t]*rfc822;[ \t]*(\S{1,300})")


def receive_letters(
    book: Any,
    *,
    everything: bool = False,
    since: date | None = None,
    ask_secret: AskSecret | None = None,
    now: datetime | None = None,
    progress: Progress = quiet,
) -> ReceiveReport:
    """Fetch the letters for us that arrived since a day, by default since forms of an open period went out; with
    ``everything`` all that have an attachment. ``ask_secret`` asks for a password that the keyring does not have, or
    that the server does not take.

    Raises Stop: BOOK_… not a master; OFFICE_… `Thiết lập` is wrong; MAIL_070 no server named there, MAIL_032 no
    password; other MAIL_03x, MAIL_072 to MAIL_075 no mailbox; MAIL_077 the folder cannot be written; OPEN_… the master
    cannot be saved.
    """
    work = Work(book, "Nhận thư", now)
    desk = work.desk
    office = office_of(desk, RECEIVING)
    if not office.imap_host:
        raise Stop("MAIL_070")
    server = imap.Server(office.imap_host, office.imap_port, office.imap_security, office.login, office.imap_folder)
    visit = _Visit(work, server, ours_of(desk, office.address), everything, since or _since(work), progress)
    try:
        _, notices = with_password(secrets.IMAP, server.host, server.login, ask_secret, visit.all)
        visit.report.problems += notices
    finally:  # what came before a run ended early is told now; what an earlier run could not tell, too
        visit.write()
    return visit.report


def ours_of(desk: Desk, own: str) -> Ours:
    """What the master knows of letters that left it."""
    key, plan = desk.settings.get("key", ""), desk.settings["plan"]
    forms = {one.dispatch: one.agency for one in desk.ledger.sent}
    senders: dict[str, str] = {}
    for agency in desk.register.agencies:
        for address in read_addresses(agency.email)[0]:
            code = senders.setdefault(same_form(address), agency.code)
            if code != agency.code:
                senders[same_form(address)] = ""  # shared: somebody known, but who?
    letters = {one.message_id: one.agency for one in desk.ledger.letters.values() if one.message_id}
    return Ours(same_form(own), senders, letters, forms, lambda subject: read_token(subject, key, plan, forms))


def _since(work: Work) -> date:
    """The day before the first form of an open period went out: a server's days are not those of Vietnam."""
    open_now = {code for code, one in work.desk.periods.items() if one.is_open}
    days = [one.on for one in work.desk.ledger.sent if one.period in open_now]
    return min(days, default=work.today - USUAL * DAY) - DAY


class _Visit:
    """Looks through a mailbox, again after the connection broke, until every letter was met once."""

    def __init__(
        self, work: Work, server: imap.Server, ours: Ours, everything: bool, since: date, progress: Progress
    ) -> None:
        self._work, self._server, self._ours, self._everything = work, server, ours, everything
        self._since, self._progress = since, progress
        self._folder = work.desk.folder("inbox") / FOLDER
        self._originals = Originals(work.desk.originals, keep=False)
        self._log = FetchedLog(work.desk.originals, work.desk.settings.get("journal", ""))
        self._met: set[int] = set()
        self._validity = 0
        self._numbers: list[int] = []
        self._bounced: list[Fetched] = []
        self.report = ReceiveReport(self._server.place, str(self._folder), since)

    def all(self, password: str) -> None:
        """Raises Stop when the mailbox cannot be opened at first, or a letter cannot be written."""
        idle = 0
        while True:
            before = len(self._met)
            try:
                with imap.opened(self._server, password) as box:
                    self._once(box)
                return
            except imap.Dropped:
                idle = 0 if len(self._met) > before else idle + 1
            except Stop as stop:
                if not self._met or stop.message.code == "MAIL_077":
                    raise
                self.report.problems.append(stop.message)
                idle = VISITS
            if idle == VISITS:
                return self._give_up()

    def _give_up(self) -> None:
        """Raises Stop MAIL_034 when not one letter was seen."""
        if not self._met:
            raise offline(ConnectionError(), self._server.host, self._server.port)
        self.report.left = sum(uid not in self._met for uid in self._numbers)
        facts = {"taken": len(self.report.taken), "left": self.report.left, "host": self._server.host}
        self.report.problems.append(Message("MAIL_078", facts))

    def _once(self, box: imap.Mailbox) -> None:
        if box.validity != self._validity:  # the numbers of an earlier visit mean other letters now
            self._validity = box.validity
            self._met.clear()
            self.report.own = self.report.automatic = self.report.other = 0
            self.report.strangers.clear()
        self._numbers = box.numbers(self._since)
        self.report.looked = max(self.report.looked, len(self._numbers))
        wanted: list[tuple[Heading, Judged]] = []
        for one in box.headings([uid for uid in self._numbers if uid not in self._met]):
            judged = judge(one, self._ours, self._everything)
            if judged.is_taken or judged.why == incoming.BOUNCED:
                wanted.append((one, judged))
            else:
                self._pass_over(one, judged)
        for done, (one, judged) in enumerate(wanted):
            self._progress(done, len(wanted), one.subject)
            self._take(box, one, judged)
            self._met.add(one.uid)

    def _pass_over(self, one: Heading, judged: Judged) -> None:
        self._met.add(one.uid)
        match judged.why:
            case incoming.OWN:
                self.report.own += 1
            case incoming.AUTOMATIC:
                self.report.automatic += 1
            case incoming.STRANGER:
                self.report.strangers.append(self._line(one, judged))
            case _:
                self.report.other += 1

    def _take(self, box: imap.Mailbox, one: Heading, judged: Judged) -> None:
        known = self._log.known(self._server.place, box.validity, one)
        if known is not None and (not known.file or self._is_here(known)):
            if known.file or known.agency:
                self.report.known += 1
            else:
                self.report.automatic += 1
            return
        facts = _named(one)
        if one.size > FILE_BYTES:
            size = {"size": one.size // MEGABYTE, "limit": FILE_BYTES // MEGABYTE}
            self.report.problems.append(Message("MAIL_079", facts | size))
            return
        try:
            data = box.letter(one.uid)
        except Stop as stop:
            self.report.problems.append(Message("MAIL_081", facts | {"says": stop.message.facts["says"]}))
            return
        if data is None:
            self.report.other += 1
        elif judged.why == incoming.BOUNCED:
            self._came_back(box, one, judged, data)
        else:
            self._keep(box, one, judged, data)

    def _keep(self, box: imap.Mailbox, one: Heading, judged: Judged, data: bytes) -> None:
        """Its file first, whole; then the log."""
        sha = hashlib.sha256(data).hexdigest()
        same = self._log.by_sha(sha)
        is_new = same is None or not (same.file and self._is_here(same))
        name = _name(one, sha)
        if is_new:
            _put(self._folder, name, data)
        self._log.add(self._fetched(box, one, sha, name, judged.agency), self._work.now)
        if is_new:
            self.report.taken.append(self._line(one, judged, f"{FOLDER}/{name}", sha))
        else:
            self.report.known += 1

    def _came_back(self, box: imap.Mailbox, one: Heading, judged: Judged, data: bytes) -> None:
        """A mail system gives a letter back with its headers, among them the Message-ID that we gave it."""
        agency = judged.agency or _returned_by(data, self._ours)
        sha = hashlib.sha256(data).hexdigest()
        if agency:
            self.report.bounced.append(self._line(one, Judged(judged.why, agency)))
        else:  # somebody else's letter: a mailbox of a department has those too
            self.report.automatic += 1
        self._bounced.append(self._fetched(box, one, sha, "", agency))

    def _fetched(self, box: imap.Mailbox, one: Heading, sha: str, file: str, agency: str) -> Fetched:
        return Fetched(
            self._server.place, box.validity, one.uid, one.message_id, one.size, sha, file, one.subject, one.sender,
            agency,
        )  # fmt: skip

    def write(self) -> None:
        """A line in the journal for each letter that came, also for those of a run that was cut off before it; what
        could not be delivered is not told again once it stands there."""
        work, untold = self._work, self._log.untold()
        rows = work.desk.table("journal").rows if untold else ()
        stands = {row.text("hash") for row in rows if row.text("operation") == work.operation}
        new = [replace(one, file=f"{FOLDER}/{one.file}") for one in untold if one.sha not in stands]
        # One that was lost and came again has a second line.
        again = [one for one in self.report.taken if one.sha not in {each.sha for each in untold}]
        for one in (*new, *again):
            work.log(file=one.file, sha=one.sha, agency=one.agency, note=Message("MAIL_083", _named(one)).text)
        for back in self.report.bounced:
            work.log(agency=back.agency, note=Message("MAIL_084", _named(back)).text)
        with whole():
            if new or again or self.report.bounced:
                self.report.backup = str(work.commit("nhan-thu") or "")
            self._log.told([one.sha for one in untold])
            for each in self._bounced:
                self._log.add(each, work.now)

    def _is_here(self, known: Fetched) -> bool:
        """Whether a letter fetched before still lies in the folder or was merged; one that was lost comes again."""
        return (self._folder / known.file).exists() or self._originals.path(known.sha).exists()

    def _line(self, one: Heading, judged: Judged, file: str = "", sha: str = "") -> Line:
        name = self._work.desk.register.name(judged.agency) if judged.agency else ""
        return Line(one.subject, one.sender, one.sent, judged.agency, name, judged.why, one.files, file, sha)


def _named(one: Heading | Line | Fetched) -> dict[str, str]:
    return {"subject": one.subject or "(không tiêu đề)", "sender": one.sender or "(không rõ)"}


def _returned_by(data: bytes, ours: Ours) -> str:
    """The agency whose letter this notice gives back: by our Message-ID, or by the address it could not reach; ''."""
    for found in _IDS.findall(data):
        if agency := ours.letters.get(found.decode("ascii", "replace")):
            return agency
    for found in _UNREACHED.findall(data):
        for address in read_addresses(found.decode("utf-8", "replace"))[0]:
            if agency := ours.senders.get(same_form(address)):
                return agency
    return ""


def _name(one: Heading, sha: str) -> str:
    """The same letter has the same name: its day, its sender, the beginning of its hash."""
    day = f"{one.sent.astimezone(VIETNAM):%Y-%m-%d}_" if one.sent and one.sent.year < 9999 else ""
    return f"{day}{slug(one.sender)[:60] or 'thu'}_{sha[:12]}.eml"


def _put(folder: Path, name: str, data: bytes) -> None:
    """Write a letter's file whole or not at all. Raises Stop MAIL_077."""
    temporary = temporary_path(folder / name)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        temporary.unlink(missing_ok=True)  # of a run that was cut off
        write_synced(temporary, data)
        temporary.replace(folder / name)
        sync_folder(folder)
    except OSError as error:
        raise Stop("MAIL_077", folder=folder, reason=why(error)) from error
