"""What is told from its first bytes, and not read: each with what to do about it."""

from __future__ import annotations

from briefing.errors import ReadError

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MACROS = (".docm", ".dotm")
_WORD = "Save it as .docx in Word, WPS Office or LibreOffice."
_SIGNS: tuple[tuple[bytes, str, str], ...] = (
    (b"{\\rtf", "is a rich text file (RTF)", _WORD),
    (b"%!PS", "is PostScript", "Convert it to PDF (`ps2pdf`)."),
    (b"Rar!", "is an archive", "Unpack it and name the files in it."),
    (b"7z\xbc\xaf\x27\x1c", "is an archive", "Unpack it and name the files in it."),
    (b"\x1f\x8b", "is a compressed file", "Unpack it and name what is in it."),
)


def refuse(data: bytes, suffix: str) -> None:
    """Raise ReadError for a file that is known and not read; the message goes on from its name."""
    if suffix in _MACROS:
        raise ReadError(
            "may have macros in it, which briefing does not touch", "Save it as .docx, without its macros."
        )
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise ReadError("is protected with a password", "Save it without one.")
        raise ReadError("is of an old Office format (.doc, .wps, .xls)", _WORD)
    for sign, what, hint in _SIGNS:
        if data.startswith(sign):
            raise ReadError(what, hint)
