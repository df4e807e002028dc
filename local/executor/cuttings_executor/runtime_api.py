"""The Lambda Runtime API of one function process: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html."""

import contextlib
import socket
import threading
import time
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from queue import SimpleQueue
from socketserver import TCPServer
from typing import Any

from cuttings_executor.happenings import MAX_RESPONSE, Answered, Happenings, InitFailed, Invocation, Ready, TooLarge

_VERSION = "/2018-06-01/runtime"


class RuntimeApi:
    """Serves one function process on a loopback port of its own; `happened` hears what the function tells."""

    def __init__(self, happened: Happenings) -> None:
        self._happened = happened
        self._handed_over: SimpleQueue[tuple[Invocation, float] | None] = SimpleQueue()
        self._running: str | None = None
        self._asking: socket.socket | None = None
        self._lock = threading.Lock()
        self._closed = False
        self._server = _Server(self)
        self._thread = threading.Thread(target=self._serve, name="function-runtime-api", daemon=True)
        self._thread.start()

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self._server.port}"

    def hand_over(self, invocation: Invocation, deadline: float) -> None:
        """Give the function its next invocation; `deadline` is in seconds since the epoch."""
        with self._lock:
            self._running = invocation.request_id
        self._handed_over.put((invocation, deadline))

    def close(self) -> None:
        self._closed = True
        self._handed_over.put(None)
        # Waiting in accept() ends neither by a flag nor by closing the socket, but by one more connection.
        socket.create_connection(("127.0.0.1", self._server.port)).close()
        self._thread.join()
        self._server.server_close()

    def _serve(self) -> None:
        while not self._closed:
            self._server.handle_request()

    def is_asked(self) -> bool:
        """Whether the function still waits for an invocation: the sockets of a process that has ended are closed."""
        try:
            return bool(self._asking and self._asking.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT))
        except BlockingIOError:
            return True
        except OSError:
            return False

    def next(self, asking: socket.socket) -> tuple[Invocation, float] | None:
        self._asking = asking
        self._happened.put(Ready(time.monotonic()))
        given = self._handed_over.get()
        if given is None:
            self._handed_over.put(None)  # closed, also for others that may wait
        return given

    def answer(self, request_id: str, payload: bytes, *, is_error: bool) -> HTTPStatus:
        with self._lock:
            if self._running != request_id:
                return HTTPStatus.BAD_REQUEST
            self._running = None
        if len(payload) > MAX_RESPONSE:
            self._happened.put(TooLarge())
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        self._happened.put(Answered(payload, is_error=is_error))
        return HTTPStatus.ACCEPTED

    def init_failed(self, payload: bytes) -> HTTPStatus:
        self._happened.put(InitFailed(payload))
        return HTTPStatus.ACCEPTED


class _Server(TCPServer):
    """A thread for each connection; closing ends them all."""

    request_queue_size = 16

    def __init__(self, api: RuntimeApi) -> None:
        self.api = api
        self._open: list[tuple[threading.Thread, socket.socket]] = []
        super().__init__(("127.0.0.1", 0), _Handler)
        self.port = self.server_address[1]

    def process_request(self, request: socket.socket | tuple[bytes, socket.socket], client_address: Any) -> None:
        assert isinstance(request, socket.socket)
        self._open = [(thread, connection) for thread, connection in self._open if thread.is_alive()]
        serve = threading.Thread(target=self._converse, args=(request, client_address), daemon=True)
        self._open.append((serve, request))
        serve.start()

    def _converse(self, request: socket.socket, client_address: Any) -> None:
        try:
            self.finish_request(request, client_address)
        except OSError:
            pass  # a connection that breaks off is a function that has ended, which is noticed and told elsewhere
        finally:
            self.shutdown_request(request)

    def server_close(self) -> None:
        super().server_close()
        for thread, connection in self._open:
            with contextlib.suppress(OSError):  # closed already
                connection.shutdown(socket.SHUT_RDWR)
            thread.join()


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = 64 * 1024  # headers and body leave together

    def do_GET(self) -> None:
        if self.path != f"{_VERSION}/invocation/next":
            self._reply(HTTPStatus.NOT_FOUND)
            return
        given = self.server.api.next(self.connection)
        if given is None:
            self.close_connection = True
            return
        invocation, deadline = given
        headers = {
            "Content-Type": "application/json",
            "Lambda-Runtime-Aws-Request-Id": invocation.request_id,
            "Lambda-Runtime-Deadline-Ms": str(int(deadline * 1000)),
            "Lambda-Runtime-Invoked-Function-Arn": invocation.function_arn,
        }
        if invocation.trace_id:
            headers["Lambda-Runtime-Trace-Id"] = invocation.trace_id
        self._reply(HTTPStatus.OK, invocation.payload, headers)

    def do_POST(self) -> None:
        payload = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        match self.path.removeprefix(f"{_VERSION}/").split("/"):
            case ["init", "error"]:
                self._reply(self.server.api.init_failed(payload))
            case ["invocation", request_id, "response" | "error" as kind]:
                self._reply(self.server.api.answer(request_id, payload, is_error=kind == "error"))
            case _:
                self._reply(HTTPStatus.NOT_FOUND)

    def _reply(self, status: HTTPStatus, body: bytes = b"", headers: dict[str, str] | None = None) -> None:
        self.send_response_only(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def handle_expect_100(self) -> bool:
        proceed = super().handle_expect_100()
        self.wfile.flush()
        return proceed

    def log_message(self, *_: object) -> None:
        """Nothing: LocalStack's log is no place for each function's requests."""
