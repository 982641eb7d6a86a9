"""What a page has around its text, told by names and words: menus, share bars, counters, editors, spam."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])|opacity\s*:\s*0(?![.\d])"
    r"|(?:left|top|text-indent|margin-left|margin-top)\s*:\s*-\s*\d{3,}"
    r"|(?<![\w-])(?:height|width)\s*:\s*[01](?:px)?\s*(?:;|$)",
    re.I,
)
# Whole words of class and id, in English and in the pinyin of the portals: 二维码 ewm (QR code), 分享 fx.
_NAMES = re.compile(
    r"(?:^|[\s_-])(?:share|bshare|bdsharebuttonbox|jiathis\w*|social|sns|fenxiang|qr-?code|ewm|erweima"
    r"|bread-?crumbs?|crumbs?|position|location|weizhi|nav|navbar|navigation|menu|topbar|toolbar|sidebar|side"
    r"|related|recommend\w*|xgxw|xglj|xgyd|hot|ranking|copyright|footer|foot|header-?nav|comments?|pinglun|tools?"
    r"|fontsize|zihao|print|pagenav|pager|paging|prev-?next|editor-?box|zrbj|error-?report|jiucuo|ads?|advert\w*"
    r"|friend-?links?|yqlj|search|login|app-?down\w*)(?:$|[\s_-])",
    re.I,
)
_MOST = 2000
"""Characters in an element that is called so by mistake: a `tools` around the whole text."""

_COUNTER = "(?:浏览|阅读|点击|访问|查看)(?:量|次数|数|人数)?|点击率|人气"
_TOOLS = re.compile(
    f"[【\\[（(]?(?:{_COUNTER})\\s*[：:]\\s*[0-9,]*\\s*次?[】\\]）)]?"
    "|[【\\[（(]?(?:字体|字号|文字大小)\\s*[：:]?\\s*[【\\[（(]?\\s*[大中小默认特A+\\-|\\s]++[】\\]）)]?"
    "|[【\\[]\\s*(?:打印(?:本页)?|关闭(?:窗口|本页)?|返回顶部|我要打印|收藏|纠错)\\s*[】\\]]"
    "|打印本页|关闭窗口|我要纠错|保护视力色\\s*[：:]?"
    "|(?<=\\s)(?:打印|关闭|收藏|纠错)(?=\\s|$)"
    "|分享(?:到|至)?\\s*[：:]\\s*(?:(?:微信|微博|新浪微博|QQ(?:空间|好友)?|朋友圈|人人网|豆瓣)\\s*)*"
)
_EDGE = " |｜\u3000\xa0\t"
_TOOL = re.compile(
    "浏览|阅读|点击|访问|查看|人气|字体|字号|文字大小|打印|关闭|返回顶部|收藏|纠错|保护视力色|分享"
)
"""Words, one of which is in all that `_TOOLS` finds: they are found sooner."""
_LINE = re.compile(
    f"(?>(?:(?>{_TOOLS.pattern})|[|｜/\\s])+)"
    "|继续滑动看下一个|轻触阅读原文|预览时标签不可点"
    "|(?:微信)?(?:扫描)?二维码|微信公众号|官方微(?:信|博)|手机(?:版|端)|客户端下载"
    "|[（(【\\[]?(?:责任编辑|责编|网络编辑|本文编辑|值班编辑|编辑|审核|初审|复审|终审|[一二三]审|校对|监制|编审|编校)\\s*[：:][^。]{0,40}[）)】\\]]?"
    "|(?:您(?:现在|当前|目前)?的?(?:所在)?(?:的)?|(?:现在|当前|目前|所在)(?:的)?(?:所在)?)位置(?:是)?\\s*[：:].{0,80}"
    "|(?:上一篇|下一篇|上一页|下一页|上一条|下一条)(?:\\s*[：:].{0,80})?"
    "|(?:返回(?:首页|顶部|列表|上一页)|回到顶部|首\\s*页|关闭|打印|收藏|打印本页|加入收藏|设为首页|无障碍(?:浏览|阅读)?|长者(?:模式|助手|版)"
    "|网站(?:地图|声明)|联系我们|关于我们|登录|注册|搜索|分享|分享到[：:]?|分享至[：:]?|(?i:RSS|English)|繁体(?:版)?|繁體(?:版)?)"
    "|(?:版权所有|网站标识码|政府网站标识码|技术支持|主办(?:单位)?|承办(?:单位)?|网站管理)\\s*[：:]?.{0,60}"
    "|(?i:Copyright).{0,100}|©.{0,100}"
    "|(?:相关(?:链接|新闻|阅读|文章|报道|稿件|推荐|信息|解读)|推荐阅读|延伸阅读|热点(?:新闻|推荐|排行)|图片(?:新闻|推荐)|猜你喜欢|为您推荐|"
    "友情链接|精彩(?:图集|推荐)|点击排行|阅读排行|更多\\s*>*|更多>>|>>\\s*更多|相关附件\\s*[：:]?)"
    "|标签\\s*[：:].{0,60}|关键词\\s*[：:].{0,60}"
)
_SIGN = re.compile("扫一扫|扫码|二维码|关注|订阅|ICP备|icp备|公网安备")
_SIGNS = (
    (12, "扫一扫|扫码|扫描(?:上方|下方|左侧|右侧|此)?二维码|长按(?:识别|扫描)?二维码", 24),
    (4, "(?:点击|长按|戳)(?:上方|下方|这里|此处|文末)?.{0,6}(?:关注|订阅)(?:我们|公众号|本号)?", 4),
    (40, "ICP备|icp备|公网安备", 40),
)
"""What stands in a line that is none of the text, and how many characters may be before and after it.

One of the words of `_SIGN` is in each: they are found sooner.
"""
_SPAM = re.compile(
    "博彩|百家乐|时时彩|六合彩|彩票平台|娱乐城|娱乐平台|老虎机|真人荷官|威尼斯人|新葡京|葡京|皇冠体育|亚博|开元棋牌|棋牌(?:游戏|平台)"
    "|赌场|赌博网|捕鱼|bet365|私服|外挂|成人(?:视频|电影)|一夜情|同城约|裸聊|代开发票|办证|刻章|迷药|壮阳|高仿|秒到账"
)
_LURE = re.compile(
    "https?://|www\\.|官网|注册(?:送|就)|送彩金|下载|APP|app|微信[：:号]|QQ|扣扣|联系电话|客服|投注|平台|在线|免费"
)


def hidden(said: Mapping[str, str]) -> bool:
    """Tell whether a browser would not show an element, as its attributes say: where spam hides."""
    if "hidden" in said or said.get("aria-hidden") == "true":
        return True
    return "style" in said and _HIDDEN.search(said["style"]) is not None


def is_chrome(element: _Element, tag: str, said: Mapping[str, str]) -> bool:
    """Tell whether an element's name says that it is not part of the text, if it is short enough.

    `said` are its attributes.
    """
    if tag in ("html", "body", "main", "article", "h1"):
        return False
    if tag != "footer" and _NAMES.search(f"{said.get('class', '')} {said.get('id', '')}") is None:
        return False
    size = 0
    for text in element.itertext():
        size += len(text.strip())
        if size > _MOST:
            return False
    return True


def without_tools(text: str) -> str:
    """A line without counters and buttons: 来源：新华社 浏览量：123 -> 来源：新华社 (source: Xinhua)."""
    if len(text) >= 200 or not _TOOL.search(text):
        return text.strip(_EDGE)
    return _TOOLS.sub(" ", text).strip(_EDGE)


def is_tool(text: str) -> bool:
    """Tell whether a line is only a counter, a button, an editor's name: 【打印】 【关闭】 (print, close)."""
    if len(text) >= 160:
        return False
    line = text.strip("\u3000\xa0 ")
    if _LINE.fullmatch(line):
        return True
    return _SIGN.search(line) is not None and any(
        found.start() <= before and len(line) - found.end() <= after
        for before, sign, after in _SIGNS
        for found in re.finditer(sign, line)
    )


def is_spam(text: str, linked: int) -> bool:
    """Tell whether a line is the advertisement of whoever broke into the server.

    A text about gambling has such words too, so two of them are asked for, with a lure, or a link over all of
    it; `linked` are its characters inside links.
    """
    if _SPAM.search(text) is None:
        return False
    share = linked / max(1, len("".join(text.split())))
    words = {match[0] for match in _SPAM.finditer(text)}
    if "。" in text and share < 0.5 and len(words) < 3:
        return False
    return share > 0.8 or (len(words) > 1 and _LURE.search(text) is not None)
