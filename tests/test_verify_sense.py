"""Checks that compare what the two texts say: each kind of error with neighbours that are right."""

from __future__ import annotations

from decimal import Decimal

import pytest

from briefing.document import Segment
from briefing.spans import find_spans
from briefing.verify import Setting, verify
from briefing.verify.lexicon import is_word
from briefing.verify.rules_of_sense import RULES_OF_SENSE
from briefing.verify.sounds import readings

SENSE = {rule.name for rule in RULES_OF_SENSE}


def rules(zh: str, en: str, *, heading: bool = False, **setting: bool) -> list[str]:
    """The rules of sense that a sentence breaks, without a termbase."""
    spans, _ = find_spans(zh, None)
    done = verify(Segment("p1.1", zh, spans, en, "stop"), Setting(**setting), heading=heading)
    return [each.rule for each in done.findings if each.rule in SENSE]


@pytest.mark.parametrize(
    ("zh", "right", "wrong"),
    [
        (
            "会议要求巩固拓展帮扶成果。",
            "The meeting called for consolidating and expanding the results of assistance.",
            "The meeting called for consolidatining and expanding the results of assistance.",
        ),
        (
            "要加强社会组织登记管理。",
            "The registration of social organizations should be better managed.",
            "The registratory of social organisations should be bettern managed.",
        ),
        (
            "村里的集市恢复了往日的热闹，没有一个空摊位。",
            "The village fair is as lively as it used to be, and there isn't a free stall.",
            "The village fair is as liveliful as it used to be.",
        ),
    ],
)
def test_words_that_are_none(zh, right, wrong):
    assert rules(zh, right) == []
    assert "unknown-word" in rules(zh, wrong)


@pytest.mark.parametrize(
    ("word", "known"),
    [
        ("subdistricts", True),
        ("livestreaming", True),
        ("procuratorate", True),
        ("decarbonization", True),
        ("honour", True),
        ("waterlogging", True),
        ("o’clock", True),
        ("fostern", False),
        ("developmented", False),
        ("goverment", False),
        ("", False),
    ],
)
def test_the_lexicon(word, known):
    assert is_word(word) is known


@pytest.mark.parametrize(
    ("zh", "name", "found"),
    [
        ("麻栗坡县", "Malipo", True),
        ("麻栗坡县", "Maclapa", False),
        ("西安市", "Xi'an", True),
        ("单立平", "Shan", True),
        ("重庆", "Chongqing", True),
        ("吕梁", "Lüliang", True),
        ("吕梁", "Lyuliang", True),
        ("习近平", "Xiong", False),
        ("淮河", "Huaihe", True),
        ("引江济淮", "Huaihe", True),
        ("陕煤", "Shaanxi", False),
    ],
)
def test_readings(zh, name, found):
    assert readings(zh).found(name) is found


def test_names_from_elsewhere_are_told_by_their_sound():
    assert readings("德国汉学家施密特").sounds_like("Schmidt")
    assert readings("从上海到鹿特丹").sounds_like("Rotterdam")
    assert not readings("从上海到鹿特丹").sounds_like("Hamburg")
    # What pinyin can spell must be a reading, unless it is written as foreign names are.
    assert not readings("沈怀瑜").sounds_like("Huiyuan")
    assert readings("尼日利亚卡诺").sounds_like("Kano")
    # A county of China has a reading, and no sound of another language.
    assert not readings("麻栗坡县").sounds_like("Malpa")


def test_taiwan_spells_names_its_own_way():
    assert readings("赖清德", taiwan=True).found("Ching-te")
    assert not readings("赖清德").found("Ching-te")


@pytest.mark.parametrize(
    ("zh", "right", "wrong"),
    [
        (
            "陈树安向大会致贺信。",
            "Chen Shu'an sent a letter of congratulation to the conference.",
            "Cheng Shouwan sent a letter of congratulation to the conference.",
        ),
        (
            "云南省广南县发展茶产业。",
            "Guangnan County in Yunnan develops its tea industry.",
            "Gangdan County in Yunnan develops its tea industry.",
        ),
        (
            "监管部门通报了检查结果。",
            "The regulator announced the results of the inspection.",
            "The CSRC announced the results of the inspection.",
        ),
        (
            "双方将深化经贸合作。",
            "The two sides will deepen economic and trade cooperation.",
            "China and Thailand will deepen economic and trade cooperation.",
        ),
        (
            "央行下调贷款利率。",
            "The PBOC lowered lending rates.",
            "The XBQC lowered lending rates.",
        ),
        (
            "德国外长抵京访问。",
            "The German foreign minister arrived in Beijing for a visit.",
            "The Austrian foreign minister arrived in Beijing for a visit.",
        ),
    ],
)
def test_names_that_nothing_founds(zh, right, wrong):
    assert rules(zh, right) == []
    assert "name-unfounded" in rules(zh, wrong)


@pytest.mark.parametrize(
    "en",
    [
        "On Tuesday, the Ministry issued Measures for the Internet.",
        "The Party and the State Council attach importance to R&D.",
        "The Research and Development Office (RDO) reports to the centre.",
    ],
)
def test_ordinary_capitals_need_no_ground(en):
    assert "name-unfounded" not in rules("会议研究了网络治理和研发工作。", en)


def test_what_a_person_knows_of_the_text_may_stand():
    zh, en = "省里印发了方案。", "Guizhou issued the plan."
    assert rules(zh, en) == ["name-unfounded"]
    done = verify(Segment("p1.1", zh, (), en, "stop"), Setting(named=frozenset(["Guizhou"])))
    assert not [each for each in done.findings if each.rule == "name-unfounded"]


@pytest.mark.parametrize(
    ("zh", "right", "wrong"),
    [
        ("他访问了新加坡。", "He visited Singapore.", "He visited the city."),
        (
            "贵州黎平县修通了公路。",
            "A road was built in Liping County, Guizhou.",
            "A road was built in Guizhou.",
        ),
        ("马来西亚客人来访。", "Malaysian guests came to visit.", "Guests came to visit."),
    ],
)
def test_names_that_are_lost(zh, right, wrong):
    assert rules(zh, right) == []
    assert rules(zh, wrong) == ["name-lost"]


@pytest.mark.parametrize("zh", ["全省县乡两级全面推开。", "各市县镇要抓好落实。", "全市共查处案件多起。"])
def test_ranks_of_places_are_no_names(zh):
    assert "name-lost" not in rules(zh, "The work is under way at all levels.")


@pytest.mark.parametrize(
    ("zh", "right", "wrong"),
    [
        (
            "出口同比下降3.5%。",
            "Exports fell 3.5 percent year on year.",
            "Exports grew 3.5 percent year on year.",
        ),
        (
            "全省用电量增长8.1%。",
            "The province's electricity consumption was up 8.1 percent.",
            "The province's electricity consumption was down 8.1 percent.",
        ),
        (
            "投资上升2.4%，消费下降1.6%。",
            "Investment rose 2.4 percent while consumption dropped 1.6 percent.",
            "Investment dropped 2.4 percent while consumption rose 1.6 percent.",
        ),
        (
            "肉类价格上涨4.2%，水产品上涨1.3%，粮食下降1.0%。",
            "Meat rose 4.2 percent and aquatic products 1.3 percent, while grain fell 1.0 percent.",
            "Meat rose 4.2 percent, aquatic products fell 1.3 percent and grain fell 1.0 percent.",
        ),
        (
            "能耗降低了约5%。",
            "Energy consumption was cut by about 5 percent.",
            "Energy use gained about 5 percent.",
        ),
        (
            "有关地区由升转降。",
            "In the regions concerned a rise gave way to a decline.",
            "The regions concerned saw an increase.",
        ),
        ("出口降幅继续收窄。", "The decline in exports continued to narrow.", "Exports continued to narrow."),
        (
            "工业增速有所放缓。",
            "Industrial growth slowed somewhat.",
            "Industrial growth was somewhat faster.",
        ),
        ("坚决防止小过重罚。", "Heavy penalties for minor faults must end.", "Light penalties must end."),
        ("全年机电产品出口稳定。", "Exports of machinery were stable.", "Imports of machinery were stable."),
        ("贸易顺差扩大。", "The trade surplus widened.", "The trade deficit widened."),
        (
            "市场准入限制放宽。",
            "Limits on market access were relaxed.",
            "Limits on market access were tightened.",
        ),
        ("项目提前完工。", "The project was finished ahead of schedule.", "The project was delayed."),
        ("企业利润由负转正。", "Profits turned from losses to gains.", "Profits turned negative."),
    ],
)
def test_direction(zh, right, wrong):
    assert rules(zh, right) == []
    assert "direction" in rules(zh, wrong)


@pytest.mark.parametrize(
    ("zh", "right", "wrong"),
    [
        (
            "严禁挤占挪用专项资金。",
            "The misuse of special funds is strictly prohibited.",
            "Special funds may be used for other purposes.",
        ),
        ("该项目尚未通过验收。", "The project has yet to be accepted.", "The project has been accepted."),
        (
            "符合条件的免申请直接享受补贴。",
            "Those who qualify receive the subsidy without applying.",
            "Those who qualify receive the subsidy upon their application.",
        ),
        (
            "政策实行免申请兑现。",
            "Benefits under the policy are granted without application.",
            "Benefits under the policy are granted, and the fee is waived.",
        ),
        ("对来访旅客实行免签。", "Visitors enjoy visa-free entry.", "Visitors enter free of charge."),
        (
            "任何人不得阻挠执法。",
            "No one may obstruct law enforcement.",
            "Anyone can obstruct law enforcement.",
        ),
    ],
)
def test_negation(zh, right, wrong):
    assert rules(zh, right) == []
    assert "negation" in rules(zh, wrong)


@pytest.mark.parametrize("zh", ["他不得不离开。", "房租减免政策落地。", "各国遵守禁止化学武器公约。"])
def test_what_only_looks_like_a_negation(zh):
    assert "negation" not in rules(zh, "The policy is kept and he goes.")


@pytest.mark.parametrize(
    ("zh", "right", "wrong"),
    [
        (
            "当事人可以自收到决定之日起申请复议。",
            "The party may apply for reconsideration upon receiving the decision.",
            "The party applies for reconsideration upon receiving the decision.",
        ),
        (
            "经营者应当建立台账。",
            "Operators shall establish ledgers.",
            "Operators establish ledgers.",
        ),
    ],
)
def test_modality_of_a_statute(zh, right, wrong):
    assert rules(zh, right, statute=True) == []
    assert rules(zh, wrong, statute=True) == ["modality"]
    assert rules(zh, wrong) == []


@pytest.mark.parametrize(
    ("zh", "right", "wrong"),
    [
        (
            "全市将建设养老服务中心。",
            "The city will build elderly care service centers.",
            "The city has built elderly care service centers.",
        ),
        (
            "改造老旧小区60个，确保11月底前全部完成。",
            "Sixty old residential compounds will be renovated, all by the end of November.",
            "Sixty old residential compounds have been renovated, all by the end of November.",
        ),
        (
            "力争建成智慧社区。",
            "The aim is to build smart communities.",
            "Smart communities were built.",
        ),
        (
            "着力深化农村改革。",
            "Work to deepen rural reform.",
            "Firmly deepened rural reform.",
        ),
        (
            "要健全工作机制，压实各方责任。",
            "Working mechanisms should be improved, and all parties held responsible.",
            "Improved working mechanisms, and held all parties responsible.",
        ),
    ],
)
def test_planned_told_as_done(zh, right, wrong):
    assert rules(zh, right) == []
    assert rules(zh, wrong) == ["planned-as-done"]


def test_a_date_that_is_still_to_come_is_quoted_whole():
    zh, en = "6月30日前完成检查。", "All was inspected before June 30."
    done = verify(Segment("p1.1", zh, find_spans(zh, None)[0], en, "stop"), Setting(), heading=False)
    (message,) = (each.message for each in done.findings if each.rule == "planned-as-done")
    assert message == "6月30日前完成 is still to come; the English tells it as done"


def test_what_was_announced_may_be_told_in_the_past():
    assert rules("会议强调，要健全工作机制。", "The meeting stressed improved working mechanisms.") == []


@pytest.mark.parametrize(
    ("zh", "right", "wrong"),
    [
        ("省里发行15年期债券。", "They issued 15-year bonds.", "They issued bonds in 15."),
        (
            "该市每3年评选一次。",
            "The city holds the selection every three years.",
            "The city held it in three.",
        ),
        ("协议进入第2年。", "The agreement is in its second year.", "The agreement runs for 2 years."),
    ],
)
def test_terms_of_years(zh, right, wrong):
    assert "term-of-years" not in rules(zh, right)
    assert "term-of-years" in rules(zh, wrong)


@pytest.mark.parametrize(
    ("zh", "right", "wrong", "rule"),
    [
        (
            "要开展排查整治，建立长效机制。",
            "It is necessary to carry out inspections and establish long-term mechanisms.",
            "To carry out inspections, and to establish long-term mechanisms.",
            "shape-fragment",
        ),
        (
            "各级财政部门统筹安排资金。",
            "Finance departments at all levels arrange funds.",
            "Finance departments at all levels arrange the.",
            "shape-fragment",
        ),
        (
            "加强备案、登记、注册管理。",
            "Manage record filing, registration and enrollment.",
            "Manage record filing, registration, registration.",
            "shape-repeated",
        ),
        (
            "活动以爱护环境为主题，吸引众多市民参加。",
            "With caring for nature as its theme, the event drew many residents.",
            "An event on the theme of caring for our nature, on the theme of caring for our nature.",
            "shape-repeated",
        ),
        (
            "各地改进窗口服务，提高办事效率。",
            "Localities improved services and efficiency.",
            "Localities improved services And efficiency.",
            "shape-capitals",
        ),
        (
            "各地推动新能源汽车下乡。",
            "Localities brought new-energy vehicles to the countryside.",
            "Localities brought New Energy vehicles To The Countryside.",
            "shape-capitals",
        ),
        (
            "各地推广“枫桥经验”。",
            "Localities spread the “Fengqiao experience.”",
            "Localities spread the “new “Fengqiao experience” way.”",
            "shape-quotes",
        ),
    ],
)
def test_shape(zh, right, wrong, rule):
    assert rules(zh, right) == []
    assert rule in rules(zh, wrong)


def test_purpose_that_serves_a_clause_is_none():
    zh = "为方便群众办事，各地开设窗口。"
    assert rules(zh, "To make things easier for people, service windows were opened.") == []
    assert rules("建立制度", "To establish a system", heading=True) == []


def test_a_clause_between_anchors_that_is_left_out():
    zh = "今年3月，全省各地开展隐患排查、整改各类突出问题，完善值班值守制度，下拨资金2.4亿元。"
    whole = (
        "In March this year, localities across the province looked for hazards, dealt with problems,"
        " improved duty rosters and allocated 240 million yuan."
    )
    assert rules(zh, whole) == []
    assert "omitted-clause" in rules(zh, "In March this year, 240 million yuan was allocated.")


def test_findings_say_where():
    zh, en = "他访问了老挝。", "He visited Chile."
    done = verify(Segment("p1.1", zh, (), en, "stop"))
    found = {each.rule: each for each in done.findings}
    assert en[slice(*found["name-unfounded"].en_at)] == "Chile"


def test_the_setting_of_a_text():
    assert Setting.of(["我们要努力。"]).first_person
    assert Setting.of(["第一条 总则", "第二条 适用", "第三条 施行"]).statute
    assert not Setting.of(["第一条 总则"]).statute
    assert Setting.of(["行政院今天表示"]).taiwan
    assert Setting.of(["香港特区政府"]).hong_kong


def test_no_sense_is_compared_where_there_is_none():
    done = verify(Segment("p1.1", "民政部发布通知。", (), "The Xyzzq", "length"))
    assert [each.rule for each in done.findings if each.rule in SENSE] == []


@pytest.mark.parametrize("value", [Decimal("3.5")])
def test_a_figure_that_is_lost_has_no_direction(value):
    assert "direction" not in rules(f"出口下降{value}%，进口增长。", "Exports and imports grew.")
