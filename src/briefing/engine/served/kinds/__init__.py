"""The kinds of servers, a module each: how one is recognised, asked, and understood."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.engine.served.kinds.base import Look
from briefing.engine.served.kinds.generic import Generic
from briefing.engine.served.kinds.llama_server import LlamaServer
from briefing.engine.served.kinds.lmstudio import LmStudio
from briefing.engine.served.kinds.localai import LocalAi
from briefing.engine.served.kinds.ollama import Ollama
from briefing.engine.served.kinds.sglang import Sglang
from briefing.engine.served.kinds.vllm import Vllm
from briefing.errors import ModelError

if TYPE_CHECKING:
    from briefing.engine.served.asked import Server
    from briefing.engine.served.client import Client
    from briefing.engine.served.kinds.base import Kind

KINDS: tuple[Kind, ...] = (LlamaServer(), Ollama(), LmStudio(), LocalAi(), Sglang(), Vllm(), Generic())
"""In the order in which a server is tried for being one."""


def recognise(client: Client, model: str = "") -> tuple[Kind, Server]:
    """What kind of server `client` talks to, and what it says of itself and of `model`, or its only one.

    Raises ServerError.
    """
    look = Look(client)
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
