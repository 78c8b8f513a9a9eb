"""`Tệp gửi về`: the counts of the files of the period in view, what they add up to, and links to the record."""

from typing import Any

from tests.figures.findings import targets
from tests.figures.world import World, text

COUNTS = ("total", "applied", "equal", "conflict", "superseded", "rejected")
SENTENCE, SUMS = 3, 4


def expected(world: World) -> dict[str, Any]:
    lines = world.frame("files")
    mine = lines[(lines["item"] == "Tệp") & (lines["period"].map(text) == world.current) & (world.current != "")]
    sums = {name: int(mine[name].fillna(0).sum()) for name in COUNTS}
    cells: dict[str, Any] = {f"{world.column('files', name)}{SUMS}": float(value) for name, value in sums.items()}
    cells[f"{world.column('files', 'file')}{SENTENCE}"] = sentence(world.current, len(mine), sums)
    return cells | targets(world, "files", "Tệp gửi về")


def sentence(current: str, count: int, sums: dict[str, int]) -> str:
    if not current:
        return ""
    if not count:
        return "Kỳ đang xem chưa có tệp nào gửi về."
    ends = "." if sums["total"] == sum(sums[name] for name in COUNTS[1:]) else " – chưa khớp, đề nghị gộp lại."
    return (
        f"Kỳ đang xem, theo lần gộp gần nhất: {count} tệp. Tổng {sums['total']} ô có số liệu = "
        f"{sums['applied']} ghi mới + {sums['equal']} không đổi + {sums['conflict']} xung đột + "
        f"{sums['superseded']} thuộc bản cũ + {sums['rejected']} không nhận{ends}"
    )
