"""Receipts: what a person keeps of a consent, in the terms of ISO/IEC TS 27560 and the W3C Data Privacy Vocabulary.

A receipt names the grant and carries no face, no template and no name. Its secret lets its holder withdraw, so the
operator keeps only the secret's hash.
"""

from datetime import datetime

from menshen.consent.grant import Grant, GrantState
from menshen.consent.notice import Notice
from menshen.consent.prompt import Prompt
from menshen.errors import EvidenceError
from menshen.terms import Bilingual, Language, Purpose, timestamp

_DPV_STATUS = {GrantState.GIVEN: "dpv:ConsentGiven", GrantState.WITHDRAWN: "dpv:ConsentWithdrawn",
               GrantState.EXPIRED: "dpv:ConsentExpired"}
_CONTEXT = {"dpv": "https://w3id.org/dpv#", "dct": "http://purl.org/dc/terms/", "pd": "https://w3id.org/dpv/pd#",
            "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "menshen": "urn:menshen:"}
UNDER_FOURTEEN = "cn-measures-2025/7"
_KEPT_AT = {Purpose.ENTRY_BY_PASS: "dpv:WithinDevice", Purpose.ENTRY_HANDS_FREE: "dpv:WithinPhysicalEnvironment"}
"""A carried reference is in the person's own pass, a kept one at the place."""
APPLICABLE_LAW = ("cn-spc-2021/2.3", "cn-spc-2021/4.1", "cn-spc-2021/4.2", "cn-spc-2021/4.3")


def receipt(grant: Grant, notice: Notice, prompt: Prompt, *, operator: str, withdraw_link: str, created: datetime
            ) -> dict[str, object]:
    """The receipt of `grant` as JSON-LD values; EvidenceError where notice or prompt are not the grant's own."""
    if notice.hash != grant.notice_hash or prompt.id != grant.prompt:
        raise EvidenceError("the receipt's notice and prompt are not those its grant is bound to")
    return {
        "@context": _CONTEXT,
        "@type": "dpv:ConsentReceipt",
        "dct:conformsTo": "https://w3id.org/dpv/schema/dpv-27560#receipt",
        "dct:identifier": grant.id,
        "dct:created": timestamp(created),
        "dpv:hasRecordOfActivity": _record(grant, notice, prompt, operator, withdraw_link),
    }


def _record(grant: Grant, notice: Notice, prompt: Prompt, operator: str, withdraw_link: str) -> dict[str, object]:
    text = notice.text
    by_whom = {"dpv:isIndicatedBy": "dpv:GuardianOfDataSubject"} if grant.guardian else {}
    return {
        "@type": "dpv:ConsentRecord",
        "dct:conformsTo": "https://w3id.org/dpv/schema/dpv-27560#record",
        "dct:identifier": grant.id,
        "dpv:hasDataController": operator,
        "dpv:hasJurisdiction": "CN",
        "dpv:hasApplicableLaw": [*APPLICABLE_LAW, *([UNDER_FOURTEEN] if grant.guardian else [])],
        **({"dpv:hasDataSubject": "dpv:Child"} if grant.guardian else {}),
        "dpv:hasLegalBasis": "dpv:ExplicitlyExpressedConsent",
        "dpv:hasNotice": {"@type": "dpv:ConsentNotice", "dct:identifier": notice.hash,
                          "dct:hasVersion": notice.version, "dct:language": [language.value for language in Language]},
        "dpv:hasProcess": [{
            "dpv:hasPurpose": {"dct:identifier": grant.purpose.value, "dct:title": _in_both(text.purpose)},
            "dpv:hasPersonalData": ["pd:Biometric", "pd:FacialPrint"],
            "dpv:hasRecipient": {"dct:title": _in_both(text.recipients)},
            "dpv:hasStorageCondition": [{"@type": "dpv:StorageLocation", "rdf:value": _KEPT_AT[grant.purpose]},
                                        {"@type": "dpv:StorageDuration", "dct:valid": timestamp(grant.not_after)}],
        }],
        "dpv:hasConsentControl": [{"@type": "dpv:WithdrawConsent", "dpv:isExercisedAt": withdraw_link}],
        "dpv:hasConsentStatus": [{"@type": _DPV_STATUS[change.state], "dpv:isIndicatedAtTime": timestamp(change.at),
                                  **(by_whom if change.state is GrantState.GIVEN else {})} for change in grant.history],
        "menshen:prompt": {"dct:identifier": prompt.id, "menshen:shown": timestamp(prompt.shown_at),
                           "menshen:options": [option.value for option in prompt.options],
                           "menshen:default": None, "menshen:beside": []},
    }


def _in_both(text: Bilingual) -> list[dict[str, str]]:
    return [{"@language": language.value, "@value": text[language]} for language in Language]
