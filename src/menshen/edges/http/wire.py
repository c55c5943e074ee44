"""What comes in over HTTP: strict bodies, each with an example that the API page shows and a test sends."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from menshen.acts.records import KeyScope
from menshen.consent.prompt import Answer
from menshen.terms import AgeBand, Area, Bilingual, Lane, PlaceKind, Purpose

CODE = "MS1:6BFOXN…"
"""A pass as examples show it, shortened."""

WORDS = r"^[^\x00]*[^\s\x00][^\x00]*$"
"""Something that can be read, and no NUL, which PostgreSQL does not keep."""
Text = Annotated[str, Field(min_length=1, max_length=2_000, pattern=WORDS)]
Label = Annotated[str, Field(min_length=1, max_length=64, pattern=WORDS)]
PassCode = Annotated[str, Field(min_length=4, max_length=1_024)]
EntitlementRef = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
Secret = Annotated[str, Field(min_length=16, max_length=64)]


def _example(**fields: object) -> ConfigDict:
    extra: dict[str, Any] = {"examples": [fields]}
    return ConfigDict(extra="forbid", json_schema_extra=extra)


class Words(BaseModel):
    """One text in both languages."""

    model_config = _example(zh="云杉苑", en="Spruce Court")
    zh: Text
    en: Text

    def terms(self) -> Bilingual:
        """The same as a value."""
        return Bilingual(self.zh, self.en)


class Rectangle(BaseModel):
    """A rectangle in a frame, as fractions of its width and height."""

    model_config = _example(left=0.5, top=0.0, width=0.5, height=1.0)
    left: float
    top: float
    width: float
    height: float

    def terms(self) -> Area:
        """The same as a value; InputError where it leaves the frame."""
        return Area(self.left, self.top, self.width, self.height)


class NewKey(BaseModel):
    """An API key to make."""

    model_config = _example(label="north door", scopes=["door"], expires_in_days=365)
    label: Label
    scopes: Annotated[list[KeyScope], Field(min_length=1)]
    expires_in_days: Annotated[int, Field(ge=1, le=1_095)]


class NewPlace(BaseModel):
    """What the operator declares of a place."""

    model_config = _example(kind="residential", name={"zh": "云杉苑", "en": "Spruce Court"},
                            operator="云杉物业 Spruce Property", contact="+86 10 0000 0000", public_place=False,
                            impact_assessed_on="2026-01-15", sign_shown=True)
    kind: PlaceKind
    name: Words
    operator: Label
    contact: Label
    public_place: bool
    impact_assessed_on: date | None = None
    sign_shown: bool = False


class NoticeWords(BaseModel):
    """The nine things a notice says."""

    model_config = ConfigDict(extra="forbid")
    purpose: Words
    method: Words
    scope: Words
    retention: Words
    recipients: Words
    contact: Words
    necessity: Words
    effect: Words
    rights: Words


_SAID = {"zh": "…", "en": "…"}
NOTICE_FIELDS = tuple(NoticeWords.model_fields)


class NewNotice(BaseModel):
    """A version of a notice to publish."""

    model_config = _example(version=1, text=dict.fromkeys(NOTICE_FIELDS, _SAID))
    version: Annotated[int, Field(ge=1, le=2**31 - 1)]
    text: NoticeWords


class NewTerms(BaseModel):
    """The agreement that a place has its customers sign: plain text, Markdown or HTML."""

    model_config = _example(text="第九条 会员同意本店采集其面部信息，用于到店识别和营销，不同意的不能办理会员。")
    text: Annotated[str, Field(min_length=1, max_length=500_000)]


class NewDoor(BaseModel):
    """A door to take live. Codes are read in one area of a frame; one face may be in the other."""

    model_config = _example(lanes=["face", "pass", "desk"], attended=True)
    lanes: Annotated[list[Lane], Field(min_length=1)]
    attended: bool = False
    code_window: Rectangle = Rectangle(left=0.5, top=0, width=0.5, height=1)
    face_area: Rectangle = Rectangle(left=0, top=0, width=0.5, height=1)


class LaneState(BaseModel):
    """Whether a lane works."""

    model_config = _example(up=False)
    up: bool


class NewEntitlement(BaseModel):
    """Why one person may pass, as proved at the desk. `label` is the desk's own note."""

    model_config = _example(kind="residency", label="3-1201", age_band="adult", not_after="2027-06-30T16:00:00Z")
    kind: Annotated[str, Field(pattern=r"^[a-z][a-z-]{0,31}$")]
    label: Label
    age_band: AgeBand
    not_after: AwareDatetime
    guardians: Annotated[list[EntitlementRef], Field(max_length=4)] = []


class NewGuardian(BaseModel):
    """Somebody whom the desk has seen to be a child's guardian: entitled here, or with null handed a token.

    There is no field for a paper or its number: nothing of what the desk has seen is kept.
    """

    model_config = _example(guardian=None)
    guardian: EntitlementRef | None = None


class Ask(BaseModel):
    """Show me the prompt: by the holder of a plain pass. `guardian` is a guardian's own plain pass, or their token.

    The prompt for hands-free is shown at the person's own request only.
    """

    model_config = _example(code=CODE, own_request=False, guardian=None)
    code: PassCode
    own_request: bool = False
    guardian: PassCode | None = None
    purpose: Literal[Purpose.ENTRY_BY_PASS, Purpose.ENTRY_HANDS_FREE] = Purpose.ENTRY_BY_PASS
    lasts_s: Annotated[float, Field(gt=0, le=3_600)] | None = None


class GivenAnswer(BaseModel):
    """The answer to a prompt; `beside` lists other agreements on the same screen, and must be empty to be consent."""

    model_config = _example(token="3q2-7w…" + "x" * 16, answer="agree", beside=[])
    token: Secret
    answer: Answer
    beside: Annotated[list[Label], Field(max_length=32)] = []


class Receipt(BaseModel):
    """The secret of a receipt."""

    model_config = _example(secret="Zk1hc2tlZC1pbi1leGFtcGxlcw")
    secret: Secret


class ReceiptAndPin(BaseModel):
    """The secret of a receipt, and the PIN that opens its history."""

    model_config = _example(secret="Zk1hc2tlZC1pbi1leGFtcGxlcw", pin="480271")
    secret: Secret
    pin: Annotated[str, Field(pattern=r"^[0-9]{6,12}$")]


class EnrolmentFrames(BaseModel):
    """Three to twelve pictures of one person, JPEG or PNG in base64, taken within three seconds."""

    model_config = _example(frames=["/9j/4AAQ…", "/9j/4AAQ…", "/9j/4AAQ…"])
    frames: Annotated[list[str], Field(min_length=3, max_length=12)]


class ShownCode(BaseModel):
    """A code that the door's own scanner read."""

    model_config = _example(code=CODE)
    code: PassCode


class Disclosure(BaseModel):
    """Which events to disclose: all, those of one grant, or those of a time."""

    model_config = _example(grant=None, since="2026-05-01T00:00:00Z", until=None)
    grant: Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")] | None = None
    since: AwareDatetime | None = None
    until: AwareDatetime | None = None


