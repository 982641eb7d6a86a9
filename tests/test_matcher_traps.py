"""Terms that are not words where they stand: the longest match decides, then an entry's `unless`."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.glossary.layers import load_termbase
from briefing.glossary.matcher import Matcher
from briefing.glossary.model import QUOTES, Term, Termbase, fold
from briefing.spans import find_spans


def terms_of(zh: str, matcher: Matcher) -> list[str]:
    spans, _ = find_spans(zh, matcher)
    return [span.zh for span in spans if span.kind == "term"]


def small(entries: str) -> Matcher:
    """A matcher of entries written as 省委!省委员会: the term, then what it has under `unless`."""
    terms = []
    for entry in entries.split():
        zh, *unless = entry.split("!")
        terms.append(Term(zh=zh, en="x", unless=tuple(unless)))
    return Matcher(Termbase(tuple(terms)))


LONGEST = [
    ("中国人 民银行 中国人民银行", "中国人民银行决定降准", "中国人民银行"),
    ("人民 人民币", "人民币汇率与人民", "人民币 人民"),
    ("发展 中国 国家 发展中国家", "加强同发展中国家合作", "发展中国家"),
    ("中央 党中央", "党中央与中央部门", "党中央 中央"),
    ("国务院 办公厅 国务院办公厅", "国务院办公厅与国务院", "国务院办公厅 国务院"),
    ("省委 省委员会", "中共江苏省委员会", "省委员会"),
    ("民生 保障 民生保障", "民生保障和保障民生", "民生保障 保障 民生"),
    ("人民 人民代表大会 代表大会", "人民代表大会制度", "人民代表大会"),
    ("中华 人民 中华人民共和国 共和国", "中华人民共和国成立", "中华人民共和国"),
    ("国企 中国企业", "中国企业走出去", "中国企业"),
    ("人大 全国人大 全国人大常委会", "全国人大常委会与全国人大", "全国人大常委会 全国人大"),
    ("法院 立法院 立法", "立法院与法院", "立法院 法院"),
    ("社会 社会主义 主义", "社会主义社会", "社会主义 社会"),
    ("小康 小康社会 全面小康社会", "建成全面小康社会", "全面小康社会"),
    ("新能源 能源 新能源汽车 汽车", "新能源汽车、新能源与能源", "新能源汽车 新能源 能源"),
    ("养老 养老服务 服务业 养老服务业", "发展养老服务业", "养老服务业"),
    ("农村 村委会 农村集体经济", "农村集体经济与村委会", "农村集体经济 村委会"),
    ("城市 市政 市政府 城市更新", "城市更新由市政府推进", "城市更新 市政府"),
    ("长江 江苏 长江三角洲", "长江三角洲的江苏", "长江三角洲 江苏"),
    ("南京 南京市 长江 长江大桥", "南京市长江大桥", "南京市 长江大桥"),
    ("台湾 台湾问题", "“台湾问题”白皮书", "台湾问题"),
    ("枫桥经验 新时代枫桥经验", "新时代“枫桥经验”与“枫桥经验”", "新时代“枫桥经验” 枫桥经验"),
    ("社会保障 社会保险 保险", "社会保险和社会保障", "社会保险 社会保障"),
    ("三农 三农工作", "做好“三农”工作", "“三农”工作"),
]


@pytest.mark.parametrize(("entries", "zh", "expected"), LONGEST, ids=[zh for _, zh, _ in LONGEST])
def test_the_longest_match_decides(entries, zh, expected):
    matcher = small(entries)
    assert terms_of(zh, matcher) == expected.split()
    assert find_spans(zh, matcher)[1] == ()


UNLESS = [
    ("省委!省委员会!省委托", "省委员会和省委，受省委托", "省委"),
    ("民生!民生活!民生产", "人民生活与民生，农民生产", "民生"),
    ("省会!省会议", "省会议在省会召开", "省会"),
    ("国企!中国企业", "中国企业中的国企", "国企"),
    ("法院!立法院", "立法院与法院", "法院"),
    ("中央!中央空调!其中央行", "中央空调；其中央行；中央", "中央"),
    ("人大!国人大多!人大代表", "中国人大多同意，人大通过", "人大"),
    ("市委!市委托!市委派", "市委托和市委", "市委"),
    ("全国人大!全国人大代表", "全国人大代表与全国人大", "全国人大"),
    ("行长!发行长!银行长期", "发行长期国债；银行长期；行长说", "行长"),
    ("重庆!隆重庆祝", "在重庆隆重庆祝", "重庆"),
    ("福建!幸福建设", "幸福建设在福建", "福建"),
    ("宁夏!南宁夏", "南宁夏季不如宁夏", "宁夏"),
    ("天津!每天津贴", "每天津贴五十元，在天津", "天津"),
    ("新华社!新华社区", "新华社区与新华社", "新华社"),
    ("农民工!农民工作", "农民工作和农民工", "农民工"),
    ("联合国!联合国有企业", "联合国有企业到联合国", "联合国"),
]


@pytest.mark.parametrize(("entries", "zh", "expected"), UNLESS, ids=[zh for _, zh, _ in UNLESS])
def test_where_the_longest_is_not_right_unless_decides(entries, zh, expected):
    matcher = small(entries)
    assert terms_of(zh, matcher) == expected.split()
    (span,) = (span for span in find_spans(zh, matcher)[0] if span.kind == "term")
    bare = Matcher(Termbase(tuple(Term(zh=term.zh, en="x") for term in matcher.termbase.terms)))
    assert len(terms_of(zh, bare)) > 1, "the context is a trap only if the term stands in it"
    assert zh[slice(*span.zh_at)] == expected


def test_no_segmentation_decides():
    """南京市长江大桥: which word ends where is not guessed; the choice is told."""
    spans, findings = find_spans("南京市长江大桥", small("南京 南京市 市长 江大桥"))
    assert [span.zh for span in spans] == ["南京", "市长", "江大桥"]
    assert [(each.rule, each.zh_at) for each in findings] == [("overlapping-term", (0, 3))]


@pytest.fixture(scope="module")
def shipped():
    return Matcher(load_termbase(user=False))


TRAPS = """
居民生活:民生 农民生产:民生 原住民生计:民生 国民生命安全:民生 省委托代管:省委 市委员会:市委 民政部署:民政部
发行长期国债:行长 进行长远谋划:行长 隆重庆祝:重庆 幸福建设:福建 造福建设:福建 推广西瓜:广西 推广东西:广东
白云南路:云南 南宁夏季:宁夏 创新疆域:新疆 每天津贴:天津 长江苏州段:江苏 以上海域:上海 上海拔高:上海
巴丹吉林沙漠:吉林 昆山东部:山东 佛山西站:山西 渤海南岸:海南 洞庭湖南岸:湖南 黄河南岸:河南 泰晤士河北岸:河北
乐山西部:山西 山西藏品:西藏 湖北京山:北京 浙江西部:江西 发生猪瘟:生猪 询问责任人:问责 顾问责任:问责
新华社区:新华社 全国新办企业:国新办 中联部分公司:中联部 最高检测值:最高检 国民党中央:党中央 政党组织:党组织
联合国内外:联合国 联合国有企业:联合国 扩大数据:大数据 农民工作:农民工 一把手术刀:一把手 二十四五岁:十四五
美国国务院:国务院 美国财政部:财政部 美国司法部:司法部 制造业务:制造业 黑社会组织:社会组织
国家安全机关:国家安全 企事业单位:事业单位 大中小企业:中小企业 微生物多样性:生物多样性 金融科技创新:科技创新
公共服务器:公共服务 可更新能源:新能源 国有企业家:国有企业 全部长期资金:部长 公司长期:司长 学科长期:科长
当局长期:局长 牙医保险:医保 最低保额:低保 同比例:同比 不同比值:同比 循环比赛:环比 旅行社工作人员:社工
学院士兵:院士 小区政府:区政府 孤儿寡母:孤儿 合肥市长丰县:市长 吉林省长春市:省长 峨眉山市:眉山市
东西湖区:西湖区 省政府采购:省政府
风险情况:险情 保险情形:险情 周边防控:边防 依托位于:托位 补助医保:助医 人文旅游:文旅 完美方案:美方
引领海洋:领海 开庭审理:庭审 执行难题:执行难 本法院:本法 证券法律:证券法 金融司法:金融司 最高法官:最高法
组织领导人:组织领导 绿党组成:党组 保证人员:保证人 上任期间:任期 独特使命:特使 办公报销:公报 常见病毒:常见病
夸大病情:大病 国务委员会:国务委员 艾滋病毒:艾滋病 驻华大使馆:驻华大使 经济复苏中:苏中 促进出口:进出口
覆盖面积:覆盖面 大学生态学:大学生 总统大选民主党:选民 外国债券:国债 团省委书记:省委书记
南北约五里:北约 贸易战略:贸易战
黄浦江两岸:两岸 大运河两岸:两岸 珠江口两岸:两岸 东西两岸:两岸 沿江两岸:两岸 两岸青山:两岸
琼州海峡两岸:海峡两岸
收购改租赁房:购改租 第二套补片:套补 正压通气会升高:通气会 工资关系保留:关系保 矿工棚户区:工棚
透支信用卡:透支信用 生产供销合作社:产供销 樟树市政府:樟树
"""


@pytest.mark.parametrize("trap", TRAPS.split())
def test_no_shipped_term_is_found_across_a_word_boundary(shipped, trap):
    zh, term = trap.split(":")
    matches = [match.term.zh for match in shipped.matches(term)]
    assert term in map(fold, matches), "the term is in the termbases"
    spans, findings = find_spans(zh, shipped)
    assert term not in [span.zh for span in spans]
    assert findings == ()


@pytest.mark.parametrize(
    ("zh", "expected"),
    [
        ("中国人民银行", "中国人民银行"),
        ("发展中国家", "发展中国家"),
        ("国务院办公厅、国务院", "国务院办公厅 国务院"),
        ("党中央决定", "党中央"),
        ("人民币和民生", "人民币 民生"),
        ("江苏省委", "江苏省委"),
        ("共青团江苏省委", "共青团江苏省委"),
        ("民盟江苏省委会", "民盟江苏省委会"),
        ("联合国有企业", "国有企业"),
        ("湖北京山", "湖北"),
        ("山西藏品", "山西"),
        ("浙江西部", "浙江"),
        ("省政府采购", "政府采购"),
        ("合肥市长丰县", "合肥市 长丰县"),
        ("吉林省长春市", "吉林省 长春市"),
        ("北京市长安街", "北京市"),
        ("峨眉山市", "峨眉山市"),
        ("东西湖区", "东西湖区"),
        ("大连市长到场", "大连市长"),
        ("市政协调研组", "市政协 调研组"),
        ("江西湖南两省", "江西 湖南"),
        ("广东海南", "广东 海南"),
        ("推广广东经验", "广东"),
        ("福建设区市", "福建"),
        ("上海洋山港", "上海"),
        ("大数据安全", "大数据"),
    ],
)
def test_shipped_terms_beside_a_trap(shipped, zh, expected):
    assert terms_of(zh, shipped) == expected.split()
    assert find_spans(zh, shipped)[1] == ()


# Matching against its definition, on texts made to be full of matches.

_alphabet = "民生保障A1"
_key = st.text(_alphabet, min_size=1, max_size=5)


@st.composite
def _terms(draw: st.DrawFn) -> list[Term]:
    keys = draw(st.lists(_key, max_size=10, unique=True))
    around = st.tuples(st.text(_alphabet, max_size=2), st.text(_alphabet, max_size=2))
    return [
        Term(
            zh=key,
            en="x",
            unless=tuple(a + key + b for a, b in draw(st.lists(around, max_size=2)) if a or b),
        )
        for key in keys
    ]


def naive(zh: str, terms: list[Term]) -> list[tuple[int, int, str]]:
    """Every stretch of every length, looked at by itself; no quotation marks in `zh`."""

    def cuts(left: str, right: str) -> bool:
        return left.isascii() and right.isascii() and left.isalnum() and right.isalnum()

    def excluded(term: Term, start: int) -> bool:
        return any(
            zh[at : at + len(context)] == context and at <= start <= at + len(context) - len(term.key)
            for context in term.unless
            for at in range(len(zh))
        )  # fmt: skip

    return [
        (start, end, term.key)
        for start in range(len(zh))
        for end in range(start + 1, len(zh) + 1)
        for term in terms
        if term.key == zh[start:end]
        and not (start and cuts(zh[start - 1], zh[start]))
        and not (end < len(zh) and cuts(zh[end - 1], zh[end]))
        and not excluded(term, start)
    ]


@settings(deadline=None, max_examples=300)
@given(zh=st.text(_alphabet, max_size=30), terms=_terms())
def test_matches_are_what_the_definition_says(zh, terms):
    found = Matcher(Termbase(tuple(terms))).matches(zh)
    assert [(*match.zh_at, match.term.key) for match in found] == naive(zh, terms)


@settings(deadline=None, max_examples=200)
@given(zh=st.text(_alphabet, max_size=20), terms=_terms(), data=st.data())
def test_a_quotation_around_a_text_changes_nothing_inside_it(zh, terms, data):
    matcher = Matcher(Termbase(tuple(terms)))
    opening, closing = data.draw(st.sampled_from(["“”", "「」", "‘’", '""']))
    inside = [(match.zh_at[0] + 1, match.zh_at[1] + 1, match.term.key) for match in matcher.matches(zh)]
    quoted = matcher.matches(f"{opening}{zh}{closing}")
    assert [(*match.zh_at, match.term.key) for match in quoted] == inside


@settings(deadline=None, max_examples=200)
@given(zh=st.text(_alphabet + "“”", max_size=30), terms=_terms())
def test_with_quotation_marks_nothing_is_found_that_is_not_there_without(zh, terms):
    matcher = Matcher(Termbase(tuple(terms)))
    at = [i for i, char in enumerate(zh) if char not in QUOTES]
    plain = {(at[start], at[end - 1], key) for start, end, key in naive(fold(zh), terms)}
    for match in matcher.matches(zh):
        inside = [i for i in range(*match.zh_at) if zh[i] not in QUOTES]
        assert (inside[0], inside[-1], match.term.key) in plain
