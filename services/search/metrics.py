"""What the service counts, for Prometheus. The names are an interface: dashboards hold them."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

_REQUEST = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)  # seconds
_MODEL = (0.005, 0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 5)


class Metrics:
    """One set a process, in a registry of its own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Histogram(
            "wearscribe_http_request_seconds",
            "Time to answer a request, by route, method and status",
            ("route", "method", "status"),
            buckets=_REQUEST,
            registry=self.registry,
        )
        self.embedding = Histogram(
            "wearscribe_text_embedding_seconds",
            "Time of one pass of the model over a batch of texts",
            buckets=_MODEL,
            registry=self.registry,
        )
        self.texts = Counter(
            "wearscribe_texts",
            "Texts that were to be embedded, by whether their vector was at hand",
            ("cache",),
            registry=self.registry,
        )
        self.refused = Counter(
            "wearscribe_questions_refused",
            "Questions that were told to come back, as too many were being answered",
            registry=self.registry,
        )
        self.answering = Gauge(
            "wearscribe_questions_in_progress", "Questions asked and not yet answered", registry=self.registry
        )
