"""The main job on the Jiangsu article with the real model, as a user runs it, and checks on its output."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ARTICLE = Path("examples/jiangsu-civil-affairs.zh-Hant.txt")
BRIEFING = [str(Path(sys.executable).with_name("briefing"))]
FIGURES = [
    "July 26", "21,300", "80,000", "141,000", "99,800", "110,000", "22 million", "2022", "260 million yuan",
    "end of June", "977,000", "823 yuan", "873,400", "12", "43", "28.3 billion yuan", "7,593",
    "3.317 billion yuan", "1,315", "805", "1,433", "21,378", "422", "4,270", "300",
]  # fmt: skip
MOST_DOUBTFUL = 6
"""Of some forty segments: five with adapter 0.2; with 0.1, and fewer checks, there had been four at most."""
CHINESE = re.compile("[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")


def briefing(*arguments: str) -> str:
    # CI in the environment would silence the inference library's telemetry: that is briefing's to do.
    environment = {key: value for key, value in os.environ.items() if key != "CI"}
    done = subprocess.run(
        [*BRIEFING, *arguments], env=environment, stdout=subprocess.PIPE, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"briefing {' '.join(arguments)} ended with {done.returncode}")
    return done.stdout


def problems(document: dict, raw: str) -> list[str]:
    paragraphs = document["paragraphs"]
    segments = [segment for paragraph in paragraphs for segment in paragraph["segments"]]
    terms = [span for segment in segments for span in segment["spans"] if span["kind"] == "term"]
    english = "\n".join(paragraph["en"] for paragraph in paragraphs)
    found = [
        f"no {figure} in the English"
        for figure in FIGURES
        if not re.search(rf"(?<![\d.,]){figure}(?![\d]|[.,]\d)", english)
    ]
    if CHINESE.search(english):
        found.append(f"Chinese in the English: {CHINESE.findall(english)}")
    at = 0
    for paragraph in paragraphs:
        start, end = paragraph["source_at"]
        if raw[start:end] != paragraph["raw"] or raw[at:start].strip(" |\n") or start < at:
            found.append(f"{paragraph['id']} is out of order, or text before it is lost")
        if not paragraph["en"]:
            found.append(f"{paragraph['id']} has no English")
        at = end
    if raw[at:].strip(" |\n"):
        found.append("the end of the text is lost")
    if len(terms) < 45:
        found.append(f"only {len(terms)} term spans")
    flagged = {finding["expected"] for segment in segments for finding in segment["findings"]}
    found += [
        f"{span['zh']} neither rendered nor flagged"
        for span in terms
        if not span["by"] and span["en"] not in flagged
    ]
    doubtful = [
        s["id"] for s in segments if any(f["severity"] in ("error", "warning") for f in s["findings"])
    ]
    if len(doubtful) > MOST_DOUBTFUL:
        found.append(f"{len(doubtful)} segments with an error or warning: {' '.join(doubtful)}")
    return found


def main() -> None:
    shown = briefing("translate", str(ARTICLE))
    print(shown)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "jiangsu.md"
        briefing("translate", str(ARTICLE), "-o", str(out))
        markdown = out.read_text(encoding="utf-8")
    report = json.loads(briefing("translate", str(ARTICLE), "--to", "json"))
    found = problems(report["documents"][0], ARTICLE.read_text(encoding="utf-8"))
    for paragraph in report["documents"][0]["paragraphs"]:
        words = paragraph["en"].split()[:4]
        if not all(word.strip(".,") in shown for word in words):
            found.append(f"{paragraph['id']} is not in what was printed")
        if f"p{paragraph['id'].lstrip('p')}" not in markdown:
            found.append(f"{paragraph['id']} is not in the Markdown")
    if found:
        sys.exit("\n".join(found))
    print("the main job: all checks passed")


if __name__ == "__main__":
    main()
