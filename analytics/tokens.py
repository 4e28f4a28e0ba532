"""Content words of a text in their dictionary form: Japanese by Sudachi, the rest by letters."""

import re
from collections.abc import Sequence
from functools import cache

from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS
from sudachipy import Dictionary, SplitMode, Tokenizer

#: Parts of speech that carry a topic: nouns, verbs and adjectives, without those that only help others.
_CONTENT = frozenset({"名詞", "動詞", "形容詞", "形状詞"})
_HELPING = frozenset({"非自立可能", "数詞", "助動詞語幹"})

#: Words that say nothing of a topic though their part of speech would let them.
_STOP_JA = frozenset(
    "為る 有る 居る 成る 出来る 事 物 時 所 方 様 為 訳 筈 積もり 此れ 其れ 彼れ 何れ 此処 其処 何処 何 誰 私 僕 俺 "
    "自分 今回 今 前 後 中 上 下 内 人 感じ 思う 言う 行く 来る 見る 無い 良い 余り 全て 皆 他 等 達 さん 下さる "
    "頂く 御座る 貰う 呉れる 遣る 置く 又 分 回 年 月 日 目 度 者 点 気 思い 場合 本当 少し ちょっと とても 凄い "
    "一番 最高 最悪 残念 位 程 達する 因る 於く".split()
)

#: What contractions leave behind, what greets or pads, and the masks of personal data.
_STOP_EN = frozenset(ENGLISH_STOP_WORDS) | frozenset(
    "don didn doesn isn wasn weren aren won wouldn couldn shouldn hasn haven hadn ain ll ve re im ive id dont didnt "
    "doesnt isnt cant wont thats its youre theyre lets just really very also got get gets getting make makes made "
    "thing things like would could should one two use used using lot way much many even still ever yes ok okay oh hi "
    "hello hey please thanks thank email phone card postal name address amp gt lt http https www com said say says "
    "going went want know think let need did does doing done good great nice bad best better worst".split()
)

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_KANA_KANJI = re.compile(r"[぀-ヿ㐀-鿿豈-﫿々]")

#: Sudachi takes at most 49,149 bytes at a time; this many characters always fit.
_SUDACHI_LIMIT = 12_000


def content_words(texts: Sequence[str], languages: Sequence[str]) -> list[list[str]]:
    """Return the content words of each text, in order, in dictionary form; stop words are left out."""
    return [
        _japanese(text) if language == "ja" else _lettered(text)
        for text, language in zip(texts, languages, strict=True)
    ]


@cache
def _sudachi() -> Tokenizer:
    """Return the tokeniser in its longest unit, in which 配送料 is one word."""
    return Dictionary(dict="small").tokenizer(mode=SplitMode.C)


def _japanese(text: str) -> list[str]:
    """Return normalised content words, so that 届く and とどく are one; Latin words in lower case."""
    words = []
    for start in range(0, len(text), _SUDACHI_LIMIT):
        for morpheme in _sudachi().tokenize(text[start : start + _SUDACHI_LIMIT]):
            part, detail, *_ = morpheme.part_of_speech()
            if part not in _CONTENT or detail in _HELPING:
                continue
            word = morpheme.normalized_form().lower()
            if word in _STOP_JA or word in _STOP_EN or not _says_something(word):
                continue
            words.append(word)
    return words


def _says_something(word: str) -> bool:
    """Say whether a Japanese word can stand as a keyword: a kanji, or two letters of another script."""
    return any("㐀" <= letter <= "鿿" for letter in word) or (len(word) > 1 and bool(_WORD.fullmatch(word)))


def _lettered(text: str) -> list[str]:
    """Return words of three letters and more in lower case, without what contraction adds."""
    words = (word.group().lower().replace("’", "'") for word in _WORD.finditer(text))
    bare = (word.removesuffix("'s") for word in words)
    return [
        word for word in bare
        if "'" not in word and word not in _STOP_EN and (len(word) > 2 or _KANA_KANJI.search(word))
    ]  # fmt: skip
