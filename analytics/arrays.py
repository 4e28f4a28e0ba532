"""The array types that compute rooms pass to one another."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

#: Vectors are float32 (n, dimension); statistics are float64.
Vectors: TypeAlias = NDArray[np.float32]
Floats: TypeAlias = NDArray[np.float64]
Integers: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]
