"""The steps of heavy work, as whoever waits for it reads them: on a terminal, and on the page of a job."""

from willet.core.records.messages import saying

WAITING = saying(
    "step.waiting", "waiting for process %(holder)s, which is writing to the data store"
)
READING = saying("step.reading", "reading the files")()
READING_FILE = saying("step.reading_file", "reading %(file)s")
SORTING = saying("step.sorting", "sorting events")()
READ = saying("step.read", "files read")()
STORING = saying("step.storing", "storing the rows")()
FOLDING = saying("step.folding", "making contacts of rows")()
LINKING = saying("step.linking", "linking contacts into cases")()
COMMITTING = saying("step.committing", "putting everything in place")()
CHECKING = saying("step.checking", "reading every file of the data store")()
RENEWING = saying("step.renewing", "bringing the data store to format %(format)s")
ERASING = saying("step.erasing", "erasing what is to be forgotten")()
BACKING_UP = saying("step.backing_up", "writing the backup")()
RESTORING = saying("step.restoring", "reading the backup")()
