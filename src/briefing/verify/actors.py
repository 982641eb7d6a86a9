"""Who acts: one who was entrusted, invited or charged told as who does so, and two who swapped places.

上诉人应向被上诉人支付 (the appellant shall pay the appellee) is turned about where the appellee shall pay.
Nor is somebody made up who appoints.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.verify.rules import finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.document import Finding, Segment, Span
    from briefing.verify.parties import Party

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


_FIGURE = "(?![约近0-9一二三四五六七八九十百千万两半])"
_ONWARDS = r"(?:['’]s)?(?: [\w-]{1,30}){0,4}? "
# What stands behind the first of two in the Chinese, and behind the same one in the English.
_RELATIONS = (
    (
        re.compile(
            "(?:依法|均|一律|也|还|都|可|并|同时|，)?"
            "(?:应当|应(?![急用对届收付邀聘有变诉税纳])|必须|须|不得|可以|有权)"
            "(?![由被经受]|接受|服从)"
        ),
        re.compile(
            r" (?:also |alone )?(?:shall|must|may|should|can|cannot|ha(?:s|ve) the right to|"
            r"(?:is|are) entitled to)\b"
        ),
    ),
    (
        re.compile(
            "[将已也一贯坚决强烈高度始终]{0,4}(?:对|向|赞赏|敦促|反对|支持|欢迎|谴责|要求|呼吁|宣布|指责|拒绝)"
        ),
        re.compile(
            r"(?:['’]s? side)?(?: (?:also|strongly|firmly|resolutely|always|highly|has|have|had|will))* (?:"
            r"(?:(?:is|are|was|were) (?:\w{1,20}ly )?)?(?:dissatisfied|opposed)|appreciat\w+|urg\w+|"
            r"provid\w+|oppos\w+|support\w*|welcom\w+|call\w* on|condemn\w*|demand\w*|express\w*|lodg\w+|"
            r"offer\w*|sent|send\w*|ask\w*|announc\w+|accus\w+|refus\w+)\b"
        ),
    ),
    (
        re.compile("[^，。；：]{0,12}?占(?![有用据领道地])"),
        re.compile(_ONWARDS + r"(?:account(?:s|ed|ing)? for|ma[dk]es? up|constitut\w+|represent\w+)\b"),
    ),
    (
        re.compile(f"[^，。；：]{{0,12}}?(?:(?<!不)(?<!不[得能应可])[高快大多优]于|超过){_FIGURE}"),
        re.compile(
            _ONWARDS + r"(?:exceed\w*|outpac\w*|surpass\w*|(?:higher|faster|larger|greater|more|better)"
            r"(?: [\w-]{1,30}){0,2} than|above)\b"
        ),
    ),
    (
        re.compile(f"[^，。；：]{{0,12}}?(?:(?<!不)(?<!不[得能应可])[低慢小少]于|不及){_FIGURE}"),
        re.compile(
            _ONWARDS
            + r"(?:(?:lower|slower|smaller|less|fewer|more slowly)(?: [\w-]{1,30}){0,2} than|below)\b"
        ),
    ),
)
_SENTENCE_ZH = re.compile("[。；]")
_OF_ITS_OWN_ZH = re.compile("[^，。；]{0,3}(?:应|须|不得|可以|占)")
_BY = re.compile(r"\b(?:by|from) (?:the |a |an |any )?\Z")
_NEAR = 12
"""Characters before a term in which by or from is looked for."""


def _turned(segment: Segment, named: Sequence[Party]) -> Iterator[Finding]:
    """Two terms or names of which the other does in the English what one does in the Chinese."""
    for zh, en in _RELATIONS:
        saying = [(other, said) for other in named if (said := en.match(segment.en, other.en_at[1]))]
        for one in named if saying else ():
            if (verb := zh.match(segment.zh, one.zh_at[1])) is None:
                continue
            for other, said in saying:
                if (
                    verb.end() <= other.zh_at[0]
                    and other.en_at[1] <= one.en_at[0]
                    and not _SENTENCE_ZH.search(segment.zh, one.zh_at[1], other.zh_at[0])
                    and not _OF_ITS_OWN_ZH.match(segment.zh, other.zh_at[1])
                    and not _BY.search(segment.en, max(0, one.en_at[0] - _NEAR), one.en_at[0])
                ):
                    message = f"it is {one.zh} that {verb[0].strip('，')}, not {other.zh}"
                    place = other.en_at[0], said.end()
                    yield finding("actor", message, "", (one.zh_at[0], verb.end()), place)
                    return


def _place(span: Span) -> tuple[int, int]:
    return span.en_at or (0, 0)


_INVITED_ZH = re.compile("应[^，。；]{2,40}?邀请")
_INVITED = re.compile(r"\b(?:invitation (?:of|from|extended by)|invited by)\b(?P<by>[^,.;]{0,60})")
_COMPANY_ZH = re.compile("在(?P<who>[^，。；在]{2,60}?)(?:的)?陪同下")
_KEPT_COMPANY = re.compile(r"(?<!was )(?<!were )(?<!is )(?<!be )\baccompan(?:ied|ying) (?:the )?(?!by\b)")
_CHARGED = re.compile(
    r" ha(?:s|ve|d) (?:also |recently )?(?:charged|arrested|detained|fined|dismissed|expelled|accused|"
    r"sued|punished|removed|disciplined|sentenced|convicted|investigated)\b"
    r"(?! (?:by|for|with|of|to|in|from|as|on|at)\b)"
)


def _passive(segment: Segment, named: Sequence[Span]) -> Iterator[Finding]:
    """An inviter who is the guest in the Chinese; one who was charged (官员被控) told as charging others."""
    invited, said = _INVITED_ZH.search(segment.zh), _INVITED.search(segment.en)
    if invited and said:
        by = [span for span in named if said.start("by") <= _place(span)[0] < said.end("by")]
        first = min(by, key=_place, default=None)
        if first and not any(span.en == first.en and span.zh_at[0] < invited.end() for span in named):
            message = f"{invited[0]}: {first.zh} is none of those who invited"
            yield finding("actor", message, "", invited.span(), first.en_at)
    company, said = _COMPANY_ZH.search(segment.zh), _KEPT_COMPANY.search(segment.en)
    if company and said:
        start, end = company.span("who")
        led = [span for span in named if start <= span.zh_at[0] < end and _place(span)[0] == said.end()]
        if led:
            message = f"{company[0]}: {led[0].zh} goes along; the English has them accompanied"
            yield finding("actor", message, "accompanied by", company.span(), said.span())
    for span in named:
        active = _CHARGED.match(segment.en, _place(span)[1])
        if active and segment.zh.startswith("被", span.zh_at[1]):
            message = f"{span.zh}被: it was done to them; the English has {active[0].strip()!r}"
            yield finding("actor", message, "", (span.zh_at[0], span.zh_at[1] + 1), active.span())


def check(segment: Segment, found: Sequence[Party]) -> Iterator[Finding]:
    """Those who act in the English alone; `found` are the parties of the segment."""
    entrusted = _ENTRUSTED_ZH.search(segment.zh)
    if entrusted and (said := _ENTRUSTS.search(segment.en)):
        message = f"{entrusted[0]} is to be entrusted by somebody; {said[0]!r} turns it about"
        yield finding("actor", message, "entrusted by", entrusted.span(), said.span())
    named = _APPOINTS_ZH.match(segment.zh)
    if named and (said := _APPOINTS.match(segment.en)) and not _MAY_APPOINT.search(said["who"]):
        message = f"the Chinese does not say who appoints; the English has {said['who']!r}"
        yield finding("actor", message, "", named.span(), said.span("who"))
    located = [span for span in segment.spans if span.kind in ("term", "name") and span.en_at]
    yield from _turned(segment, found)
    yield from _passive(segment, located)
