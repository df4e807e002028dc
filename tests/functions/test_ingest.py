"""The ingest function, with the payloads that the queue sends."""

import io
import json
import traceback
from dataclasses import dataclass
from pathlib import Path

import pytest
from aws_lambda_powertools.utilities.batch.exceptions import BatchProcessingError

from shared.errors import Unavailable
from tests.fakes import FakeBucket, FakeIndex
from tests.unit.parse import samples
from tests.unit.test_pipeline import PROSE

EVENTS = Path(__file__).parents[2] / "events"
BUCKET = "cuttings-articles"


@dataclass
class Context:
    function_name: str = "cuttings-ingest"
    memory_limit_in_mb: int = 1769
    invoked_function_arn: str = "arn:aws:lambda:eu-west-1:123456789012:function:cuttings-ingest"
    milliseconds_left: int = 100_000
    aws_request_id: str = "52fdfc07-2182-154f-163f-5f0f9a621d72"

    def get_remaining_time_in_millis(self) -> int:
        return self.milliseconds_left


class Ingest:
    """The handler between a bucket and an index in memory."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from functions.ingest import app

        self.app, self.bucket, self.index = app, FakeBucket(), FakeIndex()
        monkeypatch.setattr(app, "bucket_and_index", lambda: (self.bucket.look, self.index))
        self.handed_back: list[dict] = []
        monkeypatch.setattr(app, "sqs_client", lambda: self)
        self.log = io.StringIO()
        # The logger took hold of stdout when it was made, which was another test's.
        monkeypatch.setattr(app.logger.registered_handler, "stream", self.log)

    def put(self, key: str, body: str | bytes) -> None:
        self.bucket.put(key, body)

    def change_message_visibility_batch(self, QueueUrl: str, Entries: list[dict]) -> dict:  # noqa: N803 - SQS' names
        self.handed_back += Entries
        return {}

    def __call__(self, name: str, context: Context | None = None) -> dict:
        return self.app.handler(json.loads((EVENTS / name).read_text("utf-8")), context or Context())


@pytest.fixture
def ingest(monkeypatch: pytest.MonkeyPatch) -> Ingest:
    for name, value in {
        "SEARCH_ENDPOINT": "http://localhost:1",
        "BUCKET": BUCKET,
        "POWERTOOLS_SERVICE_NAME": "cuttings",
        "POWERTOOLS_METRICS_NAMESPACE": "Cuttings",
        "POWERTOOLS_TRACE_DISABLED": "1",
    }.items():
        monkeypatch.setenv(name, value)
    return Ingest(monkeypatch)


def lines(printed: str) -> list[dict]:
    return [json.loads(line) for line in printed.splitlines() if line.startswith("{")]


def test_an_upload_is_indexed_and_its_message_settled(ingest):
    ingest.put("articles/harbour.txt", PROSE)

    assert ingest("ingest-created.json") == {"batchItemFailures": []}
    assert [document["title"] for document in ingest.index.live().values()] == ["The harbour opens again"]


def test_a_removal_retracts(ingest):
    ingest.put("articles/harbour.txt", PROSE)
    ingest("ingest-created.json")
    ingest.bucket.delete("articles/harbour.txt")

    assert ingest("ingest-removed.json") == {"batchItemFailures": []}
    assert ingest.index.live() == {}


def test_what_is_none_of_our_business_is_settled_too(ingest):
    assert ingest("ingest-garbage.json") == {"batchItemFailures": []}


def test_one_message_that_fails_for_now_is_handed_back_alone(ingest, monkeypatch):
    looked = ingest.bucket.look

    def look(hint):
        if "harbour" in hint.key:
            raise Unavailable("S3 did not answer")
        return looked(hint)

    monkeypatch.setattr(ingest.bucket, "look", look)

    failures = ingest("ingest-batch.json")["batchItemFailures"]

    assert failures == [{"itemIdentifier": "22222222-2222-2222-2222-222222222222"}]
    assert [each["Id"] for each in ingest.handed_back] == ["22222222-2222-2222-2222-222222222222"]


def test_when_the_index_is_out_of_reach_the_invocation_fails_and_its_messages_come_back_soon(ingest, monkeypatch):
    monkeypatch.setattr(
        ingest.index, "recall", lambda *_: (_ for _ in ()).throw(Unavailable("OpenSearch did not answer"))
    )

    with pytest.raises(BatchProcessingError):
        ingest("ingest-created.json", Context(milliseconds_left=30_500))
    assert [each["VisibilityTimeout"] for each in ingest.handed_back] == [15]


def test_when_every_message_fails_the_invocation_fails(ingest, monkeypatch):
    monkeypatch.setattr(ingest.bucket, "look", lambda _: (_ for _ in ()).throw(Unavailable("S3 did not answer")))

    with pytest.raises(BatchProcessingError):
        ingest("ingest-created.json")


def test_the_log_has_a_line_an_object_and_neither_its_key_nor_its_text(ingest):
    ingest.put("articles/harbour.txt", PROSE)
    ingest.put("articles/two words + 中文.txt", b"")
    ingest("ingest-batch.json")

    printed = ingest.log.getvalue()
    told = [(line["message"], line.get("reason")) for line in lines(printed) if "upload" in line]
    assert sorted(told, key=str) == [("deleted", None), ("indexed", None), ("rejected", "empty")]
    assert "harbour" not in printed
    assert "中文" not in printed
    assert "passed over" in printed


def test_what_the_runtime_prints_of_a_failed_batch_has_no_word_of_an_article(ingest, monkeypatch):
    """Lambda prints the error of an invocation that fails, with all that it quotes."""
    monkeypatch.setattr(ingest.bucket, "look", lambda _: (_ for _ in ()).throw(ValueError("bad line: the mayor of")))

    with pytest.raises(BatchProcessingError) as failure:
        ingest("ingest-created.json")

    printed = "".join(traceback.format_exception(failure.value)) + ingest.log.getvalue()
    assert "ValueError" in printed
    assert "mayor" not in printed


def counted(printed: str, metric: str, dimension: str) -> dict[str, float]:
    return {line[dimension]: sum(line[metric]) for line in lines(printed) if "_aws" in line and metric in line}


def test_every_object_is_counted_by_its_outcome_and_every_article_by_its_format(ingest, capsys):
    ingest.put("articles/harbour.txt", PROSE)
    ingest("ingest-batch.json")

    printed = capsys.readouterr().out
    assert counted(printed, "Objects", "outcome") == {"indexed": 1, "deleted": 2, "passed-over": 4}
    assert counted(printed, "Articles", "format") == {"text": 1}


def test_a_file_in_an_archive_counts_as_its_own_format(ingest, capsys):
    ingest.put("articles/harbour.txt", samples.zipped(("a.html", samples.PAGE.encode()), ("b.pdf", samples.pdf())))
    ingest("ingest-created.json")

    assert counted(capsys.readouterr().out, "Articles", "format") == {"html": 1, "pdf": 1}


def test_the_time_of_a_batch_is_told_by_stage(ingest, capsys):
    ingest.put("articles/harbour.txt", PROSE)
    ingest("ingest-created.json")

    times = counted(capsys.readouterr().out, "StageTime", "stage")
    assert sorted(times) == ["clean", "index", "look", "recall"]
    assert times["clean"] > times["look"] > 0, "in memory, cleaning is nearly all of it"


def test_the_log_joins_an_upload_to_the_request_that_made_it(ingest):
    """S3 tells both the uploader and us its id of the request."""
    event = json.loads((EVENTS / "ingest-created.json").read_text("utf-8"))
    body = json.loads(event["Records"][0]["body"])
    body["Records"][0]["responseElements"] = {"x-amz-request-id": "C3D13FE58DE4C810", "x-amz-id-2": "FMyUVURIY8"}
    again = {**body["Records"][0], "responseElements": {"x-amz-request-id": "two lines\nof log"}}
    event["Records"][0]["body"] = json.dumps({"Records": [body["Records"][0], again]})
    ingest.put("articles/harbour.txt", PROSE)

    ingest.app.handler(event, Context())

    (line,) = [line for line in lines(ingest.log.getvalue()) if "upload" in line]
    assert line["requests"] == ["C3D13FE58DE4C810"]
