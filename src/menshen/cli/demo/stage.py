"""The stage: the gate that is played against, and the residents that the day has so far."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from menshen.cli.demo import compound
from menshen.cli.demo.calls import Calls
from menshen.cli.demo.notes import Notes
from menshen.cli.demo.running import RunningGate
from menshen.terms import Bilingual


@dataclass(slots=True)
class Resident:
    """Somebody who lives here, with what they were given; `waited_ms` is what each call took until the door opened."""

    who: str
    label: str
    plain: str
    entitled: Mapping[str, Any]
    face: str = ""
    face_pass: str = ""
    secret: str = ""
    frame: bytes = b""
    waited_ms: dict[str, float] = field(default_factory=dict)


@dataclass(slots=True)
class Stage:
    """What the steps play on. `folder` holds the gate's home and whatever a step puts beside it."""

    gate: RunningGate
    calls: Calls
    folder: Path
    report: Path
    residents: dict[str, Resident] = field(default_factory=dict)
    admission_ms: dict[str, float] = field(default_factory=dict)

    def entitle(self, notes: Notes, who: str, label: str, **more: object) -> Resident:
        """The desk entitles `who` and hands over a plain pass; `more` is what it writes down beside flat and year."""
        reply = notes.granted(
            Bilingual(f"服务台确认{label}的住户，发给普通通行码", f"The desk entitles the resident of {label}"),
            self.calls.post(f"{compound.PLACE}/entitlements", compound.entitlement(label, **more)),
            Bilingual("已发给，与人脸无关", "a plain pass, with no face in it"))
        resident = Resident(who, label, str(reply.body["code"]), reply.body)
        self.residents[who] = resident
        return resident

    def looks(self) -> int:
        """How many looks the face engine has begun: its own counter."""
        return int(self.calls.get("/v1/status").body["looks"])

    def epoch(self) -> int:
        """The key file's epoch."""
        return int(self.calls.get("/v1/status").body["epoch"])
