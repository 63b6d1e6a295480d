"""What a process in the sandbox can no longer do."""

import errno
import platform
import signal
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from server import system_calls
from server.sandbox import filter_program

ROOT = Path(system_calls.__file__).parents[1]
KILL, REFUSE, ALLOW = 0x80000000, 0x00050000 | errno.EACCES, 0x7FFF0000
closes_calls = pytest.mark.skipif(
    platform.system() != "Linux" or platform.machine() not in system_calls.MACHINES,
    reason="system calls can be closed on Linux on x86-64 and ARM64 only",
)


def python(program: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", program]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=30)


def in_sandbox(action: str, memory_mb: int = 1000) -> subprocess.CompletedProcess[str]:
    """Run a line of Python in a process that has entered the sandbox; it prints the name of an error."""
    program = f"""
import ctypes, errno, os, signal, socket, sys, threading
from server import sandbox
libc = ctypes.CDLL(None, use_errno=True)
sandbox.enter({memory_mb})
try:
    {action}
    print("done")
except (OSError, MemoryError, RuntimeError) as error:
    print(errno.errorcode.get(getattr(error, "errno", None), type(error).__name__))
"""
    return python(program)


@closes_calls
@pytest.mark.parametrize(
    "action",
    [
        "socket.socket()",
        "socket.socket(socket.AF_UNIX)",
        "socket.socketpair()",
        "os.fork()",
        "os.posix_spawn('/bin/true', ['true'], {})",
        "os.execv('/bin/true', ['true'])",
        "os.kill(os.getppid(), 0)",
        "open('/dev/null', 'w')",
        "os.unlink('/nowhere')",
        "os.rename('/nowhere', '/elsewhere')",
        "os.mkdir('/nowhere')",
        "os.truncate('/dev/null', 0)",
        "os.pidfd_open(os.getppid())",
        # io_uring would open sockets without a system call of their name
        "libc.syscall(425, 1, None); raise OSError(ctypes.get_errno(), 'io_uring_setup')",
    ],
)
def test_calls_that_no_query_needs_are_refused(action: str) -> None:
    assert in_sandbox(action).stdout.strip() in ("EACCES", "PermissionError")


@closes_calls
def test_threads_started_before_are_in_the_sandbox_too() -> None:
    program = """
import socket, threading
from server import sandbox
go, outcome = threading.Event(), []
def open_socket():
    go.wait()
    try:
        socket.socket().close()
    except PermissionError:
        outcome.append("refused")
thread = threading.Thread(target=open_socket)
thread.start()
sandbox.enter(1000)
go.set()
thread.join()
print(outcome)
"""
    run = python(program)
    assert run.stdout.strip() == "['refused']"


@closes_calls
def test_reading_files_and_using_open_pipes_goes_on() -> None:
    assert in_sandbox("open('/proc/self/statm').read(); os.write(1, b'written ')").stdout.split() == [
        "written",
        "done",
    ]


@closes_calls
@pytest.mark.skipif(platform.machine() != "x86_64", reason="x32 is a guise of x86-64")
def test_the_x32_guise_of_a_call_kills() -> None:
    assert in_sandbox("libc.syscall(0x40000000 + 41, 2, 1, 0)").returncode == -signal.SIGSYS


@pytest.mark.skipif(platform.system() != "Linux", reason="needs /proc")
def test_memory_is_limited_to_so_much_more_than_at_entry() -> None:
    assert in_sandbox("bytearray(50_000_000)", memory_mb=100).stdout.strip() == "done"
    assert in_sandbox("bytearray(150_000_000)", memory_mb=100).stdout.strip() == "MemoryError"


@pytest.mark.skipif(platform.system() != "Linux", reason="needs prctl")
def test_a_process_whose_parent_is_gone_ends_at_once() -> None:
    program = "from server import sandbox\nsandbox.die_with(1_999_999_999)\nprint('alive')"
    run = python(program)
    assert (run.returncode, run.stdout) == (0, "")


def verdict(program: bytes, audit: int, number: int, arguments: tuple[int, ...] = ()) -> int:
    """What a classic BPF program returns for a system call (the instructions that a filter of ours has)."""
    padded = (*arguments, *[0] * (6 - len(arguments)))
    call = struct.pack("<iIQ6Q", number, audit, 0, *padded)
    accumulator = place = 0
    while True:
        code, yes, no, value = struct.unpack_from("=HBBI", program, 8 * place)
        place += 1
        if code == 0x06:
            return int(value)
        if code == 0x20:
            accumulator = struct.unpack_from("<I", call, value)[0]
            continue
        holds = {0x15: accumulator == value, 0x35: accumulator >= value, 0x45: bool(accumulator & value)}[
            code
        ]
        place += yes if holds else no


@pytest.mark.parametrize(("name", "place"), [("x86_64", 0), ("aarch64", 1)])
def test_the_filter_of_each_machine(name: str, place: int) -> None:
    machine = system_calls.MACHINES[name]
    program = filter_program(machine)
    numbers = {call: both[place] for call, both in system_calls.REFUSED.items() if both[place] is not None}
    for call, number in numbers.items():
        assert verdict(program, machine.audit, number or 0) == REFUSE, call
    read, openat = ((0, 257), (63, 56))[place]
    assert verdict(program, machine.audit, read) == ALLOW
    assert verdict(program, machine.audit, openat, (0, 0, 0)) == ALLOW
    for flags in (0o1, 0o2, 0o100, 0o1000, 0o2000):  # O_WRONLY O_RDWR O_CREAT O_TRUNC O_APPEND
        assert verdict(program, machine.audit, openat, (0, 0, flags)) == REFUSE
    for other in system_calls.MACHINES.values():
        if other is not machine:
            assert verdict(program, other.audit, read) == KILL
