"""The environment: installs when the pins changed, and says in one line what went wrong."""

from pathlib import Path

import pytest

from scripts import environment
from scripts.problem import Problem


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project whose environment is not made yet."""
    (tmp_path / environment.RUNTIME).write_text("flask==3.1.3\n")
    (tmp_path / environment.DEV).write_text("-r requirements.txt\npytest==9.2.0\n")
    venv = tmp_path / ".venv"
    venv.mkdir()
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "VENV", venv)
    monkeypatch.setattr(environment, "PYTHON", venv / "bin" / "python")
    return tmp_path


@pytest.fixture
def installs(project: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Count what would be installed, without a package index."""
    done: list[str] = []

    def install(name: str) -> None:
        done.append(name)
        for each in {environment.RUNTIME, name}:
            environment._stamp(each).write_text(environment._digest(each))

    monkeypatch.setattr(environment, "install", install)
    monkeypatch.setattr(environment, "_python_runs", lambda: True)
    return done


def test_a_second_run_installs_nothing(installs: list[str]) -> None:
    environment.prepare()
    environment.prepare()
    assert installs == [environment.RUNTIME]


def test_a_changed_pin_is_installed(installs: list[str], project: Path) -> None:
    environment.prepare()
    (project / environment.RUNTIME).write_text("flask==3.1.4\n")
    environment.prepare()
    assert len(installs) == 2


def test_the_test_environment_serves_the_board_too(installs: list[str]) -> None:
    environment.prepare(dev=True)
    environment.prepare()
    assert installs == [environment.DEV]


def test_a_folder_of_somebody_else_is_one_line(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)  # root may write everywhere
    with pytest.raises(Problem, match="No permission to write in .*"):
        environment.prepare()


@pytest.mark.parametrize(
    "output, words",
    [
        ("ERROR: Could not find x (from versions: 1, 2)\nERROR: No matching distribution for x==3", "x==3"),
        ("WARNING: Retrying\nERROR: Could not find x==3 (from versions: none)\nERROR: No match", "on line"),
        ("ERROR: Could not install packages: HTTPSConnectionPool: name resolution", "on line"),
        ("ERROR: Could not install packages due to an OSError: No space left on device", "No space left"),
        ("", "no reason given"),
    ],
)
def test_what_pip_said_becomes_one_line(project: Path, output: str, words: str) -> None:
    sentence = environment._why_pip_failed(output)
    assert words in sentence and "\n" not in sentence
    assert (project / ".venv" / "pip.log").read_text() == output


@pytest.mark.parametrize(
    "output, words", [("... ensurepip is not available ...", "apt install"), ("odd", "odd")]
)
def test_a_python_without_venv_is_explained(
    project: Path, monkeypatch: pytest.MonkeyPatch, output: str, words: str
) -> None:
    class Failed:
        returncode, stdout = 1, output

    monkeypatch.setattr(environment, "_run", lambda *_: Failed)
    with pytest.raises(Problem, match=words):
        environment.make_venv()


def test_a_broken_environment_does_not_run(project: Path) -> None:
    assert not environment._python_runs()
