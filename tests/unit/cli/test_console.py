"""What is printed for a person is text, whatever keys, titles and logs hold."""

from cli.console import Console, complain, harmless
from local.errors import Trouble

ORDER = "a\x1b]0;owned\x07b\x9bc\rd"
SHOWN = "a�]0;owned�b�c�d"


def test_orders_to_the_terminal_are_shown_and_not_obeyed(capsys):
    Console().say(ORDER)
    Console().note(ORDER)
    complain(Trouble(ORDER, "Look at it."))

    told = capsys.readouterr()
    assert told.out == f"{SHOWN}\n"
    assert told.err == f"{SHOWN}\ncuttings: {SHOWN}\nLook at it.\n"


def test_lines_columns_and_letters_of_all_scripts_stay():
    text = "Grüße\taus 北京\nund weiter"

    assert harmless(text) == text


def test_the_colours_of_a_programs_log_are_left_out():
    assert harmless("\x1b[1;31mError\x1b[0m: no space") == "Error: no space"


def test_machines_are_told_what_there_is(capsys):
    Console(as_json=True).answer({"key": ORDER})

    assert capsys.readouterr().out == '{"key": "a\\u001b]0;owned\\u0007b\x9bc\\rd"}\n'
