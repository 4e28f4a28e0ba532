"""What people hid is on no page: not in the list, the map, the news or the key figures."""

from collections.abc import Callable

from dashboards.views.catalogue import catalogue
from dashboards.views.context import load_contexts
from dashboards.views.headline import headline
from tests.dashboards.conftest import Page, Store


def test_a_hidden_topic_is_on_no_page(make_store: Callable[[], Store], read_page: Callable[[Store], Page]) -> None:
    """Its name stands nowhere, though it has an alert; the others are there."""
    store = make_store()
    (label,) = {row["label"] for row in store.rows("select label from mart.topic where topic_id = 't1'")}
    shown = {text for element in read_page(store).elements for text in (element.text, *element.attributes.values())}
    assert any(label in text for text in shown)
    before = headline(load_contexts(store)[0])
    store.connection.execute("update mart.topic set is_hidden = true where topic_id = 't1'")
    store.connection.execute("update mart.trend set is_alert = false where topic_id = 't1'")
    page = read_page(store)
    assert not any(label in text for element in page.elements for text in (element.text, *element.attributes.values()))
    topics = catalogue(load_contexts(store)[0])
    assert "t1" not in topics.by_id
    assert "t2" in topics.by_id
    after = headline(load_contexts(store)[0])
    counted = [
        next(figure.number.value for figure in head.figures if "level = 0" in figure.number.sql)
        for head in (before, after)
    ]
    assert counted == [4, 3]
