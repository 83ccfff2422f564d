"""Long texts that are seldom read, kept small."""

import zlib

import sqlalchemy as sa


class Packed(sa.types.TypeDecorator[str]):
    """A text that the database holds compressed (zlib) and hands out as it was."""

    impl = sa.LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: sa.Dialect) -> bytes | None:  # noqa: ARG002
        return None if value is None else zlib.compress(value.encode(), level=1)

    def process_result_value(self, value: bytes | None, dialect: sa.Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else zlib.decompress(value).decode()
