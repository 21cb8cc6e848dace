"""What resolution is worth: what became of customers solved at first contact, beside those who were not."""

from willet.core.worth.customers import Customer, CustomerFaultsError, read_customers
from willet.core.worth.request import WorthRequest
from willet.core.worth.result import (
    Curve,
    CurveSide,
    ResolutionWorth,
    WorthDifference,
    WorthOutcome,
)
from willet.core.worth.telling import worth, worth_on

__all__ = [
    "Curve",
    "CurveSide",
    "Customer",
    "CustomerFaultsError",
    "ResolutionWorth",
    "WorthDifference",
    "WorthOutcome",
    "WorthRequest",
    "read_customers",
    "worth",
    "worth_on",
]
