"""Loading plugins by name, and collecting what they answer."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent

import pytest

from plugins.errors import PluginDataError, PluginError
from plugins.manager import Answers, collect, load_plugins

TINY = "tests.plugins.tiny_treatment"
IMPORTS = (
    "from pathlib import Path\nfrom plugins import hookimpl\nfrom plugins.types import Notice\n@hookimpl\n"
)
NOTICE = 'Notice(treatment="nobody", language="en", team="nurse", texts={})'


@pytest.fixture
def write_plugin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], str]]:
    """Writes a module that can be imported in this test; returns its name."""
    monkeypatch.syspath_prepend(str(tmp_path))
    before = set(sys.modules)

    def write(code: str, name: str = "written_plugin") -> str:
        (tmp_path / f"{name}.py").write_text(dedent(code))
        return name

    yield write
    for name in set(sys.modules) - before:
        if name.startswith("written_plugin"):
            del sys.modules[name]


def test_no_plugin_gives_empty_answers() -> None:
    assert collect(load_plugins([])) == Answers()


def test_a_plugin_answers_every_hook() -> None:
    answers = collect(load_plugins([TINY]))
    assert [treatment.key for treatment in answers.treatments] == ["tinyline"]
    assert [pack.name for pack in answers.packs] == ["tiny_treatment"]
    assert [panel.title for panel in answers.panels] == ["Your spoon"]
    assert [blueprint.name for blueprint in answers.blueprints] == ["tinyline"]
    assert answers.notices[0].team == "syrup nurse"


def test_answers_keep_the_order_of_the_names() -> None:
    answers = collect(load_plugins([TINY, "plugins.lemtrada"]))
    assert [treatment.key for treatment in answers.treatments] == ["tinyline", "lemtrada"]
    assert [notice.treatment for notice in answers.notices] == ["tinyline", "lemtrada"]


def test_every_app_has_its_own_manager() -> None:
    assert load_plugins([TINY]) is not load_plugins([TINY])


@pytest.mark.parametrize(
    "code, reason",
    [
        ("import no_such_library", "cannot be imported"),
        ("1 / 0", "cannot be imported: ZeroDivisionError"),
        ("x = 1", "answers no hook"),
        ("from plugins import hookimpl\n@hookimpl\ndef tretment():\n    return None", "tretment"),
        ("from plugins import hookimpl\n@hookimpl\ndef treatment(colour):\n    return None", "colour"),
    ],
)
def test_start_up_stops_with_the_plugins_name_and_the_reason(
    write_plugin: Callable[[str], str], code: str, reason: str
) -> None:
    name = write_plugin(code)
    with pytest.raises(PluginError, match=reason) as error:
        load_plugins([name])
    assert name in str(error.value)


def test_an_unknown_name_stops_start_up() -> None:
    with pytest.raises(PluginError, match="'plugins.nothing_here' cannot be imported"):
        load_plugins(["plugins.nothing_here"])


def test_the_same_plugin_twice_stops_start_up() -> None:
    with pytest.raises(PluginError, match="cannot be registered"):
        load_plugins([TINY, TINY])


@pytest.mark.parametrize(
    "body, reason",
    [
        ("def treatment():\n    return 'a string'", "hook treatment with a str, not a Treatment"),
        ("def symptom_rules():\n    return '/tmp'", "hook symptom_rules with a str, not a Path"),
        ("def panels():\n    return ['x']", "hook panels with a list, not a tuple"),
        ("def panels():\n    return ('x',)", "put a str into its answer to panels, not a Panel"),
        ("def blueprints():\n    return (1,)", "put a int into its answer to blueprints, not a Blueprint"),
        ("def notice():\n    raise KeyError('team')", "failed in its hook notice: KeyError"),
        ("def symptom_rules():\n    return Path('/no/such/folder')", "folder /no/such/folder does not exist"),
        (f"def notice():\n    return {NOTICE}", "names the treatment 'nobody'"),
    ],
)
def test_a_wrong_answer_is_refused_with_its_hook(
    write_plugin: Callable[[str], str], body: str, reason: str
) -> None:
    manager = load_plugins([write_plugin(IMPORTS + body)])
    with pytest.raises(PluginError) as error:
        collect(manager)
    assert reason in str(error.value)


def test_two_plugins_for_one_treatment_are_refused(write_plugin: Callable[[str], str]) -> None:
    twin = write_plugin("from tests.plugins.tiny_treatment import treatment\n")
    with pytest.raises(PluginError, match="same treatment key"):
        collect(load_plugins([TINY, twin]))


def test_broken_data_names_file_line_and_reason(write_plugin: Callable[[str], str], tmp_path: Path) -> None:
    source = Path("tests/plugins/tiny_treatment/treatment.toml").read_text()
    broken = tmp_path / "treatment.toml"
    broken.write_text(source.replace('confidence = "B"', 'confidence = "K"'))
    name = write_plugin(f"""
        from pathlib import Path
        from plugins import hookimpl
        from plugins.data import read_model
        from plugins.types import Treatment
        @hookimpl
        def treatment():
            return read_model(Path({str(broken)!r}), Treatment)
    """)
    with pytest.raises(PluginDataError) as error:
        collect(load_plugins([name]))
    line = 1 + broken.read_text().splitlines().index('confidence = "K"')
    assert str(error.value).startswith(f"{broken}:{line}: sections.0.claims.0.confidence: ")


def test_a_panel_with_an_unlisted_source_is_refused(write_plugin: Callable[[str], str]) -> None:
    name = write_plugin("""
        from plugins import hookimpl
        from tests.plugins import tiny_treatment
        treatment = tiny_treatment.treatment
        @hookimpl
        def panels():
            panel = tiny_treatment.panels()[0]
            claim = panel.claims[0].model_copy(update={"source": "RUMOUR"})
            return (panel.model_copy(update={"claims": (claim,)}),)
    """)
    with pytest.raises(PluginError, match="'RUMOUR' is not listed"):
        collect(load_plugins([name]))
