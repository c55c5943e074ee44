"""The compound of the demo: where its place, door and notice are, and what its operator and desk declare."""

import tomllib
from datetime import UTC, datetime, timedelta
from importlib import resources
from typing import Any, Final

PLACE: Final = "/v1/places/spruce-court"
NOTICE: Final = f"{PLACE}/notices/entry-by-pass"
DOOR: Final = f"{PLACE}/doors/north"
FRAMES: Final = f"{DOOR}/frames"

LANES: Final = {"lanes": ["face", "pass", "desk"], "attended": True}
FACE_ONLY: Final = {"lanes": ["face"], "attended": True}


def declared() -> dict[str, Any]:
    """The place and the notice, as they are declared."""
    return tomllib.loads((resources.files("menshen.cli.demo") / "spruce-court.toml").read_text(encoding="utf-8"))


def entitlement(label: str, **more: object) -> dict[str, Any]:
    """What the desk writes down of a resident: residency, the flat's number, an age band, a year."""
    return {"kind": "residency", "label": label, "age_band": "adult", **more,
            "not_after": (datetime.now(UTC) + timedelta(days=365)).isoformat(timespec="seconds")}
