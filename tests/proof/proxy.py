"""A proxy in front of OpenSearch that fails as networks, balancers and nodes do: one fault a request, as it is told."""

import json
import socket
import struct
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import urllib3


class Fault(StrEnum):
    DROP_BEFORE = "dropped before the node heard of it"
    DROP_AFTER = "written, and no answer came back"
    RESET = "written, and the connection reset"
    LATE = "reset at once, and written some requests later"
    BUSY = "429"
    AWAY = "503"
    STALL = "written, and answered after the client had gone"
    CUT = "written, and the answer broke off"
    HALF = "written, and the answer was half a JSON document"


@dataclass
class FaultProxy:
    """Ask `next_fault` before each request. Late requests reach the node before one that comes `delay` later."""

    node: str
    next_fault: Callable[[], Fault | None] = lambda: None
    delay: int = 3
    fired: Counter[Fault] = field(default_factory=Counter)
    requests: int = 0
    url: str = ""
    _late: list[tuple[int, tuple[str, str, bytes, dict[str, str]]]] = field(default_factory=list)
    _pool: urllib3.PoolManager = field(default_factory=lambda: urllib3.PoolManager(retries=False, timeout=30))

    @contextmanager
    def listening(self) -> Iterator["FaultProxy"]:
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            timeout = 60
            disable_nagle_algorithm = True  # 40 ms an answer otherwise

            def answer(self) -> None:
                proxy.answer(self)

            do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = answer  # noqa: N815 - the server's names

            def log_message(self, *_: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_: object) -> None:
                """The other side hung up, which is what this is for."""

        server = Server(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        self.url = f"http://127.0.0.1:{server.server_port}"
        try:
            yield self
        finally:
            server.shutdown()
            server.server_close()

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        raw = handler.rfile.read(int(handler.headers.get("Content-Length") or 0))
        headers = {"Content-Type": handler.headers.get("Content-Type", "application/json")}
        request = (handler.command, handler.path, raw, headers)
        self.requests += 1
        self.land(self.requests)
        fault = self.next_fault()
        if fault:
            self.fired[fault] += 1
        match fault:
            case Fault.DROP_BEFORE:
                _hang_up(handler)
            case Fault.LATE:
                self._late.append((self.requests + self.delay, request))
                _reset(handler)
            case Fault.BUSY | Fault.AWAY:
                refusal = json.dumps({"error": {"type": "fault", "reason": "told to"}, "status": int(fault)}).encode()
                _send(handler, int(fault), refusal)
            case _:
                self._forward(handler, request, fault)

    def land(self, now: float) -> None:
        """Let the late requests that are due reach the node."""
        due = [request for when, request in self._late if when <= now]
        self._late = [(when, request) for when, request in self._late if when > now]
        for request in due:
            self._ask(request)

    def _ask(self, request: tuple[str, str, bytes, dict[str, str]]) -> tuple[int, bytes]:
        method, path, raw, headers = request
        answer = self._pool.request(method, f"{self.node}{path}", body=raw, headers=headers)
        return answer.status, answer.data

    def _forward(self, handler: BaseHTTPRequestHandler, request: tuple, fault: Fault | None) -> None:
        status, raw = self._ask(request)
        match fault:
            case Fault.DROP_AFTER:
                _hang_up(handler)
            case Fault.RESET:
                _reset(handler)
            case Fault.STALL:
                with suppress(OSError):
                    handler.connection.recv(1)  # until the client gives up
                _hang_up(handler)
            case Fault.CUT:
                _send(handler, status, raw[: len(raw) // 2], promised=len(raw) + 1)
                _hang_up(handler)
            case Fault.HALF:
                _send(handler, status, raw[: len(raw) // 2])
            case _:
                _send(handler, status, raw)


def _send(handler: BaseHTTPRequestHandler, status: int, raw: bytes, promised: int | None = None) -> None:
    handler.send_response(status)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", str(promised or len(raw)))
    handler.end_headers()
    if handler.command != "HEAD":
        handler.wfile.write(raw)


def _hang_up(handler: BaseHTTPRequestHandler) -> None:
    handler.close_connection = True
    with suppress(OSError):
        handler.connection.shutdown(socket.SHUT_RDWR)


def _reset(handler: BaseHTTPRequestHandler) -> None:
    """Without a farewell: the other side reads ECONNRESET."""
    handler.close_connection = True
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    # The server would say farewell: its hold on the socket goes first.
    handler.connection.close()
