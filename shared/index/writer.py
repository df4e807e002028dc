"""The one writer: what objects are to become, in at most three bulk requests, and what came of each."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from shared.identity import article_id, object_id
from shared.index import documents
from shared.index.bulk import Action, Answer, send
from shared.index.failures import Result
from shared.index.ledger import Plan, State
from shared.settings import Settings

if TYPE_CHECKING:
    from opensearchpy import OpenSearch


type Send = Callable[[Sequence[Action]], Mapping[str, Answer]]

_NO_ANSWER = Answer(Result.POSTPONED, "no answer")


@dataclass(frozen=True, slots=True)
class Writing:
    """The result for one plan, the gravest of its items. `refused` maps article ids to OpenSearch's reason.

    The plan is as it was carried out: above its own announcement, where it needed one.
    """

    plan: Plan
    result: Result
    refused: Mapping[str, str] = field(default_factory=dict)


def write(client: "OpenSearch", settings: Settings, plans: Sequence[Plan], now: datetime) -> list[Writing]:
    """Write each plan above what was known of its object. What gets no answer is postponed."""
    return carry_out(partial(send, client), settings, plans, now)


def carry_out(send: Send, settings: Settings, plans: Sequence[Plan], now: datetime) -> list[Writing]:
    """Announce, write, settle: so that the ledger names every article that may be in the index, at every moment.

    1. *Announce* objects of many articles, with all ids: who is killed from here on, the next to look finds them.
    2. *Write* articles and tombstones; of an object of one article, whose id anyone can tell, the ledger entry too.
    3. *Settle* the others once all of theirs is written: only now may the ledger forget what was dropped.

    A batch of files of one article each is one request. What is for an index that is being built is written at once:
    nothing in use becomes of it, so the ledger has nothing to tell.
    """
    announced = _each(
        send, [plan for plan in plans if _is_of_many(plan)], lambda plan: [_entry(_announcement(plan), settings, now)]
    )
    held_up = [writing for writing in announced if writing.result is not Result.WRITTEN]
    ready = [plan for plan in plans if not _is_of_many(plan)]
    ready += [_above(writing.plan) for writing in announced if writing.result is Result.WRITTEN]
    written = _each(send, ready, lambda plan: list(_actions(plan, settings, now)))
    settling = [each.plan for each in written if each.result is Result.WRITTEN and _is_of_many(each.plan)]
    settled = {each.plan.hint: each for each in _each(send, settling, lambda plan: [_entry(plan, settings, now)])}
    return [*held_up, *(settled.get(each.plan.hint, each) for each in written)]


def dropped(plan: Plan) -> list[str]:
    """The articles that were known of an object and are none of it any more, to be made tombstones."""
    if plan.state is State.RECEIVED:
        return []
    kept = {*plan.known.taken_down, *(article.id for article in plan.articles)}
    # A settled object always holds its own id, by an article or by a tombstone: an article may be on its way there,
    # from an older look. (What was taken down has its tombstone, which no writer gets past.)
    return [each for each in dict.fromkeys((*plan.known.ids, _own(plan))) if each not in kept]


def _own(plan: Plan) -> str:
    """The id of the article of an object of one: known to everyone who knows the object."""
    return article_id(plan.hint.bucket, plan.hint.key)


def _ids(plan: Plan) -> tuple[str, ...]:
    """All that the index may hold of the object while the plan is carried out."""
    return tuple(dict.fromkeys((*plan.known.ids, *(article.id for article in plan.articles))))


def _is_of_many(plan: Plan) -> bool:
    if plan.is_aside or plan.state is State.RECEIVED:
        return False
    return any(each != _own(plan) for each in _ids(plan))


def _announcement(plan: Plan) -> Plan:
    known = replace(plan.known, ids=_ids(plan))
    return replace(plan, known=known, state=State.RECEIVED, articles=(), failures=(), ignored_fields={})


def _above(plan: Plan) -> Plan:
    """The plan, once it was announced."""
    return replace(plan, known=replace(plan.known, generation=plan.known.generation + 1, ids=_ids(plan)))


def _actions(plan: Plan, settings: Settings, now: datetime) -> Iterator[Action]:
    if plan.is_aside:
        for article in plan.articles:
            document = documents.of_article(article)
            yield Action(settings.next_alias, article.id, plan.known.generation, document, or_equal=True)
        return
    version = plan.known.generation + 1
    for article in plan.articles:
        yield Action(settings.write_alias, article.id, version, documents.of_article(article))
    for gone in dropped(plan):
        yield Action(settings.write_alias, gone, version, documents.of_tombstone(gone, plan.hint, now))
    if not _is_of_many(plan):
        yield _entry(plan, settings, now)


def _entry(plan: Plan, settings: Settings, now: datetime) -> Action:
    place = object_id(plan.hint.bucket, plan.hint.key)
    return Action(settings.ledger_alias, place, plan.known.generation + 1, documents.of_plan(plan, now))


def _each(send: Send, plans: Sequence[Plan], actions: Callable[[Plan], list[Action]]) -> list[Writing]:
    """Carry out the plans' actions in one go, and tell for each plan what came of its own."""
    if not plans:
        return []
    wanted = [(plan, actions(plan)) for plan in plans]
    answers = send([action for _, of_plan in wanted for action in of_plan])
    return [_writing(plan, {each.id: answers.get(each.id, _NO_ANSWER) for each in of_plan}) for plan, of_plan in wanted]


def _writing(plan: Plan, answers: Mapping[str, Answer]) -> Writing:
    refused = {each: answer.reason for each, answer in answers.items() if answer.result is Result.REFUSED}
    left = [answer.result for answer in answers.values() if not (plan.is_aside and _is_needless(answer))]
    return Writing(plan, max(left, default=Result.WRITTEN), refused)


def _is_needless(answer: Answer) -> bool:
    """Whether an index that is being built need not have it: it has a newer one, or there is no such index any more."""
    return answer.result is Result.OVERTAKEN or answer.is_astray
