"""The words of an invented centre’s queues, topics and dispositions in five languages."""

from collections.abc import Mapping, Sequence
from typing import Final

from django.db import transaction

from willet.lists.models import ListEntry
from willet.people.agents.keeping import changing_names
from willet.people.models import Role
from willet.ui.invented import InventedCentre

LANGUAGES: Final = ("en", "nl", "de", "es", "vi")
_SPOKEN: Final[Mapping[str, Sequence[tuple[str, str, str, str, str]]]] = {
    "queue": (
        ("Billing", "Facturatie", "Abrechnung", "Facturación", "Thanh toán"),
        ("Moving", "Verhuizen", "Umzug", "Mudanzas", "Chuyển nhà"),
        ("Outages", "Storingen", "Störungen", "Averías", "Sự cố mạng"),
        ("Sales", "Verkoop", "Vertrieb", "Ventas", "Bán hàng"),
        ("Technical", "Techniek", "Technik", "Soporte técnico", "Kỹ thuật"),
    ),
    "topic": (
        (
            "Cancel contract",
            "Contract opzeggen",
            "Vertrag kündigen",
            "Cancelar el contrato",
            "Hủy hợp đồng",
        ),
        (
            "Direct debit",
            "Automatische incasso",
            "Lastschrift",
            "Domiciliación",
            "Trừ tiền tự động",
        ),
        (
            "E-mail setup",
            "E-mail instellen",
            "E-Mail einrichten",
            "Configurar el correo",
            "Cài đặt e-mail",
        ),
        (
            "Invoice unclear",
            "Factuur onduidelijk",
            "Rechnung unklar",
            "Factura poco clara",
            "Hóa đơn không rõ",
        ),
        (
            "Keep my number",
            "Nummer behouden",
            "Rufnummer behalten",
            "Conservar el número",
            "Giữ số cũ",
        ),
        ("Moving house", "Verhuizing", "Umzug", "Mudanza", "Chuyển nhà"),
        ("New contract", "Nieuw contract", "Neuer Vertrag", "Contrato nuevo", "Hợp đồng mới"),
        ("No connection", "Geen verbinding", "Keine Verbindung", "Sin conexión", "Mất kết nối"),
        (
            "Payment failed",
            "Betaling mislukt",
            "Zahlung fehlgeschlagen",
            "Pago fallido",
            "Thanh toán lỗi",
        ),
        (
            "Price question",
            "Vraag over de prijs",
            "Frage zum Preis",
            "Consulta de precio",
            "Hỏi về giá",
        ),
        ("Refund", "Terugbetaling", "Erstattung", "Reembolso", "Hoàn tiền"),
        (
            "Router setup",
            "Router instellen",
            "Router einrichten",
            "Configurar el router",
            "Cài đặt router",
        ),
        ("Slow line", "Trage verbinding", "Langsame Leitung", "Línea lenta", "Mạng chậm"),
        ("Storm damage", "Stormschade", "Sturmschaden", "Daños por tormenta", "Hư hại do bão"),
        ("TV box", "Tv-kastje", "TV-Box", "Decodificador", "Đầu thu TV"),
        ("Upgrade", "Overstap op meer", "Tarif erweitern", "Ampliar la tarifa", "Nâng cấp gói"),
        ("Wi-Fi drops", "Wifi valt weg", "WLAN bricht ab", "El wifi se corta", "Wi-Fi chập chờn"),
    ),
    "disposition": (
        (
            "Changed in the system",
            "Aangepast in het systeem",
            "Im System geändert",
            "Cambiado en el sistema",
            "Đã sửa trên hệ thống",
        ),
        ("Explained", "Uitgelegd", "Erklärt", "Explicado", "Đã giải thích"),
        (
            "Follow-up needed",
            "Vervolg nodig",
            "Nacharbeit nötig",
            "Requiere seguimiento",
            "Cần theo dõi",
        ),
        ("Not possible", "Niet mogelijk", "Nicht möglich", "No es posible", "Không thể"),
        (
            "Passed to a specialist",
            "Doorgezet naar een specialist",
            "An Fachleute übergeben",
            "Pasado a un especialista",
            "Đã chuyển chuyên gia",
        ),
        ("Solved", "Opgelost", "Gelöst", "Resuelto", "Đã giải quyết"),
    ),
}
"""By kind of entry: its word in each language."""
WORDS: Final[Mapping[str, Mapping[str, Mapping[str, str]]]] = {
    kind: {row[0]: dict(zip(LANGUAGES, row, strict=True)) for row in rows}
    for kind, rows in _SPOKEN.items()
}
"""Kind of entry -> its name, which is English -> language -> word."""


def invented_words(kind: str, name: str, language: str) -> str:
    """What an entry is called in a language; its name in English, and where it is none of these."""
    return WORDS[kind].get(name, {}).get(language, name)


@transaction.atomic
def invent(centre: InventedCentre) -> None:
    """Write down the entries that calls name, with their words, once."""
    manager = centre.people.get(Role.MANAGER)
    if manager is None or ListEntry.objects.exists():
        return
    named = {"queue": {c.queue for c in centre.calls}, "topic": {c.topic for c in centre.calls}}
    with changing_names(manager):
        for kind, names in (named | {"disposition": set(WORDS["disposition"])}).items():
            for name in sorted(names & WORDS[kind].keys()):
                ListEntry.objects.create(kind=kind, name=name, words=WORDS[kind][name])


INVENT = (invent,)
