"""How well documents are read: precision and recall per field, of the real documents and of documents nobody has seen.

``python -m benchmarks.import_accuracy docs/nhap-van-ban.md`` writes the page. The real documents (text copied out of
PDF files) are held against the plans that ship, the unseen ones (``tests/documents/unseen``) against the truth they
were drawn from, as Word, Excel and PDF (printed by LibreOffice).
"""

import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from kehoach_xl.building.plan_template import load
from kehoach_xl.documents.plan_of import plan_of
from kehoach_xl.documents.registers import choose
from kehoach_xl.documents.understand import understand
from kehoach_xl.domain.gap import Goal, Standing
from kehoach_xl.domain.plan_template import PlanTemplate
from kehoach_xl.domain.text import fold
from kehoach_xl.domain.values import shown
from kehoach_xl.intake.document import open_document
from tests.documents.unseen.measure import FIELDS, Pair, Score, Scores
from tests.documents.unseen.reading import FORMATS, UNSEEN, measured
from tests.support.libreoffice import LibreOffice

SEEDS = Path(__file__).resolve().parents[2] / "shared" / "seeds"
# The text of a document and the plan that was taken from it by hand.
DOCUMENTS = {
    "fta-index-ha-tinh-2025": "FTA Index Hà Tĩnh 2025", "ddci-so-ngoai-vu-lang-son-2026": "DDCI Lạng Sơn 2026",
    "nq59-ha-tinh-2025": "Hội nhập quốc tế Hà Tĩnh 2025", "nq02-hau-giang-2024": "Nghị quyết 02 Hậu Giang 2024",
}  # fmt: skip
NAMES = {
    "code": "Mã nhiệm vụ", "content": "Nội dung", "leads": "Chủ trì", "coordinators": "Phối hợp",
    "timeframe": "Thời gian", "parent": "Thuộc chỉ số, nhóm", "component": "Mã chỉ số, nhóm", "score": "Điểm số",
    "rank": "Xếp hạng", "goal": "Mục tiêu", "figure": "Chỉ tiêu", "deadline": "Hạn báo cáo",
    "history": "Kết quả các năm",
}  # fmt: skip
OF_PLAN = tuple(name for name in NAMES if name != "content")
FILES = {"docx": "Word (.docx)", "xlsx": "Excel (.xlsx)", "pdf": "PDF"}

HEAD = """# Độ chính xác khi nhập văn bản

Bảng dưới đây cho biết lệnh `import` tự đọc đúng đến đâu, khi chưa có ai xem và sửa ở trang `Xem lại`. Mỗi ô ghi
**độ đầy đủ** (trong số có ở văn bản, đọc đúng bao nhiêu) / **độ chính xác** (trong số đọc được, bao nhiêu là đúng) và,
trong ngoặc, số lượng có ở văn bản. Giá trị được tính theo mã nhiệm vụ: sai mã thì mọi ô của nhiệm vụ đó đều tính là
sai. «–» là văn bản không có mục này.

Trang này do phần mềm tạo; làm lại bằng lệnh `python -m benchmarks.import_accuracy docs/nhap-van-ban.md` (cần
LibreOffice và thư mục văn bản gốc).
"""
REAL = """
## Bốn văn bản thật

Chữ chép từ tệp PDF (cột dính nhau, ô bị cắt qua trang), đối chiếu với kế hoạch mẫu nhập bằng tay từ cùng văn bản. Nội
dung nhiệm vụ và tên nhóm ở kế hoạch mẫu là tóm tắt nên không đối chiếu.
"""
MADE = """
## {count} phụ lục chưa từng gặp

Phụ lục do một chương trình riêng tạo ra, không dùng chung mã với phần đọc: tên cột và thứ tự cột khác nhau, có thêm cột
(sản phẩm, ghi chú, kinh phí), đánh số 1/1.1, I/1, I/1/a, ô gộp, mỗi chỉ số một bảng, chú thích cuối trang, ngắt trang
giữa ô, hàng số thứ tự cột, tiêu đề gõ lại giữa bảng, chữ NFD, hai dấu cách, cơ quan không có trong danh mục.
"""


def page(made: Mapping[str, Scores]) -> str:
    """The whole page; ``made``: how the unseen documents (:data:`UNSEEN`) are read, by format. The real ones stand in
    :data:`SEEDS`."""
    real = {name: real_scores(plan_id) for plan_id, name in DOCUMENTS.items()}
    return "\n".join([
        HEAD.rstrip("\n"), REAL, *_table(real, OF_PLAN), MADE.format(count=len(UNSEEN)),
        *_table({FILES[one]: scores for one, scores in made.items()}, FIELDS),
    ]) + "\n"  # fmt: skip


def real_scores(plan_id: str) -> Scores:
    """One real document, held against its plan."""
    path = next(SEEDS.glob(f"{plan_id}.*.txt"))
    content = open_document(path)
    _, register = choose(content)
    read = plan_of(understand(content, register), register, name=path.stem).template
    scores = Scores(OF_PLAN)
    scores.add(_said(load(plan_id)), _said(read))
    return scores


def _said(template: PlanTemplate) -> Mapping[str, Iterable[Pair]]:
    """Everything a plan says that the document says word for word, under the code it says it of."""
    plan = template.plan
    said: dict[str, list[Pair]] = {name: [] for name in OF_PLAN}
    for task in plan.tasks:
        said["code"].append((task.code, ""))
        said["parent"] += [(task.code, task.component)] * bool(task.component)
        said["leads"] += [(task.code, fold(template.register.name(code))) for code in task.leads]
        said["coordinators"] += [(task.code, fold(template.register.name(code))) for code in task.coordinators]
        said["timeframe"] += [(task.code, fold(task.timeframe_text))] * bool(task.timeframe_text)
    for one in plan.components:
        said["component"].append((one.code, one.kind))
        _add(said, one.code, one.baseline)
        said["goal"] += _aims(one.code, one.goal)
    _add(said, "", template.overall)
    said["goal"] += [pair for goal in template.goals for pair in _aims("", goal)]
    for figure in template.figures:
        leads = ", ".join(template.register.name(code) for code in figure.leads)
        said["figure"].append((figure.code, f"{figure.limit} {figure.year} {leads}"))
    for row in template.deadlines:
        days = (("cơ quan", row.deadline), ("tổng hợp", row.report_by))
        said["deadline"] += [(f"{row.part} {who}", fold(day)) for who, day in days if day]
    said["history"] += _years(template)
    return said


def _add(said: dict[str, list[Pair]], code: str, standing: Standing) -> None:
    said["score"] += [(code, shown(standing.score))] * (standing.score is not None)
    said["rank"] += [(code, f"{standing.rank}/{standing.of}")] * (standing.rank is not None)


def _aims(code: str, goal: Goal) -> Iterator[Pair]:
    if goal.score is not None:
        yield f"{code} {goal.year}", shown(goal.score)
    if goal.rank_to is not None:
        yield f"{code} {goal.year}", f"{goal.rank_from}-{goal.rank_to}/{goal.of}"


def _years(template: PlanTemplate) -> Iterator[Pair]:
    """Score, rank, group and the name of then, of years other than the baseline; of that one only the group."""
    names = {one.code: fold(one.name) for one in template.plan.components}
    for one in template.history:
        key = f"{one.code} {one.year:g} " + (fold(one.name) if not one.code else "")
        if one.group:
            yield key, f"nhóm {fold(one.group)}"
        if one.year == template.plan.baseline_year and (one.code or not one.name):
            continue
        if one.score is not None:
            yield key, f"điểm {shown(one.score)}"
        if one.rank is not None:
            yield key, f"hạng {one.rank:g}/{one.of or 0:g}"
        if one.code and one.name and fold(one.name) != names.get(one.code):
            yield key, f"tên {fold(one.name)}"


def _table(rows: Mapping[str, Scores], fields: Sequence[str]) -> Iterator[str]:
    """One line per field, one column per document or format."""
    yield "| Mục | " + " | ".join(rows) + " |"
    yield "|---|" + "---|" * len(rows)
    for name in fields:
        yield f"| {NAMES[name]} | " + " | ".join(cell(scores.fields[name]) for scores in rows.values()) + " |"


def cell(score: Score) -> str:
    """«98,7 % / 100 % (154)»; «–» where a document has nothing of it and nothing was read."""
    if not score.there and not score.read:
        return "–"
    shares = (score.recall if score.there else None, score.precision if score.read else None)
    return " / ".join("–" if one is None else f"{shown(round(one * 100, 1))} %" for one in shares) + f" ({score.there})"


def main(arguments: Sequence[str]) -> int:
    office = LibreOffice()
    try:
        with tempfile.TemporaryDirectory() as folder:
            text = page({one: measured(UNSEEN, one, Path(folder), office) for one in FORMATS})
    finally:
        office.close()
    if arguments:
        Path(arguments[0]).write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
