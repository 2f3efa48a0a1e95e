"""The steps from each release's tables to the next one's; forward only, run by Alembic."""
