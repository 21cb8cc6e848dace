"""The pages of this room within Willet; customers' pages stand in `public`."""
