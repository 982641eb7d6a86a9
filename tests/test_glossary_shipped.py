"""The termbases that ship, and what they do for the example texts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from briefing.engine.asked import as_asked
from briefing.engine.base import Request
from briefing.glossary.layers import load_termbase, shipped_folder
from briefing.glossary.matcher import Matcher
from briefing.pipeline import prepare_document
from briefing.read import read_source
from briefing.spans import find_spans
from briefing.spans.readings import readings

MATCHED = Path(__file__).parent / "matched"
EXAMPLES = Path(__file__).parents[1] / "examples"
AUTHORED = Path(__file__).parents[2] / "shared" / "corpus" / "authored" / "TERMS.tsv"
HAN = re.compile(r"[\u3400-\u9fff]")


@pytest.fixture(scope="module")
def termbase():
    return load_termbase(user=False)


def bad(terms, wrong):
    return [f"{term.place} {term.zh}" for term in terms if wrong(term)]


def test_there_are_enough(termbase):
    assert len(termbase.terms) >= 2_000
    assert len(termbase.patterns) >= 100
    assert len(termbase.places) >= 600


def test_every_entry_says_its_field_and_where_its_rendering_comes_from(termbase):
    assert bad(termbase.terms, lambda t: not t.domain or not t.source) == []


def test_heads_are_english_without_an_article(termbase):
    assert bad(termbase.terms, lambda t: HAN.search(t.en) or re.match(r"(the|a|an) ", t.en, re.I)) == []


def test_renderings_are_set_in_plain_typography(termbase):
    plain = re.compile(r"(?:[A-Za-z0-9 ,'()&+\-]|(?<=[0-9])\.(?=[0-9]))+")

    def strange(term):
        return any(not plain.fullmatch(text) for text in (term.en, *term.forms))

    assert bad(termbase.terms, strange) == []


def test_the_article_fits_the_sound_of_the_head(termbase):
    def misfit(term):
        vowel = re.match("[aei]|o(?!ne\\b)|un(?!i)", term.en, re.IGNORECASE) is not None
        return term.article in ("a", "an") and (term.article == "an") != vowel

    assert bad(termbase.terms, misfit) == []


def test_no_rendering_is_forbidden_by_any_entry(termbase):
    forbidden = [word.lower() for term in termbase.terms for word in term.forbidden]

    def used(term):
        texts = " | ".join((term.en, *term.forms, *term.also)).lower()
        return any(word in texts for word in forbidden)

    assert bad(termbase.terms, used) == []


def test_keys_are_simplified_and_of_two_characters_at_least(termbase):
    assert bad(termbase.terms, lambda t: len(t.key) < 2 or HAN.search(t.key) is None) == []


def test_the_files_are_plain_lists_in_the_documented_form():
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the one in Python takes seconds
    for path in shipped_folder().glob("*.yaml"):
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)
        kind = path.stem.partition("-")[0]
        if kind == "places":
            assert set(data) == {"places"}
        else:
            assert set(data) == {"domain", "patterns" if kind == "patterns" else "terms"}
            assert data["domain"] == path.stem


@pytest.mark.skipif(not AUTHORED.exists(), reason="needs the list that the termbases were made from")
def test_the_list_that_the_termbases_were_made_from_is_in_them(termbase):
    from briefing.glossary.model import fold

    keys = {term.key: term for term in termbase.terms}
    for line in AUTHORED.read_text(encoding="utf-8").splitlines():
        zh, en = line.split("\t")
        if "(convert" in en or " / " in en or zh == "个百分点":
            continue
        term = keys[fold(zh)]
        assert re.sub(r"^(the|a) ", "", en) in (term.en, *term.forms, *term.also), zh


@pytest.mark.parametrize(
    ("name", "least", "marked"),
    [
        ("jiangsu-civil-affairs.zh-Hant", 140, 125),
        ("state-council-notice.zh-Hans", 75, 65),
        ("statistics-release.zh-Hans", 60, 50),
    ],
)
def test_what_the_examples_have_of_it(termbase, name, least, marked):
    """The whole list is held in tests/matched: a new entry or pattern that changes it is to be seen there.

    To write it anew: `python tests/test_glossary_shipped.py`, then read the difference.
    """
    matched, spans, findings = of_example(termbase, name)
    assert matched == (MATCHED / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    assert len(matched) >= least
    assert len({span.zh for span in spans if span.marked}) >= marked
    assert findings == []


def of_example(termbase, name):
    """The distinct entries and patterns of an example text, in the order of their first place."""
    document = prepare_document(read_source(EXAMPLES / f"{name}.txt"), Matcher(termbase))
    segments = [segment for paragraph in document.paragraphs for segment in paragraph.segments]
    spans = [span for segment in segments for span in segment.spans if span.kind == "term"]
    findings = [finding for segment in segments for finding in segment.findings]
    return list(dict.fromkeys(f"{span.zh}\t{span.en}" for span in spans)), spans, findings


@pytest.mark.parametrize(
    ("zh", "asked"),
    [
        ("各县区压紧压实防火责任。", "各县区落实防火责任。"),
        ("路基压实度不低于96%。", "路基压实度不低于96%。"),
        ("确需夜间施工的，应当公告。", "确实需要夜间施工的，应当公告。"),
        ("先明确需求，再制定方案。", "先明确需求，再制定方案。"),
        ("独居、空巢的村民优先。", "独居、子女不在身边的村民优先。"),
        ("空巢家庭逐年增多。", "空巢家庭逐年增多。"),
        ("整改不能走过场，做到立行立改。", "整改不能流于形式，做到立即整改。"),
        ("推动干部资源下沉到村。", "推动干部资源下沉到村。"),
        ("做到不漏一户、不落一人。", "做到不遗漏任何家庭和任何人。"),
        ("坚决防止发生冲击社会道德底线的事件。", "坚决防止发生严重违背社会道德的事件。"),
        ("鼓励街道盘活用房。", "鼓励街道办事处盘活用房。"),
        ("鼓励街道两侧商户。", "鼓励街道两侧商户。"),
        ("民政局会同财政局制定。", "民政局联合财政局制定。"),
        ("协会同意后实施。", "协会同意后实施。"),
        ("补贴退坡后需求会被透支。", "补贴逐步取消以后未来的需求会被提前用掉。"),
        ("全县转移避险1.2万人。", "全县转移到安全地方1.2万人。"),
        ("把责任落实到人。", "把责任落实到每个人。"),
        ("发现一起、查处一起、问责一起。", "每发现一起都查处并追究责任。"),
        ("开展强链补链。", "开展加强和补齐产业链。"),
        ("中方对此有何评论？", "中方如何评论此事？"),
        ("他列席会议。", "他作为无表决权人员参加会议。"),
    ],
)
def test_what_engines_read_in_other_words(termbase, zh, asked):
    matcher = Matcher(termbase)
    spans, _ = find_spans(zh, matcher)
    assert as_asked(Request("a", zh, spans), readings(zh, spans, matcher)).text == asked


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("把困难群众的冷暖安危放在心上。", "well-being and safety"),
        ("重点核查失业返乡等情况。", "returning home after losing a job"),
        ("对需救助对象开展入户走访。", "people in need of assistance"),
        ("提供助餐助浴等服务。", "meal and bathing assistance"),
        ("各街道、社区都要落实。", "all subdistricts and communities"),
        ("街道干部上门服务。", "subdistrict officials"),
        ("新建停车棚12处。", "parking sheds"),
        ("昔日的投诉大户变了样。", "major source of complaints"),
        ("整治楼道堆物、飞线充电。", "charging with cables run out of windows"),
        ("工业生产较快增长。", "fairly rapid growth"),
        ("小微企业困难较多。", "considerable difficulties"),
        ("部分地区旱情较重。", "fairly serious drought"),
        ("社会影响较大的案件。", "considerable impact"),
        ("出现需求透支的问题。", "overdrawn demand"),
        ("我国汽车保有量超过3亿辆。", "number of automobiles in use"),
        ("坚决打击骗补套补。", "subsidy fraud"),
        ("列入本级财政预算。", "budgets at the corresponding level"),
        ("不得新增隐性债务。", "newly incurred hidden debts"),
        ("全省诊疗人次增长4%。", "patient visits"),
        ("今年以来新增就业20万人。", "so far this year"),
        ("进行任前法律考试。", "pre-appointment legal examination"),
        ("反对泛安全化。", "overstretching of the concept of security"),
        ("所谓“产能过剩”完全站不住脚。", "so-called overcapacity"),
        ("建设低空飞行保障设施。", "support facilities for low-altitude flight"),
        ("个别干部不担当。", "individual officials"),
        ("整治河湖“四乱”。", "four kinds of misconduct in rivers and lakes"),
        ("村口的老樟树还在。", "old camphor tree"),
        ("开展“寒冬送温暖”专项救助行动。", "Bringing Warmth in Winter special assistance campaign"),
        (
            "自本条例施行之日起三年内。",
            "within three years from the date on which these Regulations come into force",
        ),
    ],
)
def test_what_is_put_into_a_sentence(termbase, zh, en):
    spans, findings = find_spans(zh, Matcher(termbase))
    assert en in [span.en for span in spans if span.marked]
    assert findings == ()


def test_patterns_are_among_them(termbase):
    english = dict(line.split("\t") for line in of_example(termbase, "jiangsu-civil-affairs.zh-Hant")[0])
    assert english["镇江市"] == "Zhenjiang"
    assert english["泰州市"] == "Taizhou"
    assert english["江苏省"] == "Jiangsu Province"
    assert english["省卫生健康委员会"] == "provincial health commission"


if __name__ == "__main__":
    for path in sorted(MATCHED.glob("*.tsv")):
        lines = of_example(load_termbase(user=False), path.stem)[0]
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
