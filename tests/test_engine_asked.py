"""What an engine reads in the place of a segment."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fakes import FakeEngine
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.document import Reading, Source
from briefing.engine.asked import as_asked
from briefing.engine.base import Request
from briefing.glossary.matcher import Matcher
from briefing.glossary.model import Term, Termbase
from briefing.pipeline import prepare_document, translate_document
from briefing.spans import SpanContext, find_spans
from briefing.spans.readings import readings

MATCHER = Matcher(
    Termbase(
        (
            Term("着力", "work to", use="read", reads="努力", unless=("着力点",)),
            Term("推诿", "shirk", use="read", reads="推卸责任"),
            Term("推诿拖延", "shirk and delay", use="read", reads="推卸责任、拖延办理"),
            Term("着力点", "focus", use="read", reads="重点"),
            Term("乡村振兴", "rural revitalization"),
            Term("全国平均水平", "national average", article="the"),
            Term("同比", "year on year", use="check"),
            Term("同比多增", "rise by more than a year ago", use="read", reads="比上年同期多增加"),
        )
    )
)


def read(zh: str, kind: str = "body") -> str:
    """`zh` as an engine gets it."""
    spans, _ = find_spans(zh, MATCHER, context=SpanContext(kind=kind))  # type: ignore[arg-type]
    return as_asked(Request("a", zh, spans), readings(zh, spans, MATCHER)).text


@pytest.mark.parametrize(
    ("zh", "kind", "asked"),
    [
        ("着力推进乡村振兴。", "body", "努力推进乡村振兴。"),
        ("找准着力点。", "body", "找准重点。"),
        ("存款同比多增87亿元。", "body", "存款比上年同期多增加87亿元。"),
        ("温度不得高于60度。", "body", "温度不得高于60度。"),
        ("比例低于3%，下降2个百分点。", "body", "比例低于3%，下降2个百分点。"),
        ("一是抓产业；二是抓就业；三是抓生态。", "body", "一是抓产业；二是抓就业；第三，抓生态。"),
        ("八是推进开放。", "list-item", "第八，推进开放。"),
        ("十是否可行？", "body", "十是否可行？"),
        ("不得推诿。", "body", "不得推卸责任。"),
        ("不得推诿拖延。", "body", "不得推卸责任、拖延办理。"),
        ("要加强统筹。", "body", "应加强统筹。"),
        ("要求各地落实。", "body", "要求各地落实。"),
        ("各地要加强统筹。", "body", "各地要加强统筹。"),
        ("一、总体要求", "heading", "总体要求"),
        ("（三）要着力抓落实。", "list-item", "要努力抓落实。"),
        ("12. 完善机制", "list-item", "完善机制"),
        ("3.5万人受益。", "list-item", "3.5万人受益。"),
        ("增幅低于全国平均水平0.3个百分点。", "body", "增幅比全国平均水平低0.3个百分点。"),
        ("增幅高于全国平均水平0.3个百分点。", "body", "增幅比全国平均水平还高0.3个百分点。"),
        ("服务业增速快于全省1.2个百分点。", "body", "服务业增速比全省快1.2个百分点。"),
        ("合格率不得低于95%。", "body", "合格率不得低于95%。"),
        ("价格低于每吨800元。", "body", "价格低于每吨800元。"),
        ("降幅比上月收窄0.4个百分点。", "body", "降幅比上月小0.4个百分点。"),
        ("跌幅较上季度扩大1.1个百分点。", "body", "跌幅较上季度大1.1个百分点。"),
        ("增速比上半年加快0.7个百分点。", "body", "增速比上半年高0.7个百分点。"),
        ("涨幅回落0.2个百分点。", "body", "涨幅变小0.2个百分点。"),
        (
            "价格环比由上月上涨0.3%转为下降0.1%。",
            "body",
            "价格上月环比上涨0.3%，本月环比下降0.1%。",
        ),
        ("出口由上年同期增长2%转为下降1%。", "body", "出口上年同期增长2%，今年下降1%。"),
        ("出口由上年同期增长2%，转为下降。", "body", "出口由上年同期增长2%，转为下降。"),
        ("6月份31个城市房价上涨。", "body", "6月份，31个城市房价上涨。"),
        ("总体平稳，上半年规模以上企业利润增长2%。", "body", "总体平稳，上半年，规模以上企业利润增长2%。"),
        ("上半年安排的项目全部开工。", "body", "上半年安排的项目全部开工。"),
        ("6月末存款增加2亿元，一季度末减少。", "body", "6月末存款增加2亿元，一季度末减少。"),
        ("其中，出口增长2%。", "body", "具体而言，出口增长2%。"),
        ("其中出口增长2%，其中，进口下降。", "body", "其中出口增长2%，其中，进口下降。"),
        ("财政部门要加强统筹，", "body", "财政部门要加强统筹。"),
        ("健全机制； ", "body", "健全机制； "),
        ("应法国总统邀请，他将访法。", "body", "在法国总统的邀请下，他将访法。"),
        ("应邀出席。各方应发出邀请，并通报。", "body", "应邀出席。各方应发出邀请，并通报。"),
        ("指数年增1.8%，月减0.2%。", "body", "指数同比增长1.8%，环比下降0.2%。"),
        (
            "院会今天通过「所得税法」部分条文修正草案。",
            "body",
            "院会今天批准了「所得税法」部分条文修正草案。",
        ),
        (
            "会议审议通过《方案》。通过“互联网”平台办理。",
            "body",
            "会议审议通过《方案》。通过“互联网”平台办理。",
        ),
        ("再开工15项工程，复工后再开工。", "body", "另外开工15项工程，复工后再开工。"),
        ("今年增加2%，每年增1%。", "body", "今年增加2%，每年增1%。"),
        ("基本利率下调至4.25厘。", "body", "基本利率下调至4.25%。"),
        ("误差不超过3.5厘。", "body", "误差不超过3.5厘。"),
        ("免去张立的省财政厅厅长职务。", "body", "张立不再担任省财政厅厅长。"),
        (
            "决定免去张立同志的市委书记职务、王平的市长职务。",
            "body",
            "决定张立同志不再担任市委书记，王平不再担任市长。",
        ),
        ("国务院免去王平的副部长职务。", "body", "国务院决定，王平不再担任副部长。"),
        ("同时免去其副局长、党委委员职务。", "body", "同时其不再担任副局长、党委委员。"),
        ("免去部分职务。", "body", "免去部分职务。"),
        ("处五万元以上二十万元以下罚款。", "body", "处不少于五万元、不超过二十万元罚款。"),
        ("处5000元以上2万元以下的罚款。", "body", "处不少于5000元、不超过2万元的罚款。"),
        ("标的五万元以上二十万元以下的合同。", "body", "标的五万元以上二十万元以下的合同。"),
        ("印发《就业补助资金管理办法》的通知", "heading", "印发《就业补助资金的管理办法》的通知"),
        ("市里出台租赁住房管理暂行办法。", "body", "市里出台租赁住房的管理暂行办法。"),
        ("本管理办法自发布之日起施行。", "body", "本管理办法自发布之日起施行。"),
        ("印发资金的管理办法。", "body", "印发资金的管理办法。"),
        ("《云南省生态补偿考核办法》同时废止。", "body", "《云南省生态补偿考核的办法》同时废止。"),
        ("本省考核办法同时废止。", "body", "本省考核办法同时废止。"),
        (
            "由省财政厅牵头，省商务厅配合，10月底前完成。",
            "body",
            "省财政厅牵头负责，省商务厅配合，应在10月底前完成。",
        ),
        (
            "由省财政厅负责牵头，2026年6月30日前全部到位。",
            "body",
            "省财政厅牵头负责，应在2026年6月30日前全部到位。",
        ),
        ("由牵头单位负责，已于10月底前完成。", "body", "由牵头单位负责，已于10月底前完成。"),
        ("本规定所称网约车，是指预约出租汽车。", "body", "本规定中的“网约车”是指预约出租汽车。"),
        ("本规定所称“网约车”，是指预约出租汽车。", "body", "本规定所称“网约车”，是指预约出租汽车。"),
        ("第二十三条　二级以上综合医院应当设置老年医学科。", "body", "二级以上综合医院应当设置老年医学科。"),
        ("第十条之一：不得推诿。", "body", "不得推卸责任。"),
        ("第七条 规定的情形除外。", "body", "第七条 规定的情形除外。"),
        ("第七条所列情形除外。", "body", "第七条所列情形除外。"),
        ("第十二条高铁开通。", "body", "第十二条高铁开通。"),
        ("制定并动态调整服务清单。", "body", "应制定并动态调整服务清单。"),
        ("制定并动态调整服务清单，已公布三批。", "body", "制定并动态调整服务清单，已公布三批。"),
        (
            "未经家长同意，任何组织或者个人不得采集信息。",
            "body",
            "在没有家长同意的情况下，任何组织或者个人不得采集信息。",
        ),
        (
            "纠正重引进轻培养、重硬件、轻管理的做法。",
            "body",
            "纠正重视引进、忽视培养、重视硬件、忽视管理的做法。",
        ),
        ("在本市从事养老服务，适用本条例。", "body", "在本市从事养老服务应当遵守本条例。"),
        ("境外机构不适用本条例。", "body", "境外机构不适用本条例。"),
        ("重庆轻轨提速，着重建设轻质材料厂。", "body", "重庆轻轨提速，着重建设轻质材料厂。"),
        ("未经家长同意，不得采集信息。", "body", "未经家长同意，不得采集信息。"),
        ("旱情在晋豫陕等地发展。", "body", "旱情在山西、河南、陕西等地发展。"),
        ("苏皖两省加强合作。", "body", "江苏、安徽两省加强合作。"),
        ("辽宁两省级园区和江苏浙皖等地。", "body", "辽宁两省级园区和江苏浙皖等地。"),
        ("6月30日起施行新的办法。", "body", "6月30日起施行新的办法。"),
        ("6月上旬存款增加2亿元。", "body", "6月上旬存款增加2亿元。"),
        ("6月存款余额增加2亿元。", "body", "6月，存款余额增加2亿元。"),
        ("412个重点项目已开工276个。", "body", "412个重点项目中，已有276个开始建设。"),
        ("120处隐患已整改85处，清单已公开。", "body", "120处隐患中，已有85处整改，清单已公开。"),
        ("120处隐患已整改85个问题。", "body", "120处隐患已整改85个问题。"),
        ("钢铁、水泥、造纸等3个行业能耗下降。", "body", "钢铁、水泥、造纸这3个行业能耗下降。"),
        ("横跨玻利维亚、巴拉圭和阿根廷等三个国家。", "body", "横跨玻利维亚、巴拉圭和阿根廷这三个国家。"),
        ("省财政厅、省商务厅等两部门发文。", "body", "省财政厅、省商务厅等两部门发文。"),
        (
            "公路、铁路、水路、航空、管道、邮政、物流、仓储、港口、口岸和信息等十一类设施。",
            "body",
            "公路、铁路、水路、航空、管道、邮政、物流、仓储、港口、口岸和信息这十一类设施。",
        ),
        ("南昌、九江等两市试点。", "body", "南昌、九江这两市试点。"),
        ("钢铁、水泥、造纸等4个行业能耗下降。", "body", "钢铁、水泥、造纸等4个行业能耗下降。"),
        ("钢铁、水泥、造纸等3年行动。", "body", "钢铁、水泥、造纸等3年行动。"),
        ("钢铁、水泥等20多个行业。", "body", "钢铁、水泥等20多个行业。"),
        (
            "投资增长3.8%，扣除房地产开发投资后增长8.4%。",
            "body",
            "投资增长3.8%；如果扣除房地产开发投资，增长8.4%。",
        ),
        (
            "收入下降0.6%，剔除一次性因素后，同口径增长1.9%。",
            "body",
            "收入下降0.6%；如果剔除一次性因素，同口径增长1.9%。",
        ),
        (
            "收入增长5.3%，扣除价格因素后实际增长4.9%。",
            "body",
            "收入增长5.3%，扣除价格因素后实际增长4.9%。",
        ),
        (
            "价格上涨0.4%，扣除食品和能源价格后的核心价格上涨0.9%。",
            "body",
            "价格上涨0.4%，扣除食品和能源价格后的核心价格上涨0.9%。",
        ),
        ("全年电费38万元，扣除运维费用后上缴。", "body", "全年电费38万元，扣除运维费用后上缴。"),
        ("贡献了50%以上的税收、60%以上的投资。", "body", "贡献了超过50%的税收、超过60%的投资。"),
        ("贡献了50%以上的税收，投资占60%以上。", "body", "贡献了50%以上的税收，投资占60%以上。"),
        ("用于占80%以上的村和达到50%以上的乡。", "body", "用于占80%以上的村和达到50%以上的乡。"),
        ("任命王平为市检察院检察员。", "body", "王平被任命为市检察院检察员。"),
        (
            "免去张立的县教育局局长职务，任命王平为县教育局局长。",
            "body",
            "张立不再担任县教育局局长。王平被任命为县教育局局长。",
        ),
        (
            "决定任命王平同志为副市长，任命张立为审计局局长。",
            "body",
            "决定任命王平同志为副市长；张立被任命为审计局局长。",
        ),
        ("会议听取汇报，任命王平为副市长。", "body", "会议听取汇报，任命王平为副市长。"),
        ("国务院任命王平为副部长。", "body", "国务院任命王平为副部长。"),
    ],
)
def test_what_an_engine_reads(zh, kind, asked):
    assert read(zh, kind) == asked


@pytest.mark.parametrize(
    ("region", "zh", "asked"),
    [
        ("taiwan", "税收减少约62亿元，另编新台币3亿元。", "税收减少约62亿新台币，另编3亿新台币。"),
        ("hongkong", "罚款50000元，另发5元件。", "罚款50000港元，另发5元件。"),
        ("macao", "拨款3亿元。", "拨款3亿澳门元。"),
        ("", "拨款3亿元，另捐港币500万元。", "拨款3亿元，另捐500万港元。"),
    ],
)
def test_whose_yuan_an_engine_reads(region, zh, asked):
    spans, _ = find_spans(zh, MATCHER, context=SpanContext(region=region))
    request = as_asked(Request("a", zh, spans), readings(zh, spans, MATCHER, region))
    assert request.text == asked


def test_interest_in_hundredths_is_percent_in_english():
    (rate,), _ = find_spans("按揭利率为3.5厘。", MATCHER, context=SpanContext(region="hongkong"))
    (width,), _ = find_spans("隔板厚3.5厘米。", MATCHER, context=SpanContext(region="hongkong"))
    assert "3.5 percent" in rate.also
    assert "3.5 percent" not in width.also


def test_spans_stay_on_their_words():
    zh = "（二）着力推进乡村振兴，三是着力抓产业。"
    spans, _ = find_spans(zh, MATCHER, context=SpanContext(kind="list-item"))
    request = as_asked(Request("a", zh, spans, must=spans[-1:]), readings(zh, spans, MATCHER))
    assert [request.text[slice(*each.zh_at)] for each in request.spans] == [
        each.zh for each in spans if each.kind != "list-number"
    ]
    assert request.text[slice(*request.must[0].zh_at)] == request.must[0].zh


@settings(max_examples=30)
@given(st.text("着力三是要，。八一、（）乡村振兴1.低于全省%由上月涨转为", max_size=24))
def test_any_text_is_read_with_its_spans(zh):
    spans, _ = find_spans(zh, MATCHER, context=SpanContext(kind="list-item"))
    request = as_asked(Request("a", zh, spans), readings(zh, spans, MATCHER))
    for span in request.spans:
        assert request.text[slice(*span.zh_at)] == span.zh


def test_a_term_that_is_asked_for_again_is_not_read_otherwise():
    zh = "贷款同比多增3亿元。"
    spans, _ = find_spans(zh, MATCHER)
    again = tuple(replace(span, marked=True) for span in spans)
    assert as_asked(Request("a", zh, again), readings(zh, spans, MATCHER)).text == zh


def test_nothing_to_read_otherwise_leaves_the_request_alone():
    request = Request("a", "民生保障有力。")
    assert as_asked(request, ()) is request
    assert as_asked(request, (Reading((0, 2), "生活"),)).text == "生活保障有力。"


NUMBERED = """实施方案

一、总体要求

（一）指导思想

1. 坚持稳中求进。

（1）坚持分类施策。

①压实责任。

2.6月30日前完成检查。

十二、保障措施

第二十三条　医院应当设置老年医学科。

第七条 本办法自2026年1月1日起施行。
"""


def test_numbers_are_put_back_by_one_rule():
    engine = FakeEngine()
    document = prepare_document(Source("a.txt", NUMBERED, "", "utf-8"), MATCHER)
    done = list(translate_document(document, engine))
    numbers = [each.segments[0].spans[0].en for each in done[1:]]
    assert numbers == ["I.", "(1)", "1.", "1)", "①", "2.", "XII.", "Article 23", "Article 7"]
    asked = [request.text for request in engine.asked]
    assert "总体要求" in asked
    assert not [text for text in asked if text[0] in "一（1①十第"]
    for paragraph in done[1:]:
        segment = paragraph.segments[0]
        number = segment.spans[0]
        assert number.kind == "list-number"
        assert segment.en[slice(*number.en_at)] == number.en
        assert paragraph.en.startswith(f"{number.en} ")
        words = paragraph.en.removeprefix(number.en).lstrip()
        assert not words[0].islower()
