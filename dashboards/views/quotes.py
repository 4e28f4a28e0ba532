"""Representative mentions of each topic, as their customers wrote them, personal data masked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from dashboards.views.context import Context
from dashboards.views.marts import lookup
from dashboards.views.parts import Moment, Number
from dashboards.views.slices import product_names

#: Enough to hear a topic's voice, few enough to be read.
QUOTES_SHOWN = 5
#: A mention is a sentence; what is longer is cut, the whole stays in mart.mention.
QUOTE_CHARACTERS = 600

QUOTES = """
select topic_quote.topic_id, mention.text, mention.language, review.review_id, review.written_at,
    review.rating, review.url, review.product_id, review.source
from mart.topic_quote as topic_quote
join mart.mention as mention using (mention_id)
join mart.review as review using (review_id)
qualify row_number() over (partition by topic_quote.topic_id order by topic_quote.rank, mention_id) <= ?
order by topic_quote.topic_id, topic_quote.rank, mention_id
"""


@dataclass(frozen=True)
class Quote:
    """A mention: its words and language, when it was written, its rating, product and address."""

    text: str
    language: str
    written: Moment
    rating: Number | None
    rating_of: str
    product: str | None
    url: str | None


def quotes(context: Context) -> dict[str, tuple[Quote, ...]]:
    """Return the quotes of every topic, the best first."""
    products = product_names(context)
    found: dict[str, tuple[Quote, ...]] = {}
    for row in context.marts.rows(QUOTES, [QUOTES_SHOWN]):
        found[row["topic_id"]] = (*found.get(row["topic_id"], ()), _quote(context, row, products))
    return found


def cut(text: str, characters: int) -> str:
    """Return at most so many characters of a text, and a sign that it goes on."""
    return text if len(text) <= characters else text[: characters - 1].rstrip() + "…"


def web_address(url: str | None) -> str | None:
    """Return an address that may become a link: http and https only."""
    if url is None:
        return None
    try:
        scheme, host = urlsplit(url)[:2]
    except ValueError:
        return None
    return url if scheme in ("http", "https") and host else None


def _quote(context: Context, row: Mapping[str, Any], products: Mapping[str, str]) -> Quote:
    """Word one quote."""
    wording, review = context.wording, row["review_id"]
    rating = context.cell(wording.given, row, "rating", "review", review_id=review)
    scale = {source.name: source.rating_scale for source in context.settings.source}.get(row["source"])
    return Quote(
        text=cut(row["text"], QUOTE_CHARACTERS),
        language=row["language"],
        written=wording.local_day(row["written_at"], lookup("review", "written_at", review_id=review)),
        rating=None if rating.value is None else rating,
        rating_of="" if scale is None else wording.t("quote.rating_of").format(high=wording.given(scale[1])),
        product=products.get(row["product_id"], row["product_id"]),
        url=web_address(row["url"]),
    )
