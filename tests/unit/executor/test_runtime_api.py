import http.client
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue

import pytest

from cuttings_executor.happenings import MAX_RESPONSE, Answered, InitFailed, Invocation, Ready, TooLarge
from cuttings_executor.runtime_api import RuntimeApi

BASE = "/2018-06-01/runtime"


@pytest.fixture
def happened():
    return SimpleQueue()


@pytest.fixture
def api(happened):
    served = RuntimeApi(happened)
    yield served
    served.close()


def call(api, method, path, body=None):
    connection = http.client.HTTPConnection(api.address, timeout=5)
    connection.request(method, BASE + path, body)
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return answer.status, answer.headers, content


def handed_over(api, payload=b"{}"):
    api.hand_over(Invocation("id-1", "arn:aws:lambda:f", payload, "Root=1"), deadline=1_700_000_000.25)
    return call(api, "GET", "/invocation/next")


def test_next_gives_the_invocation_with_its_headers(api, happened):
    status, headers, content = handed_over(api, '{"word": "grün"}'.encode())
    assert (status, content.decode()) == (200, '{"word": "grün"}')
    assert headers["Lambda-Runtime-Aws-Request-Id"] == "id-1"
    assert headers["Lambda-Runtime-Deadline-Ms"] == "1700000000250"
    assert headers["Lambda-Runtime-Invoked-Function-Arn"] == "arn:aws:lambda:f"
    assert headers["Lambda-Runtime-Trace-Id"] == "Root=1"
    assert isinstance(happened.get(timeout=1), Ready)


def test_next_waits_until_there_is_an_invocation(api, happened):
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(call, api, "GET", "/invocation/next")
        assert isinstance(happened.get(timeout=5), Ready)
        assert not waiting.done()
        api.hand_over(Invocation("id-1", "arn", b"here"), deadline=time.time())
        assert waiting.result(timeout=5)[2] == b"here"


@pytest.mark.parametrize(("kind", "is_error"), [("response", False), ("error", True)])
def test_an_answer_is_passed_on_untouched(api, happened, kind, is_error):
    handed_over(api)
    happened.get()
    status, _, _ = call(api, "POST", f"/invocation/id-1/{kind}", b"\xff not json")
    assert status == 202
    assert happened.get(timeout=1) == Answered(b"\xff not json", is_error=is_error)


def test_an_answer_to_another_invocation_or_a_second_answer_is_refused(api, happened):
    handed_over(api)
    happened.get()
    assert call(api, "POST", "/invocation/id-0/response", b"1")[0] == 400
    assert call(api, "POST", "/invocation/id-1/response", b"2")[0] == 202
    assert call(api, "POST", "/invocation/id-1/response", b"3")[0] == 400
    assert happened.get() == Answered(b"2", is_error=False)
    assert happened.empty()


def test_the_largest_response_passes_and_a_larger_one_does_not(api, happened):
    for size, status, told in ((MAX_RESPONSE, 202, Answered), (MAX_RESPONSE + 1, 413, TooLarge)):
        handed_over(api)
        happened.get()
        assert call(api, "POST", "/invocation/id-1/response", b"x" * size)[0] == status
        assert isinstance(happened.get(timeout=1), told)


def test_an_initialization_error_is_passed_on(api, happened):
    assert call(api, "POST", "/init/error", b'{"errorType": "X"}')[0] == 202
    assert happened.get() == InitFailed(b'{"errorType": "X"}')


@pytest.mark.parametrize(("method", "path"), [("GET", "/nothing"), ("POST", "/invocation"), ("POST", "/other")])
def test_other_paths_are_not_found(api, method, path):
    assert call(api, method, path)[0] == 404


def test_a_client_that_asks_before_it_sends_is_told_to_go_on_at_once(api):
    with socket.create_connection(api.address.split(":"), timeout=2) as connection:
        head = f"POST {BASE}/init/error HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n"
        connection.sendall(head.encode())
        assert connection.recv(100).startswith(b"HTTP/1.1 100 ")
        connection.sendall(b"{}")
        assert connection.recv(100).startswith(b"HTTP/1.1 202 ")


def test_it_knows_whether_the_function_still_waits(api, happened):
    assert not api.is_asked()
    with socket.create_connection(api.address.split(":")) as connection:
        connection.sendall(f"GET {BASE}/invocation/next HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        happened.get(timeout=5)
        assert api.is_asked()
    assert not api.is_asked()


def test_closing_ends_those_who_wait_and_leaves_no_thread_or_port(happened):
    before = set(threading.enumerate())
    api = RuntimeApi(happened)
    with ThreadPoolExecutor(2) as pool:
        waiting = [pool.submit(call, api, "GET", "/invocation/next") for _ in range(2)]
        for _ in waiting:
            happened.get(timeout=5)
        api.close()
        for one in waiting:
            assert isinstance(one.exception(timeout=5), http.client.RemoteDisconnected)
    for thread in set(threading.enumerate()) - before:
        thread.join(5)
    assert set(threading.enumerate()) <= before
    with pytest.raises(ConnectionRefusedError):
        call(api, "GET", "/invocation/next")
