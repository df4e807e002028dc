"""All that each function does, by its own handler, on real neighbours: what every grant is measured by."""

from __future__ import annotations

import json
import sys
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import Any
from urllib.parse import quote_plus

import pytest

from shared import clients, services
from shared import settings as settings_module
from shared.index.takedowns import record_key
from shared.receive import REBUILD, SIDECAR
from shared.repair.notices import notice
from shared.settings import Settings
from shared.thesaurus import thesaurus
from tests.functions.test_ingest import EVENTS, Context
from tests.translation import PSEUDO
from tests.unit.test_pipeline import PROSE

OPERATOR = "operator"
MEMBERS = "\n".join(json.dumps({"id": name, "title": f"The {name}", "body": PROSE}) for name in ("pier", "quay"))


@dataclass
class Place:
    """A bucket, a queue and an index. Who works there is one at a time, and each has settings of its own."""

    s3: Any
    settings_of: Callable[[str], Settings]
    who: str = OPERATOR

    @property
    def settings(self) -> Settings:
        return self.settings_of(self.who)

    def become(self, who: str) -> None:
        """From here on the handlers run as this function, or as the operator: as a process of its own would."""
        self.who = who
        forget()

    def put(self, name: str, body: str = PROSE) -> str:
        self.s3.put_object(Bucket=self.settings.bucket, Key=f"articles/{name}", Body=body.encode())
        return f"articles/{name}"

    def message(self, *keys: str) -> dict[str, Any]:
        event = sqs_event()
        body = json.loads(event["Records"][0]["body"])
        about = body["Records"][0]
        place = {"bucket": {"name": self.settings.bucket}}
        body["Records"] = [{**about, "s3": {**about["s3"], **place, "object": {"key": quote_plus(k)}}} for k in keys]
        event["Records"][0]["body"] = json.dumps(body)
        return event

    def rebuilding(self, key: str) -> dict[str, Any]:
        """The message that a rebuild sends of an object."""
        event = sqs_event()
        event["Records"][0]["body"] = notice(self.settings.bucket, key, source=REBUILD)
        return event


def sqs_event() -> dict[str, Any]:
    told: dict[str, Any] = json.loads((EVENTS / "ingest-created.json").read_text("utf-8"))
    return told


@contextmanager
def place(aws: Any, region: str, monkeypatch: pytest.MonkeyPatch, of: Callable[[str], Settings]) -> Iterator[Place]:
    """A place on LocalStack's S3 and SQS, and on the OpenSearch and under the names that `of` says, for who asks."""
    environment = {
        "AWS_ENDPOINT_URL": aws("s3").meta.endpoint_url,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": region,
        "POWERTOOLS_SERVICE_NAME": "cuttings",
        "POWERTOOLS_METRICS_NAMESPACE": "Cuttings",
        "POWERTOOLS_TRACE_DISABLED": "1",
    }
    for variable, value in environment.items():
        monkeypatch.setenv(variable, value)
    name, s3, sqs = f"work-{uuid.uuid4().hex[:8]}", aws("s3"), aws("sqs")
    s3.create_bucket(Bucket=name)
    s3.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
    queue = sqs.create_queue(QueueName=name)["QueueUrl"]
    made = Place(s3, lambda who: replace(of(who), bucket=name, queue_url=queue, region=region))
    forget()
    import functions.ingest.app
    import functions.reconcile.app
    import functions.search.app
    import functions.uploads.app  # noqa: F401 - each has the settings by its own name

    ours = [module for name, module in sys.modules.items() if name.startswith(("functions.", "shared."))]
    for module in ours:
        if module is not settings_module and getattr(module, "settings", None) is settings_module.settings:
            monkeypatch.setattr(module, "settings", lambda: made.settings)
    yield made
    made.become(OPERATOR)
    names = made.settings
    gone = f"{names.read_alias}-v*,{names.ledger_alias}-v*"
    clients.connect(names).indices.delete(index=gone, ignore_unavailable=True)
    forget()


def forget() -> None:
    """The clients and settings that a process makes once."""
    for made in (
        clients.search_client,
        clients.s3_client,
        clients.quick_s3_client,
        clients.sqs_client,
        clients.lambda_client,
        clients.signing_client,
    ):
        made.cache_clear()
    thesaurus.cache_clear()
    services.bucket_and_index.cache_clear()
    services._prepared.cache_clear()


@dataclass(frozen=True)
class Work:
    """What a function does, and what has to be there before it comes: others did that."""

    do: Callable[[Place], None]
    before: Callable[[Place], None]


def ingest(place: Place) -> None:
    """The first uploads of a stack, one of many articles; edits and a retraction; a rebuild; and a lack of time."""
    from aws_lambda_powertools.utilities.batch.exceptions import BatchProcessingError

    from functions.ingest.app import handler

    place.become("ingest")
    handled = partial(handler, context=Context())
    handled(place.message(*map(place.put, ("harbour.txt", "harbour-2.txt", "harbour-3.txt")), "articles/gone.txt"))
    handled(place.message(place.put("piers.jsonl", MEMBERS)))
    handled(place.message(place.put("piers.jsonl", MEMBERS.partition("\n")[0])))
    handled(place.rebuilding("articles/harbour.txt"))
    with pytest.raises(BatchProcessingError):
        handler(place.message(place.put("late.txt")), Context(milliseconds_left=1_000))


def before_ingest(place: Place) -> None:
    """A sidecar; and an article that was taken down before there was an index."""
    place.put(f"harbour.txt{SIDECAR}", '{"section": "Business"}')
    place.s3.put_object(Bucket=place.settings.bucket, Key=record_key("0" * 32), Body=b"{}")


def search(place: Place) -> None:
    """Each route; of the search also a page that only a point in time can give."""
    place.become("search")
    found = page(place, q="harbour", page_size="1", order_by="relevance", facet="section,lang", highlight="true")
    page(place, q="harbour", page_size="1", order_by="relevance", cursor=found["cursor"])
    page(place, q="harbuor")  # nothing but a spelling to be suggested
    article = found["results"][0]["id"]
    get("article", path=f"/articles/{article}", pathParameters={"id": article})
    similar = {"resource": "/articles/{id}/similar", "path": f"/articles/{article}/similar"}
    assert get("article", **similar, pathParameters={"id": article})["results"]
    receipt = get("receipt", path="/receipts/articles/harbour.txt", pathParameters={"key": "articles/harbour.txt"})
    assert receipt["searchable"]
    typed = {"queryStringParameters": {"q": "harb"}, "multiValueQueryStringParameters": {"q": ["harb"]}}
    get("search", path="/suggest", resource="/suggest", **typed)
    get("health")


def get(event: str, **changes: Any) -> dict[str, Any]:
    """What the search function answers to an event of `events/`, with changes."""
    from functions.search.app import handler

    told = json.loads((EVENTS / f"{event}.json").read_text("utf-8")) | changes
    answer = handler(told, Context(function_name="cuttings-search"))
    assert answer["statusCode"] == 200, answer["body"]
    body: dict[str, Any] = json.loads(answer["body"])
    return body


def page(place: Place, **parameters: str) -> dict[str, Any]:
    several = {name.replace("_", "-"): [value] for name, value in parameters.items()}
    one = {name: values[0] for name, values in several.items()}
    return get("search", queryStringParameters=one, multiValueQueryStringParameters=several)


def before_search(place: Place) -> None:
    before_ingest(place)
    ingest(place)
    place.become(OPERATOR)
    clients.search_client().indices.refresh(index=place.settings.read_alias)


def reconcile(place: Place) -> None:
    """Something to mend, and no time to come to the end."""
    from functions.reconcile.app import handler

    place.become("reconcile")
    context = Context(
        invoked_function_arn=f"arn:aws:lambda:{PSEUDO['AWS::Region']}:{PSEUDO['AWS::AccountId']}:function:cuttings-reconcile",
        milliseconds_left=1,
    )
    told = handler({}, context)
    assert not told["whole"]
    assert told["missing"]


def before_reconcile(place: Place) -> None:
    before_search(place)
    place.put("unheard-of.txt")


def uploads(place: Place) -> None:
    """A form."""
    form(place)


def form(place: Place) -> dict[str, Any]:
    """What it lets its bearer ask of S3 in the function's name."""
    from functions.uploads.app import handler

    place.become("uploads")
    event = json.loads((EVENTS / "upload.json").read_text("utf-8"))
    answer = handler(event, Context(function_name="cuttings-uploads"))
    assert answer["statusCode"] == 201, answer["body"]
    told: dict[str, Any] = json.loads(answer["body"])
    return told


# By the function whose work it is.
WORK = {
    "ingest": Work(ingest, before_ingest),
    "search": Work(search, before_search),
    "reconcile": Work(reconcile, before_reconcile),
    "uploads": Work(uploads, lambda _: None),
}
