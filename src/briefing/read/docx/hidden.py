"""Text that a style hides is hidden by each run itself: so that whoever reads a run need not know the styles.

`w:vanish` is a toggle (ECMA-376, part 1, 17.7.3): styles of a paragraph and of a run that both have it show
the text again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.read.docx.numbering import W, is_on, value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

_BEFORE = frozenset(
    f"{W}{name}"
    for name in (
        *("ins", "del", "moveFrom", "moveTo", "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps"),
        *(
            "smallCaps",
            "strike",
            "dstrike",
            "outline",
            "shadow",
            "emboss",
            "imprint",
            "noProof",
            "snapToGrid",
        ),
    )
)
"""What stands before it among the properties of a run (CT_RPr, 17.3.2.28)."""


def hide(root: _Element, styles: _Element | None) -> None:
    """Let each run of a part say that it is hidden where `styles` say so, and it does not say anything."""
    hidden = {} if styles is None else _hidden(styles)
    if not any(hidden.values()):
        return
    for run in root.iter(f"{W}r"):
        properties = run.find(f"{W}rPr")
        if properties is not None and properties.find(f"{W}vanish") is not None:
            continue
        paragraph = next(run.iterancestors(f"{W}p"), None)
        own = value(None if paragraph is None else paragraph.find(f"{W}pPr/{W}pStyle"))
        of_run = value(None if properties is None else properties.find(f"{W}rStyle"))
        if hidden.get(own, hidden[""]) == (bool(of_run) and hidden.get(of_run, False)):
            continue
        if properties is None:
            properties = run.makeelement(f"{W}rPr")
            run.insert(0, properties)
        at = sum(1 for each in properties if each.tag in _BEFORE)
        properties.insert(at, run.makeelement(f"{W}vanish"))


def _hidden(styles: _Element) -> Mapping[str, bool]:
    """Whether each style hides its text, by itself or by one that it is based on; "" is the usual one."""
    elements = {str(each.get(f"{W}styleId")): each for each in styles.iterfind(f"{W}style")}
    usual = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}vanish")
    found: dict[str, bool] = {"": is_on(usual)}
    for name, style in elements.items():
        above: dict[str, _Element] = {}
        at = name
        while at in elements and at not in above and at not in found:
            above[at] = elements[at]
            at = value(elements[at].find(f"{W}basedOn"))
        is_hidden = found.get(at, False) if at else False
        for each, element in reversed(above.items()):
            said = element.find(f"{W}rPr/{W}vanish")
            is_hidden = found[each] = is_hidden if said is None else is_on(said)
        if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true"):
            found[""] = found[name]
    return found
