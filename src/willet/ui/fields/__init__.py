"""Form fields for what people write at work: shares, durations, days, moments, periods, money, texts in languages."""

from willet.ui.fields.days import NearDayField
from willet.ui.fields.durations import DurationField
from willet.ui.fields.moments import MomentField
from willet.ui.fields.money import Money, MoneyField
from willet.ui.fields.periods import Days, PeriodField
from willet.ui.fields.shares import ShareField
from willet.ui.fields.words import WordsField, words_in

__all__ = [
    "Days",
    "DurationField",
    "MomentField",
    "Money",
    "MoneyField",
    "NearDayField",
    "PeriodField",
    "ShareField",
    "WordsField",
    "words_in",
]
