"""`cuttings search` and `info`: the stack's API from the command line, and where to reach it from elsewhere."""

from __future__ import annotations

import html
import re
from typing import Annotated, Any

import typer

from cli.console import Console
from cli.export import Table, export
from cli.options import DEFAULT, Json, Name, Stack

Text = Annotated[str | None, typer.Option()]


def register(app: typer.Typer) -> None:
    app.command()(search)
    app.command()(info)


def search(
    query: Annotated[str, typer.Argument(help='Words, "phrases", -not, +must, OR, prefix*.')] = "",
    *,
    section: Text = None,
    source: Text = None,
    publisher: Text = None,
    author: Text = None,
    tag: Text = None,
    lang: Text = None,
    domain: Text = None,
    from_date: Text = None,
    to_date: Text = None,
    use_date: Annotated[str | None, typer.Option(help="published, modified or ingested.")] = None,
    order_by: Annotated[str | None, typer.Option(help="relevance, newest or oldest.")] = None,
    page_size: Annotated[int, typer.Option(min=1, max=100)] = 10,
    show_fields: Annotated[str | None, typer.Option(help="More of each: body, tags and others, or all.")] = None,
    table: Annotated[
        Table | None, typer.Option("--format", help="All results, however many, as a table on standard output.")
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="With --format: so many at most.")] = None,
    stack: Stack = None,
    name: Name = DEFAULT,
    as_json: Json = False,
) -> None:
    """Search the articles. Filters take comma (all of), pipe (any of) and a leading minus (none of)."""
    from cli.api import Api  # noqa: PLC0415 - the clients are slow to load
    from cli.stack import find  # noqa: PLC0415

    if as_json and table:
        raise typer.BadParameter("--json and --format exclude each other", param_hint="--format")
    console = Console(as_json=as_json)
    asked = {
        "q": query or None,
        "section": section,
        "source": source,
        "publisher": publisher,
        "author": author,
        "tag": tag,
        "lang": lang,
        "domain": domain,
        "from-date": from_date,
        "to-date": to_date,
        "use-date": use_date,
        "order-by": order_by,
        "show-fields": show_fields,
    }
    given = {key: value for key, value in asked.items() if value is not None}
    api = Api(find(stack, name))
    if table:
        with console.step("Writing all results") as detail:
            written = export(api, given, table, limit, detail)
        console.note(f"{written:,} result{'s' if written != 1 else ''}")
        return
    found = api.search({**given, "page-size": str(page_size)})
    console.answer(found)
    show(console, found)


def show(console: Console, found: dict[str, Any]) -> None:
    """Print the results for a person."""
    for result in found["results"]:
        day = (result.get("published_at") or "no date")[:10]
        facts = [day, *(result[name] for name in ("section", "source", "publisher") if result.get(name))]
        console.say(result["title"])
        console.say(f"  {' | '.join(facts)}")
        if passage := (result.get("highlights") or {}).get("body"):
            console.say(f"  ... {_plain(passage[0])} ...")
        console.say(f"  {result['key']}  {result['id']}")
        console.say()
    if found["did_you_mean"]:
        console.say(f"Did you mean: {found['did_you_mean']}")
    more = "at least " if found["total_relation"] == "gte" else ""
    if found["partial"]:
        console.say("Time ran out: there may be more than what is shown.")
    console.say(f"{more}{found['total']} found in {found['took_ms']} ms, {len(found['results'])} shown")


def _plain(highlight: str) -> str:
    """A highlight without its tags; what was escaped for a page is itself again."""
    return html.unescape(re.sub(r"</?em>", "", highlight)).replace("\n", " ")


def info(*, stack: Stack = None, name: Name = DEFAULT, as_json: Json = False) -> None:
    """Show where the stack is: addresses, bucket, queue and API key."""
    from cli.stack import find  # noqa: PLC0415

    console = Console(as_json=as_json)
    facts = find(stack, name).public()
    console.answer(facts)
    for title, value in facts.items():
        console.say(f"{title.replace('_', ' '):<15} {value or 'AWS'}")
