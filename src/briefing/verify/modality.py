"""What may, must and must not be; what is done and what is planned; how long a term of years is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from briefing.document import touch
from briefing.quantities.numerals import parse_small
from briefing.verify.rules import finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.document import Finding, Segment
    from briefing.verify.setting import Setting


def _words(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words})\b|n['’]t\b", re.IGNORECASE)


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
_NOT_AT_ALL = _words(_NOT)


@dataclass(frozen=True, slots=True)
class _Sense:
    """Words of the Chinese; what the English may have for them, anywhere in the sentence; what they mean."""

    rule: str
    means: str
    zh: re.Pattern[str]
    en: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Turned:
    """A word of the Chinese for what may or must be, and what the English has if it is turned about: one of
    `wrong`, and none of `right`. Where the Chinese has any of `but`, it may be of that."""

    means: str
    zh: re.Pattern[str]
    but: re.Pattern[str] | None
    right: re.Pattern[str]
    wrong: re.Pattern[str]


_MUST = (
    "shall|must|should|required?|requires|requirements?|need\\w*|obliged|obligat\\w*|ha(?:s|ve) to|"
    "(?:is|are) to|dut(?:y|ies)|mandatory|responsib\\w*"
)
_MAY = (
    "may|can|could|might|allow\\w*|permit\\w*|entitled|eligible|rights?|able|optional\\w*|choose|options?|"
    "free to|authori[sz]\\w*|enabl\\w*|\\w+ble|discretion\\w*|wish\\w*|availab\\w*|opportunit\\w*"
)
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
    _Sense("negation", "must not", re.compile(_MUST_NOT), _words(_NO)),
    _Sense("negation", "must not", re.compile(_FORBIDS), _words(_BAN)),
    _Sense("negation", "not", re.compile(_DENIES), _NOT_AT_ALL),
    _Sense(
        "negation",
        "not of it",
        re.compile("(?:\\A|(?<=[，。；、对]))非(?=本[省市区县地校]|公职|户籍|党员)"),
        _words("non\\w*|not|without|other than|outside|un\\w+|never|no|elsewhere|migrant\\w*|except"),
    ),
    _Sense(
        "negation",
        "exempt from",
        re.compile("(?<!减)免(?:于|除|予|收|交|缴|征|申请|申报|审|费|试|签|息|租|检|办|跑|证|罚|押|提交|填)"),
        _words(
            "exempt\\w*|waiv\\w*|free\\w*|\\w+-free|without|no|not|never|remov\\w*|reliev\\w*|reliefs?|"
            "releas\\w*|spar\\w*|exclud\\w*|dismiss\\w*|remit\\w*|eliminat\\w*|cancel\\w*|don|giv\\w*|gave|complimentary|"
            "save\\w*|interest-free|abolish\\w*|immun\\w*|lift\\w*|automatic\\w*|unconditional\\w*|gratis|"
            "neither|nor|need not|directly"
        ),
    ),
)
# Of what one is exempt: 免申请 (no application needed) is no fee waived.
_EXEMPT = tuple(
    (re.compile(f"(?<!减)免(?:于|除|予|收|交|缴|征)?(?:{zh})"), _words(en))
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
_STATUTORY = (
    _Sense(
        "modality",
        "shall",
        re.compile("应当|必须"),
        _words(f"{_MUST}|only|may not|will"),
    ),
    _Sense("modality", "may", re.compile("可以(?!说)"), _words(_MAY)),
)
_TURNED = (
    _Turned(
        "may",
        re.compile("(?<!不)可以(?!说|不)"),
        None,
        _words(_MAY),
        re.compile(r"\b(?:shall|must|ha(?:s|ve) to)\b"),
    ),
    _Turned(
        "may",
        re.compile(
            "(?<![不认许宁尽均不])可(?=向|在|于|自|按|由|根据|申请|适当|直接|全程|通过|先|选择|提前|凭|持|享受|给予|不)"
        ),
        re.compile("应|须|必|不得|要|务|(?<!无)需(?!求)|只"),
        _words(_MAY + "|need not"),
        re.compile(r"\b(?:must|ha(?:s|ve) to)\b"),
    ),
    _Turned(
        "must",
        re.compile("应当|必须"),
        re.compile(
            "可(?!行|靠|见|控|用)|能(?![力源耗])|许(?!多)|有权|任意|(?<![不取获所使])得(?![到出分知失益当票])"
        ),
        _words(
            _MUST.replace("shall|must|should", "(?:shall|must|should)(?! not)")
            + "|no|only|will|essential|importan\\w*|vital|crucial"
        ),
        re.compile(r"\b(?:may|can)\b(?! not)"),
    ),
    _Turned(
        "has the right",
        re.compile("(?<![所没])有权(?![力威属益势利])"),
        re.compile("义务"),
        _words("rights?|rightful\\w*|empower\\w*|power\\w*|authorit\\w*|competent|qualified|" + _MAY),
        re.compile(r"\b(?:dut(?:y|ies)|shall|must|obligations?|obliged|ha(?:s|ve) to)\b"),
    ),
)

_AIMS = "(?<![虚模比])拟(?=[于在对建新投开出自])|力争"
_FUTURE = re.compile(
    "(?<![上中少即])将(?=[于在对继进以从全加推建努认更会由把为按根启举组发实开出予择完优强扩促支提落深择]|不会)|预计(?=[^，。；]{0,16}(?:完工|建成|竣工|投产|通车|投用|完成|开通|开工|投入使用))"
    "|待[^，。；]{2,10}[后时](?:再|，)|适时(?=[^，。；]{0,4}(?:举行|出台|推出|启动|召开|开展))"
    f"|{_AIMS}|争取(?!到)|计划(?=[于在到用投建新明今])"
    "|(?:到|至)20[2-9][0-9]年(?:底|末)?[，,]?[^。；]{0,40}(?:达到|实现|建成|形成|完成|基本|超过|力争|将)"
    "|(?:预期|主要|发展|工作|奋斗)目标(?:是|为|：)"
    "|(?:年底|年末|月底|月末|[0-9]{1,2}月[0-9]{1,2}日)(?:之|以)?前[，,]?(?=[对将由把全])"
    "|(?:年内|[年月]底前|(?:[0-9]{1,2}月)?[0-9]{1,2}日前|节前)[^。；了]{0,20}(?:完成|建成|实现|到位|开工|投用)"
)
_GOAL = re.compile("(?:预期|主要|发展|工作|奋斗)目标(?:是|为|：)")
_GOAL_PAST = re.compile(r"\b(?:targets?|goals?|objectives?)\b[^.;]{0,60} (?:was|were)\b")
_PAST_BE = re.compile(r"\b(?:was|were)\b(?: \w{3,20}ed\b)?")
_TOLD = 3
"""More places of a list of goals that are told as past, besides the first."""
_DONE = re.compile(
    "已|了(?!解)|过(?=[^程度去])|完成了|累计|截至|取得|曾|来(?=[，,])|去年|上年|显示|获悉|表示|指出|强调|介绍|宣布|说|提出|要求"
    "|印发|发布|公布|(?<![拟将机时])出台|审议|通过|召开|举行|部署|明确|称|规定|安排|下发|公告|启动|签署|决定|批准|认为"
)
_PLAN_EN = _words(
    "will|would|shall|should|must|plan\\w*|aim\\w*|striv\\w*|seek\\w*|target\\w*|goals?|going to|expect\\w*|"
    "intend\\w*|propos\\w*|by (?:the end of )?20[2-9]\\d|to be|'ll|project(?:ed|ions?)|schedul\\w*|"
    "set to|due|"
    "about to|upcoming|future|next|attempt\\w*|try\\w*|hop\\w*|may|can|"
    "(?:is|are|was|were) (?:to|\\w+ing)|"
    "could|might|remain\\w*|need\\w*|forward to|strive|pledg\\w*|commit\\w*|vow\\w*|promis\\w*"
)
_AIM = re.compile(_AIMS)
_NO_AIM = re.compile(r"\b(?:by (?:the end of )?20[2-9]\d|next|future|upcoming|can|may)\b", re.IGNORECASE)
"""What is of a plan by itself, and says of 力争到2027年 (strive to do by 2027) only when."""
_WAS = re.compile(
    r"\b(?:was|were|had|has|have)(?: been)?(?: \w+ly)? (?:\w+ed|built|made|held|set|put)\b"
    r"|\bNext, [^.]{0,30}\b\w+ed\b"
)
_IS_DONE = re.compile("(?:(?<![早而不购用对活将])已(?![知婚故久]|[^，。；]{0,12}的)|截至|累计(?!达到?|亏损))")
_NOT_YET = re.compile(
    "[将拟要未会应须必可能如若凡者待]|计划|预计|力争|争取|下一步|后续|继续|的，|目标|到20|准备|确保|不得|[继持]续|以来的|届时|推进"
)
_WILL = re.compile(r"\bwill\b")
_SAYS_DONE = re.compile(r"\b(?:has|have|had|having|was|were|already|now)\b|['’]ve\b", re.IGNORECASE)
_PAST_EN = re.compile(
    r"\b(?:was|were|has|have|had|did|\w{3,}ed|built|made|held|set|rose|grew|saw|led|brought|took|went|came|began)\b"
)
_DEMAND = re.compile(
    "(?:^|[，；：])\\s*(?:各地(?:区|方)?|各部门|各单位|全省|全市)?(?:要|必须|着力|务必|奋力)(?![求闻素点么是不])"
)
_PAST = (
    r"(?:\w+ed|written|done|given|taken|shown|driven|begun|put|cut|found|spread|wrote|built|made|held|took|gave|"
    r"kept|set|led|brought|sought|rose|grew|drew|won|met|laid)"
)
_OPENS_WITH_PAST = re.compile(
    rf"(?:\(?(?:[IVXLC]{{1,6}}|[0-9]{{1,2}})[.)] )?(?:\w+ly )?(?:{_PAST}\b"
    rf"|(?:[\w’'-]+ ){{1,8}}(?:was|were|has|have)(?: been)?(?: \w+ly)? {_PAST}\b)",
    re.IGNORECASE,
)

_NUMBERS = (
    *(
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
    ),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = {20: "twenty", 30: "thirty", 40: "forty", 50: "fifty"}
_ORDINALS = (
    "",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
)
_NUMERAL = "[两二三四五六七八九十]"
_TERM = re.compile(
    f"(?<![0-9.十百])(?P<n>[1-9][0-9]?|{_NUMERAL})年(?P<what>期(?!间)|制)"
    f"|每(?P<every>[2-9]|{_NUMERAL})年(?!级)|第(?P<nth>[1-9]|{_NUMERAL})年"
)


def check(segment: Segment, setting: Setting) -> Iterator[Finding]:
    """What is denied, forbidden, allowed, demanded or planned in the Chinese, and not in the English."""
    turned = list(_turned(segment))
    yield from turned
    for sense in (*_NEGATION, *(_STATUTORY if setting.is_statute(segment) and not turned else ())):
        match = next(_uncovered(sense.zh, segment), None)
        if match and not sense.en.search(_besides(segment, match)):
            message = f"{match[0]} ({sense.means}) has nothing in the English"
            yield finding(sense.rule, message, sense.means, match.span())
    yield from _denied(segment)
    twice = _DENIED_TWICE.search(segment.zh)
    rest = twice and segment.zh[: twice.start()] + segment.zh[twice.end() :]
    # What is denied besides is denied in the English, too.
    if twice and len(_DENIAL.findall(segment.en)) == 1 + len(_DENIED_ONCE.findall(rest or "")):
        yield finding("negation", f"{twice[0]} denies twice, the English once", "", twice.span())
    for zh, en in _EXEMPT:
        if (match := zh.search(segment.zh)) and not en.search(segment.en):
            yield finding("negation", f"what {match[0]} exempts from is not in the English", "", match.span())
    yield from _planned(segment, setting)
    yield from _terms(segment)


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


def _besides(segment: Segment, denied: re.Match[str]) -> str:
    """The English without the not of what is denied: 不得拒绝 (must not refuse), 不得擅自 (without leave)."""
    en = segment.en
    for zh, own in _OF_ITS_OWN:
        if _BANS.fullmatch(denied[0]) and zh.match(segment.zh, denied.end()):
            en = own.sub("", en)
    return en


def _uncovered(pattern: re.Pattern[str], segment: Segment) -> Iterator[re.Match[str]]:
    """Where `pattern` stands in the Chinese outside of spans that are in the English."""
    for match in pattern.finditer(segment.zh):
        if not any(span.en_at and touch(span.zh_at, match.span()) for span in segment.spans):
            yield match


def _turned(segment: Segment) -> Iterator[Finding]:
    """What one may do told as what one must, and the reverse."""
    for each in _TURNED:
        if match := next(_uncovered(each.zh, segment), None):
            rest = segment.zh[: match.start()] + segment.zh[match.end() :]
            said = each.wrong.search(segment.en)
            if said and not each.right.search(segment.en) and not (each.but and each.but.search(rest)):
                message = f"{match[0]} ({each.means}) is {said[0]!r} in the English"
                yield finding("modality", message, each.means, match.span(), said.span())


def _denied(segment: Segment) -> Iterator[Finding]:
    """What is denied on a condition that is denied, too, one of both: 未取得证书的，不得上岗 (nobody may work
    without a certificate); and a not that nothing founds."""
    denied = list(_uncovered(_ANY_DENIAL, segment))
    at = next((at for at, match in enumerate(denied) if at and _BANS.search(denied[at - 1][0] + match[0])), 0)
    if at and _CLAUSE.search(segment.zh, denied[at - 1].end(), denied[at].start()):
        first, second = denied[at - 1], denied[at]
        if first[0][:2] != second[0][:2] and len(_NOT_AT_ALL.findall(segment.en)) < _BOTH:
            message = f"{first[0]} and {second[0]} deny two things, the English one"
            yield finding("negation", message, "", second.span())
    if (said := _MADE_UP.search(segment.en)) and not _ANY_GROUND.search(segment.zh):
        yield finding("negation", f"nothing in the Chinese denies, as {said[0]!r} does", en_at=said.span())


def _planned(segment: Segment, setting: Setting) -> Iterator[Finding]:
    """What is still to come or to be done, told as done."""
    if (match := _GOAL.search(segment.zh)) and (said := _GOAL_PAST.search(segment.en)):
        message = f"{match[0]} is still to come; the English tells it as past"
        yield finding("planned-as-done", message, "is", match.span(), said.span())
        for more in islice(_PAST_BE.finditer(segment.en, said.end()), _TOLD):
            yield finding("planned-as-done", f"and so is {more[0]!r}", "is", match.span(), more.span())
    elif (match := _FUTURE.search(segment.zh)) and not _DONE.search(segment.zh):
        en = _NO_AIM.sub("", segment.en)
        # By 2030, next and can say when or whether: they make no plan of what was.
        past = _PAST_EN if _AIM.search(segment.zh) or not _NO_AIM.search(segment.en) else _WAS
        if not _PLAN_EN.search(en) and (said := past.search(segment.en)):
            message = f"{match[0][:12]} is still to come; the English tells it as done"
            yield finding("planned-as-done", message, "will", match.span(), said.span())
    elif (
        (match := _IS_DONE.search(segment.zh))
        and not _NOT_YET.search(segment.zh)
        and (said := _WILL.search(segment.en))
        and not _SAYS_DONE.search(segment.en)
    ):
        message = f"{match[0]} is done; the English has it still to come"
        yield finding("planned-as-done", message, "has", match.span(), said.span())
    elif (
        (match := _DEMAND.search(segment.zh))
        and (said := _OPENS_WITH_PAST.match(segment.en))
        and not _DONE.search(segment.zh)
    ):
        message = f"{match[0].lstrip('，；：')} demands it; the English tells it as done"
        yield finding("planned-as-done", message, "should", match.span(), said.span())
    elif (
        setting.plan
        and segment.zh.rstrip().endswith(("。", "；"))
        and not _DONE.search(segment.zh)
        and not _PLAN_EN.search(segment.en)
        and (said := _OPENS_WITH_PAST.match(segment.en))
    ):
        message = "the text says what is to be done; the English tells it as done"
        yield finding("planned-as-done", message, "should", None, said.span())


def _terms(segment: Segment) -> Iterator[Finding]:
    for match in _TERM.finditer(segment.zh):
        told = match["n"] or match["every"] or match["nth"]
        n = parse_small(told) or 0
        if not _term(match, n).search(segment.en):
            expected = f"{n}-year" if match["n"] else f"every {n} years" if match["every"] else _ORDINALS[n]
            yield finding("term-of-years", f"{match[0]} is not in the English", expected, match.span())


def _term(match: re.Match[str], n: int) -> re.Pattern[str]:
    """What the English may have for a term of `n` years, a turn of them, or the nth one."""
    if match["nth"]:
        after = "|next|following|subsequent|later" if n == 2 else ""
        nth = f"{_ORDINALS[n]}{after}|{n}(?:st|nd|rd|th)|year (?:{n}|{_NUMBERS[n]})"
        return re.compile(rf"\b(?:{nth})\b(?! (?:month|week|day|quarter))", re.I)
    tens = _TENS.get(n - n % 10, "")
    word = _NUMBERS[n] if n < len(_NUMBERS) else tens + (f"-{_NUMBERS[n % 10]}" if n % 10 else "")
    number = rf"\b(?:{n}|{word or n})"
    if match["every"]:
        nth = _ORDINALS[n]
        turn = f"(?:every|each) (?:{nth}|other) year|(?:bi|tri)ennial"
        return re.compile(rf"{number}[- ](?:\w+ )?years?\b|\b(?:{turn})", re.I)
    return re.compile(rf"{number}[- ](?:\w+[- ])?years?\b|{number}-? ?(?:,|and\b|or\b|to\b)", re.I)
