"""The journeys of docs/reference/states.toml that an agent makes."""
