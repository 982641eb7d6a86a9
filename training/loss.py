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


def loss_of(model: Any, batch: Sequence[Ids], vocabulary: Vocabulary) -> tuple[torch.Tensor, int]:
    """Mean cross-entropy at the tokens of the answers, and how many these are."""
    device = vocabulary.rows.device
    longest = max(length(each) for each in batch)
    ids = torch.zeros(len(batch), longest, dtype=torch.long)
    there, asked = torch.zeros_like(ids), torch.zeros_like(ids, dtype=torch.bool)
    for row, (prompt, answer) in enumerate(batch):
        end = len(prompt) + len(answer)
        ids[row, :end] = torch.tensor(prompt + answer)
        there[row, :end] = 1
        # Each token is foretold at the place before it.
        asked[row, len(prompt) - 1 : end - 1] = True
    wanted = vocabulary.rows[ids.roll(-1, dims=1)[asked].to(device)]
    body = model.get_base_model().model
    hidden = body(input_ids=ids.to(device), attention_mask=there.to(device), use_cache=False)
    scores = torch.nn.functional.linear(hidden.last_hidden_state[asked.to(device)], vocabulary.weight)
    return torch.nn.functional.cross_entropy(scores.float(), wanted), len(wanted)


def learn(model: Any, batch: Sequence[Ids], vocabulary: Vocabulary, tokens: int) -> float:
    """Add the gradient of the mean loss of `batch` to that of the model's weights, and return the loss.

    At most `tokens` (or a single longer example) are held in memory at a time: what the backward pass needs
    of each is ten times what the token's own numbers take.
    """
    answers = sum(len(answer) for _, answer in batch)
    total = 0.0
    for part in packed(range(len(batch)), [length(each) for each in batch], tokens):
        loss, count = loss_of(model, [batch[at] for at in part], vocabulary)
        share = loss * (count / answers)
        share.backward()
        total += float(share.detach())
    return total


def dev_loss(model: Any, dev: Sequence[Ids], vocabulary: Vocabulary, tokens: int) -> float:
    """Mean cross-entropy over all answer tokens of `dev`, at most `tokens` in memory at a time."""
    total, count = 0.0, 0
    for part in packed(range(len(dev)), [length(each) for each in dev], tokens):
        with torch.no_grad():
            loss, answers = loss_of(model, [dev[at] for at in part], vocabulary)
        total += float(loss) * answers
        count += answers
    return total / count


def length(example: Ids) -> int:
    """Tokens of prompt and answer."""
    return sum(map(len, example))
