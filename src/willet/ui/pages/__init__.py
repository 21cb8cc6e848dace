"""The pages every room needs: a list, a form or a part of one carried out, a thing removed and brought back."""

from willet.ui.pages.changes import ThingChange, changed
from willet.ui.pages.doing import carry_out
from willet.ui.pages.editing import edit
from willet.ui.pages.listing import Action, show_list
from willet.ui.pages.removing import remove

__all__ = ["Action", "ThingChange", "carry_out", "changed", "edit", "remove", "show_list"]
