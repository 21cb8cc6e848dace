"""Plans, interventions and verdicts as tables."""
