"""Personal data written in digits: phones, cards, My Number, SSN, postal codes; and e-mail addresses.

Every pattern expects narrow text and looks at a bounded stretch, so a scan is linear. A number is masked for
its form (grouping, prefix, check digit); where the form alone is ambiguous, the words before it decide.
"""

from collections.abc import Sequence

import regex

from analytics.text.detector import Detector, digits_of, words_before
from analytics.text.patterns import one_of

#: How many characters before a number are read for words that say what the number is.
WORDS_WINDOW = 32

_PHONE_WORD = regex.compile(
    r"電話|携帯|連絡先|ケータイ|ファックス|\b(?:tel|fax|mob|phone|cell|mobile|call|called|calling|ring|text|dial|whatsapp"
    r"|reach|contact)",
    regex.IGNORECASE,
)
# What carries long numbers that name no person (orders, tickets, parcels, products), right before the number.
_REFERENCE_WORD = regex.compile(
    r"(?:(?<!電話|携帯|連絡先|個人)番号|注文|予約|伝票|追跡|型番|型式|品番|№|#"
    r"|\b(?:order|booking|reservation|confirmation|conf|ref|reference|tracking|ticket|case|claim|request|invoice|serial"
    r"|model|item|sku|isbn|asin|code|id|no|res|sr|rr|s/n|parcel|policy|account)\b)"
    r"(?:\s|[:.=#は]|\b(?:number|num|no|id|code|is|was)\b){0,6}$",
    regex.IGNORECASE,
)
_PHONE_NUMBER = regex.compile(r"\b(?:phone|mobile|cell|contact|tel|fax)\b.{0,3}(?:number|num|no\b|#)", regex.IGNORECASE)
# A bare 番号 ("the number is …") names no order; 注文番号 does.
_BARE_NUMBER = regex.compile(r"(?<![\p{Han}\p{Katakana}せ])番号\s?[:は]?\s?$")

# No digit, letter, currency or decimal sign may touch a number from outside; TEL and FAX may.
_BEFORE = r"(?:(?<=(?i:tel|fax))|(?<![\d\p{Latin}¥￥$€£￡#_])(?<!\d[-./:_])(?<!\p{Latin}[-_]))"
_AFTER = r"(?![\d\p{Latin}%円])(?![-./:][\d])"
_GAP = r"[ .-]"
_HYPHEN = r"[-ー ]"

_EMAIL = regex.compile(
    r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9][A-Za-z0-9._%+'-]{0,63}"
    r"(?:@|\s?[\[({]\s?(?:at|@|アット)\s?[\])}]\s?)"
    r"(?:[A-Za-z0-9-]{1,63}(?:\.|\s?[\[({]\s?dot\s?[\])}]\s?)){1,5}(?:[a-z]{2,24}|[A-Z]{2,24})(?![A-Za-z0-9])"
)

_INTERNATIONAL = regex.compile(
    rf"(?<![\d\p{{Latin}}])\+[1-9]\d{{0,2}}{_GAP}?(?:\(\d{{1,4}}\){_GAP}?)?"
    rf"\d{{1,5}}(?:[-ー .]?\d{{2,5}}){{1,4}}{_AFTER}"
)
_MOBILE = regex.compile(
    rf"{_BEFORE}(?:0[5-9]0{_HYPHEN}?\d{{4}}{_HYPHEN}?\d{{4}}|0[5-9]0\(\d{{4}}\)\d{{4}}|0[5-9]0\.\d{{4}}\.\d{{4}}"
    rf"|0800{_HYPHEN}\d{{3}}{_HYPHEN}\d{{4}}){_AFTER}"
)
_LANDLINE = regex.compile(
    rf"{_BEFORE}(?:0[1-9]\d{{0,3}}{_HYPHEN}\d{{1,4}}{_HYPHEN}\d{{3,4}}"
    rf"|0[1-9]\d{{0,3}} ?\(\d{{1,4}}\) ?\d{{3,4}}|\(0[1-9]\d{{0,3}}\) ?\d{{1,4}}{_HYPHEN}\d{{3,4}}"
    rf"|0[1-9]\d{{3}} \d{{6}}|0[1-9](?:[ .]\d\d){{4}}){_AFTER}"
)
_LANDLINE_SOLID = regex.compile(rf"{_BEFORE}0[1-9]\d{{8}}{_AFTER}")
_AMERICAN = regex.compile(
    rf"{_BEFORE}(?:\+?1{_GAP})?(?:\(?[2-9]\d\d\) ?|[2-9]\d\d{_GAP})[2-9]\d\d{_GAP}\d{{4}}{_AFTER}"
)
_AMERICAN_SOLID = regex.compile(
    rf"{_BEFORE}(?:1{_GAP}?)?[2-9]\d\d[2-9]\d{{6}}{_AFTER}|{_BEFORE}[2-9]\d\d-\d{{4}}{_AFTER}"
)

_CARD = regex.compile(
    rf"{_BEFORE}(?:\d{{4}}(?P<gap>[ -]?)\d{{4}}(?P=gap)\d{{4}}(?P=gap)\d{{4}}(?:\d{{3}})?"
    rf"|3\d{{3}}(?P<gap3>[ -]?)\d{{6}}(?P=gap3)\d{{4,5}}|\d{{13,19}}){_AFTER}"
)
#: Issuer prefixes by ISO/IEC 7812, with the lengths they issue: Visa, Mastercard, Amex, Diners, JCB,
#: Discover, UnionPay.
_ISSUER = regex.compile(
    r"4(?:\d{12}|\d{15}|\d{18})|(?:5[1-5]\d{2}|222[1-9]|22[3-9]\d|2[3-6]\d{2}|27[01]\d|2720)\d{12}|3[47]\d{13}"
    r"|3(?:0[0-5]|[689]\d)\d{11}|35(?:2[89]|[3-8]\d)\d{12}|6(?:011|5\d{2}|4[4-9]\d)\d{12}|62\d{14,17}"
)

_MY_NUMBER = regex.compile(rf"(?<!\d[ -]){_BEFORE}\d{{4}}(?P<gap>[- ]?)\d{{4}}(?P=gap)\d{{4}}(?![ -]\d){_AFTER}")
_MY_NUMBER_WORD = regex.compile(r"マイナンバー|個人番号|my ?number", regex.IGNORECASE)
_SSN = regex.compile(rf"{_BEFORE}(?!000|666|9)\d{{3}}-(?!00)\d\d-(?!0000)\d{{4}}{_AFTER}")

_MUNICIPALITY_NEXT = r"(?=\s?(?:\p{Han}{2,3}[都道府県]|\p{Han}{1,5}[市区郡]))"
_POSTAL = regex.compile(
    rf"〒\s?\d{{3}}{_HYPHEN}?\d{{4}}(?!\d)|郵便番号\s?[:は]?\s?(?P<code>\d{{3}}{_HYPHEN}?\d{{4}})(?!\d)"
    rf"|{_BEFORE}\d{{3}}{_HYPHEN}\d{{4}}{_MUNICIPALITY_NEXT}"
)
_STATES = one_of(
    """A[KLRZ] C[AOT] D[CE] FL GA HI I[ADLN] K[SY] LA M[ADEINOST] N[CDEHJMVY] O[HKR] P[AR] RI S[CD] T[NX] UT
    V[AT] W[AIVY]"""
)
_ZIP = regex.compile(
    rf"\b[A-Z][a-z]+,? {_STATES},? (?P<it>\d{{5}}(?:-\d{{4}})?)(?![\d,.]\d|\d)"
    rf"|(?i:\bzip(?: ?code)?(?: is|:)? ?)(?P<it>\d{{5}}(?:-\d{{4}})?)(?!\d)"
)


def passes_luhn(digits: Sequence[int]) -> bool:
    """Tell whether `digits` carry a correct Luhn check digit (ISO/IEC 7812-1, annex B)."""
    doubled = [2 * digit - 9 * (digit > 4) for digit in digits[-2::-2]]
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def is_my_number(digits: Sequence[int]) -> bool:
    """Tell whether twelve `digits` are a My Number, by their check digit.

    Source of the sum: ministerial ordinance 85 of 2014 (Ministry of Internal Affairs), article 5.
    """
    weights = (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
    remainder = sum(weight * digit for weight, digit in zip(weights, digits[:11], strict=True)) % 11
    return digits[11] == (0 if remainder <= 1 else 11 - remainder)


def _is_reference(match: regex.Match[str]) -> bool:
    """Tell whether the words right before `match` name an order, ticket or article rather than a phone."""
    before = words_before(match, WORDS_WINDOW)
    return bool(_REFERENCE_WORD.search(before)) and not (_PHONE_NUMBER.search(before) or _BARE_NUMBER.search(before))


def _is_announced_phone(match: regex.Match[str]) -> bool:
    """Accept a number whose form says little, where the words before it speak of phoning."""
    return bool(_PHONE_WORD.search(words_before(match, WORDS_WINDOW))) and not _is_reference(match)


def _is_domestic_phone(match: regex.Match[str]) -> bool:
    """Accept a grouped number with the ten or eleven digits of a national phone number."""
    return len(digits_of(match)) in (10, 11) and not _is_reference(match)


def _is_international_phone(match: regex.Match[str]) -> bool:
    """Accept 8 to 15 digits after a plus sign (E.164)."""
    return 8 <= len(digits_of(match)) <= 15


def _is_card(match: regex.Match[str]) -> bool:
    """Accept a number of a card issuer with its length and check digit."""
    digits = digits_of(match)
    return bool(_ISSUER.fullmatch("".join(map(str, digits)))) and passes_luhn(digits) and not _is_reference(match)


def _is_my_number_match(match: regex.Match[str]) -> bool:
    """Accept a correct My Number, unless it is announced as another kind of number."""
    announced = bool(_MY_NUMBER_WORD.search(words_before(match, WORDS_WINDOW)))
    return is_my_number(digits_of(match)) and (announced or not _is_reference(match))


def _is_not_reference(match: regex.Match[str]) -> bool:
    """Accept a telling form unless the words before it name an order or article."""
    return not _is_reference(match)


EMAIL = Detector("email", _EMAIL)

#: In order of precedence: a card's digits are no phone's.
NUMBERS = (
    Detector("card", _CARD, _is_card),
    Detector("id", _MY_NUMBER, _is_my_number_match),
    Detector("id", _SSN, _is_not_reference),
    Detector("phone", _INTERNATIONAL, _is_international_phone),
    Detector("phone", _MOBILE, _is_not_reference),
    Detector("phone", _LANDLINE, _is_domestic_phone),
    Detector("phone", _LANDLINE_SOLID, _is_not_reference),
    Detector("phone", _AMERICAN, _is_not_reference),
    Detector("phone", _AMERICAN_SOLID, _is_announced_phone),
    Detector("postal", _POSTAL),
    Detector("postal", _ZIP),
)
