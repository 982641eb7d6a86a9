"""A model in OpenVINO's form that briefing did not make: asked by the profile of its family, without markers
that it was trained on, and run as the default model is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.engine import grammar
from briefing.engine.batching import Ask
from briefing.engine.served import answer as served
from briefing.engine.served.ladder import Hold, asked_for, draft_of

if TYPE_CHECKING:
    from briefing.engine.base import Draft, Request
    from briefing.engine.batching import Answer
    from briefing.engine.served.profiles import Profile


class Foreign:
    """How a model of a family is asked: a `briefing.engine.local.Wording`."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile
        self._hold = Hold("marked" if profile.marked else "bare", grammar=True)

    @property
    def digest(self) -> str:
        """The profile."""
        return f"{self._profile.name}-{self._profile.digest}"

    def ask(self, request: Request) -> Ask:
        """What the model is asked: in its own chat template, unless its family has none."""
        first = asked_for(request, "", self._profile, self._hold).ask
        return Ask(
            id=request.id,
            head=first.system,
            text=first.prompt,
            tail="",
            limit=first.limit,
            grammar=grammar.ENGLISH_ONLY if request.first_person else grammar.IMPERSONAL,
            # What xgrammar and llama.cpp both read.
            demanding=first.grammar if request.must else "",
            seed=request.attempt if request.drawn or not request.must else 0,
            chat=not first.raw,
        )

    def draft(self, request: Request, answer: Answer) -> Draft:
        """What the answer says."""
        asked = asked_for(request, "", self._profile, self._hold)
        return draft_of(asked, served.Answer(answer.text, answer.ended, log_probs=answer.log_probs))
