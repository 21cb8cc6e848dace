"""Filters that write numbers, durations and dates in the reader's language: `{{ value|measure:"share" }}`."""

from django import template

from willet.ui import formats

register = template.Library()

register.filter("number", formats.number)
register.filter("signed", formats.signed)
register.filter("percent", formats.percent)
register.filter("points", formats.points)
register.filter("seconds", formats.seconds)
register.filter("duration", formats.duration)
register.filter("measure", formats.measure)
register.filter("day", formats.date)
register.filter("moment", formats.moment)
register.filter("zoned_moment", formats.zoned_moment)
register.filter("clock", formats.clock)
register.filter("period", formats.period)
