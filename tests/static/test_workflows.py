"""The workflows of GitHub: they may do little, and store nothing."""

import re

import pytest
import yaml

from tests.translation import ROOT

WORKFLOWS = {path.stem: path.read_text("utf-8") for path in (ROOT / ".github" / "workflows").glob("*.yml")}


def test_there_is_one_for_tests_and_one_for_deploying():
    assert sorted(WORKFLOWS) == ["deploy", "test"]


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_job_may_read_the_code_and_no_more_unless_it_deploys(name):
    told = yaml.safe_load(WORKFLOWS[name])
    more = {"id-token": "write"} if name == "deploy" else {}

    assert told["permissions"] == {}
    assert [each.get("permissions") for each in told["jobs"].values()] == [{"contents": "read", **more}] * len(
        told["jobs"]
    )
    assert [job for job, each in told["jobs"].items() if "timeout-minutes" not in each] == []


@pytest.mark.parametrize("name", WORKFLOWS)
def test_another_s_action_is_named_by_its_commit_and_tells_its_version(name):
    """Whoever takes over an action's repository can move its tags, and no commit."""
    used = re.findall(r"uses: *(.*)", WORKFLOWS[name])

    assert [
        action for action in used if not re.fullmatch(r"[\w.-]+/[\w.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action)
    ] == []
    assert used


def test_one_action_is_of_one_version_everywhere():
    used = {action for text in WORKFLOWS.values() for action in re.findall(r"uses: *(.*)", text)}

    assert sorted(used) == sorted({action.partition("@")[0]: action for action in used}.values())


def test_what_is_pinned_is_moved_on():
    told = yaml.safe_load((ROOT / ".github" / "dependabot.yml").read_text("utf-8"))

    assert [each["package-ecosystem"] for each in told["updates"]] == ["github-actions", "uv"]


@pytest.mark.parametrize("name", WORKFLOWS)
def test_no_key_is_stored_and_none_is_left_in_the_checkout(name):
    steps = [step for job in yaml.safe_load(WORKFLOWS[name])["jobs"].values() for step in job["steps"]]

    assert "secrets." not in WORKFLOWS[name]
    assert "aws-access-key-id" not in WORKFLOWS[name]
    checkouts = [step for step in steps if step.get("uses", "").startswith("actions/checkout@")]
    assert [step.get("with", {}).get("persist-credentials") for step in checkouts] == [False] * len(checkouts)


@pytest.mark.parametrize("name", WORKFLOWS)
def test_what_somebody_types_is_never_put_into_a_command(name):
    commands = re.findall(r"run: (?:\|\n(?: {10,}.*\n)+|.*)", WORKFLOWS[name])

    assert [command for command in commands if re.search(r"\$\{\{ *(inputs|github\.event)", command)] == []
    assert commands


def test_deploying_is_by_hand_and_asks_the_environment_first():
    told = yaml.safe_load(WORKFLOWS["deploy"])

    assert list(told[True]) == ["workflow_dispatch"]  # `on` is a truth of YAML's
    assert told["jobs"]["deploy"]["environment"] == "${{ inputs.environment }}"
