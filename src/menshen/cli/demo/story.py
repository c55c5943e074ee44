"""The story: the steps of one day, in order, each played for real."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from menshen.cli.demo.app import signs_in
from menshen.cli.demo.children import child
from menshen.cli.demo.choices import agrees, declines
from menshen.cli.demo.court import judged, sales_office
from menshen.cli.demo.doors import face_lane_alone, stranger
from menshen.cli.demo.emergencies import emergency
from menshen.cli.demo.hands_free import hands_free
from menshen.cli.demo.incident import suspicion
from menshen.cli.demo.leaving import withdraws
from menshen.cli.demo.membership import terms
from menshen.cli.demo.my_face import my_face
from menshen.cli.demo.needed import necessity
from menshen.cli.demo.notes import BrokenPromiseError, Line, Notes
from menshen.cli.demo.others import no_consent, somebody_else
from menshen.cli.demo.proof import evidence
from menshen.cli.demo.register import register
from menshen.cli.demo.stage import Stage
from menshen.terms import Bilingual


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its number, its title, and what happens; `play` raises BrokenPromiseError where a check fails."""

    number: int
    title: Bilingual
    play: Callable[[Stage, Notes], None]


@dataclass(frozen=True, slots=True)
class Told:
    """A step that was played. `broken` is the check that did not hold; empty where all did."""

    step: Step
    notes: Notes
    broken: str


STEPS = (
    Step(1, Bilingual("只能刷脸的门不能启用", "A door may not depend on a face"), face_lane_alone),
    Step(2, Bilingual("路人：没有许可，不看脸", "A stranger: no permit, no look"), stranger),
    Step(3, Bilingual("她说不：没有任何影响", "She says no: it costs her nothing"), declines),
    Step(4, Bilingual("她说好：单独同意，刷脸开门", "She says yes: the door opens by her face"), agrees),
    Step(5, Bilingual("别人拿着她的码", "Somebody else with her pass"), somebody_else),
    Step(6, Bilingual("什么不是同意", "What is no consent"), no_consent),
    Step(7, Bilingual("她撤回：立即抹去", "She withdraws: it is gone"), withdraws),
    Step(8, Bilingual("每件事都可证明，证明里没有脸", "All of it can be proved, and no proof shows a face"), evidence),
    Step(9, Bilingual("会员协议里的人脸条款", "Terms that take the face along"), terms),
    Step(10, Bilingual("十二岁的孩子：监护人单独同意", "A child of twelve: the guardian's own consent"), child),
    Step(11, Bilingual("免持通行：先按下，再看一次", "Hands-free: she presses, and is looked at once"), hands_free),
    Step(12, Bilingual("应用：无许可不读画面，密码同样登录", "An app: no permit, no picture; or a PIN"), signs_in),
    Step(13, Bilingual("必要性：签名、公布，门从来不算", "Necessity: signed, published, never for a door"), necessity),
    Step(14, Bilingual("紧急情况：两人签发，只找一人", "An emergency: two officers, one person sought"), emergency),
    Step(15, Bilingual("售楼处：告示不是同意", "A sales office: a sign is no consent"), sales_office),
    Step(16, Bilingual("事后评判", "Judged afterwards"), judged),
    Step(17, Bilingual("疑似泄露：人脸通道全部停用", "A suspected leak: the face lanes are frozen"), suspicion),
    Step(18, Bilingual("公示：人人可查", "The register: for everybody to check"), register),
    Step(19, Bilingual("我的人脸：看得到，撤得回", "My face: hers to read, and to withdraw"), my_face),
)


def play(stage: Stage, begun: Callable[[Step], None], tell: Callable[[Line], None]) -> Iterator[Told]:
    """Play the steps in order, and none after one that broke; `begun` and `tell` hear of all as it happens."""
    for step in STEPS:
        begun(step)
        notes = Notes(tell)
        try:
            step.play(stage, notes)
        except BrokenPromiseError as e:
            yield Told(step, notes, str(e))
            return
        yield Told(step, notes, "")
