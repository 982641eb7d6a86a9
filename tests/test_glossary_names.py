"""The names that ship, of people, institutions and places: right, found where they are, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.glossary.layers import load_termbase
from briefing.glossary.matcher import Matcher
from briefing.spans.name_shape import romanize
from briefing.spans.resolve import resolve
from briefing.spans.terms import candidates

PINYIN = ("people-leaders", "people-provinces")
NAMES = (
    *PINYIN,
    *("people-hong-kong-macao-taiwan", "people-foreign", "countries", "places-ethnic", "patterns-local"),
    *("institutions-hong-kong", "institutions-macao", "institutions-taiwan", "institutions-central"),
    *("institutions-international", "institutions-departments", "institutions-local"),
)

OTHERWISE = {
    "宋庆龄": "Soong Ching Ling",
    "乌兰夫": "Ulanhu",
    "谌贻琴": "Shen Yiqin",
    "陈嘉庚": "Tan Kah Kee",
    "霍英东": "Henry Fok Ying-tung",
    "马万祺": "Ma Man Kei",
    "安子介": "Ann Tse-kai",
    "蓝佛安": "Lan Fo'an",
    "齐扎拉": "Che Dalha",
    "孙中山": "Sun Yat-sen",
    "习主席": "President Xi",
    "毛主席": "Chairman Mao",
    "周总理": "Premier Zhou",
}
"""Those of three characters whose English is not their pinyin, or whose name has a rare reading."""


@pytest.fixture(scope="module")
def termbase():
    return load_termbase(user=False)


@pytest.fixture(scope="module")
def matcher(termbase):
    return Matcher(termbase)


def of(items, *stems):
    return [item for item in items if Path(item.file).stem in stems]


def english(matcher, zh):
    """The terms of `zh` as they are chosen, with their English."""
    return {span.zh: span.en for span in resolve(candidates(zh, matcher))[0]}


def test_there_are_enough(termbase):
    assert len(of(termbase.terms, *NAMES)) >= 3_500
    assert len(of(termbase.places, *NAMES)) >= 400


def test_names_of_three_characters_are_in_pinyin_but_for_the_listed(termbase):
    found = {}
    for term in of(termbase.terms, *PINYIN):
        if len(term.zh) == 3 and term.en not in romanize(term.zh):
            found[term.zh] = term.en
    assert found == OTHERWISE


def test_short_names_say_where_they_are_not_meant(termbase):
    people = of(termbase.terms, *PINYIN, "people-hong-kong-macao-taiwan", "people-foreign")
    assert [term.zh for term in people if len(term.key) <= 2 and not term.unless] == []


def test_countries_are_looked_for_and_not_forced_upon_the_sentence(termbase):
    """俄罗斯总统 is the Russian president, and no president of Russia need be said."""
    countries = of(termbase.terms, "countries")
    assert {term.use for term in countries} == {"check"}
    assert "Russian" in next(term for term in countries if term.zh == "俄罗斯").also


@pytest.mark.parametrize(
    ("zh", "expected"),
    [
        # People
        ("习近平致电祝贺两座大桥同日通车。", {"习近平": "Xi Jinping"}),
        ("1982年，胡耀邦和邓颖超一道种下了这棵树。", {"胡耀邦": "Hu Yaobang", "邓颖超": "Deng Yingchao"}),
        ("国务院总理李强听取了汇报。", {"国务院总理李强": "Premier Li Qiang"}),
        ("全国人大常委会副委员长雪克来提·扎克尔到会。", {"雪克来提·扎克尔": "Shohrat Zakir"}),
        ("时任国务委员谌贻琴批示。", {"谌贻琴": "Shen Yiqin"}),
        ("普京和埃尔多安通了电话。", {"普京": "Putin", "埃尔多安": "Erdogan"}),
        ("韩国瑜与卓荣泰当面沟通。", {"韩国瑜": "Han Kuo-yu", "卓荣泰": "Cho Jung-tai"}),
        ("行政长官李家超出席启用仪式。", {"行政长官李家超": "Chief Executive John Lee"}),
        # Hong Kong, Macao, Taiwan
        ("金管局下周公布新的按揭指引。", {"金管局": "Hong Kong Monetary Authority"}),
        ("新加坡金管局同日调息。", {"新加坡金管局": "Monetary Authority of Singapore"}),
        ("澳门立法会一般性通过法案。", {"澳门立法会": "Legislative Assembly of Macao"}),
        ("行政院核定计划，立法院排审。", {"行政院": "Executive Yuan", "立法院": "Legislative Yuan"}),
        (
            "卫福部社工司受理申请，社工上门。",
            {
                "卫福部社工司": "Department of Social Assistance and Social Work of the Ministry of Health "
                "and Welfare"
            },
        ),
        (
            "主计总处上修经济增长率。",
            {"主计总处": "Directorate-General of Budget, Accounting and Statistics"},
        ),
        # The mainland's institutions, at every level
        (
            "牵头单位：省编办；配合单位：省国土资源厅、省环保厅。",
            {
                "省编办": "office of the provincial commission for public sector reform",
                "省国土资源厅": "provincial department of land and resources",
                "省环保厅": "provincial department of environmental protection",
            },
        ),
        (
            "市住建局、区城管局联合检查。",
            {"市住建局": "municipal housing and urban-rural development bureau"},
        ),
        ("自治区统计局发布公报。", {"自治区统计局": "regional bureau of statistics"}),
        (
            "民政部社会救助司负责解释。",
            {"民政部社会救助司": "Department of Social Assistance of the Ministry of Civil Affairs"},
        ),
        (
            "云南省住建厅到楚雄州调研。",
            {"云南省住建厅": "Yunnan Provincial Department of Housing and Urban-Rural Development"},
        ),
        (
            "绍兴市编办印发方案。",
            {"绍兴市编办": "Office of the Shaoxing Municipal Commission for Public Sector Reform"},
        ),
        # Places whose English is not the reading of their characters
        ("麻栗坡县的口岸恢复通关。", {"麻栗坡县": "Malipo County"}),
        ("锡林郭勒盟西乌珠穆沁旗启动转场。", {"西乌珠穆沁旗": "West Ujimqin Banner"}),
        ("鄂托克旗民政局上门登记。", {"鄂托克旗民政局": "Otog Banner Civil Affairs Bureau"}),
        (
            "积石山保安族东乡族撒拉族自治县重建家园。",
            {"积石山保安族东乡族撒拉族自治县": "Jishishan Bonan, Dongxiang and Salar Autonomous County"},
        ),
        ("乐清市与歙县结对。", {"乐清市": "Yueqing", "歙县": "Shexian County"}),
        ("高雄市长陈其迈视察工地。", {"高雄市长陈其迈": "Kaohsiung Mayor Chen Chi-mai"}),
        ("凉山州委书记带队。", {"凉山州委书记": "secretary of the Liangshan Prefectural Party Committee"}),
    ],
)
def test_names_are_found_with_their_english(matcher, zh, expected):
    found = english(matcher, zh)
    assert {key: found.get(key) for key in expected} == expected


@pytest.mark.parametrize(
    ("zh", "absent"),
    [
        ("沪深两市资金日成交额突破万亿元。", "金日成"),  # the daily turnover of funds
        ("基金大中小各类账户都可申购。", "金大中"),
        ("上海牙科诊所实行明码标价。", "海牙"),  # dentists in Shanghai
        ("江苏丹阳眼镜城推出定制服务。", "苏丹"),  # Danyang in Jiangsu
        ("他在江苏联通营业厅办理业务。", "苏联"),
        ("代表团昨晚抵达卡塔尔。", "达卡"),
        ("拉美国家代表发言。", "美国"),
        ("两家企业被评为本市最美国企。", "美国"),
        ("各方要依法国有资产不流失地推进改制。", "法国"),
        ("行李在明天送达。", "李在明"),
        ("这是非常万全的准备。", "常万全"),
        ("本周总理将赴南方考察。", "周总理"),
        ("冈比亚总统到访。", "比亚总统"),
        ("地方劳动部门公布了投诉电话。", "劳动部"),
        ("生态环境部门开展抽查。", "环境部"),
        ("北京教育考试院公布分数线。", "考试院"),
        ("淡水河谷调整了产量。", "淡水河"),
        ("比如民政局可以提供证明。", "比如"),
        ("各地探索县域医共体建设。", "索县"),
        ("农民进党校学习。", "民进党"),
        ("新房客入住，更新界面随之调整。", "新界"),
    ],
)
def test_names_are_not_found_in_other_words(matcher, zh, absent):
    assert [match.term.zh for match in matcher.matches(zh) if match.term.zh.startswith(absent)] == []


def test_what_is_foreign_is_not_taken_for_chinas(matcher):
    """The State Council, the Ministry of Finance and the CSRC are China's."""
    found = english(matcher, "美国国务院和美国财政部同日表态，香港证监会表示关注。")
    assert found["美国国务院"] == "US State Department"
    assert found["美国财政部"] == "US Treasury Department"
    assert found["香港证监会"] == "Securities and Futures Commission"


@pytest.mark.parametrize("banner", ["额济纳旗", "鄂伦春自治旗"])
def test_a_banner_has_offices_as_a_county_has(matcher, banner):
    found = english(matcher, f"{banner}人民政府公告")
    assert found[f"{banner}人民政府"].endswith(" Banner People's Government")
