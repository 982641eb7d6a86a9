"""Makes the forty documents: `uv run python -m benchmarks.documents.make FOLDER`.

Ten web pages and ten Word documents are those of `tests/documents`. Chromium prints five of the pages, and
LibreOffice five of the documents, to PDF; each of those ten is drawn, tilted and made noisy to be a scan.
Beside each stands the text that should come out (`.expected.txt`, a paragraph a line). Needs chromium,
LibreOffice and a Chinese font (Debian: chromium, libreoffice-writer, fonts-noto-cjk) for what is printed.
"""

from __future__ import annotations

import argparse
import io
import random
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from documents.ministry import MINISTRY
from documents.pages import PAGES
from documents.words import WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PIL.Image import Image

HTML = (
    "state_council", "provincial_in_gbk", "news_agency", "peoples_daily", "old_tables_and_breaks",
    "statistics", "hacked_mirror", "taiwan_in_big5", "saved_in_one_file", "from_a_word_processor",
)  # fmt: skip
DOCX = (
    "red_head", "bulletin_with_a_wide_table", "rules_with_contents", "by_style", "automatic_numbers", "notes",
    "tracked_changes", "headers", "with_tables", "a_release_by_look",
)  # fmt: skip
BY_CHROMIUM = ("state_council", "news_agency", "statistics", "taiwan_in_big5", "from_a_word_processor")
BY_LIBREOFFICE = ("red_head", "bulletin_with_a_wide_table", "by_style", "with_tables", "a_release_by_look")
DOTS = 200
"""Dots an inch of a scan."""
TILTS = (-2.0, -1.0, 0.5, 1.0, 2.0)
"""Degrees."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    for kind in ("html", "docx", "pdf", "scan"):
        (folder / kind).mkdir(parents=True, exist_ok=True)
    for name in HTML:
        suffix = ".mhtml" if name == "saved_in_one_file" else ".html"
        write(folder / "html" / f"{name}{suffix}", *PAGES[name]())
    for name in DOCX:
        write(folder / "docx" / f"{name}.docx", *(WORDS | MINISTRY)[name]())
    print_pages(folder)
    print_documents(folder)
    for number, path in enumerate(sorted((folder / "pdf").glob("*.pdf"))):
        made = [scanned(image, number) for image in drawn(path)]
        data = one_file(made)
        scan = folder / "scan" / f"{path.stem}{'.jpg' if len(made) == 1 else '.pdf'}"
        write(scan, data, path.with_suffix(".expected.txt").read_text(encoding="utf-8").splitlines())


def write(path: Path, data: bytes, expected: Iterable[str]) -> None:
    """A document, and the text that should come out of it."""
    path.write_bytes(data)
    text = "".join(f"{line}\n" for line in expected)
    path.with_suffix(".expected.txt").write_text(text, encoding="utf-8")


def print_pages(folder: Path) -> None:
    for name in BY_CHROMIUM:
        page = folder / "html" / f"{name}.html"
        pdf = folder / "pdf" / f"{name}.pdf"
        with tempfile.TemporaryDirectory() as profile:
            run("chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={profile}",
                f"--print-to-pdf={pdf}", page.resolve().as_uri())  # fmt: skip
        write(pdf, pdf.read_bytes(), PAGES[name]()[1])


def print_documents(folder: Path) -> None:
    sources = [str(folder / "docx" / f"{name}.docx") for name in BY_LIBREOFFICE]
    with tempfile.TemporaryDirectory() as profile:
        run("soffice", f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--convert-to", "pdf",
            "--outdir", str(folder / "pdf"), *sources)  # fmt: skip
    for name in BY_LIBREOFFICE:
        pdf = folder / "pdf" / f"{name}.pdf"
        write(pdf, pdf.read_bytes(), (WORDS | MINISTRY)[name]()[1])


def run(*command: str) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=300)


def drawn(path: Path) -> list[Image]:
    """The pages of a PDF in grey."""
    import pypdfium2

    document = pypdfium2.PdfDocument(path.read_bytes())
    return [page.render(scale=DOTS / 72, grayscale=True).to_pil().convert("L") for page in document]


def scanned(image: Image, number: int) -> Image:
    """A page as a worn scanner gives it: tilted, a little blurred, with noise and specks."""
    from PIL import Image as Images
    from PIL import ImageChops, ImageFilter

    draw = random.Random(number)
    image = image.rotate(TILTS[number % len(TILTS)], Images.Resampling.BICUBIC, fillcolor=255)
    image = image.filter(ImageFilter.GaussianBlur(0.6))
    grain = Images.frombytes("L", image.size, draw.randbytes(image.width * image.height))
    grain = grain.filter(ImageFilter.GaussianBlur(0.8)).point(lambda value: 128 + (value - 128) // 3)
    image = ImageChops.add(image, grain, 1, -128)
    for _ in range(150):
        at = draw.randrange(image.width), draw.randrange(image.height)
        image.paste(draw.randrange(120), (*at, at[0] + 2, at[1] + 2))
    return image


def one_file(pages: list[Image]) -> bytes:
    """A JPEG, or for several pages a PDF of them."""
    out = io.BytesIO()
    if len(pages) == 1:
        pages[0].save(out, "JPEG", quality=45, dpi=(DOTS, DOTS))
    else:
        first, *rest = pages
        first.save(out, "PDF", save_all=True, append_images=rest, resolution=DOTS, quality=45)
    return out.getvalue()


if __name__ == "__main__":
    main()
