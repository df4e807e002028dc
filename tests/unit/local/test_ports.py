"""Ports: free ones are found, and one that is taken is said to be, and by whom."""

import os
import socket
from collections.abc import Iterator

import pytest

from local import ports
from local.errors import Trouble


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_port_somebody_listens_on_is_not_free(taken: int) -> None:
    assert not ports.is_free(taken)


def test_a_port_that_is_bound_and_not_yet_listened_on_is_not_free() -> None:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))

        assert not ports.is_free(bound.getsockname()[1])


def test_the_first_free_one_is_chosen(taken: int) -> None:
    assert ports.choose([taken, taken + 1, taken + 2], taken={taken + 1}) == taken + 2


def test_one_that_another_cloud_has_recorded_is_passed_over(taken: int) -> None:
    with pytest.raises(Trouble, match="No free port"):
        ports.choose([taken, taken + 1], taken={taken + 1})


def test_a_port_that_was_asked_for_and_is_taken_names_its_owner_and_the_way_out(taken: int) -> None:
    with pytest.raises(Trouble) as caught:
        ports.require(taken, option="--port", variable="CUTTINGS_PORT")

    assert caught.value.problem.startswith(f"Port {taken} is taken by")
    assert f"(pid {os.getpid()})" in caught.value.problem
    assert caught.value.remedy == "End it, or give another port with --port or CUTTINGS_PORT."
