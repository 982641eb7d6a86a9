"""What a sense check looks for: words of the Chinese, and what the English has for any of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.document import touch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.document import Segment


def any_of(words: str) -> re.Pattern[str]:
    """Any of `words`, or a not that is written into another word: isn't, won't."""
    return re.compile(rf"\b(?:{words})\b|n['’]t\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sense:
    """Words of the Chinese; what the English may have for them, anywhere in the sentence; what they mean."""

    means: str
    zh: re.Pattern[str]
    en: re.Pattern[str]

    def message(self, zh: str) -> str:
        """What a finding says of the words `zh`, of which the English has nothing."""
        return f"{zh} ({self.means}) has nothing in the English"


def uncovered(pattern: re.Pattern[str], segment: Segment) -> Iterator[re.Match[str]]:
    """Where `pattern` stands in the Chinese outside of spans that are in the English."""
    for match in pattern.finditer(segment.zh):
        if not any(span.en_at and touch(span.zh_at, match.span()) for span in segment.spans):
            yield match
