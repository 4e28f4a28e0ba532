"""From mention vectors to topics under themes: which there are, who is in them, and how sure that is."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from scipy.sparse import csr_array

from analytics.arrays import Flags, Floats, Integers, Vectors
from analytics.cluster import NOISE, cluster
from analytics.reduce import FEWEST_POINTS, lay_out, neighbour_graph
from analytics.topic.communities import communities
from analytics.topic.language import languages_apart
from analytics.topic.neighbours import Neighbours, nearest
from analytics.topic.place import VOTERS, TopicModel
from analytics.topic.scale import Detail, Scale, choose_scale
from analytics.topic.settle import LEAST_MENTIONS, Before, leave_out, nothing_before, settled
from analytics.topic.space import Opinions, Space, fit_space
from analytics.topic.split import keep_apart
from analytics.topic.stability import stabilities
from analytics.topic.themes import find_themes

CORE, ASSIGNED, ONE_OFF = "core", "assigned", "one_off"

#: Neighbours in the graph that communities are looked for in: a mean between UMAP's usual 15 and the 30 at which
#: narrow topics begin to melt together.
NEIGHBOURS = 20

#: Known beyond those, so that a tenth of the mentions can be taken away and the rest still have theirs.
KNOWN_NEIGHBOURS = 30

#: Mentions that a fit looks at; the others are placed in it. Beyond this a topic has enough members to be seen.
FIT_MOST = 50_000

#: HDBSCAN's neighbours on the map.
MIN_SAMPLES = 5


@dataclass(frozen=True)
class TopicOptions:
    """What koe.toml asks of topics: how fine, which share may be left without one, and the seed."""

    detail: Detail = "normal"
    left_out: float = 0.05
    seed: int = 0


@dataclass(frozen=True)
class TopicFit:
    """For n distinct mentions their topic or NOISE (n,), placement, strength (n,), place on the map (n, 2).

    For k topics their theme (k,), stability (k,) and the language that sets them apart if it is nothing else (k); how
    separated the topics are beside the null; the share of a mention's neighbours in its own topic, over the core and
    over all that were placed; and the model.
    """

    labels: Integers
    placement: tuple[str, ...]
    strength: Floats
    plane: Vectors
    themes: Integers
    stability: Floats
    one_language: tuple[str | None, ...]
    scale: Scale
    purity_core: float | None
    purity: float | None
    model: TopicModel
    #: The rows that the model's points are of: those that the fit looked at.
    fitted: Integers

    @property
    def count(self) -> int:
        """How many topics there are."""
        return len(self.stability)


def find_topics(opinions: Opinions, options: TopicOptions, before: Before | None = None) -> TopicFit:
    """Find topics among n distinct opinions in a stable order; those whose vector is no number or zero are one-offs.

    Too few, or none that hang together more than random ones do, give no topics. `before` is what an earlier fit said
    of them: what it found is kept, and the map stays in place, unless the data now say otherwise.
    """
    before = before or nothing_before(len(opinions))
    usable = np.flatnonzero(opinions.usable()) if len(opinions) else np.zeros(0, dtype=np.int64)
    fitted = _sample(usable, options.seed)
    if len(fitted) < FEWEST_POINTS:
        return _no_topics(opinions.vectors, Scale(None, 0.0, 0.0))
    looked_at = opinions.at(fitted)
    space = fit_space(looked_at)
    fit = _fit(space.points(looked_at), looked_at.languages, space, options, before.at(fitted))
    rest = np.setdiff1d(np.arange(len(opinions)), fitted)
    return _with_rest(replace(fit, fitted=fitted), opinions, rest)


def _sample(usable: Integers, seed: int) -> Integers:
    """Return the rows to fit on: all, or FIT_MOST of them by chance."""
    if len(usable) <= FIT_MOST:
        return usable
    return np.sort(np.random.default_rng(seed).choice(usable, FIT_MOST, replace=False))


def _fit(points: Vectors, languages: Sequence[str], space: Space, options: TopicOptions, before: Before) -> TopicFit:
    """Find topics among unit vectors (n, p), all of which are looked at."""
    n, seed = len(points), options.seed
    width = min(NEIGHBOURS, n - 1)
    known = nearest(points, min(KNOWN_NEIGHBOURS, n - 1))
    graph_of = partial(_graph, width=width)
    graph = graph_of(known)
    scale = choose_scale(
        points, graph, lambda null: graph_of(nearest(null, width)), detail=options.detail, seed=seed,
        before=before.resolution,
    )  # fmt: skip
    plane = lay_out(graph, points, seed=seed, before=before.plane)
    if scale.resolution is None:
        return _without_structure(points, plane, space, scale)
    voters = Neighbours(known.rows[:, :VOTERS], known.cosines[:, :VOTERS])
    found = communities(graph, scale.resolution, seed=seed, before=before.labels)
    whole = keep_apart(settled(found, voters, before), before.apart, points)
    labels, strength, least = leave_out(whole, voters, options.left_out, before)
    themes = find_themes(points[labels >= 0], graph[labels >= 0][:, labels >= 0], labels[labels >= 0])
    core = _dense(plane, labels)
    return TopicFit(
        labels=labels,
        placement=tuple(np.where(labels == NOISE, ONE_OFF, np.where(core, CORE, ASSIGNED)).tolist()),
        strength=np.where(labels == NOISE, 0.0, strength),
        plane=plane,
        themes=themes,
        stability=stabilities(known, graph_of, labels, scale.resolution, width=width, seed=seed),
        one_language=languages_apart(points, labels, languages),
        scale=scale,
        purity_core=_purity(voters, labels, core),
        purity=_purity(voters, labels, labels != NOISE),
        model=TopicModel(space, points, labels, least),
        fitted=np.arange(n),
    )


def _graph(known: Neighbours, width: int) -> csr_array:
    """Return UMAP's graph over the `width` nearest of each point."""
    return neighbour_graph(known.rows[:, :width], known.cosines[:, :width])


def _dense(plane: Vectors, labels: Integers) -> Flags:
    """Say which mentions lie in a dense group of the map (HDBSCAN) that is of their own topic: two methods agree."""
    groups = cluster(plane, min_cluster_size=LEAST_MENTIONS, min_samples=MIN_SAMPLES).labels
    inside = (groups != NOISE) & (labels != NOISE)
    if not inside.any():
        return np.zeros(len(labels), dtype=np.bool_)
    table = np.zeros((groups.max() + 1, labels.max() + 1), dtype=np.int64)
    np.add.at(table, (groups[inside], labels[inside]), 1)
    own: Flags = inside & (table.argmax(axis=1)[groups] == labels)
    return own


def _purity(voters: Neighbours, labels: Integers, chosen: Flags) -> float | None:
    """Return the share of the chosen mentions' neighbours that are in the same topic; None without any."""
    if not chosen.any():
        return None
    return float((labels[voters.rows[chosen]] == labels[chosen, None]).mean())


def _with_rest(fit: TopicFit, opinions: Opinions, rest: Integers) -> TopicFit:
    """Return the fit spread over all rows: those it did not look at are placed in it, and on the map beside theirs."""
    if not len(rest):
        return fit
    placed = fit.model.place(opinions.at(rest))
    n, fitted = len(opinions), fit.fitted
    labels, strength = np.full(n, NOISE, dtype=np.int64), np.zeros(n)
    labels[fitted], labels[rest] = fit.labels, placed.labels
    strength[fitted], strength[rest] = fit.strength, placed.strength
    placement = np.full(n, ONE_OFF, dtype=object)
    placement[fitted] = fit.placement
    placement[rest] = np.where(placed.labels == NOISE, ONE_OFF, ASSIGNED)
    plane = np.zeros((n, 2), dtype=np.float32)
    plane[fitted] = fit.plane
    plane[rest] = placed.amid(fit.plane)
    return TopicFit(
        labels, tuple(placement.tolist()), strength, plane, fit.themes, fit.stability, fit.one_language,
        fit.scale, fit.purity_core, fit.purity, fit.model, fitted,
    )  # fmt: skip


def _without_structure(points: Vectors, plane: Vectors, space: Space, scale: Scale) -> TopicFit:
    """Return the fit of mentions that do not hang together more than random ones."""
    n = len(points)
    labels = np.full(n, NOISE, dtype=np.int64)
    nothing = np.zeros(0, dtype=np.int64)
    model = TopicModel(space, points, labels, 1.0)
    return TopicFit(
        labels, (ONE_OFF,) * n, np.zeros(n), plane, nothing, np.zeros(0), (), scale, None, None, model, np.arange(n)
    )  # fmt: skip


def _no_topics(vectors: Vectors, scale: Scale) -> TopicFit:
    """Return the fit of too few mentions: all one-offs, on a line so that the map can show them."""
    n, dimension = len(vectors), vectors.shape[1] if vectors.ndim == 2 else 0
    plane = np.zeros((n, 2), dtype=np.float32)
    plane[:, 0] = np.arange(n)
    space = Space(np.zeros(dimension), np.zeros((dimension, 1)), {})
    fit = _without_structure(np.zeros((0, 2), dtype=np.float32), plane[:0], space, scale)
    labels = np.full(n, NOISE, dtype=np.int64)
    return TopicFit(
        labels, (ONE_OFF,) * n, np.zeros(n), plane, fit.themes, fit.stability, (), scale, None, None, fit.model,
        np.zeros(0, dtype=np.int64),
    )  # fmt: skip
