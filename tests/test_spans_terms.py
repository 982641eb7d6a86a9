from __future__ import annotations

import pytest

from briefing.glossary.layers import load_termbase
from briefing.glossary.matcher import Matcher
from briefing.glossary.model import Term, Termbase
from briefing.spans.resolve import resolve
from briefing.spans.terms import candidates


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
        ("江苏省委印发", {"江苏": "Jiangsu", "省委": "provincial Party committee"}),
        ("浙江省民政厅", {"浙江": "Zhejiang", "省民政厅": "Provincial Department of Civil Affairs"}),
        ("江苏省民政厅", {"江苏省民政厅": "Jiangsu Provincial Department of Civil Affairs"}),
        ("各级财政部门", {}),
        ("财政部、民政部印发", {"财政部": "Ministry of Finance", "民政部": "Ministry of Civil Affairs"}),
        ("江苏省委员会", {"江苏": "Jiangsu"}),
        ("改善居民生活", {}),
        ("基层党组织领导下", {"基层党组织": "primary-level Party organizations"}),
        ("最低保障水平", {}),
        ("黄河北岸", {}),
        ("上海南站", {"上海": "Shanghai"}),
        ("中老年人", {}),
        ("旅行社工作人员", {}),
        ("深化“放管服”改革", {"“放管服”改革": "reforms to streamline administration, delegate power, "
                              "improve regulation and upgrade services"}),
        ("坚持新时代“枫桥经验”", {"新时代“枫桥经验”": "new-era Fengqiao model"}),
        ("发展中国家", {"发展中国家": "developing countries"}),
        ("中国人民银行发放人民币贷款", {"中国人民银行": "People's Bank of China", "人民币贷款": "RMB loans"}),
    ],
)  # fmt: skip
def test_the_shipped_termbases_in_context(shipped, zh, expected):
    spans, findings = resolve(candidates(zh, shipped))
    assert {span.zh: span.en for span in spans} == expected
    assert findings == ()
