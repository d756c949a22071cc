"""The checker reads on one thread: small matrices shared among cores cost several times as much."""

import os
import subprocess
import sys

import pytest

ASK = """
import moderation, numpy, threadpoolctl
print([pool["num_threads"] for pool in threadpoolctl.threadpool_info() if pool["internal_api"] == "openblas"])
"""


@pytest.mark.parametrize("asked, threads", [("", "[1]"), ("2", "[2]")])
def test_numpy_has_one_thread_unless_the_operator_says_otherwise(asked, threads):
    clean = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    if asked and (os.cpu_count() or 1) < int(asked):
        pytest.skip("the machine has one core")
    own = {"OPENBLAS_NUM_THREADS": asked} if asked else {}
    done = subprocess.run([sys.executable, "-c", ASK], env=clean | own, capture_output=True, text=True)
    assert done.stdout.strip() == threads, done.stderr
