"""Every request that a function makes is granted to its role, and every grant is of a request that it makes.

The handlers run in this process on the real OpenSearch, S3 and SQS, and each request is written down. LocalStack lets
everybody do everything: so it is the translated template that says what the role would have been allowed.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from shared.settings import Settings
from tests import work
from tests.static.test_permissions import grants, roles
from tests.translation import PSEUDO
from tests.work import WORK, Place

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
    """What the functions asked of their neighbours, at a place under names of its own."""

    place: Place
    requests: set[Request] = field(default_factory=set)

    def of_opensearch(self, method: str, path: str) -> None:
        # The names that the template grants, for those of this test.
        told = unquote(urlsplit(path).path).replace(self.place.settings.ledger_alias, "uploads")
        told = told.replace(self.place.settings.read_alias, "articles")
        self.requests.add((f"es:ESHttp{method.capitalize()}", "${Domain.Arn}" + told))

    def of_aws(self, service: str, operation: str, call: dict[str, Any]) -> None:
        action, about = AWS_CALLS[service, operation]
        self.requests.add((action, about(call)))

    def record(self, function: str) -> None:
        """All that this function asks for, and nothing that others did before."""
        WORK[function].before(self.place)
        self.requests.clear()
        if function == "uploads":  # nothing itself, but for what it signs
            key = work.form(self.place)["fields"]["key"]
            self.requests.add(("s3:PutObject", f"{BUCKET_ARN}/{key}"))
        else:
            WORK[function].do(self.place)


@pytest.fixture
def recorder(cloud, aws, monkeypatch: pytest.MonkeyPatch) -> Iterator[Recorder]:
    from botocore.client import BaseClient
    from opensearchpy import Urllib3HttpConnection

    name = f"grants-{uuid.uuid4().hex[:8]}"
    mine = Settings(
        cloud.opensearch_url, read_alias=name, write_alias=f"{name}-write", ledger_alias=f"ledger-of-{name}"
    )
    with work.place(aws, cloud.region, monkeypatch, lambda _: mine) as place:
        told = Recorder(place)
        perform, call = Urllib3HttpConnection.perform_request, BaseClient._make_api_call

        def performed(self, method, url, *args, **kwargs):
            told.of_opensearch(method, url)
            return perform(self, method, url, *args, **kwargs)

        def called(self, operation, parameters):
            if self is not place.s3:
                told.of_aws(self.meta.service_model.service_name, operation, parameters)
                if operation == "Invoke":
                    return {}
            return call(self, operation, parameters)

        with monkeypatch.context() as patched:
            patched.setattr(Urllib3HttpConnection, "perform_request", performed)
            patched.setattr(BaseClient, "_make_api_call", called)
            yield told


def role_of(function: str) -> str:
    return f"{function.capitalize()}Role"


def granted_to(function: str) -> list[Request]:
    return [(action, resource) for _, action, resource in grants(roles()[role_of(function)])]


def allows(grant: Request, request: Request) -> bool:
    pattern = re.sub(r"([\[?])", r"[\1]", grant[1])
    return grant[0] == request[0] and fnmatchcase(request[1], pattern)


@pytest.mark.parametrize("function", WORK)
def test_a_function_asks_for_nothing_that_its_role_does_not_grant(recorder, function):
    recorder.record(function)

    granted = granted_to(function)
    assert sorted(each for each in recorder.requests if not any(allows(grant, each) for grant in granted)) == []


@pytest.mark.parametrize("function", WORK)
def test_a_role_grants_nothing_that_its_function_never_asks_for(recorder, function):
    recorder.record(function)

    ours = [
        grant
        for grant in granted_to(function)
        if (role_of(function), grant[0]) not in LAMBDAS and not grant[0].startswith(OF_EVERY_FUNCTION)
    ]
    assert [grant for grant in ours if not any(allows(grant, each) for each in recorder.requests)] == []


def test_the_work_of_every_function_is_recorded():
    assert {role_of(function) for function in WORK} == {name for name in roles() if name != "OperatorRole"}
