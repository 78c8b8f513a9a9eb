"""Every refusal of the engine and the gate finds its sentence, with all its facts."""

import ast
from pathlib import Path
from string import Formatter

from kehoach_xl.messages import CATALOGUE

ROOT = Path(__file__).resolve().parents[2] / "kehoach_xl"


def refusals() -> list[tuple[str, set[str]]]:
    """(code, names of the facts) of every ``Stop("…", …)`` in the two packages."""
    found = []
    for path in sorted([*(ROOT / "engine").glob("*.py"), *(ROOT / "ooxml").glob("*.py")]):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Stop":
                facts = {keyword.arg or "" for keyword in node.keywords}
                codes = [n.value for n in ast.walk(node.args[0]) if isinstance(n, ast.Constant)]
                found += [(code, facts) for code in codes if isinstance(code, str)]
    return found


def test_every_refusal_has_a_sentence_and_all_its_facts() -> None:
    assert len(refusals()) > 40
    for code, facts in refusals():
        text = CATALOGUE[code]
        wanted = {name for _, name, _, _ in Formatter().parse(text.says + text.todo) if name}
        assert (code, wanted - facts) == (code, set())
        assert text.level == "stop"
        assert text.todo
