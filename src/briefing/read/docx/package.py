"""The parts of an Office package (ECMA-376, part 2): a stranger's zip of XML; nothing in it is believed."""

from __future__ import annotations

from posixpath import dirname, join, normpath

from briefing.read.zipped import Zipped

_STRICT = b"http://purl.oclc.org/ooxml/"
_TRANSITIONAL = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": (
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    ),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
}
_AGAIN = "Open it in Word, WPS Office or LibreOffice and save it again as .docx."


class Package(Zipped):
    """A package that is open: gives the XML of its parts, and how they relate. Raises ReadError.

    `strict` says that a part that was read was in the strict variant of the format (ISO/IEC 29500-1).
    """

    def __init__(self, data: bytes) -> None:
        super().__init__(data, _AGAIN)
        self.strict = False

    def part(self, name: str) -> bytes | None:
        """The bytes of a part, with the namespaces of the usual variant."""
        content = super().part(name)
        if content is None or _STRICT not in content:
            return content
        self.strict = True
        for strict, transitional in _TRANSITIONAL.items():
            content = content.replace(strict, transitional)
        return content

    def main(self) -> str:
        """The name of the part with the text, "" if there is none."""
        return next((target for kind, target in self.related("") if kind == "officeDocument"), "")

    def kinds(self) -> dict[str, str]:
        """The first part of each kind that the one with the text refers to: styles, comments, numbering."""
        return dict(reversed(self.related(self.main())))

    def related(self, name: str) -> list[tuple[str, str]]:
        """The kind and the name of each part that the part `name` refers to; "" is the package itself."""
        rels = f"{dirname(name)}/_rels/{name.rpartition('/')[2]}.rels" if name else "_rels/.rels"
        root = self.xml(rels.lstrip("/"))
        if root is None:
            return []
        return [
            (str(each.get("Type") or "").rpartition("/")[2], _target(name, str(each.get("Target") or "")))
            for each in root
            if each.get("TargetMode") != "External"
        ]


def _target(name: str, target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else normpath(join(dirname(name), target))
