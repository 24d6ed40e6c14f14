"""Two filters of Linux that take powers from a process for good: seccomp and Landlock.

Both are asked through ctypes: a library (libseccomp) would have to be on every worker, and what is
needed here is one filter and one empty set of rules.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
import sys

from spv2_spark.pdf.syscalls import MACHINES, OWN_PID, RULES, Machine, Rule

_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS = 1, 38

_SET_MODE_FILTER, _GET_ACTION_AVAIL = 1, 2
# Without this flag kernels before 5.16 slow a filtered process down (speculative store bypass),
# against code that is compiled at run time, which a filtered child cannot have.
_SPEC_ALLOW = 4
_KILL_PROCESS, _ERRNO, _ALLOW = 0x8000_0000, 0x0005_0000, 0x7FFF_0000
_LOAD, _JUMP_EQUAL, _JUMP_BITS, _RETURN = 0x20, 0x15, 0x45, 0x06  # BPF
_NUMBER_AT, _ARCH_AT, _ARGUMENTS_AT = 0, 4, 16  # in struct seccomp_data

_CREATE_RULESET, _RESTRICT_SELF = 444, 446  # the same on all processors
_GET_ABI = 1
# How many rights on files each version of Landlock's interface knows, up to the newest.
_FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
_NET_RIGHTS, _SCOPES = 0b11, 0b11  # bind and connect (from 4 on), sockets and signals (from 6 on)
_NET_ABI, _SCOPE_ABI = 4, 6


def die_with_parent(signal_number: int) -> None:
    """Have the kernel send this process a signal when the thread that made it ends (Linux)."""
    if sys.platform == "linux":
        _libc().prctl(_PR_SET_PDEATHSIG, signal_number, 0, 0, 0)


def forgo_privileges() -> None:
    """Have no program that this process might start gain privileges; both filters need it."""
    if sys.platform == "linux":
        _libc().prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)


def seccomp_missing() -> str:
    """Return why system calls cannot be filtered here, "" if they can."""
    machine = _machine()
    if machine is None:
        return f"no filter for {sys.platform} on {platform.machine()}"
    action = ctypes.c_uint32(_ERRNO)
    return _refusal(_syscall(machine.seccomp, _GET_ACTION_AVAIL, 0, ctypes.byref(action)))


def landlock_missing() -> str:
    """Return why Landlock is not to be had here, "" if it is."""
    if sys.platform != "linux":
        return f"not on {sys.platform}"
    return _refusal(_landlock_abi())


def filter_syscalls() -> None:
    """Refuse this process every system call but those of `syscalls`, for good, where it can.

    What is refused fails with EPERM: a library that can do without does.
    """
    machine = _machine()
    if machine is None:
        return
    program = filter_program(machine, os.getpid())
    buffer = ctypes.create_string_buffer(program)
    # struct sock_fprog: the number of instructions, padding, their address
    head = struct.pack("HxxxxxxQ", len(program) // 8, ctypes.addressof(buffer))
    _syscall(machine.seccomp, _SET_MODE_FILTER, _SPEC_ALLOW, head)


def forgo_files() -> None:
    """Refuse this process all files, TCP and what lies outside of it, for good, where it can."""
    abi = _landlock_abi()
    if abi < 1:
        return
    rights = (1 << _FILE_RIGHTS[min(abi, max(_FILE_RIGHTS))]) - 1
    fields = [rights]
    fields += [_NET_RIGHTS] if abi >= _NET_ABI else []
    fields += [_SCOPES] if abi >= _SCOPE_ABI else []
    handled = struct.pack(f"{len(fields)}Q", *fields)
    ruleset = _syscall(_CREATE_RULESET, handled, len(handled), 0)
    if ruleset >= 0:
        _syscall(_RESTRICT_SELF, ruleset, 0)
        os.close(ruleset)


def filter_program(machine: Machine, pid: int) -> bytes:
    """Return the filter in BPF, 8 bytes an instruction, for the process `pid`."""
    code = [
        _instruction(_LOAD, _ARCH_AT),
        # Another processor's numbers (32 bits on 64) would mean other calls.
        _instruction(_JUMP_EQUAL, machine.audit_arch, 1, 0),
        _instruction(_RETURN, _KILL_PROCESS),
        _instruction(_LOAD, _NUMBER_AT),
    ]
    for number in machine.calls.values():
        code += _guarded(number, [_instruction(_RETURN, _ALLOW)])
    for name, number in machine.ruled.items():
        code += _guarded(number, _checks(RULES[name], pid))
    return b"".join([*code, _refused()])


def _checks(rule: Rule, pid: int) -> list[bytes]:
    code = []
    for index, value in rule.equal.items():
        code += [_instruction(_LOAD, _ARGUMENTS_AT + 8 * index)]
        code += [_instruction(_JUMP_EQUAL, pid if value == OWN_PID else value, 1, 0), _refused()]
    for index, bits in rule.without.items():
        code += [_instruction(_LOAD, _ARGUMENTS_AT + 8 * index)]
        code += [_instruction(_JUMP_BITS, bits, 0, 1), _refused()]
    return [*code, _instruction(_RETURN, _ALLOW)]


def _guarded(number: int, block: list[bytes]) -> list[bytes]:
    """Return a block that is gone through for one system call and ends in a return."""
    return [_instruction(_JUMP_EQUAL, number, 0, len(block)), *block]


def _refused() -> bytes:
    return _instruction(_RETURN, _ERRNO | errno.EPERM)


def _instruction(code: int, operand: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("HBBI", code, if_true, if_false, operand)


def _machine() -> Machine | None:
    is_whole = sys.platform == "linux" and sys.maxsize > 1 << 32
    return MACHINES.get(platform.machine()) if is_whole else None


def _landlock_abi() -> int:
    if sys.platform != "linux":
        return -errno.ENOSYS
    return _syscall(_CREATE_RULESET, None, 0, _GET_ABI)


def _refusal(result: int) -> str:
    return f"the kernel says: {os.strerror(-result)}" if result < 0 else ""


def _syscall(number: int, *arguments: object) -> int:
    """Return what a system call returns, or its error number below 0."""
    whole = [ctypes.c_long(one) if isinstance(one, int) else one for one in arguments]
    result = int(_libc().syscall(ctypes.c_long(number), *whole))
    return -ctypes.get_errno() if result < 0 else result


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)
