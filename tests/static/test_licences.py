"""The page of licences is that of what the functions carry, and none of them asks for our source."""

from local import licences


def test_the_page_lists_what_the_functions_carry():
    assert licences.PAGE.read_text("utf-8") == licences.as_markdown()


def test_no_package_is_under_a_licence_that_spreads_to_what_uses_it():
    """tld may be taken under MPL-1.1, too."""
    told = {name: licences.licence_of(name) for name, _ in licences.carried()}

    assert {name: each for name, each in told.items() if "GPL" in each} == {
        "tld": "MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later"
    }
