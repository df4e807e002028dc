"""What a person is told when it does not work, and what the command exits with: 1 failed, 2 wrong use."""

from __future__ import annotations

import errno
import io
import json
import os
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest

from cli import main as command
from cli import stack, upload
from cli.api import Api
from cli.console import Console
from cli.upload import File
from local import cloud, state
from local.errors import Trouble, WrongUse
from local.processes import Leader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from cli.stack import Stack


def ends_with(failure: BaseException, monkeypatch: pytest.MonkeyPatch) -> object:
    def fail() -> None:
        raise failure

    monkeypatch.setattr(command, "app", fail)
    monkeypatch.delenv("CUTTINGS_DEBUG", raising=False)
    with pytest.raises(SystemExit) as done:
        command.main()
    return done.value.code


@pytest.mark.parametrize(
    ("failure", "code", "told"),
    [
        (Trouble("It broke.", "Mend it.", detail="line 1"), 1, "line 1\ncuttings: It broke.\nMend it.\n"),
        (WrongUse("There is no such thing."), 2, "cuttings: There is no such thing.\n"),
        (KeyboardInterrupt(), 130, ""),
        (
            OSError(errno.ENOSPC, "No space left on device", "/full/file"),
            1,
            "cuttings: No space left on device: /full/file.\nMake room on the disk, and run it again.\n",
        ),
        (
            PermissionError(errno.EACCES, "Permission denied", "/theirs"),
            1,
            "cuttings: Permission denied: /theirs.\nSee whose file that is, and whether you may write there.\n",
        ),
        (ValueError("odd"), 1, "cuttings: ValueError: odd\nCUTTINGS_DEBUG=1 shows where that came from.\n"),
    ],
)
def test_a_failure_is_told_in_plain_words(
    failure: BaseException,
    code: int,
    told: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert ends_with(failure, monkeypatch) == code
    assert capsys.readouterr().err == told


def test_letters_that_a_terminal_lacks_do_not_end_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(out, encoding="latin-1"))
    monkeypatch.setattr(
        command, "app", lambda: (Console().say("Süd 书展"), Console(as_json=True).answer({"t": "书展"}))
    )

    command.main()

    said, answered = out.getvalue().decode("latin-1").splitlines()
    assert said == "Süd ??"
    assert json.loads(answered) == {"t": "书展"}


@pytest.fixture
def answering() -> Iterator[Callable[[int, dict[str, Any]], Api]]:
    """An API that gives one answer, whatever it is asked."""
    servers: list[HTTPServer] = []

    def make(status: int, body: dict[str, Any]) -> Api:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(status)
                self.end_headers()
                self.wfile.write(json.dumps(body).encode())

            def log_message(self, *_: object) -> None: ...

        server = HTTPServer(("127.0.0.1", 0), Handler)
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        there = SimpleNamespace(api_url=f"http://127.0.0.1:{server.server_port}", api_key="key")
        return Api(cast("Stack", there))

    yield make
    for server in servers:
        server.shutdown()
        server.server_close()


def test_what_the_api_cannot_be_asked_is_wrong_use_in_its_own_words(
    answering: Callable[[int, dict[str, Any]], Api],
) -> None:
    api = answering(400, {"status": 400, "code": "bad-parameter", "detail": "order-by takes newest, oldest."})

    with pytest.raises(WrongUse) as told:
        api.search({"order-by": "nonsense"})

    assert str(told.value) == "order-by takes newest, oldest."


def test_what_the_api_refuses_otherwise_is_a_failure(answering: Callable[[int, dict[str, Any]], Api]) -> None:
    api = answering(403, {"status": 403, "code": "key-required", "detail": "Send your API key."})

    with pytest.raises(Trouble) as told:
        api.search({})

    assert (told.value.code, str(told.value)) == (1, "The API answered 403: Send your API key.")


@pytest.fixture
def clouds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(state, "cloud_folder", lambda name: tmp_path / name)
    return tmp_path


@pytest.mark.usefixtures("clouds")
def test_who_needs_a_cloud_that_is_not_there_is_told_how_to_start_that_one() -> None:
    with pytest.raises(Trouble) as default:
        stack.find(None, cloud.DEFAULT)
    with pytest.raises(Trouble) as other:
        stack.find(None, "other")
    with pytest.raises(WrongUse):
        stack.find(None, "../other")

    assert default.value.problem == "The cloud 'local' is not running."
    assert default.value.remedy == "Start it with `cuttings demo`, or `cuttings up` and `cuttings deploy`."
    assert other.value.remedy.startswith("Start it with `cuttings demo --name other`, or ")


@pytest.mark.usefixtures("clouds")
def test_what_a_cloud_has_lost_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    gone, here = Leader(1, 1.0), Leader(2, 2.0)
    monkeypatch.setattr("local.processes.is_alive", lambda leader: leader is here)
    leaders = {"opensearch": gone, "localstack": here}
    monkeypatch.setattr(state, "load", lambda name: state.State(name, 1, 2, ready=True, leaders=leaders))

    with pytest.raises(Trouble) as told:
        cloud.require()

    assert str(told.value) == "The cloud 'local' has lost OpenSearch.\nStart it again with `cuttings up`."


def test_without_a_region_or_credentials_of_aws_that_is_what_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION", "AWS_PROFILE", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name, raising=False)
    for name in ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
        monkeypatch.setenv(name, str(tmp_path / "none"))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")

    with pytest.raises(Trouble) as region:
        stack.find("prod", "")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-1")
    with pytest.raises(Trouble) as credentials:
        stack.find("prod", "")
    monkeypatch.setenv("AWS_PROFILE", "nobody")
    with pytest.raises(Trouble) as profile:
        stack.find("prod", "")

    assert region.value.problem == "No region of AWS is named."
    assert credentials.value.problem == "Who you are to AWS is not known: Unable to locate credentials."
    assert profile.value.problem == "Who you are to AWS is not known: The config profile (nobody) could not be found."


class Bucket:
    """Takes whatever it is sent."""

    bucket = "bucket"

    def client(self, _: str) -> Bucket:
        return self

    def put_object(self, **_: object) -> dict[str, str]:
        return {"VersionId": "1"}


def test_what_cannot_be_read_is_told_and_holds_up_nothing(tmp_path: Path) -> None:
    (tmp_path / "nowhere.txt").symlink_to("nothing")
    (tmp_path / "folder").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "text.txt").write_text("text")

    sent = upload.upload(cast("Stack", Bucket()), upload.files([str(tmp_path)]), {}, lambda: None)

    assert {each["file"].rpartition("/")[2]: each.get("reason", each["state"]) for each in sent} == {
        "folder": "not-a-file",
        "nowhere.txt": "unreadable",
        "pipe": "not-a-file",
        "text.txt": "uploaded",
    }


def test_a_link_that_leads_nowhere_is_no_folder(tmp_path: Path) -> None:
    link = tmp_path / "nowhere.txt"
    link.symlink_to("nothing")

    assert upload.files([str(link)]) == [File(link, "articles/nowhere.txt")]


def test_a_folder_without_a_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="There is no file in"):
        upload.files([str(tmp_path)])
