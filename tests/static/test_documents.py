"""What the documents say is what the code does."""

import json
import re
from dataclasses import fields
from pathlib import Path

import pytest
import yaml

from shared.article import Article

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")


def commands() -> list[str]:
    from cli.main import app

    return sorted(command.name or command.callback.__name__ for command in app.registered_commands)


@pytest.mark.parametrize("command", commands())
def test_every_command_is_told_in_the_changelog_and_helps_itself(command):
    from typer.testing import CliRunner

    from cli.main import app

    told = (ROOT / "CHANGELOG.md").read_text("utf-8")
    helped = CliRunner().invoke(app, [command, "--help"])
    assert command in told
    assert helped.exit_code == 0


def test_the_readme_names_only_commands_that_there_are():
    used = set(re.findall(r"cuttings ([a-z]+)", README)) - {"command"}

    assert used <= set(commands())


def test_every_route_of_the_readme_is_in_the_template_and_the_other_way_round():
    class Loader(yaml.SafeLoader):
        pass

    Loader.add_multi_constructor("!", lambda *_: None)
    template = yaml.load((ROOT / "template.yaml").read_text("utf-8"), Loader)
    functions = [each["Properties"] for each in template["Resources"].values() if each["Type"].endswith("::Function")]
    routes = [event["Properties"] for each in functions for event in each["Events"].values() if event["Type"] == "Api"]
    deployed = {f"{each['Method'].upper()} {each['Path'].replace('+', '')}" for each in routes}

    assert set(re.findall(r"`((?:GET|POST) /[^`]*)`", README)) == deployed


def test_every_parameter_of_search_is_in_the_readme():
    from shared.search.request import PARAMETERS

    for name in PARAMETERS:
        assert f"`{name}`" in README


def test_every_field_of_an_article_is_told():
    told = (ROOT / "docs" / "article.md").read_text("utf-8")

    assert [field.name for field in fields(Article) if f"`{field.name}`" not in told] == []


def as_markdown() -> str:
    from shared.index.failures import TABLE

    def of(row) -> str:
        answers = ", ".join(map(str, row.answers))
        return f"| {answers} | {row.item.name.lower() if row.item is not None else ''} | {row.request} | {row.why} |"

    head = ["| answer | an item is | a whole request is | because |", "| --- | --- | --- | --- |"]
    return "\n".join(
        [*head, *map(of, TABLE), "| any other | postponed | outage, as above | nothing is lost by trying again |"]
    )


def test_the_table_of_failures_is_that_of_the_code():
    told = (ROOT / "docs" / "architecture.md").read_text("utf-8")

    assert told.partition("<!-- failures -->\n")[2].partition("\n<!-- /failures -->")[0] == as_markdown()


def test_every_state_of_a_receipt_is_told():
    from shared.index.ledger import State

    told = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    assert [state for state in State if f"| `{state}` |" not in told] == []


def test_every_sample_event_is_used_by_a_test():
    tests = "".join(path.read_text("utf-8") for path in (ROOT / "tests").rglob("*.py"))

    assert [
        path.name for path in (ROOT / "events").glob("*.json") if path.name not in tests and path.stem not in tests
    ] == []


def test_sample_events_are_json():
    for path in (ROOT / "events").glob("*.json"):
        assert isinstance(json.loads(path.read_text("utf-8")), dict)


@pytest.mark.parametrize(
    "path", sorted((ROOT / "docs").rglob("*.md")) + sorted(ROOT.glob("*.md")), ids=lambda p: p.name
)
def test_links_between_documents_lead_somewhere(path):
    targets = re.findall(r"\]\(([^)#:]+)\)", path.read_text("utf-8"))

    assert [target for target in targets if not (path.parent / target).exists()] == []


def test_every_test_that_is_named_as_proof_exists():
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", (ROOT / "docs" / "reliability.md").read_text("utf-8"))

    assert len(named) > 30
    assert [name for path, name in named if f"def {name}(" not in (ROOT / path).read_text("utf-8")] == []


def test_nothing_names_a_module_that_is_not_there():
    told = "".join(
        path.read_text("utf-8")
        for path in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]
    )
    places = re.findall(r"`((?:shared|functions|tests|local|cli|events|docs)/[\w./-]*)`", told)

    assert [place for place in places if not (ROOT / place).exists()] == []
