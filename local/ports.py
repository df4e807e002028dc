"""Free ports on the loopback, and a clear word when one that was asked for is taken."""

import socket
from collections.abc import Collection, Iterable
from contextlib import suppress

import psutil

from local.errors import Trouble

_LOOPBACK = ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1"))


def is_free(port: int) -> bool:
    """Nobody answers on it, on either loopback ("localhost" may mean both), and it can be bound."""
    for family, host in _LOOPBACK:
        with suppress(OSError), socket.socket(family) as caller:
            caller.settimeout(0.5)
            if caller.connect_ex((host, port)) == 0:
                return False
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def choose(candidates: Iterable[int], *, taken: Collection[int] = ()) -> int:
    for port in candidates:
        if port not in taken and is_free(port):
            return port
    raise Trouble("No free port was found on this machine.", "End a program that listens, or name a port yourself.")


def require(port: int, *, option: str, variable: str) -> int:
    """The port that was asked for, or who has it."""
    if is_free(port):
        return port
    raise Trouble(
        f"Port {port} is taken by {owner(port)}.",
        f"End it, or give another port with {option} or {variable}.",
    )


def owner(port: int) -> str:
    with suppress(psutil.Error, OSError):
        for connection in psutil.net_connections("tcp"):
            if connection.laddr and connection.laddr.port == port and connection.status == psutil.CONN_LISTEN:
                return (
                    f"{psutil.Process(connection.pid).name()} (pid {connection.pid})"
                    if connection.pid
                    else "another user's program"
                )
    return "another program"
