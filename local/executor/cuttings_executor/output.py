"""What a function prints, taken invocation by invocation."""

import os
import threading

# Together about what CloudWatch takes in one call. Of a flood one wants to see the beginning and the end.
_HEAD = 768 * 1024
_TAIL = 256 * 1024
_CHUNK = 64 * 1024
_LARGEST_PIPE = 1024 * 1024


class Output:
    """Empties the pipe into which a function prints, so that the function never waits for a reader."""

    def __init__(self, pipe: int) -> None:
        os.set_blocking(pipe, False)
        self._pipe = pipe
        self._lock = threading.Lock()
        self._kept = bytearray()
        self._left_out = 0
        self._closed = False

    def drain(self) -> bool:
        """Read what is in the pipe now; False at its end."""
        with self._lock:
            return self._drain()

    def take(self) -> str:
        """Everything printed since the last time, up to this moment."""
        with self._lock:
            self._drain()
            head, tail, left_out = self._kept[:_HEAD], self._kept[_HEAD:], self._left_out
            self._kept = bytearray()
            self._left_out = 0
        middle = f"\n[{left_out} bytes of output are left out here]\n".encode() if left_out else b""
        return (head + middle + tail).decode(errors="replace")

    def close(self) -> None:
        """No more reading; what was read can still be taken."""
        with self._lock:
            self._drain()
            self._closed = True

    def _drain(self) -> bool:
        # No more than a pipe can hold, or a child that prints for ever would never let go.
        for _ in range(_LARGEST_PIPE // _CHUNK):
            if self._closed:
                return False
            try:
                chunk = os.read(self._pipe, _CHUNK)
            except BlockingIOError:
                return True
            if not chunk:
                return False
            self._kept += chunk
            if len(self._kept) > _HEAD + 2 * _TAIL:
                self._left_out += len(self._kept) - _HEAD - _TAIL
                del self._kept[_HEAD:-_TAIL]
        return True
