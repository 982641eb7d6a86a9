"""Reads a briefing's JSON back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, cast

from briefing.bilingual.pairs import AsWritten, Bilingual, Pair
from briefing.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.document import Hand, Kind

_KINDS: tuple[Kind, ...] = ("heading", "list-item", "byline")
_HANDS: dict[object, Hand] = {"edited": "edited", "confirmed": "confirmed"}

Data = dict[str, object]
"""An object of JSON. What does not have the form raises KeyError or TypeError, which is told as one error."""


def read(name: str, text: str) -> Bilingual:
    """The pairs of the JSON in a file called `name`. Raises ReadError."""
    try:
        data = json.loads(text)
        several = len(data["documents"]) > 1
        pairs = [
            _pair(paragraph, f"{number}:" if several else "")
            for number, document in enumerate(data["documents"], 1)
            for paragraph in document["paragraphs"]
        ]
        if data.get("briefing") != 1 or not pairs:
            raise KeyError("briefing")
        settled = tuple(each for document in data["documents"] for each in _settled(document))
    except (ValueError, KeyError, TypeError, RecursionError, AttributeError) as error:
        raise ReadError(
            f"{name} is not JSON that briefing wrote", "Give what `briefing translate --to json` writes"
        ) from error
    return Bilingual(name, "json", tuple(pairs), AsWritten(model=_model(data), settled=settled))


def _pair(paragraph: Data, prefix: str) -> Pair:
    segments = _list(paragraph["segments"])
    parts = tuple((_text(each["zh"]), _text(each["en"] or "")) for each in segments)
    return Pair(
        f"{prefix}{paragraph['id']}",
        next((each for each in _KINDS if each == paragraph["kind"]), "body"),
        "".join(zh for zh, _ in parts),
        " ".join(en for _, en in parts if en),
        parts,
        tuple(_HANDS.get(each.get("hand"), "draft") for each in segments),
    )


def _settled(document: Data) -> Iterator[tuple[str, str, str, str]]:
    """The findings that a person took as they are: sentence, rule, message, and the word why."""
    for paragraph in _list(document["paragraphs"]):
        for segment in _list(paragraph["segments"]):
            for finding in _list(segment.get("findings") or []):
                if (why := finding.get("settled")) is not None:
                    yield str(segment["id"]), str(finding["rule"]), str(finding["message"]), str(why)


def _model(data: Data) -> tuple[str, str]:
    """Name and fingerprint of the model, as far as it is told."""
    model = data.get("model")
    if not isinstance(model, dict):
        return "", ""
    return str(model.get("name") or ""), str(model.get("fingerprint") or "")


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _list(value: object) -> list[Data]:
    if not isinstance(value, list):
        raise TypeError
    return cast("list[Data]", value)
