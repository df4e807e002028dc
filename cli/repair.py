"""`cuttings redrive`, `reconcile`, `reindex`, `takedown`: make good what went wrong anyway."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.console import Console
from cli.options import DEFAULT, Json, Name, Stack
from local.errors import Trouble, WrongUse

if TYPE_CHECKING:
    from cli.stack import Stack as Deployed
    from shared.repair.redrive import DeadLetter

DryRun = Annotated[bool, typer.Option("--dry-run", help="Only show what is there.")]
Fix = Annotated[bool, typer.Option("--fix", help="Have each key that differs looked at again.")]
FromBucket = Annotated[
    bool, typer.Option("--from-bucket", help="Have the functions clean every object again, for a new pipeline.")
]
RollBack = Annotated[bool, typer.Option("--rollback", help="Go back to the former index.")]
Reason = Annotated[str, typer.Option("--reason", help="Why, for the bucket's record of it.")]


def register(app: typer.Typer) -> None:
    for command in (redrive, reconcile, reindex, takedown):
        app.command()(command)


def redrive(*, dry_run: DryRun = False, stack: Stack = None, name: Name = DEFAULT, as_json: Json = False) -> None:
    """Put the dead letters back into the queue, and say what they are about."""
    from shared.clients import connect  # noqa: PLC0415 - the clients are slow to load
    from shared.repair.redrive import DeadLetters, states  # noqa: PLC0415

    console = Console(as_json=as_json)
    with _there(stack, name) as there:
        settings = there.settings()
        dead = DeadLetters(there.client("sqs"), there.dlq_url, there.queue_url, settings.prefix)
        expected, hidden = dead.count()
        letters = []
        with console.step("Looking at dead letters" if dry_run else "Putting dead letters back") as detail:
            for letter in dead.look() if dry_run else dead.redrive():
                letters.append(letter)
                detail(f"{len(letters)} of about {expected}")
        known = states(connect(settings), settings, dict.fromkeys(key for each in letters for key in each.keys))
    told = [_told(letter, known) for letter in letters]
    for each in told:
        console.say(f"{each['sent_at'][:19]}  {each['about']}")
    console.say(f"{len(told)} {'dead letters' if dry_run else 'put back into the queue'}")
    if hidden:
        console.say(f"{hidden} more were being looked at by somebody else: run this again in a minute")
    console.answer({"dry_run": dry_run, "letters": told, "hidden": hidden})


def _told(letter: DeadLetter, known: dict[str, str]) -> dict[str, Any]:
    keys = [{"key": key, "receipt": known.get(key)} for key in letter.keys]
    about = [*(f"{each['key']} ({each['receipt'] or 'no receipt'})" for each in keys), *letter.odd]
    return {
        "sent_at": letter.sent_at.isoformat(),
        "objects": keys,
        "odd": letter.odd,
        "about": ", ".join(about),
    }


def reconcile(*, fix: Fix = False, stack: Stack = None, name: Name = DEFAULT, as_json: Json = False) -> None:
    """Compare the bucket with the index. Exits with 1 when they differ and nothing is done about it."""
    from shared.clients import connect  # noqa: PLC0415 - the clients are slow to load
    from shared.index.aliases import prepare  # noqa: PLC0415
    from shared.index.takedowns import recorded  # noqa: PLC0415
    from shared.repair.reconcile import Reconciliation, mend  # noqa: PLC0415

    console = Console(as_json=as_json)
    findings, objects = [], 0
    with _there(stack, name) as there, console.step("Comparing the bucket with the index") as detail:
        settings, s3, sqs = there.settings(), there.client("s3"), there.client("sqs")
        client = connect(settings)
        if fix:
            prepare(client, settings, recorded(s3, settings.bucket))
        for stretch in Reconciliation(s3, client, settings).stretches():
            for finding in mend(sqs, settings, stretch.findings) if fix else stretch.findings:
                findings.append(finding)
                console.say(f"{finding.kind.value:<9} {finding.key}")
            objects += stretch.objects
            detail(f"{objects} objects, {len(findings)} differ")
    counts = Counter(finding.kind.value for finding in findings)
    told = {kind: counts[kind] for kind in ("missing", "stale", "orphaned")}
    console.answer(
        {"objects": objects, **told, "fix": fix, "findings": [{"kind": f.kind, "key": f.key} for f in findings]}
    )
    console.say(f"{objects} objects: {', '.join(f'{number} {kind}' for kind, number in told.items())}")
    if findings and fix:
        console.say("Each is being looked at again: run this once more to see that none is left.")
    if findings and not fix:
        raise typer.Exit(1)


def reindex(
    *,
    from_bucket: FromBucket = False,
    rollback: RollBack = False,
    stack: Stack = None,
    name: Name = DEFAULT,
    as_json: Json = False,
) -> None:
    """Build a new index aside and swap it in, while reads and writes go on. Killed, it goes on when it is run again."""
    from shared.clients import connect  # noqa: PLC0415 - the clients are slow to load
    from shared.index.aliases import prepare  # noqa: PLC0415
    from shared.index.takedowns import recorded  # noqa: PLC0415
    from shared.repair.builds import Way  # noqa: PLC0415
    from shared.repair.notices import Functions  # noqa: PLC0415
    from shared.repair.rebuild import Rebuild  # noqa: PLC0415

    console = Console(as_json=as_json)
    with _there(stack, name) as there, console.step("Going back" if rollback else "Building a new index") as detail:
        settings, s3 = there.settings(), there.client("s3")
        client = connect(settings)
        prepare(client, settings, recorded(s3, settings.bucket))
        rebuild = Rebuild(client, settings, Functions(there.client("sqs"), settings), detail)
        told = rebuild.roll_back() if rollback else rebuild.run(Way.BUCKET if from_bucket else Way.INDEX)
    console.answer(told)
    console.say(f"{told['index']} is in use, with {told['documents']} documents; {told['former']} was before.")
    if "held_back_seconds" in told:
        console.say(f"Writers waited {told['held_back_seconds']:.1f} s, and readers not at all.")


def takedown(
    article_id: Annotated[str, typer.Argument(metavar="ID")],
    *,
    reason: Reason = "",
    stack: Stack = None,
    name: Name = DEFAULT,
    as_json: Json = False,
) -> None:
    """Take one article down: gone at once, and it never returns. Its object stays in the bucket."""
    from shared.clients import connect  # noqa: PLC0415 - the clients are slow to load
    from shared.repair.takedown import Neighbours, take_down  # noqa: PLC0415

    console = Console(as_json=as_json)
    if not re.fullmatch(r"[0-9a-f]{32}", article_id):
        raise WrongUse(f"{article_id!r} is not the id of an article.", "Ids are shown by search and receipt.")
    with _there(stack, name) as there:
        settings = there.settings()
        neighbours = Neighbours(there.client("s3"), there.client("sqs"), connect(settings), settings)
        record = take_down(neighbours, article_id, reason)
    console.answer(record)
    console.say(f"{article_id} of {record['key']} is taken down since {record['taken_down_at']}.")


@contextmanager
def _there(stack: str | None, name: str) -> Iterator[Deployed]:
    """The stack; what keeps a repair from being done is told as any other trouble."""
    from cli.stack import find  # noqa: PLC0415
    from shared.errors import RepairFailed, Unavailable  # noqa: PLC0415
    from shared.index.failures import outages  # noqa: PLC0415

    try:
        with outages():
            yield find(stack, name)
    except RepairFailed as failed:
        raise Trouble(f"Nothing was changed: {failed}.") from failed
    except Unavailable as unavailable:
        raise Trouble(f"Not finished: {unavailable}.", "Run it again: it goes on where it was.") from unavailable
