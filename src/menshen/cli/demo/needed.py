"""Step 13: what an app may say that it needs, over its officer's name and in public; a door never does."""

from typing import Any, Final

from menshen.cli.demo import app, compound
from menshen.cli.demo.notes import Notes
from menshen.cli.demo.stage import Stage
from menshen.consent.necessity import verify
from menshen.errors import EvidenceError
from menshen.ledger.note import parse_vkey
from menshen.terms import Bilingual, Reason

FUNCTION: Final = f"{app.PLACE}/functions/try-on"


def necessity(stage: Stage, notes: Notes) -> None:
    """Service is owed until a signed statement is published; for a door there is none, and none is consent."""
    calls, stated = stage.calls, app.declared()["necessity"]
    notes.refused(Bilingual("不同意刷脸的人，就不给试戴眼镜", "Who declines is to be refused the trying-on of glasses"),
                  calls.post(f"{FUNCTION}/refusals", {}), Reason.LAW, "cn-spc-2021/4.1")
    _not_for_doors(stage, notes, stated)
    published = notes.granted(Bilingual("负责人签署必要性声明", "The officer signs that this function needs the face"),
                              calls.put(f"{FUNCTION}/necessity", stated),
                              Bilingual("已公布，人人可查", "published, for everybody to check"))
    read = calls.anyone(f"{FUNCTION}/necessity").body
    notes.holds("anybody reads the statement, and the log's key signed just that",
                read == published.body and _signed(stage, read["document"]))
    notes.holds("with one word changed the signature does not hold",
                not _signed(stage, read["document"] | {"function": "sign-in"}))
    allowed = notes.granted(Bilingual("现在可以不提供这项功能吗？", "May this function be refused now?"),
                            calls.post(f"{FUNCTION}/refusals", {}),
                            Bilingual("仅此一项功能，凭公布的声明", "this function alone, on the published statement"))
    notes.holds("the answer names the statement that it stands on",
                allowed.body["statement"]["publication"] == published.body["publication"])
    notes.refused(Bilingual("别的功能也不给", "Another function is to be refused as well"),
                  calls.post(f"{app.PLACE}/functions/parcels/refusals", {}), Reason.LAW, "cn-spc-2021/4.1")
    _no_consent(stage, notes)


def _not_for_doors(stage: Stage, notes: Notes, stated: dict[str, Any]) -> None:
    notes.refused(Bilingual("声明北门非刷脸不可", "A statement that the north door needs the face"),
                  stage.calls.put(f"{compound.PLACE}/functions/north/necessity", stated), Reason.NECESSITY_NOT_HERE,
                  "cn-spc-2021/10", "cn-spc-2021/4.1")
    notes.refused(Bilingual("声明应用登录非刷脸不可", "A statement that the app's sign-in needs the face"),
                  stage.calls.put(f"{app.PLACE}/functions/sign-in/necessity", stated), Reason.NECESSITY_NOT_HERE,
                  "cn-spc-2021/4.1")


def _no_consent(stage: Stage, notes: Notes) -> None:
    looks = stage.looks()
    made = stage.calls.post(f"{app.PLACE}/entitlements", compound.entitlement("one more account"))
    notes.refused(Bilingual("凭声明、不经同意就刷脸", "A look without consent, on the statement"),
                  stage.calls.person(app.CAPTURES, {"code": made.body["code"]}), Reason.LAW, "cn-spc-2021/2.3")
    notes.holds("what is necessary is no consent: nobody was looked at", stage.looks() == looks)


def _signed(stage: Stage, document: dict[str, Any]) -> bool:
    """Checked here, with the key that the log publishes, and not by the gate."""
    key = parse_vkey(stage.calls.get("/v1/log-key").content.decode().strip()).key
    try:
        verify(document, key)
    except EvidenceError:
        return False
    return True
