"""The layers below the first adapted one: what they make of an example never changes, and is computed once.

They are a third of a step where the other half is trained. What they make takes two bytes a number in
bfloat16: 2.2 GB for 728,000 tokens of a model that is 1,536 wide.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import torch

from training.loss import padded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from training.loss import Ids


class Lower:
    """What stands before layer `first` of `model`, for each example of `data` by its position.

    An example goes through with the first of `groups` that it is in, whenever it is asked for, so that a
    training that is taken up again sees the same numbers. What was asked for once stays only if `keep`.
    """

    def __init__(
        self, model: Any, first: int, data: Sequence[Ids], groups: Sequence[Sequence[int]], *, keep: bool
    ) -> None:
        self._body = _part(whole(model), 0, first)
        self._body.norm = torch.nn.Identity()
        self._data, self._keep = data, keep
        self._group = {at: group for group in reversed(groups) for at in group}
        self._made: dict[int, torch.Tensor] = {}

    def states(self, positions: Sequence[int]) -> list[torch.Tensor]:
        """Of each example at `positions`, as many rows as it has tokens."""
        for at in positions:
            if at not in self._made:
                self._make(self._group[at])
        return [self._made[at] if self._keep else self._made.pop(at) for at in positions]

    def _make(self, group: Sequence[int]) -> None:
        ids, there = padded([self._data[at] for at in group])
        device = self._body.embed_tokens.weight.device
        with torch.no_grad():
            hidden = self._body(input_ids=ids.to(device), attention_mask=there.to(device), use_cache=False)
        for at, rows, size in zip(group, hidden.last_hidden_state, there.sum(1).tolist(), strict=True):
            self._made[at] = rows[:size].clone()


def whole(model: Any) -> Any:
    """`model`, as PEFT has adapted it, without its head."""
    return model.get_base_model().model


def upper(model: Any, first: int) -> Any:
    """The same from layer `first` on; it takes what is before that as `inputs_embeds`."""
    body = whole(model)
    return _part(body, first, len(body.layers))


def _part(body: Any, start: int, end: int) -> Any:
    """A view of `body` that has only some of its layers, and shares all weights with it."""
    part = copy.copy(body)
    part._modules = dict(body._modules)
    part.layers = body.layers[start:end]
    return part
