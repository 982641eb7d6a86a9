"""The parts of a DOCX that are the same for every briefing: styles, fonts, settings, and what binds them.

Office Open XML, ISO/IEC 29500-1:2016 (transitional). A4; Latin and East Asian fonts apart, all of which come
with Word on Windows and macOS, and which LibreOffice knows how to replace.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from briefing.archives import DIGEST, PLACEHOLDER, SEAL, sealed_package

if TYPE_CHECKING:
    from briefing.document import Kind

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DOCUMENT, COMMENTS, STYLES = "word/document.xml", "word/comments.xml", "word/styles.xml"

MARK = "_briefing_"
"""What the names of the bookmarks begin with that tell the paragraphs of a briefing in somebody's document:
`_briefing_p3_zh` (Chinese), `_briefing_p3_en`, `_briefing_p3_same` (the English is what stands there)."""
SOURCE_TITLE = "Chinese text"
"""Of the part of the last section with the Chinese, where the English stands in its place."""

AUTHOR = "briefing"
"""Of the comments that are findings; those of people have other names."""

CHINESE: dict[Kind, str] = {
    "body": "Chinese Body",
    "heading": "Chinese Heading",
    "byline": "Chinese Byline",
    "list-item": "Chinese List Item",
}
ENGLISH: dict[Kind, str] = {
    "body": "English Body",
    "heading": "heading 2",
    "byline": "English Byline",
    "list-item": "English List Item",
}
"""The names of the paragraph styles by kind; the first heading of a text has TITLE."""

TITLE = "heading 1"
APPENDIX = "Appendix Heading"
SECTION = "Appendix Section"
FINDING = "Finding"
RECORD = "Briefing Record"
HEADER = "Table Header"
NUMBER = "Paragraph Number"
UNTRANSLATED = "Not Translated"
TERM, FIGURE, MISSING = "Term", "Figure", "Missing Rendering"

_TYPE = "application/vnd.openxmlformats-officedocument"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_RELATIONSHIP = f"{_PACKAGE}/relationships"
COMMENTS_TYPE = f"{_TYPE}.wordprocessingml.comments+xml"
CUSTOM_TYPE = f"{_TYPE}.custom-properties+xml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FONTS = '<w:rFonts w:ascii="{0}" w:hAnsi="{0}" w:cs="{0}" w:eastAsia="{1}"/>'
SERIF = _FONTS.format("Times New Roman", "SimSun")
SANS = _FONTS.format("Arial", "SimHei")
_MONO = _FONTS.format("Courier New", "SimSun")
ALARM = "B00020"
"""The red of what is missing."""
_QUIET = '<w:color w:val="595959"/>'

PARAGRAPHS: dict[str, tuple[str, str, str]] = {
    "Chinese Body": ("Normal", '<w:spacing w:before="120" w:after="40"/>', ""),
    "Chinese Heading": ("Chinese Body", "<w:keepNext/>", f"{SANS}<w:b/>"),
    "Chinese Byline": ("Chinese Body", "", '<w:color w:val="595959"/>'),
    "Chinese List Item": ("Chinese Body", "", ""),
    "English Body": ("Normal", '<w:spacing w:before="120" w:after="80"/>', ""),
    "English Byline": ("English Body", "", '<w:i/><w:color w:val="595959"/>'),
    "English List Item": ("English Body", "", ""),
    TITLE: (
        "Normal",
        '<w:keepNext/><w:spacing w:before="120" w:after="120"/><w:outlineLvl w:val="0"/>',
        f'{SANS}<w:b/><w:sz w:val="28"/>',
    ),
    "heading 2": (
        "Normal",
        '<w:keepNext/><w:spacing w:before="120" w:after="80"/><w:outlineLvl w:val="1"/>',
        f'{SANS}<w:b/><w:sz w:val="24"/>',
    ),
    APPENDIX: (TITLE, '<w:pageBreakBefore/><w:outlineLvl w:val="0"/>', ""),
    SECTION: ("heading 2", '<w:outlineLvl w:val="1"/>', ""),
    FINDING: ("Normal", '<w:spacing w:after="60"/><w:ind w:left="284" w:hanging="284"/>', ""),
    RECORD: (
        "Normal",
        '<w:spacing w:after="0"/>',
        f'{_MONO}<w:noProof/>{_QUIET}<w:sz w:val="14"/>',
    ),
    HEADER: ("Normal", "<w:keepNext/>", f'{SANS}<w:b/><w:sz w:val="18"/>'),
    "footer": ("Normal", '<w:jc w:val="center"/>', '<w:color w:val="595959"/><w:sz w:val="18"/>'),
    "annotation text": ("Normal", '<w:spacing w:after="0"/>', '<w:sz w:val="20"/>'),
}
"""Paragraph styles: name -> what it is based on, its properties, those of its runs."""

CHARACTERS: dict[str, str] = {
    NUMBER: '<w:color w:val="595959"/><w:sz w:val="16"/>',
    UNTRANSLATED: f'<w:b/><w:color w:val="{ALARM}"/>',
    TERM: '<w:shd w:val="clear" w:color="auto" w:fill="DDEFD9"/>',
    FIGURE: '<w:shd w:val="clear" w:color="auto" w:fill="FFF0C2"/>',
    MISSING: f'<w:u w:val="wave" w:color="{ALARM}"/><w:shd w:val="clear" w:color="auto" w:fill="F9D9DC"/>',
    "annotation reference": '<w:sz w:val="16"/>',
}
"""Character styles: name -> properties."""


def style_id(name: str) -> str:
    """The id of the style, as documents refer to it: the name without spaces."""
    return name.replace(" ", "")


def package(document: bytes, comments: bytes, title: str) -> bytes:
    """The file: `document` and `comments` are the parts of these names, `title` is shown by file managers."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships(
            (f"{R}/officeDocument", DOCUMENT),
            (f"{_RELATIONSHIP}/metadata/core-properties", "docProps/core.xml"),
            (f"{R}/custom-properties", SEAL),
        ),
        DOCUMENT: document,
        "word/_rels/document.xml.rels": _relationships(
            *((f"{R}/{name}", f"{name}.xml") for name in ("styles", "settings", "fontTable", "comments")),
            (f"{R}/footer", "footer1.xml"),
        ),
        STYLES: _styles(),
        "word/settings.xml": _settings(),
        "word/fontTable.xml": _fonts(),
        COMMENTS: comments,
        "word/footer1.xml": _footer(),
        "docProps/core.xml": _core(title),
        SEAL: custom_properties(),
    }
    return sealed_package(parts)


FOOTER_ID = "rId5"
"""Of the footer among the relationships of the document."""


def _content_types() -> bytes:
    names = ("document.main", "styles", "settings", "fontTable", "comments")
    paths = (DOCUMENT, STYLES, "word/settings.xml", "word/fontTable.xml", COMMENTS)
    types = [(path, f"{_TYPE}.wordprocessingml.{name}+xml") for path, name in zip(paths, names, strict=True)]
    types += [
        ("word/footer1.xml", f"{_TYPE}.wordprocessingml.footer+xml"),
        ("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
        (SEAL, CUSTOM_TYPE),
    ]
    overrides = "".join(f'<Override PartName="/{path}" ContentType="{kind}"/>' for path, kind in types)
    return (
        f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    ).encode()


def _relationships(*targets: tuple[str, str]) -> bytes:
    items = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_RELATIONSHIP}">{items}</Relationships>'.encode()


def _styles() -> bytes:
    styles = [
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
        '<w:name w:val="Normal"/><w:qFormat/></w:style>',
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/></w:style>',
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:left w:w="85" w:type="dxa"/>'
        '<w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>',
    ]
    for name, (base, paragraph, run) in PARAGRAPHS.items():
        ppr = f"<w:pPr>{paragraph}</w:pPr>" if paragraph else ""
        rpr = f"<w:rPr>{run}</w:rPr>" if run else ""
        styles.append(
            f'<w:style w:type="paragraph" w:styleId="{style_id(name)}"><w:name w:val="{name}"/>'
            f'<w:basedOn w:val="{style_id(base)}"/><w:qFormat/>{ppr}{rpr}</w:style>'
        )
    for name, run in CHARACTERS.items():
        styles.append(
            f'<w:style w:type="character" w:styleId="{style_id(name)}"><w:name w:val="{name}"/>'
            f'<w:basedOn w:val="DefaultParagraphFont"/><w:rPr>{run}</w:rPr></w:style>'
        )
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{SERIF}<w:sz w:val="21"/><w:szCs w:val="21"/>'
        '<w:lang w:val="en-GB" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:after="80" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
        "</w:docDefaults>"
    )
    return f'{_HEAD}<w:styles xmlns:w="{W}">{defaults}{"".join(styles)}</w:styles>'.encode()


def _settings() -> bytes:
    return (
        f'{_HEAD}<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:compatSetting'
        ' w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-GB" w:eastAsia="zh-CN"/></w:settings>'
    ).encode()


def _fonts() -> bytes:
    fonts = (
        ("Times New Roman", "", "roman"),
        ("Arial", "", "swiss"),
        ("Courier New", "", "modern"),
        ("SimSun", "宋体", "auto"),
        ("SimHei", "黑体", "auto"),
    )
    items = "".join(
        f'<w:font w:name="{name}">'
        + (f'<w:altName w:val="{other}"/><w:charset w:val="86"/>' if other else '<w:charset w:val="00"/>')
        + f'<w:family w:val="{family}"/><w:pitch w:val="variable"/></w:font>'
        for name, other, family in fonts
    )
    return f'{_HEAD}<w:fonts xmlns:w="{W}">{items}</w:fonts>'.encode()


def _footer() -> bytes:
    def field(name: str) -> str:
        return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'

    return (
        f'{_HEAD}<w:ftr xmlns:w="{W}"><w:p><w:pPr><w:pStyle w:val="footer"/></w:pPr>{field("PAGE")}'
        f'<w:r><w:t xml:space="preserve"> / </w:t></w:r>{field("NUMPAGES")}</w:p></w:ftr>'
    ).encode()


def _core(title: str) -> bytes:
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>{AUTHOR}</dc:creator></cp:coreProperties>"
    ).encode()


def custom_properties() -> bytes:
    """The part SEAL with nothing in it but a place for the digest."""
    return (
        f'{_HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
        ' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"'
        f' pid="2" name="{DIGEST}">'
        f"<vt:lpwstr>{PLACEHOLDER}</vt:lpwstr></property></Properties>"
    ).encode()
