"""The learning curve as an SVG: the loss by tokens seen, of the batches and of what is held back."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from briefing.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Point = tuple[float, float]

_WIDTH, _HEIGHT = 640, 320
_LEFT, _RIGHT, _TOP, _BOTTOM = 56, 16, 40, 44
_STEPS = (1, 2, 2.5, 5, 10)
"""What a scale may count in, times a power of ten."""
_STYLE = (
    "text { font: 12px sans-serif; fill: #333 } .grid { stroke: #ddd } "
    ".batch { fill: none; stroke: #9bb7d4; stroke-width: 1.5 } "
    ".held { fill: none; stroke: #b3412a; stroke-width: 2 } .dot { fill: #b3412a }"
)


def drawn(log: Iterable[Mapping[str, Any]], title: str) -> str:
    """The SVG of the lines of a training's log. Raises ReadError if the held-back loss was taken less than
    twice."""
    entries, title = list(log), escape(title)
    batch = [(each["tokens"], each["loss"]) for each in entries if "loss" in each]
    held = [(each.get("tokens", 0), each["dev_loss"]) for each in entries if "dev_loss" in each]
    if len(held) < 2:
        raise ReadError("the training's log has no curve yet", "Let the step `train` go on")
    values = [value for _, value in batch + held]
    ups = ticks(min(values), max(values))
    acrosses = ticks(0, max(tokens for tokens, _ in batch + held))

    def x(tokens: float) -> float:
        return _LEFT + (_WIDTH - _LEFT - _RIGHT) * tokens / acrosses[-1]

    def y(loss: float) -> float:
        return _TOP + (_HEIGHT - _TOP - _BOTTOM) * (ups[-1] - loss) / (ups[-1] - ups[0])

    def line(kind: str, points: Sequence[Point]) -> str:
        places = " ".join(f"{x(tokens):.1f},{y(loss):.1f}" for tokens, loss in points)
        return f'<polyline class="{kind}" points="{places}"/>'

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img">',
        f"<title>{title}</title><style>{_STYLE}</style>",
        f'<text x="{_LEFT}" y="20">{title}</text>',
    ]
    for up in ups:
        parts.append(f'<path class="grid" d="M{_LEFT} {y(up):.1f}H{_WIDTH - _RIGHT}"/>')
        parts.append(f'<text x="{_LEFT - 8}" y="{y(up) + 4:.1f}" text-anchor="end">{up:g}</text>')
    for across in acrosses:
        place = f'x="{x(across):.1f}" y="{_HEIGHT - _BOTTOM + 18}" text-anchor="middle"'
        parts.append(f"<text {place}>{across:,.0f}</text>")
    parts += [
        f'<text x="{_WIDTH - _RIGHT}" y="{_HEIGHT - 8}" text-anchor="end">tokens seen</text>',
        f'<text x="{_LEFT}" y="{_HEIGHT - 8}">loss: of five steps (blue), of what is held back (red)</text>',
        line("batch", batch),
        line("held", held),
        *(f'<circle class="dot" cx="{x(at):.1f}" cy="{y(loss):.1f}" r="3"/>' for at, loss in held),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def ticks(low: float, high: float) -> list[float]:
    """Round numbers at even distances, the first at or below `low`, the last at or above `high`, 3 to 7."""
    spread = (high - low) or 1.0
    power = 10.0 ** (len(f"{int(spread / 5)}") - 1) if spread >= 5 else 1.0
    while power > spread / 5:
        power /= 10
    step = next(each for count in _STEPS if (each := count * power) >= spread / 5)
    first = low // step
    made = [first * step]
    while made[-1] < high - step / 1e6:
        made.append((first + len(made)) * step)
    return [round(each, 10) for each in made]
