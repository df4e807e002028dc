"""The real flow and client against the real node, with a proxy between them that fails by seed, and functions killed.

When the faults stop and the queue is empty, the index is what the bucket is. A seed that fails is printed with its
test; CUTTINGS_SEED=n replays that one. CUTTINGS_SEEDS=1000 runs a thousand of them: three seconds each.
"""

from __future__ import annotations

import os
import random
import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from shared.identity import object_id
from shared.pipeline import Flow
from shared.receive import Hint
from shared.services import OpenSearchIndex
from shared.settings import Settings
from tests.proof.proxy import Fault, FaultProxy
from tests.turns import Worker
from tests.world import CONTENTS, World, said

KEYS = 50
CHANGES = 90
SEEDS = range(int(os.environ.get("CUTTINGS_SEEDS", "6")))
if "CUTTINGS_SEED" in os.environ:
    SEEDS = range(int(os.environ["CUTTINGS_SEED"]), int(os.environ["CUTTINGS_SEED"]) + 1)
FAULTY = 0.03  # of all requests, for each kind of fault
KILLED = 0.03  # of all steps
PATIENCE = 0.3  # seconds that the client waits for an answer
AT_WORK = 4  # functions


class Watched:
    """The real client. Before each request of a function, others may have their turn."""

    def __init__(self, client: Any, worker: Worker) -> None:
        self._client, self._worker = client, worker

    def mget(self, **request: Any) -> Any:
        self._worker.step()
        return self._client.mget(**request)

    def bulk(self, **request: Any) -> Any:
        self._worker.step()
        return self._client.bulk(**request)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._client, name)

    def __hash__(self) -> int:
        return hash(self._client)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Watched) and self._client is other._client


@dataclass
class Run:
    """One seed: the world, the functions at work on it, and the dice."""

    client: Any
    settings: Settings
    dice: random.Random
    folder: str
    world: World = field(default_factory=World)
    at_work: list[Worker] = field(default_factory=list)
    killed: int = 0

    def change(self) -> None:
        key = f"{self.folder}/{self.dice.randrange(KEYS)}"
        change = self.dice.random()
        if change < 0.7:
            self.world.put(key, self.dice.choice(CONTENTS))
        elif change < 0.9:
            self.world.delete(key)
        else:
            self.world.put_again(key)
        if self.world.queue and self.dice.random() < 0.3:
            self.world.queue.append(self.dice.choice(self.world.queue))

    def begin(self) -> None:
        self.dice.shuffle(self.world.queue)
        hints = [self.world.queue.pop() for _ in range(min(len(self.world.queue), 10))]

        def work(worker: Worker) -> None:
            def look(hint: Hint):
                if self.dice.random() < 0.2:  # a turn for each look would be half the time of the run
                    worker.step()
                return self.world.bucket.look(hint)

            back = hints
            index = OpenSearchIndex(Watched(self.client, worker), self.settings)
            try:
                outcomes = Flow(look, index, lambda: 100, lambda _: worker.step()).ingest(hints)
                back = [hint for hint, outcome in outcomes.items() if isinstance(outcome, Exception)]
            finally:
                self.world.queue.extend(back)

        self.at_work.append(Worker(work))

    def go_on(self) -> None:
        worker = self.dice.choice(self.at_work)
        if self.dice.random() < KILLED:
            worker.is_killed = True
            self.killed += 1
        worker.go()
        if worker.is_done:
            self.at_work.remove(worker)

    def play(self) -> None:
        for _ in range(CHANGES):
            self.change()
            if self.world.queue and len(self.at_work) < AT_WORK and self.dice.random() < 0.4:
                self.begin()
            for _ in range(self.dice.randrange(5)):
                if self.at_work:
                    self.go_on()

    def end(self) -> None:
        while self.at_work or self.world.queue:
            if not self.at_work:
                self.begin()
            self.at_work[0].go()
            if self.at_work[0].is_done:
                self.at_work.pop(0)


@pytest.fixture(scope="module")
def aliases(opensearch_url: str) -> Iterator[Settings]:
    from opensearchpy import OpenSearch

    tail = uuid.uuid4().hex[:8]
    yield Settings(
        opensearch_url, "bucket", read_alias=f"a-{tail}", write_alias=f"a-{tail}-write", ledger_alias=f"u-{tail}"
    )
    OpenSearch(opensearch_url).indices.delete(index=f"a-{tail}-v1,u-{tail}-v1")


@pytest.fixture(scope="module")
def proxy(opensearch_url: str) -> Iterator[FaultProxy]:
    with FaultProxy(opensearch_url).listening() as proxy:
        yield proxy


def found(client: Any, settings: Settings, folder: str) -> dict[str, str]:
    """What readers find of a folder: the version of each article, by its id."""
    client.indices.refresh(index=settings.read_alias)
    body = {"query": {"prefix": {"key": f"{folder}/"}}, "size": 1000, "_source": ["version_id"]}
    hits = client.search(index=settings.read_alias, body=body)["hits"]["hits"]
    return {hit["_id"]: hit["_source"]["version_id"] for hit in hits}


def told(client: Any, settings: Settings, hints: list[Hint]) -> dict[Hint, Any]:
    """What the ledger says."""
    ids = [object_id(hint.bucket, hint.key) for hint in hints]
    docs = client.mget(index=settings.ledger_alias, body={"ids": ids})["docs"]
    return {hint: said(doc["_source"]) for hint, doc in zip(hints, docs, strict=True)}


def index_is_the_bucket(seed: int, proxy: FaultProxy, aliases: Settings) -> Run:
    from opensearchpy import OpenSearch, Urllib3HttpConnection

    dice = random.Random(seed)
    client = OpenSearch(
        proxy.url, connection_class=Urllib3HttpConnection, max_retries=0, timeout=PATIENCE, http_compress=False
    )
    run = Run(client, aliases, dice, f"articles/seed-{seed}")
    kinds = [*Fault, *(fault for fault in Fault if fault is not Fault.STALL)]  # a stall takes as long as ten others
    proxy.next_fault = lambda: dice.choice(kinds) if dice.random() < FAULTY * len(Fault) else None
    proxy.delay = dice.randrange(1, 8)
    try:
        run.play()
    finally:
        proxy.next_fault = lambda: None
    while run.at_work:  # what is under way ends, and what was late arrives at last
        run.at_work[0].go()
        if run.at_work[0].is_done:
            run.at_work.pop(0)
    proxy.land(float("inf"))
    run.end()

    direct = OpenSearch(aliases.search_endpoint)
    assert found(direct, aliases, run.folder) == run.world.articles(), f"replay with CUTTINGS_SEED={seed}"
    hints = list(run.world.holds)
    assert told(direct, aliases, hints) == run.world.entries(), f"replay with CUTTINGS_SEED={seed}"
    return run


@pytest.mark.timeout(120 + 10 * len(SEEDS))
def test_when_faults_stop_the_index_is_what_the_bucket_is(proxy, aliases):
    runs = [index_is_the_bucket(seed, proxy, aliases) for seed in SEEDS]

    killed = sum(run.killed for run in runs)
    print(f"\n{len(runs)} seeds, {proxy.requests} requests, {killed} functions killed, faults: {shares(proxy)}")
    assert killed
    if len(runs) > 1:
        assert {fault for fault in Fault if not proxy.fired[fault]} == set()
    if len(runs) >= 100:
        assert min(proxy.fired[fault] for fault in Fault) >= proxy.requests / 100


def shares(proxy: FaultProxy) -> Counter[str]:
    return Counter({fault.name: count for fault, count in proxy.fired.items()})
