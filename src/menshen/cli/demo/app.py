"""Step 12: an app's sign-in. No picture before a permit, one look for each, moves no photograph makes; or a PIN."""

import base64
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from time import sleep
from typing import Any, Final

from menshen.cli.demo import compound, people
from menshen.cli.demo.calls import Reply
from menshen.cli.demo.notes import Notes
from menshen.cli.demo.stage import Stage
from menshen.drawn.moves import times_ms
from menshen.terms import Bilingual, Reason

PLACE: Final = "/v1/places/spruce-app"
NOTICE: Final = f"{PLACE}/notices/entry-by-pass"
DOOR: Final = f"{PLACE}/doors/sign-in"
CAPTURES: Final = f"{DOOR}/captures"
PIN: Final = "604173"
WRONG_PIN: Final = "604174"
USER: Final = "mia"


@dataclass(slots=True)
class User:
    """Somebody with an account: the plain pass that their phone holds, and what else they were given."""

    entitlement: str
    plain: str
    handle: str = ""
    face: str = ""


def declared() -> dict[str, Any]:
    """The app, its sign-in, its notice and its statement, as they are declared."""
    return tomllib.loads((resources.files("menshen.cli.demo") / "spruce-app.toml").read_text(encoding="utf-8"))


def signs_in(stage: Stage, notes: Notes) -> None:
    """After separate consent one permit brings one look; before it, and a second time, no picture is even read."""
    _goes_live(stage, notes)
    body = {"frames": [base64.b64encode(one).decode() for one in people.enrolling(USER)]}
    user = _account(stage, notes)
    _not_before_consent(stage, notes, user, body)
    secret = _agrees(stage, notes, user)
    _sets_a_pin_first(stage, notes, user, secret)
    _enrols(stage, notes, user, secret, body)
    _one_look(stage, notes, user)
    _a_photograph_is_nobody(stage, notes, user)
    _pin_does_as_well(stage, notes)


def _goes_live(stage: Stage, notes: Notes) -> None:
    calls, said = stage.calls, declared()
    notes.granted(Bilingual("经营者登记应用", "The operator declares an app"), calls.put(PLACE, said["place"]),
                  Bilingual("已登记", "declared"))
    notes.refused(Bilingual("只能刷脸登录", "Signing in by face only"),
                  calls.put(DOOR, said["door"] | {"lanes": ["face"]}), Reason.FACE_LANE_ONLY, "cn-spc-2021/4.1")
    notes.granted(Bilingual("旁边加上密码登录", "The same, with a PIN beside it"), calls.put(DOOR, said["door"]),
                  Bilingual("已启用", "live"))
    notes.granted(Bilingual("公布应用自己的告知内容", "The app publishes a notice of its own"),
                  calls.put(NOTICE, said["notice"]), Bilingual("人人可读", "for everybody to read"))


def _account(stage: Stage, notes: Notes) -> User:
    made = notes.granted(Bilingual("一位用户开户", "Somebody opens an account"),
                         stage.calls.post(f"{PLACE}/entitlements", compound.entitlement("account")),
                         Bilingual("通行码在手机里，与人脸无关", "a plain pass in the phone, with no face in it"))
    return User(str(made.body["entitlement"]), str(made.body["code"]))


def _not_before_consent(stage: Stage, notes: Notes, user: User, body: dict[str, Any]) -> None:
    looks = stage.looks()
    notes.refused(Bilingual("没有许可就要送来画面", "Pictures are to be sent without a permit"),
                  _announce(stage, "0" * 32, body), Reason.PERMIT_MISSING, "cn-spc-2021/2.3")
    notes.refused(Bilingual("还没同意就申请刷脸登录", "A look is asked for before any consent"), _wanted(stage, user),
                  Reason.LAW, "cn-spc-2021/2.3")
    notes.holds("no byte of the pictures was asked for, and the face engine was not called", stage.looks() == looks)


def _agrees(stage: Stage, notes: Notes, user: User) -> str:
    shown = notes.granted(Bilingual("单独问一次：愿意刷脸登录吗？", "Asked once, and apart: sign in by face?"),
                          stage.calls.person("/v1/prompts", {"code": user.plain}),
                          Bilingual("应用自己的告知，两个同样的选项", "the app's own notice, two equal options"))
    notes.holds("the prompt shows the app's own notice",
                shown.body["notice"] == stage.calls.get(NOTICE).body)
    token = shown.body["token"]
    notes.refused(Bilingual("与用户协议一起勾选同意", "A yes together with the user agreement"),
                  stage.calls.person("/v1/answers", {"token": token, "answer": "agree", "beside": ["user agreement"]}),
                  Reason.CONSENT_BUNDLED, "cn-spc-2021/4.2")
    said = notes.granted(Bilingual("本人单独、明示地同意", "The user agrees, to this alone"),
                         stage.calls.person("/v1/answers", {"token": token, "answer": "agree"}),
                         Bilingual("已同意，回执归本人", "a grant; the receipt is the user's own"))
    return str(said.body["secret"])


def _sets_a_pin_first(stage: Stage, notes: Notes, user: User, secret: str) -> None:
    notes.refused(Bilingual("还没有别的登录方式就要登记人脸", "Enrolling before there is another way to sign in"),
                  stage.calls.person("/v1/enrolments", {"secret": secret}), Reason.LAW, "cn-spc-2021/4.1")
    notes.refused(Bilingual("密码设为 123456", "The PIN is to be 123456"), _set_pin(stage, user, "123456"),
                  Reason.PIN_GUESSABLE)
    kept = notes.granted(Bilingual("另设一个密码", "Another PIN is set"), _set_pin(stage, user, PIN),
                         Bilingual("得到一个号码，看不出是谁", "with a number that does not say whose it is"))
    user.handle = str(kept.body["handle"])


def _enrols(stage: Stage, notes: Notes, user: User, secret: str, body: dict[str, Any]) -> None:
    issued = notes.granted(Bilingual("凭回执申请一次采集", "One capture is asked for with the receipt"),
                           stage.calls.person("/v1/enrolments", {"secret": secret}),
                           Bilingual("许可一次", "one permit"))
    enrolled = notes.granted(Bilingual("拍三帧登记", "Three frames are taken"),
                             stage.calls.person(f"/v1/enrolments/{issued.body['permit']}/frames", body),
                             Bilingual("模板密封在本人的通行码里", "the template is sealed into the user's own pass"))
    user.face = str(enrolled.body["code"])
    notes.show(people.alone(USER), Bilingual("同意之后，一次许可看一次", "After consent: one permit, one look"))


def _a_photograph_is_nobody(stage: Stage, notes: Notes, user: User) -> None:
    """Somebody has the unlocked phone with both passes, and a photograph of its owner."""
    shown, looks = people.print_of(USER), stage.looks()
    for how, words, reason in (
            (dict.fromkeys(shown, shown[people.STRAIGHT]), Bilingual("照片举着不动", "A photograph is held up"),
             Reason.CHALLENGE_NOT_FOLLOWED),
            (shown, Bilingual("照片跟着提示左右倾斜", "The photograph is turned as was asked"), Reason.FACE_FLAT)):
        issued = _wanted(stage, user)
        frames = _moving(user, issued, how)
        refused = notes.refused(words, stage.calls.person(_frames_of(str(issued.body["permit"])), frames), reason)
        notes.holds("no ticket came of it", not refused.body["ticket"])
    notes.holds("each try took a permit and a look of its own", stage.looks() == looks + 2)


def _moving(user: User, issued: Reply, seen: Mapping[str, bytes]) -> dict[str, Any]:
    """The frames in which the moves of a challenge are made, after the time that making them takes."""
    frames = people.making(issued.body["challenge"]["moves"], seen)
    at_ms = times_ms(len(frames))
    sleep(at_ms[-1] / 1e3)
    return {"code": user.face, "frames": [base64.b64encode(one).decode() for one in frames], "at_ms": at_ms}


def _one_look(stage: Stage, notes: Notes, user: User) -> None:
    seen, looks = people.heads(USER), stage.looks()
    issued = notes.granted(Bilingual("点“刷脸登录”", "The user chooses to sign in by face"), _wanted(stage, user),
                           Bilingual("许可一次，附随机动作", "one permit, for ten seconds, and random moves"))
    permit, frames = str(issued.body["permit"]), _moving(user, issued, seen)
    done = notes.granted(Bilingual("本人照做，连同人脸通行码送来", "The user makes them; the face pass comes along"),
                         stage.calls.person(_frames_of(permit), frames),
                         Bilingual("刷脸登录成功", "signed in by the face"))
    notes.holds("the face signed the user in, with one look at all frames",
                done.body["opened"] == "face" and stage.looks() == looks + 1)
    told = stage.calls.post(f"{DOOR}/tickets", {"ticket": done.body["ticket"]})
    notes.holds("the app's own server learned who it was, from a ticket",
                told.granted and told.body["entitlement"] == user.entitlement)
    notes.refused(Bilingual("同一许可、同样画面再送一次", "The same permit and frames once more"),
                  _announce(stage, permit, frames), Reason.PERMIT_MISSING)
    notes.holds("the replay was refused unread, and looked at nobody", stage.looks() == looks + 1)


def _pin_does_as_well(stage: Stage, notes: Notes) -> None:
    """Somebody says no, and has the same service by PIN."""
    looks = stage.looks()
    made = stage.calls.post(f"{PLACE}/entitlements", compound.entitlement("another account"))
    other = User(str(made.body["entitlement"]), str(made.body["code"]))
    other.handle = str(_set_pin(stage, other, PIN).body["handle"])
    shown = stage.calls.person("/v1/prompts", {"code": other.plain})
    notes.granted(Bilingual("另一位用户回答：不用", "Another user declines"),
                  stage.calls.person("/v1/answers", {"token": shown.body["token"], "answer": "decline"}),
                  Bilingual("一步，到此为止", "one step, and that is all"))
    done = notes.granted(Bilingual("用号码和密码登录", "That user signs in with a number and a PIN"),
                         _enter(stage, other.handle, PIN),
                         Bilingual("密码登录，同样的服务", "signed in, to the same service"))
    told = stage.calls.post(f"{DOOR}/tickets", {"ticket": done.body["ticket"]})
    notes.holds("the PIN signed in who declined, and nobody was looked at",
                done.body["opened"] == "pin" and told.granted
                and told.body["entitlement"] == other.entitlement and stage.looks() == looks)
    wrong = notes.refused(Bilingual("有人猜这位用户的密码", "Somebody guesses that user's PIN"),
                          _enter(stage, other.handle, WRONG_PIN), Reason.PIN_WRONG)
    nobody = notes.refused(Bilingual("有人试一个没有的号码", "Somebody tries a number that nobody has"),
                           _enter(stage, f"{(int(other.handle) + 1) % 10**8:08}", WRONG_PIN), Reason.PIN_WRONG)
    notes.holds("the answer does not say whether the number is somebody's",
                {**wrong.body, "stages_ms": 0} == {**nobody.body, "stages_ms": 0})


def _wanted(stage: Stage, user: User) -> Reply:
    return stage.calls.person(CAPTURES, {"code": user.plain})


def _set_pin(stage: Stage, user: User, pin: str) -> Reply:
    return stage.calls.person("/v1/pins", {"code": user.plain, "pin": pin})


def _enter(stage: Stage, handle: str, pin: str) -> Reply:
    return stage.calls.person(f"{DOOR}/sign-ins", {"handle": handle, "pin": pin})


def _announce(stage: Stage, permit: str, body: dict[str, Any]) -> Reply:
    return stage.calls.announced(_frames_of(permit), len(json.dumps(body)))


def _frames_of(permit: str) -> str:
    return f"{CAPTURES}/{permit}/frames"
