"""Who edits the template deploys it again on the cloud that runs: in seconds, and to the letter."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import urllib3

from local import deploy, sam
from local.errors import Trouble
from local.progress import Silent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from local.cloud import Cloud

STACK = "edited"

pytestmark = pytest.mark.timeout(400)


class Edited:
    """A stack of its own, of a copy of the template."""

    def __init__(self, cloud: Cloud, folder: Path) -> None:
        self.cloud = cloud
        self.folder = folder
        self.text = sam.TEMPLATE.read_text("utf-8")

    def edit(self, old: str, new: str) -> None:
        assert self.text.count(old) == 1, old
        self.text = self.text.replace(old, new)

    def deploy(self) -> None:
        template = self.folder / "edited.yaml"
        template.write_text(self.text, "utf-8")
        assert sam.repoint(self.folder, template), "nothing of it asks for other bundles"
        deploy.deliver(self.cloud, self.folder, STACK, deploy.of_this_machine(), Silent())


@pytest.fixture
def edited(cloud: Cloud, stack: object, aws: Callable[[str], Any], tmp_path: Path) -> Iterator[Edited]:
    folder = tmp_path / "build"
    shutil.copytree(cloud.folder / "build", folder)
    yield Edited(cloud, folder)
    formation = aws("cloudformation")
    formation.delete_stack(StackName=STACK)
    formation.get_waiter("stack_delete_complete").wait(StackName=STACK, WaiterConfig={"Delay": 1})
    for bucket in aws("s3").list_buckets(Prefix=f"{STACK}-articles-")["Buckets"]:  # the stack leaves it behind
        aws("s3").delete_bucket(Bucket=bucket["Name"])


def test_edits_of_the_template_reach_a_stack_that_is_there(edited: Edited, cloud: Cloud, aws: Any) -> None:
    edited.deploy()
    outputs = {
        each["OutputKey"]: each["OutputValue"]
        for each in aws("cloudformation").describe_stacks(StackName=STACK)["Stacks"][0]["Outputs"]
    }
    key = aws("apigateway").get_api_key(apiKey=outputs["ApiKeyId"], includeValue=True)["value"]

    def status(path: str) -> int:
        url = f"{cloud.endpoint_url}/_aws/execute-api/{outputs['ApiId']}/v1{path}"
        return urllib3.request("GET", url, headers={"x-api-key": key}).status

    assert [status(path) for path in ("/health", "/healthy", "/docs")] == [200, 404, 200]

    edited.edit("Path: /health, Method", "Path: /healthy, Method")
    edited.edit("VisibilityTimeout: 730 #", "VisibilityTimeout: 800 #")
    edited.edit("Threshold: 2000 #", "Threshold: 1500 #")
    edited.edit("      MemorySize: 1024\n", "      MemorySize: 1280\n")
    edited.deploy()

    queue = aws("sqs").get_queue_attributes(QueueUrl=outputs["QueueUrl"], AttributeNames=["VisibilityTimeout"])
    (alarm,) = aws("cloudwatch").describe_alarms(AlarmNames=[f"{STACK}-slow-searches"])["MetricAlarms"]
    # The function knows its own routes: of one that only the gateway knows it says so itself.
    assert [status(path) for path in ("/health", "/docs")] == [404, 200]
    assert queue["Attributes"]["VisibilityTimeout"] == "800"
    assert alarm["Threshold"] == 1500
    assert aws("lambda").get_function(FunctionName=f"{STACK}-search")["Configuration"]["MemorySize"] == 1280

    edited.edit('      FunctionName: !Sub "${AWS::StackName}-search"\n', "      FunctionName: not a name\n")
    with pytest.raises(Trouble) as told:
        edited.deploy()
    assert told.value.detail.startswith("SearchFunction: ")
    assert [status(path) for path in ("/health", "/docs")] == [404, 200]


def test_an_edit_that_asks_for_other_bundles_has_them_built(edited: Edited) -> None:
    for old, new in (
        ("      CodeUri: functions/uploads\n", "      CodeUri: functions/search\n"),
        ("    Runtime: python3.13\n", "    Runtime: python3.14\n"),
        ("  UploadsFunction:\n", "  AnotherFunction:\n"),
    ):
        edited.text = sam.TEMPLATE.read_text("utf-8")
        edited.edit(old, new)
        template = edited.folder / "edited.yaml"
        template.write_text(edited.text, "utf-8")

        assert not sam.repoint(edited.folder, template), new
