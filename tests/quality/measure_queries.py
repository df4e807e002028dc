"""Send queries that nobody should send through the deployed API: what it answers, and how much longer the worst take.

    uv run cuttings demo
    PYTHONPATH=. uv run python tests/quality/measure_queries.py 10000 [NAME OF THE LOCAL CLOUD]

Prints the answers by status, which should be 200 and 400, and how many medians the 99th percentile is: at most 5.
Those of 400 are quick and would flatter it: both are of the answers of 200 alone. `search` is the time that OpenSearch
says it took, which the gateway, and a machine with other things to do, are no part of.
"""

import sys
import time
from collections import Counter
from statistics import median, quantiles
from urllib.parse import quote

import urllib3

from cli.stack import find
from tests.quality.queries import fuzzed

SEED = 7


# API Gateway takes 10,240 bytes of request line and headers; what is longer never comes to us.
MOST_BYTES = 8_000


def sendable(asked: str) -> str:
    while len(quote(asked, safe="")) > MOST_BYTES:
        asked = asked[: len(asked) // 2]
    return asked


def main(count: int, name: str) -> None:
    stack = find(None, name)
    pool = urllib3.PoolManager(timeout=60, retries=False)
    statuses: Counter[int] = Counter()
    whole, search, worst = [], [], (0.0, "")
    for number, asked in enumerate(map(sendable, fuzzed(count, SEED))):
        url = f"{stack.api_url}/search?q={quote(asked, safe='')}"
        began = time.perf_counter()
        answer = pool.request("GET", url, headers={"x-api-key": stack.api_key})
        took = time.perf_counter() - began
        statuses[answer.status] += 1
        if answer.status == 200:
            whole.append(took)
            search.append(answer.json()["took_ms"])
            worst = max(worst, (took, asked))
        elif answer.status != 400:
            print(answer.status, repr(asked)[:200], answer.data[:300])
        if sys.stderr.isatty() and number % 100 == 0:
            print(f"\r{number} of {count}", end="", file=sys.stderr)
    print("answers", dict(statuses))
    for told, times in (("whole", [each * 1000 for each in whole]), ("search", search)):
        p99 = quantiles(times, n=100)[98]
        print(f"{told}: median {median(times):.1f} ms, p99 {p99:.1f} ms, {p99 / max(median(times), 1):.1f} medians")
    print(f"slowest: {worst[0] * 1000:.0f} ms, {worst[1][:80]!r}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000, sys.argv[2] if len(sys.argv) > 2 else "local")
