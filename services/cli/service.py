"""The search service, asked over HTTP where there is one."""

import json
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit

_CONNECT_SECONDS = 0.5  # where nobody is there, the database is asked instead: do not keep a person waiting
_ANSWER_SECONDS = 60.0  # longer than the service takes for one


class ServiceError(Exception):
    """The service is there and does not take the question. Says why, and what to do."""


class ServiceAway(ServiceError):
    """It does not answer now, or a part behind it does not."""


def post(service: str, path: str, body: dict[str, Any], token: str | None) -> dict[str, Any] | None:
    """What the service at this address answers; None where none is there. Raises ServiceError, ServiceAway."""
    url = urlsplit(service)
    if not url.hostname:
        return None
    kind = HTTPSConnection if url.scheme == "https" else HTTPConnection
    connection = kind(url.hostname, url.port, timeout=_CONNECT_SECONDS)
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    try:
        connection.connect()
        connection.sock.settimeout(_ANSWER_SECONDS)
        connection.request("POST", url.path.rstrip("/") + path, json.dumps(body), headers)
        response = connection.getresponse()
        answer = json.loads(response.read()) if "json" in response.getheader("Content-Type", "") else None
    except TimeoutError:
        if connection.sock is None:
            return None
        raise ServiceAway(f"the service at {service} did not answer within {_ANSWER_SECONDS:g} s") from None
    except (OSError, HTTPException, ValueError):
        return None
    finally:
        connection.close()
    if not isinstance(answer, dict):  # somebody else listens there
        return None
    if response.status == 200:
        return answer
    raise (ServiceAway if response.status >= 500 else ServiceError)(_why(response.status, answer, service))


def _why(status: int, problem: dict[str, Any], service: str) -> str:
    if status in (401, 403):
        return (
            f"the service at {service} wants a token: `wearscribe token add NAME` makes one where it runs; "
            "set WEARSCRIBE_TOKEN here"
        )
    return str(problem.get("detail") or f"the service at {service} answered {status}")
