"""The processes that come from one process, and the memory they use."""

import os
from collections.abc import Iterable

HAS_PROC = os.path.exists("/proc/self/stat")  # noqa: PTH110 - pathlib would double the supervisor's start
_TELLS_SHARES = os.path.exists("/proc/self/smaps_rollup")  # noqa: PTH110 - as above
_PAGE = os.sysconf("SC_PAGE_SIZE")


def descendants(ancestor: int) -> dict[int, int]:
    """Each living descendant's id and its resident memory in bytes."""
    children: dict[int, list[int]] = {}
    resident: dict[int, int] = {}
    for pid, parent, memory in _processes() if HAS_PROC else _processes_by_ps():
        children.setdefault(parent, []).append(pid)
        resident[pid] = memory
    found = children.get(ancestor, [])
    for pid in found:
        found.extend(children.get(pid, ()))
    return {pid: resident[pid] for pid in found}


def unshared(resident: dict[int, int]) -> int | None:
    """The bytes that these processes use together. A page that several share counts once: slower, but right for forks.

    None where one of them ended in between: its share has passed to the others, and would be counted twice.
    Where the system does not tell (macOS), shared pages count several times.
    """
    if not _TELLS_SHARES:
        return sum(resident.values())
    living = [pid for pid, memory in resident.items() if memory]  # a zombie has none
    used = sum(_kilobytes(f"/proc/{pid}/smaps_rollup", b"Pss:") for pid in living)
    return used if all(_kilobytes(f"/proc/{pid}/status", b"VmRSS:") for pid in living) else None


def peak(pid: int) -> int:
    """The most memory in bytes that this one process has used so far; 0 where the system does not tell."""
    return _kilobytes(f"/proc/{pid}/status", b"VmHWM:")


def _processes() -> Iterable[tuple[int, int, int]]:
    # The kernel's own lists of children (/proc/…/task/…/children) are not compiled into every kernel.
    for name in os.listdir("/proc"):  # noqa: PTH208 - as above
        stat = _read(f"/proc/{name}/stat") if name.isdecimal() else b""
        if stat:
            # After the process' name, which stands in brackets and may itself hold brackets and spaces.
            fields = stat.rpartition(b")")[2].split()
            yield int(name), int(fields[1]), int(fields[21]) * _PAGE


def _processes_by_ps() -> Iterable[tuple[int, int, int]]:
    import subprocess  # noqa: PLC0415 - slow to load, and only needed where there is no /proc

    listing = subprocess.run(["ps", "-A", "-o", "pid=,ppid=,rss="], capture_output=True, text=True, check=False).stdout
    for line in listing.splitlines():
        pid, parent, kilobytes = line.split()
        yield int(pid), int(parent), int(kilobytes) * 1024


def _kilobytes(file: str, label: bytes) -> int:
    found = (line.split()[1] for line in _read(file).splitlines() if line.startswith(label))
    return int(next(found, 0)) * 1024


def _read(file: str) -> bytes:
    """Nothing when the process has ended meanwhile."""
    try:
        with open(file, "rb") as opened:  # noqa: PTH123 - as above
            return opened.read()
    except OSError:
        return b""
