"""Words whose opposite stands in the English: 重罚 (heavy penalties) as light penalties, 出口 as imports.

A finding needs the opposite in the English, nothing there that is right for the word, and no opposite in the
Chinese.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from briefing.verify.direction import DOWN, UP
from briefing.verify.rules import finding
from briefing.verify.tables import rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.document import Finding, Segment


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two opposites, each with words of the Chinese and what the English has for them."""

    one_zh: re.Pattern[str]
    one_en: re.Pattern[str]
    other_zh: re.Pattern[str]
    other_en: re.Pattern[str]


def _pair(one_zh: str, one_en: str, other_zh: str, other_en: str) -> _Pair:
    en = (re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for words in (one_en, other_en))
    return _Pair(re.compile(one_zh), next(en), re.compile(other_zh), next(en))


# Growth is spoken of whichever way it went.
_FASTER = UP.replace(r"gr(?:ow\w*|ew)|", "").replace("growth|", "")

_PAIRS = (
    _pair(
        "(?:增速|增幅|涨幅|增长率)[^，。；增降]{0,12}(?:提高|加快|提升|回升|上升|扩大)",
        rf"{_FASTER}|pace|strong\w*|better|larger|great\w*|speed\w*|sped",
        "[降减跌落缩窄低少亏弱压削省慢缓]|负增",
        r"lower|slow\w*|fell|fall(?:s|en|ing)?|declin\w*|decelerat\w*|eased|easing|narrow\w*|moderat\w*|"
        r"less|down",
    ),
    _pair(
        "止[跌降](?!损)",
        r"(?:stop\w*|ceas\w*|halt\w*|arrest\w*|end\w*|revers\w*)(?: (?:its|the|their|a))?"
        r" (?:fall|declin|drop|slid|decreas|slump|down)\w*|bottom\w*|rebound\w*|recover\w*|pick\w*|"
        r"stabili[sz]\w*|turn\w*|from",
        "止[涨升]",
        r"(?:stop\w*|ceas\w*|halt\w*) (?:ris|grow|increas|climb)\w*",
    ),
    _pair(
        "稳中(?:有|趋)[降减缓]",
        DOWN,
        "[升增涨]",
        r"ris(?:e|es|en|ing)|rose|grew|grow(?:n|ing)?|increas\w*|higher",
    ),
    _pair(
        "稳中(?:有|趋)[升增涨]",
        UP,
        "[降减跌落]",
        r"f[ae]ll\w*|declin\w*|decreas\w*|drop\w*|lower",
    ),
    _pair(
        "跌(?:破|至|到|落|回)",
        rf"{DOWN}|from|low",
        "[升涨增]|突破",
        r"rose|ris(?:e|es|en|ing)|climb\w*|increas\w*|grew|above",
    ),
    _pair(
        "重罚|从重|严惩|重处|重判",
        r"heav\w*|sever\w*|stern\w*|harsh\w*|strict\w*|serious\w*|tough\w*",
        "轻罚|从轻|减轻|轻判|轻微",
        r"light(?:er|ly)?|lenien\w*|mild\w*",
    ),
    _pair(
        "放宽|松绑|宽松",
        r"relax\w*|eas\w*|loos\w*|wid\w*|broad\w*|lift\w*|accommodative|flexib\w*|lower\w*|liberal\w*",
        "收紧|从紧|趋紧|加严|从严|严格",
        r"tighten\w*|tight\w*|strict\w*|stringent\w*",
    ),
    _pair(
        "缩短|压缩|压减",
        r"shorten\w*|short\w*|cut\w*|reduc\w*|compress\w*|within|from|slash\w*|less|down|trim\w*|lower\w*",
        "延长|拉长|顺延|延至|延期",
        r"extend\w*|lengthen\w*|prolong\w*",
    ),
    _pair(
        "延长|顺延|延至",
        r"extend\w*|extension\w*|lengthen\w*|prolong\w*|longer|until|stay\w*|lasting|to|late\w*",
        "缩短|压缩|压减",
        r"shorten\w*",
    ),
    _pair(  # 上修经济增长预测: of growth the English speaks at any rate
        "上[调修]|调[升涨高]",
        r"rais\w*|up\w*|lift\w*|higher|increas\w*|ris\w*|rose|hik\w*|boost\w*|more|advanc\w*|add\w*|from|"
        r"better",
        "[降减跌落缩窄低少]|下[调修]",
        r"lower(?:s|ed|ing)?|reduc(?:e|es|ed|ing)|cuts?|cutting|down\w*",
    ),
    _pair(
        "上升|上涨|回升|攀升|走高|增加(?!值)|增长|增强|增多|扩大|偏[多高]|加重|提高|提升",
        rf"{UP}|better|heighten\w*|greater|elevat\w*|from|intensif\w*|broad\w*",
        "[降减跌落缩窄低少亏弱压削省]|(?<!缓)慢|缓(?!慢)|负增",
        r"fell|fall(?:s|en|ing)?|declin\w*|decreas\w*|dropp?\w*|reduc(?:e|es|ed|ing)|narrow\w*|weaken\w*|"
        r"reced\w*|"
        r"lower(?:s|ed|ing)?|cuts?|cutting|less|below|shr[iau]nk\w*|fewer",
    ),
    _pair(
        "(?<!不)(?:下[降滑跌调修]|减少|回落|走低|减弱|偏[少低]|降低|调[降低]|减轻|缓解|收窄|缩小)",
        rf"{DOWN}|minimi\w*|lighten\w*|cheap\w*|curb\w*|lessen\w*|small\w*|limit\w*|reliev\w*|weak\w*|"
        r"eliminat\w*|cool\w*|from",
        "上调|提高|提升|增|[上回攀]升|扩大|上涨|加[大强快]|偏[高多]",
        r"rose|ris(?:e|es|en|ing)|increas\w*|gr[eo]w\w*|climb\w*|expand\w*|higher|widen\w*|strengthen\w*|"
        r"rais\w*|worsen\w*|intensif\w*|heighten\w*|more than|above",
    ),
    _pair(
        "新高(?![度地考校职])",
        r"high\w*|record(?! low)|peak\w*|height\w*|most|best|largest|top\w*|unprecedented",
        "新低|最低",
        r"(?:record|new|historic|all-time) lows?|lowest",
    ),
    _pair(
        "新低",
        r"low\w*|least|bottom\w*|weak\w*|slow\w*|small\w*|fewest|worst",
        "新高|最高",
        r"(?:record|new|historic|all-time) highs?|highest",
    ),
    _pair(
        "防止|严防|遏制|杜绝|打击|惩[治处]|反对|破除|抵制|严禁|避免|整治|纠正|查处",
        r"prevent\w*|avoid\w*|guard\w*|crack\w*|combat\w*|curb\w*|fight\w*|fought|oppos\w*|eliminat\w*|end|"
        r"ending|"
        r"stop\w*|halt\w*|prohibit\w*|bann?\w*|forbid\w*|no|not|never|tackl\w*|contain\w*|check\w*|against|"
        r"counter\w*|"
        r"break\w*|br[oe]ke\w*|remov\w*|dismantl\w*|reject\w*|resist\w*|punish\w*|strik\w*|struck|hit\w*|"
        r"avert\w*|"
        r"rid|without|keep\w*|forestall\w*|stamp\w*|root\w*|suppress\w*|anti\w*|rein\w*|so that|lest|"
        r"clamp\w*|from|"
        r"deter\w*|get over|overcom\w*|abolish\w*|scrap\w*|target\w*|attack\w*|blow\w*|act\w*|address\w*|"
        r"ensur\w*",
        "促|推|鼓励|支持|倡|坚持|发展|引导|扶|加强|增强|保护|保障|助|提[升高倡]|落实|实施|遵|完善|健全|建|"
        "强化|巩固|扩|动员|组织"
        "|保",
        r"promot\w*|encourag\w*|support\w*|adher\w*|strengthen\w*|foster\w*|uphold\w*|welcom\w*|boost\w*",
    ),
    _pair(
        "(?<![一不受无未权有])限制(?![在级条期])|抑制|约束",
        r"restrict\w*|limit\w*|curb\w*|restrain\w*|constrain\w*|cap\w*|control\w*|curtail\w*|contain\w*|"
        r"inhibit\w*|"
        r"bound\w*|bind\w*|disciplin\w*|rein\w*|suppress\w*|check\w*|confin\w*|regulat\w*|bar\w*|"
        r"prohibit\w*|bann?\w*|"
        r"deter\w*|curb\w*|not|no|without|reduc\w*|keep\w*|hold\w*|barrier\w*|lift\w*|conditions?|due to|"
        r"hamper\w*|"
        r"hinder\w*|dampen\w*",
        "促|扩|鼓励|支持|推|放|提|加|增|不|无|未|取消|破|解除|引",
        r"expand\w*|promot\w*|encourag\w*|boost\w*|increas\w*|enlarg\w*",
    ),
    _pair(
        "(?<![不受])欢迎(?!仪式|会|宴|词)|好评|点赞|称赞|赞誉",
        r"welcom\w*|popular\w*|prais\w*|acclaim\w*|well|applau\w*|favou?r\w*|recogni\w*|commend\w*|"
        r"like[ds]?|lov\w+|"
        r"positive\w*|hail\w*|appreciat\w*|acclam\w*|invit\w*|glad\w*|embrac\w*|thumbs",
        "批评|指责|谴责|质疑|反对|不满|差评|诟病",
        r"critici\w*|condemn\w*|denounc\w*|oppos\w*|reject\w*",
    ),
    _pair(
        "驳回(?![^。；]{0,8}维持)",
        r"dismiss\w*|reject\w*|den(?:y|ies|ied|ying)|turn\w* down|overrul\w*|refus\w*|quash\w*|not|"
        r"unsuccessful",
        "维持|支持|准许",
        r"up(?:held|hold\w*)|granted|allowed|accepted|sustained",
    ),
    _pair(
        "胜诉|获胜|取胜|战胜|赢得",
        r"w[io]n\w*|prevail\w*|victor\w*|favou?r\w*|found for|succe\w*|defeat\w*|beat\w*|triumph\w*|"
        r"overc[oa]m\w*|"
        r"earn\w*|gain\w*|secur\w*|garner\w*|champion\w*|conquer\w*",
        "败|输|失",
        r"los(?:t|es?|ing)",
    ),
    _pair(
        "败诉|落败|战败",
        r"los(?:t|es?|ing|ses)|defeat\w*|against|unsuccessful\w*|fail\w*|beaten",
        "胜|赢",
        r"w[io]n(?:s|ning)?|prevail\w*|victor\w*",
    ),
    _pair(
        "缺(?=[水粮电油钱人煤氧医])|短缺|匮乏|紧缺|稀缺",
        r"short\w*|lack\w*|scarc\w*|insufficien\w*|deficien\w*|poor|want\w*|absen\w*|without|tight\w*|"
        r"need\w*|no|not|"
        r"deficit\w*|rare|limited|inadequa\w*|deplet\w*|few\w*|little|drought\w*|demand\w*|missing|"
        r"under\w*|hypoxi\w*|low\w*|thin",
        "丰|富|充|足|盛|多",
        r"abundan\w*|plent\w*|ampl\w*|rich",
    ),
    _pair(
        "加[大强](?=对|[^，。；]{0,12}(?:力度|投入|强度|处罚|惩|打击|支持|执法|监管))",
        rf"{UP}|step\w*|intensif\w*|great\w*|more|tough\w*|scal\w*|ramp\w*|redoubl\w*|great\w*|heav\w*|"
        rf"harsh\w*|"
        r"tighten\w*|stronger|crack\w*|forcef\w*|sever\w*|strict\w*|further|closer|better|increasingly|"
        r"focus\w*",
        "[降减跌落缩低少弱压削省缓]",
        r"reduc(?:e|es|ed|ing)|weaken\w*|lower(?:s|ed|ing)?|cuts?|cutting|decreas\w*|relax\w*",
    ),
    _pair(
        "(?<!不)(?:显著|明显)",
        r"(?<!in)significan\w*|marked\w*|clear\w*|notabl\w*|remarkabl\w*|obvious\w*|evident\w*|notic\w*|"
        r"sharp\w*|"
        r"substantial\w*|visibl\w*|great\w*|considerabl\w*|much|good|strong\w*|pronounced|distinct\w*|"
        r"striking\w*|"
        r"appreciabl\w*|dramatic\w*|outstanding|impressive",
        "不|未|没|微|小|轻|略",
        r"insignifican\w*|negligibl\w*|slight\w*|margin\w*|barely",
    ),
    _pair(
        "自愿|志愿",
        r"volunt\w*|willing\w*|own|choos\w*|choice|free\w*|will|wish\w*|opt\w*|discretion",
        "强|必须|应当|迫|不得|义务",
        r"forced?|compulsor\w*|mandatory|compel\w*|oblig\w*|must",
    ),
    _pair(
        "侵[害犯占蚀]",
        r"infring\w*|violat\w*|harm\w*|damag\w*|encroach\w*|infest\w*|erod\w*|erosion|embezzl\w*|"
        r"misappropriat\w*|"
        r"abus\w*|injur\w*|prejudic\w*|hurt\w*|occup\w*|invad\w*|aggress\w*|trespass\w*|impair\w*|"
        r"undermin\w*|"
        r"tort\w*|attack\w*|offen\w*|breach\w*|against|seiz\w*|assault\w*|corro\w*|theft|molest\w*|pirac\w*",
        "护|保|维|障|守|防",
        r"protect\w*|safeguard\w*|uph[eo]ld\w*",
    ),
    _pair(
        "高温|炎热|酷暑",
        r"heat\w*|hot\w*|high\w*|temperature\w*|warm\w*|scorch\w*|sultry|swelter\w*|summer",
        "寒|冷|冬|冻|低温",
        r"cold\w*|freez\w*|frost\w*|chill\w*",
    ),
    _pair(
        "低温|寒潮|严寒|冷空气",
        r"cold\w*|freez\w*|frost\w*|chill\w*|low\w*|winter\w*|cool\w*|ic[ey]\w*|snow\w*|cryo\w*",
        "热|暑|高温|暖",
        r"heat\w*|hot|scorch\w*",
    ),
    _pair(
        "从严|严格|严厉|严肃|严惩",
        r"strict\w*|strin\w*|sever\w*|stern\w*|harsh\w*|tough\w*|rigor\w*|serious\w*|heav\w*|hard|tight\w*|"
        r"close\w*|"
        r"resolut\w*|firm\w*|exacting|strong\w*|high\w*|full\w*|zero",
        "宽|轻|松",
        r"lenien\w*|lax\w*|loose\w*|mild\w*",
    ),
    _pair(
        "负增长",
        r"negative|contract\w*|declin\w*|shr[aiu]nk\w*|f[ae]ll\w*|drop\w*|decreas\w*|minus|reduc\w*|"
        r"down\w*|los\w*",
        "正增长|转正|回正",
        r"positive|increas\w*|expan\w*",
    ),
    _pair(
        "供[过大]于求|产能过剩",
        r"over-?\w+|glut\w*|suppl\w+[^.;]{0,40} (?:exceed|outstrip|outpac|surpass)\w*|excess\w*|surplus\w*|"
        r"more",
        "供不应求|短缺|不足|求大于供",
        r"demand\b[^.;]{0,40} (?:exceed|outstrip|outpac|surpass)\w*|shortage\w*|short supply",
    ),
    _pair(
        "供不应求|求大于供",
        r"short\w*|demand[^.;]{0,40} (?:exceed|outstrip|outpac|surpass)\w*|insufficien\w*|cannot|not|"
        r"sold out|scarc\w*|"
        r"tight\w*|lag\w*|fall|fell|high demand|unable|hot|outrun\w*",
        "供[过大]于求|过剩",
        r"supply\b[^.;]{0,40} (?:exceed|outstrip|outpac|surpass)\w*|oversuppl\w*|glut\w*|surplus\w*",
    ),
    _pair(
        "减产|歉收|停产",
        r"reduc\w*|cut\w*|decreas\w*|declin\w*|drop\w*|f[ae]ll\w*|lower\w*|los\w*|halt\w*|stop\w*|"
        r"suspen\w*|poor\w*|fail\w*|"
        r"less|down|smaller|shut\w*|curtail\w*|clos\w*|idle\w*|slash\w*|curb\w*|crop|interrupt\w*|out of",
        "增|丰|复产|提|扩",
        r"increas\w*|bumper|ris\w*|rose|boost\w*|higher|resum\w*|expan\w*|grew",
    ),
    _pair(
        "(?<!不)增产|丰收",
        rf"{UP}|bumper|good|rich|abundan\w*|harvest\w*|plent\w*|record|success\w*",
        "减|歉|降|损",
        r"reduc\w*|cuts?|decreas\w*|declin\w*|poor|failures?",
    ),
    _pair(
        "(?<!未)(?:拆除|取缔|关停|关闭|淘汰|清退)",
        r"demoli\w*|dismantl\w*|tear\w*|tor[en]|remov\w*|pull\w*|tak\w*|clos\w*|shut\w*|eliminat\w*|"
        r"phas\w*|ban\w*|"
        r"outlaw\w*|clear\w*|raz\w*|stop\w*|retir\w*|scrap\w*|eject\w*|expel\w*|replac\w*|abolish\w*|down|"
        r"obsolete|outdated|weed\w*|out|turn\w* off|delist\w*|suppress\w*|disband\w*|knock\w*|disassembl\w*",
        "建(?!筑|材)|设(?!施|备)|造|开|立|新|扩|修|装",
        r"buil(?:d|ds|t|ding)|construct(?:s|ed|ing)?|erect\w*|open(?:s|ed|ing)?|establish\w*|expand\w*",
    ),
    _pair(
        "释放|激发|提振",
        r"releas\w*|unleash\w*|tap\w*|unlock\w*|stimulat\w*|boost\w*|inspir\w*|invigorat\w*|spur\w*|"
        r"bring\w*|free\w*|"
        r"energi\w*|ignit\w*|shor\w*|lift\w*|rais\w*|bolster\w*|strengthen\w*|spark\w*|emit\w*|stir\w*|"
        r"foster\w*|"
        r"emission\w*|unlea\w*|motivat\w*|fuel\w*|give\w*|full play|fire\w*|send\w*|signal\w*|reviv\w*|"
        r"encourag\w*|"
        r"enhanc\w*|drive\w*|generat\w*|promot\w*|creat\w*|stoke\w*|awaken\w*|increas\w*|mobili\w*|expand\w*",
        "压|抑|制|减|降|防|束|缚|阻",
        r"suppress\w*|dampen\w*|curb\w*|inhibit\w*|weaken\w*",
    ),
    _pair(
        "(?<!不)公开|透明",
        r"open\w*|public\w*|disclos\w*|transparen\w*|releas\w*|publish\w*|announc\w*|reveal\w*|unveil\w*",
        "隐|密|瞒|藏|掩|匿|暗|私|不[得予宜能]",
        r"conceal\w*|secret\w*|hid(?:e|es|den|ing)?|covert\w*",
    ),
    _pair(
        "(?<!大)城(?:镇|市)(?=居民|人口|就业|家庭|低保|常住|职工|户)",
        r"urban\w*|cit(?:y|ies)|town\w*|municipal\w*|metropol\w*|cit\w+",
        "农|乡|村",
        r"rural|villages?|countryside",
    ),
    _pair(
        "农村(?!商业|信用)",
        r"rural|villag\w*|countryside|farm\w*|peasant\w*|agricultur\w*|township\w*|county",
        "城|市",
        r"urban",
    ),
    _pair(
        "不(?:少于|低于|小于|早于)|不得(?:少于|低于)|至少",
        r"at least|not|no|minimum|or (?:more|above|over|higher|older|longer)|more than|above|over|"
        r"exceed\w*|from|and above|"
        r"never|cannot|minimal|upwards?|plus|least|without",
        "(?<![不得])[少低小]于|不足|不到|不满|以下|以内|(?<!不)(?<!不得)超过",
        r"(?:less|fewer|lower|under) than|below|at most",
    ),
    _pair(
        "不超过|不得超过|不高于|不多于|至多|最多|不大于",
        r"not|no|up to|at most|within|maximum|max|cap\w*|limit\w*|or (?:less|fewer|under|below|younger)|"
        r"under|below|"
        r"less than|ceiling|never|cannot|most|fewer|without|until|by|top|as (?:many|much)|three|highest|"
        r"largest",
        "(?<!不)(?<!不得)超过|以上|至少|不[少低]于",
        r"(?:more|greater|higher|longer) than|at least|exceeds?|over|above",
    ),
    _pair(
        "驳回|维持原[判审]",
        r"dismiss\w*|reject\w*|den(?:y|ies|ied|ying)|turn\w* down|overrul\w*|refus\w*|quash\w*|"
        r"up(?:hold\w*|held)|affirm\w*|maintain\w*|sustain\w*",
        "撤销|改判|推翻|受理|支持|准许|采纳|发回",
        r"accept\w*|allow\w*|grant\w*|overturn\w*|revers\w*|set aside",
    ),
    _pair(
        "(?<!进)出口(?!处|信|型)",
        r"export\w*|foreign trade|outbound|exit\w*|ship\w*|sold|sell\w*|sales|overseas|outlets?|ramps?",
        "进口",
        r"import\w*",
    ),
    _pair(
        "进口(?!处)",
        r"import\w*|foreign trade|inbound|overseas|foreign|entrance\w*",
        "出口",
        r"export\w*",
    ),
    _pair("顺差", r"surplus\w*", "逆差", r"deficit\w*"),
    _pair("逆差|赤字", r"deficit\w*", "顺差|盈余|结余", r"surplus\w*"),
    _pair("扭亏|盈利", r"profit\w*|gain\w*|earn\w*|black", "亏损", "loss(?:es)?"),
    _pair(
        "亏损(?!额?[^，。；]{0,4}[减收])",
        r"los(?:s|ses|ing|t)|deficit\w*|unprofitable|red",
        "盈利|利润|扭亏|收益",
        "profits?|profitable",
    ),
    _pair(
        "省级(?!以)",
        r"provinc\w*|region\w*|autonomous|state\w*|local\w*|sub-?national",
        "国家|全国|中央|[市县]级|以[上下]",
        "national|municipal|county",
    ),
    _pair(
        "[会赛节](?:之|以)?前(?![景列后沿三两四五六七八九十进往提者期来半]|所未|[0-9])",
        r"before\w*|ahead|prior|pre\w*|earlier|eve|until|by|in advance|lead-up|run-up|up to|first",
        "[后起]|以来",
        r"after|following|since",
    ),
    _pair(
        "(?:[会赛节周天]|分钟|小时|个月)后(?![续来勤备台人半期者面方果盾劲代轮排起顾院])",
        r"after\w*|later|following|since|once|post-?\w*|when|upon|next|subsequent\w*|then|as soon|wake|"
        r"within|until|by|in",
        "[前未先早]",
        r"before|prior to|earlier|ago|in advance",
    ),
    _pair(
        "提前(?!下达)",
        r"ahead|earl\w*|advanc\w*|before\w*|prior|pre\w*|forward|sooner|in time|anticipat\w*",
        "推迟|延期|延后|延迟|推后",
        r"postpon\w*|delay\w*|defer\w*",
    ),
    _pair(
        "推迟|延后|延迟|推后",
        r"postpon\w*|delay\w*|defer\w*|late\w*|extend\w*|put off|held up|behind|until|longer|lag\w*|rais\w*",
        "提前",
        "ahead of|brought forward|bring forward|earlier|advanced?",
    ),
)


@cache
def _listed() -> tuple[_Pair, ...]:
    """The pairs of `data/opposites.tsv`."""
    return tuple(_pair(*each) for each in rows("opposites.tsv"))


def check(segment: Segment) -> Iterator[Finding]:
    """Words for which the English has the opposite alone."""
    for pair in (*_PAIRS, *_listed()):
        said = pair.one_zh.search(segment.zh)
        wrong = said and pair.other_en.search(segment.en)
        if not said or not wrong:
            continue
        if not pair.other_zh.search(segment.zh) and not pair.one_en.search(segment.en):
            message = f"{said[0]} has its opposite in the English, {wrong[0]!r}"
            yield finding("direction", message, "", said.span(), wrong.span())
            return
