"""Names of people that no title announces, and those that only another sentence shows to be names."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.document import Source
from briefing.pipeline import prepare_document
from briefing.spans import SpanContext, find_spans, names_appointed, names_known, names_untitled
from briefing.spans.name_shape import looks_foreign

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import ModuleType

    from briefing.document import Span


def _names(spans: Iterable[Span]) -> list[str]:
    return [span.en for span in spans if span.kind == "name"]


def names(zh: str, *known: str) -> list[str]:
    return _names(find_spans(zh, None, context=SpanContext(names=frozenset(known)))[0])


def names_of_document(text: str) -> list[list[str]]:
    document = prepare_document(Source("a.txt", text, "", "utf-8"), None)
    return [_names(each.spans) for paragraph in document.paragraphs for each in paragraph.segments]


FOUND = {
    "appointed": ("决定任命潘书澜为江宁市副市长。", ["Pan Shulan"]),
    "approved": ("批准任命方致中为长丰县人民检察院检察长。", ["Fang Zhizhong"]),
    "a colon": ("决定任命：乔宛如为县水利局局长。", ["Qiao Wanru"]),
    "several for one post": (
        "任命夏之恒、龚雪、上官云为市中级人民法院审判员。",
        ["Xia Zhiheng", "Gong Xue", "Shangguan Yun"],
    ),
    "a note on one": (
        "任命卢怀谷为省水利厅厅长、尹若男（女，回族）为省医保局局长。",
        ["Lu Huaigu", "Yin Ruonan"],
    ),
    "removed": (
        "免去郝立群的市财政局局长职务、段小舟的市审计局局长职务。",
        ["Hao Liqun", "Duan Xiaozhou"],
    ),
    "resigned": ("会议决定接受解振邦辞去副市长职务的请求。", ["Xie Zhenbang"]),
    "the rest of a sentence": ("曾雅琴（女，藏族）为县审计局局长。", ["Zeng Yaqin"]),
    "为 in the name": ("任命贾为民为市水务局局长。", ["Jia Weimin"]),
    "counted": ("表彰大会上，褚天成、路小溪等6人介绍了经验。", ["Chu Tiancheng", "Lu Xiaoxi"]),
    "counted, after a title": (
        "拟任命人员薛一鸣、单立秋等8人作了供职发言。",
        ["Xue Yiming", "Shan Liqiu"],
    ),
    "a label": ("宋知远：中方的立场是一贯的。", ["Song Zhiyuan"]),
    "a label after speech": ("您后悔过吗？”潘玉珍：“从来没有。”", ["Pan Yuzhen"]),
    "a host": ("主持人唐佳宁：欢迎收看。", ["Tang Jianing"]),
    "a speaker": ("会上，邱明义指出，要守住底线。", ["Qiu Mingyi"]),
    "a speaker after speech": ("“路修通了，日子就有盼头。”褚长顺说。", ["Chu Changshun"]),
    "a manner": ("“总算赶上了。”刚下火车的苗志远激动地说。", ["Miao Zhiyuan"]),
    "an age": ("62岁的康秀娥今年又种了三亩西瓜。", ["Kang Xiue"]),
    "an age and a trade": ("91岁的退休教师汪静怡正在练字。", ["Wang Jingyi"]),
    "a trade": ("独居老人雷桂香如今每天来食堂吃饭。", ["Lei Guixiang"]),
    "two characters": ("护林员姜涛在山上守了二十年。", ["Jiang Tao"]),
    "a title, whatever follows": ("社区书记程慧敏翻开了笔记本。", ["Cheng Huimin"]),
    "two characters, then 和 and a title": (
        "副主任欧阳素和秘书长钟望北出席会议。",
        ["Ouyang Su", "Zhong Wangbei"],
    ),
    "a curriculum vitae": ("苗宏远，男，汉族，1974年11月生。", ["Miao Hongyuan"]),
    "乐 is le in a given name": ("网格员马乐天在巷口等着。", ["Ma Letian"]),
    "仇 is Qiu": ("仇贵山：这件事我们会跟进。", ["Qiu Guishan"]),
}  # fmt: skip


@pytest.mark.parametrize(("zh", "expected"), FOUND.values(), ids=FOUND)
def test_names_without_a_title(zh: str, expected: list[str]) -> None:
    assert names(zh) == expected


NONE = {
    "a letter of appointment": "会议向新任命人员颁发任命书。",
    "removing from posts": "对失职的，依法免去职务。",
    "appointing for a term": "聘任期限为三年。",
    "who heads a group": "成立专班，由分管副省长任组长，由县长任指挥长，校长任副组长。",
    "a heading, 安排": "安排：全年分三个阶段推进。",
    "a heading, 通知": "通知：明天停水。",
    "a heading, 高兴": "高兴：孩子考上了大学。",
    "a heading, 成员": "成员：省直有关部门负责人。",
    "a heading, 时间": "时间：8月15日上午9时。",
    "a heading, 江苏": "江苏：今年新增就业一百万人。",
    "a heading, 石家庄": "石家庄：打造半小时通勤圈。",
    "questions": "问：进展如何？答：总体顺利。",
    "a reporter": "记者：请问发言人怎么看？",
    "an agency": "路透社：中方对此有何评论？",
    "a paper that points out": "报告发布，白皮书指出，中国坚持和平发展。",
    "gladly": "有了电梯，高兴地说个不停。",
    "a man surnamed Yin": "驾驶员尹某被依法处罚。",
    "surnamed, in a list": "王某、李某等5人涉嫌诈骗。",
    "places counted": "江苏、安徽等3位代表团团长发言。",
    "trades counted": "车主、路人等3人受轻伤。",
    "on, not Yu": "检查员于实施检查后报告。",
    "once, not Zeng": "民警曾通知其到场。",
    "a bracket of pupils": "困境妇女儿童造成的损失。",
    "a normal university": "她考上了华东师范大学。",
    "a master craftsman": "他跟着师傅学面点。",
    "a foreign name by its sound": "罗杰斯说，谈判没有破裂。",
    "a known name that is not pinyin": "孙中山指出，天下为公。",
    "a surname and a degree": "陈博士说，样品合格。",
    "where the end is not clear": "社长王毅强调研乡村图书馆。",
    "a place after 长": "上海杨浦区长白新村的老邻居们回来了。",
    "Uyghur": "自治区主席艾尔肯·吐尼亚孜主持会议。",
    "Hong Kong": "香港警方表示，陈家豪说，案件已移交。",
}


@pytest.mark.parametrize("zh", NONE.values(), ids=NONE)
def test_what_only_looks_like_a_name(zh: str) -> None:
    assert names(zh) == []


def test_texts_from_taiwan_have_spellings_of_their_own() -> None:
    context = SpanContext(region="taiwan")
    assert _names(find_spans("任命潘书澜为副市长。", None, context=context)[0]) == []


def test_a_name_found_once_is_marked_everywhere() -> None:
    found = names_of_document(
        "由陶慧敏监督开票。\n\n社区书记陶慧敏说，账目全部公开。\n\n陶慧敏的笔记本写满了。"
    )
    assert found == [["Tao Huimin"]] * 3


def test_a_known_name_of_two_characters_needs_room() -> None:
    known = names("高明出席会议，由高明主持，采用高明的办法。", "高明")
    assert known == ["Gao Ming"] * 2


def test_the_longest_known_name_wins() -> None:
    assert names("大家推荐欧阳静远先发言。", "欧阳静", "欧阳静远") == ["Ouyang Jingyuan"]


def test_a_spaced_byline_makes_the_name_known_without_spaces() -> None:
    spans, _ = find_spans("（记者 皮 磊）", None)
    assert list(names_known.of(spans)) == ["皮磊"]


def test_no_known_name_changes_nothing() -> None:
    assert names_of_document("全省共有老年人口一千万。\n\n补贴按月发放。") == [[], []]


def test_a_name_from_abroad_is_known_by_its_sounds() -> None:
    assert [looks_foreign(name) for name in ("韦尔奇", "乔治", "罗德曼", "马晓岚", "林启舟")] == [
        True, True, True, False, False,
    ]  # fmt: skip


@given(st.text("沈怀瑜、等8人为任命的职务，。：“”说欧阳素（女）岁教师", max_size=40))
def test_spans_stand_where_they_say(zh: str) -> None:
    spans, _ = find_spans(zh, None, context=SpanContext(names=frozenset({"沈怀瑜", "欧阳素"})))
    assert all(zh[slice(*span.zh_at)] == span.zh for span in spans)
    assert all(a.zh_at[1] <= b.zh_at[0] for a, b in pairwise(spans))


@pytest.mark.parametrize(
    ("module", "text", "found"),
    [
        (names_appointed, "任命" + "沈怀瑜、" * 4000, 0),
        (names_appointed, "任命沈怀瑜为院长" * 4000, 4000),
        (names_untitled, "的沈怀瑜说" * 4000, 4000),
        (names_known, "沈怀瑜等" * 4000, 4000),
    ],
)
def test_long_texts_without_an_end(module: ModuleType, text: str, found: int) -> None:
    """In time that is not the square of the length: that would be minutes."""
    assert len(list(module.candidates(text, SpanContext(names=frozenset({"沈怀瑜"}))))) == found
