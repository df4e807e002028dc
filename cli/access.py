"""The roles within OpenSearch, given after a deployment to AWS. A domain without fine-grained access has none."""

from __future__ import annotations

from typing import Any

from cli.stack import find
from local.errors import Trouble
from shared.index.access import ROLES, grant


def grant_within(stack: str) -> bool:
    """Let the functions of a stack do what they have to, and no more. False where the domain knows no roles.

    Raises Trouble when the domain does not take them.
    """
    from opensearchpy import OpenSearchException  # noqa: PLC0415 - slow to load

    from shared.clients import connect  # noqa: PLC0415

    there = find(stack, "")
    if not there.operator_role:
        return False
    resources = there.client("cloudformation").get_paginator("list_stack_resources").paginate(StackName=stack)
    roles = _roles([each for page in resources for each in page["StackResourceSummaries"]])
    account = there.operator_role.partition("::")[2].partition(":")[0]
    partition = there.operator_role.split(":")[1]
    try:
        grant(
            connect(there.settings()),
            {name: f"arn:{partition}:iam::{account}:role/{role}" for name, role in roles.items()},
        )
    except OpenSearchException as error:
        raise Trouble(
            f"The stack {stack!r} is deployed, but its domain did not take the functions' roles.",
            "Until then they are refused. See that you may assume the role of the output OperatorRole and reach the "
            "domain from here, then run cuttings deploy again.",
            detail=str(error),
        ) from error
    return True


def _roles(resources: list[dict[str, Any]]) -> dict[str, str]:
    """The name of each function's IAM role, by the function."""
    named = {each["LogicalResourceId"]: each["PhysicalResourceId"] for each in resources}
    return {name: named[f"{name.capitalize()}Role"] for name in ROLES}
