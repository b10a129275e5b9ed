"""Files of labels, right and wrong ones."""

from pathlib import Path
from uuid import UUID

import pytest

from services.cli.labels import Labelled, LabelsError, read_labels

ID = "0b6f1c1e-0000-4000-8000-000000000000"


def written(tmp_path: Path, *lines: str) -> Path:
    (tmp_path / "labels.csv").write_text("\n".join(lines), encoding="utf-8")
    return tmp_path / "labels.csv"


def test_windows_and_stretches_are_read(tmp_path: Path) -> None:
    assert read_labels(written(tmp_path, "window_id,label", f"{ID}, commute ", "")) == [
        Labelled(UUID(ID), None, "commute")
    ]
    assert read_labels(written(tmp_path, "window_id,start,end,label", f"{ID},10,40,출근")) == [
        Labelled(UUID(ID), (10, 40), "출근")
    ]


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ((), "the first line must be"),
        (("window,label", f"{ID},secret"), "the first line must be"),
        (("window_id,label",), "no row below"),
        (("window_id,label", f"{ID}"), "line 2: 1 columns"),
        (("window_id,label", f"{ID},"), "line 2: the label"),
        (("window_id,label", f"{ID},{'secret' * 20}"), "line 2: the label"),
        (("window_id,label", f"{ID},ok", "secret,x"), "line 3: window_id"),
        (("window_id,start,end,label", f"{ID},secret,20,x"), "line 2: window_id"),
        (("window_id,start,end,label", f"{ID},20,20,x"), "line 2: the span ends"),
    ],
)
def test_what_is_wrong_is_said_by_line_and_never_quoted(tmp_path: Path, lines: tuple[str, ...], says: str) -> None:
    with pytest.raises(LabelsError, match=says) as raised:
        read_labels(written(tmp_path, *lines))
    assert "secret" not in str(raised.value)


def test_a_file_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LabelsError, match="Check the path"):
        read_labels(tmp_path / "missing.csv")
    (tmp_path / "binary.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(LabelsError, match="cannot be read"):
        read_labels(tmp_path / "binary.csv")
