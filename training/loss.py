"""What is made small: the cross-entropy at the tokens of answers.

It is taken over the tokens that answers are made of and the most frequent ones besides: of Qwen's 151,936
tokens most are Chinese, other scripts or code, and scoring them all costs a tenth of the training.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import torch

from training.plan import packed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Ids = tuple[list[int], list[int]]
"""An example's prompt and answer."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The tokens that are told apart: `weight` holds their rows of the model's head, `rows` says which of
    them is a token's (-1: none)."""

    weight: torch.Tensor
    rows: torch.Tensor

    @classmethod
    def of(cls, model: Any, examples: Iterable[Ids], frequent: int) -> Vocabulary:
        """Those of the answers of `examples` and the first `frequent` of the model: a byte-pair vocabulary
        has the most frequent first. `frequent` 0 takes all there are."""
        weight = model.get_base_model().lm_head.weight.detach()
        size = len(weight)
        used = {token for _, answer in examples for token in answer}
        kept = sorted(used.union(range(min(frequent, size) or size)))
        rows = torch.full((size,), -1, dtype=torch.long, device=weight.device)
        rows[kept] = torch.arange(len(kept), device=weight.device)
        return cls(weight if len(kept) == size else weight[kept].contiguous(), rows)


def loss_of(
    body: Any, batch: Sequence[Ids], vocabulary: Vocabulary, states: Sequence[torch.Tensor] | None = None
) -> tuple[torch.Tensor, int]:
    """Mean cross-entropy at the tokens of the answers, and how many these are.

    `body` is the model without its head, or the upper half of it with what stands before that for each
    example, its `states` (`training.halves`).
    """
    device = vocabulary.rows.device
    ids, there = padded(batch)
    asked = torch.zeros_like(there, dtype=torch.bool)
    for row, (prompt, answer) in enumerate(batch):
        # Each token is foretold at the place before it.
        asked[row, len(prompt) - 1 : len(prompt) + len(answer) - 1] = True
    wanted = vocabulary.rows[ids.roll(-1, dims=1)[asked].to(device)]
    given = {"input_ids": ids.to(device)} if states is None else {"inputs_embeds": _stacked(states)}
    hidden = body(**given, attention_mask=there.to(device), use_cache=False)
    scores = torch.nn.functional.linear(hidden.last_hidden_state[asked.to(device)], vocabulary.weight)
    return torch.nn.functional.cross_entropy(scores.float(), wanted), len(wanted)


def padded(batch: Sequence[Ids]) -> tuple[torch.Tensor, torch.Tensor]:
    """The tokens of `batch`, an example a row, and 1 where there is one."""
    longest = max(length(each) for each in batch)
    ids = torch.zeros(len(batch), longest, dtype=torch.long)
    there = torch.zeros_like(ids)
    for row, (prompt, answer) in enumerate(batch):
        ids[row, : len(prompt) + len(answer)] = torch.tensor(prompt + answer)
        there[row, : len(prompt) + len(answer)] = 1
    return ids, there


def _stacked(states: Sequence[torch.Tensor]) -> torch.Tensor:
    return torch.nn.utils.rnn.pad_sequence(list(states), batch_first=True)


def learn(
    body: Any,
    batch: Sequence[Ids],
    vocabulary: Vocabulary,
    tokens: int,
    states: Sequence[torch.Tensor] | None = None,
) -> float:
    """Add the gradient of the mean loss of `batch` to that of the model's weights, and return the loss.

    At most `tokens` (or a single longer example) are held in memory at a time: what the backward pass needs
    of each is ten times what the token's own numbers take.
    """
    answers = sum(len(answer) for _, answer in batch)
    total = 0.0
    for part in packed(range(len(batch)), [length(each) for each in batch], tokens):
        fed = None if states is None else [states[at] for at in part]
        loss, count = loss_of(body, [batch[at] for at in part], vocabulary, fed)
        share = loss * (count / answers)
        share.backward()
        total += float(share.detach())
    return total


def dev_loss(body: Any, dev: Sequence[Ids], vocabulary: Vocabulary, tokens: int) -> float:
    """Mean cross-entropy over all answer tokens of `dev`, at most `tokens` in memory at a time."""
    total, count = 0.0, 0
    for part in packed(range(len(dev)), [length(each) for each in dev], tokens):
        with torch.no_grad():
            loss, answers = loss_of(body, [dev[at] for at in part], vocabulary)
        total += float(loss) * answers
        count += answers
    return total / count


def length(example: Ids) -> int:
    """Tokens of prompt and answer."""
    return sum(map(len, example))
