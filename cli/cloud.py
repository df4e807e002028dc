"""`cuttings up`, `down`, `status`, `deploy`: the local cloud, and the stack on it."""

import time
from typing import Annotated, Any

import typer

from cli.console import Console
from local import cloud, interrupts, processes, state
from local.cloud import Cloud
from local.errors import Trouble, WrongUse

Name = Annotated[
    str, typer.Option(envvar="CUTTINGS_CLOUD_NAME", help="Which local cloud; each has its own data and ports.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, for machines.")]


def register(app: typer.Typer) -> None:
    for command in (up, down, status, deploy):
        app.command()(command)


def up(
    name: Name = cloud.DEFAULT,
    *,
    attach: Annotated[bool, typer.Option("--attach", help="Stay until Ctrl-C, then end the cloud.")] = False,
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="LocalStack's port (or CUTTINGS_PORT).")] = None,
    opensearch_port: Annotated[
        int | None, typer.Option(min=9200, max=9299, help="OpenSearch's port (or CUTTINGS_OPENSEARCH_PORT).")
    ] = None,
    heap: Annotated[str, typer.Option(help="The memory OpenSearch may take.")] = "1g",
    docker: Annotated[bool, typer.Option("--docker", help="Run the official images instead of processes.")] = False,
    as_json: Json = False,
) -> None:
    """Start the local cloud, or join it when it runs."""
    console = Console(as_json=as_json)
    started = cloud.up(
        name, port=port, opensearch_port=opensearch_port, with_docker=docker, heap=heap, progress=console
    )
    _show(console, started)
    if attach:
        _stay(console, started)


def down(
    name: Name = cloud.DEFAULT,
    *,
    every: Annotated[bool, typer.Option("--all", help="Every cloud of this checkout.")] = False,
    as_json: Json = False,
) -> None:
    """End the local cloud with all its processes and data."""
    console = Console(as_json=as_json)
    ended = {one: cloud.down(one, progress=console) for one in (cloud.names() if every else [name])}
    if not ended:
        console.say("No cloud was ever started here.")
    for one, number in ended.items():
        console.say(f"The cloud {one!r} is down." if number else f"The cloud {one!r} was not running.")
    console.answer(ended)


def status(name: Name = cloud.DEFAULT, *, as_json: Json = False) -> None:
    """Say whether the local cloud runs, and where."""
    console = Console(as_json=as_json)
    try:
        found = cloud.require(name)
    except WrongUse:
        raise
    except Trouble as trouble:
        console.say(f"{trouble.problem} {trouble.remedy}")
        console.answer({"name": name, "running": False, "fallen": cloud.fallen(name)})
    else:
        _show(console, found, **_weight(found))


def deploy(
    name: Name = cloud.DEFAULT,
    *,
    stack: Annotated[
        str | None,
        typer.Option(help="Deploy to AWS, under this name, with the credentials and region of your own AWS settings."),
    ] = None,
    parameter: Annotated[
        list[str] | None, typer.Option(metavar="NAME=VALUE", help="A parameter of template.yaml; may be repeated.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Even when nothing changed.")] = False,
    as_json: Json = False,
) -> None:
    """Build the functions and deploy the stack: to the local cloud, or with --stack to AWS."""
    from cli import access  # noqa: PLC0415 - the clients are slow to load
    from local import deploy as deployment  # noqa: PLC0415 - shares its name with the command

    console = Console(as_json=as_json)
    parameters = _pairs(parameter or [])
    if stack:
        deployment.to_aws(stack, parameters=parameters, progress=console)
        access.grant_within(stack)
        deployed = True
    else:
        deployed = deployment.to_local(cloud.require(name), parameters=parameters, force=force, progress=console)
    shown = stack or deployment.STACK
    console.say(
        f"The stack {shown!r} is deployed."
        if deployed
        else f"The stack {shown!r} is deployed already; nothing changed."
    )
    console.answer({"stack": shown, "deployed": deployed})


def _pairs(parameters: list[str]) -> dict[str, str]:
    pairs = [parameter.partition("=") for parameter in parameters]
    if wrong := [name for name, equals, _ in pairs if not (name and equals)]:
        raise typer.BadParameter(f"{wrong[0]!r} is not NAME=VALUE.", param_hint="--parameter")
    return {name: value for name, _, value in pairs}


def _show(console: Console, found: Cloud, **more: str) -> None:
    facts = {**_facts(found), **more}
    console.answer({"name": found.name, "running": True, **facts})
    console.say(f"The cloud {found.name!r} is up.")
    for title, value in facts.items():
        words = [f"{key} {pid}" for key, pid in value.items()] if isinstance(value, dict) else value
        shown = ", ".join(words) if isinstance(words, list) else words
        console.say(f"  {title.replace('_', ' '):<15} {shown or '-'}")


def _facts(found: Cloud) -> dict[str, Any]:
    known = state.load(found.name)
    return {
        "endpoint_url": found.endpoint_url,
        "opensearch_url": found.opensearch_url,
        "region": found.region,
        "logs": str(found.folder / "logs"),
        "pids": found.pids,
        "stacks": sorted(known.deployed) if known else [],
    }


def _weight(found: Cloud) -> dict[str, str]:
    """What it takes of this machine's memory; nothing is known of Docker's containers."""
    if found.docker:
        return {}
    known = state.load(found.name)
    number, used = processes.memory(known.leaders.values() if known else (), found.folder)
    return {"memory": f"{used / 1024**2:,.0f} MiB in {number} processes"}


def _stay(console: Console, found: Cloud) -> None:
    """Until Ctrl-C or SIGTERM, or until the cloud ends by itself."""
    console.note("Ctrl-C ends it.")
    try:
        with interrupts.raised():
            while cloud.running(found.name):
                time.sleep(1)
    except (KeyboardInterrupt, SystemExit):
        cloud.down(found.name, progress=console)
        raise
    raise Trouble(f"The cloud {found.name!r} has ended.", f"Its logs: {found.folder / 'logs'}")
