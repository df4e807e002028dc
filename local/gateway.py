"""Give an API its stage back, which LocalStack loses when an update of the stack replaces the API's deployment."""

from typing import Any

STAGE = "v1"


def mend(client: Any, name: str) -> bool:
    """Put the newest deployment of the API of that name on its stage again, where it has none. Whether it had none.

    AWS points the stage at the new deployment and then deletes the old one. LocalStack 4.14.0 cannot update a stage,
    and deletes it with the old deployment.
    """
    apis = [api["id"] for api in client.get_rest_apis(limit=500)["items"] if api["name"] == name]
    lost = [api for api in apis if not client.get_stages(restApiId=api)["item"]]
    for api in lost:
        newest = max(client.get_deployments(restApiId=api)["items"], key=lambda deployment: deployment["createdDate"])
        client.create_stage(restApiId=api, stageName=STAGE, deploymentId=newest["id"])
    return bool(lost)
