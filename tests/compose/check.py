"""What tests/compose/run asks of the running stack. Talks to it as its users do: docker, and psql in the container."""

import json
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from typing import Any
from urllib import error, request

COMPOSE = ("docker", "compose")
BUDGET_MIB = 4096
PATIENCE_SECONDS = 300.0
TWICE = ("features", "inference")

#: Everything that a person could ask, in one row: counts, a digest of all that was landed, and two searches.
QUESTION = """
SELECT json_build_object(
    'windows', (SELECT count(*) FROM v_windows WHERE searchable),
    'captions', (SELECT md5(string_agg(concat_ws('|', window_id, level, language, author, text), E'\\n'
                 ORDER BY window_id, level, language, author)) FROM captions),
    'embeddings', (SELECT md5(string_agg(concat_ws('|', window_id, model_version, number, vector), E'\\n'
                   ORDER BY window_id, model_version, number)) FROM embeddings),
    'in words', (SELECT json_agg(window_id ORDER BY score DESC, window_id) FROM search_captions('sleep', 5)),
    'alike', (SELECT json_agg(window_id ORDER BY score DESC, window_id)
              FROM similar_windows((SELECT min(window_id::text)::uuid FROM windows), 5))
)
"""

COMPLETE = """
SELECT json_build_array(count(*), count(*) FILTER (WHERE searchable AND summary IS NOT NULL))
FROM v_windows WHERE study = '{}'
"""


def run(*command: str) -> str:
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def containers() -> list[dict[str, Any]]:
    """`docker inspect` of every container of the project that runs."""
    ids = run(*COMPOSE, "ps", "--quiet").split()
    found: list[dict[str, Any]] = json.loads(run("docker", "inspect", *ids))
    return found


def service(container: dict[str, Any]) -> str:
    return str(container["Config"]["Labels"]["com.docker.compose.service"])


def ask(sql: str) -> Any:
    """The one value that the query yields, as JSON."""
    arguments = ("--username=wearscribe", "--no-align", "--tuples-only", "--command", sql)
    return json.loads(run(*COMPOSE, "exec", "--no-TTY", "postgres", "psql", *arguments))


def snapshots(name: str) -> list[dict[str, Any]]:
    """The health file of each container of the worker `name`."""
    ids = [container["Id"] for container in containers() if service(container) == name]
    return [json.loads(run("docker", "exec", each, "cat", "/tmp/healthy")) for each in ids]


def wait_until(what: str, holds: Callable[[], bool]) -> None:
    """Raises TimeoutError."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        if time.monotonic() > deadline:
            raise TimeoutError(f"not after {PATIENCE_SECONDS:.0f} s: {what}")
        time.sleep(1)


def landed(summaries: str, study: str) -> None:
    """Every window that the replay reports is there with caption and vector, and nothing is under way any more."""
    expected = sum(summary["windows"] for summary in json.loads(summaries))
    assert expected, "the replay found no window"

    def is_quiet() -> bool:
        """A message is passed on before it counts as read: lag 0 everywhere means that none is between two workers."""
        workers = (snapshot for name in ("features", "inference", "sink") for snapshot in snapshots(name))
        return all(worker["lag"] == 0 and worker["state"] == "polling" for worker in workers)

    def is_there() -> bool:
        return bool(ask(COMPLETE.format(study)) == [expected, expected])

    wait_until("all windows are there, and no worker lags behind", lambda: is_there() and is_quiet())
    assert ask("SELECT count(*) FROM rejections") == 0, "messages were rejected"
    print(f"{expected} windows of the study {study} landed, all searchable")


def answer() -> None:
    found = ask(QUESTION)
    assert all(found.values()), f"nothing was found: {found}"
    print(json.dumps(found))


def same(before: str) -> None:
    """Raises AssertionError where the answer is not the one from before."""
    now = ask(QUESTION)
    differ = [key for key, value in json.loads(before).items() if now[key] != value]
    assert not differ, f"the answer changed in {differ}: {now}"
    print("the same answer")


def finds(result: str) -> None:
    """`wearscribe search --json` names days; the first is printed."""
    best, *_ = json.loads(result)["hits"]
    print(f"{best['starts_at'][:10]}, score {best['score']:.2f}: {best['caption']}")


def shared() -> None:
    """Both containers of a doubled worker have partitions of their own."""

    def halves(name: str) -> bool:
        owned = [set(snapshot["partitions"]) for snapshot in snapshots(name)]
        return len(owned) == 2 and all(owned) and owned[0].isdisjoint(owned[1])

    for name in TWICE:
        wait_until(f"two of {name} share the partitions", lambda name=name: halves(name))
        print(name, *(sorted(snapshot["partitions"]) for snapshot in snapshots(name)))


def healthy() -> None:
    """Every container came back by itself."""

    def all_healthy() -> bool:
        found = containers()
        states = [container["State"].get("Health", {}).get("Status") for container in found]
        return len(found) >= 6 and all(state == "healthy" for state in states)

    wait_until("every container is healthy", all_healthy)
    print("all healthy")


def memory() -> None:
    """Raises AssertionError where the stack uses more than its budget, or lost a container to it."""
    found = containers()
    lines = run(
        "docker", "stats", "--no-stream", "--format", "{{.Name}} {{.MemUsage}}", *(each["Id"] for each in found)
    )
    used = {name: mib(usage) for name, usage, *_ in map(str.split, lines.splitlines())}
    total = sum(used.values())
    print(*(f"{name} {usage:.0f} MiB" for name, usage in sorted(used.items())), f"together {total:.0f} MiB", sep="\n")
    assert total < BUDGET_MIB, f"the stack uses {total:.0f} MiB"
    assert not any(each["State"]["OOMKilled"] for each in found), "a container ran out of memory"
    assert not any(each["RestartCount"] for each in found), "a container crashed and was restarted"


def mib(usage: str) -> float:
    """Of docker's way to write it: 179.2MiB, 1.2GiB."""
    number, unit = usage[:-3], usage[-3:]
    return float(number) * {"KiB": 1 / 1024, "MiB": 1, "GiB": 1024}[unit]


def exposed() -> None:
    """Ports are open on loopback and nowhere else."""
    bindings = [
        (service(container), binding["HostIp"], int(binding["HostPort"]))
        for container in containers()
        for bound in (container["NetworkSettings"]["Ports"] or {}).values()
        for binding in bound or ()
    ]
    assert {name for name, _, _ in bindings} == {"kafka", "postgres", "search"}, bindings
    for name, address, port in bindings:
        assert address == "127.0.0.1", f"{name} listens on {address}"
        assert connects("127.0.0.1", port), f"{name} is not on its port {port}"
        for outside in own_addresses():
            assert not connects(outside, port), f"{name} answers on {outside}"
        print(f"{name}: 127.0.0.1:{port} only")


def connects(address: str, port: int) -> bool:
    try:
        with socket.create_connection((address, port), timeout=2):
            return True
    except OSError:
        return False


def own_addresses() -> set[str]:
    """IPv4 addresses of this machine that others may reach."""
    found = run("hostname", "--all-ip-addresses").split()
    return {address for address in found if ":" not in address and not address.startswith("127.")}


def served(token: str) -> None:
    """The page and HTTP answer on this machine to who has the token, and to nobody else."""
    [address] = run(*COMPOSE, "port", "search", "8765").split()

    def ask(path: str, **headers: str) -> tuple[int, bytes]:
        body = b'{"text": "a long walk in the evening", "k": 3}' if path == "/v1/search" else None
        asked = request.Request(f"http://{address}{path}", body, {"Content-Type": "application/json", **headers})
        try:
            with request.urlopen(asked, timeout=60) as answer:
                return answer.status, answer.read()
        except error.HTTPError as refused:
            return refused.code, b""

    mine = {"Authorization": f"Bearer {token}"}
    assert [ask(path)[0] for path in ("/v1/search", "/readyz", "/metrics")] == [401] * 3
    assert ask("/readyz", **mine)[0] == 200
    assert b"wearscribe" in ask("/", **mine)[1]
    status, found = ask("/v1/search", **mine)
    assert status == 200
    assert len(json.loads(found)["hits"]) == 3, found
    stream = json.loads(ask("/v1/stream", **mine)[1])
    assert (stream["kafka"], stream["database"]) == ("ok", "ok")
    assert [stage["lag"] for stage in stream["stages"]] == [0, 0, 0], stream
    print(f"served on {address}: {stream['windows']} windows, {stream['searchable']} searchable")


def free_ports() -> None:
    """Three ports that nothing listens on, for Kafka, Postgres and the search service."""
    with ExitStack() as stack:
        ports = [stack.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(3)]
        print(*(port.getsockname()[1] for port in ports))


def main(arguments: Sequence[str]) -> None:
    name, *rest = arguments
    checks: dict[str, Callable[..., None]] = {
        "landed": landed, "answer": answer, "same": same, "finds": finds, "shared": shared,
        "healthy": healthy, "memory": memory, "exposed": exposed, "served": served, "free-ports": free_ports,
    }  # fmt: skip
    checks[name](*rest)


if __name__ == "__main__":
    main(sys.argv[1:])
