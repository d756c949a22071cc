"""The patterns that numbers are read by: values with units, pressures, and the words around them."""

import re

UNIT = r"""\s?(?:
    [°º]\s?[cf]?\b | [℃℉] | deg(?:ree)?s?\s?(?:c(?:elsius|entigrade)?|f(?:ahrenheit)?)?\b
    | celsius\b | fahrenheit\b
    | [cf]\b | % | per\ ?cent\b | k\b | thousand\b | lakhs?\b | lacs?\b
    | bpm\b | beats\b | breaths\b | mmhg\b | [uµμmn]mol(?:\s?(?:/|per)\s?l)?\b | m?eq(?:/l)?\b | mm\b(?=\s?/l)
    | mg\s?(?:/|per)\s?dl\b | mg\s?/\s?l\b | mg\b | gm?\s?(?:/|per)\s?dl\b | g\s?(?:/|per)\s?l\b | g%
    | [np]g\s?/\s?m?l\b
    | m?i?u/l | ml\s?/\s?min[\w/.]* | [kg]\s?/\s?[uµμ]?l\b | thou\w*\s?/\s?[uµμ]l
    | (?:[x*]\s?10\s?|10\s?(?=\^|\*|e|9))(?:\^|\*{1,2}|e)?\s?[39]\s?(?:/|per)?\s?(?:[uµμ]?l|mm3)?\b
    | /\s?[uµμ]l | /\s?(?:cu)?\s?mm3?\b
    | per\ microlit(?:re|er) | per\ ?ul
)"""
ONES = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split()
ONES += "sixteen seventeen eighteen nineteen".split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
SMALL = rf"(?:(?:{'|'.join(TENS)})(?:\ (?:{'|'.join(ONES[:9])}))?|{'|'.join(ONES[1:])})"
_ONE, _TEN = "|".join(ONES[:9]), "|".join(TENS)
SPELLED = (
    rf"(?:(?:{_ONE})\ (?:{_TEN})(?:\ (?:{_ONE}))?\b"
    rf"|(?:(?:a|{_ONE})\ hundred(?:\ (?:and\ )?(?:{SMALL}|one))?|{SMALL})\b(?!\ hundred|-[a-z]))"
)
HAS_NUMBER = re.compile(rf"\d|\b{SPELLED}", re.VERBOSE)
NUMBER = re.compile(
    rf"""(?<![\w/.,^]) (?P<bound>under|below|less\ than|[<≤≥]=?|over|above|more\ than|>=?)? \s{{0,2}}
    (?P<value>{SPELLED} | \d{{1,3}}(?:,\d{{2,3}})*,\d{{3}} | \d{{1,3}}\s000
    | \d+(?:[.,]\d{{1,2}})?(?:\ point\ \d)?
    | \d+\.\d+ | \.\d{{1,2}})
    (?!\d|[.,]\d) (?P<unit>{UNIT})? (?![^\W_]*\d)""",
    re.VERBOSE,
)
# A number in words counts when nothing but these stands between the name and it: "platelets of nine".
SPELLED_LEAD = re.compile(
    r"(?:\W|\b(?:count|level|is|are|was|were|of|at|to|only|just|down|came|come|back|now|about|around|under|below|says)\b)*"
)
PAIR = re.compile(
    r"(?<![\w/.,])(?P<systolic>\d{2,3})\s?(?P<sign>/|over|by|on)\s?(?P<diastolic>\d{2,3})(?![\w/])(?!\.\d)(?P<unit>\s?mmhg)?"
)
# A number that these words follow, or go before, counts something else.
NOT_AFTER = re.compile(
    r"""\s?(?:-|to\ \d+\ )?(?:
    days? | weeks? | wks? | months? | mths? | years? | yrs? | hours? | hrs? | minutes? | mins?
    | seconds? | secs? | nights?
    | times | x | am | pm | a\.m | p\.m | o'clock | st | nd | rd | th | ml | mcg | tablets?
    | pills? | points? | units? | bags?
    | rounds? | /10 | out\ of | yo | y/o | people | of\ us | miles | pounds | lbs?
    | kg | kilos? | stone | cm | mm | km | mhz | quid
    | dollars | euros? | grams? | cups? | spoons? | teaspoons? | sweets | reps | steps | calories | carbs
    | ounces? | feet | ft | degrees\ (?:outside|in\ the\ (?:sun|shade))
    | :\d\d?
    )\b""",
    re.VERBOSE,
)
NOT_BEFORE = re.compile(
    r"""(?:\b(?:
    day | week | round | year | yr | month | course | cycle | age | aged | dose | infusion
    | every | last | past | first | room
    | bed | ward | in | since | until | after | page | phase | number | no | dropped\ by
    | fell\ by | down\ by | up\ by | for
    | within
    ) | [$£€\#])\s?$""",
    re.VERBOSE,
)
OUTDOORS = re.compile(r"\b(?:outside|weather|forecast|heat ?wave|air ?con|thermostat|oven|hot tub)\b")
TENTHS = re.compile(r"\d{2,3}[.,]\d|\d{2} point \d")
# A range or a usual value is nobody's result: "target on the fridge is 88 to 92", "(150-400)".
REFERENCE = re.compile(
    r"""(?:
    \b(?:target | range | limits? | normal(?:ly)? | usually | always | goal | aim(?:ing)? | cut\ ?off
    | ref(?:erence)? | baseline | supposed | should | line\ for)\b [^\w.]* (?:[a-z']+\W+){0,5}
    | \(\s?(?:\d+(?:[.,]\d+)?\s?(?:-|to)\s?|[<>≤≥]=?\s?)?
    | \b(?:critical|alert|threshold)\W{0,3}[<>≤≥]=?\s? | \bcall\ (?:us\ )?(?:if|for|at|when)\b[^.\d]{0,20}
    | (?:target | range | normal(?:ly)?)\D{0,24}\d+\s?(?:-|to)\s?
    )$""",
    re.VERBOSE,
)
RANGE = re.compile(r"\s?(?:-|to)\s?\d")
# Of a run or a treadmill test a fast pulse is no sign.
EFFORT = re.compile(
    r"\b(?<!like i )(?<!like ive )(?<!like i've )(?<!like she )(?<!like he )"
    r"(?:max|treadmill|run|running|ran|jog\w*|spin|workout|work out|exercis\w*|gym|cycl\w*|cardio"
    r"|peloton|garmin)\b"
)
YEAR = re.compile(r"(?:19|20)\d\d")
# Between the values of a list or a trend: "40, 66, then 130", "20 -> 140".
LISTED = re.compile(r"\s*(?:[,;/|>=→⇒-]|to|then|and|now|went|up|down|\s|today)+\s*|.{0,60}\bthen\b.{0,60}")
TREND = re.compile(
    r"->|=>|→|⇒|>"
    r"|\b(?:then|trend\w*|went|gone|over (?:the|three|two|four|\d)|each month|monthly|in a row|from 20\d\d)\b"
)
NEWEST_FIRST = re.compile(r"\b(?:newest|latest|most recent) first\b")
# The sentence before has named what "it" is: "Got the oximeter out. It reads 84".
READS = re.compile(
    r"""\W*(?:and\s|but\s|now\s)?(?:(?:it|that|they|this|mine|hers|his|the\s(?:reading|number|screen|display|thing|result))
    (?:'s|'re)?\s(?:just\s|now\s|only\s|still\s|keeps?\s)*
    (?:(?:is|was|are|were|reads?|says?|said|saying|shows?|showed|showing|reading|gave|gives|came|come|back|at)\b\s?)*
    )(?:now\s|only\s|just\s|at\s|about\s|around\s)*(?:[:=]\s?)?""",
    re.VERBOSE,
)
# What a line of a table holds beside its date and its value.
ROW_LEAD = re.compile(r"[\W_]*(?:(?:it|was|were|at|on|then|now|today)\b[\W_]*)*")
# The words that a value may follow when its name stands further off: "potassium came back high at 6.3".
LEADS_TO = re.compile(
    r"""(?:[:=(\[|>→⇒"~] | (?<!\d)- | ^ | \b(?:is|was|are|were|at|to|of|only|just|now|around|about|approx
    |roughly|count|level|reading
    |says?|said|saying|reads?|reading|showed|shows?|showing|got|hit|hits|be|been|back|as|like|then|than|under|below
    |over|above|high|low|today|tonight|morning|evening|yesterday|again|still|nearly|almost|even|fasting|pp|random|result
    |gave|gives|did|had|down|up|from|and|or|in\ the|high\ as|low\ as|upper|last|machine|meter|reached|reaching
    |touch\w*
    |mid|dropped|fell|rose|jumped|went|came|come|counted|counting|it's|that's|she's|he's|i'm|sits?|running
    |between))\W{0,3}$""",
    re.VERBOSE,
)
# Of a water, a room or a bottle a temperature is nobody's.
NOT_OF_BODY = re.compile(
    r"\b(?:outside|weather|forecast|heat ?wave|thermostat|oven|hot tub|therapy pool|sauna|air con|kettle"
    r"|in the (?:shade|sun)"
    r"|(?:water|room|bath|pool|shower|indoor|outdoor|office|house|wash|engine) temp\w*)\b"
)
# Small children breathe faster.
INFANT = re.compile(
    r"\b(?:bab(?:y|ies)|newborn|infant|toddler|preemie|premie"
    r"|(?:day|week|month|mth|mo)s? old|paed\w*|neonat\w*)\b"
)
BEFORE_NOW = re.compile(
    r"""\b(?:
    was | were | had\ been | used\ to\ be | from
    | last\ (?:week|month|year|time|summer|winter|spring|autumn|fall) | ago
    | previous(?:ly)? | before | baseline | originally | initially | back\ in | in\ (?:19|20)\d\d
    | normally | usually | prior
    | january | february | march | april | june | july | august | september | october | november
    | december
    )\b""",
    re.VERBOSE,
)
NOW = re.compile(
    r"""\b(?:now | today | tonight | this\ (?:morning|afternoon|evening|week) | to | is | are | currently
    | just | back | came | yesterday)\b""",
    re.VERBOSE,
)
WEATHER = re.compile(
    r"""\b(?:
    outside | weather | heat\ ?wave | sun | summer | oven | wash | bath | shower | room | car
    | forecast | office | flat | garden
    | holiday | beach | pool | indoors | air\ ?con | ac | thermostat | humid | hot\ tub | water
    | fridge | storage
    )\b""",
    re.VERBOSE,
)
# Words between a number and the name after it: "39 of fever", "6 thousand platelets".
JOINED = re.compile(r"\s?(?:(?:of|in|on|the|degrees?|resting|per ?cent|thousand|k|million)\s?)*")
# A full stop inside a number or an abbreviation does not end the sentence here.
SENTENCE = re.compile(r"[^.!?\n…]*(?:[.!?](?!\s|$)[^.!?\n…]*)*[.!?\n…]*")
SEGMENT = re.compile(r"[,;:()]|\b(?:and|but|now|then|to|down|up)\b")
