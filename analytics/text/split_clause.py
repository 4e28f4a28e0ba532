"""Sentences of more than one opinion are cut into clauses: at a contrast, and where they run on too long."""

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from analytics.text.patterns import one_of


@dataclass(frozen=True, slots=True)
class Grammar:
    """Where sentences of a language may be cut, and how long a piece must and may be.

    Lengths are characters where `by_character` (scripts without blanks), else words.
    """

    by_character: bool
    #: A contrast that carries two opinions, cut when both sides have `min_side`.
    contrast: regex.Pattern[str]
    min_side: int
    #: What the part after the contrast must hold.
    other_side: regex.Pattern[str]
    #: A sentence longer than `max_sentence` is cut at these marks, strongest first, into pieces of
    #: `min_piece` or more.
    clause_marks: tuple[regex.Pattern[str], ...]
    max_sentence: int
    min_piece: int

    def length(self, text: str, start: int, end: int) -> int:
        """Return the length of text[start:end] in characters or, by the blanks inside it, in words."""
        return end - start if self.by_character else text.count(" ", start + 1, end - 1) + 1


# What a clause must end in to be an opinion: an adjective, a negation, or a word that judges.
# "二泊しましたが、", "個人的な感想ですが、" and "鍋にしたのですが、" only set the scene for what follows.
_JUDGING = one_of(
    """残念 満足 不満 綺麗 きれい キレイ 清潔 便利 不便 快適 丁寧 ていねい 親切 静か 素敵 最高 最悪 十分
    充分 豊富 抜群 微妙 好き 嫌い 普通 立派 新鮮 上品 贅沢 大変 良好 完璧 簡単 複雑 安価 高価 高め 低め 狭め
    広め 古め 少なめ 多め 薄め 濃いめ 小さめ 心配 不安 面倒 イマイチ いまいち 今一つ 今ひとつ いまひとつ
    無理 駄目 ダメ 充実 貴重 見事 圧巻 格別 絶品 絶妙 優秀 無難 妥当 割高 割安 窮屈 手頃 気さく 爽やか 豪華
    質素 不足 程度 レベル 個性的 魅力的 良心的"""
)
_FELT = one_of(
    """感じ 思い 思え 思わ 満足し 充実してい 劣り 困り 困っ 気になり 気になっ がっかりし 助かり 助かっ
    楽しめ 驚き 感動し 目立ち 目立っ 違い 過ぎ すぎ でき 出来 頂け"""
)
# An adjective ends in い; nouns that do so are left out (違い, 匂い, くらい).
_OPINION_END = (
    r"(?:(?:(?<![違匂臭勢扱思買使願らお])い|かった)(?:です|んです|のです)?|ません|ませんでした"
    rf"|{_JUDGING}(?:な[のん])?(?:です|でした|だった|だ)|{_FELT}(?:ます|ました|た|る)(?:んです|のです)?)"
)
_TURN = r"(?:が|けど|けれど|けれども)[、，,]"
_JAPANESE = Grammar(
    by_character=True,
    # The look back comes last: the comma is rare, the endings are many. A polite form modifies no noun:
    # where one follows at once, the full stop was left out; a blank after any closed form stands for one
    # too.
    contrast=regex.compile(
        rf"{_TURN}(?<={_OPINION_END}{_TURN})|ものの[、，,]"
        r"|(?:です|(?<!ます)ます|ました|でした|ません)(?=[\p{Han}\p{Katakana}])"
        r"|[ 　](?<=[るただいんねよわす][ 　])(?=[ 　]*[\p{Han}\p{Katakana}\p{Hiragana}])"
    ),
    # The other side speaks of a thing of its own: "また行きたいです" and "悪くはなかったです" do not.
    other_side=regex.compile(r"[\p{Han}\p{Katakana}ー](?:に|で)?[はもがを]"),
    min_side=8,
    clause_marks=(
        regex.compile(r"(?:し|が|けど|けれど|けれども|ので|から|のに|たり)[、，,]|[;；]"),
        regex.compile(r"(?:て|で|り|ず|く|ば|ら|と)[、，,]|―+|——"),
        regex.compile(r"[、，,]"),
        regex.compile(r"[ 　]+"),
    ),
    max_sentence=200,
    min_piece=30,
)
# Without a comma, "but" joins clauses only where a subject follows ("simple but clean" is one opinion).
_SUBJECT = one_of(
    """the its? it['’]s they we i i['’][md] this that there there['’]s our my he she you your their his her
    if when once no overall otherwise unfortunately some an? after"""
)
_SPACED = Grammar(
    by_character=False,
    contrast=regex.compile(
        r"[,;] (?=(?:but|although|though|however|yet) (?!also|rather))"
        rf"|(?<!nothing|not|all) (?=but {_SUBJECT} )",
        regex.IGNORECASE,
    ),
    other_side=regex.compile(""),
    min_side=4,
    clause_marks=(
        regex.compile(
            r"; | [-–—]+ |—"
            r"|(?<=[,:]) (?=(?:and|but|so|or|because|while|although|though|however|then|plus|which|also) )",
            regex.IGNORECASE,
        ),
        regex.compile(r"(?<=[,:]) | (?=(?:and|but|so|because|while) )", regex.IGNORECASE),
    ),
    max_sentence=60,
    min_piece=10,
)
_BY_CHARACTER = frozenset(["ja", "zh", "th", "lo", "km", "my"])

#: Shorter sentences have no two sides worth parting, whatever the language.
SHORTEST_CUT = 16
#: How far after a contrast its other side is read for the thing it speaks of.
OTHER_SIDE_WINDOW = 60
#: What no mark can shorten is cut here, so that no mention outgrows what a model reads.
MAX_CHARS = 600
# A cut never parts a letter from its marks, nor a joined emoji.
_INSIDE_GRAPHEME = regex.compile(r"[\p{M}\u200c\u200d\U0001f3fb-\U0001f3ff]")
MAX_MARKS_KEPT = 64


def grammar_of(language: str) -> Grammar:
    """Return the grammar of a language by its primary subtag: by character for scripts without blanks."""
    return _JAPANESE if language in _BY_CHARACTER else _SPACED


def clauses(text: str, start: int, end: int, grammar: Grammar) -> list[tuple[int, int]]:
    """Return the clauses of the sentence text[start:end], in order and together all of it."""
    if end - start < SHORTEST_CUT:
        return [(start, end)]
    pieces = _apart(start, end, _contrasts(text, start, end, grammar))
    if end - start <= grammar.max_sentence:
        return pieces
    return [part for piece in pieces for whole in _shortened(text, piece, grammar) for part in _hard_cut(text, whole)]


def _contrasts(text: str, start: int, end: int, grammar: Grammar) -> list[int]:
    """Return where text[start:end] turns to another opinion; never inside brackets."""
    cuts: list[int] = []
    last, read, depth = start, start, 0
    for match in grammar.contrast.finditer(text, start, end):
        cut = match.end()
        depth += sum(text.count(sign, read, cut) for sign in "(（「") - sum(
            text.count(sign, read, cut) for sign in ")）」"
        )
        read = cut
        two_sided = grammar.length(text, last, cut) >= grammar.min_side <= grammar.length(text, cut, end)
        if depth <= 0 and two_sided and grammar.other_side.search(text, cut, min(end, cut + OTHER_SIDE_WINDOW)):
            cuts.append(cut)
            last = cut
    return cuts


def _shortened(text: str, piece: tuple[int, int], grammar: Grammar) -> list[tuple[int, int]]:
    """Cut `piece`, while it is too long, at ever weaker clause marks."""
    pieces = [piece]
    for mark in grammar.clause_marks:
        parts: list[tuple[int, int]] = []
        for start, end in pieces:
            too_long = grammar.length(text, start, end) > grammar.max_sentence
            parts += _apart(start, end, _marks(text, start, end, grammar, mark)) if too_long else [(start, end)]
        pieces = parts
    return pieces


def _marks(text: str, start: int, end: int, grammar: Grammar, mark: regex.Pattern[str]) -> list[int]:
    """Return the ends of every `mark` in text[start:end] that leave `min_piece` on both sides."""
    cuts = [start]
    for match in mark.finditer(text, start, end):
        if grammar.length(text, cuts[-1], match.end()) >= grammar.min_piece:
            cuts.append(match.end())
    if len(cuts) > 1 and grammar.length(text, cuts[-1], end) < grammar.min_piece:
        cuts.pop()
    return cuts[1:]


def _apart(start: int, end: int, cuts: list[int]) -> list[tuple[int, int]]:
    """Return the stretches of (start, end) between `cuts`."""
    return list(zip([start, *cuts], [*cuts, end], strict=True))


def _hard_cut(text: str, piece: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Cut what is still longer than MAX_CHARS, at a blank if one is near."""
    start, end = piece
    while end - start > MAX_CHARS:
        cut = text.rfind(" ", start + MAX_CHARS // 2, start + MAX_CHARS) + 1 or start + MAX_CHARS
        limit = min(end, cut + MAX_MARKS_KEPT)
        while cut < limit and _INSIDE_GRAPHEME.match(text, cut):
            cut += 1
        yield start, cut
        start = cut
    yield start, end
