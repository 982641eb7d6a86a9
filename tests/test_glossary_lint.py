"""Each rule on a small bad file, what must be left in peace, and what --fix makes of a file."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import growth
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.errors import GlossaryError
from briefing.glossary import lint
from briefing.glossary.layers import shipped_folder
from briefing.glossary.lint.chinese import unbalanced
from briefing.glossary.lint.rules import RULES, as_markdown
from briefing.glossary.store import load_file

pytestmark = pytest.mark.usefixtures("work")


def file(name, text):
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def entry(zh, en, *lines, source="source: white papers"):
    return "".join(f"    {line}\n" for line in (f"zh: {zh}", f"en: {en}", *lines, source) if line).replace(
        "    ", "  - ", 1
    )


def terms(*entries):
    return "terms:\n" + "".join(entries)


def found(*texts, **options):
    """(rule, file:line:column) of what is wrong with the last of `texts`, the others being layers beneath."""
    paths = [file(f"{number}/t.yaml", text) for number, text in enumerate(texts)]
    report = lint.lint(paths, shipped=False, **options)
    last = f"{len(texts) - 1}/t.yaml"
    return [(p.rule, f"{p.line}:{p.column}") for p in report.problems if p.file == last]


def rules(*texts, **options):
    return [rule for rule, _ in found(*texts, **options)]


# The rules


@pytest.mark.parametrize("name", RULES)
def test_the_example_of_a_rule_breaks_it_and_no_other(name):
    rule = RULES[name]
    assert rules(*filter(None, (rule.below, rule.example))) == [name]


@pytest.mark.parametrize("name", [name for name, rule in RULES.items() if rule.fixed])
def test_the_example_of_a_rule_that_can_be_fixed_is_clean_afterwards(name):
    path = file("t.yaml", RULES[name].example)
    report, fixed = lint.fix([path], shipped=False)
    assert fixed == 1
    assert report.problems == ()
    assert len(load_file(path).terms) == 1


@pytest.mark.parametrize("name", [name for name, rule in RULES.items() if not rule.fixed])
def test_the_others_are_left_to_the_writer(name):
    path = file("t.yaml", RULES[name].example)
    assert lint.fix([path], shipped=False)[1] == 0
    assert path.read_text() == RULES[name].example


def test_the_rules_are_documented():
    path = Path(__file__).parents[1] / "docs" / "glossary-rules.md"
    assert path.read_text(encoding="utf-8") == as_markdown()
    assert all(name == rule.name and rule.what and rule.why for name, rule in RULES.items())


def test_a_pattern_over_an_entry_of_a_lower_layer_is_no_mistake():
    example = RULES["pattern-shadows"].example
    listed, patterns = example.split("patterns:")
    assert rules(listed, f"patterns:{patterns}") == []
    assert rules(f"patterns:{patterns}", listed) == ["pattern-shadows"]


ONE = entry("省委", "provincial Party committee")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (terms(entry("省委", "a committee")), ("leading-article", "3:9")),
        (terms(entry("省委", "An agency")), ("leading-article", "3:9")),
        (terms(entry("省委", "Party committee", "not: [党委]")), ("chinese-in-english", "4:11")),
        (terms(entry("省委", "Party committee", "forms: [a, 党委]")), ("chinese-in-english", "4:16")),
        (terms(entry("省委", "Party committee", "also:", "  - committee（provincial）")),
         ("full-width-punctuation", "5:9")),
        (terms(entry("省委", "Party committee 《》")), ("full-width-punctuation", "3:9")),
        (terms(entry("省委", "Party committee", "unless: [省委員]")), ("traditional", "4:14")),
        (terms(entry("省委", "“Party committee")), ("unbalanced-quotes", "3:9")),
        (terms(entry("省委", "Party committee.")), ("untidy-english", "3:9")),
        (terms(entry("省委", "Party , committee")), ("untidy-english", "3:9")),
        (terms(entry("省委", "SME", "article: a")), ("article-sound", "4:14")),
        (terms(entry("省委", "one-stop service", "article: an")), ("article-sound", "4:14")),
        (terms(entry("省委", "Party committee", "forms: [b, c, b]")), ("repeated-rendering", "4:19")),
        (terms(entry("省委", "Party committee", "forms: [b]", "also: [b]")), ("repeated-rendering", "5:12")),
        (terms(entry("省委", "Party committee", "also: [b]", "not: [b]")), ("forbidden-rendering", "5:11")),
        (terms(entry("“省委”", "a b"), entry("省委", "b")), ("clash", "5:9")),
        (terms(entry("省委", "b"), entry("省委", "b", source="source: elsewhere")), ("duplicate", "5:9")),
        (terms(entry("组织", "organising"), entry("现代化", "modernization"), entry("城镇化", "urbanizing")),
         ("mixed-spelling", "3:9")),
        ("patterns:\n" + entry('"{place}厅"', "the department", source=""), ("missing-source", "2:9")),
        ("places:\n  - {zh: 江苏, en: 江苏, rank: province}\n", ("chinese-in-english", "2:18")),
        ("places:\n" + 2 * "  - {zh: 江苏, en: Jiangsu, rank: province}\n", ("duplicate", "3:10")),
        (b"terms:\n  - zh: \xff\n", ("unreadable", "2:1")),
    ],
)  # fmt: skip
def test_a_problem_has_its_line_and_column(text, expected):
    assert expected in found(text)


@pytest.mark.parametrize(
    "text",
    [
        terms(entry("海牙", "The Hague")),
        terms(entry("《论语》", "The Analects")),
        terms(entry("走在前列", "at the forefront", "forms: [the forefront]")),
        terms(entry("省委", "Party's “provincial” committee (U.S.)")),
        terms(entry("中远海运", "COSCO Shipping Co., Ltd.")),
        terms(entry("省委", "hourly wage", "article: an"), entry("市委", "university", "article: a")),
        terms(entry("省委", "UN agency", "article: a"), entry("市委", "honorary title", "article: an")),
        terms(entry("劳工处", "Labour Department"), entry("劳动力", "labor force")),
        terms(entry("组织", "modernization"), entry("劳动力", "labour force")),
        terms(entry("党建", "Party building", "not: [party building]")),
        terms(entry("人民", "people", "unless: [人民币]"), entry("人民币", "renminbi")),
        terms(entry("全国人大", "NPC"),
              entry("全国人大常委会", "Standing Committee of the National People's Congress")),
        terms(entry("低保", "subsistence allowances"), entry("最低生活保障", "subsistence allowances")),
        terms(entry("温情社会救助", "caring social assistance"), entry("社会救助", "social assistance"),
              entry("社会救助体系", "social assistance system")),
        terms(entry("全过程人民民主", "whole-process people's democracy"),
              entry("人民民主专政", "people's democratic dictatorship", "unless: [全过程人民民主专政]")),
        terms(entry("四中全会", "fourth plenum", "also: [fourth plenary session]"))
        + "patterns:\n" + entry('"{n}中全会"', '"{n:word} plenary session"'),
    ],
    ids=[
        "a name with its article", "a title with its article", "an article inside a phrase's form",
        "apostrophes, paired quotes, abbreviations", "a company's full stop",
        "vowels that sound like one", "letters and silent h",
        "names keep their spelling", "Oxford spelling", "a capital that counts", "an unless that says so",
        "an acronym", "a short form", "an overlap that is a term", "an overlap that is decided",
        "a pattern's rendering that is admitted",
    ],
)  # fmt: skip
def test_what_is_right_is_left_in_peace(text):
    assert rules(text) == []


@pytest.mark.parametrize(
    ("text", "char"),
    [
        ("“双碳”目标", ""), ("people’s “livelihood”", ""), ("‘quoted’ peoples’", ""), ("《a〈b〉》", ""),
        ("“十四五“规划", "“"), ("双碳”", "”"), ("(a", "("), ("a)", ")"), ('say "so', '"'), ("[(])", "]"),
    ],
)  # fmt: skip
def test_quotes_and_brackets_in_pairs(text, char):
    assert unbalanced(text) == char


# Files and layers


def test_a_broken_file_does_not_hide_the_others():
    file("g/a.yaml", "terms: [")
    file("g/b.yaml", terms(entry("省委", "the committee", "artcle: the")))
    file("g/c.yaml", terms(entry("省委", "committee")))
    report = lint.lint([Path("g")], shipped=False)
    assert [(p.file, p.rule) for p in report.problems] == [
        ("g/a.yaml", "unreadable"),
        ("g/b.yaml", "leading-article"),
        ("g/b.yaml", "unknown-key"),
        ("g/c.yaml", "clash"),
    ]
    assert (report.files, report.entries) == (3, 2)


def test_a_file_too_large_is_a_problem_of_that_file(monkeypatch):
    from briefing.glossary import store

    monkeypatch.setattr(store, "MAX_BYTES", 10)
    assert found(terms(ONE)) == [("unreadable", "1:1")]


def test_without_files_the_users_and_the_projects_are_checked_over_the_shipped():
    file("../home/data/glossary/mine.yaml", terms(entry("枫桥经验", "Maple Bridge way")))
    file("glossary/ours.yaml", terms(entry("枫桥经验", "Fengqiao way"), entry("測試詞", "probe")))
    report = lint.lint()
    assert [(Path(p.file).name, p.rule) for p in report.problems if p.rule != "unrelated-part"] == [
        ("mine.yaml", "override"),
        ("ours.yaml", "override"),
        ("ours.yaml", "traditional"),
    ]
    assert report.files == 2


def test_a_projects_check_does_not_depend_on_who_runs_it():
    project = file("glossary/ours.yaml", terms(entry("测试词", "probe word")))
    alone = lint.lint([project])
    file("../home/data/glossary/mine.yaml", terms(entry("测试词", "probe word")))
    assert lint.lint([project]) == alone
    assert alone.problems == ()


def test_a_file_of_a_folder_is_held_against_its_neighbours():
    file("glossary/a.yaml", terms(ONE))
    named = file("glossary/b.yaml", terms(ONE))
    assert "duplicate" in [p.rule for p in lint.lint([named]).problems]


def test_nothing_to_check():
    with pytest.raises(GlossaryError, match="no termbase to check"):
        lint.lint()
    with pytest.raises(GlossaryError, match="no file or folder none"):
        lint.lint([Path("none.yaml")])
    Path("empty").mkdir()
    with pytest.raises(GlossaryError, match="no termbase"):
        lint.lint([Path("empty")])


def test_a_rule_can_be_ignored():
    assert rules(terms(entry("省委", "the committee", source=""))) == ["missing-source", "leading-article"]
    assert rules(terms(entry("省委", "the committee", source="")), ignore=["missing-source"]) == [
        "leading-article"
    ]


def test_the_shipped_termbases_are_clean():
    report = lint.lint([shipped_folder()])
    assert [str(p) for p in report.problems if p.severity != "note"] == []
    assert len(report.problems) < report.entries / 35


# Mending

CARELESS = """\
# Ours. Keep this line.
domain: governance

terms:
  # the first
  - zh: "楓橋經驗"   # after a village
    en: 'the Fengqiao model'
    also: [Fengqiao experience,   Fengqiao  practice, Fengqiao experience]
    source: white papers

  - zh: 生态文明
    article: a
    en: ecological civilization
    source: >
      the Constitution,
      English edition
  - {zh: 双碳, en: "carbon peaking，carbon neutrality", source: white papers}

  - zh: 枫桥经验
    en: Fengqiao model
    source: white papers
    # a remark
    note: keep
patterns:
- zh: "{place}民政厅"
  en: "the {place} {rank} Department of Civil Affairs"
  source: their own usage
"""
MENDED = """\
# Ours. Keep this line.
domain: governance

terms:
  # the first
  - zh: "枫桥经验"   # after a village
    en: 'Fengqiao model'
    article: the
    also: [Fengqiao experience, Fengqiao practice]
    source: white papers

  - zh: 生态文明
    article: an
    en: ecological civilization
    source: >
      the Constitution,
      English edition
  - {zh: 双碳, en: "carbon peaking, carbon neutrality", source: white papers}

  - zh: 枫桥经验
    en: Fengqiao model
    source: white papers
    # a remark
    note: keep
patterns:
- zh: "{place}民政厅"
  en: "{place} {rank} Department of Civil Affairs"
  article: the
  source: their own usage
"""


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_fix_changes_what_it_must_and_no_other_character(newline, mark):
    path = file("t.yaml", (mark + CARELESS).replace("\n", newline))
    report, fixed = lint.fix([path], shipped=False)
    assert path.read_bytes().decode() == (mark + MENDED).replace("\n", newline)
    assert fixed == 4
    assert [p.rule for p in report.problems] == ["clash"]


def test_fix_goes_on_until_nothing_is_left():
    path = file("t.yaml", terms(entry("枫桥经验", "Fengqiao model"), entry("楓橋經驗", "Fengqiao  model")))
    report, _ = lint.fix([path], shipped=False)
    assert path.read_text() == terms(entry("枫桥经验", "Fengqiao model"))
    assert report.problems == ()


def test_fix_takes_away_what_would_stand_inside_sentences():
    path = file("t.yaml", terms(entry("乡村振兴", "rural revitalization."), entry("三农", "farmers,")))
    assert lint.fix([path], shipped=False)[1] == 2
    assert path.read_text() == terms(entry("乡村振兴", "rural revitalization"), entry("三农", "farmers"))


def test_fix_works_around_what_it_cannot_mend():
    text = terms(
        "  - {zh: 一个, en: the first, source: s}\n  -\n    zh: 两个\n    en: the second\n    source: s\n",
        entry("三个", "the third", "artcle: the"),
        entry("四个", "the fourth", "forms: one"),
    )
    path = file("t.yaml", text)
    report, fixed = lint.fix([path], shipped=False)
    assert fixed == 3
    assert [p.rule for p in report.problems] == ["leading-article", "unknown-key", "wrong-value"]
    assert "    zh: 两个\n    en: the second\n" in path.read_text()


def test_fix_leaves_a_file_that_cannot_be_parsed():
    path = file("t.yaml", "terms:\n  - zh: 词语\n    en: the word\n   x\n")
    assert lint.fix([path], shipped=False)[1] == 0


def test_an_ignored_rule_is_not_fixed():
    path = file("t.yaml", terms(entry("枫桥经验", "the Fengqiao model")))
    assert lint.fix([path], ignore=["leading-article"], shipped=False)[1] == 0


_pieces = st.sampled_from(
    ["the a", "a  b", "楓橋", "枫桥", "枫", "“", "，", "b.", "", "x: y", "#", "[[", "{n}", "{place}厅", "No"]
)
_values = _pieces | st.lists(_pieces, max_size=3)
_keys = st.sampled_from(["zh", "en", "article", "forms", "also", "not", "unless", "ranks", "whole", "rank"])
_entries = st.lists(
    st.fixed_dictionaries({"zh": _pieces, "en": _pieces}, optional={"also": _values, "not": _values})
    | st.dictionaries(_keys, _values),
    max_size=4,
)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lists=st.fixed_dictionaries({}, optional=dict.fromkeys(("terms", "patterns", "places"), _entries)),
       flow=st.booleans())  # fmt: skip
def test_whatever_a_file_holds_fix_breaks_nothing_and_comes_to_an_end(lists, flow):
    text = yaml.safe_dump(lists, allow_unicode=True, default_flow_style=flow, sort_keys=False)
    path = file("any/t.yaml", text)
    before = Counter(p.rule for p in lint.lint([path], shipped=False).problems if p.severity == "error")
    report, _ = lint.fix([path], shipped=False)
    after = Counter(p.rule for p in report.problems if p.severity == "error")
    assert after - before <= Counter(clash=4, duplicate=4)  # a term in Simplified may be there already
    once = path.read_bytes()
    assert lint.fix([path], shipped=False) == (report, 0)
    assert path.read_bytes() == once


# Size


def test_ten_thousand_entries_take_the_time_of_their_number():
    provinces = "冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤琼川贵云陕"
    offices = [f"{a}{b}" for a in "甲乙丙丁戊己庚辛壬癸" for b in "子丑寅卯辰巳午未申酉戌亥"]
    names = [f"{p}{o}人民政府" for p in provinces for o in offices[:50]]
    names += [f"人民政府{p}{o}办公室" for p in provinces for o in offices[:50]]
    names += [f"{p}{o}{q}{r}" for p in provinces for o in offices for q in provinces[:4] for r in "厅局"]

    def checked(number: int) -> None:
        step = len(names) // number  # as many of each kind
        entries = (entry(zh, f"office {at} of the government") for at, zh in enumerate(names[::step]))
        report = lint.lint([file(f"{number}.yaml", terms(*entries))], shipped=False)
        assert report.entries >= number
        assert len(report.problems) < report.entries

    assert growth.outgrown(checked, 2_500, 10_000) == ""
