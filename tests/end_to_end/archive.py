"""A Fitbit archive whose every corner holds something that must not leave the machine."""

import json
import zipfile
from pathlib import Path

NAME, SERIAL, NOTE, CITY = "Annegret", "SN-8841-XKQ", "Lunch jog with Torben", "Wuppertal"
ACCOUNT = "annegret.account.77"
SECRETS = (NAME, SERIAL, NOTE, "Torben", CITY, ACCOUNT, "2019-11", "11/05/19", "1572998400")


def write(path: Path) -> Path:
    """A zip of one person's day (5 November 2019, Berlin): heart rate, steps, a sleep, a run."""
    minutes = [(hour, minute) for hour in range(24) for minute in range(60)]
    heart = [
        {"dateTime": f"11/05/19 {hour:02}:{minute:02}:10", "value": {"bpm": 60 + hour, "confidence": 2}}
        for hour, minute in minutes
    ]
    steps = [
        {"dateTime": f"11/05/19 {hour:02}:{minute:02}:00", "value": str(110 if hour == 17 and minute < 40 else 0)}
        for hour, minute in minutes
    ]
    sleep = [
        {
            "logId": 24541376912,
            "dateOfSleep": "2019-11-05",
            "startTime": "2019-11-04T23:21:00.000",
            "endTime": "2019-11-05T06:54:00.000",
            "minutesAsleep": 387,
            "type": "classic",
            "note": NOTE,
            "levels": {"summary": {}, "data": [], "shortData": []},
        }
    ]
    exercise = [
        {
            "logId": 32289523590,
            "activityName": NOTE,
            "startTime": "11/05/19 17:00:00",
            "duration": 2_400_000,
            "source": {"trackerSerial": SERIAL, "name": f"{NAME}'s watch"},
            "gpsLocation": CITY,
        }
    ]
    folder = f"Takeout/Fitbit/{NAME}/Physical Activity"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{folder}/heart_rate-2019-11-05.json", json.dumps(heart))
        archive.writestr(f"{folder}/steps-2019-11-05.json", json.dumps(steps))
        archive.writestr(f"Takeout/Fitbit/{NAME}/Sleep/sleep-2019-11-05.json", json.dumps(sleep))
        archive.writestr(f"{folder}/exercise-0.json", json.dumps(exercise))
        archive.writestr(f"Takeout/Fitbit/{NAME}/profile.json", json.dumps({"fullName": NAME, "city": CITY}))
        archive.writestr(f"{folder}/steps-2019-11-06.json", '[{"dateTime": "11/06/19 00:00:00", "value": ')
    return path
