"""Finds people's names after a title (副厅长赵庭朴介绍) or in a byline (记者 皮磊): in pinyin.

A name is taken only where what follows shows that it has ended: 省长王毅强调 is Wang Yi stressing, and
not Wang Yiqiang. Names from Hong Kong, Macao, Taiwan and abroad have spellings of their own: no spans.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.spans.elsewhere import ABROAD, CANTONESE
from briefing.spans.name_shape import WORDS, is_given, lengths, name_span
from briefing.spans.surnames import CLEAR_SURNAMES, DOUBLE_SURNAMES, SURNAMES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.document import Span
    from briefing.spans import SpanContext


def _any(words: str) -> str:
    return "(?:" + "|".join(words.split()) + ")"


_OFFICES = _any(
    "书记 省长 市长 县长 区长 州长 盟长 旗长 镇长 乡长 村长 部长 厅长 局长 处长 科长 司长 署长 主任 "
    "主席 委员长 院长 检察长 校长 园长 所长 会长 秘书长 理事长 董事长 行长 馆长 站长 队长 组长 台长 "
    "社长 厂长 参谋长 护士长 总编辑 经理 总裁 总监 总工程师 总会计师 总经济师 发言人 负责人 主持人 "
    "司令员 政委 政治委员 大使 总领事 参赞 专员 巡视员 调研员 总理 国务委员 外长 教授 研究员 院士 律师 "
    "医生 医师 护士 法官 检察官 警官 民警 班主任 辅导员 工程师 技师 创始人 合伙人 法定代表人 教练 "
    "运动员 作家 导演 演员 航天员"
)
# Before these, more often than not, something else follows than a name.
_PEOPLE = _any(
    "村民 居民 市民 教师 老师 学生 家长 干部 员工 职工 工人 农民 代表 委员 志愿者 网格员 社工 专家 "
    "学者 支书 带头人 人员 同志"
)
TITLE = re.compile(rf"(?:(?P<office>{_OFFICES})|{_PEOPLE})[、 ]?(?=[一-鿿])")
# 南京市长江大桥 has no mayor; 长白 and 长宁 are places.
_LONG = frozenset("江白安宁乐沙")

SPEECH = _any(
    "强调 指出 表示 介绍 认为 说 告诉 透露 坦言 直言 提出 讲话 致辞 致词 发言 宣布 回答 回应 解释 谈到 "
    "谈及 回忆 感慨 感叹 总结 通报 解读 分析 建议 呼吁 补充 提醒 讲述 笑着 笑道 评价 形容 答道 称赞 "
    "红着 没想到 算了 指着 答记者"
)
_DEEDS = _any(
    "要求 主持 出席 会见 会谈 发表 宣读 作了 作报告 作出 率队 率团 带队 带领 带着 一行 陪同 参加 参会 "
    "列席 视察 调研 考察 检查 督导 看望 慰问 走访 代表 受邀 应邀 签署 签发 来到 前往 抵达 访问 拜会 "
    "接见 接受 担任 兼任 就任 当选 以及 今天 昨日 昨天 日前 近日 近期 当天 当日 上午 下午 随后 此前 "
    "希望 期待 感谢 祝贺 听取 审议 传达 部署 研究 推动 落实 牵头 负责 分管 涉嫌 利用 连续 挂职 背着 "
    "骑着 拍着 作为 同志 先生 女士 教授 院士 说着 一边 受贿 违纪 严重违纪 第一时间"
)
STRONG_END = re.compile(rf"$|[，。、；：！？）)」”\]（(《“,;:\s0-9■]|等(?!待)|{SPEECH}|{_DEEDS}")
_SPEECH_END = re.compile(SPEECH)
# One character that begins many things, and stands in names, too: 在, 为, 正.
WEAK_END = re.compile(r"[被将已也都还在对向就与同和及从曾到赴率称因每把用给]")
_BYLINE = re.compile(
    r"(?:记者|通讯员|责任编辑|责编|编辑|作者|撰文|摄影|报道员|供图|文/|图/|摄/)(?P<gap>[ 　:：/]{0,4})"
)
_BYLINE_END = re.compile(
    r"$|[ 　、/，。；,;）)】\]|：:■0-9]|(?:文|图|摄影?|报道|综合|整理|编辑|记者|通讯员)(?=$|[ 　/，。）)])"
    r"|[从在自](?=[一-鿿])"
)
_BETWEEN = re.compile(r"[ 　、/]{1,3}")
_SPACED = re.compile(r"[一-鿿][ 　]{1,2}[一-鿿](?=$|[ 　、，。）)■]{2}|[、，。）)■])")


def candidates(zh: str, context: SpanContext) -> Iterator[Span]:
    """Names in pinyin: surname, then the given name in one word (`Zhao Tingpu`, `Ouyang Nana`)."""
    if context.taiwan:
        return
    if not CANTONESE.search(zh):
        for match in TITLE.finditer(zh):
            if not ABROAD.search(zh, max(0, match.start() - 12), match.end()):
                said = not match["office"] or is_place(zh, match.end())
                yield from _after_title(zh, match.end(), said=said)
    for match in _BYLINE.finditer(zh):
        yield from _in_byline(zh, match.end(), loose=bool(match["gap"]) or context.kind == "byline")


def is_place(zh: str, at: int) -> bool:
    """Whether the 长 before `at` may begin the name of a place, and end no title: 南京市长江大桥."""
    return zh[at - 1 : at] == "长" and zh[at : at + 1] in _LONG


def _after_title(zh: str, at: int, *, said: bool) -> Iterator[Span]:
    """The name at `at`, if only one length of it makes sense, and those that 、 and 和 add to it."""
    while not TITLE.match(zh, at):
        possible = lengths(zh, at)
        ends = [n for n in possible if (_SPEECH_END if said else STRONG_END).match(zh, at + n)]
        if not ends and not said:
            ends = [n for n in possible if WEAK_END.match(zh, at + n)]
            # 王建和 may be a name itself, or 王建 and someone else; 王建和秘书长 is the latter.
            if ends and ends[0] < max(possible) and zh[at + ends[0]] in "和同与向用对":
                ends = ends[:1] if TITLE.match(zh, at + ends[0] + 1) else []
        if len(ends) != 1:
            return
        yield name_span(zh, at, at + ends[0])
        at += ends[0]
        if said or zh[at : at + 1] not in ("、", "和", "与"):
            return
        at += 1


def _in_byline(zh: str, at: int, *, loose: bool) -> Iterator[Span]:
    """One name or more, divided by spaces or 、; those of two characters may be spaced out (皮 磊)."""
    while at < len(zh) and not WORDS.match(zh, at):
        surname = 2 if zh.startswith(DOUBLE_SURNAMES, at) else 1
        if surname == 1 and zh[at] not in (SURNAMES if loose else CLEAR_SURNAMES):
            return
        if spaced := _SPACED.match(zh, at):
            ends = [spaced.end()]
        else:
            ends = [
                end
                for end in (at + surname + 1, at + surname + 2)
                if end <= len(zh)
                and all(is_given(char) for char in zh[at + surname : end])
                and zh[end - 1] not in "部社室组"
                and _BYLINE_END.match(zh, end)
            ]
        if len(ends) != 1:
            return
        yield name_span(zh, at, ends[0])
        between = _BETWEEN.match(zh, ends[0])
        if between is None:
            return
        at = between.end()
