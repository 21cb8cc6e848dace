"""What is written to the log: times, levels, modules and messages; never a form, an address or a name."""

import os

__all__ = ["LOGGING", "LOGGING_CONFIG", "SILENCED_SYSTEM_CHECKS"]

LOGGING_CONFIG = "logging.config.dictConfig"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"no_personal_data": {"()": "willet.site.logs.WithoutPersonalData"}},
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["no_personal_data"],
        }
    },
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "willet": {
            "handlers": ["stderr"],
            "level": os.environ.get("WILLET_LOG", "INFO").upper(),
            "propagate": True,
        },
    },
}
# Chosen, not forgotten: plain HTTP on loopback is the default, and HTTPS is one variable away.
SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W005", "security.W008", "security.W021"]
