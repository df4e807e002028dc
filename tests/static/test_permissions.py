"""What each role may do, against the list in docs/permissions.md that people read and review.

`tests/integration/test_grants.py` shows that the code uses each grant and needs no other.
CUTTINGS_WRITE_DOCS=1 writes the list anew.
"""

import os
from typing import Any

from shared.index.access import ROLES
from tests.translation import ROOT, of_type, resources

PAGE = ROOT / "docs" / "permissions.md"
EVERYTHING = {
    "FineGrained": "ENABLED",
    "AccessLogs": "ENABLED",
    "SubnetIds": "subnet-1",
    "SecurityGroupIds": "sg-1",
    "Firewall": "ENABLED",
}
# Services that know no resources in these calls, or want to be granted them on all.
UNBOUND = {
    "xray:PutTelemetryRecords",
    "xray:PutTraceSegments",
    "ec2:AssignPrivateIpAddresses",
    "ec2:CreateNetworkInterface",
    "ec2:DeleteNetworkInterface",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeSubnets",
    "ec2:UnassignPrivateIpAddresses",
}


def statements(role: dict[str, Any]) -> list[dict[str, Any]]:
    return [statement for policy in role["Policies"] for statement in policy["PolicyDocument"]["Statement"]]


def listed(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def grants(role: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Name of the statement, action, resource: one for each pair."""
    return [
        (each["Sid"], action, resource)
        for each in statements(role)
        for action in listed(each["Action"])
        for resource in listed(each["Resource"])
    ]


def roles(**parameters: str | int) -> dict[str, dict[str, Any]]:
    return of_type(resources(**parameters), "AWS::IAM::Role")


def as_markdown() -> str:
    plain = roles()
    parts = []
    for name, role in sorted(roles(**EVERYTHING).items()):
        always = {grant for grant in grants(role) if grant in grants(plain.get(name, {"Policies": []}))}
        parts += [f"## {name}", "", "| statement | action | resource | |", "| --- | --- | --- | --- |"]
        parts += [
            f"| {sid} | `{action}` | `{resource}` | {'' if (sid, action, resource) in always else 'by parameter'} |"
            for sid, action, resource in grants(role)
        ]
        parts.append("")
    return "\n".join([*parts, *within()]) + "\n"


def within() -> list[str]:
    """The roles that a domain with FineGrained is sent."""
    lines = ["## Within OpenSearch", "", "| role of | indices | action |", "| --- | --- | --- |"]
    for name, role in ROLES.items():
        lines += [f"| {name} | | `{action}` |" for action in role["cluster_permissions"]]
        lines += [
            f"| {name} | {', '.join(f'`{index}`' for index in each['index_patterns'])} | `{action}` |"
            for each in role["index_permissions"]
            for action in each["allowed_actions"]
        ]
    return lines


def test_each_role_may_do_what_the_list_says_and_no_more():
    head, mark, told = PAGE.read_text("utf-8").partition("<!-- grants -->\n")
    if os.environ.get("CUTTINGS_WRITE_DOCS"):
        PAGE.write_text(head + mark + as_markdown(), "utf-8")
        told = as_markdown()

    assert told == as_markdown()


def test_each_function_has_a_role_of_its_own():
    functions = of_type(resources(), "AWS::Lambda::Function")
    given = [each["Role"] for each in functions.values()]

    assert sorted(given) == [f"${{{name.removesuffix('Function')}Role.Arn}}" for name in sorted(functions)]


def test_no_role_has_a_policy_that_somebody_else_keeps():
    assert [name for name, role in roles(**EVERYTHING).items() if role.get("ManagedPolicyArns")] == []


def test_every_statement_names_its_actions_and_its_resources():
    every = [
        (name, action, resource)
        for name, role in roles(**EVERYTHING).items()
        if name != "ApiLogsRole"  # of API Gateway, which refuses a role that may do less
        for _, action, resource in grants(role)
    ]

    assert [each for each in every if "*" in each[1]] == []
    assert [each for each in every if each[2] == "*" and each[1] not in UNBOUND] == []


def test_the_search_function_may_search_and_read_one_file_and_no_more():
    used = {action for _, action, _ in grants(roles()["SearchRole"]) if not action.startswith(("logs:", "xray:"))}
    reached = {resource for _, action, resource in grants(roles()["SearchRole"]) if action == "es:ESHttpPost"}

    files = {resource for _, action, resource in grants(roles()["SearchRole"]) if action.startswith("s3:")}

    assert used == {"es:ESHttpGet", "es:ESHttpHead", "es:ESHttpPost", "s3:GetObject"}
    assert [file.partition("/")[2] for file in files] == ["settings/synonyms.txt"]
    assert [path for path in reached if "/_search" not in path] == []


def test_only_the_accounts_own_principals_may_become_the_operator():
    trusted = roles(**EVERYTHING)["OperatorRole"]["AssumeRolePolicyDocument"]["Statement"]

    assert trusted == [
        {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::123456789012:root"}, "Action": "sts:AssumeRole"}
    ]
