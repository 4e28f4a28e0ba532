"""The demo store's maker: a year of an invented shop with known truths, same bytes for the same seed."""

from pathlib import Path

from analytics.sample.events import simulate
from analytics.sample.files import customer_file, event_files, product_file, review_files
from analytics.sample.home import DEMO_MARKER, config_file
from analytics.sample.oddities import make_odd
from analytics.sample.reviews import write_reviews
from analytics.sample.store import make_customers, make_products
from analytics.sample.truth import Sample, truth_file

__all__ = ["DEMO_MARKER", "SEED", "write_sample"]

SEED = 20260701


def write_sample(home: Path, seed: int = SEED) -> Path:
    """Write koe.toml, raw/ and truth.json of the demo store into the folder `home` and return it.

    Files of an earlier sample are overwritten, others are left alone. koe.toml comes last, so that a home
    whose writing was cut short is not taken for a finished one. OSError where the folder cannot be written.
    """
    products, customers = make_products(), make_customers(seed)
    events, orders = simulate(customers, products, seed)
    reviews, odd = make_odd(write_reviews(customers, orders, seed), seed)
    raw = {
        **review_files(reviews, odd),
        **event_files(events),
        "customers.csv": customer_file(customers),
        "products.csv": product_file(products),
    }
    files = {f"raw/{path}": content for path, content in raw.items()}
    files["truth.json"] = truth_file(Sample(seed, customers, reviews, events, odd))
    files["koe.toml"] = config_file()
    for path, content in files.items():
        target = home / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return home
