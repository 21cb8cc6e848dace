"""The id of a contact in the lake: the name of its source before the id that the source gives the call."""


def contact_id_of(source: str, call_id: str) -> str:
    """The contact of a call as its source names it; empty where the source gave it no id.

    >>> contact_id_of("table", "c12")
    'table:c12'
    >>> contact_id_of("table", "")
    ''
    """
    return f"{source}:{call_id}" if call_id else ""
