"""Word documents with what is hidden, asked for, computed or drawn: name -> bytes and texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.words import Word, by_hand, p

if TYPE_CHECKING:
    from collections.abc import Callable

_STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="b"><w:name w:val="编者用"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="c"><w:name w:val="编者用二"/><w:basedOn w:val="b"/></w:style>'
    '<w:style w:type="character" w:styleId="d"><w:name w:val="密"/><w:rPr><w:i/><w:vanish/></w:rPr></w:style>'
)
_M = "http://schemas.openxmlformats.org/officeDocument/2006/math"


def _run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def _paragraph(content: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def _field(told: str, *, result: str | None = None, begins: str = "") -> str:
    marks = [f'<w:r><w:fldChar w:fldCharType="{each}"/></w:r>' for each in ("separate", "end")]
    begin = f'<w:r><w:fldChar w:fldCharType="begin">{begins}</w:fldChar></w:r>'
    words = f'<w:r><w:instrText xml:space="preserve">{told}</w:instrText></w:r>'
    return begin + words + ("" if result is None else marks[0] + result) + marks[1]


def hidden_by_styles() -> Word:
    """By a paragraph's, by one that is based on it, by a run's; both show it again, as does the run itself."""

    def of(style: str) -> str:
        return f'<w:pStyle w:val="{style}"/>'

    secret = '<w:rStyle w:val="d"/>'
    body = (
        p("会议强调，要抓好落实。")
        + p("此段待核。", of("b"))
        + p("此段待删。", of("c"))
        + _paragraph(_run("全市共有12") + _run("（待核）", f"{secret}<w:b/>") + _run("个乡镇。"))
        + _paragraph(_run("两样都隐，便又显出。", secret), of("c"))
        + _paragraph(_run("自己显出。", '<w:vanish w:val="0"/>') + _run("不见"), of("b"))
    )
    texts = ["会议强调，要抓好落实。", "全市共有12个乡镇。", "两样都隐，便又显出。", "自己显出。"]
    return by_hand(body, styles=_STYLES), texts


def controls_that_ask() -> Word:
    def control(content: str, asks: str = "<w:showingPlcHdr/>") -> str:
        return f"<w:sdt><w:sdtPr>{asks}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"

    body = (
        _paragraph(_run("填报单位：") + control(_run("Click here to enter text.")))
        + control(p("Choose a date."))
        + _paragraph(_run("联系人：") + control(_run("王某"), '<w:showingPlcHdr w:val="0"/>'))
    )
    return by_hand(body), ["填报单位：", "联系人：王某"]


def what_fields_print() -> Word:
    """One thing over, under or beside another; what was chosen in a form; signs by their numbers."""
    chosen = '<w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="男"/><w:listEntry w:val="女"/></w:ddList></w:ffData>'
    ticked = '<w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox></w:ffData>'
    body = (
        _paragraph(_run("约占") + _field("EQ \\f(2,3)") + _run("，比上年多") + _field(" eq 1\\F(1,2) ") + _run("倍。"))
        + _paragraph(_field("EQ \\* jc0 \\* &quot;Font:宋体&quot; \\* hps10 \\o(\\s\\up 5(国务院),\\s\\do 2(办公厅))") + _run("文件"))
        + _paragraph(_run("系数为") + _field("EQ \\r(3,8)", result="") + _run("，集合为") + _field("EQ \\b\\bc\\{(\\a(甲,乙))") + _run("两类。"))
        + _paragraph(_run("面积5km") + _field("EQ \\s\\up5(2)") + _run("，") + _field('SYMBOL 252 \\f "Wingdings"') + _run("已核"))
        + _paragraph('<w:fldSimple w:instr=" EQ \\o\\ac(○,5) "/>' + _run("项，性别：") + _field("FORMDROPDOWN", begins=chosen) + _run("，已核"))
        + _paragraph(_field("FORMCHECKBOX", begins=ticked) + _run("同意"))
    )  # fmt: skip
    return by_hand(body), [
        *("约占2/3，比上年多1 1/2倍。", "国务院办公厅文件", "系数为³√8，集合为{甲 乙}两类。"),
        *("面积5km²，✓已核", "⑤项，性别：女，已核", "☑同意"),
    ]


def formulas() -> Word:
    def said(text: str) -> str:
        return f"<m:r><m:t>{text}</m:t></m:r>"

    def made(content: str) -> str:
        return f'<m:oMath xmlns:m="{_M}">{content}</m:oMath>'

    fraction = f"<m:f><m:num>{said('2')}</m:num><m:den>{said('3')}</m:den></m:f>"
    power = f"<m:sSup><m:e>{said('x')}</m:e><m:sup>{said('2')}</m:sup></m:sSup>"
    root = f"<m:rad><m:deg/><m:e>{said('a')}{said('+b')}</m:e></m:rad>"
    brackets = f"<m:d><m:dPr/><m:e>{said('1+r')}</m:e></m:d>"
    body = _paragraph(
        f"{_run('占')}{made(fraction)}{_run('，取')}{made(power)}{_run('与')}{made(root)}{_run('之和，再乘')}{made(brackets)}"
        f"{_run('计。')}"
    )
    return by_hand(body), ["占2/3，取x²与√(a+b)之和，再乘(1+r)计。"]


def drawn_and_broken() -> Word:
    """A red head that is WordArt, a watermark that is as well, and a page that ends within a paragraph."""

    def art(text: str, name: str) -> str:
        return f'<w:r><w:pict><v:shape id="{name}"><v:textpath string="{text}"/></v:shape></w:pict></w:r>'

    page = '<w:r><w:br w:type="page"/></w:r>'
    body = (
        _paragraph(art("东河市人民政府文件", "a1"))
        + _paragraph(_run("各县区要抓好落实。") + page + _run("附件1"))
        + _paragraph(page + _run("附件2"))
    )
    header = _paragraph(art("内部资料", "PowerPlusWaterMarkObject3"))
    return by_hand(body, header1=header), ["东河市人民政府文件", "各县区要抓好落实。", "附件1", "附件2"]


def signs_by_font() -> Word:
    body = _paragraph(_run("\uf0b7 摸清底数", '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>')) + _paragraph(
        _run("\uf0fe", '<w:rFonts w:hAnsi="Wingdings"/>') + _run("同意；\ue123另议")
    )
    return by_hand(body), ["• 摸清底数", "☑同意；\ue123另议"]


def covered_cells() -> Word:
    """What programs leave in cells over which another lies is not shown, nor is a row that is hidden."""

    def cell(text: str, merged: str = "") -> str:
        return f"<w:tc><w:tcPr>{merged}</w:tcPr>{p(text)}</w:tc>"

    rows = (
        (cell("东河市", '<w:vMerge w:val="restart"/>'), cell("柳塘镇")),
        (cell("东河市", "<w:vMerge/>"), cell("杨林镇")),
        (cell("东河市", '<w:vMerge w:val="continue"/>'), cell("桃园镇")),
    )
    hidden = f"<w:tr><w:trPr><w:hidden/></w:trPr>{cell('东河市')}{cell('待核的镇')}</w:tr>"
    body = f"<w:tbl>{''.join(f'<w:tr>{a}{b}</w:tr>' for a, b in rows)}{hidden}</w:tbl>"
    return by_hand(body), ["东河市", "柳塘镇", "杨林镇", "桃园镇"]


CONTROLS: dict[str, Callable[[], Word]] = {
    made.__name__: made
    for made in (
        hidden_by_styles,
        controls_that_ask,
        what_fields_print,
        formulas,
        drawn_and_broken,
        signs_by_font,
        covered_cells,
    )
}
