"""Suggestions as a termbase for review: everything in it is commented out until somebody decides."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from briefing.files import PLACEHOLDER, sealed
from briefing.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.suggest.suggestions import Suggestion

_LINES = 3
_HEAD = f"""\
# Suggestions for the glossary. Nothing here is in force: each entry is a comment.
# To take one over, correct its `en`, which is a guess if there is one, say in `source` where the rendering
# is from, and remove the first `# ` of its lines. An `en` that is left empty is reported as a mistake.
# digest: {PLACEHOLDER}
terms:
"""


def review_file(suggestions: Sequence[Suggestion]) -> str:
    """The suggestions as YAML that loads, as a termbase without entries, and is to be edited."""
    return sealed(_HEAD + "".join(f"\n{line}" if line else "\n" for line in _lines(suggestions)) + "\n")


def _lines(suggestions: Sequence[Suggestion]) -> Iterator[str]:
    for each in suggestions:
        times = "once" if each.count == 1 else f"{each.count} times"
        ways = ", rendered in several ways" if each.inconsistent else ""
        yield f"  ## {each.shape}, {times}{ways}"
        for line in each.lines[:_LINES]:
            yield f"  ## {visible(line.place)}: {visible(line.zh.strip())}"
            if line.en:
                yield f"  ##   {visible(line.en.strip())}"
        if each.renderings:
            seen = ", ".join(f"{visible(en)} ({count})" for en, count in each.renderings)
            yield f"  ## renderings: {seen}"
        yield f"  # - zh: {_scalar(each.zh)}"
        yield f"  #   en: {_scalar(each.guess) if each.guess else ''}".rstrip()
        yield "  #   source: to be decided"
        yield ""


def _scalar(text: str) -> str:
    """`text` as a YAML scalar, in quotation marks where it could be taken for something else."""
    text = visible(text)
    plain = text and text[0].isalpha() and all(char.isalnum() or char in " -'“”、·" for char in text)
    return text if plain and text.lower() not in ("yes", "no", "true", "false", "null") else _quoted(text)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
