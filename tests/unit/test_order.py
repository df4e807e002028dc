"""Any order, any number, any crash: when the queue is empty, the index is what the bucket is."""

from dataclasses import dataclass, field

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shared.errors import Unavailable
from shared.index.bulk import Action, Answer
from shared.index.failures import Result
from shared.pipeline import Flow
from shared.receive import Hint
from tests.fakes import FakeIndex
from tests.turns import Worker
from tests.world import CONTENTS, World, said

KEYS = ("articles/1", "articles/2")


@dataclass
class SteppedIndex(FakeIndex):
    """The index as one function sees it: before each request and each of its items, others may have their turn."""

    worker: Worker | None = None
    survives: bool = False  # whether requests that are under way reach the index after their function's death
    is_blind: bool = False  # whether the bucket does not answer this function
    full: set[int] = field(default_factory=set)  # items that are answered 429, by their number

    def mget(self, body: dict) -> dict:
        self.worker.step()
        return super().mget(body)

    def send(self, actions):
        self.worker.step()
        answers = {action.id: self.put(action) for action in actions}
        if self.worker.loses_answers:
            self.worker.loses_answers = False
            return {}
        return answers

    def put(self, action: Action) -> Answer:
        self.worker.step(survives=self.survives)
        if self.full and (self.full.discard(0) or len(self.documents) % 3 in self.full):
            self.full.clear()
            return Answer(Result.POSTPONED, "no room")
        return super().put(action)


@dataclass
class Play:
    """The world, the one index, and the functions at work. Each choice is a number: what happens next."""

    world: World = field(default_factory=World)
    documents: dict = field(default_factory=dict)
    at_work: list[tuple[Worker, SteppedIndex]] = field(default_factory=list)

    def happen(self, what: int, which: int) -> None:
        if what < 5:
            self.change(what, which)
        elif self.at_work:
            self.meddle(what, which, *self.at_work[which % len(self.at_work)])

    def change(self, what: int, which: int) -> None:
        key, queue = KEYS[which % len(KEYS)], self.world.queue
        match what:
            case 0:
                self.world.put(key, CONTENTS[which % len(CONTENTS)])
            case 1:
                self.world.delete(key)
            case 2:
                self.world.put_again(key)
            case 3 if queue:  # at least once: it may come again
                queue.append(queue[which % len(queue)])
            case 4 if queue:  # in any order
                self.begin([queue.pop(which % len(queue)) for _ in range(min(len(queue), 1 + which % 2))])

    def meddle(self, what: int, which: int, worker: Worker, index: SteppedIndex) -> None:
        match what:
            case 5:
                self.go_on((worker, index))
            case 6:
                worker.is_killed, index.survives = True, which % 2 == 0
            case 7:
                worker.loses_answers = True
            case 8:
                index.full.add(which % 3)
            case 9:
                index.is_blind = True

    def begin(self, hints: list[Hint]) -> None:
        index = SteppedIndex(self.documents)

        def work(worker: Worker) -> None:
            def look(hint: Hint):
                worker.step()
                if index.is_blind:
                    index.is_blind = False
                    raise Unavailable("S3 did not answer")
                return self.world.bucket.look(hint)

            back = hints
            try:
                outcomes = Flow(look, index, lambda: 100, lambda _: worker.step()).ingest(hints)
                back = [hint for hint, outcome in outcomes.items() if isinstance(outcome, Exception)]
            finally:
                self.world.queue.extend(back)

        index.worker = Worker(work)
        self.at_work.append((index.worker, index))

    def go_on(self, one: tuple[Worker, SteppedIndex]) -> None:
        one[0].go()
        if one[0].is_done:
            self.at_work.remove(one)

    def end(self) -> None:
        """Faults stop, and the queue is emptied."""
        for _ in range(10_000):
            if self.at_work:
                self.go_on(self.at_work[0])
            elif self.world.queue:
                self.begin([self.world.queue.pop(0)])
            else:
                return
        raise AssertionError("it never comes to rest")


# Mostly functions go on: one takes a dozen steps, and what is looked for needs several at work on one object.
WHAT = st.sampled_from([0, 0, 1, 2, 3, 4, 4, 4, *[5] * 20, 6, 6, 7, 8, 9])
CHOICES = st.lists(st.tuples(WHAT, st.integers(0, 29)), min_size=80, max_size=250)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(CHOICES)
def test_when_the_queue_is_empty_the_index_is_what_the_bucket_is(choices):
    play = Play()
    for what, which in choices:
        play.happen(what, which)
    play.end()

    index = FakeIndex(play.documents)
    assert {each: article["version_id"] for each, article in index.live().items()} == play.world.articles()
    assert {hint: said(index.entry(hint)) for hint in play.world.holds} == play.world.entries()


@settings(max_examples=50, deadline=None)
@given(st.permutations([0, 1, 2, 3, 4]), st.data())
def test_every_order_and_number_of_the_events_of_a_key_ends_the_same(order, data):
    """Five changes, told of twice each in any order, whenever each change came."""
    play = Play()
    for number in order:
        play.happen([0, 0, 1, 0, 2][number], data.draw(st.integers(0, 1)) * 3)
        play.happen(3, number)
        play.happen(4, data.draw(st.integers(0, 9)))
    play.end()

    found = {each: article["version_id"] for each, article in FakeIndex(play.documents).live().items()}
    assert found == play.world.articles()
