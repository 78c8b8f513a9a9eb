"""`Tiến độ`: the number and symbol of the document that shows the result."""

from collections.abc import Iterator
from dataclasses import replace

from kehoach_xl.domain import evidence
from kehoach_xl.domain.checks import Issue, Subject, check
from kehoach_xl.domain.checks.progress import issue
from kehoach_xl.domain.checks.subject import day_of
from kehoach_xl.domain.progress import as_text
from kehoach_xl.domain.values import shown

WRONG = {
    evidence.BARE: "chỉ có số, chưa có ký hiệu", evidence.DAY: "là ngày, không phải số, ký hiệu",
    evidence.ALMOST: "chưa viết đúng cách",
}  # fmt: skip


@check("progress", "CHECK_330", "CHECK_331", "CHECK_332")
def numbers(subject: Subject) -> Iterator[Issue]:
    """One finding for a cell, about the first document that is written wrong in the gravest way."""
    for report in subject.reports:
        raw = report.raw.cells.get("evidence_no")
        if raw is None:
            continue
        if on := day_of(raw):
            found = issue("CHECK_330", report, "evidence_no", value=shown(on), what=WRONG[evidence.DAY])
            yield replace(found, value=shown(on))
            continue
        documents = evidence.read_documents(as_text(raw) or "")
        by_form = {one.form: one.text for one in reversed(documents)}
        wrong = next((form for form in WRONG if form in by_form), None)
        if wrong:
            yield issue("CHECK_330", report, "evidence_no", value=by_form[wrong], what=WRONG[wrong])
        elif evidence.WORDS in by_form and evidence.WHOLE not in by_form and evidence.SHORT not in by_form:
            yield issue("CHECK_331", report, "evidence_no", value=by_form[evidence.WORDS])
        elif evidence.SHORT in by_form:
            yield issue("CHECK_332", report, "evidence_no", value=by_form[evidence.SHORT])
