"""What the search function adds to a raw `_search`, in process, on the real node of a running local cloud.

    uv run python -m bench.api.overhead --name test > /dev/null

Raw and handled searches take turns in one run, so that whatever else the machine does meets both. Told (on stderr: the
function's own log goes to stdout) are the medians of both, of the processor time that each took of this process, which
is what the function adds on any machine, and how many requests to OpenSearch a search was.
"""

import argparse
import json
import os
import random
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs
from uuid import uuid4

from opensearchpy.helpers import bulk

from functions.search import app
from local import cloud
from shared.clients import search_client
from shared.index.mapping import ARTICLES as MAPPING
from shared.search import query, request
from shared.settings import settings

ROOT = Path(__file__).parents[2]
ARTICLES = 8_000
ROUNDS = 200
RARE = 20_000
QUERIES = (
    "q=harbour+ferry",
    "q=%22harbour+master%22+pensions&facet=section,source,lang",
    "q=harbour&section=Business&from-date=2024-01-01&facet=section,author",
    "facet=section&order-by=newest",
    "q=harbuor+fery&facet=section",
)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--name", default="default", help="the local cloud")
    arguments.add_argument("--rounds", type=int, default=ROUNDS)
    asked = arguments.parse_args()
    running = cloud.running(asked.name)
    if running is None:
        raise SystemExit("The local cloud is not running.")
    os.environ |= {"SEARCH_ENDPOINT": running.opensearch_url, "BUCKET": "b"}
    index = f"bench-overhead-{uuid4().hex[:8]}"
    object.__setattr__(settings(), "read_alias", index)  # an index of its own beside whatever there is
    client = search_client()
    client.indices.create(index=index, body=MAPPING)
    try:
        bulk(client, _articles(index), refresh=True)
        _measure(client, index, asked.rounds)
    finally:
        client.indices.delete(index=index)


def _articles(index: str) -> Any:
    chance = random.Random(1)  # noqa: S311 - the same articles in each run
    # As in a language: few words are frequent, most are rare.
    words = [*(f"word{n}" for n in range(RARE)), "harbour", "ferry", "master", "pensions"]
    weights = [*(1 / (n + 1) for n in range(RARE)), 0.01, 0.01, 0.01, 0.01]
    for n in range(ARTICLES):
        told = {
            "id": f"{n:032x}",
            "title": " ".join(chance.choices(words, weights, k=8)),
            "body": " ".join(chance.choices(words, weights, k=300)),
            "section": chance.choice(("Business", "World", "Sports")),
            "source": chance.choice(("AP", "Reuters")),
            "lang": "en",
            "published_at": f"2024-0{n % 9 + 1}-{n % 28 + 1:02}T00:00:00Z",
        }
        yield {"_index": index, "_id": told["id"], "_source": told}


def _measure(client: Any, index: str, rounds: int) -> None:
    event = json.loads((ROOT / "events" / "search.json").read_text("utf-8"))
    requests: list[str] = []
    perform = client.transport.perform_request

    def counted(method: str, url: str, **rest: Any) -> Any:
        requests.append(url)
        return perform(method, url, **rest)

    client.transport.perform_request = counted
    pool = client.transport.get_connection().pool
    for text in QUERIES:
        parameters = parse_qs(text)
        body = json.dumps(query.body(request.read(parameters)))
        handled = {**event, "multiValueQueryStringParameters": parameters}

        def raw(body: str = body) -> None:
            # The node's answer as bytes, not even parsed: all that is done with it is what the function adds.
            pool.urlopen("POST", f"/{index}/_search", body=body, headers={"content-type": "application/json"})

        def search(handled: dict[str, Any] = handled) -> None:
            answer = app.handler(handled, _Context())
            if answer["statusCode"] != 200:
                raise SystemExit(answer["body"])

        for _ in range(20):
            raw()
            search()
        requests.clear()
        (one, cpu_one), (other, cpu_other) = _in_turns(rounds, raw, search)
        told = (
            f"{text}\n  raw {one:.2f} ms, handler {other:.2f} ms: +{other - one:.2f} ms; processor time "
            f"{cpu_one:.2f} ms and {cpu_other:.2f} ms: +{cpu_other - cpu_one:.2f} ms; "
            f"{len(requests) / rounds:g} request(s) a search"
        )
        print(told, file=sys.stderr)  # noqa: T201 - what it is for


def _in_turns(rounds: int, *works: Callable[[], None]) -> list[tuple[float, float]]:
    """Of each work the median of its duration and of its processor time, in milliseconds."""
    taken: list[list[tuple[float, float]]] = [[] for _ in works]
    for _ in range(rounds):
        for work, times in zip(works, taken, strict=True):
            began, cpu = time.perf_counter(), time.process_time()
            work()
            times.append((time.perf_counter() - began, time.process_time() - cpu))
    return [
        (statistics.median(wall for wall, _ in times) * 1000, statistics.median(cpu for _, cpu in times) * 1000)
        for times in taken
    ]


class _Context:
    function_name = "search"
    memory_limit_in_mb = 1024
    invoked_function_arn = "arn:aws:lambda:us-east-1:123456789012:function:search"
    aws_request_id = "bench"


if __name__ == "__main__":
    main()
