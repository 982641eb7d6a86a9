"""Tells 一 that is the number one (within one year, one copy, once a month, Level 1) from the words that it
belongs to.

One rule: 一 counts before a unit of a closed list, unless the word before it tells which one is meant (每一,
这一, 另一, 前一), the unit is said twice (一件件, 一户一档), or the two make a word (一次性, 一家人). English
says such a one in many ways (a, each, per, single), so that it is looked for and never forced.
"""

from __future__ import annotations

import re

_DIGITS = "[0-9一二两三四五六七八九十]"
_TIME = (
    "年级|年(?![级四到如轮代复又])|个多?月(?!大)|个?(?:小时|星期(?![一二三四五六日天])|钟头|礼拜|工作日)"
    "|晚(?![间饭报点会宴餐年辈])|夜(?![间里色以之暴])|上午|下午|整天"
    "|周(?![长边报一])|周(?=一次)|天(?![不到然天下])|分钟|秒(?!杀)|刻钟|学[期年]|日(?=以[上下内]|之?内|前[，应由])|(?:会计|营业)年度|营业日(?=以|之?内|[，。；])"
    "|单位(?=者|以[上下]|[，。；])"
)
_LENGTH = (
    "公[里斤顷尺分升吨克担秉]|斤|吨|车道|岁(?![月首末暮])|亩(?!三分)|英[里尺寸亩]|海里|浬|平方[公千厘]?[米里尺]|立方[公厘]?[米尺]"
    "|[千厘毫分]?米(?=[，。；、以至到的之]|$)"
)
_MONEY = "(?:美|欧|港|日)元|元(?=以[上下内]|者|[，。；、及为计]|$)"
_WHO = (
    "[或至][数二两多]|个(?![个劲样]|[大新]?台阶|时期|整体|阶段|方面|过程|例子|中国)|名|位(?![数置于])"
    "|人(?![次口民员均间格生头])|户(?!籍|口)|家(?![人亲庭子之言0-9二两三四五六七八九十百])"
)
_WHAT = (
    "[件枚辆台艘栋幢颗棵盏册篇扇箱袋瓶桶盒捆根](?!湾|阶)|份(?!子)|张(?!罗)|架(?![空构子])|间(?![接断谍隔歇])"
    "|套(?!路)|座(?!谈)|所(?![有得以在属谓])|处(?![分理罚置境处])|条(?![心龙款文理例件目])|笔(?![者画账])"
    "|项(?!目)|宗(?![旨教])|起(?=案|事|[^，。；、一]{1,6}(?:案|事故|事件|纠纷|火灾))|[只匹](?=[^能要有是可])"
    "|把(?=[伞椅钥刀锁])|面(?=[旗墙镜锦])|口(?=以上|[^，。；]{0,3}[井锅])|门(?=课|学科|语言|外语|手艺)"
    "|款(?=[产手车软应新游])|部(?=手机|电影|法律|车)|支(?![撑持付援线出部配钓])|[枝股](?=[，。；为以者应])|头(?=[牛羊猪黄水奶驴鲸海大母公种])|具(?![有备体])"
    "|例(?![如外行会句子证])|剂(?![量型子])|针(?=[，。；]|疫苗)|节(?=[^，。；、]{0,8}课)|餐(?![饮厅馆桌具])|亲等|[耳眼目](?=[失视听全或])|[肢肺肾](?=[失机切全])"
    "|双(?=.{0,3}[鞋袜])|对(?=夫[妇妻]|双胞胎|新人|情侣)|块(?=[0-9])|班(?=[，。；、]|车|公交|地铁)|层(?=楼(?!梯)|建筑)|联(?=[，。；）存送交])"
    "|案(?![件例卷])|表决权|投票权|行为(?!人)|大气压|吋|(?:信用|交易|存款)?[帐账]户|票(?=否决|[，。；、之]|$)"
)
_TURNS = (
    "次(?![性元次]|产业|方程|函数|能源|电池)|届(?!满)|场(?![所馆地景合次])|遍|趟|顿|轮(?=[^换车船流回番，。；、])"
    "|圈(?=[，。；、]|$)"
)
_RANKS = (
    "级(?:机关|单位|主管|建造师|注册|教师|响应|应急|警[戒报督司]|预警|保护|公路|水源|标准|医院|考试|文物|风险|资质"
    "|建造|士官|博物馆|资本|上将)|级(?=[、和及至]第?[二三四五六七八九十]级)|等(?![一于同待到候级])|阶(?![段层梯])"
    "|期(?:工程|项目|建成|投产|建设)|楼(?![宇市盘堂房梯道顶台兰下上一])"
)
_UNITS = re.compile("|".join((_TIME, _LENGTH, _MONEY, _WHO, _WHAT, _TURNS, _RANKS)))
_BOUND = re.compile(
    "(?:公?[里斤顷尺分升吨亩]|[倍元步种类层级等期成度日月点款年人件次名处项具台张份]|个月)(?:以上|以下|以内)"
)
"""一倍以上: at such a bound these are units, too."""
_NOTHING = re.compile(
    "增长|税率|添加|等待|碳|事故|死亡|伤亡|感染|关税|费用|收费|材料|资料|跑腿|投诉|新增|门槛|首付|缺陷|差错|地价"
)
"""零增长, 零跑腿: none of it."""
_BY = frozenset("为归至")
_NO_MORE = re.compile("[，。；、）]|$")
_RANGE = re.compile(f"(?:[倍级等成月日]|款)(?:以上)?[至到—–-]{_DIGITS}")
"""一等至三等: from one to three."""
_MOVED = re.compile(
    "(?:[进晋升降加减提]|[调提][高低])一[级等]|(?:[回上]升|下[降沉]|上涨|[薄厚高低长短涨降升])一(?:[厘毫分]?米|度)"
)
"""晋一级 (by one grade), 升高一度 (by one degree)."""
_TOLD = frozenset("第同统唯单专逐不某十百千万每这那另何其新键又再之头首末隔当此该如无没是样")
"""What tells which one it is, or makes a word with it: 每一, 新一届, 最强的一次, 无一人."""
_SURE = frozenset("之如无次首后前是其")
"""Behind these it is one at a bound and in a range."""
_AROUND = frozenset("前后次去上下")
"""前一年 and 上一次 are those before."""
_ONE_ROUND = re.compile(
    f"(?:{_TIME})(?:之|以)?[内后前]|名|位|份|张|次(?:预为)?(?:给[付与]|发[给放]|领[取回]|缴[清纳付]|[付结]清|支[付给]|拨付|清偿)"
)
"""发布后一年内, 配上一名, 离职后一次发给: no such ones."""
_FROM = re.compile("(?:提前|延后|以[上下]|(?:期|届满|之日|票日|终止|终了|公布|发布|施行|颁布|实施)[前后])$")
"""提前一周, 施行后一年: how long before or after."""
_EVENT = re.compile("[^，。；、：“‘（\\s以之此目比较先送到达在的]前$")
_BEFORE_EVENT = re.compile("个?(?:月|小时|星期|周|分钟)(?![之年岁末五月定])")
"""转账前一分钟: one minute before it."""
_OF_TIME = re.compile(f"{_TIME}|[次届轮场项]")
_MOST = re.compile("最[^，。；]{0,10}的$")
"""关键的一年, 最强的一支队伍: which one it is."""
_ANY = re.compile("(?<![主连责专兼现选聘委派担])任$|[0-9一二三四五六七八九十百][条款]$")
"""任一, and 第三条一项; but not 主任一人 and 连任一次."""
_NONE = re.compile("(?:不让|没有?)[^，。；]{0,2}$")
"""不让一人掉队: nobody."""
_ONE_DAY = "有一天"
_BETWEEN = "[^，。；、或至到和及与]{0,2}"
_TWICE = re.compile(f"(?P<unit>.)(?:(?P=unit)|{_BETWEEN}一(?P=unit)|一[一-鿿]|难求|不[少落漏])")
"""一件件, 一年比一年 (every year more), 一户一档 (a file for each), 一票难求."""
_JOINED = re.compile(f"一(?P<unit>.){_BETWEEN}一(?P=unit)")
_NOT_ONE = re.compile("[^，。；]{1,9}[都也][不没]")
"""一辆拖拉机都不能造, 一个也没有: none."""
_HEADING = re.compile("[家名位个]")
"""一家健身房关门, a heading: English leaves its articles out."""
_DISH = re.compile("[荤素](?![腥质材养])|汤(?=[，。、只仅])")
_CURRENCY = ("台币", "民币", "港币", "美金")
_POINT = ("点数", "积分")
_CHOSEN = re.compile("(?:择|(?:仅|只)[能得可许准][受选择任领报享设用持担兼填交代]{1,2})$")
"""仅得择一领取 and 仅能受一会员之委托: no more than one."""
_NO_WORD = tuple("般定直切律起些步旦致并同样概再味向贯部时道心")
_RANK_BEFORE = frozenset("于员俸其属为之的、，。；及或和至与（“是有按依以评获薪到")
"""属一级关键设施; 乡镇一级 and 国家一级 are levels of government."""
_RANK = re.compile("级(?=[^，。；、）”级])|[级阶等](?=[，。；、）])")
_GRADE = ("阶", "级一", "级二")
_AT_LEAST = re.compile(
    "(?:[少多大小低高等限]于|超过|(?:至[多少]|最[多少])[^，。；、一的]{0,2}|[不得]逾|[视合并]为|(?<!建)设)$"
)
"""不得少于一部, 大于一, 视为一类: no fewer than one, whatever it is."""
_SET_UP = re.compile("以[^，。；、以]{1,4}$")
_TO_LIMIT = re.compile("[^，。；、或]{1,9}为限")
_AS_ONE = re.compile("(?!带一路)[^，。；、或]{1,8}为一[案件号人户宗]")
"""以一裁定为一案: one makes one."""
_OF_THEM = re.compile("(?<![知此，。；：、！？“（\\s])其$")
_TERM_BEFORE = re.compile("(?:羁押|刑期|拘役|管制|拘留)$")
"""羁押一日折抵刑期一日: one day for one."""
_ENDS = re.compile("[，。；]")
"""仅执行其一: one of them; 其一，opens the first of several points."""
"""以设立一事务所为限: no more than one."""
_NO_CLASS = ("人", "等")
"""高人一等 (superior), 等一等 (wait)."""
_WAIT = re.compile("等[一等]")
_PASSED = frozenset("逾满足算")
_ONE_OF = re.compile("人(?![员士])|国(?![家际])|方(?![式法面案])")
"""债务人中之一人, 当事人之一方: one of them."""
_TERM = re.compile("期(?=[，。；])")
_NO_COUNT = (
    *(word for word in _NO_WORD if word != "部"),
    "部分",
    *"半体整流批系经百千万二三四五六七八九十亿",
)
_LIMITED = re.compile("[^，。；]{1,6}为限|[^，。；]{1,4}[论计](?=[，。；])")
"""以一代理商为限, 以一行为论."""


def is_one(zh: str, at: int, *, alone: bool = True) -> bool:
    """Whether 一 at `at` is the number one; what is not `alone` (零) only at a bound, and in 零增长 (no
    growth)."""
    end = at + 1
    before = zh[at - 1 : at]
    if not alone:
        return (
            _BOUND.match(zh, end) is not None
            or _NOTHING.match(zh, end) is not None
            or (before in _BY and zh[at - 2 : at - 1] != "整" and _NO_MORE.match(zh, end) is not None)
        )
    if before == "以" and (
        _LIMITED.match(zh, end) or (not zh.startswith(_NO_WORD, end) and _AS_ONE.match(zh, end))
    ):
        return True
    if before == "其" and _ENDS.match(zh, end) and _OF_THEM.search(zh, max(0, at - 2), at):
        return True
    if _CHOSEN.search(zh, max(0, at - 4), at) and not zh.startswith(_NO_WORD, end):
        return True
    if zh.startswith("元", end) and zh.endswith(_CURRENCY, 0, at):
        return True
    if zh.startswith("次", end) and _HALF_YEARLY.search(zh, max(0, at - 10), at):
        # 每半年付息一次: twice a year has no one.
        return False
    if zh.startswith("点", end) and zh.endswith(_POINT, 0, at):
        return True
    if zh.endswith("其中", 0, at):
        return not zh.startswith(_NO_WORD, end)
    if (before == "之" and zh.startswith("日前", end)) or (before == "为" and zh.startswith("以上", end)):
        return True
    if _AT_LEAST.search(zh, max(0, at - 4), at) and not zh.startswith(_NO_COUNT, end):
        return True
    if _SET_UP.search(zh, max(0, at - 6), at) and _TO_LIMIT.match(zh, end):
        return True
    if before == "之" and _ONE_OF.match(zh, end):
        return True
    if zh.startswith("日", end) and (before in _PASSED or _TERM_BEFORE.search(zh, max(0, at - 2), at)):
        return True
    if before == "为" and _TERM.match(zh, end):
        return True
    if (before in _RANK_BEFORE or not at) and _RANK.match(zh, end) and not _WAIT.match(zh, end):
        return before != "至" or zh[at - 2 : at - 1] != "甚"
    if before in _NO_CLASS and zh.startswith("等", end):
        return False
    if _DISH.match(zh, end):
        return True
    if before in _TOLD or _ANY.search(zh, max(0, at - 2), at):
        return before in _SURE and bool(_BOUND.match(zh, end) or _RANGE.match(zh, end))
    if before == "的" and (_OF_TIME.match(zh, end) or _MOST.search(zh, max(0, at - 14), at)):
        return False
    if before in _AROUND and not _around(zh, at):
        return False
    if _BOUND.match(zh, end) or _RANGE.match(zh, end) or _MOVED.search(zh, max(0, at - 2), end + 2):
        return True
    return (
        _UNITS.match(zh, end) is not None
        and not _is_twice(zh, at)
        and _NONE.search(zh, max(0, at - 6), at) is None
        and not zh.startswith(_ONE_DAY, at - 1)
        and _NOT_ONE.match(zh, end) is None
        and not (at == 0 and _HEADING.match(zh, end) and "。" not in zh)
    )


_HALF_YEARLY = re.compile("每半[年月天日][^，。；]{0,6}$")


def _is_twice(zh: str, at: int) -> bool:
    """Whether 一 is one of two: 一户一档, 一年比一年; 一年一次 is how often."""
    if zh.startswith(_GRADE, at + 1):
        return False
    if _TWICE.match(zh, at + 1) or (zh[max(0, at - 2) : at - 1] == "一" and not zh.startswith("次", at + 1)):
        return True
    first = zh.rfind("一", max(0, at - 4), at)
    return first >= 0 and _JOINED.fullmatch(zh, first, at + 2) is not None


def _around(zh: str, at: int) -> bool:
    """Whether 前 or 后 before 一 is that of how long before or after (届满前一个月, 公布后一年内)."""
    end = at + 1
    return (
        _ONE_ROUND.match(zh, end) is not None
        or (zh[at - 1] not in "上下" and _BOUND.match(zh, end) is not None)
        or _FROM.search(zh, max(0, at - 4), at) is not None
        or (_BEFORE_EVENT.match(zh, end) is not None and _EVENT.search(zh, max(0, at - 2), at) is not None)
    )
