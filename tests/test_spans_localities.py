from __future__ import annotations

import pytest

from briefing.spans import SpanContext
from briefing.spans.localities import candidates


def found(zh: str, region: str = "") -> list[tuple[str, str]]:
    return [(span.zh, span.en) for span in candidates(zh, SpanContext(region=region))]


@pytest.mark.parametrize(
    ("zh", "places"),
    [
        ("兰州市城关区雁北街道养老服务中心", [("雁北街道", "Yanbei Subdistrict")]),
        ("余干县洪家嘴乡组织群众转移", [("洪家嘴乡", "Hongjiazui Township")]),
        ("枫林镇柳河村灾后重建", [("枫林镇", "Fenglin Town"), ("柳河村", "Liuhe Village")]),
        ("闵行区江川路街道", [("江川路街道", "Jiangchuan Road Subdistrict")]),
        ("赣州市云泽县遭受洪涝灾害", [("云泽县", "Yunze County")]),
        ("兴国县长冈乡", [("长冈乡", "Changgang Township")]),
        ("南丰县西安镇", [("西安镇", "Xi'an Town")]),
        ("余干县曾家镇", [("曾家镇", "Zengjia Town")]),
        ("浦东新区川沙镇", [("川沙镇", "Chuansha Town")]),
        ("东城区东直门街道", [("东直门街道", "Dongzhimen Subdistrict")]),
        ("江州区新和镇卜花村村民", [("新和镇", "Xinhe Town"), ("卜花村", "Bohua Village")]),
        # No place before it, but its name begins and ends as names do.
        ("青云里社区建于上世纪80年代", [("青云里社区", "Qingyunli Community")]),
        ("在古镇改造中，青石巷社区没有搬迁", [("青石巷社区", "Qingshixiang Community")]),
        ("总书记来到鹤湾村，沿着石板路", [("鹤湾村", "Hewan Village")]),
        # The level belongs to the word behind it.
        ("枫林镇柳河村党支部书记", [("枫林镇", "Fenglin Town"), ("柳河", "Liuhe")]),
        ("西湖区翠苑街道办事处", [("翠苑", "Cuiyuan")]),
        ("临川市青岚县委书记", [("青岚", "Qinglan")]),
    ],
)
def test_a_place_behind_the_place_that_it_is_in(zh: str, places: list[tuple[str, str]]) -> None:
    assert sorted(found(zh)) == sorted(places)


@pytest.mark.parametrize(
    "zh",
    [
        "各县区乡镇村全覆盖",
        "推动城乡社区治理，县乡村三级联动",
        "全市重点镇和小城镇建设",
        "区成立社区基金会",
        "南昌市示范村建设",
        "河南省产粮大县、江西省革命老区县",
        "赣州市各县级医院",
        "大余县农村社区",
        "县区域城乡协调发展",
        "示范区农村社区",
        "埃德蒙顿市政府和社区",
        "浙江省沿海乡镇",
        "阿尔市索纳镇",
        "高青县鼓励村集体",
        "平谷区送戏下乡，监利市青年返乡，西林县干部驻村帮扶，江北区科普进社区",
        "榕江县文旅局村晚，平阳县司法局镇街工作站",
        "洛川县苹果之乡，青田县著名侨乡，乐至县元帅故乡",
        "黄河滩区迁建村，会泽县缺水村，钟山县瑶族乡，中心城区繁华街道",
        "深入街道居民社区摸排隐患，离开家乡前往村小支教",
        "景德镇陶瓷村",
        "河南省直管县财政改革，大型超市连锁县城网点",
        "在城市社区、智慧社区，为民社区，街巷社区，邻里社区，走进山沟村，来到苗寨村",
        "日本长野县白马村，首尔市江南区清潭社区，元朗区锦田乡",
    ],
)
def test_other_words_before_a_level_are_no_name(zh: str) -> None:
    assert found(zh) == []


@pytest.mark.parametrize(
    ("zh", "places"),
    [
        ("向景宁、庆元、云和3个山区县派出专家", ["Jingning", "Qingyuan", "Yunhe"]),
        ("潼南、铜梁、合川等33个区县出现暴雨", ["Tongnan", "Tongliang", "Hechuan"]),
        ("派驻井冈山、遂川、永新3个县", ["Suichuan", "Yongxin"]),
        ("民政、财政等5个县直部门", []),
        ("向医疗、教育、交通3个重点县倾斜", []),
        ("书记、主任、委员3个村干部", []),
        ("教育、卫生等6个乡镇级服务站", []),
        ("华北、西北等20多个省区", []),
        ("公园、礼贤台等20多个景区", []),
    ],
)
def test_places_that_are_counted_at_the_end_of_their_list(zh: str, places: list[str]) -> None:
    assert sorted(en for _, en in found(zh)) == sorted(places)


def test_places_of_taiwan_and_hong_kong_have_spellings_of_their_own() -> None:
    assert found("嘉义县六脚乡湾内社区") == []
    assert found("大余县黄龙镇", "hongkong") == []
    assert found("大余县黄龙镇") == [("黄龙镇", "Huanglong Town")]


def test_the_offsets_are_those_of_the_text() -> None:
    zh = "记者在余干县洪家嘴乡看到"
    (span,) = candidates(zh, SpanContext())
    assert zh[slice(*span.zh_at)] == span.zh == "洪家嘴乡"
    assert span.marked
    assert "Hongjiazui township" in span.also
