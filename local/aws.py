"""boto3, for a local cloud alone: whatever profile, account or proxy the shell is set up for is left out."""

from typing import TYPE_CHECKING, Any

from local import localstack

if TYPE_CHECKING:
    import boto3

    from local.cloud import Cloud


def session() -> "boto3.Session":
    """Clients made with it still need the cloud's `endpoint_url`."""
    # Slow to import, and not wanted where nothing is asked of AWS.
    import boto3  # noqa: PLC0415
    import botocore.session  # noqa: PLC0415
    from botocore.config import Config  # noqa: PLC0415

    nothing = (None, None, None, None)
    bare = botocore.session.Session(dict.fromkeys(("profile", "config_file", "credentials_file"), nothing))
    bare.set_default_client_config(Config(proxies={}))
    return boto3.Session(
        aws_access_key_id=localstack.KEYS["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=localstack.KEYS["AWS_SECRET_ACCESS_KEY"],
        region_name=localstack.REGION,
        botocore_session=bare,
    )


def client(cloud: "Cloud", service: str) -> Any:
    make: Any = session().client
    return make(service, endpoint_url=cloud.endpoint_url)
