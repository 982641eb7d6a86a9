"""What the signature says of the drafts: the same signature, the same bytes."""

from __future__ import annotations

import json
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from fakes import FakeEngine

from briefing.cli import app as application
from briefing.cli import run as runner
from briefing.engine.base import Draft

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefing.engine.base import Request

PLACES = ["苏州", "无锡", "常州", "南通", "扬州", "镇江", "泰州", "盐城", "淮安", "宿迁", "徐州"]
TEXT = "\n\n".join(f"{place}深入推进基层治理。各地广泛开展志愿服务。" for place in PLACES) + "\n"


class Sociable(FakeEngine):
    """An engine as batches make them: what it writes of a sentence depends on those that it meets."""

    stops_after = 1_000_000

    def translate(self, requests: Iterable[Request]) -> Iterator[tuple[str, Draft]]:
        given = 0
        source = iter(requests)
        while batch := list(islice(source, 4)):
            company = sum(map(len, (each.text for each in batch)))
            for request in batch:
                if given == self.stops_after:
                    raise KeyboardInterrupt
                given += 1
                draft = self.draft(request)
                yield request.id, Draft(f"{draft.text.rstrip()} in all {chr(97 + company % 26)}", (), "stop")


@pytest.fixture
def engine(work: Path, monkeypatch: pytest.MonkeyPatch) -> Sociable:
    fake = Sociable()
    monkeypatch.setattr(runner, "load_engine", lambda *_, **__: fake)
    (work / "t.txt").write_text(TEXT, encoding="utf-8")
    return fake


def translate(out: str, *more: str) -> int:
    return application.run(["translate", "t.txt", "-o", out, "--force", *more])


def drafts_of(path: str) -> str:
    return str(json.loads(Path(path).read_text(encoding="utf-8"))["signature"]["drafts"])


@pytest.mark.parametrize("stop", [1, 2, 5, 9, 11])
def test_a_run_that_was_resumed_says_so(stop: int, engine: Sociable) -> None:
    assert translate("whole.json", "--no-cache") == 0
    engine.stops_after = stop
    assert translate("parts.json") == 130
    del engine.stops_after
    assert translate("parts.json") == 0
    assert drafts_of("whole.json") == "at-once"
    assert drafts_of("parts.json") == "resumed"
    assert translate("again.json") == 0
    assert drafts_of("again.json") == "resumed"  # Though all its drafts were there.
    assert Path("again.json").read_bytes() == Path("parts.json").read_bytes()


def test_a_run_in_one_go_has_the_same_bytes_from_the_store(engine: Sociable) -> None:
    assert translate("none.json", "--no-cache") == 0
    assert translate("first.json") == 0
    asked = len(engine.asked)
    assert translate("again.json") == 0
    assert len(engine.asked) == asked
    whole = Path("none.json").read_bytes()
    assert Path("first.json").read_bytes() == Path("again.json").read_bytes() == whole
    assert drafts_of("again.json") == "at-once"


def test_sentences_of_another_text_are_not_of_this_one(engine: Sociable, work: Path) -> None:
    assert translate("first.json") == 0
    (work / "t.txt").write_text(TEXT[: len(TEXT) // 2] + "。\n", encoding="utf-8")
    assert translate("half.json") == 0
    assert drafts_of("half.json") == "resumed"
    assert application.run(["cache", "clear"]) == 0
    assert translate("half.json") == 0
    assert drafts_of("half.json") == "at-once"


def test_of_several_texts_each_answers_for_itself(engine: Sociable, work: Path) -> None:
    (work / "u.txt").write_text(TEXT[: len(TEXT) // 2] + "。\n", encoding="utf-8")
    (work / "v.txt").write_text("连云港是一座海滨城市。\n", encoding="utf-8")
    assert application.run(["translate", "t.txt", "u.txt", "v.txt", "-o", "out/", "--to", "json"]) == 0
    found = [drafts_of(f"out/{name}.json") for name in "tuv"]
    assert found == ["at-once", "resumed", "at-once"]
