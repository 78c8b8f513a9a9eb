"""What she typed at the files of `Tệp gửi về`: which to take and for whom, which to put aside, and passwords.

Passwords are used and forgotten: they are in no fact, no line of the journal and no report.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from kehoach_xl.domain.agency import Agency
from kehoach_xl.domain.confirmation import ACCEPT, SKIP, WORDS, Confirmation, FileKey, read_label
from kehoach_xl.messages import Message
from kehoach_xl.returns.verdict import ACCEPTED, PUT_ASIDE, Verdict
from kehoach_xl.sheets import facts as fact_rows
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.sheets.returned_files import ASIDE, ASKING, COPY, UNDONE, Group, groups
from kehoach_xl.workflows.work import Work


@dataclass
class Answers:
    """``asked``: the files that ask her something or that she answered; ``words``: her decisions as far as they can be
    used, ``problems``: why others, those of the files ``refused``, cannot; ``passwords`` by hash. ``sent``: the
    earliest mail that the sheet names of each file."""

    asked: list[Group] = field(default_factory=list)
    words: dict[FileKey, Confirmation] = field(default_factory=dict)
    passwords: dict[str, str] = field(default_factory=dict, repr=False)
    problems: list[Message] = field(default_factory=list)
    refused: set[FileKey] = field(default_factory=set)
    sent: dict[FileKey, datetime] = field(default_factory=dict)

    def is_worth_reading(self, one: Group) -> bool:
        """Whether a file may turn out another than it is listed: not by a choice that cannot be used."""
        return one.key not in self.refused or one.text("verdict") in ASKING or bool(one.text("password"))


def read_answers(desk: Desk, periods: Collection[str]) -> Answers:
    """What she typed at the files of these periods."""
    out = Answers()
    taken = {(one.period, one.sha) for one in desk.ledger.received}
    for one in groups(desk):
        if one.sent is not None:
            out.sent[one.key] = min(one.sent, out.sent.get(one.key, one.sent))
        if one.text("period") not in periods or not one.is_asked or one.text("verdict") == COPY:
            continue
        out.asked.append(one)
        if one.text("password"):
            out.passwords[one.text("hash")] = one.text("password")
        if one.text("choice"):
            word = _word(desk, one, taken)
            if isinstance(word, Message):
                out.problems.append(word)
                out.refused.add(one.key)
            else:
                out.words[word.key] = word
    return out


def _word(desk: Desk, one: Group, taken: Collection[FileKey]) -> Confirmation | Message:
    """Her choice for one file, or why it decides nothing."""
    file, choice = one.text("file"), read_label(one.text("choice"))
    if one.is_contradicted:
        return Message("MERGE_214", {"file": file})
    if choice is None:
        facts = {"file": file, "choice": one.text("choice"), "known": " hoặc ".join(WORDS.values())}
        return Message("MERGE_207", facts)
    if one.key in taken:
        return Message("MERGE_206", {"file": file})
    period, sha, named = one.text("period"), one.text("hash"), one.text("as_agency")
    if choice == SKIP:
        return Confirmation(sha, period, "", choice, file)
    if not named and one.text("verdict") in (ASIDE, UNDONE):  # the file may say itself whose it is
        return Confirmation(sha, period, "", choice, file)
    agency = desk.register.find(named) or ""
    if not isinstance(desk.register.body(agency), Agency):
        near = "; ".join(desk.register.nearest(named)) or "không có"
        return Message("MERGE_203", {"file": file, "value": named or "(trống)", "near": near})
    return Confirmation(sha, period, agency, choice, file)


def record_words(work: Work, answers: Answers, judged: Mapping[str, Sequence[Verdict]]) -> set[FileKey]:
    """Make of her decisions facts, each with its line in the journal; those that took effect on the files ``judged``
    for its period. For the others ``answers.problems`` says why."""
    used: set[FileKey] = set()
    by_file: dict[FileKey, list[Verdict]] = {}
    for period, verdicts in judged.items():
        for one in verdicts:
            by_file.setdefault((period, one.sha), []).append(one)
    for key, word in answers.words.items():
        found = by_file.get((word.period, word.sha), [])
        verdict = next((one for one in found if one.state in (ACCEPTED, PUT_ASIDE)), None)
        if verdict is None or (verdict.state == ACCEPTED) != (word.choice == ACCEPT):
            reason = (found[0].message if found else Message("MERGE_208")).text
            answers.problems.append(Message("MERGE_204", {"file": word.file, "reason": reason}))
            continue
        used.add(key)
        work.add_facts(fact_rows.confirm_rows(work.batch, word))
        agency = verdict.agency or word.agency
        code = "MERGE_209" if word.choice == ACCEPT else "MERGE_210"
        note = Message(code, {"agency": work.desk.register.name(agency)}).text
        work.log("Xác nhận tệp", file=word.file, sha=word.sha, agency=agency, new=WORDS[word.choice], note=note)
    return used
