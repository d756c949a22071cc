"""The patterns that numbers are read by: values with units, pressures, and the words around them."""

import re

UNIT = r"""\s?(?:
    [°º]\s?[cf]?\b | [℃℉] | deg(?:ree)?s?\s?(?:c(?:elsius|entigrade)?|f(?:ahrenheit)?)?\b
    | celsius\b | fahrenheit\b
    | [cf]\b | % | per\ ?cent\b | k\b | thousand\b | lakhs?\b | lacs?\b
    | bpm\b | beats\b | mmhg\b | [um]mol(?:/l)?
    | mg/dl | mg\b | g/dl | g/l
    | m?i?u/l | (?:[x*]\s?)?10\s?(?:\^|\*{1,2}|e)?\s?9\s?(?:/|per)?\s?l?\b | /\s?[uµ]l
    | per\ microlit(?:re|er) | per\ ?ul
)"""
ONES = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split()
ONES += "sixteen seventeen eighteen nineteen".split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
SPELLED = rf"(?:(?:{'|'.join(TENS)})(?:\ (?:{'|'.join(ONES[:9])}))?|{'|'.join(ONES[1:])})\b"
HAS_NUMBER = re.compile(rf"\d|\b{SPELLED}", re.VERBOSE)
NUMBER = re.compile(
    rf"""(?<![\w/.,^]) (?P<bound>under|below|less\ than|<|over|above|more\ than|>)? \s{{0,2}}
    (?P<value>{SPELLED} | \d{{1,3}}(?:,\d{{3}})+ | \d{{1,3}}\s000 | \d+(?:[.,]\d{{1,2}})?(?:\ point\ \d)?
    | \d+\.\d+)
    (?!\d|[.,]\d) (?P<unit>{UNIT})? (?![^\W_]*\d)""",
    re.VERBOSE,
)
# A number in words counts when nothing but these stands between the name and it: "platelets of nine".
SPELLED_LEAD = re.compile(
    r"(?:\W|\b(?:count|level|is|are|was|were|of|at|to|only|just|down|came|come|back|now|about|around|under|below|says)\b)*"
)
PAIR = re.compile(
    r"(?<![\w/.,])(?P<systolic>\d{2,3})\s?(?:/|over)\s?(?P<diastolic>\d{2,3})(?![\w/])(?!\.\d)(?P<unit>\s?mmhg)?"
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
    | dollars | :\d
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
    | \(\s?(?:\d+\s?(?:-|to)\s?)?
    | (?:target | range | normal(?:ly)?)\D{0,24}\d+\s?(?:-|to)\s?
    )$""",
    re.VERBOSE,
)
RANGE = re.compile(r"\s?(?:-|to)\s?\d")
# Of a run or a treadmill test a fast pulse is no sign.
EFFORT = re.compile(
    r"\b(?:max|treadmill|run|running|ran|jog\w*|spin|workout|work out|exercis\w*|gym|cycl\w*|cardio"
    r"|peloton|garmin)\b"
)
YEAR = re.compile(r"(?:19|20)\d\d")
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
