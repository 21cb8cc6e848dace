"""A CSV, TSV or blank-separated file, plain or gzipped, read block by block."""

from collections.abc import Iterator
from dataclasses import replace

from duckdb import DuckDBPyConnection

from willet.core.records import Reject, RequestError, counted, saying
from willet.core.records.rejects import most_kept
from willet.core.sources.sep_line import stated_delimiter
from willet.core.sources.table.batches import RAW, Batch, forget_blank_rows
from willet.core.sources.table.blocks import Block, blocks
from willet.core.sources.table.dialect import delimiter_of, header_of, unique
from willet.core.sources.table.limits import FileLimits
from willet.core.sources.table.mapping import FileForm
from willet.core.sources.table.records import joined
from willet.core.sources.table.splitting import (
    LINES,
    load_lines,
    open_lines,
    split_blanks,
    split_lines,
)
from willet.core.sources.table.streams import Bytes
from willet.core.sources.table.vocabulary.totals import names_total, names_total_of_group

BLANKS = " "
ZERO_BYTE = saying("zero_byte", "holds a zero byte; text has none")
WIDTH = counted("header_width", "the header has %(n)s field", "the header has %(n)s fields")
FIELDS = counted("so_many_fields", "%(n)s field", "%(n)s fields")
EMPTY = saying("file_empty", "%(file)s: is empty.")
NO_HEADER = saying("no_header", "%(file)s: has no header line.")


class TextReader:
    """One open text table. Its lines are numbered as an editor shows them."""

    typed_cells = False
    sheets: tuple[str, ...] = ()
    least = 0

    def __init__(
        self,
        con: DuckDBPyConnection,
        stream: Bytes,
        form: FileForm,
        expected: tuple[str, ...],
        limits: FileLimits,
    ) -> None:
        self._con, self._stream, self._name = con, stream, stream.path.name
        self._blocks = blocks(stream, form.encoding, limits)
        first = next(self._blocks, None)
        given = stated_delimiter(first.text) if first else None
        self._first = self._without_lead(first, max(form.skip, 1 if given else 0))
        self._delimiter = (
            given if given and not form.delimiter else self._guessed_delimiter(form, expected)
        )
        self.header = self._read_header(form)

    def batches(self) -> Iterator[Batch]:
        """The rows of each block; a record cut off by the end of a block is moved to the next."""
        carried = ""
        for block in self._all_blocks():
            if not carried and _is_blank(block):
                continue
            whole = _prepended(block, carried)
            carried, batch = self._batch(whole)
            yield batch
        if carried:
            yield self._batch(_tail(whole, carried))[1]

    def _all_blocks(self) -> Iterator[Block]:
        yield self._first
        yield from self._blocks

    def _batch(self, block: Block) -> tuple[str, Batch]:
        load_lines(self._con, block.text, block.first_line)
        batch = Batch(0, self._stream.share, fallback_lines=len(block.fallback_lines))
        batch.first_fallback = min(block.fallback_lines, default=0)
        batch.rejects.extend(block.rejects)
        self._refuse_nul(batch)
        carried = self._split(block, batch)
        forget_blank_rows(self._con)
        self._fill_up(batch)
        self._refuse_width(batch)
        kept = self._con.execute(f"SELECT count(*) FROM {RAW}").fetchall()[0][0]
        batch.rows = kept + batch.rejects.total
        return carried, batch

    def _split(self, block: Block, batch: Batch) -> str:
        if self._delimiter == BLANKS:
            split_blanks(self._con)
            return ""
        opened = open_lines(self._con, self._delimiter)
        if not opened:
            split_lines(self._con, self._delimiter)
            return ""
        return self._split_joined(block, batch, opened)

    def _split_joined(self, block: Block, batch: Batch, opened: list[int]) -> str:
        lines = block.text.split("\n")
        result = joined(
            lines,
            block.first_line,
            opened,
            file=self._name,
            delimiter=self._delimiter,
            width=len(self.header),
            last=block.last,
        )
        batch.rejects.extend(result.rejects)
        until = result.resume_at
        self._forget(result.taken, until)
        split_lines(self._con, self._delimiter)
        self._add(result.records)
        return "" if until is None else "\n".join(lines[until - block.first_line :])

    def _forget(self, taken: list[int], until: int | None) -> None:
        self._con.execute(
            f"DELETE FROM {LINES} WHERE line IN (SELECT unnest(?::BIGINT[])) OR line >= ?",
            [taken, until if until is not None else 1 << 62],
        )

    def _add(self, records: list[tuple[int, list[str]]]) -> None:
        numbers, fields = [n for n, _ in records], [f for _, f in records]
        self._con.execute(
            f"INSERT INTO {RAW} SELECT unnest(?::BIGINT[]), unnest(?::VARCHAR[][])",
            [numbers, fields],
        )

    def _refuse_nul(self, batch: Batch) -> None:
        total, lines = self._refused(LINES, "contains(t, chr(0))", "line")
        rejects = [Reject(self._name, n, "line", "\\0", ZERO_BYTE()) for n, _ in lines]
        batch.rejects.extend(rejects, total=total)

    def _fill_up(self, batch: Batch) -> None:
        """Exporters leave the empty end of a row away; what a contact needs must be there, of a sum its name alone."""
        if not self.least:
            return
        width, least = len(self.header), max(self.least, 1)
        short = f"len(f) BETWEEN {least} AND {width - 1}"
        count = f"SELECT count(*) FROM {RAW} WHERE {short}"
        batch.short_rows = self._con.execute(count).fetchall()[0][0]
        cell = "trim(f[1])"
        is_sum = f"len(f) < {least} AND ({names_total(cell)} OR {names_total_of_group(cell)})"
        self._con.execute(
            f"UPDATE {RAW} SET f = list_resize(f, {width}, '') WHERE ({short}) OR ({is_sum})"
        )

    def _refuse_width(self, batch: Batch) -> None:
        width = len(self.header)
        # A spreadsheet pads short tables: empty fields after the last column are not a mistake.
        spare = f"len(list_filter(f[{width + 1}:], lambda x: trim(x) <> '')) = 0"
        broken = f"len(f) < {width} OR (len(f) > {width} AND NOT ({spare}))"
        total, lines = self._refused(RAW, broken, "len(f)")
        rule = WIDTH(n=width)
        rejects = [Reject(self._name, n, "line", FIELDS(n=result), rule) for n, result in lines]
        batch.rejects.extend(rejects, total=total)

    def _refused(self, table: str, broken: str, shown: str) -> tuple[int, list[tuple[int, int]]]:
        """How many lines are broken, and the first of them with what is to be shown; all are taken out."""
        # Only the first are ever shown: an object for each of millions would cost more than the file.
        rows = self._con.execute(
            f"SELECT line, {shown}, count(*) OVER () FROM {table} WHERE {broken} "
            f"ORDER BY line LIMIT {most_kept()}"
        ).fetchall()
        if rows:
            self._con.execute(f"DELETE FROM {table} WHERE {broken}")
        return (rows[0][2] if rows else 0), [(line, result) for line, result, _ in rows]

    def _without_lead(self, block: Block | None, skip: int) -> Block:
        if block is None:
            raise RequestError(EMPTY(file=self._name))
        return _after(block, skip)

    def _guessed_delimiter(self, form: FileForm, expected: tuple[str, ...]) -> str:
        values = {"tsv": "\t", "whitespace": BLANKS}.get(form.format, form.delimiter)
        if values:
            return values
        head = self._first.text[: 1 << 16]
        return (
            delimiter_of(head, (), len(form.header))
            if form.header
            else delimiter_of(head, expected)
        )

    def _read_header(self, form: FileForm) -> tuple[str, ...]:
        if form.header:
            return form.header
        head = self._first.text[: 1 << 18]
        if self._delimiter == BLANKS:
            head = "\n".join(BLANKS.join(line.split()) for line in head.split("\n"))
        names, used = header_of(head, self._delimiter)
        if not names:
            raise RequestError(NO_HEADER(file=self._name))
        self._first = _after(self._first, used)
        return unique(names)


def _is_blank(block: Block) -> bool:
    """Nothing but ends of lines: an archive of these grows a thousandfold, and holds no row."""
    return not block.rejects and not block.text.strip()


def _after(block: Block, lines: int) -> Block:
    if not lines:
        return block
    rest = block.text.split("\n", lines)[lines:]
    first = block.first_line + lines
    kept = [r for r in block.rejects if r.line >= first]
    return replace(block, text=rest[0] if rest else "", first_line=first, rejects=kept)


def _prepended(block: Block, carried: str) -> Block:
    if not carried:
        return block
    lines = carried.count("\n") + 1
    return replace(block, text=f"{carried}\n{block.text}", first_line=block.first_line - lines)


def _tail(block: Block, carried: str) -> Block:
    end = block.first_line + block.text.count("\n")
    first = end - carried.count("\n")
    return Block(carried, first, True)
