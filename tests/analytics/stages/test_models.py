"""Models come back from the warehouse as they went in, and only plain arrays go in."""

import numpy as np
import pytest

from analytics.home import Home
from analytics.stages.models import StoredModel, load_model, save_model
from analytics.warehouse import open_warehouse


def test_a_model_comes_back_as_it_was(home: Home) -> None:
    """Arrays of every kind and shape, after the warehouse was closed; the newest fit stands."""
    arrays = {
        "matrix": np.arange(6, dtype=np.float32).reshape(2, 3),
        "words": np.array(["ja", "en-GB"], dtype=np.str_),
        "number": np.array(0.25),
        "none": np.zeros((0, 4)),
    }
    with open_warehouse(home) as warehouse, warehouse.database.transaction():
        save_model(warehouse.database, StoredModel("topics", "run-000001", "first", "f1", {}, {"old": np.zeros(3)}))
        save_model(warehouse.database, StoredModel("topics", "run-000002", "asked", "f2", {"purity": 0.5}, arrays))
        save_model(warehouse.database, StoredModel("segments", "run-000001", "first", "f3"))
    with open_warehouse(home) as warehouse:
        model = load_model(warehouse.database, "topics")
        assert load_model(warehouse.database, "sentiment") is None
    assert model is not None
    assert (model.run_id, model.reason, model.fingerprint, model.facts) == (
        "run-000002",
        "asked",
        "f2",
        {"purity": 0.5},
    )
    assert model.arrays.keys() == arrays.keys()
    for name, array in arrays.items():
        assert (model.arrays[name].dtype, model.arrays[name].shape) == (array.dtype, array.shape)
        np.testing.assert_array_equal(model.arrays[name], array)


def test_objects_are_refused(home: Home) -> None:
    """What would need pickle is a mistake of the caller's."""
    model = StoredModel("topics", "run-000001", "first", "f", {}, {"names": np.array([None, "x"], dtype=object)})
    with open_warehouse(home) as warehouse, pytest.raises(ValueError, match="names"):
        save_model(warehouse.database, model)
