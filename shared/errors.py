"""What can go wrong, as types: permanent failures are recorded, transient ones are tried again."""

import traceback


class Rejected(Exception):  # noqa: N818 - a domain word, not an error of ours
    """The upload can never become an article: recorded with its reason, acknowledged, not tried again.

    `reason` is a stable code, `detail` says in plain words what was wrong and what to do.
    """

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


class Unavailable(Exception):  # noqa: N818 - as above
    """A service refused or did not answer: the message goes back to the queue and is tried again."""


class Fault(Exception):  # noqa: N818 - as above
    """Our own code failed on an upload, in the process that reads files: the exception's `name`, the calls' `places`.

    Tried again like what is transient, for a mended program may take it.
    """

    def __init__(self, name: str, places: tuple[str, ...]) -> None:
        super().__init__(f"a fault of ours: {name} at {places[-1] if places else 'an unknown place'}")
        self.name = name
        self.places = places


class RepairFailed(Exception):  # noqa: N818 - as above
    """A repair stopped before it changed what readers see. It says why, and may be run again."""


class InvalidQuery(Exception):  # noqa: N818 - as above
    """A request to the API that cannot be answered. `parameter` names what to mend."""

    def __init__(self, parameter: str, detail: str) -> None:
        super().__init__(f"{parameter}: {detail}")
        self.parameter = parameter
        self.detail = detail


def places(error: BaseException) -> list[str]:
    """Where an error came from, the last five calls: without its words, which may repeat what somebody wrote."""
    frames = traceback.extract_tb(error.__traceback__)[-5:]
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
