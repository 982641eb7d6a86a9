from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.normalize import SCRIPTS, Script, normalize
from briefing.normalize.edits import apply, rebuild

EXAMPLE = Path(__file__).parents[1] / "examples" / "jiangsu-civil-affairs.zh-Hant.txt"

READINGS = {
    "tone marks": ("高質(zhì)量發(fā)展", "高质量发展"),
    "full-width brackets": ("质（zhì）量", "质量"),
    "digits": ("质(zhi4)量，绿(lü4)(lv4)色", "质量，绿(lv4)色"),
    "u with dots": ("绿(lǜ)色，女(nǚ)性，旅(lu:3)游", "绿色，女性，旅游"),
    "marks as characters of their own": ("質(zhi\u0300)量，綠(lu\u0308\u0300)色", "质量，绿色"),
    "letters of phonetic fonts": ("發(fɑ̄)展，改(ɡǎi)革", "发展，改革"),
    "any reading of the character": ("重(chóng)庆，重(zhòng)要，重(zhǒng)要", "重庆，重要，重(zhǒng)要"),
    "capitals": ("质(Zhì)量", "质量"),
    "the neutral tone": ("的(de)，了(le)，我们(men)，的(de5)", "的，了，我们，的"),
    "no tone, no reading": ("质(zhi)量", "质(zhi)量"),
    "another character's reading": ("质(fā)量", "质(fā)量"),
    "abbreviations": ("世贸组织（WTO）和国内生产总值(GDP)", "世贸组织（WTO）和国内生产总值(GDP)"),
    "years, numbers, words": ("计划(2022)(二)，乡镇(街道)，他(he)", "计划(2022)(二)，乡镇(街道)，他(he)"),
    "inside a word that OpenCC knows": (
        "著(zhù)名，執(zhí)著(zhuó)，落實(shí)落細(xì)",
        "著名，执着，落实落细",
    ),
}

SCRIPT = {
    "Traditional of Taiwan": ("著力落實落細，顯著提升臺灣裡程", "着力落实落细，显著提升台湾里程", "tw"),
    "Simplified is left alone": (
        "显著提升，著作等身，志愿者，智慧社区",
        "显著提升，著作等身，志愿者，智慧社区",
        "s",
    ),
    "no words of Taiwan's turned": ("深入推進智慧社區建設", "深入推进智慧社区建设", "tw"),
    "one character, several origins": (
        "乾淨的幹部，若干係數，關係，皇后與後來",
        "干净的干部，若干系数，关系，皇后与后来",
        "tw",
    ),
    "a Traditional name in a Simplified text": (
        "国务院总理会见了来访的客人，双方就经济贸易问题进行了会谈，並发表声明",
        "国务院总理会见了来访的客人，双方就经济贸易问题进行了会谈，並发表声明",
        "s",
    ),
    "nothing that tells": ("人民大会", "人民大会", "s"),
    "paragraphs of both": (
        "显著提升服务质量，国务院发布规划\n著力提升服務質量，國務院發布規劃",
        "显著提升服务质量，国务院发布规划\n着力提升服务质量，国务院发布规划",
        "s+tw",
    ),
}

CHARACTERS = {
    "what a terminal obeys": (
        "\x1b[1;31m各县区\x1b[0m要抓好落实\x9b2K，\x1b[第3条",
        "各县区要抓好落实，[第3条",
    ),
    "zero width": ("高\u200b质\ufeff量\u00ad发\u2060展", "高质量发展"),
    "controls": ("高\x00质\x1b量\x7f", "高质量"),
    "tabs and line breaks stay": ("高\t质\n量\r\n发\u2028展", "高\t质\n量\r\n发\u2028展"),
    "directions": ("\u202a高质量\u202c", "高质量"),
    "variants of a character": ("葛\U000e0100洪，直\ufe00", "葛洪，直"),
    "emoji stay whole": ("好👨‍👩‍👧！❤️", "好👨‍👩‍👧！❤️"),
    "full-width letters and digits": ("１２．５％，Ａ股，ｗｔｏ＠ａ．ｃｎ", "12.5%，A股，wto@a.cn"),
    "what NFKC would ruin": ("〇①：“”…—㎡½、～", "〇①：“”…—㎡½、～"),
    "half-width Chinese marks": ("好｡｢是｣､", "好。「是」、"),
    "radicals of PDF files": ("⼈⺠⻔户", "人民门户"),
    "compatibility characters": ("來自", "来自"),
    "no surrogate gets through": ("高\ud800", "高\ufffd"),
}

ENTITIES = {
    "by number": ("增长5&#37;，降至3&#x2030;", "增长5%，降至3‰"),
    "by name": ("R&amp;D投入&ldquo;双增长&rdquo;，3&times;4", "R&D投入“双增长”，3×4"),
    "a space that scraping left": ("支出&nbsp;30&nbsp;亿元", "支出\xa030\xa0亿元"),
    "escaped twice and three times": ("&amp;lt;摘要&amp;gt;&amp;amp;#37;", "<摘要>%"),
    "without its semicolon": ("支出&nbsp30亿元", "支出\xa030亿元"),
    "its semicolon made full-width": ("支出&nbsp；30亿元&#37；", "支出\xa030亿元%"),
    "a character to be taken out": ("高&#8203;质&shy;量", "高质量"),
    "one that is then normalized": ("高質&#40;zh&igrave;&#41;量&#44;穩定", "高质量，稳定"),
    "no character at all": ("高&#0;&#xD800;&#1114112;", "高\ufffd\ufffd\ufffd"),
    "a bar in a cell of a table": ("指标&#124;口径&vert;单位", "指标｜口径｜单位"),
    "an ampersand of the text's own": ("R&D；AT&T;B&Q", "R&D；AT&T;B&Q"),
    "an escaped one": ("AT&amp;T;", "AT&T;"),
}

PUNCTUATION = {
    "beside Chinese": ("民政为民,民政爱民;好!对吗?如下:", "民政为民，民政爱民；好！对吗？如下："),
    "after a figure or a word": ("共8,515万,增长5.2%,其中GDP,下同", "共8,515万，增长5.2%，其中GDP，下同"),
    "inside numbers and times": ("1,234,567元,9:30开始,比分3:2", "1,234,567元，9:30开始，比分3:2"),
    "after quotes and brackets": ("“好”,“是”;(街道),21名", "“好”，“是”；(街道)，21名"),
    "before quotes": ("GDP:“增长”", "GDP：“增长”"),
    "English stays": ("Hello, “world”; why? OK!", "Hello, “world”; why? OK!"),
    "full stops stay": ("好.见1.", "好.见1."),
    "with spaces": ("年末 , 全国", "年末 ， 全国"),
    "several in a row": ("真的吗?!好!!", "真的吗？！好！！"),
    "addresses": (
        "见https://a.cn/b,c?d=1;e:2,下同,www.gov.cn:80/a,b",
        "见https://a.cn/b,c?d=1;e:2，下同，www.gov.cn:80/a,b",
    ),
    "an image in Markdown": ("图![江苏](a.png)", "图![江苏](a.png)"),
}


@pytest.mark.parametrize(("text", "expected"), READINGS.values(), ids=READINGS)
def test_readings(text: str, expected: str) -> None:
    assert normalize(text).text == expected


@pytest.mark.parametrize(("text", "expected", "script"), SCRIPT.values(), ids=SCRIPT)
def test_script(text: str, expected: str, script: str) -> None:
    result = normalize(text)
    assert (result.text, result.script) == (expected, script)


@pytest.mark.parametrize(("text", "expected"), CHARACTERS.values(), ids=CHARACTERS)
def test_characters(text: str, expected: str) -> None:
    assert normalize(text, "tw" if "來" in text else "auto").text == expected


@pytest.mark.parametrize(("text", "expected"), ENTITIES.values(), ids=ENTITIES)
def test_entities(text: str, expected: str) -> None:
    result = normalize(text, "tw" if "質" in text else "auto")
    assert result.text == expected
    assert rebuild(result.text, result.edits) == text
    assert {reason for edit in result.edits for reason in edit.reason.split("+")} <= {
        *("entity", "control", "pinyin", "punctuation", "script")
    }


@pytest.mark.parametrize(("text", "expected"), PUNCTUATION.values(), ids=PUNCTUATION)
def test_punctuation(text: str, expected: str) -> None:
    assert normalize(text).text == expected


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("s", "著力建設智慧社區裏"),
        ("t", "著力建设智慧社区里"),
        ("tw", "着力建设智慧社区里"),
        ("twp", "着力建设智能社区里"),
    ],
)
def test_a_script_asked_for(script: Script, expected: str) -> None:
    result = normalize("著力建設智慧社區裏", script)
    assert (result.text, result.script) == (expected, script)


def test_hong_kong() -> None:
    assert normalize("行政長官着力改善市民生活，衞生署", "hk").text == "行政长官着力改善市民生活，卫生署"


def test_forms_that_only_hong_kong_writes_are_known_without_being_told() -> None:
    found = normalize("醫務衞生局與化粧品業界會晤，敍述檢測要求。")
    assert (found.text, found.script) == ("医务卫生局与化妆品业界会晤，叙述检测要求。", "tw")


def test_an_edit_says_what_was_there() -> None:
    edits = normalize("高質(zhì)量,發(fā)展").edits
    assert [(edit.start, edit.end, edit.old, edit.new, edit.reason) for edit in edits] == [
        (1, 2, "質", "质", "script"),
        (2, 7, "(zhì)", "", "pinyin"),
        (8, 9, ",", "，", "punctuation"),
        (9, 10, "發", "发", "script"),
        (10, 14, "(fā)", "", "pinyin"),
    ]


def test_the_jiangsu_article() -> None:
    raw = EXAMPLE.read_text(encoding="utf-8")
    result = normalize(raw)
    reasons = [edit.reason for edit in result.edits]
    assert result.script == "tw"
    assert rebuild(result.text, result.edits) == raw
    assert reasons.count("pinyin") == 230
    assert reasons.count("punctuation") == 72
    for phrase in (
        "高质量发展",
        "着力构建",
        "显著提升",
        "落实落细",
        "社区志愿者",
        "注册志愿者",
        "赵庭朴",
        "从“老有所养”到“老有颐养”",
    ):
        assert phrase in result.text
    assert not any(char in result.text for char in "質發àēǎí,;:!?")


@given(
    st.text() | st.text("高質(zhì)發（fā）著，,;:!?&amp;#37;１Ａ\u200b\ufe0f\u0301\x00\n\r|a1.%來⼈👨‍👩‍👧"),
    st.sampled_from(SCRIPTS),
)
@settings(deadline=None, max_examples=300)
def test_any_text_can_be_rebuilt(text: str, script: Script) -> None:
    result = normalize(text, script)
    assert apply(text, result.edits) == result.text
    assert rebuild(result.text, result.edits) == text


@given(st.text("高质量发展民政，。；：！？“”（）《》、abc 123.\n", max_size=80))
@settings(deadline=None)
def test_clean_simplified_text_is_left_as_it_is(text: str) -> None:
    assert normalize(text).edits == ()
