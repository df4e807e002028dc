"""Search as fast as a busy newsroom does while articles are uploaded: errors, times, and the functions' memory.

    uv run cuttings demo
    PYTHONPATH=. uv run python tests/quality/measure_load.py [SEARCHES A SECOND] [SECONDS] [NAME OF THE LOCAL CLOUD]

Searches leave when they are due, however long others take: who waits for answers measures a slower load than was asked
for. One article a second is uploaded beside them. Memory is that of each function's processes, children too, and flat
when the last quarter needs no more than the second.
"""

import sys
import time
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle
from statistics import median, quantiles
from urllib.parse import urlencode

import psutil
import urllib3

from cli.stack import Stack, find

# As readers ask: words, phrases, filters, facets, and the next page of nothing.
QUESTIONS = [
    {"q": "harbour"},
    {"q": '"brand alliance" OR ferries', "facet": "section,source", "highlight": "true"},
    {"q": "council vote -library", "order-by": "newest"},
    {"section": "Business", "facet": "tag,author", "page-size": "20"},
    {"q": "harb*", "from-date": "2019-01-01"},
]
STORY = (
    "The harbour opens again\n\n{} boats came back on Tuesday after two years of repairs, said the harbour master.\n\n"
)
AT_ONCE = 64


def memory() -> dict[str, int]:
    """MiB of each function's processes, those of the sandbox too."""
    told: dict[str, int] = defaultdict(int)
    for process in psutil.process_iter(["cmdline"]):
        words = process.info["cmdline"] or []
        if "awslambdaric" in words:
            try:
                family = [process, *process.children(recursive=True)]
                told[words[-1]] += sum(each.memory_info().rss for each in family) // 1024**2
            except psutil.NoSuchProcess:
                continue
    return dict(told)


def asked(pool: urllib3.PoolManager, stack: Stack, question: dict[str, str]) -> tuple[int, float]:
    began = time.perf_counter()
    url = f"{stack.api_url}/search?{urlencode(question)}"
    answer = pool.request("GET", url, headers={"x-api-key": stack.api_key})
    return answer.status, time.perf_counter() - began


def main(rate: int, seconds: int, name: str) -> None:
    stack = find(None, name)
    s3 = stack.client("s3")
    pool = urllib3.PoolManager(maxsize=AT_ONCE, timeout=60, retries=False)
    questions, samples, pending, uploads = cycle(QUESTIONS), [], [], []
    began = time.monotonic()
    with ThreadPoolExecutor(AT_ONCE) as hands:
        for number in range(rate * seconds):
            time.sleep(max(0.0, began + number / rate - time.monotonic()))
            pending.append(hands.submit(asked, pool, stack, next(questions)))
            if number % rate == 0:
                key = f"articles/load/{number}.txt"
                body = STORY.format(number).encode() * 3
                uploads.append(hands.submit(s3.put_object, Bucket=stack.bucket, Key=key, Body=body))
            if number % (10 * rate) == 0:
                samples.append(memory())
                if sys.stderr.isatty():
                    print(f"\r{number // rate} s, {samples[-1]}", end="", file=sys.stderr)
    took = time.monotonic() - began
    answers = [each.result() for each in pending]
    times = [1000 * each for _, each in answers]
    print(f"{len(answers)} searches in {took:.0f} s: {len(answers) / took:.1f} a second of {rate} asked")
    print("answers", dict(Counter(status for status, _ in answers)))
    print(f"median {median(times):.0f} ms, p99 {quantiles(times, n=100)[98]:.0f} ms")
    print(f"uploads {len(uploads)}, failed {sum(each.exception() is not None for each in uploads)}")
    quarter = len(samples) // 4
    for function in sorted(samples[-1]):
        course = [sample.get(function, 0) for sample in samples]
        print(
            f"{function}: {max(course[quarter : 2 * quarter])} MiB in the second quarter, "
            f"{max(course[-quarter:])} in the last"
        )


if __name__ == "__main__":
    given = [*sys.argv[1:], "", "", ""]
    main(int(given[0] or 50), int(given[1] or 300), given[2] or "local")
