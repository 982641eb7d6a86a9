"""Word documents with what their programs make of text: fields, changes in tables, large initials, all numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.words import Word, by_hand, numbered, p

if TYPE_CHECKING:
    from collections.abc import Callable

_MARK = 'w:id="1" w:author="甲" w:date="2026-01-01T00:00:00Z"'


def _run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def _paragraph(content: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def _row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(f'<w:tc>{each}</w:tc>' for each in cells)}</w:tr>"


def changes_in_a_table() -> Word:
    deleted = f"<w:del {_MARK}><w:r><w:delText>12</w:delText></w:r></w:del>"
    rows = (
        _row(p("县区"), p("数量")),
        _row(p("柳塘"), _paragraph(f"{deleted}<w:ins {_MARK}>{_run('15')}</w:ins>")),
        _row(p("删去的"), p("9"), properties=f"<w:del {_MARK}/>"),
        _row(
            *(_paragraph(f"<w:ins {_MARK}>{_run(each)}</w:ins>") for each in ("新增", "7")),
            properties=f"<w:ins {_MARK}/>",
        ),
    )
    old = f"<w:rPrChange {_MARK}><w:rPr><w:b/></w:rPr></w:rPrChange>"
    body = f"<w:tbl>{''.join(rows)}</w:tbl>" + _paragraph(
        f"{_run('全市有')}<w:ins {_MARK}>{_run('3')}</w:ins>{_run('1个乡镇。', old)}"
    )
    return by_hand(body), ["县区", "数量", "柳塘", "15", "新增", "7", "全市有31个乡镇。"]


_LISTS = (
    (("chineseCountingThousand", "第%1章", 1), ("chineseCountingThousand", "第%2条", 1), ("chineseCounting", "（%3）", 1)),
    (("decimal", "%1.", 1), ("decimal", "%1.%2", 1)),
    (("ideographTraditional", "%1、", 1),),
    (("chineseCounting", "%1、", 9),),
    (("chineseLegalSimplified", "%1、", 1),),
)  # fmt: skip
_ITEMS = (
    ("第一章总则", 0, 0), ("第一条本办法适用于全市。", 0, 1), ("第二章职责", 0, 0), ("第二条水利局负责下列工作：", 0, 1),
    ("（一）编制规划；", 0, 2), ("（二）监督检查。", 0, 2), ("第三条财政局负责资金。", 0, 1), ("1.概述", 1, 0),
    ("1.1背景", 1, 1), ("1.2目标", 1, 1), ("2.任务", 1, 0), ("甲、其一", 2, 0), ("乙、其二", 2, 0), ("九、协调", 3, 0),
    ("十、督查", 3, 0), ("十一、附则", 3, 0), ("壹、总论", 4, 0),
)  # fmt: skip
_NUMBERS = ("第一章", "第二章", "第一条", "第二条", "第三条", "（一）", "（二）", "1.1", "1.2", "1.", "2.", "甲、", "乙、",
            "九、", "十一、", "十、", "壹、")  # fmt: skip


def all_kinds_of_numbers() -> Word:
    """Articles count on through the chapters; a list may begin at nine, and counts to eleven."""
    lists = ""
    for number, levels in enumerate(_LISTS):
        made = ""
        for at, (form, text, start) in enumerate(levels):
            on = '<w:lvlRestart w:val="0"/>' if "条" in text else ""
            made += (
                f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{on}<w:suff w:val="nothing"/>'
                f'<w:lvlText w:val="{text}"/></w:lvl>'
            )
        lists += f'<w:abstractNum w:abstractNumId="{number}">{made}</w:abstractNum>'
    lists += "".join(
        f'<w:num w:numId="{number + 1}"><w:abstractNumId w:val="{number}"/></w:num>'
        for number in range(len(_LISTS))
    )
    body = ""
    for text, number, level in _ITEMS:
        label = next(each for each in _NUMBERS if text.startswith(each))
        body += p(text.removeprefix(label), numbered(number + 1, level))
    return by_hand(body, numbering=lists), [text for text, _, _ in _ITEMS]


def fields() -> Word:
    def field(code: str, shown: str) -> str:
        begin, separate, end = (
            f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
        )
        return f"{begin}<w:r><w:instrText> {code} </w:instrText></w:r>{separate}{_run(shown)}{end}"

    figure = f'<w:smartTag w:element="n">{_run("4")}<w:proofErr w:type="spellStart"/>{_run("7.")}{_run("3")}</w:smartTag>'
    body = (
        _paragraph(f"{_run('截至')}{field('DATE', '2026年3月12日')}{_run('，有')}{figure}{_run('万人。')}")
        + _paragraph(f"{_run('2026')}<w:r><w:noBreakHyphen/></w:r>{_run('2028年，投资')}{_run('12')}{_run('.84亿元。')}")
        + _paragraph(f"{_run('文号为东政发〔')}<w:fldSimple w:instr='y'>{_run('2026')}</w:fldSimple>{_run('〕8号。')}")
    )  # fmt: skip
    return by_hand(body), [
        "截至2026年3月12日，有47.3万人。",
        "2026-2028年，投资12.84亿元。",
        "文号为东政发〔2026〕8号。",
    ]


def a_large_initial() -> Word:
    body = _paragraph(_run("全"), '<w:framePr w:dropCap="drop" w:lines="2" w:wrap="around"/>') + p(
        "市上半年生产总值1024.57亿元，增长5.2%。"
    )
    return by_hand(body), ["全市上半年生产总值1024.57亿元，增长5.2%。"]


def ends_that_are_deleted() -> Word:
    """A paragraph goes on in the next of its cell, its box, its part, and in none beyond."""
    end = f"<w:rPr><w:del {_MARK}/></w:rPr>"
    box = f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{p('内部资料', end)}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    body = (
        p("会议指出，", end)
        + _paragraph(_run("要抓好") + box, end)
        + p("落实12项任务。")
        + p("进度见下表。", end)
        + f"<w:tbl>{_row(p('县区', end), p('数量'))}{_row(p('柳塘'), p('共', end) + p('15'))}</w:tbl>"
        + _paragraph(f"<w:del {_MARK}><w:r><w:delText>删去。</w:delText></w:r></w:del>", end)
        + p("请各地于6月30日前上报。", end)
    )
    return by_hand(body, header1=p("东河市民政局", end)), [
        *("内部资料", "会议指出，要抓好落实12项任务。", "进度见下表。", "县区", "数量", "柳塘", "共15"),
        *("请各地于6月30日前上报。", "东河市民政局"),
    ]


def signs_and_circles() -> Word:
    def sign(font: str, code: str) -> str:
        return f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'

    def told(*instruction: str, result: str = "") -> str:
        words = "".join(f"<w:r><w:instrText>{each}</w:instrText></w:r>" for each in instruction)
        marks = [f'<w:r><w:fldChar w:fldCharType="{each}"/></w:r>' for each in ("begin", "separate", "end")]
        return marks[0] + words + (marks[1] + result) * bool(result) + marks[2]

    inner = told("PAGE", result=_run("指令"))
    asked = told("IF", result=_run("第3条")).replace(
        "</w:instrText></w:r>", f"</w:instrText></w:r>{inner}", 1
    )
    body = (
        _paragraph(_run("年龄") + sign("Symbol", "F0B3") + _run("60岁，第") + sign("SimSun", "2460") + _run("项目"))
        + _paragraph(sign("Wingdings 2", "F052") + _run("同意") + sign("Wingdings", "F0E0") + _run("备案"))
        + _paragraph(_run("图") + told(" eq \\o\\ac(", "○", ",3)") + _run("为流程，") + sign("Webdings", "F041") + _run("见附件"))
        + _paragraph(told("EQ \\* jc2 \\o\\ad(\\s\\up 9(hàn),汉)") + _run("字") + asked + _run("规定"))
    )  # fmt: skip
    return by_hand(body), ["年龄≥60岁，第①项目", "☑同意→备案", "图③为流程，\ufffd见附件", "汉字第3条规定"]


def powers() -> Word:
    def high(text: str) -> str:
        return _run(text, '<w:vertAlign w:val="superscript"/>')

    low = _run("2", '<w:vertAlign w:val="subscript"/>')
    body = _paragraph(
        f"{_run('用水量18.4亿m')}{high('3')}{_run('，面积218.6km')}{high('2')}{_run('，CO')}{low}{_run('减排5%，产值')}{high('1')}"
        f"{_run('3842亿元。')}"
    )
    return by_hand(body), ["用水量18.4亿m³，面积218.6km²，CO2减排5%，产值¹3842亿元。"]


HABITS: dict[str, Callable[[], Word]] = {
    made.__name__: made
    for made in (
        changes_in_a_table,
        all_kinds_of_numbers,
        fields,
        a_large_initial,
        ends_that_are_deleted,
        signs_and_circles,
        powers,
    )
}
