"""JSON from a stranger: read within bounds, and looked into without trusting its shape."""

from __future__ import annotations

import json
from typing import TypeAlias

LEAST, ROUNDING = -100.0, 0.001
"""Between which a logarithm of a probability is one: no model draws a token below."""

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"


def parse(data: bytes | str) -> Json:
    """The value that `data` is. Raises ValueError if it is none (also where it is nested beyond reason)."""
    try:
        value: Json = json.loads(data)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    return value


def at(value: Json, *path: str | int) -> Json:
    """What stands at `path` (keys of objects, numbers of items); None where there is nothing."""
    for step in path:
        if isinstance(step, str) and isinstance(value, dict):
            value = value.get(step)
        elif isinstance(step, int) and isinstance(value, list) and -len(value) <= step < len(value):
            value = value[step]
        else:
            return None
    return value


def text_at(value: Json, *path: str | int) -> str:
    """The string at `path`; empty where there is none."""
    found = at(value, *path)
    return found if isinstance(found, str) else ""


def number_at(value: Json, *path: str | int) -> int:
    """The whole number at `path`; 0 where there is none that is positive and of a sensible size."""
    found = at(value, *path)
    fit = isinstance(found, int) and not isinstance(found, bool) and 0 < found < 1 << 31
    return found if fit and isinstance(found, int) else 0


def log_probs_in(values: list[Json]) -> tuple[float, ...]:
    """The natural logarithms of probabilities among `values`; what can be none is left out.

    vLLM has -9999 where it does not know one; rounding may make one of a certain token a little positive.
    """
    numbers = (each for each in values if isinstance(each, (int, float)) and not isinstance(each, bool))
    return tuple(min(float(each), 0.0) for each in numbers if LEAST <= each <= ROUNDING)


def items_at(value: Json, *path: str | int) -> list[Json]:
    """The list at `path`; an empty one where there is none."""
    found = at(value, *path)
    return found if isinstance(found, list) else []
