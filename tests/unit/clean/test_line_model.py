"""The rules draft a body, and the model corrects the lines it is surer of."""

import inspect

import pytest

from shared.clean.draft import Draft, draft_of
from shared.clean.features import NAMES, features_of
from shared.clean.line_model import revised
from shared.clean.line_trees import margin
from shared.clean.lines import lines_of
from shared.clean.score import sorts_of

MENU = "Home\nNews\nSport\nTravel\nWeather\nShop\nSign in\nSubscribe\n"
STORY = [
    "The harbour master closed the eastern quay on Monday after divers found cracks in two of the harbour's piers.",
    "Repairs of the piers will take three weeks, the harbour master said, and the council will pay for all of them.",
    "Fishermen will use the western quay until then, where the council has moved the ice house and the harbour crane.",
    "The eastern quay was built in 1871, and its piers were last repaired after a storm in the winter of 1953.",
]
PAGE = MENU + "\n\n".join(STORY) + "\n\nRelated stories\n" + MENU


def drafted(text: str) -> Draft:
    lines, _ = lines_of(text, 1_000)
    return draft_of(lines, sorts_of(lines))


def texts(draft: Draft, kept) -> list[str]:
    return [line.text for line, keep in zip(draft.lines, kept, strict=True) if keep]


def test_the_trees_take_the_numbers_that_are_told_of_a_line():
    assert tuple(inspect.signature(margin).parameters) == NAMES
    assert {len(row) for row in features_of(drafted(PAGE))[1]} == {len(NAMES)}


def test_a_story_between_menus_is_kept_and_believed():
    draft = drafted(PAGE)
    judged = revised(draft)
    believed = [chance > 0.6 for chance, keep in zip(judged.chances, judged.kept, strict=True) if keep]
    assert (texts(draft, judged.kept), believed) == (STORY, [True] * len(STORY))


def test_far_menus_are_not_weighed():
    draft = drafted("Tickets\n" * 50 + PAGE)
    assert min(features_of(draft)[0]) >= 50


def test_paragraphs_amid_a_draft_are_kept_unweighed_and_its_edges_are_weighed(monkeypatch):
    monkeypatch.setattr("shared.clean.line_model.margin", lambda *_: -5.0)
    long = [f"{story} {other}" for story, other in zip(STORY, reversed(STORY), strict=True)]
    draft = drafted(MENU + "\n\n".join(long) + "\n\nRelated stories\n" + MENU)
    assert texts(draft, draft.kept) == long
    assert texts(draft, revised(draft).kept) == long[1:3]


def test_a_correction_says_how_likely_the_line_was(monkeypatch):
    weight = NAMES.index("weight")
    monkeypatch.setattr("shared.clean.line_model.margin", lambda *numbers: -2.0 if numbers[weight] > 107 else 0.0)
    draft = drafted(PAGE)
    judged = revised(draft)
    corrected = {line.text: reason for line, reason in zip(draft.lines, judged.reasons, strict=True) if "%" in reason}
    assert corrected == dict.fromkeys(STORY[:3], "unlike a line of a story: 12% likely")
    assert texts(draft, judged.kept) == STORY[3:]


def test_between_the_two_limits_the_rules_decide(monkeypatch):
    monkeypatch.setattr("shared.clean.line_model.margin", lambda *_: 0.0)
    draft = drafted(PAGE)
    assert (revised(draft).kept, revised(draft).reasons) == (draft.kept, draft.reasons)


def test_a_line_the_rules_left_out_comes_in_and_says_why(monkeypatch):
    monkeypatch.setattr("shared.clean.line_model.margin", lambda *_: 2.0)
    draft = drafted(PAGE)
    reasons = dict(zip((line.text for line in draft.lines), revised(draft).reasons, strict=True))
    assert reasons["Related stories"] == "body, although behind the body: 88% likely"


@pytest.mark.parametrize("text", [PAGE, "\n\n".join(STORY)])
def test_a_body_the_model_believes_nothing_of_is_kept_for_want_of_a_better(monkeypatch, text):
    monkeypatch.setattr("shared.clean.line_model.margin", lambda *_: -5.0)
    draft = drafted(text)
    assert texts(draft, revised(draft).kept) == STORY


def test_a_text_of_a_few_lines_is_left_to_the_rules(monkeypatch):
    monkeypatch.setattr("shared.clean.line_model.margin", lambda *_: 5.0)
    draft = drafted("News\n" + "\n\n".join(STORY) + "\nShare\n")
    assert revised(draft).kept == draft.kept
