"""LM Studio: no grammar; what it says of its models is under `/api/v0`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.engine.served.asked import Server
from briefing.engine.served.json import at, items_at, number_at, text_at
from briefing.engine.served.kinds.base import OpenAiKind, chosen_model, penalties, switches

if TYPE_CHECKING:
    from briefing.engine.served.asked import Ask
    from briefing.engine.served.json import Json
    from briefing.engine.served.kinds.base import Look

SLOTS = 4
"""Its default of "Max Concurrent Predictions"; it does not tell what it was set to."""


class LmStudio(OpenAiKind):
    """`/api/v0/models`, whose entries have a type, an architecture and a quantization."""

    name = "lmstudio"

    def recognise(self, look: Look, model: str) -> Server | None:
        """By the entries of `/api/v0/models`. Of several models that are there, the one that is loaded."""
        entries = [
            each for each in items_at(look.get("/api/v0/models"), "data") if at(each, "type") is not None
        ]
        if not entries:
            return None
        usable = [each for each in entries if text_at(each, "type") in ("llm", "vlm")]
        loaded = [each for each in usable if text_at(each, "state") == "loaded"]
        models = tuple(filter(None, (text_at(each, "id") for each in usable)))
        ready = tuple(filter(None, (text_at(each, "id") for each in loaded)))
        name = chosen_model(models if model or not ready else ready, model, look.client.address)
        entry = next((each for each in usable if text_at(each, "id") == name), None)
        context = number_at(entry, "loaded_context_length") or number_at(entry, "max_context_length")
        about = " ".join(filter(None, (text_at(entry, "quantization"), text_at(entry, "compatibility_type"))))
        return Server(self.name, about, models, name, context, SLOTS, architecture=text_at(entry, "arch"))

    def extras(self, ask: Ask) -> dict[str, Json]:
        """What its llama.cpp knows; whether it is handed on is not documented."""
        fields = penalties(ask, repetition="repeat_penalty")
        return fields if ask.raw or not ask.switch else fields | switches(ask)
