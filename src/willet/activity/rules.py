"""The right of this room by its name; who has it is said with all roles, one floor up."""

from typing import Final

SEE_ACTIVITY: Final = "willet.see_activity"
