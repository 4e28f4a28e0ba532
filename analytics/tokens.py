"""Japanese words by Sudachi: nouns with their affixes, predicates in dictionary form, and what joins them.

A word has a key, under which all its spellings are one (美味しい and おいしい), and the form to show, which is how
the writer spelt it. Between two words of a phrase stands a link: nothing within a compound (朝食バイキング), a
particle between a noun and what is said of it (部屋が狭い), or None where no phrase goes on.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from sudachipy import Dictionary, Morpheme, SplitMode, Tokenizer

#: Japanese words, in Sudachi's normalised form, that say nothing of a topic though their part of speech would let them.
_STOP_WORDS = frozenset(
    "為る 有る 居る 成る 出来る 事 物 時 所 方 様 為 訳 筈 積もり 此れ 其れ 彼れ 何れ 此処 其処 何処 何 誰 私 僕 "
    "俺 自分 今回 今 前 後 中 上 下 内 人 感じ 感ずる 思う 言う 行く 来る 見る 余り 全て 皆 他 等 達 さん 下さる "
    "頂く 御座る 貰う 呉れる 遣る 置く 又 分 回 年 月 日 目 度 者 点 気 思い 場合 本当 少し ちょっと とても 凄い "
    "位 程 達する 因る 於く 知れる 其の 此の 方々 皆様 私達 次第 一つ 当方 小生 個人 個人的 的 通り 儘 以上 以下 "
    "生憎 あいにく "
    "以外 様子 状態 部分 辺 辺り 側 際 頃 毎 毎回 全部 全体 一寸 沢山 色々 様々 別 同じ こと もの とき ところ "
    "ほう よう ため わけ など 感じる 此方 事柄 物事 其方 一人 二人 大変 非常 普通 特 逆 先 後半 更 再度 是非 何時 "
    "何時も 皆さん 回目 頂ける 割 勿体 自体 もったい 可 不可 しれる 済む 御免 考える 致す 申す 存ずる 存じる 参る "
    "伺う".split()
)


class Word(NamedTuple):
    """A word of a text; one that does not stand alone (良い, できない, not) only makes phrases."""

    key: str
    shown: str
    link: str | None
    alone: bool = True


class _Piece(NamedTuple):
    """A morpheme as the reader below wants it: its role, its key and its dictionary form."""

    role: str
    key: str
    shown: str
    surface: str
    conjugation: str
    form: str


#: Sudachi takes at most 49,149 bytes at a time; this many characters always fit.
_SUDACHI_LIMIT = 12_000

#: How a noun and what follows are joined, by the particles that stand between: は and も only put first what が marks.
_TO_NOUN = {"の": "の", "からの": "からの", "での": "での", "への": "への"}
_TO_QUALITY = {"": "が", "が": "が", "は": "が", "も": "が", "に": "に", "には": "に", "から": "から", "で": "で"}
_TO_DOING = {"が": "が", "を": "を", "に": "に", "には": "に", "から": "から", "で": "で", "へ": "へ"}

#: Nouns that can also be a predicate: 対応する, 親切だ; and those that count.
_NOUNS = {
    "サ変可能": "doing",
    "形状詞可能": "quality",
    "サ変形状詞可能": "quality",
    "助数詞可能": "counter",
    "副詞可能": "adverbial",
}
_NOUN_LIKE = frozenset({"noun", "doing", "quality", "counter", "adverbial"})
_PREDICATES = frozenset({"verb", "adjective", "light-verb", "light-adjective"})

#: Suffixes that carry politeness, number or place but no meaning of their own, and nouns of one kanji that belong to
#: no noun before them.
_EMPTY_SUFFIXES = frozenset("さん 様 さま たち 達 等 ら ちゃん 君 くん 殿 方 がた 目 共 ども 内 中 上".split())
_LOOSE_KANJI = frozenset("中内上下前後時方他等為分度回目割")

#: Predicates that say something only together with a noun, most of them only where they are denied.
_LIGHT = frozenset({"良い", "良い¬", "無い", "出来る¬"})

#: Put behind a key whose word is denied: 届かない is another word than 届く.
_DENIED = "¬"

#: The last kana of a godan verb and what it is before ない.
_BEFORE_NAI = dict(zip("うくぐすつぬぶむる", "わかがさたなばまら", strict=True))

_LATIN_HYPHEN = re.compile(r"(?<=[A-Za-z])[\u2010-\u2015\u2212](?=[A-Za-z])")
#: A number of an order or article (AS01887-001), which is no word: its letters would join the noun before them.
_CODE = re.compile(r"[A-Za-z]+-?[0-9]{3,}[0-9A-Za-z-]*")
_LATIN = re.compile(r"[A-Za-z][A-Za-z'&.-]*")
_SIGN = re.compile(r"\W")
_KATAKANA = re.compile(r"[ァ-ヺー]+")
_KANJI = re.compile(r"[㐀-鿿豈-﫿々]")
_LETTERS = re.compile(r"[^\W\d_]+(?:[-ー・'&][^\W\d_]+)*")


def japanese_words(text: str) -> list[Word]:
    """Return the words of a Japanese text in order, stop words left out."""
    text = _CODE.sub("", _LATIN_HYPHEN.sub("-", unicodedata.normalize("NFKC", text)))
    words: list[Word] = []
    for start in range(0, len(text), _SUDACHI_LIMIT):
        pieces = [_piece(morpheme) for morpheme in _sudachi().tokenize(text[start : start + _SUDACHI_LIMIT])]
        words.extend(_Reader(_mended(pieces)).words())
    return words


@cache
def _sudachi() -> Tokenizer:
    """Return the tokeniser in its longest unit."""
    return Dictionary(dict="small").tokenizer(mode=SplitMode.C)


def _piece(morpheme: Morpheme) -> _Piece:
    """Return one morpheme with its role."""
    speech = morpheme.part_of_speech()
    role, surface, key = _role(speech), morpheme.surface(), morpheme.normalized_form().lower()
    shown = morpheme.dictionary_form() if role in _PREDICATES else surface
    if role in _NOUN_LIKE and _LATIN.fullmatch(surface):
        # Wi-Fi and wifi; Sudachi leaves signs within Latin words as they are.
        key = _SIGN.sub("", surface).lower()
    if role == "aux" and key in ("ない", "ず"):
        role = "not"
    elif role == "aux" and surface == "な":
        role = "na"
    return _Piece(role, key, shown, surface, speech[4], speech[5])


def _mended(pieces: list[_Piece]) -> list[_Piece]:
    """Put a katakana word together that the dictionary does not know and cut into one letter and the rest: コ-スパ."""
    mended: list[_Piece] = []
    for piece in pieces:
        last = mended[-1].surface if mended else ""
        if _KATAKANA.fullmatch(last + piece.surface) and last and 1 in (len(last), len(piece.surface)):
            mended[-1] = _Piece("noun", last + piece.surface, last + piece.surface, last + piece.surface, "", "")
        else:
            mended.append(piece)
    return mended


@cache
def _role(speech: tuple[str, ...]) -> str:
    """Return the role of a part of speech."""
    part, detail, third = speech[:3]
    if part == "名詞":
        # Names of people are nobody's topic.
        nameless = {"数詞": "number", "助動詞語幹": "break"}.get(detail)
        return nameless or ("break" if third == "人名" else _NOUNS.get(third, "noun"))
    if part in ("動詞", "形容詞"):
        return ("light-" if detail == "非自立可能" else "") + ("verb" if part == "動詞" else "adjective")
    if part == "形状詞":
        return "break" if detail == "助動詞語幹" else "quality"
    if part == "助詞":
        return "binder" if detail == "接続助詞" else "particle"
    if part == "接尾辞":
        return "suffix" if detail in ("名詞的", "形状詞的") else "aux"
    return {"接頭辞": "prefix", "副詞": "adverb", "助動詞": "aux"}.get(part, "break")


class _Reader:
    """Reads the pieces of one text from left to right into words."""

    def __init__(self, pieces: list[_Piece]) -> None:
        self._pieces = pieces
        self._at = 0
        # The role of the last word, and the particles that have stood since: None where its phrase is over.
        self._last = ""
        self._between: str | None = None

    def words(self) -> Iterator[Word]:
        """Take a noun with its affixes, a predicate, or something in between, until nothing is left."""
        while self._at < len(self._pieces):
            piece = self._pieces[self._at]
            if piece.role in _NOUN_LIKE or piece.role == "prefix" or self._opens_noun():
                word = self._noun()
            elif piece.role in _PREDICATES:
                word = self._predicate()
            else:
                self._pass(piece)
                continue
            if word is not None:
                yield word

    def _role_at(self, place: int) -> str:
        """Return the role of a piece, nothing behind the last one."""
        return self._pieces[place].role if place < len(self._pieces) else ""

    def _pass(self, piece: _Piece) -> None:
        """Note a particle; a counter goes with its number; an adverb changes nothing; all else ends the phrase."""
        self._at += 1
        if piece.role == "number":
            while self._role_at(self._at) in ("number", "suffix", "counter"):
                self._at += 1
        if piece.role in ("particle", "na") and self._between is not None:
            self._between += piece.shown
        elif piece.role != "adverb":
            self._between = None

    def _opens_noun(self) -> bool:
        """Say whether a verb or adjective is the front of a noun here: 広-さ, 食べ-放題, 乗り-場."""
        piece, following = self._pieces[self._at], self._role_at(self._at + 1)
        if piece.role == "adjective":
            return piece.form.startswith("語幹") and following == "suffix"
        return piece.role == "verb" and piece.form.startswith("連用形") and following in ("noun", "suffix")

    def _noun(self) -> Word | None:
        """Return a noun with its affixes, None for a stop word."""
        start = self._at
        while self._role_at(self._at) == "prefix":
            self._at += 1
        if self._role_at(self._at) not in _NOUN_LIKE and not (self._at < len(self._pieces) and self._opens_noun()):
            self._at = max(self._at, start + 1)
            return self._stop()
        self._at += 2 if self._role_at(self._at) in _PREDICATES else 1
        role = self._pieces[self._at - 1].role
        while self._role_at(self._at) == "suffix" or self._ends_noun():
            self._at += 1
            role = "noun"
        whole = self._pieces[start : self._at]
        parts = [piece for piece in whole if piece.key != "御" and piece.surface not in _EMPTY_SUFFIXES]
        if whole[0].key != "御":
            # お客様 is written whole, スタッフさん without さん.
            whole = parts
        if not parts:
            return self._stop()
        # One morpheme is found under its normalised form, a longer noun under what was written.
        key = parts[0].key if len(parts) == 1 else "".join(self._written(part) for part in parts)
        return self._word(role if role in _NOUN_LIKE else "noun", key, "".join(part.surface for part in whole))

    def _ends_noun(self) -> bool:
        """Say whether the next piece is a noun of one kanji that belongs to the noun before: 清潔-感, 洗面-台."""
        if self._role_at(self._at) not in ("noun", "counter", "adverbial"):
            return False
        piece = self._pieces[self._at]
        return bool(_KANJI.fullmatch(piece.surface)) and piece.surface not in _LOOSE_KANJI

    def _written(self, part: _Piece) -> str:
        """Return the key of a part of a noun: verbs and adjectives as they stand, without their ending."""
        return part.surface if part.role in _PREDICATES else part.key

    def _predicate(self) -> Word | None:
        """Return a verb or adjective in dictionary form, denied or not."""
        piece = self._pieces[self._at]
        self._at += 1
        key, shown = piece.key, piece.shown
        if self._denied():
            key, shown = (key + _DENIED, _denial(piece)) if key != "有る" else ("無い", "ない")
        if piece.role.startswith("light-") and key not in _LIGHT:
            return self._stop()
        role = piece.role.removeprefix("light-")
        # An adjective that stands before a noun in the present belongs to it; a verb need not.
        open_ended = role == "adjective" and piece.form.startswith(("連体形", "終止形")) and key == piece.key
        return self._word(role, key, shown, goes_on=open_ended and key not in _LIGHT)

    def _denied(self) -> bool:
        """Say whether ない or ん follows within the same predicate, and step over the predicate's endings."""
        found = hedged = False
        while (role := self._role_at(self._at)) in ("aux", "not", "light-verb", "light-adjective", "binder"):
            piece = self._pieces[self._at]
            if role == "light-adjective" and piece.key != "無い":
                break
            # なければならない asks for what it seems to deny.
            hedged = hedged or piece.form.startswith("仮定形")
            found = found or role == "not" or piece.key == "無い"
            self._at += 1
        return found and not hedged

    def _word(self, role: str, key: str, shown: str, *, goes_on: bool = True) -> Word | None:
        """Return a word with its link to the last one, None for a stop word."""
        stopped = key.rstrip(_DENIED) in _STOP_WORDS and key not in _LIGHT
        if stopped or not _says_something(shown):
            return self._stop()
        link = self._link(role)
        self._last, self._between = role, "" if goes_on else None
        return Word(key, shown, link, key not in _LIGHT)

    def _stop(self) -> Word | None:
        """End the phrase at a stop word, which is no word of the text."""
        self._last, self._between = "", None
        return None

    def _link(self, role: str) -> str | None:
        """Return what joins the last word and one of this role."""
        between = self._between
        if between is None or not self._last:
            return None
        if self._last == "adjective":
            return "" if role in _NOUN_LIKE and not between else None
        if self._last == "verb":
            return None
        if role in _NOUN_LIKE and not between:
            # 近く and 毎朝 may be an adverb, and then belong to nothing.
            return None if self._last == "adverbial" else ""
        if self._last == "quality" and between == "な":
            return "な" if role in _NOUN_LIKE else None
        return _joint(role, between)


def _joint(role: str, between: str) -> str | None:
    """Return what joins a noun and a word of this role over particles, None where nothing does."""
    if role in _NOUN_LIKE and between in _TO_NOUN:
        return _TO_NOUN[between]
    if role in ("adjective", "quality"):
        return _TO_QUALITY.get(between)
    if role == "verb" and not between:
        return ""
    return _TO_DOING.get(between) if role in ("verb", "doing") else None


def _denial(piece: _Piece) -> str:
    """Return the dictionary form of a verb or adjective with ない."""
    word, kind = piece.shown, piece.conjugation
    if kind == "形容詞":
        return word[:-1] + "くない"
    if kind.startswith("五段"):
        return word[:-1] + _BEFORE_NAI.get(word[-1], "") + "ない"
    if kind.startswith("サ行変格"):
        return word.removesuffix("する") + "しない"
    return ("こ" if word == "くる" else word.removesuffix("る")) + "ない"


def _says_something(word: str) -> bool:
    """Say whether a word can stand in a label: a kanji, or two letters of another script, and no number in it."""
    return bool(_LETTERS.fullmatch(word)) and (len(word) > 1 or bool(_KANJI.fullmatch(word)))
