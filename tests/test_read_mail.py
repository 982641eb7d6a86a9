"""Mails: subject and text, however they were encoded; what is no mail, or none that is read."""

from __future__ import annotations

from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from typing import TYPE_CHECKING

import pytest

from briefing.errors import ReadError
from briefing.normalize import normalize
from briefing.read import read_source
from briefing.segment import segment

if TYPE_CHECKING:
    from email.message import Message
    from pathlib import Path

    from briefing.document import Source

SUBJECT = "关于报送防汛工作进展的通知"
TEXT = ("各县区水利局：", "请于6月30日前报送隐患整改情况，全市共有水库86座。", "联系电话：12345678。")
PLAIN = "\r\n\r\n".join(TEXT)
PAGE = f"<html><body>{''.join(f'<p>{each}</p>' for each in TEXT)}</body></html>"
HEAD = b"From: a@b.example\r\nSubject: a\r\nMIME-Version: 1.0\r\n"


def sent(mail: Message, subject: str = SUBJECT) -> bytes:
    mail["Subject"], mail["From"], mail["To"] = subject, "wang@a.example", "li@b.example"
    return mail.as_bytes()


def of(kind: str, *parts: Message) -> Message:
    mail = MIMEMultipart(kind)
    for each in parts:
        mail.attach(each)
    return mail


def attached() -> Message:
    part = MIMEApplication(b"PK")
    part.add_header("Content-Disposition", "attachment", filename="清单.docx")
    return part


def read(tmp_path: Path, data: bytes, name: str = "mail.eml") -> Source:
    (tmp_path / name).write_bytes(data)
    return read_source(tmp_path / name)


def paragraphs(source: Source) -> list[str]:
    return [each.zh for each in segment(source, normalize(source.text)).paragraphs]


MAILS = {
    "in base 64": lambda: sent(MIMEText(PLAIN, "plain", "utf-8")),
    "in a Chinese set": lambda: sent(MIMEText(PLAIN, "plain", "gb2312")),
    "with a page": lambda: sent(of("alternative", MIMEText(PLAIN), MIMEText(PAGE, "html", "utf-8"))),
    "with a file": lambda: sent(of("mixed", MIMEText(PLAIN, "plain", "utf-8"), attached())),
    "that quotes": lambda: sent(MIMEText("\n".join(f"> {each}" for each in TEXT), "plain", "utf-8")),
}


@pytest.mark.parametrize("name", MAILS)
@pytest.mark.parametrize("file", ["mail.eml", "mail.txt"])
def test_a_mail_has_its_subject_and_its_text(tmp_path: Path, name: str, file: str) -> None:
    source = read(tmp_path, MAILS[name](), file)
    assert paragraphs(source) == [SUBJECT, *TEXT]
    assert source.format == "eml"
    assert any("1 files that hang on it" in note for note in source.notes) == (name == "with a file")


def test_a_mail_that_lies_about_its_characters_is_read_by_what_they_are(tmp_path: Path) -> None:
    for said in (b"", b"; charset=nosuch", b"; charset=us-ascii"):
        data = HEAD + b"Content-Type: text/plain" + said + b"\r\n\r\n" + PLAIN.encode("gb18030")
        assert paragraphs(read(tmp_path, data)) == ["a", *TEXT]


def test_a_text_that_begins_with_labels_is_no_mail(tmp_path: Path) -> None:
    text = "From: a\nTo: b\n\n会议指出，要抓好落实。"
    assert read(tmp_path, text.encode(), "note.txt").format == "txt"


def test_what_is_not_read_is_told_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="is a mail without text"):
        read(tmp_path, sent(of("mixed", attached())))
    nested = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3_000)
    )
    with pytest.raises(ReadError, match="too many parts"):
        read(tmp_path, HEAD.replace(b"\r", b"") + nested)
