"""The listener of customers' pages as a process of its own: `python -m willet.commands.publishing HOST PORT`.

Where it dies it is started again; the house beside it goes on meanwhile.
"""

import sys

from willet.commands.supervising import kept_up

APPLICATION = "willet.site.public.asgi:application"


def listen(host: str, port: int) -> None:
    """Serve customers' pages until stopped."""
    import uvicorn  # slow import: only the listener needs it

    # Whom a proxy speaks for is believed by `site.proxies` alone.
    uvicorn.run(
        APPLICATION,
        host=host,
        port=port,
        log_level="warning",
        access_log=False,
        proxy_headers=False,
    )


if __name__ == "__main__":
    sys.exit(kept_up(lambda: listen(sys.argv[1], int(sys.argv[2]))))
