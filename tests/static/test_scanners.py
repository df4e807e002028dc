"""What scanners find: nothing that is not explained where it stands."""

import json
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]


@cache
def scanners() -> Path:
    from local import tools
    from local.progress import Silent

    tools.ensure((tools.SCAN,), Silent())
    return tools.SCAN.bin


def answered(*command: str) -> Any:
    """What a scanner says in JSON. Each exits with 1 when it has found something."""
    done = subprocess.run(
        [scanners() / command[0], *command[1:]],
        cwd=ROOT,
        env={**os.environ, "NO_COLOR": "1", "BC_SKIP_MAPPING": "TRUE"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in {0, 1}, done.stderr
    return json.loads(done.stdout)


@cache
def checkov() -> dict[str, Any]:
    return answered(
        "checkov", "--framework", "cloudformation", "--file", "template.yaml", "--skip-download", "--output", "json"
    )


def test_checkov_finds_nothing_in_the_template():
    failed = [(each["check_id"], each["resource"]) for each in checkov()["results"]["failed_checks"]]

    assert failed == []
    assert checkov()["summary"]["passed"] > 40, "it has looked"


def test_what_checkov_passes_over_is_explained_where_it_stands():
    reasons = {
        each["check_id"]: each["check_result"]["suppress_comment"] for each in checkov()["results"]["skipped_checks"]
    }

    assert [check for check, reason in reasons.items() if len(reason.split()) < 5] == []


def test_what_checkov_is_told_to_pass_over_is_what_it_would_find():
    """A comment that is no longer needed goes."""
    told = re.findall(r"checkov:skip=(CKV\w+)", (ROOT / "template.yaml").read_text("utf-8"))

    assert sorted(each["check_id"] for each in checkov()["results"]["skipped_checks"]) == sorted(told)


# A line of the template: the rules that cfn-lint passes over, and why.
PASSED_OVER = re.compile(r"ignore_checks: \[([\w, ]+)\] \} \}(?: # (.+))?")


def test_what_cfn_lint_passes_over_is_explained_where_it_stands():
    told = PASSED_OVER.findall((ROOT / "template.yaml").read_text("utf-8"))

    assert told
    assert [rules for rules, reason in told if len(reason.split()) < 5] == []


def test_what_cfn_lint_is_told_to_pass_over_is_what_it_would_find(tmp_path):
    template = (ROOT / "template.yaml").read_text("utf-8")
    bare = tmp_path / "template.yaml"
    bare.write_text(PASSED_OVER.sub("ignore_checks: [] } }", template), "utf-8")

    found = subprocess.run(
        [Path(sys.executable).with_name("cfn-lint"), "--format", "json", "-a", "cfn_lint_serverless.rules", "--", bare],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    told = [rule for rules, _ in PASSED_OVER.findall(template) for rule in rules.split(", ")]
    assert sorted(each["Rule"]["Id"] for each in json.loads(found.stdout)) == sorted(told)


def test_bandit_finds_nothing_in_the_code():
    told = answered(
        "bandit", "--quiet", "--recursive", "shared", "functions", "cli", "local", "-c", "pyproject.toml", "-f", "json"
    )

    assert [f"{each['filename']}:{each['line_number']} {each['issue_text']}" for each in told["results"]] == []
    assert told["metrics"]["_totals"]["loc"] > 5_000, "it has looked"


def test_what_bandit_passes_over_is_explained_where_it_stands():
    marked = [
        (path.relative_to(ROOT), line.strip())
        for folder in ("shared", "functions", "cli", "local")
        for path in (ROOT / folder).rglob("*.py")
        for line in path.read_text("utf-8").splitlines()
        if "# nosec" in line
    ]

    assert [each for each in marked if not re.search(r"# nosec B\d+ - \w+", each[1])] == []


def of_workflows(place: Path) -> list[str]:
    found = answered("zizmor", "--offline", "--no-exit-codes", "--quiet", "--format", "json", str(place))
    return [f"{each['ident']}: {each['locations'][0]['symbolic']['key']}" for each in found]


def test_zizmor_finds_nothing_in_the_workflows(tmp_path):
    loose = tmp_path / "loose.yml"
    loose.write_text("on: push\njobs: {one: {runs-on: here, steps: [{uses: a/b@v1}]}}\n", "utf-8")

    assert [fault for fault in of_workflows(loose) if fault.startswith("unpinned-uses")], "it looks"
    assert of_workflows(ROOT / ".github") == []


def audited(requirements: Path) -> list[dict[str, Any]]:
    return answered(
        "pip-audit", "--disable-pip", "--no-deps", "-r", str(requirements), "-f", "json", "--progress-spinner", "off"
    )["dependencies"]


def test_no_fault_is_known_of_what_the_functions_carry(tmp_path):
    """PyPI tells of known faults beside each release. A mirror may not: one package tells whether it does."""
    probe = tmp_path / "probe.txt"
    probe.write_text("urllib3==1.26.4\n", "utf-8")  # of which some are known
    try:
        (known,) = audited(probe)
    except (AssertionError, ValueError):
        pytest.skip("no advisories are to be had here: PyPI did not answer. CI on GitHub has them")
    if not known.get("vulns"):
        pytest.skip("no advisories are to be had here: this registry tells none. CI on GitHub has them")

    found = audited(ROOT / "constraints.txt")

    assert [(each["name"], each.get("skip_reason")) for each in found if "skip_reason" in each] == []
    assert [(each["name"], fault["id"]) for each in found for fault in each["vulns"]] == []
