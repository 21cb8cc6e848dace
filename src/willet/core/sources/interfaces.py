"""An agent behind the interfaces of a phone system: PJSIP/31, SIP/31-0000abcd, Local/31@from-queue/n, Agent/31, 31.

All of these are extension 31. A channel is an interface with a mark of its own for each call, `-0000abcd` or
`;1`: it names the same agent, and without its mark is spelt as the interface.
"""

ORDER = (
    "PJSIP",
    "SIP",
    "IAX2",
    "SCCP",
    "Skinny",
    "UNISTIM",
    "MGCP",
    "DAHDI",
    "Zap",
    "Agent",
    "Local",
)
"""Kinds of interfaces, the one that says most about the person's own phone first."""
_KIND = "|".join(ORDER)
_SHORT_MARKS = "IAX2|DAHDI|Zap"
"""Kinds whose channels bear a short number: DAHDI/100-1, IAX2/100-5712."""
_MARKED = (
    rf"(?i)^((?:{_KIND})/.+?)(?:-[0-9a-f]{{8}})?(?:;[12])$|^((?:{_KIND})/.+)-[0-9a-f]{{8}}$"
    r"|^(PJSIP/[^/]+)/sips?:.*$"
)
"""The marks of a channel; and behind a PJSIP account where its phone is registered, `PJSIP/31/sip:31@10.0.0.4`."""
_MARKED_SHORT = rf"(?i)^((?:{_SHORT_MARKS})/.+)-\d{{1,5}}$"
_EXTENSION = rf"(?i)^(?:{_KIND})/(?:[gir]\d+/)?([^@/|]+)(?:@.*)?(?:/n)?$"
"""The account behind an interface; `DAHDI/g1/31` says by which lines it is reached."""


def interface(agent: str) -> str:
    """SQL: an agent without the marks of a channel or of where its phone is registered; a name is itself.

    >>> import duckdb
    >>> forms = ["SIP/31-0000abcd", "Local/31@from-queue-00000007;2", "DAHDI/31-1", "Ana-Maria", "PJSIP/a-12"]
    >>> sql = f"SELECT {interface('a')} FROM (SELECT unnest(?) AS a)"
    >>> [row[0] for row in duckdb.execute(sql, [forms]).fetchall()]
    ['SIP/31', 'Local/31@from-queue', 'DAHDI/31', 'Ana-Maria', 'PJSIP/a-12']
    """
    marked = f"regexp_replace({agent}, '{_MARKED}', '\\1\\2\\3')"
    return (
        f"(CASE WHEN contains({agent}, '/') "
        f"THEN regexp_replace({marked}, '{_MARKED_SHORT}', '\\1') ELSE {agent} END)"
    )


def agent_key(agent: str) -> str:
    """SQL: one key for the forms of one agent: the extension or account behind its interface; a name is itself."""
    extension = f"regexp_extract({interface(agent)}, '{_EXTENSION}', 1)"
    return (
        f"(CASE WHEN contains({agent}, '/') THEN COALESCE(NULLIF({extension}, ''), {agent}) "
        f"ELSE {agent} END)"
    )


def rank(agent: str) -> str:
    """SQL: the place of an agent's form in `ORDER`; a name comes last."""
    arms = " ".join(
        f"WHEN starts_with(lower({agent}), '{kind.lower()}/') THEN {place}"
        for place, kind in enumerate(ORDER)
    )
    return f"CASE {arms} ELSE {len(ORDER)} END"
