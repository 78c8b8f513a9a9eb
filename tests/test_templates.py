"""The shipped data: where it is found and how it is read."""

import pytest

from kehoach_xl import templates


def test_source_tree_is_used_until_a_wheel_brings_its_own_copy(tmp_path, monkeypatch):
    package = tmp_path / "kehoach_xl"
    package.mkdir()
    monkeypatch.setattr(templates, "__file__", str(package / "templates.py"))
    assert templates.folder() == tmp_path / "templates"
    (package / "_templates").mkdir()
    assert templates.folder() == package / "_templates"


def test_csv_leaves_out_lines_that_name_the_source(tmp_path, monkeypatch):
    monkeypatch.setattr(templates, "folder", lambda: tmp_path)
    (tmp_path / "a.csv").write_text('# Nguồn: …\nma,nhan\n1,"một, hai"\n,\n', encoding="utf-8")
    assert templates.load_csv("a.csv") == ({"ma": "1", "nhan": "một, hai"}, {"ma": "", "nhan": ""})


@pytest.mark.parametrize("path", sorted(p.name for p in templates.folder().glob("*.csv")))
def test_every_row_of_the_decision_data_fills_its_columns(path):
    rows = templates.load_csv(path)
    assert rows and all(None not in row and None not in row.values() for row in rows)
