from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.engine import batching
from briefing.engine.batching import Answer, Ask, Written, answers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.document import Ended


def ask(name: str, *, length: int = 3, demanding: str = "", limit: int = 10) -> Ask:
    """What the fake model answers with `length` letters."""
    return Ask(name, "", str(length), "", limit, ".*", demanding)


DEF = Answer("def", "stop", (-0.1, -0.1, -0.1))


class FakeHandle:
    def __init__(self, model: FakeModel, ask: Ask) -> None:
        self.model = model
        self.ask = ask
        self.written = 0
        self.unread: list[int] = []
        self.status: Ended | None = None
        self.cancelled = False

    def read(self) -> tuple[Written, Ended | None]:
        assert not self.model.broken, "a handle read after a failed step hangs"
        tokens, self.unread = self.unread, []
        return Written(tokens, [-token / 1000 for token in tokens]), self.status

    def cancel(self) -> None:
        self.cancelled = True

    def step(self) -> None:
        tokens = [7] if self.ask.id.startswith("loop") else [100 + self.written]
        self.unread += tokens
        self.written += 1
        if self.written == self.ask.limit:
            self.status = "length"
        elif self.written == int(self.ask.text):
            self.status = "stop"


class FakeModel:
    """Writes a letter a step; fails a step with a grammar `bad`, ignores whom it is told to."""

    def __init__(self, ignored: Counter[str] | None = None) -> None:
        self.running: list[FakeHandle] = []
        self.widths: list[int] = []
        self.starts: list[str] = []
        self.broken = False
        self.ignored = ignored or Counter()

    def encode(self, ask: Ask) -> list[int]:
        return [0] * 10

    def decode(self, tokens: list[int]) -> str:
        return "".join(chr(token) for token in tokens)

    def start(self, ask: Ask, tokens: list[int]) -> FakeHandle:
        handle = FakeHandle(self, ask)
        self.starts.append(ask.id)
        if self.ignored[ask.id] > 0:
            self.ignored[ask.id] -= 1
            handle.status = "failed"
        self.running.append(handle)
        return handle

    def step(self) -> None:
        self.running = [handle for handle in self.running if not handle.cancelled and handle.status is None]
        self.broken = any(handle.ask.demanding == "bad" for handle in self.running)
        if self.broken:
            raise RuntimeError("bad grammar")
        self.widths.append(len(self.running))
        for handle in self.running:
            handle.step()


def run(model: FakeModel, *asks: Ask) -> dict[str, Answer]:
    given = list(answers(lambda: model, iter(asks)))
    assert len({name for name, _ in given}) == len(given)
    return dict(given)


def test_every_request_is_answered_once_as_it_finishes() -> None:
    asks = [ask(f"a{number}", length=1 + number % 9) for number in range(200)]
    given = list(answers(FakeModel, iter(asks)))
    assert sorted(name for name, _ in given) == sorted(each.id for each in asks)
    assert given[0] == ("a0", Answer("d", "stop", (-0.1,)))
    assert dict(given)["a2"] == DEF


def test_requests_are_pulled_as_room_frees_up() -> None:
    pulled: list[str] = []

    def producer() -> Iterator[Ask]:
        for number in range(100):
            pulled.append(f"a{number}")
            yield ask(f"a{number}")

    finished = 0
    for _ in answers(FakeModel, producer()):
        finished += 1
        assert len(pulled) <= finished + batching.MAX_RUNNING
    assert finished == 100


def test_a_producer_that_had_none_is_asked_again() -> None:
    class Producer:
        def __init__(self) -> None:
            self.asks = [ask("first")]

        def __iter__(self) -> Iterator[Ask]:
            return self

        def __next__(self) -> Ask:
            if not self.asks:
                raise StopIteration
            return self.asks.pop()

    producer = Producer()
    given = []
    for name, _ in answers(FakeModel, producer):
        given.append(name)
        if name == "first":
            producer.asks.append(ask("second"))
    assert given == ["first", "second"]


def test_tokens_in_flight_are_bounded() -> None:
    model = FakeModel()
    asks = [ask(f"a{number}", limit=20_000) for number in range(6)]
    assert len(run(model, *asks)) == 6
    assert max(model.widths) == 2
    assert run(model, ask("huge", limit=batching.MAX_TOKENS * 2))["huge"].ended == "stop"


def test_the_cap_and_a_loop_are_told() -> None:
    given = run(FakeModel(), ask("long", length=50), ask("loop", length=50, limit=40))
    assert (given["long"].text, given["long"].ended) == ("defghijklm", "length")
    assert given["loop"] == Answer(chr(7), "loop", (-0.01,))


def test_a_loop_is_cancelled() -> None:
    model = FakeModel()
    list(
        answers(
            lambda: model, iter([ask("loop", length=500, limit=500), ask("other", length=100, limit=500)])
        )
    )
    assert model.widths.count(2) == 17
    assert model.widths[-1] == 1


def test_a_loop_that_was_the_last_gives_its_memory_back() -> None:
    model = FakeModel()
    run(model, ask("loop", length=500, limit=500))
    assert not model.running


def test_a_text_over_the_limit_is_not_run() -> None:
    model = FakeModel()
    oversized = Ask("big", "", "中" * (batching.MAX_CHARS + 1), "", 10, ".*")
    given = run(model, oversized, ask("small"))
    assert given == {"big": Answer("", "too-long"), "small": DEF}
    assert model.starts == ["small"]
    assert run(model, oversized) == {"big": Answer("", "too-long")}


def test_what_the_cache_had_no_room_for_is_put_in_again() -> None:
    model = FakeModel(Counter(often=2, always=99))
    given = run(model, ask("often"), ask("always"), ask("never"))
    assert given["often"] == given["never"] == DEF
    assert given["always"] == Answer("", "failed")
    assert Counter(model.starts) == {"often": 3, "always": batching.MAX_TRIES, "never": 1}


def test_a_bad_grammar_harms_nobody() -> None:
    given = run(FakeModel(), ask("good"), ask("bad", demanding="bad"), ask("other", demanding="fine"))
    assert given == dict.fromkeys(("good", "bad", "other"), DEF)


def test_closing_cancels_and_leaves_the_model_usable() -> None:
    model = FakeModel()
    stream = answers(lambda: model, (ask(f"a{number}", length=1 + number) for number in range(100)))
    next(stream)
    running = model.running
    stream.close()
    assert all(handle.cancelled for handle in running if handle.status is None)
    assert not model.running
    assert run(model, ask("after")) == {"after": DEF}


def test_an_interrupt_cancels_too() -> None:
    model = FakeModel()

    def interrupted() -> Iterator[Ask]:
        yield ask("a", length=8)
        yield ask("b", length=1)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(answers(lambda: model, interrupted()))
    assert not model.running
    assert run(model, ask("after")) == {"after": DEF}


def test_nothing_asked_nothing_answered() -> None:
    def load() -> FakeModel:
        raise AssertionError("no model is needed")

    assert list(answers(load, iter([]))) == []


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.tuples(st.integers(1, 12), st.sampled_from(["", "fine", "bad"]), st.integers(0, 4)), max_size=90
    )
)
def test_whatever_happens_every_request_is_answered_once(shapes: list[tuple[int, str, int]]) -> None:
    asks = [
        ask(f"a{number}", length=length, demanding=demanding)
        for number, (length, demanding, _) in enumerate(shapes)
    ]
    model = FakeModel(Counter({f"a{number}": times for number, (_, _, times) in enumerate(shapes)}))
    given = run(model, *asks)
    assert set(given) == {each.id for each in asks}
    ignored = {f"a{number}" for number, (_, _, times) in enumerate(shapes) if times >= batching.MAX_TRIES}
    assert {name for name, answer in given.items() if answer.ended == "failed"} <= ignored
    assert all(handle.cancelled or handle.status for handle in model.running)


def test_an_answer_tells_how_likely_its_tokens_were() -> None:
    given = run(FakeModel(), ask("a"), ask("loop", length=50, limit=40))
    assert given["a"] == DEF
    assert given["loop"].log_probs == (-0.01,)
