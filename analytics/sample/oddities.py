"""What real exports also hold: empty and boilerplate texts, campaigns, personal data, hostile strings."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from analytics.sample import phrases_odd
from analytics.sample.compose import PHRASEBOOKS, Opinion
from analytics.sample.dice import Dice
from analytics.sample.grammar import POLITE, expand
from analytics.sample.reviews import CHANNELS, Review
from analytics.sample.topics import LEAVING

# How many reviews lose their own text to something else, by kind of oddity.
_EMPTY, _EMOJI_ONLY, _BOILERPLATE = 68, 34, 104
_CAMPAIGN_JA, _CAMPAIGN_EN = 84, 58
# How many keep their text and gain something.
_COLLECTED, _PERSONAL, _URLS, _MARKUP, _BREAKS = 330, 72, 30, 24, 60
# How many come twice, and how many come again with other content, in a later file.
_COPIES, _CORRECTIONS = 42, 26
_CORRECTED_AFTER = timedelta(days=31)

_EMOJI_CHANNELS = tuple(channel.name for channel in CHANNELS if channel.emoji)
_ADDENDA = {
    "ja": (
        "\n追記：その後も変わりありません。",
        "\n【追記】しばらく使って評価を変えました。",
        "\n追記です。対応がありました。",
    ),
    "en": (
        "\nEdit: no change since.",
        "\nUPDATE: changed my rating after some use.",
        " Edit: they got in touch.",
    ),
}


@dataclass
class Oddities:
    """What was planted where, by review id; the truth file repeats it."""

    replaced: dict[str, list[str]] = field(default_factory=dict)
    other_languages: dict[str, str] = field(default_factory=dict)
    near_copies: list[list[str]] = field(default_factory=list)
    collected: list[str] = field(default_factory=list)
    personal: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    copies: list[str] = field(default_factory=list)
    corrections: dict[str, Review] = field(default_factory=dict)


def make_odd(reviews: Sequence[Review], seed: int) -> tuple[list[Review], Oddities]:
    """Return `reviews` with the oddities in them, in the same order, and the list of what was planted."""
    worker = _Worker(reviews, Dice(seed, "oddities"))
    worker.replace_texts()
    worker.add_to_texts()
    worker.deliver_again()
    return [worker.by_id[review.review_id] for review in reviews], worker.done


class _Worker:
    """Goes over the reviews and changes drawn ones; none is drawn twice for a new text."""

    def __init__(self, reviews: Sequence[Review], dice: Dice) -> None:
        """Start with every review untouched; complaints that precede leaving are kept out of reach."""
        self.by_id = {review.review_id: review for review in reviews}
        self.dice = dice
        self.done = Oddities()
        self.free = [
            review.review_id for review in reviews if not any(opinion.topic == LEAVING for opinion in review.opinions)
        ]

    def replace_texts(self) -> None:
        """Give drawn reviews another text, which holds no opinion of a planted topic."""
        dice = self.dice
        self._replace("empty", self._draw(_EMPTY, lambda review: review.rating is not None), lambda review: "")
        emoji = self._draw(_EMOJI_ONLY, _takes_emoji)
        self._replace("emoji_only", emoji, lambda review: dice.pick(phrases_odd.EMOJI_ONLY))
        boilerplate = self._draw(_BOILERPLATE, lambda review: True)
        self._replace("boilerplate", boilerplate, lambda r: dice.pick(PHRASEBOOKS[r.language].BOILERPLATE.split("|")))
        hostile = self._draw(len(phrases_odd.HOSTILE), lambda review: True)
        self._replace("hostile", hostile, _in_turn(phrases_odd.HOSTILE))
        self._campaign("web_shop", (3, 4, 5), phrases_odd.CAMPAIGN_JA, _CAMPAIGN_JA)
        self._campaign("global_shop", (4, 5, 6), phrases_odd.CAMPAIGN_EN, _CAMPAIGN_EN)
        foreign = self._draw(
            len(phrases_odd.OTHER_LANGUAGES), lambda review: _takes_emoji(review) and review.language == "en"
        )
        for review_id, (language, text) in zip(foreign, phrases_odd.OTHER_LANGUAGES, strict=True):
            review = self.by_id[review_id]
            self._set(replace(review, text=text, title="", language=language, opinions=()))
            self.done.other_languages[review_id] = language

    def add_to_texts(self) -> None:
        """Put the collecting site's prefix, personal data, links and mark-up into drawn texts."""
        for review_id in self._draw(_COLLECTED, lambda review: review.channel == "global_shop"):
            self._prepend(review_id, phrases_odd.COLLECTED_PREFIX)
            self.done.collected.append(review_id)
        for review_id in self._draw(_PERSONAL, lambda review: review.channel != "global_shop", _mail_first):
            self._add_personal(review_id)
        for review_id in self._draw(_URLS, lambda review: True):
            self._append(review_id, " " + self.dice.pick(phrases_odd.URLS))
        for review_id in self._draw(_MARKUP, lambda review: review.channel == "global_shop"):
            self._append(review_id, self.dice.pick(("<br/>", " &amp; thanks", "&nbsp;", "<p></p>")))
        for review_id in self._draw(_BREAKS, _has_two_sentences):
            self._break_line(review_id)

    def deliver_again(self) -> None:
        """Choose reviews that come again: some alike, some as a first version that the given one corrects."""
        self.done.copies = self._draw(_COPIES, lambda review: review.written_at.month != 6)
        for review_id in self._draw(_CORRECTIONS, _can_be_corrected):
            first = self.by_id[review_id]
            self.done.corrections[review_id] = first
            self._append(review_id, self.dice.pick(_ADDENDA[first.language]))
            better, later = min(5, (first.rating or 3) + 1), first.written_at + _CORRECTED_AFTER
            self._set(replace(self.by_id[review_id], rating=better, written_at=later))

    def _draw(
        self,
        count: int,
        fits: Callable[[Review], bool],
        order: Callable[[Review], int] = lambda review: 0,
    ) -> list[str]:
        """Take `count` free reviews that fit out of the pool, those that `order` ranks low first."""
        fitting = [review_id for review_id in self.free if fits(self.by_id[review_id])]
        drawn = self.dice.some(fitting, count * 4)
        taken = sorted(sorted(drawn, key=lambda review_id: order(self.by_id[review_id]))[:count])
        gone = set(taken)
        self.free = [review_id for review_id in self.free if review_id not in gone]
        return taken

    def _replace(self, kind: str, review_ids: Sequence[str], text_of: Callable[[Review], str]) -> None:
        """Give each review the text that `text_of` makes, without a title or an opinion."""
        for review_id in review_ids:
            review = self.by_id[review_id]
            self._set(replace(review, text=text_of(review), title="", opinions=()))
        self.done.replaced[kind] = list(review_ids)

    def _campaign(self, channel: str, months: Sequence[int], pattern: str, count: int) -> None:
        """Give `count` reviews of a channel the campaign's proposed text with small edits."""
        language = "ja" if channel == "web_shop" else "en"
        posts = self._draw(
            count,
            lambda review: (
                (review.channel, review.language) == (channel, language) and review.written_at.month in months
            ),
        )
        for review_id in posts:
            text = expand(pattern, {}, POLITE, self.dice)
            self._set(replace(self.by_id[review_id], text=text, title="", rating=5, opinions=()))
        self.done.near_copies.append(posts)

    def _add_personal(self, review_id: str) -> None:
        """End a text with one or two sentences that hold invented personal data."""
        language = self.by_id[review_id].language
        sentences = phrases_odd.PERSONAL_JA if language == "ja" else phrases_odd.PERSONAL_EN
        planted = []
        for kind in self.dice.some(tuple(sentences), self.dice.pick((1, 1, 2))):
            value = _personal_value(kind, language, self.dice)
            sentence = self.dice.pick(sentences[kind]).replace("{v}", value)
            mail = self.by_id[review_id].channel == "support_mail"
            self._append(review_id, ("\n" if mail else "" if language == "ja" else " ") + sentence)
            planted.append((kind, value))
        self.done.personal[review_id] = planted

    def _append(self, review_id: str, tail: str) -> None:
        """Add `tail` to a text; what was planted in it stays where it is."""
        review = self.by_id[review_id]
        self._set(replace(review, text=review.text + tail))

    def _prepend(self, review_id: str, head: str) -> None:
        """Put `head` before a text and move its opinions."""
        review = self.by_id[review_id]
        moved = tuple(_moved(opinion, len(head)) for opinion in review.opinions)
        self._set(replace(review, text=head + review.text, opinions=moved))

    def _break_line(self, review_id: str) -> None:
        """Put a line break of HTML in place of the blank before the second opinion."""
        review = self.by_id[review_id]
        at, mark = review.opinions[1].start, "<br/>"
        moved = tuple(_moved(opinion, len(mark) - 1) for opinion in review.opinions[1:])
        text = review.text[: at - 1] + mark + review.text[at:]
        self._set(replace(review, text=text, opinions=(review.opinions[0], *moved)))

    def _set(self, review: Review) -> None:
        """Put the changed `review` in the place of the one with its id."""
        self.by_id[review.review_id] = review


def _takes_emoji(review: Review) -> bool:
    """Return whether the review's channel can store any character."""
    return review.channel in _EMOJI_CHANNELS


def _has_two_sentences(review: Review) -> bool:
    """Return whether the review is of the shop abroad and a blank stands before its second opinion."""
    if review.channel != "global_shop" or len(review.opinions) < 2:
        return False
    return review.text[review.opinions[1].start - 1].isspace()


def _can_be_corrected(review: Review) -> bool:
    """Return whether the channel lets people edit and a later file exists for the second version."""
    return review.channel in ("app_reviews", "web_shop") and review.written_at.month not in (5, 6)


def _mail_first(review: Review) -> int:
    """Rank support mails before public reviews: people give their address to a shop, not to the world."""
    return 0 if review.channel == "support_mail" else 1


def _moved(opinion: Opinion, by: int) -> Opinion:
    """Return `opinion` standing `by` characters further on."""
    return replace(opinion, start=opinion.start + by, end=opinion.end + by)


def _in_turn(texts: Sequence[str]) -> Callable[[Review], str]:
    """Return a maker of texts that gives each of `texts` once."""
    rest = iter(texts)
    return lambda review: next(rest)


def _personal_value(kind: str, language: str, dice: Dice) -> str:
    """Return invented personal data of `kind`, written as people of `language` write it."""
    digits = {name: str(dice.whole(1, 9)) for name in "nmkd"}
    if kind == "email":
        name, domain = dice.pick(phrases_odd.MAIL_NAMES), dice.pick(("com", "org", "net"))
        return f"{name}{dice.whole(1, 99)}@example.{domain}"
    if kind == "card":
        return dice.pick(phrases_odd.CARD_NUMBERS)
    if kind == "address" and language == "en":
        return dice.pick(phrases_odd.STREETS_EN).format(**digits)
    if kind in ("address", "postal_code"):
        street, code = dice.pick(phrases_odd.STREETS_JA)
        return (street if kind == "address" else code).format(**digits) + ("" if kind == "address" else digits["m"])
    # Numbers that are never given out: 0 after the prefix in Japan, 7700 900 in Britain, 555-01 in America.
    line, tail = f"0{dice.whole(100, 999)}", f"{dice.whole(0, 9999):04d}"
    if language == "en":
        return dice.pick((f"+44 7700 900{tail[1:]}", f"(212) 555-01{tail[:2]}", f"+1-202-555-01{tail[:2]}"))
    return dice.pick((f"090-{line}-{tail}", f"080{line}{tail}", f"０９０－{line}－{tail}", f"03-{line}-{tail}"))
