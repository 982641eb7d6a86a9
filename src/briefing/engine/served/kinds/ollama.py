"""Ollama, by its native interface: its `/v1` cuts long inputs without a word and drops most settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.engine.served.asked import Piece, Server
from briefing.engine.served.json import at, items_at, log_probs_in, number_at, text_at
from briefing.engine.served.kinds.base import ENDED, chosen_model

if TYPE_CHECKING:
    from briefing.engine.served.asked import Ask
    from briefing.engine.served.json import Json
    from briefing.engine.served.kinds.base import Look

CONTEXT = 8192
"""Tokens of context that are asked for: four times what the longest segment and its answer take. A smaller
default of the server's own would cut; changing it from request to request would load the model anew."""


class Ollama:
    """`/api/chat`, and `/api/generate` for raw prompts. It has no grammars, and one slot unless told."""

    name = "ollama"
    grammar = False

    def recognise(self, look: Look, model: str) -> Server | None:
        """By `/api/version`. The digest of the model's file is part of its build."""
        version = text_at(look.get("/api/version"), "version")
        entries = items_at(look.get("/api/tags"), "models")
        if not version or not isinstance(at(look.get("/api/tags"), "models"), list):
            return None
        models = tuple(filter(None, (text_at(entry, "name") for entry in entries)))
        wanted = model if not model or model in models else f"{model}:latest"
        wanted = wanted if wanted in models else model
        name = chosen_model(models, wanted, look.client.address)
        entry = next((each for each in entries if text_at(each, "name") == name), None)
        about = look.client.post_json("/api/show", {"model": name})
        architecture = text_at(about, "model_info", "general.architecture")
        trained = number_at(about, "model_info", f"{architecture}.context_length")
        return Server(
            self.name,
            f"{version} {text_at(entry, 'digest')[:16]}".strip(),
            models,
            name,
            min(trained, CONTEXT) if trained else CONTEXT,
            1,
            architecture=architecture,
        )

    def path(self, ask: Ask) -> str:
        """Where `ask` is posted."""
        return "/api/generate" if ask.raw else "/api/chat"

    def body(self, ask: Ask, server: Server) -> dict[str, Json]:
        """`truncate` off: what is too long is to be refused."""
        decoding = ask.decoding
        options: dict[str, Json] = {
            "num_ctx": server.context,
            "num_predict": ask.limit,
            "temperature": decoding.temperature,
            "top_p": decoding.top_p,
            "seed": ask.seed,
            "repeat_penalty": decoding.repetition,
            "top_k": decoding.top_k,
        }
        if decoding.presence:
            options["presence_penalty"] = decoding.presence
        if ask.stop:
            options["stop"] = list(ask.stop)
        body: dict[str, Json] = {"model": ask.model, "stream": True, "truncate": False, "options": options}
        if ask.log_probs:
            body["logprobs"] = True
        if ask.raw:
            return body | {"prompt": ask.prompt, "raw": True}
        system: list[Json] = [{"role": "system", "content": ask.system}] if ask.system else []
        body["messages"] = [*system, {"role": "user", "content": ask.prompt}]
        if ask.switch:
            body["think"] = False
        return body

    def piece(self, value: Json) -> Piece:
        """A line: `message` of a chat, `response` of a raw prompt, `done_reason` in the last one."""
        text = text_at(value, "message", "content") or text_at(value, "response")
        thought = text_at(value, "message", "thinking") or text_at(value, "thinking")
        done = at(value, "done") is True
        ended = ENDED.get(text_at(value, "done_reason"), "no-end") if done else None
        sure = log_probs_in([at(entry, "logprob") for entry in items_at(value, "logprobs")])
        return Piece(text, thought, ended, sure)
