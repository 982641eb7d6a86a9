"""vLLM: continuous batching, EBNF by `structured_outputs` (`guided_grammar` is gone since version 0.12)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.engine.served.asked import Server
from briefing.engine.served.json import number_at, text_at
from briefing.engine.served.kinds.base import OpenAiKind, chosen_model, penalties, switches

if TYPE_CHECKING:
    from briefing.engine.served.asked import Ask
    from briefing.engine.served.json import Json
    from briefing.engine.served.kinds.base import Look

TO_START = 16
"""Requests in flight to begin with: it takes as many as come, and does more a second with more of them."""


class Batching(OpenAiKind):
    """What servers that batch without slots have in common."""

    name = ""

    def served(self, look: Look, model: str, build: str) -> Server:
        """What `/v1/models` says of the model."""
        entries = look.models()
        models = tuple(filter(None, (text_at(entry, "id") for entry in entries)))
        name = chosen_model(models, model, look.client.address)
        entry = next((each for each in entries if text_at(each, "id") == name), None)
        about = f"{build} {text_at(entry, 'root')}".strip()
        return Server(
            self.name, about, models, name, number_at(entry, "max_model_len"), TO_START, adaptive=True
        )

    def extras(self, ask: Ask) -> dict[str, Json]:
        """Penalties under vLLM's names, which SGLang has, too."""
        fields = penalties(ask, repetition="repetition_penalty")
        if not ask.raw and (ask.switch or ask.arguments):
            fields |= switches(ask)
        return fields


class Vllm(Batching):
    """`/v1/models` with `max_model_len`."""

    name = "vllm"
    grammar = True

    def recognise(self, look: Look, model: str) -> Server | None:
        """By `max_model_len` in its list of models."""
        if not any(number_at(entry, "max_model_len") for entry in look.models()):
            return None
        return self.served(look, model, text_at(look.get("/version"), "version"))

    def extras(self, ask: Ask) -> dict[str, Json]:
        """The grammar under the name that it has since 0.12."""
        fields = super().extras(ask)
        if ask.grammar:
            fields["structured_outputs"] = {"grammar": ask.grammar}
        return fields
