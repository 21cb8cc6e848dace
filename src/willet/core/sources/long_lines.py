"""Lines far too long to be any: cut so that they are counted, for the engine skips one beyond its buffer in silence."""

LONGEST_LINE = 1 << 20
"""Bytes of a line. What is cut keeps one more, so that it is still refused for its length."""
_QUOTE = b'"'


class LineLengths:
    """Watches pieces of a file for a line that is too long."""

    def __init__(self) -> None:
        self._length = 0
        self.is_any_long = False

    def see(self, piece: bytes) -> None:
        """The next bytes, no more than a line may have."""
        first, last = piece.find(b"\n"), piece.rfind(b"\n")
        ended = self._length + (len(piece) if first < 0 else first)
        self._length = ended if first < 0 else len(piece) - last - 1
        self.is_any_long = self.is_any_long or ended > LONGEST_LINE


class Cutter:
    """Cuts what is too long out of pieces of a file; every line stays a line."""

    def __init__(self) -> None:
        self._length = 0
        self._quotes = 0

    def cut(self, piece: bytes) -> bytes:
        """The next bytes, without those behind the most that a line may have."""
        first, *others = piece.split(b"\n")
        kept = [self._fitting(first)]
        for line in others:
            self._length = self._quotes = 0
            kept.append(self._fitting(line))
        return b"\n".join(kept)

    def _fitting(self, line: bytes) -> bytes:
        room = LONGEST_LINE + 1 - self._length
        self._length += len(line)
        if room <= 0:
            return b""
        kept = line[:room]
        self._quotes += kept.count(_QUOTE)
        # A quote whose end is cut off would take the lines behind it into its field.
        is_open = self._length > LONGEST_LINE and self._quotes % 2 == 1
        return kept + _QUOTE if is_open else kept
