"""The options that many commands share."""

from typing import Annotated

import typer

from local import cloud

Stack = Annotated[str | None, typer.Option("--stack", help="A stack on AWS, by name, instead of the local cloud's.")]
Name = Annotated[
    str, typer.Option(envvar="CUTTINGS_CLOUD_NAME", help="Which local cloud; each has its own data and ports.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, for machines.")]
DEFAULT = cloud.DEFAULT
