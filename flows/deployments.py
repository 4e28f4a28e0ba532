"""The schedule: the flow as a Prefect deployment that this process keeps running."""

from pathlib import Path

from prefect.schedules import Cron

from analytics.errors import ConfigError
from flows.refresh import refresh


def keep_schedule(home: Path, cron: str, timezone: str) -> None:
    """Run the flow at the times of `cron` in `timezone`, one run at a time, until interrupted.

    Runs missed while this process was down are caught up by the next one: a run takes in all that is new.
    """
    try:
        schedule = Cron(cron, timezone=timezone)
    except ValueError:
        raise ConfigError(['serve: --cron is not a cron line such as "0 6 * * *"']) from None
    refresh.serve(
        name="koe",
        schedule=schedule,
        parameters={"home": str(home)},
        limit=1,
        print_starting_message=False,
    )
