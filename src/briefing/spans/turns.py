"""Turns of phrase that an engine reads in other words, found around the figures of a sentence.

In 低于全国平均水平0.1个百分点 (0.1 percentage points below the national average) engines take the figure
for the average's, and read 比全国平均水平低0.1个百分点 rightly. No entry of a termbase can tell it, since
what lies between is free, and the figure is a span that stays where it is.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from briefing.document import Reading
from briefing.quantities.numerals import parse_small

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.document import Range, Span

_COMPARED = re.compile("(?P<than>(?P<how>[低高快慢多少])于)(?P<what>[^，。；：、于比]{2,16})$")
"""What a figure is compared to, up to the figure: 低于全国平均水平, not 低于5% (below 5 percent)."""
_STANDARD = re.compile(
    "平均|水平|全国|全省|全市|同期|上年|去年|上月|规模|行业|地区|城镇|农村|总体|整体|预期|目标"
)
"""What says that it is a comparison with something of the same kind, and no bound."""

_NARROWED = re.compile(
    "(?P<of>降幅|跌幅|涨幅|增幅|增速|升幅)(?P<to>(?:比|较)[^，。；：、]{1,10}?)?"
    "(?P<verb>收窄|缩小|回落|放缓|扩大|加快|提高|提升|回升|加大)(?:了|约)?$"
)
"""How a rate changed, up to the figure: 降幅比上月收窄 0.5个百分点."""
_OF_A_FALL = frozenset({"降幅", "跌幅"})
_SMALLER = frozenset({"收窄", "缩小", "回落", "放缓"})
_TURNED = re.compile(
    "(?P<by>环比|同比)?由(?P<when>上月|上年同期|去年同期|上季度|上年|去年)(?P<was>上涨|下降|增长|上升)$"
)
"""A change of direction, up to its first figure: 环比由上月上涨 0.1%转为下降0.2%."""
_TURNED_TO = re.compile("转为(?=上涨|下降|增长|上升)")
_MOVED = re.compile(
    "影响(?=[^，。；：！？0-9]{2,16}?(?:上涨|下降|上升|下跌|回落)(?:约|近|超过?)?[0-9]{1,3}(?:\\.[0-9]{1,3})?个?百分点)"
)
"""What moves an index by so many points: 影响居民消费价格下降约0.06个百分点 is no mere influence."""
_REMOVED = re.compile(
    "(?P<verb>免去)(?P<who>其|[^，。；、的其]{2,5}?)(?P<of>同志的?|的|(?<=其))(?P<post>[^，。；]{2,80}?)(?P<end>职务)"
)
_AND_REMOVED = re.compile(
    "(?P<verb>、)(?P<who>[^，。；、的]{2,5}?)(?P<of>同志的?|的)(?P<post>[^，。；]{2,80}?)(?P<end>职务)"
)
"""Who is removed from which post, of which engines make somebody who removes: 免去张立的省财政厅厅长职务."""
_NOBODY = re.compile("(?:^|[，。；：、\\s]|决定|同时|通过|[并和])$")
"""What stands before a removal of which it is not said, right before it, who decides it."""
_MEASURES = re.compile(
    "(?:印发|制定|出台|修订|发布|《)[^，。；：的《》]{4,30}?(?P<measures>管理(?:暂行)?办法)(?=[》的，。；]|$)"
)
"""Measures by what they manage, from which engines part them: 印发就业补助资金管理办法."""
_MEASURES_FOR = re.compile(
    "《[^，。；：的《》]{4,30}?(?:监督|督察|奖励|考核|评价|评估|认定|处罚|补助|补贴|保障|保护|审查|监测|监管|征收|分配|登记|激励)"
    "(?P<measures>(?:暂行|试行)?办法)(?=[》（])"
)
"""The same, by what else they are for, in a title: 《江西省行政执法监督办法》."""
_FINED = re.compile(
    "(?<![0-9一二三四五六七八九十百千万两])(?P<least>[0-9一二三四五六七八九十百千万两]{1,12})(?P<from>元以上)(?P<most>[0-9一二三四五六七八九十百千万两]{1,12})(?P<to>元以下)"
    "(?=的?罚款)"
)
"""A fine within bounds."""
_LED_BY = re.compile(
    "(?:^|(?<=[，。；：、]))(?P<by>由)(?P<who>[^，。；：由]{2,40}?)(?P<led>(?:负责)?牵头)(?=，)"
)
"""Who takes the lead, of which engines make somebody led: 由市农业农村局牵头，市财政局配合."""
_DEFINED = re.compile(
    "本(?:条例|办法|规定|法|细则|规则|规程|通知|意见|决定|标准)(?P<named>所称的?)(?P<what>[^，。；：“”]{2,30}?)(?P<means>，是指)"
)
"""What a regulation means by a word, which engines turn about: 本办法所称突发事件，是指自然灾害."""
_KEPT_UP = re.compile(
    "^\\s*(?=(?:制定|建立|编制|修订|完善|公布)并(?:动态|定期|及时|适时)[一-鿿]{2}[^了已]{2,80}。\\s*$)"
)
"""What is to be made and kept up, which engines tell as done: 制定并动态调整服务清单."""
_WITHOUT = re.compile(
    "(?:^|(?<=[，。；]))(?P<no>未经)(?P<whose>[^，。；]{2,20}?)同意(?P<end>)，(?=任何[^，。；]{2,14}不得)"
)
"""Without whose consent nobody may do something, of which engines make that no consent is needed."""
_NOUN = (
    "建设|运营|管理|开发|保护|投入|产出|数量|质量|形式|内容|结果|过程|审批|监管|增长|环保|发展|生态|硬件|软件|使用|养护|理论"
    "|实践|部署|落实|治疗|预防|业务|党建|引进|培养|培育|生产|流通|申报|实施|评审|转化|研发|应用|救助|惩处|地上|地下|规模|效益"
)
_STRESSED = re.compile(f"(?<![严加尊注看着双])(?P<on>重)(?:{_NOUN})(?P<not>[、，]?轻)(?:{_NOUN})")
"""What is stressed and what is neglected, of which engines make heavy and light: 重建设轻运营."""
_APPLIES = re.compile("(?<![不可])，?适用(?=本(?:条例|办法|法|规定|细则)[。；])")
"""To what a statute applies, of which engines make that it applies to the statute: 养老服务适用本条例."""
_DUE = re.compile(
    "(?<=，)(?=(?:[0-9]{4}年)?[0-9]{1,2}月(?:底|[0-9]{1,2}日)前(?:全部|基本)?(?:完成|建成|到位|报送))"
)
"""A time by which something is to be done, of which engines make something done: ，10月底前完成."""
_PROVINCES = {
    "京": "北京",
    "津": "天津",
    "冀": "河北",
    "晋": "山西",
    "蒙": "内蒙古",
    "辽": "辽宁",
    "吉": "吉林",
    "黑": "黑龙江",
    "沪": "上海",
    "苏": "江苏",
    "浙": "浙江",
    "皖": "安徽",
    "闽": "福建",
    "赣": "江西",
    "鲁": "山东",
    "豫": "河南",
    "鄂": "湖北",
    "湘": "湖南",
    "粤": "广东",
    "桂": "广西",
    "琼": "海南",
    "渝": "重庆",
    "川": "四川",
    "黔": "贵州",
    "贵": "贵州",
    "滇": "云南",
    "云": "云南",
    "藏": "西藏",
    "陕": "陕西",
    "甘": "甘肃",
    "青": "青海",
    "宁": "宁夏",
    "新": "新疆",
}
"""Provinces by the one character that stands for each in a row of them."""
_IN_A_ROW = re.compile(
    f"(?<![江西内])(?P<some>[{''.join(_PROVINCES)}]{{3,8}})(?=等地|等省|[三四五六七八3-8]省|交界|地区)"
    f"|(?P<two>(?<![江西内])(?!辽宁)[{''.join(_PROVINCES)}]{{2}})(?=[两二2]省)"
)
"""Provinces in a row, of which engines make others: 豫皖苏鄂等地 (Henan, Anhui, Jiangsu and Hubei)."""
_PERIOD = re.compile("(?P<quarter>季度?)|月|周|旬|(?P<on>环比)")
"""Periods, and 环比 (on the one before), of which engines take every one for a month."""
_WHEN = re.compile(
    "(?:^|(?<=[，。；：！？]))(?:[0-9]{4}年|今年|去年)?"
    "(?:[上下]半年|[一二三四]季度|前[一二三四五六七八九十0-9]{1,2}个?(?:季度|月)|[0-9]{1,2}月(?:份|(?![0-9上下]))|[0-9]{1,2}[—－-][0-9]{1,2}月份)"
    "(?=[^，。；：、的末底初中旬日份以内前后和与及或至到—－~-][^，。；：的]{4})"
)
"""A period that opens a clause and runs into its subject: 6月份31个大城市, of which engines made June 31."""
_SO_MANY = re.compile(
    "[0-9]{1,6}(?P<each>[个项处家条座所])[^，。；：、]{2,16}?"
    "(?P<already>已(?P<done>开工|建成|完工|完成|投产|投用|落地|办结|整改))了?[0-9]{1,6}(?P=each)(?=[，。；]|$)"
)
"""Of so many so many: 412个项目已开工276个."""
_DONE = {"开工": "开始建设", "投产": "投入生产", "投用": "投入使用"}
_INVITED = re.compile(
    "(?:^|(?<=。))\\s{0,2}(?P<at>应)(?!邀|当|该)[^，。；：应]{2,48}?(?P<of>的?邀请)(?=[，,])"
)
"""At whose invitation somebody travels, of which engines make what ought to be, or who was invited:
应法国总统马克龙邀请，…… (at the invitation of President Macron)."""
_GREW = re.compile(
    "(?<![今去每逐当上全近年明前后几多同0-9一二两三四五六七八九十])(?P<by>[年月季])(?P<how>[增减])(?=约|近|逾|[0-9])"
)
"""Taiwan's 年增1.48% (rose by 1.48 percent from a year earlier), of which engines make an annual rate."""
_ON = {"年": "同比", "月": "环比", "季": "比上一季度"}
_ANOTHER = re.compile(
    "(?<![不一需])(?P<at>再)(?=(?:新?开工|新建|建成|建设|改造|培育|推出|取消|下放|新增|解决|支持|安排)[^，。；、]{0,8}[0-9])"
)
"""So many more: 再开工15项 (start another 15), of which engines make something done over again."""
_ADOPTED = re.compile(
    "(?<=[会院日天读议])(?<!审议)(?<!决议)(?P<verb>通过)了?"
    "(?=[「《“][^」》”，。；]{2,40}[」》”](?:[^，。；、]{0,10}(?:草案|议案))?[，。；])"
)
"""Adopting a bill, which engines read as going through it: 今天通过「所得税法」部分条文修正草案."""
_INTEREST = re.compile("(?:利率|息率|拆息|年息|票息)[^。；厘]{0,30}?[0-9](?P<of>厘)(?![米升])")
"""Hong Kong's percent of interest: 基本利率……4.25厘 (4.25 percent)."""
_ALL_OF_THEM = re.compile(
    "等(?P<n>[0-9]{1,2}|[二两三四五六七八九]|十[一二三四五六七八九]?)(?=[一-鿿])"
    "(?![余万亿百千十年月日时分秒元倍周季岁次成点级天])(?!个?(?:多|百分点|月|小时|工作日|季度|部门|项))"
)
"""A list with its count, of which engines make examples: 南昌、九江、赣州等3个市 (such as ...)."""
_STOP = re.compile("[，。；：！？]")
_LONGEST_LIST = 160
_LAST_JOINT = re.compile("和|及|与")
_LEFT_OUT = re.compile(
    "(?<=[点%0-9位元])(?P<at>，)[^，。；：]{0,6}?(?P<verb>扣除|剔除)(?!价格因素)[^，。；：]{2,24}?(?P<then>(?:以|之)?后，?)(?!的)"
    "(?=[^，。；：]{0,14}?(?:增长|下降|上升|上涨|回落|增加|减少)[约近超]?[0-9])"
)
"""What a second figure leaves out, of which engines lose the one or the other:
，扣除房地产开发投资后增长8.4% (if investment in real estate development is excluded)."""
_MORE_THAN = re.compile("(?<![达到过于近约0-9.])[0-9]{1,3}(?:\\.[0-9]{1,2})?%(?P<more>以上)(?=的)")
"""A share that is a bound, of which engines say no more of the second: 50%以上的税收、60%以上的投资."""
_CLAUSE = re.compile("[^，。；：！？]+")
_APPOINTED = re.compile(
    "(?:^|(?P<and>(?<=职务)，|(?<=[^，。；、]{3})，))(?P<verb>任命)(?P<who>[^，。；、为]{2,6})(?P<as>为)(?=[^，。；、]{3})"
)
"""Who is appointed what, of which engines make one of those named before appoint:
免去张立的局长职务，任命王平为局长."""
_OTHERS = re.compile("任命|免去")
_FAR = 120
_NOW = {"上月": "本月", "上季度": "本季度"}


def turns(zh: str, spans: Sequence[Span]) -> Iterator[tuple[Reading, ...]]:
    """The readings of turns in `zh`, those of a turn together: half of them would say something else."""
    for span in spans:
        start, end = span.zh_at
        if span.kind == "term":
            continue
        before = zh[max(0, start - 30) : start]
        offset = start - len(before)
        if (match := _COMPARED.search(before)) and _STANDARD.search(match["what"]):
            how = "还高" if match["how"] == "高" else match["how"]
            yield Reading(_at(match, "than", offset), "比"), Reading((start, start), how)
        elif match := _NARROWED.search(before):
            yield (Reading(_at(match, "verb", offset), _changed(match)),)
        elif (match := _TURNED.search(before)) and (to := _TURNED_TO.match(zh, end)):
            by, now = match["by"] or "", _NOW.get(match["when"], "今年")
            was = Reading(_at(match, 0, offset), f"{match['when']}{by}{match['was']}")
            yield was, Reading(to.span(), f"，{now}{by}")
    for match in _MOVED.finditer(zh):
        yield (Reading(match.span(), "使"),)
    for match in _WHEN.finditer(zh):
        yield (Reading((match.end(), match.end()), "，"),)
    for match in _SO_MANY.finditer(zh):
        done = _DONE.get(match["done"], match["done"])
        yield Reading(match.span("already"), "中，已有"), Reading((match.end(), match.end()), done)
    for match in _LED_BY.finditer(zh):
        yield Reading(match.span("by"), ""), Reading(match.span("led"), "牵头负责")
    for match in _DEFINED.finditer(zh):
        yield Reading(match.span("named"), "中的“"), Reading(match.span("means"), "”是指")
    for match in _KEPT_UP.finditer(zh):
        yield (Reading((match.end(), match.end()), "应"),)
    for match in _WITHOUT.finditer(zh):
        yield Reading(match.span("no"), "在没有"), Reading(match.span("end"), "的情况下")
    for match in _STRESSED.finditer(zh):
        yield Reading(match.span("on"), "重视"), Reading(match.span("not"), "、忽视")
    for match in _APPLIES.finditer(zh):
        yield (Reading(match.span(), "应当遵守"),)
    for match in _DUE.finditer(zh):
        yield (Reading(match.span(), "应在"),)
    for match in _IN_A_ROW.finditer(zh):
        yield (Reading(match.span(), "、".join(_PROVINCES[each] for each in match[0])),)
    for match in _REMOVED.finditer(zh):
        yield from _removed(zh, match)
    for match in chain(_MEASURES.finditer(zh), _MEASURES_FOR.finditer(zh)):
        start = match.start("measures")
        yield (Reading((start, start), "的"),)
    for match in _INVITED.finditer(zh):
        yield Reading(match.span("at"), "在"), Reading(match.span("of"), "的邀请下")
    for match in _GREW.finditer(zh):
        grew = "增长" if match["how"] == "增" else "下降"
        yield (Reading(match.span(), _ON[match["by"]] + grew),)
    for match in _ADOPTED.finditer(zh):
        yield (Reading(match.span(), "批准了"),)
    for match in _ANOTHER.finditer(zh):
        yield (Reading(match.span("at"), "另外"),)
    for match in _INTEREST.finditer(zh):
        yield (Reading(match.span("of"), "%"),)
    for match in _FINED.finditer(zh):
        start = match.start()
        bounds = Reading(match.span("from"), "元、不超过"), Reading(match.span("to"), "元")
        yield Reading((start, start), "不少于"), *bounds
    yield from _all_of_them(zh)
    yield from _more_than(zh)
    yield from _appointed(zh)
    for match in _LEFT_OUT.finditer(zh):
        yield Reading(match.span("at"), "；如果"), Reading(match.span("then"), "，")
    by_quarter = False
    for match in _PERIOD.finditer(zh):
        if match["on"] is None:
            by_quarter = match["quarter"] is not None
        elif by_quarter:
            yield (Reading(match.span(), "比上一季度"),)


def _all_of_them(zh: str) -> Iterator[tuple[Reading, ...]]:
    for match in _ALL_OF_THEM.finditer(zh):
        start = match.start()
        clause = zh[max(0, start - _LONGEST_LIST) : start]
        listed = _STOP.split(clause)[-1]
        items = listed.count("、") + 1
        if items > 1 and parse_small(match["n"]) in (items, items + bool(_LAST_JOINT.search(listed))):
            yield (Reading((start, start + 1), "这"),)


def _more_than(zh: str) -> Iterator[tuple[Reading, ...]]:
    for clause in _CLAUSE.finditer(zh):
        shares = list(_MORE_THAN.finditer(zh, clause.start(), clause.end()))
        if len(shares) > 1:
            starts = [Reading((each.start(), each.start()), "超过") for each in shares]
            yield (*starts, *(Reading(each.span("more"), "") for each in shares))


def _appointed(zh: str) -> Iterator[tuple[Reading, ...]]:
    for match in _APPOINTED.finditer(zh):
        named = Reading(match.span("as"), "被任命为")
        if not match["and"]:
            yield Reading(match.span("verb"), ""), named
        elif before := _OTHERS.findall(zh, max(0, match.start() - _FAR), match.start()):
            and_then = "；" if before[-1] == "任命" else "。"
            yield Reading((match.start(), match.end("verb")), and_then), named


def _removed(zh: str, first: re.Match[str]) -> Iterator[tuple[Reading, ...]]:
    match: re.Match[str] | None = first
    while match:
        comrade = "同志" if match["of"].startswith("同志") else ""
        who_decides = match is first and not _NOBODY.search(zh, 0, match.start())
        yield (
            Reading(match.span("verb"), "决定，" if who_decides else "" if match is first else "，"),
            Reading(match.span("of"), f"{comrade}不再担任"),
            Reading(match.span("end"), ""),
        )
        match = _AND_REMOVED.match(zh, match.end())


def _changed(match: re.Match[str]) -> str:
    less = match["verb"] in _SMALLER
    if not match["to"]:
        return "变小" if less else "变大"
    if match["of"] in _OF_A_FALL:
        return "小" if less else "大"
    return "低" if less else "高"


def _at(match: re.Match[str], group: str | int, offset: int) -> Range:
    start, end = match.span(group)
    return start + offset, end + offset
