"""A function at work in a thread of its own, while the main thread goes on polling."""

from collections.abc import Callable
from threading import Thread


class Job:
    """Starts at once. The thread is a daemon: a job that is abandoned does not keep the process alive."""

    def __init__(self, function: Callable[[], None]) -> None:
        self._function = function
        self._error: BaseException | None = None
        self._thread = Thread(target=self._run, name="work", daemon=True)
        self._thread.start()

    def wait(self, seconds: float) -> bool:
        """True when it is done; returns as soon as it is, or after `seconds`."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def result(self) -> None:
        """Raises what the function raised. Only for a job that is done."""
        if self._error is not None:
            raise self._error

    def _run(self) -> None:
        try:
            self._function()
        except BaseException as error:  # carried over to the thread that asks for the result
            self._error = error
