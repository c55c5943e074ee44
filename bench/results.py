"""Runs every measurement of this folder, and writes `bench/RESULTS.md` and `bench/peers.svg`: four to seven minutes.

    python bench/results.py [--faces DIR] [--yunet FILE] [--peers DIR]

A measurement that misses what is promised ends with 1, and so does this; the page is written all the same.
"""

import argparse
import platform
import re
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from time import perf_counter

HERE = Path(__file__).parent
PAGE, PLOT = HERE / "RESULTS.md", HERE / "peers.svg"
PACKAGES = ("menshen", "onnxruntime", "dlib-bin", "opencv-python-headless", "numpy", "sqlalchemy", "cedarpy")

BAR_PX, LABEL_PX, WIDTH_PX, ROW_PX = 460, 250, 800, 34
_TIMES = re.compile(r"^(.+?) +([\d.]+) ms of its thread", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Measured:
    """One measurement: what was run, what it printed, whether it kept its promise, and how long it took."""

    title: str
    command: str
    printed: str
    kept: bool
    took_s: float


def measurements(given: argparse.Namespace) -> list[tuple[str, list[str]]]:
    """A title and a command for each."""
    peers = [f"--{name}={value}" for name in ("faces", "yunet", "peers") if (value := getattr(given, name))]
    return [
        ("From JPEG to template, beside a peer", ["peers.py", *peers]),
        ("One face, by stage", ["one_face.py"]),
        ("One among many", ["one_to_n.py"]),
        ("A gate that starts", ["cold_start.py"]),
        ("An erasure in the database", ["withdrawing.py"]),
        ("The law", ["law.py"]),
    ]


def measured(title: str, words: list[str]) -> Measured:
    """Run one measurement."""
    begun = perf_counter()
    command = [sys.executable, str(HERE / words[0]), *words[1:]]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    named = [re.sub(r"=.*/", "=…/", word) for word in words]
    printed = ran.stdout.rstrip() + (ran.stderr[-400:] if ran.returncode else "")
    return Measured(title, "python bench/" + " ".join(named), printed,
                    ran.returncode == 0, perf_counter() - begun)


def machine() -> str:
    """The processor, and how many of its threads there are here."""
    info = Path("/proc/cpuinfo")
    text = info.read_text(encoding="utf-8") if info.exists() else ""
    names = re.findall(r"^model name\s*:\s*(.+)$", text, re.MULTILINE)
    return f"{names[0] if names else platform.processor()}, {len(names) or 1} threads"


def load() -> str:
    """How busy the machine was with other things."""
    average = Path("/proc/loadavg")
    return average.read_text(encoding="ascii").split()[0] if average.exists() else "unknown"


def page(all_measured: list[Measured], load_before: str) -> str:
    """The page, in Markdown."""
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    lines = ["# What was measured", "",
             "Written by `make bench` (`bench/results.py`). Ratios are within one run, in turns; milliseconds",
             "are of this machine and this day. Where a machine has other work, a thread's own time says more than",
             "the clock. The bounds in milliseconds were set on a machine on which dlib's own embedding takes 80 ms",
             "and Cedar alone 200 µs: where those take longer below, so does everything.", "",
             f"- {datetime.now(UTC):%Y-%m-%d}; {machine()}; load before the start {load_before}.",
             f"- {platform.python_implementation()} {platform.python_version()}, {platform.system()}; {packages}.", "",
             "![Milliseconds from JPEG to template, ours beside a peer](peers.svg)", ""]
    for one in all_measured:
        lines += [f"## {one.title}", "",
                  f"`{one.command}`: {one.took_s:.0f} s" + ("" if one.kept else "; **it misses what is promised**"), "",
                  "```", one.printed, "```", ""]
    return "\n".join(lines)


def plot(printed: str) -> str:
    """Bars of the milliseconds of each way, as SVG."""
    times = [(name, float(ms)) for name, ms in _TIMES.findall(printed)]
    longest = max((ms for _, ms in times), default=1.0)
    height_px = 44 + ROW_PX * len(times)
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH_PX} {height_px}"'
    lines = [f'{svg} font-family="sans-serif" font-size="14">',
             f'<rect width="{WIDTH_PX}" height="{height_px}" fill="#ffffff"/>',
             '<text x="10" y="24" fill="#222222">From JPEG (512 × 512 px) to template: ms a picture, one thread</text>']
    for row, (name, ms) in enumerate(times):
        y = 40 + ROW_PX * row
        colour = "#9e2b25" if name.startswith("menshen") else "#8a8a8a"
        long_px = max(1.0, BAR_PX * ms / longest)
        lines += [f'<text x="10" y="{y + 18}" fill="#222222">{name}</text>',
                  f'<rect x="{LABEL_PX}" y="{y + 4}" width="{long_px:.1f}" height="20" fill="{colour}"/>',
                  f'<text x="{LABEL_PX + long_px + 8:.1f}" y="{y + 19}" fill="#222222">{ms:.1f}</text>']
    return "\n".join([*lines, "</svg>", ""])


def main() -> int:
    """Run, write, and say what was missed."""
    options = argparse.ArgumentParser()
    for name in ("faces", "yunet", "peers"):
        options.add_argument(f"--{name}", type=Path)
    load_before = load()
    all_measured = []
    for title, words in measurements(options.parse_args()):
        all_measured.append(measured(title, words))
        print(f"## {title}\n{all_measured[-1].printed}\n", flush=True)
    PAGE.write_text(page(all_measured, load_before), encoding="utf-8")
    PLOT.write_text(plot(all_measured[0].printed), encoding="utf-8")
    return int(not all(one.kept for one in all_measured))


if __name__ == "__main__":
    sys.exit(main())
