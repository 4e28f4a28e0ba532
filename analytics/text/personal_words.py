"""Personal data written in words: postal addresses, and names that an honorific or an introduction gives away.

A name without such a sign ("Elizabeth was kind") is not found: that needs a model, and would cost words of opinion.
Patterns expect narrow text; every repetition is bounded, so a scan is linear.
"""

import regex as re

from analytics.text.detector import Detector

# ---------------------------------------------------------------- addresses

_PREFECTURE = (
    "(?:北海道|東京都|(?:京都|大阪)府|(?:青森|岩手|宮城|秋田|山形|福島|茨城|栃木|群馬|埼玉|千葉|神奈川|新潟|富山|石川|福井|山梨|長野|岐阜"
    "|静岡|愛知|三重|滋賀|兵庫|奈良|和歌山|鳥取|島根|岡山|広島|山口|徳島|香川|愛媛|高知|福岡|佐賀|長崎|熊本|大分|宮崎|鹿児島|沖縄)県)"
)
_MUNICIPALITY = r"[\p{Han}\p{Katakana}ヶのつくばさいたまひたちなか]{1,7}[市区町村郡]"
_TOWN = r"[\p{Han}\p{Katakana}ー々ヶ\p{Hiragana}--[をがはでへに]]{1,12}"
_BLOCK = (
    r"(?:\d{1,4}|[一二三四五六七八九十]{1,3})(?:丁目(?:\d{1,4}(?:番地?|-)?(?:の?\d{1,4}号?)?(?:-\d{1,4})?)?|番地の?(?:\d{1,4}号?)?(?:-\d{1,4})?|番の?\d{1,4}号?"
    r"|条[東西南北]?\d{1,2}(?:丁目)?(?:\d{1,3}番?)?(?:-\d{1,3})?|-\d{1,4}(?:-\d{1,4}){0,2}(?:号(?!車|線))?)"
)
# A range with a unit ("2-3分", "3-4人") is no block number.
_NO_UNIT = r"(?![\d人名日月年時分秒回泊件個円歳才階代点位台歩割倍度品種皿杯本枚%万千百]|駅|交差点|通り|バス停|km|m|ヶ月|か月|週|℃)"
_BUILDING = r"(?:[ 　]?[\p{L}ー]{0,14}(?:ビル|マンション|ハイツ|コーポ|アパート|荘|タワー|レジデンス|ハウス)?[ 　]?\d{1,4}号室?)?"
_JAPANESE_ADDRESS = re.compile(
    rf"(?V1)(?:{_PREFECTURE}\s?(?:{_MUNICIPALITY}){{0,2}}|{_MUNICIPALITY}){_TOWN}?\s?{_BLOCK}{_NO_UNIT}{_BUILDING}"
)

# "10 Minute Drive", "5 Star Place": capitals that count something, not a street's name.
_NO_STREET = (
    "Stars?|Min|Mins|Minutes?|Hours?|Blocks?|Miles?|Great|Nice|Best|Good|Bedrooms?|Beds?|Nights?|Days?|People|Times?|Weeks?"
    "|The|Months?|Years?|Guests?|Rooms?|More|Different|Amazing|Km|Percent|Feet|Floors?"
)
_STREET_NAME = rf"(?:(?!(?:{_NO_STREET})\b)[A-Z][A-Za-z'.]{{1,20}}|\d{{1,3}}(?:st|nd|rd|th))"
_SURE_STREET = "Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Parkway|Pkwy|Highway|Hwy|Drive|Dr|Court|Ct"
_UNSURE_STREET = "Place|Pl|Way|Square|Sq|Circle|Cir|Terrace|Ter"
_UNIT_AND_CITY = (
    r"(?:,? (?:Apt|Apartment|Unit|Suite|Ste|Flat|#)\.? ?#?\w{1,5})?"
    r"(?:, ?[A-Z][a-z]{1,20}(?: [A-Z][a-z]{1,20})?(?:,? [A-Z]{2}(?![A-Za-z]))?(?: \d{5}(?:-\d{4})?(?!\d))?)?"
)
_ENGLISH_ADDRESS = re.compile(
    rf"(?<![\d\w$€£#/.-])\d{{1,5}}[A-Za-z]? (?:[NSEW]\.? |North |South |East |West )?(?:{_STREET_NAME} ){{1,3}}"
    rf"(?:(?:{_SURE_STREET})\b\.?|(?:{_UNSURE_STREET})\b(?=,? (?:Apt|Unit|Suite|#)|, [A-Z])){_UNIT_AND_CITY}"
)
_LOWER_ADDRESS = re.compile(
    r"(?i:\b(?:live at|lives at|lived at|address is|address:|deliver(?:ed)? to|ship(?:ped)? to|sent to)) "
    rf"(?P<it>\d{{1,5}} (?:[a-z]{{2,20}} ){{1,2}}(?i:{_SURE_STREET}|{_UNSURE_STREET})\b\.?)"
)

# -------------------------------------------------------------------- names

#: Who is called さん or 様 by role, kinship or courtesy: how such words end …
_ROLES = (
    "客|皆|奥|方|方々|様|家|屋|店|員|者|手|主|人|師|官|士|学生|先生|校生|徒|長|女将|大将|仲居|係|業|お陰|嬢|娘|息子|王子|弟子|双子|迷子|親子|女子|男子|妻子|子供|供|利用|旦那"
    "|母|父|兄|姉|弟|妹|婆|爺|嫁|婿|親|夫婦|夫妻|新婦|妊婦|主婦|看護婦|老|神|仏|殿様|姫|猫|犬|団体|常連|先輩|後輩|会社|社|板前|女中|海女|番頭|巫女|世話|苦労|馳走"
    "|粗末|気の毒|同|仕|模|多種多|如来|観音|地蔵|稲荷|天神|大仏|権現|菩薩|明神|達|組|等|宿|館|掃除|警備|駐在|友達|連れ|患者|役所|大使|領事|大臣|議員|相方|担当|受付|責任|管理"
    "|上司|部下|同僚|近所|外人|芸妓|舞妓|病院|薬局|銀行|郵便|消防|派出|交番|大工|左官|八百|支配|案内|清掃|旅行|満足|会計|予約"
)
#: … and family names that end so all the same.
_LIKE_ROLES = (
    "土屋|守屋|古屋|大屋|荒屋|関屋|緒方|土方|生方|枝方|井手|山手|川手|古館|新館|三宿|新宿|真家|大家|鬼頭師|富士|冨士|小社|田主|地主|都築社|兼人|隼人|大社|長老|真人|正人|直人|和人"
    "|健人|拓人|勇人|勝人|明人|海士|成士|健士|武士|聖士|里親|石神|大神|本神|天神林|犬飼|上家|宮家|中家|藤家|岡家|横手|下手|沢手|国士|智師"
)
#: Family names of one character; any other single character before さん is a word ("逃げ出さん", "行くんで").
_SHORT_NAMES = "[林森原東西南北関辻岡堀谷沖泉菅星畑柳榎杉桂平島浜橘柏楠樋梶辺滝矢江牧境椿榊]"
# Read backwards from the honorific, which is rare, to the name, which could be any kanji.
_HONORIFIC = r"(?:さん|さま|様|氏|先生|(?:くん|君)(?![だでが])|ちゃん(?![ことぽ]))"
_FAMILY_NAME = (
    rf"{_HONORIFIC}(?!\p{{Han}})(?<=(?<![\p{{Han}}々〇おご])(?P<it>[\p{{Han}}々ヶ]{{2,5}}|{_SHORT_NAMES})"
    rf"(?:(?<!{_ROLES})|(?<={_LIKE_ROLES}))(?:さん|さま|様|氏|先生|くん|君|ちゃん))"
)
_FOREIGN_ROLES = (
    "スタッフ|オーナー|フロント|ホテル|リピーター|デザイナー|ホテルマン|ウサギ|コンシェルジュ|バーテンダー|ヨメ|プランナー|クマ|バイト|アルバイト|ダンナ|ウェイター|ウェイトレス|ガイド"
    "|ポーター|ボーイ|ゲスト|ドライバー|マネージャー|マネジャー|シェフ|コック|キャスト|レセプション|レセプショニスト|クリーナー|ベル|ドアマン|ママ|パパ|マスター|メーカー|ショップ|サポート|サービス"
    "|オペレーター|ユーザー|カスタマー|ドクター|ナース|トレーナー|コーチ|インストラクター|セラピスト|エステティシャン|キャディ|パート|メイド|リーダー|チーフ|ワン|ネコ|イヌ|ペット|ファン|カップル|ファミリー"
    "|ビジネスマン|サラリーマン|バックパッカー|ホスト|セールス|ディーラー|ライダー|コンビニ|スーパー|タクシー|レストラン|バス|カフェ|テナント|グループ|チーム|センター|オペレータ|スタッフー"
)
_FOREIGN_NAME = (
    r"(?:担当(?:者|して(?:くれた|くださった|頂いた|いただいた))?(?:の|は|が)?|フロントの|ガイドの|受付の)"
    rf"(?P<it>(?!(?:{_FOREIGN_ROLES})(?:さん|様))[\p{{Katakana}}ー・]{{2,12}}|(?!みな|お|ご|かみ)\p{{Hiragana}}{{2,5}}?)"
    r"(?:さん|さま|様|氏|君)"
)
_INTRODUCED = (
    r"(?:名前は|氏名は|[氏名][名前]?:) ?(?P<it>[\p{Han}々]{1,3} ?[\p{Han}\p{Hiragana}\p{Katakana}々]{1,5}?)"
    r"(?=です|と申し|といい|と言い|でござ|[、。\s]|$)"
    rf"|と申します(?!か)(?<=(?<![\p{{Han}}々])(?P<it>[\p{{Han}}々]{{1,3}} ?[\p{{Han}}々]{{0,3}})(?<!{_ROLES})と申します)"
    r"|(?:私は|わたくしは?|わたしは)、?(?P<it>[\p{Han}々]{1,3} ?[\p{Han}々]{1,3})と(?:いい|言い)ます"
)
_JAPANESE_NAME = re.compile(_FAMILY_NAME)
_JAPANESE_FOREIGN_NAME = re.compile(_FOREIGN_NAME)
_JAPANESE_INTRODUCED = re.compile(_INTRODUCED)

_GIVEN = r"[A-Z][a-zA-Z]{1,20}(?:['’-][A-Z][a-z]{1,20})?\d{0,6}"
# Titles also open brands, and "Dr" also closes a street.
_NO_NAME = "Pepper|Coffee|Robot|Bean|Clean|You|It|This|That|The|My|Them|America|Universe|World|Saigon|Office|Word|Excel|Teams|Is|Was|Are|And|In"
_TITLED = re.compile(
    rf"(?<![A-Za-z@#])(?:(?:Mr|Mrs|Ms|Mx)(?:\. ?| )|(?:Miss|Prof\.?|Professor|(?<![A-Z][a-z]{{1,20}} )Dr\.?) )"
    rf"(?P<it>(?!(?:{_NO_NAME})\b){_GIVEN}(?: {_GIVEN})?)"
)
_NAMED = re.compile(
    rf"\b(?i:(?:my|his|her|their) (?:full |first |last )?name(?:'s|’s| is| was)|(?:name|names?):|named|signed,"
    rf"|(?:best |kind |warm )?regards,?|sincerely,?|yours truly,?)\s{{1,3}}"
    rf"(?P<it>(?!(?:After|As|The|Best|One|In|For)\b){_GIVEN}(?: [A-Z]\.?(?= ))?(?: {_GIVEN}){{0,2}})"
)

JAPANESE_ADDRESSES = (Detector("address", _JAPANESE_ADDRESS),)
ENGLISH_ADDRESSES = (Detector("address", _ENGLISH_ADDRESS), Detector("address", _LOWER_ADDRESS))
JAPANESE_NAMES = (
    Detector("name", _JAPANESE_NAME),
    Detector("name", _JAPANESE_FOREIGN_NAME),
    Detector("name", _JAPANESE_INTRODUCED),
)
ENGLISH_NAMES = (
    Detector("name", _TITLED),
    Detector("name", _NAMED),
)
