"""places.py - where the practice of crash.py is kept: in a file, or on a server of its own. In each it is made anew as it was
first, in each something else may go wrong, and after each a round has its own way to end."""

import contextlib
import os
import pathlib
import re
import shutil
import signal
import subprocess
import time
import urllib.parse

from proof import HERE

SLOWNESS = 5 if "ASAN_OPTIONS" in os.environ else 1  # of programs under a sanitizer


class File:
    longest = 0.06 * SLOWNESS  # seconds that a round lasts
    weaknesses = {"kill": 70}  # of writers: which of their calls it is that they end at, at most

    def __init__(self, home):
        self.file, self.first = home / "coach.db", home / "first.db"
        self.db = str(self.file)
        self.counted = {"left a journal": 0}

    def keep(self):
        """The database as it is now is what others begin with."""
        shutil.copy(self.file, self.first)

    def anew(self):
        for file in self.file.parent.glob("coach.db*"):
            file.unlink()
        shutil.copy(self.first, self.file)

    def strikes(self, _numbers):
        return []

    def settle(self):
        """A journal may stand there that the next one has to play back."""
        journal = self.file.with_name("coach.db-journal")
        self.counted["left a journal"] += journal.exists() and any(journal.read_bytes()[:8])


# A process that is killed takes nothing with it that the system has been given, so that no disk need be waited for. What is
# acknowledged must have been given to it.
SETTINGS = ["synchronous_commit=on", "full_page_writes=off", "autovacuum=off", "shared_buffers=64MB", "log_min_messages=fatal"]

# Of a client that was killed, the server goes on with what it was told last, and only then sees that nobody is there.
ALONE = """DO $$ BEGIN
    FOR i IN 1..3000 LOOP
        PERFORM pg_stat_clear_snapshot();
        IF NOT EXISTS (SELECT FROM pg_stat_activity WHERE datname = 'coach') THEN
            RETURN;
        END IF;
        PERFORM pg_sleep(0.01);
    END LOOP;
    RAISE 'somebody is at work still: %', (SELECT string_agg(query, '; ') FROM pg_stat_activity WHERE datname = 'coach');
END $$"""


class Server:
    longest = 0.5 * SLOWNESS
    weaknesses = {"kill": 28, "send": 25, "commit": 2, "answer": 2}
    patience = 30  # seconds for which a server may take to come back

    def __init__(self, home):
        self.directory = home / "server"
        os.chmod(home, 0o755)  # the server is not root's
        self.psql = next(pathlib.Path("/usr/lib/postgresql").glob("*/bin/psql"))
        self.db = f"postgres://postgres@{urllib.parse.quote(str(self.directory), safe='')}/coach"
        self.counted = {"links cut": 0, "server crashes": 0}

    def cluster(self, *words):
        subprocess.run([HERE / "cluster.sh", words[0], self.directory, *words[1:]], check=True)

    def sql(self, *statements):
        """Each for itself; waits for a server that does not let anybody in yet."""
        words = [word for statement in statements for word in ("-c", statement)]
        until = time.monotonic() + self.patience
        while True:
            done = subprocess.run([self.psql, "-XAqt", "-v", "ON_ERROR_STOP=1", "-h", self.directory, "-U", "postgres", *words],
                                  capture_output=True, text=True, check=False)
            if done.returncode == 0:
                return
            if done.returncode != 2 or time.monotonic() > until:
                raise SystemExit(f"{statements}: {done.stderr}")
            time.sleep(0.01)

    def keep(self):
        self.settle()
        self.sql("ALTER DATABASE coach RENAME TO first")

    def anew(self):
        self.sql("SET client_min_messages = error", "DROP DATABASE IF EXISTS coach WITH (FORCE)",
                 "CREATE DATABASE coach TEMPLATE first STRATEGY file_copy")

    def strikes(self, numbers):
        """When in a round something befalls the server, and what: it ends a link, or it crashes, and all links with it."""
        if numbers.random() < 1 / 12:
            return [(numbers.uniform(0.02, self.longest / 2), signal.SIGKILL)]
        return sorted((numbers.uniform(0.02, self.longest), signal.SIGTERM) for _ in range(numbers.choice([0, 0, 1, 4])))

    def strike(self, numbers, how):
        """One that ends of itself meanwhile is not struck."""
        postmaster = (self.directory / "data" / "postmaster.pid").read_text().split()[0]
        children = pathlib.Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()
        try:
            backends = [int(pid) for pid in children if self.serves(pid)]
            if backends:
                os.kill(numbers.choice(backends), how)
                self.counted["server crashes" if how == signal.SIGKILL else "links cut"] += 1
        except (FileNotFoundError, ProcessLookupError):
            pass

    @staticmethod
    def serves(pid):
        return re.match(rb"postgres: postgres coach ", pathlib.Path(f"/proc/{pid}/cmdline").read_bytes())

    def settle(self):
        self.sql(ALONE)


@contextlib.contextmanager
def place_for(engine, home):
    """A place of that engine, where a database may be made; home: a directory of its own."""
    if engine == "sqlite":
        yield File(home)
        return
    server = Server(home)
    try:
        server.cluster("start", *SETTINGS)
        server.sql("CREATE DATABASE coach")
        yield server
    finally:
        server.cluster("stop")
