"""Counts of requests in the text format of Prometheus."""

from collections import Counter
from threading import Lock

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Metrics:
    """What this process has answered since it began."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._requests: Counter[tuple[str, str, int]] = Counter()
        self._buckets: Counter[float] = Counter()
        self._seconds = 0.0

    def count(self, method: str, route: str, status: int, seconds: float) -> None:
        """Remember one answer."""
        with self._lock:
            self._requests[method, route, status] += 1
            self._seconds += seconds
            self._buckets[next((b for b in BUCKETS if seconds <= b), float("inf"))] += 1

    def text(self, data_version: int | None) -> str:
        """Everything counted, and the newest version where the store answers."""
        with self._lock:
            requests, buckets = sorted(self._requests.items()), Counter(self._buckets)
            total = self._seconds
        lines = [
            "# HELP ekokarta_requests_total Requests answered.",
            "# TYPE ekokarta_requests_total counter",
            *(
                f'ekokarta_requests_total{{method="{m}",route="{r}",status="{s}"}} {n}'
                for (m, r, s), n in requests
            ),
            "# HELP ekokarta_request_seconds Time to answer.",
            "# TYPE ekokarta_request_seconds histogram",
            *_cumulated(buckets),
            f"ekokarta_request_seconds_sum {total:.6f}",
            f"ekokarta_request_seconds_count {buckets.total()}",
            "# HELP ekokarta_store_up Whether the store answers.",
            "# TYPE ekokarta_store_up gauge",
            f"ekokarta_store_up {int(data_version is not None)}",
        ]
        if data_version is not None:
            lines += [
                "# HELP ekokarta_data_version The newest published version.",
                "# TYPE ekokarta_data_version gauge",
                f"ekokarta_data_version {data_version}",
            ]
        return "\n".join(lines) + "\n"


def _cumulated(buckets: Counter[float]) -> list[str]:
    lines, so_far = [], 0
    for bound in BUCKETS:
        so_far += buckets[bound]
        lines.append(f'ekokarta_request_seconds_bucket{{le="{bound}"}} {so_far}')
    return [*lines, f'ekokarta_request_seconds_bucket{{le="+Inf"}} {buckets.total()}']
