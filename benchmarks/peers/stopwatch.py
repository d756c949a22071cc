"""Times one reader of posts in a process of its own, run by the reader's own Python: it needs spaCy alone.

Standard input: JSON with ``posts`` [[title, body], …], ``lengths`` {words: [text, …]}, ``clock``, the time of
its start, and what the reader itself asks for. Standard output: one line of JSON, see `run` and `measure`.
"""

import json
import resource
import sys
import time
from importlib.metadata import version

ROUNDS = 3


def run(build, *libraries):
    """Read the job, let ``build(job)`` make ``read(title, body)``, and print what was measured."""
    job = json.load(sys.stdin)
    read = build(job)
    # Processor time counts from the start of Python, so that it holds every import.
    started = {"start": time.process_time(), "start_clock": time.time() - job["clock"]}
    named = {"versions": {name: version(name) for name in libraries}}
    print(json.dumps(started | named | measure(read, job)), flush=True)


def measure(read, job):
    """Seconds of processor time for all posts: ``reader`` and ``tokenizer`` with full caches (the best of
    some rounds, in turns), ``first`` and ``tokenizer_first`` with empty ones; ``lengths``: p50 and p99 in
    ms; ``memory``: peak in MB.
    """
    posts = job["posts"]
    first = seconds(read_all, read, posts)
    lengths = {words: percentiles(read, texts) for words, texts in job["lengths"].items()}
    memory = peak_memory()
    tokenizer = make_tokenizer()
    tokenizer_first = seconds(cut_all, tokenizer, posts)
    rounds = [(seconds(read_all, read, posts), seconds(cut_all, tokenizer, posts)) for _ in range(ROUNDS)]
    reader, alone = (min(times) for times in zip(*rounds, strict=True))
    full = {"reader": reader, "tokenizer": alone}
    return full | {
        "first": first,
        "tokenizer_first": tokenizer_first,
        "lengths": lengths,
        "memory": memory,
    }


def make_tokenizer():
    """What every speed is compared with: spaCy's English tokenizer as it comes."""
    import spacy

    return spacy.blank("en").tokenizer


def read_all(read, posts):
    for title, body in posts:
        read(title, body)


def cut_all(tokenizer, posts):
    for title, body in posts:
        tokenizer(title)
        tokenizer(body)


def seconds(work, *arguments):
    started = time.process_time()
    work(*arguments)
    return time.process_time() - started


def percentiles(read, texts):
    """The middle and the 99th of 100, in ms; each text counts with the middle of some readings."""
    times = sorted(sorted(seconds(read, "", text) for _ in range(ROUNDS))[ROUNDS // 2] for text in texts)
    return [1000 * times[int(part * (len(times) - 1) + 0.5)] for part in (0.5, 0.99)]


def peak_memory():
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1024**2 if sys.platform == "darwin" else 1024)
