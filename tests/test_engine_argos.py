from __future__ import annotations

import itertools
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import tiny_argos
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.document import Span
from briefing.engine.argos import ArgosEngine
from briefing.engine.bare import find_marks, source_of
from briefing.engine.base import Draft, Request
from briefing.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    MakeEngine = Callable[..., ArgosEngine]

SENTENCE = (
    "截至6月底，江苏省共保障低收入人口97.7万人。"  # By the end of June, Jiangsu had provided support to ...
)


@pytest.fixture
def engine_saying(tmp_path: Path) -> MakeEngine:
    numbers = itertools.count()

    def make(*script: object, **options: object) -> ArgosEngine:
        folder = tmp_path / str(next(numbers))
        return ArgosEngine(tiny_argos.unpacked(folder, tiny_argos.files(script, **options)), threads=2)

    return make


def span(text: str, zh: str, en: str, *, marked: bool = True) -> Span:
    at = text.index(zh)
    return Span("term", zh, (at, at + len(zh)), en, marked=marked)


def request(*renderings: tuple[str, str], must: tuple[str, ...] = (), attempt: int = 0) -> Request:
    spans = tuple(span(SENTENCE, zh, en) for zh, en in renderings)
    return Request("1", SENTENCE, spans, tuple(one for one in spans if one.en in must), attempt)


def draft(engine: ArgosEngine, asked: Request) -> Draft:
    ((request_id, answer),) = engine.translate([asked])
    assert request_id == asked.id
    return answer


def marked(answer: Draft) -> list[str]:
    return [answer.text[start:end] for start, end in answer.marks]


# What goes in


@pytest.mark.parametrize(
    ("text", "renderings", "expected"),
    [
        pytest.param(
            "共保障97.7万人", [("97.7万", "977,000")], "共保障977,000人", id="digits-beside-chinese"
        ),
        pytest.param(
            "保障低收入人口的",
            [("低收入人口", "low-income population")],
            "保障 low-income population 的",
            id="letters",
        ),
        pytest.param(
            "低收入人口97.7万人",
            [("低收入人口", "low-income population"), ("97.7万", "977,000")],
            "low-income population 977,000人",
            id="side-by-side",
        ),
        pytest.param("达43个、12类", [("43", "43"), ("12", "12")], "达43个、12类", id="the-same-digits"),
        pytest.param(
            "新时代“枫桥经验”。", [("枫桥经验", "Fengqiao model")], "新时代“Fengqiao model”。", id="quotes"
        ),
        pytest.param("GDP增长5.2%", [("5.2%", "5.2%")], "GDP增长5.2%", id="percent"),
        pytest.param("见A组", [("组", "group")], "见A group", id="beside-latin"),
        pytest.param("枫桥经验", [("枫桥经验", "Fengqiao model")], "Fengqiao model", id="the-whole-text"),
    ],
)
def test_renderings_stand_in_place(text: str, renderings: list[tuple[str, str]], expected: str) -> None:
    spans = tuple(span(text, zh, en) for zh, en in renderings)
    assert source_of(Request("1", text, spans)) == expected


def test_unmarked_spans_stay_chinese() -> None:
    spans = (span("保障和改善民生", "保障和改善民生", "ensure and improve wellbeing", marked=False),)
    assert source_of(Request("1", "保障和改善民生", spans)) == "保障和改善民生"


# What is found again


@pytest.mark.parametrize(
    ("text", "renderings", "expected"),
    [
        pytest.param(
            "a low-income population of 977,000.",
            ["977,000", "low-income population"],
            ["low-income population", "977,000"],
            id="order-of-the-text",
        ),
        pytest.param("1,300 people", ["300"], [], id="not-inside-a-figure"),
        pytest.param("300,000 people", ["300"], [], id="not-the-start-of-a-figure"),
        pytest.param("300.5 people", ["300"], [], id="not-before-decimals"),
        pytest.param("2.300 people", ["300"], [], id="not-after-a-point"),
        pytest.param("some 300 million people", ["300"], [], id="not-with-a-magnitude"),
        pytest.param("300% and 300 percent", ["300"], [], id="not-a-percentage"),
        pytest.param("In all, 300, or 300.", ["300", "300"], ["300", "300"], id="before-punctuation"),
        pytest.param("300 and 300", ["300"], ["300"], id="as-often-as-wanted"),
        pytest.param(
            "market reform and reform",
            ["reform", "market reform"],
            ["market reform", "reform"],
            id="longest-first",
        ),
        pytest.param("market reform", ["reform", "market reform"], ["market reform"], id="no-overlap"),
        pytest.param("reforms", ["reform"], [], id="whole-words"),
        pytest.param("Reform", ["reform"], [], id="exactly"),
        pytest.param(
            "“reform”, reform-minded", ["reform", "reform"], ["reform", "reform"], id="hyphens-and-quotes"
        ),
        pytest.param("up 5.2%.", ["5.2%"], ["5.2%"], id="ends-in-a-sign"),
        pytest.param("C++ (a.b*)", ["(a.b*)"], ["(a.b*)"], id="signs-are-no-pattern"),
    ],
)
def test_marks(text: str, renderings: list[str], expected: list[str]) -> None:
    assert [text[start:end] for start, end in find_marks(text, renderings)] == expected


@settings(deadline=None)
@given(st.text("a1,. %“枫", max_size=40), st.lists(st.text("a1,. %", min_size=1, max_size=4), max_size=6))
def test_marks_are_renderings_in_order_without_overlap(text: str, renderings: list[str]) -> None:
    marks = find_marks(text, renderings)
    found = [text[start:end] for start, end in marks]
    assert all(found.count(one) <= renderings.count(one) for one in found)
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(marks))


@settings(deadline=None)
@given(st.text("a1,. %s“枫-é", max_size=30), st.text("a1,.%s“-é", min_size=1, max_size=3))
def test_a_whole_rendering_is_what_a_pattern_calls_so(text: str, rendering: str) -> None:
    word = "0-9A-Za-z\u00c0-\u024f"
    before = rf"(?<![{word}])(?<![0-9][.,])" if re.match(f"[{word}]", rendering) else ""
    after = rf"(?![{word}])" if re.search(f"[{word}]$", rendering) else ""
    if re.search("[0-9]$", rendering):
        after += r"(?![.,][0-9]|\s?%)"
    found = [match.span() for match in re.finditer(before + re.escape(rendering) + after, text)]
    assert list(find_marks(text, [rendering] * 30)) == found


# How an answer ended


def test_a_whole_answer(engine_saying: MakeEngine) -> None:
    engine = engine_saying("▁a", "▁low-income", "▁population", "▁of", "▁977,000", ".")
    answer = draft(engine, request(("低收入人口", "low-income population"), ("97.7万", "977,000")))
    assert answer.text == "a low-income population of 977,000."
    assert answer.ended == "stop"
    assert marked(answer) == ["low-income population", "977,000"]


def test_an_answer_at_the_cap_is_reported(engine_saying: MakeEngine) -> None:
    answer = draft(engine_saying(*(f"▁word{number}" for number in range(64))), request())
    assert answer.ended == "length"
    assert answer.text.split() == [f"word{number}" for number in range(tiny_argos.POSITIONS)]


def test_an_answer_that_repeats_itself_is_cut(engine_saying: MakeEngine) -> None:
    answer = draft(engine_saying("▁the", *["▁provincial", "▁level"] * 15, "."), request())
    assert answer == Draft("the provincial level", (), "loop")


def test_an_unknown_token_stays_visible(engine_saying: MakeEngine) -> None:
    assert (
        draft(engine_saying("▁the", "<unk>", "▁plan"), request()).text == "the\N{REPLACEMENT CHARACTER} plan"
    )


@pytest.mark.parametrize(("add_source_eos", "limit"), [(True, 63), (False, 64)])
def test_a_source_over_the_stored_positions_is_not_asked_for(
    engine_saying: MakeEngine, add_source_eos: bool, limit: int
) -> None:
    engine = engine_saying("▁hello", add_source_eos=add_source_eos)
    # SentencePiece puts a sign for a space before the characters.
    fits, over = Request("fits", "江" * (limit - 1)), Request("over", "江" * limit)
    drafts = dict(engine.translate([over, fits]))
    assert drafts["fits"] == Draft("hello", (), "stop")
    assert drafts["over"] == Draft("", (), "too-long")


def test_nothing_gives_nothing(engine_saying: MakeEngine) -> None:
    engine = engine_saying("▁hello")
    assert draft(engine, Request("1", " ")).text == ""
    assert list(engine.translate([])) == []


def test_strange_text_does_no_harm(engine_saying: MakeEngine) -> None:
    engine = engine_saying("▁hello")
    for text in ("<unk></s><s>", "\ud800\udfff", "\0枫", "[[枫桥]]"):
        assert draft(engine, Request("1", text)).text == "hello"


# The second attempt


def test_a_repair_takes_the_answer_with_what_is_needed(engine_saying: MakeEngine) -> None:
    engine = engine_saying("▁of", {"▁970,000": 10.0, "▁977,000": 9.7}, ".")
    wanted = ("97.7万", "977,000")
    first = draft(engine, request(wanted))
    assert (first.text, marked(first)) == ("of 970,000.", [])
    second = draft(engine, request(wanted, must=("977,000",), attempt=1))
    assert (second.text, marked(second)) == ("of 977,000.", ["977,000"])


def test_a_second_attempt_breaks_out_of_a_loop(engine_saying: MakeEngine) -> None:
    engine = engine_saying("▁the", *["▁level"] * 40)
    assert draft(engine, request()).ended == "loop"
    assert draft(engine, request(attempt=1)).ended != "loop"


def test_a_repair_asks_with_the_chinese_of_what_was_lost(
    engine_saying: MakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = engine_saying("▁hello")
    asked: list[str] = []
    encode = engine._tokenizer.encode
    monkeypatch.setattr(engine._tokenizer, "encode", lambda text: (asked.append(text), encode(text))[1])
    kept, lost = ("6月底", "end of June"), ("97.7万", "977,000")
    draft(engine, request(kept, lost, must=("977,000",), attempt=1))
    assert asked == ["截至 end of June，江苏省共保障低收入人口97.7万人。"]


# The stream


def test_the_first_answers_come_before_all_requests_are_taken(engine_saying: MakeEngine) -> None:
    taken = 0

    def requests() -> Iterator[Request]:
        nonlocal taken
        for taken in range(1, 201):
            yield Request(str(taken), SENTENCE)

    answers = engine_saying("▁hello").translate(requests())
    assert next(answers)[0] == "1"
    assert taken == 128  # half are answered, the others decoded meanwhile
    assert sorted([1, *(int(number) for number, _ in answers)]) == list(range(1, 201))


def test_a_closed_stream_leaves_the_engine_usable(engine_saying: MakeEngine) -> None:
    engine = engine_saying("▁hello")
    answers = engine.translate(Request(str(number), SENTENCE) for number in range(50))
    next(answers)
    answers.close()  # type: ignore[attr-defined]
    assert draft(engine, request()).text == "hello"


# What the package says


def test_the_prompt_tells_apart_what_the_draft_depends_on(engine_saying: MakeEngine) -> None:
    engine = engine_saying("▁hello")
    figure = ("97.7万", "977,000")
    spelt = SENTENCE.replace("97.7万", "九十七万七千")  # the same number in Chinese numerals
    spans = (span(spelt, "九十七万七千", "977,000"),)
    asked = [
        request(),
        request(figure),
        request(figure, must=("977,000",), attempt=1),
        request(figure, attempt=1),
        request(attempt=1),
        Request("1", source_of(request(figure))),  # the same source, but nothing is looked for
        Request("1", spelt, spans, spans, 1),  # a repair is asked for in Chinese too
    ]
    assert len({engine.prompt(one) for one in asked}) == len(asked)
    assert engine.prompt(Request("2", SENTENCE)) == engine.prompt(Request("1", SENTENCE))
    assert engine.prompt(Request("1", spelt, spans)) == engine.prompt(request(figure))


def test_the_fingerprint_follows_the_files_and_the_threads(tmp_path: Path) -> None:
    content = tiny_argos.files(("▁hello",))
    folder = tiny_argos.unpacked(tmp_path / "1", content)
    one = ArgosEngine(folder, threads=1).fingerprint
    assert one == ArgosEngine(tiny_argos.unpacked(tmp_path / "2", content), threads=1).fingerprint
    assert one != ArgosEngine(folder, threads=2).fingerprint
    other = tiny_argos.unpacked(tmp_path / "3", tiny_argos.files(("▁bye",)))
    assert one != ArgosEngine(other, threads=1).fingerprint


def test_the_name_is_code_and_version(engine_saying: MakeEngine) -> None:
    assert engine_saying("▁hello").name == "argos-translate-zh_en-tiny-0.1"
    version_in_code = {"code": "translate-zh_en-1.9", "package_version": "1.9"}
    assert engine_saying("▁hello", metadata=version_in_code).name == "argos-translate-zh_en-1.9"
    assert engine_saying("▁hello", metadata={"code": "a b"}).name == f"argos-{tiny_argos.FOLDER}"


def test_a_target_prefix_is_given_and_taken_off(engine_saying: MakeEngine) -> None:
    engine = engine_saying({"▁unused": 10.0, ">>en<<": 0.0}, "▁hello", metadata={"target_prefix": ">>en<<"})
    assert draft(engine, request()).text == "hello"


def changed(name: str, data: bytes | None) -> dict[str, bytes]:
    content = tiny_argos.files()
    path = f"{tiny_argos.FOLDER}/{name}"
    if data is None:
        del content[path]
    else:
        content[path] = data
    return content


MODEL = tiny_argos.files()[f"{tiny_argos.FOLDER}/model/model.bin"]
VOCABULARY = tiny_argos.files()[f"{tiny_argos.FOLDER}/model/target_vocabulary.json"]
WITHOUT_END = VOCABULARY.replace(b"</s>", b"end")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        pytest.param(changed("metadata.json", None), "metadata.json", id="no-metadata"),
        pytest.param(changed("metadata.json", b"{"), "JSON", id="metadata-cut"),
        pytest.param(changed("metadata.json", b"[]"), "no JSON object", id="metadata-list"),
        pytest.param(changed("metadata.json", b"[" * 100_000), "JSON", id="metadata-deep"),
        pytest.param(changed("metadata.json", b"\xff\xfe"), "UTF-8", id="metadata-binary"),
        pytest.param(
            tiny_argos.files(metadata={"from_code": "en", "to_code": "zh"}), "zh to en", id="other-pair"
        ),
        pytest.param(tiny_argos.files(metadata={"from_code": None}), "zh to en", id="no-pair"),
        *(
            pytest.param(tiny_argos.files(metadata={key: text}), "cannot be shown", id=f"{key}-{text!r}")
            for key in ("package_version", "code", "target_prefix")
            for text in ("\ud800", "1.0\x1b]52;c;QQ==\x07", "9\nargos-fake  [ready]  good", "\u202e0.1")
        ),
        pytest.param(tiny_argos.files(metadata={"type": "sbd"}), "zh to en", id="no-translation"),
        pytest.param(tiny_argos.files(metadata={"target_prefix": 3}), "target_prefix", id="prefix-number"),
        pytest.param(tiny_argos.files(metadata={"target_prefix": ">>x<<"}), ">>x<<", id="prefix-unknown"),
        pytest.param(changed("sentencepiece.model", None), "sentencepiece.model", id="no-tokenizer"),
        pytest.param(changed("sentencepiece.model", b"x"), "sentencepiece.model", id="tokenizer-broken"),
        pytest.param(changed("model/model.bin", None), "model.bin", id="no-weights"),
        pytest.param(changed("model/model.bin", MODEL[:-100]), "", id="weights-cut"),
        pytest.param(changed("model/model.bin", MODEL[:300]), "model.bin", id="weights-cut-early"),
        pytest.param(changed("model/model.bin", b""), "model.bin", id="weights-empty"),
        pytest.param(changed("model/model.bin", b"\x63" + MODEL[1:]), "version", id="weights-of-the-future"),
        pytest.param(changed("model/config.json", b"3"), "config.json", id="config-number"),
        pytest.param(changed("model/target_vocabulary.json", None), "vocabulary", id="no-vocabulary"),
        pytest.param(changed("model/target_vocabulary.json", b"{}"), "vocabulary", id="vocabulary-object"),
        pytest.param(changed("model/target_vocabulary.json", b'["a"]'), "rows", id="vocabulary-short"),
        pytest.param(
            changed("model/target_vocabulary.json", WITHOUT_END), "</s>", id="vocabulary-without-end"
        ),
    ],
)
def test_a_broken_package_is_one_clear_error(tmp_path: Path, content: dict[str, bytes], says: str) -> None:
    with pytest.raises(ModelError) as caught:
        ArgosEngine(tiny_argos.unpacked(tmp_path, content))
    assert says in caught.value.message
    assert "\n" not in caught.value.message


def test_positions_that_are_computed_have_the_library_s_limit(engine_saying: MakeEngine) -> None:
    engine = engine_saying("▁hello", stored_positions=False)
    drafts = dict(engine.translate([Request("fits", "江" * 1022), Request("over", "江" * 1023)]))
    assert drafts["fits"].ended != "too-long"
    assert drafts["over"].ended == "too-long"


def test_a_package_with_bpe_codes(tmp_path: Path) -> None:
    pytest.importorskip("sacremoses")
    content = tiny_argos.files(("hel@@", "lo", "world"))
    content[f"{tiny_argos.FOLDER}/bpe.model"] = b"#version: 0.2\n\xe6\xb1\x9f \xe8\x8b\x8f</w>\n"
    del content[f"{tiny_argos.FOLDER}/sentencepiece.model"]
    engine = ArgosEngine(tiny_argos.unpacked(tmp_path, content))
    assert draft(engine, request()).text == "hello world"
    assert "bpe:" in engine.fingerprint


def test_without_the_libraries_the_error_names_the_extra(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tiny_argos.unpacked(tmp_path, tiny_argos.files())
    monkeypatch.setitem(sys.modules, "ctranslate2", None)
    with pytest.raises(ModelError) as caught:
        ArgosEngine(folder)
    assert "pip install 'briefing[argos]'" in caught.value.hint


def test_the_job_opens_no_socket(tmp_path: Path) -> None:
    folder = tiny_argos.unpacked(tmp_path, tiny_argos.files())
    job = f"""
import sys
def refuse(event, arguments):
    if event.startswith(("socket.", "urllib.", "subprocess.", "os.exec", "os.posix_spawn")):
        raise SystemExit(event)
sys.addaudithook(refuse)
from pathlib import Path
from briefing.engine.argos import ArgosEngine
from briefing.engine.base import Request
from briefing.models import argos
argos.packages()
print(list(ArgosEngine(Path({str(folder)!r})).translate([Request("1", "你好")])))
heavy = {{"torch", "stanza", "spacy", "openvino", "argostranslate.translate"}} & set(sys.modules)
assert not heavy, heavy
"""
    done = subprocess.run(
        [sys.executable, "-c", job], capture_output=True, text=True, env={"HOME": str(tmp_path)}
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "hello." in done.stdout
    left = [path for path in tmp_path.iterdir() if path != folder]
    assert left == [], "nothing is written to the user's home"


# A real model

PACKAGE = Path(__file__).parents[2] / "shared" / "models" / "translate-zh_en-briefing-0.1.argosmodel"


@pytest.fixture(scope="module")
def real_engine(tmp_path_factory: pytest.TempPathFactory) -> ArgosEngine:
    if not PACKAGE.exists():
        pytest.skip("the real package is not here")
    from briefing.models.argos_zip import unpack

    return ArgosEngine(unpack(PACKAGE, tmp_path_factory.mktemp("real")), threads=2)


def test_a_real_model_translates(real_engine: ArgosEngine) -> None:
    answer = draft(real_engine, request(("6月底", "end of June")))
    assert answer.ended == "stop"
    assert "Jiangsu" in answer.text
    assert marked(answer) == ["end of June"]


def test_a_real_model_says_the_same_twice(real_engine: ArgosEngine) -> None:
    texts = [
        SENTENCE,
        "全省民政系统坚持和发展新时代枫桥经验。",
        "我们要推进改革。",
        "会议强调高质量发展。",
    ] * 3
    asked = [Request(str(number), text) for number, text in enumerate(texts)]
    assert list(real_engine.translate(asked)) == list(real_engine.translate(asked))


def test_a_real_model_s_facts_are_read(real_engine: ArgosEngine) -> None:
    assert "|sentencepiece:" in real_engine.fingerprint
    drafts = dict(real_engine.translate([Request("over", "江苏" * 600), Request("fits", SENTENCE)]))
    assert drafts["over"].ended == "too-long"
    assert drafts["fits"].ended == "stop"
