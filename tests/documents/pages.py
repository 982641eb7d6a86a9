"""Web pages as portals write them, each with the paragraphs that should come out: name -> bytes and texts."""

from __future__ import annotations

import quopri
from html import escape
from typing import TYPE_CHECKING

from documents.articles import NOTICE, RELEASE, RULES, STATISTICS, TAIWAN

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from documents.articles import Line

Page = tuple[bytes, list[str]]


def texts(lines: Sequence[Line]) -> list[str]:
    return [each for line in lines for each in (line.zh.split("|") if line.what == "cell" else [line.zh])]


def paragraphs(lines: Sequence[Line], line: Callable[[str, str], str]) -> str:
    """HTML of an article: `line` writes what is no table and no list item."""
    out: list[str] = []
    for index, (what, zh) in enumerate(lines):
        before = lines[index - 1].what if index else ""
        after = lines[index + 1].what if index + 1 < len(lines) else ""
        if what == "cell":
            row = "".join(f"<td><p>{escape(cell)}</p></td>" for cell in zh.split("|"))
            out.append(
                f"{'<table border=1>' * (before != 'cell')}<tr>{row}</tr>{'</table>' * (after != 'cell')}"
            )
        elif what == "item":
            out.append(f"{'<ul>' * (before != 'item')}<li>{escape(zh)}</li>{'</ul>' * (after != 'item')}")
        else:
            out.append(line(what, escape(zh)))
    return "\n".join(out)


def indented(what: str, zh: str) -> str:
    if what == "head":
        return f'<p style="text-indent:2em"><strong>{zh}</strong></p>'
    if what == "sign":
        return f'<p align="right">{zh}</p>'
    return f"<p>　　{zh}</p>"


MENU = (
    '<div class="header"><div class="logo"><a href="/">东河市人民政府</a></div><ul class="nav"><li><a href="/zw">政务公开</a></li>'
    '<li><a href="/fw">办事服务</a></li><li><a href="/hd">互动交流</a></li></ul></div>'
)
FOOT = (
    '<div class="footer"><p>主办单位：东河市人民政府办公室　承办：市大数据中心</p>'
    '<p>网站标识码：3700000001 <a href="https://beian.example.cn">鲁ICP备00000000号</a></p></div>'
)
RELATED = (
    '<div class="xg"><h3>相关链接</h3><ul><li><a href="/1">东河市召开冬季供暖调度会议</a></li>'
    '<li><a href="/2">一图读懂清洁取暖补贴政策</a></li><li><a href="/3">供暖热线全天候受理诉求</a></li></ul></div>'
)


def page(body: str, *, charset: str = "utf-8", title: str = "", head: str = "", said: str = "") -> bytes:
    text = (
        f'<!DOCTYPE html><html lang="zh"><head><meta charset="{said or charset}"><title>{title}</title>{head}'
        f"<script>var n = '文字';</script></head><body>{body}</body></html>"
    )
    return text.encode(charset)


def state_council() -> Page:
    title, *rest = NOTICE
    body = (
        f'{MENU}<div class="BreadcrumbNav">首页 &gt; 政策 &gt; 通知</div><div class="article oneColumn"><h1>{title.zh}</h1>'
        '<div class="pages-date">2026-09-30 17:02<span>来源：市发展改革委</span><div class="pages_print"><span>字号：默认 大 超大</span>'
        '<span>打印</span></div></div><div class="pages_content" id="UCAP-CONTENT">'
        f'{paragraphs(rest, indented)}</div><div class="editor"><span>责任编辑：韩某某</span></div></div>'
        f'<div class="related"><a>解读一</a><a>解读二</a></div>{FOOT}'
    )
    credit = "2026-09-30 17:02来源：市发展改革委"
    return page(body, title=f"{title.zh}_东河市人民政府"), [title.zh, credit, *texts(rest)]


def provincial_in_gbk() -> Page:
    title, *rest = NOTICE
    body = (
        f'{MENU}<div class="wz">您现在的位置：<a href="/">首页</a> &gt;&gt; <a href="/tz">通知公告</a></div>'
        f'<div class="con"><div class="tit">{title.zh}</div><div class="ly">信息来源：市发展改革委　浏览次数：<span id="hits">2471</span>　'
        '【字体：大 中 小】　【打印】　【关闭】</div><div class="TRS_Editor"><style>.TRS_Editor P{margin:0}</style>'
        f'{paragraphs(rest, indented)}</div></div>{RELATED}<div class="ewm"><p>扫一扫在手机打开当前页</p></div>{FOOT}'
    )
    out = page(body, charset="gb2312", title=f"{title.zh}-东河市发展和改革委员会")
    return out, [title.zh, "信息来源：市发展改革委", *texts(rest)]


def news_agency() -> Page:
    title, *rest = RELEASE
    body = (
        f'<div class="topbar"><a>新华网首页</a><a>时政</a></div><div class="head-line"><h1><span class="title">{title.zh}</span></h1></div>'
        '<div class="share">分享到：<a>微信</a><a>微博</a><a>QQ空间</a></div>'
        f'<div id="detail"><span id="detailContent">{paragraphs(rest, indented)}</span>'
        '<div class="zan-wap"><i class="icon"></i></div><div id="articleEdit"><span class="tiyi1">【纠错】</span>'
        '<span class="editor">【责任编辑：施某】</span></div></div>'
        '<div class="columBox"><div class="t">推荐阅读</div><ul><li><a>柳塘镇的一碗热汤</a></li><li><a>记者走基层</a></li></ul></div>'
    )
    return page(body, title=f"{title.zh}-新华网"), texts(RELEASE)


def peoples_daily() -> Page:
    title, *rest = RELEASE
    body = (
        f'<div class="layout rm_txt cf"><div class="col col-1 fl"><h1>{title.zh}</h1><div class="col-1-1 fl">2026年03月19日08:12 | '
        '来源：<a href="http://example.com">临江日报</a></div><div class="rm_txt_con cf">'
        f'{paragraphs(rest, indented)}<p class="paper_num">《临江日报》（2026年03月19日 02 版）</p><div class="edit cf">(责编：杜某、江某)</div></div>'
        '<div class="fx">分享让更多人看到</div><div class="clearfix"><h2>推荐阅读</h2><a>今日头条之一</a><a>今日头条之二</a></div></div>'
        '<div class="col col-2 fr"><div class="tit">热门排行</div><ul><li><a>排行第一的新闻</a></li><li><a>排行第二的新闻</a></li></ul></div></div>'
    )
    return page(body, title=f"{title.zh}--时政--人民网"), [
        title.zh,
        "2026年03月19日08:12 | 来源：临江日报",
        *texts(rest),
        "《临江日报》（2026年03月19日 02 版）",
    ]


def old_tables_and_breaks() -> Page:
    title, *rest = RULES
    lines = "<br>".join(f"　　{line.zh}<br>" for line in rest)
    body = (
        '<form method="post" action="./show.aspx" id="form1"><table width="1000" align="center"><tr><td colspan="2"><table><tr>'
        '<td><a href="/">网站首页</a></td><td><a href="/a">机构设置</a></td><td><a href="/b">政策法规</a></td></tr></table></td></tr>'
        f'<tr><td width="200"><a href="/n1">通知公告</a><br><a href="/n2">工作动态</a></td><td><table><tr><td align="center"><b>{title.zh}</b></td></tr>'
        f'<tr><td>{lines}</td></tr></table></td></tr><tr><td colspan="2">版权所有：东河市城市管理局</td></tr></table></form>'
    )
    return page(body, charset="gbk", title=title.zh), texts(RULES)


def statistics() -> Page:
    title, *rest = STATISTICS
    body = f"{MENU}<article><h1>{title.zh}</h1>{paragraphs(rest, indented)}</article>{FOOT}"
    return page(body, title=title.zh), texts(STATISTICS)


def hacked_mirror() -> Page:
    title, *rest = RELEASE
    spam = (
        '<div style="position:absolute;left:-9999px"><a href="http://x.example">新葡京娱乐城注册送彩金</a></div>'
        '<p style="font-size:0">百家乐在线投注平台</p>'
    )
    tail = "<p>澳门威尼斯人百家乐官网注册送彩金 www.x.example</p><p><a href='http://y.example'>开元棋牌下载</a></p>"
    body = f'{spam}<div id="zoom">{paragraphs(rest, indented)}{tail}</div>'
    meta = f'<meta name="ArticleTitle" content="{title.zh}">'
    return page(body, title="亚博体育官网", head=meta), texts(RELEASE)


def taiwan_in_big5() -> Page:
    title, *rest = TAIWAN
    body = f'<a href="#C" accesskey="C" class="menu">跳到主要內容</a><main><h2>{title.zh}</h2>{paragraphs(rest, lambda _, zh: f"<p>{zh}</p>")}</main>'
    return page(body, charset="big5", title=title.zh), texts(TAIWAN)


def wrong_charset_declared() -> Page:
    title, *rest = RULES
    body = f'<h1>{title.zh}</h1><div class="content">{paragraphs(rest, indented)}</div>'
    return page(body, said="gb2312", title=title.zh), texts(RULES)


def xhtml_in_entities() -> Page:
    title, *rest = RULES
    whole = (
        f"<html xmlns='http://www.w3.org/1999/xhtml'><head><title>{title.zh}</title></head><body><h1>{title.zh}</h1>"
        f"<div>{paragraphs(rest, lambda _, zh: f'<p>&nbsp;&nbsp;{zh}</p>')}</div></body></html>"
    )
    body = '<?xml version="1.0" encoding="us-ascii"?>\n' + whole
    return body.encode("ascii", "xmlcharrefreplace"), texts(RULES)


def saved_in_one_file() -> Page:
    html, expected = statistics()
    encoded = quopri.encodestring(html)
    head = (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.cn/a.html\r\nSubject: =?utf-8?Q?x?=\r\n"
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----B"\r\n\r\n'
    )
    part = (
        b"------B\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" + encoded
    )
    css = b"\r\n------B\r\nContent-Type: text/css\r\nContent-Location: https://example.cn/a.css\r\n\r\np{color:red}\r\n"
    return head + part + css + b"------B--\r\n", expected


def from_a_word_processor() -> Page:
    title, *rest = NOTICE

    def line(what: str, zh: str) -> str:
        return (
            '<p class=MsoNormal style="text-indent:32.0pt"><span lang=EN-US style="font-family:仿宋_GB2312"><o:p></o:p></span>'
            f'<span style="font-size:16.0pt">{zh[:5]}</span><span lang=EN-US>{zh[5:]}</span></p>'
        )

    body = (
        f'<div class=WordSection1><p class=MsoNormal align=center><b><span style="font-size:22.0pt">{title.zh}</span></b></p>'
        f"{paragraphs(rest, line)}</div>"
    )
    return page(body, charset="gbk", head="<!--[if gte mso 9]><xml>无关</xml><![endif]-->"), texts(NOTICE)


def title_in_two_lines() -> Page:
    """As the central government's library has it: a table with number and date, a red head in the text."""
    title, *rest = NOTICE
    half = len(title.zh) // 2
    table = (
        f"<table><tr><td><b>标　　题：</b></td><td>{title.zh}</td></tr>"
        "<tr><td><b>发文字号：</b></td><td>东政办发〔2026〕8号</td></tr></table>"
    )
    body = (
        f'{MENU}<div class="crumbs">首页 <em>&gt;</em> 政策</div><div class="w1100">{table}'
        '<table class="b12c" id="UCAP-CONTENT"><tr><td><p style="text-align:center"><span style="color:red"><b>'
        f"{title.zh[:half]}<br/>{title.zh[half:]}</b></span></p>{paragraphs(rest, indented)}</td></tr></table>"
        '<div class="foot_tools"><a>【我要纠错】</a> 责任编辑：刘某</div></div>'
    )
    head = ["发文字号：", "东政办发〔2026〕8号", f"{title.zh[:half]}\n{title.zh[half:]}"]
    return page(body, title=f"{title.zh}_东河市政府网"), [*head, *texts(rest)]


def layout_of_a_newspaper() -> Page:
    """The digital edition of a newspaper: pages and headlines beside, a subtitle and a byline."""
    title, *rest = RELEASE
    byline = "本报记者　　周某某　　丁　某《东河日报》（2026年04月02日　第 01 版）"
    body = (
        '<div class="header"><p class="date left">2026年04月02日　星期四</p><a>返回目录</a><a>放大</a><a>全文复制</a></div>'
        f'<ul class="news-list"><li><a>坚定信心 真抓实干</a></li><li><a>{title.zh}</a></li></ul>'
        f'<div class="article"><h1>{title.zh}</h1><h2>（记者调查）</h2><p class="sec">{byline[:14]}'
        f'<span class="date">{byline[14:]}</span></p><div id="ozoom">{paragraphs(rest, indented)}</div></div>'
    )
    return page(body, title=f"{title.zh}-东河日报"), [title.zh, "（记者调查）", byline, *texts(rest)]


def public_account() -> Page:
    """An article of a public account in a messenger: every sentence in sections and spans."""
    title, *rest = RELEASE

    def line(what: str, zh: str) -> str:
        return f"<section><section><p><span>{zh[:5]}</span><strong><span>{zh[5:]}</span></strong></p></section></section>"

    body = (
        f'<div id="page-content"><h1 id="activity-name">{title.zh}</h1><div id="meta_content"><span>东河发布</span> '
        '<em id="publish_time">2026年5月8日 17:40</em></div><div class="rich_media_content" id="js_content">'
        f"<section><span>点击上方蓝字关注我们</span></section>{paragraphs(rest, line)}"
        "<section><p>一审：覃某　二审：黄某　三审：莫某</p></section></div>"
        '<div id="js_tool"><a>阅读原文</a><span>阅读 <span>1.2万</span></span></div></div>'
        "<div><p>微信扫一扫<br>关注该公众号</p></div><div>继续滑动看下一个</div><div>轻触阅读原文</div>"
    )
    return page(body, title=title.zh), texts(RELEASE)


def bare_buttons() -> Page:
    """A title in two lines that no element calls one, buttons without brackets beside the source."""
    title, *rest = NOTICE
    body = (
        f'{MENU}<div class="tit">{title.zh}<br>[2026年第9号]</div><div class="ly">发布时间：2026-04-10 15:20　信息来源：法规司　'
        f'<a>打印</a>　<a>关闭</a></div><div class="cont">{"<br>".join(f"　　{each}" for each in texts(rest))}</div>'
    )
    wanted = [f"{title.zh}\n[2026年第9号]", "发布时间：2026-04-10 15:20　信息来源：法规司"]
    return page(body, title=f"{title.zh}[2026年第9号]"), [*wanted, *texts(rest)]


PAGES: dict[str, Callable[[], Page]] = {
    made.__name__: made
    for made in (
        state_council,
        provincial_in_gbk,
        news_agency,
        peoples_daily,
        old_tables_and_breaks,
        statistics,
        hacked_mirror,
        taiwan_in_big5,
        wrong_charset_declared,
        xhtml_in_entities,
        saved_in_one_file,
        from_a_word_processor,
        title_in_two_lines,
        layout_of_a_newspaper,
        public_account,
        bare_buttons,
    )
}
