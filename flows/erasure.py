"""`koe erase`: a customer goes from the warehouse and from every release, then what is left is published.

Never through Prefect, which would write the id into its database as a parameter.
"""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from analytics.encode import ModelEncoder
from analytics.home import Home
from analytics.run import Progress, Run, begin_run, end_run, has_nothing_new
from analytics.settings import load_settings
from analytics.stages.erase import Removed, files_that_hold_erased, record_erasure
from flows import tasks
from flows.refresh import analyse_and_publish, as_function


@dataclass(frozen=True)
class Erasure:
    """What an erasure removed, how many releases it rebuilt, how the run ended, and which files still hold somebody."""

    removed: Removed
    rebuilt: int
    summary: str
    files: list[tuple[str, int]]


def erase_customer(home: Path, customer_id: str, progress: Progress) -> Erasure:
    """Erase a customer from the home folder `home`."""
    settings = load_settings(home)
    encoder = ModelEncoder(settings.embedding.model)
    with begin_run(Home(home), settings, encoder, progress) as run:
        return erase(run, customer_id)


def erase(run: Run, customer_id: str) -> Erasure:
    """Note and remove, rebuild what is published, publish anew what is left; finishes earlier erasures, too."""
    removed = tasks.guarded("erase", partial(record_erasure, customer_id=customer_id))(run)
    rebuilt = as_function(tasks.finish_erasures)(run)
    told = f"a customer erased, {rebuilt} releases rebuilt"
    if run.home.manifest() is None or has_nothing_new(run):
        summary = f"{run.run_id}: {told}; nothing else to publish"
        end_run(run, "nothing new", 0, summary)
    else:
        summary = analyse_and_publish(run, as_function, told).summary
    return Erasure(removed, rebuilt, summary, tasks.guarded("erase", files_that_hold_erased)(run))
