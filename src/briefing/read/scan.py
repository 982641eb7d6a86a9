"""Pages that are images: scans, photographs, PDF files without text. By RapidOCR on OpenVINO (extra `ocr`).

Its models come in its wheel; nothing is fetched.
"""

from __future__ import annotations

import io
import math
import re
from collections import Counter
from dataclasses import replace
from functools import cache
from importlib.util import find_spec
from statistics import median
from typing import TYPE_CHECKING

from briefing import telemetry
from briefing.chinese import HAN_RANGES
from briefing.errors import ReadError
from briefing.read.cells import BULLET
from briefing.read.fragments import Fragment, Page
from briefing.read.layout import pieces_of
from briefing.read.parts import source_of
from briefing.read.rulings import gaps_of, rules_of, straightened
from briefing.read.upright import is_sideways, sureness, turned_round

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray
    from PIL.Image import Image
    from rapidocr import RapidOCR

    from briefing.document import Source
    from briefing.read.fragments import Rule
    from briefing.read.upright import Line

    Lines = tuple[Sequence[Sequence[tuple[float, float]]], Sequence[str], Sequence[float]]

SUFFIXES = (".png", ".jpg", ".jpeg", ".tif", ".tiff")
MAX_PIXELS = 100_000_000
"""Pixels of an image: A3 at 600 dots per inch has 70 million."""
MAX_PAGES = 300
"""Pages read from images in one go: at some seconds a page, an hour's work."""
LONGEST_SIDE = 4_000
"""Pixels that a larger image is made smaller to: A4 at 300 dots per inch has 3,508 on its longer side."""

_MAGIC = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*")
_AS_SURE = 0.05
"""A page on its side is read as surely as upright (0.994 both), characters that lie on theirs are not."""
_EXTRA = 'Install what reads images: `pip install "briefing[ocr]"`.'
_BRACKETS = re.compile(f"[(（](?=[^()（）{HAN_RANGES}]*+[{HAN_RANGES}])([^()（）]*+)[)）]")
_MARKS = re.compile(f"(?<=[{HAN_RANGES}])[?!;:,]|[?!;:,](?=[{HAN_RANGES}])")
_WIDE = str.maketrans("?!;:,", "？！；：，")
"""Marks beside Chinese, which are often read in their narrow form."""
_TITLED = re.compile("^([表图][0-9]{1,2})(?=(?:19|20)[0-9]{2}年)")
"""Table 1, and the year at the beginning of its title: an image has no spaces."""
_APART = 1.3
"""Characters that have room in a gap between two columns; the wider gaps of running text are one."""
_NOTHING = 0.5
"""How sure a reading is at the least of what may be nothing: the empty end of a line that was cut."""
_VOTES, _SURE = 7, 0.9
"""Lines that are asked whether they stand on their heads, and how sure the answer is at the least."""
_LIKE_BODY, _LIKE_BODY_OF_FEW = 0.22, 0.4
"""The share by which the size of a line, and of one of a few characters, may seem to differ from that of most
text: boxes are not exact."""


def is_image(data: bytes) -> bool:
    """Tell whether `data` is a PNG, JPEG or TIFF image."""
    return data.startswith(_MAGIC)


def is_installed() -> bool:
    """Tell whether what reads images is there."""
    return find_spec("rapidocr") is not None


def read(data: bytes, name: str) -> Source:
    """Return the text of an image, or of all the images in a TIFF, each as a page.

    Every part's origin has its box, in pixels, and the least confidence that one of its lines was read with.
    Raises ReadError if it is damaged or too large, if no text is in it, or if the extra `ocr` is missing.
    """
    if not is_installed():
        raise ReadError("is an image", _EXTRA)
    pages = [recognized(image, number) for number, image in enumerate(_images(data), 1)]
    pieces, notes = pieces_of(pages)
    if not pieces:
        raise ReadError("has no text in it that could be read", "Scan it again, straight and at 300 dpi.")
    return source_of(data, name, pieces, format="scan", notes=notes)


def _images(data: bytes) -> Iterator[Image]:
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "TIFF")) as file:
            count = getattr(file, "n_frames", 1)
            if count > MAX_PAGES:
                raise ReadError(
                    f"has {count:,} pages: more than {MAX_PAGES:,}", "Split it into smaller files."
                )
            for frame in range(count):
                file.seek(frame)
                if file.width * file.height > MAX_PIXELS:
                    raise ReadError(
                        f"has {file.width:,} by {file.height:,} pixels", "Scan it at 300 dots per inch."
                    )
                yield ImageOps.exif_transpose(file).convert("RGB")
    except Image.DecompressionBombError as error:
        raise ReadError("has too many pixels", "Scan it at 300 dots per inch.") from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise ReadError("is a damaged image", "Scan it, or save it, again.") from error


def recognized(image: Image, number: int) -> Page:
    """What stands on an image, as page `number`, set upright and straight; boxes are in its pixels then."""
    from PIL.Image import Transpose

    if max(image.size) > LONGEST_SIDE:
        image = image.copy()
        image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    lines = _lines_of(image)
    if is_sideways(lines):
        side = image.transpose(Transpose.ROTATE_90)
        again = _lines_of(side)
        if sureness(again) > sureness(lines) - _AS_SURE:  # else its text is set vertically
            image, lines = side, again
    if not lines:
        return Page(number, *image.size, ())
    straight, margin, whole = _set_straight(image, lines)
    if _is_upside_down(straight, margin, whole):
        image, lines = image.transpose(Transpose.ROTATE_180), turned_round(lines, *image.size)
        straight, margin, whole = _set_straight(image, lines)
    across, down = _without_strokes(rules_of(straight, margin), whole)
    fragments = [part for line in whole for part in _parted(line, down, straight, margin)]
    return Page(number, *image.size, tuple(_of_like_sizes(fragments)), across, down)


def _set_straight(image: Image, lines: Sequence[Line]) -> tuple[NDArray[np.uint8], int, list[Fragment]]:
    """The image in grey without the tilt of its lines, the margin that it got, and the lines on it."""
    import numpy as np

    tilt = median(math.atan2(box[1][1] - box[0][1], box[1][0] - box[0][0]) for box, _, _ in lines)
    straight, margin = straightened(np.asarray(image.convert("L")), tilt)
    return straight, margin, [_fragment(*line, tilt) for line in lines if line[1].strip()]


def _lines_of(image: Image) -> list[Line]:
    import numpy as np

    found = _read_lines(np.asarray(image)[:, :, ::-1])
    return [
        ([(float(x), float(y)) for x, y in box], text, float(score))
        for box, text, score in zip(*(found or ((), (), ())), strict=True)
    ]


def _without_strokes(
    rules: tuple[Sequence[Rule], Sequence[Rule]], lines: Sequence[Fragment]
) -> tuple[tuple[Rule, ...], tuple[Rule, ...]]:
    """The lines drawn across and down, without the strokes of large characters."""
    across, down = rules
    return (
        tuple(
            rule
            for rule in across
            if not any(
                each.top < rule.at < each.bottom and each.left < rule.start and rule.end < each.right
                for each in lines
            )
        ),
        tuple(
            rule
            for rule in down
            if not any(
                each.left < rule.at < each.right and each.top < rule.start and rule.end < each.bottom
                for each in lines
            )
        ),
    )


def _parted(line: Fragment, down: Sequence[Rule], page: NDArray[np.uint8], margin: int) -> Iterator[Fragment]:
    """A line, or where it was read over the line or the gap between cells, each of them, read once more."""
    edge = 0.5 * line.size
    top, bottom = (max(0, round(each) + margin) for each in (line.top, line.bottom))
    start = max(0, round(line.left) + margin)
    pixels = page[top:bottom, start : round(line.right) + margin]
    gaps = [(line.left + one, line.left + other) for one, other in gaps_of(pixels, _APART * line.size)]
    gaps += [(rule.at - 2, rule.at + 2) for rule in down if rule.start <= line.middle <= rule.end]
    gaps = sorted(gap for gap in gaps if line.left + edge < gap[0] and gap[1] < line.right - edge)
    if not gaps:
        yield line
        return
    lefts, rights = [line.left, *(gap[1] for gap in gaps)], [*(gap[0] for gap in gaps), line.right]
    for left, right in zip(lefts, rights, strict=True):
        cell = page[top:bottom, max(0, round(left) + margin - 3) : round(right) + margin + 4]
        for text, score in _read_line(cell) if right - left > edge else ():
            yield replace(line, text=_mended(text), left=left, right=right, confidence=round(score, 3))


@cache
def _engine() -> RapidOCR:
    telemetry.refuse()
    from rapidocr import EngineType, RapidOCR

    _be_exact()

    engines = {f"{stage}.engine_type": EngineType.OPENVINO for stage in ("Det", "Cls", "Rec")}
    # A line that is read with little confidence is kept: what is doubtful is told, not left out.
    return RapidOCR(params={**engines, "Global.text_score": 0.0, "Global.log_level": "critical"})


def _be_exact() -> None:
    """Let OpenVINO count in float32 for RapidOCR, which has no setting for that.

    In bfloat16, which OpenVINO takes where a processor has it, whole lines were read as nothing; and a scan
    is to give the same text on every machine.
    """
    from rapidocr.inference_engine.openvino.device_config import CPUConfig

    plain = CPUConfig.get_config

    def exact(config: CPUConfig) -> dict[str, str]:
        return {**plain(config), "INFERENCE_PRECISION_HINT": "f32"}

    CPUConfig.get_config = exact  # type: ignore[method-assign, assignment]


def _read_lines(pixels: NDArray[np.uint8]) -> Lines | None:
    """The boxes of the lines in an image (blue, green, red), their texts, how sure the reading is."""
    from rapidocr.utils.output import RapidOCROutput

    found = _engine()(pixels, use_det=True, use_cls=True, use_rec=True)  # it remembers what it was told last
    if not isinstance(found, RapidOCROutput) or found.boxes is None or not found.txts:
        return None
    return found.boxes.tolist(), found.txts, found.scores or ()


def _is_upside_down(page: NDArray[np.uint8], margin: int, lines: Sequence[Fragment]) -> bool:
    """Tell whether most of the longest lines on a straight page stand on their heads."""
    import cv2
    from rapidocr.ch_ppocr_cls.utils import TextClsOutput

    votes = 0
    for line in sorted(lines, key=lambda each: -len(each.text))[:_VOTES]:
        top, bottom, left, right = (
            max(0, round(each) + margin) for each in (line.top, line.bottom, line.left, line.right)
        )
        pixels = cv2.cvtColor(page[top:bottom, left:right], cv2.COLOR_GRAY2BGR)
        found = _engine()(pixels, use_det=False, use_cls=True, use_rec=False)
        if isinstance(found, TextClsOutput) and found.cls_res:
            label, score = found.cls_res[0]
            votes += 1 if "180" in label and score > _SURE else -1
    return votes > 0


def _read_line(pixels: NDArray[np.uint8]) -> Iterator[tuple[str, float]]:
    """What one line says, and how sure the reading is; nothing, if nothing stands there."""
    import cv2
    from rapidocr.ch_ppocr_rec.typings import TextRecOutput

    found = _engine()(cv2.cvtColor(pixels, cv2.COLOR_GRAY2BGR), use_det=False, use_cls=False, use_rec=True)
    if isinstance(found, TextRecOutput) and found.txts:
        for text, score in zip(found.txts, found.scores, strict=True):
            if text.strip() and score > _NOTHING:
                yield text, float(score)


def _mended(text: str) -> str:
    text = _MARKS.sub(lambda mark: mark[0].translate(_WIDE), text.strip())
    return _TITLED.sub("\\1 ", _BRACKETS.sub("（\\1）", text))


def _fragment(box: Sequence[tuple[float, float]], text: str, score: float, tilt: float) -> Fragment:
    cos, sin = math.cos(-tilt), math.sin(-tilt)
    xs = [x * cos - y * sin for x, y in box]
    ys = [x * sin + y * cos for x, y in box]
    text = _mended(text)
    ems = sum(0.5 if char.isascii() else 1.0 for char in text)
    tall = max(ys) - min(ys)
    size = (max(xs) - min(xs)) / ems if ems >= 5 else 0.9 * tall
    return Fragment(text, min(xs), min(ys), max(xs), max(ys), min(size, 1.2 * tall), round(score, 3))


def _of_like_sizes(fragments: Sequence[Fragment]) -> Iterator[Fragment]:
    """The fragments, those that are about as large as most text just as large."""
    sizes: Counter[int] = Counter()
    for each in fragments:
        sizes[round(each.size / 3)] += len(each.text)
    common = [each.size for each in fragments if round(each.size / 3) == sizes.most_common(1)[0][0]]
    body = median(common or [1.0])
    for each in fragments:
        if BULLET.fullmatch(each.text):
            yield replace(each, size=body)
            continue
        slack = _LIKE_BODY if len(each.text) > 4 else _LIKE_BODY_OF_FEW
        yield replace(each, size=body) if abs(each.size - body) < slack * body else each
