"""What looks like a term, and what never is one: the shapes of institutions and places, stop characters,
general words.

The lists are short on purpose. What they let through costs a reader one line; what they keep out is not seen.
"""

from __future__ import annotations

import re

from briefing.chinese import HAN_RANGES

BOUNDARY_BEFORE = frozenset("的了和与及或是在对把被从以于其并而也都又就将该这那由让使向据经到至自为")
"""Before a candidate, one of these is as good as the start of the sentence."""

BOUNDARY_AFTER = frozenset("的了和与及或等是在对把被从以于其并而也都又就将该这那由让使着得为之们")
"""After a candidate, one of these is as good as the end of the sentence."""

_NEVER_FIRST = BOUNDARY_AFTER | frozenset("更最各每据给不有至到个类项名家次场断")
_NEVER_LAST = BOUNDARY_BEFORE | frozenset("不等更最各每第给有着们")


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


LEADING = _words("""
    进一步 不断 积极 切实 着力 大力 持续 深入 努力 有效 充分 加快 加大 加强 推进 推动 促进 完善 健全
    建立 构建 深化 提升 提高 坚持 落实 开展 实施 强化 优化 扩大 增强 实现 做好 推行 打造 聚焦 围绕 通过
    为了 根据 按照 关于 对于 印发 出台 制定 举行 召开 突出 凝聚 发挥 统筹 支持 鼓励 引导 确保 保持 成为
    作为 包括 其中 同时 以及 已经 目前 我国 我省 我市 全省 全市 全国 全县 本次 这次 一批 一系列 一是
    二是 三是 四是 五是 要求 比上年 同比 累计 共有 新增 增长 下降 可以 应当 不得 没有 需要 能够 必须
    参与 纳入 组织实施 增加 减少 率先 奋力 用心 深刻 加以 予以 形成
""")
"""Verbs and adverbs that take a term as their object, or open a sentence: what follows is the candidate."""

TRAILING = _words("""
    方面 以来 期间 之间 左右 以上 以下 以内 以外 之一 同比 之后 之前 增长 下降 分别 进行 以及 或者 并且
""")
"""What comes after a term and is no part of it."""

GENERAL = frozenset(
    (
        *LEADING,
        *TRAILING,
        *_words("""
    上年 工作 问题 情况 方式 活动 项目 内容 水平 能力 作用 重点 重要 基本 主要 有关 相关 部门 单位 地区
    国家 社会 发展 建设 服务 管理 制度 体系 机制 政策 措施 任务 目标 基础 条件 方向 过程 结果 原则 意见
    通知 规定 办法 领域 人员 群众 人民 企业 经济 农村 城市 社区 城乡 全面 统一 共同 特别 尤其 一定 一些
    许多 各种 各类 各级 各地 如果 因为 所以 但是 我们 他们 自己 这个 那个 这些 那些 什么 时候 现在 今年
    去年 明年 今天 记者 介绍 表示 指出 强调 认为 负责 责任 精神 讲话 会议 下一步 生活 美好 省级 县级
    市级 乡镇 街道 分类 改革 创新 保障 救助 治理 需求 程度 范围 数量 比重 规模 产量 收入 总额 总数 平均
    标准 成效 成果 成绩 贡献 力度 力量 优势 特色 特点 模式
"""),
    )
)
"""Words so general that by themselves they are no entry for a termbase."""

_INSTITUTIONS = _words("""
    委员会 办公厅 办公室 领导小组 指挥部 总工会 联合会 协会 学会 商会 基金会 研究院 研究所 科学院
    人民法院 人民检察院 法院 检察院 管理局 总局 总署 银行 集团 公司 大学 出版社 服务中心 研究中心
    管理中心 厅(?!级|长) 局(?!部|势|面|长) 部(?!门|分|队|署|长|级|件) 署(?!名|长)
""")
# Of one character, so that 全部 (all), 格局 (pattern) and 布局 (layout) must be told from 民政部 and 统计局.
_NOT_INSTITUTIONS = _words("""
    全部 内部 外部 干部 局部 各部 本部 格局 布局 大局 全局 结局 当局 开局 部署 签署 公署 客厅 餐厅 大厅
    东部 西部 中部 南部 北部 党部 支部 总部 俱乐部 顶部 底部 区域布局
""")
_NOT_PLACES = _words("""
    城市 上市 股市 超市 都市 各市 门市 楼市 集市 地市 夜市 区市 大市 地区 社区 园区 灾区 山区 林区 牧区
    小区 城区 市区 辖区 景区 各区 开发区 自治区 特区 校区 库区 老区 湾区 湖区 省区 县区 政区 禁区 误区
    选区 示范区 试验区 功能区 保护区 全省 全市 全县 全区 各省 各县 我省 我市 我县 我区 本省 本市 本县
    跨省 外省 节省 反省 知县
""")
_NOT_IN_PLACES = frozenset("跨座省市县区大个全各")
"""Characters that 省 (province), 市 (city) and the like have before them where no place is named."""

_STOPS = "的了和与及或在对由向据经到至从为将被把等"
_EDGE = f"(?:(?<![{HAN_RANGES}])|(?<=[{_STOPS}]))(?![{_STOPS}])"
INSTITUTION = re.compile(f"{_EDGE}(?:(?![与及的等])[{HAN_RANGES}]){{2,14}}?(?:{'|'.join(_INSTITUTIONS)})")
"""An institution, from a place where one may begin to its first possible end."""
PLACE = re.compile(f"{_EDGE}[{HAN_RANGES}]{{1,5}}?(?:自治州|自治县|开发区|新区|省|市|县|区|州|旗)")
"""A place, as far as its last character shows it."""

_VAGUE = re.compile("各级|各类|有关|相关|我们|这些|那些|等等")


def is_term_like(zh: str) -> bool:
    """Whether `zh` may be a term as far as it shows by itself.

    >>> [is_term_like(zh) for zh in ("社会救助", "的社会", "进一步", "加强社会救助")]
    [True, False, False, False]
    """
    return (
        len(zh) > 1
        and zh[0] not in _NEVER_FIRST
        and zh[-1] not in _NEVER_LAST
        and zh not in GENERAL
        and not zh.startswith(LEADING)
        and not zh.endswith(TRAILING)
        and not _VAGUE.search(zh)
    )


def is_institution(zh: str) -> bool:
    """Whether `zh`, which ends as an institution does, is one: 民政部 (ministry), not 全部 (all)."""
    return is_term_like(zh) and not zh.endswith(_NOT_INSTITUTIONS)


def is_place(zh: str) -> bool:
    """Whether `zh`, which ends as a place does, is one: 镇江市 (Zhenjiang), not 城市 (city)."""
    return is_term_like(zh) and len(zh) > 2 and zh[0] not in _NOT_IN_PLACES and not zh.endswith(_NOT_PLACES)
