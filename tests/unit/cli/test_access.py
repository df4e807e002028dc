"""After a deployment to AWS: each function's IAM role is told to the domain."""

from types import SimpleNamespace

import pytest

from cli import access
from local.errors import Trouble
from shared.index.access import ROLES

OPERATOR = "arn:aws-cn:iam::123456789012:role/cuttings-prod-OperatorRole-1AB2"
RESOURCES = [
    {"LogicalResourceId": f"{name}Role", "PhysicalResourceId": f"cuttings-prod-{name}Role-X"}
    for name in ("Ingest", "Search", "Reconcile", "Operator")
]


@pytest.fixture
def domain(monkeypatch):
    """A stack with two pages of resources, and what its domain was sent."""
    pages = [{"StackResourceSummaries": RESOURCES[:2]}, {"StackResourceSummaries": RESOURCES[2:]}]
    paginator = SimpleNamespace(paginate=lambda **_: pages)
    formation = SimpleNamespace(get_paginator=lambda _: paginator)
    there = SimpleNamespace(operator_role=OPERATOR, client=lambda _: formation, settings=lambda: None)
    there.sent = {}

    def perform_request(method, path, body):
        there.sent[path.rpartition("/api/")[2]] = body

    client = SimpleNamespace(transport=SimpleNamespace(perform_request=perform_request))
    monkeypatch.setattr(access, "find", lambda *_: there)
    monkeypatch.setattr("shared.clients.connect", lambda _: client)
    there.transport = client.transport
    return there


def test_each_functions_role_is_mapped_by_its_whole_name(domain):
    assert access.grant_within("cuttings-prod") is True

    mapped = {name: domain.sent[f"rolesmapping/cuttings-{name}"]["backend_roles"] for name in ROLES}
    assert mapped == {
        name: [f"arn:aws-cn:iam::123456789012:role/cuttings-prod-{name.capitalize()}Role-X"] for name in ROLES
    }


def test_a_domain_without_roles_is_left_alone(domain):
    domain.operator_role = ""

    assert access.grant_within("cuttings-prod") is False
    assert domain.sent == {}


def test_a_domain_that_refuses_is_told_with_what_to_do(domain):
    from opensearchpy import AuthorizationException

    def refuse(*_, **__):
        raise AuthorizationException(403, "security_exception", {})

    domain.transport.perform_request = refuse

    with pytest.raises(Trouble) as trouble:
        access.grant_within("cuttings-prod")

    assert "is deployed, but" in trouble.value.problem
    assert "OperatorRole" in trouble.value.remedy
