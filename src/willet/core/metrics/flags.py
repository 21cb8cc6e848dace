"""The named phrases that formulas and filters may use, each written in the same grammar.

One visible table: what a manager reads as `offered` is here, once, for every metric.
`handled` counts every direction, for sales and follow-ups; the others only callers who came to us.
`flag_sql` writes one of them for whoever links contacts, and `holds` puts it to one row in hand, so that figure,
case and page mean the same.
"""

FLAGS: dict[str, str] = {
    # Who leaves the direction blank means a caller: a call placed or internal is said to be one.
    "inbound": "direction is null or direction = 'inbound'",
    "outbound": "direction = 'outbound'",
    "internal": "direction = 'internal'",
    "offered": "inbound and outcome not in ('blocked', 'self_served', 'unknown')",
    "answered": "inbound and outcome = 'answered'",
    "abandoned": "inbound and outcome = 'abandoned'",
    "blocked": "inbound and outcome = 'blocked'",
    "timed_out": "inbound and outcome = 'timed_out'",
    "left_by_key": "inbound and outcome = 'left_by_key'",
    "overflowed": "inbound and outcome = 'overflowed'",
    "callback": "inbound and outcome = 'callback'",
    "voicemail": "inbound and outcome = 'voicemail'",
    "received": "inbound",
    # Without an agent and without a promise of one, which a voicemail, a callback and self-service are.
    "ended_lost": "outcome in ('abandoned', 'blocked', 'timed_out', 'left_by_key', 'overflowed', 'unknown')",
    # Of a case: one of its contacts at least was handled.
    "ever_handled": "handled > 0",
    # Of a case: it took more than one.
    "handled_again": "handled > 1",
    # Evidence is weighed on these cases.
    "judged": "inbound and matured and ever_handled",
    # a case that nobody took is not solved, whether or not anyone said so; of the others we must be told
    "solved": "resolved is true or (ever_handled and resolved)",
    "handled": "outcome = 'answered'",
    # Scores on different scales must never meet in one mean; a scale left out is the common one.
    "on_five": "(scale is null or scale = '1-5' or scale like '1-5 %')",
    "on_seven_easy": "(scale is null or scale in ('1-7', '1-7 high_is_easy'))",
    "on_yes_no": "(scale is null or scale = '0-1' or scale like '0-1 %')",
    "on_ten": "(scale is null or scale = '0-10' or scale like '0-10 %')",
}
