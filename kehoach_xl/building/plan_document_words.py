"""What the Word file says around its appendix: all that a plan knows and a table of tasks cannot hold, in sentences.

The wording is that of administrative plans, so that a person reads it as one and a program reads it back: a result is
«đạt 79,80 điểm, xếp hạng 18/19 (thuộc nhóm cuối)», a goal «xếp hạng từ 22 đến 25», a day stands as the plan words it.
What the plan does not know is «…», to be filled in by hand, or its sentence is left out; :func:`lacks` names both.
"""

import re
from collections.abc import Iterable, Iterator

from kehoach_xl.domain.deadlines import PARTS, PartDeadline
from kehoach_xl.domain.figure import ABOVE, BELOW, BETWEEN, LEAST, MOST, Figure
from kehoach_xl.domain.framework import framework
from kehoach_xl.domain.gap import Goal
from kehoach_xl.domain.history import Result
from kehoach_xl.domain.plan import Plan
from kehoach_xl.domain.plan_template import PlanTemplate
from kehoach_xl.domain.text import clean, fold
from kehoach_xl.domain.values import shown
from kehoach_xl.messages import Message

UNKNOWN = "…"
NUMERALS = ("I", "II", "III", "IV", "V", "VI", "VII")
CHAPTER, TEXT, TABLE = "Heading 1", "Nội dung", "Bảng kết quả"
_OF_PROVINCE = re.compile(r"(?:,|\s+thuộc)?\s+(?P<unit>tỉnh|thành phố|TP\.?)\s+(?P<name>.+)$", re.IGNORECASE)
_COMMITTEE = re.compile(r"^(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân)\b", re.IGNORECASE)
# A decision that enacts a plan is about what the plan is about.
_KIND = re.compile(
    r"^(?:quyết định\s*)?(?:(?:về việc|v/v)\s+)?(?:(?:ban hành|phê duyệt)\s+(?=kế hoạch\b))?(?:kế hoạch(?:\s+|$))?",
    re.IGNORECASE,
)
_SIGN = re.compile(r"/KH-[\w-]+")
_LIMITS = {LEAST: "ít nhất", MOST: "không quá", ABOVE: "trên", BELOW: "dưới"}
_EVERY = {"Năm": "hằng năm", "Tháng": "hằng tháng"}


# -- the head and the foot ---------------------------------------------------------------------------


def letterhead(issuer: str) -> tuple[list[str], list[str]]:
    """The body above the issuing one, and the issuing one, a line each: «UBND TỈNH X» over «SỞ Y», or the committee
    alone."""
    name = clean(issuer) or UNKNOWN
    committee, province = _COMMITTEE.match(name), _OF_PROVINCE.search(name)
    if committee:
        return [], ["ỦY BAN NHÂN DÂN", name[committee.end() :].strip().upper()]
    if province:
        return [f"UBND {province['unit']} {province['name']}".upper()], [name[: province.start()].upper()]
    return [], [name.upper()]


def number(template: PlanTemplate) -> str:
    """«Số: 12/KH-UBND»; room to write it by hand where the plan has none yet, before the sign its appendix names."""
    given = clean(template.plan.number)
    if given and not given.startswith("/"):
        return f"Số: {given}"
    named = _SIGN.search(" ".join(template.heading))
    usual = "/KH-UBND" if _COMMITTEE.match(template.plan.issuer) else "/KH-"
    return f"Số:          {given or (named[0] if named else usual)}"


def place_and_date(plan: Plan) -> str:
    found = _OF_PROVINCE.search(clean(plan.issuer))
    day = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", clean(plan.dated))
    when = f"ngày {day[1]} tháng {day[2]} năm {day[3]}" if day else clean(plan.dated)
    return f"{found['name'] if found else '…………'}, {when or 'ngày      tháng      năm          '}"


def title(whole: str) -> tuple[str, str]:
    """The kind of document in capitals, and what it is about."""
    about = _KIND.sub("", clean(whole)) or UNKNOWN
    return "KẾ HOẠCH", about[:1].upper() + about[1:]


def recipients(template: PlanTemplate) -> list[str]:
    coordinator = clean(template.register.name(template.plan.coordinator))
    others = [f"{coordinator};"] if coordinator else []
    return ["Các cơ quan, đơn vị được giao nhiệm vụ tại Phụ lục;", *others, "Lưu: VT."]


def lacks(template: PlanTemplate) -> tuple[Message, ...]:
    """What the document has as «…», what it says nothing about, and what is left to be written by hand."""
    plan = template.plan
    holes = (
        ("tên kế hoạch", title(plan.title)[1] != UNKNOWN), ("cơ quan ban hành", clean(plan.issuer)),
        ("cơ quan tổng hợp, theo dõi", clean(plan.coordinator)),
    )  # fmt: skip
    left_out = (
        ("mục tiêu", template.goals or template.figures or not template.has_index or _component_goals(plan)),
        ("hạn báo cáo", template.deadlines),
    )
    by_hand = (("số", number(template).partition("/")[0][4:].strip()), ("ngày ban hành", clean(plan.dated)))
    told = (("WORD_003", holes), ("WORD_004", left_out), ("WORD_005", by_hand))
    named = ((code, ", ".join(name for name, known in parts if not known)) for code, parts in told)
    return tuple(Message(code, {"what": what}) for code, what in named if what)


def signatory(issuer: str) -> list[str]:
    name = fold(issuer)
    if _COMMITTEE.match(clean(issuer)):
        return ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]
    heads = {"sở ": "GIÁM ĐỐC", "trung tâm ": "GIÁM ĐỐC", "phòng ": "TRƯỞNG PHÒNG"}
    return [next((head for start, head in heads.items() if name.startswith(start)), "THỦ TRƯỞNG CƠ QUAN")]


# -- the body ------------------------------------------------------------------------------------------


def body(template: PlanTemplate) -> Iterator[tuple[str, str]]:
    """Every paragraph with the name of its style; after one of :data:`TABLE` the table of results is drawn."""
    plan = template.plan
    _, about = title(plan.title)
    yield TEXT, f"{_issuer(plan)} ban hành Kế hoạch {about[:1].lower()}{about[1:]} với các nội dung sau:"
    chapters = (
        ("MỤC ĐÍCH, YÊU CẦU", _purpose(template)), ("KẾT QUẢ ĐÃ ĐẠT ĐƯỢC", _results(template)),
        ("MỤC TIÊU", _goals(template)), ("NHIỆM VỤ, GIẢI PHÁP", _tasks()), ("CHẾ ĐỘ BÁO CÁO", _reporting(template)),
        ("TỔ CHỨC THỰC HIỆN", _carried_out(template)),
    )  # fmt: skip
    said = [(heading, lines) for heading, made in chapters if (lines := list(made))]
    for numeral, (heading, lines) in zip(NUMERALS, said, strict=False):
        yield CHAPTER, f"{numeral}. {heading}"
        yield from lines
    yield TEXT, "Trên đây là Kế hoạch, đề nghị các cơ quan, đơn vị nghiêm túc triển khai thực hiện./."


def _purpose(template: PlanTemplate) -> Iterator[tuple[str, str]]:
    plan = template.plan
    yield TEXT, "1. Phân công rõ cơ quan chủ trì, cơ quan phối hợp và thời gian thực hiện của từng nhiệm vụ."
    yield TEXT, "2. Việc thực hiện bảo đảm đúng tiến độ, có kết quả cụ thể, được theo dõi và báo cáo theo kỳ."
    compared = f"năm cơ sở để so sánh là năm {plan.baseline_year}, " if _is_compared(template) else ""
    years = f"{compared}năm thực hiện mục tiêu là năm {plan.target_year}"
    rules = framework(plan.framework)
    by = f"Kết quả được đánh giá theo Bộ chỉ số {rules.name}; " if plan.framework != "none" else ""
    text = f"{by}{years}, năm đích là năm {plan.horizon_year}."
    yield TEXT, f"3. {text[:1].upper()}{text[1:]}"


def _is_compared(template: PlanTemplate) -> bool:
    """Whether there is anything of the base year to compare with."""
    plan, whole = template.plan, template.overall
    of_year = any(one.year == plan.baseline_year for one in template.history)
    return bool(plan.indices) or whole.score is not None or whole.rank is not None or of_year


def _results(template: PlanTemplate) -> Iterator[tuple[str, str]]:
    """What was reached: the whole, the components where the appendix has no room for them, then year by year."""
    plan, whole = template.plan, template.overall
    index = _index(plan)
    own = next((one for one in template.history if not one.code and one.year == whole.year), Result(whole.year or 0))
    score = own.score if whole.score is None else whole.score
    if told := _standing(score, None, whole.rank, whole.of, own.group):
        yield TEXT, f"- Năm {whole.year}, {index} của {_whose(plan)} {told}."
    if has_standings(template):
        yield TABLE, f"Kết quả các chỉ số năm {plan.baseline_year}"
    for one in template.history:
        if one is not own and (told := _past(one, plan)):
            yield TEXT, f"- {told}."


def has_standings(template: PlanTemplate) -> bool:
    """Whether the component indices stand in a table of their own: tasks are under groups, and none under them."""
    plan = template.plan
    return bool(plan.indices and plan.groups) and not {one.code for one in plan.indices} & {
        task.component for task in plan.tasks
    }


def _past(one: Result, plan: Plan) -> str:
    """«Chỉ số “A”: năm 2024 (tên khi đó là “B”) đạt 8,10 điểm, xếp hạng 3/19 (thuộc nhóm đầu)». A group of the baseline
    year is told with the score and the rank that it was given for; another index goes by its own name. '' where nothing
    is known of that year."""
    rules, component = framework(plan.framework), plan.component(one.code) if one.code else None
    index = f"Chỉ số “{component.name}”" if component else one.name or f"Chỉ số {rules.name}"
    today = component.name if component else index
    then = f" (tên khi đó là “{one.name}”)" if one.name and fold(one.name) != fold(today) else ""
    usual = rules.max_score if one.code else rules.total_max
    most = None if one.max_score == usual else one.max_score
    score, rank, of = one.score, one.rank, one.of
    if component and score is None and rank is None and one.year == plan.baseline_year:
        score, rank, of = component.baseline.score, component.baseline.rank, component.baseline.of
    told = _standing(score, most, rank, of, one.group)
    return f"{index}: năm {one.year:g}{then} {told}" if told else ""


def _goals(template: PlanTemplate) -> Iterator[tuple[str, str]]:
    plan = template.plan
    unit = "địa phương" if _COMMITTEE.match(clean(plan.issuer)) else "đơn vị"
    for goal in template.goals:
        aims = ", ".join(one for one in (_scored(goal.score, None), _ranked_goal(goal, unit)) if one)
        until = "Đến năm" if goal.year > plan.target_year else "Năm"
        if aims:
            yield TEXT, f"- {until} {goal.year}, phấn đấu {_index(plan)} của {_whose(plan)} {aims}."
    for figure in template.figures:
        yield TEXT, f"- {_figure(figure, template)}."
    if _component_goals(plan):
        where = "bảng kết quả các chỉ số nêu trên" if has_standings(template) else "Phụ lục"
        yield TEXT, f"- Mục tiêu năm {plan.target_year} của từng chỉ số thành phần được nêu tại {where}."


def _component_goals(plan: Plan) -> bool:
    return any(one.goal.score is not None or one.goal.rank_to is not None for one in plan.components)


def _figure(figure: Figure, template: PlanTemplate) -> str:
    """«Chỉ tiêu 1. Năm 2024, tỷ lệ … đạt ít nhất 10%; cơ quan theo dõi: Sở …»"""
    limit = figure.limit
    unit = "%" if limit.unit == "%" else f" {limit.unit}".rstrip()
    if limit.op == BETWEEN:
        aim = f"từ {shown(limit.number)} đến {shown(limit.upper)}{unit}"
    else:
        aim = f"{_LIMITS[limit.op]} {shown(limit.number)}{unit}"
    code = f"Chỉ tiêu {figure.code}. " if figure.code else "Chỉ tiêu: "
    by = f"; cơ quan theo dõi: {template.register.write(figure.leads)}" if figure.leads else ""
    return f"{code}{figure.name}: {aim} trong năm {figure.year}{by}"


def _tasks() -> Iterator[tuple[str, str]]:
    yield TEXT, (
        "Nhiệm vụ, giải pháp, cơ quan chủ trì, cơ quan phối hợp và thời gian thực hiện được quy định tại Phụ lục "
        "kèm theo Kế hoạch này."
    )  # fmt: skip


def _reporting(template: PlanTemplate) -> Iterator[tuple[str, str]]:
    """Two sentences a part of the year: when the agencies report, and when the coordinator does."""
    plan = template.plan
    coordinator = _coordinator(template)
    for row in template.deadlines:
        if row.deadline:
            yield TEXT, (
                f"- {_when(row, row.deadline)}, các cơ quan, đơn vị được giao nhiệm vụ báo cáo kết quả thực hiện về "
                f"{coordinator} để tổng hợp."
            )  # fmt: skip
        if row.report_by:
            yield TEXT, f"- {_when(row, row.report_by)}, {coordinator} tổng hợp, báo cáo {_issuer(plan)}."


def _when(row: PartDeadline, day: str) -> str:
    """«Định kỳ hằng năm (trước ngày 05/11)», «Báo cáo chuyên đề 1 (ngày 10/02/2024)»."""
    part = clean(row.part)
    every = _EVERY.get(part, part[:1].lower() + part[1:] if part in PARTS[1:4] else part)
    return f"Định kỳ {every} ({clean(day)})" if part in PARTS else f"Báo cáo {part.lower()} ({clean(day)})"


def _carried_out(template: PlanTemplate) -> Iterator[tuple[str, str]]:
    coordinator = _coordinator(template)
    yield TEXT, (
        f"1. {coordinator} là cơ quan đầu mối, có nhiệm vụ đôn đốc các cơ quan, đơn vị và tổng hợp kết quả thực hiện "
        "Kế hoạch."
    )  # fmt: skip
    yield TEXT, (
        "2. Các cơ quan, đơn vị căn cứ nhiệm vụ được giao tổ chức thực hiện; kịp thời phản ánh khó khăn, vướng mắc về "
        f"{coordinator}."
    )  # fmt: skip


# -- pieces of sentences ----------------------------------------------------------------------------


def _index(plan: Plan) -> str:
    return f"chỉ số {framework(plan.framework).name}" if plan.framework != "none" else "chỉ số chung"


def _whose(plan: Plan) -> str:
    """«tỉnh Hà Tĩnh» for its committee, else the issuing body itself."""
    return _COMMITTEE.sub("", clean(plan.issuer)).strip() or _issuer(plan)


def _issuer(plan: Plan) -> str:
    return clean(plan.issuer) or UNKNOWN


def _coordinator(template: PlanTemplate) -> str:
    return clean(template.register.name(template.plan.coordinator)) or UNKNOWN


def _standing(
    score: float | None, most: float | None, rank: float | None, of: float | None, group: str
) -> str:
    place = f"xếp hạng {place_text(rank, of)}" if rank is not None else ""
    said = _joined([_scored(score, most), place])
    among = f"thuộc nhóm {group.lower()}" if len(group.split()) == 1 else group
    return f"{said} ({among})" if said and group else said or among


def _scored(score: float | None, most: float | None) -> str:
    if score is None:
        return ""
    return f"đạt {points(score)} điểm" + (f" trên thang điểm {shown(most)}" if most is not None else "")


def _ranked_goal(goal: Goal, unit: str) -> str:
    if goal.rank_to is None:
        return ""
    among = f" trong tổng số {goal.of}" if goal.of else ""
    if goal.rank_from == 1 and goal.rank_to > 1:
        return f"thuộc nhóm {goal.rank_to} {unit} đứng đầu{among}"
    if goal.rank_from == goal.rank_to:
        return f"xếp hạng {place_text(goal.rank_to, goal.of)}"
    return f"xếp hạng từ {goal.rank_from} đến {goal.rank_to}{among}"


def place_text(rank: float | None, of: float | None) -> str:
    """«50/63», «18»."""
    return "" if rank is None else f"{rank:g}/{of:g}" if of is not None else f"{rank:g}"


def points(score: float | None) -> str:
    """A score with at least two decimals, as documents print it: «79,80»."""
    if score is None:
        return ""
    text = shown(score)
    whole, _, rest = text.partition(",")
    return f"{whole},{rest.ljust(2, '0')}"


def _joined(parts: Iterable[str]) -> str:
    return ", ".join(part for part in parts if part)

