"""The system calls that a worker must not make, with their numbers.

Numbers: x86-64 from arch/x86/entry/syscalls/syscall_64.tbl, ARM64 from the generic table
include/uapi/asm-generic/unistd.h of the Linux kernel; audit values from include/uapi/linux/audit.h.
"""

from __future__ import annotations

from dataclasses import dataclass

NETWORK = {
    "socket": (41, 198),
    "connect": (42, 203),
    "accept": (43, 202),
    "sendto": (44, 206),
    "sendmsg": (46, 211),
    "bind": (49, 200),
    "listen": (50, 201),
    "socketpair": (53, 199),
    "accept4": (288, 242),
    "sendmmsg": (307, 269),
}
PROCESSES = {
    "clone": (56, 220),
    "fork": (57, None),
    "vfork": (58, None),
    "execve": (59, 221),
    "kill": (62, 129),
    "ptrace": (101, 117),
    "setns": (308, 268),
    "unshare": (272, 97),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "execveat": (322, 281),
    "pidfd_send_signal": (424, 424),
    "pidfd_open": (434, 434),
    "clone3": (435, 435),
    "pidfd_getfd": (438, 438),
}
KERNEL = {
    "mount": (165, 40),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    "perf_event_open": (298, 241),
    "open_by_handle_at": (304, 265),
    "bpf": (321, 280),
    "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
}
FILES = {
    "truncate": (76, 45),
    "ftruncate": (77, 46),
    "rename": (82, None),
    "mkdir": (83, None),
    "rmdir": (84, None),
    "creat": (85, None),
    "link": (86, None),
    "unlink": (87, None),
    "symlink": (88, None),
    "chmod": (90, None),
    "fchmod": (91, 52),
    "chown": (92, None),
    "fchown": (93, 55),
    "lchown": (94, None),
    "mknod": (133, None),
    "mkdirat": (258, 34),
    "mknodat": (259, 33),
    "fchownat": (260, 54),
    "unlinkat": (263, 35),
    "renameat": (264, 38),
    "linkat": (265, 37),
    "symlinkat": (266, 36),
    "fchmodat": (268, 53),
    "renameat2": (316, 276),
    "openat2": (437, 437),
    "fchmodat2": (452, 452),
}
REFUSED = NETWORK | PROCESSES | KERNEL | FILES
"""Calls refused, by name: numbers on x86-64 and on ARM64, ``None`` where there is no such call."""


@dataclass(frozen=True)
class Machine:
    """A kind of machine as the kernel's seccomp sees it.

    Attributes:
        audit: AUDIT_ARCH value.
        seccomp: number of seccomp(2).
        refused: numbers of the calls refused.
        opening: number, and place of the flags among its arguments, of each call that opens a file.
        has_x32: whether numbers with bit 30 set are the same calls in another guise.
    """

    audit: int
    seccomp: int
    refused: tuple[int, ...]
    opening: tuple[tuple[int, int], ...]
    has_x32: bool


MACHINES = {
    "x86_64": Machine(
        audit=0xC000003E,
        seccomp=317,
        refused=tuple(numbers[0] for numbers in REFUSED.values()),
        opening=((2, 1), (257, 2)),
        has_x32=True,
    ),
    "aarch64": Machine(
        audit=0xC00000B7,
        seccomp=277,
        refused=tuple(number for _, number in REFUSED.values() if number is not None),
        opening=((56, 2),),
        has_x32=False,
    ),
}
"""Kinds of machine by the name that uname(2) gives them."""
