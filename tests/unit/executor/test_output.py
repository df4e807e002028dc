import contextlib
import os

import pytest

from cuttings_executor.output import Output


@pytest.fixture
def pipe():
    reader, writer = os.pipe()
    yield reader, writer
    for end in (reader, writer):
        with contextlib.suppress(OSError):  # when the test has closed it itself
            os.close(end)


def test_everything_written_before_is_taken_and_nothing_twice(pipe):
    reader, writer = pipe
    output = Output(reader)
    os.write(writer, b"one\n")
    assert output.take() == "one\n"
    assert output.take() == ""
    os.write(writer, b"two\n")
    assert output.take() == "two\n"


def test_characters_that_arrive_in_two_parts_are_whole_and_other_bytes_do_no_harm(pipe):
    reader, writer = pipe
    output = Output(reader)
    for part in ("ü".encode()[:1], "ü".encode()[1:], b"\xff"):
        os.write(writer, part)
        assert output.drain()
    assert output.take() == "ü\N{REPLACEMENT CHARACTER}"


def test_the_end_of_the_pipe_is_noticed_and_what_came_before_is_kept(pipe):
    reader, writer = pipe
    output = Output(reader)
    os.write(writer, b"last words")
    os.close(writer)
    assert not output.drain()
    output.close()
    os.close(reader)
    assert output.take() == "last words"


def test_of_a_flood_the_beginning_and_the_end_are_kept(pipe):
    reader, writer = pipe
    output = Output(reader)
    os.write(writer, b"beginning\n")
    for _ in range(1000):
        os.write(writer, b"x" * 10_000)
        output.drain()
    os.write(writer, b"end")
    taken = output.take()
    assert taken.startswith("beginning\n")
    assert taken.endswith("end")
    assert "bytes of output are left out here]" in taken
    assert len(taken) < 1.6 * 1024 * 1024
    assert output.take() == ""
