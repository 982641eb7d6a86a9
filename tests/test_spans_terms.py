from __future__ import annotations

import pytest

from briefing.document import Segment
from briefing.glossary.layers import load_termbase
from briefing.glossary.matcher import Matcher
from briefing.glossary.model import Term, Termbase
from briefing.spans import find_spans
from briefing.spans.resolve import resolve
from briefing.spans.terms import candidates
from briefing.verify import RULES, verify


def test_a_span_carries_what_the_entry_says():
    term = Term(
        zh="“枫桥经验”",
        en="Fengqiao model",
        article="the",
        forms=("Fengqiao models",),
        also=("Fengqiao Experience",),
        forbidden=("Maple Bridge experience",),
    )
    (span,) = candidates("坚持“枫桥经验”。", Matcher(Termbase((term,))))
    assert (span.kind, span.zh, span.zh_at, span.en) == ("term", "枫桥经验", (3, 7), "Fengqiao model")
    assert (span.article, span.forms, span.also) == ("the", term.forms, term.also)
    assert (span.forbidden, span.marked) == (term.forbidden, True)


def test_use_check_is_not_marked():
    term = Term(zh="稳就业", en="stabilize employment", use="check")
    (span,) = candidates("坚持稳就业", Matcher(Termbase((term,))))
    assert span.marked is False


SMALL = [
    ("中国人", "Chinese people"), ("民银行", "private bank"), ("中国人民银行", "People's Bank of China"),
    ("人民", "people"), ("人民币", "renminbi"), ("发展", "development"), ("中国", "China"),
    ("发展中国家", "developing countries"), ("国务院", "State Council"),
    ("国务院办公厅", "General Office of the State Council"), ("民生", "people's wellbeing"),
    ("民生保障", "ensuring people's wellbeing"), ("党中央", "CPC Central Committee"), ("中央", "central"),
    ("全过程人民民主", "whole-process democracy"), ("人民民主专政", "people's democratic dictatorship"),
]  # fmt: skip
TRAPS = [Term(zh=zh, en=en) for zh, en in SMALL] + [
    Term(zh="省委", en="provincial Party committee", unless=("省委员会",))
]


@pytest.mark.parametrize(
    ("zh", "expected"),
    [
        ("中国人民银行决定", ["中国人民银行"]),
        ("人民币汇率", ["人民币"]),
        ("人民币与人民", ["人民币", "人民"]),
        ("发展中国家利益", ["发展中国家"]),
        ("国务院办公厅印发", ["国务院办公厅"]),
        ("国务院印发", ["国务院"]),
        ("省委员会议", []),
        ("省委决定", ["省委"]),
        ("民生保障工作", ["民生保障"]),
        ("保障民生", ["民生"]),
        ("党中央要求", ["党中央"]),
        ("坚持全过程人民民主", ["全过程人民民主"]),
    ],
)
def test_word_boundary_traps(zh, expected):
    spans, findings = resolve(candidates(zh, Matcher(Termbase(tuple(TRAPS)))))
    assert [span.zh for span in spans] == expected
    assert findings == ()


@pytest.fixture(scope="module")
def shipped():
    return Matcher(load_termbase(user=False))


@pytest.mark.parametrize(
    ("zh", "expected"),
    [
        ("江苏省委印发", {"江苏省委": "Jiangsu Provincial Party Committee"}),
        ("浙江省民政厅", {"浙江省民政厅": "Zhejiang Provincial Department of Civil Affairs"}),
        ("江苏省民政厅", {"江苏省民政厅": "Jiangsu Provincial Department of Civil Affairs"}),
        ("各级财政部门", {"各级财政部门": "finance departments at all levels"}),
        ("财政部、民政部印发", {"财政部": "Ministry of Finance", "民政部": "Ministry of Civil Affairs"}),
        ("江苏省委员会", {"江苏省": "Jiangsu Province"}),
        ("改善居民生活", {}),
        ("基层党组织领导下", {"基层党组织": "primary-level Party organizations"}),
        ("最低保障水平", {}),
        ("黄河北岸", {"黄河": "Yellow River"}),
        ("上海南站", {"上海": "Shanghai"}),
        ("中老年人", {}),
        ("旅行社工作人员", {}),
        ("深化“放管服”改革", {"“放管服”改革": "reforms to streamline administration, delegate power, "
                              "improve regulation and upgrade services"}),
        ("坚持新时代“枫桥经验”", {"新时代“枫桥经验”": "new-era Fengqiao model"}),
        ("发展中国家", {"发展中国家": "developing countries"}),
        (
            "中国人民银行发放人民币贷款",
            {"中国人民银行": "People's Bank of China", "人民币贷款": "renminbi loans"},
        ),
    ],
)  # fmt: skip
def test_the_shipped_termbases_in_context(shipped, zh, expected):
    spans, findings = resolve(candidates(zh, shipped))
    assert {span.zh: span.en for span in spans} == expected
    assert findings == ()


def layered(**layers):
    """A matcher over layers of terms, each a mapping of Chinese to English or an entry."""
    terms = [
        Term(zh=zh, en=en, layer=layer, file=f"{layer}.yaml", unless=tuple(unless))
        for layer, entries in layers.items()
        for zh, (en, *unless) in entries.items()
    ]
    return Matcher(Termbase(tuple(terms)))


FENGQIAO = {"新时代枫桥经验": ("new-era Fengqiao model",), "党中央": ("CPC Central Committee",)}


@pytest.mark.parametrize(
    ("zh", "mine", "chosen", "told"),
    [
        ("坚持新时代“枫桥经验”", {"枫桥经验": ("Maple Bridge way",)}, ["new-era Fengqiao model"],
         [("Maple Bridge way", (6, 10))]),
        ("党中央决定", {"中央": ("central authorities",)}, ["CPC Central Committee"],
         [("central authorities", (1, 3))]),
        ("党中央要求，党中央决定", {"中央": ("central authorities",)}, ["CPC Central Committee"] * 2,
         [("central authorities", (1, 3))]),
        ("党中央决定", {"中央": ("central authorities", "党中央")}, ["CPC Central Committee"], []),
        ("党中央决定", {"中央": ("Central Committee",)}, ["CPC Central Committee"], []),
        ("党中央决定", {"中央": ("Committee of the Centre",)}, ["CPC Central Committee"],
         [("Committee of the Centre", (1, 3))]),
        ("党中央决定", {"党中央": ("Party Centre",), "中央": ("central authorities",)}, ["Party Centre"], []),
        ("中央决定", {"中央": ("central authorities",)}, ["central authorities"], []),
        ("坚持新时代“枫桥经验”", {"枫桥经验": ("Fengqiao model",)}, ["new-era Fengqiao model"], []),
        ("坚持新时代“枫桥经验”", {"经验": ("el",)}, ["new-era Fengqiao model"], [("el", (8, 10))]),
    ],
)  # fmt: skip
def test_a_users_term_inside_a_longer_shipped_one_is_told(zh, mine, chosen, told):
    shipped = {key: value for key, value in FENGQIAO.items() if key not in mine}
    spans, findings = find_spans(zh, layered(shipped=shipped, user=mine))
    assert [span.en for span in spans] == chosen
    assert [(f.expected, f.zh_at) for f in findings] == told
    assert {f.rule for f in findings} <= {"term-shadowed"}


def test_the_note_says_both_terms_and_where_they_come_from():
    mine = {"枫桥经验": ("Maple Bridge way",)}
    _, (found,) = find_spans("坚持新时代“枫桥经验”", layered(shipped=FENGQIAO, project=mine))
    assert found.severity == "note" == RULES["term-shadowed"].severity
    assert found.message == (
        "the term 枫桥经验 (Maple Bridge way) of project.yaml is inside of 新时代“枫桥经验”"
        " (new-era Fengqiao model), a longer one of shipped.yaml, which was chosen"
    )


@pytest.mark.parametrize(
    ("below", "above", "told"),
    [
        ("shipped", "user", True),
        ("user", "project", True),
        ("project", "option", True),
        ("user", "shipped", False),
        ("option", "project", False),
        ("user", "user", False),
    ],
)
def test_only_a_lower_layer_shadows(below, above, told):
    terms = (
        Term(zh="党中央", en="CPC Central Committee", layer=below),
        Term(zh="中央", en="centre", layer=above),
    )
    assert bool(find_spans("党中央", Matcher(Termbase(terms)))[1]) == told


def test_the_note_survives_the_checks_of_the_finished_english():
    zh = "党中央决定"
    spans, findings = find_spans(zh, layered(shipped=FENGQIAO, user={"中央": ("central authorities",)}))
    done = verify(Segment("p1.1", zh, spans, "The CPC Central Committee decided.", "stop", findings))
    assert [each.rule for each in done.findings] == ["term-shadowed"]


@pytest.mark.parametrize(
    ("zh", "found"),
    [
        ("加强顶层设计。", True),
        ("一是加强顶层设计，完善制度。", True),
        ("（一）加强顶层设计。", True),
        ("完善制度，加强顶层设计", True),
        ("进一步加强顶层设计。", False),
        ("加强顶层设计工作。", False),
    ],
)
def test_a_clause_counts_where_it_stands_by_itself(zh, found):
    matcher = Matcher(Termbase((Term("加强顶层设计", "strengthen top-level design", use="clause"),)))
    spans = list(candidates(zh, matcher))
    assert bool(spans) == found
    assert all(span.marked for span in spans)
