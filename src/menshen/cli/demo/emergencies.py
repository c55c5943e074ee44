"""Step 14: somebody is missing. Two officers open one door's camera for one person, and it shuts when they say so."""

import base64
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from typing import Any

from menshen.acts.disclose import verify_bundle
from menshen.cli.demo import compound, people, traces
from menshen.cli.demo.calls import Calls
from menshen.cli.demo.notes import Notes
from menshen.cli.demo.stage import Stage
from menshen.terms import Bilingual, Reason

ORDERS, ORDER = f"{compound.PLACE}/orders", "/v1/orders"
NEXT_DOOR = f"{compound.PLACE}/doors/south"
GROUND = "cn-spc-2021/5.1"
FORBIDDEN = 403


@dataclass(frozen=True, slots=True)
class Officers:
    """Two officers, each with a key of their own."""

    first: Calls
    second: Calls


def emergency(stage: Stage, notes: Notes) -> None:
    """Before a second officer says yes, next door, and from the end on, nobody is looked at who shows no pass."""
    frame, pictures = people.alone(people.MISSING), people.enrolling(people.MISSING)
    notes.granted(Bilingual("旁边还有一道南门", "Next to it is a south door"),
                  stage.calls.put(NEXT_DOOR, compound.LANES), Bilingual("已启用", "live"))
    with _officers(stage, notes) as officers:
        order = _drafted(stage, notes, officers, pictures)
        _not_yet(stage, notes, officers, order, frame)
        notes.granted(Bilingual("第二名负责人用自己的密钥确认", "The second officer confirms it, with another key"),
                      officers.second.post(f"{ORDER}/{order}/confirm", None),
                      Bilingual("生效，并登入公开登记册", "in force, and in the public register"))
        _looks_for_one(stage, notes, officers, order, frame)
        _touches_nobody_else(stage, notes, frame)
        _ended(stage, notes, officers, order, frame)
    _left_behind(stage, notes, order, (frame, *pictures))


@contextmanager
def _officers(stage: Stage, notes: Notes) -> Iterator[Officers]:
    keys = [notes.granted(Bilingual(f"为第{number}名负责人制作密钥", f"The operator makes officer {number} a key"),
                          stage.calls.post("/v1/keys", {"label": f"officer {number}", "scopes": ["officer"],
                                                        "expires_in_days": 1}),
                          Bilingual("记入账本", "which is on record")).body["key"] for number in (1, 2)]
    with ExitStack() as stack:
        first, second = (stack.enter_context(closing(Calls(stage.gate.url, key))) for key in keys)
        yield Officers(first, second)


def _drafted(stage: Stage, notes: Notes, officers: Officers, pictures: list[bytes]) -> str:
    body = {"emergency": "missing-person", "why": "A resident with dementia left at four; it is freezing.",
            "doors": ["north"], "most_looks": 100, "sought": [base64.b64encode(one).decode() for one in pictures]}
    notes.holds("the operator's own key drafts no order", stage.calls.post(ORDERS, body).status == FORBIDDEN)
    drafted = notes.granted(Bilingual("一名老人走失：一名负责人起草紧急令", "An old man is missing: an officer drafts"),
                            officers.first.post(ORDERS, body),
                            Bilingual("照片只在内存里，谁也没看", "his pictures wait in memory, looked at by nothing"))
    return str(drafted.body["order"])


def _not_yet(stage: Stage, notes: Notes, officers: Officers, order: str, frame: bytes) -> None:
    looks = stage.looks()
    notes.refused(Bilingual("他走到门前，没有通行码", "He stands before the door, without a pass"),
                  stage.calls.frame(compound.FRAMES, frame), Reason.NO_CODE)
    notes.refused(Bilingual("同一名负责人自己确认", "The same officer confirms it"),
                  officers.first.post(f"{ORDER}/{order}/confirm", None), Reason.ORDER_NEEDS_TWO, GROUND)
    notes.holds("nobody was looked at on a draft, its pictures neither", stage.looks() == looks)


def _looks_for_one(stage: Stage, notes: Notes, officers: Officers, order: str, frame: bytes) -> None:
    passer_by = people.alone(people.STRANGER)
    looks, seen = stage.looks(), 0
    for asked, picture in ((Bilingual("路人走过", "A passer-by"), passer_by),
                           (Bilingual("走失的老人走过", "The missing man"), frame)):
        reply = notes.refused(asked, stage.calls.frame(compound.FRAMES, picture), Reason.ORDER_RUNS, GROUND)
        notes.holds("no door opened, and the other lanes are offered",
                    reply.body["opened"] is None and reply.body["lanes"] == ["desk", "pass"])
        seen += 1
    notes.show(frame, Bilingual("紧急令期间：只比对一个人", "Under the order: compared with one person only"))
    known = notes.granted(Bilingual("负责人查看紧急令", "The officers read their order"),
                          officers.first.get(f"{ORDER}/{order}"),
                          Bilingual("在北门见到一次", "seen once, at the north door")).body
    notes.holds("two looks, and one match", stage.looks() == looks + seen and known["looks"] == seen)
    notes.holds("the officers are told a door and a time, and nothing else",
                [(set(one), one["door"]) for one in known["matches"]] == [({"door", "at"}, "north")])
    needles = traces.of_picture(passer_by) | traces.of_template(people.template(passer_by))
    found = traces.holding(needles, [*traces.files_under(stage.gate.home), stage.gate.said])
    notes.holds("of the passer-by who was compared no byte is left in any file", not found)


def _touches_nobody_else(stage: Stage, notes: Notes, frame: bytes) -> None:
    looks, lin = stage.looks(), stage.residents[people.DECLINING]
    notes.refused(Bilingual("老人走到南门：令中没有这道门", "He stands before the south door, next to it"),
                  stage.calls.frame(f"{NEXT_DOOR}/frames", frame), Reason.NO_CODE)
    opened = notes.granted(Bilingual("说“不”的住户出示通行码", "She who had said no shows her pass"),
                           stage.calls.frame(compound.FRAMES, people.alone(lin.who, lin.plain)),
                           Bilingual("照常开门，不看脸", "opened as before, unlooked at"))
    notes.holds("the pass opened, and next door and her face were not looked at",
                opened.body["opened"] == "pass" and stage.looks() == looks)
    ordered = [stage.calls.get(door).body["ordered"] for door in (compound.DOOR, NEXT_DOOR)]
    notes.holds("the door's page says that an order runs, the next door's does not", ordered == [True, False])


def _ended(stage: Stage, notes: Notes, officers: Officers, order: str, frame: bytes) -> None:
    epoch, looks = stage.epoch(), stage.looks()
    notes.granted(Bilingual("找到了：第一名负责人提前结束", "He is found: an officer ends the order early"),
                  officers.first.post(f"{ORDER}/{order}/end", None), Bilingual("密钥已销毁", "its key is destroyed"))
    notes.holds("the order's key is gone, under a fresh epoch", stage.epoch() == epoch + 1)
    notes.refused(Bilingual("同一画面再送一次", "The same frame is sent again"),
                  stage.calls.frame(compound.FRAMES, frame), Reason.NO_CODE)
    notes.holds("nobody was looked at after the end", stage.looks() == looks)
    notes.refused(Bilingual("第二名负责人再次确认", "The second officer confirms it once more"),
                  officers.second.post(f"{ORDER}/{order}/confirm", None), Reason.ORDER_NOT_OPEN)


def _left_behind(stage: Stage, notes: Notes, order: str, shown: tuple[bytes, ...]) -> None:
    """The log and the register have all of it; the person sought is in neither, and in no file."""
    bundle = stage.calls.post("/v1/evidence", {}).content
    key = stage.calls.get("/v1/log-key").content.decode().strip()
    report = verify_bundle(bundle, key)
    mine = [one.event for one in report.verified.events if order in {one.event.get("order"), one.event.get("basis")}]
    kinds = [str(event["type"]) for event in mine]
    notes.holds("the log tells all of it, and a court would ask nothing", report.findings == () and kinds == [
        "order.drafted", "order.confirmed", "permit", "permit", "permit", "order.matched", "order.ended"])
    _in_the_register(notes, [dict(one.event) for one in report.verified.events])
    needles = traces.of_template(people.template(shown[0])) | frozenset().union(*map(traces.of_picture, shown))
    files = [*traces.files_under(stage.gate.home), stage.gate.said]
    notes.holds(f"no byte of his pictures or his template is in any of {len(files)} files",
                traces.in_bytes(needles, shown[1]) and not traces.holding(needles, files))


def _in_the_register(notes: Notes, events: list[dict[str, Any]]) -> None:
    kinds = [event["type"] for event in events]
    entered = [event["publication"] for event in events if event.get("of") == "order"]
    ended = {event["publication"] for event in events if event["type"] == "publication.ended"}
    confirmed = kinds.index("order.confirmed")
    notes.holds("it stood in the register before the first look, and stands there with its end",
                kinds.index("published", confirmed) < kinds.index("permit", confirmed) and set(entered) <= ended
                and bool(entered))

