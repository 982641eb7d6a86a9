"""Finds text that an engine would take for its own syntax: `[[`, `]]`, `<|im_end|>`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.document import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.spans import SpanContext

# Qwen's control tokens are `<|...|>` and `<think>`; Llama's and Mistral's `<s>`, `[INST]`, `<<SYS>>`.
_LITERAL = re.compile(
    r"\[{2,}+|\]{2,}+|<\|[^|<>\s]{0,40}\|>|</?(?:s|think|tool_call|tool_response)>|\[/?INST\]|<</?SYS>>"
    r"|[⟦⟧]"
)


def candidates(zh: str, context: SpanContext) -> Iterator[Span]:
    """Literals, to be cut out before translation and put back verbatim."""
    del context
    for match in _LITERAL.finditer(zh):
        yield Span(kind="literal", zh=match[0], zh_at=match.span(), en=match[0])
