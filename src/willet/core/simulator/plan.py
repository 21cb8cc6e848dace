"""The invented centre on paper: an internet provider's queues, topics, teams and people's names."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class QueuePlan:
    """One queue: its name, its opening hours (local, Monday-Friday, Saturday, Sunday) and its extension."""

    name: str
    weekdays: tuple[int, int]
    saturday: tuple[int, int] | None
    sunday: tuple[int, int] | None
    extension: str

    @property
    def never_closes(self) -> bool:
        """Whether it is open round the clock, every day."""
        return self.weekdays == self.saturday == self.sunday == (0, 24)


@dataclass(frozen=True, slots=True)
class TopicPlan:
    """One topic: where it lands, how common it is, and what stands in the way of solving it.

    `complexity`, `information` and `authority` are log-odds taken from the chance of solving it.
    """

    name: str
    queue: str
    second_queue: str
    share: float
    complexity: float
    information: float
    authority: float
    talk_s: float
    transfer: float


QUEUES = (
    QueuePlan("Outages", (0, 24), (0, 24), (0, 24), "7001"),
    QueuePlan("Technical", (8, 20), (9, 17), None, "7002"),
    QueuePlan("Billing", (8, 18), (9, 13), None, "7003"),
    QueuePlan("Sales", (9, 20), (9, 17), None, "7004"),
    QueuePlan("Moving", (8, 18), None, None, "7005"),
)

TOPICS = (
    TopicPlan("No connection", "Outages", "Technical", 0.12, 0.7, 0.3, 0.1, 300, 0.06),
    TopicPlan("Slow line", "Outages", "Technical", 0.06, 1.1, 0.5, 0.1, 380, 0.08),
    TopicPlan("Storm damage", "Outages", "Technical", 0.02, 1.2, 0.9, 0.3, 260, 0.04),
    TopicPlan("Wi-Fi drops", "Technical", "Outages", 0.10, 0.6, 1.9, 0.0, 420, 0.05),
    TopicPlan("Router setup", "Technical", "Sales", 0.08, 0.5, 0.4, 0.0, 400, 0.03),
    TopicPlan("E-mail setup", "Technical", "Sales", 0.05, 0.4, 0.6, 0.0, 340, 0.03),
    TopicPlan("TV box", "Technical", "Outages", 0.06, 0.8, 0.5, 0.1, 360, 0.06),
    TopicPlan("Invoice unclear", "Billing", "Technical", 0.12, 0.3, 0.4, 0.2, 260, 0.04),
    TopicPlan("Refund", "Billing", "Moving", 0.06, 0.3, 0.2, 1.7, 300, 0.10),
    TopicPlan("Payment failed", "Billing", "Sales", 0.05, 0.2, 0.3, 0.4, 220, 0.04),
    TopicPlan("Direct debit", "Billing", "Sales", 0.04, 0.1, 0.2, 0.1, 180, 0.02),
    TopicPlan("New contract", "Sales", "Billing", 0.07, 0.1, 0.3, 0.4, 420, 0.03),
    TopicPlan("Upgrade", "Sales", "Technical", 0.05, 0.1, 0.3, 0.3, 360, 0.03),
    TopicPlan("Price question", "Sales", "Billing", 0.03, 0.1, 0.5, 0.8, 200, 0.05),
    TopicPlan("Moving house", "Moving", "Technical", 0.05, 0.8, 0.4, 0.3, 480, 0.06),
    TopicPlan("Cancel contract", "Moving", "Sales", 0.03, 0.2, 0.2, 1.4, 320, 0.12),
    TopicPlan("Keep my number", "Moving", "Technical", 0.01, 1.0, 1.0, 0.2, 340, 0.08),
)

ARTICLE_TOPIC = "Wi-Fi drops"
"""The topic that gets a knowledge article half-way through."""

STORM_QUEUE = "Outages"

TEAMS = ("Leeds", "Utrecht", "Köln", "Sevilla", "Đà Nẵng")

GIVEN = (
    ("Alice", "Tom", "Grace", "Liam", "Zoë", "Priya", "Noah", "Ruth"),
    ("Daan", "Sanne", "Joost", "Femke", "Bram", "Lotte", "Sjoerd", "Anouk"),
    ("Jörg", "Anke", "Uwe", "Käthe", "Jens", "Heike", "Lutz", "Mareike"),
    ("Ana", "José", "Inés", "Álvaro", "Lucía", "Íñigo", "Nuria", "Raúl"),
    ("Thị Hoa", "Văn Minh", "Thu Hà", "Quốc Bảo", "Ngọc Ánh", "Đức", "Mỹ Linh", "Hữu Phúc"),
)

FAMILY = (
    ("O'Brien", "Walker", "Singh", "Hughes", "Clarke", "Okafor", "Wright", "Moss"),
    ("Jansen", "de Vries", "van den Berg", "Bakker", "Visser", "Smit", "Mulder", "'t Hart"),
    ("Müller", "Weiß", "Schäfer", "Groß", "Krüger", "Böhm", "Vogt", "Jäger"),
    ("Pérez", "Muñoz", "García", "Núñez", "Ortega", "Ibáñez", "Sáez", "Peña"),
    ("Nguyễn", "Trần", "Lê", "Phạm", "Võ", "Đặng", "Bùi", "Hồ"),
)

LANGUAGES = ("nl", "en", "de", "es", "vi")
LANGUAGE_SHARES = (0.55, 0.18, 0.13, 0.08, 0.06)

CAUSES = ("complexity", "information", "turnover", "authority")
CHAT_SHARE = 0.08
