"""The text of an article as a page tells it to machines (schema.org, JSON-LD), where it shows none itself."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from briefing.document import Origin
from briefing.read.html.blocks import blocks_of
from briefing.read.parts import Piece

if TYPE_CHECKING:
    from collections.abc import Iterable

_TEXT = "articleBody"


def article_of(data: Iterable[str]) -> list[Piece]:
    """The paragraphs of the longest article that is told, none if none is."""
    bodies: list[str] = []
    for each in data:
        try:
            told = json.loads(each, strict=False)
        except (ValueError, RecursionError):
            continue
        articles = told.get("@graph", [told]) if isinstance(told, dict) else told
        for article in articles if isinstance(articles, list) else ():
            if isinstance(article, dict) and isinstance(body := article.get(_TEXT), str):
                bodies.append(body)
    body = max(bodies, key=len, default="")
    page = blocks_of(body) if "<" in body else None
    lines = body.splitlines() if page is None else [each.text for each in page.blocks]
    return [Piece(line, None, Origin(_TEXT)) for line in lines if line.strip()]
