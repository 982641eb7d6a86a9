"""Who acts: one who was entrusted told as the one who entrusts, and somebody made up who appoints."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.verify.rules import finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.document import Finding, Segment

_ENTRUSTED_ZH = re.compile("受[^，。；受]{1,16}(?:委托|委派|指派)")
_ENTRUSTS = re.compile(
    r"(?<!\bbeen )(?<!\bwas )(?<!\bwere )(?<!\bis )(?<!\bare )(?<!\bbe )(?<!\bas )(?<!\bbeing )"
    r"\b(?:entrust|commission|authoriz|delegat)ed\b(?! by\b| with\b)"
)
_APPOINTS_ZH = re.compile(r"\s*(?:决定|现)?(?:任命|免去|聘任)")
_APPOINTS = re.compile(
    r"The (?P<who>[^,.;:]{2,90}?) (?:(?:has|have) )?(?:also )?(?:decided to )?"
    r"(?:appoint(?:ed|s)?|remov(?:ed|es?)|dismiss(?:ed|es)?|reliev(?:ed|es)|nominat(?:ed|es))\b"
)
_MAY_APPOINT = re.compile(
    r"\b(?:session|meeting|conference|[Cc]ongress|[Ss]tanding [Cc]ommittee|[Cc]ouncil|was|were|is|are|been|"
    r"be|being|shall|to)\b"
)
"""What appoints though it is not named, as readers of such notices know; and passive voice."""


def check(segment: Segment) -> Iterator[Finding]:
    """Those who act in the English alone."""
    entrusted = _ENTRUSTED_ZH.search(segment.zh)
    if entrusted and (said := _ENTRUSTS.search(segment.en)):
        message = f"{entrusted[0]} is to be entrusted by somebody; {said[0]!r} turns it about"
        yield finding("actor", message, "entrusted by", entrusted.span(), said.span())
    named = _APPOINTS_ZH.match(segment.zh)
    if named and (said := _APPOINTS.match(segment.en)) and not _MAY_APPOINT.search(said["who"]):
        message = f"the Chinese does not say who appoints; the English has {said['who']!r}"
        yield finding("actor", message, "", named.span(), said.span("who"))
