"""The invented store: its calendar, its goods and its customers."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from analytics.sample.dice import Dice

# The year the exports cover, in the store's own time (Asia/Tokyo).
FIRST_DAY, LAST_DAY = date(2025, 7, 1), date(2026, 6, 30)

# What happens in that year; truth.json repeats these dates.
CAMPAIGN_WEEK = date(2025, 10, 6)  # anniversary sale: three times the reviews, about the same things as ever
NEW_BOXES = date(2025, 11, 10)  # stronger boxes: fewer damaged parcels from here on
SNOW_WEEK = date(2026, 1, 19)  # heavy snow: parcels late
BAD_RELEASE, BAD_VERSION = date(2026, 2, 17), "3.2.0"  # the app release that crashes
GIFT_SEASONS = ((date(2025, 12, 1), date(2025, 12, 28)), (date(2026, 4, 27), date(2026, 5, 16)))
APP_VERSIONS: tuple[tuple[date, str], ...] = (
    (date(2025, 5, 12), "3.0.4"),
    (date(2025, 9, 16), "3.1.0"),
    (date(2025, 11, 18), "3.1.2"),
    (BAD_RELEASE, BAD_VERSION),
    (date(2026, 4, 7), "3.2.1"),
)

CUSTOMERS = 3000
SEGMENTS: dict[str, tuple[str, str]] = {
    "subscriber": ("定期便の常連", "Subscribers and regulars"),
    "bargain": ("クーポンで買う人", "Bargain hunters"),
    "gift": ("贈り物を一度だけ買う人", "One-time gift buyers"),
    "browser": ("見るだけの人", "Browsers who seldom buy"),
    "enthusiast": ("高額なコーヒー愛好家", "High-value coffee enthusiasts"),
}
_SEGMENT_SHARES = (0.16, 0.22, 0.20, 0.30, 0.12)
_COUNTRIES = ("JP", "US", "GB", "AU", "SG", "CA", "DE", "HK", "KR", "ES")
_COUNTRY_SHARES = (0.64, 0.11, 0.07, 0.05, 0.04, 0.04, 0.02, 0.01, 0.01, 0.01)
# Shares: of Japanese addresses who write English, who use the app, who signed up before the year.
_EXPATS, _APP_USERS, _OLD_CUSTOMERS = 0.05, 0.6, 0.62
# Of the subscribers, those who complain about cancelling and leave, and those who leave without a word.
_LEAVERS, _SILENT_LEAVERS = 0.21, 0.06

CATEGORIES: dict[str, str] = {
    "coffee": "コーヒー / Coffee",
    "grinder": "ミル / Grinders",
    "brewing": "抽出器具 / Brewing",
    "cup": "カップ・グラス / Cups and glasses",
    "kitchen": "キッチン / Kitchen",
    "living": "くらし / Living",
    "gift": "ギフト / Gifts",
    "app": "アプリ / App",
}
PLACES: dict[str, tuple[str, str]] = {
    "living": ("リビング|寝室|玄関|窓辺", "living room|bedroom|hallway|reading corner"),
    "other": ("キッチン|ダイニング|食卓|カウンター", "kitchen|dining room|coffee corner|breakfast corner"),
}

# kind | category | make | noun, parts that can come off, material: in Japanese, then in English
_KINDS = """
bean|coffee|coffee|豆|袋|紙袋|bag of coffee|bag|paper
drip|coffee|coffee|ドリップバッグ|袋|紙袋|pack of drip bags|bag|paper
mill|grinder|metal|ミル|ハンドル,フタ,粉受け|木と金属|hand grinder|handle,lid,catch cup|wood and steel
emill|grinder|metal|電動ミル|フタ,スイッチ,豆入れ|アルミ|grinder|lid,switch,hopper|aluminium
dripper|brewing|brittle|ドリッパー|取っ手,台座|磁器|dripper|handle,base|porcelain
kettle|brewing|metal|ケトル|取っ手,フタ,つまみ|ステンレス|kettle|handle,lid,knob|steel
carafe|brewing|brittle|サーバー|取っ手,フタ|ガラス|carafe|handle,lid|glass
press|brewing|brittle|フレンチプレス|取っ手,フィルター|ガラス|French press|handle,plunger|glass
maker|brewing|metal|コーヒーメーカー|タンク,フタ,スイッチ|ステンレス|coffee maker|tank,lid,switch|steel
scale|brewing|metal|スケール|ボタン,電池カバー,脚|天板|scale|power button,battery cover,foot|metal top
mug|cup|brittle|マグ|取っ手|陶器|mug|handle|ceramic
glass|cup|brittle|グラス|フチ|ガラス|glass|rim|glass
tumbler|cup|metal|タンブラー|フタ,パッキン,飲み口|金属|tumbler|lid,seal,spout|metal
board|kitchen|metal|まな板|角|ひのき|cutting board|corner|wood
jar|kitchen|brittle|保存容器|フタ,パッキン,留め具|ガラス|storage jar|lid,seal,clasp|glass
pan|kitchen|metal|フライパン|取っ手|鉄|frying pan|handle|iron
knife|kitchen|metal|包丁|柄|鋼|knife|handle|steel
towel|living|cloth|タオル|縫い目|綿|towel|seam|cotton
throw|living|cloth|ブランケット|縁|ウール|blanket|hem|wool
apron|living|cloth|エプロン|紐|麻|apron|strap|linen
basket|living|cloth|かご|持ち手|草編み|basket|handle|woven grass
lamp|living|metal|ランプ|スイッチ,シェード|和紙|lamp|switch,shade|paper
gift|gift|gift|ギフトセット|箱|紙箱|gift set|box|gift box
app|app|app|アプリ|画面|画面|app|screen|screen
"""

# id | kind | price in JPY | Japanese name | English name
_PRODUCTS = """
P001|bean|1480|朝焼けブレンド|Sunrise Blend
P002|bean|1580|夕凪ブレンド|Evening Calm Blend
P003|bean|1780|エチオピア イルガチェフェ|Ethiopia Yirgacheffe
P004|bean|1680|グアテマラ アンティグア|Guatemala Antigua
P005|bean|1720|スマトラ マンデリン|Sumatra Mandheling
P006|bean|1880|ケニア キリニャガ|Kenya Kirinyaga
P007|bean|1620|深煎りフレンチ|Harbour French Roast
P008|bean|1650|デカフェ コロンビア|Decaf Colombia
P009|bean|1540|水出しブレンド|Cold Brew Blend
P010|bean|2980|季節のゲイシャ|Seasonal Geisha
P011|drip|1280|ドリップバッグ 飲み比べ|Drip Bag Sampler
P012|drip|980|ドリップバッグ 朝焼け|Sunrise Drip Bags
P013|drip|1080|ドリップバッグ デカフェ|Decaf Drip Bags
P014|mill|6800|手挽きミル 小凪|Konagi Hand Grinder
P015|mill|14800|手挽きミル S40|S40 Hand Grinder
P016|emill|12800|電動ミル 静|Shizuka Electric Grinder
P017|emill|29800|電動ミル プロ64|Pro 64 Electric Grinder
P018|emill|7980|電動ミル ライト|Lite Electric Grinder
P019|dripper|2200|円すいドリッパー 白磁|Porcelain Cone Dripper
P020|dripper|1480|樹脂ドリッパー|Travel Dripper
P021|dripper|3600|銅のドリッパー|Copper Dripper
P022|kettle|6480|細口ケトル 0.7L|Gooseneck Kettle
P023|kettle|15800|温度調節ケトル|Variable Temperature Kettle
P024|carafe|2680|耐熱サーバー|Heatproof Carafe
P025|press|4280|フレンチプレス 350|French Press 350
P026|maker|21800|全自動コーヒーメーカー 凪|Nagi Coffee Maker
P027|maker|9800|コーヒーメーカー ミニ|Mini Coffee Maker
P028|scale|4980|ドリップスケール|Brewing Scale
P029|mug|2400|粉引きのマグ|Kohiki Mug
P030|mug|1800|ほうろうマグ|Enamel Mug
P031|mug|3200|藍染付のマグ|Indigo Mug
P032|mug|2600|ぽってりマグ|Chubby Mug
P033|glass|1600|薄口グラス|Thin Tumbler Glass
P034|glass|2200|二重グラス|Double Wall Glass
P035|glass|2800|色硝子のグラス|Tinted Glass
P036|tumbler|3480|真空タンブラー|Vacuum Tumbler
P037|tumbler|2980|持ち歩きタンブラー|Commuter Tumbler
P038|board|3800|ひのきのまな板|Hinoki Cutting Board
P039|board|2480|薄型まな板|Slim Cutting Board
P040|jar|1980|珈琲キャニスター|Coffee Canister
P041|jar|1680|積める保存容器|Stacking Storage Jar
P042|jar|2380|硝子の保存瓶|Glass Storage Jar
P043|pan|5800|鉄のフライパン 24|Iron Frying Pan 24
P044|pan|3980|焦げつきにくいフライパン|Nonstick Frying Pan
P045|knife|8800|三徳包丁|Santoku Knife
P046|knife|3600|ペティナイフ|Petty Knife
P047|towel|1800|やわらかバスタオル|Soft Bath Towel
P048|towel|980|ワッフルタオル|Waffle Towel
P049|throw|5400|ウールの膝掛け|Wool Lap Blanket
P050|throw|4200|綿毛布|Cotton Blanket
P051|apron|3800|リネンエプロン|Linen Apron
P052|apron|4600|帆布エプロン|Canvas Apron
P053|basket|3200|水草のかご|Seagrass Basket
P054|basket|2600|竹ざるかご|Bamboo Basket
P055|lamp|7800|和紙のランプ|Washi Lamp
P056|lamp|5600|真鍮の小さなランプ|Little Brass Lamp
P057|gift|3980|珈琲と焼き菓子のギフト|Coffee and Biscuits Gift Set
P058|gift|5500|マグと豆のギフト|Mug and Beans Gift Set
P059|gift|2980|ドリップバッグ ギフト|Drip Bag Gift Set
P060|gift|8800|はじめての珈琲ギフト|Home Barista Gift Set
P900|app|0|朝凪堂アプリ|Asanagi App
"""
APP_PRODUCT = "P900"


@dataclass(frozen=True)
class Product:
    """A thing on sale; `noun` and `parts` (joined by |) are what sentences say of it, by language."""

    product_id: str
    kind: str
    category: str
    make: str
    price: int
    name: dict[str, str] = field(compare=False)
    noun: dict[str, str] = field(compare=False)
    parts: dict[str, str] = field(compare=False)
    material: dict[str, str] = field(compare=False)


@dataclass(frozen=True)
class Customer:
    """A person; `leaves_at` is when the person stops buying, `complains` whether they say why."""

    customer_id: str
    segment: str
    country: str
    language: str
    signed_up: datetime
    uses_app: bool
    leaves_at: datetime | None
    complains: bool


def make_products() -> tuple[Product, ...]:
    """Return the goods, the app itself last."""
    kinds = {fields[0]: fields[1:] for fields in map(_fields, _KINDS.split("\n")) if fields != [""]}
    products = []
    for product_id, kind, price, name_ja, name_en in (_fields(line) for line in _PRODUCTS.split("\n") if line):
        category, make, *words = kinds[kind]
        noun, parts, material = ({"ja": words[i], "en": words[i + 3]} for i in range(3))
        parts = {language: part.replace(",", "|") for language, part in parts.items()}
        name = {"ja": name_ja, "en": name_en}
        products.append(Product(product_id, kind, category, make, int(price), name, noun, parts, material))
    return tuple(products)


def make_customers(seed: int) -> tuple[Customer, ...]:
    """Return the customers; each one's traits come from a stream of its own number."""
    return tuple(_make_customer(Dice(seed, f"customer/{number}"), number) for number in range(1, CUSTOMERS + 1))


def at_midnight(day: date) -> datetime:
    """Return the first moment of `day` in the store's time."""
    return datetime(day.year, day.month, day.day)


def in_gift_season(day: date) -> bool:
    """Return whether `day` lies before Christmas or around Mother's Day."""
    return any(first <= day <= last for first, last in GIFT_SEASONS)


def _make_customer(dice: Dice, number: int) -> Customer:
    """Return customer `number`; subscribers may leave some time between August and April."""
    segment = dice.weighted(tuple(SEGMENTS), _SEGMENT_SHARES)
    country = dice.weighted(_COUNTRIES, _COUNTRY_SHARES)
    japanese = country == "JP" and not dice.chance(_EXPATS)
    signed_up = _sign_up(dice, segment)
    fate = dice.unit()
    leaves = segment == "subscriber" and fate < _LEAVERS + _SILENT_LEAVERS
    leaves_at = _moment(dice, FIRST_DAY, 45, 290) if leaves else None
    uses_app = dice.chance(_APP_USERS)
    complains = leaves and fate < _LEAVERS
    language = "ja" if japanese else "en"
    return Customer(f"C{number:05d}", segment, country, language, signed_up, uses_app, leaves_at, complains)


def _sign_up(dice: Dice, segment: str) -> datetime:
    """Return when one of `segment` signed up: gift buyers in season, subscribers before the year."""
    if segment == "gift":
        first, last = dice.weighted((*GIFT_SEASONS, (FIRST_DAY, LAST_DAY)), (0.52, 0.28, 0.2))
        return _moment(dice, first, 0, (last - first).days * 3 // 4)
    # Those who are to leave must have been there for a while, so subscribers are never brand new.
    if segment == "subscriber" or dice.chance(_OLD_CUSTOMERS):
        return _moment(dice, FIRST_DAY, -1100, -60)
    return _moment(dice, FIRST_DAY, 0, 330)


def _moment(dice: Dice, day: date, low: int, high: int) -> datetime:
    """Return a waking moment `low` to `high` days after `day`."""
    return at_midnight(day) + timedelta(days=dice.whole(low, high), seconds=dice.whole(7 * 3600, 24 * 3600 - 1))


def _fields(line: str) -> list[str]:
    """Return the fields of one line of a table above."""
    return line.split("|")
