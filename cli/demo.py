"""`cuttings demo`: everything once, from nothing to a search hit, and the addresses to go on with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import typer

from cli.console import Console
from cli.options import DEFAULT, Json, Name
from local import cloud
from local.errors import Trouble
from local.folders import ROOT

SAMPLES = ROOT / "tests" / "articles"
QUERY = "harbour ferry"


def register(app: typer.Typer) -> None:
    app.command()(demo)


def demo(*, name: Name = DEFAULT, as_json: Json = False) -> None:
    """Start the cloud, deploy, upload sample articles, search them, and leave it all running."""
    from cli import articles, find, upload  # noqa: PLC0415 - the clients are slow to load
    from cli.api import Api  # noqa: PLC0415
    from cli.stack import find as find_stack  # noqa: PLC0415
    from local import deploy  # noqa: PLC0415

    console = Console(as_json=as_json)
    deploy.to_local(cloud.up(name, progress=console), progress=console)
    stack = find_stack(None, name)
    api = Api(stack)
    samples = sorted(str(each) for each in SAMPLES.iterdir() if not each.name.endswith(".expected.json"))
    with console.step(f"Uploading {len(samples)} sample articles and waiting until they are searchable"):
        sent = upload.upload(stack, upload.files(samples, "samples"), {}, _nothing)
        receipts = upload.wait(api, sent, 120, _nothing)
    if late := [each for each in receipts if not _is_settled(each)]:
        told = "\n".join(articles.line(each) for each in late)
        raise Trouble(f"{len(late)} of the {len(samples)} samples cannot be found.", "See the logs.", detail=told)
    console.note(f'Searching for "{QUERY}":')
    found = api.search({"q": QUERY, "page-size": "3"})
    console.say()
    find.show(console, found)
    if not found["results"]:
        raise Trouble("The search found nothing.", "Look at: cuttings status")
    console.answer({**found, "info": stack.public()})
    console.say(f"""
It is all running. Try:
  uv run cuttings put FILE --wait       upload articles of your own
  uv run cuttings search WORDS          find them
  uv run cuttings info                  addresses and the API key
  uv run cuttings down                  end it
In a browser: {stack.web_url}
  which asks once for the key: {stack.api_key}""")


def _is_settled(receipt: Mapping[str, Any]) -> bool:
    """Who tries out a takedown on a sample may run the demo again."""
    return receipt["state"] in {"indexed", "unchanged"} or receipt.get("reason") == "taken-down"


def _nothing() -> None:
    return None
