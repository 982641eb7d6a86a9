"""What a Chinese name looks like, and its pinyin; which words that begin with a surname are none."""

from __future__ import annotations

import re

from briefing.document import Span
from briefing.spans.surnames import (
    CLEAR_SURNAMES,
    DOUBLE_SURNAMES,
    FOREIGN,
    FOREIGN_FIRST,
    FOREIGN_TOO,
    GIVEN,
    GIVEN_READINGS,
    NOT_IN_PINYIN,
    SURNAME_READINGS,
)

NEVER_GIVEN = frozenset(
    "的了是及等也都就还被把并且或但其这那此该各每某所们着过不没很更已称说女先阿婆爷妈奶某"
)
# Other words that begin with a surname.
WORDS = re.compile(
    r"高[度等级校质层新兴举声调速频标温端效原]|安[全排]|江[苏西]|金[融额牌秋]|农村"
    r"|任[命职期上用免务何副总第]|任[组校院部局处科会市县区厅站队行馆省所园社台署司]长"
    r"|任(?:主[任席]|书记|[委成组]员|理事|董事|召集|顾问|秘书|指挥)|成员|关[于注心键爱怀停]|严[格肃重厉守密]|连[续任]|石油|马上|白[天皮]|黄河"
    r"|张贴|许多|曾[经任多公明在就于对两三数一先]|华[东南北中为]|季[度节]|项[目下]|单[位独]"
    r"|查[处看询摆]|解[决释放读]|包[括含村片联]|祝[贺愿福]|顾问|程序|车[站辆]|边[境防走看说听疆]"
    r"|武[汉警装]|齐[鲁全]|景[区点]|宁[波夏]|阳光|路[线径上]|古[代镇]|温[暖馨州和]|康[复养]"
    r"|万[元人名一分]|钱款|余[名人下额]|于[近今昨当日会本此该去前月年上中下北是]|施[工行政]|章[程节]"
    r"|管[理辖控好住育]|盛[会大赞情]|童话|欧[盟洲]|游[客戏览]|席[位间]|司[法令机]|尚[未在]|卫生"
    r"|申[请报诉]|钟头|左[右手]|毕业|田间|林[业草]|吉林|苏[州北南]|贺信|毛利|范围|甘肃|米面|陆[续军]"
    r"|沈阳|洪[水灾]|史料|谷物|巩固|牛羊|耿直|梅花|龙[头江]|费用|房[屋产]|纪[念检委律]|郑[重州]"
    r"|周[转边末期围]|付[费出款]|夏[季天]|冬季|胡同|辛[苦勤]|花[费园]|商[务业]|计划|时[任间]"
    r"|方[案面式]|文[化件明]|利[用益]|汤圆|许可|任之|惠普|马修|齐心|陈述|施以|曾[以通宣担登]|查[阅明]|陈明|费率"
    r"|曾利|纪录|甄选|单方|于[有国实一]|高盛|古龙|万[达隆]|谷歌|马克|苏丹|韩国|王子|夏令|杜[松蕾]|游[侠牧]|高水"
    r"|盖[印章]|洪森|厉声|易[发于]|.(?:博士|教授|先生|女士|老师|医生)|蒙古|古丽|艾[尔力山合买孜则]"
    r"|穆[萨罕哈]|石河|凌晨|周(?:平均|[五六日一二三四])|高[新管速]|彭博|路透|韩联|安[莎徽]|管委|卫健|连云"
    r"|凤凰|孙[女子]"
)


# Words that have the form of a name, and nothing in them that names do not have.
_ORDINARY = """
    高明 高强 高超 高峰 高洁 高龄 高铁 高考 高中生 高山 高原 华丽 华为 江山 江河 江海
    江湖 林海 林权 林场 金华 金星 金石 金山 金黄 金银 黄金 安静 安定 石英 雷达 白杨 白云
    成立 成就 万里 万科 车主 路人 温和 温州 武术 宁静 龙舟 牛奶 花农 花木 田园 童年 康乐
    古树 古城 古镇 古村 米粉 汤姆 洪涝 洪峰 严明 严正 严厉 庄园 庄严 麦田 和平 连云港
    马鞍山 石家庄 苏打 申明 简明 简介 任意 任期 常年 常德 常州 池州 项链 单身 包装 田径
    文明 阳泉 柳州 梅州 惠州 沈阳 贺州 金昌 吉安 宁德 安康 安庆 安阳 华山 黄山 黄石 黄冈
    衡水 舟山 石油 景德 景德镇 康定 武夷 龙岩 汤山 苗圃 石材 成本 华夏 华侨 东方红 方志
    方法 时光 时尚 古典 古今 包容 明星 易地 关中 关东
"""
ORDINARY = frozenset(_ORDINARY.split())


def lengths(zh: str, at: int, surnames: frozenset[str] = CLEAR_SURNAMES) -> list[int]:
    """How long a name at `at` could be: one of `surnames`, or a double one, and one or two characters."""
    surname = 2 if zh.startswith(DOUBLE_SURNAMES, at) else 1
    if zh.startswith(NOT_IN_PINYIN, at):
        return []
    if surname == 1 and (zh[at : at + 1] not in surnames or WORDS.match(zh, at)):
        return []
    found = []
    for length in (surname + 1, surname + 2):
        given = zh[at + surname : at + length]
        if len(given) < length - surname or not all(is_given(char) for char in given):
            break
        # 艾尔肯·吐尼亚孜 (Erkin Tuniyaz) is spelt from another language.
        if not any(dot in zh[at : at + length + 3] for dot in "·•・"):
            found.append(length)
    return found


def given_name(name: str) -> str:
    """怀瑜 of 沈怀瑜, 素 of 欧阳素."""
    return name[2 if name.startswith(DOUBLE_SURNAMES) and len(name) > 2 else 1 :]


def usual(name: str) -> bool:
    """Whether `name` is no word, and its given name is made of what given names are mostly made of."""
    return name not in ORDINARY and all(char in GIVEN for char in given_name(name))


def looks_foreign(name: str) -> bool:
    """Whether `name` may be a foreign one, written by its sound: 罗杰斯 (Rogers), 林德 (Linde).

    >>> [looks_foreign(name) for name in ("韦尔奇", "乔治", "罗德曼", "马晓岚", "林启舟")]
    [True, True, True, False, False]
    """
    given = set(name[1:])
    sound = len(given & FOREIGN) + (len(name) == 2 or name[0] in "艾乔霍詹穆麦")
    return name[0] in FOREIGN_FIRST and sound > 0 and given <= FOREIGN | FOREIGN_TOO


def is_given(char: str) -> bool:
    """Whether a given name could have the character."""
    return "一" <= char <= "鿿" and char not in NEVER_GIVEN


def name_span(zh: str, start: int, end: int) -> Span:
    """The name at `start` to `end` of `zh`, which may have spaces inside (皮 磊), with its pinyin."""
    en, *also = romanize("".join(zh[start:end].split()))
    return Span(kind="name", zh=zh[start:end], zh_at=(start, end), en=en, also=tuple(also))


def romanize(name: str) -> list[str]:
    """赵庭朴 -> `Zhao Tingpu`, then other spellings and readings that may be right.

    ü is written yu, as in passports (吕: Lyu), and there is no apostrophe inside a given name.
    """
    from pypinyin import Style, lazy_pinyin, pinyin

    given = given_name(name)
    surname = name[: -len(given)]
    family = SURNAME_READINGS.get(surname) or _join(lazy_pinyin(surname))
    readings = [GIVEN_READINGS.get(char) or lazy_pinyin(char)[0] for char in given]
    forms = [f"{family} {_join(readings)}"]
    if len(readings) == 2 and readings[1][0] in "aeo":
        forms.append(f"{family} {_join(readings[:1])}'{readings[1]}")
    heteronyms = [pinyin(char, style=Style.NORMAL, heteronym=True)[0] for char in given]
    for i, others in enumerate(heteronyms):
        forms += [f"{family} {_join([*readings[:i], other, *readings[i + 1 :]])}" for other in others]
    forms += [form.replace("Lyu", "Lü").replace("lyu", "lü").replace("nyu", "nü") for form in forms]
    forms += [form.replace("Lü", "Lu").replace("lü", "lu") for form in forms if "ü" in form]
    return list(dict.fromkeys(forms))


def _join(syllables: list[str]) -> str:
    word = "".join(syllables).replace("ve", "yue").replace("v", "yu").replace("ü", "yu")
    return word.capitalize()
