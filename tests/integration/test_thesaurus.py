"""The file of synonyms, in a bucket of the local cloud."""

import uuid
from typing import Any

import pytest

from shared import clients, thesaurus
from shared.search.synonyms import NONE, parse
from shared.settings import Settings


@pytest.fixture
def bucket(aws: Any, monkeypatch: pytest.MonkeyPatch) -> str:
    name = f"test-{uuid.uuid4().hex}"
    aws("s3").create_bucket(Bucket=name)
    monkeypatch.setattr(clients, "quick_s3_client", lambda: aws("s3"))
    monkeypatch.setattr(thesaurus, "settings", lambda: Settings("", name))
    return name


def test_a_change_of_the_file_is_seen_and_no_file_is_no_synonyms(aws: Any, bucket: str) -> None:
    thesaurus.thesaurus.cache_clear()
    ours = thesaurus.thesaurus()
    clock = [0.0]
    ours.now = lambda: clock[0]
    told = [ours.synonyms()]
    for text in ("\ufefftv, television", "tv, télé"):
        aws("s3").put_object(Bucket=bucket, Key="settings/synonyms.txt", Body=text.encode())
        clock[0] += 60
        told.append(ours.synonyms())
    thesaurus.thesaurus.cache_clear()

    assert told == [NONE, parse("tv, television"), parse("tv, télé")]
