"""What this room offers to programs: goals and alerts to read, goals to write."""

from willet.levers.goals.endpoints import reading, writing

ENDPOINTS = (*reading.ENDPOINTS, *writing.ENDPOINTS)
