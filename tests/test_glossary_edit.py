"""Entries are added, changed and removed without touching a byte of what is not concerned."""

from __future__ import annotations

import difflib
import os
import shutil
import stat
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.errors import GlossaryError, UsageError, WriteError
from briefing.glossary import edit, lock
from briefing.glossary.edit import add, change, fields_of, make_term, remove
from briefing.glossary.layers import shipped_folder
from briefing.glossary.revise import changed_fields
from briefing.glossary.store import load_file
from briefing.glossary.targets import Target, file_target, project_target, user_target

FILE = """\
# The house's terms

domain: governance  # for all
terms:
  # Bridges
  - zh: "枫桥经验"   # a village in Zhejiang
    en:   Fengqiao model
    article: the
    also: [ Fengqiao Experience,Fengqiao approach ]
    note: disputes settled
      in the community

  - zh: 低保
    en: 'subsistence allowances'
    also:
        - dibao   # as scholars have it
        - social relief
    # what follows is to be checked
    note: |
      two
      lines

  - {zh: 社会组织, en: social organizations, forms: [social organization]}
  # the end of it
"""


pytestmark = pytest.mark.usefixtures("work")


def written(text: str | bytes, name: str = "house.yaml") -> Target:
    Path(name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return file_target(Path(name))


def difference(before: str, after: str) -> list[str]:
    """The lines taken out and put in, in their order."""
    lines = difflib.ndiff(before.splitlines(keepends=True), after.splitlines(keepends=True))
    return [line for line in lines if line[0] in "+-"]


def text_of(target: Target) -> str:
    return target.path.read_bytes().decode()


# Only the lines concerned change


@pytest.mark.parametrize(
    ("key", "changes", "expected"),
    [
        (
            "枫桥经验",
            {"en": "Fengqiao approach"},
            ["-     en:   Fengqiao model\n", "+     en:   Fengqiao approach\n"],
        ),
        ("枫桥经验", {"en": "model: one"}, ["-     en:   Fengqiao model\n", "+     en:   'model: one'\n"]),
        ("枫桥经验", {"article": ""}, ["-     article: the\n"]),
        ("枫桥经验", {"source": "reports"}, ["+     source: reports\n"]),
        ("枫桥经验", {"not": ("Maple, Bridge",)}, ["+     not: ['Maple, Bridge']\n"]),
        ("枫桥经验", {"note": ""}, ["-     note: disputes settled\n", "-       in the community\n"]),
        (
            "枫桥经验",
            {"note": "kept short"},
            ["-     note: disputes settled\n", "-       in the community\n", "+     note: kept short\n"],
        ),
        (
            "枫桥经验",
            {"also": ("Fengqiao Experience", "Fengqiao approach", "Fengqiao way")},
            [
                "-     also: [ Fengqiao Experience,Fengqiao approach ]\n",
                "+     also: [ Fengqiao Experience,Fengqiao approach, Fengqiao way ]\n",
            ],
        ),
        ("低保", {"en": "dole"}, ["-     en: 'subsistence allowances'\n", "+     en: 'dole'\n"]),
        ("低保", {"article": "the"}, ["+     article: the\n"]),
        ("低保", {"also": ("dibao", "social relief", "aid")}, ["+         - aid\n"]),
        ("低保", {"also": ("dibao",)}, ["-         - social relief\n"]),
        (
            "低保",
            {"also": ("social relief", "aid")},
            ["-         - dibao   # as scholars have it\n", "+         - aid\n"],
        ),
        (
            "低保",
            {"also": ()},
            ["-     also:\n", "-         - dibao   # as scholars have it\n", "-         - social relief\n"],
        ),
        (
            "低保",
            {"also": ("aid",)},
            [
                "-         - dibao   # as scholars have it\n",
                "-         - social relief\n",
                "+         - aid\n",
            ],
        ),
        (
            "低保",
            {"note": "one line", "source": "s"},
            [
                "+     source: s\n",
                "-     note: |\n",
                "-       two\n",
                "-       lines\n",
                "+     note: one line\n",
            ],
        ),
        ("低保", {"note": ""}, ["-     note: |\n", "-       two\n", "-       lines\n"]),
        (
            "社会组织",
            {"en": "NGOs, all", "article": "the"},
            [
                "-   - {zh: 社会组织, en: social organizations, forms: [social organization]}\n",
                "+   - {zh: 社会组织, en: 'NGOs, all', forms: [social organization], article: the}\n",
            ],
        ),
        (
            "社会组织",
            {"forms": ()},
            [
                "-   - {zh: 社会组织, en: social organizations, forms: [social organization]}\n",
                "+   - {zh: 社会组织, en: social organizations}\n",
            ],
        ),
    ],
    ids=lambda value: "+".join(value) if isinstance(value, dict) else None,
)
def test_a_change_touches_its_own_lines_only(key: str, changes: dict, expected: list[str]) -> None:
    target = written(FILE)
    before = next(term for term in load_file(target.path).terms if term.key == key)
    after = change(target, key, changes)
    assert sorted(difference(FILE, text_of(target))) == sorted(expected)
    assert fields_of(after) == {k: v for k, v in (fields_of(before) | changes).items() if v}
    assert after in load_file(target.path, "option").terms


def test_a_change_that_changes_nothing_leaves_the_file_alone() -> None:
    target = written(FILE)
    os.utime(target.path, (1, 1))
    change(target, "枫桥经验", {"en": "Fengqiao model"})
    assert target.path.stat().st_mtime == 1


@pytest.mark.parametrize(
    ("key", "gone"),
    [("枫桥经验", range(5, 12)), ("低保", range(12, 22)), ("社会组织", range(22, 23))],
)
def test_an_entry_is_removed_with_its_lines_and_nothing_else(key: str, gone: range) -> None:
    target = written(FILE)
    assert remove(target, key).key == key
    left = [line for i, line in enumerate(FILE.splitlines(keepends=True)) if i not in gone]
    lines = text_of(target).splitlines(keepends=True)
    # One of the two blank lines around it may go too, so that entries stay one blank line apart.
    assert [line for line in lines if line.strip()] == [line for line in left if line.strip()]
    assert "\n\n\n" not in text_of(target)


def test_a_new_entry_stands_last_and_is_laid_out_as_the_others() -> None:
    target = written(FILE)
    many = tuple(f"rendering number {i}" for i in range(9))
    added = add(target, [{"zh": "民生", "en": "No", "also": many, "not": ("x",)}])[0]
    new = ["+ \n", "+   - zh: 民生\n", "+     en: 'No'\n", "+     also:\n"]
    new += [f"+         - {each}\n" for each in many] + ["+     not: [x]\n"]
    assert difference(FILE, text_of(target)) == new
    assert text_of(target).endswith("    not: [x]\n  # the end of it\n")
    assert text_of(target).splitlines()[added.line - 1] == "  - zh: 民生"
    assert added.domain == "governance"


ADDED = {"zh": "民生", "en": "livelihood", "also": ("living",)}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "terms:\n  - zh: 民生\n    en: livelihood\n    also: [living]\n"),
        ("# mine\n", "# mine\nterms:\n  - zh: 民生\n    en: livelihood\n    also: [living]\n"),
        ("domain: d\nterms:\n", "domain: d\nterms:\n  - zh: 民生\n    en: livelihood\n    also: [living]\n"),
        ("terms: []  # none\n", "terms:  # none\n  - zh: 民生\n    en: livelihood\n    also: [living]\n"),
        (
            "terms:\n- zh: 低保\n  en: dibao",
            "terms:\n- zh: 低保\n  en: dibao\n- zh: 民生\n  en: livelihood\n  also: [living]",
        ),
        (
            "terms:\r\n  -   zh: 低保\r\n      en: dibao\r\ndomain: d\r\n",
            "terms:\r\n  -   zh: 低保\r\n      en: dibao\r\n"
            "  -   zh: 民生\r\n      en: livelihood\r\n      also: [living]\r\ndomain: d\r\n",
        ),
        (
            "\ufeffterms:\n  - zh: 低保\n    en: dibao\n",
            "\ufeffterms:\n  - zh: 低保\n    en: dibao\n"
            "  - zh: 民生\n    en: livelihood\n    also: [living]\n",
        ),
        (
            '{"terms": [{"zh": "低保", "en": "dibao"}]}',
            '{"terms": [{"zh": "低保", "en": "dibao"}, {zh: 民生, en: livelihood, also: [living]}]}',
        ),
        (
            "places:\n  - {zh: 江苏, en: Jiangsu, rank: province}\n",
            "places:\n  - {zh: 江苏, en: Jiangsu, rank: province}\n"
            "terms:\n  - zh: 民生\n    en: livelihood\n    also: [living]\n",
        ),
    ],
    ids=["empty", "comment", "no entry", "[]", "no last break", "CRLF, wide", "BOM", "JSON", "places only"],
)
def test_any_layout_takes_a_new_entry_and_gives_it_back(before: str, after: str) -> None:
    target = written(before)
    add(target, [ADDED])
    assert text_of(target) == after
    if "低保" in before:
        change(target, "低保", {"article": "the"})
        change(target, "低保", {"article": ""})
        if "{" not in before:
            assert text_of(target) == after
        remove(target, "低保")
    remove(target, "民生")
    assert load_file(target.path).terms == ()


@pytest.mark.parametrize("step", [9, pytest.param(1, marks=pytest.mark.slow)])
def test_a_shipped_file_is_given_back_byte_by_byte(step: int) -> None:
    for path in sorted(shipped_folder().glob("*.yaml"))[::step]:
        target = written(path.read_bytes(), path.name)
        terms = load_file(target.path).terms
        if not terms:
            continue
        add(target, [{"zh": "一个新词", "en": "new term", "note": "x"}])
        change(target, terms[0].key, {"note": "changed"})
        change(target, terms[0].key, {"note": terms[0].note})
        remove(target, "一个新词")
        assert text_of(target) == path.read_bytes().decode()


TEXT = st.text(
    st.sampled_from("ab N1'\"#:,-[]{}&*!|>%@`?~“”é“中文，\\"), min_size=1, max_size=12
).filter(lambda text: text.strip() and "[[" not in text and "]]" not in text)  # fmt: skip
LIST = st.lists(TEXT.map(str.strip), max_size=3, unique=True).map(tuple)
ENTRY = st.fixed_dictionaries(
    {"en": TEXT.map(str.strip)}, optional={"also": LIST, "not": LIST, "note": TEXT.map(str.strip)}
)


@settings(deadline=None, max_examples=60)
@given(entries=st.lists(ENTRY, min_size=1, max_size=4), changes=ENTRY, at=st.integers(0, 3))
def test_whatever_is_written_is_read_back_and_the_others_stay(
    entries: list[dict], changes: dict, at: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("any") / "any.yaml"
    target = Target(path, "option", str(path))
    named = [{"zh": f"词{'甲乙丙丁'[i]}", **entry} for i, entry in enumerate(entries)]
    clean = [{key: value for key, value in entry.items() if value} for entry in named]
    assert [fields_of(term) for term in add(target, named)] == clean
    before = path.read_text(encoding="utf-8")
    at %= len(named)
    key = named[at]["zh"]
    changed = fields_of(change(target, key, changes))
    assert changed == {k: v for k, v in (clean[at] | changes).items() if v}
    left = [fields_of(term) for term in load_file(path).terms]
    assert left == [changed if i == at else entry for i, entry in enumerate(clean)]
    own = {line for line in before.split("  - zh: ") if line.startswith(key)}
    assert [e for e in path.read_text(encoding="utf-8").split("  - zh: ") if not e.startswith(key)] == [
        e for e in before.split("  - zh: ") if e not in own
    ]
    remove(target, key)
    assert [fields_of(term) for term in load_file(path).terms] == [e for e in clean if e["zh"] != key]


# Whole or not at all


def test_permissions_and_a_link_stay(work: Path) -> None:
    real = work / "real.yaml"
    real.write_text(FILE, encoding="utf-8")
    real.chmod(0o640)
    link = work / "link.yaml"
    link.symlink_to(real)
    change(file_target(link), "低保", {"en": "dole"})
    assert link.is_symlink()
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert "en: 'dole'" in real.read_text(encoding="utf-8")
    assert sorted(path.name for path in work.iterdir()) == ["link.yaml", "real.yaml"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_file_is_left_alone() -> None:
    target = written(FILE)
    target.path.chmod(0o444)
    with pytest.raises(WriteError, match="read-only"):
        change(target, "低保", {"en": "dole"})
    assert text_of(target) == FILE


def test_a_folder_that_is_not_there() -> None:
    with pytest.raises(WriteError, match="there is no folder"):
        add(file_target(Path("nowhere/x.yaml")), [ADDED])


def test_a_file_with_a_mistake_is_not_touched() -> None:
    target = written("terms:\n  - zh: 低保\n    english: dibao\n")
    with pytest.raises(GlossaryError, match=r"house\.yaml:3:5: unknown key `english`"):
        add(target, [ADDED])


def test_what_cannot_be_changed_safely_is_refused() -> None:
    text = "places: []\n...\n"  # a new list would come after the end of the document
    target = written(text)
    with pytest.raises(GlossaryError, match="cannot change") as error:
        add(target, [ADDED])
    assert "in an editor" in error.value.hint
    assert text_of(target) == text


def test_of_entries_on_one_line_the_right_one_is_changed() -> None:
    target = written(
        "terms: [{zh: 低保, en: dibao}, {zh: 民生, en: livelihood}, {zh: 养老, en: elderly care}]\n"
    )
    change(target, "民生", {"en": "living"})
    remove(target, "低保")
    remove(target, "养老")
    assert text_of(target) == "terms: [{zh: 民生, en: living}]\n"


def test_a_text_that_would_become_another_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    target = written(FILE)
    monkeypatch.setattr(edit, "change_entry", lambda text, *_: text.replace("social organizations", "NGOs"))
    with pytest.raises(GlossaryError, match="another entry would change"):
        change(target, "低保", {"en": "dole"})
    assert text_of(target) == FILE


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"zh": "词", "en": "[[x"}, "may not contain"),
        ({"zh": "词", "en": "x" * 201}, "the limit is 200"),
        ({"zh": "词", "en": "a\nb"}, "one line"),
        ({"zh": "“”", "en": "a"}, "quotation marks"),
        ({"zh": "词", "en": "a", "unless": ("别的",)}, "not a longer string"),
        ({"zh": "词", "en": "a", "article": "der"}, "must be one of"),
        ({"zh": "词", "en": "\udce4"}, "not UTF-8"),
    ],
)
def test_a_value_that_may_not_stand(fields: dict, why: str) -> None:
    target = written(FILE)
    with pytest.raises(UsageError, match=why):
        add(target, [fields])
    assert text_of(target) == FILE


# Duplicates


def test_a_duplicate_is_refused_with_both_places() -> None:
    target = written(FILE)
    with pytest.raises(GlossaryError) as error:
        add(target, [{"zh": "“楓橋經驗”", "en": "x"}])
    assert error.value.message == (
        "“楓橋經驗” is already entered at house.yaml:6 as 枫桥经验 (Fengqiao model); "
        "the new one was for house.yaml"
    )
    assert text_of(target) == FILE


def test_a_duplicate_in_another_file_of_the_layer_is_refused() -> None:
    Path("glossary").mkdir()
    written(FILE, "glossary/other.yaml")
    with pytest.raises(GlossaryError, match=r"glossary/other\.yaml:13 .* was for glossary/terms\.yaml"):
        add(project_target(), [{"zh": "低保", "en": "x"}])
    assert not Path("glossary/terms.yaml").exists()


def test_a_duplicate_among_the_new_ones_and_by_a_change_of_the_term() -> None:
    target = written(FILE)
    with pytest.raises(GlossaryError, match="twice among the new entries"):
        add(target, [ADDED, {"zh": "「民生」", "en": "x"}])
    with pytest.raises(GlossaryError, match=r"already entered at house\.yaml:13 .* for house\.yaml:6"):
        change(target, "枫桥经验", {"zh": "低保"})
    assert text_of(target) == FILE


def test_a_term_that_is_not_there() -> None:
    for action in (lambda t: remove(t, "民生"), lambda t: change(t, "民生", {"en": "x"})):
        with pytest.raises(GlossaryError, match=r"house\.yaml has no entry 民生"):
            action(written(FILE))


# Where entries go


def test_the_users_own_file_is_made_with_a_heading() -> None:
    target = user_target()
    add(target, [ADDED])
    lines = text_of(target).splitlines()
    assert lines[0].startswith("# Your glossary for all work.")
    assert lines[-3:] == ["  - zh: 民生", "    en: livelihood", "    also: [living]"]
    assert [term.layer for term in load_file(target.path, target.layer).terms] == ["user"]


def test_a_file_in_a_layers_folder_is_of_that_layer() -> None:
    add(project_target(), [ADDED])
    target = file_target(Path("glossary/other.yaml"))
    assert target.layer == "project"
    assert target.beside == (Path("glossary/terms.yaml"),)


@pytest.mark.parametrize("name", ["house.txt", "house", "folder.yaml"])
def test_what_is_no_termbase(name: str) -> None:
    Path("folder.yaml").mkdir()
    with pytest.raises(UsageError):
        file_target(Path(name))


# Two at once


def test_two_at_once_lose_nothing() -> None:
    target = written(FILE)
    terms = [f"词{i}" for i in "甲乙丙丁戊己"]
    threads = [threading.Thread(target=add, args=(target, [{"zh": zh, "en": "x"}])) for zh in terms]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(term.key for term in load_file(target.path).terms)[-6:] == sorted(terms)


def test_a_lock_that_is_held_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "LOCK_SECONDS", 0.05)
    target = written(FILE)
    caught: list[BaseException] = []

    def other() -> None:
        try:
            change(target, "低保", {"en": "dole"})
        except GlossaryError as error:
            caught.append(error)

    with lock.locked(target):
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
    assert "Another briefing" in str(caught[0])
    assert text_of(target) == FILE


def test_a_lock_that_cannot_be_made_is_told(work: Path) -> None:
    shutil.rmtree(work.parent / "home" / "cache")
    (work.parent / "home" / "cache").write_text("")
    with pytest.raises(WriteError, match="No lock can be made"):
        add(written(FILE), [ADDED])


# What becomes of the lists


def test_a_rendering_stands_in_one_place() -> None:
    term = make_term({"zh": "低保", "en": "allowances", "also": ("dibao", "aid"), "not": ("dole",)})
    lists = {"forms": (), "also": ("relief", "dole"), "not": ("aid",), "unless": ()}
    assert changed_fields(term, {"en": "dibao"}, lists) == {
        "en": "dibao",
        "also": ("relief", "dole"),
        "not": ("aid",),
    }


def test_what_is_left_out_must_be_there() -> None:
    term = make_term({"zh": "低保", "en": "allowances", "also": ("dibao", "aid")})
    none = {"forms": (), "also": (), "not": (), "unless": ()}
    assert changed_fields(term, {"en": None}, none, ["aid"]) == {"also": ("dibao",)}
    assert changed_fields(term, {"en": " allowances ", "note": ""}, none) == {}
    with pytest.raises(UsageError, match="低保 has no dole"):
        changed_fields(term, {}, none, ["dole"])
    with pytest.raises(UsageError, match="is the rendering"):
        changed_fields(term, {}, none | {"not": ("allowances",)})
