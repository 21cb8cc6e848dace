"""The room of the jobs: work handed from pages and schedules to the worker, lane by lane."""
