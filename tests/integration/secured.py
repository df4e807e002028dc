"""A real node with the security plugin, for the tests of the roles within: it asks who comes, and what they may.

Its users stand for IAM's: on AWS a signature brings the ARN of a role, here a password does.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from local import cloud, jars, java, launch, opensearch, processes, state, tools
from local.folders import cloud_folder
from local.progress import Silent
from shared.clients import connect
from shared.settings import Settings
from tests.conftest import TEST_CLOUD
from tests.integration.waiting import eventually

# A cloud of its own, so that whatever becomes of the tests, `cuttings down --all` ends it.
NAME = f"{TEST_CLOUD}-roles"
OPERATOR = "operator"
PASSWORD = "on-the-loopback"
_HASH = "$2y$04$swg4s7TEl52MT/1i/gDSbuVodEmnCDDC5BLB/xlpQX6Pu7s8dKKJq"  # of that, by the plugin's own tool
_STORES = "changeit"  # the plugin's own default; what they hold is made for this node and proves nothing elsewhere

# What the plugin would otherwise look for as PEM; the JDK, which is there, makes PKCS12.
_STORE = """\
plugins.security.ssl.{layer}.{kind}store_type: PKCS12
plugins.security.ssl.{layer}.{kind}store_filepath: {kind}.p12
"""
_SETTINGS = """\
discovery.type: single-node
plugins.security.ssl.http.enabled: true
plugins.security.allow_default_init_securityindex: true
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
    """The node's address, with the operator's name and nobody else's in its list of users."""
    cloud.down(NAME)  # an earlier run may have been killed
    shutil.rmtree(cloud_folder(NAME) / "logs", ignore_errors=True)
    tools.ensure((jars.SECURED,), Silent())
    program = java.find(Silent())
    chosen = launch.choose_ports(NAME, None, None, in_docker=False)
    folder = cloud_folder(NAME) / "opensearch"
    try:
        _configure(folder / "config", program)
        leader = opensearch.start(
            program,
            folder,
            chosen.opensearch_port,
            heap="512m",
            log=launch.log_of(NAME, "opensearch"),
            environment={"PATH": os.defpath, "LANG": "C.UTF-8", **_BRIEFLY, processes.MARK: str(cloud_folder(NAME))},
            node=jars.SECURED,
            settings=_SETTINGS,
        )
        state.save(chosen.with_leader("opensearch", leader))
        url = f"https://127.0.0.1:{chosen.opensearch_port}"
        client = connect(settings(url, OPERATOR))
        eventually(lambda: client.ping() or not processes.is_alive(leader), within=launch.LIMIT, every=0.3)
        assert processes.is_alive(leader), launch.log_of(NAME, "opensearch").read_text("utf-8")[-2000:]
        yield url
    finally:
        cloud.down(NAME)


def settings(url: str, user: str, **more: Any) -> Settings:
    """Those of one who comes as that user."""
    return Settings(url.replace("://", f"://{user}:{PASSWORD}@"), **more)


def _configure(config: Path, program: Path) -> None:
    security = config / "opensearch-security"
    security.mkdir(parents=True)
    for name, content in _initial().items():
        kind = name.replace("_", "")
        told = {"_meta": {"type": kind, "config_version": 2}, **content}
        (security / f"{name}.yml").write_text(json.dumps(told), "utf-8")  # JSON is YAML
    _make_stores(config, program.with_name("keytool"))


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


def _make_stores(config: Path, keytool: Path) -> None:
    """A key with a certificate that it signed itself, and a list of one that is trusted."""

    def run(*words: str | Path) -> None:
        stores = ("-storetype", "PKCS12", "-storepass", _STORES, "-noprompt")
        subprocess.run([keytool, *words, *stores], check=True, capture_output=True)

    certificate = config / "node.pem"
    key, trust = (("-alias", "node", "-keystore", config / f"{kind}.p12") for kind in ("key", "trust"))
    run("-genkeypair", "-keyalg", "EC", "-dname", "CN=node", "-ext", "san=ip:127.0.0.1", "-validity", "2", *key)
    run("-exportcert", "-rfc", "-file", certificate, *key)
    run("-importcert", "-file", certificate, *trust)
