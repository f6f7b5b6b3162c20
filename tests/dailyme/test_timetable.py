"""The timetable: a crontab where nobody else's line changes, a systemd timer, a watch over a wild clock."""

from __future__ import annotations

import json
import shlex
import signal
import subprocess
import sys
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from dailyme.errors import UsageError
from dailyme.schemas import schema_files
from dailyme.timetable import MARK, Job, cron_line, next_due, read_at, service_text, timer_text, with_line
from dailyme.watch import Watch, keep_watch
from tests.dailyme.commandline import Home, new_home

when = datetime.fromisoformat
JOB = Job(
    time(7, 5), ["/usr/bin/python", "-m", "dailyme", "today", "--to-file", "/a b/100%.txt"], {"A": "b c"}
)
CRONTAB = """#!/bin/sh
if [ "$1" = "-l" ]; then [ -f "$HOME/tab" ] && cat "$HOME/tab" || { echo "no crontab" >&2; exit 1; }
else cat > "$HOME/tab"; fi
"""
SYSTEMCTL = '#!/bin/sh\necho "$@" >> "$HOME/said"\n'


@pytest.mark.parametrize("text", ["7", "24:00", "07:60", "7:5", "", "-1:00", "07:00:00", "²:00"])
def test_what_is_no_time_of_day_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        read_at(text)


@given(st.datetimes(when("2000-01-01"), when("2100-01-01")), st.times())
def test_the_next_time_is_ahead_and_within_a_day(now: datetime, at: time) -> None:
    due = next_due(now, at)
    assert now < due <= now + timedelta(days=1) and due.time() == at


def test_a_cron_line_is_one_line_that_a_shell_reads_back() -> None:
    line = cron_line(JOB)
    when, command = line.split(" * * * ", 1)
    assert when == "5 7" and line.endswith(MARK) and "\n" not in line
    words = shlex.split(command.removesuffix(MARK).replace("\\%", "%"))
    assert words == ["A=b c", *JOB.command]


LINE = st.text(st.characters(codec="ascii", exclude_characters="\n\r\x0b\x0c\x1c\x1d\x1e\x85"), max_size=20)


@given(st.lists(LINE.filter(lambda line: not line.rstrip().endswith(MARK))))
def test_nobody_elses_line_is_touched(lines: list[str]) -> None:
    before = "".join(f"{line}\n" for line in lines)
    installed = with_line(with_line(before, cron_line(JOB)), cron_line(JOB))
    assert installed == before + cron_line(JOB) + "\n"
    assert with_line(installed, None) == before


def test_systemd_reads_the_command_as_it_is_meant() -> None:
    assert '"/a b/100%%.txt"' in service_text(JOB) and 'Environment="A=b c"' in service_text(JOB)
    assert "OnCalendar=*-*-* 07:05:00" in timer_text(JOB)


def machine(tmp_path: Path, **programs: str) -> tuple[Home, dict[str, str]]:
    """A home whose PATH has nothing but these programs."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name, text in programs.items():
        (folder / name).write_text(text)
        (folder / name).chmod(0o755)
    (folder / "cat").symlink_to("/bin/cat")
    home = new_home(tmp_path)
    return home, home.environment() | {"PATH": str(folder), "HOME": str(tmp_path)}


def schedule(environment: dict[str, str], *arguments: str) -> tuple[int, dict[str, object]]:
    done = subprocess.run(
        [sys.executable, "-m", "dailyme", "twin", "schedule", *arguments, "--json"],
        env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode not in {0, 4}:
        return done.returncode, json.loads(done.stderr)
    shown: dict[str, object] = json.loads(done.stdout)
    Draft202012Validator(json.loads(schema_files()["twin-schedule.schema.json"])).validate(shown)
    return done.returncode, shown


def test_a_crontab_is_shown_first_and_changed_only_after_a_yes(tmp_path: Path) -> None:
    home, environment = machine(tmp_path, crontab=CRONTAB)
    tab = tmp_path / "tab"
    tab.write_text("0 0 * * * somebody else\n")
    code, shown = schedule(environment, "--at", "06:30", "--to-file", "/tmp/digest.txt")
    assert (code, shown["done"], tab.read_text()) == (4, False, "0 0 * * * somebody else\n")
    code, shown = schedule(environment, "--at", "06:30", "--to-file", "/tmp/digest.txt", "--yes")
    lines = tab.read_text().splitlines()
    assert code == 0 and lines[0] == "0 0 * * * somebody else" and lines[1:] == [shown["shown"]["crontab"]]  # type: ignore[index]
    assert lines[1].startswith("30 6 * * *") and "--to-file /tmp/digest.txt" in lines[1]
    assert f"DAILYME_HOME={home.folder}" in lines[1] and "DAILYME_PASSPHRASE_FILE=" in lines[1]
    assert schedule(environment, "--remove", "--yes")[0] == 0
    assert tab.read_text() == "0 0 * * * somebody else\n"


def test_a_systemd_timer_is_written_and_enabled_and_taken_away(tmp_path: Path) -> None:
    _, environment = machine(tmp_path, systemctl=SYSTEMCTL)
    environment.pop("XDG_CONFIG_HOME", None)
    assert schedule(environment, "--yes")[0] == 0
    folder = tmp_path / ".config" / "systemd" / "user"
    assert sorted(one.name for one in folder.iterdir()) == ["dailyme-today.service", "dailyme-today.timer"]
    assert "enable --now dailyme-today.timer" in (tmp_path / "said").read_text()
    assert schedule(environment, "--remove", "--yes")[0] == 0
    assert list(folder.iterdir()) == []


def test_a_machine_without_either_says_what_to_do(tmp_path: Path) -> None:
    _, environment = machine(tmp_path)
    code, problem = schedule(environment, "--yes")
    assert (code, problem["code"]) == (1, "not-scheduled") and "twin run" in str(problem["advice"])


class Sky:
    """A clock that does as it is told: each wait moves it by what is asked, or by the next jump."""

    def __init__(self, start: datetime, jumps: dict[int, timedelta], waits: int) -> None:
        self.now, self.jumps, self.waits, self.count = start, jumps, waits, 0
        self.looks: list[datetime] = []
        self.told: list[str] = []

    async def wait(self, seconds: float) -> bool:
        self.count += 1
        self.now += self.jumps.get(self.count, timedelta(seconds=seconds))
        return self.count > self.waits

    async def look(self) -> None:
        self.looks.append(self.now)

    async def watch(self, at: time) -> Sky:
        await keep_watch(at, Watch(lambda: self.now, self.wait, self.look, self.told.append))
        return self


NOON = when("2026-12-01T12:00")


async def test_a_watch_looks_once_a_day() -> None:
    sky = await Sky(NOON, {}, waits=3 * 2880).watch(time(7, 0))
    assert sky.looks == [when(f"2026-12-0{day}T07:00") for day in (2, 3, 4)]


async def test_a_jump_ahead_makes_one_look_and_not_many() -> None:
    sky = await Sky(NOON, {5: timedelta(days=10)}, waits=20).watch(time(7, 0))
    assert len(sky.looks) == 1


async def test_a_jump_back_is_told_and_the_next_time_counted_anew() -> None:
    sky = await Sky(NOON, {5: timedelta(days=-10)}, waits=2880).watch(time(7, 0))
    assert sky.looks == [when("2026-11-22T07:00")] and any("set back" in one for one in sky.told)


def test_a_long_run_looks_and_ends_cleanly_when_it_is_told_to(tmp_path: Path) -> None:
    home = new_home(tmp_path)
    file = tmp_path / "digest.txt"
    process = subprocess.Popen(
        [sys.executable, "-m", "dailyme", "twin", "run", "--at-once", "--to-file", str(file), "--json"],
        env=home.environment(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    try:
        ready, digest = json.loads(process.stdout.readline()), json.loads(process.stdout.readline())
        Draft202012Validator(json.loads(schema_files()["twin-run-ready.schema.json"])).validate(ready)
        assert digest["nothing"] is True and "Nothing worth your time" in file.read_text()
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=20)
    assert process.returncode == 0 and file.exists()
