"""The four kinds that every centre knows; a centre adds its own, and closes what it does not grant."""

from typing import Any

from django.db import migrations

KINDS = (
    (
        "discount",
        "share",
        {"en": "Discount", "nl": "Korting", "de": "Rabatt", "es": "Descuento", "vi": "Giảm giá"},
        {
            "en": "value of the order",
            "nl": "waarde van de bestelling",
            "de": "Bestellwert",
            "es": "importe del pedido",
            "vi": "giá trị đơn hàng",
        },
    ),
    (
        "refund",
        "amount",
        {
            "en": "Refund",
            "nl": "Terugbetaling",
            "de": "Erstattung",
            "es": "Reembolso",
            "vi": "Hoàn tiền",
        },
        {},
    ),
    (
        "goodwill",
        "amount",
        {
            "en": "Goodwill",
            "nl": "Tegemoetkoming",
            "de": "Kulanz",
            "es": "Compensación comercial",
            "vi": "Bồi hoàn thiện chí",
        },
        {},
    ),
    (
        "fee_waiver",
        "amount",
        {
            "en": "Fee waiver",
            "nl": "Kosten kwijtgescholden",
            "de": "Gebührenerlass",
            "es": "Exención de cargos",
            "vi": "Miễn phí dịch vụ",
        },
        {},
    ),
)


def add(apps: Any, schema_editor: Any) -> None:
    """Write the kinds down."""
    kinds = apps.get_model("authority", "GrantKind")
    for key, measure, name, base in KINDS:
        kinds.objects.get_or_create(
            key=key, defaults={"measure": measure, "name": name, "base": base}
        )


class Migration(migrations.Migration):
    dependencies = [("authority", "0001_initial")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
