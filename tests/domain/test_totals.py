"""How many, of which class, and the share of what fell due that is done."""

from kehoach_xl.domain.status import CLASSES
from kehoach_xl.domain.totals import of_counts


def test_done_counts_among_what_fell_due_and_is_asked() -> None:
    found = of_counts({
        ("Hoàn thành đúng hạn", True): 3, ("Hoàn thành quá hạn", True): 1, ("Hoàn thành đúng hạn", False): 5,
        ("Chưa báo cáo", True): 2, ("Không còn phù hợp", True): 7,
    })  # fmt: skip
    assert (found["count"], found["due"], found["done"], found["rate"]) == (18, 6, 4, 0.6667)
    assert {name: number for name, number in found["classes"].items() if number} == {
        "Hoàn thành đúng hạn": 8, "Hoàn thành quá hạn": 1, "Chưa báo cáo": 2, "Không còn phù hợp": 7,
    }  # fmt: skip
    assert tuple(found["classes"]) == CLASSES


def test_nothing_due_has_no_rate() -> None:
    assert of_counts({("Chưa báo cáo", False): 4})["rate"] is None
    assert of_counts({})["count"] == 0
