"""Five readers open and read what is current, again and again, while fifty releases are published."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

from analytics.database import Database
from analytics.home import Home
from analytics.kept import current_id, prune
from analytics.release import DATABASE, swap_in, write_manifest
from tests.flows.sweep_plans import add_review
from tests.flows.test_run import REVIEWS, go, write_home

READERS = 5
PUBLISHED = 50
KEEP = 3

#: Reads until it is told to stop; prints how often, what it saw, and what went wrong. It imports what it reads with.
READER = """
import json, sys, traceback
from pathlib import Path
from analytics.home import Home
from analytics.release import current_release
folder, done = map(Path, sys.argv[1:])
opened, seen, faults = 0, set(), []
while not done.exists():
    try:
        with current_release(Home(folder)) as release:
            told = release.manifest
            counted = release.rows("select count(*) as n from mart.review")[0]["n"]
            run_id = release.rows("select max(run_id) as run_id from mart.run")[0]["run_id"]
            page = (release.folder / "site" / "index.html").read_text(encoding="utf-8")
        if not (told["tables"]["review"] == counted and told["run_id"] == run_id and run_id in page):
            faults.append(f"{told['run_id']}: {run_id}, {counted} reviews")
        opened += 1
        seen.add(run_id)
        if opened == 1:
            print("reads", flush=True)
    except Exception:
        faults.append(traceback.format_exc())
print(json.dumps({"opened": opened, "seen": len(seen), "faults": faults}))
"""


def publish_copy(home: Home, source: Path, number: int) -> None:
    """Publish a release like another under a new run's id: what is swapped in and pruned is real, what is in it not."""
    run_id, before = f"run-{number:06}", current_id(home)
    folder = home.releases / f".next-{run_id}"
    shutil.copytree(source, folder)
    (folder / "manifest.json").unlink()
    with Database(folder / DATABASE) as database:
        database.run("update mart.run set run_id = ? where run_id = (select max(run_id) from mart.run)", [run_id])
    page = folder / "site" / "index.html"
    page.write_text(page.read_text(encoding="utf-8").replace(source.name, run_id), encoding="utf-8")
    write_manifest(folder, run_id, None, "")
    swap_in(home, folder, run_id)
    prune(home, KEEP, before)


def test_fault_67_68_readers_never_miss_a_release_or_see_two_at_once(tmp_path: Path) -> None:
    """No error in any opening; counts, page and manifest of one run, whatever is published and pruned meanwhile."""
    folder = write_home(tmp_path / "shop", REVIEWS)
    home, done = Home(folder), tmp_path / "done"
    go(folder)
    readers = [
        subprocess.Popen([sys.executable, "-c", READER, str(folder), str(done)], stdout=subprocess.PIPE, text=True)
        for _ in range(READERS)
    ]
    for reader in readers:
        assert reader.stdout is not None
        assert reader.stdout.readline() == "reads\n"
    # Two real passes, then copies of their releases in turn: a whole pass for each would take minutes.
    add_review(folder, 1)
    go(folder)
    sources = [shutil.copytree(home.releases / run_id, tmp_path / run_id) for run_id in ("run-000001", "run-000002")]
    for number in range(3, PUBLISHED + 1):
        publish_copy(home, sources[number % 2], number)
    done.touch()
    told = [json.loads(reader.communicate()[0]) for reader in readers]
    assert [fault for reader in told for fault in reader["faults"]] == []
    assert all(reader["seen"] > 1 for reader in told)
    assert sum(reader["opened"] for reader in told) > PUBLISHED
