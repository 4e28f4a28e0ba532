"""The embedded model keeps its meaning, and one that is not there is named with a remedy."""

import numpy as np
import pytest

from analytics.encode import ModelEncoder
from analytics.errors import ModelError


@pytest.fixture(scope="module")
def encoder() -> ModelEncoder:
    """Return the embedded model."""
    return ModelEncoder("embedded")


@pytest.mark.model
def test_meaning_holds_in_and_across_languages(encoder: ModelEncoder) -> None:
    """犬 is nearer to 猫 than to a car; the same complaint in two languages is near."""
    texts = [
        "犬",
        "猫",
        "自動車",
        "我輩は猫である。",
        "拙者は猫でござる。",
        "配送が遅い",
        "delivery was late",
        "味が良い",
    ]
    dog, cat, car, novel, parody, late_ja, late_en, taste = encoder.encode(texts)
    assert dog @ cat > dog @ car + 0.1
    assert novel @ parody > 0.7
    assert late_ja @ late_en > 0.7
    assert late_ja @ late_en > late_ja @ taste + 0.2


@pytest.mark.model
def test_fault_82_a_vector_does_not_hang_on_its_neighbours(encoder: ModelEncoder) -> None:
    """Alone, in a batch, in another order: the same vector."""
    texts = [f"配送が{n}日遅れた" for n in range(70)]
    together = encoder.encode(texts)
    assert np.allclose(together[::-1], encoder.encode(texts[::-1]), atol=1e-5)
    assert np.allclose(together[3], encoder.encode([texts[3]])[0], atol=1e-5)
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)


def test_fault_79_a_model_that_is_not_here_is_exit_7_with_the_remedy() -> None:
    """Nothing is downloaded; the message says how to get it."""
    with pytest.raises(ModelError, match="hf download") as caught:
        ModelEncoder("nobody/has-this-model")
    assert caught.value.exit_code == 7
