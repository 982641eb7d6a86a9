"""Tells whether a numeral is a figure, and not an idiom, a name, or the number of a list that stands before
it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.quantities.chinese.counted import (
    COUNTED,
    CURRENCY,
    CURRENCY_BEFORE,
    IN_TENS,
    LONGEST_BEFORE,
    UNIT,
)
from briefing.quantities.chinese.numeral import COUNT_OF
from briefing.quantities.chinese.one import is_one
from briefing.quantities.numerals import DIGITS

if TYPE_CHECKING:
    from briefing.quantities.chinese.numeral import Numeral

_NO_MEANING_ALONE = re.compile(r"[，。、；：）！？\s”]|以上|以下|以内|左右|$")
# Provinces by one character each (湘鄂赣三省), and other lists without 、.
_LISTED = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼港澳台]{2,}$|今明$|县乡村?$|省市县?$"
)
_ROUGH = ("百八十", "百十", "千八百", "万八千")
"""A hundred or so, a thousand or so: no 180 and no 1,800."""
_IDIOMS = (
    "约法三章",
    "三天两头",
    "三番五次",
    "三番两次",
    "半斤八两",
    "一亩三分地",
    "三长两短",
    "三三两两",
    "三年五载",
    "一年半载",
    "三年两载",
    "七匹狼",
    "五花八门",
    "三句话不离",
    "十万八千里",
)
_SECONDARY = re.compile(
    "次(?:元|供[水油气热]|创[业作]|能源|污染|装修|开发|加工|分配|利用|[伤灾]害|衍生|方程|函数|曲线|型|革命|转[移运]|搬运|感染"
    "|销售|电池|资源|征信|传播|抛光|冲击|爆发|[探触]底|流转|配送|议案|过滤|扬尘|[管热]网|设备|泵房|加压|谐波|浇筑|结构"
    "|衬砌|注浆|沉淀|反应|打包|房)"
)
"""二次供水 is secondary and 二次创业 a second start, where two times are 两次 as a rule."""
_TWO_PEOPLE = re.compile("人(?:转(?![移院账岗学])|台(?=[，。、；》”戏剧艺表演]|$))")
"""The operas 二人转 and 二人台."""
_POINTS = frozenset("点．‧")
_QUOTES = frozenset('“‘「『《"')
_IN_QUOTES = re.compile(
    '(?:项|大)[^”’」』》"]{2}|天|年(?!级)|个月|个?小时|分钟|个(?![一百全])[^”’」』》"]{3}'
)
"""“四大板块” and “三天止咳” are four and three; “三农” and “两山” are names."""
_CLOSED = re.compile('[^”’」』》"]{0,6}[”’」』》"]')
"""What is quoted is a name where the quote ends soon; “三块石头不搬开，…” is what somebody says."""
_BOUND = re.compile("以上|以下|以内")
_AGE_BEFORE = re.compile("年[近逾过届已]$")
_AGE_BEHIND = ("高龄", "出头", "上下", "开外")
_TEN_GREAT = re.compile(
    "大(?=行动|工程|品牌|专项|领域|重点|举措|任务|产业|项目|战略|典型|案例|新闻|问题|措施|国家|城市|企业|集团|平台|制度|机制|杰出|板块|行业|类|系统)"
)
"""十大品牌 are ten; 十大 alone is a congress."""
_CONGRESS = re.compile(
    "大(?:[，。；、：！？）”》]|以[来后前]|的|之|报告|精神|召开|开幕|闭幕|胜利|[后前上]|期间|代表(?![性作])|党|全会|$)"
)
"""十大以来: since the tenth congress; 十大先进国家 are ten."""
_MARKS = re.compile("(?:点数|积分|记点)[^，。；、0-9]{0,3}$")
"""积分超过五点."""
_NO_ITEM = re.compile(
    "[下右]列|以下|如下|或|近|未来|前|每|为|以|达|于|满|未|逾|经|应|得|有|自|至|共|由|超|不"
)
_COUNTS = re.compile("[0-9一二两三四五六七八九十百千万][^、]{1,3}$")
_FIRST_ITEM = re.compile("^[一二三四五六七八九十]{1,3}、")
"""The number of a heading, which is none of its items."""
_ITEM = 8
"""The last item of such a list is not longer."""
_LENGTH = re.compile(
    r"年(?![级代期])|份(?=[及并，。；])|个(?:月|工作日|小时|星期)|以[上下]|日(?!报)|天|小时|分钟|亲等|公[顷里斤尺分升克吨]"
)
"""What no list before it has counted."""
_HEADS = re.compile("人|份(?!额)|次(?!产业)")
"""What a list may have counted, but of which there are as many as it has names then."""
_AND = re.compile("[和与及]")
_OTHERS = re.compile("个?(?:部[门委]|单位|机构|企业|家|[国省市县]|地(?![区方])|名|位)")
_PER = re.compile("车死亡|人成讼|米(?:冲刺|赛跑|短跑|跨栏|接力|飞人)|[人户](?:拥有|均拥有)|人均[医床]")
_THINGS = (
    "[场台辆架项幅册件个](?![中性字])|家(?=[企单机媒商公店社])|所(?=[学高院])|岁|日(?![咳草])|天(?![然下气])"
    "|周年|公里"
)
_CROWD = (
    "人(?=规模|以上|大会|合唱|马拉松|签名|徒步|健步|长跑|骑行|同|齐|共|宴|方阵|会场|体育场|场馆|广场|誓师|相亲|培训|课堂"
    "|太极|接力|晚会|诵读|演出|大军)"
)
_VAST = (
    "级|补贴|产业|规模|市场|园区|集群|企业|俱乐部|赛道|蓝海|工程|投资|项目|资金|[之大]?城|大[关省市县]|GDP"
)
_ROUND = {
    "百": re.compile(f"年(?![大树好之未])|米(?!克)|{_THINGS}|{_CROWD}"),
    "千": re.compile(f"年(?!发展目标|之)|{_THINGS}|{_CROWD}"),
    "万": re.compile(f"米|{_THINGS}|{_CROWD}"),
    **dict.fromkeys(("百亿", "千亿", "万亿"), re.compile(_VAST)),
}
"""百年华诞 (the centenary), 百日攻坚, 万人马拉松: a magnitude that is a number by itself. 百年大计 and 万里
are words."""
_NO_ROUND = frozenset("上近好成数几第每一两逾超过达破千百万")
_CLAUSE = re.compile(r"[，。；：！？“”]")
_BEFORE_MINUS = frozenset("为至到是约达降于了呈现成跌报得转在从由比超、，。：；（( “")
_SAID = re.compile(
    "(?:[讲谈说]|提出|强调|注意|做到|做好|把握好|把握|抓好|补充|回应|汇报|介绍)(?:了|以下|如下|下列)?$"
)
_WEEKS = re.compile("周(?:年|内|[之以][内后前上下]|后|时间|左右|的[培训课疗时])")
_WEEKS_BEFORE = re.compile("(?:上映|为期|历时|连续|用时|至少|超过|满|近|逾|达|每|[前后]|未来|过去)$")
_CLASSES = re.compile("(?:分[为成作]?|[列属为给]|等[、及或和至]|[一二三四五][至到])$")
_CLASS_ENDS = re.compile("[，。；、）]|$")
_NO_HOURS = re.compile("[期代间尚刻速常任局]")
_RATES = re.compile("利率[^，。；、]{0,5}$|[升降]息$")
_TIMES_SIGNS = frozenset("×✕")
_POINT_END = re.compile("点[。：:，；]")
"""强调三点：, three points that somebody makes, and no three o'clock."""
_PLANS = re.compile("(?<=五)(?:[、和及与至到][一二三四五六七八九十]{1,2}五){0,8}(?:时期|期间|[规计]划)")
"""十五期间 and 七五、八五计划: the 10th five-year plan, the seventh."""
_CLASS_OF = re.compile("届|级(?![台石]?阶|楼梯)|款(?=[A-Za-z车新升改])")
"""2025届毕业生 (the class of 2025), 2021级学生 (who entered in 2021), 2024款车型."""
_IN_BRACKETS = re.compile("[（(](?P<first>[1-9][0-9]{2,3})(?:[—–~～－-]{1,2}(?P<last>[12][0-9]{3}))?[）)]")
_MEASURED = frozenset("元米吨度价间围数值号页码")
_BARE_FIGURE = frozenset(("近", "约", "逾", "超", "共", "达", "有", "¥", "$", "￥"))


_CAPTION = re.compile(
    "(?:[图表例注包栏]|附[件录]|专题|案例|问题|任务|目标|指标|步骤|阶段|方案|议题|项目|公式|情景|主题|单元|标段)"
    " ?[0-9]{1,3}(?:[-.－][0-9]{1,3})? ?$"
)
"""What a caption begins with; the colon behind it (表1：2023年) compares nothing and tells no time."""


def captioned(zh: str, at: int) -> bool:
    """Whether the colon at `at` ends the number of a table, annex or the like."""
    return _CAPTION.search(zh, max(0, at - 12), at) is not None


def is_minus(zh: str, at: int) -> bool:
    """Whether 负 at `at` is a minus sign: 增速为负0.3%, but not 正、负百分之五, 税负5700亿元 or
    担负三项任务."""
    return at == 0 or (zh[at - 1] in _BEFORE_MINUS and not zh.endswith(("正、", "正或", "正"), 0, at))


def is_figure(zh: str, n: Numeral, last: int) -> bool:
    """Whether a number is a figure, and not an idiom or part of a name; in doubt it is none.

    `last` is where what it counts stands.
    """
    before, after = zh[max(0, n.start - 1) : n.start], zh[n.end : n.end + 1]
    if before == "第" or after == "番":
        return False
    if n.arabic:
        within = before and before.isascii() and (before.isalnum() or before in "._")
        return len(n.text) <= 24 and (
            not within or CURRENCY_BEFORE.search(zh, max(0, n.start - LONGEST_BEFORE), n.start) is not None
        )
    text = n.text
    pointed = not _POINTS.isdisjoint(text)
    number_of = before == "数" and zh[n.start - 2 : n.start - 1] in COUNT_OF
    if (before in ("几", "初", "拜") and not zh.endswith("最初", 0, n.start)) or (
        before == "数" and n.value < 10 and not number_of
    ):
        return False
    if zh[max(0, n.start - 2) : n.start] == "星期" or (
        before == "周" and not COUNTED.match(zh, n.end) and not (n.value >= 10 and UNIT.match(zh, n.end))
    ):
        return False
    if zh.startswith(_IDIOMS, n.start) or (n.start > 1 and zh.startswith(_IDIOMS, n.start - 2)):
        return False
    if text == "二" and (_SECONDARY.match(zh, n.end) or _TWO_PEOPLE.match(zh, n.end)):
        return False
    if text.rstrip("来多余") in _ROUGH or zh[max(0, n.start - 2) : n.start] in ("百儿", "千儿", "万儿"):
        return False
    if len(text) == 2 and _PLANS.match(zh, n.end):
        return False
    if text.endswith("好几"):
        # 七十好几了: well over seventy.
        return True
    if text == "一百" and after == "单":
        # 一百单八将, the 108 of the novel.
        return False
    if text in ("一", "零", "〇", "○") and after != "号":
        return is_one(zh, n.start, alone=text == "一")
    if n.several or n.high is not None:
        return True
    if n.approx and len(text) > 1:
        return True
    if n.value < 10 and not pointed and (_is_quoted_name(zh, n) or enumerated(zh, n)):
        return False
    if text + after in ("三百六十行", "一点一滴", "两点一线", "三点一线") or (
        before in ("说", "道") and text in ("一千", "一万")
    ):
        return False
    if text == "两" and after == "年" and before == "这":
        # In recent years.
        return False
    if (
        (text + after == "四周" and not _is_weeks(zh, n))
        or text + after in ("两国", "两岸")
        or zh.startswith(("国集团", "行各业"), n.end)
    ):
        return False
    if _PER.match(zh, n.end) or (after == "点" and _MARKS.search(zh, max(0, n.start - 5), n.start)):
        # 万车死亡人数: deaths per 10,000 vehicles; 千人拥有床位; 记点数三点.
        return True
    if text == "十" and after == "大" and before != "的" and not _CONGRESS.match(zh, n.end):
        return True
    if is_round(zh, n) or _is_told(zh, n):
        return True
    if text[0] not in DIGITS and text[0] in "百千万亿":
        # 百姓, 千方百计, 万众; 百亿元 is a figure.
        if before in ("上", "近", "好", "成"):
            return False
        alone = (
            len(text) == 1
            and after not in ("余", "多", "元", "吨", "亩", "名")
            and before not in ("每", "逾", "超", "达", "破", "：")
            and zh[max(0, n.start - 2) : n.start] not in ("超过", "不足", "高达")
        )
        if before in ("逾", "超", "破", "达", "过") and _NO_MEANING_ALONE.match(zh, n.end):
            return True
        if before == "过" and text[-1] in "万亿" and len(text) + (text[-1] == "亿") > 1:
            return True
        return not alone and COUNTED.match(zh, n.end) is not None
    if n.value >= 10 and UNIT.match(zh, last) and after != "大":
        return True
    if n.value > 10 and IN_TENS.match(zh, last):
        return True
    if CURRENCY.match(zh, last):
        return True
    if _POINT_END.match(zh, n.end) and _SAID.search(zh, max(0, n.start - 5), n.start):
        return True
    if pointed:
        return (
            len(text) > 3
            or UNIT.match(zh, last) is not None
            or (_NO_MEANING_ALONE.match(zh, last) is not None and text[0] != "两")
        )
    if COUNTED.match(zh, last) and not (n.value >= 10 and zh.startswith("大", last)):
        return True
    if n.value >= 10 and zh[max(0, n.start - 2) : n.start] in ("除以", "乘以"):
        return True
    if _BOUND.match(zh, last) or zh[max(0, n.start - 2) : n.start] == "等至":
        return True
    if n.value >= 10 and (
        zh[max(0, n.start - 2) : n.start] in ("未满", "不满")
        or _TEN_GREAT.match(zh, last)
        or _AGE_BEFORE.search(zh, max(0, n.start - 2), n.start)
        or zh.startswith(_AGE_BEHIND, last)
    ):
        return True
    return (
        n.value >= 100
        and len(text) > 1
        and (_NO_MEANING_ALONE.match(zh, last) is not None or zh.startswith("者", last))
    )


def _is_quoted_name(zh: str, n: Numeral) -> bool:
    """Whether it begins a name in quotes: “三农”, and not “四大板块” or a sentence that somebody says."""
    return (
        zh[n.start - 1 : n.start] in _QUOTES
        and n.start > 0
        and _CLOSED.match(zh, n.end) is not None
        and _IN_QUOTES.match(zh, n.end) is None
    )


def _is_weeks(zh: str, n: Numeral) -> bool:
    """Whether 四周 is four weeks, and not all around."""
    return (
        _WEEKS.match(zh, n.end) is not None
        or _WEEKS_BEFORE.search(zh, max(0, n.start - 2), n.start) is not None
    )


def _is_told(zh: str, n: Numeral) -> bool:
    """Whether the words on both sides show a number that neither shows by itself: 分为九等, 前二者,
    逾二十四时, 二一○×二九七, 利率加三码."""
    before = zh[max(0, n.start - 8) : n.start]
    after = zh[n.end : n.end + 1]
    return (
        (
            after == "等"
            and _CLASSES.search(before) is not None
            and _CLASS_ENDS.match(zh, n.end + 1) is not None
        )
        or (after == "者" and before.endswith(("前", "上述", "该")))
        or (after == "时" and before.endswith(("逾", "满")) and _NO_HOURS.match(zh, n.end + 1) is None)
        or (after == "码" and _RATES.search(before) is not None)
        or (n.value >= 10 and (after in _TIMES_SIGNS or before[-1:] in _TIMES_SIGNS) and bool(after))
    )


def is_round(zh: str, n: Numeral) -> bool:
    """Whether 百, 千 or 万 alone is a number: English says it in many ways (centenary, millennia, a
    hundred)."""
    unit = _ROUND.get(n.text)
    before = zh[n.start - 1 : n.start]
    return (
        unit is not None
        and (before not in _NO_ROUND or zh.endswith("接近", 0, n.start))
        and unit.match(zh, n.end) is not None
        and _PER.match(zh, n.end) is None
    )


def enumerated(zh: str, n: Numeral) -> bool:
    """Whether a list stands before 三 of 税务、环保、消防三个部门: English has no need of the number.

    检察官一人、律师三人 and 资产、最近三年度 are no such lists, and 停业、停止招生六个月
    counts months. 教育部等四部门 names some of the four alone, so that English has to say how many.
    """
    at = n.start
    counted = zh[at + 1 : at + 8]
    clause = _CLAUSE.split(zh[max(0, at - 24) : at])[-1]
    before, mark, item = _FIRST_ITEM.sub("", clause).rpartition("、")
    told = bool(mark) and 0 < len(item) <= _ITEM and not _NO_ITEM.search(item) and not _COUNTS.search(before)
    if told and (_LENGTH.match(counted) and not item.endswith(("年", "明"))):
        return False
    if told and item.endswith("等"):
        # 线下消费、求职招聘等六大场景 names some of the six.
        clause = _CLAUSE.split(zh[max(0, at - 60) : at])[-1]
    if told and (_HEADS.match(counted) or item.endswith("等")):
        return n.value == clause.count("、") + 1 + bool(_AND.search(item))
    return told or _LISTED.search(clause) is not None


def is_year(zh: str, n: Numeral) -> bool:
    """Whether four digits with no unit behind them are a year: 2024中国国际服务贸易交易会."""
    return (
        n.plain
        and len(n.text) == 4
        and (1900 <= n.value <= 2099 or _is_bracketed(zh, n))
        and (_CLASS_OF.match(zh, n.end) is not None or not UNIT.match(zh, n.end))
        and not CURRENCY.match(zh, n.end)
        and zh[max(0, n.start - 1) : n.start] not in _BARE_FIGURE
        and (n.value % 100 != 0 or n.start == 0 or zh[n.start - 1] in "，。；：、“《（ ")
    )


def _is_bracketed(zh: str, n: Numeral) -> bool:
    """洪武元年（1368）, 明朝（1368—1644）; 价格区间（1300—1650） is no time."""
    at = max(zh.rfind(mark, max(0, n.start - 7), n.start) for mark in "（(")
    match = _IN_BRACKETS.match(zh, at) if at > 0 and 1000 <= n.value < 1900 else None
    if not match or not match["last"]:
        return match is not None and zh[at - 1] == "年"
    first, last = int(match["first"]), int(match["last"])
    return first < last < first + 500 and bool(first % 50 or last % 50) and zh[at - 1] not in _MEASURED
