"""What shops call their columns, in English and Japanese; only `koe init` looks here, never a run."""

import unicodedata
from collections.abc import Mapping, Sequence
from types import MappingProxyType

_CUSTOMER = (
    "customer_id user_id customer user author_id author reviewer_id reviewer member_id account_id client_id "
    "visitor_id user_pseudo_id anonymous_id user_name 顧客id 会員id 会員番号 ユーザーid お客様番号 "
    "顧客番号 顧客 会員"
)
_PRODUCT = (
    "product_id item_id sku asin parent_asin stock_code app_id listing_id hotel_id product item app 商品id "
    "商品コード 商品番号 品番 施設id アプリid 商品 アプリ"
)

#: Their names for each of our fields, likeliest first.
SYNONYMS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "reviews": {
            "text": "text review_text review_body review comment comments body content message feedback "
            "translated_review opinion tweet 本文 レビュー本文 レビュー 口コミ クチコミ コメント 感想 "
            "ご意見 自由記述 内容",
            "written_at": "written_at created_at submitted_at posted_at published_at review_date review_time "
            "tweet_created created posted date datetime timestamp time at 投稿日時 投稿日 レビュー日 回答日 "
            "作成日 登録日 日時 日付",
            "review_id": "review_id comment_id tweet_id post_id uuid id レビューid 口コミid 投稿id 番号",
            "title": "title review_title subject headline summary タイトル 件名 見出し 題名",
            "rating": "rating stars star_rating review_rating score overall star grade points 総合評価 評価 "
            "評点 点数 満足度 スコア 星",
            "customer_id": _CUSTOMER,
            "product_id": _PRODUCT,
            "language": "language lang locale 言語",
            "url": "url link permalink review_url リンク",
        },
        "events": {
            "customer_id": _CUSTOMER,
            "event": "event event_name event_type action activity イベント イベント名 行動",
            "occurred_at": "occurred_at event_timestamp event_time timestamp datetime invoice_date "
            "order_date purchase_date created_at time date 発生日時 注文日時 購入日時 購入日 注文日 "
            "日時 日付",
            "event_id": "event_id message_id insert_id id イベントid",
            "order_id": "order_id order_number order_no invoice_no invoice transaction_id 注文番号 注文id 伝票番号",
            "session_id": "session_id ga_session_id visit_id セッションid",
            "product_id": _PRODUCT,
            "value": "value revenue amount total line_total sales 金額 売上 合計",
            "unit_price": "unit_price item_price price 単価 価格",
            "quantity": "quantity qty units 数量 個数",
            "currency": "currency currency_code 通貨",
        },
        "customers": {
            "customer_id": f"{_CUSTOMER} id",
            "signed_up_at": "signed_up_at sign_up_date registered_at joined_at created_at 入会日 登録日",
        },
        "products": {
            "product_id": f"{_PRODUCT} id",
            "name": "name product_name title 商品名 名前",
            "category": "category genre department product_type type カテゴリ カテゴリー 分類 ジャンル",
            "price": "price unit_price list_price 価格 定価 単価",
        },
    }
)


def bare(name: str) -> str:
    """Return a column name without case, width, spaces and punctuation: `Review-Text` as `reviewtext`."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(letter for letter in folded if letter.isalnum())


def by_name(kind: str, names: Sequence[str]) -> dict[str, str]:
    """Return field -> column for columns named like a field, each used once, likeliest names first."""
    columns = {bare(name): name for name in reversed(names)}
    found: dict[str, str] = {}
    ranked = sorted(
        (rank, field, columns[bare(synonym)])
        for field, synonyms in SYNONYMS[kind].items()
        for rank, synonym in enumerate(synonyms.split())
        if bare(synonym) in columns
    )
    for _, field, column in ranked:
        if field not in found and column not in found.values():
            found[field] = column
    return found
