"""LocalAI: many backends under one roof; GBNF where that of the model is llama.cpp."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.engine.served.asked import Server
from briefing.engine.served.json import at, text_at
from briefing.engine.served.kinds.base import OpenAiKind, chosen_model, penalties, switches

if TYPE_CHECKING:
    from briefing.engine.served.asked import Ask
    from briefing.engine.served.json import Json
    from briefing.engine.served.kinds.base import Look


class LocalAi(OpenAiKind):
    """`/system`, which lists backends and loaded models (localai.io, System Info and Version)."""

    name = "localai"
    grammar = True

    def recognise(self, look: Look, model: str) -> Server | None:
        """By `/system`."""
        system = look.get("/system")
        if not isinstance(at(system, "backends"), list) or not isinstance(at(system, "loaded_models"), list):
            return None
        models = tuple(filter(None, (text_at(entry, "id") for entry in look.models())))
        name = chosen_model(models, model, look.client.address)
        return Server(self.name, text_at(look.get("/version"), "version"), models, name)

    def extras(self, ask: Ask) -> dict[str, Json]:
        """A grammar under llama.cpp's name."""
        fields = penalties(ask, repetition="repeat_penalty")
        if ask.grammar:
            fields["grammar"] = ask.grammar
        return fields if ask.raw or not ask.switch else fields | switches(ask)
