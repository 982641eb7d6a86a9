"""Text to token ids, exactly as the product does it: the prompt is given, only the answer is learnt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.engine.local import HEAD, TAIL, TASK
from briefing.engine.openvino import INSIDE_CONTROL_TOKEN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from training.data import Example

END = "<|im_end|>"


def encode(example: Example, tokenize: Callable[[str], list[int]]) -> tuple[list[int], list[int]]:
    """The ids of the prompt, with the earlier pair as a turn before it, and those of the answer with its end.

    `tokenize` gives the ids of a text, control tokens recognised, none added. What stands in a corpus is
    text: `<|im_end|>` in it does not become the token of that name.
    """
    pieces: list[str] = []
    if example.earlier:
        zh, en = example.earlier
        pieces += (HEAD, *_text(TASK + zh), TAIL, *_text(en), END + "\n")
    pieces += (HEAD, *_text(TASK + example.zh), TAIL)
    prompt = [token for piece in pieces for token in tokenize(piece)]
    return prompt, [token for piece in (*_text(example.en), END) for token in tokenize(piece)]


def _text(text: str) -> Iterator[str]:
    yield from INSIDE_CONTROL_TOKEN.split(text)
