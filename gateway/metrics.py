"""Figures for Prometheus: counts and durations, nothing about any person."""

from collections.abc import Callable, Mapping
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from router.history import Record

_BUCKETS: Final = (0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)

CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"


class Metrics:
    """One gateway's figures, in a registry of its own."""

    def __init__(self) -> None:
        """Begin at zero."""
        self._registry = CollectorRegistry()
        self._counted: dict[tuple[str, str], Counter] = {}
        self._events = Counter(
            "parley_socket_events",
            "Events taken from clients, by name and outcome.",
            ("event", "outcome"),
            registry=self._registry,
        )
        self.decisions: Final = Counter(
            "parley_router_decisions",
            "Decisions of the router, by kind.",
            ("kind",),
            registry=self._registry,
        )
        self.requests: Final = Histogram(
            "parley_http_request_seconds",
            "Time to answer an HTTP request, by route and status.",
            ("route", "status"),
            buckets=_BUCKETS,
            registry=self._registry,
        )

    def event(self, event: str, outcome: str) -> None:
        """Count an event of a client (`gateway.sockets.dispatch.Tally`)."""
        counter = self._counted.get((event, outcome))
        if counter is None:  # finding a labelled counter costs more than counting
            counter = self._counted[event, outcome] = self._events.labels(event, outcome)
        counter.inc()

    def watch(self, name: str, help_text: str, value: Callable[[], float]) -> None:
        """Show what `value` gives at the moment of asking."""
        Gauge(name, help_text, registry=self._registry).set_function(value)

    def watch_each(
        self, name: str, help_text: str, label: str, values: Mapping[str, Callable[[], float]]
    ) -> None:
        """Show what each of `values` gives at the moment of asking, under its key as `label`."""
        gauge = Gauge(name, help_text, (label,), registry=self._registry)
        for key, value in values.items():
            gauge.labels(key).set_function(value)

    def on_record(self, record: Record) -> None:
        """Count what was decided; an engine listener."""
        for decision in record.decisions:
            self.decisions.labels(type(decision).__name__).inc()

    def exposition(self) -> bytes:
        """Write every figure in Prometheus' text format."""
        return generate_latest(self._registry)
