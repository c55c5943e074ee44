"""Words the pages look up by name, in both languages. Everything else they say stands in their templates."""

from collections.abc import Mapping

from menshen.terms import Act, Bilingual, Lane, PlaceKind, PublicationKind, Purpose, Reason

LANES: Mapping[Lane, Bilingual] = {
    Lane.FACE: Bilingual("人脸", "Face"),
    Lane.PASS: Bilingual("通行码", "Pass"),
    Lane.PIN: Bilingual("密码", "PIN"),
    Lane.CARD: Bilingual("门卡", "Card"),
    Lane.DESK: Bilingual("服务台", "Desk"),
}
"""What a person calls each lane."""

NOTICE: Mapping[str, Bilingual] = {
    "purpose": Bilingual("目的", "Purpose"),
    "method": Bilingual("方式", "Method"),
    "scope": Bilingual("范围", "Scope"),
    "retention": Bilingual("保存多久", "Kept how long"),
    "recipients": Bilingual("给谁", "Given to whom"),
    "contact": Bilingual("找谁", "Whom to ask"),
    "necessity": Bilingual("为什么需要", "Why it is needed"),
    "effect": Bilingual("对您的影响", "What it means for you"),
    "rights": Bilingual("您的权利", "Your rights"),
}
"""The heading over each part of a notice, in the order of reading."""

KINDS: Mapping[PlaceKind, Bilingual] = {
    PlaceKind.HOTEL: Bilingual("宾馆", "Hotel"),
    PlaceKind.MALL: Bilingual("商场", "Shopping mall"),
    PlaceKind.BANK: Bilingual("银行", "Bank"),
    PlaceKind.STATION: Bilingual("车站", "Station"),
    PlaceKind.AIRPORT: Bilingual("机场", "Airport"),
    PlaceKind.STADIUM: Bilingual("体育场馆", "Stadium"),
    PlaceKind.ENTERTAINMENT: Bilingual("娱乐场所", "Entertainment venue"),
    PlaceKind.RESIDENTIAL: Bilingual("住宅小区", "Residential compound"),
    PlaceKind.SALES_OFFICE: Bilingual("售楼处", "Sales office"),
    PlaceKind.OFFICE: Bilingual("办公场所", "Office"),
    PlaceKind.SCHOOL: Bilingual("学校", "School"),
    PlaceKind.GYM: Bilingual("健身场所", "Gym"),
    PlaceKind.RETAIL: Bilingual("商店", "Shop"),
    PlaceKind.APP: Bilingual("手机应用", "App"),
    PlaceKind.ONLINE: Bilingual("网上服务", "Online service"),
    PlaceKind.PUBLIC: Bilingual("公共场所", "Public place"),
    PlaceKind.PRIVATE_SPACE: Bilingual("私密空间", "Private space"),
    PlaceKind.OTHER: Bilingual("其他", "Other"),
}
"""What a person calls each kind of place."""

PURPOSES: Mapping[Purpose, Bilingual] = {
    Purpose.ENTRY_BY_PASS: Bilingual("凭本人的通行码刷脸进门", "Entry by face, with one's own pass"),
    Purpose.ENTRY_HANDS_FREE: Bilingual("免手持刷脸进门", "Entry by face, hands-free"),
    Purpose.EMERGENCY_ORDER: Bilingual("紧急令：寻找一个人", "An emergency order: looking for one person"),
}
"""What a person calls each purpose."""

PUBLICATIONS: Mapping[PublicationKind, Bilingual] = {
    PublicationKind.ORDER: Bilingual("紧急令", "Emergency orders"),
    PublicationKind.NECESSITY: Bilingual("必要性声明", "Necessity statements"),
    PublicationKind.INCIDENT: Bilingual("安全事件", "Incidents"),
}
"""The heading over each kind of document in the register."""

COUNTS: Mapping[str, Bilingual] = {
    "looks": Bilingual("查看人脸", "Looks at a face"),
    "frames-without-code": Bilingual("没有通行码的画面（没有看脸）", "Frames without a pass (nobody was looked at)"),
    "looks-on-orders": Bilingual("依紧急令查看人脸", "Looks at a face on an emergency order"),
    "pins-refused": Bilingual("密码没有通过", "Wrong PINs"),
}
"""What a person calls each daily count; one that is not here is shown by its name."""

ACTS: Mapping[str, Bilingual] = {
    Act.ENROL: Bilingual("登记", "Enrolment"),
    Act.VERIFY: Bilingual("验证（1:1）", "Verification (1:1)"),
    Act.IDENTIFY: Bilingual("辨识（1:N）", "Identification (1:N)"),
}
"""What a person calls what was done at a look."""

OUTCOMES: Mapping[str, Bilingual] = {
    "matched": Bilingual("相符。", "Matched."),
    "enrolled": Bilingual("已登记。", "Enrolled."),
    "opened": Bilingual("门开了。", "The door opened."),
    "not-made": Bilingual("获得许可，但没有看。", "Permitted, and not made."),
    Reason.NO_FACE: Bilingual("没有看清脸。", "No face was seen."),
    Reason.MANY_FACES: Bilingual("不止一个人。", "More than one face."),
    Reason.POOR_CAPTURE: Bilingual("画面不清楚。", "The picture was not clear."),
    Reason.NOT_SAME_PERSON: Bilingual("不相符。", "Did not match."),
    Reason.NOT_RECOGNISED: Bilingual("没有认出任何人。", "Nobody was recognised."),
    Reason.CHALLENGE_NOT_FOLLOWED: Bilingual("动作与提示不同。", "Not the moves that were asked for."),
    Reason.CHALLENGE_OUT_OF_TIME: Bilingual("画面的时间不对。", "The frames' times did not fit."),
    Reason.FACE_CHANGED: Bilingual("不是始终同一张脸。", "Not the same face throughout."),
    Reason.FACE_FLAT: Bilingual("只是一幅平面的图。", "Only a flat picture."),
}
"""What a person calls what came of a look."""

KEY_REFUSED = Bilingual("密钥无效，请联系管理员。", "This key is not valid. Please tell the operator.")
"""What a door's tablet says when its API key is wrong, ended, or for something else."""

PROMISES: tuple[tuple[Bilingual, Bilingual], ...] = (
    (Bilingual("没有许可，就不看。", "No permit, no look."),
     Bilingual("人脸引擎一次许可看一次，没有许可的图像不解码就丢弃。",
               "The face engine looks once for each permit; pictures without one are dropped undecoded.")),
    (Bilingual("没有一扇门只靠脸。", "No door depends on a face."),
     Bilingual("别的通道都停用时，人脸通道也关闭；出门从不设卡。",
               "Where no other lane works, the face lane is shut; leaving is never gated.")),
    (Bilingual("说“不”没有代价。", "Declining costs nothing."),
     Bilingual("和说“是”一样显眼、一样快，而且不会再问。",
               "It is as plain and as quick as agreeing, and is not asked again.")),
    (Bilingual("陌生人不留痕迹。", "Strangers leave no trace."),
     Bilingual("不相符的脸不留图像、不留特征，只留一个计数。",
               "Of a face that matches nobody there is no picture and no template, only a count.")),
    (Bilingual("撤回就是抹去。", "Withdrawing erases."),
     Bilingual("一秒之内销毁钥匙；旧的备份也打不开任何门。",
               "The key is destroyed within a second, and no old backup opens a door.")),
    (Bilingual("件件可证，证据里没有脸。", "Every act can be proved, and no proof shows a face."),
     Bilingual("先读、再判、再看、再记，然后才开门。", "Read, decide, look, record, and only then open.")),
)
"""The six promises, each with what it comes to, in the order of the design."""
