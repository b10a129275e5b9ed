"""What differs between one installation and another. Read from the environment (`WEARSCRIBE_…`), then `.env`,
then what the embedded stack and the service wrote when they started; nothing else reads the environment."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, DotEnvSettingsSource, PydanticBaseSettingsSource, SettingsConfigDict

from wearscribe.model.embedders import RELEASED

SERVICE_FILE = "service.env"


class _Place(BaseSettings):
    """Known before the rest: it is where the embedded stack's addresses are read from."""

    model_config = SettingsConfigDict(env_prefix="WEARSCRIBE_", env_file=".env", extra="ignore")

    state: Path = Field(
        Path(".state"), description="folder of the embedded stack's data, logs and caches, and of resume files"
    )


class Settings(_Place):
    kafka: str = Field("127.0.0.1:9092", description="Kafka bootstrap servers, host:port, comma-separated")
    database: str = Field(
        "postgresql+psycopg2://wearscribe:wearscribe@127.0.0.1:5432/wearscribe",
        description="SQLAlchemy URL of Postgres",
        repr=False,  # holds a password
    )
    model: str = Field(RELEASED, description="model of the inference worker: caption-text, or a folder of weights/")
    device: str = Field("cpu", description="where it runs: cpu, cuda, cuda:1")
    study: str = Field("demo", description="name of the study: lower case, part of every window's identity")
    key_file: Path = Field(
        default_factory=lambda earlier: earlier["state"] / "study.key",
        description="the study key that `wearscribe keygen` made",
    )

    service: str = Field(
        "http://127.0.0.1:8765",
        description="address of `wearscribe serve`, asked by `wearscribe search`",
    )
    token: str | None = Field(None, description="API token for the service, where it asks for one", repr=False)
    token_file: Path = Field(
        default_factory=lambda earlier: earlier["state"] / "tokens.json",
        description="the API tokens that `wearscribe token` makes, hashed",
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        state = _Place().state
        embedded = DotEnvSettingsSource(settings_cls, env_file=(state / "stack.env", state / SERVICE_FILE))
        return init_settings, env_settings, dotenv_settings, embedded
