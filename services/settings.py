"""What differs between one installation and another. Read from the environment (`WEARSCRIBE_…`), then `.env`,
then what the embedded stack wrote when it started; nothing else reads the environment."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

STATE = Path(".state")
STACK_ENV = STATE / "stack.env"


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="WEARSCRIBE_", env_file=(STACK_ENV, ".env"), extra="ignore")

    kafka: str = Field("127.0.0.1:9092", description="Kafka bootstrap servers, host:port, comma-separated")
    database: str = Field(
        "postgresql+psycopg2://wearscribe:wearscribe@127.0.0.1:5432/wearscribe",
        description="SQLAlchemy URL of Postgres",
    )
    study: str = Field("demo", description="name of the study: lower case, part of every window's identity")
    key_file: Path = Field(STATE / "study.key", description="the study key that `wearscribe keygen` made")
    state: Path = Field(STATE, description="folder of the embedded stack's data, logs and caches, and of resume files")
