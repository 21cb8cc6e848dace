"""How Willet looks and speaks: components, formats by language, icons, and the registry of panels."""
