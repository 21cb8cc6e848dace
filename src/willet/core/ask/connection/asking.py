"""The same question, the same answer, and the same errors as of an open lake."""

from collections.abc import Iterable, Mapping
from datetime import date

from willet.core.ask.connection.sending import NO_ANSWER, Sender
from willet.core.ask.session import one_bound
from willet.core.metrics import Answer, Condition, answer_of_json
from willet.core.records import LakeError


class Connection:
    """A Willet elsewhere. Each question sees its lake as it is at that moment, as far as the token's person may."""

    def __init__(self, url: str, token: str, *, timeout_s: float = 60.0, tries: int = 5) -> None:
        self._sender = Sender(url, token, timeout_s=timeout_s, tries=tries)

    def ask(
        self,
        metrics: str | Iterable[str],
        *,
        by: str | Iterable[str] = (),
        first: date | str | None = None,
        last: date | str | None = None,
        from_: date | str | None = None,
        to: date | str | None = None,
        where: Condition | str | None = None,
        params: Mapping[str, object] | None = None,
        profile: str = "willet",
        weights: str | None = None,
    ) -> Answer:
        """Ask one or more metrics, as `Session.ask` does.

        Raises:
            RequestError: the question cannot be asked so, or the token does not open it.
            LakeError: nobody answers there, or the lake there could not be read.
        """
        question = {
            "metrics": _names(metrics),
            "by": _names(by),
            "from": _text(one_bound(first, from_, "first", "from_")),
            "to": _text(one_bound(last, to, "last", "to")),
            "where": _text(where),
            "params": {name: str(value) for name, value in (params or {}).items()},
            "profile": profile,
            **({"weights": weights} if weights is not None else {}),
        }
        answer = self._sender.post("ask", question)
        try:
            return answer_of_json(answer)
        except (KeyError, TypeError, ValueError) as error:
            raise LakeError(NO_ANSWER(url=self._sender.url)) from error

    def __repr__(self) -> str:
        return f"willet.connect({self._sender.url!r}, ...)"


def _names(names: str | Iterable[str]) -> list[str]:
    return [names] if isinstance(names, str) else list(names)


def _text(value: date | str | Condition | None) -> str | None:
    return None if value is None else str(value)
