"""Names that an honorific or an introduction gives away: 田中様, Mr. Smith, my name is John Smith.

A name without such a sign ("Elizabeth was kind") is not found: that needs a model, and would cost words of
opinion. The honorific stays, so the sentence still reads. Patterns expect narrow text; every repetition is
bounded, so a scan is linear.
"""

import regex

from analytics.text.detector import Detector
from analytics.text.patterns import one_of

#: How words end that are called さん or 様 by role, kinship or courtesy, and name nobody …
_ROLE = one_of(
    """客 皆 奥 方 方々 様 家 屋 店 員 者 手 主 人 師 官 士 学生 校生 先生 徒 長 女将 大将 仲居 係 業 お陰
    嬢 娘 息子 王子 弟子 双子 迷子 親子 女子 男子 妻子 供 旦那 母 父 兄 姉 弟 妹 婆 爺 嫁 婿 親 夫婦 夫妻
    新婦 妊婦 主婦 看護婦 老 神 仏 殿様 姫 猫 犬 団体 常連 先輩 後輩 社 板前 女中 海女 番頭 巫女 世話 苦労
    馳走 粗末 気の毒 同 仕 模 多種多 如来 観音 地蔵 稲荷 天神 大仏 権現 菩薩 明神 達 組 等 宿 館 掃除 警備
    駐在 友達 連れ 役所 大使 領事 大臣 相方 担当 受付 責任 管理 上司 部下 同僚 近所 芸妓 舞妓 病院 薬局 銀行
    郵便 消防 派出 交番 大工 左官 八百 支配 案内 清掃 旅行 利用 満足 会計 予約 皆々 新婚 〇"""
)
#: … and names that end so all the same.
_NAME_LIKE_ROLE = one_of(
    """土屋 守屋 古屋 大屋 荒屋 関屋 緒方 土方 生方 枝方 井手 山手 川手 沢手 古館 三宿 真家 宮家 藤家 富士
    冨士 隼人 真人 正人 直人 和人 健人 拓人 勇人 勝人 明人"""
)
#: Family names of one character; any other single character before さん is a word ("逃げ出さん", "行くんで").
_SHORT_NAME = "[林森原東西南北関辻岡堀谷沖泉菅星畑柳榎杉桂平島浜橘柏楠樋梶辺滝矢江牧境椿榊]"
_HONORIFIC = r"(?:さん|さま|様|氏|先生|くん|君|ちゃん)"
# Read backwards from the honorific, which is rare, to the name, which could be any kanji.
_WITH_HONORIFIC = regex.compile(
    rf"(?:さん|さま|様|氏|先生|くん|君|ちゃん(?![ことぽ]))(?!\p{{Han}})"
    rf"(?<=(?<![\p{{Han}}々〇おご])(?P<it>[\p{{Han}}々ヶ]{{2,5}}|\p{{Han}}ノ\p{{Han}}{{1,3}}|{_SHORT_NAME})"
    rf"(?:(?<!{_ROLE})|(?<={_NAME_LIKE_ROLE})){_HONORIFIC})"
)

_ROLE_IN_KATAKANA = one_of(
    """スタッフ オーナー フロント ホテル リピーター デザイナー ホテルマン コンシェルジュ バーテンダー
    プランナー バイト アルバイト ウェイター ウェイトレス ガイド ポーター ボーイ ゲスト ドライバー
    マネージャー マネジャー シェフ コック キャスト レセプション クリーナー ベル ドアマン ママ パパ マスター
    メーカー ショップ サポート サービス オペレーター ユーザー カスタマー ドクター ナース トレーナー コーチ
    インストラクター セラピスト エステティシャン キャディ パート メイド リーダー チーフ ファン カップル
    ファミリー ビジネスマン ホスト セールス ディーラー グループ チーム センター"""
)
# Kana name a person only behind a role ("担当のスミスさん"): ワンちゃん and おじさん are everywhere.
_BEHIND_ROLE = regex.compile(
    r"(?:担当(?:者|して(?:くれた|くださった|頂いた|いただいた))?|フロント|ガイド|受付)"
    rf"(?:[のはが]?(?P<it>(?!{_ROLE_IN_KATAKANA}(?:さん|様))[\p{{Katakana}}ー・]{{2,12}})"
    r"|[のはが](?P<it>(?!みな|お|ご|かみ)\p{Hiragana}{2,5}?))(?:さん|さま|様|氏|君)"
)

# What follows 名前は or 私は and is no name.
_NO_JAPANESE_NAME = (
    "(?![同違変良悪好嫌知覚忘何無長短珍難分]|"
    + one_of(
        """秘密 不明 大事 大切 重要 素敵 必要 有名 綺麗 可愛 内緒 匿名 未定 本名 仮名 普通 簡単 間違 平凡 満足
        満点"""
    )
    + ")"
)
_FULL_NAME = rf"{_NO_JAPANESE_NAME}[\p{{Han}}々]{{1,3}} ?[\p{{Han}}\p{{Hiragana}}\p{{Katakana}}々]{{1,5}}?"
_INTRODUCED = regex.compile(
    rf"(?:名前|氏名)は ?(?P<it>{_FULL_NAME})(?=です|と申し|といい|と言い|でござ)"
    rf"|(?:名前|氏名) ?: ?(?P<it>{_FULL_NAME})(?=[、。\s]|$)"
    r"|と申します(?!か)(?<=(?<![\p{Han}々])"
    rf"(?P<it>{_NO_JAPANESE_NAME}[\p{{Han}}々]{{1,3}} ?[\p{{Han}}々]{{0,3}})(?<!{_ROLE})と申します)"
    rf"|(?:私|わたし|わたくし)は、?(?P<it>{_NO_JAPANESE_NAME}[\p{{Han}}々]{{1,3}} ?[\p{{Han}}々]{{1,3}})"
    rf"(?<!{_ROLE})と(?:いい|言い)ます(?!か)"
)

_GIVEN = r"(?:[A-Z]['’][A-Z][a-z]{1,20}|[A-Z][a-zA-Z]{1,20}(?:['’-][A-Z][a-z]{1,20})?\d{0,6})"
# Titles also open brands, and "Dr" also closes a street.
_NO_NAME = one_of(
    """Pepper Coffee Robot Bean Clean You It This That The My Them America Universe World Saigon Office Word
    Excel Teams Is Was Are And In"""
)
_TITLED = regex.compile(
    r"(?<![A-Za-z@#])(?:(?:Mr|Mrs|Ms|Mx)(?:\. ?| )|(?:Miss|Prof\.?|Professor|(?<![A-Z][a-z]{1,20} )Dr\.?) )"
    rf"(?P<it>(?!{_NO_NAME}\b){_GIVEN}(?: {_GIVEN})?)"
)
_NAMED = regex.compile(
    r"\b(?i:(?:my|his|her|their) (?:full |first |last )?name(?:'s|’s| is| was)|names?:|named|signed,"
    r"|(?:best |kind |warm )?regards,?|sincerely,?|yours truly,?)\s{1,3}"
    rf"(?P<it>(?!(?:After|As|The|Best|One|In|For)\b){_GIVEN}(?: [A-Z]\.?(?= ))?(?: {_GIVEN}){{0,2}})"
)

# How mails to a shop open and close: "Ben Carter here", "Many thanks, Ben Carter", お願いします（田中）.
_NO_WRITER = one_of(
    """Great Nice Best Good Amazing Lovely Awesome Beautiful Love Loved Customer Very Such So Air Airlines
    Airways Team Support Store Hotel Company Service Guys All Everyone"""
)
_WRITER = rf"(?P<it>(?!{_NO_WRITER}\b){_GIVEN} (?!{_NO_WRITER}\b){_GIVEN})"
_SIGNED = regex.compile(
    rf"(?:^|\n)(?:(?:Hi|Hello|Dear)\b[^,.!\n]{{0,30}}[,.!] ?)?{_WRITER} here(?=[,.]| and\b| again\b)"
    r"|\b(?i:thanks|thanks in advance|thank you|best wishes|all the best|cheers|yours faithfully|yours),"
    rf"\s{{1,3}}{_WRITER}(?=\s|[.!]|$)"
)
# A mail's own last line, "Cheers, Tom" or "A short reply would do, Olivia Brown": in lower case up to the comma, since
# titles are not ("Five Stars, Highly Recommended"), nothing behind the name, and no capitals only ("Westchester, NY").
# Of 80,000 English texts of four sources it finds two, both of them names. Mails open so as well: "Tom here, about".
_NO_SIGNATURE = rf"(?:{_NO_WRITER}|[A-Z]+)\b"
_LAST_LINE = regex.compile(
    r"\n[A-Z][a-z'’]{0,14}(?: (?:[a-z'’]{1,14}|I)){0,7}, "
    rf"(?P<it>(?!{_NO_SIGNATURE}){_GIVEN}(?: {_GIVEN})?)\s*$"
    rf"|^(?P<it>(?!{_NO_SIGNATURE}){_GIVEN}) here, about\b"
)
_SIGNED_IN_JAPANESE = regex.compile(
    r"お願い(?:いた|致)?します。?\((?P<it>(?!至急|切実|爆笑|苦笑|本気|以上)[\p{Han}々]{2,4})\)"
)

JAPANESE_NAMES = (
    Detector("name", _WITH_HONORIFIC),
    Detector("name", _BEHIND_ROLE),
    Detector("name", _INTRODUCED),
    Detector("name", _SIGNED_IN_JAPANESE),
)
ENGLISH_NAMES = (
    Detector("name", _TITLED),
    Detector("name", _NAMED),
    Detector("name", _SIGNED),
    Detector("name", _LAST_LINE),
)
