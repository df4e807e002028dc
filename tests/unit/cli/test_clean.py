"""`cuttings clean`, the dry run."""

import json

import pytest
from typer.testing import CliRunner

from cli.main import app

STORY = """The harbour opens again

The old harbour of Lund opened again on Tuesday after two years of repairs, the town said in a statement.

Fishing boats came back first, and a ferry to the islands is to follow in the spring, said the harbour master.
"""


@pytest.fixture
def desk(tmp_path):
    (tmp_path / "good.txt").write_text(STORY)
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "wire.jsonl").write_text('{"title": "A", "body": "Of A."}\nnot json\n')
    (tmp_path / "empty.txt").write_text("")
    return tmp_path


def run(*words: object):
    return CliRunner().invoke(app, ["clean", *map(str, words)])


def test_every_file_is_a_line_and_a_bad_one_does_not_stop_the_others(desk):
    done = run(desk, "--jsonl")

    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(each["file"], each.get("title"), each.get("error")) for each in told] == [
        ("deep/wire.jsonl", "A", None),
        ("deep/wire.jsonl", None, "invalid-json"),
        ("empty.txt", None, "empty"),
        ("good.txt", "The harbour opens again", None),
    ]
    assert done.exit_code == 1


def test_an_article_is_told_with_at_least_title_authors_date_and_body(desk):
    told = json.loads(run(desk / "good.txt", "--jsonl").stdout)

    assert {name: told[name] for name in ("file", "title", "authors", "published_at", "body")} == {
        "file": "good.txt",
        "title": "The harbour opens again",
        "authors": [],
        "published_at": None,
        "body": STORY.partition("\n\n")[2].strip(),
    }


def test_explain_says_of_each_line_whether_it_was_kept_and_why(desk):
    done = run(desk / "good.txt", "--explain")

    kept = [line.split()[0] for line in done.stdout.splitlines()[1:] if line]
    assert kept == ["drop", "keep", "keep"]
    assert done.exit_code == 0


def test_a_folder_of_every_format_and_their_ruins_is_read_to_its_end(tmp_path):
    from tests.unit.parse.samples import FILES

    for name, body in FILES.items():
        (tmp_path / name).write_bytes(body)
        (tmp_path / f"cut-{name}").write_bytes(body[: len(body) // 2])

    done = run(tmp_path, "--jsonl")

    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert {each["file"] for each in told} == {path.name for path in tmp_path.iterdir()}
    assert {each["error"] for each in told if "error" in each}.isdisjoint({"failed"})
    assert [each["file"] for each in told if not each.get("body") and not each.get("detail")] == []


def test_a_sidecar_is_no_file_of_its_own(desk):
    (desk / "good.txt.meta.json").write_text('{"section": "Ports"}')

    told = [json.loads(line) for line in run(desk, "--jsonl").stdout.splitlines()]

    assert [each["file"] for each in told if each["file"].startswith("good")] == ["good.txt"]
    assert told[-1]["section"] == "Ports"


def test_a_path_that_is_not_there_is_told(desk):
    assert "There is no file" in str(run(desk / "never.txt").exception)
