"""The demo home's koe.toml."""

from analytics.sample.files import APP_COLUMNS, EVENT_COLUMNS, GLOBAL_COLUMNS, WEB_COLUMNS

#: The first line of the sample's koe.toml; `koe demo` touches no home whose file begins otherwise.
DEMO_MARKER = '# koe demo home: written by "koe demo"; koe demo refuses any koe.toml without this line'


def config_file() -> bytes:
    """Return koe.toml for the files of the sample; the column names are those the files are written with."""
    app, web, shop, event = APP_COLUMNS, WEB_COLUMNS, GLOBAL_COLUMNS, EVENT_COLUMNS
    return f'''{DEMO_MARKER}
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
review_id = "{app[0]}"
customer_id = "{app[1]}"
rating = "{app[2]}"
title = "{app[3]}"
text = "{app[4]}"
written_at = "{app[5]}"
language = "{app[8]}"
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
review_id = "{web[0]}"
customer_id = "{web[1]}"
product_id = "{web[2]}"
rating = "{web[3]}"
title = "{web[4]}"
text = "{web[5]}"
written_at = "{web[6]}"

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
review_id = "{shop[0]}"
customer_id = "{shop[1]}"
product_id = "{shop[2]}"
rating = "{shop[3]}"
title = "{shop[4]}"
text = "{shop[5]}"
written_at = "{shop[6]}"
url = "{shop[8]}"

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
event_id = "{event[0]}"
customer_id = "{event[1]}"
event = "{event[2]}"
occurred_at = "{event[3]}"
session_id = "{event[4]}"
order_id = "{event[5]}"
product_id = "{event[6]}"
quantity = "{event[7]}"
value = "{event[8]}"
currency = "{event[9]}"

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
'''.encode()
