"""Send writes to OpenSearch in bulk, waiting out the moment in which a rebuild swaps the index under them."""

import time
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from opensearchpy import OpenSearch

type Action = dict[str, Any]

# The smallest nodes of AWS take requests of at most 10 MiB; half of it is where their advice on bulk size begins.
MAX_REQUEST_BYTES = 5 * 1024 * 1024
MAX_REQUEST_ITEMS = 500
# A node that is short of memory answers 429 to single items: it has room again within seconds, or not for minutes.
RETRIES, FIRST_PAUSE, LONGEST_PAUSE = 2, 1, 2
# A swap blocks writes for about half a second, and for good only if it is killed in it: then the queue has to wait.
SWAP_SECONDS, SWAP_PAUSE = 8.0, 0.25


def send(client: "OpenSearch", actions: Sequence[Action], *, to_alias: bool = True) -> Mapping[str, Action]:
    """OpenSearch's answer to each action, by id. What a swap held back is sent again, to where the alias then leads.

    Where they go has to be an alias, unless `to_alias` is off: a name that is missing would make an index of its own.
    Raises the client's own errors when the request as a whole fails.
    """
    answers = _sent(client, actions, to_alias=to_alias)
    deadline = time.monotonic() + SWAP_SECONDS
    while (held := [each for each in actions if _is_held_back(answers[each["_id"]])]) and time.monotonic() < deadline:
        time.sleep(SWAP_PAUSE)
        answers |= _sent(client, held, to_alias=to_alias)
    return answers


def _sent(client: "OpenSearch", actions: Sequence[Action], *, to_alias: bool) -> dict[str, Action]:
    from opensearchpy.helpers import streaming_bulk  # noqa: PLC0415 - loaded with the client

    answers = streaming_bulk(
        client,
        actions,
        chunk_size=MAX_REQUEST_ITEMS,
        max_chunk_bytes=MAX_REQUEST_BYTES,
        raise_on_error=False,
        max_retries=RETRIES,
        initial_backoff=FIRST_PAUSE,
        max_backoff=LONGEST_PAUSE,
        require_alias=to_alias,
    )
    return {item["index"]["_id"]: item["index"] for _, item in answers}


def _is_held_back(answer: Action) -> bool:
    error = answer.get("error")
    return isinstance(error, dict) and error.get("type") == "cluster_block_exception"
