"""The sums of docs/cost.md are those of the code, and the code's are of the template."""

import re

import pytest
import yaml

from bench import cost
from tests.translation import ROOT, of_type, resources


def test_the_sums_of_the_page_are_those_of_the_code():
    told = cost.PAGE.read_text("utf-8")

    assert told.partition(cost.BEGIN)[2].partition(cost.END)[0] == cost.as_markdown()


def test_the_sums_reckon_with_what_the_template_makes():
    found = resources()
    memory = {name: each["MemorySize"] for name, each in of_type(found, "AWS::Lambda::Function").items()}

    assert (memory["IngestFunction"], memory["SearchFunction"]) == (cost.INGEST_GB * 1024, cost.SEARCH_GB * 1024)
    assert len(of_type(found, "AWS::CloudWatch::Alarm")) == cost.ALARMS
    assert found["Domain"]["Properties"]["EBSOptions"]["VolumeSize"] == cost.DEV.gigabytes


def test_production_costs_what_samconfig_deploys():
    import tomllib

    told = tomllib.loads((ROOT / "samconfig.toml").read_text("utf-8"))["prod"]["deploy"]["parameters"]
    given = dict(each.split("=", 1) for each in told["parameter_overrides"])

    assert (int(given["InstanceCount"]), given["InstanceType"], int(given["VolumeSize"])) == (
        cost.PROD.nodes,
        f"{cost.PROD.kind}.search",
        cost.PROD.gigabytes,
    )


def test_a_sum_by_hand():
    """A million searches: 3.50 and 0.20 for themselves, 15 ms of a GB each, a line of log each, 5 % traced."""
    searches = 1_000_000 / cost.SECONDS

    assert cost.of_searches(searches, firewall=False) == pytest.approx(3.70 + 0.20 + 0.60 + 0.25, abs=0.01)
    assert cost.of_searches(searches, firewall=True) == pytest.approx(3.70 + 0.20 + 0.60 + 0.25 + 0.60, abs=0.01)


def test_twice_as_much_costs_twice_as_much():
    assert cost.of_uploads(2_000_000) == pytest.approx(2 * cost.of_uploads(1_000_000))


def test_every_figure_says_where_it_is_from():
    assert [name for name, each in cost.MEASURED.items() if len(each.how.split()) < 3] == []
    assert [name for name, each in cost.PRICES.items() if not re.fullmatch(r"20\d\d-\d\d", each.as_of)] == []


def test_parameters_of_samconfig_are_those_of_the_template():
    import tomllib

    class Loader(yaml.SafeLoader):
        pass

    Loader.add_multi_constructor("!", lambda *_: None)
    known = yaml.load((ROOT / "template.yaml").read_text("utf-8"), Loader)["Parameters"]
    environments = tomllib.loads((ROOT / "samconfig.toml").read_text("utf-8"))
    named = [
        each.partition("=")[0]
        for name, about in environments.items()
        if isinstance(about, dict)
        for each in about["deploy"]["parameters"].get("parameter_overrides", [])
    ]

    assert [name for name in named if name not in known] == []
