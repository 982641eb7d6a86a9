"""llama.cpp's own server (tools/server of ggml-org/llama.cpp): GBNF grammars, slots told by `/props`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.engine.served.asked import Server
from briefing.engine.served.json import at, number_at, text_at
from briefing.engine.served.kinds.base import OpenAiKind, chosen_model, penalties, switches

if TYPE_CHECKING:
    from briefing.engine.served.asked import Ask
    from briefing.engine.served.json import Json
    from briefing.engine.served.kinds.base import Look


class LlamaServer(OpenAiKind):
    """`grammar` takes GBNF; `n_ctx` of `/props` is that of one slot."""

    name = "llama-server"
    grammar = True

    def recognise(self, look: Look, model: str) -> Server | None:
        """By the settings in `/props`. In router mode each model has its own."""
        props = look.get("/props")
        if not isinstance(at(props, "default_generation_settings"), dict):
            return None
        entries = look.models()
        models = tuple(filter(None, (text_at(entry, "id") for entry in entries)))
        name = chosen_model(models, model, look.client.address)
        entry = next((each for each in entries if text_at(each, "id") == name), None)
        size = at(entry, "meta", "size")
        return Server(
            self.name,
            f"{text_at(props, 'build_info')} {text_at(props, 'model_path')} {size or ''}".strip(),
            models,
            name,
            number_at(props, "default_generation_settings", "n_ctx"),
            number_at(props, "total_slots") or 1,
        )

    def extras(self, ask: Ask) -> dict[str, Json]:
        """`cache_prompt` off: with it, what a slot had before may change an answer.

        What is off is told, since the server has defaults of its own.
        """
        fields: dict[str, Json] = {"cache_prompt": False, "top_k": 0, "min_p": 0}
        fields |= penalties(ask, repetition="repeat_penalty")
        if ask.grammar:
            fields["grammar"] = ask.grammar
        if not ask.raw and (ask.switch or ask.arguments):
            fields |= switches(ask)
        return fields
