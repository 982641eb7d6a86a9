from __future__ import annotations

import hashlib
import io
import os
import tracemalloc
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.errors import ReadError
from briefing.read import encoding, read_source
from briefing.read.encoding import decode

if TYPE_CHECKING:
    from pathlib import Path

SIMPLIFIED = "国务院办公厅关于加强养老服务的通知\n现就有关工作通知如下，请认真贯彻执行，并在6月底前报告。"
TRADITIONAL = "行政院公布的報告指出，今年經濟成長率為3.1%，較去年增加，並將繼續推動長期照顧服務。"

ENCODINGS = {
    "UTF-8": (SIMPLIFIED, "utf-8", b"", "utf-8"),
    "UTF-8 with a mark": (SIMPLIFIED, "utf-8", b"\xef\xbb\xbf", "utf-8"),
    "UTF-16 LE with a mark": (SIMPLIFIED, "utf-16-le", b"\xff\xfe", "utf-16-le"),
    "UTF-16 BE with a mark": (TRADITIONAL, "utf-16-be", b"\xfe\xff", "utf-16-be"),
    "UTF-32 with a mark": (SIMPLIFIED, "utf-32-le", b"\xff\xfe\0\0", "utf-32-le"),
    "UTF-16 LE without": (SIMPLIFIED, "utf-16-le", b"", "utf-16-le"),
    "UTF-16 BE without": (TRADITIONAL, "utf-16-be", b"", "utf-16-be"),
    "GB2312": (SIMPLIFIED, "gb2312", b"", "gb18030"),
    "GBK, Traditional": (TRADITIONAL, "gbk", b"", "gb18030"),
    "GB18030, four bytes": (SIMPLIFIED + "𠮷㐀", "gb18030", b"", "gb18030"),
    "Big5": (TRADITIONAL, "big5", b"", "big5hkscs"),
    "Big5 with Hong Kong's characters": (TRADITIONAL + "啲嘅", "big5hkscs", b"", "big5hkscs"),
    "a heading in GBK": ("关于做好工作的通知", "gbk", b"", "gb18030"),
    "a heading in Big5": ("江蘇省舉行新聞發布會", "big5", b"", "big5hkscs"),
    "much English before it": ("All of this is English. " * 5000 + SIMPLIFIED, "gbk", b"", "gb18030"),
    "long, in Big5": (TRADITIONAL * 3000, "big5", b"", "big5hkscs"),
}


@pytest.mark.parametrize(("text", "encoded", "mark", "found"), ENCODINGS.values(), ids=ENCODINGS)
def test_encodings(text: str, encoded: str, mark: bytes, found: str) -> None:
    assert decode(mark + text.encode(encoded)) == (text, found)


def test_any_stretch_of_chinese_is_read_rightly_or_refused() -> None:
    for text, encodings in ((SIMPLIFIED, ("gbk", "utf-16-le")), (TRADITIONAL, ("big5", "gbk", "utf-16-be"))):
        for start in range(len(text) - 8):
            for name in encodings:
                data = text[start : start + 8].encode(name)
                with suppress(ReadError):
                    assert decode(data)[0] == text[start : start + 8]


REFUSED = {
    "random bytes": (bytes(range(256)) * 40, "binary"),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0" + bytes(100), "image"),
    "French in Latin-1": ("Le ministère a publié une étude très détaillée.".encode("latin-1"), "encoding"),
    "Russian in Windows-1251": ("Министерство опубликовало доклад".encode("cp1251"), "encoding"),
    "Japanese in Shift-JIS": ("政府は新しい計画を発表しました。これから".encode("shift-jis"), "encoding"),
    "Korean in EUC-KR": ("정부는 새로운 계획을 발표했다".encode("euc-kr"), "encoding"),
    "broken UTF-8": (SIMPLIFIED.encode() + b"\xff" + SIMPLIFIED.encode(), "byte 134 (0xff)"),
    "UTF-8 cut short": (SIMPLIFIED.encode()[:-1], "not valid UTF-8"),
    "UTF-8 broken after its mark": (b"\xef\xbb\xbf" + "好".encode() + b"\xff", "byte 6 (0xff)"),
    "GB18030 with a stray byte": ((SIMPLIFIED * 3).encode("gbk") + b"\xff", "not valid GB18030"),
    "GB18030 with a stray byte early": (
        (SIMPLIFIED * 2).encode("gbk") + b"\xff" + (SIMPLIFIED * 3).encode("gbk"),
        "not valid GB18030",
    ),
    "Big5 with a stray byte": (
        TRADITIONAL.encode("big5") + b"\xff" + TRADITIONAL.encode("big5"),
        "not valid BIG5",
    ),
    "UTF-8 with a null character": (
        SIMPLIFIED.encode() + b"\0" + SIMPLIFIED.encode(),
        "null character at byte 134",
    ),
    "half a UTF-16 character": (b"\xff\xfe" + SIMPLIFIED.encode("utf-16-le")[:-1], "not valid UTF-16-LE"),
}


@pytest.mark.parametrize(("data", "message"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_decoded_is_refused(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    with pytest.raises(ReadError) as error:
        read_source(path)
    assert message in error.value.message
    assert error.value.message.startswith(str(path))
    assert error.value.hint


def test_french_in_utf8_is_not_taken_for_gb18030(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("L'étude a été très détaillée, à l'école.", encoding="utf-8")
    with pytest.raises(ReadError, match="no Chinese"):
        read_source(path)


def test_files_that_are_not_there_or_not_files(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="does not exist") as error:
        read_source(tmp_path / "missing.txt")
    assert error.value.hint
    with pytest.raises(ReadError, match="is a folder"):
        read_source(tmp_path)
    with pytest.raises(ReadError, match="cannot be read"):
        read_source("a\0b.txt")


@pytest.mark.parametrize(
    "data", [b"", b" \n\t ", b"\xef\xbb\xbf", b"\xff\xfe"], ids=["nothing", "spaces", "utf8", "utf16"]
)
def test_empty_files(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    with pytest.raises(ReadError, match=r"is empty|no Chinese"):
        read_source(path)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads everything")
def test_a_file_without_permission(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(SIMPLIFIED, encoding="utf-8")
    path.chmod(0)
    with pytest.raises(ReadError, match="cannot be read"):
        read_source(path)


def test_an_unknown_format_names_those_that_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.xyz"
    path.write_bytes(b"PK")
    with pytest.raises(ReadError, match=r"\.txt.*\.md"):
        read_source(path)


def test_formats_go_by_the_suffix(tmp_path: Path) -> None:
    for name, form in (("a.TXT", "txt"), ("a.md", "md"), ("a.Markdown", "md"), ("a", "txt")):
        path = tmp_path / name
        path.write_text(SIMPLIFIED, encoding="utf-8")
        source = read_source(path)
        assert (source.format, source.name, source.encoding) == (form, name, "utf-8")
        assert source.text == SIMPLIFIED


def test_standard_input() -> None:
    source = read_source("-", stdin=io.BytesIO(TRADITIONAL.encode("big5")))
    assert (source.name, source.text, source.encoding, source.format) == (
        "-",
        TRADITIONAL,
        "big5hkscs",
        "txt",
    )
    with pytest.raises(ReadError, match="standard input is empty"):
        read_source("-", stdin=io.BytesIO(b""))


def test_the_hash_is_that_of_the_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("\ufeff好".encode())
    source = read_source(path)
    assert source.text == "好"
    assert source.sha256 == hashlib.sha256(b"\xef\xbb\xbf\xe5\xa5\xbd").hexdigest()


def test_a_file_too_large_for_a_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefing.read.MAX_BYTES", 10)
    with pytest.raises(ReadError, match="is larger than"):
        read_source("-", stdin=io.BytesIO(SIMPLIFIED.encode()))


def test_twenty_megabytes_take_bounded_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes((SIMPLIFIED * (20_000_000 // len(SIMPLIFIED.encode("gbk")))).encode("gbk"))
    tracemalloc.start()
    source = read_source(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert source.encoding == "gb18030"
    assert peak < 100_000_000


@given(st.binary(max_size=300) | st.text(max_size=100).map(lambda text: text.encode("utf-8")))
@settings(deadline=None, max_examples=300)
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    with suppress(ReadError):
        text, name = encoding.decode(data)
        assert text.encode(name) == data.removeprefix(b"\xef\xbb\xbf") or data[:2] in (
            b"\xff\xfe",
            b"\xfe\xff",
        )
