"""PDF files made by hand, where each character is put in its place: columns, tables, watermarks, running heads.

The font is one that every reader of PDF has a table for (Adobe-GB1), so that nothing is embedded.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from documents.articles import NOTICE, RELEASE, RULES, STATISTICS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from documents.articles import Line

Sheet = tuple[bytes, list[str]]
WIDTH, HEIGHT = 595, 842
LEFT, RIGHT, TOP, SIZE, LEADING = 90, 505, 120, 16, 28
_CLOSING = "，。、；：！？）》”’%"


def put(text: str, x: float, y: float, size: float = SIZE, angle: float = 0) -> str:
    """The operators that show `text`, `y` from the top of the page."""
    cos, sin = math.cos(angle), math.sin(angle)
    code = text.encode("utf-16-be").hex()
    return f"BT /F {size} Tf {cos:.4f} {sin:.4f} {-sin:.4f} {cos:.4f} {x:.2f} {HEIGHT - y:.2f} Tm <{code}> Tj ET\n"


def rule(x0: float, y0: float, x1: float, y1: float) -> str:
    return f"0.5 w {x0} {HEIGHT - y0} m {x1} {HEIGHT - y1} l S\n"


def pdf(pages: Iterable[str], *, extra: str = "", rotate: int = 0) -> bytes:
    """A PDF of pages with these operators; `extra` goes into the catalogue."""
    contents = [page.encode("ascii") for page in pages]
    first = 5
    kids = " ".join(f"{first + 2 * n} 0 R" for n in range(len(contents)))
    objects = [
        f"<</Type/Catalog/Pages 2 0 R{extra}>>".encode(),
        f"<</Type/Pages/Kids[{kids}]/Count {len(contents)}>>".encode(),
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>",
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>"
        b"/DW 1000/W[1 95 500]/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[-25 -254 1000 880]"
        b"/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>>>",
    ]
    for n, content in enumerate(contents):
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]/Rotate {rotate}/Resources<</Font<</F 3 0 R>>>>"
            f"/Contents {first + 2 * n + 1} 0 R>>".encode()
        )
        objects.append(b"<</Length %d>>stream\n" % len(content) + content + b"endstream")
    out = bytearray(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def wide(text: str) -> float:
    return sum(0.5 if char.isascii() else 1.0 for char in text)


def broken(text: str, room: float, indent: float = 2) -> list[str]:
    """A paragraph in lines of so many characters, broken anywhere but before a closing mark; also in numbers."""
    lines, line, left = [], "", room - indent
    for char in text:
        if wide(line) + wide(char) > left and char not in _CLOSING:
            lines.append(line)
            line, left = "", room
        line += char
    return [*lines, line]


def set_out(lines: Sequence[Line], *, leading: float = LEADING, per_page: int = 24) -> list[str]:
    """The pages of an article, set as official documents are: indents of two characters, no space between."""
    room = (RIGHT - LEFT) / SIZE
    rows: list[tuple[str, float, float]] = []
    for what, zh in lines:
        if what == "title":
            rows += [(part, (WIDTH - wide(part) * 22) / 2, 22) for part in broken(zh, 16, 0)]
        elif what == "number":
            rows.append((zh, (WIDTH - wide(zh) * SIZE) / 2, SIZE))
        elif what == "sign":
            rows.append((zh, RIGHT - (wide(zh) + 2) * SIZE, SIZE))
        else:
            indent = 0 if zh.endswith("各部门：") else 2
            for n, part in enumerate(broken(zh, room, indent)):
                rows.append((part, LEFT + (0 if n else indent) * SIZE, SIZE))
    pages = []
    for start in range(0, len(rows), per_page):
        pages.append(
            "".join(
                put(text, x, TOP + n * leading, size)
                for n, (text, x, size) in enumerate(rows[start : start + per_page])
            )
        )
    return pages


def texts(lines: Sequence[Line]) -> list[str]:
    return [each for line in lines for each in (line.zh.split("|") if line.what == "cell" else [line.zh])]


def notice() -> Sheet:
    return pdf(set_out(NOTICE)), texts(NOTICE)


def rules() -> Sheet:
    return pdf(set_out(RULES)), texts(RULES)


def over_three_pages() -> Sheet:
    """Sentences go on over the page; page numbers, a running head and a watermark on each."""
    pages = set_out(NOTICE, per_page=9)
    furnished = [
        page
        + put("东河市人民政府公报", LEFT, 60, 10)
        + put(f"— {n} —", 280, 790, 12)
        + put("内部资料请勿外传", 150, 600, 40, math.pi / 4)
        for n, page in enumerate(pages, 1)
    ]
    return pdf(furnished), texts(NOTICE)


def two_columns() -> Sheet:
    """A newspaper: a title over two columns; a sentence goes on at the top of the second."""
    title, *rest = RELEASE
    rows = [
        part
        for line in rest
        for part in (("　　" if not n else "") + each for n, each in enumerate(broken(line.zh, 17)))
    ]
    half = (len(rows) + 1) // 2
    out = put(title.zh, (WIDTH - wide(title.zh) * 22) / 2, 100, 22)
    for column, x in ((rows[:half], 60), (rows[half:], 315)):
        for n, row in enumerate(column):
            indent = 2 * 14 if row.startswith("　　") else 0
            out += put(row.strip("　"), x + indent, 150 + 22 * n, 14)
    return pdf([out]), texts(RELEASE)


def table_with_rules() -> Sheet:
    title, first, caption, *rest = STATISTICS
    cells = [line.zh.split("|") for line in rest if line.what == "cell"]
    tail = [line for line in rest if line.what != "cell"]
    out = set_out([title, first])[0] + put(caption.zh, 230, 330, 14)
    xs, top, tall = (90, 230, 300, 400, 505), 350, 44
    for n, row in enumerate(cells):
        for m, text in enumerate(row):
            for k, part in enumerate(broken(text, (xs[m + 1] - xs[m] - 10) / 14, 0)):
                out += put(part, xs[m] + 5, top + tall * n + 18 + 18 * k, 14)
    for n in range(len(cells) + 1):
        out += rule(xs[0], top + tall * n, xs[-1], top + tall * n)
    for x in xs:
        out += rule(x, top, x, top + tall * len(cells))
    rows = [
        part
        for line in tail
        for part in (("　　" if not n else "") + each for n, each in enumerate(broken(line.zh, 25.9)))
    ]
    for n, row in enumerate(rows):
        out += put(
            row.strip("　"),
            LEFT + (2 * SIZE if row.startswith("　　") else 0),
            top + tall * len(cells) + 40 + LEADING * n,
        )
    return pdf([out]), texts(STATISTICS)


def table_without_rules() -> Sheet:
    cells = [line.zh.split("|") for line in STATISTICS if line.what == "cell"]
    out = put(
        "全市主要指标如下表所示，其中各项增速按可比价格计算，不含价格变动因素。"[:25], LEFT + 2 * SIZE, TOP
    )
    out += put("不含价格变动因素的影响。", LEFT, TOP + LEADING)
    for n, row in enumerate(cells):
        for m, text in enumerate(row):
            out += put(text, (90, 270, 340, 430)[m], TOP + 80 + 26 * n, 14)
    first = "全市主要指标如下表所示，其中各项增速按可比价格计算"[:25] + "不含价格变动因素的影响。"
    return pdf([out]), [first, *(text for row in cells for text in row)]


def numbers_cut_by_lines() -> Sheet:
    """Every figure of this paragraph but the last is cut by the end of a line."""
    whole = "全市安排专项资金合计人民币1280万元，惠及困难群众和低收入家庭共计35460户，户均增收约2130.5元。"
    rows = [
        "全市安排专项资金合计人民币12",
        "80万元，惠及困难群众和低收入家庭共计3",
        "5460户，户均增收约2130.5元。",
    ]
    edge = LEFT + 20 * SIZE
    out = "".join(
        put(row, edge - wide(row) * SIZE if n < 2 else LEFT, TOP + LEADING * n) for n, row in enumerate(rows)
    )
    return pdf([out]), [whole]


def radicals() -> Sheet:
    return pdf([put("以⼈民为中⼼，推动⾼质量发展。", LEFT, TOP)]), ["以⼈民为中⼼，推动⾼质量发展。"]


def printed_bold_twice() -> Sheet:
    text = "关于加强安全生产工作的通知"
    out = (
        put(text, LEFT, TOP, 22)
        + put(text, LEFT + 0.4, TOP, 22)
        + put("各单位要落实责任，排查隐患。", LEFT, TOP + 60)
    )
    return pdf([out]), [text, "各单位要落实责任，排查隐患。"]


def turned() -> Sheet:
    """A page that is stored lying, and shown upright."""
    text = "会议指出，要抓好落实。"
    return pdf([put(text, 100, 400, SIZE, math.pi / 2)], rotate=90), [text]


def footnote() -> Sheet:
    out = "".join(set_out([RELEASE[1]]))
    out += rule(LEFT, 690, LEFT + 100, 690) + put("①数据截至2月底。", LEFT, 710, 10)
    return pdf([out]), [RELEASE[1].zh, "①数据截至2月底。"]


def _rows(page: int) -> list[tuple[str, str, str]]:
    return [
        (f"{page}区{n:02d}县", str(7 * n + page), f"{1000 + 37 * n + 501 * page:,}") for n in range(1, 26)
    ]


def tables_to_the_edges() -> Sheet:
    """Four pages that are nothing but a table, from the top edge to the bottom: without rules, then with."""
    pages, expected = [], []
    for page in range(1, 5):
        ruled = page > 2
        out = ""
        for n, row in enumerate(_rows(page)):
            y = 42 + 30 * n
            out += "".join(put(text, x, y, 12) for text, x in zip(row, (90, 260, 420), strict=True))
            out += rule(80, y + 10, 510, y + 10) * ruled
            expected += row
        out += rule(80, 22, 510, 22) * ruled
        out += "".join(rule(x, 22, x, 772) for x in (80, 250, 410, 510)) * ruled
        pages.append(out + put(f"— {page} —", 280, 815, 10))
    return pdf(pages), expected


def set_vertically() -> Sheet:
    """Columns from the right, the figures in them on their side; commas in the corner of their square."""
    title = RELEASE[0]
    notice = "兹定于二〇二六年五月一日起实行新的停车收费标准，全天最高四十元，咨询电话12345。"
    columns = [title.zh, *(f"　　{each}" if not n else each for n, each in enumerate(_cut(notice, 22)))]
    columns += ["　　特此公告。东河市人民政府"]
    out = ""
    for number, column in enumerate(columns):
        size = SIZE * (1.5 if not number else 1)
        x, y = RIGHT - 40 * number, 140.0
        for char in column:
            if char.isascii():
                out += put(char, x + 0.15 * size, y - 0.85 * size, size, -math.pi / 2)
                y += size / 2
            else:
                out += put(char, x, y, size)
                y += size
    return pdf([out]), [title.zh, notice, "特此公告。东河市人民政府"]


def _cut(text: str, length: int) -> list[str]:
    return [text[: length - 2], *(text[n : n + length] for n in range(length - 2, len(text), length))]


def _in_columns(lines: Sequence[Line], count: int, top: float, size: float) -> str:
    """Paragraphs set in columns of the same height, as a newspaper does."""
    gap, left, right = 18, 50, 545
    width = (right - left - gap * (count - 1)) / count
    rows = [
        (part, 0 if n else 2 * size)
        for line in lines
        for n, part in enumerate(broken(line.zh, int(width / size)))
    ]
    tall = -(-len(rows) // count)
    return "".join(
        put(part, left + (at // tall) * (width + gap) + indent, top + 1.5 * size * (at % tall), size)
        for at, (part, indent) in enumerate(rows)
    )


def three_and_four_columns() -> Sheet:
    """A page in three, with a title and a caption over all of them, and one in four."""
    texts = [line for line in (*RELEASE[1:], *NOTICE[3:]) if line.what in ("body", "item")]
    title, caption = RELEASE[0].zh, "图1 全省养老服务工作会议会场，各市在分会场参加，会期一天"
    three = put(title, (WIDTH - wide(title) * 22) / 2, 90, 22) + _in_columns(texts, 3, 130, 11)
    three += put(caption, 130, 420, 10) + _in_columns(texts, 3, 450, 11)
    said = [line.zh for line in texts]
    return pdf([three, _in_columns(texts, 4, 100, 9)]), [title, *said, caption, *said, *said]


def cells_far_apart() -> Sheet:
    """Two columns of cells that are about as wide as each other, and no running text."""
    rows = [
        ("柳塘镇水库除险加固工程", "市水利局农村水利科负责"),
        ("杨林镇堤防提升改造项目", "市水利局河道管理处负责"),
        ("桃园镇排涝泵站更新工程", "市住房城乡建设局负责"),
        ("城区内涝点综合整治工程", "市城市管理执法局负责"),
    ]
    out = "".join(
        put(text, x, TOP + 26 * n, 12)
        for n, row in enumerate(rows)
        for x, text in zip((60, 350), row, strict=True)
    )
    return pdf([out]), [text for row in rows for text in row]


def english_cut_by_lines() -> Sheet:
    """Words that the end of a line cuts, one that has its hyphen itself, and words far apart in a full line."""
    rows = (
        "该报告由亚太经合组织秘书处以英文发布，题为Infra-",
        "structure and Energy Interconnection for the Asia-",
        "Pacific (APEC) economies.",
    )
    out = "".join(put(row, LEFT + 2 * SIZE * (not n), TOP + LEADING * n) for n, row in enumerate(rows[:2]))
    for n, word in enumerate(("Pacific ", "(APEC) ", "economies.")):
        out += put(word, LEFT + (0, 9 * SIZE / 2, 17 * SIZE / 2)[n], TOP + LEADING * 2)
    whole = "该报告由亚太经合组织秘书处以英文发布，题为Infrastructure and Energy Interconnection for the Asia-Pacific (APEC) economies."
    return pdf([out]), [whole]


def under_the_date() -> Sheet:
    """What stands under the date of a notice, and lines of a cover, are paragraphs of their own."""
    cover = (
        put("东河市水利发展规划", 180, 260, 26)
        + put("东河市水利局", 250, 600)
        + put("二〇二六年六月", 242, 628)
    )
    text = "请各县区认真贯彻执行，并于6月30日前报送落实情况，重要事项随时报告。"
    rows = broken(text, (RIGHT - LEFT) / SIZE)
    out = "".join(put(row, LEFT + 2 * SIZE * (not n), TOP + LEADING * n) for n, row in enumerate(rows))
    end = RIGHT - 8 * SIZE
    for n, (row, x) in enumerate(
        (("东河市水利局", end), ("2026年6月1日", end + SIZE), ("（此件公开发布）", LEFT + 2 * SIZE))
    ):
        out += put(row, x, TOP + LEADING * (3 + n))
    contents = put("目录", 260, TOP, 22) + "".join(
        put(f"{name}{'.' * (90 - int(2 * wide(name)))}{page}", LEFT, TOP + 60 + LEADING * n, 12)
        for n, (name, page) in enumerate((("第一章总体要求", 1), ("第二章主要任务", 12)))
    )
    return pdf([cover, contents, out]), [
        *(
            "东河市水利发展规划",
            "东河市水利局",
            "二〇二六年六月",
            "目录",
            "第一章总体要求 1",
            "第二章主要任务 12",
        ),
        *(text, "东河市水利局", "2026年6月1日", "（此件公开发布）"),
    ]


def a_head_on_each_page() -> Sheet:
    """A table over three pages, whose head is printed on each: it heads one table, and is read once."""
    head, pages, expected = ("序号", "项目名称", "金额"), [], ["序号", "项目名称", "金额"]
    for page in range(3):
        out = ""
        rows = [
            (f"{10 * page + n}", f"柳塘{10 * page + n}号泵站", f"{120 + 7 * n}万元") for n in range(1, 11)
        ]
        for n, row in enumerate((head, *rows)):
            out += "".join(
                put(text, x, 140 + 30 * n, 12) for text, x in zip(row, (90, 160, 420), strict=True)
            )
        out += "".join(rule(80, 120 + 30 * n, 510, 120 + 30 * n) for n in range(12))
        pages.append(out + "".join(rule(x, 120, x, 450) for x in (80, 150, 410, 510)))
        expected += [text for row in rows for text in row]
    return pdf(pages), expected


def short_lines() -> Sheet:
    """Short paragraphs that begin at the margin, and are about as wide as each other; a reading over one."""
    rows = ["会议强调，要抓好落实。", "全市共有12个乡镇。", "前言", "各部门要积极推广枫桥经验。"]
    out = "".join(put(row, LEFT, TOP + 2 * LEADING * n) for n, row in enumerate(rows))
    out += put("feng qiao", LEFT + 8 * SIZE, TOP + 6 * LEADING - SIZE, 7)
    return pdf([out]), rows


SHEETS: dict[str, Callable[[], Sheet]] = {
    made.__name__: made
    for made in (
        notice,
        rules,
        over_three_pages,
        two_columns,
        table_with_rules,
        table_without_rules,
        numbers_cut_by_lines,
        radicals,
        printed_bold_twice,
        turned,
        footnote,
        tables_to_the_edges,
        set_vertically,
        three_and_four_columns,
        cells_far_apart,
        english_cut_by_lines,
        under_the_date,
        a_head_on_each_page,
        short_lines,
    )
}
