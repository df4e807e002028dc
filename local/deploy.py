"""Build the functions and deploy the stack: to the local cloud, or to an account of AWS."""

import os
import platform
import time
from collections.abc import Mapping
from itertools import takewhile
from pathlib import Path
from typing import Any

import filelock

from local import aws, cloud, fingerprint, interrupts, localstack, native, sam, state, tools
from local.cloud import Cloud
from local.errors import Trouble
from local.folders import HOME, LOCKS, ROOT
from local.parameters import check
from local.progress import Progress, Silent

STACK = "cuttings"
_ARTIFACTS = "cuttings-artifacts"
_BROKEN = {"CREATE_FAILED", "ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "DELETE_FAILED", "UPDATE_ROLLBACK_FAILED"}
_BEGINNINGS = {"CREATE_IN_PROGRESS", "UPDATE_IN_PROGRESS"}
_UNDER_WAY = {
    f"{change}_IN_PROGRESS"
    for change in ("CREATE", "UPDATE", "UPDATE_COMPLETE_CLEANUP", "UPDATE_ROLLBACK", "ROLLBACK", "DELETE")
}
_PATIENCE = 120.0
_SILENT = Silent()


def to_local(
    target: Cloud,
    *,
    stack: str = STACK,
    parameters: Mapping[str, str] | None = None,
    force: bool = False,
    progress: Progress = _SILENT,
) -> bool:
    """Build what changed and deploy it to a local cloud. False when that cloud has it already."""
    parameters = of_this_machine() | dict(parameters or {})
    check(sam.TEMPLATE, parameters)
    refitted = not native.IS_LAMBDAS and not target.docker
    current = fingerprint.of_sources(ROOT, {**parameters, "sam": tools.SAM.folder.name, "refitted": str(refitted)})
    known = state.load(target.name)
    if not force and known and known.deployed.get(stack) == current:
        return False
    with interrupts.raised(), filelock.FileLock(LOCKS / f"deploy-{target.name}.lock"):
        folder = _built(target, parameters, force=force, refitted=refitted, progress=progress)
        deliver(target, folder, stack, parameters, progress)
    cloud.remember_deployed(target.name, stack, current)
    return True


def deliver(target: Cloud, folder: Path, stack: str, parameters: Mapping[str, str], progress: Progress) -> None:
    """Deploy what was built to a local cloud. Raises Trouble with the reason of each resource that failed."""
    _make_way(target, stack)
    try:
        sam.deploy(
            folder,
            stack,
            parameters,
            *("--s3-bucket", _ARTIFACTS),
            environment=target.whole_environment(),
            log=target.folder / "logs" / "deploy.log",
            progress=progress,
        )
    except Trouble as trouble:
        trouble.detail = _reasons(target, stack) or trouble.detail
        raise


def to_aws(stack: str, *, parameters: Mapping[str, str] | None = None, progress: Progress = _SILENT) -> None:
    """Build and deploy to the account and region that the caller's own AWS settings name.

    A stack that samconfig.toml names has its parameters from there, but for those that are given.
    """
    folder = HOME / "aws" / stack
    parameters = {**sam.configured(stack), **(parameters or {})}
    check(sam.TEMPLATE, parameters)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("AWS_ENDPOINT_URL")}
    with interrupts.raised():
        sam.build(folder / "build", parameters, log=folder / "build.log", progress=progress)
        sam.deploy(
            folder / "build",
            stack,
            parameters,
            "--resolve-s3",
            environment=environment,
            log=folder / "deploy.log",
            progress=progress,
        )


def _built(target: Cloud, parameters: Mapping[str, str], *, force: bool, refitted: bool, progress: Progress) -> Path:
    """The folder with the bundles and their template. It outlives the cloud, so that the next need not wait for it."""
    folder, stamp = target.folder / "build", target.folder / "build.fingerprint"
    bundled = fingerprint.of_sources(
        ROOT,
        {"Architecture": parameters["Architecture"], "sam": tools.SAM.folder.name, "refitted": str(refitted)},
        fingerprint.BUNDLED,
    )
    known = not force and stamp.exists() and stamp.read_text("utf-8") == bundled
    if not (known and sam.repoint(folder)):
        stamp.unlink(missing_ok=True)
        logs = target.folder / "logs"
        sam.build(folder, parameters, log=logs / "build.log", progress=progress)
        if refitted:
            native.refit(folder, logs=logs, progress=progress)
        stamp.write_text(bundled, "utf-8")
    return folder


def _make_way(target: Cloud, stack: str) -> None:
    """A bucket for the bundles; and no stack that failed at its first try, for such a one cannot be updated.

    Nor one that a deployment which was broken off still changes.
    """
    aws.client(target, "s3").create_bucket(Bucket=_ARTIFACTS)
    formation = aws.client(target, "cloudformation")
    deadline = time.monotonic() + _PATIENCE
    while _status(formation, stack) in _UNDER_WAY:
        if time.monotonic() > deadline:
            raise Trouble(
                f"The stack {stack!r} has been changing for {_PATIENCE:.0f} seconds.", "See LocalStack's log."
            )
        time.sleep(0.2)
    if _status(formation, stack) in _BROKEN:
        formation.delete_stack(StackName=stack)
        formation.get_waiter("stack_delete_complete").wait(
            StackName=stack, WaiterConfig={"Delay": 1, "MaxAttempts": 60}
        )


def _status(formation: Any, stack: str) -> str:
    from botocore.exceptions import ClientError  # noqa: PLC0415 - with boto3

    try:
        return str(formation.describe_stacks(StackName=stack)["Stacks"][0]["StackStatus"])
    except ClientError:
        return "NONE"


def _reasons(target: Cloud, stack: str) -> str:
    """Why resources failed, each on a line: SAM's own table breaks the words into columns."""
    formation = aws.client(target, "cloudformation")
    if _status(formation, stack) == "NONE":
        return ""
    events = formation.describe_stack_events(StackName=stack)["StackEvents"]
    ours = takewhile(
        lambda event: event["ResourceStatus"] not in _BEGINNINGS or event["LogicalResourceId"] != stack, events
    )
    return "\n".join(
        f"{event['LogicalResourceId']}: {event.get('ResourceStatusReason', 'failed')}"
        for event in reversed(list(ours))
        if "FAILED" in event["ResourceStatus"] and event["LogicalResourceId"] != stack
    )


def of_this_machine() -> dict[str, str]:
    """The parameters that a local cloud wants: its engine, and functions that run as processes of this machine."""
    is_arm = platform.machine().lower() in {"arm64", "aarch64"}
    return {"EngineVersion": localstack.ENGINE, "Architecture": "arm64" if is_arm else "x86_64"}
