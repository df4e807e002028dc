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
# Readers may see what the alias leads to, and no index that is being built or was left. Writers make these themselves.
_READ_ARTICLES, _READ_LEDGER = ["articles"], ["uploads"]
_ALL_ARTICLES, _ALL_LEDGER = ["articles-*"], ["uploads", "uploads-*"]

_SEARCH, _GET = "indices:data/read/search", "indices:data/read/get"
# An item of a bulk request is asked about twice: for the shard that it goes to, and for what is done with it.
_WRITE = ["indices:data/write/bulk[s]", "indices:data/write/index", "indices:data/read/mget[shard]"]
_MAKE = ["indices:admin/create", "indices:admin/aliases", "indices:admin/get"]


def _role(cluster: list[str], *indices: tuple[list[str], list[str]]) -> Json:
    permissions = [{"index_patterns": patterns, "allowed_actions": actions} for patterns, actions in indices]
    return {"cluster_permissions": cluster, "index_permissions": permissions}


# By the name of the function whose role it is. What a request does to many places is granted twice: that it may be
# asked at all, and each place.
ROLES: Mapping[str, Json] = {
    "ingest": _role(
        ["indices:data/write/bulk", "indices:data/read/mget"],
        (_ALL_ARTICLES, _WRITE + _MAKE),
        (_ALL_LEDGER, _WRITE + _MAKE),
    ),
    "search": _role(
        # The words of an article, to find others by, are read on the way.
        ["cluster:monitor/main", "indices:data/read/mtv"],
        (_READ_ARTICLES, [_SEARCH, _GET, "indices:data/read/point_in_time/create", "indices:data/read/mtv[shard]"]),
        (_READ_LEDGER, [_GET]),
    ),
    "reconcile": _role([], (_READ_ARTICLES, [_SEARCH]), (_READ_LEDGER, [_SEARCH])),
}

# Refusals and changes of these roles, and never what a request holds: queries and articles are not for logs.
AUDIT: Json = {
    "enabled": True,
    "audit": {
        "enable_rest": True,
        "enable_transport": True,  # it is there that what a role does not grant is refused
        "log_request_body": False,
        "resolve_indices": False,
        "resolve_bulk_requests": False,
        "exclude_sensitive_headers": True,
        "disabled_rest_categories": ["AUTHENTICATED", "GRANTED_PRIVILEGES"],
        "disabled_transport_categories": ["AUTHENTICATED", "GRANTED_PRIVILEGES"],
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
