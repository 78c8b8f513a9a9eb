"""Count the calls to Excel that each button makes, and write them to docs/round-trips.md.

    python docs/round_trips.py

Counted on the double of Excel in tests/support/excel_com: xlwings' own Windows engine, every property read or set
and every method call one round trip into Excel's process.
"""

import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from kehoach_xl.buttons import buttons  # noqa: E402
from tests.support.once import Once  # noqa: E402
from tests.workflows.clicks import BUTTONS, Stages, at_work, blocks, press  # noqa: E402

SIZES = (35, 2_000)
HEAD = """# Calls to Excel

In Excel each property and each method is a call into another process, so clicks are built to make few of them,
and as many for 2,000 tasks as for 35. Counted by `python docs/round_trips.py` on the double of Excel
(`tests/support/excel_com`, xlwings' real Windows engine); held by `tests/workflows/test_ribbon_excel.py`:
at most 60 calls beside two for each time cells travel (one to name the block, one to carry it).

| button | calls, 35 tasks | calls, 2,000 tasks | of which carry cells | other than blocks |
|---|---|---|---|---|
"""


def count(stages: Stages, button: str, folder: Path) -> tuple[int, int]:
    with at_work(stages.room(button, folder)) as (excel, book):
        excel.wire.reset()
        press(book, button)
        return excel.wire.count, blocks(excel.wire.calls)


def main() -> None:
    lines = []
    with tempfile.TemporaryDirectory() as made:
        once = Once(Path(made, "stages"))
        sizes = {size: Stages(once, size) for size in SIZES}
        for button in buttons():
            if button.function not in BUTTONS:
                continue
            (few, carried), (many, _) = (
                count(stages, button.function, Path(made, button.sub, str(size))) for size, stages in sizes.items()
            )
            lines.append(f"| {button.label} | {few} | {many} | {carried} | {max(few - 2 * carried, 0)} |")
            print(lines[-1])
    (ROOT / "docs" / "round-trips.md").write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
