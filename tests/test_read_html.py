from __future__ import annotations

import json
import socket
from typing import TYPE_CHECKING

import pytest
from documents.pages import PAGES, page
from documents.portals import PORTALS

from briefing.errors import ReadError
from briefing.normalize import normalize
from briefing.normalize.edits import apply, rebuild
from briefing.read import read_source
from briefing.segment import segment

if TYPE_CHECKING:
    from pathlib import Path

    from briefing.document import Document, Source


def read(tmp_path: Path, data: bytes, name: str = "page.html") -> Source:
    path = tmp_path / name
    path.write_bytes(data)
    return read_source(path)


def texts(source: Source) -> list[str]:
    return [source.text[part.at[0] : part.at[1]] for part in source.parts]


def document(source: Source) -> Document:
    return segment(source, normalize(source.text))


@pytest.mark.parametrize("name", PAGES | PORTALS)
def test_the_text_of_a_page_and_nothing_else(tmp_path: Path, name: str) -> None:
    data, expected = (PAGES | PORTALS)[name]()
    source = read(tmp_path, data)
    assert texts(source) == expected
    made = document(source)
    assert rebuild(apply(source.text, made.edits), made.edits) == source.text
    assert all(paragraph.origin is not None for paragraph in made.paragraphs)


@pytest.mark.parametrize("width", [1000, 30])
def test_lines_that_stand_as_written_are_paragraphs_or_put_together(tmp_path: Path, width: int) -> None:
    """A number that the end of a line cuts is one: 4.8 / 6亿立方米 (486 million cubic metres)."""
    wanted = [
        "为全力做好2026年防汛抗旱工作，确保人民群众生命财产安全，经市人民政府同意，现就有关事项通知如下。",
        "截至5月31日，全市大中型水库蓄水总量为4.86亿立方米，较常年同期偏多21.7%，隐患整改率达到96.4%。",
        "各级各部门要坚持人民至上、生命至上，压紧压实责任，做到守土有责、守土负责、守土尽责，重大情况随时报告。",
    ]
    wanted *= 2
    indented = [f"　　{each}" for each in wanted]
    lines = [each[at : at + width] for each in indented for at in range(0, len(each), width)]
    source = read(tmp_path, page(f"<pre>{chr(10).join(lines)}</pre>"))
    assert [each.zh for each in document(source).paragraphs] == wanted


def test_a_piece_of_a_page_is_one_whatever_its_name_says(tmp_path: Path) -> None:
    """What a program cut out of a page, and a text that only has a sign of it, which stays as it is."""
    cut = "<p class=a>会议指出，要抓好落实。</p>\n<p>全市共有水库<b>86</b>座。</p>\n"
    source = read(tmp_path, cut.encode(), "scraped.txt")
    assert texts(source) == ["会议指出，要抓好落实。", "全市共有水库86座。"]
    assert source.notes == ("is a web page, whatever its name says",)
    for text in ("<p>是段落的标签，<br>是换行的标签。", "要抓好落实。</p>"):
        assert read(tmp_path, text.encode(), "scraped.txt").text == text


def test_the_text_that_a_page_tells_only_to_machines(tmp_path: Path) -> None:
    told = json.dumps({"@graph": [{"articleBody": "会议指出，要抓好落实。\n全市共有水库86座。"}]})
    script = f'<script type="application/ld+json">{told}</script>'
    source = read(tmp_path, page(f"{script}<div id=app></div>", title="全市水利工作会议召开"))
    assert texts(source) == ["全市水利工作会议召开", "会议指出，要抓好落实。", "全市共有水库86座。"]
    shown = read(
        tmp_path,
        page(f"{script}<p>会议指出，要抓好落实，全市共有水库86座。</p>", title="全市水利工作会议召开"),
    )
    assert texts(shown) == ["全市水利工作会议召开", "会议指出，要抓好落实，全市共有水库86座。"]
    with pytest.raises(ReadError, match="no text but menus"):
        read(
            tmp_path,
            page(f"{script.replace(told, '[' * 100_000)}<div id=app></div>", title="全市水利工作会议召开"),
        )


def test_kinds_levels_and_elements(tmp_path: Path) -> None:
    body = (
        "<div id=content><h2>二、主要任务</h2><p>全市建成食堂120个，覆盖率达到95%。</p>"
        "<ol><li>推进改造，完善设施。</li></ol>"
        "<figure><img src=x.png><figcaption>图1 食堂分布</figcaption></figure>"
        "<table><caption>表1 进度</caption><tr><th>县区</th><th>数量</th></tr>"
        "<tr><td>柳塘</td><td>12</td></tr></table></div>"
    )
    source = read(tmp_path, page(body))
    made = {paragraph.zh: paragraph for paragraph in document(source).paragraphs}
    kinds = {zh: paragraph.kind for zh, paragraph in made.items()}
    assert kinds == {
        "二、主要任务": "heading",
        "全市建成食堂120个，覆盖率达到95%。": "body",
        "推进改造，完善设施。": "list-item",
        "图1食堂分布": "caption",
        "表1进度": "caption",
        "县区": "table-cell",
        "数量": "table-cell",
        "柳塘": "table-cell",
        "12": "table-cell",
    }
    heading = made["二、主要任务"].origin
    assert heading is not None
    assert (heading.level, heading.element) == (2, "/html[1]/body[1]/div[1]/h2[1]")


def test_an_element_is_found_again_where_its_origin_says(tmp_path: Path) -> None:
    from lxml import html

    data, _ = PAGES["provincial_in_gbk"]()
    root = html.document_fromstring(data.decode("gbk"))
    source = read(tmp_path, data)
    for part in source.parts:
        (element,) = root.getroottree().xpath(part.origin.element)
        said = "".join(element.text_content().split())
        assert "".join(source.text[slice(*part.at)].split()) in said


KEPT = {
    "a text about gambling": "警方捣毁一个网络赌博团伙，涉及百家乐、老虎机等赌博方式，抓获嫌疑人23名。",
    "an attachment": "附件：1.清洁取暖任务分解表",
    "an editor at work": "编辑部主任介绍，全年编辑出版图书120种。",
    "a QR code in a sentence": "居民扫码即可预约，社区食堂全年接待12万人次，群众满意度不断提高。",
    "sharing": "分享发展成果，让困难群众过上好日子。",
    "a position": "位置：东河市柳塘镇人民路18号，占地面积3.2万平方米。",
    "a position in figures": "目前位置：北纬21.5度",
    "an organizer": "主办方将对获奖单位予以表彰，并颁发奖金2万元。",
    "the organizer of a contest": "主办单位：东河市民政局",
    "who undertakes it": "承办单位应当在15个工作日内答复。",
    "technical support": "技术支持力度加大，服务企业800家",
    "the running of sites": "网站管理得到加强，整改问题96个。",
    "the owner of rights": "版权所有者可向法院起诉",
    "a step": "初审：乡镇政府自受理之日起10个工作日内完成初审；",
    "whose step it is": "审核：县民政局",
    "how it came out": "复审：合格",
    "a code in a title": "（四）推行扫码就餐",
    "a code in a cell": "居民扫码即可办理，服务3万人次",
    "a code to apply with": "扫描二维码报名参加活动",
    "a service": "推广“扫一扫”服务",
    "a subscription": "点击即可订阅政策",
    "the filing of sites": "（三）办理ICP备案，备案率达到100%。",
    "the fight against gambling": "全市打击网络赌博，查处老虎机、捕鱼等案件30起，关停在线平台12个",
    "free seals": "（五）实行在线办证、免费刻章，推广平台办理",
    "keywords": "关键词：高质量发展",
    "reading": "全民阅读：30万人参与",
    "reading for all": "阅读： 推广全民阅读",
    "visits": "网站总访问量：1,234次，同比增长5%。",
    "visits alone": "访问量：1,234次，同比增长5%。",
    "experience shared": "经验分享：东河市的做法",
    "closing": "会议通报 关闭 小煤矿12家",
    "closing a window": "政务服务大厅不得关闭窗口",
    "the size of type": "标题字体大小应当统一",
}


@pytest.mark.parametrize("line", KEPT.values(), ids=KEPT)
def test_what_only_sounds_like_the_frame_of_a_page_is_kept(tmp_path: Path, line: str) -> None:
    body = f"<div class=content><p>会议指出，要抓好落实。</p><p>{line}</p><p>会议强调，要加强督查。</p></div>"
    assert texts(read(tmp_path, page(body)))[1] == line


TOOLS = (
    "【打印】 【关闭】", "浏览次数：1,204 次", "字体：[大 中 小]", "rss", "ENGLISH",
    "扫一扫在手机打开当前页", "长按识别二维码，关注东河发布", "点击上方蓝字关注我们",
    "京ICP备00000000号-1 京公网安备 11000000000000号", "鲁icp备00000000号", "copyright © 2026 东河市",
    "（责任编辑：韩某）", "您的位置：首页 > 政策", "下一篇：关于供暖的通知",
    "一审：覃某　二审：欧阳某某", "当前位置：首页",
    "打开微信扫一扫，关注东河发布", "扫码下载客户端", "扫描二维码", "扫描下方二维码", "扫描二维码，关注我们",
    "版权所有：东河市城市管理局", "网站标识码：3700000001",
    "访问量：1,204　打印　关闭", "分享到：微信 微博",
)  # fmt: skip


@pytest.mark.parametrize("line", TOOLS)
def test_what_frames_a_text_goes(tmp_path: Path, line: str) -> None:
    body = f"<div class=content><p>会议指出，要抓好落实。</p><p>{line}</p><p>会议强调，要加强督查。</p></div>"
    source = read(tmp_path, page(body))
    assert texts(source) == ["会议指出，要抓好落实。", "会议强调，要加强督查。"]
    assert "".join("".join(source.left_out).split()) in "".join(line.split())
    assert source.notes[0].startswith("left out ")


PARTS = {
    "a tools around a short text": ('<div id="print"><p>会议指出，要抓好落实。</p></div>', 1),
    "a sentence called position": ('<p class="position">会议指出，要抓好落实。</p>', 1),
    "boxes without gaps": (
        '<div style="font-size:0"><p style="font-size:16px">会议指出，要抓好落实。</p></div>',
        1,
    ),
    "a place to jump to": ('<p style="margin-top:-120px">会议指出，要抓好落实。</p>', 1),
    "a box in the middle": (
        '<div style="left:50%;margin-left:-400px"><p>会议指出，要抓好落实。</p></div>',
        1,
    ),
    "what fades in": ('<p style="opacity:0">会议指出，要抓好落实。</p>', 1),
    "what scrolls in": ('<p style="visibility:hidden;animation-name:none">会议指出，要抓好落实。</p>', 1),
    "a page under a window": ('<div aria-hidden="true"><p>会议指出，要抓好落实。</p></div>', 1),
    "a narrow cell": ('<p style="width:1px">会议指出，要抓好落实。</p>', 1),
    "an aside of an article": ("<aside>会议指出，要抓好落实。</aside>", 1),
    "a note": ('<aside role="doc-footnote" hidden>会议指出，要抓好落实。</aside>', 1),
    "another tab": ('<div style="display:none"><p>会议指出，要抓好落实。</p></div>', 0),
    "what is far away": ('<div style="text-indent:-999px"><p>会议指出，要抓好落实。</p></div>', 0),
    "what has no height": ('<div style="height:1px;overflow:hidden">会议指出，要抓好落实。</div>', 0),
    "what has no size": ('<p style="font-size:0px">会议指出，要抓好落实。</p>', 0),
    "a menu": ("<nav><p>会议指出，要抓好落实。</p></nav>", 0),
}


@pytest.mark.parametrize(("part", "kept"), PARTS.values(), ids=PARTS)
def test_what_is_not_read_of_a_page_is_listed(tmp_path: Path, part: str, kept: int) -> None:
    body = f"<article><p>会议强调，要加强督查。</p>{part}<p>会议要求，要逐级落实。</p></article>"
    source = read(tmp_path, page(body))
    assert ("会议指出" in source.text) == bool(kept)
    assert source.left_out == (() if kept else ("会议指出，要抓好落实。",))
    assert len(source.notes) == 1 - kept


def test_attachments_and_signatures_are_text(tmp_path: Path) -> None:
    links = "<p>附件：</p><p><a href=1>任务分解表</a></p><p><a href=2>申请表</a></p>"
    related = "<p><a href=3>东河市召开会议</a></p><p><a href=4>一图读懂政策</a></p>"
    body = (
        f"<div class=content><p>会议指出，要抓好落实。</p>{links}<p>会议强调，要加强督查。</p>{related}</div>"
        "<div><p>东河市民政局</p><p>2026年5月1日</p><p>东河市民政局</p></div>"
    )
    source = read(tmp_path, page(body))
    assert texts(source) == [
        *("会议指出，要抓好落实。", "附件：", "任务分解表", "申请表", "会议强调，要加强督查。"),
        *("东河市民政局", "2026年5月1日"),
    ]
    assert source.left_out == ("东河市召开会议", "一图读懂政策", "东河市民政局")


def test_a_cell_is_no_button(tmp_path: Path) -> None:
    rows = "<tr><td>煤矿</td><td>关闭</td></tr><tr><td>阅读量：12</td><td>注册</td></tr>"
    body = f"<div class=content><p>会议指出，要抓好落实。</p><table border=1>{rows}</table></div>"
    assert texts(read(tmp_path, page(body)))[1:] == ["煤矿", "关闭", "阅读量：12", "注册"]


def test_nothing_is_lost_where_several_elements_hold_the_text(tmp_path: Path) -> None:
    long, short = "会议指出，要坚持稳中求进。" * 20, "会议强调，要守住底线。" * 12
    body = f"<div class=content><p>{long}</p></div><div class=content><p>{short}</p></div>"
    assert texts(read(tmp_path, page(body))) == [long, short]


def test_a_table_that_lays_out_a_page_has_paragraphs(tmp_path: Path) -> None:
    inner = "<table><tr><td>甲</td><td>乙</td></tr></table>"
    body = f"<table><tr><td><p>会议指出，要抓落实。</p>{inner}</td></tr></table>"
    kinds = [part.kind for part in read(tmp_path, page(body)).parts]
    assert kinds == [None, "table-cell", "table-cell"]


def test_nothing_is_fetched_and_nothing_is_expanded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    secret = tmp_path / "secret.txt"
    secret.write_text("机密文件内容", encoding="utf-8")
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "大笑"}">' for n in range(12))
    text = (
        f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{secret}">{lol}]><html><head><link rel=stylesheet href="http://a.example/s.css">'
        '<base href="http://a.example/"><script src="http://a.example/j.js"></script></head><body><p>会议通过了决定。&x;&l11;</p>'
        '<img src="http://a.example/i.png"><iframe src="http://a.example/f.html"></iframe><object data="http://a.example/o"></object>'
        f'<link rel=import href="file://{secret}"></body></html>'
    )
    source = read(tmp_path, text.encode())
    assert "会议通过了决定。" in source.text
    assert "机密" not in source.text
    assert len(source.text) < 200


def test_a_wrong_suffix_is_overruled_and_told(tmp_path: Path) -> None:
    data, expected = PAGES["state_council"]()
    source = read(tmp_path, data, "notice.txt")
    assert texts(source) == expected
    assert source.notes[0] == "is a web page, whatever its name says"
    assert texts(read(tmp_path, data, "show.aspx")) == expected


REFUSED = {
    "old Word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.doc", "old Office format"),
    "WPS": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.wps", "docx"),
    "an encrypted document": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
        "a.docx",
        "protected with a password",
    ),
    "macros": (b"PK\3\4", "a.docm", "macros"),
    "rich text": (rb"{\rtf1\ansi abc}", "a.rtf", "RTF"),
    "an archive": (b"Rar!\x1a\x07\0", "a.rar", "archive"),
    "a saved page without a page": (
        b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=B\n\n"
        b"--B\nContent-Type: text/css\n\np{}\n--B--\n",
        "a.mhtml",
        "without the page",
    ),
    "a page without Chinese": (b"<!DOCTYPE html><p>Hello, world.</p>", "a.html", "no Chinese"),
    "frames": (
        b"<!DOCTYPE html><html><frameset cols=20%,80%><frame src=a.html></frameset></html>",
        "a.html",
        "has its text in frames",
    ),
    "a page that a script fills": (
        "<!DOCTYPE html><title>通知公告</title><div class=nav><a href=a>首页</a> <a href=b>新闻</a></div>"
        "<div id=app></div><div class=footer>版权所有 京ICP备00000000号</div>".encode(),
        "a.html",
        "no text but menus",
    ),
    "a page without anything": (b"<!DOCTYPE html><html></html>", "a.html", "no Chinese"),
}


@pytest.mark.parametrize(("data", "name", "message"), REFUSED.values(), ids=REFUSED)
def test_what_is_not_read_is_told_in_one_line(tmp_path: Path, data: bytes, name: str, message: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(tmp_path, data, name)
    told = str(caught.value)
    assert message in told
    assert name in told
    assert "\n" not in told


def test_a_deep_and_a_broken_page(tmp_path: Path) -> None:
    deep = "<div>" * 1500 + "<p>会议指出，要抓落实。</p>"
    assert "会议指出" in read(tmp_path, page(deep)).text
    with pytest.raises(ReadError, match="nested too deeply"):
        read(tmp_path, page("<div>" * 5000 + deep))
    broken = "<!DOCTYPE html><p>会议指出，要抓<b>落实。<table><tr><td>甲，乙。".encode()
    assert "落实" in read(tmp_path, broken).text
