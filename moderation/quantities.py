"""What can be measured: the names that number rules may use, their words in posts, their units.

How a bare number is read follows FACTS 2 ("fever", "low_platelets"); for the other blood tests the
ranges of ordinary laboratory reports tell the units apart. `canonical` gives None for a number that
cannot be this quantity.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

Canonical = Callable[[float, str], float | None]


@dataclass(frozen=True, slots=True)
class Quantity:
    """One thing that is measured: `unit` is the canonical one that rules are written in."""

    name: str
    unit: str
    words: str
    canonical: Canonical


def _within(low: float, high: float, *units: str) -> Canonical:
    """Values between two limits, without a unit or in one of these."""
    return lambda value, unit: value if low <= value <= high and (not unit or unit in units) else None


def _temperature(value: float, unit: str) -> float | None:
    if unit.strip("°º degrscntiahf.") or (unit and unit[0] in "gn"):
        return None
    if "f" in unit or (not unit.strip("°º degrs") and 93 <= value <= 110):
        value = round((value - 32) / 1.8, 2)
    # Colder is the weather, hotter the oven.
    return value if 34 <= value <= 43.5 else None


def _platelets(value: float, unit: str) -> float | None:
    if unit == "%":
        return None
    # India counts in lakhs of 100,000 per microlitre, the only way to a small number with a fraction.
    if unit.startswith(("lakh", "lac")) or (not unit and value < 6 and value % 1):
        return value * 100
    return value if value <= 1500 else value / 1000


def _neutrophils(value: float, unit: str) -> float | None:
    """Those in the hundreds or thousands are written per microlitre."""
    if unit == "%":
        return None
    return value if value <= 30 else value / 1000


def _mass(factor: float, most: float) -> Canonical:
    """Micromoles per litre, unless the unit or the small number says milligrams per decilitre."""

    def canonical(value: float, unit: str) -> float | None:
        if unit in ("%", "k", "mg", "c", "f"):
            return None
        return value * factor if "mg" in unit or ("mol" not in unit and value <= most) else value

    return canonical


def _haemoglobin(value: float, unit: str) -> float | None:
    if unit in ("%", "c", "f", "mg"):
        return None
    if "mmol" in unit:
        return value * 16.11
    value = value * 10 if value < 30 else value
    return value if 15 <= value <= 260 else None


def _percent(value: float, unit: str) -> float | None:
    return value if 40 <= value <= 100 and unit in ("", "%") else None


def _egfr(value: float, unit: str) -> float | None:
    return value if value <= 200 and (not unit or unit.startswith("ml")) else None


def _glucose(value: float, unit: str) -> float | None:
    """Millimoles per litre; meters of that kind end at 33.3, so a larger number is mg/dL."""
    if unit and "mol" not in unit and unit not in ("mg", "mg/dl", "mm"):
        return None
    is_mass = "mg" in unit or (not unit and value > 33.4)
    value = value / 18.016 if is_mass else value
    return value if 0.5 <= value <= 90 else None


def _crp(value: float, unit: str) -> float | None:
    """Milligrams per litre."""
    if unit not in ("", "mg", "mg/l", "mg/dl"):
        return None
    value = value * 10 if unit == "mg/dl" else value
    return value if value <= 700 else None


def _troponin(value: float, unit: str) -> float | None:
    """Nanograms per litre; a small fraction is written per millilitre."""
    if unit not in ("", "ng/l", "ng/ml", "pg/ml"):
        return None
    is_per_ml = unit == "ng/ml" or (not unit and value < 3 and value % 1)
    return round(value * 1000, 3) if is_per_ml else value


QUANTITIES = {
    quantity.name: quantity
    for quantity in (
        Quantity(
            "temperature",
            "°C",
            r"temp(?:erature)?s?|thermometer|tympanic|strip|fevers?|feverish",
            _temperature,
        ),
        Quantity(
            "platelets",
            "10^9/L",
            r"platelets?|platlets?|plattelets?|platelettes?|plts?|thrombocytes",
            _platelets,
        ),
        Quantity(
            "saturation",
            "%",
            r"(?:oxygen |o2 )?sat(?:uration)?s|saturation|o2 sat|spo2|sp02|o2|oxygen"
            r"|pulse ox(?:imeter)?|oximeter|sat (?:meter|monitor|probe|reading|level)"
            r"|finger ?(?:clip|probe|tip (?:thing|meter|gadget|clip))",
            _percent,
        ),
        Quantity(
            "pulse",
            "/min",
            r"pulse|heart ?rate|heart ?beat|resting heart|(?:(?<=:\d\d )|(?<!\d ))(?<!\d)hr|bpm"
            r"|heart(?! (?:attack|failure|stent|surgery|disease|scan|trace|drug|tablet|clinic))",
            _within(20, 260, "bpm", "beats"),
        ),
        Quantity("systolic", "mmHg", r"blood ?pressure|bp|cuff|systolic", _within(40, 280, "mmhg")),
        Quantity("diastolic", "mmHg", r"diastolic", _within(20, 180, "mmhg")),
        Quantity("creatinine", "umol/L", r"creatinine?|creatnine|creat", _mass(88.4, 15)),
        Quantity("egfr", "ml/min", r"e ?gfr|gfr|kidney function", _egfr),
        Quantity("haemoglobin", "g/L", r"ha?emoglobin|hb|hgb", _haemoglobin),
        Quantity("neutrophils", "10^9/L", r"neutrophils?|neuts?|anc", _neutrophils),
        Quantity("alt", "U/L", r"alt|alat|sgpt", _within(1, 30000, "u/l", "iu/l")),
        Quantity("ast", "U/L", r"ast|asat|sgot", _within(1, 30000, "u/l", "iu/l")),
        Quantity("alp", "U/L", r"alp|alk(?:aline)? phos(?:phatase)?", _within(1, 10000, "u/l", "iu/l")),
        Quantity("tsh", "mIU/L", r"tsh", _within(0, 500, "miu/l", "mu/l", "iu/l", "u/l")),
        Quantity(
            "potassium",
            "mmol/L",
            r"potassium|k\+|(?<!\d )(?<!\d)k(?= ?[:=]? ?\d[.,]\d)",
            _within(1, 12, "mmol", "mmol/l", "meq", "meq/l"),
        ),
        Quantity("sodium", "mmol/L", r"sodium|na\+", _within(90, 190, "mmol", "mmol/l", "meq", "meq/l")),
        Quantity(
            "glucose",
            "mmol/L",
            r"glucose(?! (?:tablet|gel|drink))|gluco(?:se )?meter"
            r"|(?:blood )?sugars?(?! free)|bgl?|dexcom|libre",
            _glucose,
        ),
        Quantity("ketones", "mmol/L", r"ketones?", _within(0, 12, "mmol", "mmol/l")),
        Quantity("inr", "ratio", r"inr", _within(0.5, 20)),
        Quantity("crp", "mg/L", r"crp|c reactive protein", _crp),
        Quantity("troponin", "ng/L", r"(?:hs )?trop(?:onin)?s?(?: [ti])?", _troponin),
        Quantity(
            "breaths",
            "/min",
            r"resp(?:iratory|iration|s)?\.? ?rate|resps|respirations|breathing rate|breaths|rr",
            _within(4, 90, "breaths"),
        ),
        Quantity("bilirubin", "umol/L", r"bilirubin|bili", _mass(17.1, 4)),
        Quantity("ferritin", "ug/L", r"ferritin", _within(0, 300_000, "k", "ng/ml", "thousand")),
    )
}
# What changes within hours; the others are blood tests.
VITALS = frozenset({"temperature", "saturation", "pulse", "breaths", "systolic", "diastolic"})
# Names that end the reach of the one before: "ferritin 9,800, whites 1.1".
OTHER = (
    r"whites?|wbcs?|white (?:blood )?(?:cells?|count)|lymph\w*|leu[ck]o\w+|wcc|tlc"
    r"|ldh|ggt|gamma gt|esr"
    r"|ldl|hdl|cholesterol|triglycerides|urea|bun|hba1c|a1c|f?t4|f?t3|schisto\w*|weight|lipids|iron|b12|vit\w*"
    r"|d dimer|cd4|mpv|mcv|platelet volume|urine|protein|cpk?|ck|cr|albumin|globulin|calcium|magnesium"
    r"|phosphate"
    r"|chloride|bicarb\w*|hco3|pco2|lactate|lipase|amylase|uric acid|acr|peak flow|pef"
    r"|potassium (?:chloride|tablets?|drip|pills?)|hgba1c"
)
NAMED = re.compile(
    rf"\b(?:(?P<other>{OTHER})|"
    + "|".join(f"(?P<{q.name}>{q.words})" for q in QUANTITIES.values())
    + r")(?![^\W_]|'t)"
)
