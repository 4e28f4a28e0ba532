"""The demo home's koe.toml."""

from analytics.sample.files import APP_COLUMNS, EVENT_COLUMNS, GLOBAL_COLUMNS, WEB_COLUMNS

#: The first line of the sample's koe.toml; `koe demo` touches no home whose file begins otherwise.
DEMO_MARKER = '# koe demo home: written by "koe demo"; koe demo refuses any koe.toml without this line'


# The column names are those the files are written with.
_CONFIG = f'''{DEMO_MARKER}
# A year of an invented shop for coffee and household goods; truth.json says what is planted in it.

[project]
name = "朝凪堂 Asanagi (demo store)"
timezone = "Asia/Tokyo"
languages = ["ja", "en"]
currency = "JPY"

[embedding]
model = "embedded"

[[source]]
name = "app_reviews"
kind = "reviews"
path = "raw/reviews/app_reviews/*.csv.gz"
encoding = "utf-8"
date_format = "iso"
rating_scale = [1, 5]
keep = ["app_version", "country"]
[source.columns]
review_id = "{APP_COLUMNS[0]}"
customer_id = "{APP_COLUMNS[1]}"
rating = "{APP_COLUMNS[2]}"
title = "{APP_COLUMNS[3]}"
text = "{APP_COLUMNS[4]}"
written_at = "{APP_COLUMNS[5]}"
language = "{APP_COLUMNS[8]}"
[source.constants]
product_id = "P900"

[[source]]
name = "web_shop"
kind = "reviews"
path = "raw/reviews/web_shop/*.csv"
encoding = "cp932"
date_format = "%Y/%m/%d %H:%M"
timezone = "Asia/Tokyo"
rating_scale = [1, 5]
[source.columns]
review_id = "{WEB_COLUMNS[0]}"
customer_id = "{WEB_COLUMNS[1]}"
product_id = "{WEB_COLUMNS[2]}"
rating = "{WEB_COLUMNS[3]}"
title = "{WEB_COLUMNS[4]}"
text = "{WEB_COLUMNS[5]}"
written_at = "{WEB_COLUMNS[6]}"

[[source]]
name = "global_shop"
kind = "reviews"
path = "raw/reviews/global_shop/*.csv.gz"
encoding = "utf-8"
date_format = "%d/%m/%Y %H:%M"
timezone = "UTC"
rating_scale = [1, 5]
keep = ["country"]
[source.columns]
review_id = "{GLOBAL_COLUMNS[0]}"
customer_id = "{GLOBAL_COLUMNS[1]}"
product_id = "{GLOBAL_COLUMNS[2]}"
rating = "{GLOBAL_COLUMNS[3]}"
title = "{GLOBAL_COLUMNS[4]}"
text = "{GLOBAL_COLUMNS[5]}"
written_at = "{GLOBAL_COLUMNS[6]}"
url = "{GLOBAL_COLUMNS[8]}"

[[source]]
name = "support_mail"
kind = "reviews"
path = "raw/reviews/support_mail/*.jsonl.gz"
encoding = "utf-8"
date_format = "epoch_s"
[source.columns]
review_id = "ticket"
customer_id = "customer"
product_id = "product"
title = "subject"
text = "body"
written_at = "received_at"

[[source]]
name = "events"
kind = "events"
path = "raw/events/*.csv.gz"
encoding = "utf-8"
date_format = "epoch_us"
[source.columns]
event_id = "{EVENT_COLUMNS[0]}"
customer_id = "{EVENT_COLUMNS[1]}"
event = "{EVENT_COLUMNS[2]}"
occurred_at = "{EVENT_COLUMNS[3]}"
session_id = "{EVENT_COLUMNS[4]}"
order_id = "{EVENT_COLUMNS[5]}"
product_id = "{EVENT_COLUMNS[6]}"
quantity = "{EVENT_COLUMNS[7]}"
value = "{EVENT_COLUMNS[8]}"
currency = "{EVENT_COLUMNS[9]}"

[[source]]
name = "customers"
kind = "customers"
path = "raw/customers.csv"
encoding = "utf-8"
date_format = "%Y-%m-%d"
timezone = "Asia/Tokyo"
[source.columns]
customer_id = "customer_id"
signed_up_at = "signed_up"

[[source]]
name = "products"
kind = "products"
path = "raw/products.csv"
encoding = "utf-8"
[source.columns]
product_id = "product_id"
name = "name"
category = "category"
price = "price"
'''


def config_file() -> bytes:
    """Return koe.toml for the files of the sample."""
    return _CONFIG.encode()
