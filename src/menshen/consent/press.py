"""The notice beside a press: five lines for whoever stands there, enrolled or not. Pressing consents to one look.

A press is a `once` grant: it covers one look and names nobody. What a notice must say: cn-spc-2021 art. 2(2), PIPL
art. 17. The lines are the gate's own, as the gate keeps what they promise.
"""

import hashlib
from dataclasses import dataclass
from typing import Any

import rfc8785

from menshen.terms import Bilingual, PlaceId


@dataclass(frozen=True, slots=True)
class PressNotice:
    """What stands beside the button of one place's hands-free lane."""

    place: PlaceId
    operator: str
    contact: str

    @property
    def lines(self) -> tuple[Bilingual, ...]:
        """Purpose, method, retention, who answers for it, and the choice: in this order, one line each."""
        return (
            Bilingual("按下即同意：只看您的脸一次，只为打开这扇门。",
                      "Pressing consents to one look at your face, to open this door and for nothing else."),
            Bilingual("拍一帧画面，与在本处登记了免持通行的人比对一次。",
                      "One picture is compared, once, with those who enrolled for hands-free here."),
            Bilingual("画面和模板都不保存；没有认出来，就没有记录说是谁按的。",
                      "Neither picture nor template is kept; unless you are recognised, no record says who pressed."),
            Bilingual(f"由{self.operator}负责（{self.contact}），不提供给任何人。",
                      f"{self.operator} answers for it ({self.contact}); it is given to nobody."),
            Bilingual("不按也一样能进：请走其他通道。按下即表示您已满十四周岁。",
                      "You need not: the other lanes let you in as well. By pressing you say that you are fourteen "
                      "or older."),
        )

    @property
    def hash(self) -> str:
        """SHA-256, hexadecimal, of its RFC 8785 form: what a `pressed` event says was shown."""
        return hashlib.sha256(rfc8785.dumps(self.document())).hexdigest()

    def document(self) -> dict[str, Any]:
        """The notice as JSON values."""
        return {"place": self.place, "lines": [{"zh": line.zh, "en": line.en} for line in self.lines]}
