"""Django's settings, one module per concern; every one can be read without touching the disk."""

# ruff: noqa: F403 -- each module lists its names in `__all__`

from willet.site.settings.environment import *
from willet.site.settings.languages import *
from willet.site.settings.pages import *
from willet.site.settings.rooms import *
from willet.site.settings.security import *
from willet.site.settings.signin import *
from willet.site.settings.watching import *
