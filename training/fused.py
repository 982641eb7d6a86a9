"""The adapted projections in the base's precision and in fewer passes over memory.

PEFT takes what is added in the adapter's precision, float32: on a processor a third of a step goes into casts
there and back, a multiplication by the scale and a sum, each over whole activations. Here the two small
matrices are cast instead, the scale goes into one of them, and the sum is the matrix product's own.
"""

from __future__ import annotations

from typing import Any

import torch
from torch.autograd.function import once_differentiable

_NAME = "default"
"""PEFT's name of an adapter that is given none."""


class _Adapted(torch.autograd.Function):  # type: ignore[misc]
    """`x W' + bias + scale x A' B'` of a frozen `W`; gradients for `x`, `A` and `B`."""

    @staticmethod
    def forward(
        ctx: Any,
        x: torch.Tensor,
        weight: torch.Tensor,
        bias: torch.Tensor | None,
        a: torch.Tensor,
        b: torch.Tensor,
        scale: float,
    ) -> torch.Tensor:
        rows = x.reshape(-1, x.shape[-1])
        small_a, small_b = a.to(x.dtype), (b * scale).to(x.dtype)
        inner = rows @ small_a.T
        made = torch.nn.functional.linear(rows, weight, bias).addmm_(inner, small_b.T)
        ctx.save_for_backward(rows, weight, small_a, small_b, inner)
        ctx.scale = scale
        return made.reshape(*x.shape[:-1], -1)

    @staticmethod
    @once_differentiable  # type: ignore[untyped-decorator]
    def backward(ctx: Any, grad: torch.Tensor) -> tuple[torch.Tensor | None, ...]:
        rows, weight, small_a, small_b, inner = ctx.saved_tensors
        given = grad.reshape(-1, grad.shape[-1])
        grad_inner = given @ small_b
        grad_a = (grad_inner.T @ rows).float()
        grad_b = (given.T @ inner).float() * ctx.scale
        grad_x = None
        if ctx.needs_input_grad[0]:
            grad_x = (given @ weight).addmm_(grad_inner, small_a).reshape(*grad.shape[:-1], -1)
        return grad_x, None, None, grad_a, grad_b, None


def fuse(model: Any) -> None:
    """Let every projection of `model` that PEFT has adapted compute so, from now on."""
    from peft.tuners.lora import Linear

    for module in model.modules():
        if isinstance(module, Linear):
            module.forward = _forward(module)


def _forward(module: Any) -> Any:
    base, a, b = module.base_layer, module.lora_A[_NAME], module.lora_B[_NAME]
    scale = module.scaling[_NAME]
    return lambda x: _Adapted.apply(x, base.weight, base.bias, a.weight, b.weight, scale)
