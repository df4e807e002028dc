"""What the command line shows instead of a traceback."""


class Trouble(Exception):  # noqa: N818 - a person reads it: trouble, and what to do about it
    """Something outside our code is not as it should be: one line on what is wrong, one on what to do.

    `detail` is for the lines of a log that tell more.
    """

    code = 1
    """What the command exits with."""

    def __init__(self, problem: str, remedy: str = "", *, detail: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.remedy = remedy
        self.detail = detail

    def __str__(self) -> str:
        return "\n".join(filter(None, (self.problem, self.remedy, self.detail)))


class WrongUse(Trouble):
    """What was asked for is nothing that can be asked for."""

    code = 2
