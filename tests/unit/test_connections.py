"""How OpenSearch is reached: signed and verified, but for the one on this machine."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from shared.clients import connect
from shared.settings import Settings

AWAY = "https://search-cuttings.eu-west-1.es.amazonaws.com"


@pytest.fixture(autouse=True)
def keys(monkeypatch):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")
    monkeypatch.setenv("AWS_SESSION_TOKEN", "a token of a role")


class FromAfar(Settings):
    """A server on this machine that is treated as one that is not."""

    on_loopback = False


@pytest.fixture
def server():
    """Takes one request and keeps it."""
    kept = {}

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            kept.update(method=self.command, path=self.path, headers=dict(self.headers), body=body)
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *_):
            pass

    serving = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=serving.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{serving.server_port}", kept
    serving.shutdown()
    serving.server_close()


def test_a_request_bears_the_signature_that_aws_would_reckon(server):
    url, kept = server

    connect(FromAfar(url, region="eu-west-1"), retries=0).search(index="articles", body={"query": {"match_all": {}}})

    headers = {name.lower(): value for name, value in kept["headers"].items()}
    told = headers["authorization"]
    signed = told.partition("SignedHeaders=")[2].partition(",")[0].split(";")
    again = AWSRequest(kept["method"], url + kept["path"], headers={n: headers[n] for n in signed}, data=kept["body"])
    again.context["timestamp"] = headers["x-amz-date"]
    reckoner = SigV4Auth(Credentials("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"), "es", "eu-west-1")
    reckoned = reckoner.signature(reckoner.string_to_sign(again, reckoner.canonical_request(again)), again)
    assert told.endswith(f"Signature={reckoned}")
    assert {"host", "x-amz-date", "x-amz-security-token"} <= set(signed)


def test_certificates_are_checked_everywhere_but_on_this_machine():
    def verified(url: str) -> tuple[str, bool]:
        pool = connect(Settings(url)).transport.connection_pool.connections[0].pool
        return pool.cert_reqs, pool.assert_hostname is not False

    assert verified(AWAY)[0] == "CERT_REQUIRED"
    assert verified("https://localhost:4566/opensearch")[0] == "CERT_NONE"


@pytest.mark.parametrize(
    "url",
    [
        "https://localhost.example.org:443",
        "https://127.0.0.1.example.org:443",
        "https://example.org/localhost:1",
        "https://user@example.org:443",
        "https://localhost:1@example.org",
    ],
)
def test_what_only_looks_like_this_machine_is_none(url):
    assert not Settings(url).on_loopback


def test_commands_sign_as_the_operator_where_the_domain_has_roles(monkeypatch):
    from botocore.credentials import AssumeRoleCredentialFetcher

    asked = []

    def fetched(self):
        asked.append((self._role_arn, self._assume_kwargs["RoleSessionName"]))
        return {
            "access_key": "ASIAOPERATOR",
            "secret_key": "secret",
            "token": "token",
            "expiry_time": "2999-01-01T00:00:00Z",
        }

    monkeypatch.setattr(AssumeRoleCredentialFetcher, "fetch_credentials", fetched)
    role = "arn:aws:iam::123456789012:role/cuttings-OperatorRole-1"

    signer = connect(Settings(AWAY, operator_role=role)).transport.connection_pool.connections[0].http_auth

    assert asked == [], "nothing is asked before it is needed"
    headers = signer("GET", AWAY, "", {})
    assert "Credential=ASIAOPERATOR/" in headers["Authorization"]
    assert asked == [(role, "cuttings")]
