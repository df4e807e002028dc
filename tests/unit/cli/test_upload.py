"""Which keys files get, and how their uploads are followed."""

import itertools

import pytest

from cli import upload
from cli.upload import File, files
from local.errors import Trouble


@pytest.fixture
def folder(tmp_path):
    for name in ("desk/one.txt", "desk/deep/two.html", "desk/.hidden"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("text")
    return tmp_path


def test_a_file_keeps_its_name(folder):
    path = folder / "desk" / "one.txt"

    assert files([str(path)]) == [File(path, "articles/one.txt")]


def test_a_folder_keeps_its_name_and_shape_and_no_file_of_it_is_skipped(folder):
    keys = [file.key for file in files([str(folder / "desk")])]

    assert keys == ["articles/desk/.hidden", "articles/desk/deep/two.html", "articles/desk/one.txt"]


def test_what_file_managers_leave_in_a_folder_is_no_upload(folder):
    for name in (".DS_Store", "Thumbs.db", "deep/desktop.ini", "deep/._two.html"):
        (folder / "desk" / name).write_bytes(b"\0")

    keys = [file.key for file in files([str(folder / "desk")])]

    assert keys == ["articles/desk/.hidden", "articles/desk/deep/two.html", "articles/desk/one.txt"]
    assert [file.key for file in files([str(folder / "desk" / "Thumbs.db")])] == ["articles/Thumbs.db"], "by its name"


def test_a_pattern_names_what_it_matches(folder):
    assert [file.key for file in files([str(folder / "**" / "*.html")])] == ["articles/two.html"]


def test_files_can_be_put_below_a_folder_of_the_bucket(folder):
    assert [file.key for file in files([str(folder / "desk" / "one.txt")], "/2026/")] == ["articles/2026/one.txt"]


def test_the_same_file_named_twice_is_sent_once(folder):
    path = str(folder / "desk" / "one.txt")

    assert len(files([path, path])) == 1


def test_two_files_that_would_get_one_key_are_refused(folder):
    (folder / "one.txt").write_text("another")

    with pytest.raises(Trouble, match=r"would both become articles/one\.txt"):
        files([str(folder / "one.txt"), str(folder / "desk" / "one.txt")])


@pytest.mark.parametrize("path", ["not-there.txt", "nothing*.txt"])
def test_what_is_not_there_is_told(path):
    with pytest.raises(Trouble, match="There is no file"):
        files([path])


class Receipts:
    """An API that knows nothing of an upload, then an older version of it, then all."""

    def __init__(self, *told):
        self.told = itertools.chain(told, itertools.repeat(told[-1]))

    def receipt(self, key):
        return next(self.told)


SENT = {"file": "a.txt", "key": "articles/a.txt", "state": "uploaded", "version_id": "v2"}


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch):
    monkeypatch.setattr(upload, "FIRST_PAUSE", 0)


def test_an_upload_is_followed_until_its_own_version_is_searchable():
    old = {"key": "articles/a.txt", "state": "indexed", "version_id": "v1", "searchable": True, "ids": ["x"]}
    new = {**old, "version_id": "v2"}
    api = Receipts(None, old, {**new, "searchable": False}, new)

    assert upload.wait(api, [SENT], 5, lambda: None) == [{"file": "a.txt", **new}]


def test_an_upload_that_takes_too_long_is_told_as_waiting(monkeypatch):
    monkeypatch.setattr(upload, "FIRST_PAUSE", 1)

    (told,) = upload.wait(Receipts(None), [SENT], 0.1, lambda: None)

    assert (told["state"], told["reason"]) == ("waiting", "still-waiting")


def test_a_file_that_could_not_be_sent_is_not_waited_for():
    failed = {"file": "a.txt", "key": "articles/a.txt", "state": "failed", "reason": "not-uploaded", "detail": "no"}

    assert upload.wait(Receipts(None), [failed], 5, lambda: None) == [failed]
