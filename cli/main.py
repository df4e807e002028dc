"""The `cuttings` command: one line a failure, and an exit code that tells: 0 done, 1 failed, 2 wrong use."""

import errno
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


_REMEDIES = {
    errno.ENOSPC: "Make room on the disk, and run it again.",
    errno.EDQUOT: "Make room on the disk, and run it again.",
    errno.EROFS: "That disk can only be read: work in a checkout that can be written to.",
    errno.EACCES: "See whose file that is, and whether you may write there.",
}


def main() -> None:
    console.write_what_can_be_written()
    try:
        app()
    except Trouble as trouble:
        console.complain(trouble)
        sys.exit(trouble.code)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        # The reader has had enough; Python must not complain of it again while it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except Exception as failure:
        if os.environ.get("CUTTINGS_DEBUG"):
            raise
        console.complain(_trouble_of(failure))
        sys.exit(1)


def _trouble_of(failure: Exception) -> Trouble:
    if isinstance(failure, OSError) and failure.errno in _REMEDIES:
        where = f": {failure.filename}" if failure.filename else ""
        return Trouble(f"{failure.strerror}{where}.", _REMEDIES[failure.errno])
    return Trouble(f"{type(failure).__name__}: {failure}", "CUTTINGS_DEBUG=1 shows where that came from.")


if __name__ == "__main__":
    main()
