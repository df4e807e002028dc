"""The roles within OpenSearch, on a real node with the security plugin: what each function may, and may not.

The node is of the version that the plugin can be had for; users of its own stand for IAM's roles, by their ARNs.
"""

from __future__ import annotations

import json
import re
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from datetime import UTC, datetime
from typing import Any, Self

import pytest
from opensearchpy import NotFoundError
from typer.testing import CliRunner

from shared import clients
from shared.clients import connect
from shared.identity import article_id
from shared.index import ledger, reader
from shared.index.access import AUDIT, ROLES, grant
from shared.index.aliases import prepare
from shared.repair.notices import notice
from shared.repair.pages import pages
from shared.search import request
from tests import work
from tests.integration import secured
from tests.integration.waiting import eventually
from tests.work import OPERATOR, WORK, Place

pytestmark = [
    pytest.mark.timeout(600),
    # Who is stopped at a refusal has counted nothing yet.
    pytest.mark.filterwarnings("ignore:No application metrics"),
    pytest.mark.filterwarnings("ignore:Unverified HTTPS"),  # on the loopback a certificate proves nothing
]

# Also of an item in an answer that is well otherwise, or of a query that reads more than its own index.
REFUSAL = re.compile(r"no permissions for \S+")
API = "/_plugins/_security/api"


class Refused(BaseException):
    """What the node would not have: nothing in the code under test gets by it, and no outage is waited for."""


@pytest.fixture(scope="module")
def node() -> Iterator[str]:
    """The node's address. Its functions have a user each, who has the function's ARN and no more."""
    with secured.running() as url:
        client = connect(secured.settings(url, OPERATOR))
        for name in [*ROLES, "stranger"]:
            user = {"password": secured.PASSWORD, "backend_roles": [secured.arn(name)]}
            client.transport.perform_request("PUT", f"{API}/internalusers/{name}", body=user)
        yield url


@pytest.fixture(scope="module")
def operator(node: str) -> Any:
    """The operator, once the roles are given: twice, for that may be done at any time."""
    client = connect(secured.settings(node, OPERATOR))
    for _ in range(2):
        grant(client, {name: secured.arn(name) for name in ROLES})
    return client


@pytest.fixture
def place(node: str, operator: Any, cloud, aws, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    """A stack whose functions come as themselves, and stop at the first refusal."""
    with work.place(aws, cloud.region, monkeypatch, lambda who: secured.settings(node, who)) as made:
        from botocore.client import BaseClient

        call = BaseClient._make_api_call

        def called(self, operation, parameters):
            return {} if operation == "Invoke" else call(self, operation, parameters)

        with monkeypatch.context() as patched, refusals_raised(patched):
            patched.setattr(BaseClient, "_make_api_call", called)
            yield made


@contextmanager
def refusals_raised(patched: pytest.MonkeyPatch) -> Iterator[None]:
    """Every refusal is raised as such: of a whole request, and of an item in an answer that is well otherwise."""
    from opensearchpy import TransportError, Urllib3HttpConnection

    perform = Urllib3HttpConnection.perform_request

    def performed(self, method, url, *args, **kwargs):
        try:
            answer = perform(self, method, url, *args, **kwargs)
        except TransportError as error:
            if error.status_code == 403 or REFUSAL.search(str(error.info)):
                raise Refused(f"{method} {url}: {error.info or error}") from error
            raise
        if found := REFUSAL.search(answer[2]):
            raise Refused(f"{method} {url}: {found[0]}")
        return answer

    patched.setattr(Urllib3HttpConnection, "perform_request", performed)
    yield


@pytest.mark.parametrize("function", ROLES)
def test_a_function_can_do_all_its_work(place, function):
    WORK[function].before(place)
    WORK[function].do(place)


def test_before_the_first_upload_readers_are_answered_and_not_refused(place):
    search, reconcile = (clients.connect(place.settings_of(who)) for who in ("search", "reconcile"))

    assert reader.page(search, place.settings, request.read({"q": ["harbour"]}))["total"] == 0
    assert reader.suggestions(search, place.settings, "harb") == {"suggestions": []}
    assert ledger.receipt(search, place.settings, "articles/never.txt") is None
    with pytest.raises(NotFoundError):
        reader.article(search, place.settings, "0" * 32)
    assert [list(pages(reconcile, alias, {"match_all": {}}, ["key"], [])) for alias in ("articles", "uploads")] == [
        [],
        [],
    ]


def without(role: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The role, each time short of one thing that it grants."""
    for action in role["cluster_permissions"]:
        less = deepcopy(role)
        less["cluster_permissions"].remove(action)
        yield action, less
    for number, each in enumerate(role["index_permissions"]):
        for part in ("allowed_actions", "index_patterns"):
            for one in each[part]:
                less = deepcopy(role)
                less["index_permissions"][number][part].remove(one)
                if not less["index_permissions"][number][part]:
                    del less["index_permissions"][number]
                yield f"{one} of {' and '.join(each['index_patterns'])}", less


@pytest.mark.parametrize("function", ROLES)
def test_a_role_grants_nothing_that_its_function_could_do_without(place, operator, function):
    def is_needless(less: dict[str, Any]) -> bool:
        if function == "ingest":  # it makes the indices itself
            operator.indices.delete(index="articles-v*,uploads-v*", ignore_unavailable=True)
        operator.transport.perform_request("PUT", role, body=less)
        try:
            WORK[function].do(place)
        except (Refused, AssertionError):  # or an answer is not what it should be
            return False
        return True

    role = f"{API}/roles/cuttings-{function}"
    WORK[function].before(place)
    try:
        assert [what for what, less in without(ROLES[function]) if is_needless(less)] == []
    finally:
        operator.transport.perform_request("PUT", role, body=ROLES[function])


A_WRITE = '{"index": {"_index": "articles-write", "_id": "1"}}\n{"title": "T"}\n'
FORBIDDEN_TO_ALL = [
    ("POST", "/other/_search", {}),
    ("GET", "/other/_doc/1", None),
    ("PUT", "/other/_doc/1", {"title": "T"}),
    ("POST", "/_search", {}),
    ("GET", "/.opendistro_security/_search", None),
    ("GET", "/_cat/indices", None),
    ("GET", "/_cluster/settings", None),
    ("PUT", "/_cluster/settings", {"transient": {"action.auto_create_index": "true"}}),
    ("GET", "/_cluster/state", None),
    ("GET", "/_nodes", None),
    ("GET", "/_tasks", None),
    ("GET", "/_snapshot", None),
    ("GET", "/articles/_settings", None),
    ("PUT", "/articles-write/_settings", {"index.blocks.read": True}),
    ("PUT", "/articles-write/_mapping", {"properties": {"mood": {"type": "keyword"}}}),
    ("POST", "/articles-v1/_close", None),
    ("POST", "/_reindex", {"source": {"index": "articles"}, "dest": {"index": "articles-v2"}}),
    ("POST", "/articles/_delete_by_query", {"query": {"match_all": {}}}),
    ("POST", "/articles/_update_by_query", {"query": {"match_all": {}}}),
    ("DELETE", "/articles-v1", None),
    ("DELETE", "/articles-v1/_doc/1", None),
    ("GET", "/_plugins/_security/api/roles", None),
    ("PUT", "/_plugins/_security/api/roles/mine", {"cluster_permissions": ["*"]}),
    ("PUT", "/_plugins/_security/api/audit/config", AUDIT),
]
FORBIDDEN_TO_READERS = [
    ("POST", "/_bulk", A_WRITE),
    ("PUT", "/articles-write/_doc/1", {"title": "T"}),
    ("POST", "/uploads/_doc", {"key": "k"}),
    ("PUT", "/articles-v3", {}),
    ("PUT", "/articles-v1/_alias/mine", None),
    ("POST", "/_aliases", {"actions": [{"remove": {"index": "articles-v1", "alias": "articles"}}]}),
    ("POST", "/articles-v2/_search", {}),
]
FORBIDDEN = {
    "ingest": [
        *FORBIDDEN_TO_ALL,
        ("POST", "/articles/_search", {}),
        ("POST", "/uploads/_search", {}),
        ("POST", "/articles/_update/1", {"doc": {"title": "T"}}),
        ("PUT", "/other", {}),
        ("POST", "/_aliases", {"actions": [{"add": {"index": "other", "alias": "articles-write"}}]}),
        ("POST", "/_aliases", {"actions": [{"remove_index": {"index": "articles-v1"}}]}),
        ("HEAD", "/", None),
    ],
    "search": [
        *FORBIDDEN_TO_ALL,
        *FORBIDDEN_TO_READERS,
        ("POST", "/uploads/_search", {}),
        ("POST", "/_msearch", '{"index": "articles"}\n{}\n'),
        ("POST", "/_mget", {"docs": [{"_index": "articles", "_id": "1"}]}),
        ("GET", "/articles-v2/_doc/1", None),
    ],
    "reconcile": [
        *FORBIDDEN_TO_ALL,
        *FORBIDDEN_TO_READERS,
        ("GET", "/articles/_doc/1", None),
        ("GET", "/uploads/_doc/1", None),
        ("POST", "/articles/_search/point_in_time?keep_alive=1m", None),
        ("HEAD", "/", None),
    ],
    "stranger": [
        *FORBIDDEN_TO_ALL,
        *FORBIDDEN_TO_READERS,
        ("POST", "/articles/_search", {}),
        ("GET", "/articles/_doc/1", None),
        ("HEAD", "/", None),
    ],
}


@pytest.fixture
def stack(operator, node) -> Iterator[None]:
    """Indices as they are while a rebuild goes on, and one of somebody else's."""
    prepare(operator, secured.settings(node, OPERATOR))
    for index in ("articles-v1", "articles-v2", "other"):
        operator.index(index=index, id="1", body={"title": "Harbour"}, refresh=True)
    yield
    operator.indices.delete(index="articles-v*,uploads-v*,other")


@pytest.mark.parametrize("who", FORBIDDEN)
def test_nobody_may_do_more_than_its_work(stack, node, who):
    assert [told for told in map(Asking(node, who), FORBIDDEN[who]) if not told.endswith(" 403")] == []


class Asking:
    """Asks as somebody; says what was asked, and the status of the answer."""

    def __init__(self, node: str, who: str) -> None:
        self.client = connect(secured.settings(node, who))

    def __call__(self, request: tuple[str, str, Any]) -> str:
        from opensearchpy import TransportError

        method, path, body = request
        try:
            self.client.transport.perform_request(method, path, body=body)
        except TransportError as error:
            return f"{method} {path} {error.status_code}"
        return f"{method} {path} 200"


def test_what_a_request_names_in_its_body_is_looked_at_too(stack, node):
    ingest = connect(secured.settings(node, "ingest"))
    places = ("articles-write", "uploads", "other", ".opendistro_security")

    def status(item: dict[str, Any]) -> int | str:
        return item["error"]["type"] if "error" in item else item.get("status", 200)

    told = ingest.bulk(body=[line for place in places for line in ({"index": {"_index": place, "_id": "2"}}, {})])
    assert [status(each["index"]) for each in told["items"]] == [201, 201, *["security_exception"] * 2]

    told = ingest.mget(body={"docs": [{"_index": place, "_id": "2"} for place in places]})
    assert [status(each) for each in told["docs"]] == [200, 200, *["security_exception"] * 2]

    told = ingest.bulk(body=[{"delete": {"_index": "articles-write", "_id": "2"}}])
    assert [status(each["delete"]) for each in told["items"]] == ["security_exception"]

    elsewhere = {"terms": {"id": {"index": "other", "id": "1", "path": "title"}}}
    assert Asking(node, "search")(("POST", "/articles/_search", {"query": elsewhere})).endswith(" 403")


def test_the_words_of_an_article_elsewhere_are_not_looked_for(stack, operator, node):
    like = {"fields": ["title"], "like": [{"_index": "other", "_id": "1"}], "include": True}
    like |= {"min_doc_freq": 1, "min_term_freq": 1}

    def found(client: Any) -> int:
        return len(client.search(index="articles", body={"query": {"more_like_this": like}})["hits"]["hits"])

    assert (found(operator), found(connect(secured.settings(node, "search")))) == (1, 0)


def test_a_page_in_a_point_in_time_is_one_of_what_its_reader_may_see(stack, operator, node):
    opened = operator.create_pit(index="other", params={"keep_alive": "1m"})["pit_id"]
    ours = operator.create_pit(index="articles", params={"keep_alive": "1m"})["pit_id"]

    def page(pit: str) -> str:
        return Asking(node, "search")(("POST", "/_search", {"pit": {"id": pit}}))

    assert (page(ours), page(opened)) == ("POST /_search 200", "POST /_search 403")


def test_the_limits_of_the_audit_log_are_as_they_were_sent(operator):
    told = operator.transport.perform_request("GET", f"{API}/audit")["config"]

    assert told["enabled"] is AUDIT["enabled"]
    assert {part: {name: told[part][name] for name in AUDIT[part]} for part in ("audit", "compliance")} == {
        part: AUDIT[part] for part in ("audit", "compliance")
    }


def test_the_audit_log_tells_of_refusals_and_never_what_was_asked(stack, operator, node):
    canary, search, ingest = f"swanquill{uuid.uuid4().hex}", Asking(node, "search"), Asking(node, "ingest")
    asked = {"query": {"match": {"title": canary}}}
    begun = datetime.now(UTC).isoformat()

    search(("POST", "/articles/_search", asked))
    search(("POST", "/other/_search", asked))
    ingest(("POST", "/_bulk", A_WRITE.replace("T", canary) + A_WRITE.replace("articles-write", "other")))
    ingest(("DELETE", "/articles-v1", None))

    def logged() -> list[dict[str, Any]]:
        operator.indices.refresh(index="security-auditlog-*")
        body = {"query": {"range": {"@timestamp": {"gte": begun}}}, "size": 1000}
        return [hit["_source"] for hit in operator.search(index="security-auditlog-*", body=body)["hits"]["hits"]]

    def told() -> set[tuple[str, str]]:
        of_functions = [each for each in logged() if each.get("audit_request_effective_user") in ROLES]
        return {(each["audit_request_effective_user"], each["audit_request_privilege"]) for each in of_functions}

    refusals = {
        ("search", "indices:data/read/search"),
        ("ingest", "indices:data/write/bulk[s]"),
        ("ingest", "indices:admin/delete"),
    }
    eventually(lambda: told() >= refusals)
    assert told() == refusals
    assert canary not in json.dumps(logged())


# --- the operator ---------------------------------------------------------------------------------------------------


class AtWork:
    """The ingest function behind the queue, as itself, in a thread of its own."""

    def __init__(self, place: Place, sqs: Any) -> None:
        self.place, self.sqs, self.is_done, self.failed = place, sqs, threading.Event(), []
        self.thread = threading.Thread(target=self._work)

    def __enter__(self) -> Self:
        self.place.become("ingest")
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.is_done.set()
        self.thread.join()
        assert self.failed == []

    def _work(self) -> None:
        try:
            while not self.is_done.is_set():
                self._take()
        except BaseException as failure:  # noqa: BLE001 - a thread's failure is nobody's otherwise
            self.failed.append(failure)

    def _take(self) -> None:
        from functions.ingest.app import handler

        url = self.place.settings.queue_url
        for each in self.sqs.receive_message(QueueUrl=url, WaitTimeSeconds=1).get("Messages", []):
            event = work.sqs_event()
            event["Records"][0]["body"] = each["Body"]
            handler(event, work.Context())
            self.sqs.delete_message(QueueUrl=url, ReceiptHandle=each["ReceiptHandle"])


@pytest.fixture
def commands(place, aws, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., dict[str, Any]]]:
    """The operator's commands on a stack with articles; what each answers. The ingest function is at work meanwhile."""
    from cli.console import Console
    from cli.main import app
    from cli.stack import Stack

    WORK["search"].before(place)
    there = place.settings_of(OPERATOR)
    dead = aws("sqs").create_queue(QueueName=f"{there.bucket}-dead")["QueueUrl"]
    urls = {"queue_url": there.queue_url, "dlq_url": dead, "opensearch_url": there.search_endpoint}
    found = Stack("s", there.region, None, "", "", there.bucket, **urls, web_url="", session=Session(aws))
    monkeypatch.setattr("cli.stack.find", lambda *_: found)
    aws("sqs").send_message(QueueUrl=dead, MessageBody=notice(there.bucket, "articles/harbour.txt"))

    answers: list[dict[str, Any]] = []  # what is printed, the function beside prints into
    monkeypatch.setattr(Console, "answer", lambda _, told: answers.append(told))

    def run(*words: str) -> dict[str, Any]:
        done = CliRunner().invoke(app, [*words, "--json"], catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return answers.pop()

    with AtWork(place, aws("sqs")):
        yield run


class Session:
    """The clients of the local cloud, as a session of boto3 gives them."""

    def __init__(self, aws: Any) -> None:
        self.aws = aws

    def client(self, service: str, **_: Any) -> Any:
        return self.aws(service)


def test_the_operator_is_denied_nothing_that_its_commands_do(commands, place):
    place.put("unheard-of.txt")

    assert commands("reindex")["index"] == "articles-v2"
    assert commands("reindex", "--rollback")["index"] == "articles-v1"
    assert commands("reindex", "--from-bucket")["index"] == "articles-v3"
    search = connect(place.settings_of("search"))
    assert search.search(index="articles")["hits"]["hits"]
    with pytest.raises(Refused):
        search.search(index="articles-v1")  # the former index: readers follow the alias
    assert commands("reconcile", "--fix")["missing"] >= 1
    letters = [each["objects"] for each in commands("redrive")["letters"]]
    assert letters == [[{"key": "articles/harbour.txt", "receipt": "indexed"}]]
    taken = article_id(place.settings.bucket, "articles/harbour.txt")
    assert commands("takedown", taken)["id"] == taken
