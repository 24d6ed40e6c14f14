"""What a child that reads PDFs may ask of the kernel, and by which numbers.

A reader has its paper in memory and its socket open: it computes, allocates, reads, writes and
ends. Whatever is not here (files, sockets, processes, signals to others, and every system call
that a newer kernel may bring) is refused.
"""

from __future__ import annotations

from dataclasses import dataclass

_PROT_EXEC = 4
_RLIMIT_CPU = 0
OWN_PID = -1  # in a Rule: the process that the filter is made for


@dataclass(frozen=True, slots=True)
class Machine:
    """A processor as the kernel's filters know it; the calls are allowed whatever is asked."""

    audit_arch: int
    seccomp: int  # the number of seccomp(2)
    calls: dict[str, int]
    ruled: dict[str, int]  # allowed as RULES say


@dataclass(frozen=True, slots=True)
class Rule:
    """A call is allowed if arguments have these values, and none of these bits is set."""

    equal: dict[int, int]  # argument's index: value
    without: dict[int, int]  # argument's index: bits


RULES = {
    "mmap": Rule({}, {2: _PROT_EXEC}),  # no code but what is there
    "mprotect": Rule({}, {2: _PROT_EXEC}),
    "tgkill": Rule({0: OWN_PID}, {}),  # abort(3)
    "prlimit64": Rule({0: 0, 1: _RLIMIT_CPU}, {}),  # of each paper; root could raise the others
}

# In the order of how often they are called: a filter is gone through from its beginning.
_X86_64 = Machine(
    0xC000003E,
    317,
    {
        "recvfrom": 45,
        "sendto": 44,
        "futex": 202,
        "brk": 12,
        "munmap": 11,
        "mremap": 25,
        "madvise": 28,
        "getrusage": 98,
        "read": 0,
        "write": 1,
        "close": 3,
        "rt_sigaction": 13,
        "rt_sigprocmask": 14,
        "rt_sigreturn": 15,
        "sigaltstack": 131,
        "restart_syscall": 219,
        "getpid": 39,
        "gettid": 186,
        "clock_gettime": 228,
        "gettimeofday": 96,
        "time": 201,
        "nanosleep": 35,
        "clock_nanosleep": 230,
        "getrandom": 318,
        "sched_yield": 24,
        "sched_getaffinity": 204,
        "sysinfo": 99,
        "exit": 60,
        "exit_group": 231,
    },
    {"mmap": 9, "mprotect": 10, "tgkill": 234, "prlimit64": 302},
)
_AARCH64 = Machine(
    0xC00000B7,
    277,
    {
        "recvfrom": 207,
        "sendto": 206,
        "futex": 98,
        "brk": 214,
        "munmap": 215,
        "mremap": 216,
        "madvise": 233,
        "getrusage": 165,
        "read": 63,
        "write": 64,
        "close": 57,
        "rt_sigaction": 134,
        "rt_sigprocmask": 135,
        "rt_sigreturn": 139,
        "sigaltstack": 132,
        "restart_syscall": 128,
        "getpid": 172,
        "gettid": 178,
        "clock_gettime": 113,
        "gettimeofday": 169,
        "nanosleep": 101,
        "clock_nanosleep": 115,
        "getrandom": 278,
        "sched_yield": 124,
        "sched_getaffinity": 123,
        "sysinfo": 179,
        "exit": 93,
        "exit_group": 94,
    },
    {"mmap": 222, "mprotect": 226, "tgkill": 131, "prlimit64": 261},
)
MACHINES = {"x86_64": _X86_64, "aarch64": _AARCH64}
