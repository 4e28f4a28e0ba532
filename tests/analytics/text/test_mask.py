"""mask: what is personal becomes a token, what is not stays; recall and precision are numbers here.

The cases are all invented. Blocks are written `case | case`, and `secret @ text` where the text matters.
"""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.text import drop_masks, mask
from analytics.text.mask import TOKEN

#: The least share of personal data found, and of finds that are personal.
RECALL, PRECISION = 0.95, 0.95

WIDE = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)} | {" ": "\u3000"})

#: Put into a sentence, in both widths.
PHONES = """
    090-1234-5678 | 08012345678 | 070 1234 5678 | 050-1234-5678 | 090(1234)5678 | 03-1234-5678
    0422-12-3456 | (03)1234-5678 | 03(1234)5678 | 0312345678 | 0120-123-456 | 0800-123-4567
    +81-90-1234-5678 | +819012345678 | +81 3 1234 5678 | 212-555-0199 | (212) 555-0199 | 212.555.0199
    1-800-555-0199 | +1 212 555 0199 | +44 20 7946 0958 | 020 7946 0958 | 07700 900123 | +49 30 1234567
    +33 1 23 45 67 89 | 01 23 45 67 89 | +82-10-1234-5678 | +86 138 0013 8000
"""
CARDS = """
    4111 1111 1111 1111 | 4012-8888-8888-1881 | 4111111111111111 | 5555 5555 5555 4444 | 2223003122003222
    378282246310005 | 3782 822463 10005 | 3530111333300000 | 6011 1111 1111 1117 | 30569309025904
    6200000000000005
"""
IDS = """
    123456789018 | 1234-5678-9018 | 1234 5678 9018 | 123-45-6789 | 078-05-1120
"""
EMAILS = """
    taro@example.co.jp | jane.doe+shop@mail.example.com | INFO@EXAMPLE.COM | a_b-c@sub.example.org
    x@y.io | o'neil@example.ie | taro[at]example.com | taro (at) example.com | taro{at}example[dot]com
    1234@example.net
"""
ADDRESSES = """
    東京都千代田区丸の内1-9-1 | 大阪市北区梅田3丁目1番3号 | 横浜市西区みなとみらい２－３－１
    北海道札幌市中央区北1条西2丁目 | 京都市下京区東塩小路町721-1 | 福岡県福岡市博多区博多駅中央街1-1
    愛知県名古屋市中村区名駅１丁目１番４号 | 沖縄県那覇市泉崎1-2-2
    世田谷区三軒茶屋2-11-22 コーポ桜201号室 | 埼玉県さいたま市大宮区桜木町1-7-5 | 千葉県浦安市舞浜1番地1
    広島市中区大手町一丁目2番3号 | 12 Main Street, Springfield | 88 Madison Avenue | 221B Baker Street
    350 Fifth Ave, New York, NY 10118 | 742 Evergreen Terrace, Springfield | 13341 Woodland Park Drive
    500 W 2nd St | 10 Downing St, London | 77 Massachusetts Ave, Apt 4B | 4059 Lee Dr | 1 Infinite Loop
"""
POSTAL = """
    〒100-0001 @ 〒100-0001に住む者です | 〒1000001 @ 住所は〒1000001です
    〒 １００−０００１ @ 〒 １００−０００１ まで | 123-4567 @ 郵便番号は123-4567です
    123-4567 @ 123-4567 東京都港区のあたり | 150-0002 @ 150-0002渋谷区
    12210 @ lives in Albany, NY 12210 now | 62704 @ from Springfield IL 62704.
    90210 @ zip code 90210 please | 10001-1234 @ ZIP: 10001-1234 | 97205 @ We flew to Portland, OR 97205
"""
NAMES = r"""
    田中 @ 田中様の対応が良い | 佐藤 @ 担当の佐藤さんに感謝 | 鈴木 @ 鈴木さんと話した
    山口 @ フロントの山口様 | 高橋 @ 高橋氏の説明 | 小川 @ 仲居の小川さんが親切
    長谷川 @ 長谷川さんでした | 林 @ 受付の林さん | 森 @ 森様より連絡 | 木村 @ 木村先生が優しい
    渡辺 @ 渡辺君は元気 | 五十嵐 @ 五十嵐様へ | 佐々木 @ 佐々木さんの笑顔 | 土屋 @ 土屋様が案内
    緒方 @ 緒方さんのおかげ | 井手 @ 井手さんがいた | 麻生 @ 麻生さんの部屋 | 羽生 @ 羽生さんと
    相馬 @ 相馬さんが来た | 金子 @ 金子さんありがとう | 本多 @ 本多様に伝えて | 中山 @ 中山さまが対応
    真央 @ 真央ちゃんが可愛い | 山田太郎 @ 名前は山田太郎です | 中村 @ 中村と申します
    田中花子 @ 氏名：田中花子 | 伊藤 @ 私は伊藤といいます | スミス @ 担当のスミスさん
    ジョン @ ガイドのジョンさん | さくら @ 担当のさくらさん | 坂本 @ スタッフ坂本さんは丁寧
    Smith @ Mr. Smith was rude | Johnson @ ask Mrs Johnson | O'Neil @ Ms. O'Neil helped
    Brown @ I saw Dr. Brown | Davies @ Miss Davies was kind | Green @ thanks to Prof. Green
    John Smith @ my name is John Smith and
    Clarita Jaramillo Mejia @ Her name is Clarita Jaramillo Mejia. | Otis @ a man named Otis at the gate
    Anna Lee @ Best regards, Anna Lee | Tom @ Sincerely,\nTom | Mitchell M Neuer @ name: Mitchell M Neuer
    Steve Wilson @ his name was Steve Wilson | Bhangu @ spoke to Mr.Bhangu
    Doug Parker @ your CEO Mr. Doug Parker
"""
#: Written after the rules were fixed; the rules found 72 of these 75 at first.
LATER = {
    "phone": r"""
        0466-23-4567 @ 藤沢店（0466-23-4567）に問い合わせた
        080-5555-0123 @ 080-5555-0123まで折り返しください
        ０８０５５５５０１２３ @ 携帯は０８０５５５５０１２３
        06-6123-4567 @ TEL:06-6123-4567 FAX:06-6123-4568
        06-6123-4568 @ TEL:06-6123-4567 FAX:06-6123-4568 | (06) 6123-4567 @ (06) 6123-4567
        +1-415-555-2671 @ reach me on +1-415-555-2671 | 415 555 2671 @ text 415 555 2671 if needed
        4155552671 @ Cell phone 4155552671. | +61 2 9876 5432 @ Sydney office +61 2 9876 5432
        +65 6123 4567 @ +65 6123 4567 | +91 98765 43210 @ +91 98765 43210 is my whatsapp
        555-2671 @ my phone: 555-2671 | 090ー1234ー5678 @ 090ー1234ー5678
        090−1234−5678 @ 090−1234−5678へ | 090‐1234‐5678 @ 090‐1234‐5678 | 011-222-3333 @ 札幌 011-222-3333
        04992-1-2345 @ 大島 04992-1-2345 | 1 (888) 555-0123 @ call 1 (888) 555-0123
    """,
    "email": r"""
        suzuki.ichiro@example.jp @ 問合せ先 suzuki.ichiro@example.jp まで
        m.lee@dept.univ.example.edu @ write to m.lee@dept.univ.example.edu
        first-last@ex-ample.com @ <first-last@ex-ample.com> | abc＠example．com @ abc＠example．com
        help@example.co.uk @ mailto:help@example.co.uk | me at example dot com @ me at example dot com
    """,
    "card": r"""
        4242 4242 4242 4242 @ my card 4242 4242 4242 4242 was charged
        ４２４２４２４２４２４２４２４２ @ カード４２４２４２４２４２４２４２４２で支払い
        5105-1051-0510-5100 @ 5105-1051-0510-5100 | 3714 496353 98431 @ amex 3714 496353 98431
        4242424242424242 @ 番号は4242424242424242です
    """,
    "id": r"""
        341672110680 @ マイナンバー341672110680 | 4038 8542 1439 @ 個人番号は4038 8542 1439
        443243244519 @ 6832-3741-8409 | 219-09-9999 @ SSN: 219-09-9999
    """,
    "postal": r"""
        〒530-0001 @ 〒530-0001大阪 | 02139 @ Cambridge, MA 02139 | 33101 @ Miami FL 33101-1234
        ５３０−０００１ @ 〒５３０−０００１
    """,
    "address": r"""
        神戸市中央区加納町6-5-1 @ 神戸市中央区加納町6-5-1です
        東京都渋谷区道玄坂1-2-3 渋谷ビル5 @ 東京都渋谷区道玄坂1-2-3 渋谷ビル5階
        つくば市吾妻1丁目1-1 @ つくば市吾妻1丁目1-1
        長野県北佐久郡軽井沢町長倉2381-1 @ 長野県北佐久郡軽井沢町長倉2381-1
        港区六本木６−１０−１ @ 港区六本木６−１０−１に引っ越した
        名古屋市中区栄三丁目 @ 名古屋市中区栄三丁目5番1号 | 45 Oak Lane @ She lives at 45 Oak Lane.
        1200 North Sunset Blvd @ sent to 1200 North Sunset Blvd, Los Angeles, CA 90028
        9 St. James Square @ 9 St. James Square, London | Apt 5 @ 123 Elm St Apt 5
        岩手県盛岡市内丸10-1 @ 岩手県盛岡市内丸10-1
        77 Beacon St @ my home is 77 Beacon St, Boston MA 02108
    """,
    "name": r"""
        山本 @ 山本さんという方が | 中島 @ 店長の中島様 | 小林 @ 小林さんと大野さん
        大野 @ 小林さんと大野さん | 清水 @ 清水と申します。 | 藤原 @ コンシェルジュの藤原さん
        東海林 @ 東海林さんのサービス | 三浦 @ お客様の三浦様 | マリア @ 担当してくれたマリアさん
        池田 @ 池田氏によると | 村上 @ 担当：村上様 | 岡本 @ 岡本くんが | 西 @ 西さんが受付
        一ノ瀬 @ 一ノ瀬さん | 杉山健 @ 杉山健様 | 阿部 @ 「阿部様」と呼ばれた
        White @ Mr White at reception | Garcia Lopez @ Mrs. Garcia Lopez | Emily @ My name is Emily.
        Robert Downey @ Kind regards,\nRobert Downey | D'Angelo @ Ms. D'Angelo | Lee @ Dr Lee was great
        Carlos @ a waiter named Carlos | Kim @ Her name was Kim | MacDonald @ Mr. MacDonald
    """,
}
CARRIERS = [
    "連絡先は{}です。",
    "Please call me at {} today.",
    "{}に電話したが出ない",
    "my number is {}.",
    "番号：{}（夜間可）",
    "It was {}, I think.",
]
PLAIN_CARRIERS = ["{}を見ました。", "I wrote {} there.", "（{}）と書いた", "see {}!"]
ADDRESS_CARRIERS = ["届け先は{}です", "I live at {} now", "{}"]

#: What is not personal, by what it is instead.
NEGATIVES = {
    "prices, amounts, shares": """
        1,980円でした | １，９８０円 | ¥12,800は高い | $1,234.50 for two nights | €99.99
        総額1234567890円 | paid 450000 yen | 30%オフ | 3,000〜5,000円 | USD 1234567
        ￥０３１２３４５６７８ | cost 4111 yen | 大人2名38000円 | 100,000,000回再生 | 12.5 million users
    """,
    "dates and times": """
        2024-05-01に購入 | 2024/05/01 12:30 | ５月１日１０時 | 01-02-2024 | 02/24/2015 | on 24.02.2015
        令和6年5月1日 | 08:00-12:00 | 11:35 to 14:50 | 2015-02-24 11:35 | 20240501
        2024年12月31日23時59分 | Feb 16 - Feb 24, 2015 | 1999-2024 | 9/11 | 24/7 support
    """,
    "versions, models, sizes, addresses of machines": """
        version 3.2.1 | v10.15.7 is slow | iPhone 14 Pro | WH-1000XM5が良い | Windows 11 22H2
        USB 3.2 Gen 2 | ThinkPad X1 | SM-G998B | 1920x1080 | 10.0.0.1 | 192.168.100.200 | A4 210x297
        100-240V | 型番AB-090-1234-5678 | ISBN 978-4-10-109205-8 | model 212-555 | 4K 60fps | RTX 4090
        JIS X 0208 | Boeing 737-800
    """,
    "orders, tickets, parcels": """
        注文番号 250-1234567-1234567 | 注文番号：0312345678 | 予約番号は0312345678です | order #0312345678
        Ticket 0162424965446 | case #8719519 | ref.8441639 | 追跡番号 1234-5678-9018
        伝票番号123456789018 | tracking number 123456789018 | order no. 4111111111111111
        claim 4016688561 | confirmation 9148445695 | Flight 1234 | UA6016053916 | request: 1-2888155964
        4111 1111 1111 1112 | 1234 5678 9012 3456 | 1234-5678-9012 | booking id 0123456789 | SKU 555-1234
        会員番号090-1234-5678
    """,
    "counts, distances, scores": """
        5つ星 | 10/10 would stay | 3-4人で利用 | 徒歩5-10分 | 2-3泊しました | 部屋は101号室
        room 212 on floor 12 | 1位から100位 | 500m先 | gate B12 | 7 days 6 nights | 100 000 points
        level 99 | 1-0で勝ち | top 10 of 2024 | 0-60 in 3.5 seconds | 12345 people | +100 points
        90210 dollars | 24x365
    """,
    "streets and places that are nobody's address": """
        10 Minute Drive from here | a 5 Star Place | two blocks from Lark Street | walk down Main Street
        5 Minute Walk | 京都市内のホテルで2-3泊 | 新宿区役所まで5-10分 | 名古屋市の駅から3-4人で
        東陽町駅３番出口から | 有楽町銀座一丁目駅の出口 | 東京都内で1番 | 札幌市が好き | 大阪府の3割
        市町村の2-3か所 | 3 Great Places to eat
    """,
    "people without a name": """
        お客様 | 皆様 | スタッフの皆さん | 仲居さんが親切 | 女将さん | 店員さん | 運転手さん | 奥様
        お子様 | 赤ちゃん | お父さん | 息子さんたち | 従業員様 | 団体様 | 居酒屋さん | 板前さん
        支配人さん | 警備員さん | 生徒さん | 子供さん | オーナーさん | スタッフさん | フロントさん | 神様
        同様 | 仕様 | 模様 | 多様 | 前回同様 | 部屋仕様 | 雨模様 | 彼氏 | 摂氏30度 | 行くんで
        逃げ出さんばかり | 塩ちゃんこ | きちんとちゃんと | お伊勢さん | スタッフのみなさん
        担当のおじさん | 私は満足といいますか | 名前は忘れました | 名前は大事です | 名前は同じです
        何度も申します | Dr Pepper is cheap | I miss you | Mr. Clean works | the name is good
        my name is not on it | named after him | Miss You already | with regards to price
        signed up twice | a hotel called Sunrise
    """,
    "written after the rules were fixed": """
        全10品で6,600円 | 評価4.5/5.0 | 2024.5.1から | 7/1〜7/15 | 10-12月 | 12-34-56はNG | 第2回
        1階から3階 | 3LDK | 50m2 | 1000万円以上 | 電話は3分待ち | 090だけ表示 | 03番窓口 | 0.5秒 | 00:30着
        −5℃ | 型番 KX-1234-5678 | 品番1234-5678 | Nikon D850 24-70mm | 50-60Hz | 100-200V対応
        4-2-3-1のフォーメーション | iOS 17.4.1 | build 20240501.1234 | ver.2.10.3 | error code 0x80070005
        E-1234 | HTTP 404 | 1080p 60fps | S/N 0312345678 | Order ID: 112-1234567-1234567
        1Z999AA10123456784 | 佐川の伝票 4012-3456-7890 | お問い合わせ番号 123456789012 | 予約番号 A1234567
        受付番号 0901234567 | ID:12345678 | room 1205-1206 | pages 123-4567 | score 3-2 | 2 x 4
        5 stars out of 5 | the 2nd Street exit | near Main St | a 15 Minute Drive | 3 Bedroom Place, Great
        100 Best Places | 10 Years Drive | flight 555-1234 miles? no | Gate 12 Terminal 3 | 1-2 nights
        24-hour | 9 to 5 | year 2024-2025 | £1,234.56 | 2000 dollars | 5000 points | お疲れ様 | ご苦労様
        お客様の声 | 王様のブランチ | 貴様 | 有様 | 同様に | 外国人さん | 看護師さん | 先生方 | 美容師さん
        お坊さん | お医者様 | 宿主さん | 料理長さん | 大家さん | 業者さん | 配達員さん | ドライバーさん
        パン屋さん | 花屋さん | 八百屋さん | 本屋さん | お姉さん | ご主人様 | 旦那様 | ご両親様 | 皆々様
        患者さん | 新婚さん | 芸人さん | 係の方 | 若い女性の方 | 猫ちゃん | ワンちゃん | 様々 | 様子
        客様 | 仕様です | 氏名を書いた | 名前は覚えていません | 名前が読めない | Mr Bean movie | Dr. is in
        Ms Office | Miss the train | Prof. of the year? | my name is wrong on the ticket
        named best hotel | regards the pool | Missing item | Street food | Lane closed
        12 people way too many | 2 drive thru lanes | 市区町村 | 県内1位 | 都内3件 | 新宿2-3分
        区内5-6店舗 | 市場3-4軒 | 千葉市1-0名古屋市 | 郡山駅3番線
    """,
}


def cases(block: str) -> list[str]:
    """Return the cases of a block."""
    return [case.strip().replace("\\n", "\n") for case in block.replace("\n", "|").split("|") if case.strip()]


def positives() -> list[tuple[str, str, str]]:
    """Return (kind, secret, text) for every case."""
    found = []
    for kind, block, carriers in (
        ("phone", PHONES, CARRIERS),
        ("card", CARDS, PLAIN_CARRIERS),
        ("id", IDS, PLAIN_CARRIERS),
        ("email", EMAILS, PLAIN_CARRIERS),
        ("address", ADDRESSES, ADDRESS_CARRIERS),
    ):
        for number, secret in enumerate(cases(block)):
            for form in (secret,) if kind == "address" else (secret, secret.translate(WIDE)):
                found.append((kind, form, carriers[number % len(carriers)].format(form)))
    for kind, block in [("postal", POSTAL), ("name", NAMES), *LATER.items()]:
        for secret, _, text in (case.partition(" @ ") for case in cases(block)):
            found.append((kind, secret, text))
    return found


def test_recall_and_precision() -> None:
    """At least 95 of 100 pieces of personal data are found, and 95 of 100 finds are personal."""
    personal = positives()
    ordinary = [text for block in NEGATIVES.values() for text in cases(block)]
    assert len(personal) >= 240
    assert len(ordinary) >= 240
    found = [case for case in personal if mask(case[2]).counts.get(case[0]) and case[1] not in mask(case[2]).text]
    wrong = [text for text in ordinary if mask(text).counts]
    assert len(found) / len(personal) >= RECALL, sorted(set(personal) - set(found))
    assert len(found) / (len(found) + len(wrong)) >= PRECISION, wrong


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        (
            "電話０９０－１２３４－５６７８、メールｔａｒｏ＠ｅｘａｍｐｌｅ．ｃｏｍまで",
            "電話[phone]、メール[email]まで",
        ),
        ("〒123-4567 東京都千代田区丸の内1-9-1に届けて", "[postal] [address]に届けて"),
        ("My name is John Smith, 12 Main Street, Springfield, IL 62704.", "My name is [name], [address]."),
        ("田中様と鈴木さん、１，９８０円", "[name]様と[name]さん、１，９８０円"),
        ("4111-1111-1111-1111 (exp 12/27)", "[card] (exp 12/27)"),
        ("https://example.com/090-1234-5678 is a page", "https://example.com/090-1234-5678 is a page"),
        (
            "Ben Carter here, it broke.\nMany thanks, Ben Carter",
            "[name] here, it broke.\nMany thanks, [name]",
        ),
        ("Tom here, about my lamp.\nIt broke.\nThanks, Tom", "[name] here, about my lamp.\nIt broke.\nThanks, [name]"),
        ("It broke.\nA short reply would do, Ann Lee", "It broke.\nA short reply would do, [name]"),
        ("A lamp.\nFive Stars, Highly Recommended", "A lamp.\nFive Stars, Highly Recommended"),
        ("A stay.\nThanks, Everyone", "A stay.\nThanks, Everyone"),
        ("A stay.\nWestchester, NY", "A stay.\nWestchester, NY"),
        ("A stay in Shibuya, Tokyo", "A stay in Shibuya, Tokyo"),
        ("よろしくお願いいたします（石川）", "よろしくお願いいたします（[name]）"),
        ("", ""),
    ],
)
def test_only_the_personal_part_changes(text: str, masked: str) -> None:
    """Around a find everything stays as written, width included."""
    assert mask(text).text == masked


def test_counts() -> None:
    """Finds are counted by kind; a number belongs to one kind only."""
    result = mask("Call 212-555-0199 or 212-555-0188, card 4111 1111 1111 1111")
    assert dict(result.counts) == {"phone": 2, "card": 1}
    assert dict(mask("nothing here").counts) == {}


def test_check_digits_decide() -> None:
    """A card or My Number with a wrong check digit is an ordinary number."""
    for digit in "0234567890":
        assert not mask(f"see 411111111111111{digit}").counts
    for digit in "012345679":
        assert "id" not in mask(f"see 12345678901{digit}").counts


@given(st.text(max_size=80))
def test_mask_is_idempotent_and_changes_nothing_else(text: str) -> None:
    """A masked text has nothing left to mask, and as many tokens more as were counted."""
    result = mask(text)
    assert mask(result.text).text == result.text
    assert len(TOKEN.findall(result.text)) - len(TOKEN.findall(text)) == sum(result.counts.values())


def test_drop_masks() -> None:
    """Tokens go; Latin words stay apart, Japanese ones close up; other brackets stay."""
    assert drop_masks("call [phone]now") == "call  now"
    assert drop_masks("フロントの[name]様") == "フロントの様"
    assert drop_masks("[sic] good") == "[sic] good"


@pytest.mark.parametrize(
    "piece",
    [
        *[
            "山",
            "0",
            "1 ",
            "12 A ",
            "A ",
            "a@",
            "市1",
            "つくば市",
            "名前は",
            "田中様",
            "(0312) ",
            "Mr. ",
            "+1 ",
            "さん",
        ],
        *[
            "4111 1111 1111 1111 ",
            "12 Main Aaa ",
            "http://a/ 0312345678 ",
            "0120-",
            "[at]",
            "1-1-1 Aa St ",
            "東京都",
        ],
        *["Aa Bb here, ", "thanks, Aa Bb ", "します(田中)", "\nAa aa aa, Bb ", "Aa aa "],
    ],
)
def test_hostile_texts_take_linear_time(piece: str) -> None:
    """A hundred thousand characters of near finds are scanned in a second or so."""
    text = piece * (100_000 // len(piece))
    started = time.process_time()
    mask(text)
    assert time.process_time() - started < 1.5
