"""What a Chinese name looks like, and its pinyin; which words that begin with a surname are none."""

from __future__ import annotations

import re

from briefing.document import Span
from briefing.spans.surnames import CLEAR_SURNAMES, DOUBLE_SURNAMES, GIVEN_READINGS, SURNAME_READINGS

NEVER_GIVEN = frozenset(
    "的了是及等也都就还被把并且或但其这那此该各每某所们着过不没很更已称说女先阿婆爷妈奶某"
)
# Other words that begin with a surname.
WORDS = re.compile(
    r"高[度等级校质层新兴举声调速频标温端效原]|安[全排]|江[苏西]|金[融额牌秋]|农村|任[命职期上用免务何]|成员|关[于注心键爱怀停]"
    r"|严[格肃重厉守密]|连[续任]|石油|马上|白[天皮]|黄河|张贴|许多|曾[经任多公明在就于对两三数一先]|华[东南北中为]|季[度节]"
    r"|项[目下]|单[位独]|查[处看询摆]|解[决释放读]|包[括含村片联]|祝[贺愿福]|顾问|程序|车[站辆]|边[境防走看说听疆]|武[汉警装]"
    r"|齐[鲁全]|景[区点]|宁[波夏]|阳光|路[线径上]|古[代镇]|温[暖馨州和]|康[复养]|万[元人名一分]|钱款|余[名人下额]"
    r"|于[近今昨当日会本此该去前月年上中下北是]|施[工行政]|章[程节]|管[理辖控好住育]|盛[会大赞情]|童话|欧[盟洲]|游[客戏览]"
    r"|席[位间]|司[法令机]|尚[未在]|卫生|申[请报诉]|钟头|左[右手]|毕业|田间|林[业草]|吉林|苏[州北南]|贺信|毛利|范围|甘肃"
    r"|米面|陆[续军]|沈阳|洪[水灾]|史料|谷物|巩固|牛羊|耿直|梅花|龙[头江]|费用|房[屋产]|纪[念检委律]|郑[重州]|周[转边末期围]"
    r"|付[费出款]|夏[季天]|冬季|胡同|辛[苦勤]|花[费园]|商[务业]|计划|时[任间]|方[案面式]|文[化件明]|利[用益]|汤圆|蒙古|古丽|艾[尔力山合买孜则]|穆[萨罕哈]|石河|凌晨|周[平五六日一二三四]"
)


def lengths(zh: str, at: int) -> list[int]:
    """How long a name at `at` could be: a surname and one or two characters."""
    surname = 2 if zh.startswith(DOUBLE_SURNAMES, at) else 1
    if surname == 1 and (zh[at : at + 1] not in CLEAR_SURNAMES or WORDS.match(zh, at)):
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

    size = 2 if name.startswith(DOUBLE_SURNAMES) and len(name) > 2 else 1
    given = name[size:]
    family = SURNAME_READINGS.get(name[:size]) or _join(lazy_pinyin(name[:size]))
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
