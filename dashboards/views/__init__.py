"""View models: what a page says, already rounded and worded, made from mart rows by one module a section."""

from dashboards.views.marts import Marts

__all__ = ["Marts"]
