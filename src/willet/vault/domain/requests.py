"""An erasure asked for on a page: kept sealed until the worker has carried it out, then gone itself."""

import base64
import json
from dataclasses import asdict
from hashlib import sha256

from cryptography.fernet import Fernet
from django.conf import settings

from willet.core.intake import SoughtPerson
from willet.core.sources import Progress
from willet.people.models import User
from willet.ui.tasks import WorkOrder, ask_for
from willet.vault.domain.persons import erase
from willet.vault.models import ErasureRequest

ERASE = "vault.erase"


def ask(person: SoughtPerson, *, by: User) -> None:
    """Hand an erasure to the worker; whom it is about stands nowhere in clear."""
    sealed = _lock().encrypt(json.dumps(asdict(person)).encode())
    request = ErasureRequest.objects.create(sealed=sealed)
    ask_for(ERASE, {"request": request.pk}, by=by)


def carry_out(order: WorkOrder, progress: Progress) -> None:
    """Erase whoever the request names; one that is gone was carried out before."""
    request = ErasureRequest.objects.filter(pk=order.payload["request"]).first()
    if request is None:
        return
    plain = json.loads(_lock().decrypt(bytes(request.sealed)))
    erase(SoughtPerson(**{**plain, "also": tuple(plain["also"])}), progress=progress)
    request.delete()


def _lock() -> Fernet:
    # Not the vault's key: somebody can be erased where that is lost.
    digest = sha256(f"willet: erasures {settings.SECRET_KEY}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))
