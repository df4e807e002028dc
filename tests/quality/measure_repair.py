"""Rebuild and reconcile a deployed stack at size, with searches and uploads going on: what failed, what was missing.

    uv run cuttings up && uv run cuttings deploy
    PYTHONPATH=. uv run python tests/quality/measure_repair.py 10000

CUTTINGS_CLOUD_NAME names another cloud than the usual one; `index`, `bucket` or `reconcile` behind it are the parts.

Prints one line of JSON a part. Every number under `failed`, `gaps` and `lost` should be 0.
"""

from __future__ import annotations

import itertools
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from cli.api import Api
from cli.stack import Stack, find
from local.errors import Trouble
from local.state import DEFAULT
from shared.clients import connect
from shared.index.ledger import State
from shared.repair.builds import Builds, Phase, Way
from shared.settings import Settings
from tests.integration.waiting import eventually

SEARCHES, UPLOADS = 20, 5  # a second
# One article in fifty is a file of its own, the others are lines of files of a hundred.
TOGETHER, ALONE = 100, 0.02
CUTTINGS = [sys.executable, "-m", "cli.main"]


def word(number: int) -> str:
    return "zq" + f"{number:010d}".translate(str.maketrans("0123456789", "abcdefghij"))


def story(number: int, about: str = "harbour") -> bytes:
    return f"""The {about} of {word(number)} opens again

The old {about} of {word(number)} opened again on Tuesday after two years of repairs, the town said in a statement.
""".encode()


@dataclass
class Bench:
    stack: Stack
    known: range
    settings: Settings
    told: dict[str, list] = field(default_factory=lambda: {"failed": [], "gaps": [], "searches": [], "uploads": []})

    def __post_init__(self) -> None:
        self.fresh = itertools.count(int(time.time()))  # in no run before
        self.s3, self.api, self.client = self.stack.client("s3"), Api(self.stack, 32), connect(self.settings)

    def put(self, number: int, about: str = "harbour") -> None:
        self.s3.put_object(Bucket=self.stack.bucket, Key=self.key(number), Body=story(number, about))

    def put_many(self, numbers: Sequence[int]) -> None:
        lines = (
            json.dumps({"id": str(number), "title": f"The harbour of {word(number)}", "body": story(number).decode()})
            for number in numbers
        )
        key = f"articles/bench/{numbers[0]:010d}.jsonl"
        self.s3.put_object(Bucket=self.stack.bucket, Key=key, Body="\n".join(lines).encode())

    def key(self, number: int) -> str:
        return f"articles/bench/{number:010d}.txt"

    def indexed(self) -> int:
        """How many objects of ours are in the ledger: others of the stack do not count."""
        ours = [{"term": {"state": State.INDEXED.value}}, {"prefix": {"key": "articles/bench/"}}]
        body = {"query": {"bool": {"filter": ours}}}
        # Before the first upload there is no ledger yet.
        return self.client.count(index=self.settings.ledger_alias, body=body, ignore=[404]).get("count", 0)

    def seed(self) -> float:
        began = time.monotonic()
        alone = int(len(self.known) * ALONE)
        together = list(itertools.batched(self.known[alone:], TOGETHER, strict=False))
        objects = alone + len(together)
        if self.indexed() < objects:
            with ThreadPoolExecutor(8) as pool:
                list(pool.map(self.put, self.known[:alone]))
                list(pool.map(self.put_many, together))
        eventually(lambda: self.indexed() >= objects, within=1200)
        return time.monotonic() - began

    def found(self, number: int) -> dict:
        # As a phrase: two such words may have one stem.
        return self.api.search({"q": f'"{word(number)}"'})

    def search(self, number: int) -> None:
        """One article that has been there all along: it has to be found every time."""
        try:
            found = self.found(number)
        except Trouble as trouble:
            self.told["failed"].append(str(trouble.problem))
            return
        self.told["searches"].append(number)
        if found["total"] != 1:
            self.told["gaps"].append((number, found["total"]))

    def upload(self, number: int) -> None:
        self.put(number)
        self.told["uploads"].append(number)

    def every(self, seconds: float, work: Callable[[], None], stop: threading.Event) -> threading.Thread:
        def run() -> None:
            pool, begun = ThreadPoolExecutor(8), time.monotonic()
            for n in itertools.count():
                if stop.wait(max(0, begun + n * seconds - time.monotonic())):
                    break
                pool.submit(work)
            pool.shutdown(cancel_futures=True)  # a machine that is too slow for that many has some still to do

        thread = threading.Thread(target=run)
        thread.start()
        return thread


def half_way(bench: Bench) -> dict | None:
    """How far the index that is being built has come, once that is half of the way; None before.

    For a new mapping, half is copied; for a new pipeline, half is cleaned again.
    """
    builds = Builds(bench.client, bench.settings)
    build = builds.load(builds.names()[-1])
    if build is None or build.phase is not Phase.BUILDING or (build.way is Way.BUCKET and build.copied < 0):
        return None
    bench.client.indices.refresh(index=build.index, ignore=[404])
    # Just made, its shard may not answer yet.
    written = {"query": {"range": {"_seq_no": {"gt": build.copied}}}}
    done = bench.client.count(index=build.index, body=written, ignore=[404, 503]).get("count", 0)
    return {"index": build.index, "done": done} if done > len(bench.known) / 2 else None


def rebuild(bench: Bench, *options: str) -> dict:
    """Kill a rebuild half-way, start it again, and wait for the end, under load."""
    chance, stop, before = random.Random(5), threading.Event(), bench.indexed()
    for values in bench.told.values():
        values.clear()
    loaded = time.monotonic()
    load = [
        bench.every(1 / SEARCHES, lambda: bench.search(chance.choice(bench.known)), stop),
        bench.every(1 / UPLOADS, lambda: bench.upload(next(bench.fresh)), stop),
    ]
    time.sleep(3)
    began = time.monotonic()
    first = subprocess.Popen([*CUTTINGS, "reindex", *options])
    ended = {"ended": True}  # quicker than we looked
    then = eventually(lambda: half_way(bench) or (first.poll() is not None and ended), within=1200)
    first.kill()
    killed = first.wait() == -signal.SIGKILL
    done = subprocess.run([*CUTTINGS, "reindex", "--json", *options], capture_output=True, text=True, check=True)
    seconds = time.monotonic() - began
    time.sleep(5)
    stop.set()
    for thread in load:
        thread.join()
    under_load = time.monotonic() - loaded
    uploads = list(bench.told["uploads"])
    eventually(lambda: bench.indexed() >= before + len(uploads), within=1200)
    time.sleep(2)
    lost = [number for number in uploads if bench.found(number)["total"] != 1]
    return {
        "part": f"reindex {' '.join(options)}".strip(),
        "killed": killed,
        "then": then,
        "seconds": round(seconds, 1),
        "searches_a_second": round(len(bench.told["searches"]) / under_load, 1),
        "searches": len(bench.told["searches"]),
        "failed": len(bench.told["failed"]),
        "why": sorted(set(bench.told["failed"]))[:3],
        "gaps": len(bench.told["gaps"]),
        "uploads": len(uploads),
        "lost": len(lost),
        "end": json.loads(done.stdout),
    }


def reconcile(bench: Bench) -> dict:
    """One in a hundred missing, stale and orphaned, behind the back of the events."""
    some = len(bench.known) // 100
    told = bench.s3.get_bucket_notification_configuration(Bucket=bench.stack.bucket)
    told.pop("ResponseMetadata")
    bench.s3.put_bucket_notification_configuration(Bucket=bench.stack.bucket, NotificationConfiguration={})
    for number in range(some):
        bench.put(number + 9_000_000_000)
        bench.put(number, "new harbour")
        bench.s3.delete_object(Bucket=bench.stack.bucket, Key=bench.key(number + some))
    bench.s3.put_bucket_notification_configuration(Bucket=bench.stack.bucket, NotificationConfiguration=told)

    def run(*options: str) -> dict:
        done = subprocess.run([*CUTTINGS, "reconcile", "--json", *options], capture_output=True, text=True, check=False)
        return {name: value for name, value in json.loads(done.stdout).items() if name != "findings"}

    began = time.monotonic()
    found = run()
    compared = time.monotonic() - began
    fixed, fixing = run("--fix"), time.monotonic()
    nothing = {"missing": 0, "stale": 0, "orphaned": 0}
    eventually(lambda: run().items() >= nothing.items(), within=600)
    return {
        "part": "reconcile",
        "injected": some,
        "found": found,
        "seconds": round(compared, 1),
        "fixed": fixed,
        "mended_within_seconds": round(time.monotonic() - fixing, 1),
        "second": run(),
    }


PARTS = {"index": rebuild, "bucket": lambda bench: rebuild(bench, "--from-bucket"), "reconcile": reconcile}


def say(part: dict) -> None:
    sys.stdout.write(json.dumps(part) + "\n")
    sys.stdout.flush()


def main() -> None:
    number, *parts = sys.argv[1:]
    stack = find(None, os.environ.get("CUTTINGS_CLOUD_NAME", DEFAULT))
    bench = Bench(stack, range(int(number)), stack.settings())
    say({"part": "seed", "seconds": round(bench.seed(), 1)})
    for part in parts or PARTS:
        say(PARTS[part](bench))


if __name__ == "__main__":
    main()
