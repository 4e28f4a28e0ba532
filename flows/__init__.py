"""koe's flows: thin Prefect wiring round the stages of `analytics`, and the command line."""
