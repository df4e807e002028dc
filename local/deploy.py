"""Build the functions and deploy the stack: to the local cloud, or to an account of AWS."""

import os
import platform
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import filelock

from local import aws, cloud, fingerprint, gateway, interrupts, localstack, native, sam, state, tools
from local.cloud import Cloud
from local.errors import Trouble
from local.folders import HOME, LOCKS, ROOT
from local.progress import Progress, Silent

STACK = "cuttings"
_ARTIFACTS = "cuttings-artifacts"
_BROKEN = {"CREATE_FAILED", "ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "DELETE_FAILED", "UPDATE_ROLLBACK_FAILED"}
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
    parameters = {"EngineVersion": localstack.ENGINE, "Architecture": _architecture(), **(parameters or {})}
    refitted = not native.IS_LAMBDAS and not target.docker
    current = fingerprint.of_sources(ROOT, {**parameters, "sam": tools.SAM.folder.name, "refitted": str(refitted)})
    logs = target.folder / "logs"
    known = state.load(target.name)
    if not force and known and known.deployed.get(stack) == current:
        return False
    with interrupts.raised(), filelock.FileLock(LOCKS / f"deploy-{target.name}.lock"):
        folder, stamp = target.folder / "build", target.folder / "build.fingerprint"
        # A build outlives the cloud, so that the next cloud need not wait for it.
        if force or not stamp.exists() or stamp.read_text("utf-8") != current:
            stamp.unlink(missing_ok=True)
            _build(folder, parameters, logs, refitted=refitted, progress=progress)
            stamp.write_text(current, "utf-8")
        _make_way(target, stack)
        try:
            sam.deploy(
                folder,
                stack,
                parameters,
                *("--s3-bucket", _ARTIFACTS),
                environment=target.whole_environment(),
                log=logs / "deploy.log",
                progress=progress,
            )
        except Trouble as trouble:
            trouble.detail = _reasons(target, stack) or trouble.detail
            raise
    gateway.mend(aws.client(target, "apigateway"), stack)
    cloud.remember_deployed(target.name, stack, current)
    return True


def to_aws(stack: str, *, parameters: Mapping[str, str] | None = None, progress: Progress = _SILENT) -> None:
    """Build and deploy to the account and region that the caller's own AWS settings name.

    A stack that samconfig.toml names has its parameters from there, but for those that are given.
    """
    folder = HOME / "aws" / stack
    parameters = {**sam.configured(stack), **(parameters or {})}
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


def _build(folder: Path, parameters: Mapping[str, str], logs: Path, *, refitted: bool, progress: Progress) -> None:
    sam.build(folder, parameters, log=logs / "build.log", progress=progress)
    if refitted:
        native.refit(folder, logs=logs, progress=progress)


def _make_way(target: Cloud, stack: str) -> None:
    """A bucket for the bundles; and no stack that failed at its first try, for such a one cannot be updated."""
    aws.client(target, "s3").create_bucket(Bucket=_ARTIFACTS)
    formation = aws.client(target, "cloudformation")
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
    failed = [event for event in reversed(events) if "FAILED" in event["ResourceStatus"]]
    return "\n".join(
        f"{event['LogicalResourceId']}: {event.get('ResourceStatusReason', 'failed')}"
        for event in failed
        if event["LogicalResourceId"] != stack
    )


def _architecture() -> str:
    """Functions run as processes of this machine."""
    return "arm64" if platform.machine().lower() in {"arm64", "aarch64"} else "x86_64"
