"""What a kind of server is, and what those that speak OpenAI's interface have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from briefing.engine.served.asked import Piece
from briefing.engine.served.json import at, items_at, log_probs_in, text_at
from briefing.errors import ServerAnswerError, ServerError, ServerRefusesError

if TYPE_CHECKING:
    from briefing.document import Ended
    from briefing.engine.served.asked import Ask, Server
    from briefing.engine.served.client import Client
    from briefing.engine.served.json import Json

ENDED: dict[str, Ended] = {"stop": "stop", "eos": "stop", "length": "length", "max_tokens": "length"}
"""What servers call the end of an answer; of others (a filter, a tool) nothing is known to be whole."""


class Look:
    """What a server has at some paths, each asked for once."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self._seen: dict[str, Json] = {}
        self.refused: dict[str, ServerError] = {}

    def get(self, path: str) -> Json:
        """What stands at `path`; None where there is nothing, or no JSON: `refused` then says why.

        Raises ServerError where the server cannot be asked at all.
        """
        if path not in self._seen:
            try:
                self._seen[path] = self.client.get_json(path)
            except ServerRefusesError as error:
                if error.needs_key:
                    raise
                self._seen[path], self.refused[path] = None, error
            except ServerAnswerError as error:
                if error.late:
                    raise
                self._seen[path], self.refused[path] = None, error
        return self._seen[path]

    def models(self) -> list[Json]:
        """The entries of `/v1/models`. Raises ServerError where that is none."""
        return items_at(self.get("/v1/models"), "data")


class Kind(Protocol):
    """A kind of server: how it is recognised, what a request to it holds, how its answer is read."""

    name: str
    grammar: bool
    """Whether it may take a grammar; the examination tells whether it does."""

    def recognise(self, look: Look, model: str) -> Server | None:
        """What the server is, if it is of this kind; `model` is what the user wants of it, or empty."""
        ...

    def path(self, ask: Ask) -> str:
        """Where `ask` is posted."""
        ...

    def body(self, ask: Ask, server: Server) -> dict[str, Json]:
        """What is posted."""
        ...

    def piece(self, value: Json) -> Piece:
        """What a piece of the answer says; nothing where it has another shape."""
        ...


class OpenAiKind:
    """The base of those that speak `/v1/chat/completions` and `/v1/completions`."""

    grammar = False

    def path(self, ask: Ask) -> str:
        """Where `ask` is posted."""
        return "/v1/completions" if ask.raw else "/v1/chat/completions"

    def body(self, ask: Ask, server: Server) -> dict[str, Json]:
        """What every server of this interface knows, and `extras`.

        Temperature and top p always: servers have defaults of their own, which are not the model's.
        """
        body: dict[str, Json] = {
            "model": ask.model,
            "stream": True,
            "max_tokens": ask.limit,
            "temperature": ask.decoding.temperature,
            "top_p": ask.decoding.top_p,
            "seed": ask.seed,
        }
        if ask.raw:
            body["prompt"] = ask.prompt
        else:
            system: list[Json] = [{"role": "system", "content": ask.system}] if ask.system else []
            body["messages"] = [*system, {"role": "user", "content": ask.prompt}]
        if ask.decoding.presence:
            body["presence_penalty"] = ask.decoding.presence
        if ask.stop:
            body["stop"] = list(ask.stop)
        if ask.log_probs:
            # Of each token the likeliest besides: llama-server tells nothing where none is wanted.
            body |= {"logprobs": 1} if ask.raw else {"logprobs": True, "top_logprobs": 1}
        return body | self.extras(ask)

    def extras(self, ask: Ask) -> dict[str, Json]:
        """What this kind knows besides."""
        return switches(ask) if ask.switch and not ask.raw else {}

    def piece(self, value: Json) -> Piece:
        """Of a streamed piece `delta`, of a whole answer `message`, of a raw one `text`."""
        first = at(value, "choices", 0)
        text = _content(at(first, "delta")) or _content(at(first, "message"))
        thought = ""
        for part in ("delta", "message"):
            thought += text_at(first, part, "reasoning_content") or text_at(first, part, "reasoning")
        reason = text_at(first, "finish_reason")
        return Piece(
            text or text_at(first, "text"),
            thought,
            ENDED.get(reason, "no-end") if reason else None,
            _log_probs(at(first, "logprobs")),
        )


def _log_probs(told: Json) -> tuple[float, ...]:
    """Of a chat an entry for each token; of a raw prompt the same (llama-server), or a list of numbers."""
    entries = [at(entry, "logprob") for entry in items_at(told, "content")]
    return log_probs_in(entries or items_at(told, "token_logprobs"))


def _content(message: Json) -> str:
    """What a message says, as a text or as a list of parts; of a part that is thinking, nothing."""
    return text_at(message, "content") or "".join(
        text_at(part, "text") for part in items_at(message, "content")
    )


def switches(ask: Ask) -> dict[str, Json]:
    """The fields that switch thinking off: of the chat template (Qwen, Hunyuan; DeepSeek's name for it), and
    `reasoning_effort`."""
    fields: dict[str, Json] = {}
    arguments: dict[str, Json] = dict(ask.arguments)
    if ask.switch in ("template", "both"):
        arguments |= {"enable_thinking": False, "thinking": False}
    if ask.switch in ("effort", "both"):
        fields["reasoning_effort"] = "none"
    if arguments:
        fields["chat_template_kwargs"] = arguments
    return fields


def penalties(ask: Ask, *, repetition: str) -> dict[str, Json]:
    """Top k and the penalty of repetition, under the name that a server has for it, where they are on."""
    fields: dict[str, Json] = {}
    if ask.decoding.top_k:
        fields["top_k"] = ask.decoding.top_k
    if ask.decoding.repetition != 1:
        fields[repetition] = ask.decoding.repetition
    return fields


def chosen_model(models: tuple[str, ...], wanted: str, address: object) -> str:
    """Of the server's models the one that is wanted, or its only one. Raises ServerRefusesError."""
    if wanted:
        if models and wanted not in models:
            raise ServerRefusesError(
                f"{address} does not have the model {wanted!r}", f"It has: {_some(models)}"
            )
        return wanted
    if len(models) == 1:
        return models[0]
    if not models:
        raise ServerRefusesError(f"{address} has no model", "Load one there, or name it with --model ID")
    raise ServerRefusesError(f"{address} has several models", f"Name one with --model ID: {_some(models)}")


def _some(models: tuple[str, ...]) -> str:
    shown = ", ".join(models[:12])
    return shown + (f" and {len(models) - 12} more" if len(models) > 12 else "")
