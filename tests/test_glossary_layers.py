from __future__ import annotations

from pathlib import Path

import pytest

from briefing.errors import GlossaryError
from briefing.glossary import layers
from briefing.glossary.layers import load_termbase


def write(folder, name, *pairs):
    folder.mkdir(parents=True, exist_ok=True)
    body = "".join(f"  - zh: {zh}\n    en: {en}\n" for zh, en in pairs)
    path = folder / name
    path.write_text("terms:\n" + body, encoding="utf-8")
    return path


@pytest.fixture
def home(work, shipped):
    """A user, a project that is the working directory, and a small shipped termbase."""
    write(shipped, "base.yaml", ("民生", "shipped"), ("低保", "allowances"))
    return work.parent


def english(termbase, zh):
    return next(term.en for term in termbase.terms if term.key == zh)


def test_the_later_layer_wins_and_the_earlier_entries_are_kept_to_be_shown(home):
    write(home / "home/data/glossary", "mine.yaml", ("民生", "user"))
    write(home / "work/glossary", "ours.yaml", ("“民生”", "project"))
    extra = write(home, "extra.yaml", ("民生", "option"))
    termbase = load_termbase([extra])
    assert english(termbase, "民生") == "option"
    assert english(termbase, "低保") == "allowances"
    assert [term.en for term in termbase.overridden] == ["shipped", "user", "project"]
    assert [info.layer for info in termbase.infos] == ["shipped", "user", "project", "option"]


def test_of_two_options_the_later_wins(home):
    first, second = write(home, "1.yaml", ("民生", "one")), write(home, "2.yaml", ("民生", "two"))
    assert english(load_termbase([first, second]), "民生") == "two"
    assert english(load_termbase([second, first]), "民生") == "one"


def test_layers_can_be_left_out(home):
    write(home / "home/data/glossary", "mine.yaml", ("民生", "user"))
    assert [term.en for term in load_termbase(shipped=False).terms] == ["user"]
    assert load_termbase(shipped=False, user=False).terms == ()


def test_the_project_folder_can_be_another(home):
    write(home / "elsewhere/glossary", "a.yml", ("民生", "elsewhere"))
    assert english(load_termbase(project_dir=home / "elsewhere"), "民生") == "elsewhere"


def test_a_folder_that_two_layers_reach_counts_once(home, monkeypatch):
    write(home / "work/glossary", "a.yaml", ("民生", "both"))
    monkeypatch.setattr(layers, "shipped_folder", lambda: home / "work/glossary")
    termbase = load_termbase()
    assert [(info.name, info.layer) for info in termbase.infos] == [("a.yaml", "shipped")]
    assert termbase.overridden == ()


def test_a_file_named_again_as_an_option_moves_up(home):
    ours = write(home / "work/glossary", "a.yaml", ("民生", "ours"))
    write(home / "work/glossary", "b.yaml", ("低保", "b"))
    other = write(home, "other.yaml", ("民生", "other"))
    termbase = load_termbase([other, Path("glossary/a.yaml")])
    assert english(termbase, "民生") == "ours"
    assert [i.name for i in termbase.infos] == ["base.yaml", "b.yaml", "other.yaml", "a.yaml"]
    assert ours.exists()


def test_an_option_can_be_a_folder(home):
    write(home / "folder", "b.yaml", ("民生", "b"))
    write(home / "folder", "a.yml", ("低保", "a"))
    (home / "folder/.hidden.yaml").write_text("nonsense")
    (home / "folder/readme.txt").write_text("nonsense")
    termbase = load_termbase([home / "folder"])
    assert [info.name for info in termbase.infos if info.layer == "option"] == ["a.yml", "b.yaml"]


def test_a_clash_inside_one_layer_names_both_places(home):
    write(home / "work/glossary", "a.yaml", ("低保", "x"), ("“民生”", "a"))
    write(home / "work/glossary", "b.yaml", ("民生", "b"))
    with pytest.raises(GlossaryError) as caught:
        load_termbase()
    assert "glossary/b.yaml:2: 民生 is already entered at glossary/a.yaml:4 (as “民生”)" in str(caught.value)


@pytest.mark.parametrize(
    ("name", "message"), [("none.yaml", "There is no termbase"), ("empty", "has no termbase")]
)
def test_an_option_that_holds_nothing_is_an_error(home, name, message):
    (home / "empty").mkdir()
    with pytest.raises(GlossaryError, match=message):
        load_termbase([home / name])


def test_missing_shipped_termbases_are_an_error(tmp_path, monkeypatch):
    monkeypatch.setattr(layers, "__file__", str(tmp_path / "a/b/c/layers.py"))
    with pytest.raises(GlossaryError, match="missing"):
        layers.shipped_folder()


def test_the_digest_is_over_what_changes_output_and_nothing_else(home):
    def digest(text):
        path = home / "d.yaml"
        path.write_text(text, encoding="utf-8")
        return load_termbase([path], shipped=False).digest

    base = "terms:\n  - zh: 民生\n    en: wellbeing\n"
    same = [
        "# moved down\nterms:\n  - zh: “民生”\n    en: wellbeing\n",
        base + "    note: for the reader\n    source: somewhere\n    domain: social\n    forms: []\n",
    ]
    other = [
        base.replace("wellbeing", "livelihood"),
        base + "    article: the\n",
        base + "    forms: [a]\n",
        base + "    also: [a]\n",
        base + "    not: [a]\n",
        base + "    use: check\n",
        base + "    unless: [惠民生]\n",
    ]
    assert {digest(text) for text in same} == {digest(base)}
    assert len({digest(text) for text in [base, *other]}) == 1 + len(other)


def test_the_order_of_files_does_not_change_the_digest(home):
    a, b = write(home, "a.yaml", ("民生", "x")), write(home, "b.yaml", ("低保", "y"))
    assert load_termbase([a, b], shipped=False).digest == load_termbase([b, a], shipped=False).digest
