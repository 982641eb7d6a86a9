"""What a page has around its text, told by names and words: menus, share bars, counters, editors, spam."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|margin-(?:left|top)\s*:\s*-\s*\d{4,}"
    r"|(?<![\w-])(?:left|top|text-indent)\s*:\s*-\s*(?:9\d\d|\d{4,})",
    re.I,
)
"""Nothing that a page which is laid out well has as well: margins of -300px centre it, and what is clear at
first (`opacity: 0`) or hidden with an `animation` comes in as one scrolls."""
_TINY = re.compile(r"(?<![\w-])(?:height|width)\s*:\s*[01](?:px)?\s*(?:;|$)", re.I)
_NO_SIZE = re.compile(r"font-size\s*:\s*0(?![.\d])", re.I)
# Whole words of class and id, in English and in the pinyin of the portals: 二维码 ewm (QR code), 分享 fx.
_NAMES = re.compile(
    r"(?:^|[\s_-])(?:share|bshare|bdsharebuttonbox|jiathis\w*|social|sns|fenxiang|qr-?code|ewm|erweima"
    r"|bread-?crumbs?|crumbs?|nav|navbar|navigation|menu|topbar|toolbar|sidebar"
    r"|related|recommend\w*|xgxw|xglj|xgyd|ranking|copyright|footer|foot|header-?nav|comments?|pinglun"
    r"|fontsize|zihao|pagenav|pager|paging|prev-?next|editor-?box|zrbj|error-?report|jiucuo|ads?|advert\w*"
    r"|friend-?links?|yqlj|search|login|app-?down\w*)(?:$|[\s_-])",
    re.I,
)
_OFTEN = re.compile(r"(?:^|[\s_-])(?:position|location|weizhi|side|hot|tools?|print)(?:$|[\s_-])", re.I)
"""Names of what is around a text, and of what holds it: `print` is a button, or all that is printed."""
_MOST = 2000
"""Characters in an element that is called so by mistake: a `tools` around the whole text."""

_BUTTON = "(?:打印(?:本页)?|关闭(?:窗口|本页)?|返回顶部|我要打印|我要纠错|收藏|纠错)"
_SITES = "(?:微信|微博|新浪微博|QQ(?:空间|好友)?|朋友圈|人人网|豆瓣)"
_FIGURE = "\\s*+[0-9,]++(?:\\s*+次)?+"
_TOOLS = re.compile(
    "(?<![^\\s|｜】\\]）)])(?:"
    f"[【\\[（(]?(?:(?:浏览|阅读|点击|访问|查看)(?:量|次数|数|人数)|点击率|人气)\\s*[：:](?:{_FIGURE}|\\s*+次)?+[】\\]）)]?"
    f"|[【\\[（(]?(?:浏览|阅读|点击|访问|查看)\\s*[：:]{_FIGURE}[】\\]）)]?"
    "|[【\\[（(]?(?:字体|字号|文字大小)\\s*+[：:]?\\s*+[【\\[（(]?(?:\\s*+(?:[大中小特A+\\-|]|默认))++\\s*[】\\]）)]?"
    f"|[【\\[]\\s*{_BUTTON}\\s*[】\\]]"
    "|打印本页|关闭窗口|我要纠错|保护视力色\\s*[：:]?"
    f"|(?:{_BUTTON}\\s{{1,4}}){{1,6}}{_BUTTON}$"
    f"|分享(?:到|至)?\\s*[：:](?:\\s*{_SITES})+|分享(?:到|至)?\\s*[：:]\\s{{0,4}}$"
    ")(?![^\\s|｜【\\[（(])"
)
"""Counters and buttons, apart from their neighbours: not in 全民阅读：30万 (reading for all: 300,000)."""
_EDGE = " |｜\u3000\xa0\t"
_TOOL = re.compile(
    "浏览|阅读|点击|访问|查看|人气|字体|字号|文字大小|打印|关闭|返回顶部|收藏|纠错|保护视力色|分享"
)
"""Words, one of which is in all that `_TOOLS` finds: they are found sooner."""
_SENTENCE = re.compile("[。；！？]")
"""No line with one of them is a tool, whatever its words."""
_SURNAMES = "欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|夏侯|司徒|端木"
_OFFICES = "局部门厅委科处室组府会院社站办厂校"
_PERSON = (
    f"(?!通过|合格|已|不|未|待|由)(?:(?:{_SURNAMES})[一-鿿]{{1,2}}"
    f"|[一-鿿]\\s?[一-鿿]{{1,2}}(?<![{_OFFICES}]))"
)
"""Who edited a page, 杜某: no office, which may be what a step of a procedure waits for."""
_EDITOR = (
    "(?:责任编辑|责编|网络编辑|本文编辑|值班编辑|编辑|审核|初审|复审|终审|[一二三]审|校对|监制|编审|编校)"
)
_EDITED = f"{_EDITOR}\\s*[：:]\\s*{_PERSON}(?:[、,，/\\s]+{_PERSON}){{0,4}}"
_WHERE = "您(?:现在|当前|目前)?的?(?:所在)?(?:的)?位置(?:是)?\\s*[：:]"
_PLACE = "(?:现在|当前|目前|所在)(?:的)?(?:所在)?位置(?:是)?\\s*[：:]"
_LINE = re.compile(
    f"(?>(?:(?>{_TOOLS.pattern})|[|｜/\\s])+)"
    "|继续滑动看下一个|轻触阅读原文|预览时标签不可点"
    "|(?:微信)?(?:扫描)?二维码|微信公众号|官方微(?:信|博)|手机(?:版|端)|客户端下载"
    f"|[（(【\\[]?{_EDITED}(?:\\s+{_EDITED}){{0,5}}[）)】\\]]?"
    f"|{_WHERE}[^0-9]{{0,80}}|{_PLACE}(?:(?=[^>＞»›]{{0,80}}[>＞»›]|\\s*首页).{{0,80}})?"
    "|(?:上一篇|下一篇|上一页|下一页|上一条|下一条)(?:\\s*[：:].{0,80})?"
    "|(?:返回(?:首页|顶部|列表|上一页)|回到顶部|首\\s*页|关闭|打印|收藏|打印本页|加入收藏|设为首页|无障碍(?:浏览|阅读)?|长者(?:模式|助手|版)"
    "|网站(?:地图|声明)|联系我们|关于我们|登录|注册|搜索|分享|分享到[：:]?|分享至[：:]?|(?i:RSS|English)|繁体(?:版)?|繁體(?:版)?)"
    "|(?:版权所有|网站管理)(?:\\s*[：:©][^，]{0,60})?|(?:政府)?网站标识码\\s*[：:]?\\s*[0-9A-Za-z]{6,20}"
    "|(?:抱歉，)?您(?:当前)?的?浏览器(?:不支持|版本过低).{0,40}"
    "|(?i:Copyright).{0,100}|©.{0,100}"
    "|(?:相关(?:链接|新闻|阅读|文章|报道|稿件|推荐|信息|解读)[：:]?|推荐阅读[：:]?|延伸阅读[：:]?|热点(?:新闻|推荐|排行)|图片(?:新闻|推荐)|猜你喜欢|为您推荐|"
    "友情链接|精彩(?:图集|推荐)|点击排行|阅读排行|更多\\s*>*|更多>>|>>\\s*更多)"
)
_LABELLED = re.compile("(?:标签|关键词)\\s*[：:].{0,60}")
"""Words that lead to pages about the same, if they are links: a paper has 关键词 (keywords) as well."""
_SIGN = re.compile("扫一扫|扫码|二维码|阅读原文|关注|订阅|ICP备|icp备|公网安备")
_ITEM = re.compile(
    "[（(]?[0-9一二三四五六七八九十]{1,3}[）).、．]|[①-⑳●•·]|第[一二三四五六七八九十]+[章节条]"
)
_DO = "(?:关注|订阅|下载|阅读|查看|分享|浏览|打开|观看|进群|入群)"
_SIGNS = re.compile(
    '(?:[^，0-9]{0,4}(?:手机|微信|支付宝|QQ))?[“"]?扫一扫(?:[^，0-9]|[，,]\\s*(?=关注|下载|分享)){0,24}'
    f"|[^，0-9]{{0,12}}(?:扫[码描]|扫描二维码|扫描?(?:上方|下方|左侧|右侧|此)二维码|长按(?:识别|扫描)?二维码)"
    f"(?:[，,]?\\s*{_DO}[^，0-9]{{0,20}})?(?<!扫[码描])"
    "|.{0,4}(?:点击|长按|戳)(?:(?:上方|下方|这里|此处|文末)[^，0-9]{0,6}(?:关注|订阅)(?:我们|公众号|本号)?"
    "|[^，0-9]{0,6}(?:关注|订阅)(?:我们|公众号|本号)).{0,4}"
    '|(?:点击|戳)[“"]?阅读原文[”"]?[^，。]{0,6}'
    "|[^，]{0,40}(?:(?:ICP|icp)备|公网安备)\\s*[0-9]{5,}[^，]{0,40}"
)
"""Lines that are none of the text. One of the words of `_SIGN` is in each: they are found sooner."""
_SPAM = re.compile(
    "博彩|百家乐|时时彩|六合彩|彩票平台|娱乐城|娱乐平台|老虎机|真人荷官|威尼斯人|新葡京|葡京|皇冠体育|亚博|开元棋牌|棋牌(?:游戏|平台)"
    "|赌场|赌博网|捕鱼|bet365|私服|外挂|成人(?:视频|电影)|一夜情|同城约|裸聊|代开发票|办证|刻章|迷药|壮阳|高仿|秒到账"
)
_LURE = re.compile(
    "https?://|www\\.|官网|注册(?:送|就)|送彩金|下载|APP|app|微信[：:号]|QQ|扣扣|联系电话|客服|投注"
)
_AGAINST = re.compile(
    "打击|查处|查获|抓获|侦破|破获|整治|取缔|关停|举报|涉案|警方|公安|案件|防范|严禁|禁止|不得|依法"
)
"""What a text says of gambling, and an advertisement for it does not."""


def hidden(element: _Element, said: Mapping[str, str]) -> bool:
    """Tell whether a browser would not show an element, as its attributes (`said`) say: where spam hides.

    Without a size, so that there is no gap between them, are also boxes that each have their own.
    """
    if "hidden" in said:
        return True
    style = said.get("style", "")
    if not style:
        return False
    if _NO_SIZE.search(style):
        sized = element.find(".//*[@class]") is not None
        return not sized and not any(
            "font-size" in str(each.get("style")) for each in element.iterdescendants()
        )
    if _TINY.search(style) and "overflow" in style:
        return True
    found = _HIDDEN.search(style)
    return found is not None and not (found[0].startswith("visibility") and "animation" in style)


def is_chrome(element: _Element, tag: str, said: Mapping[str, str], path: str) -> bool:
    """Tell whether the name of an element says that it is none of the text, if it is short enough.

    `said` are its attributes, `path` is the XPath of what it is in. An `aside` of an article may be a note.
    """
    if tag in ("html", "body", "main", "article", "h1"):
        return False
    names = f"{said.get('class', '')} {said.get('id', '')}"
    apart = tag == "footer" or (tag == "aside" and "/article[" not in path)
    clear = apart or _NAMES.search(names) is not None
    if not clear and tag != "aside" and _OFTEN.search(names) is None:
        return False
    size = 0
    for text in element.itertext():
        size += len(text.strip())
        if size > _MOST or ("。" in text and not clear):
            return False
    return True


def without_tools(text: str) -> tuple[str, list[str]]:
    """A line without counters and buttons, and those: 来源：本报 浏览量：12 (our own; seen 12 times)."""
    if len(text) >= 200 or not _TOOL.search(text) or "，" in text or _SENTENCE.search(text):
        return text.strip(_EDGE), []
    return _TOOLS.sub(" ", text).strip(_EDGE), [each.strip(_EDGE) for each in _TOOLS.findall(text)]


def is_tool(text: str, linked: int) -> bool:
    """Tell whether a line is only a counter, a button, an editor's name: 【打印】 【关闭】 (print, close).

    `linked` are its characters inside links.
    """
    line = text.strip("\u3000\xa0 ")
    if len(text) >= 160 or _SENTENCE.search(line):
        return False
    if _LINE.fullmatch(line) or (2 * linked > len(line) and _LABELLED.fullmatch(line)):
        return True
    if _SIGN.search(line) is None or _ITEM.match(line):
        return False
    return _SIGNS.fullmatch(line) is not None


def is_spam(text: str, linked: int) -> bool:
    """Tell whether a line is the advertisement of whoever broke into the server.

    A text about gambling has such words too, so two of them are asked for, with a lure, or a link over all of
    it; `linked` are its characters inside links.
    """
    if _SPAM.search(text) is None:
        return False
    share = linked / max(1, len("".join(text.split())))
    words = {match[0] for match in _SPAM.finditer(text)}
    if share < 0.5 and (_AGAINST.search(text) or ("。" in text and len(words) < 3)):
        return False
    return share > 0.8 or (len(words) > 1 and _LURE.search(text) is not None)
