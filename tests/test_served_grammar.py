"""One grammar for all servers: the same language, in what xgrammar and llama.cpp both read."""

from __future__ import annotations

import re

import pytest
from test_grammar import admits

from briefing.engine.batching import Ask, answers
from briefing.engine.grammar import ENGLISH_ONLY, IMPERSONAL, Held, demanding, demanding_words
from briefing.engine.served.examine import WORD
from briefing.engine.served.gbnf import as_gbnf
from briefing.models.prepare import model_folder

DEMANDED = ["low-income population", "977,000"]
GRAMMARS = {
    "English": ENGLISH_ONLY,
    "impersonal": IMPERSONAL,
    "markers": demanding([Held("[[a_b]]"), Held('"quoted_part"')]),
    "words": demanding_words([*DEMANDED, "5.2 percent"]),
}


@pytest.mark.parametrize("name", GRAMMARS)
def test_it_is_written_in_what_all_have(name: str) -> None:
    text = as_gbnf(GRAMMARS[name])
    outside = re.sub(r'"(?:[^"\\]|\\.)*"|\[(?:[^\]\\]|\\.)*\]', "", text)
    assert "(=" not in text, "llama.cpp has no lookahead"
    assert "_" not in outside, "nor underscores in the names of rules"
    assert all(int(times) <= 2_000 for times in re.findall(r"\{(\d+)", outside))


def test_it_says_the_same() -> None:
    for name in ("English", "words"):
        for text in ("A low-income population of 977,000, up 5.2 percent.", "Nothing.", "低收入", ""):
            assert admits(as_gbnf(GRAMMARS[name]), text) is admits(GRAMMARS[name], text)


def test_literals_stay_as_they_are() -> None:
    assert (
        as_gbnf('a_b ::= "c_d(=\\"x\\")" [e_f] | g_h (="\\u0001")\n')
        == 'a-b ::= "c_d(=\\"x\\")" [e_f] | g-h\n'
    )


@pytest.mark.model
def test_xgrammar_as_vllm_and_sglang_have_it_takes_it() -> None:
    """By way of OpenVINO, on the default model without its adapter."""
    folder = model_folder()
    if not (folder / "manifest.json").is_file():
        pytest.skip("the default model is not prepared on this machine")
    from briefing.engine.openvino import OpenVinoModel

    head, tail = "<|im_start|>user\n", "<|im_end|>\n<|im_start|>assistant\n"
    # By the end of June, 977,000 people of the low-income population had been supported in the province.
    text = "Translate into English: 截至6月底，全省共保障low-income population977,000人。"
    grammars = {"word": f'root ::= "{WORD}"\n', "words": demanding_words(DEMANDED), "English": ENGLISH_ONLY}
    asks = [Ask(name, head, text, tail, 60, as_gbnf(each)) for name, each in grammars.items()]
    given = dict(answers(lambda: OpenVinoModel(folder, None, threads=0, alpha=1.0), iter(asks)))
    assert given["word"].text == WORD
    assert admits(grammars["English"], given["English"].text)
    assert given["words"].ended != "stop" or admits(grammars["words"], given["words"].text)
