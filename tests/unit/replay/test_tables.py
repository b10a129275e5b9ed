import gzip

import numpy as np
import pyarrow as pa
import pytest
from pyarrow import parquet

from services.replay.readings import SourceError

FITABASE = """Id,time,steps,intensity,hr_mean,hr_min,hr_max,hr_n
77001,2016-04-13 00:00:00,5,1,70.5,70,71,2
77002,2016-04-13 00:00:00,9,2,,,,
77001,2016-04-13 00:01:00,6,1,,,,
"""


@pytest.mark.parametrize("packed", [False, True])
def test_fitabase_holds_many_people(run, write, packed: bool) -> None:
    content = FITABASE.encode()
    path = write("f.csv.gz", gzip.compress(content)) if packed else write("f.csv", content)
    first, second = run("fitabase", path).windows
    assert first.channels == ("heart_rate", "steps", "intensity")
    assert first.row("heart_rate")[0] == np.float32(70.5)
    assert np.nansum(first.row("steps")) == 11
    assert second.channels == ("steps", "intensity")
    assert first.subject != second.subject


def test_fitabase_reads_the_american_dates_of_the_original_files(run, write) -> None:
    path = write("f.csv", "Id,time,steps\n1,4/12/2016 1:05:00 PM,5\n")
    (window,) = run("fitabase", path).windows
    assert window.row("steps")[13 * 60 + 5] == 5


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("Id,time\n1,2016-04-13 00:00:00\n", "none of the columns steps"),
        ("who,time,steps\n1,2016-04-13 00:00:00,1\n", "line 1 has no column Id"),
        ("Id,time,steps\n1,Ann,1\n", "line 2 holds no time"),
        ("Id,time,steps\n1,2016-04-13 00:00:00,1\n1,2016-04-13 00:01:00,Ann\n", "line 3 holds something"),
        ("Id,time,steps\n1,2016-04-13 00:00:00,1\n1,Ann\n", "line 3 does not have as many columns"),
        ("Id,time,steps\n,2016-04-13 00:00:00,1\n", "line 2 names no person"),
        ("Id,time,steps\n1,2016-04-13 00:00:00,1\n".encode("utf-16"), "not UTF-8"),
        ("Id,time,steps\nAnn\xe9,2016-04-13 00:00:00,1\n".encode("latin-1"), "not UTF-8"),
    ],
)
def test_a_bad_table_is_refused_by_line_without_its_values(run, write, content, says: str) -> None:
    with pytest.raises(SourceError, match=says) as caught:
        run("fitabase", write("f.csv", content))
    assert "Ann" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


def test_a_cut_gzip_says_so(run, write) -> None:
    path = write("f.csv.gz", gzip.compress(FITABASE.encode() * 50)[:-20])
    with pytest.raises(SourceError, match="cut short"):
        run("fitabase", path)


def test_a_missing_file_says_so(run, tmp_path) -> None:
    with pytest.raises(SourceError, match="check the path"):
        run("fitabase", tmp_path / "Ann.csv")


def test_minutes_take_any_channel_from_csv_and_parquet(run, write, tmp_path) -> None:
    csv = write("m.csv", "subject,time,steps,skin_temperature\nAnn,2020-05-06T12:00:00,7,33.5\n")
    (window,) = run("minutes", csv, device="empatica-e4").windows
    assert (window.source, window.channels) == ("empatica-e4", ("steps", "skin_temperature"))
    table = pa.table(
        {
            "subject": ["Ann"],
            "time": pa.array(["2020-05-06T12:00:00"]).cast(pa.timestamp("us")),
            "steps": pa.array([7], pa.int16()),
            "skin_temperature": [33.5],
        }
    )
    parquet.write_table(table, tmp_path / "m.parquet")
    again = run("minutes", tmp_path / "m.parquet", device="empatica-e4")
    assert again.summary.unchanged == 1  # the very same window


def test_minutes_with_a_zone_in_their_times_are_instants(run, write) -> None:
    path = write("m.csv", "subject,time,steps\nAnn,2020-05-06T12:00:00Z,7\n")
    (window,) = run("minutes", path, timezone="Asia/Seoul").windows
    assert (window.utc_offset, window.row("steps")[21 * 60]) == (540, 7)
    with pytest.raises(SourceError, match="--timezone"):
        run("minutes", path)


def test_an_unknown_column_lists_the_channels_and_how_to_drop_it(run, write) -> None:
    path = write("m.csv", "subject,time,steps,Anns_mood\nAnn,2020-05-06 12:00:00,7,9\n")
    with pytest.raises(SourceError, match=r"columns 4 are no known channel.*heart_rate.*--drop") as caught:
        run("minutes", path)
    assert "mood" not in str(caught.value)
    assert len(run("minutes", path, drop=["Anns_mood"]).windows) == 1


def test_no_channel_at_all_is_an_error(run, write) -> None:
    with pytest.raises(SourceError, match="there is no channel"):
        run("minutes", write("m.csv", "subject,time\nAnn,2020-05-06 12:00:00\n"))


def test_a_day_of_nan_is_counted_and_sends_nothing(run, write) -> None:
    rows = "".join(f"Ann,2020-05-06 {m // 60:02}:{m % 60:02}:00,NaN\n" for m in range(1440))
    found = run("minutes", write("m.csv", "subject,time,heart_rate\n" + rows))
    assert found.windows == []
    assert found.summary.readings_dropped == {"heart_rate: not a number": 1440}


def test_a_day_of_nan_beside_a_good_one_leaves_the_good_one(run, write) -> None:
    found = run(
        "minutes",
        write(
            "m.csv",
            "subject,time,heart_rate,steps\nAnn,2020-05-06 10:00:00,NaN,\nAnn,2020-05-06 10:01:00,-3,1000000\n"
            "Ann,2020-05-07 10:00:00,60,3\n",
        ),
    )
    assert len(found.windows) == 1
    assert sum(found.summary.readings_dropped.values()) == 3


def test_impossible_dates_are_counted(run, write) -> None:
    path = write("m.csv", "subject,time,steps\nAnn,1970-01-01 00:00:00,7\nAnn,9999-12-31 00:00:00,7\n")
    found = run("minutes", path)
    assert found.windows == []
    assert found.summary.readings_dropped == {"steps: dated before 1990 or after 2099": 2}
