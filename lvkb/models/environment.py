"""What a timing was made on. Nothing here tells whose machine it was: no host, no user, no path, no serial number."""

from __future__ import annotations

import os
import platform
import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lvkb.errors import LvkbError
from lvkb.models.choices import Device
from lvkb.models.preflight import Libraries, libraries

_CPU_INFO = Path("/proc/cpuinfo")
_GOVERNOR = Path("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor")
_CPU_MODEL = re.compile(r"^(?:model name|Model|Hardware)\s*:\s*(\S.*?)\s*$", re.MULTILINE)


class NoDevice(LvkbError):
    """There is no device of the kind that was asked for."""


@dataclass(frozen=True)
class Environment:
    """Device and software of a timing.

    Attributes:
        device: Device as a reading names it: the GPU's name, or the CPU's model.
        kind: Its kind.
        cpu: Model of the CPU.
        cores: Logical CPU cores that this process may use.
        threads: Threads that torch computes with.
        system: Operating system and its version.
        machine: Instruction set of the CPU.
        versions: Python, torch with its build, timm, and the GPU's own libraries, by name.
        matmul_precision: torch's setting for float32 matrix products; not `highest` means reduced precision.
        governor: Governor of the CPU's clock rate; empty where the system does not tell.
        load: Processes that were running or waiting when the command began (mean of a minute); None if not told.
    """

    device: str
    kind: Device
    cpu: str
    cores: int
    threads: int
    system: str
    machine: str
    versions: Mapping[str, str]
    matmul_precision: str
    governor: str
    load: float | None

    @property
    def busy(self) -> bool:
        """Whether other work was already taking a good part of the cores, so that times are too long."""
        return self.load is not None and self.load > max(0.5, 0.25 * self.cores)


def environment(kind: Device) -> Environment:
    """Describes this machine with one of its kinds of device.

    Raises:
        Unavailable: torch or timm cannot be used.
    """
    loaded = libraries()
    torch = loaded.torch
    cpu = cpu_model()
    return Environment(
        device=_device(torch, kind, cpu),
        kind=kind,
        cpu=cpu,
        cores=_cores(),
        threads=torch.get_num_threads(),
        system=_system(),
        machine=platform.machine(),
        versions=_versions(loaded, kind),
        matmul_precision=torch.get_float32_matmul_precision(),
        governor=_first_line(_GOVERNOR),
        load=_system_load(),
    )


def available_devices() -> tuple[Device, ...]:
    """Gives the kinds of device that torch can compute on here, the CPU first."""
    torch = libraries().torch
    there = {
        Device.CPU: True,
        Device.CUDA: torch.cuda.is_available(),
        Device.MPS: torch.backends.mps.is_available(),
    }
    return tuple(kind for kind, found in there.items() if found)


def demand_device(device: Device) -> None:
    """Refuses a device that is not there.

    Raises:
        NoDevice: torch finds none of that kind; the text names those it does.
        Unavailable: torch or timm cannot be used.
    """
    if device not in (here := available_devices()):
        raise NoDevice(f"torch finds no {device} device here; there is: {', '.join(here)}.")


def cpu_model() -> str:
    """Gives the model of the CPU as the system names it, or the instruction set where it does not."""
    found = _CPU_MODEL.search(_text(_CPU_INFO))
    name = found[1] if found else _named_by_system()
    return " ".join(name.split()) or platform.machine() or "unknown CPU"


def _named_by_system() -> str:
    if platform.system() != "Darwin":
        return platform.processor()
    command = ["/usr/sbin/sysctl", "-n", "machdep.cpu.brand_string"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=10)  # noqa: S603 - no shell
    return done.stdout.strip() or platform.processor()


def _device(torch: Any, kind: Device, cpu: str) -> str:
    if kind == Device.CUDA:
        return str(torch.cuda.get_device_name())
    return f"{cpu} GPU" if kind == Device.MPS else cpu


def _cores() -> int:
    # a container may be given fewer cores than the machine has
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _system() -> str:
    if platform.system() == "Darwin":
        return f"macOS {platform.mac_ver()[0]}"
    if platform.system() == "Windows":
        return f"Windows {platform.release()}"
    try:
        name = platform.freedesktop_os_release()["PRETTY_NAME"]
    except (OSError, KeyError):
        return platform.system()
    return f"{platform.system()} ({name})"


def _versions(loaded: Libraries, kind: Device) -> dict[str, str]:
    torch = loaded.torch
    versions = {
        "python": platform.python_version(),
        "torch": str(torch.__version__),
        "timm": str(loaded.timm.__version__),
    }
    if kind == Device.CUDA:
        versions |= {"cuda": str(torch.version.cuda), "cudnn": str(torch.backends.cudnn.version())}
    return versions


def _system_load() -> float | None:
    return round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None


def _first_line(path: Path) -> str:
    return _text(path).partition("\n")[0].strip()


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
