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


def _within(low: float, high: float) -> Canonical:
    return lambda value, unit: value if low <= value <= high and unit != "%" else None


def _temperature(value: float, unit: str) -> float | None:
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
        if unit == "%":
            return None
        return value * factor if "mg" in unit or ("mol" not in unit and value <= most) else value

    return canonical


def _haemoglobin(value: float, unit: str) -> float | None:
    if unit == "%":
        return None
    if "mmol" in unit:
        return value * 16.11
    return value * 10 if value < 30 else value


def _percent(value: float, unit: str) -> float | None:
    return value if 40 <= value <= 100 and unit in ("", "%") else None


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
            r"|pulse ox(?:imeter)?|oximeter",
            _percent,
        ),
        Quantity(
            "pulse",
            "/min",
            r"pulse|heart ?rate|heart ?beat|resting heart|(?<!\d )(?<!\d)hr|bpm"
            r"|heart(?! (?:attack|failure|stent|surgery|disease|scan|trace|drug|tablet|clinic))",
            _within(20, 260),
        ),
        Quantity("systolic", "mmHg", r"blood ?pressure|bp|cuff|systolic", _within(40, 280)),
        Quantity("diastolic", "mmHg", r"diastolic", _within(20, 180)),
        Quantity("creatinine", "umol/L", r"creatinine?|creatnine|creat", _mass(88.4, 15)),
        Quantity("egfr", "ml/min", r"e ?gfr|gfr|kidney function", _within(0, 200)),
        Quantity("haemoglobin", "g/L", r"ha?emoglobin|hb|hgb", _haemoglobin),
        Quantity("neutrophils", "10^9/L", r"neutrophils?|neuts?|anc", _neutrophils),
        Quantity("alt", "U/L", r"alt|alat|sgpt", _within(1, 30000)),
        Quantity("ast", "U/L", r"ast|asat|sgot", _within(1, 30000)),
        Quantity("tsh", "mIU/L", r"tsh", _within(0, 500)),
        Quantity("bilirubin", "umol/L", r"bilirubin|bili", _mass(17.1, 4)),
        Quantity("ferritin", "ug/L", r"ferritin", _within(0, 300_000)),
    )
}
# Names that end the reach of the one before: "ferritin 9,800, whites 1.1".
OTHER = (
    r"whites?|wbcs?|white (?:blood )?(?:cells?|count)|lymph\w*|leu[ck]o\w+|wcc|ldh|alp|ggt|crp|esr|ldl|hdl"
    r"|urea|bun|sodium|potassium|hba1c|f?t4|f?t3|schisto\w*|weight|lipids|iron|b12|vit\w*|inr|d dimer|glucose"
    r"|sugars?|cd4|mpv|mcv|platelet volume|urine|protein"
)
NAMED = re.compile(
    rf"\b(?:(?P<other>{OTHER})|"
    + "|".join(f"(?P<{q.name}>{q.words})" for q in QUANTITIES.values())
    + r")(?![^\W_]|'t)"
)
