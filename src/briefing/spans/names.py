"""Finds people's names after a title (副厅长赵庭朴介绍) or in a byline (记者 皮磊), and writes them in pinyin.

A name is taken only where what follows shows that it has ended: 省长王毅强调 is Wang Yi stressing, not Wang Yiqiang.
Names from Hong Kong, Macao, Taiwan and abroad have their own spellings, and are left alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.document import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.spans import SpanContext

# The commonest 300 or so, without those that are more often another word after a title (和, 向, 从, 全, 党, 公 ...).
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦"
    "付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔汤樊章葛施洪翟颜倪温季俞殷毕聂牛邢康路岳梅庄辛管祝左涂谷祁耿牟卜詹"
    "关苗凌费纪靳盛童欧甄项曲游阳裴席卫屈鲍覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来嵺"
    "苟全褚娄佟佘骆阎邝蓝党窦仇区查朴缪尚匡敖冼幸楚蒲容厉麦巫齐辛巩郁应安邸乔竺凤花仝冀郎连仲皮伍艾赖文申喻申常焦卞车栾逄蔺晏郜鞠虞靖"
) - frozenset("全党来应连常强幸容畅方文区安")  # fmt: skip
_DOUBLE = (
    "欧阳", "上官", "司马", "诸葛", "司徒", "夏侯", "皇甫", "尉迟", "公孙", "令狐", "慕容", "东方", "西门", "南宫",
    "长孙", "宇文", "万俟", "端木", "申屠", "太史", "独孤",
)  # fmt: skip
_AMBIGUOUS_SURNAMES = frozenset("方文区安强应常")
# Surnames read otherwise than the character's usual reading.
_SURNAME_READINGS = {
    "单": "Shan", "仇": "Qiu", "区": "Ou", "曾": "Zeng", "解": "Xie", "任": "Ren", "查": "Zha", "朴": "Piao",
    "吕": "Lyu", "盖": "Ge", "翟": "Zhai", "缪": "Miao", "冼": "Xian", "覃": "Qin", "华": "Hua", "万俟": "Moqi",
    "尉迟": "Yuchi", "纪": "Ji", "祭": "Zhai", "薄": "Bo", "宁": "Ning", "应": "Ying", "盛": "Sheng", "石": "Shi",
    "车": "Che", "柏": "Bai", "葛": "Ge", "乐": "Yue", "折": "She", "长孙": "Zhangsun", "闫": "Yan", "曲": "Qu",
    "尹": "Yin", "隗": "Kui", "逄": "Pang", "卜": "Bu", "佘": "She", "郗": "Xi", "卢": "Lu", "牟": "Mou",
}  # fmt: skip
# Characters that pypinyin reads otherwise than people do in names.
_GIVEN_READINGS = {
    "朴": "pu", "长": "chang", "朝": "chao", "乐": "le", "盛": "sheng", "晟": "sheng", "茜": "qian", "强": "qiang",
    "行": "xing", "重": "chong", "单": "dan", "曾": "zeng", "娜": "na", "大": "da", "都": "du", "柏": "bo",
    "传": "chuan", "藏": "zang", "还": "huan", "调": "tiao", "冠": "guan", "和": "he", "兴": "xing", "降": "jiang",
    "奇": "qi", "佳": "jia", "薇": "wei", "参": "shen", "亚": "ya", "琢": "zhuo", "骁": "xiao", "卡": "ka",
    "少": "shao", "为": "wei", "宁": "ning", "中": "zhong", "华": "hua", "正": "zheng", "杉": "shan",
}  # fmt: skip

_TITLES = (
    "书记|省长|市长|县长|区长|州长|盟长|旗长|镇长|乡长|村长|部长|厅长|局长|处长|科长|司长|署长|主任|主席|委员长|院长|检察长|"
    "校长|园长|所长|会长|秘书长|理事长|董事长|行长|馆长|站长|队长|组长|台长|社长|总编辑|总经理|副总经理|总裁|总监|经理|厂长|"
    "总工程师|总会计师|总经济师|总干事长|发言人|负责人|主持人|司令员|政委|政治委员|参谋长|大使|总领事|参赞|专员|巡视员|"
    "调研员|总理|国务委员|外长|教授|研究员|院士|专家|学者|律师|医生|医师|护士长?|法官|检察官|警官|民警|老师|教师|班主任|"
    "辅导员|工程师|技师|社工|志愿者|网格员|村支书|支书|带头人|村民|居民|市民|干部|员工|职工|工人|农民|学生|家长|代表|委员|"
    "同志|政协委员|人大代表|创始人|合伙人|法定代表人|教练|运动员|作家|导演|演员|航天员|烈士|先生|女士"
)
_TITLE = re.compile(rf"(?:{_TITLES})[、 ]?(?=[一-鿿])")
# A minister of another country, or a chief executive with a name in Cantonese spelling.
_ELSEWHERE = re.compile(
    r"(?:香港|澳门|台湾|港区|特区|联合国|世卫|欧盟|北约|东盟|世界银行|基金组织|美方|日方|俄方"
    r"|[美英法德日韩印俄泰越朝蒙]国(?!有)|日本|韩国|朝鲜|越南|老挝|泰国|印度|俄罗斯|乌克兰|新加坡|马来|印尼|菲律宾|缅甸|柬埔寨|蒙古国"
    r"|加拿大|澳大利亚|新西兰|巴西|阿根廷|南非|埃及|伊朗|伊拉克|以色列|沙特|土耳其|巴基斯坦|哈萨克|乌兹别克|[兰利亚斯坦]{1}(?=总理|外长))"
)
_BYLINE = re.compile(
    r"(?:[本特]报|本台|本刊|新华社|人民网|央视)?(?:特约|实习|见习|驻[一-鿿]{2,4})?"
    r"(?:记者|通讯员|责任编辑|责编|编辑|作者|撰文|摄影|报道员|供图)(?P<gap>[ 　:：/]*)"
)
_BETWEEN = re.compile(r"[ 　、/]{1,3}")
_SURNAME = rf"(?:{'|'.join(_DOUBLE)}|[{''.join(sorted(_SURNAMES | _AMBIGUOUS_SURNAMES))}])"
_SPACED = re.compile(
    rf"(?P<surname>[{''.join(sorted(_SURNAMES | _AMBIGUOUS_SURNAMES))}])[ 　](?P<given>[一-鿿])(?![一-鿿])"
)
_BYLINE_END = re.compile(
    r"$|[ 　、/，。；,;）)】\]|：:■]|(?:文|图|摄|摄影|报道|综合|整理|编辑|记者|通讯员|实习生)(?=$|[ 　/，。）)])|(?:从|在|自)(?=[一-鿿])|[0-9]"
)

# What can only stand after a name that has ended. Verbs of saying and doing, of two characters or safe alone.
_VERBS = (
    "强调|指出|表示|介绍|认为|说|告诉|透露|坦言|称|提出|要求|主持|出席|会见|会谈|讲话|致辞|致词|发言|发表|宣布|宣读|作了|作报告|作出|"
    "回答|答问|答记者|回应|解释|谈到|谈及|回忆|感慨|总结|率队|率团|带队|带领|率|一行|陪同|参加|参会|列席|视察|调研|考察|检查|督导|看望|慰问|走访|"
    "通报|解读|分析|建议|呼吁|补充|总结|代表|受邀|应邀|签署|签发|签约|到|赴|来到|前往|抵达|访问|拜会|接见|接受|担任|兼任|就任|当选|"
    "被|将|已|也|都|还|在|对|向|就|与|同|和|及|等|以及|今天|昨日|昨天|日前|近日|近期|当天|当日|上午|下午|随后|此前|曾|正|是|为|从|"
    "讲述|讲起|讲道|讲|笑着|高兴|激动|自豪|深情|希望|期待|感谢|祝贺|肯定|听取|审议|传达|部署|研究|推动|落实|牵头|负责|分管|"
    "同志|先生|女士|教授|院士|老师|的"
)
_VERB = re.compile(rf"(?:{_VERBS})")
# These alone don't show an end: 在, 是 and 为 stand in names, too.
_WEAK = frozenset("被将已也都还在对向就与同和及正是为从曾的到赴率讲称")
_STRONG_END = re.compile(
    rf"$|[，。、；：！？）)」”\]（(《“,;:\s0-9]|(?:{'|'.join(v for v in _VERBS.split('|') if v not in _WEAK)})"
)
_WEAK_END = re.compile(rf"[{''.join(sorted(_WEAK))}]")
_NEVER_GIVEN = frozenset(
    "的了是在及等也都就还将被把从向由并且或但其这那此该各每某所们着过不没很更已曾称说与和对"
)
# Words that begin with a surname.
_WORDS = re.compile(
    r"高度|高等|高级|高校|高质|高层|高新|安全|安排|江苏|江西|金融|农村|任命|任职|任期|任上|成员|关于|关注|关心|关键|严格|严肃|连续|应当|石油|马上|"
    r"白天|黄河|张贴|许多|曾经|曾任|支持|华为|华东|华南|华北|华中|夏季|季度|项目|单位|查处|查看|查询|解决|解释|解放|解读|包括|包含|祝贺|祝愿|顾问|程序|车站|"
    r"边境|武汉|武警|武装|齐鲁|景区|宁波|宁夏|阳光|路线|古代|温暖|温馨|温州|明确|康复|万元|万人|万名|钱款|余名|余人|于近|于今|于昨|于当|于日|"
    r"时任|方案|方面|方式|文化|文件|文明|施工|施行|章程|管理|盛会|童话|欧盟|游客|游戏|席位|司法|尚未|尚在|卫生|严重|申请|申报|章节|水利|钟头|左右|"
    r"毕业|田间|林业|林草|白皮书|吉林|苏州|苏北|贺信|毛利|雷锋|范围|路径|甘肃|贵州|米面|连任|和平|常务|常委|区域|强化|应对|应急|全国|全省|全市|党员|党委|"
    r"陆续|沈阳|洪水|洪灾|史料|金额|金牌|左手|谷物|古镇|包村|包片|包联|管辖|管控|巩固|厉行|艾滋|申诉|幸福|查摆|燕|牛羊|殷切|尹|耿直|游览|欧洲|严厉|严守|"
    r"梅花|龙头|龙江|康养|项下|费用|关爱|关怀|关停|边防|车辆|房屋|房产|强烈|石家庄|司令|季节|纪念|纪检|纪委|盛大|盛赞"
)
_LETTER_ENDS = re.compile(r"[·•・A-Za-z]")


def candidates(zh: str, context: SpanContext) -> Iterator[Span]:
    """Names in pinyin: surname, then the given name in one word (`Zhao Tingpu`, `Ouyang Nana`)."""
    if context.taiwan:
        return
    for match in _TITLE.finditer(zh):
        if not _ELSEWHERE.search(zh, max(0, match.start() - 12), match.end()):
            yield from _after_title(zh, match.end())
    for match in _BYLINE.finditer(zh):
        yield from _in_byline(zh, match.end(), loose=bool(match["gap"]) or context.kind == "byline")


def _after_title(zh: str, at: int) -> Iterator[Span]:
    """The name at `at`, and those that follow it after 、 and 和."""
    lengths = [n for n in _lengths(zh, at) if _STRONG_END.match(zh, at + n)]
    if not lengths:
        lengths = [n for n in _lengths(zh, at) if _WEAK_END.match(zh, at + n)]
        # 主任王为民: the name may go on after a character that only might end it.
        if lengths and any(n > lengths[0] for n in _lengths(zh, at)) and len(lengths) != 1:
            return
        if lengths and zh[at + lengths[0]] in "正是为" and lengths[0] < 3:
            return
    if len(lengths) == 1:
        yield _span(zh, at, lengths[0])


def _lengths(zh: str, at: int) -> list[int]:
    """How long a name at `at` could be, the shorter first."""
    surname = 2 if zh.startswith(_DOUBLE, at) else 1
    if surname == 1 and (zh[at : at + 1] not in _SURNAMES or _WORDS.match(zh, at)):
        return []
    found = []
    for length in (surname + 1, surname + 2):
        given = zh[at + surname : at + length]
        if len(given) < length - surname or not all(
            "一" <= c <= "鿿" and c not in _NEVER_GIVEN for c in given
        ):
            break
        if not _LETTER_ENDS.match(zh, at + length):
            found.append(length)
    return found


def _in_byline(zh: str, at: int, *, loose: bool) -> Iterator[Span]:
    """One name or more, divided by spaces or 、."""
    while at < len(zh):
        spaced = _SPACED.match(zh, at)
        if spaced:
            yield _span(zh, at, 3)
            at += 3
        else:
            surname = re.match(_SURNAME, zh[at : at + 2])
            if surname is None or (not loose and _WORDS.match(zh, at)):
                return
            ends = [
                at + len(surname[0]) + n
                for n in (1, 2)
                if re.fullmatch(r"[一-鿿]+", zh[at : at + len(surname[0]) + n])
                and at + len(surname[0]) + n <= len(zh)
                and _BYLINE_END.match(zh, at + len(surname[0]) + n)
            ]
            if len(ends) != 1 or any(c in _NEVER_GIVEN for c in zh[at : ends[0]]):
                return
            yield _span(zh, at, ends[0] - at)
            at = ends[0]
        between = _BETWEEN.match(zh, at)
        if between is None:
            return
        at = between.end()


def _span(zh: str, at: int, length: int) -> Span:
    name = zh[at : at + length]
    en, *also = romanize(re.sub(r"\s", "", name))
    return Span(kind="name", zh=name, zh_at=(at, at + length), en=en, also=tuple(also))


def romanize(name: str) -> list[str]:
    """赵庭朴 -> `Zhao Tingpu`, then other readings that may be right; ü is written yu, as in passports (吕: Lyu)."""
    from pypinyin import lazy_pinyin, pinyin
    from pypinyin.constants import Style

    size = 2 if name.startswith(_DOUBLE) and len(name) > 2 else 1
    surname, given = name[:size], name[size:]
    family = _SURNAME_READINGS.get(surname) or _join(lazy_pinyin(surname))
    readings = [_GIVEN_READINGS.get(c) or lazy_pinyin(c)[0] for c in given]
    forms = [f"{family} {_join(readings)}"]
    for i, others in enumerate(pinyin(list(given), style=Style.NORMAL, heteronym=True)):
        forms += [f"{family} {_join([*readings[:i], other, *readings[i + 1 :]])}" for other in others]
    forms += [form.replace("Lyu", "Lü").replace("lyu", "lü").replace("nyu", "nü") for form in forms]
    forms += [form.replace("Lü", "Lu") for form in forms if "Lü" in form]
    return list(dict.fromkeys(forms))


def _join(syllables: list[str]) -> str:
    word = (
        "".join(syllables).replace("lve", "lyue").replace("nve", "nyue").replace("v", "yu").replace("ü", "yu")
    )
    return word.capitalize()
