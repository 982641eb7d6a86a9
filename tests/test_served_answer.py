"""What is made of a server's answer: loops and runaways cut, nothing taken for complete."""

from __future__ import annotations

import re
from itertools import repeat
from typing import TYPE_CHECKING

import pytest

from briefing.engine.served.answer import Answer, collect
from briefing.engine.served.kinds import kind_named
from briefing.errors import ServerAnswerError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefing.engine.served.json import Json

KIND = kind_named("vllm")
SENTENCE = "The Ministry of Civil Affairs has issued a circular."


def piece(text: str, reason: str | None = None) -> Json:
    return {"choices": [{"delta": {"content": text}, "finish_reason": reason}]}


def thought(text: str) -> Json:
    return {"choices": [{"delta": {"reasoning": text}}]}


def read(values: Iterable[Json], limit: int = 100) -> Answer:
    return collect(values, KIND, limit)


def test_an_answer_in_pieces() -> None:
    answer = read([piece("The Min"), piece("istry of Civil Affairs"), piece(".", "stop")])
    assert (answer.text, answer.ended, answer.thought) == ("The Ministry of Civil Affairs.", "stop", False)


def test_thoughts_in_a_field_of_their_own_are_no_answer() -> None:
    answer = read([thought("Hmm."), piece(SENTENCE, "stop")])
    assert (answer.text, answer.thought) == (SENTENCE, True)
    assert read([thought("Hmm."), piece("", "length")]).ended == "length"


def test_an_answer_may_come_as_a_list_of_parts() -> None:
    thinking: Json = {"type": "thinking", "thinking": [{"type": "text", "text": "Hmm."}]}
    parts: Json = [thinking, {"type": "text", "text": SENTENCE}]
    assert read([{"choices": [{"delta": {"content": parts}, "finish_reason": "stop"}]}]).text == SENTENCE


@pytest.mark.parametrize(("reason", "ended"), [("length", "length"), ("content_filter", "no-end")])
def test_only_stop_is_an_end(reason: str, ended: str) -> None:
    assert read([piece(SENTENCE, reason)]).ended == ended


def test_what_breaks_off_is_no_answer() -> None:
    with pytest.raises(ServerAnswerError, match="broke its answer off"):
        read([piece(SENTENCE)])


def test_a_loop_is_cut_while_it_is_written() -> None:
    read_so_far = []

    def forever() -> Iterable[Json]:
        yield piece(f"{SENTENCE} ")
        for value in repeat(piece("and to improve services ")):
            read_so_far.append(value)
            yield value

    answer = read(forever(), limit=10_000)
    assert answer.ended == "loop"
    assert answer.text == f"{SENTENCE} and to improve services"
    assert len(read_so_far) < 20


def test_parallel_clauses_are_no_loop() -> None:
    text = "; ".join(
        f"to improve services in {place}" for place in ("towns", "villages", "cities", "counties")
    )
    assert read([piece(text, "stop")]).ended == "stop"


FUNDS = "The central government has allocated 4.86 billion yuan for winter and spring assistance to people."


@pytest.mark.parametrize(
    "then",
    [
        "english translation: The central government has allocated funds for natural disaster relief.",
        "“““The Ministry of Finance, natural disaster",
        f" {FUNDS} It is for natural disaster relief.",
        "English translation: The central government has allocated funds for natural disaster relief.",
    ],
)
def test_a_forced_answer_that_begins_anew_ended_before(then: str) -> None:
    """A grammar let it not end without `natural disaster`, which it did not want to say."""
    pieces = [piece(each) for each in re.findall(r"\W?\w+|\W", FUNDS + then)]
    assert collect([*pieces, piece("", "stop")], KIND, 200, forced=True) == Answer(FUNDS, "stop")
    assert collect([*pieces, piece("", "stop")], KIND, 200).text == FUNDS + then


def test_a_translation_that_is_announced_anew_is_none_whatever_it_comes_after() -> None:
    pieces = [piece("They are held accountable by law.english tr"), piece("anslation: They", "stop")]
    assert collect(pieces, KIND, 200, forced=True).text == "They are held accountable by law."


@pytest.mark.parametrize(
    "text",
    [
        "The Ministry of Finance will allocate funds. The Ministry of Civil Affairs will report on it.",
        "See www.gov.cn for the U.S. list, e.g. that of 4.86 billion yuan.",
        "Strengthen the management of funds, strengthen the management of staff, and strengthen the "
        "management of supplies for the winter.",
    ],
)
def test_a_forced_answer_that_says_something_new_goes_on(text: str) -> None:
    pieces = [piece(each) for each in re.findall(r"\W?\w+|\W", text)]
    assert collect([*pieces, piece("", "stop")], KIND, 200, forced=True).text == text


def test_what_runs_away_is_cut_whatever_the_server_says() -> None:
    words = (piece(f"word{number} ", "stop" if number > 90_000 else None) for number in range(100_000))
    answer = read(words, limit=50)
    assert answer.ended == "length"
    assert len(answer.text) < 3_000
    assert read(repeat(thought("so ")), limit=50).ended == "length"


def test_an_error_on_the_way_is_no_answer() -> None:
    with pytest.raises(ServerAnswerError, match="CUDA out of memory"):
        read([piece("The"), {"error": {"message": "CUDA out of memory"}}])
    with pytest.raises(ServerAnswerError) as told:
        read([{"error": "the prompt exceeds the context length"}])
    assert told.value.too_long


@pytest.mark.parametrize("values", [[], [[1, 2]], [{"choices": []}], [None, 7, "x"]])
def test_what_says_nothing_is_no_answer(values: list[Json]) -> None:
    with pytest.raises(ServerAnswerError, match="not one of a model"):
        read(values)


def sure(text: str, *told: float, reason: str | None = None) -> Json:
    content: Json = [{"logprob": each} for each in told]
    return {
        "choices": [{"delta": {"content": text}, "finish_reason": reason, "logprobs": {"content": content}}]
    }


def test_how_sure_the_model_was_comes_with_the_text() -> None:
    pieces = [sure("The Min", -0.1, -0.2), sure("istry", -0.304), sure("", -0.5, reason="stop")]
    assert read(pieces).log_probs == (-0.1, -0.2, -0.3, -0.5)
    assert read([piece("The Ministry", "stop")]).log_probs == ()


def test_of_what_is_cut_off_nothing_is_told() -> None:
    again = [sure("and to improve services ", *[-3.0] * 4)] * 9
    answer = read([sure(SENTENCE + " ", *[-0.1] * 14), *again])
    assert answer.ended == "loop"
    # The answer ends within the second piece, of whose tokens nobody knows which are in it.
    assert answer.text.endswith("improve services")
    assert answer.log_probs == (-0.1,) * 14


def test_thoughts_in_a_field_of_their_own_are_not_weighed() -> None:
    hmm: Json = {"choices": [{"delta": {"reasoning": "Hmm."}, "logprobs": {"content": [{"logprob": -9}]}}]}
    assert read([hmm, sure("Yes.", -0.1, reason="stop")]).log_probs == (-0.1,)


def test_where_not_all_tokens_are_told_of_nobody_knows_which() -> None:
    assert read([sure("The Ministry", -0.1), piece(" of Civil Affairs.", "stop")]).log_probs == ()
    assert read([sure("The Ministry", *[-0.1] * 500, reason="stop")], limit=100).log_probs == ()


def test_an_empty_answer_is_one() -> None:
    assert read([piece("", "stop")]).text == ""
