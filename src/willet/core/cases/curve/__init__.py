"""First-contact resolution against the repeat window, for any list of windows in one reading."""

from willet.core.cases.curve.points import CURVED, WINDOWS, Curve, CurvePoint, curve

__all__ = ["CURVED", "WINDOWS", "Curve", "CurvePoint", "curve"]
