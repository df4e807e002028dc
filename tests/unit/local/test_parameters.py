"""A parameter is looked at before anything is built for it."""

import pytest

from local import parameters, sam
from local.errors import WrongUse


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"LogDays": "7", "VolumeSize": "20", "Authorizer": "", "InstanceCount": "80"},
        {"AllowedOrigin": "https://news.example", "SubnetIds": "a,b"},
    ],
)
def test_what_the_template_takes_passes(given: dict[str, str]) -> None:
    parameters.check(sam.TEMPLATE, given)


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("LogDay", "7", "template.yaml has no parameter 'LogDay'.\nDid you mean LogDays?"),
        ("Zones", "4", "Zones cannot be '4'.\nIt takes 2, 3."),
        ("Authorizer", "JWT", "Authorizer cannot be 'JWT'.\nIt takes nothing, AWS_IAM."),
        ("VolumeSize", "much", "VolumeSize cannot be 'much'.\nIt takes a number."),
        ("InstanceCount", "0", "InstanceCount cannot be '0'.\nIt takes a number from 1 to 80."),
    ],
)
def test_what_it_does_not_take_is_wrong_use(name: str, value: str, told: str) -> None:
    with pytest.raises(WrongUse) as refused:
        parameters.check(sam.TEMPLATE, {name: value})

    assert str(refused.value) == told


def test_a_name_like_no_other_is_answered_with_all_there_are() -> None:
    with pytest.raises(WrongUse, match=r"It has EngineVersion, .*LogDays\.$"):
        parameters.check(sam.TEMPLATE, {"Nonsense": "1"})
