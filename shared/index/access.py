"""Who may do what within OpenSearch, where a domain has fine-grained access: a role for each function's IAM role.

IAM sees the path of a request and not its body, where `_bulk`, `_mget` and a page in a point in time name their
indices. These roles hold whatever a request names.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from opensearchpy import OpenSearch

type Json = dict[str, Any]

_API = "/_plugins/_security/api"
# Aliases and the indices behind them, of this version of the mapping and of all others.
_ARTICLES, _LEDGER = "articles*", "uploads*"

_SEARCH = ["indices:data/read/search*", "indices:data/read/get*"]
_POINT_IN_TIME = ["indices:data/read/point_in_time/create"]
_WRITE = ["indices:data/write/bulk*", "indices:data/write/index*", "indices:data/read/mget*", "indices:data/read/get*"]
_MAKE = ["indices:admin/create", "indices:admin/aliases", "indices:admin/aliases/get", "indices:admin/aliases/exists"]


def _role(cluster: list[str], **indices: list[str]) -> Json:
    patterns = {"articles": _ARTICLES, "ledger": _LEDGER}
    permissions = [
        {"index_patterns": [patterns[name]], "allowed_actions": actions} for name, actions in indices.items()
    ]
    return {"cluster_permissions": cluster, "index_permissions": permissions}


# By the name of the function whose role it is.
ROLES: Mapping[str, Json] = {
    "ingest": _role(
        ["indices:data/write/bulk", "indices:data/read/mget"], articles=_WRITE + _MAKE, ledger=_WRITE + _MAKE
    ),
    "search": _role(["cluster:monitor/main"], articles=_SEARCH + _POINT_IN_TIME, ledger=_SEARCH),
    "reconcile": _role([], articles=_SEARCH, ledger=_SEARCH),
}

# Refusals and changes of these roles, and never what a request holds: queries and articles are not for logs.
AUDIT: Json = {
    "enabled": True,
    "audit": {
        "enable_rest": True,
        "enable_transport": False,
        "log_request_body": False,
        "resolve_indices": False,
        "resolve_bulk_requests": False,
        "exclude_sensitive_headers": True,
        "disabled_rest_categories": ["AUTHENTICATED", "GRANTED_PRIVILEGES"],
        "ignore_users": [],
        "ignore_requests": [],
    },
    "compliance": {
        "enabled": True,
        "internal_config": True,
        "external_config": False,
        "read_metadata_only": True,
        "write_metadata_only": True,
        "write_log_diffs": False,
    },
}


def grant(client: "OpenSearch", arns: Mapping[str, str]) -> None:
    """Give each function's IAM role, by the function's name, its role within. May be done again at any time.

    The client has to sign as the domain's operator. Raises what the client raises.
    """
    for name, role in ROLES.items():
        client.transport.perform_request("PUT", f"{_API}/roles/cuttings-{name}", body=role)
        mapping = {"backend_roles": [arns[name]], "description": f"The function {name}."}
        client.transport.perform_request("PUT", f"{_API}/rolesmapping/cuttings-{name}", body=mapping)
    client.transport.perform_request("PUT", f"{_API}/audit/config", body=AUDIT)
