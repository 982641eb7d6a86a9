"""What is denied, forbidden or exempted in the Chinese, and not in the English; and what is made up."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.verify.rules import finding
from briefing.verify.senses import Sense, any_of, uncovered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.document import Finding, Segment

_UN = r"un(?!der|til|animous|cle|veil|fold|leash|lock|earth|i[^dmn])\w+"
"""What denies by its prefix: unable and unless, not under, unit or until."""
_LESS = r"(?!regard|none|never|wire|seam|end)\w+less(?:ly)?"
_NO = (
    "not|no|none|nobody|nothing|nowhere|neither|nor|never|cannot|without|prohibit\\w*|forbid\\w*|forbade|"
    "bann?(?:ed|ing|s)?|barr(?:ed|ing)|bars?|refrain\\w*|avoid\\w*|prevent\\w*|in(?:eligib|valid|admissib)\\w*|"
    "im(?:possib|permissib|proper)\\w*|illegal\\w*|unlawful\\w*|dis(?:allow|qualif|approv)\\w*|free|exempt\\w*|"
    "refus\\w*|reject\\w*|den(?:y|ied|ies|ial\\w*|ying)|withh\\w+|only|unless|lest|outlaw\\w*|off-limits|"
    "exclu\\w*|rather|instead|non\\w*|desist\\w*|contrary"
)
"""What English has for 不得 (must not)."""
_BAN = (
    f"{_NO}|stop\\w*|halt\\w*|eliminat\\w*|end(?:ed|ing)?|curb\\w*|crack\\w* down|guard\\w* against|zero|"
    "keep\\w*|stamp\\w*|root\\w*|deter\\w*|oppos\\w*|fail\\w*|beyond"
)
"""And for 严禁 (strictly forbid)."""
_NOT = (
    f"{_NO}|{_UN}|{_LESS}|fail\\w*|lack\\w*|absen\\w*|in(?:abil|sufficien|capa|applicab|effect|adequa|"
    "complet|correct|appropriat|compli)\\w*|dis(?:agree|continu|miss|regard|satisf|obey|claim|avow)\\w*|declin\\w*|stop\\w*|"
    "except\\w*|otherwise|abstain\\w*|ceas\\w*|waiv\\w*|void|null\\w*|regardless|irrespective|little|few|less|zero|"
    "innocen\\w*|acquit\\w*|silent|oppos\\w*|beyond|hardly|barely|yet|neglect\\w*|miss(?:ed|ing)?|omit\\w*|before|"
    "until|still|remain\\w*|pending|short of|far from|too|despite|below|other than"
)
"""And for 不 (not) and 未 (not yet)."""
_NOT_AT_ALL = any_of(_NOT)

_BOUND = "[少低小早]于|超过|超出|[高多大晚]于|逾"
"""Behind 不得 these draw a bound, which English says without a not: 不得少于 is at least."""
_MUST_NOT = f"不得(?!不|已|了|力|人心|其|志|劲|当|而知|{_BOUND})"
_FORBIDS = "严禁|禁止(?![^，。；]{0,8}[公条]约)|(?<![准算说拿看])不准(?!确|时)|不允许|切忌|杜绝"
# 能不能 (whether one can) denies nothing, 不得不承认 (have to admit) and 供不应求 (short supply) not that.
_DENIES = (
    "(?:并非|绝非|(?<!并)并不(?!都)|从未|(?<!能)不能(?!不|仅|只|没有|[^，。；]{1,4}的)|(?<!会)不会(?!不|没有)|(?<!是)不是(?!不|没有)"
    "|(?<!应)不(?:应(?!求)|宜|许)|(?<!要)不要(?!不)|(?<!得)不(?:发生系统|因|齐全|完整|真实|准确|合法|合理的|缴|履行|配合|同意|受理|参加|服从|影响|改变|符合|具备|满足|存在|包括|纳入|适用|收取|收费|列入"
    "|起诉|支持|承认|寻求|建议|干涉|接受|该)|[切请万]勿|(?<![裁判表否解议终公先])[决绝]不(?!能不|辜负|允许|准|让)|从不|从来不"
    "|[尚从并均却]未|[尚均却]不|[并尚毫均]无(?!不)|未(?:获|就|对|在|向|与|经(?!济)|及时|完成|实现|通过|成功|得|见|被|达|交|缴|受|说明|提供|提及|明确|回应|能|曾|按|依[法照规]|取得|发现|接到|收到|造成|参加|履行|提交|达成|达到|办理|获得|予|登记|备案"
    "|纳入|公布|出现|发生|得到|采取)|(?<!有)没有(?!不|[^，。；]{1,3}的)|暂无|尚无"
    "|无(?:新增|人员伤亡|异议|意(?!义|间|识|中)|权|不良|异常))"
    f"(?!{_BOUND})"
)
_NEGATION = (
    Sense("must not", re.compile(_MUST_NOT), any_of(_NO)),
    Sense("must not", re.compile(_FORBIDS), any_of(_BAN)),
    Sense("not", re.compile(_DENIES), _NOT_AT_ALL),
    Sense(
        "not of it",
        re.compile("(?:\\A|(?<=[，。；、对]))非(?=本[省市区县地校]|公职|户籍|党员)"),
        any_of("non\\w*|not|without|other than|outside|un\\w+|never|no|elsewhere|migrant\\w*|except"),
    ),
    Sense(
        "exempt from",
        re.compile("(?<!减)免(?:于|除|予|收|交|缴|征|申请|申报|审|费|试|签|息|租|检|办|跑|证|罚|押|提交|填)"),
        any_of(
            "exempt\\w*|waiv\\w*|free\\w*|\\w+-free|without|no|not|never|remov\\w*|reliev\\w*|reliefs?|"
            "releas\\w*|spar\\w*|exclud\\w*|dismiss\\w*|remit\\w*|eliminat\\w*|cancel\\w*|don|giv\\w*|gave|complimentary|"
            "save\\w*|interest-free|abolish\\w*|immun\\w*|lift\\w*|automatic\\w*|unconditional\\w*|gratis|"
            "neither|nor|need not|directly"
        ),
    ),
)
# Of what one is exempt: 免申请 (no application needed) is no fee waived.
_EXEMPT = tuple(
    (re.compile(f"(?<!减)免(?:于|除|予|收|交|缴|征)?(?:{zh})"), any_of(en))
    for zh, en in (
        (
            "申请|申报",
            "appl\\w*|requir\\w*|needs?|file[ds]?|filing|request\\w*|claim\\w*|declar\\w*|report\\w*|automatic\\w*",
        ),
        ("签", "visas?|visa-free"),
        (
            "办|证(?!券)",
            "permits?|licen\\w*|certificat\\w*|document\\w*|proofs?|applica\\w*|procedur\\w*|requir\\w*",
        ),
        ("处?罚", "penal\\w*|punish\\w*|fines?|fined|sanction\\w*"),
        (
            "填|提交",
            "fill\\w*|submi\\w*|fil(?:e|ed|ing)|provid\\w*|present\\w*|form\\w*|suppl\\w*|requir\\w*|hand\\w*",
        ),
        ("押金?", "deposits?|deposit-free|collateral\\w*|mortgag\\w*|guarant\\w*"),
        ("利?息", "interest|interest-free"),
        ("关税", "tariff\\w*|dut(?:y|ies)|duty-free|customs"),
        ("考|试(?!点)", "exam\\w*|test\\w*"),
        ("检", "inspect\\w*|check\\w*|examin\\w*|test\\w*"),
    )
)
_DENIED_TWICE = re.compile(
    "(?:并非|不是|绝非|并不是)(?:不|没有|无)(?=[^，。；])"
    "|不[能可](?:不(?!了了之)|没有)|无不(?![利良实])|莫不|未必不|不会不|没有不"
)
_DENIED_ONCE = re.compile(
    "不(?![断仅但同少过论管久良足错平止乏惜失妨])|未(?!来|成年|央|婚)|没有|尚无|无[法需须权效]"
)
_DENIAL = re.compile(
    r"\b(?:not|no|never|without|none|nor|cannot|lack\w*|un(?!i|til|der|less)\w+|fail\w*)\b|n['’]t\b",
    re.IGNORECASE,
)
_ANY_DENIAL = re.compile(f"{_DENIES}|{_MUST_NOT}|{_FORBIDS}|不予(?!理)|未经(?!济|[^，。；]{{1,6}}的)")
_BANS = re.compile("不得|不予|严禁|禁止|不准|不允许|[切请万]勿")
_CLAUSE = re.compile("[，。；：](?![又也更还甚])|的(?:单位|企业|个人|人员|机构|人|产品|项目|车辆|船舶)")
_BOTH = 2
_MADE_UP = re.compile(
    r"\b(?:(?:shall|may|must|should|could|will|would|do|does|did|is|are|was|were|has|have|had) (?:still )?"
    r"(?:not|never)|cannot|can not|never|\w{2,6}n['’]t)\b"
    r"(?! only| to mention| (?:be )?(?:more|less|fewer|later)| just| merely| simply| exceed| until"
    r"| get enough| wait| help| but)",
    re.IGNORECASE,
)
_ANY_GROUND = re.compile(
    "[不未没無无非禁免否勿拒莫缺欠难停止防避除仅只弱失废撤绝罕乏尚忌戒杜零抗劣阻误违拦独少唯差离再先才始漏空岂何哪退消脱别急够满反辜]"
    "|[以之]外|以[内下]|外的|限|方[可得能]|最[高低长短多少迟]"
)
"""What a not in the English may be of: 反对 (not agree), 方可 (not until), 满 (not yet), 别 (do not)."""
# What must not be done is to refuse, or to do it without leave: either says a not of its own.
_OF_ITS_OWN = (
    (
        re.compile("[^，。；]{0,10}(?:拒[绝不收付]|推诿|阻[碍挠止])"),
        re.compile(r"\b(?:refus\w*|reject\w*|den(?:y|ied|ies|ial)\w*|prevent\w*|avoid\w*)\b", re.IGNORECASE),
    ),
    (
        re.compile("擅自"),
        re.compile(r"\bwithout (?:\w+ ){0,3}(?:authori\w+|permi\w+|approval|consent|leave)\b", re.IGNORECASE),
    ),
)


def check(segment: Segment) -> Iterator[Finding]:
    """What is denied in the Chinese and not in the English, once and not twice, and the reverse."""
    for sense in _NEGATION:
        match = next(uncovered(sense.zh, segment), None)
        if match and not sense.en.search(_besides(segment, match)):
            yield finding("negation", sense.message(match[0]), sense.means, match.span())
    yield from _denied(segment)
    yield from _twice(segment)
    for zh, en in _EXEMPT:
        if (match := zh.search(segment.zh)) and not en.search(segment.en):
            yield finding("negation", f"what {match[0]} exempts from is not in the English", "", match.span())


def _besides(segment: Segment, denied: re.Match[str]) -> str:
    """The English without the not of what is denied: 不得拒绝 (must not refuse), 不得擅自 (without leave)."""
    en = segment.en
    for zh, own in _OF_ITS_OWN:
        if _BANS.fullmatch(denied[0]) and zh.match(segment.zh, denied.end()):
            en = own.sub("", en)
    return en


def _denied(segment: Segment) -> Iterator[Finding]:
    """What is denied on a condition that is denied, too, one of both: 未取得证书的，不得上岗 (nobody may work
    without a certificate); and a not that nothing founds."""
    denied = list(uncovered(_ANY_DENIAL, segment))
    at = next((at for at, match in enumerate(denied) if at and _BANS.search(denied[at - 1][0] + match[0])), 0)
    if at and _CLAUSE.search(segment.zh, denied[at - 1].end(), denied[at].start()):
        first, second = denied[at - 1], denied[at]
        if first[0][:2] != second[0][:2] and len(_NOT_AT_ALL.findall(segment.en)) < _BOTH:
            message = f"{first[0]} and {second[0]} deny two things, the English one"
            yield finding("negation", message, "", second.span())
    if (said := _MADE_UP.search(segment.en)) and not _ANY_GROUND.search(segment.zh):
        yield finding("negation", f"nothing in the Chinese denies, as {said[0]!r} does", en_at=said.span())


def _twice(segment: Segment) -> Iterator[Finding]:
    """What is denied twice (并非不, not un-), which the English denies once."""
    twice = _DENIED_TWICE.search(segment.zh)
    if twice is None:
        return
    rest = segment.zh[: twice.start()] + segment.zh[twice.end() :]
    # What is denied besides is denied in the English, too.
    if len(_DENIAL.findall(segment.en)) == 1 + len(_DENIED_ONCE.findall(rest)):
        yield finding("negation", f"{twice[0]} denies twice, the English once", "", twice.span())
