"""Words for what is published in the register: the parts of a document, and the values that are words of ours.

A part or value that has no row here is shown as it stands in the document.
"""

from collections.abc import Mapping

from menshen.emergencies import Breach, Emergency, OrderEnd
from menshen.terms import Bilingual, Lane

DOCUMENT: Mapping[str, Bilingual] = {
    "what": Bilingual("什么事", "What"),
    "why": Bilingual("为什么", "Why"),
    "emergency": Bilingual("紧急情况", "Emergency"),
    "function": Bilingual("功能", "Function"),
    "statement": Bilingual("声明", "Statement"),
    "alternatives": Bilingual("考虑过的其他方式", "Other ways that were considered"),
    "why_not": Bilingual("为什么不行", "Why it does not do"),
    "suspected": Bilingual("怀疑的事", "Suspected"),
    "cause": Bilingual("起因", "Cause"),
    "found": Bilingual("查明", "Found"),
    "ground": Bilingual("依据", "Ground"),
    "scope": Bilingual("范围", "Scope"),
    "doors": Bilingual("哪些门", "Doors"),
    "since": Bilingual("开始", "Since"),
    "until": Bilingual("最晚到", "Until, at the latest"),
    "ended": Bilingual("结束", "Ended"),
    "closed": Bilingual("结案", "Closed"),
    "ended_by": Bilingual("因何结束", "Ended by"),
    "order": Bilingual("紧急令编号", "Order, by id"),
    "incident": Bilingual("安全事件编号", "Incident, by id"),
    "most_looks": Bilingual("最多查看次数", "Looks allowed, at most"),
    "looks_made": Bilingual("实际查看次数", "Looks made"),
    "frozen": Bilingual("已冻结的通道", "Lanes frozen"),
    "held": Bilingual("涉及的记录", "Held at the time"),
    "carried-faces": Bilingual("随身通行码里的脸", "Faces in people's own passes"),
    "sought-faces": Bilingual("紧急令所寻的脸", "Faces sought by an order"),
    "pass-keys": Bilingual("通行码的钥匙", "Keys of face passes"),
    "kept-faces": Bilingual("留存在这里的脸", "Faces kept at the place"),
    "pins": Bilingual("密码", "PINs"),
    "history-pins": Bilingual("查阅密码", "PINs for a history"),
    "guardians": Bilingual("谁是监护人", "Who is whose guardian"),
    "ties": Bilingual("同意属于谁", "Whose a consent is"),
    "entitlements": Bilingual("通行资格", "Entitlements"),
    "officers": Bilingual("负责人（编号）", "Officers, by id"),
    "signed_by": Bilingual("签署人", "Signed by"),
    "role": Bilingual("职务", "Role"),
    "name": Bilingual("姓名", "Name"),
    "signed_at": Bilingual("签署时间", "Signed at"),
    "key": Bilingual("公钥", "Public key"),
    "format": Bilingual("格式", "Format"),
    "place": Bilingual("场所", "Place"),
    "signature": Bilingual("签名", "Signature"),
}
"""The words for the parts of a published document, in the order of reading; others follow by their names."""

VALUES: Mapping[str, Bilingual] = {
    Emergency.PUBLIC_HEALTH: Bilingual("突发公共卫生事件", "A public health emergency"),
    Emergency.FIRE: Bilingual("火灾", "Fire"),
    Emergency.DISASTER: Bilingual("自然灾害", "Disaster"),
    Emergency.ATTACK: Bilingual("袭击", "Attack"),
    Emergency.MISSING_PERSON: Bilingual("有人走失，处境危险", "Somebody is missing, and in danger"),
    OrderEnd.OFFICER: Bilingual("负责人结束", "An officer"),
    OrderEnd.TIME: Bilingual("到时", "Its time was over"),
    OrderEnd.LOOKS: Bilingual("次数用完", "All looks were made"),
    OrderEnd.UNCONFIRMED: Bilingual("没有第二人确认", "No second officer confirmed"),
    OrderEnd.PICTURES: Bilingual("照片不清楚", "Its pictures were not clear"),
    OrderEnd.REFUSED: Bilingual("法律不允许", "The law refused"),
    OrderEnd.LOST: Bilingual("所需的东西已丢失", "What it needs is gone"),
    Breach.LEAK: Bilingual("泄露", "Leak"),
    Breach.ALTERATION: Bilingual("篡改", "Alteration"),
    Breach.LOSS: Bilingual("丢失", "Loss"),
    Lane.FACE: Bilingual("人脸", "Face"),
    "<10": Bilingual("少于10", "fewer than 10"),
}
"""The words for values that are one of a few."""
