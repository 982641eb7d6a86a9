from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import patterns
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from briefing.document import Document, Source
from briefing.normalize import normalize
from briefing.normalize.edits import apply, rebuild, within
from briefing.read import read_source
from briefing.segment import segment
from briefing.segment.clauses import LONG
from briefing.segment.sentences import LIMIT, cut, whole

EXAMPLE = Path(__file__).parents[1] / "examples" / "jiangsu-civil-affairs.zh-Hant.txt"

PIECES = (
    *"高質质發发展着著的在。，；：！？、…“”‘’「」《》（）()[]〔〕\"'|*_#>-=`~+.,;:!?%0123456789一二十百万亿条第章是Aaé",
    *"　 \t\n\r\v\f\x85\u2028\u2029\x00\x1b\u200b\u200d\ufeff\ufe0f\u0301\u00ad😀👨‍👩‍👧𠮷⼈，１Ａ％",
    "(zhì)", "（fā）", "(de)", "(GDP)", "\r\n", "　　", "||||", " | ", "■ ", "本报记者 皮磊",
    "新华社北京3月5日电", "本报讯（记者 张三）", "# ", "- ", "> ", "```", "---", "**",
    "第十二条 ", "（一）", "一是", "1. ", "[[", "]]", "<|im_end|>", "https://a.cn/b?c,d",
    "江苏省各级民政部门", "强化基层治理，", "保障民生。 ", "他说：“好。”", "1,234", "9:30",
)  # fmt: skip
nasty = st.lists(st.sampled_from(PIECES), max_size=60).map("".join) | st.text(max_size=60)


def document(text: str, form: str = "txt", script: str = "auto") -> Document:
    source = Source("test", text, "", "utf-8", "md" if form == "md" else "txt")
    return segment(source, normalize(text, script))  # type: ignore[arg-type]


def paragraphs(text: str, form: str = "txt") -> list[tuple[str, str]]:
    return [(paragraph.kind, paragraph.zh) for paragraph in document(text, form).paragraphs]


def check(result: Document) -> None:
    text = result.source.text
    clean = apply(text, result.edits)
    assert rebuild(clean, result.edits) == text
    assert all(one.end <= other.start for one, other in pairwise(result.edits))
    end, pieces = 0, []
    for number, paragraph in enumerate(result.paragraphs, 1):
        start = paragraph.source_at[0]
        assert paragraph.id == f"p{number}"
        assert start >= end
        pieces.append(apply(text[end:start], within(result.edits, end, start), offset=end))
        end = paragraph.source_at[1]
        assert paragraph.raw == text[start:end]
        assert apply(paragraph.raw, within(result.edits, start, end), offset=start) == paragraph.zh
        assert paragraph.zh.strip() == paragraph.zh != ""
        assert [one.id for one in paragraph.segments] == [
            f"p{number}.{i}" for i in range(1, len(paragraph.segments) + 1)
        ]
        assert all(one.zh for one in paragraph.segments)
        if paragraph.kind != "byline" and not paragraph.verbatim:
            assert all(len(one.zh) <= LIMIT + 20 for one in paragraph.segments)
    pieces.append(apply(text[end:], within(result.edits, end, len(text)), offset=end))
    assert not "".join(pieces).strip()


@given(nasty)
@settings(deadline=None, max_examples=300)
@example("。 |”")
@example("\ud800高")
def test_plain_text_loses_nothing(text: str) -> None:
    result = document(text)
    check(result)
    end = 0
    outside = []
    for paragraph in result.paragraphs:
        outside.append(text[end : paragraph.source_at[0]])
        end = paragraph.source_at[1]
    outside.append(text[end:])
    left = normalize("".join(outside), "s").text
    assert not left.replace("|", "").strip()


@given(nasty)
@settings(deadline=None, max_examples=300)
@example("高\r```0")
@example("---\n键: 值\n---\n# 标题 #\n> 引\n> 文")
@example("**甲**乙***丙***\n- [ ] 丁\n| 戊 | 己 |\n|---|---|\n| 1 | 2 |")
def test_markdown_loses_nothing(text: str) -> None:
    result = document(text, "md")
    check(result)
    clean = normalize(text).text
    kept = re.sub(r"[\W_]", "", "".join(paragraph.zh for paragraph in result.paragraphs))
    assert is_part(kept, re.sub(r"[\W_]", "", clean))
    # What a fence says of its code is all that may be missing.
    lines = clean.replace("\r", "\n")
    clean = re.sub(r"^[\s>]*(```+|~~~+)[ -_a-~]*\s*$", "", lines, flags=re.MULTILINE)
    assert is_part(re.sub(r"[\W_]", "", clean), kept)


def is_part(part: str, whole: str) -> bool:
    """Whether `whole` has the characters of `part` in their order."""
    characters = iter(whole)
    return all(char in characters for char in part)


HTML = (
    *"高质量发展，。| \n<>!`\\*[](\"3亿", "<b>", "</b>", "<br/>", "<p>", "</p>", "<li>", "<td>", "</td>",
    "<sup>2</sup>", "![图](a.png)", "![](b)", "<img alt='图' src=c>", "<!--", "-->", "<!-- 注 -->", "```",
    "~~~", "\n\n", "<script>", "</script>", "<a href='d'>", "</a>", "`", "\\|", "| 甲 |", "> ", "- ", "# ",
)  # fmt: skip


@given(st.lists(st.sampled_from(HTML), max_size=60).map("".join))
@settings(deadline=None, max_examples=200)
@example("<td>高</td><td>| ![图](a.png)\\|")
@example("高<!--\n发-->展![图](a.png)")
@example("高<!--高-->高")
def test_html_can_be_rebuilt_and_no_chinese_is_lost(text: str) -> None:
    result = document(text, "md")
    check(result)
    kept = "".join(paragraph.zh for paragraph in result.paragraphs)
    # A comment alone in its lines is kept, one inside a line is taken out: no reader of the page sees either.
    seen = re.sub("<!--.*?-->", "", text, flags=re.DOTALL)
    for char in "高质量发展亿":
        assert seen.count(char) <= kept.count(char) <= text.count(char)


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=400).map("".join))
@settings(deadline=None, max_examples=200)
def test_sentences_partition_any_paragraph(text: str) -> None:
    sentences = cut(text)
    assert "".join(sentences) == text
    assert all(sentences)
    assert max(map(len, sentences)) <= LIMIT + 20


def test_the_jiangsu_article() -> None:
    source = read_source(EXAMPLE)
    result = segment(source, normalize(source.text))
    check(result)
    assert [paragraph.kind for paragraph in result.paragraphs] == [
        *("byline", "body", "body", "heading", "body", "body", "body", "body", "heading", "body"),
        *("body", "body", "heading", "body", "body", "body", "body", "list-item", "list-item", "list-item"),
    ]
    assert result.paragraphs[0].zh == "■ 本报记者 皮磊"
    assert result.paragraphs[0].raw == "■ 本報記者 皮磊"
    assert result.paragraphs[1].zh.startswith("7月26日，江苏省举行“努力推动江苏在高质量发展中继续走在前列”")
    assert result.paragraphs[8].zh == "强化基本民生保障，切实兜住底、兜准底、兜好底。"
    assert result.paragraphs[-1].zh.endswith("提升民政服务的精准度、便捷度和可及性。")
    assert sum(len(paragraph.segments) for paragraph in result.paragraphs) == 47
    assert [edit.old for edit in result.edits if edit.reason == "table"] == ["|", "||||", "|"]


KINDS = {
    "a byline": ("标题一\n本报记者 张三 通讯员 李四\n正文如下。", ["heading", "byline", "body"]),
    "a source": ("正文在此，如下所述。\n来源：新华社\n责任编辑：王五", ["body", "byline", "byline"]),
    "a dateline alone": ("新华社北京3月5日电（记者张三）\n会议指出。", ["byline", "body"]),
    "articles": (
        "第一章　总则\n第一条　为了加强管理，制定本条例。\n第十二条 应当公开。",
        ["heading", "list-item", "list-item"],
    ),
    "numbered heads": (
        "一、总体要求\n全面贯彻。\n（一）基本原则\n坚持创新。",
        ["heading", "body", "heading", "body"],
    ),
    "numbered items": ("应当：\n（一）建立制度；\n（二）其他职责。", ["body", "list-item", "list-item"]),
    "一是": ("一是突出为民，提高品质。\n二是突出基层。", ["list-item", "list-item"]),
    "a date behind a number": ("1.6月30日前完成检查。\n1.6万户受益。", ["list-item", "body"]),
    "figures and bullets": ("1. 申请表。\n●身份证明。\n①户口簿。", ["list-item", "list-item", "list-item"]),
    "a date and a signature": (
        "关于养老的通知\n现通知如下。\n国务院办公厅\n2022年5月1日",
        ["heading", "body", "body", "body"],
    ),
    "who issued it": (
        "上半年经济运行情况\n国家统计局\n2026年7月15日\n运行平稳。",
        ["heading", "body", "body", "body"],
    ),
    "a document number": ("关于养老的通知\n国发〔2022〕12号\n各省：", ["heading", "body", "body"]),
    "a list of names": ("出席名单\n张三\n李四\n王五\n赵六\n会议结束。", ["heading", *["body"] * 5]),
    "a reporter in a sentence": ("记者从江苏省民政厅获悉，全省共有社区2.13万个。", ["body"]),
    "figures are no byline": ("2022年江苏省经济增长情况", ["heading"]),
}


@pytest.mark.parametrize(("text", "expected"), KINDS.values(), ids=KINDS)
def test_kinds(text: str, expected: list[str]) -> None:
    assert [kind for kind, _ in paragraphs(text)] == expected


PARAGRAPHS = {
    "every line break": (
        "甲。\r\n乙。\u2028丙。\x85丁。\f戊。\v己。\r庚。",
        ["甲。", "乙。", "丙。", "丁。", "戊。", "己。", "庚。"],
    ),
    "indents in a line": ("　　第一段在这里。　　第二段在这里。", ["第一段在这里。", "第二段在这里。"]),
    "a title in two lines": (
        "国务院办公厅关于健全养老服务网络\n加快发展银发经济的通知\n各省：",
        ["国务院办公厅关于健全养老服务网络加快发展银发经济的通知", "各省："],
    ),
    "a title broken behind its preposition": (
        "省人民政府关于\n进一步改善民生的若干意见\n\n各市：",
        ["省人民政府关于进一步改善民生的若干意见", "各市："],
    ),
    "a title in three lines": (
        "市政府关于印发\n《冬春救助实施方案》\n的通知\n各县：",
        ["市政府关于印发《冬春救助实施方案》的通知", "各县："],
    ),
    "a title that ends behind the name of what it issues": (
        "市政府关于印发冬春救助方案\n的通知\n各县：",
        ["市政府关于印发冬春救助方案的通知", "各县："],
    ),
    "a title and what stands under it": (
        "关于养老的通知\n市民政局\n各县：",
        ["关于养老的通知", "市民政局", "各县："],
    ),
    "a title that is parted from a notice": ("关于春天\n\n停水通知", ["关于春天", "停水通知"]),
    "no indent": ("目　　录\n总理　　李克强", ["目录", "总理李克强"]),
    "one line, single spaces": (
        "会议指出，要抓好落实。成效明显。 下一步，继续推进。",
        ["会议指出，要抓好落实。成效明显。", "下一步，继续推进。"],
    ),
    "one line, quotes and pipes": (
        "他说：“要抓好落实。” | 下一步，继续推进。",
        ["他说：“要抓好落实。”", "下一步，继续推进。"],
    ),
    "one line, byline": (
        "■ 本报记者 皮磊 7月26日，江苏省举行发布会。",
        ["■ 本报记者 皮磊", "7月26日，江苏省举行发布会。"],
    ),
    "one line, title and byline": (
        "江苏召开民政工作会议 本报记者 皮磊 王小明 7月26日，江苏省举行发布会。",
        ["江苏召开民政工作会议", "本报记者 皮磊 王小明", "7月26日，江苏省举行发布会。"],
    ),
    "one line, dateline": (
        "新华社北京3月5日电 国务院总理作报告。",
        ["新华社北京3月5日电", "国务院总理作报告。"],
    ),
    "one line, the head of a page": (
        "首页 > 要闻 > 正文 省政府部署春灌工作 来源：新华社 2026-03-05 09:12:33 【字号：大 中 小】 "
        "新华社郑州3月5日电（记者王丁） 河南省4日部署春灌。",
        [
            "首页>要闻>正文",
            "省政府部署春灌工作",
            "来源：新华社 2026-03-05 09:12:33 【字号：大 中 小】",
            "新华社郑州3月5日电（记者王丁）",
            "河南省4日部署春灌。",
        ],
    ),
    "one line, the head of a release from Taiwan": (
        "環境部新聞稿 發布單位：氣候變遷署 發布日期：115-03-05 環境部今天說明碳費徵收情形。",
        ["环境部新闻稿", "发布单位：气候变迁署 发布日期：115-03-05", "环境部今天说明碳费征收情形。"],
    ),
    "one line, a number to call": (
        "措施自七月起实施。 市民可致电2838 2311或浏览网页，了解详情。",
        ["措施自七月起实施。", "市民可致电2838 2311或浏览网页，了解详情。"],
    ),
    "one line, numbered head": (
        "会议指出三点。 一、加强顶层设计 省委省政府先后出台一系列政策文件，印发规划。",
        ["会议指出三点。", "一、加强顶层设计", "省委省政府先后出台一系列政策文件，印发规划。"],
    ),
    "one line, the head of a notice": (
        "市政府办公室关于做好防汛工作的通知 苏政办发〔2026〕7号 各县、区人民政府，市各有关单位："
        "现将有关事项通知如下。",
        [
            "市政府办公室关于做好防汛工作的通知",
            "苏政办发〔2026〕7号",
            "各县、区人民政府，市各有关单位：",
            "现将有关事项通知如下。",
        ],
    ),
    "one line without spaces, sections and items": (
        "现提出以下意见。一、总体目标。到年底完成。（一）健全网络。二、三线城市先行。“要抓好。”二、组织实施。各单位要落实：一要细。",
        [
            "现提出以下意见。",
            "一、总体目标。到年底完成。",
            "（一）健全网络。二、三线城市先行。“要抓好。”",
            "二、组织实施。各单位要落实：一要细。",
        ],
    ),
    "one line, articles": (
        "第一条 为了防汛，制定本办法。第二条 本市范围内适用第三条的规定。第十条 附则。",
        ["第一条 为了防汛，制定本办法。", "第二条 本市范围内适用第三条的规定。", "第十条 附则。"],
    ),
    "one line, a statute": (
        "某省养老服务条例 （2026年3月28日某省人民代表大会常务委员会通过） 第一章 总则 第一条 "
        "为了规范养老服务，制定本条例。第二章 居家养老 第二条 依照第一条 和 第三条 的规定办理。",
        [
            "某省养老服务条例",
            "（2026年3月28日某省人民代表大会常务委员会通过）",
            "第一章 总则",
            "第一条 为了规范养老服务，制定本条例。",
            "第二章 居家养老",
            "第二条 依照第一条和第三条的规定办理。",
        ],
    ),
    "one line, a document that is referred to": (
        "根据 国办发〔2026〕18号 文件要求，各地要落实。",
        ["根据国办发〔2026〕18号文件要求，各地要落实。"],
    ),
    "one line, items": (
        "应当： （一）建立制度； （二）其他职责。",
        ["应当：", "（一）建立制度；", "（二）其他职责。"],
    ),
    "spaces after each full stop, many lines": (
        "今天。 明天。\n后天。 大后天。\n再后天。",
        ["今天。明天。", "后天。大后天。", "再后天。"],
    ),
    "only spaces and pipes": (" | \n||||\n　", []),
    "a repeated paragraph": ("同一段。\n同一段。", ["同一段。", "同一段。"]),
}


@pytest.mark.parametrize(("text", "expected"), PARAGRAPHS.values(), ids=PARAGRAPHS)
def test_paragraphs(text: str, expected: list[str]) -> None:
    assert [zh for _, zh in paragraphs(text)] == expected


SPACES = {
    "between Chinese": ("江 苏 省，民政 厅。", "江苏省，民政厅。"),
    "figures": ("截至 6 月底,增长 5.2 %,共 1,234 亿元。", "截至6月底，增长5.2%，共1,234亿元。"),
    "between Latin words": ("采用  Open   Data 标准。", "采用Open Data标准。"),
    "after an article's number that opens a sentence": (
        "第六条　机构应当登记。第七条　市人民政府应当公开。",
        "第六条 机构应当登记。第七条 市人民政府应当公开。",
    ),
    "after an article's number inside of a sentence": (
        "机构登记，按照第七条　办理。",
        "机构登记，按照第七条办理。",
    ),
    "after an article's number": ("第十二条　国务院有关部门应当公开。", "第十二条 国务院有关部门应当公开。"),
    "a table's row": ("| 地区 | 人口 | |", "地区；人口"),
    "a table with tabs": ("地区\t人口\t增速", "地区；人口；增速"),
    "pipes that scraping left": ("||||正文||||续。", "正文；续。"),
    "a pipe of the text's own": ("要闻|民政", "要闻|民政"),
}


@pytest.mark.parametrize(("text", "expected"), SPACES.values(), ids=SPACES)
def test_spaces_and_pipes(text: str, expected: str) -> None:
    result = document(text + "\n后一段，在此。")
    check(result)
    assert result.paragraphs[0].zh == expected


def test_a_heading_keeps_the_space_between_its_phrases() -> None:
    assert paragraphs("坚定不移推进改革 奋力谱写新的篇章\n会议指出，要抓落实。")[0] == (
        "heading",
        "坚定不移推进改革 奋力谱写新的篇章",
    )


SENTENCES = {
    "plain": "一句。|两句！|三句？",
    "said after": "“这是对的。”他说。|大家同意。",
    "said by somebody with a title": "“我们将继续努力。”江苏省民政厅副厅长赵庭朴介绍，成效明显。|下一句。",
    "a quotation of several sentences": "他说：“第一句。|第二句！|第三句。”|会议指出，要落实。",
    "a quotation of several sentences, said after": "“第一句。|第二句。”他说。|完了。",
    "a question in a title": "《谁来种地？》一文引发讨论。|下一句。",
    "a slogan inside": "落实“谁执法谁普法！谁主管谁负责！”的要求。|下一句。",
    "in brackets": "会议结束（详见附件。谢谢。）后发布。|（完）",
    "a sentence in brackets": "会议结束。|（记者张三。）|下一句。",
    "marks in a row": "真的吗？！|当然！！！|好……",
    "Traditional quotes": "他說：「第一句。|第二句。」|會議結束。",
    "straight quotes": '他说："第一句。|第二句。"|会议结束。',
    "never closed": "他说：“第一句。|第二句。|（第三句。|第四句。",
    "never opened": "第一句。”|第二句）。|第三句。",
    "a dateline": "本报讯（记者 张三）|昨日，会议召开。|下一句。",
    "dots do not end": "他……走了；我没走。|下一句。",
    "a decimal point": "增长3.5。|下降2.1%。",
    "half-width marks after Chinese": "真的吗?|好!|What? No!",
}


@pytest.mark.parametrize("marked", SENTENCES.values(), ids=SENTENCES)
def test_sentences(marked: str) -> None:
    assert cut(marked.replace("|", "")) == marked.split("|")


def test_sentences_that_are_far_too_long_are_cut_at_any_clause() -> None:
    clause = "江苏省各级民政部门深入贯彻落实重要指示精神，"
    strong = clause * 4 + "全面推进；"
    assert whole(strong * 4) == [strong, strong, strong * 2]
    assert all(one.endswith("，") for one in whole(clause * 20))


def test_a_long_sentence_is_not_cut_inside_quotes_or_numbers() -> None:
    quoted = "“" + "加强治理，" * 12 + "”"
    sentences = whole("会议强调" + quoted + "与" + quoted + "并重，" + quoted + "为先，" + "完善制度" * 10)
    assert len(sentences) > 1
    assert all(one.count("“") == one.count("”") for one in sentences)
    digits = whole("，".join(["总额达到1,234,567,890元"] * 20))
    assert all(
        re.fullmatch(r"总额达到1,234,567,890元，?", part)
        for one in digits
        for part in re.findall("[^，]+，?", one)
    )


@pytest.mark.parametrize(
    "marked",
    [
        "前三季度全省地区生产总值达到三千八百亿元，按照统一核算的结果和不变价格计算，同比增长百分之五点七，增速高于全国平均水平"
        "零点三个百分点，比上半年加快零点二个百分点，其中第一产业增长百分之三。",
        "地方各级财政部门要加强资金统筹，于十二月十日前将救灾资金足额拨付到县，并以惠民惠农财政补贴一卡通发放到户到人，‖严禁截留、挤占、"
        "挪用、虚报、冒领，发现问题严肃追究有关单位和人员的责任，并向社会公开。",
        "随着以旧换新政策接续实施和提振消费专项行动方案落地见效，以及不合理限制的逐步清理、消费环境的优化和优质供给的增加，消费对经济"
        "增长的“压舱石”作用会进一步显现，成为经济平稳运行的重要支撑。",
        "养老服务组织骗取补贴资金，或者以提供养老服务为名非法集资、推销所谓保健产品、诱导老年人预存大额资金的，由民政、财政、公安、市场"
        "监督管理、地方金融管理等部门按照职责依法查处，追回所骗资金。",
        "省民政厅将认真落实省委、省政府部署，完善社会救助家庭经济状况核对机制，持续扩大普惠型养老服务供给，着力解决群众反映强烈的问题，"
        "不断提高政策的知晓率和满意度，让改革发展成果更多惠及困难群众。",
        "改造城镇老旧小区一百四十六个，加装电梯三百二十部；新建、改建、扩建中小学和幼儿园二十七所；‖"
        "新增学位两万个，建成社区养老服务综合体十八个，更新供水、燃气、供热、排水、电力管网四百六十公里。",
    ],
    ids=["of the same", "forbidden", "leads to it", "who", "the same one acts", "semicolons first"],
)
def test_a_long_sentence_is_cut_where_a_clause_can_stand_alone(marked: str) -> None:
    parts = marked.split("‖")
    assert len("".join(parts)) > LONG
    assert cut("".join(parts)) == parts


def test_a_shorter_sentence_is_left_whole() -> None:
    sentence = "地方各级财政部门要加强资金统筹，于年底前拨付到县，严禁截留、挤占、挪用、虚报、冒领。"
    assert cut(sentence) == [sentence]


def test_text_without_punctuation_is_cut_all_the_same() -> None:
    sentences = cut("民政" * 500)
    assert "".join(sentences) == "民政" * 500
    assert max(map(len, sentences)) <= LIMIT + 20


MARKDOWN = """---
title: 关于养老的通知
---

# 关于**加强养老服务**的通知 #

现就有关工作通知如下，请各地区各部门结合实际认真抓好贯彻
落实工作。

总体要求
---

- **以人民为中心。**见[通知](https://a.cn/b,c)。
* 第二项
> “这是对的。”

| 地区 | 人口 |
|:--|--:|
| 江苏 | 8,515 |

```text
键: 值
```

***
1. 第一条。
"""


def test_markdown() -> None:
    result = document(MARKDOWN, "md")
    check(result)
    assert [(paragraph.kind, paragraph.zh) for paragraph in result.paragraphs] == [
        ("body", "title：关于养老的通知"),
        ("heading", "关于加强养老服务的通知"),
        ("body", "现就有关工作通知如下，请各地区各部门结合实际认真抓好贯彻落实工作。"),
        ("heading", "总体要求"),
        ("list-item", "以人民为中心。见[通知](https://a.cn/b,c)。"),
        ("list-item", "第二项"),
        ("body", "“这是对的。”"),
        ("body", "地区；人口"),
        ("body", "江苏；8,515"),
        ("body", "键： 值"),
        ("list-item", "1.第一条。"),
    ]


# Each with the paragraphs that it gives; those in 【】 are kept as they stand.
NO_TEXT = {
    "an escaped bar": (r"| 指标\|口径 | 2.6亿元 |", ["指标|口径；2.6亿元"]),
    "escaped bars at the ends of cells": (r"| \|人数 | 增速\| |", ["|人数；增速|"]),
    "other escapes": (r"3\*5项，\#1号，\_附注\_。", ["3*5项，#1号，_附注_。"]),
    "a backslash of the text's own": (r"存于D:\资料中。", ["存于D:\\资料中。"]),
    "an image and its caption": ("![图1 完成投资3亿元](a.png)", ["图1完成投资3亿元"]),
    "an image with a title": ('![财政收入走势](a.png "图2")', ["财政收入走势"]),
    "an image by reference": ("![财政收入走势][走势]", ["财政收入走势"]),
    "an image without a caption": ("![](img/1_(2).png)", ["【![](img/1_(2).png)】"]),
    "an image with a file's name": ("![IMG_01](a.png)", ["【![IMG_01](a.png)】"]),
    "images around a text": (
        "![](a.png) 投资增长。![走势图](b.png)",
        ["【![](a.png)】", "投资增长。", "走势图"],
    ),
    "an image in a sentence": ("结构（见![](a.png)）趋优。", ["结构（见）趋优。"]),
    "a caption in a sentence": ("如图![收入结构](a.png)，比重上升。", ["如图（收入结构），比重上升。"]),
    "an image in a cell": ("| ![收入](a.png) | 5亿元 |", ["收入；5亿元"]),
    "an image of HTML": ('<img src="a.png" alt="图3 财政支出" width=60>', ["图3财政支出"]),
    "an image that links": ("[![办事指南](a.png)](https://a.cn)", ["办事指南"]),
    "a line of tags": ("<div id=1>\n\n投资增长。\n\n</div>", ["【<div id=1>】", "投资增长。", "【</div>】"]),
    "tags in a sentence": ("全年<b>投资</b><font color=red>3亿元</font>。", ["全年投资3亿元。"]),
    "tags that part paragraphs": ("<p>投资。</p><p>消费回升。<br/>好。", ["投资。", "消费回升。", "好。"]),
    "a list of HTML": ("<ul><li>扩大内需</li><li>稳定外贸</li></ul>", ["扩大内需", "稳定外贸"]),
    "a row of HTML": ("<tr><td>地区</td><td>增速</td></tr>", ["地区；增速"]),
    "a break in a cell": ("| 江苏<br>浙江 | 5% |", ["江苏；浙江；5%"]),
    "a power": ("耕地5万m<sup>2</sup>，人口10<sup>8</sup>。", ["耕地5万m²，人口10⁸。"]),
    "an index": ("CO<sub>2</sub>排放下降。", ["CO2排放下降。"]),
    "a link of HTML": ('见<a href="https://a.cn/b">通知</a>。', ["见[通知](https://a.cn/b)。"]),
    "an address": ("见<https://a.cn/b>。", ["见<https://a.cn/b>。"]),
    "a comparison": ("若A<B且C>D，则调整。", ["若A<B且C>D，则调整。"]),
    "a comment": ("<!-- 待核实 -->", ["【<!-- 待核实 -->】"]),
    "a comment after a sentence": ("投资增长。<!-- 待核实 -->", ["投资增长。", "【<!-- 待核实 -->】"]),
    "a comment in a sentence": ("投资<!-- 待核实 -->增长。", ["投资增长。"]),
    "a comment over lines": (
        "投资增长。<!-- 数据\n待核实 -->\n\n消费回升。",
        ["投资增长。", "【<!-- 数据】", "【待核实 -->】", "消费回升。"],
    ),
    "a comment that is not closed": ("<!-- 投资增长。\n\n消费回升。", ["<!--投资增长。", "消费回升。"]),
    "code": ("```python\n# 增长\nx = 1 |  2\n```\n消费。", ["【# 增长】", "【x = 1 |  2】", "消费。"]),
    "code with another fence in it": ("~~~~\n```\n甲\n~~~~\n乙。", ["【```】", "【甲】", "乙。"]),
    "code with more to say of itself": ('```{.r file="a.R"}\n甲\n```', ["【甲】"]),
    "code that is not closed": ("```\n投资增长。\n\n消费回升。", ["投资增长。", "消费回升。"]),
    "tags in code": ("换行写作`<br>`，不译。", ["换行写作`<br>`，不译。"]),
    "a script": (
        "<script>\nvar 甲=1;\n</script>\n投资增长。",
        ["【<script>】", "【var 甲=1;】", "【</script>】", "投资增长。"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), NO_TEXT.values(), ids=NO_TEXT)
def test_what_is_no_text_in_markdown(text: str, expected: list[str]) -> None:
    result = document(f"# 标题\n\n{text}\n", "md")
    check(result)
    found = [f"【{each.zh}】" if each.verbatim else each.zh for each in result.paragraphs[1:]]
    assert found == expected


def test_what_is_kept_has_no_other_english_than_itself() -> None:
    result = document("```\n說明： a,b\n```", "md")
    (paragraph,) = result.paragraphs
    (span,) = paragraph.segments[0].spans
    assert (span.kind, span.zh, span.en) == ("literal", paragraph.zh, "說明： a,b")


@pytest.mark.parametrize(
    "text",
    [
        "<!--" * 12_500,
        "<b " * 12_500 + "高",
        "<p>" * 12_500 + "高",
        "`" * 25_000 + "高",
        "![" * 12_500 + "高",
        "![高](" * 7_500,
        "<a href=" * 7_500,
        "\n".join(["```", "~~~", "<script>", "<!--"] * 1_250),
        "\\|" * 12_500,
        "(" * 25_000 + "。" * 10,
        "（" * 12_500 + "。" + "）" * 12_500,
        "“" * 12_500 + "。" + "）" * 12_500,
        "高 " * 25_000,
        " " * 50_000 + "高",
        "高" + " " * 50_000 + "。",
        "# 高" + " " * 50_000 + "x",
        "*" * 50_000,
        "**高" * 12_500,
        "> " * 25_000 + "高",
        "- " * 25_000,
        "|" * 25_000 + "高|" * 12_500,
        "。”" * 25_000,
        "\t高" * 12_500,
        "1" * 50_000,
        "本报记者 " * 10_000,
        "https://" * 7_500,
        "," * 50_000,
        "高" + "!" * 50_000 + "[",
        "质(" * 25_000,
        "１．" * 12_500,
    ],
    ids=lambda text: f"{text[:6]!r}",
)
@pytest.mark.parametrize("form", ["txt", "md"])
def test_gigantic_lines_take_linear_time(text: str, form: str) -> None:
    with patterns.limit(3):  # A twentieth of a second; a quadratic step would take ten.
        check(document(text, form))
