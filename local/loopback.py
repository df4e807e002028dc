"""Starts LocalStack, listening on this machine alone. Run by LocalStack's own Python, never imported by ours.

Its web server leaves the host out of GATEWAY_LISTEN and listens on every address of the machine.
"""

from functools import partial

from twisted.internet import endpoints  # type: ignore[import-not-found]

endpoints.TCP4ServerEndpoint = partial(endpoints.TCP4ServerEndpoint, interface="127.0.0.1")

from localstack.runtime.main import main  # noqa: E402 - only now may it load its server

if __name__ == "__main__":
    main()
