"""FreeSWITCH's call detail records, one a leg, with what mod_callcenter says of its queues."""

from willet.core.sources.freeswitch.source import SOURCE

__all__ = ["SOURCE"]
