"""What the sheets call that under which the tasks of a plan stand."""

from kehoach_xl.domain.plan import Plan

INDEX, GROUP = "Chỉ số thành phần", "Nhóm nhiệm vụ"


def part(plan: Plan) -> str:
    """«Chỉ số thành phần», «Nhóm nhiệm vụ», or both where a plan has both."""
    if not plan.groups:
        return INDEX
    return f"{INDEX}, {within(GROUP)}" if plan.indices else GROUP


def within(words: str) -> str:
    """Words as they read inside a sentence."""
    return words[:1].lower() + words[1:]


def by_part(plan: Plan) -> str:
    """«theo chỉ số thành phần» …"""
    return f"theo {within(part(plan))}"


def document(plan: Plan) -> str:
    """The number and day of the plan's document, as printed; '' where it leaves both blank."""
    number = f"số {plan.number}" if plan.number else ""
    return ", ".join(one for one in (number, f"ngày {plan.dated}" if plan.dated else "") if one)
