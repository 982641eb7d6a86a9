"""Text to token ids, exactly as the product does it: the prompt is given, only the answer is learnt."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from training.data import Example

# The same as in briefing.engine.local and briefing.engine.openvino: a test holds them together.
HEAD = "<|im_start|>user\n"
TASK = "Translate into English: "
TAIL = "<|im_end|>\n<|im_start|>assistant\n"
END = "<|im_end|>"
_INSIDE_CONTROL_TOKEN = re.compile(r"(?<=<)(?=[|/\w])")


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
    yield from _INSIDE_CONTROL_TOKEN.split(text)
