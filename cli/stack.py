"""A deployed stack as the commands see it: on the local cloud, or on AWS with --stack."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from local.cloud import require
from local.errors import Trouble
from shared.settings import Settings

if TYPE_CHECKING:
    import boto3

LOCAL_STACK = "cuttings"


@dataclass(frozen=True)
class Stack:
    """What `cuttings info` shows. `session` makes the clients that reach it."""

    stack: str
    region: str
    endpoint_url: str | None
    api_url: str
    api_key: str
    bucket: str
    queue_url: str
    dlq_url: str
    opensearch_url: str
    web_url: str
    session: boto3.Session = field(repr=False, compare=False)
    operator_role: str = ""

    def client(self, service: str) -> Any:
        """A boto3 client of the place where the stack is."""
        return self.session.client(service, endpoint_url=self.endpoint_url)  # type: ignore[call-overload]

    def settings(self) -> Settings:
        """What its functions are told, for work on the same index from here."""
        return Settings(self.opensearch_url, self.bucket, self.queue_url, self.region, operator_role=self.operator_role)

    def public(self) -> dict[str, str | None]:
        """The contract's names and values."""
        return {name: value for name, value in vars(self).items() if name not in {"session", "operator_role"}}


def find(stack: str | None, cloud: str) -> Stack:
    """The stack on the local cloud of that name, or with `stack` the one of that name on AWS.

    Raises Trouble where there is none, with what to do about it.
    """
    import boto3  # noqa: PLC0415 - a quarter of a second that `--help` need not wait for

    if stack:
        from botocore.exceptions import ProfileNotFound  # noqa: PLC0415

        try:
            session = boto3.Session()
        except ProfileNotFound as error:
            raise _why_not(error, stack, "") from error
        return _describe(session, stack, None, None)
    here = require(cloud)
    session = boto3.Session(aws_access_key_id="test", aws_secret_access_key="test", region_name=here.region)  # noqa: S106  # nosec B106 - LocalStack's
    return _describe(session, LOCAL_STACK, here.endpoint_url, here.opensearch_url)


def _describe(session: boto3.Session, name: str, endpoint: str | None, node: str | None) -> Stack:
    from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415

    try:
        found = session.client("cloudformation", endpoint_url=endpoint).describe_stacks(StackName=name)["Stacks"][0]
        outputs = {each["OutputKey"]: each["OutputValue"] for each in found.get("Outputs", [])}
        gateway = session.client("apigateway", endpoint_url=endpoint)
        key = gateway.get_api_key(apiKey=outputs["ApiKeyId"], includeValue=True)["value"]
    except (BotoCoreError, ClientError, KeyError) as error:
        raise _why_not(error, name, "cuttings deploy" if endpoint else f"cuttings deploy --stack {name}") from error
    api = f"{endpoint}/_aws/execute-api/{outputs['ApiId']}/{outputs['ApiStage']}" if endpoint else outputs["ApiUrl"]
    return Stack(
        stack=name,
        region=session.region_name,
        endpoint_url=endpoint,
        api_url=api,
        api_key=key,
        bucket=outputs["Bucket"],
        queue_url=outputs["QueueUrl"],
        dlq_url=outputs["DeadLettersUrl"],
        opensearch_url=node or outputs["SearchEndpoint"],
        web_url=f"{api}/",
        session=session,
        operator_role=outputs.get("OperatorRole", ""),
    )


def _why_not(error: Exception, name: str, deploy: str) -> Trouble:
    """Why nothing is known of a stack, which is seldom that it is not there."""
    from botocore.exceptions import (  # noqa: PLC0415 - slow to load
        BotoCoreError,
        ClientError,
        NoCredentialsError,
        NoRegionError,
        ProfileNotFound,
    )

    if isinstance(error, NoRegionError):
        return Trouble("No region of AWS is named.", "Set AWS_REGION, or AWS_PROFILE to a profile that names one.")
    if isinstance(error, NoCredentialsError | ProfileNotFound):
        return Trouble(f"Who you are to AWS is not known: {error}.", "Set AWS_PROFILE, or run `aws configure`.")
    if isinstance(error, ClientError) and "does not exist" not in str(error):
        return Trouble(f"AWS refuses to tell of the stack {name!r}.", "See that you may read it.", detail=str(error))
    if isinstance(error, BotoCoreError):
        return Trouble(f"AWS cannot be asked for the stack {name!r}.", "Check the network.", detail=str(error))
    return Trouble(f"There is no finished stack {name!r}.", f"Deploy it first: {deploy}")
