"""What goes into the room and what comes out of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from analytics.arrays import Floats, Integers, Vectors


@dataclass(frozen=True)
class Encoded:
    """Texts (n) and the unit vector of each (n, d), in one order."""

    texts: Sequence[str]
    vectors: Vectors

    def __post_init__(self) -> None:
        """Refuse texts and vectors that cannot belong together."""
        if len(self.texts) != len(self.vectors):
            raise ValueError(f"{len(self.texts)} texts but {len(self.vectors)} vectors")

    def at(self, rows: Integers) -> "Encoded":
        """Return the texts of `rows` (m) with their vectors."""
        return Encoded([self.texts[row] for row in rows], self.vectors[rows])


@dataclass(frozen=True)
class Sentiments:
    """A sentiment (n,) for each text, how it was found, and what held-out ratings say of it if there are any.

    `held_out_spearman` is the rank agreement of sentiment and rating over texts whose rating was not learned from;
    `held_out_slope` is how far the rating moves (from -1 to 1) when the sentiment of such a text moves by 1: 1 is
    calibrated, less is overstated, more is understated.
    """

    values: Floats
    method: str
    held_out_spearman: float | None = None
    held_out_slope: float | None = None


@dataclass(frozen=True)
class Landmarks:
    """Customers' texts (m) that new texts are compared with: the unit vector of each (m, d) and its weight (m,)."""

    vectors: Vectors
    weights: Floats

    def __post_init__(self) -> None:
        """Refuse vectors and weights that cannot belong together."""
        if len(self.vectors) != len(self.weights):
            raise ValueError(f"{len(self.vectors)} vectors but {len(self.weights)} weights")
