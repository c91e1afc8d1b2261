"""Lets the kernel end a process that asks for a socket, so that it can call no other machine."""

import ctypes
import platform
import struct
import sys

PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 38, 22, 2  # prctl(2)
LOAD, JUMP_IF_EQUAL, JUMP_IF_AT_LEAST, RETURN = 0x20, 0x15, 0x35, 0x06  # linux/bpf_common.h
NUMBER, ARCHITECTURE = 0, 4  # offsets in struct seccomp_data, seccomp(2)
KILL_PROCESS, ALLOW = 0x80000000, 0x7FFF0000
OTHER_NUMBERS = 0x40000000  # x86-64: calls by their 32-bit numbers
SOCKET = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
"""What the kernel calls the architecture (linux/audit.h), and its number of socket(2)."""


class _Program(ctypes.Structure):
    """struct sock_fprog: how many instructions there are, and where."""

    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def forbid_sockets() -> bool:
    """End this process with SIGSYS when a thread begun from now on, or this one, asks for a socket.

    Says whether the kernel will: other systems than Linux, and other processors, know no such rule.
    """
    known = SOCKET.get(platform.machine())
    if sys.platform != "linux" or known is None:
        return False
    text = b"".join(struct.pack("HBBI", *step) for step in _steps(*known))
    program = _Program(len(text) // 8, text)
    control = ctypes.CDLL(None, use_errno=True).prctl
    if control(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    return bool(control(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(program)) == 0)


def _steps(architecture: int, socket: int) -> tuple[tuple[int, int, int, int], ...]:
    """What the kernel looks at before each call: (what to do, skip if so, skip if not, value)."""
    return (
        (LOAD, 0, 0, ARCHITECTURE),
        (JUMP_IF_EQUAL, 0, 3, architecture),
        (LOAD, 0, 0, NUMBER),
        (JUMP_IF_AT_LEAST, 1, 0, OTHER_NUMBERS),
        (JUMP_IF_EQUAL, 0, 1, socket),
        (RETURN, 0, 0, KILL_PROCESS),
        (RETURN, 0, 0, ALLOW),
    )
