"""`Phụ lục`: who leads, who coordinates, who reports; known, alive, and each named once."""

from collections.abc import Iterator

from kehoach_xl.domain.agency import Body
from kehoach_xl.domain.appendix import Line
from kehoach_xl.domain.checks import Issue, Subject, check
from kehoach_xl.domain.checks.appendix import issue
from kehoach_xl.domain.values import shown

FIELDS = ("leads", "coordinators", "reporters")


@check("appendix", "CHECK_020", "CHECK_024")
def assigned(subject: Subject) -> Iterator[Issue]:
    for line in subject.used:
        if not line.is_task:
            continue
        if not line.text("leads").strip() and not line.text("reporters").strip():
            yield issue("CHECK_020", line, "leads", code=line.text("code"))
        if not line.text("coordinators").strip():
            yield issue("CHECK_024", line, "coordinators", code=line.text("code"))


@check("appendix", "CHECK_021", "CHECK_025", "CHECK_126", "CHECK_128", "CHECK_129")
def known(subject: Subject) -> Iterator[Issue]:
    for line in subject.used:
        if not line.is_task:
            continue
        for field in FIELDS:
            text = line.text(field)
            if not text.strip():
                continue
            for name in subject.named(text).unknown:
                yield issue("CHECK_021", line, field, value=name, near=subject.near(name))
            for code in subject.named(text).repeated:
                yield issue("CHECK_126", line, field, value=subject.register.name(code))
            for code in subject.named(text).codes:
                yield from _alive(subject, line, field, subject.register.body(code))


def _alive(subject: Subject, line: Line, field: str, body: Body | None) -> Iterator[Issue]:
    if body is None:
        return
    register = subject.register
    if body.ended(subject.today) and len(body.successors) > 1:
        names = "; ".join(register.name(one) for one in body.successors)
        yield issue("CHECK_128", line, field, value=body.name, day=shown(body.valid_to), successors=names)
    elif body.ended(subject.today):
        successor = register.write(body.successors) or "chưa ghi"
        yield issue("CHECK_025", line, field, value=body.name, day=shown(body.valid_to), successor=successor)
    elif body.future(subject.today):
        yield issue("CHECK_129", line, field, value=body.name, day=shown(body.valid_from))


@check("appendix", "CHECK_022", "CHECK_127")
def roles(subject: Subject) -> Iterator[Issue]:
    for line in subject.used:
        if not line.is_task:
            continue
        leads = subject.named(line.text("leads")).codes
        chosen = subject.named(line.text("reporters")).codes
        for one in subject.register.undecided(chosen or leads):
            if one.reason == "empty":
                group = subject.register.name(one.at)
                yield issue("CHECK_022", line, "leads", code=line.text("code"), group=group)
        for code in subject.named(line.text("coordinators")).codes:
            if code in leads:
                name = subject.register.name(code)
                yield issue("CHECK_127", line, "coordinators", value=name, code=line.text("code"))
