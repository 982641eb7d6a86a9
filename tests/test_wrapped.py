"""Hard-wrapped plain text: what is put together again, and what is left as it is."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from test_segment import check, document

from briefing.segment import blocks, wrapped

TEXT = (
    "城乡居民基础养老金最低标准每人每月再提高20元，惠及全县参保老人4.6万名。",
    "一、完善设施",
    "在人口集中的行政村新建一批老年食堂、日间照料中心和村级邻里互助点，对符合条件的给予一次性补助，单个项目最高150万元。"
    "年内改造敬老院12所，增设护理型床位1,280张，护理型床位占比达到百分之六十五以上。",
    "二、加强监管",
    "民政、市场监管、消防等部门每季度开展一次联合检查，对检查中发现的问题限期整改，对拒不整改的依法从严处罚，处罚结果向社会公布。",
    "资金由县财政统筹安排，2026年预算已列入的部分不再追加，其余部分按照进度分年度拨付到各乡镇。",
)


def wrap(
    paragraphs: tuple[str, ...], width: int, *, indent: str = "", margin: str = "", newline: str = "\n"
) -> str:
    """The paragraphs in lines of `width` characters."""
    lines = []
    for paragraph in paragraphs:
        text = indent + paragraph
        lines += [margin + text[at : at + width] for at in range(0, len(text), width)]
    return newline.join(lines) + newline


@pytest.mark.parametrize("width", [20, 25, 30, 38])
@pytest.mark.parametrize("indent", ["", "　　"], ids=["flush", "indented"])
@pytest.mark.parametrize("margin", ["", "    "], ids=["no margin", "margin"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_a_wrapped_text_has_its_paragraphs_again(width: int, indent: str, margin: str, newline: str) -> None:
    text = wrap(TEXT, width, indent=indent, margin=margin, newline=newline)
    result = document(text)
    check(result)
    assert "\n" in text.strip()
    assert [paragraph.zh for paragraph in result.paragraphs] == list(TEXT)
    joined = [edit for edit in result.edits if edit.old.strip(" \u3000") in ("\n", "\r\n")]
    assert {edit.reason for edit in joined} == {"space"}
    assert all(text[slice(*each.source_at)] == each.raw for each in result.paragraphs)


def test_a_text_wrapped_by_columns() -> None:
    # Latin letters and digits take one column, Chinese characters two.
    lines = (
        "全县注册志愿者23.6万人，年度开展活动4,180场，覆盖社区310个，比",
        "上年增长12.5%；其中App预约服务36,000次，GDP占比统计另行公布，服",
        "务满意度98.7分。",
    )
    assert [each.zh for each in document("\n".join(lines)).paragraphs] == ["".join(lines)]


# A break where no line of sentences ends, at whatever width.
TORN = {
    "a number": "对新建的村级站点给予补助，单个最高15|0万元，由县财政承担。",
    "a number with a comma": "全县登记在册的困难老人共有12,|480人，均已建档。",
    "a number before its comma": "全县登记在册的困难老人共有12|,480人，均已建档。",
    "a decimal number": "护理型床位占比提高，同比上升3.|5个百分点。",
    "a percent sign": "护理型床位占比提高，达到65.5|%。",
    "a magnitude": "项目总投资较大，预算为3|亿元，分两年到位。",
    "a unit": "新增床位充足，全年共180|张，已投入使用。",
    "a date": "改造工程进展顺利，已于3月1|5日完工。",
    "a year": "改造工程进展顺利，计划202|7年完工。",
    "a percentage in words": "补助标准提高，不超过总投资的百分|之三十，由县里负担。",
    "a percentage in words, further on": "补助标准提高，不超过总投资的百分之|三十，由县里负担。",
    "a numeral": "补助标准提高，每所三十|五万元，由县里负担。",
    "an ordinal": "本县成绩提升，排名升至全市第|三位。",
    "before a comma": "改造工程全部完成|，群众反映良好。",
    "after a comma": "对新建的村级养老服务站点给予一次性建设补助，|由县财政承担。",
    "after 的": "对符合条件的新建村级养老服务站点和互助点的|给予补助。",
}


@pytest.mark.parametrize("marked", TORN.values(), ids=TORN)
@pytest.mark.parametrize("newline", ["\n", "\r\n", " \n"])
def test_a_break_where_no_line_ends(marked: str, newline: str) -> None:
    result = document("补助办法说明\n" + marked.replace("|", newline) + "\n本办法自公布之日起施行。")
    check(result)
    assert [each.zh for each in result.paragraphs] == [
        "补助办法说明",
        marked.replace("|", ""),
        "本办法自公布之日起施行。",
    ]


LEFT = {
    "verse": ("山河锦绣入新程，\n稻谷飘香报岁丰。\n老有所依人尽乐，\n幼有所育梦皆同。"),
    "verse without punctuation": "山河锦绣入新程\n稻谷飘香报岁丰\n老有所依人尽乐\n幼有所育梦皆同",
    "a heading and its text": "全县养老服务工作推进会在城关镇召开，部署下半年重点任务\n会议要求抓好落实。",
    "two headings": (
        "全县养老服务工作推进会在城关镇召开部署下半年重点任务\n"
        "要求兜住兜准兜好民生底线推动服务高质量发展\n会议要求抓好落实。"
    ),
    "numbered headings": "一、完善村级养老服务设施布局功能\n二、加强养老服务机构监督和指导\n三、做好保障。",
    "items": "应当提交下列材料：\n（一）申请表，身份证明，户口簿复印件\n（二）收入证明，财产申报表。",
    "a list of names": (
        "张志远，男，汉族，城关镇中心敬老院院长，高级社工\n李文静，女，汉族，河东镇社区养老中心主任，护师"
    ),
    "a line for each month": "1月，床位使用率上升5\n2月，床位使用率上升6\n3月，床位使用率上升7",
    "an annex and its title": "附件2\n2026年工作要点\n各乡镇：",
    "a byline": "本报记者 皮磊\n记者从县民政局获悉，全县已建成食堂120个。",
    "an address": "各乡镇人民政府、街道办事处：\n现将工作安排印发给你们。",
    "a signature": "特此通知。\n县民政局\n2026年3月15日",
    "a blank line": "对新建的村级养老服务站点给予一次性建设补助，单个最高15\n\n0万元的除外。",
    "an indented line": "对新建的村级养老服务站点给予一次性建设补助的\n　　由县财政承担。",
    "rows of tabs": "地区\t床位，张\t15\n0\t城关\t3。",
    "paragraphs of one line": (
        "全县已建成老年食堂120个，服务老人8,000名\n全县改造敬老院12所，增设床位1,280张，运行良好，群众满意"
    ),
}  # fmt: skip


@pytest.mark.parametrize("text", LEFT.values(), ids=LEFT)
def test_what_nobody_wrapped_is_left(text: str) -> None:
    assert len(document(text).paragraphs) == len([line for line in text.split("\n") if line.strip()])


def test_one_long_line_more_is_no_obstacle_and_a_text_of_long_lines_is_not_wrapped() -> None:
    text = wrap(TEXT * 2, 30)
    address = "详见https://www.example.gov.cn/mzj/ylfw/tzgg/202603/t20260315_notice_on_meals_for_older_people.html\n"
    assert len(document(text + address).paragraphs) == len(TEXT) * 2 + 1
    long = "".join(line * 4 + "\n" for line in TEXT[2:3] * 4)
    assert len(document(long.replace("。", "，")).paragraphs) == 4


@given(st.lists(st.text("高质量的，。、5%万第一、 \u3000\t|Aa", max_size=50), max_size=12).map("\n".join))
@settings(deadline=None, max_examples=100)
@example("高质量5\r\n0万。")
def test_no_line_is_lost(text: str) -> None:
    lines = [match.span() for match in blocks.LINE.finditer(text)]
    assert [each for group in wrapped.groups(text, lines) for each in group] == lines
    check(document(text))


def test_a_gigantic_text_takes_linear_time() -> None:
    text = wrap(TEXT * 1_000, 30)
    assert len(document(text).paragraphs) == len(TEXT) * 1_000
