"""Steps 1 and 2: a door that would take faces only, and a stranger before a door that does not."""

from time import perf_counter

from menshen.cli.demo import compound, people, traces
from menshen.cli.demo.notes import Notes
from menshen.cli.demo.stage import Stage
from menshen.terms import Bilingual, Reason


def face_lane_alone(stage: Stage, notes: Notes) -> None:
    """A door with a face lane only is refused (art. 10); with a pass lane beside it, it goes live."""
    calls, declared = stage.calls, compound.declared()
    notes.granted(Bilingual("经营者登记云杉苑", "The operator declares the compound"),
                  calls.put(compound.PLACE, declared["place"]), Bilingual("已登记", "declared"))
    notes.refused(Bilingual("北门只开人脸通道", "The north door, with a face lane only"),
                  calls.put(compound.DOOR, compound.FACE_ONLY), Reason.FACE_LANE_ONLY, "cn-spc-2021/10")
    notes.holds("the refused door is not there", not calls.frame(compound.FRAMES, b"-").granted)
    live = notes.granted(Bilingual("旁边加上通行码和服务台", "The same door, with a pass lane and a desk beside it"),
                         calls.put(compound.DOOR, compound.LANES), Bilingual("已启用", "live"))
    notes.holds("its face lane is open beside two others",
                bool(live.body["face_open"]) and set(live.body["up"]) == {"face", "pass", "desk"})
    notes.granted(Bilingual("公布人脸信息处理规则", "The notice is published"),
                  calls.put(compound.NOTICE, declared["notice"]), Bilingual("人人可读", "for everybody to read"))


def stranger(stage: Stage, notes: Notes) -> None:
    """No pass, no look; and afterwards no byte of the stranger is anywhere."""
    frame = people.alone(people.STRANGER)
    notes.show(frame, Bilingual("路人走近：没有通行码，不看脸", "A stranger walks up: no pass, no look"))
    before = stage.looks()
    reply = notes.refused(Bilingual("路人站在镜头前", "A stranger stands before the camera"),
                          stage.calls.frame(compound.FRAMES, frame), Reason.NO_CODE)
    notes.holds("the face engine was not called: its own counter stands still", stage.looks() == before)
    notes.holds("the other lanes are offered", reply.body["lanes"] == ["desk", "pass"])
    counts = stage.calls.get("/v1/status").body["counts"]
    notes.holds("only a count is left, for the day", counts["frames-without-code"] == 1)
    _leaves_no_trace(stage, notes, frame)


def _leaves_no_trace(stage: Stage, notes: Notes, frame: bytes) -> None:
    """Search every file, and all that the gate has printed, for the frame and for a template made of it."""
    begun = perf_counter()
    needles = traces.of_picture(frame) | traces.of_template(people.template(frame))
    files = [*traces.files_under(stage.gate.home), stage.gate.said]
    found = traces.holding(needles, files)
    notes.holds("the search finds the stranger where they are", traces.in_bytes(needles, b"before" + frame + b"after"))
    notes.found(Bilingual(f"在 {len(files)} 个文件中逐字节查找：画面、像素、模板的各种写法",
                          f"Every byte of {len(files)} files searched for frame, pixels and template"),
                Bilingual("毫无痕迹", "no trace"), (perf_counter() - begun) * 1e3, holds=not found)
