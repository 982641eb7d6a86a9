"""Fills in a chat template as a program: `python -m briefing.engine.framing_child`.

It reads one line of JSON, `{"folder": ..., "messages": ...}`, and answers with one: `{"framed": ...}`, or
`{"error": ...}`.
"""

from __future__ import annotations

import os

from briefing.engine import as_child
from briefing.engine.openvino import load
from briefing.errors import BriefingError


def main() -> None:
    """Answer what the parent asks."""
    asked, answer = as_child.asked()
    try:
        _, genai = load()
        text = genai.Tokenizer(asked["folder"]).apply_chat_template(
            asked["messages"], add_generation_prompt=True, extra_context={"enable_thinking": False}
        )
        as_child.say(answer, framed=str(text))
    except (BriefingError, RuntimeError, TypeError, MemoryError) as error:
        as_child.say(answer, error=" ".join(str(error).split())[:200])
    # Past this point nothing is left to do, and taking the tokenizer apart takes time.
    os._exit(0)


if __name__ == "__main__":
    main()
