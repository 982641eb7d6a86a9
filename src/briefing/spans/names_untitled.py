"""Finds people's names with no title before them: of those who speak, and after an occupation or an age.

周文岳：… (a label: Zhou Wenyue), ，周敬安指出 (Zhou Jing'an pointed out), 82岁的退休教师何秀珍正… (He
Xiuzhen, a retired teacher of 82). The characters have to be such as given names are made of, and where the
name ends has to be clear: 社长王毅强调研… could be Wang Yi or Wang Yiqiang, and has no span.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.spans.elsewhere import ABROAD, CANTONESE
from briefing.spans.name_shape import lengths, looks_foreign, name_span, usual
from briefing.spans.names import SPEECH, STRONG_END, TITLE, WEAK_END, is_place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.document import Span
    from briefing.spans import SpanContext

_CLAUSE = re.compile(r"的|(?:^|[，。；：！？”、…—」\n])[ 　“]*")
_SENTENCE = re.compile(r"(?:^|[。！？…”」\n])[ 　“]*")
_LABEL_END = re.compile(r"[:：]")
_SAID = re.compile(
    rf"(?:{SPEECH}|告诉|话音|回应|答道|讲起|笑|接过话|接着说|也说|还说"
    r"|[一-鿿]{2}[地着]说)(?![明起到法服])|称(?![职赞号])"
    r"|同志|涉嫌|因病|身为|（[男女]|，[男女]，"
)
# Last characters of what speaks or heads a paragraph, and is nobody: 路透社 (Reuters), 白皮书, 高兴地.
_NOBODY = frozenset(
    "社部局厅委省市县区镇乡村州组层台报网书会处科办院馆所站店厂港人者员方量率价额费型性类期度法点表单图版"
    "例一二三四五六七八九十地着又才就再中上下里内外前后时间路街司团队校户家党族语制化机器车船房品物油银钱款税"
    "资产权责务事项目段章节条款式案策计划规则令信函件稿题问答曰道线面口头手情"
)
_WORK = re.compile(
    r"(?:[0-9]{1,3}岁的?|名叫|经查，|老人|青年|党员|老兵|老战士|战士|师傅|老师(?!傅)|教师|医生|村医"
    r"|护士|军嫂|(?<![记或])者|(?:民宿|农场|作坊)主|军人|导游|乘客|游客|业主(?![管要张导])|骑手|司机"
    r"|小哥|老板|老板娘|店主|摊主|商户|大户|(?:养殖|低保|种植|搬迁|个体|贫困|脱贫|创业)户|会计|裁缝"
    r"|匠人|工匠|传承人|绣娘|辅警|民警|警察|选民|考生|小伙子?|姑娘|妈妈|大妈|大姐|大爷|大叔|孙女|儿子"
    r"|女儿(?!童)|丈夫|妻子|得主(?!张)|冠军|小将|后代|移民|知青|船工|社工|侨胞|神父|嫌疑人|被告人|接班人"
    r"|学家|(?:农机|机)手|(?:建筑|加工|经销)商|代表|选手|主播|白领|博士生?|硕士|大学生|毕业生|高中生"
    r"|职校生|学生|新人|企业家|科学家|专家|村民|居民|市民|农民|渔民|牧民|选民|边民|职工|工人|焊工"
    r"|环卫工|农民工|矿工(?!程)|电工(?!程)|支书|人士|残疾人|台商|台胞|侨领|股长|班长|组长|(?<!人)员"
    r"|师(?![傅范])|干部|[茶菜果枣林药烟花蔗棉粮稻]农)(?=[一-鿿])"
)
# They end a name less often than they begin what comes after it.
_FUNCTION = frozenset("用向以一为过造听问则写正全实领站第首之有定本因家中年来上三代")
# Surnames that more often than not are something else: 于 (on), 曾 (once), 施 (give).
_SHY = frozenset("于曾施任成向应时盖祝管查解连")
# Words that begin with a character that names have, too; the name before them has ended.
_GOES_ON = re.compile(
    r"强[调烈]|明[确显白天年日]|高[兴度]|建[议成设立]|成[为了立功]|承[包担认诺]|立[即刻足志]|平[时均日]|国庆"
    r"|中[午标]|荣[获立]|兴奋|康复|海外|正[在是从带跟忙把一]|一[直边年个次连家口天把打下]|时[常隔]"
    r"|永远|长[期年大]|用[了手心力一]|从[小]|全[家力程年]|如[今何]|定[期]|生[于前怕病]|实[在地]"
    r"|发[现起明出言]|通[过讯知报]|进[行入一]|相[处互信比]|创[办立业造]|开[始着了口]|动[情手]|再[次]"
    r"|还|清[晨早楚]|春[节天]|冬|夏[天季]|乐[呵观]|欣[然慰喜]|喜[欢获滋]|感[慨叹激到]|站[在着]"
    r"|今[年天]|去年|自[豪己从]|在|为[了此何]|想|向|与|和|同[样时意]|以[前后为及身]|先[后是]|最"
    r"|原[来本]|本[人来]|亲[自手]|家[里住中在]|坦|笑|说|讲|介|指|表|认|告|提|回|解|谈|呼|补[充贴]"
    r"|学[习会着]|书[记面]|利用|因|带|作[为典]|安[装全排]|满[脸怀意心]|随|第|当[选年场上]|主[动要]"
    r"|至今|任[职命期]|展[示开]|力[争]|传[授承]|的|了|是|特[意别地]"
)


def candidates(zh: str, context: SpanContext) -> Iterator[Span]:
    """Names of speakers, and of people of some occupation; overlapping ones too."""
    if context.taiwan or CANTONESE.search(zh):
        return
    for rule in (_speaking, _at_work):
        for start, end in rule(zh):
            if not looks_foreign(zh[start:end]) and not ABROAD.search(zh, max(0, start - 24), start):
                yield name_span(zh, start, end)


def _speaking(zh: str) -> Iterator[tuple[int, int]]:
    """A label (周文岳：…), or one who speaks, or is told of, where a clause begins (，周敬安指出)."""
    for begins, follower in ((_SENTENCE, _LABEL_END), (_CLAUSE, _SAID)):
        for match in begins.finditer(zh):
            at = match.end()
            ends = [at + n for n in lengths(zh, at) if follower.match(zh, at + n)]
            if len(ends) != 1 or zh[ends[0] - 1] in _NOBODY or not usual(zh[at : ends[0]]):
                continue
            # 刚领到结婚证的马小虎笑着说 (said Ma Xiaohu, just married): not 2 characters, as in 的高明说.
            if match[0] != "的" or ends[0] - at > 2:
                yield at, ends[0]


def _at_work(zh: str) -> Iterator[tuple[int, int]]:
    """82岁的退休教师何秀珍正…: after an age, an occupation or a title, whatever comes after the name.

    Two characters only where the next do not go on with the name; three where they do, and begin no word.
    """
    titles = (
        match.end() for match in TITLE.finditer(zh) if match["office"] and not is_place(zh, match.end())
    )
    for at in sorted({match.end() for match in _WORK.finditer(zh)}.union(titles)):
        shy = zh[at : at + 1] in _SHY
        followers = (STRONG_END,) if shy else (STRONG_END, WEAK_END, _GOES_ON)
        possible = [at + n for n in lengths(zh, at) if usual(zh[at : at + n])]
        ends = [end for end in possible if any(each.match(zh, end) for each in followers)]
        if not ends and len(possible) == 2 and not shy and zh[possible[1] - 1] not in _FUNCTION:
            ends = possible[1:]
        # 罗伯特盖茨 (Robert Gates) may be longer than a Chinese name can be.
        if len(ends) == 1 and not looks_foreign(zh[at : at + 3]):
            yield at, ends[0]
