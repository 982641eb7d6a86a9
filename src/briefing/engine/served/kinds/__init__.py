"""The kinds of servers, a module each: how one is recognised, asked, and understood."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from briefing.engine.served.kinds.base import Look
from briefing.engine.served.kinds.generic import Generic
from briefing.engine.served.kinds.llama_server import LlamaServer
from briefing.engine.served.kinds.lmstudio import LmStudio
from briefing.engine.served.kinds.localai import LocalAi
from briefing.engine.served.kinds.ollama import Ollama
from briefing.engine.served.kinds.sglang import Sglang
from briefing.engine.served.kinds.vllm import Vllm
from briefing.errors import ModelError, ServerBusyError

if TYPE_CHECKING:
    from briefing.engine.served.asked import Server
    from briefing.engine.served.client import Client
    from briefing.engine.served.kinds.base import Kind

KINDS: tuple[Kind, ...] = (LlamaServer(), Ollama(), LmStudio(), LocalAi(), Sglang(), Vllm(), Generic())
"""In the order in which a server is tried for being one."""
_AGAIN = 1.0
"""Seconds after which a server that loads its model is asked again."""


def recognise(client: Client, model: str = "", *, patience: float = 0.0) -> tuple[Kind, Server]:
    """What kind of server `client` talks to, and what it says of itself and of `model`, or its only one.

    Waits up to `patience` seconds for a server that is busy, as with loading its model. Raises ServerError.
    """
    until = time.monotonic() + patience
    while True:
        try:
            return _recognised(Look(client), client, model)
        except ServerBusyError as error:
            if time.monotonic() >= until:
                raise
            time.sleep(error.after or _AGAIN)


def _recognised(look: Look, client: Client, model: str) -> tuple[Kind, Server]:
    for kind in KINDS:
        if server := kind.recognise(look, model):
            return kind, server
    raise ModelError(f"{client.address} is no server that briefing knows")


def kind_named(name: str) -> Kind:
    """The kind called `name`. Raises ModelError."""
    for kind in KINDS:
        if kind.name == name:
            return kind
    raise ModelError(f"there is no kind of server called {name!r}")
