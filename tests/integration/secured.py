"""A real node with the security plugin, for the tests of the roles within: it asks who comes, and what they may.

Its users stand for IAM's: on AWS a signature brings the ARN of a role, here a password does.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from opensearchpy import OpenSearch

from local import cloud, jars, java, launch, opensearch, processes, tools
from local.folders import cloud_folder
from local.progress import Silent
from shared.clients import connect
from shared.settings import Settings
from tests.conftest import TEST_CLOUD
from tests.integration.waiting import eventually

# A cloud of its own, so that whatever becomes of the tests, `cuttings down --all` ends it.
NAME = f"{TEST_CLOUD}-roles"
_HOME = cloud_folder(NAME) / "opensearch"
_LIMIT = 120.0  # seconds
_STORES = _HOME / "stores"
OPERATOR = "operator"
PASSWORD = "on-the-loopback"
_FURTHER = 9290  # the ports from here on are left free by clouds, which begin at 9200 and 9250
_FIRST = "Node 1"  # as the runner calls every first node that it starts
NODES = int(os.environ.get("CUTTINGS_SECURED_NODES", "1"))
_HASH = "$2y$04$swg4s7TEl52MT/1i/gDSbuVodEmnCDDC5BLB/xlpQX6Pu7s8dKKJq"  # of that, by the plugin's own tool
_STORES_PASSWORD = (
    "changeit"  # the plugin's own default; what they hold is made for this node and proves nothing elsewhere
)

# What the plugin would otherwise look for as PEM; the JDK, which is there, makes PKCS12.
_STORE = """\
plugins.security.ssl.{layer}.{kind}store_type: PKCS12
plugins.security.ssl.{layer}.{kind}store_filepath: {kind}.p12
"""
_SETTINGS = """\
plugins.security.ssl.http.enabled: true
plugins.security.allow_default_init_securityindex: true
plugins.security.nodes_dn: ['CN=node']
plugins.security.restapi.roles_enabled: [all_access]
plugins.security.audit.type: internal_opensearch
# Each change of a role forgets who was known, and these tests change many.
plugins.security.password.hashing.bcrypt.rounds: 4
""" + "".join(_STORE.format(layer=layer, kind=kind) for layer in ("http", "transport") for kind in ("key", "trust"))
# It lives for a minute: without what makes a long run faster, it is up with half of the work (6 s for 12).
_BRIEFLY = {"JAVA_TOOL_OPTIONS": "-XX:TieredStopAtLevel=1"}


def arn(name: str) -> str:
    return f"arn:aws:iam::123456789012:role/cuttings-{name.capitalize()}Role"


@contextmanager
def running() -> Iterator[str]:
    """The address of a cluster that knows the operator and nobody else: of one node, or CUTTINGS_SECURED_NODES."""
    cloud.down(NAME)  # an earlier run may have been killed
    shutil.rmtree(cloud_folder(NAME) / "logs", ignore_errors=True)
    tools.ensure((jars.SECURED,), Silent())
    port = launch.choose_ports(NAME, None, None, in_docker=False).opensearch_port
    url = f"https://127.0.0.1:{port}"
    client = connect(settings(url, OPERATOR))
    try:
        _make_stores()
        first = "discovery.type: single-node" if NODES == 1 else f"cluster.initial_cluster_manager_nodes: [{_FIRST}]"
        _start("node-1", port, first, lambda: bool(client.ping()))
        for number in range(2, NODES + 1):
            found = f"discovery.seed_hosts: ['{_transport(client)}']"
            _start(f"node-{number}", _FURTHER, found, partial(_has_nodes, client, number))
        yield url
    finally:
        cloud.down(NAME)


def _start(name: str, port: int, found: str, is_ready: Callable[[], bool]) -> None:
    folder, log = _HOME / name, launch.log_of(NAME, name)
    shutil.copytree(_STORES, folder / "config")
    _configure(folder / "config" / "opensearch-security")
    leader = opensearch.start(
        java.find(Silent()),
        folder,
        port,
        heap="512m",
        log=log,
        environment={"PATH": os.defpath, "LANG": "C.UTF-8", **_BRIEFLY, processes.MARK: str(cloud_folder(NAME))},
        node=jars.SECURED,
        settings=f"{found}\n{_SETTINGS}",
    )
    eventually(lambda: is_ready() or not processes.is_alive(leader), within=_LIMIT, every=0.3)
    assert processes.is_alive(leader), log.read_text("utf-8")[-2000:]


def _has_nodes(client: OpenSearch, number: int) -> bool:
    return bool(client.cluster.health()["number_of_nodes"] == number)


def _transport(client: OpenSearch) -> str:
    """Where a further node finds the first."""
    told = client.nodes.info(node_id="_local", metric="transport")["nodes"]
    return str(next(iter(told.values()))["transport_address"])


def settings(url: str, user: str, **more: Any) -> Settings:
    """Those of one who comes as that user."""
    return Settings(url.replace("://", f"://{user}:{PASSWORD}@"), **more)


def _configure(folder: Path) -> None:
    folder.mkdir()
    for name, content in _initial().items():
        told = {"_meta": {"type": name.replace("_", ""), "config_version": 2}, **content}
        (folder / f"{name}.yml").write_text(json.dumps(told), "utf-8")  # JSON is YAML


def _initial() -> dict[str, dict[str, Any]]:
    """A domain as AWS hands it over: nobody may anything, but for the operator, who may all."""
    basic = {
        "order": 0,
        "http_enabled": True,
        "http_authenticator": {"type": "basic", "challenge": False},
        "authentication_backend": {"type": "intern"},
    }
    return {
        "config": {"config": {"dynamic": {"http": {"anonymous_auth_enabled": False}, "authc": {"basic": basic}}}},
        "internal_users": {OPERATOR: {"hash": _HASH, "backend_roles": [arn(OPERATOR)]}},
        "roles": {},
        "roles_mapping": {"all_access": {"reserved": True, "backend_roles": [arn(OPERATOR)]}},
        "action_groups": {},
        "tenants": {},
        "nodes_dn": {},
        "allowlist": {"config": {"enabled": False, "requests": {}}},
        "audit": {"config": {"enabled": False}},
    }


def _make_stores() -> None:
    """A key, whose certificate it signed itself, and a list of one that is trusted. All nodes have the same."""
    keytool = java.find(Silent()).resolve().with_name("keytool")

    def run(*words: str | Path) -> None:
        stores = ("-storetype", "PKCS12", "-storepass", _STORES_PASSWORD, "-noprompt")
        subprocess.run([keytool, *words, *stores], check=True, capture_output=True)

    _STORES.mkdir(parents=True)
    certificate, names = _STORES / "node.pem", "san=ip:127.0.0.1,dns:localhost"
    key, trust = (("-alias", "node", "-keystore", _STORES / f"{kind}.p12") for kind in ("key", "trust"))
    run("-genkeypair", "-keyalg", "EC", "-dname", "CN=node", "-ext", names, "-validity", "2", *key)
    run("-exportcert", "-rfc", "-file", certificate, *key)
    run("-importcert", "-file", certificate, *trust)
