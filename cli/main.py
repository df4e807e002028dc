"""The `cuttings` command: one line a failure, and an exit code that tells: 0 done, 1 failed, 2 wrong use."""

import os
import sys

import typer

from cli import articles, clean, cloud, console, demo, find, repair
from local.errors import Trouble

app = typer.Typer(
    help="Article ingestion and search: upload to S3, find through API Gateway, all on one laptop.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for module in (cloud, demo, articles, find, clean, repair):
    module.register(app)


def main() -> None:
    try:
        app()
    except Trouble as trouble:
        console.complain(trouble)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        # The reader has had enough; Python must not complain of it again while it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except Exception as failure:
        if os.environ.get("CUTTINGS_DEBUG"):
            raise
        message = f"{type(failure).__name__}: {failure}"
        console.complain(Trouble(message, "CUTTINGS_DEBUG=1 shows where that came from."))
        sys.exit(1)


if __name__ == "__main__":
    main()
