"""What is left to do of an erasure once it is noted: the same whether `koe erase` or the run after a kill does it."""

from analytics.release import Release
from analytics.run import Run
from analytics.stages.erase import finish_erasure, remove_unsaid, rewrite_warehouse
from analytics.stages.rebuild import rebuild, releases_that_hold_erased, seal_and_swap
from dashboards.site import write_site


def finish_erasures(run: Run) -> int:
    """Remove what is left of erased customers, rebuild the releases that hold them; return how many those were."""
    remove_unsaid(run)
    rewrite_warehouse(run)
    rebuilt = 0
    for holder in releases_that_hold_erased(run):
        folder = rebuild(run, holder)
        with Release(folder) as release:
            write_site(release, folder / "site")
        seal_and_swap(run, holder, folder)
        rebuilt += 1
    finish_erasure(run)
    return rebuilt
