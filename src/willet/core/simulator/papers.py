"""What gets written down: the agent's word, the cause, the survey's answers, the sale.

The truth is what happened; the papers are what a phone system can know of it.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from willet.core.simulator import plan
from willet.core.simulator.centre import Agents
from willet.core.simulator.scenario import Scenario

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

UNWRITTEN = -1
NEVER_BACK = 1 << 40
_CODES_CAUSE, _RIGHT_CAUSE = 0.8, 0.85
_SURVEYED = 0.6
_SELLS = 0.4
_LONG_WAIT_S = 120
"""From here on a longer wait makes nobody answer less."""
_AMENDED_WITHIN_S = 7 * 86_400


@dataclass(frozen=True, slots=True)
class Papers:
    """By contact; codes are -1 and scores NaN where nothing was written."""

    word: Ints
    """1 the agent says solved, 0 says not, -1 says nothing."""
    cause: Ints
    manner: Ints
    """Which phrase the disposition uses."""
    feeling: Ints
    """The csat every customer would give, asked or not: 1-5; -1 if not handled."""
    surveyed: Flags
    csat: Ints
    ces: Ints
    nps: Ints
    says_solved: Ints
    sale_cents: Ints


@dataclass(frozen=True, slots=True)
class Handled:
    """What the papers depend on, by contact: whether handled, solved, the cause, agent, topic, wait.

    `back_s` is after how many seconds the same case came again; NEVER_BACK if it did not.
    """

    handled: Flags
    solved: Flags
    cause: Ints
    agent: Ints
    topic: Ints
    wait_s: Ints
    back_s: Ints


def drawn_papers(scenario: Scenario, agents: Agents, contacts: Handled) -> Papers:
    """Write the papers of all contacts."""
    rng = np.random.default_rng([scenario.seed, 6])
    n = len(contacts.handled)
    # Knobs that came later draw from a stream of their own: at zero they change nobody's luck.
    later = np.random.default_rng([scenario.seed, 7])
    word = _word(scenario, agents, contacts, rng)
    feeling = _feeling(contacts, rng)
    surveyed = contacts.handled & (rng.random(n) < _SURVEYED)
    replies = surveyed & (rng.random(n) < _likely_to_answer(scenario, contacts))
    says = contacts.solved ^ (later.random(n) < scenario.survey_errs)
    word = _second_thoughts(scenario, contacts, word, np.where(replies, says, UNWRITTEN), later)
    return Papers(
        word=word,
        cause=_coded_cause(contacts, word, rng),
        manner=rng.integers(0, 3, n),
        feeling=feeling,
        surveyed=surveyed,
        csat=np.where(replies, feeling, UNWRITTEN),
        ces=np.where(replies & (rng.random(n) < 0.6), _ease(contacts, rng), UNWRITTEN),
        nps=np.where(replies & (rng.random(n) < 0.5), _loyalty(feeling, rng), UNWRITTEN),
        says_solved=np.where(replies, says.astype(np.int64), UNWRITTEN),
        sale_cents=_sale(contacts, rng),
    )


def _likely_to_answer(scenario: Scenario, contacts: Handled) -> Floats:
    """How likely each customer answers: by whether it was solved, or by topic and wait, which weights can mend."""
    ends = scenario.survey_if_solved, scenario.survey_if_unsolved
    if scenario.answering == "outcome":
        return np.where(contacts.solved, *ends)
    complexity = np.array([topic.complexity for topic in plan.TOPICS])
    hard = (complexity / complexity.max())[contacts.topic]
    waited = np.minimum(np.maximum(contacts.wait_s, 0) / _LONG_WAIT_S, 1.0)
    return np.asarray(ends[0] + (ends[1] - ends[0]) * (hard + waited) / 2)


def _word(scenario: Scenario, agents: Agents, contacts: Handled, rng: np.random.Generator) -> Ints:
    n = len(contacts.handled)
    flips = np.where(
        contacts.solved, scenario.under_report, agents.over_reports[np.maximum(contacts.agent, 0)]
    )
    word = contacts.solved ^ (rng.random(n) < flips)
    written = contacts.handled & (rng.random(n) >= scenario.undisposed)
    return np.where(written, word.astype(np.int64), UNWRITTEN)


def _second_thoughts(
    scenario: Scenario, contacts: Handled, word: Ints, says: Ints, rng: np.random.Generator
) -> Ints:
    """The word after the agent saw what the customer answered, or that the customer was back."""
    n = len(word)
    copied = (word >= 0) & (says >= 0) & (rng.random(n) < scenario.copies)
    back = (contacts.back_s <= _AMENDED_WITHIN_S) & (word == 1)
    amended = back & (rng.random(n) < scenario.amends)
    return np.where(copied, says, np.where(amended, 0, word))


def _coded_cause(contacts: Handled, word: Ints, rng: np.random.Generator) -> Ints:
    n = len(word)
    coded = (word == 0) & (rng.random(n) < _CODES_CAUSE)
    right = (rng.random(n) < _RIGHT_CAUSE) & (contacts.cause >= 0)
    guess = rng.integers(0, len(plan.CAUSES), n)
    return np.where(coded, np.where(right, contacts.cause, guess), UNWRITTEN)


def _feeling(contacts: Handled, rng: np.random.Generator) -> Ints:
    waited = 0.35 * np.log1p(np.maximum(contacts.wait_s, 0) / 60)
    latent = 4.35 - waited - np.where(contacts.solved, 0.0, 1.5)
    score = np.rint(latent + rng.normal(0, 0.9, len(latent))).clip(1, 5).astype(np.int64)
    return np.where(contacts.handled, score, UNWRITTEN)


def _ease(contacts: Handled, rng: np.random.Generator) -> Ints:
    latent = np.where(contacts.solved, 5.6, 3.7) + rng.normal(0, 1.3, len(contacts.solved))
    return np.rint(latent).clip(1, 7).astype(np.int64)


def _loyalty(feeling: Ints, rng: np.random.Generator) -> Ints:
    latent = 1.0 + 1.75 * feeling + rng.normal(0, 1.6, len(feeling))
    return np.rint(latent).clip(0, 10).astype(np.int64)


def _sale(contacts: Handled, rng: np.random.Generator) -> Ints:
    """Cents sold on sales topics (0 where nothing was), -1 where sales are not recorded."""
    n = len(contacts.handled)
    selling = np.array([t.queue == "Sales" for t in plan.TOPICS])[contacts.topic]
    amount = np.rint(np.exp(rng.normal(np.log(6500), 0.7, n))).astype(np.int64)
    sold = contacts.solved & (rng.random(n) < _SELLS)
    return np.where(contacts.handled & selling, np.where(sold, amount, 0), UNWRITTEN)
