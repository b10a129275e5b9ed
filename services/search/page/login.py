"""The page that asks for a token. It stands alone: before there is one, nothing else is served."""


def login_page(next_path: str = "/", *, refused: bool = False) -> str:
    """HTML with a form that posts `token` and `next` to `/login`. `refused`: the last one was not known."""
    raise NotImplementedError
