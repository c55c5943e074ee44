"""Words the pages look up by name, in both languages. Everything else they say stands in their templates."""

from collections.abc import Mapping

from menshen.terms import Bilingual, Lane

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
