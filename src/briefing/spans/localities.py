"""Finds counties, towns, subdistricts and villages behind the place that they are in; in pinyin.

城关区雁北街道 (Yanbei Subdistrict in Chengguan District), 余干县洪家嘴乡 (Hongjiazui Township), 枫林镇柳河村
(Liuhe Village in Fenglin Town). There are 600,000 of them, which no list holds, and a model makes up others.
Behind a city, a county, a district or a town, two or three characters before such a word are a name; at the
head of a clause they are as often something else (小城镇, small towns), and taken only if they end as names
of places do: 青云里社区 (Qingyunli Community).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from briefing.document import Span
from briefing.spans.elsewhere import SPELT_OTHERWISE
from briefing.spans.surnames import FOREIGN, FOREIGN_FIRST, FOREIGN_TOO, SURNAME_READINGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.spans import SpanContext

_LEVELS = {
    "县": ("County", ("county",)),
    "镇": ("Town", ("town",)),
    "乡": ("Township", ("township", "Town")),
    "街道": ("Subdistrict", ("subdistrict", "Sub-district", "sub-district", "Street")),
    "村": ("Village", ("village",)),
    "社区": ("Community", ("community", "Residential Community", "neighborhood")),
}
_NEVER = (
    "的之了在与及或是等各每全该本此这那某个其被让使由对向将已再仅只都也还很更最并且而则因从到以于些郊域"
    "区县市镇乡村街道"
)
_NEVER_FIRST = "和名条座近余把要为正所我你他她们什哪多几两半整境有位建进去做办搞抓穷除辖含"
_CHAR = f"(?:(?![{_NEVER}])[一-鿿])"
_FIRST = f"(?:(?![{_NEVER}{_NEVER_FIRST}])[一-鿿])"
_NAME = f"(?P<name>{_FIRST}{_CHAR}{{1,2}}?)"
_OTHER_WORD = (
    "[镇压守静海痛定咳亲愁贤土音风情民落庄级域]"
    "|(?<=[镇乡])村|(?<=镇)街|(?<=村)(?:村(?![民委党支两医])|[干晚账务道小类寨容史])|(?<=县)[道乡]"
)
_AREAS = "库地滩景园灾牧社小片辖校厂矿老陷震疫"
_NO_PLACE = f"(?<![{_AREAS}]区)(?<![心老史主新]城区)(?<![超城都股楼夜集]市)(?<!景德镇)"
"""库区 (a reservoir area), 地区 (a region), 主城区 (the urban area) and 超市 (a supermarket) have no name."""
_NAMED = re.compile(
    rf"(?:(?<={_CHAR}{_CHAR}[县区市旗镇乡])|(?<={_CHAR}{_CHAR}街道)){_NO_PLACE}{_NAME}"
    rf"(?P<level>镇|乡|街道|村|社区)(?!{_OTHER_WORD})"
    rf"|(?<={_CHAR}{_CHAR}市){_NO_PLACE}(?P<county>{_FIRST}{_CHAR})县(?!{_OTHER_WORD})"
)
_HEADED = re.compile(
    rf"(?:(?<=[，。；：、“（])|^|(?<=[在到赴]))(?P<name>{_FIRST}{_CHAR})(?P<level>镇|乡)(?={_FIRST}{_CHAR}{{1,2}}?村)"
)
"""The town of a village that stands behind it: 枫林镇 in 枫林镇柳河村."""
_OPENS = re.compile(
    rf"(?:^|(?<=[，。；：、“”（！？])|(?<=[在到赴])|(?<=走进|来到|位于|走访|前往|探访))"
    rf"(?P<name>{_FIRST}{_CHAR}?[里苑巷路街庄湾桥塘坊坪岭寨屯溪浦潭埠泉沟])(?P<level>社区|村)(?!{_OTHER_WORD})"
)
"""A place with none before it, where its name begins for certain and ends as those of places do: 青云里社区
(Qingyunli Community) in 青云里社区建于…, 石榴巷社区 (Shiliuxiang Community)."""
_ENDS_SO = re.compile(
    "[这那哪城家厂院心手眼夜日屋店邻公百千万海洞楼库山水子头间年月天园群网怀圈嘴会]里$"
    "|[铁公道线网沿马思出带迷修电水陆半走一丝同高筑山开探新铺让退后引问生活]路$"
    "|[上沿临背老古大步条行吃逛扫]街$|[农山田坐]庄$|[海港]湾$|[天大交心搭架断铁浮廊立]桥$|[鱼池水荷挖]塘$"
    "|[作工街书染油豆酒]坊$|[学文艺]苑$|[草大停]坪$|[翻山]岭$|[山苗侗藏羌瑶彝黎古水边]寨$|[小山]溪$|[温山]泉$"
    "|[山水壕穷大]沟$|[街小里深]巷$|^[看修筑铺逛过出上下护跨绕架搭留守住来到走访赴入爱盼离]"
)
"""Other words that end so, or begin with a verb: 街巷 (streets and lanes), 山沟 (a gully)."""
_ITEM = f"{_FIRST}{_CHAR}{{1,2}}"
_LISTED = re.compile(
    rf"(?P<names>{_ITEM}(?:、{_ITEM})+)等?[0-9一二三四五六七八九十]{{1,3}}[余多]?个"
    "(?:(?:山区|脱贫|贫困|边境|民族|受灾)?(?:区县|县区|县市|县)|设区市)(?![直级域属管委政里场民落庄干])"
)
"""Places by their short names, counted: 景宁、庆元、云和5个山区县 (five mountainous counties)."""
_LISTED_NAME = re.compile("[^、]+")
_BEFORE = re.compile("(?:^|[，。；：、（“在向对从到为于和与及给把将省市州])$")
"""What a name begins behind."""
_COMPOUND = re.compile(
    "(?<=[县镇乡])(?:政府|人民政府|人大|长(?!期|效))|(?<=县)(?:[委级城直]|政协|纪委)|(?<=[镇乡])党"
    "|(?<=街道)(?:办|党|工委)|(?<=村)(?:党|委|支|两委|集体|规民约|医)"
    "|(?<=社区)(?:居民|居委会|党|工作|网格|服务|卫生|养老|矫正)"
)
"""What the word for the level is a part of: of 柳河村党支部 only 柳河 (Liuhe) is the name."""
_NONE = re.compile(
    "[城农集古小为重进下返回驻入包侨故族局厅委办灾名]$|..[和新]$|^[一二三四五六七八九十百千第]"
    "|鼓励|引导|组织|动员|指导|带动|发动|帮助|实施|落实|发展|建设|联合|对接|依托|聚焦|围绕|开放|走进|来到|选派|整合|优化|改造"
    "|成立|建立|设立|完善|加强|推进|推动|推广|打造|开展|深化|规范|支持|促进|统筹|示范|试点"
    "|重点|中心|特色|美丽|和谐|文明|平安|智慧|智能|绿色|低碳|数字|国际|老旧|新型|贫困|脱贫|薄弱|空心|城中|自然|行政|传统|历史|文化|旅游"
    "|民俗|民族|少数|边境|边远|偏远|山区|农业|农村|城市|城郊|工业|产业|专业|建制|移民|搬迁|安置|易地|互联|网络|基层|卫生|电商|淘宝"
    "|未来|完整|试验|度假|奥运|世博|大学|高校|科技|创新|创业|人才|主要|部分|其他|周边|附近|相关|下辖|辖区|先进|百强|经济|欠发|发达|牧业"
    "|居民|沿线|深入|协调|配合|离开|回报|景德|直管|扩权|摘帽|共富|环京|国定|插花|生猪|蔬菜|烤烟|连锁|支援"
    "|小康|抵边|信用|出列|空壳|受灾|迁建|塌陷|淹没|深贫|高寒|缺水|标杆|样板|省定|软弱|后进|难点|联建|帮促|消薄|飞地|抱团|共建|征地|巡察"
    "|沿[湖海江线]|民宿|网红|直播|涉[黑诈]|革命|偏僻|神仙|明星|上榜|入围|产瓷|柠檬|龙虾|花木|红茶|无毒|书香|睦邻|宜居|星级|零碳|友好|楼宇"
    "|商圈|院落|移迁|繁华|破损|狭窄|积雪|封[闭控]|临近|相邻|商业|滨海|胡同|著名|海外"
    "|高新|经开|[东西][南北]|华[东南西北中]|城[东南西北]|粮食|产粮|帮扶|结对|最[大美]|部$"
)
"""What stands before these words and is no name."""
_FOREIGN = FOREIGN | FOREIGN_FIRST | FOREIGN_TOO
_NEAR = 12
"""Code points before a place in which another says that it is where names have a spelling of their own."""
_READ = {
    "长": "chang",
    "都": "du",
    "朝": "chao",
    "重": "chong",
    "单": "shan",
    "盛": "sheng",
    "乐": "le",
    "会": "hui",
    "什": "shi",
}
"""Characters that places are read with otherwise than words mostly are."""
_FAMILY = frozenset("家庄")
"""Before these stands whose place it was: 曾庄村 is Zengzhuang Village."""
_ROADS = {"路": "Road", "街": "Street"}


def candidates(zh: str, context: SpanContext) -> Iterator[Span]:
    """Each such place once, with its level, or its name alone where the level is a part of another word."""
    if context.region or not any(word in zh for word in _LEVELS):
        return
    if "、" in zh and not SPELT_OTHERWISE.search(zh):
        yield from _listed(zh)
    for rule in (_HEADED, _NAMED, _OPENS):
        for match in rule.finditer(zh):
            group = "name" if match["name"] else "county"
            if rule is _OPENS and _ENDS_SO.search(match["name"]):
                continue
            name, level = match[group], match[0][match.end(group) - match.start() :]
            if _NONE.search(name) or is_foreign(name) or _spelt_otherwise(zh, match.start()):
                continue
            said = in_pinyin(name, level)
            if _COMPOUND.match(zh, match.end()):
                yield Span("term", name, match.span(group), said)
                continue
            word, others = _LEVELS[level]
            also = tuple(f"{said} {other}" for other in others)
            yield Span("term", match[0], (match.start(group), match.end()), f"{said} {word}", also=also)


def is_no_name(name: str) -> bool:
    """Whether other words than names stand so before a community or a village: 智慧 (smart), 示范 (model)."""
    return _NONE.search(name) is not None


def is_foreign(name: str) -> bool:
    """Whether it may be a name of another language, written by its sound: 索纳 (Sona), 弗雷登 (Freden)."""
    return all(char in _FOREIGN for char in name) and (len(name) > 2 or set(name) <= FOREIGN)


def _spelt_otherwise(zh: str, at: int) -> bool:
    return SPELT_OTHERWISE.search(zh, max(0, at - _NEAR), at) is not None


def _listed(zh: str) -> Iterator[Span]:
    """The places of a list that is counted at its end; the first only where it is plain where it begins."""
    for match in _LISTED.finditer(zh):
        start, end = match.span("names")
        names = list(_LISTED_NAME.finditer(zh, start, end))
        if not _BEFORE.search(zh, max(0, start - 1), start):
            del names[0]
        if not any(_NONE.search(name[0]) for name in names):
            for name in names:
                yield Span("term", name[0], name.span(), in_pinyin(name[0]))


@lru_cache(maxsize=1024)
def in_pinyin(name: str, level: str = "") -> str:
    """The name of a place in pinyin, before the word for its `level`: 洪家嘴 is Hongjiazui, 西安 Xi'an.

    江川路 is Jiangchuan Road.
    """
    from pypinyin import lazy_pinyin

    road = _ROADS.get(name[-1], "") if len(name) > 2 else ""
    own = name[:-1] if road else name
    read = [_READ.get(char, one) for char, one in zip(own, lazy_pinyin(own + level), strict=False)]
    if own[1] in _FAMILY:
        read[0] = SURNAME_READINGS.get(own[0], read[0]).lower()
    first, *more = (each.replace("ve", "ue").replace("v", "yu") for each in read)
    joined = first + "".join(f"'{each}" if each[0] in "aeo" else each for each in more)
    return f"{joined.capitalize()} {road}".rstrip()
