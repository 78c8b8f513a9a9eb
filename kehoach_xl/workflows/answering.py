"""What she typed at the files of `Tệp gửi về`: which to take and for whom, which to put aside, and passwords.

Passwords are used and forgotten: they are in no fact, no line of the journal and no report.
"""

from collections.abc import Collection
from dataclasses import dataclass, field

from kehoach_xl.domain.agency import Agency
from kehoach_xl.domain.confirmation import ACCEPT, SKIP, WORDS, Confirmation, FileKey, read_label
from kehoach_xl.messages import Message
from kehoach_xl.returns.verdict import ACCEPTED, PUT_ASIDE, Verdict
from kehoach_xl.sheets import facts as fact_rows
from kehoach_xl.sheets.desk import Desk
from kehoach_xl.sheets.returned_files import ASIDE, COPY, UNDONE, Group, groups
from kehoach_xl.workflows.work import Work


@dataclass
class Answers:
    """``asked``: the files that ask her something or that she answered; ``words``: her decisions as far as they can be
    used, ``problems``: why others cannot; ``passwords`` by hash."""

    asked: list[Group] = field(default_factory=list)
    words: dict[FileKey, Confirmation] = field(default_factory=dict)
    passwords: dict[str, str] = field(default_factory=dict, repr=False)
    problems: list[Message] = field(default_factory=list)


def read_answers(desk: Desk, periods: Collection[str]) -> Answers:
    """What she typed at the files of these periods."""
    out = Answers()
    taken = {one.sha for one in desk.ledger.received}
    for one in groups(desk):
        if one.text("period") not in periods or not one.is_asked or one.text("verdict") == COPY:
            continue
        out.asked.append(one)
        if one.text("password"):
            out.passwords[one.text("hash")] = one.text("password")
        if one.text("choice"):
            word = _word(desk, one, taken)
            if isinstance(word, Message):
                out.problems.append(word)
            else:
                out.words[word.key] = word
    return out


def _word(desk: Desk, one: Group, taken: Collection[str]) -> Confirmation | Message:
    """Her choice for one file, or why it decides nothing."""
    file, choice = one.text("file"), read_label(one.text("choice"))
    if choice is None:
        facts = {"file": file, "choice": one.text("choice"), "known": " hoặc ".join(WORDS.values())}
        return Message("MERGE_207", facts)
    if one.text("hash") in taken:
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


def record_words(work: Work, answers: Answers, files: list[Verdict]) -> set[FileKey]:
    """Make of her decisions facts, each with its line in the journal; those that took effect. For the others
    ``answers.problems`` says why."""
    by_sha = {one.sha: one for one in reversed(files) if one.state in (ACCEPTED, PUT_ASIDE)}
    states = {one.sha: one for one in reversed(files)}
    used: set[FileKey] = set()
    for key, word in answers.words.items():
        verdict = by_sha.get(word.sha)
        if verdict is None or (verdict.state == ACCEPTED) != (word.choice == ACCEPT):
            reason = states[word.sha].message.text if word.sha in states else Message("MERGE_208").text
            answers.problems.append(Message("MERGE_204", {"file": word.file, "reason": reason}))
            continue
        used.add(key)
        work.add_facts(fact_rows.confirm_rows(work.batch, word))
        agency = verdict.agency or word.agency
        code = "MERGE_209" if word.choice == ACCEPT else "MERGE_210"
        note = Message(code, {"agency": work.desk.register.name(agency)}).text
        work.log("Xác nhận tệp", file=word.file, sha=word.sha, agency=agency, new=WORDS[word.choice], note=note)
    return used
