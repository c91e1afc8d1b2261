"""A file that is sent while it is being written."""


class Pieces:
    """Takes what writers of files write; what has gathered is taken away piece by piece."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._size = 0

    def write(self, data: bytes) -> int:
        """Keep the bytes; they can be changed afterwards without harm."""
        self._parts.append(bytes(data))
        self._size += len(data)
        return len(data)

    def flush(self) -> None:
        """Everything is kept already."""

    def close(self) -> None:
        """What was written is still to be taken."""

    @property
    def size(self) -> int:
        """How much waits to be taken."""
        return self._size

    def take(self) -> bytes:
        """What was written since the last time."""
        taken = b"".join(self._parts)
        self._parts, self._size = [], 0
        return taken
