"""Postal addresses: 都道府県・市区町村 with a block number, or a house number with a street's name.

Patterns expect narrow text; every repetition is bounded, so a scan is linear.
"""

import regex

from analytics.text.detector import Detector
from analytics.text.patterns import one_of

_PREFECTURE = (
    "(?:北海道|東京都|(?:京都|大阪)府|"
    + one_of(
        """青森 岩手 宮城 秋田 山形 福島 茨城 栃木 群馬 埼玉 千葉 神奈川 新潟 富山 石川 福井 山梨 長野 岐阜
        静岡 愛知 三重 滋賀 兵庫 奈良 和歌山 鳥取 島根 岡山 広島 山口 徳島 香川 愛媛 高知 福岡 佐賀 長崎
        熊本 大分 宮崎 鹿児島 沖縄"""
    )
    + "県)"
)
# Municipalities are written in kanji, but for a few (つくば, さいたま, ひたちなか, 南アルプス).
_MUNICIPALITY = r"[\p{Han}\p{Katakana}ヶのつくばさいたまひたちなか]{1,7}[市区町村郡]"
_TOWN = r"[\p{Han}\p{Katakana}ー々ヶ\p{Hiragana}--[をがはでへに]]{1,12}"
_BLOCK = (
    r"(?:\d{1,4}|[一二三四五六七八九十]{1,3})"
    r"(?:丁目(?:\d{1,4}(?:番地?|-)?(?:の?\d{1,4}号?)?(?:-\d{1,4})?)?"
    r"|番地の?(?:\d{1,4}号?)?(?:-\d{1,4})?|番の?\d{1,4}号?"
    r"|条[東西南北]?\d{1,2}(?:丁目)?(?:\d{1,3}番?)?(?:-\d{1,3})?|-\d{1,4}(?:-\d{1,4}){0,2}(?:号(?!車|線))?)"
)
# A range with a unit ("2-3分", "3-4人") is no block number, nor is a station or crossing an address.
_NO_UNIT = (
    r"(?!\d|"
    + one_of(
        """人 名 日 月 年 時 分 秒 回 泊 件 個 円 歳 才 階 代 点 位 台 歩 割 倍 度 品 種 皿 杯 本 枚 % 万 千
        百 つ 週 ℃ km m か所 カ所 ヶ所 箇所 か国 ヶ月 か月 駅 交差点 通り バス停"""
    )
    + ")"
)
_HOUSE = one_of("ビル マンション ハイツ コーポ アパート 荘 タワー レジデンス ハウス")
_BUILDING = rf"(?: ?[\p{{L}}ー]{{0,14}}{_HOUSE}? ?\d{{1,4}}号室?)?"
_JAPANESE = regex.compile(
    rf"(?V1)(?:{_PREFECTURE}\s?(?:{_MUNICIPALITY}){{0,2}}|{_MUNICIPALITY}){_TOWN}?\s?{_BLOCK}{_NO_UNIT}{_BUILDING}"
)

# "10 Minute Drive", "5 Star Place": capitals that count something, not a street's name.
_COUNTED = one_of(
    """Stars? Min Mins Minutes? Hours? Blocks? Miles? Great Nice Best Good Bedrooms? Beds? Nights? Days?
    People Times? The Weeks? Months? Years? Guests? Rooms? More Different Amazing Km Percent Feet Floors?"""
)
_NAME = rf"(?:(?!{_COUNTED}\b)[A-Z][A-Za-z'.]{{1,20}}|\d{{1,3}}(?:st|nd|rd|th))"
_SURE = one_of("Street St Avenue Ave Road Rd Boulevard Blvd Lane Ln Parkway Pkwy Highway Hwy Drive Dr Court Ct")
# Words of opinion too, so a unit or a city must follow.
_UNSURE = one_of("Place Pl Way Square Sq Circle Cir Terrace Ter")
_END = "(?![A-Za-z])"
_UNIT_AND_CITY = (
    r"(?:,? (?:Apt|Apartment|Unit|Suite|Ste|Flat|#)\.? ?#?\w{1,5})?"
    r"(?:, ?[A-Z][a-z]{1,20}(?: [A-Z][a-z]{1,20})?(?:,? [A-Z]{2}(?![A-Za-z]))?(?: \d{5}(?:-\d{4})?(?!\d))?)?"
)
_ENGLISH = regex.compile(
    rf"(?<![A-Za-z\d$€£¥#/.-])\d{{1,5}}[A-Za-z]? (?:[NSEW]\.? |North |South |East |West )?(?:{_NAME} ){{1,3}}"
    rf"(?:{_SURE}{_END}\.?|{_UNSURE}{_END}(?=,? (?:Apt|Unit|Suite|#)|, [A-Z])){_UNIT_AND_CITY}"
)
# Without capitals, only where the words before say that an address comes.
_ANNOUNCED = regex.compile(
    r"\b(?:live at|lives at|lived at|address is|address:|deliver(?:ed)? to|ship(?:ped)? to|sent to) "
    rf"(?P<it>\d{{1,5}} (?:[a-z]{{2,20}} ){{1,2}}(?:{_SURE}|{_UNSURE}){_END}\.?)",
    regex.IGNORECASE,
)

JAPANESE_ADDRESSES = (Detector("address", _JAPANESE),)
ENGLISH_ADDRESSES = (Detector("address", _ENGLISH), Detector("address", _ANNOUNCED))
