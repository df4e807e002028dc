"""Every request that a function makes is granted to its role, and every grant is of a request that it makes.

The handlers run in this process on the real OpenSearch, S3 and SQS, and each request is written down. LocalStack lets
everybody do everything: so it is the translated template that says what the role would have been allowed.
"""

from __future__ import annotations

import json
import re
import sys
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any
from urllib.parse import quote_plus, unquote, urlsplit

import pytest

from shared import clients, services
from shared import settings as settings_module
from shared.receive import SIDECAR
from shared.settings import Settings
from shared.thesaurus import thesaurus
from tests.functions.test_ingest import EVENTS, Context
from tests.static.test_permissions import grants, roles
from tests.translation import PSEUDO
from tests.unit.test_pipeline import PROSE

type Request = tuple[str, str]  # an action of IAM, and the resource it is about

# What the Lambda service does in the function's name, and so no code of ours.
LAMBDAS = {
    ("IngestRole", "sqs:ReceiveMessage"),
    ("IngestRole", "sqs:DeleteMessage"),
    ("IngestRole", "sqs:GetQueueAttributes"),
}
OF_EVERY_FUNCTION = ("logs:", "xray:")

BUCKET_ARN = f"arn:aws:s3:::cuttings-articles-{PSEUDO['AWS::AccountId']}-{PSEUDO['AWS::Region']}"
QUEUE_ARN = "${UploadsQueue.Arn}"
# How IAM calls what boto3 does, and what it is about.
AWS_CALLS = {
    ("s3", "GetObject"): ("s3:GetObject", lambda call: f"{BUCKET_ARN}/{call['Key']}"),
    ("s3", "ListObjectsV2"): ("s3:ListBucket", lambda _: BUCKET_ARN),
    ("s3", "ListObjectVersions"): ("s3:ListBucketVersions", lambda _: BUCKET_ARN),
    ("sqs", "ChangeMessageVisibilityBatch"): ("sqs:ChangeMessageVisibility", lambda _: QUEUE_ARN),
    ("sqs", "SendMessageBatch"): ("sqs:SendMessage", lambda _: QUEUE_ARN),
    ("lambda", "Invoke"): ("lambda:InvokeFunction", lambda call: call["FunctionName"]),
}


@dataclass
class Recorder:
    """The place that the functions work in, under names of its own, and what they asked of their neighbours."""

    s3: Any
    settings: Settings
    requests: set[Request] = field(default_factory=set)

    def of_opensearch(self, method: str, path: str) -> None:
        # The names that the template grants, for those of this test.
        told = unquote(urlsplit(path).path).replace(self.settings.ledger_alias, "uploads")
        told = told.replace(self.settings.read_alias, "articles")
        self.requests.add((f"es:ESHttp{method.capitalize()}", "${Domain.Arn}" + told))

    def of_aws(self, service: str, operation: str, call: dict[str, Any]) -> None:
        action, about = AWS_CALLS[service, operation]
        self.requests.add((action, about(call)))

    def put(self, name: str, body: str = PROSE) -> str:
        self.s3.put_object(Bucket=self.settings.bucket, Key=f"articles/{name}", Body=body.encode())
        return f"articles/{name}"

    def message(self, *keys: str) -> dict[str, Any]:
        event = json.loads((EVENTS / "ingest-created.json").read_text("utf-8"))
        body = json.loads(event["Records"][0]["body"])
        about = body["Records"][0]
        body["Records"] = [
            {
                **about,
                "s3": {
                    **about["s3"],
                    "bucket": {"name": self.settings.bucket},
                    "object": {"key": quote_plus(key)},
                },
            }
            for key in keys
        ]
        event["Records"][0]["body"] = json.dumps(body)
        return event


@pytest.fixture
def recorder(cloud, aws, monkeypatch: pytest.MonkeyPatch) -> Iterator[Recorder]:
    from botocore.client import BaseClient
    from opensearchpy import Urllib3HttpConnection

    environment = {
        "AWS_ENDPOINT_URL": cloud.endpoint_url,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": cloud.region,
        "POWERTOOLS_SERVICE_NAME": "cuttings",
        "POWERTOOLS_METRICS_NAMESPACE": "Cuttings",
        "POWERTOOLS_TRACE_DISABLED": "1",
    }
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    name, s3, sqs = f"grants-{uuid.uuid4().hex[:8]}", aws("s3"), aws("sqs")
    s3.create_bucket(Bucket=name)
    s3.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
    queue = sqs.create_queue(QueueName=name)["QueueUrl"]
    mine = Settings(
        cloud.opensearch_url, name, queue, cloud.region,
        read_alias=name, write_alias=f"{name}-write", ledger_alias=f"ledger-of-{name}",
    )  # fmt: skip
    forget()
    import functions.ingest.app
    import functions.reconcile.app
    import functions.search.app
    import functions.uploads.app  # noqa: F401 - each has the settings by its own name

    for module in [
        each for each in sys.modules.values() if getattr(each, "__name__", "").startswith(("functions.", "shared."))
    ]:
        if getattr(module, "settings", None) is settings_module.settings and module is not settings_module:
            monkeypatch.setattr(module, "settings", lambda: mine)
    told = Recorder(s3, mine)
    perform, call = Urllib3HttpConnection.perform_request, BaseClient._make_api_call

    def performed(self, method, url, *args, **kwargs):
        told.of_opensearch(method, url)
        return perform(self, method, url, *args, **kwargs)

    def called(self, operation, parameters):
        if self is not s3 and self is not sqs:
            told.of_aws(self.meta.service_model.service_name, operation, parameters)
            if operation == "Invoke":
                return {}
        return call(self, operation, parameters)

    monkeypatch.setattr(Urllib3HttpConnection, "perform_request", performed)
    monkeypatch.setattr(BaseClient, "_make_api_call", called)
    yield told
    made = clients.connect(mine)
    made.indices.delete(index=f"{mine.read_alias}-v1,{mine.ledger_alias}-v1", ignore_unavailable=True)
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


def ingest(place: Recorder) -> None:
    """The first upload of a stack with a sidecar, a retraction, and a batch that there is no time for."""
    from aws_lambda_powertools.utilities.batch.exceptions import BatchProcessingError

    from functions.ingest.app import handler

    place.put(f"harbour.txt{SIDECAR}", '{"section": "Business"}')
    handler(place.message(place.put("harbour.txt"), "articles/gone.txt"), Context())
    with pytest.raises(BatchProcessingError):
        handler(place.message(place.put("late.txt")), Context(milliseconds_left=1_000))


def search(place: Recorder) -> None:
    """Each route; of the search also a page that only a point in time can give."""
    from functions.search.app import handler

    ingest(place)
    place.requests.clear()
    clients.search_client().indices.refresh(index=place.settings.read_alias)
    for name in ("harbour-2.txt", "harbour-3.txt"):
        from functions.ingest.app import handler as ingested

        ingested(place.message(place.put(name)), Context())
    clients.search_client().indices.refresh(index=place.settings.read_alias)
    place.requests.clear()

    def get(event: str, **changes: Any) -> dict[str, Any]:
        told = json.loads((EVENTS / f"{event}.json").read_text("utf-8")) | changes
        answer = handler(told, Context(function_name="cuttings-search"))
        assert answer["statusCode"] == 200, answer["body"]
        return json.loads(answer["body"])

    def page(**parameters: str) -> dict[str, Any]:
        several = {name.replace("_", "-"): [value] for name, value in parameters.items()}
        one = {name: values[0] for name, values in several.items()}
        return get("search", queryStringParameters=one, multiValueQueryStringParameters=several)

    found = page(q="harbour", page_size="1", order_by="relevance")
    page(q="harbour", page_size="1", order_by="relevance", cursor=found["cursor"])
    article = found["results"][0]["id"]
    get("article", path=f"/articles/{article}", pathParameters={"id": article})
    similar = {"resource": "/articles/{id}/similar", "path": f"/articles/{article}/similar"}
    get("article", **similar, pathParameters={"id": article})
    get("receipt", path="/receipts/articles/harbour.txt", pathParameters={"key": "articles/harbour.txt"})
    get(
        "search",
        path="/suggest",
        resource="/suggest",
        queryStringParameters={"q": "harb"},
        multiValueQueryStringParameters={"q": ["harb"]},
    )
    get("health")


def reconcile(place: Recorder) -> None:
    """Something to mend, and no time to come to the end."""
    from functions.reconcile.app import handler

    ingest(place)
    place.put("unheard-of.txt")
    place.requests.clear()
    context = Context(
        invoked_function_arn=f"arn:aws:lambda:{PSEUDO['AWS::Region']}:{PSEUDO['AWS::AccountId']}:function:cuttings-reconcile",
        milliseconds_left=1,
    )
    handler({}, context)


def uploads(place: Recorder) -> None:
    """A form, and what it lets its bearer ask of S3 in the function's name."""
    from functions.uploads.app import handler

    event = json.loads((EVENTS / "upload.json").read_text("utf-8"))
    answer = handler(event, Context(function_name="cuttings-uploads"))
    assert answer["statusCode"] == 201, answer["body"]
    form = json.loads(answer["body"])
    place.requests.add(("s3:PutObject", f"{BUCKET_ARN}/{form['fields']['key']}"))


WORK = {"IngestRole": ingest, "SearchRole": search, "ReconcileRole": reconcile, "UploadsRole": uploads}


def granted_to(role: str) -> list[Request]:
    return [(action, resource) for _, action, resource in grants(roles()[role])]


def allows(grant: Request, request: Request) -> bool:
    pattern = re.sub(r"([\[?])", r"[\1]", grant[1])
    return grant[0] == request[0] and fnmatchcase(request[1], pattern)


@pytest.mark.parametrize("role", WORK)
def test_a_function_asks_for_nothing_that_its_role_does_not_grant(recorder, role):
    WORK[role](recorder)

    granted = granted_to(role)
    assert sorted(each for each in recorder.requests if not any(allows(grant, each) for grant in granted)) == []


@pytest.mark.parametrize("role", WORK)
def test_a_role_grants_nothing_that_its_function_never_asks_for(recorder, role):
    WORK[role](recorder)

    ours = [
        grant
        for grant in granted_to(role)
        if (role, grant[0]) not in LAMBDAS and not grant[0].startswith(OF_EVERY_FUNCTION)
    ]
    assert [grant for grant in ours if not any(allows(grant, each) for each in recorder.requests)] == []


def test_the_work_of_every_function_is_recorded():
    assert set(WORK) == {name for name in roles() if name != "OperatorRole"}
