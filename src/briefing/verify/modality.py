"""What may, must and must not be; what is done and what is planned; how long a term of years is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from briefing.document import touch
from briefing.verify.rules import finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.document import Finding, Segment
    from briefing.verify.setting import Setting


def _words(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words})\b|n['’]t\b", re.IGNORECASE)


_NOT = (
    "not|no|never|none|nor|neither|nobody|nothing|nowhere|without|cannot|yet|un\\w+|non\\w*|in(?:valid|ability|"
    "eligible|sufficient|adequate|complete|correct|appropriate)\\w*|fail\\w*|lack\\w*|refus\\w*|den(?:y|ied|ies)|"
    "avoid\\w*|prevent\\w*|prohibit\\w*|forbid\\w*|forbade|bann?\\w*|barr?(?:ed|s)?|absen\\w*|free|zero|"
    "reject\\w*|exclu\\w*|instead|rather|unless|except|hardly|barely|little|few|neglect\\w*|miss(?:ed|ing)|"
    "outlaw\\w*|stop\\w*|refrain\\w*|off-limits|oppos\\w*|guard\\w* against|\\w+less(?:ly)?|only|illegal\\w*|"
    "impossible|short of|far from|before|pending|still|remain\\w*|disallow\\w*|dis\\w+|crack\\w* down|"
    "curb\\w*|"
    "eliminat\\w*|strict\\w*|halt\\w*|end(?:ed|s|ing)?|resolutely|beyond|(?:must|may) be (?:avoided)|minor|"
    "must|too|un"
)


@dataclass(frozen=True, slots=True)
class _Sense:
    """Words of the Chinese; what the English may have for them, anywhere in the sentence; what they mean."""

    rule: str
    means: str
    zh: re.Pattern[str]
    en: re.Pattern[str]


_BOUND = "[少低小早]于|超过|超出|[高多大晚]于|逾"
"""Behind 不得 these draw a bound, which English says without a not: 不得少于 is at least."""
_NEGATION = (
    _Sense(
        "negation",
        "must not",
        re.compile(
            f"不得(?!不|已|了|力|人心|其|以|志|劲|当|{_BOUND})|严禁"
            "|禁止(?![^，。；]{0,8}[公条]约)|(?<!准)不准(?!确|时)|不允许|切忌|杜绝"
        ),
        _words(_NOT.replace("|must|", "|").replace("|strict\\w*|", "|")),
    ),
    _Sense(
        "negation",
        "not yet",
        re.compile("尚未|从未|并未|没有(?=[^，。；、]{0,8}(?:发生|出现|发现|完成|取得|得到))|未能|未曾"),
        _words(_NOT),
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
    "|不[能可](?:不(?!了了之)|没有)|无不(?!利)|莫不|未必不|不会不|没有不"
)
_DENIED_ONCE = re.compile(
    "不(?![断仅但同少过论管久良足错平止乏惜失妨])|未(?!来|成年|央|婚)|没有|尚无|无[法需须权效]"
)
_DENIAL = re.compile(
    r"\b(?:not|no|never|without|none|nor|cannot|lack\w*|un(?!i|til|der|less)\w+|fail\w*)\b|n['’]t\b",
    re.IGNORECASE,
)
_STATUTORY = (
    _Sense(
        "modality",
        "shall",
        re.compile("应当|必须"),
        _words(
            "shall|must|should|required?|requires|requirements?|need\\w*|obliged|obligat\\w*|ha(?:s|ve) to|"
            "(?:is|are) to|dut(?:y|ies)|mandatory|only|may not|responsib\\w*|will"
        ),
    ),
    _Sense(
        "modality",
        "may",
        re.compile("可以(?!说)"),
        _words(
            "may|can|could|might|allow\\w*|permit\\w*|entitled|eligible|rights?|able|optional\\w*|choose|"
            "options?|free to|possible|authoriz\\w*|enabl\\w*|\\w+ble|discretion|wish\\w*|"
            "availab\\w*|shall be"
        ),
    ),
    _Sense(
        "modality",
        "shall not",
        re.compile(f"不得(?!不|已|了|{_BOUND})"),
        _words(_NOT.replace("|must|", "|")),
    ),
)

_FUTURE = re.compile(
    "将(?=[于在对继进以从全加推建努认更会由把为按根启举组发实开出])|拟(?=[于在对建新投开])|力争|争取(?!到)|计划(?=[于在到用投建新])"
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
    "|印发|发布|公布|出台|审议|通过|召开|举行|部署|明确|称|规定|安排|下发|公告|启动|签署|决定|批准|认为"
)
_PLAN_EN = _words(
    "will|would|shall|should|must|plan\\w*|aim\\w*|striv\\w*|seek\\w*|target\\w*|goals?|going to|expect\\w*|"
    "intend\\w*|propos\\w*|by (?:the end of )?20[2-9]\\d|to be|'ll|project(?:ed|ions?)|schedul\\w*|"
    "set to|due|"
    "about to|upcoming|future|next|attempt\\w*|try\\w*|hop\\w*|may|can|"
    "(?:is|are|was|were) (?:to|\\w+ing)|"
    "could|might|remain\\w*|need\\w*|forward to|strive|pledg\\w*|commit\\w*|vow\\w*|promis\\w*"
)
_PAST_EN = re.compile(r"\b(?:was|were|has|have|had|\w{3,}ed|built|made|held|set|rose|grew|saw|led|brought)\b")
_DEMAND = re.compile(
    "(?:^|[，；：])\\s*(?:各地(?:区|方)?|各部门|各单位|全省|全市)?(?:要|必须|着力|务必|奋力)(?![求闻素点么是不])"
)
_PAST = r"(?:\w+ed|wrote|built|made|held|took|gave|kept|set|led|brought|sought|rose|grew|drew|won|met|laid)"
_OPENS_WITH_PAST = re.compile(
    rf"(?:\w+ly )?{_PAST}\b|(?:[\w’'-]+ ){{1,8}}(?:was|were|has|have)(?: been)?(?: \w+ly)? {_PAST}\b",
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
_TERM = re.compile(
    "(?<![0-9.])(?P<n>[1-9][0-9]?)年(?P<what>期(?!间)|制)|每(?P<every>[2-9])年(?!级)|第(?P<nth>[1-9])年"
)


def check(segment: Segment, setting: Setting) -> Iterator[Finding]:
    """What is denied, forbidden, allowed, demanded or planned in the Chinese, and not in the English."""
    for sense in (*_NEGATION, *(_STATUTORY if setting.is_statute(segment) else ())):
        match = sense.zh.search(segment.zh)
        covered = match and any(span.en_at and touch(span.zh_at, match.span()) for span in segment.spans)
        if match and not covered and not sense.en.search(segment.en):
            message = f"{match[0]} ({sense.means}) has nothing in the English"
            yield finding(sense.rule, message, sense.means, match.span())
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


def _planned(segment: Segment, setting: Setting) -> Iterator[Finding]:
    """What is still to come or to be done, told as done."""
    if (match := _GOAL.search(segment.zh)) and (said := _GOAL_PAST.search(segment.en)):
        message = f"{match[0]} is still to come; the English tells it as past"
        yield finding("planned-as-done", message, "is", match.span(), said.span())
        for more in islice(_PAST_BE.finditer(segment.en, said.end()), _TOLD):
            yield finding("planned-as-done", f"and so is {more[0]!r}", "is", match.span(), more.span())
    elif (match := _FUTURE.search(segment.zh)) and not _DONE.search(segment.zh):
        if not _PLAN_EN.search(segment.en) and (said := _PAST_EN.search(segment.en)):
            message = f"{match[0][:12]} is still to come; the English tells it as done"
            yield finding("planned-as-done", message, "will", match.span(), said.span())
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
        n = int(match["n"] or match["every"] or match["nth"])
        if not _term(match, n).search(segment.en):
            expected = f"{n}-year" if match["n"] else f"every {n} years" if match["every"] else _ORDINALS[n]
            yield finding("term-of-years", f"{match[0]} is not in the English", expected, match.span())


def _term(match: re.Match[str], n: int) -> re.Pattern[str]:
    """What the English may have for a term of `n` years, a turn of them, or the nth one."""
    if match["nth"]:
        return re.compile(rf"\b(?:{_ORDINALS[n]}|{n}(?:st|nd|rd|th)|year (?:{n}|{_NUMBERS[n]}))\b", re.I)
    tens = _TENS.get(n - n % 10, "")
    word = _NUMBERS[n] if n < len(_NUMBERS) else tens + (f"-{_NUMBERS[n % 10]}" if n % 10 else "")
    number = rf"\b(?:{n}|{word or n})"
    if match["every"]:
        nth = _ORDINALS[n]
        return re.compile(
            rf"{number}[- ]years?\b|\b(?:every|each) (?:{nth}|other) year|{number} \w+ years", re.I
        )
    return re.compile(rf"{number}[- ](?:\w+[- ])?years?\b|{number}- ?(?:,|and|or|to)", re.I)
