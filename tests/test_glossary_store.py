from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.errors import GlossaryError
from briefing.glossary import store
from briefing.glossary.matcher import Matcher
from briefing.glossary.model import Termbase
from briefing.glossary.store import load_file
from briefing.normalize import normalize
from briefing.segment.spacing import clean

FULL = """\
# a comment
domain: governance
terms:
  - zh: “枫桥经验”
    en: Fengqiao model
    article: the
    forms: [Fengqiao models]
    also: [Fengqiao Experience]
    not: [Maple Bridge experience]
    use: check
    unless: [学枫桥经验]
    source: white papers
    note: after Fengqiao, in Zhejiang
  - zh: 否
    en: No
    domain: replies
"""


def load(tmp_path, text, name="t.yaml"):
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return load_file(path, "project", shown_as=name)


def error(tmp_path, text):
    with pytest.raises(GlossaryError) as caught:
        load(tmp_path, text)
    return str(caught.value)


def test_every_field_is_read_and_knows_its_place(tmp_path):
    first, second = load(tmp_path, FULL).terms
    assert (first.zh, first.key, first.en, first.article) == (
        "“枫桥经验”",
        "枫桥经验",
        "Fengqiao model",
        "the",
    )
    assert (first.forms, first.also) == (("Fengqiao models",), ("Fengqiao Experience",))
    assert (first.forbidden, first.unless) == (("Maple Bridge experience",), ("学枫桥经验",))
    assert (first.use, first.source, first.note) == (
        "check",
        "white papers",
        "after Fengqiao, in Zhejiang",
    )
    assert (first.place, first.layer) == ("t.yaml:4", "project")
    assert (first.domain, second.domain) == ("governance", "replies")


def test_info_counts_and_hashes_the_file(tmp_path):
    info = load(tmp_path, FULL).info
    assert (info.name, info.layer, info.terms, len(info.sha256)) == ("t.yaml", "project", 2, 64)


@pytest.mark.parametrize("word", ["No", "yes", "null", "12", "1.5", "2026-01-01", "~", "0x10"])
def test_a_scalar_is_always_text(tmp_path, word):
    assert load(tmp_path, f"terms:\n  - zh: 词\n    en: {word}\n").terms[0].en == word


@pytest.mark.parametrize(
    "text", ["", "# nothing yet\n", "terms: []\n", "terms:\n", "---\n...\n", "\ufeffterms: []\n"]
)
def test_a_file_without_entries_is_valid(tmp_path, text):
    assert load(tmp_path, text).terms == ()


ONE = "terms:\n  - zh: 词\n    en: a\n"
TWO = "terms:\n  - zh: 省委\n    en: a\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ONE + "    artcle: the\n", ":4:5: unknown key `artcle`; did you mean `article`?"),
        ("termz:\n  - zh: 词\n    en: a\n", ":1:1: unknown key `termz`; did you mean `terms`?"),
        (ONE + "    colour: red\n", ":4:5: unknown key `colour`; known are zh, en"),
        ("terms:\n  - zh: 词\n", ":2:5: the entry has no `en`"),
        ("terms:\n  - en: word\n", ":2:5: the entry has no `zh`"),
        ("terms:\n  - zh: 词\n    en:\n", ":3:8: `en` is empty"),
        ("terms:\n  - zh: 词\n    en: '  '\n", ":3:9: `en` is empty"),
        (ONE + "    also: [b, '']\n", ":4:15: `also` is empty"),
        ("terms:\n  - zh: 词\n    en: [a]\n", ":3:9: `en` must be a text, not a list"),
        ("terms:\n  - zh: 词\n    en: {a: b}\n", ":3:9: `en` must be a text, not a mapping"),
        (ONE + "    forms: as\n", ":4:12: `forms` must be a list, as in"),
        (ONE + "    forms: [[b]]\n", ":4:13: `forms` must be a text, not a list"),
        (ONE + "    article: le\n", ":4:14: `article` must be one of the, a, an"),
        (ONE + "    use: marks\n", ":4:10: `use` must be one of mark, check"),
        (ONE + "    en: b\n", ":4:5: `en` is given twice; first at line 3"),
        ("terms:\n  - 词\n", ":2:5: an entry must be `key: value` lines"),
        ("terms:\n  zh: 词\n", ":2:3: `terms` must be a list of entries"),
        ("- zh: 词\n  en: a\n", ":1:1: a termbase must be `key: value` lines, not a list"),
        ("domain: x\n", ":1:1: no `terms:` in this file"),
        ("terms:\n  - &a\n    zh: 词\n    en: a\n", ":2:5: YAML anchors and aliases"),
        ("terms:\n  - zh: 词\n    en: *a\n", ":3:9: YAML anchors and aliases"),
        ("terms:\n  - zh: 词\n    en: !!int 3\n", ":3:9: YAML tags are not admitted"),
        ("terms: []\n---\nterms: []\n", ":2:1: a second YAML document"),
        ("terms:\n  - zh: 词\n   en: a\n", "not valid YAML"),
        ("terms:\n  - zh: 词\n    en: a: b\n", ":3:10: not valid YAML"),
        ("terms:\n  - zh: 词\n    en: a\0b\n", "not valid YAML: control characters"),
        ("terms:\n  - zh: 词\n    en: \"a\\nb\"\n", ":3:9: `en` must be one line"),
        ("terms:\n  - zh: 词\n    en: \"[[a]]\"\n", ":3:9: `en` may not contain [[ or ]]"),
        ("terms:\n  - zh: “”\n    en: a\n", ":2:5: `zh` has nothing but quotation marks"),
        (f"terms:\n  - zh: {'词' * 201}\n    en: a\n", ":2:9: `zh` has 201 characters; the limit is 200"),
        (TWO + "    unless: [市委员会]\n", ":4:13: `unless`: 市委员会 is not a longer"),
        (TWO + "    unless: [“省委”]\n", ":4:13: `unless`: 省委 is not a longer"),
        ("terms: " + "[" * 50 + "]" * 50, "nested too deeply"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_line_and_column(tmp_path, text, expected):
    assert expected in error(tmp_path, text).replace("t.yaml", "")


def test_a_duplicate_names_both_lines_and_sees_through_quotes(tmp_path):
    text = "terms:\n  - zh: 十四五规划\n    en: a\n  - zh: “十四五”规划\n    en: b\n"
    assert "t.yaml:4:5: “十四五”规划 is already entered at t.yaml:2 (as 十四五规划)" in error(tmp_path, text)


def test_all_mistakes_of_a_file_are_reported_together_the_first_ones_in_full(tmp_path):
    text = "terms:\n" + "".join(f"  - zh: 词{n}\n" for n in range(9))
    message = error(tmp_path, text)
    assert "has 9 mistakes" in message
    assert [f"t.yaml:{line}:5:" in message for line in range(2, 11)] == [True] * 5 + [False] * 4
    assert "and 4 more" in message


def test_bytes_that_are_not_utf8_are_named_by_line(tmp_path):
    assert "t.yaml:2:1: not UTF-8" in error(tmp_path, "terms:\n  - zh: 词\n".encode("gb18030"))


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(GlossaryError, match="cannot be read"):
        load_file(tmp_path / "none.yaml")


def test_a_gigantic_file_is_refused_unparsed(tmp_path, monkeypatch):
    monkeypatch.setattr(store, "MAX_BYTES", 1024 * 1024)
    assert "larger than 1 MB" in error(tmp_path, b"#" * (1024 * 1024 + 1))


def test_a_million_brackets_end_at_once(tmp_path):
    assert "nest" in error(tmp_path, b"terms: " + b"[" * 1_000_000)


@pytest.mark.parametrize(
    ("zh", "key"),
    [
        ("後發展地區", "后发展地区"),
        ("「楓橋經驗」", "枫桥经验"),
        ("著力", "著力"),
        ("显著", "显著"),
        ("枫桥经验", "枫桥经验"),
    ],
)
def test_a_traditional_key_is_matched_in_simplified(tmp_path, zh, key):
    term = load(tmp_path, f"terms:\n  - zh: {zh}\n    en: a\n").terms[0]
    assert (term.zh, term.key) == (zh, key)


@pytest.mark.parametrize(
    ("zh", "key"),
    [
        ("民\u200b生保障网", "民生保障网"),
        ("一 网 通 管", "一网通管"),
        ("⺠政服务厅", "民政服务厅"),
        ("民政：12349", "民政:12349"),
        ("３＋２模式", "3+2模式"),
        ("AI 工厂", "AI工厂"),
        ("Made in China", "Made in China"),
        ("“双零”社区", "双零社区"),
        ("①号文件", "①号文件"),
    ],
)
def test_a_term_is_found_as_texts_are_cleaned(tmp_path, zh, key):
    term = load(tmp_path, f'terms:\n  - zh: "{zh}"\n    en: a\n').terms[0]
    assert (term.zh, term.key) == (zh, key)
    text, _ = clean(normalize(f"我们推广{zh}。").text, "body", row=False)
    assert [each.term for each in Matcher(Termbase((term,))).matches(text)] == [term]


@settings(deadline=None)
@given(data=st.one_of(st.binary(max_size=200), st.text(max_size=200).map(str.encode)))
def test_any_bytes_load_or_are_refused_in_order(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("any") / "t.yaml"
    path.write_bytes(data)
    try:
        loaded = load_file(path)
    except GlossaryError:
        return
    assert loaded.info.terms == len(loaded.terms)


_atoms = st.sampled_from(["terms", "zh", "en", "also", "unless", "词", "a", "", "[[", "*x", "No", "\n", "“”"])
_yaml = st.recursive(
    _atoms, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_atoms, inner, max_size=4)
)


@settings(deadline=None)
@given(value=st.fixed_dictionaries({"terms": st.lists(_yaml, max_size=4)}))
def test_any_shape_loads_or_is_refused(tmp_path_factory, value):
    import yaml

    path = tmp_path_factory.mktemp("shape") / "t.yaml"
    path.write_text(yaml.safe_dump(value, allow_unicode=True), encoding="utf-8")
    try:
        terms = load_file(path).terms
    except GlossaryError:
        return
    assert len(terms) == len(value["terms"])
    assert all(term.key and term.en for term in terms)
