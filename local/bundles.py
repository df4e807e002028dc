"""Points a template that was edited to the bundles that were built before, where they are what it asks for.

Building takes far longer than all the rest of a deployment, and most edits of a template change no bundle. Run by SAM's
own Python, whose reader knows the tags of CloudFormation: `python bundles.py TEMPLATE BUILT FOLDER`, where BUILT is the
template that the bundles were built from, exits with 3 where others have to be built.
"""

import sys
from pathlib import Path
from typing import Any

from samcli.yamlhelper import yaml_dump, yaml_parse  # type: ignore[import-not-found]

_FUNCTION = "AWS::Serverless::Function"
_BUILT_FROM = ("CodeUri", "Runtime", "Architectures", "PackageType", "Layers")
# SAM takes files of these too; Cuttings has none.
_OTHERS = {"AWS::Lambda::Function", "AWS::Lambda::LayerVersion", "AWS::Serverless::LayerVersion"}


def main(template: Path, built: Path, folder: Path) -> int:
    wanted = yaml_parse(template.read_text("utf-8"))
    if _asked_for(wanted) != _asked_for(yaml_parse(built.read_text("utf-8"))):
        return 3
    for name, resource in wanted["Resources"].items():
        if resource["Type"] == _FUNCTION:
            resource["Properties"]["CodeUri"] = name
    (folder / "template.yaml").write_text(yaml_dump(wanted), "utf-8")
    return 0


def _asked_for(template: Any) -> Any:
    """All that decides what is bundled; never the same where that cannot be told."""
    resources = template["Resources"].items()
    if any(resource["Type"] in _OTHERS for _, resource in resources):
        return object()
    functions = {
        name: ([resource["Properties"].get(each) for each in _BUILT_FROM], resource.get("Metadata"))
        for name, resource in resources
        if resource["Type"] == _FUNCTION
    }
    common = template.get("Globals", {}).get("Function", {})
    return functions, [common.get(each) for each in _BUILT_FROM]


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:])))
