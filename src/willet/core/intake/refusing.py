"""A run of which too much is refused writes nothing: what is left of it would be no sample of the calls."""

from willet.core.records import ImportReport, RequestError, saying

MANY_REFUSED = saying(
    "import_refused",
    "Nothing was imported: %(refused)s of %(rows)s rows are refused, more than one in ten, so what is left would "
    "give wrong figures. Correct the file or the mapping; or, if the others are to come in all the same, say "
    "--accept-rejects on the command line, or tick the box on the page of the upload.",
)


class ManyRefusedError(RequestError):
    """An import was refused as a whole; `report` says what was read and which rows broke which rule."""

    def __init__(self, report: ImportReport) -> None:
        self.report = report
        super().__init__(
            MANY_REFUSED(refused=report.refused_rows, rows=report.rows_read - report.rejects.files)
        )
