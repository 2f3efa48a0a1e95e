"""What every test shares: the way in which hypothesis draws its examples."""

import os

from hypothesis import HealthCheck, settings

# The same examples on every machine and every day: a red build is red for the next person too.
settings.register_profile(
    "fixed",
    derandomize=True,
    database=None,
    deadline=None,  # a slow machine is no failure
    suppress_health_check=[HealthCheck.too_slow],
)
# New examples each time, many of them: HYPOTHESIS_PROFILE=search finds what the fixed ones miss.
settings.register_profile(
    "search",
    deadline=None,
    max_examples=2_000,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fixed"))
