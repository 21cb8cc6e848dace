"""The room of the people: accounts, teams, roles, and the one place that says who may do what."""
