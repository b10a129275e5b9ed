"""Numbers as words: in English to ninety-nine, in Korean one to nineteen and one to fifty-nine of the Chinese kind."""

from collections.abc import Iterable

_NAMES = "one two three four five six seven eight nine ten eleven twelve"
_TEENS = "thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_ENGLISH_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_NATIVE = "한 두 세 네 다섯 여섯 일곱 여덟 아홉"
_COUNTING = "하나 둘 셋 넷"
_DIGITS = "일이삼사오육칠팔구"
_KOREAN_TENS = ("십", "이십", "삼십", "사십", "오십")

#: The hours of a clock, all that stand for one word, and the expression for any number.
HOURS = {name: number for number, name in enumerate(_NAMES.split(), start=1)}
_TENS = dict(zip(_ENGLISH_TENS.split(), range(20, 100, 10), strict=True))
ENGLISH = HOURS | _TENS | {name: number for number, name in enumerate(_TEENS.split(), start=13)}
NATIVE = {word: number for words in (_NATIVE, _COUNTING) for number, word in enumerate(words.split(), start=1)}
NATIVE |= {"열" + word: 10 + number for word, number in NATIVE.items()} | {"열": 10, "스무": 20}
SINO = {digit: number for number, digit in enumerate(_DIGITS, start=1)}
SINO |= {ten + one: 10 * (at + 1) + SINO.get(one, 0) for at, ten in enumerate(_KOREAN_TENS) for one in ("", *_DIGITS)}

_WORDS = ENGLISH | NATIVE | SINO


def either(words: Iterable[str]) -> str:
    """An expression for any of the words, the longest first."""
    return "|".join(sorted(words, key=len, reverse=True))


ANY_ENGLISH = f"(?:{either(_TENS)})[ -](?:{either(_NAMES.split()[:9])})|{either(ENGLISH)}"


def value(written: str) -> float:
    """Of a number word or of digits with commas between thousands."""
    number = _WORDS.get(written)
    if number is not None:
        return float(number)
    if written[0].isdigit():
        return float(written.replace(",", ""))
    return float(sum(_WORDS[word] for word in written.replace("-", " ").split()))
