"""The deployed stack, whose functions and whose node are killed while a bucket changes: it ends as the bucket is.

Real SIGKILLs: of function processes that are at work, and of OpenSearch, which is then started again on what is on its
disk. What is killed, and after which change, is by seed; the moment within is the machine's. CUTTINGS_KILL_SEED=n
replays one, CUTTINGS_KILL_SEEDS=20 runs twenty, of half a minute each. (test_faults.py kills at every single step.)
"""

from __future__ import annotations

import json
import os
import random
import signal
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import psutil
import pytest

from local import cloud as clouds
from shared.article import Upload
from shared.clients import connect
from shared.receive import Hint
from shared.repair.notices import notice
from tests.integration.waiting import eventually
from tests.proof.test_faults import found, told
from tests.world import CONTENTS, World

if TYPE_CHECKING:
    from cli.stack import Stack
    from local.cloud import Cloud

KEYS, CHANGES = 8, 40
SEEDS = range(int(os.environ.get("CUTTINGS_KILL_SEEDS", "0")))
if "CUTTINGS_KILL_SEED" in os.environ:
    SEEDS = range(int(os.environ["CUTTINGS_KILL_SEED"]), int(os.environ["CUTTINGS_KILL_SEED"]) + 1)
HIDDEN_SECONDS = 5  # until the messages of a killed function are seen again; 730 outside of tests
ASKED_AGAIN_SECONDS = 1.0  # more often, and a busy machine is flooded
PATIENCE = 300  # a message that was handed back three times is away for two minutes
INGEST = ["-m", "awslambdaric", "functions.ingest.app.handler"]


class Victim(StrEnum):
    FUNCTION = "a function at work"
    NODE = "OpenSearch"


@dataclass
class RealBucket:
    """As the one in memory."""

    s3: Any
    name: str
    objects: dict[str, Upload] = field(default_factory=dict)
    versions: int = 0

    def put(self, key: str, body: str | bytes) -> Hint:
        self.versions += 1
        raw = body.encode() if isinstance(body, str) else body
        version = self.s3.put_object(Bucket=self.name, Key=key, Body=raw)["VersionId"]
        self.objects[key] = Upload(self.name, key, raw, version_id=version)
        return Hint(self.name, key)

    def delete(self, key: str) -> Hint:
        self.objects.pop(key, None)
        self.s3.delete_object(Bucket=self.name, Key=key)
        return Hint(self.name, key)


@dataclass
class Run:
    """One seed: what changes, and who is killed after which change."""

    seed: int
    cloud: Cloud
    stack: Stack
    s3: Any
    sqs: Any
    last: str = ""
    asked: float = 0.0
    is_away: bool = False
    killed: Counter[Victim] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.dice = random.Random(self.seed)
        self.folder = f"articles/kills-{self.seed}-{uuid.uuid4().hex[:6]}"
        self.world = World(RealBucket(self.s3, self.stack.bucket))
        self.victims = dict.fromkeys(self.dice.sample(range(CHANGES), 3), Victim.FUNCTION)
        away = self.dice.randrange(CHANGES // 2)
        self.victims[away] = Victim.NODE
        self.back = away + self.dice.randrange(1, CHANGES // 2)

    def play(self) -> None:
        for number in range(CHANGES):
            self.change()
            match self.victims.get(number):
                case Victim.FUNCTION:
                    self.kill_a_function()
                case Victim.NODE:
                    self.kill_the_node()
            if number == self.back:
                clouds.up(self.cloud.name)
                self.is_away = False

    def change(self) -> None:
        key, change = f"{self.folder}/{self.dice.randrange(KEYS)}", self.dice.random()
        self.last = key
        if change < 0.7:
            self.world.put(key, self.dice.choice(CONTENTS))
        elif change < 0.9:
            self.world.delete(key)
        else:
            self.world.put_again(key)

    def kill_a_function(self) -> None:
        victim = eventually(self.at_work, PATIENCE)
        with suppress(psutil.NoSuchProcess):
            victim.kill()
            self.killed[Victim.FUNCTION] += 1

    def at_work(self) -> psutil.Process | None:
        """A function that has work. Where all is done already or away for minutes, an event comes once more."""
        there = list(functions(self.cloud))
        if time.monotonic() > self.asked + ASKED_AGAIN_SECONDS and not visible(self.sqs, self.stack.queue_url):
            self.sqs.send_message(QueueUrl=self.stack.queue_url, MessageBody=notice(self.stack.bucket, self.last))
            self.asked = time.monotonic()
        elif there and self.is_away:
            return there[0]  # it waits for the node, and is awake for moments
        return next((each for each in there if is_at_work(each)), None)

    def kill_the_node(self) -> None:
        node = clouds.running(self.cloud.name).pids["opensearch"]
        os.kill(node, signal.SIGKILL)
        eventually(lambda: clouds.fallen(self.cloud.name) == ["OpenSearch"])
        self.is_away = True
        self.killed[Victim.NODE] += 1


def functions(cloud: Cloud) -> Iterator[psutil.Process]:
    for process in psutil.Process(cloud.pids["localstack"]).children(recursive=True):
        with suppress(psutil.Error):
            if process.cmdline()[1:4] == INGEST:
                yield process


def is_at_work(process: psutil.Process) -> bool:
    """One that waits for an invocation is not woken by anything."""
    with suppress(psutil.Error):
        before = process.num_ctx_switches().voluntary
        time.sleep(0.005)
        return process.num_ctx_switches().voluntary > before
    return False


@contextmanager
def soon_seen_again(sqs: Any, queue_url: str) -> Iterator[None]:
    """What a killed function held comes back within seconds, and any number of times."""
    before = sqs.get_queue_attributes(QueueUrl=queue_url, AttributeNames=["VisibilityTimeout", "RedrivePolicy"])
    patient = json.loads(before["Attributes"]["RedrivePolicy"]) | {"maxReceiveCount": 1000}
    changed = {"VisibilityTimeout": str(HIDDEN_SECONDS), "RedrivePolicy": json.dumps(patient)}
    sqs.set_queue_attributes(QueueUrl=queue_url, Attributes=changed)
    try:
        # A poll that began before hides what it brings for as long as was said then: a message about nothing ends it.
        sqs.send_message(QueueUrl=queue_url, MessageBody='{"Event": "s3:TestEvent"}')
        eventually(lambda: waiting(sqs, queue_url) == 0)
        yield
    finally:
        sqs.set_queue_attributes(QueueUrl=queue_url, Attributes=before["Attributes"])


def waiting(sqs: Any, queue_url: str) -> int:
    return visible(sqs, queue_url, "ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible")


def visible(sqs: Any, queue_url: str, *names: str) -> int:
    """How many messages the queue would give now, or those that the names say."""
    asked = list(names or ("ApproximateNumberOfMessages",))
    return sum(map(int, sqs.get_queue_attributes(QueueUrl=queue_url, AttributeNames=asked)["Attributes"].values()))


def broken_off(logs: Any, stack: Stack, since: float) -> int:
    """Invocations that ended because their process was killed, as the function's log has it."""
    group, start = f"/aws/lambda/{stack.stack}-ingest", int(since * 1000)
    pages = logs.get_paginator("filter_log_events").paginate(logGroupName=group, startTime=start)
    return sum("exited with error: signal: killed" in event["message"] for page in pages for event in page["events"])


@pytest.mark.skipif(not SEEDS, reason="waits for minutes where messages are away: CUTTINGS_KILL_SEEDS=1 runs it")
@pytest.mark.timeout(120 + 600 * len(SEEDS))
def test_when_the_killing_stops_the_index_is_what_the_bucket_is(cloud, stack, aws):
    if cloud.docker:
        pytest.skip("the node is in a container")
    sqs, settings, began, killed = aws("sqs"), stack.settings(), time.time(), Counter()
    client = connect(settings)
    dead = waiting(sqs, stack.dlq_url)

    with soon_seen_again(sqs, stack.queue_url):
        for seed in SEEDS:
            run = Run(seed, cloud, stack, aws("s3"), sqs)
            try:
                run.play()
            finally:
                clouds.up(cloud.name)
            eventually(lambda: waiting(sqs, stack.queue_url) == 0, PATIENCE)

            replay = f"replay with CUTTINGS_KILL_SEED={seed}"
            assert found(client, settings, run.folder) == run.world.articles(), replay
            assert told(client, settings, list(run.world.holds)) == run.world.entries(), replay
            assert waiting(sqs, stack.dlq_url) == dead, replay
            killed.update(run.killed)
            print(f"\nseed {seed}: {len(run.world.holds)} keys as they should be", end="")

    shown = eventually(lambda: broken_off(aws("logs"), stack, began))
    fired = ", ".join(f"{who} {times} times" for who, times in killed.items())
    print(f"\n{len(SEEDS)} seeds; killed: {fired}; {shown} invocations broken off")
    assert killed[Victim.NODE] == len(SEEDS)
    assert killed[Victim.FUNCTION] >= shown > 0
