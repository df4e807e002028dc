"""What a stack is made of, by its name."""

from local import sam


def test_production_has_its_parameters_from_samconfig():
    told = sam.configured("cuttings-prod")

    assert (told["InstanceCount"], told["Zones"], told["FineGrained"]) == ("3", "3", "ENABLED")


def test_a_stack_that_samconfig_does_not_name_has_none():
    assert sam.configured("somebody-elses") == {}
