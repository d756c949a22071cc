"""What can be measured: the names that number rules may use, their words in posts, their units.

Units and the ranges that tell them apart follow FACTS 2 ("fever", "low_platelets") and common
laboratory reports; each factor turns the written unit into the canonical one.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quantity:
    """One thing that is measured. `plausible` bounds what we believe, in the canonical unit."""

    name: str
    unit: str
    words: tuple[str, ...]
    plausible: tuple[float, float]


QUANTITIES = {
    quantity.name: quantity
    for quantity in (
        Quantity("temperature", "°C", ("temperature", "temp", "temps", "fever", "thermometer"), (30.0, 43.5)),
        Quantity("platelets", "10^9/L", ("platelets", "platelet", "plts", "plt"), (0, 2000)),
        Quantity("pulse", "/min", ("pulse", "heart rate", "hr", "bpm", "resting heart"), (20, 260)),
        Quantity("systolic", "mmHg", ("blood pressure", "bp", "systolic"), (40, 300)),
        Quantity("diastolic", "mmHg", ("diastolic",), (20, 200)),
        Quantity("saturation", "%", ("saturation", "sats", "spo2", "o2", "oxygen", "oximeter"), (40, 100)),
        Quantity("creatinine", "umol/L", ("creatinine", "creat"), (20, 2000)),
        Quantity("egfr", "ml/min", ("egfr", "gfr"), (0, 200)),
        Quantity("haemoglobin", "g/L", ("haemoglobin", "hb", "hgb"), (20, 250)),
        Quantity("neutrophils", "10^9/L", ("neutrophils", "neutrophil", "neuts", "anc"), (0, 100)),
        Quantity("alt", "U/L", ("alt", "alat", "sgpt"), (0, 20000)),
        Quantity("ast", "U/L", ("ast", "asat", "sgot"), (0, 20000)),
        Quantity("tsh", "mIU/L", ("tsh",), (0, 500)),
        Quantity("bilirubin", "umol/L", ("bilirubin", "bili"), (0, 1000)),
        Quantity("ferritin", "ug/L", ("ferritin",), (0, 200000)),
    )
}
