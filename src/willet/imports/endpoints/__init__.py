"""What this room offers to programs: sources, past imports, and importing."""

from willet.imports.endpoints import past, sources, uploads

ENDPOINTS = (*sources.ENDPOINTS, *past.ENDPOINTS, *uploads.ENDPOINTS)
