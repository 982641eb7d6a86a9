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
    plain = re.compile(r"[A-Za-z0-9 ,'()&+\-]+")

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
        ("独居、空巢老年人优先。", "独居、子女不在身边老年人优先。"),
        ("空巢家庭逐年增多。", "空巢家庭逐年增多。"),
        ("整改不能走过场，做到立行立改。", "整改不能流于形式，做到立即整改。"),
        ("推动干部资源下沉到村。", "推动干部资源下沉到村。"),
    ],
)
def test_what_engines_read_in_other_words(termbase, zh, asked):
    matcher = Matcher(termbase)
    spans, _ = find_spans(zh, matcher)
    assert as_asked(Request("a", zh, spans), readings(zh, spans, matcher)).text == asked


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
