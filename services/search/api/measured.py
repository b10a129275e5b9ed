"""How long each request took, and how the stream stands, for Prometheus."""

import time
from collections.abc import Iterator

from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.search.live import Live
from services.search.metrics import Metrics


class Measured:
    """ASGI middleware. A route is told by its pattern, so that there are few; the rest, the page too, is `other`."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._requests = metrics.requests

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, status = time.perf_counter(), 500

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, watched)
        finally:
            method = scope["method"] if scope["method"] in _METHODS else "OTHER"
            self._requests.labels(route_of(scope), method, str(status)).observe(time.perf_counter() - began)


class StreamCollector(Collector):
    """Asks for the stream's status when Prometheus asks."""

    def __init__(self, live: Live) -> None:
        self._live = live

    def collect(self) -> Iterator[Metric]:
        status = self._live.status()
        up = GaugeMetricFamily("wearscribe_up", "Whether the part can be reached", labels=["part"])
        up.add_metric(["kafka"], status.kafka == "ok")
        up.add_metric(["database"], status.database == "ok")
        yield up
        lag = GaugeMetricFamily("wearscribe_stream_lag_messages", "Messages not yet handled", labels=["stage"])
        rate = GaugeMetricFamily("wearscribe_stream_rate", "Messages handled a second", labels=["stage"])
        for stage in status.stages:
            if stage.lag is not None:
                lag.add_metric([stage.name], stage.lag)
            if stage.rate is not None:
                rate.add_metric([stage.name], stage.rate)
        yield lag
        yield rate
        for name, value, said in (
            ("wearscribe_windows", status.windows, "Windows that have landed"),
            ("wearscribe_windows_searchable", status.searchable, "Windows with a vector of the active model"),
            ("wearscribe_rejected", status.rejected, "Messages that were rejected"),
        ):
            if value is not None:
                yield GaugeMetricFamily(name, said, value)


_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


def route_of(scope: Scope) -> str:
    """The pattern of the route that answered."""
    route = scope.get("route")
    return getattr(route, "path", "other")
