"""Whatever else speaks `/v1/chat/completions`: nothing is known of it, and nothing sent that is not usual."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.engine.served.asked import Server
from briefing.engine.served.json import number_at, text_at
from briefing.engine.served.kinds.base import OpenAiKind, chosen_model
from briefing.errors import ServerRefusesError

if TYPE_CHECKING:
    from briefing.engine.served.kinds.base import Look

SLOTS = 2
"""Requests at once: few enough for a server of which one knows nothing."""


class Generic(OpenAiKind):
    """Recognised by its list of models alone, or by the user's word for its model."""

    name = "generic"

    def recognise(self, look: Look, model: str) -> Server | None:
        """What `/v1/models` says. Raises ServerRefusesError where that is no list and no model was named."""
        entries = look.models()
        if not entries and not model:
            raise look.refused.get("/v1/models") or ServerRefusesError(
                f"{look.client.address} does not tell its models: no server that briefing knows",
                "See to the address; where it is right, name the model with --model ID",
            )
        models = tuple(filter(None, (text_at(entry, "id") for entry in entries)))
        name = chosen_model(models, model, look.client.address)
        entry = next((each for each in entries if text_at(each, "id") == name), None)
        context = number_at(entry, "context_length") or number_at(entry, "max_context_length")
        return Server(self.name, "", models, name, context, SLOTS)
