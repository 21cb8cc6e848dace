"""What is called only where somebody asks for it: the mail server, that is greeted and given no mail."""

from collections.abc import Iterator

from willet.site.doctor.findings import Finding, fault, ok, warning
from willet.site.home import Home
from willet.site.starting import set_up_django


def mail_server(home: Home) -> Iterator[Finding]:
    """Whether the server answers, speaks TLS where that is set, and lets us in; nothing is sent."""
    set_up_django()
    from django.conf import settings  # app ready
    from django.core.mail import get_connection  # app ready

    where = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    if not settings.EMAIL_HOST:
        yield warning("mail server", "none is set", "Set WILLET_SMTP_HOST and WILLET_MAIL_FROM.")
        return
    connection = get_connection()
    try:
        try:
            connection.open()
        finally:
            connection.close()
    except OSError as wrong:  # what smtplib raises is one
        yield fault("mail server", f"{where}: {_answer(wrong)}", _next_step(wrong))
    else:
        yield ok("mail server", f"{where} answers and lets us in; no mail was sent")


def _answer(wrong: OSError) -> str:
    """What the server or the system answered, in one line."""
    answer = getattr(wrong, "smtp_error", None)
    words = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else str(wrong)
    return " ".join(words.split()) or type(wrong).__name__


def _next_step(wrong: OSError) -> str:
    if getattr(wrong, "smtp_code", 0) in {530, 534, 535, 538}:
        return "Look at WILLET_SMTP_USER and WILLET_SMTP_PASSWORD."
    return "Look at WILLET_SMTP_HOST, WILLET_SMTP_PORT and WILLET_SMTP_TLS."
