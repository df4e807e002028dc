"""The template as CloudFormation gets it: translated by SAM's own translator, conditions decided, names readable.

What only CloudFormation knows stands as `${Name.Attribute}`.
"""

import json
import re
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]

_TRANSLATE = """
import json, sys
from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse

class NoManagedPolicies:
    def load(self):
        return {}

template = yaml_parse(open("template.yaml", encoding="utf-8").read())
for each in template["Resources"].values():
    if each["Type"] == "AWS::Serverless::Function":
        each["Properties"]["CodeUri"] = "s3://bucket/bundle"
print(json.dumps(transform(template, json.loads(sys.argv[1]), NoManagedPolicies())))
"""

PSEUDO = {
    "AWS::StackName": "cuttings",
    "AWS::Partition": "aws",
    "AWS::Region": "eu-west-1",
    "AWS::AccountId": "123456789012",
    "AWS::URLSuffix": "amazonaws.com",
}
_NOTHING = object()


@cache
def _translated(parameters: str) -> dict[str, Any]:
    from local import tools
    from local.progress import Silent

    tools.ensure((tools.SAM,), Silent())
    done = subprocess.run(
        [tools.SAM.python, "-c", _TRANSLATE, parameters],
        cwd=ROOT,
        env={"AWS_DEFAULT_REGION": PSEUDO["AWS::Region"], "HOME": str(tools.SAM.folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def resources(**parameters: str | int) -> dict[str, dict[str, Any]]:
    """The resources that a deployment with these parameters makes, by their logical names."""
    template = _translated(json.dumps(parameters))
    defaults = {name: each.get("Default", "") for name, each in template["Parameters"].items()}
    reader = _Reader(template, {**defaults, **parameters, **PSEUDO})
    return {
        name: reader.read(each)
        for name, each in template["Resources"].items()
        if "Condition" not in each or reader.holds(each["Condition"])
    }


def of_type(found: dict[str, dict[str, Any]], kind: str) -> dict[str, dict[str, Any]]:
    """The properties of the resources of one type."""
    return {name: each.get("Properties", {}) for name, each in found.items() if each["Type"] == kind}


class _Reader:
    """Decides conditions and writes references out."""

    def __init__(self, template: dict[str, Any], values: dict[str, Any]) -> None:
        self.conditions = template.get("Conditions", {})
        self.values = values

    def read(self, node: Any) -> Any:
        if isinstance(node, list):
            return [told for each in node if (told := self.read(each)) is not _NOTHING]
        if not isinstance(node, dict):
            return node
        if len(node) == 1:
            ((name, about),) = node.items()
            if name == "Ref" or name.startswith("Fn::"):
                return self._intrinsic(name, about)
        return {name: told for name, each in node.items() if (told := self.read(each)) is not _NOTHING}

    def _intrinsic(self, name: str, about: Any) -> Any:
        match name:
            case "Ref" if about == "AWS::NoValue":
                return _NOTHING
            case "Ref":
                return self.values.get(about, f"${{{about}}}")
            case "Fn::GetAtt":
                return "${" + (about if isinstance(about, str) else ".".join(about)) + "}"
            case "Fn::If":
                return self.read(about[1] if self.holds(about[0]) else about[2])
            case "Fn::Join":
                return about[0].join(map(str, _listed(self.read(about[1]))))
            case "Fn::Sub":
                text, given = (about, {}) if isinstance(about, str) else about
                values = {**self.values, **{each: self.read(value) for each, value in given.items()}}
                return re.sub(r"\$\{([^}]+)\}", lambda found: str(values.get(found[1], found[0])), text)
        raise AssertionError(f"unknown intrinsic function {name}")

    def holds(self, condition: Any) -> bool:
        if isinstance(condition, str):
            return self.holds(self.conditions[condition])
        ((name, about),) = condition.items()
        match name:
            case "Condition":
                return self.holds(about)
            case "Fn::Not":
                return not self.holds(about[0])
            case "Fn::And":
                return all(map(self.holds, about))
            case "Fn::Or":
                return any(map(self.holds, about))
            case "Fn::Equals":
                one, other = map(self.read, about)
                return str(one) == str(other)
        raise AssertionError(f"unknown condition {name}")


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
