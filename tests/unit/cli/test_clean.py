"""`cuttings clean`, the dry run."""

import json
import os
import pty
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli.explain import Paper, explained
from cli.main import app
from shared import sandbox
from shared.article import Article, Verdict
from shared.stages import Taken
from tests.unit.test_sample_articles import NOW

STORY = """The harbour opens again

The old harbour of Lund opened again on Tuesday after two years of repairs, the town said in a statement.

Fishing boats came back first, and a ferry to the islands is to follow in the spring, said the harbour master.
"""
PAGE = "<html><head><title>Not found</title></head><body><h1>Page not found</h1><p>It has moved.</p></body></html>"


@pytest.fixture
def desk(tmp_path):
    (tmp_path / "good.txt").write_text(STORY)
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "wire.jsonl").write_text('{"title": "A", "body": "Of A."}\nnot json\n')
    (tmp_path / "empty.txt").write_text("")
    return tmp_path


def run(*words: object):
    return CliRunner().invoke(app, ["clean", *map(str, words)])


def told(done) -> list[dict]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_every_file_is_a_line_and_a_bad_one_does_not_stop_the_others(desk):
    done = run(desk, "--jsonl")

    assert [(each["file"], each.get("title"), each.get("error")) for each in told(done)] == [
        ("deep/wire.jsonl", "A", None),
        ("deep/wire.jsonl", None, "invalid-json"),
        ("empty.txt", None, "empty"),
        ("good.txt", "The harbour opens again", None),
    ]
    assert done.exit_code == 1


def test_an_article_is_told_with_at_least_title_authors_date_and_body(desk):
    (article,) = told(run(desk / "good.txt", "--jsonl"))

    assert {name: article[name] for name in ("file", "title", "authors", "published_at", "body")} == {
        "file": "good.txt",
        "title": "The harbour opens again",
        "authors": [],
        "published_at": None,
        "body": STORY.partition("\n\n")[2].strip(),
    }


def test_odd_things_in_a_folder_are_lines_with_what_is_wrong(desk):
    (desk / "dangling.txt").symlink_to(desk / "never.txt")
    (desk / "folder.html").mkdir()
    (desk / "round").symlink_to(desk)
    os.mkfifo(desk / "pipe.txt")
    (desk / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    (desk / "huge.txt").write_bytes(b"A sentence of many. " * 600_000)
    (desk / "moved.html").write_text(PAGE)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(desk / "socket.txt"))
        done = run(desk, "--jsonl")

    lines = told(done)
    assert {each["file"]: each["error"] for each in lines if "error" in each and each["file"] != "deep/wire.jsonl"} == {
        "dangling.txt": "unreadable",
        "empty.txt": "empty",
        "huge.txt": "too-large",
        "moved.html": "error-page",
        "picture.txt": "binary",
        "pipe.txt": "not-a-file",
        "round": "not-a-file",
        "socket.txt": "not-a-file",
    }
    assert all(each["detail"] for each in lines if "error" in each)
    assert [each["file"] for each in lines if "error" not in each] == ["deep/wire.jsonl", "good.txt"]


def test_names_that_are_no_text_are_told_as_well_as_can_be(desk):
    try:
        Path(os.fsdecode(os.fsencode(desk) + b"/caf\xe9\x1b[2J.txt")).write_text(STORY)
    except OSError:
        pytest.skip("this file system takes no such names")
    done = run(desk, "--jsonl")

    assert "caf\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}[2J.txt" in {each["file"] for each in told(done)}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_a_line(desk):
    (desk / "good.txt").chmod(0)
    (desk / "deep").chmod(0)
    done = run(desk, "--jsonl")
    (desk / "deep").chmod(0o700)

    assert {each["file"]: each["error"] for each in told(done)} == {
        "deep": "unreadable",
        "empty.txt": "empty",
        "good.txt": "unreadable",
    }


def test_a_fault_of_ours_in_one_file_holds_nobody_back(desk, monkeypatch):
    start = sandbox._START.replace("main(", "import shared.sandboxed as s; s.take = lambda *a, **k: 1 / 0; main(")
    monkeypatch.setattr(sandbox, "_START", start)
    done = run(desk, "--jsonl")

    assert {line["file"]: line["error"] for line in told(done)} == {
        "deep/wire.jsonl": "fault",
        "empty.txt": "fault",
        "good.txt": "fault",
    }
    assert "ZeroDivisionError" in told(done)[0]["detail"]


def test_five_hundred_files_of_all_sorts_are_five_hundred_lines(tmp_path):
    makers = (
        ("txt", lambda at: STORY.replace("Lund", f"Lund {at}").encode()),
        ("html", lambda at: f"<html><body><h1>Story {at}</h1><p>{STORY}</p></body></html>".encode()),
        ("json", lambda at: json.dumps({"title": f"Story {at}", "body": STORY}).encode()),
        ("html", lambda at: PAGE.encode()),
        ("bin", lambda at: b"\x89PNG" + bytes((at + step) % 256 for step in range(3_000))),
    )
    for at in range(500):
        extension, make = makers[at % len(makers)]
        folder = tmp_path / f"{at % 7}"
        folder.mkdir(exist_ok=True)
        (folder / f"{at:03}.{extension}").write_bytes(make(at))
    done = run(tmp_path, "--jsonl")

    lines = told(done)
    outcomes = [each.get("error", "taken") for each in sorted(lines, key=lambda each: each["file"][2:])]
    assert outcomes == ["taken", "taken", "taken", "error-page", "binary"] * 100
    assert [each["file"] for each in lines] == sorted(each["file"] for each in lines)


def test_a_path_that_is_not_there_is_told_before_anything_is_done(desk):
    done = run(desk / "good.txt", desk / "never.txt")

    assert "There is no file" in str(done.exception)
    assert done.stdout == ""


def test_a_page_that_is_no_article_is_told_as_what_it_is(tmp_path):
    (tmp_path / "moved.html").write_text(PAGE)
    done = run(tmp_path / "moved.html")

    assert done.stdout.startswith("moved.html: error-page: the page says that what was asked for is not there")
    assert done.exit_code == 1


def test_explain_shows_each_field_with_its_origin_and_each_line_with_its_fate(desk):
    done = run(desk / "good.txt", "--explain")

    assert re.sub(r"\d\.\d\d", "0.nn", done.stdout) == (  # how sure the cleaner is, others test
        "good.txt\n"
        "  title  The harbour opens again  first-line, 0.nn\n"
        "  lang   en                       detected, 0.nn\n"
        "\n"
        "  drop  title  The harbour opens again\n"
        "  keep         The old harbour of Lund opened again on Tuesday after two years of repairs,"
        " the town said in a statement.\n"
        "  keep         Fishing boats came back first, and a ferry to the islands is to follow in the spring,"
        " said the harbour master.\n"
        "\n"
        "  2 kept, 1 dropped; quality 0.nn\n"
        "\n"
    )
    assert done.exit_code == 0


def test_a_folder_of_every_format_and_their_ruins_is_read_to_its_end(tmp_path):
    from tests.unit.parse.samples import FILES

    for name, body in FILES.items():
        (tmp_path / name).write_bytes(body)
        (tmp_path / f"cut-{name}").write_bytes(body[: len(body) // 2])

    lines = told(run(tmp_path, "--jsonl"))

    assert {each["file"] for each in lines} == {path.name for path in tmp_path.iterdir()}
    assert {each["error"] for each in lines if "error" in each}.isdisjoint({"fault"})
    assert [each["file"] for each in lines if not each.get("body") and not each.get("detail")] == []


def test_a_sidecar_is_no_file_of_its_own(desk):
    (desk / "good.txt.meta.json").write_text('{"section": "Ports"}')

    lines = told(run(desk, "--jsonl"))

    assert [each["file"] for each in lines if each["file"].startswith("good")] == ["good.txt"]
    assert lines[-1]["section"] == "Ports"


def test_explain_tells_machines_the_same_without_colours(desk):
    (article,) = told(run(desk / "good.txt", "--explain", "--jsonl"))

    assert [(line["kept"], line["reason"]) for line in article["lines"]] == [
        (False, "title"),
        (True, "body"),
        (True, "body"),
    ]
    assert article["provenance"]["title"]["where"] == "first-line"


def test_wide_characters_keep_the_columns_and_long_lines_are_cut_to_the_width():
    article = Article(
        "i", "b", "k", "v", "渡口", "停航", NOW, "1",
        published_at=NOW,
        provenance={"title": {"where": "h1", "confidence": 0.8}, "published_at": {"where": "meta", "confidence": 1.0}},
    )  # fmt: skip
    verdicts = (Verdict("停" * 40, kept=True, reason="body"), Verdict("菜单", kept=False, reason="menu"))

    assert explained("a.txt", Taken(article, verdicts, ()), Paper(60, colours=False)).splitlines() == [
        "a.txt",
        "  title         渡口                    h1, 0.80",
        "  published_at  2026-01-01 00:00+00:00  meta, 1.00",
        "",
        "  keep        " + "停" * 22 + "…",
        "  drop  menu  菜单",
        "",
        "  1 kept, 1 dropped; quality 0.00",
    ]


@pytest.mark.parametrize(
    ("words", "more", "coloured"),
    [(["--explain"], {}, True), (["--explain"], {"NO_COLOR": "1"}, False), (["--explain", "--jsonl"], {}, False)],
)
def test_colours_are_for_terminals_that_want_them(desk, words, more, coloured):
    shown = on_a_terminal("clean", str(desk / "good.txt"), *words, environment=more)

    assert bool(re.search(r"\x1b\[32m.*keep", shown)) is coloured
    assert ("\x1b" in shown) is coloured


def on_a_terminal(*words: str, environment: dict[str, str]) -> str:
    ours, theirs = pty.openpty()
    known = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    program = [sys.executable, "-m", "cli.main", *words]
    with subprocess.Popen(
        program, stdout=theirs, stderr=subprocess.DEVNULL, env=known | {"TERM": "xterm"} | environment
    ) as running:
        os.close(theirs)
        shown = b""
        try:
            while part := os.read(ours, 65_536):
                shown += part
        except OSError:  # Linux says so of a terminal whose program has ended
            pass
        os.close(ours)
        assert running.wait(30) == 0
    return shown.decode()
