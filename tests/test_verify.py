from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from briefing.document import Finding, Segment, Span
from briefing.renderings import bounded, is_rendering, stands_for
from briefing.review import rules as review_rules
from briefing.verify import RULES, penalty, verify
from briefing.verify.rules import as_markdown


def term(zh: str, en: str, **more) -> Span:
    return Span("term", zh, (0, 0), en, **more)


def figure(zh: str, en: str, value: str | None = None, kind="figure", **more) -> Span:
    number = Decimal(value or en.replace(",", ""))
    return Span(kind, zh, (0, 0), en, value=number, **more)


def segment(zh: str, en: str, *spans: Span, ended="stop") -> Segment:
    found, at = [], 0
    for span in spans:
        start = zh.index(span.zh, at)
        at = start + len(span.zh)
        found.append(replace(span, zh_at=(start, at)))
    return Segment("p1.1", zh, tuple(found), en, ended)


def rules(done: Segment) -> list[str]:
    return [each.rule for each in done.findings]


WELLBEING = term("民生", "people's wellbeing")
ENSURING = term("民生保障", "ensuring people's wellbeing")
MODEL = term(
    "枫桥经验", "Fengqiao model", forbidden=("Maple Bridge experience",), also=("Fengqiao Experience",)
)
ORGANIZATION = term("社会组织", "social organizations", forbidden=("organization",))
EIGHTY = figure("8万", "80,000")
ELEVEN = figure("11万", "110,000")
CLEAN = "The province has built up urban and rural community governance."


@pytest.mark.parametrize(
    ("text", "rendering", "same"),
    [
        ("people’s wellbeing", "people's wellbeing", True),
        ("People's Wellbeing", "people's wellbeing", True),
        ("long term care insurance", "long-term care insurance", True),
        ("high-standard opening-up", "high-standard opening up", True),
        ("party building", "Party building", False),
        (" 5.2%", "-5.2%", False),
        ("977 000", "977,000", False),
        ("social organization", "social organizations", False),
    ],
)
def test_what_stands_for_a_rendering(text, rendering, same):
    assert stands_for(text, rendering) is same


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("in 300 towns", True),
        ("300.", True),
        ("300, and", True),
        ("300-bed", True),
        ("$300", True),
        ("2-300", True),
        ("1,300", False),
        ("2300", False),
        ("300,000", False),
        ("300.5", False),
        ("300th", False),
        ("300%", False),
        ("300 percent", False),
        ("300 million", False),
        ("300-million-yuan", False),
        ("0.300", False),
        ("-300", False),
        ("A300", False),
    ],
)
def test_a_figure_is_found_as_a_whole_number(text, whole):
    at = text.index("300")
    assert bounded(text, at, at + 3) is whole


def test_a_shorter_term_is_not_found_inside_a_longer_one():
    done = verify(
        segment(
            "民生保障和民生", "It is about ensuring people's wellbeing and the like.", ENSURING, WELLBEING
        )
    )
    assert [span.by for span in done.spans] == ["text", ""]
    assert "term-missing" in rules(done)
    done = verify(
        segment("民生和民生保障", "people's wellbeing, and ensuring people's wellbeing", WELLBEING, ENSURING)
    )
    assert [span.en_at for span in done.spans] == [(0, 18), (24, 51)]


def test_what_restore_recorded_stands_only_if_it_is_there():
    source = segment("枫桥经验", "The Fengqiao model and the Fengqiao model", MODEL)
    right = replace(source, spans=(replace(source.spans[0], en_at=(27, 41), by="marker"),))
    assert verify(right).spans[0].en_at == (27, 41)
    assert verify(right).spans[0].by == "marker"
    wrong = replace(source, spans=(replace(source.spans[0], en_at=(5, 20), by="marker"),))
    assert verify(wrong).spans[0].en_at == (4, 18)
    assert verify(wrong).spans[0].by == "text"
    beyond = replace(source, spans=(replace(source.spans[0], en_at=(5, 900), by="marker"),))
    assert verify(beyond).spans[0].by == "text"


def test_accepted_renderings_are_accepted_and_admitted():
    done = verify(segment("推广枫桥经验", "to spread the Fengqiao experience", MODEL))
    assert rules(done) == ["term-missing"]
    done = verify(segment("推广枫桥经验", "to spread the Fengqiao Experience", MODEL))
    assert rules(done) == []
    assert done.spans[0].by == "text"
    assert is_rendering(done.en[slice(*done.spans[0].en_at)], done.spans[0])


@pytest.mark.parametrize(
    ("rendering", "english", "found"),
    [
        ("discipline, rules and laws", "held to discipline, rules, and laws.", True),
        ("industry, trade, and health", "industry, trade and health are", True),
        ("industry, trade and health", "industry and trade, and health", False),
        ("rules and laws", "of rules, and laws", False),
    ],
)
def test_a_comma_before_the_last_of_three_makes_no_other_rendering(rendering, english, found):
    done = verify(segment("依规依纪依法", english, term("依规依纪依法", rendering)))
    assert bool(done.spans[0].by) is found


def test_a_term_said_again_may_be_said_once():
    done = verify(
        segment(
            "社会组织和社会组织党建", "Party building in social organizations", ORGANIZATION, ORGANIZATION
        )
    )
    assert rules(done) == ["term-count"]
    assert [span.by for span in done.spans] == ["text", "once"]
    assert penalty(done) == (0, 0, 1)


@pytest.mark.parametrize(
    ("english", "expected"),
    [
        ("to expand social welfare organizations", ["term-parted"]),
        ("a new organization of a social kind", ["term-parted"]),
        ("social and non-profit organizations", ["term-missing"]),
        ("organizations that are social", ["term-missing"]),
        ("organizations of many kinds", ["term-missing"]),
    ],
)
def test_words_of_a_term_may_stand_apart_and_in_another_order(english, expected):
    done = verify(segment("社会组织发展", english, term("社会组织", "social organizations")))
    assert [rule for rule in rules(done) if rule.startswith("term")] == expected


def test_a_capital_of_a_term_is_not_lost_where_its_words_stand_apart():
    ministry = term("民政部", "Ministry of Civil Affairs")
    done = verify(segment("民政部表示", "The Ministry of National Civil Affairs said", ministry))
    assert rules(done)[0] == "term-parted"
    assert "term-missing" in rules(verify(segment("民政部表示", "The civil affairs ministry said", ministry)))


def test_a_year_that_is_made_up_behind_a_period_that_is_a_term_is_found():
    first = term("一季度", "first quarter")
    done = verify(segment("一季度出口增长。", "Exports rose in the first quarter of 2017.", first))
    assert [done.en[slice(*each.en_at)] for each in done.findings] == ["first quarter of 2017"]
    assert rules(done) == ["figure-extra"]
    said = segment("2017年一季度出口增长。", "Exports rose in the first quarter of 2017.", first)
    assert rules(verify(said)) == []


def test_a_term_missing_twice_is_one_finding():
    done = verify(
        segment("社会组织和社会组织党建", "Party building in such bodies there", ORGANIZATION, ORGANIZATION)
    )
    assert rules(done) == ["term-missing"]
    assert done.findings[0].expected == "social organizations"
    assert done.findings[0].zh_at == (0, 4)


def test_figures_are_required_one_by_one():
    done = verify(segment("8万家和8万人", "80,000 bodies and people", EIGHTY, EIGHTY))
    assert rules(done) == ["figure-missing"]
    assert done.findings[0].zh_at == (4, 6)


def test_a_small_figure_that_is_only_checked_is_a_warning():
    three = figure("三", "three", "3", marked=False, also=("3", "third"))
    zh = "应急、住建、交通三个部门作了发言。"
    missing = verify(segment(zh, "The emergency, housing and transport departments have spoken.", three))
    assert [(each.rule, each.severity) for each in missing.findings] == [("small-figure-missing", "warning")]
    assert (
        rules(verify(segment(zh, "Three departments, for emergencies and so on, have spoken.", three))) == []
    )


@pytest.mark.parametrize(
    ("zh", "en", "span"),
    [
        ("投资1.2万亿元", "invested: 1,200 billion yuan", figure("1.2万亿", "1.2 trillion", "1200000000000")),
        ("增长5.2%", "up by 5.2 percent", figure("5.2%", "5.2%", "5.2", kind="percent")),
        ("共97.7万人", "977 thousand in all", figure("97.7万", "977,000")),
        ("共12人", "twelve in all", figure("12", "12")),
    ],
)  # fmt: skip
def test_a_figure_may_be_written_otherwise_if_its_value_is_right(zh, en, span):
    done = verify(segment(zh, en, span))
    assert [each for each in rules(done) if each.startswith("figure")] == []
    assert done.spans[0].by == "text"


@pytest.mark.parametrize(
    ("en", "found"),
    [
        ("a total of 2.13 million communities", "2.13 million"),
        ("a total of 21,800 communities here", "21,800"),
        ("a total of 213,000 communities here", "213,000"),
        ("a total of 21,30 communities in all", "21"),
        ("a total of 2,300 communities in all", "2,300"),
    ],
)
def test_a_corrupted_figure_is_recognised(en, found):
    done = verify(segment("2.13万个城乡社区", en, figure("2.13万", "21,300")))
    assert rules(done)[0] == "figure-altered"
    assert done.findings[0].expected == "21,300"
    assert en[slice(*done.findings[0].en_at)].startswith(found)


@pytest.mark.parametrize(
    ("zh", "en", "extra"),
    [
        ("全省社会组织数量全国第一", "The province's 8,000 social organizations rank first", ["8,000"]),
        ("在三中全会上作出部署", "Plans were made at the third plenary session", []),
        ("“十四五”规划实施以来", "Since the 14th Five-Year Plan went into force", []),
        ("广东“百千万工程”", "Guangdong's “100-1,000-10,000 Project”", []),
        ("一是加强领导", "One of them is to strengthen leadership", []),
        ("（二）工作目标。", "(2) Goals of the work.", []),
        ("防控新冠病毒感染", "Prevention and control of COVID-19", []),
        ("使用5G网络覆盖", "Covered by the 5G network", []),
        ("投入资金支持社区服务", "2.6 million was invested in community services", ["2.6 million"]),
    ],
)
def test_figures_that_the_chinese_does_not_have(zh, en, extra):
    done = verify(segment(zh, en))
    assert [en[slice(*each.en_at)] for each in done.findings if each.rule == "figure-extra"] == extra


def test_a_figure_inside_a_term_is_not_extra():
    done = verify(
        segment("双减政策很有成效", "the 2 reductions have been effective", term("双减", "2 reductions"))
    )
    assert "figure-extra" not in rules(done)


def test_figures_that_changed_places():
    volunteers = term("志愿者", "volunteers")
    zh, spans = "社会组织8万个，志愿者11万个", (ORGANIZATION, EIGHTY, volunteers, ELEVEN)
    swapped = verify(segment(zh, "110,000 social organizations and 80,000 volunteers", *spans))
    assert rules(swapped) == ["figure-order"]
    right = verify(segment(zh, "80,000 social organizations and 110,000 volunteers", *spans))
    assert rules(right) == []
    turned = verify(segment(zh, "110,000 volunteers and 80,000 social organizations", *spans))
    assert rules(turned) == []


@pytest.mark.parametrize(
    ("en", "beside"),
    [
        ("about 260 million yuan was invested", True),
        ("a fund of RMB 260 million was set up", True),
        ("a fund of ¥260 million was set up", True),
        ("a 260-million-yuan fund was set up", True),
        ("260 million Chinese yuan was put in", True),
        ("between 260 million and 300 million yuan", True),
        ("about 260 million was put into it", False),
        ("260 million was invested in this. The yuan rose", False),
        ("260 million US dollars was put in", False),
    ],
)
def test_a_sum_of_money_has_its_currency(en, beside):
    done = verify(
        segment("投入资金约2.6亿元（3亿）", en, figure("2.6亿", "260 million", "260000000", unit="yuan"))
    )
    assert ("currency" not in rules(done)) is beside


@pytest.mark.parametrize(
    ("unit", "en"),
    [
        ("US dollars", "about $2.6 billion went there"),
        ("US dollars", "about US$2.6 billion went there"),
        ("US dollars", "2.6 billion U.S. dollars went"),
        ("Hong Kong dollars", "about HK$2.6 billion went"),
        ("euros", "about €2.6 billion went there"),
    ],
)
def test_other_currencies(unit, en):
    done = verify(segment("约26亿流向该地", en, figure("26亿", "2.6 billion", "2600000000", unit=unit)))
    assert "currency" not in rules(done)


@pytest.mark.parametrize(
    ("zh", "en", "ended", "expected"),
    [
        pytest.param("民政部发布通知。", "", "stop", ["empty"], id="empty"),
        pytest.param("民政部发布通知。", " \n", "failed", ["cut-off", "empty"], id="failed"),
        pytest.param("民政部发布通知。", "民政部发布通知。", "stop", ["untranslated"], id="given back"),
        pytest.param(
            "民政部发布了新的通知。", "民政部发布了新的通知 OK", "stop", ["untranslated"], id="mostly Chinese"
        ),
        pytest.param(
            "民政部发布关于未保站的通知。",
            "A notice on 未保站 was issued by the ministry.",
            "stop",
            ["chinese-left"],
            id="Chinese left",
        ),
        pytest.param(
            "民政部发布通知，各地执行。",
            "The ministry issued a notice，for all to follow.",
            "stop",
            ["chinese-left"],
            id="wide comma",
        ),
        pytest.param(
            "建设德沃夏克音乐厅等项目",
            "Building the Dvo\ufffdák concert hall and so on",
            "stop",
            ["characters-lost"],
            id="lost",
        ),
        pytest.param(
            "建设德沃夏克音乐厅等项目",
            "Building the <unk> concert hall and so on",
            "stop",
            ["characters-lost"],
            id="unknown",
        ),
        pytest.param(
            "建设德沃夏克音乐厅等项目",
            "Building a cafÃ© and concert hall there",
            "stop",
            ["characters-lost"],
            id="mojibake",
        ),
        pytest.param(
            "民政部发布通知要求加强管理。",
            "The ministry issued a notice to<|im_end|>",
            "stop",
            ["characters-lost"],
            id="control token",
        ),
        pytest.param(
            "民政部发布通知要求加强管理。", "The ministry issued a notice to", "length", ["cut-off"], id="cut"
        ),
        pytest.param(
            "民政部发布通知要求加强管理。",
            "The ministry issued a notice to manage",
            "no-end",
            ["cut-off"],
            id="no end",
        ),
        pytest.param(
            "民政部发布通知要求加强管理。",
            "The ministry issued a notice to manage",
            "loop",
            ["repetition"],
            id="loop",
        ),
        pytest.param(
            "进一步提高服务水平，优化服务流程",
            "improve services and improve services and improve services and so on",
            "stop",
            ["repetition"],
            id="repeats",
        ),
        pytest.param(
            "第一，提高服务水平，提高管理水平，提高保障水平。",
            "First, raise the level of service, raise the level of management, raise the level of support.",
            "stop",
            [],
            id="a parallel",
        ),
        pytest.param(
            "全省各级民政部门认真落实省委关于加强基层治理的部署要求。",
            "Done in the province.",
            "stop",
            ["length", "omitted-clause"],
            id="short",
        ),
        pytest.param(
            "民政部发布通知。",
            "The Ministry of Civil Affairs, in charge of such matters, has today issued a notice on them.",
            "stop",
            ["length"],
            id="long",
        ),
        pytest.param(
            "“枫桥”在社区开花结果",
            "The “Fengqiao way bears fruit in communities",
            "stop",
            ["quotes"],
            id="quote open",
        ),
        pytest.param(
            "“枫桥”在社区开花结果",
            'The Fengqiao way" bears fruit in communities',
            "stop",
            ["quotes"],
            id="straight quote",
        ),
        pytest.param("“这是对的。", "“This is right.", "stop", [], id="quotation that goes on"),
        pytest.param(
            "加强顶层设计，完善制度。",
            "We will strengthen top-level design and systems.",
            "stop",
            ["invented-subject"],
            id="we",
        ),
        pytest.param(
            "加强我国顶层设计和制度。",
            "We will strengthen our top-level design and systems.",
            "stop",
            [],
            id="we in both",
        ),
        pytest.param(
            "要加强顶层设计，完善制度。",
            "We must strengthen top-level design and systems.",
            "stop",
            [],
            id="we must",
        ),
        pytest.param(
            "他说：“一定完成任务。”",
            "“We will see to it,” he said to all.",
            "stop",
            [],
            id="said by somebody",
        ),
        pytest.param(
            "加强与美国的交流合作往来",
            "Strengthening exchanges and cooperation with the US",
            "stop",
            [],
            id="the US",
        ),
        pytest.param("建立健全城乡社区治理体系。", CLEAN, "stop", [], id="clean"),
        pytest.param("https://a.cn/x?y=1", "https://a.cn/x?y=1", "stop", [], id="no Chinese"),
        pytest.param("2023 — 2024", "2023 — 2024", "stop", [], id="only digits"),
    ],
)
def test_the_text_itself(zh, en, ended, expected):
    assert rules(verify(segment(zh, en, ended=ended))) == expected


def test_a_forbidden_rendering():
    done = verify(segment("推广枫桥经验做法", "the maple bridge experience and the Fengqiao model", MODEL))
    assert rules(done) == ["term-forbidden"]
    assert done.en[slice(*done.findings[0].en_at)] == "maple bridge experience"
    done = verify(segment("推进社会组织党建工作", "Party building in social organizations", ORGANIZATION))
    assert rules(done) == []


def test_a_lost_address_and_literals_that_stay():
    url = Span("url", "https://a.cn", (0, 0), "https://a.cn")
    assert "literal-missing" in rules(verify(segment("详情见https://a.cn", "For details see there.", url)))
    literal = Span("literal", "<|im_end|>", (0, 0), "<|im_end|>")
    assert rules(verify(segment("请输入<|im_end|>结束", "Please enter <|im_end|> to end", literal))) == []


def test_the_spans_of_a_text_without_chinese_stand_where_they_stood():
    done = verify(Segment("p1.1", " 2023, ", (Span("year", "2023", (1, 5), "2023"),), "2023,", "stop"))
    assert done.spans[0].en_at == (0, 4)
    assert done.findings == ()


def test_only_findings_from_before_the_translation_are_kept():
    overlap = Finding("overlapping-term", "warning", "lost")
    stale = Finding("empty", "error", "was empty")
    done = verify(replace(segment("建立健全城乡社区治理体系。", CLEAN), findings=(overlap, stale)))
    assert done.findings == (overlap,)
    assert penalty(done) == (0, 1, 0)


def test_every_rule_is_documented():
    path = Path(__file__).parents[1] / "docs" / "rules.md"
    assert path.read_text(encoding="utf-8") == as_markdown() + review_rules.as_markdown()
    for name, rule in (RULES | review_rules.RULES).items():
        assert name == rule.name
        assert name == name.lower()
        assert rule.severity in ("error", "warning", "note")
        assert rule.what
        assert rule.why
        assert rule.example


@pytest.mark.parametrize(
    ("english", "expected"),
    [
        ("80,000 social organizations, including 110,000 community-based ones.", ["figure-relation"]),
        ("80,000 social organizations, of which some 110,000 are community-based.", ["figure-relation"]),
        ("80,000 social organizations and 110,000 community-based ones.", []),
        ("80,000 social organizations, including village ones, and 110,000 community-based ones.", []),
    ],
    ids=["including", "of which", "side by side", "including something else"],
)
def test_a_part_is_not_more_than_its_whole(english: str, expected: list[str]) -> None:
    zh = "江苏省共登记各类社会组织8万家，社区社会组织11万家。"
    assert rules(verify(segment(zh, f"Jiangsu has registered {english}", EIGHTY, ELEVEN))) == expected


def test_a_smaller_figure_may_be_a_part_though_the_chinese_does_not_say_so() -> None:
    english = "By the end of the year there were 110,000 pigs in stock, including 80,000 breeding sows."
    assert rules(verify(segment("年末生猪存栏11万头，能繁母猪存栏8万头。", english, ELEVEN, EIGHTY))) == []


@pytest.mark.parametrize(
    ("english", "expected"),
    [
        ("Meals, bathing, cleaning, medical care and mobility assistance will be provided.", []),
        ("Meals, bathing and other services will be provided for the elderly people.", ["list-shortened"]),
    ],
    ids=["whole", "shortened"],
)
def test_an_enumeration_keeps_its_items(english: str, expected: list[str]) -> None:
    assert rules(verify(segment("提供助餐、助浴、助洁、助医、助行等服务。", english))) == expected


def test_an_enumeration_inside_a_term_is_the_terms_own_business() -> None:
    reforms = term("兜住、兜准、兜牢、兜好民生底线", "meet people's basic living needs")
    english = "Efforts will be made to meet people's basic living needs across the whole province."
    assert rules(verify(segment("全省着力兜住、兜准、兜牢、兜好民生底线。", english, reforms))) == []


@pytest.mark.parametrize(
    ("zh", "en", "expected"),
    [
        ("60周岁以上老年人免费乘车。", "Older people aged 60 ride free.", []),
        ("六十周岁以上老年人免费乘车。", "The elderly of 60 ride free.", ["figure-qualifier"]),
        ("六十周岁以上老年人免费乘车。", "People of 60 or older ride free.", []),
        ("准确率达95%以上。", "The accuracy rate is 95 percent.", ["figure-qualifier"]),
        ("不超过5万元。", "It is 50,000 yuan.", ["figure-qualifier"]),
        ("不超过5万元。", "It is up to 50,000 yuan.", []),
        ("最高不得超过两成。", "It may rise by 20 percent at most.", []),
        ("处1倍以上3倍以下罚款。", "A fine of one to three times the sum.", []),
        ("不低于3米。", "It is three meters.", ["figure-qualifier"]),
        ("不低于3米。", "It is at least three meters.", []),
        ("培育10个左右产业园区。", "Foster 10 industrial parks.", ["figure-qualifier"]),
        ("培育10个左右产业园区。", "Foster around 10 industrial parks.", []),
        ("培训将近300人。", "Some 3,000 people and 300 more were trained.", []),
        ("培训将近300人。", "It trained 300 people.", ["figure-qualifier"]),
        ("产值逼近500亿元。", "Output value approached 50 billion yuan.", []),
        ("不下300人报名。", "At least 300 people signed up.", []),
        ("不止300人报名。", "300 people signed up.", ["figure-qualifier"]),
        ("出席者不及300人。", "300 people attended.", ["figure-qualifier"]),
        ("销量突破300万辆。", "Sales were 3 million.", ["figure-qualifier"]),
        ("销量突破300万辆。", "Sales broke the 3 million mark.", []),
        ("突破10项关键技术。", "Breakthroughs were made in 10 key technologies.", []),
        ("最多300人参加。", "300 people take part.", ["figure-qualifier"]),
        ("大概300人参加。", "300 people took part.", ["figure-qualifier"]),
        ("3月5日前后播种。", "Seeds are sown on March 5.", ["figure-qualifier"]),
        ("3月5日前后播种。", "Seeds are sown around March 5.", []),
        ("他四十出头。", "He is 40.", ["figure-qualifier"]),
        ("他四十出头。", "He is in his early forties.", []),
        ("历时3年余。", "It lasted three years.", ["figure-qualifier"]),
        ("全市300户余粮充足，景色一览无余。", "300 households have grain enough.", []),
        ("节约20万元，签约30个。", "It saved 200,000 yuan and signed 30.", []),
        ("同比增长8.3%。", "It grew by 8.3 percent.", ["comparison"]),
        ("同比增长8.3%。", "It grew by 8.3 percent year-on-year.", []),
        ("比上年同期增长8.3%。", "It grew by 8.3 percent over the same period of last year.", []),
        (
            "二季度环比增长1.2%。",
            "In the second quarter it rose by 1.2 percent month-on-month.",
            ["comparison"],
        ),
        ("二季度环比增长1.2%。", "In the second quarter it rose by 1.2 percent.", ["comparison"]),
        ("二季度环比增长1.2%。", "In Q2 it rose by 1.2 percent from the first quarter.", []),
        ("5月份环比下降0.2%。", "It fell by 0.2 percent quarter on quarter in May.", ["comparison"]),
        ("5月份环比下降0.2%。", "It fell by 0.2 percent from April.", []),
    ],
)
def test_what_limits_a_figure_or_is_its_base(zh: str, en: str, expected: list[str]) -> None:
    found = verify(Segment("p1.1", zh, (), en, "stop")).findings
    assert [each.rule for each in found if each.rule in ("figure-qualifier", "comparison")] == expected
