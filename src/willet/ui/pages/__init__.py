"""The pages every room needs: a list, a thing written or changed, a thing removed and brought back."""

from willet.ui.pages.changes import Change, changed
from willet.ui.pages.editing import edit
from willet.ui.pages.listing import Action, show_list
from willet.ui.pages.removing import remove

__all__ = ["Action", "Change", "changed", "edit", "remove", "show_list"]
