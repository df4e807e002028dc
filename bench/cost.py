"""What a month costs, by a table of prices and what was measured: `python -m bench.cost` writes it into docs/cost.md.

US dollars, us-east-1, before taxes and free tiers.
"""

from dataclasses import dataclass
from pathlib import Path

PAGE = Path(__file__).parents[1] / "docs" / "cost.md"
BEGIN, END = "<!-- sums -->\n", "<!-- /sums -->\n"
HOURS = 730
SECONDS = HOURS * 3600


@dataclass(frozen=True)
class Price:
    """A list price. `as_of` is the month it is from."""

    dollars: float
    unit: str
    as_of: str = "2025-06"


PRICES = {
    "Lambda, arm64": Price(0.0000133334, "GB-second"),
    "Lambda, requests": Price(0.20, "million"),
    "API Gateway, REST": Price(3.50, "million requests"),
    "SQS": Price(0.40, "million requests"),
    "S3, put": Price(5.00, "million"),
    "S3, get": Price(0.40, "million"),
    "S3, storage": Price(0.023, "GB-month"),
    "CloudWatch, logs": Price(0.50, "GB taken"),
    "CloudWatch, metric": Price(0.30, "metric a month"),
    "CloudWatch, alarm": Price(0.10, "alarm a month"),
    "X-Ray": Price(5.00, "million traces"),
    "WAF, rules": Price(8.00, "month: a web ACL and three rules"),
    "WAF, requests": Price(0.60, "million requests"),
    "OpenSearch, t3.small": Price(0.036, "hour"),
    "OpenSearch, r7g.large": Price(0.178, "hour"),
    "OpenSearch, m7g.medium": Price(0.068, "hour"),
    "OpenSearch, gp3": Price(0.122, "GB-month"),
}


@dataclass(frozen=True)
class Measured:
    """A figure of ours, and how it was got."""

    value: float
    unit: str
    how: str


MEASURED = {
    "cleaning a page": Measured(
        28.0, "ms of a CPU", "227 pages of ../shared/cleaning/html, 55 KB zipped each; a text takes 6"
    ),
    "the rest of an upload": Measured(
        40.0, "ms of time", "two GetObject, one after the other, and a share of _mget and _bulk: an estimate"
    ),
    "a search in the function": Measured(
        15.0, "ms of time", "OpenSearch took 3 (p50) to 10 (p99) at 8,000 articles; with what is around it: an estimate"
    ),
    "an article in the index": Measured(11.6, "KB", "908 articles of 5.5 KB of text, one segment, one copy"),
    "an article in the bucket": Measured(145.0, "KB", "the mean of 300 real pages"),
    "log lines of an upload": Measured(0.6, "KB", "a line of ours, and its share of the metrics' and of Lambda's own"),
    "log lines of a search": Measured(1.2, "KB", "a line of ours, a metric, and Lambda's three"),
    "uploads in a batch": Measured(10.0, "messages", "of 50 at most; an estimate for uploads that come evenly"),
}

INGEST_GB, SEARCH_GB = 1769 / 1024, 1024 / 1024
METRICS = 5 + 12 + 5 + 6  # outcomes, formats, stages, outcomes of searches
ALARMS = 14


@dataclass(frozen=True)
class Domain:
    name: str
    nodes: int
    kind: str
    gigabytes: int  # of gp3 for each data node
    masters: int = 0

    @property
    def dollars(self) -> float:
        nodes = self.nodes * _price(f"OpenSearch, {self.kind}") + self.masters * _price("OpenSearch, m7g.medium")
        return nodes * HOURS + self.nodes * self.gigabytes * _price("OpenSearch, gp3")


DEV = Domain("the smallest", 1, "t3.small", 10)
PROD = Domain("production", 3, "r7g.large", 100, masters=3)


def _price(name: str) -> float:
    return PRICES[name].dollars


def _m(name: str) -> float:
    return MEASURED[name].value


def of_uploads(articles: int) -> float:
    """Of a month with so many new articles, one in each object. The bucket's storage is of that month's alone."""
    batches = articles / _m("uploads in a batch")
    seconds = articles * (_m("cleaning a page") + _m("the rest of an upload")) / 1000
    return sum(
        (
            seconds * INGEST_GB * _price("Lambda, arm64"),
            batches / 1e6 * _price("Lambda, requests"),
            # S3's own message, and of a batch one receive, and deletes by ten.
            (articles + 2 * batches) / 1e6 * _price("SQS"),
            articles / 1e6 * (_price("S3, put") + 2 * _price("S3, get")),  # the object, and whether it has a sidecar
            articles * _m("an article in the bucket") / 1e6 * _price("S3, storage"),
            articles * _m("log lines of an upload") / 1e6 * _price("CloudWatch, logs"),
            0.05 * batches / 1e6 * _price("X-Ray"),  # 5 in 100 are traced, beyond one a second
        )
    )


def of_searches(a_second: float, *, firewall: bool) -> float:
    """Of a month with so many searches each second, day and night."""
    searches = a_second * SECONDS
    millions = searches / 1e6
    return sum(
        (
            millions * (_price("API Gateway, REST") + _price("Lambda, requests")),
            searches * _m("a search in the function") / 1000 * SEARCH_GB * _price("Lambda, arm64"),
            searches * _m("log lines of a search") / 1e6 * _price("CloudWatch, logs"),
            0.05 * millions * _price("X-Ray"),
            millions * _price("WAF, requests") if firewall else 0,
        )
    )


def standing(domain: Domain, *, firewall: bool) -> float:
    """Of a month in which nothing happens."""
    watching = METRICS * _price("CloudWatch, metric") + ALARMS * _price("CloudWatch, alarm")
    return domain.dollars + watching + (_price("WAF, rules") if firewall else 0)


def as_markdown() -> str:
    lines = ["| articles a month | uploads | of which cleaning |", "| ---: | ---: | ---: |"]
    for articles in (10_000, 100_000, 1_000_000, 10_000_000):
        cleaning = articles * _m("cleaning a page") / 1000 * INGEST_GB * _price("Lambda, arm64")
        lines.append(f"| {articles:,} | {_shown(of_uploads(articles))} | {_shown(cleaning)} |")
    lines += ["", "| searches a second, all month | without WAF | with WAF |", "| ---: | ---: | ---: |"]
    lines += [
        f"| {rate:g} | {_shown(of_searches(rate, firewall=False))} | {_shown(of_searches(rate, firewall=True))} |"
        for rate in (0.1, 1, 10, 50)
    ]
    lines += ["", "| standing, each month | domain | all of it |", "| --- | ---: | ---: |"]
    lines += [
        f"| {domain.name}: {domain.nodes} x {domain.kind}, {domain.gigabytes} GB each"
        f"{f', {domain.masters} masters' if domain.masters else ''} | {_shown(domain.dollars)} "
        f"| {_shown(standing(domain, firewall=domain is PROD))} |"
        for domain in (DEV, PROD)
    ]
    lines += ["", "| price | US dollars | for a | as of |", "| --- | ---: | --- | --- |"]
    lines += [f"| {name} | {each.dollars:.7g} | {each.unit} | {each.as_of} |" for name, each in PRICES.items()]
    lines += ["", "| figure | | from |", "| --- | --- | --- |"]
    lines += [f"| {name} | {each.value:g} {each.unit} | {each.how} |" for name, each in MEASURED.items()]
    return "\n".join(lines) + "\n"


def _shown(dollars: float) -> str:
    return f"{dollars:,.2f}" if dollars < 100 else f"{dollars:,.0f}"


def write() -> None:
    head, _, rest = PAGE.read_text("utf-8").partition(BEGIN)
    _, _, tail = rest.partition(END)
    PAGE.write_text(head + BEGIN + as_markdown() + END + tail, "utf-8")


if __name__ == "__main__":
    write()
