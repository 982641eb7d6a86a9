"""Tells 一 that is the number one (within one year, once a month, Level 1) from the article that it mostly
is."""

from __future__ import annotations

import re

_LIMIT = re.compile(
    "(?:年|个月|个?小时|倍|[名人家个处所件项份次度元亩吨米天周层成步分种类位座台张户辆]|公[里斤顷尺分升吨])(?:以上|以下|以内)|年零?[0-9一二三四五六七八九十]{1,2}个月|公尺[0-9一二三四五六七八九十]{1,3}公分"
)
"""一年以下 (of one year or less) is a limit, and 一年六个月 a term."""
_TERM = re.compile(
    "(?:年|个月|个?小时|个?星期|周|天|分钟|个工作日)(?:之?内|期满|为限)|(?:年|个月|个?小时|个?星期|周|分钟)(?:之|以)?后|周[年岁]|年(?:有期|之?徒刑)|次为限|个[^，。；]{0,6}为限"
    "|年期(?!间)|个多(?:月|小时)|年多(?=[，。来的以时前])|(?:年|个月|个?小时)(?:左右)?的?时间"
    "|小时(?:[^，。；、]{0,2}圈|过海|直达|可达|通达)"
)
_PAY = re.compile("个月的?(?:[^，。；、的]{0,3}工资|月?薪|俸|抚恤金|生活费|补偿金|退职金|慰问金|租金|房租)")
"""支付一个月工资: one month's pay; 上一个月工资 is that of last month."""
_LONG = re.compile("年|个月|个?小时|分钟|个?星期|周|个?工作日|天|公[分尺里斤]|毫?米|吨|单位")
_AFTER = re.compile(
    "(?:[未不期届]?满|提前|(?:期|届满|之日|终了|公布|发布|施行)[前后]"
    "|超过|[不得未可已]逾|逾期|任期|效期|增加|增给|加发|增发|发给|给[与予付]|默哀|最近|[间限长短]为|延[时期后迟]|缩短|不足|不到|[少多小大低高]于|至少|最[多少长短]|具有|连续|暂停|延长|推迟|休学|为期)$"
)
"""Behind these 一年 and 一公分 are a length: 不得超过一个月, 公布后一年施行."""
_LEAST = re.compile(
    "(?:至少|最多|不少于|不超过|不得超过|只[能准得可]|[仅只]限|限)(?:有|设|派|配备|拥有|申[请报领]|报[考名]?|选[择报]?|享受|购买?|办理)?$"
    "|[每各][^，。；、每各]{0,12}(?:配备|配置|配|设立?|置|选?派|指[派定]|[填核开]?发|发给|开立|[申核]?领|[选招]?聘[请用任]?|[推评]选|推荐|明确|确定|建[成设立]?|开设|组建|打造|培[养育]|帮扶|结对|安?装)[^，。；、0-9每]{0,6}$"
)
"""Behind these 一处 and 一名 are no more, or no fewer, than one; and so is that of 每个网格配备一名."""
_POST = re.compile(
    "[长员官任记席理委书事表师人者户民]$|(?:互?[推选]|推[选举]|选[举任]|指[定派]|[遴增]?聘|聘[请任]|配?置|设)$"
)
_STAFF = re.compile("人(?:[，；。、：为任兼担]|召集|办理|主持|[代列出]|$)")
"""副主任一人, 互推一人为主席: how many a statute appoints to a post."""
_COPY = re.compile("[份枚](?:[，；。、（]|$)")
_COPIED = frozenset("图本件书表录照单据册章")
"""影本一份 and 公章一枚: one copy, one seal."""
_UNIT = "(?:年|个月|个?小时|个?星期|周|天|分钟)"
_LASTS = re.compile("个?小时|分钟|个月(?!大)|个?工作日|个?星期(?![一二三四五六日天])")
"""Units of which one is how long, whatever stands before: 踢一个小时足球; 一年 and 一天 may be any."""
_AGO = re.compile(f"{_UNIT}之?以?前(?![沿景])")
_EVENT = re.compile("[^，。；、：“‘（\\s以之此目比较先送到达在的]前$")
_BEFORE_EVENT = re.compile("(?:个月|个?小时|个?星期|周|分钟)(?![之年岁末五月])")
"""转账前一分钟: one minute before it."""
_NO_WORD = tuple("般定直切律起些步旦致并同样概再味向贯部时道心")
_CHOSEN = re.compile("(?:择|(?:仅|只)[能得可许准][受选择任领报享设用持担兼填交代]{1,2})$")
"""仅得择一领取 and 仅能受一会员之委托: no more than one."""
_DISH = re.compile("[荤素](?![腥质材养])|汤(?=[，。、只仅])")
_MADE_ONE = re.compile("[合并缩压归整][^，。；、0-9]{0,4}[成为至到]$")
"""二件以上合装成一件: they become one."""
_HANDED = re.compile("[份张联](?:留存|存|交|送|由|附|退|备|抄|归|给|寄|自[留存])")
"""一张留存查验机关: one of several copies."""
_MEASURE = re.compile("(?:[厘毫分]?米|公[分尺里斤]|吨|度)(?=[，。；、以至到的]|$)")
_CHANGED = re.compile("(?:[回上]升|下[降沉]|上涨|[薄厚高低长短涨降升])$")
"""水位回升一米: it rose by one meter."""
_AFTER_COLON = re.compile("(?:年|个月|个?小时|个?星期|周|天)[。；，]")
_BESIDE = re.compile("[0-9二两三四五六七八九十][名位][^，。；、]{1,8}[、和及与]$")
_BESIDE_NEXT = re.compile("[名位][^，。；、]{1,8}[、和及与][0-9二两三四五六七八九十]{1,3}[名位]")
"""两名志愿者和一名楼栋长: people counted in a row."""
_TO = re.compile("(?:年|个月|日|天|周|个?小时)[前内]?[至到—–-]$")
"""六个月至一年: to one year."""
_LIMITED = re.compile("[^，。；]{1,6}为限|[^，。；]{1,4}[论计](?=[，。；])")
_COUNTED = re.compile("[人名个件处所家座项份张]")
_RANGE = re.compile(
    "(?:个?[年月周天日]|个?小时|个?[人名件次份倍成级等])(?:以上)?[至到—–-][0-9二两三四五六七八九十]"
)
"""一人至三人: from one to three."""
_GRADE = re.compile(
    "级(?:以[上下]|机关|单位|主管|建造师|注册|教师|响应|应急|警[戒报]|预警|保护|公路|水源|标准|医院|考试|文物|风险|资质|建造|士官|博物馆|资本|上将|警[监督司])"
    "|级(?=[、和及至]第?[二三四五六七八九十]级)|级[^，。；、]{0,3}用水|年级|等(?:奖|功|座|舱)|期(?:工程|项目|建成|投产|建设)|楼(?![宇市盘堂房梯道顶台兰下上一])"
)
"""What is numbered in grades, phases and floors; 上一级 is the next higher one."""
_NO_GRADE = frozenset("上下同这那每某该高低")
_NOT_THAT = _NO_GRADE | frozenset("前后头当")
_TIME = re.compile(
    "每(?:个|[一二两三四五六七八九十半0-9]{1,2}个?)?(?:年|月|周|日|天|季度|学期|半年)"
    "(?:度|至少|应当?|须|不少于|[^，。；、：每0-9]{0,14})$"
    "|每(?:[一二两三四五六七八九十半0-9]{0,2}个?小时|学年|周期|轮)[^，。；、：每0-9]{0,14}$|(?:至少|至多|最多|不少于|[仅只])[^，。；、：0-9]{0,6}$"
    "|(?:记大?[功过]|申诫|警告)$|(?:延长|展延|延展|连任|续聘|换发|补正)[^，。；、：]{0,8}$"
)
"""What stands before 一次 (once) where it says how often: 每月至少办理一次."""
_RAISED = frozenset("进晋升降加减提")
_NEITHER = _NOT_THAT | frozenset("次隔")
_EACH = frozenset("每这那")
_NO_NUMBER = frozenset("第同统之某十百千万")
_FAR = 24
_NEAR = 20


def is_one(zh: str, at: int, *, alone: bool = True) -> bool:
    """Whether 一 at `at` is the number one, and no article; what is not `alone` (零) only at a limit, and in
    零增长 (no growth)."""
    end = at + 1
    if _LIMIT.match(zh, end):
        return True
    before = zh[at - 1 : at]
    if not alone:
        return zh.startswith("增长", end)
    if before in _NO_NUMBER:
        return False
    if before not in _NO_GRADE and _GRADE.match(zh, end):
        return True
    if zh.startswith("点", end) and zh.endswith(("点数", "积分"), 0, at):
        return True
    if before not in _NOT_THAT and _PAY.match(zh, end):
        return True
    if before in _RAISED and zh.startswith(("级", "等"), end):
        return True
    if before not in _EACH and (_TERM.match(zh, end) or _RANGE.match(zh, end)):
        return True
    if before not in _NEITHER and (_LASTS.match(zh, end) or _AGO.match(zh, end)):
        return True
    if _BEFORE_EVENT.match(zh, end) and _EVENT.search(zh, max(0, at - 2), at):
        return True
    if (before != "另" and _HANDED.match(zh, end)) or _DISH.match(zh, end):
        return True
    if _CHOSEN.search(zh, max(0, at - 4), at) and not zh.startswith(_NO_WORD, end):
        return True
    if _COUNTED.match(zh, end) and _MADE_ONE.search(zh, max(0, at - 6), at):
        return True
    if _STAFF.match(zh, end) and _POST.search(zh, max(0, at - 2), at):
        return True
    if _LONG.match(zh, end) and _AFTER.search(zh, max(0, at - 4), at):
        return True
    if _MEASURE.match(zh, end) and _CHANGED.search(zh, max(0, at - 2), at):
        return True
    if (before == "以" and _LIMITED.match(zh, end)) or zh.startswith(("人者", "人时"), end):
        return True
    if _COPY.match(zh, end) and before in _COPIED and before:
        return True
    if _AFTER_COLON.match(zh, end) and before in ("：", ":"):
        return True
    if _LONG.match(zh, end) and _TO.search(zh, max(0, at - 5), at):
        return True
    if zh.startswith(("人", "名"), end) and zh.endswith("其中", 0, at):
        return True
    if zh.startswith(("名", "位"), end) and (
        before == "由" or _BESIDE.search(zh, max(0, at - 12), at) or _BESIDE_NEXT.match(zh, end)
    ):
        return True
    if before == "各" and _COUNTED.match(zh, end):
        return True
    if _COUNTED.match(zh, end) and _LEAST.search(zh, max(0, at - _NEAR), at):
        return True
    return (
        zh.startswith("次", end)
        and not zh.startswith("次性", end)
        and _TIME.search(zh, max(0, at - _FAR), at) is not None
    )
