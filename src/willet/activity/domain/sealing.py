"""Hashes of an entry: a salted digest per part, one hash over the digests, one link over the chain.

A part can be erased and the chain still holds: its digest stays, its salt goes, so that nobody finds
out what it was by trying.
"""

import hmac
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from secrets import token_hex
from typing import Any, Final

from willet.activity.models import ActivityEntry

PARTS: Final[Mapping[str, tuple[str, ...]]] = {
    "did": ("act", "kind"),
    "who": ("who_kind", "who_id", "who_name", "who_role"),
    "what": ("thing_id", "thing_name"),
    "fields": ("fields",),
}
"""Part -> the columns it seals; `did` is never erased."""


def seal(entry: ActivityEntry, *, after: str) -> None:
    """Fill in the seals, the hash and the link of a new entry that follows the link `after`."""
    salts = {part: token_hex(16) for part in PARTS}
    entry.seals = {part: [salt, digest_of(entry, part, salt)] for part, salt in salts.items()}
    entry.hash = hash_of(entry.seals)
    entry.link = link_of(entry, after=after)


def digest_of(entry: ActivityEntry, part: str, salt: str) -> str:
    """The digest of one part as it stands in the entry."""
    values = [getattr(entry, column) for column in PARTS[part]]
    plain = json.dumps(values, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hmac.new(salt.encode(), plain.encode(), sha256).hexdigest()


def hash_of(seals: Mapping[str, Any]) -> str:
    """The hash over the digests of all parts."""
    return sha256("".join(seals[part][1] for part in PARTS).encode()).hexdigest()


def link_of(entry: ActivityEntry, *, after: str) -> str:
    """The link of an entry that follows another."""
    at: datetime = entry.at.astimezone(UTC)
    return sha256(f"{after} {entry.number} {at.isoformat()} {entry.hash}".encode()).hexdigest()
