"""The roles within OpenSearch, as they are sent. What comes of them: tests/integration/test_access.py."""

from fnmatch import fnmatchcase

from shared.index.access import AUDIT, ROLES, grant


class Recorder:
    def __init__(self):
        self.transport, self.sent = self, {}

    def perform_request(self, method, path, body):
        self.sent[f"{method} {path}"] = body


def test_each_function_is_given_its_role_and_the_audit_log_its_limits():
    client = Recorder()

    grant(client, {name: f"arn:aws:iam::123456789012:role/{name}" for name in ROLES})

    api = "PUT /_plugins/_security/api"
    assert list(client.sent) == [
        *(f"{api}/{kind}/cuttings-{name}" for name in ROLES for kind in ("roles", "rolesmapping")),
        f"{api}/audit/config",
    ]
    assert client.sent[f"{api}/rolesmapping/cuttings-search"]["backend_roles"] == [
        "arn:aws:iam::123456789012:role/search"
    ]


def test_search_and_reconcile_may_read_and_no_more():
    for name in ("search", "reconcile"):
        actions = [action for each in ROLES[name]["index_permissions"] for action in each["allowed_actions"]]
        assert [action for action in actions if not action.startswith("indices:data/read/")] == []


def test_no_role_reaches_another_index():
    patterns = {
        pattern for role in ROLES.values() for each in role["index_permissions"] for pattern in each["index_patterns"]
    }

    assert not any(
        fnmatchcase(name, pattern) for pattern in patterns for name in (".opendistro_security", "other", "_all")
    )


def test_the_audit_log_holds_no_request():
    assert (AUDIT["audit"]["log_request_body"], AUDIT["compliance"]["write_log_diffs"]) == (False, False)
