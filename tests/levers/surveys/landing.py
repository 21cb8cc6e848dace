"""What customers said, put into the lake by the very job that does, and read back."""

from tests.levers.surveys.asking import reading
from willet.imports.domain.facts import Handing


def land() -> None:
    """Hand in what is new."""
    Handing().land()


def evidence_of(contact: str) -> tuple[bool | None, str]:
    """The verdict of the case of a contact, and the kind of evidence that decided."""
    sql = "SELECT by_customer, decided_by FROM cases JOIN links USING (case_id) WHERE links.contact_id = $c"
    ((resolved, decided_by),) = reading().whole.rows(sql, {"c": contact})
    return resolved, decided_by


def answers() -> list[tuple[object, ...]]:
    """The rows of answers: contact, question, scale, score, asked by, chance, revision."""
    columns = "contact_id, instrument, scale, score, asked_by, inclusion_p, revision"
    return reading().whole.rows(f"SELECT {columns} FROM answers ORDER BY ALL")
