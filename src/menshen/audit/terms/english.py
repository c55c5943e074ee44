"""The words of each finding in English, as regular expressions over folded text (lower case, straight apostrophes).

`{name}`, `{~n}`, `{..n}` and the group `key` are those of `chinese.py`; here `{~n}` passes commas too, which English puts
into the midst of a thought.
"""

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "face": r"\bfacial(?!s?\s(?:treatment|massage|care|cleans|spa|mask|hair|tissue|therap|wipe|steam))(?:[\s-](?:recognition|identification|verification|authentication|scans?|scanning|images?|data|features?|templates?|information|biometrics?|matching|comparison|geometry))*(?![a-z])"
            r"|\bface[- ]?(?:recogni\w*|id\b|scan|data\b|images?\b|information|templates?\b|print|verif|login|log-in|lane|gate|entry|match|unlock"
            r"|enrol|access|capture|biometric|photo|pass\b|authenticat|identif|comparison|check|read|pay|system|record|profile|features?\b)"
            r"|\bfaceprints?\b|\b(?:your|my|their|his|her|our|a|the|any|each|every|whose|of|\w+'s|\w+s')\s(?:own\s)?faces?\b"
            r"(?!\s(?:value|of\s(?:the|this|a|such|it)\b|amount|mask|cover|paint|cloth|towel|shield|to\sface|up\sto|charges?)\b)"
            r"|\b(?:by|reads?|scans?|recogni[sz]es?|show)\sfaces?\b(?!\svalue)|\bcameras?\b.{0,40}\brecogni[sz]\w*\s(?:you|members|guests|visitors|residents|customers|people)\b"
            r"|\benrol(?:l)?ment\s(?:photo\w*|images?|pictures?)|\bscann?(?:ed|ing|s)?\sfaces?\b|\bfaces\b(?=\s(?:are|will|may|and|of|for|in|at|to|with)\b)|\bliveness\b|\bbiometrics?\b|\bbiometrically\b",
    "face_verb": r"\b(?:facial\srecognition|face\srecognition)\s(?:turnstiles?|gates?|entry|access|doors?|readers?|check-?in|terminals?|cameras?)",
    "any_biometric": r"^biometric",
    "other_biometric": r"\bfinger-?prints?\b|\bvoice-?prints?\b|\biris\b|\bpalm\b|\bfinger\b|\bvein\b",
    "handle": r"\b(?:collect|captur|record(?:ed|ing)\b|stor(?:e|ing|age)|keep|kept|retain|retention|us(?:e|es|ed|ing)\b|process|analys|analyz|scan|photograph"
              r"|enrol|register|verif|identif|recogni|match|compar|shar(?:e|ing)\b|disclos|transfer|provid|submit|upload|tak(?:e|en|ing)\b|obtain|read|convert|extract)",
    "person": r"\b(?:you|i|(?:the\s|each\s|every\s|any\s|all\s|our\s|new\s)?(?:member|guest|user|customer|resident|tenant|owner|visitor|(?:ticket\s?|season[- ]ticket\s|card|pass\s?)?holder|applicant"
              r"|subscriber|occupant|participant|supporter|fan|shopper|player|client|patron|undersigned|lessee|parent|purchaser|buyer|traveller|passenger|student|individual|person|people|spectator)s?|everyone|anyone|everybody|those|who)\b",
    "us": r"\b(?:we|us|our|the\s(?:club|company|operator|hotel|gym|mall|venue|manager|management|landlord|centre|center|stadium|provider|owner|property\smanager|association|app|platform|team|group|resort|store))\b",
    "agree": r"\b(?:agree|consent|authori[sz]e|permit|allow|grant|licen[cs]e|accept|acknowledge\sand\sagree|give\s(?:us|the\s\w+|your|my|their|permission|consent))(?:s|d|ed|es|ing)?\b",
    "decline": r"\b(?:(?:do|does|did|is|are|will|has|have)\s?(?:not|n't)\s(?:\w+\s){0,2}?(?:agree|consent|provide|enrol|register|accept|allow|permit|complete|submit|wish|want|use|give|have|take|authori[sz]e|upload|be\s(?:enrolled|registered)|willing|present|scan|pass)\w*"
               r"|(?:don|doesn|didn|won)'t\s(?:\w+\s){0,2}?(?:agree|consent|provide|enrol|register|accept|allow|permit|complete|submit|wish|want|use|give|have|take|authori[sz]e|upload)\w*"
               r"|declin(?:e|es|ed|ing)|refus(?:e|es|ed|ing|al)|withdraw(?:s|n|ing|al)?|withh(?:o|e)ld(?:s|ing)?|fail(?:s|ed|ing|ure)?\sto|object(?:s|ed|ing)?\sto|unwilling|opt(?:s|ed|ing)?\sout|would\srather\snot|prefers?\snot|without\s(?:(?:an?|their|your|such|this|that)\s)?"
               r"(?:\w+\s){0,3}?(?:facial|face|biometric|consent|enrol))",
    "service": r"\b(?:services?|membership|entry|enter|admission|admit(?:ted|tance)?|access|accounts?|regist(?:er|ration)|join|book(?:ing)?|stay|tickets?|gates?|turnstiles?|contract|agreement"
               r"|tenancy|lease|clubs?|facilit(?:y|ies)|venues?|premises|buildings?|hotel|rooms?|stadium|matches|app|platform|sign[- ]?(?:up|in)|log\s?in|purchase|check[- ]in|park(?:ing)?|use\sof|the\sgym|work\s?out|apply|application|grounds?|programmes?|programs?|come\sin|lifts?|let\sin|turned\saway)\b",
    "refuse": r"(?<!you\smay\s)(?<!you\scan\s)\b(?:cannot{fair}|can\snot{fair}|can't{fair}|won't\sbe\sable|will\snot\sbe\sable|(?:are|is|be)\s(?:not\sable|unable)|will\s(?:not|no\slonger)\sbe\s(?:admitted|allowed|permitted|granted|given|let|activated|issued|accepted)|won't\sbe\s(?:admitted|allowed|permitted|granted|let)"
              r"|may\snot{fair}|shall\snot{fair}\sbe|must\snot{fair}|(?:be|is|are|been|being)\s(?:refused|denied|declined|turned\saway|suspended|cancelled|terminated|excluded|rejected|deactivated|forfeited|revoked)"
              r"|refuse|deny|denies|reject|terminate|cancel|suspend|withhold|close|deactivate|forfeit|lose|exclude|not\s(?:be\s)?(?:provided?|offer(?:ed)?|admit(?:ted)?|accept(?:ed)?|activate[d]?|issued?|open(?:ed)?|process(?:ed)?)|no\s(?:access|entry|admission|membership)|unable\sto|not\spossible)\b",
    "lane_lost": r"\b(?:cannot|can't|can\snot|(?:will\s|would\s|shall\s|won't\s|are\s|is\s)?(?:not\s)?be\s(?:able|allowed|permitted|unable)\sto|(?:are|is)\s(?:un|not\s)able\sto|unable\sto|no\slonger|may\snot|lose|cancel|close|deactivate|terminate|suspend)\s"
                 r"(?:be\sable\sto\s)?(?:use|access|enjoy|have|open|offer|provide|(?:go|walk|pass|enter|come\sin)\s(?:through|by)|enter\sby)?\s?(?:(?:the|this|that|our|your|any|it|with)\s)?(?:[\w-]+\s){0,2}?"
                 r"(?:{face}|(?:this|that|the)\s(?:feature|function|option|lane|functionality)|hands-?free|feature|fast\slane|express\slane)",
    "fair": r"(?!\sbe\s(?:asked|charged|treated|refused|denied|required|made|prompted|delayed|disadvantaged|turned|used|shared|kept|stored|asked\sagain|affected)|\s(?:affect|change|ask|cost|charge|treat))",
    "adv": r"(?!not\b|never\b|no\b|neither\b)\w+\s",
    "must": r"\b(?:must|shall|(?:is|are|be|been)\s(?:required|obliged|obligated)\sto|required\sto|ha(?:s|ve)\sto|needs?\sto|agrees?\sto\s(?:provide|submit|undergo|enrol))\b(?!\s(?:not|never)\b)",
    "give": r"\b(?:enrol|register|provid|submit|upload|scan|undergo|complet|present|hav|us|allow|permit|consent|agree|giv|show|pass|record|tak|suppl|set\sup|be\s(?:enrolled|scanned|identified|verified|recogni[sz]ed|registered|photographed|captured)|accept|look|stand|pos|attend|visit|come|report)\w*",
    "grant": r"\b(?:licen[cs]e|rights?|permission|consent|authori[sz]ation|authority|grant(?:s|ed)?|agreement|waiver)\b",
    "keep": r"\b(?:keep|kept|keeps|keeping|stor(?:e|es|ed|ing)|retain(?:s|ed|ing)?|hold|held|holds|holding|preserv(?:e|es|ed)|archiv(?:e|ed))\b",
    "ever": r"\b(?:perpetual(?:ly)?|in\sperpetuity|indefinite(?:ly)?|forever|for\sever|permanent(?:ly)?|unlimited\sin\s(?:time|duration)"
            r"|(?:without|no|unlimited|not\slimited)\s(?:any\s)?(?:limits?|limitations?|restrictions?|time\slimits?|expiry|end\sdate|limited)?\s?(?:of|in|as\sto|on)?\s?(?:time|duration|term|expiry|end\sdate))\b",
    "agreement": r"\b(?:agreement|terms|contract|conditions|application|membership|registration|rules|policy|form|lease|handbook)\b",
    "means": r"\b(?:constitutes?|means?|signif(?:y|ies)|amounts?\sto|counts?\sas|implies|imply|indicates?|confirms?|represents?|is\s(?:taken|deemed|regarded|treated|considered)\s(?:as|to\sbe)|(?:shall|will)\s(?:be\s(?:deemed|taken|regarded|treated|considered)|constitute|mean|signify|amount\sto|count\sas)|includes?)\b",
    "duration": r"(?:\d+|\bone|\btwo|\bthree|\bfour|\bfive|\bsix|\bseven|\bten|\btwelve|\bfourteen|\bthirty|\bsixty|\bninety|\btwenty[- ]four|\bforty[- ]eight)[\s-]+(?:\w+\s)?(?:day|month|year|hour|week|minute|second)s?",
}

LISTED = (r"\b(?:names?|phone|mobile|telephone|e-?mail|addresse?s?|location|date\sof\sbirth|birthday|gender|id\snumber|passport|bank|payment\sdetails|contact\sdetails"
          r"|device|purchase\shistory|health|finger-?prints?|browsing|licen[cs]e\splate|marketing|newsletters?)\b")

FEATURES: Mapping[str, str] = {
    "referring": r"\b(?:this|that|such|the|these|those)\s(?:above\s|foregoing\s|same\s|said\s)?(?:consent|licen[cs]e|grant|permission|authori[sz]ation|images?|templates?|information|data|rights?|records?|scans?|photographs?|biometric)\b"
                 r"|\b(?:it|they|them|the\sforegoing|the\sabove)\b|\b(?:your|my|their)\s(?:consent|permission|authori[sz]ation|licen[cs]e|image|agreement\sto\sthis)\b|\bgrant(?:s|ed)?\sus\b|\bwithdraw|\brevo[ck]|\brecogni[sz]ed\b|\bscan(?:ned)?\b|\benrol(?:led|ment)\b",
    "pointing": r"\b(?:this|that|such|these|those)\s(?:above\s|foregoing\s|same\s|said\s)?(?:consent|licen[cs]e|grant|permission|authori[sz]ation|images?|templates?|information|data|rights?)\b|\benrol(?:led|ment)\b|\bno\s(?:other|alternative)\b|\bthe\s(?:permission|consent|licen[cs]e)\sin\b",
    "other_topic": r"\b(?:fees?|payments?|pay|paid|refund\w*|jurisdiction|arbitration|reviews?|comments?|posts?|deposit|invoice|lockers?|lesson|coaching|courses?|trade\s?marks?|copyright|intellectual|logo|parking\sspace|rent|insurance|guarantee|likeness|feedback|indemnit\w+|property\sdamage)\b",
    "recital": r"\bthe\scourts?\b.{0,30}\b(?:uphold|hold|shall|will|must)|\b(?:is|are)\s(?:void|no\sdefence)|\bthe\sprocessor\b|\bconsent\sis\sno\sdefence",
    "listed": LISTED,
    "device_own": r"\bface\s?id\b|\b(?:your|the)\s(?:own\s)?(?:phone|device|handset|smartphone|operating\ssystem)(?:'s)?\s(?:own\s|built-?in\s)?(?:face|facial|biometric)",
    "separate": r"\bseparate(?:ly)?\b.{0,50}\b(?:consent|agree\w*|ask\w*|permission|notice|question|choice|yes|form|screen|page|opt)|\b(?:consent|ask(?:ed)?|permission|agree(?:ment)?|asks)\b.{0,40}\b(?:separate(?:ly)?|on\sits\sown|of\sits\sown|apart\sfrom|by\sitself)\b"
                r"|\b(?:a|an|your)\s(?:specific|explicit|distinct|own),?\s(?:and\s)?(?:separate\s)?consent\b",
    "sham": r"\b(?:by\s(?:signing|accepting|agreeing|clicking|ticking|joining|registering|entering)|these\sterms|this\s(?:agreement|contract|policy)|hereby|deemed|already)\b.{0,60}\bseparate(?:ly)?\b.{0,12}\b(?:consent|agree|authori)",
    "own_page": r"\bseparate\b.{0,24}\b(?:page|screen|box|form|notice|prompt|document|step|question|sheet|consent)|\b(?:page|screen|box|form|prompt|notice|sheet)\b.{0,30}\b(?:of\sits\sown|for\s(?:the\s)?face|for\sfacial|on\sfac)",
    "conditional": r"\b(?:if|where|when|once|after|unless|until|whether|may|can|could|free\sto|asked?\s(?:you\s)?(?:to|whether|if)|who|only|not|before|with|obtain|seek|requires?|need|without)\b[^,]{0,24}?\b(?:agree|consent|authori[sz]|permission|permit|opt\sin)",
    "optional": r"\b(?:this|the)\s(?:\w+\s){0,2}?(?:function|feature|option)\b|\b(?:choose|chooses|chosen|choosing|opt(?:s|ed)?\s(?:in|for)|elect(?:s|ed)?|prefer(?:s)?|wish(?:es)?|want(?:s)?|decide(?:s|d)?|would\slike|optional(?:ly)?|voluntar(?:y|ily)|up\sto\syou|your\schoice|at\s(?:your|their)\soption|in\saddition\sto\syour\scard"
                r"|(?:using|use)\sthe\sfac(?:e|ial)\S*\s(?:lane|gate|entry|recognition\slane|option))\b",
    "either_way": r"\b(?:card|qr|code|pin|pass|fob|key|ticket|id|passport|passcode|password|desk|reception|staff)s?\b.{0,30}\bor\b.{0,30}(?:{face})|(?:{face}).{0,30}\bor\b.{0,40}\b(?:card|qr|code|pin|pass|fob|key|ticket|id|passport|passcode|password|desk|reception|staff|another|other|any)",
    "other_way": r"\b(?:may|can|could|also|instead|alternatively|or|remain\w*|stay\w*|offer\w*|provide\w*|choose|rather|always|still|continue\w*|available|works?|welcome|gladly|happy\sto|simply|ask)\b.{0,60}"
                 r"\b(?:cards?|qr|pin|passcode|password|(?:entry|access|door)\scodes?|front\sdesk|reception\w*|concierge|steward\w*|staff|paper|printed|keys?|fobs?|other\s(?:ways?|lanes?|means|methods?|entrances?|gates?)|another\s(?:ways?|lane|means|method|gate)|alternatives?|id\scards?|passport|by\shand|wristbands?|desk)\b",
    "declining_is_free": r"\b(?:declin\w+|refus\w+|do\snot|don't|does\snot|would\srather\snot|prefer\snot|without|say(?:ing)?\sno|withdraw\w*|not\sto)\b.{0,80}\b(?:may|can|still|remain\w*|stay\w*|continue\w*|simply|same|no\s(?:effect|difference|cost)|does\snot\saffect|unaffected|costs?\snothing|welcome|use)\b",
    "our_duty": r"(?:\bwe|\bthe\s(?:club|company|operator|hotel|gym|mall|venue|manager|landlord|stadium)|\bthey)\s(?:must|shall|need\sto|have\sto|are\srequired\sto|is\srequired\sto)",
    "by_law": r"\brequired\sby\slaw\b|\bby\sorder\sof\b|\bpublic\shealth\semergency\b|\bemergency\b|\bcourt\sorder\b|\bpolice\b",
    "elsewhere": r"\b(?:see|set\sout\sin|described\sin|explained\sin|governed\sby|according\sto|in\saccordance\swith|is\sin|are\sin)\b.{0,30}\b(?:our|the|a)\s(?:separate\s)?[\w\s]{0,20}(?:face|facial|biometric)[\w\s]{0,20}(?:notice|policy|statement|rules)",
    "handled": r"{handle}",
    "purpose": r"\bpurposes?\b|\bused?\s(?:only\s|solely\s)?(?:to|for)\b|\bin\sorder\sto\b|\bso\sthat\b|\bto\s(?:verify|confirm|identify|open|admit|check|let|recogni|prevent|secure|make)\w*",
    "method": r"\bcompar\w+|\bmatch\w*|\btemplates?\b|\bcameras?\b|\bby\smeans\b|\bmethods?\b|\bencrypt\w*|\bon\s(?:the|your|that)\s(?:device|phone)|\bextract\w*|\bone-to-one\b|\b1:1\b|\bconvert\w*|\bturned\sinto\b|\breader\b|\bturnstile\b",
    "scope": r"\bscope\b|\bonly\b|\blimited\sto\b|\bsolely\b|\bno\sother\b|\bnot\s(?:be\s)?(?:used|shared)\b|\bnothing\selse\b|\bnowhere\selse\b|\bexclusively\b",
    "retention": r"\bretention\b|{keep}.{0,50}(?:\buntil\b|\bfor\b|{duration}|\bno\slonger\b|\bonly\s(?:as|while)\b)|\b(?:delet|eras|destroy)\w+.{0,50}(?:{duration}|\bwithin\b|\bwhen\b|\bonce\b|\bas\ssoon\b|\bat\sthe\send\b|\bimmediately\b|\bat\sonce\b|\bon\b|\bafter\b)"
                 r"|(?:{duration}|\bwithin\b|\bwhen\b|\bonce\b|\bimmediately\b|\bat\sonce\b|\bafter\b).{0,50}\b(?:delet|eras|destroy)\w+|\b(?:not|never)\s(?:\w+\s)?(?:kept|stored|retained|held|keep|store|retain)\b",
    "finite": r"{duration}|\b(?:delet|eras|destroy)\w+|\buntil\syou\b",
    "unaffected": r"\b(?:cards?|fobs?|codes?|membership|tickets?|lanes?|ways?)\b.{0,24}\b(?:as\sbefore|goes\son|continues?|unaffected|still\sworks?|keeps?\sworking|remains?\s(?:valid|open|in\sforce))\b",
    "ending": r"\b(?:delet|eras|destroy|stop|withdr|revok|end)\w*",
    "withdrawal": r"\b(?:withdrawal|deletion|erasure|cancellation)\b.{0,40}(?:irrevocabl|cannot\sbe)|\bwithdr\w+.{0,40}\bin\sany\s(?:manner|way|form)",
    "building": r"\b(?:residents?|tenants?|home\s?owners?|property\smanage\w+|residential|apartments?|compound|landlord|lessees?|strata|housing|office\sbuilding|lobby|occupants?)\b",
    "sensitive": r"\bsensitive\s(?:personal\s)?(?:information|data)\b",
    "defines": r"""["']([^"']{3,40})["']\s(?:means|includes|refers\sto|shall\smean|is)\b|\((?:together\s|collectively\s|hereinafter\s)*,?\s?(?:the\s)?["']([^"']{3,40})["']\)""",
    "definable": r"\b(?:information|data|details|biometric|images?|profiles?|records?|materials?|content)\b",
    "face_alone": r"(?:{face}).{0,30}\b(?:consent|notice|statement|information\ssheet)\b|\b(?:consent|notice|authori[sz]ation)\b.{0,40}(?:{face})",
    "general": r"\b(?:membership|terms|(?<!authorization\s)(?<!authorisation\s)(?<!consent\s)(?<!recognition\s)agreement|contract|privacy\spolicy|conditions|rules|season\sticket|lease|handbook)\b",
}

WORDS = {**WORDS, "listed_word": LISTED}

_ACCEPT = (r"\bby\s(?:signing|accepting|agreeing|clicking|ticking|registering|joining|buying|purchasing|applying|subscribing|completing|creating|submitting|becoming|taking\sout|activating|checking\sin|opening|renewing|booking"
           r"|enrolling\sas|accepting|placing|confirming|downloading|installing)\b")

PHRASES: Mapping[str, tuple[str, ...]] = {
    "accepting": (
        _ACCEPT + r".{0,90}?(?:{person})\s?(?:also\s|hereby\s|expressly\s|irrevocably\s|separately\s|further\s|explicitly\s|\w+ly\s|,\s)*(?P<key>{agree}).{0,140}(?:{face})",
        r"\b(?:signature|acceptance|registration|joining|membership|purchase|application|subscription|booking|payment)\b.{0,40}?(?P<key>{means}).{0,40}\b(?:consent|agree\w*|authori\w+|permission|acceptance)\b.{0,60}(?:{face})",
        r"\b(?:signature|acceptance|agreement)\b.{0,20}\b(?:these|this)\s(?:{agreement}).{0,20}(?P<key>{means}).{0,60}(?:{face})",
        r"(?:{face}).{0,40}\b(?:consent|authori[sz]ation|permission)\b.{0,20}(?P<key>\bforms?\spart\sof|\bis\spart\sof|\bincorporated\sin|\bis\sgiven\sby|\bis\sincluded\sin).{0,30}(?:{agreement}|\bsign|\bjoin)",
    ),
    "agreeing": (
        r"(?:{person}):?\s(?:also\s|hereby\s|expressly\s|irrevocably\s|further\s|explicitly\s|understand\sand\s|acknowledge\sand\s|have\sread\sand\s|\w+ly\s)*(?P<key>{agree})(?:\s(?:and\s)?(?:{agree}))?.{0,70}(?:{face})",
        r"(?:{us})\s(?P<key>(?:may|reserves?\sthe\sright\sto|is\sentitled\sto|are\sentitled\sto|has\sthe\sright\sto|have\sthe\sright\sto|shall\sbe\sentitled\sto))\s.{0,24}?(?:{handle})\w*.{0,40}(?:{face})",
    ),
    "among_others": (
        r"(?P<key>{agree}).{0,80}(?:{listed_word})(?:,|\sand|\sor|\swith)?.{0,40}(?:{face})",
        r"(?P<key>{agree}).{0,60}(?:{face})[^,]{0,20}(?:,|\sand|\sor|\swith).{0,40}(?:{listed_word})",
    ),
    "refused": (
        r"(?:{decline}).{0,60}(?P<key>(?!{lane_lost}){refuse}).{0,50}(?:{service})",
        r"(?:{decline}).{0,60}(?P<key>\b(?:(?:will|shall|may|can)\snot\sbe\s(?:admitted|let\sin|served|accepted|activated)|turned\saway|no\s(?:access|entry|admission))\b)",
        r"(?:{decline}).{0,50}(?:{service}).{0,30}?(?P<key>(?!{lane_lost}){refuse})",
        r"(?P<key>(?!{lane_lost}){refuse}).{0,40}(?:{service}).{0,30}\b(?:anyone|any|members?|guests?|persons?|people|those|customers?|residents?|visitors?|holders?|if|to)\b.{0,24}(?:{decline}).{0,60}",
        r"(?P<key>\bunless\b|\bonly\sif\b|\buntil\b).{0,20}(?:{person}).{0,10}\b(?:agree|consent|enrol|provide|register|complete|submit|accept)\w*.{0,40}(?:{face}).{0,60}(?:{refuse}).{0,50}(?:{service})",
        r"(?P<key>(?!{lane_lost}){refuse}).{0,40}(?:{service}).{0,30}\b(?:unless|until|if\snot|without)\b.{0,20}(?:{person})?.{0,20}\b(?:agree|consent|enrol|provid|regist|complet|submit|accept|ha[sv]e?|face|facial|biometric)\w*.{0,30}",
        r"(?:{service}).{0,20}(?P<key>\b(?:will|shall|may|is|are)\s(?:be\s)?(?:refused|denied|declined|withheld))\b.{0,20}\b(?:unless|until|without|if)\b.{0,60}(?:{face})",
        r"(?P<key>\b(?:cannot|can\snot|can't|not\sbe\sable\sto|not\spossible\sto|unable\sto)\b).{0,20}\b(?:join|enter|register|become|stay|book|sign\sup|use|access)\b.{0,40}\bwithout\b.{0,40}(?:{face})",
    ),
    "required_for": (
        r"\b(?:in\sorder\sto|to|before\s(?:you|they)(?:\scan|\smay)?)\s(?:be\s)?(?:admitted|enter|join|become|register|activate|use\sthe\s(?:gym|club|facilit\w+|pool|building|premises|app)|complete|check\sin|collect|obtain|receive|book)\b.{0,60}(?P<key>{must})\s(?:first\s)?(?:{give}).{0,50}(?:{face})",
        r"(?:{person})\s(?:\w+\s){0,3}?(?P<key>{must})\s(?:first\s)?(?:{give}).{0,50}(?:{face}).{0,50}\b(?:in\sorder\sto|to|before)\s(?:you\s|they\s|being\s|be\s|can\s|may\s)*(?:admitted|enter(?:ing)?|join(?:ing)?|becom\w+|regist\w+|activat\w+|check\w*\sin|collect|receive|book|gain)",
    ),
    "required": (
        r"(?:{person})\s(?:\w+\s){0,3}?(?P<key>{must})\s(?:(?:first|also|then|each|all|always|therefore)\s)?(?:{give}).{0,80}(?:{face})",
        r"(?P<key>\bmandatory|\bcompulsory|\bobligatory)\b.{0,30}(?:{face})",
        r"(?:{face}).{0,40}(?P<key>\b(?:is|are|be|being)\s{adv}?(?:required|mandatory|compulsory|obligatory|necessary|needed|a\s(?:\w+\s)?(?:condition|prerequisite|precondition|requirement)|essential|part\sof\sthe\sconditions))"
        r"(?!\s(?:before|first|separately|from\syou))",
        r"(?:{face}).{0,40}(?P<key>\b(?:conditions?|prerequisite|precondition|requirement))\s(?:of|for|to)\b",
        r"(?P<key>\b(?:subject\sto|conditional\s(?:up)?on|condition(?:ed)?\s(?:that|of|on)|provided\sthat|in\sexchange\sfor|in\sreturn\sfor|in\sconsideration\sof|dependent\son|depends\son|requires?))\b.{0,50}(?:{face})",
        r"\b(?:tickets?|memberships?|entry|access|accounts?|cards?|admission|gates?)\b.{0,24}(?P<key>\bonly\b).{0,24}\b(?:after|once|when|if|upon)\b.{0,30}(?:{face})(?!.{0,30}\bagree)",
        r"(?P<key>\bonly\s(?:after|once|when|if))\b.{0,30}\b(?:enrol|provid|regist|submit|complet|upload|scan|captur)\w*.{0,30}(?:{face})",
    ),
    "only": (
        r"(?P<key>\b(?:only|solely|exclusively))\s(?:be\s\w+\s)?(?:by|through|via|with|using|on|after)\b(?!.{0,30}\b(?:consent|agree|permission))\s?(?:(?:means|the|a|an|use|of|our|successful|presentation|completing)\s){0,4}(?:{face})",
        r"(?:{face}).{0,50}(?P<key>\b(?:only|sole|exclusive))\s(?:\w+\s){0,2}(?:way|means|method|form|lane|route|credential|mode|key)",
        r"(?P<key>\b(?:only|sole|exclusive))\s(?:\w+\s){0,2}(?:way|means|method|form|lane|route|credential)\b.{0,40}\b(?:is|are|be)\b.{0,20}(?:{face})",
        r"(?:{face}).{0,30}(?P<key>\bonly|\bexclusively)(?=$|[.;,)])",
        r"(?P<key>\bno\s(?:other|alternative))\s(?:way|means|method|form|lane|entry|route|credential)s?\b(?:.{0,30}\b(?:is|are|will\sbe)\s(?:offered|available|provided|accepted))?",
        r"\b(?:cards?|keys?|fobs?|codes?|pins?|paper\stickets?|qr\scodes?)\b.{0,30}(?P<key>\b(?:no\slonger|withdrawn|discontinued|cease|deactivated|replaced\sby|not\saccepted|abolished|phased\sout|cancelled)).{0,70}(?:{face})",
        r"(?:{face}).{0,30}(?P<key>\breplaces?|\bin\splace\sof|\binstead\sof)\s(?:all\s|the\s|your\s|our\s|any\s|every\s)?(?:\w+\s){0,2}(?:cards?|keys?|fobs?|codes?|pins?|tickets?)",
    ),
    "penalty": (
        r"(?:{decline}).{0,70}(?P<key>\b(?:surcharge|(?:additional|extra|higher|handling|administration|supplementary)\s(?:\w+\s)?(?:fee|charge|price|cost|rate|deposit)|pay\s(?:an?\s)?(?:\w+\s)?(?:fee|charge|deposit|more)|deposit\sof|fee\sof|charge\sof|charged))",
        r"(?:{decline}).{0,70}(?P<key>\b(?:lose|forfeit|not\s(?:qualify|be\seligible|receive|earn)|no\slonger\s(?:qualify|receive|earn)|excluded\sfrom)).{0,40}\b(?:discounts?|rewards?|points|benefits?|member\s(?:price|rate)s?|offers?|upgrade)",
        r"(?P<key>\b(?:surcharge|(?:additional|extra|higher)\s(?:\w+\s)?(?:fee|charge|price|deposit))).{0,60}\b(?:members?|guests?|anyone|those|persons?|people|residents?|holders?)\b.{0,30}(?:{decline})",
    ),
    "presence": (
        r"\bby\s(?:entering|visiting|using|continuing|remaining|staying|attending|walking|accessing|browsing|passing|being|coming|stepping|parking|going|presenting|approaching|logging)\b.{0,70}?(?:{person})?\s?(?:also\s|hereby\s|expressly\s|\w+ly\s)*(?P<key>{agree})",
        r"\b(?:entry|entering|use\sof|continued\suse|presence|attendance|stay|visit|being\spresent|continuing)\b.{0,50}(?P<key>{means}).{0,30}\b(?:consent|agree\w*|acceptance|permission|authori)",
        r"\b(?:anyone|everyone|all\s\w+|whoever|persons?)\s(?:who\s)?(?:enter(?:s|ing)?|visit(?:s|ing)?|us(?:es|ing))\b.{0,50}(?P<key>\b(?:agrees?|consents?|accepts?|is\sdeemed|are\sdeemed|is\staken|are\staken))",
    ),
    "silence": (
        r"(?P<key>\b(?:deemed|taken|presumed|considered|assumed|treated|understood|regarded)\s(?:as\s)?(?:to\s)?(?:have\s|having\s|be\s|the\s|your\s|his\s|a\s)?(?:given\s)?(?:{agree}|consent\w*|agree\w*|accept\w*|acceptance))",
        r"(?P<key>\bunless)\s(?:{person})\s(?:\w+\s){0,3}?(?:object|opt|tell|notify|declin|inform|write|refus|instruct|switch|turn|untick|deselect)\w*(?!.{0,40}\b(?:delete|sooner|earlier|erase|keep)\b)",
        r"\b(?:if|where|when)\b.{0,30}\b(?:do(?:es)?\snot|don't|have\snot|has\snot|receive\sno|hear\snothing|no)\b.{0,30}\b(?:object|reply|respond|opt\sout|opt-out|objection|reply|response|answer)\w*\b.{0,60}(?P<key>\b(?:we\s(?:will|shall|may|assume|take|treat)|consent|agree|accept|deemed|taken))",
        r"(?P<key>\b(?:silence\s(?:{means}|is(?!\snot))|silence\sshall|implied\sconsent|consent\s(?:is|will\sbe|shall\sbe)\s(?:implied|assumed|presumed|inferred)|failure\sto\s(?:object|opt\sout|reply|respond)))\b",
    ),
    "preset": (
        r"(?P<key>\b(?:on|enabled|active|activated|switched\son|turned\son|selected|ticked|enrolled|opted\sin|included|checked)\sby\sdefault\b|\bby\sdefault\b.{0,30}\b(?:on|enabled|active|activated|enrolled|agree|consent|opted\sin|included|collect|use))",
        r"(?P<key>\bpre-?(?:ticked|checked|selected))",
        r"(?P<key>\bautomatic(?:ally)?\s(?:enrol|opt|regist|consent|includ|activat|enabl|agree|add)\w*)",
        r"(?P<key>\bopt(?:ed)?[- ]out\s(?:basis|form|slip|scheme|system|model))",
    ),
    "opt_out": (
        r"\b(?:if|where)\s(?:{person})\s(?:do(?:es)?\snot|don't|would\srather\snot|prefer\snot)\s(?:\w+\s){0,2}?(?:want|wish|agree|like|consent)\b.{0,70}?(?P<key>\b(?:must|please|should|need\sto|have\sto|has\sto|may|can))\s(?:\w+\s){0,2}?"
        r"(?:opt\sout|write|notify|tell\sus|inform|contact|e-?mail|object|switch|disable|turn|deactivate)\b(?!.{0,60}\b(?:card|qr|pin|gate|door|another|other|desk|reception|in\sby\shand|let\syou)\b)",
    ),
    "without_end": (
        r"(?P<key>{ever})(?!\s?(?:delet|eras|remov|destr|resident|clos|ban|exclu|member|lost|block|disabl|address|staff|put\sbeyond|unread))",
        r"(?P<key>\bfor\sthe\s(?:life|lifetime|whole\slife|duration)\sof\s(?:the|our)\s(?:group|company|business|operator|club))",
        r"(?P<key>\bfor\s(?:as|so)\slong\sas\s(?:we|the\s\w+|it)\s(?:see|sees|consider|considers|like|likes|wish|wishes|deem|deems|choose|chooses|think|thinks|want|wants|exist|exists|operate|operates|please|pleases|may))",
        r"(?P<key>\b(?:never\sexpires?|does\snot\sexpire|do\snot\sexpire|shall\snot\sexpire|no\sexpiry))\b",
    ),
    "outlasting": (
        r"(?:{face}|{grant}|{keep}).{0,60}(?P<key>\bsurvives?\s(?:the\s|any\s|its\s)?(?:termination|expiry|end|cancellation|closure|membership|your))",
        r"\b(?:after|beyond|following|notwithstanding|even\sif|even\safter)\b.{0,40}\b(?:terminat\w+|ends?|leav\w+|cancel\w+|expir\w+|clos\w+|moved?\sout|check(?:ed)?[- ]out)\b.{0,40}(?P<key>\b(?:continue|continues|remain|remains|still|keep\son|go\son))\b.{0,30}\b(?:us(?:e|ing)|keep\w*|in\sforce|valid|effect\w*|retain\w*|hold\w*|stor\w+)",
    ),
    "any_purpose": (
        r"\b(?P<key>(?:for|to)\s(?:any|all|whatever|every|any\sand\sall)\s(?:and\sall\s)?(?:\w+\s){0,3}?(?:purposes?|reasons?|uses)\b|any\s(?:and\sall\s)?(?:lawful\s|commercial\s|business\s|other\s)?purposes?(?:\swhatsoever|\sit|\swe)?)(?!\s(?:other\sthan|except|but|for\swhich\syou))",
        r"(?P<key>\bin\sany\s(?:manner|way|form|media|medium))\b(?!.{0,20}\b(?:withdraw|contact|reach))",
        r"(?P<key>(?<!\blong\s)\bas\s(?:we|it|the\s\w+)\s(?:see|sees|think|thinks|consider|considers|deem|deems)\s(?:\w+\s)?(?:fit|appropriate|necessary|proper|best))",
        r"\b(?:use|process|exploit|store|share)\w*\b.{0,40}(?P<key>\b(?:at|in)\s(?:our|its|the\s\w+'s)\s(?:sole\s|absolute\s|own\s|entire\s|full\s)+discretion)",
        r"\b(?:purposes?|used?\sfor|uses)\b.{0,24}(?P<key>\b(?:including,?\s(?:but\snot\slimited\sto|but,\snot\slimited\sto|without\slimitation)|without\slimitation|but\snot\slimited\sto))",
        r"(?P<key>\b(?:unlimited|unrestricted|unconditional))\s(?:\w+,?\s){0,3}?(?:rights?|licen[cs]e|use\sof\syour|permission|scope|authority|consent)",
        r"(?P<key>\bworld-?wide)\b.{0,40}(?:{grant})",
    ),
    "irrevocable": (
        r"(?P<key>(?<!non-)\birrevocabl[ey]\b)",
        r"(?P<key>\b(?:cannot|can\snot|can't|may\snot|shall\snot|must\snot|will\snot\sbe\sable\sto|(?:is|are)\snot\s(?:entitled|able|permitted|allowed)\sto|has\sno\sright\sto|have\sno\sright\sto|no\sright\s(?:to|of)|unable\sto))\s(?:later\s|ever\s|subsequently\s|at\sany\stime\s)?(?:be\s)?(?:withdraw|revok|rescind|recall|withdrawal|revoc|taken\sback|take\sback)\w*"
        r"(?!.{0,20}\b(?:retro|other\slane|the\slane|card|past))",
        r"(?P<key>\b(?:cannot|can\snot|can't|may\snot|shall\snot|no\sright\sto|not\sentitled\sto))\s(?:later\s|ever\s)?(?:ask|require|demand|request|insist|seek)\b.{0,50}\b(?:delet|eras|remov|stop)\w*",
        r"(?P<key>\bwaives?)\b.{0,50}\b(?:withdraw|revo[ck]|delet|eras|object)\w*",
    ),
    "transferable": (
        r"(?P<key>\b(?:such|any)\s(?:other\s)?(?:persons?|part(?:y|ies)|compan\w+)\s(?:as|that|whom)?\s?(?:we|it|the\s\w+)\s(?:may\s)?(?:nominate|choose|select|decide|appoint)s?)",
        r"(?P<key>(?<!non-)(?<!not )\bsub-?\s?licen[cs](?:e|es|eable|able|ing|ed)\b)",
        r"(?P<key>(?<!non-)(?<!not )(?<!not be )\b(?:freely\s|fully\s)?(?:transferable|transferrable|assignable))\b",
        r"(?P<key>\b(?:transfer|assign|sell|share|provide|disclose|pass|license|licence|give|lease)\w*)\b.{0,50}\b(?:to|with|on\sto)\s(?:anyone\b|whom(?:so)?ever\b|whoever\b|(?:any|all|any\sother|such)\b.{0,24}\b)(?:third|part(?:y|ies)|persons?|(?<=one)|(?<=ever)|(?<=one\s)|compan\w+|partners?|organi[sz]ations?|affiliates?|it\schooses|we\schoose|as\swe)",
        r"(?P<key>\bwithout\s(?:further\s|any\s|prior\s|your\s|additional\s|separate\s|giving\s|asking\s|other\s)*(?:notice|consent|permission|approval|reference|you))\b(?!.{0,40}\b(?:not|never|no)\b).{0,40}\b(?:transfer|assign|sell|share|disclose|pass|sublicen)\w*",
        r"\b(?:transfer|assign|sell|share|disclose|pass|license)\w*\b.{0,70}(?P<key>\bwithout\s(?:further\s|any\s|prior\s|your\s|additional\s|separate\s|asking\s|other\s)*(?:notice|consent|permission|approval|reference|you)|\bfreely|\bat\sour\s(?:sole\s)?discretion)\b",
    ),
}

DENIAL: Mapping[str, str] = {
    "deny": r"\b(?:not(?!\s(?:only|limited|less|more|later|withstanding))|never|no(?!\s(?:later|matter|longer|fewer|less))|nor|neither|none|nothing|nobody|no-one|cannot|without\s(?:asking|requiring|any\sneed|having)|refrains?|prohibited|forbidden|rather\sthan|instead\sof|nowhere|hardly)\b|n't\b",
    "right_of_persons": r"^(?:\s?\b(?:\w+ly|then|later|ever|also|to|right\s(?:to|of)|(?:be\s)?(?:entitled|able|permitted|allowed)\sto|have\sthe\sright\sto))*\s?(?:withdraw|revo[ck]|object|refus|declin|opt|delet|eras|terminat|cancel|complain|sell)",
    "beside": r"(?:\bnot|\bnever|\bno|\bnon-?|\bnor|n't|\bun|\bwithout)\s?(?:a\s|an\s|be\s|the\s|any\s)?$",
    "parts": r"[;]|\bbut\b|\bhowever\b|\botherwise\b|(?:,\s*(?:and\s|or\s|then\s)?|\sand\s)(?=(?:you|we|i|they|it|this|such|your|our|the\s(?:member|guest|resident|club|company|operator|consent|licen[cs]e|grant|permission|authori[sz]ation|hotel|landlord|template|image)s?)\b)",
    "after": r"^.{0,60}?\b(?:is|are|will\sbe|shall\sbe|would\sbe)\s(?:never|not)\s(?:asked|required|requested|sought|needed|taken|permitted|allowed|made|a\scondition|a\srequirement|accepted)\b|^.{0,60}?\b(?:is|are)\s(?:void|prohibited|forbidden|unlawful|unacceptable)\b",
    "condition": r"\b(?:would\srather|prefers?\s(?:to\s)?)\snot\b|\b(?:if|unless|where|when|should|who|whether|anyone|those|once)\b(?:\s[\w']+){0,4}?\s(?:do|does|did|have|has|is|are|will|would|can)\s?(?:not|n't)\b|\b(?:if|unless|where|when|should|who|whether)\b(?:\s\w+){0,4}?\s\w+n't\b",
}
