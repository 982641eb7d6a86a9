"""SGLang: continuous batching, grammars by `ebnf`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.engine.served.json import text_at
from briefing.engine.served.kinds.vllm import Batching

if TYPE_CHECKING:
    from briefing.engine.served.asked import Ask, Server
    from briefing.engine.served.json import Json
    from briefing.engine.served.kinds.base import Look


class Sglang(Batching):
    """`/v1/models` owned by `sglang`."""

    name = "sglang"
    grammar = True

    def recognise(self, look: Look, model: str) -> Server | None:
        """By the owner in its list of models."""
        if not any(text_at(entry, "owned_by") == "sglang" for entry in look.models()):
            return None
        return self.served(look, model, text_at(look.get("/get_server_info"), "version"))

    def extras(self, ask: Ask) -> dict[str, Json]:
        """The grammar under its own name."""
        fields = super().extras(ask)
        if ask.grammar:
            fields["ebnf"] = ask.grammar
        return fields
