"""Numbers as words: one to twelve in English, one to nineteen and the tens in Korean."""

_ONES = (
    ("한", "하나"),
    ("두", "둘"),
    ("세", "셋"),
    ("네", "넷"),
    ("다섯",),
    ("여섯",),
    ("일곱",),
    ("여덟",),
    ("아홉",),
)
_NAMES = "one two three four five six seven eight nine ten eleven twelve"
_DIGITS = "일이삼사오육칠팔구"
_TENS = ("십", "이십", "삼십", "사십", "오십")

ENGLISH = {name: number for number, name in enumerate(_NAMES.split(), start=1)}
NATIVE = {word: number for number, words in enumerate(_ONES, start=1) for word in words} | {"열": 10, "스무": 20}
NATIVE |= {"열" + word: 10 + number for word, number in NATIVE.items() if number < 10}
SINO = {digit: number for number, digit in enumerate(_DIGITS, start=1)}
SINO |= {ten + one: 10 * (at + 1) + SINO.get(one, 0) for at, ten in enumerate(_TENS) for one in ("", *_DIGITS)}

_WORDS = ENGLISH | NATIVE | SINO


def either(words: object) -> str:
    """An expression for any of the words, the longest first."""
    return "|".join(sorted(words, key=len, reverse=True))  # type: ignore[call-overload]


def value(written: str) -> float:
    """Of a number word or of digits with commas between thousands."""
    number = _WORDS.get(written)
    return float(written.replace(",", "")) if number is None else float(number)
