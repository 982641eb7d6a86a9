"""Finds people's names with no title before them: appointed, counted, speaking, or told of by their work.

Each rule needs a surname, and two sides that show where the name begins and ends: 任命沈怀瑜为…副省长 (Shen
Huaiyu is appointed vice governor), 沈怀瑜、傅长河等8人 (eight people including Shen Huaiyu and Fu Changhe),
周文岳：… (a speaker's label), ，周敬安指出 (Zhou Jing'an pointed out), 82岁的退休教师何秀珍 (82, teacher).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.spans.name_shape import lengths, name_span
from briefing.spans.names import CANTONESE, ELSEWHERE, SPEECH, STRONG_END, TITLE, is_place
from briefing.spans.surnames import DOUBLE_SURNAMES, GIVEN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.document import Span
    from briefing.spans import SpanContext

_APPOINTS = re.compile(
    r"(?:任命|免去|提名|补选|选举|推选|聘任|改选|罢免|接受|同意|增补|确定|推荐|任用|批准|给予|授予|撤销|终止)[:：]?"
    r"(?=[一-鿿])"
)
_POST = (
    "(?:长|主任|书记|主席|员|总理|总监|经理|总裁|代表|委员|理事|顾问|干事|专员|政委|大使|教授|会计师|工程师)"
)
_FEMALE = re.compile(r"[（(](?:[男女]|[一-鿿]{1,5}族)(?:[，、][^（）()]{1,12})?[）)]")
_APPOINTED = re.compile(
    rf"为(?=[^，。；]*{_POST})|的(?=[^，。；]*职务)|同志|担任|任(?=[^，。；]*{_POST})|辞去|不再|当选|职务|院士|[一-鿿]{{2,4}}处分"
)
_CHAINED = re.compile(
    rf"为(?=[^，。；、]*{_POST}(?:$|[，。；、]))|的(?=[^，。；、]*职务)|任(?=[^，。；、]*{_POST}(?:$|[，。；、]))"
)
_COUNTED = re.compile(r"等[0-9一二两三四五六七八九十百]+余?[名位人]")
_ELEMENTS = re.compile(r"[一-鿿]+(?:、[一-鿿]+)*$")
_START = re.compile(r"^[ 　“]*|[，。；：！？”、…—」\n][ 　“]*")
_OPENING = re.compile(r"^[ 　“]*|[。！？…”」\n][ 　“]*")
_LABEL_END = re.compile(r"[:：]")
_SAID = re.compile(
    rf"(?:{SPEECH}|告诉|话音|回应|答道|讲起|说起|称|笑|接过话|接着说|也说|还说|同志|涉嫌|（[男女]|，[男女][，,])(?![明起到法服])"
)
_BIOGRAPHY = re.compile(r"，[男女]，|[（(][男女][，,)）]|同志|涉嫌|先生|女士|因病|身为")
# Last characters of what speaks, heads a paragraph or is counted, and is nobody: 路透社, 高兴地, 白皮书.
_NOBODY = frozenset(
    "社部局厅委省市县区镇乡村州组业层台报网书会处科办院馆所站店厂港人者员方量率价额费型性类期度法点表单图版"
    "例一二三四五六七八九十地着又才就再中上下里内外前后时间路街司团队校户家行党国族语制化学机器车船房品物油金"
    "银钱款税资产权责务事项目段章节条款式案策计划规则令信函件稿题问答曰道线面口头手心情"
)
_AGED = r"[0-9]{1,3}岁的?"
_WORK = re.compile(
    rf"(?:{_AGED}|老人|青年|党员|老兵|老战士|战士|师傅|老师(?!傅)|教师|医生|村医|护士|军嫂|导游|乘客|游客|业主|骑手|司机|小哥"
    r"|老板|老板娘|店主|摊主|商户|大户|(?:养殖|低保|种植|搬迁|个体|贫困|脱贫|创业)户|会计|裁缝|匠人|工匠|传承人|绣娘"
    r"|辅警|民警|警察|选民|考生|小伙子?|姑娘|妈妈|大妈|大姐|大爷|大叔|孙女|儿子|女儿|丈夫|妻子|得主|冠军|小将|选手|主播"
    r"|白领|博士生?|硕士|大学生|毕业生|高中生|职校生|学生|新人|企业家|科学家|专家|村民|居民|市民|农民|渔民|牧民|选民|边民"
    r"|职工|工人|焊工|环卫工|农民工|矿工|电工|支书|人士|残疾人|台商|台胞|侨领|股长|班长|组长|(?<!人)员|师(?![傅范])|干部|[茶菜果枣林药烟花蔗棉粮稻]农)"
    r"(?=[一-鿿])"
)
# They end a name less often than they begin what comes after it.
_FUNCTION = frozenset("用向以一为过造听问则写正全实领站第首")
# Words that begin with a character that names have, too; the name before them has ended.
_GOES_ON = re.compile(
    r"强[调烈]|明[确显白]|高[兴度]|建[议成设立]|成[为了立功]|承[包担认诺]|立[即刻足志]|平[时均日]|国庆|中[午标]|荣[获立]|兴奋|康复|海外"
    r"|正[在是从带跟忙把一]|一[直边年个次连家口天把打下]|时[常隔]|永远|长[期年大]|用[了手心力一]|从[小]|全[家力程年]|如[今何]|定[期]"
    r"|生[于前怕病]|实[在地]|发[现起明出言]|通[过]|创[办立业造]|开[始着了口]|动[情手]|再[次]|还|清[晨早楚]|春[节天]|冬|夏[天季]"
    r"|乐[呵观]|欣[然慰喜]|喜[欢获滋]|感[慨叹激到]|站|今[年天]|去年|自[豪己从]|在|为[了此何]|想|向|与|和|同[样时意]|以[前后为及身]"
    r"|先[后是]|最|原[来本]|本[人来]|亲[自手]|家[里住中]|坦|笑|说|讲|介|指|表|认|告|提|回|解|谈|呼|补[充贴]|学[习会着]|书[记面]|利用"
    r"|带|作[为典]|安[装全排]|满[脸怀意心]|随|第|当[选年场上]|主[动要]|至今|任[职命期]|展[示开]|力[争]|传[授承]|江|山|特[意别地]"
)
_ORDINARY = re.compile(
    r"高[新强明超峰洁龄铁三]|华[丽为]|江[山河海]|林[海权]|金[华星龙石山]|安[静全定]|黄金|石[英家]|雷达|白[杨云]|成[龙立就]|万[里千]|马[尾鞍]"
    r"|连云|孙[中女子]|蒋[介经]石?|宋[庆美]龄|高[管中考]|车[主间]|路[人透]|彭博|韩联|安[莎徽]|凤凰|石[家匠]|金[句石]|项|管[委理]|卫[健计]|申"
    r"|温[州]|司[法徒机]|简|任|包[装]|单[身]|花[农木]|严[正明厉]|田[园]|童[年]|武[术]|宁[静愿]|龙[舟头]|牛[奶肉]|米[饭粉]|和|孔[子]|孟[子]|庄[园严]"
    r"|麦[田收]|池|水|康[乐]|苏[打]|路[灯由]|欧[美元]|金[黄银]|洪[涝峰]|湖|古[树城镇村迹]|关[键系联爱怀注节停]|常"
)


def candidates(zh: str, context: SpanContext) -> Iterator[Span]:
    """Names that no title announces; overlapping ones too."""
    if context.taiwan or CANTONESE.search(zh):
        return
    for rule in (_appointed, _counted, _at_start, _at_work):
        for start, end in rule(zh):
            if not ELSEWHERE.search(zh, max(0, start - 24), start):
                yield name_span(zh, start, end)


def _possible(zh: str, at: int) -> list[int]:
    return [] if _ORDINARY.match(zh, at) else lengths(zh, at)


def _before(zh: str, at: int, follower: re.Pattern[str]) -> int:
    """Where the name at `at` ends, if `follower` comes after exactly one length of it (0: none)."""
    ends = [at + n for n in _possible(zh, at) if follower.match(zh, at + n)]
    return ends[0] if len(ends) == 1 else 0


def _appointed(zh: str) -> Iterator[tuple[int, int]]:
    """任命甲、乙（女）为审判员 (A and B are appointed judges), and 、丙为厅长 further on in the sentence."""
    first = _APPOINTS.search(zh)
    for match in _APPOINTS.finditer(zh):
        yield from _list(zh, match.end(), _APPOINTED)
    for match in re.finditer(r"^|[、，；](?!$)", zh):
        chained = first is not None and first.start() < match.start()
        if chained or not match.start():
            yield from _list(zh, match.end(), _CHAINED)


def _list(zh: str, at: int, follower: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """The names from `at` on, divided by 、, if `follower` comes after the last of them."""
    found: list[tuple[int, int]] = []
    while True:
        ends = []
        for n in _possible(zh, at):
            note = _FEMALE.match(zh, at + n)
            after = note.end() if note else at + n
            if zh[after : after + 1] in ("、", "和") or follower.match(zh, after):
                ends.append((at + n, after))
        if len(ends) != 1:
            return
        found.append((at, ends[0][0]))
        at = ends[0][1]
        if follower.match(zh, at):
            yield from found
            return
        at += 1


def _counted(zh: str) -> Iterator[tuple[int, int]]:
    """沈怀瑜、傅长河等8人: the whole elements of the list; the first may have a title before it."""
    for match in _COUNTED.finditer(zh):
        elements = _ELEMENTS.search(zh, max(0, match.start() - 120), match.start())
        if elements is None:
            continue
        parts = elements[0].split("、")
        starts = [match.start() - len("、".join(parts[i:])) for i in range(len(parts))]
        whole = [
            (at, at + len(part))
            for at, part in zip(starts, parts, strict=True)
            if len(part) in _possible(zh, at)
        ]
        if len(whole) < len(parts):
            for title in TITLE.finditer(zh, starts[0], starts[0] + len(parts[0])):
                if starts[0] + len(parts[0]) - title.end() in _possible(zh, title.end()):
                    whole.insert(0, (title.end(), starts[0] + len(parts[0])))
        if len(whole) == len(parts) > 1 and any(end - at > 2 for at, end in whole):
            yield from whole


def _at_start(zh: str) -> Iterator[tuple[int, int]]:
    """A label (周文岳：…), or one who speaks where a clause begins (，周敬安指出)."""
    for match in _START.finditer(zh):
        for follower in (_SAID, _BIOGRAPHY):
            end = _before(zh, match.end(), follower)
            if end and _likely(zh, match.end(), end):
                yield match.end(), end
    for match in _OPENING.finditer(zh):
        end = _before(zh, match.end(), _LABEL_END)
        if end and _likely(zh, match.end(), end):
            yield match.end(), end


def _likely(zh: str, at: int, end: int) -> bool:
    """Whether a name is more likely there than a word: all of a name of two characters must be usual."""
    double = zh.startswith(DOUBLE_SURNAMES, at)
    given = zh[at + 1 + double : end]
    return zh[end - 1] not in _NOBODY and all(char in GIVEN for char in given)


def _at_work(zh: str) -> Iterator[tuple[int, int]]:
    """82岁的退休教师何秀珍正…: after an age, an occupation or a title, whatever comes after the name."""
    starts = {match.end() for match in _WORK.finditer(zh)}
    starts.update(
        match.end() for match in TITLE.finditer(zh) if match["office"] and not is_place(zh, match.end())
    )
    for at in sorted(starts):
        surname = 2 if zh.startswith(DOUBLE_SURNAMES, at) else 1
        possible = [n for n in _possible(zh, at) if all(c in GIVEN for c in zh[at + surname : at + n])]
        ends = [n for n in possible if STRONG_END.match(zh, at + n) or _GOES_ON.match(zh, at + n)]
        if len(possible) == 1 and not ends:
            ends = possible
        elif not ends and possible and zh[at + possible[-1] - 1] not in _FUNCTION:
            ends = possible[-1:]
        if len(ends) == 1:
            yield at, at + ends[0]
