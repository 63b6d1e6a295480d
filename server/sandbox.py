"""How a worker process gives up what a query does not need: memory, files, processes, the network.

Limits come from setrlimit(2); system calls are closed by a seccomp filter
(https://www.kernel.org/doc/html/latest/userspace-api/seccomp_filter.html), which needs Linux on
x86-64 or ARM64 and no privilege. What cannot be had on a machine is reported, not passed over.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import resource
import signal
import struct
from dataclasses import dataclass
from pathlib import Path

from server import system_calls

_PR_SET_PDEATHSIG = 1
_PR_SET_NO_NEW_PRIVS = 38
_SECCOMP_SET_MODE_FILTER = 1
_SECCOMP_FILTER_FLAG_TSYNC = 1

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_KILL, _REFUSE, _ALLOW = 0x80000000, 0x00050000 | errno.EACCES, 0x7FFF0000
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16
_X32 = 0x40000000
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


@dataclass(frozen=True)
class Sandbox:
    """What a worker could give up.

    Attributes:
        memory: whether its address space is limited.
        system_calls: whether the network, processes and changes of files are closed to it.
    """

    memory: bool
    system_calls: bool


def die_with(parent: int) -> None:
    """Have the kernel kill this process when the thread that started it ends.

    Args:
        parent: process id of the parent; if it is gone already, this process ends at once.
    """
    if platform.system() == "Linux":
        _libc().prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        raise SystemExit(0)


def enter(memory_mb: int) -> Sandbox:
    """Limit the memory, core dumps and files of this process and close system calls, for good.

    To be called when the store is open, since opening it starts threads.

    Args:
        memory_mb: megabytes (10⁶ bytes) of address space on top of what the process has now.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    return Sandbox(memory=_limit_memory(memory_mb * 1_000_000), system_calls=_close_system_calls())


def address_space() -> int | None:
    """Bytes of address space this process has mapped, or ``None`` where there is no /proc."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    except OSError:
        return None


def prefer_as_victim() -> None:
    """Have this process give way: less of the processor, and first to go when memory runs out."""
    os.nice(5)
    try:
        Path("/proc/self/oom_score_adj").write_text("1000")
    except OSError:
        return  # no /proc, or not allowed: RLIMIT_AS still holds


def _limit_memory(more: int) -> bool:
    now = address_space()
    if now is None:
        return False
    resource.setrlimit(resource.RLIMIT_AS, (now + more, now + more))
    return True


def _close_system_calls() -> bool:
    machine = system_calls.MACHINES.get(platform.machine()) if platform.system() == "Linux" else None
    if machine is None:
        return False
    program = filter_program(machine)
    instructions = ctypes.create_string_buffer(program, len(program))
    # struct sock_fprog: an unsigned short, padding, a pointer
    header = ctypes.create_string_buffer(
        struct.pack("@HP", len(program) // 8, ctypes.addressof(instructions))
    )
    libc = _libc()
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    # TSYNC closes them to the threads of the store as well, or to none
    done = libc.syscall(machine.seccomp, _SECCOMP_SET_MODE_FILTER, _SECCOMP_FILTER_FLAG_TSYNC, header)
    return bool(done == 0)


def filter_program(machine: system_calls.Machine) -> bytes:
    """The seccomp filter of a kind of machine: instructions of classic BPF, 8 bytes each.

    A call made in another architecture's numbering kills the process; a call of the table is refused
    with EACCES, as is opening a file in any way but for reading; all others are allowed.
    """
    program = [
        _instruction(_LOAD, _ARCHITECTURE),
        _instruction(_EQUAL, machine.audit, yes=1),
        _instruction(_RETURN, _KILL),
        _instruction(_LOAD, _NUMBER),
    ]
    if machine.has_x32:
        program += [_instruction(_AT_LEAST, _X32, no=1), _instruction(_RETURN, _KILL)]
    for number in machine.refused:
        program += [_instruction(_EQUAL, number, no=1), _instruction(_RETURN, _REFUSE)]
    for number, argument in machine.opening:
        program += [
            _instruction(_EQUAL, number, no=4),
            _instruction(_LOAD, _ARGUMENTS + 8 * argument),
            _instruction(_ANY_BIT, _WRITING, no=1),
            _instruction(_RETURN, _REFUSE),
            _instruction(_RETURN, _ALLOW),
        ]
    return b"".join([*program, _instruction(_RETURN, _ALLOW)])


def _instruction(code: int, value: int, yes: int = 0, no: int = 0) -> bytes:
    """One BPF instruction; ``yes`` and ``no`` are how many of the next ones a comparison skips."""
    return struct.pack("=HBBI", code, yes, no, value)


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)
