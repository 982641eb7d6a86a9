"""The sentences of `expressions.txt` and `names.txt`, with the spans that are to be found in them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefing.glossary.matcher import Matcher
from briefing.glossary.model import Term, Termbase
from briefing.normalize import normalize
from briefing.spans import SpanContext, find_spans

if TYPE_CHECKING:
    from briefing.document import Span

HERE = Path(__file__).parent
ANNOTATION = re.compile(
    r"\{(?:(?P<kind>[a-z-]+):(?!//))?(?P<zh>[^{}=~]+)(?P<how>[=~])(?P<en>[^{}]*?)"
    r"(?: \+ (?P<unit>[A-Za-z ]+))?\}"
)
Expected = tuple[str, str, str, bool, str]


def _cases(name: str, kind: str) -> list[tuple[str, list[Expected]]]:
    cases = []
    for line in (HERE / name).read_text("utf-8").splitlines():
        if section := re.fullmatch(r"\[([a-z-]+)\]", line):
            kind = section[1]
        elif line and not line.startswith("#"):
            expected = [
                (m["kind"] or kind, m["zh"], m["en"], m["how"] == "=", m["unit"] or "")
                for m in ANNOTATION.finditer(line)
            ]
            cases.append((ANNOTATION.sub(lambda m: m["zh"], line), expected))
    return cases


def _seen(span: Span) -> Expected:
    return (span.kind, span.zh, span.en, span.marked, span.unit)


EXPRESSIONS = _cases("expressions.txt", "figure")
NAMES = _cases("names.txt", "name")


@pytest.mark.parametrize(("zh", "expected"), EXPRESSIONS, ids=range(len(EXPRESSIONS)))
def test_expressions(zh: str, expected: list[Expected]) -> None:
    spans, findings = find_spans(zh, None)
    assert [_seen(span) for span in spans] == expected
    assert findings == ()


@pytest.mark.parametrize(("zh", "expected"), NAMES, ids=range(len(NAMES)))
def test_names(zh: str, expected: list[Expected]) -> None:
    spans, _ = find_spans(zh, None, context=SpanContext(kind="byline" if zh.startswith("■") else "body"))
    assert [_seen(span) for span in spans if span.kind == "name"] == expected


def test_the_tables_are_as_large_as_they_should_be() -> None:
    assert sum(len(expected) for _, expected in EXPRESSIONS) >= 150
    assert len(NAMES) >= 80


@pytest.mark.parametrize(
    ("zh", "expected", "units"),
    [
        ("112年7月26日公布，113年度施行。", ["July 26, 2023", "2024"], ["", ""]),
        ("施行15年来，民国99年修正。", ["15", "2010"], ["", ""]),
        ("百年老店传承，两个一百年目标。", ["100", "2", "100"], ["", "", ""]),
        ("七十四年六月五日以后七十六年十一月一日以前", ["June 5, 1985", "November 1, 1987"], ["", ""]),
        ("自一百年起，一百年度编列。", ["2011", "2011"], ["", ""]),
        ("总预算3.5兆元。", ["3.5 trillion"], ["New Taiwan dollars"]),
        ("局长王大明表示，预算已经核定。", [], []),
    ],
)
def test_texts_from_taiwan_count_years_from_1911(zh: str, expected: list[str], units: list[str]) -> None:
    spans, _ = find_spans(zh, None, context=SpanContext(region="taiwan"))
    assert [span.en for span in spans] == expected
    assert [span.unit for span in spans] == units


def test_laws_of_taiwan_divide_articles_in_their_own_way() -> None:
    context = SpanContext(region="taiwan")
    spans, _ = find_spans(
        "违反第八条第一项第三款、第四款及第二十条者，从第二目之规定。", None, context=context
    )
    assert [span.en for span in spans if span.kind == "article"] == [
        "Article 8", "Paragraph 1", "Subparagraph 3", "Subparagraph 4", "Article 20",
    ]  # fmt: skip
    mainland, _ = find_spans("违反第八条第一款第三项的规定。", None)
    assert [span.en for span in mainland] == ["Article 8", "paragraph 1", "item (3)"]


@pytest.mark.parametrize("zh", ["12年7月", "施行112年", "2兆宽带", "3.5兆瓦"])
def test_elsewhere_they_do_not(zh: str) -> None:
    spans, _ = find_spans(zh, None)
    assert {"1923", "2023", "July 1923"}.isdisjoint(span.en for span in spans)
    assert all("trillion" not in span.en for span in spans)


@pytest.mark.parametrize(
    ("zh", "form"),
    [
        ("投入2.6亿元", "0.26 billion"),
        ("共2200万名", "22,000,000"),
        ("共12家", "twelve"),
        ("增长5.2%", "5.2 percent"),
        ("增长5.2%", "5.2 per cent"),
        ("7月26日", "26 July"),
        ("2022年7月26日", "26 July 2022"),
        ("农历八月十五", "15th day of the eighth month of the lunar calendar"),
        ("农历闰六月", "intercalary sixth lunar month"),
        ("每斤3元6角", "RMB 3.60"),
        ("每斤3元6角", "three yuan and six jiao"),
        ("上午9时30分", "9:30 am"),
        ("产量增长近三倍", "quadrupled"),
        ("收入翻一番", "doubled"),
        ("占三分之二", "two-thirds"),
        ("达到三成", "30%"),
        ("民政部等五部门", "four"),
        ("过去五年", "5"),
        ("涉及第二产业和第三次普查", "3rd"),
        ("违反第十八条规定", "Art. 18"),
        ("主任吕建国说", "Lü Jianguo"),
        ("教授汤予安指出", "Tang Yu'an"),
    ],
)
def test_other_right_renderings_are_accepted(zh: str, form: str) -> None:
    spans, _ = find_spans(zh, None)
    assert any(form in (span.en, *span.also) for span in spans)


def test_terms_win_over_figures_inside_them() -> None:
    matcher = Matcher(
        Termbase(
            (Term(zh="第三次分配", en="tertiary distribution"), Term(zh="15分钟养老服务圈", en="circle"))
        )
    )
    spans, findings = find_spans("发挥第三次分配作用，打造“15分钟养老服务圈”和12个中心。", matcher)
    assert [span.en for span in spans] == ["tertiary distribution", "circle", "12"]
    assert findings == ()


def test_the_figures_of_the_example_article() -> None:
    text = (HERE.parent / "examples" / "jiangsu-civil-affairs.zh-Hant.txt").read_text("utf-8")
    sentences = re.split("(?<=[。])", normalize(text).text)
    spans = [span for sentence in sentences for span in find_spans(sentence, None)[0]]
    assert [(span.en, span.unit) for span in spans if span.marked and span.kind != "ordinal"] == [
        ("Pi Lei", ""), ("July 26", ""), ("Zhao Tingpu", ""), ("21,300", ""), ("80,000", ""), ("141,000", ""),
        ("99,800", ""), ("110,000", ""), ("22 million", ""), ("2022", ""), ("260 million", "yuan"),
        ("end of June", ""), ("977,000", ""), ("823", "yuan"), ("873,400", ""), ("12", ""), ("43", ""),
        ("28.3 billion", "yuan"), ("7,593", ""), ("3.317 billion", "yuan"), ("1,315", ""), ("805", ""),
        ("1,433", ""), ("21,378", ""), ("422", ""), ("more than 4,270", ""), ("15", ""), ("300", ""),
    ]  # fmt: skip
