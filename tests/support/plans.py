"""Plans for tests that no template ships: the same job inside one department, a plan without an index, one component.

Figures of the DDCI plan are those of the department's document of 2026; names of components are facts of the index.
"""

from collections.abc import Sequence
from dataclasses import replace

from kehoach_xl.building.plan_template import PlanTemplate, load
from kehoach_xl.domain.agency import Agency, Register
from kehoach_xl.domain.gap import Goal, Standing
from kehoach_xl.domain.plan import Component, Plan, Task

# Today's name, score, rank of 19, group in 2025; what the document says of 2024: the change and the name then.
DDCI = (
    ("Gia nhập thị trường", 7.95, 18, "Cuối", None, ""),
    ("Tính minh bạch và dữ liệu mở", 7.96, 18, "Cuối", -0.39, "Tính minh bạch và tiếp cận thông tin"),
    ("Chi phí không chính thức", 8.12, 16, "Giữa", 1.25, ""),
    ("Chi phí thời gian", 8.02, 18, "Cuối", -1.08, ""),
    ("Cạnh tranh bình đẳng", 7.86, 18, "Cuối", 1.46, ""),
    ("Hỗ trợ doanh nghiệp và khởi nghiệp", 7.97, 18, "Cuối", 0.01, "Hỗ trợ doanh nghiệp"),
    ("Hội nhập quốc tế", 7.89, 18, "Cuối", None, ""),
    ("Tính năng động và sáng tạo", 8.09, 18, "Cuối", 0.08, "Tính năng động và hiệu lực của SBN"),
    ("Pháp quyền và thể chế hiện đại", 8.02, 16, "Giữa", 0.35, "Thiết chế pháp lý và an ninh trật tự"),
    ("Đổi mới sáng tạo và chuyển đổi số", 8.06, 18, "Cuối", -0.87, "Ứng dụng công nghệ thông tin"),
    ("Phát triển kinh tế tư nhân", 7.85, 18, "Cuối", None, ""),
)


def template(
    framework: str, components: Sequence[Component], goals: Sequence[Goal] = (), overall: Standing | None = None,
    years: tuple[int, int, int] = (2024, 2025, 2030),
) -> PlanTemplate:  # fmt: skip
    """A plan with one task under each component, led by the departments of the shipped register in turn."""
    shipped = load("fta-index-ha-tinh-2025")
    base, target, horizon = years
    leads = ("STP", "SNV", "STC")
    tasks = tuple(
        Task(
            id=f"NV{number:03d}", code=f"{one.code}.1", component=one.code, content=f"Nhiệm vụ của chỉ số {one.code}",
            leads=(leads[number % 3],), timeframe_text=str(target),
        )
        for number, one in enumerate(components, 1)
    )  # fmt: skip
    plan = Plan(
        id="thu", title="Kế hoạch thử", short_title="Kế hoạch thử", issuer="Sở Công Thương", coordinator="SCT",
        framework=framework, baseline_year=base, target_year=target, horizon_year=horizon,
        components=tuple(components), tasks=tasks,
    )  # fmt: skip
    heading = ("Phụ lục", "NHIỆM VỤ", "(Kèm theo Kế hoạch)")
    return PlanTemplate(plan, shipped.register, heading, overall or Standing(year=base), tuple(goals), ())


def component(number: int, name: str, baseline: Standing, goal: Goal) -> Component:
    return Component(id=f"TP{number:02d}", code=str(number), name=name, short=name, baseline=baseline, goal=goal)


def ddci(target: int = 2026) -> PlanTemplate:
    """Eleven components on a scale of 10, rank of 19, no numeric goals; the mean × 10 is 79,81."""
    parts = [
        component(number, name, Standing(score, 10, rank, 19, target - 1), Goal(target))
        for number, (name, score, rank, *_) in enumerate(DDCI, 1)
    ]
    overall = Standing(rank=18, of=19, year=target - 1)
    return template("ddci", parts, overall=overall, years=(target - 1, target, target))


def ddci_history() -> list[dict[str, object]]:
    """What she enters of 2024, under today's codes: name then where it was another, score; and the groups of 2025."""
    entered: list[dict[str, object]] = [{"year": 2024, "score": 80.17, "source": "79,80 giảm 0,37 điểm"}]
    for number, (_, score, _, group, change, name) in enumerate(DDCI, 1):
        if change is not None:
            entered.append({"year": 2024, "code": str(number), "name": name, "score": round(score - change, 2)})
        entered.append({"year": 2025, "code": str(number), "group": group})
    return entered


def without_index() -> PlanTemplate:
    """Four indices that add up to nothing (only ranks are published), no goals."""
    ranks = (("PAR INDEX", 20), ("PAPI", 28), ("SIPAS", 33), ("PCI", 12))
    parts = [
        component(number, name, Standing(68.12 if name == "PCI" else None, None, rank, 63, 2023), Goal(2024))
        for number, (name, rank) in enumerate(ranks, 1)
    ]
    return template("none", parts, years=(2023, 2024, 2024))


def one_component() -> PlanTemplate:
    """A single component: its score is the total."""
    only = component(1, "Chỉ số duy nhất", Standing(5.0, 10, 30, 63, 2024), Goal(2025, 8.0, 10, 10, 34))
    return template("ddci", [only], [Goal(2025, None, 8, 10, 34), Goal(2030, 90.0)], Standing(None, None, 30, 63, 2024))


def awkward_words() -> PlanTemplate:
    """Quotes, signs and more letters than one text of a formula may hold, where formulas carry them."""
    part = component(1, 'Chỉ số «A» "mở" & <mới>', Standing(5.0, 10, 30, 63, 2024), Goal(2025, 8.0))
    found = template("none", [part])
    return replace(found, plan=replace(found.plan, title="Kế hoạch " + 'rất "dài" ' * 40))


def no_component() -> PlanTemplate:
    """A plan that only lists tasks."""
    return template("none", [])


def many_agencies(count: int = 120, post: str = "{code}@dia-phuong.example") -> PlanTemplate:
    """As many agencies as a province has with its communes, each with an address and a task of its own; every tenth
    task has two leads."""
    codes = [f"DV{number:03d}" for number in range(1, count + 1)]
    parts = [component(number, f"Chương {number}", Standing(year=2024), Goal(2025)) for number in range(1, 5)]
    agencies = tuple(
        Agency(code=code, name=f"Ủy ban nhân dân xã số {int(code[2:])}", email=post.format(code=code.lower()))
        for code in codes
    )
    coordinator = Agency(code="SCT", name="Sở Công Thương", email="tonghop@sct.example", contact="Phòng Kế hoạch")
    tasks = tuple(
        Task(
            id=f"NV{number:03d}", code=f"{number % 4 + 1}.{number // 4 + 1}", component=str(number % 4 + 1),
            content=f"Nhiệm vụ số {number} của xã", timeframe_text="2025",
            leads=(code, codes[number + 1]) if number % 10 == 9 and number + 1 < count else (code,),
        )
        for number, code in enumerate(codes)
    )  # fmt: skip
    made = template("none", parts)
    plan = replace(made.plan, tasks=tasks)
    return replace(made, plan=plan, register=Register(agencies=(coordinator, *agencies)))
