"""One grammar for all servers: that of `engine/grammar.py`, in what xgrammar and llama.cpp's GBNF share."""

from __future__ import annotations

import re

_LITERAL = re.compile(r'"(?:[^"\\]|\\.){0,1000}+"|\[(?:[^\[\]\\]|\\.){0,500}+\]')
_LOOKAHEAD = re.compile(r'(?<!\s)\s*+\(="(?:[^"\\]|\\.)*"\)')


def as_gbnf(ebnf: str) -> str:
    r"""The grammar without what xgrammar alone knows.

    A lookahead assertion only spares xgrammar work, and llama.cpp has none; its names of rules have no
    underscore (`is_word_char` of its grammar parser). Literals, and classes with `\uXXXX`, are the same.
    """
    parts, done = [], 0
    text = _LOOKAHEAD.sub("", ebnf)
    for match in _LITERAL.finditer(text):
        parts += [text[done : match.start()].replace("_", "-"), match[0]]
        done = match.end()
    return "".join((*parts, text[done:].replace("_", "-")))
