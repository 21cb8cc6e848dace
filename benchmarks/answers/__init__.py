"""Every answer of one version of the product beside every answer of another, and what the difference is."""
