"""More web pages, each with what one of its kind has that others have not: name -> bytes and texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.articles import NOTICE, RELEASE, RULES, TAIWAN
from documents.pages import FOOT, MENU, Page, indented, page, paragraphs, texts

if TYPE_CHECKING:
    from collections.abc import Callable


def contents_of_a_law() -> Page:
    """Links to chapters below are text; the menu's links lead elsewhere."""
    chapters = ("第一章　总　则", "第二章　附　则")
    articles = (
        "第一条　为了保障农村供水安全，制定本条例。",
        "第二条　本条例自2026年5月1日起施行，有效期5年。",
    )
    contents = "".join(f'<p><a href="#c{n}">{each}</a></p>' for n, each in enumerate(chapters))
    text = "".join(
        f'<p align="center"><a name="c{n}"></a><b>{chapter}</b></p><p>　　{article}</p>'
        for n, (chapter, article) in enumerate(zip(chapters, articles, strict=True))
    )
    head = '<p align="center"><b>东河市农村供水条例</b></p><p align="center">目　　录</p>'
    body = f"{MENU}<div>{head}{contents}{text}</div>{FOOT}"
    return page(body, title="东河市农村供水条例"), [
        *("东河市农村供水条例", "目　　录", *chapters),
        *(chapters[0], articles[0], chapters[1], articles[1]),
    ]


def powers_and_notes() -> Page:
    body = (
        "<article><h1>统计公报<sup>[1]</sup></h1><p>用水量18.4亿m<sup>3</sup>，绿地218.6 km<sup>2</sup>、3万平方米<sup>[2]</sup>，"
        "产值<sup>2</sup>3842.6亿元，菌数10<sup>-6</sup>以下，CO<sub>2</sub>减排5%。</p></article>"
    )
    return page(body), [
        "统计公报[1]",
        "用水量18.4亿m³，绿地218.6 km²、3万平方米[2]，产值²3842.6亿元，菌数10⁻⁶以下，CO2减排5%。",
    ]


def shown_by_a_script() -> Page:
    """An article of a public account as a program fetches it: hidden until its script has run."""
    title, *rest = NOTICE
    body = (
        f'<div id="page-content"><h1>{title.zh}</h1><div id="js_content" style="visibility: hidden; opacity: 0;">'
        f'<section>{paragraphs(rest, indented)}</section><p style="display: none;">隐藏的广告，请勿翻译。</p></div></div>'
    )
    return page(body, title=title.zh), texts(NOTICE)


def an_end_below_the_text() -> Page:
    title, *rest = TAIWAN
    text = "<br><br>".join(f"　　{each}" for each in texts(rest))
    body = (
        f'<div class="topmenu"><a>主頁</a> | <a>English</a></div><div><h1>{title.zh}</h1><span id="pressrelease">{text}<br><br>完</span>'
        '<br><br><span>2026年3月18日（星期三）<br>香港時間16時30分</span></div><div><a href="/2">下一則新聞稿，請按此。</a></div>'
    )
    return page(body, title=title.zh), [*texts(TAIWAN), "完", "2026年3月18日（星期三）", "香港時間16時30分"]


def a_site_called_as_its_title_begins() -> Page:
    title, *rest = NOTICE
    site = title.zh[:6]
    body = (
        f'<h1 class="logo"><a href="/">{site}</a></h1>{MENU}<div class="cont"><h2>{title.zh}</h2>'
        f'<div class="date">日期：2026-03-18</div><div class="TRS_Editor">{paragraphs(rest, indented)}</div></div>{FOOT}'
    )
    return page(body, title=f"{title.zh}-{site}"), [title.zh, "日期：2026-03-18", *texts(rest)]


def a_table_with_long_cells() -> Page:
    long = "申请人持身份证到户籍所在地便民服务中心申请，5个工作日内办结，次月起发放。" * 10
    rows = [("政策", "内容", "依据"), ("高龄津贴", long, "东民发〔2025〕17号")]
    head, row = (
        "".join(f"<{tag}>{cell}</{tag}>" for cell in row) for tag, row in zip(("th", "td"), rows, strict=True)
    )
    body = f'<div class="con"><h1>惠民政策清单</h1><table><tr>{head}</tr><tr>{row}</tr></table></div>'
    return page(body, title="惠民政策清单"), ["惠民政策清单", *rows[0], *rows[1]]


def big5_that_says_gb() -> Page:
    title, *rest = TAIWAN
    body = f"<h1>{title.zh}</h1>{paragraphs(rest, indented)}"
    return page(body, charset="big5", said="gb2312", title=title.zh), texts(TAIWAN)


def a_title_in_pieces() -> Page:
    """Only <br> ends a line: what else parts the lines of the source is a space."""
    body = (
        "<div><h1>一季度<span>经济</span>\n<span>运行</span><br>情况</h1>"
        "<p>全市生产总值<span>1,0</span><b>24.57</b>亿元，\n增长5.2%。</p></div>"
    )
    return page(body), ["一季度经济 运行\n情况", "全市生产总值1,024.57亿元， 增长5.2%。"]


def in_lines_of_plain_text() -> Page:
    title, *rest = RULES
    text = "\n".join(f"　　{each}" for each in texts(rest))
    found = page(f"<h2>{title.zh}</h2><pre>\n{text}\n</pre>", title=title.zh)
    return found, [title.zh, text]


def changed_and_computed() -> Page:
    """What is struck out of a text, or not open yet, is not in it; a fraction is one."""
    title, *rest = RELEASE
    body = (
        f"<h1>{title.zh}</h1><div class=content><p>全市共有水库<del>85</del><ins>86</ins>座，约占全省的<math><mfrac><mn>1</mn>"
        "<mn>20</mn></mfrac><annotation>1/20</annotation></math>，面积3km<math><msup><mi></mi><mn>2</mn></msup></math>。</p>"
        f"{''.join(f'<p>{line.zh}</p>' for line in rest)}</div><dialog><p>您确定要离开本站吗？</p></dialog>"
    )
    return page(body, title=title.zh), [
        title.zh,
        "全市共有水库86座，约占全省的1/20，面积3km²。",
        *texts(rest),
    ]


def notes_called_for_by_links() -> Page:
    """The number of a note is raised however deep it stands, and no part of the figure before it."""
    title, *rest = RELEASE
    body = (
        f"<h1>{title.zh}</h1><div class=content><p>城镇化率为67.2%<sup><a href='#n'>1</a></sup>，面积3km<sup><b>2</b></sup>，"
        f"共86座<a role=doc-noteref href='#m'>2</a>。</p>{''.join(f'<p>{line.zh}</p>' for line in rest)}</div>"
    )
    return page(body, title=title.zh), [title.zh, "城镇化率为67.2%¹，面积3km²，共86座²。", *texts(rest)]


def an_index_above_and_links_below() -> Page:
    """A table of what the document is filed under, a title in two paragraphs, a player, links to more."""
    title, *rest = RELEASE
    filed = (
        ("索 引 号", "014/2026-00012"),
        ("主题分类", "民政"),
        ("发文字号", "东民发〔2026〕12号"),
        ("有效性", "有效"),
    )
    table = "".join(f"<tr><th>{a}</th><td>{b}</td></tr>" for a, b in filed)
    body = (
        f"<h1>{title.zh}</h1><table border=1>{table}</table><div class=content><div>您的浏览器不支持HTML5视频</div>"
        f"{''.join(f'<p>{line.zh}</p>' for line in rest)}<p><b>相关阅读：</b></p><p><a href=1>一图读懂养老服务</a></p>"
        "<p><a href=2>专家解读养老服务新政策</a></p></div>"
    )
    return page(body, title=title.zh), [title.zh, "发文字号", "东民发〔2026〕12号", *texts(rest)]


def a_title_in_two_paragraphs() -> Page:
    title, *rest = RELEASE
    halves = "".join(f"<p><strong>{each}</strong></p>" for each in (title.zh[:7], title.zh[7:]))
    body = f"<div class=content>{halves}{''.join(f'<p>{line.zh}</p>' for line in rest)}</div>"
    return page(body, title=title.zh), [f"{title.zh[:7]}\n{title.zh[7:]}", *texts(rest)]


def dated_before_its_source() -> Page:
    """As news agencies and papers say when and by whom; what is attached stands below the text."""
    title, *rest = RELEASE
    body = (
        f"<h1>{title.zh}</h1><h2>——本报专稿</h2><p class=sec>《 临江日报 》（ 2026年03月19日 第 01 版）</p>"
        f"<div>2026-03-19 09:12:33 来源：临江新闻网</div><div>2026-03-19 09:12</div><div>2026年春运结束</div><div id=ozoom>"
        f"{''.join(f'<p>{line.zh}</p>' for line in rest)}</div><p>附件：<a href=a.docx>1.责任清单.docx</a></p>"
        "<p><a href=b>2026年养老服务工作要点</a></p>"
    )
    credits = [
        "《 临江日报 》（ 2026年03月19日 第 01 版）",
        "2026-03-19 09:12:33 来源：临江新闻网",
        "2026-03-19 09:12",
    ]
    said = [title.zh, "——本报专稿", *credits, *texts(rest), "附件：1.责任清单.docx"]
    return page(body, title=title.zh), said


PORTALS: dict[str, Callable[[], Page]] = {
    made.__name__: made
    for made in (
        contents_of_a_law,
        powers_and_notes,
        shown_by_a_script,
        an_end_below_the_text,
        a_site_called_as_its_title_begins,
        a_table_with_long_cells,
        big5_that_says_gb,
        a_title_in_pieces,
        in_lines_of_plain_text,
        changed_and_computed,
        dated_before_its_source,
        an_index_above_and_links_below,
        notes_called_for_by_links,
        a_title_in_two_paragraphs,
    )
}
