"""Speed, start-up and memory of reading posts, beside spaCy's tokenizer and two libraries on the same posts.

``python -m benchmarks.screening --write docs/data/speed.md`` times each reader in a fresh process, the
libraries in environments of their own, and prints a Markdown page: what was measured beside what is aimed at.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.careboard import READERS
from benchmarks.peers.environments import PINS, ROOT, PeerMissing, python_of
from benchmarks.speed_page import LENGTHS, NAMES, Speed, page_of
from moderation.cases import read_cases
from moderation.rule_reader import load_rules

DEV = ROOT / "moderation" / "corpus" / "dev"
# So many texts of each length: enough that the 99th of 100 is not the slowest one.
TEXTS = 200
PLAIN = re.compile(r"[a-z]+(?: [a-z]+)*")
# One thread each: processor time of several threads would add up to more than anybody waits.
ENVIRONMENT = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "LOGURU_LEVEL": "ERROR"}


def make_job(posts: Sequence[tuple[str, str]], packs: Sequence[Path], model: Path | None) -> dict[str, Any]:
    """All that the readers need to know, the same for each."""
    phrases = (phrase.text for symptom in load_rules(packs).symptoms.values() for phrase in symptom.phrases)
    return {
        "posts": posts,
        "lengths": {str(words): texts_of(posts, words) for words in LENGTHS},
        "terms": sorted({text for text in phrases if PLAIN.fullmatch(text)}),
        "packs": [str(pack.resolve()) for pack in packs],
        "model": str(model.resolve()) if model else None,
    }


def texts_of(posts: Sequence[tuple[str, str]], words: int) -> list[str]:
    """Texts of so many words from all over the posts, which seldom have just that length."""
    stream = [word for _, body in posts for word in body.split(" ") if word]
    step = max(0, len(stream) - words) / (TEXTS - 1)
    starts = dict.fromkeys(round(number * step) for number in range(TEXTS))
    return [" ".join(stream[start : start + words]) for start in starts]


def command_of(reader: str) -> list[str]:
    """How to start the reader; makes the environment of a library where there is none."""
    if reader in PINS:
        return [str(python_of(reader)), str(ROOT / "benchmarks" / "peers" / f"time_{reader}.py")]
    return [sys.executable, "-m", "benchmarks.careboard", reader]


def time_reader(reader: str, job: dict[str, Any]) -> Speed:
    """Time one reader in a fresh process; raises `PeerMissing` when it does not run here."""
    command = command_of(reader)
    done = subprocess.run(
        command,
        input=json.dumps(job | {"clock": time.time()}),
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=os.environ | ENVIRONMENT,
    )
    if done.returncode:
        last = done.stderr.strip().splitlines()[-1:] or ["nothing said"]
        raise PeerMissing(f"exit code {done.returncode}: {last[0][:200]}")
    return Speed(**json.loads(done.stdout.splitlines()[-1]))


def time_all(job: dict[str, Any]) -> tuple[dict[str, Speed], list[str]]:
    """The speed of each reader that runs here, and a sentence for each that does not."""
    speeds: dict[str, Speed] = {}
    missing = []
    for reader in (*READERS, *PINS):
        print(f"timing {reader} …", file=sys.stderr)
        try:
            speeds[reader] = time_reader(reader, job)
        except PeerMissing as error:
            missing.append(f"{NAMES[reader]} was not measured: {error}.".replace(str(ROOT), "."))
    return speeds, missing


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pack", action="append", type=Path, help="default: plugins/lemtrada")
    parser.add_argument(
        "--model", type=Path, metavar="FOLDER", help="instead of the learned model that is shipped"
    )
    parser.add_argument("--write", type=Path, metavar="FILE", help="where to keep the page")
    parser.add_argument("cases", nargs="*", type=Path, metavar="CASES.jsonl", help="default: the dev split")
    options = parser.parse_args()
    paths = options.cases or sorted(DEV.glob("*.jsonl"))
    cases = [case for path in paths for case in read_cases(path)]
    if any(case.split == "test" for case in cases):
        parser.error("the test split is for the table of quality alone")
    posts = [(case.title, case.body) for case in cases]
    job = make_job(posts, options.pack or [ROOT / "plugins" / "lemtrada"], options.model)
    page = page_of(job, " and ".join(f"`{path.stem}`" for path in paths), *time_all(job))
    if options.write:
        options.write.parent.mkdir(parents=True, exist_ok=True)
        options.write.write_text(page, encoding="utf-8")
    print(page, end="")


if __name__ == "__main__":
    main()
