"""Does something once the server is about to listen, and lets it listen at once."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Application = Callable[[Any, Any, Any], Awaitable[None]]


class Lifespan:
    """An ASGI application around another one, which knows nothing of a server's start and stop."""

    def __init__(self, inner: Application, begin: Callable[[], object]) -> None:
        self.inner, self.begin = inner, begin

    async def __call__(self, scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
        """Answer the server's own events; pass requests on."""
        if scope["type"] != "lifespan":
            await self.inner(scope, receive, send)
            return
        while (await receive())["type"] == "lifespan.startup":
            self.begin()
            await send({"type": "lifespan.startup.complete"})
        await send({"type": "lifespan.shutdown.complete"})
