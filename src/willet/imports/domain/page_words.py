"""What the core says of a mapping, in the words of the page: what to choose there, and no key of a file or a command.

The command line keeps its own next step; a page that repeats it sends its reader somewhere else.
"""

from collections.abc import Mapping

from willet.core.records import Saying, counted, saying

SENTENCES: Mapping[str, Saying] = {
    "table_needs_zone": saying(
        "page.table_needs_zone",
        "The times in this file do not say their time zone. Choose it under “Time zone”.",
    ),
    "log_needs_zone": saying(
        "page.log_needs_zone",
        "The times of this log are local (%(time)s) and do not say their time zone. Choose "
        "it under “Time zone”.",
    ),
    "dates_ambiguous": saying(
        "page.dates_ambiguous",
        "%(column)s shows times such as %(shown)s, which can be read in more than one way. "
        "Choose at this column how its dates are written.",
    ),
    "must_be_money": saying(
        "page.must_be_money",
        "an amount of money; “Sign before decimals” says which sign parts cents",
    ),
    "must_be_truth": saying(
        "page.must_be_truth", "true or false; what other words mean is chosen at the column"
    ),
    "days_other_order": counted(
        "page.days_other_order",
        "%(n)s date of %(column)s fits only with day and month the other way round, and none "
        "only as chosen: the other %(both)s, which fit both ways, are probably swapped. "
        "Choose the other order at the column",
        "%(n)s dates of %(column)s fit only with day and month the other way round, and none "
        "only as chosen: the other %(both)s, which fit both ways, are probably swapped. "
        "Choose the other order at the column",
    ),
    "values_grouped": counted(
        "page.values_grouped",
        "%(n)s value of %(column)s is taken as thousands, such as %(shown)s; if that sign "
        "parts decimals, choose the other under “Sign before decimals”",
        "%(n)s values of %(column)s are taken as thousands, such as %(shown)s; if that sign "
        "parts decimals, choose the other under “Sign before decimals”",
    ),
    "lines_not_utf8": counted(
        "page.lines_not_utf8",
        "%(n)s line is not UTF-8 and read as Windows-1252, the first at %(first)s; if names "
        "look wrong, save the file as UTF-8 and upload it again",
        "%(n)s lines are not UTF-8 and read as Windows-1252, the first at %(first)s; if "
        "names look wrong, save the file as UTF-8 and upload it again",
    ),
    "legs_of_a_call": counted(
        "page.legs_of_a_call",
        "%(n)s contact stands on several rows that follow one another and is one call of "
        "several legs; if each row is a contact of its own, choose that under “Each row is”",
        "%(n)s contacts stand on several rows that follow one another and are calls of "
        "several legs; if each row is a contact of its own, choose that under “Each row is”",
    ),
    "sheets_not_read": counted(
        "page.sheets_not_read",
        "%(n)s further sheet of %(file)s is not read: %(sheets)s. To read another, save it "
        "as a file of its own and upload that",
        "%(n)s further sheets of %(file)s are not read: %(sheets)s. To read another, save it "
        "as a file of its own and upload that",
    ),
    "columns_missing_in_sheet": saying(
        "page.columns_missing_in_sheet",
        "%(file)s: the mapping %(mapping)s looks for columns that are not "
        "there:\n%(missing)s\nIts columns are: %(header)s.\nOf its sheets %(sheets)s only "
        "one is read. If the table stands on another, save that as a file of its own and "
        "upload it.",
    ),
    "columns_unused": saying("page.columns_unused", "columns that are not used: %(columns)s"),
    "direction_assumed": saying(
        "page.direction_assumed",
        "no column is chosen for the direction: every contact is taken as inbound",
    ),
    "how_to_map": saying(
        "page.how_to_map",
        "%(file)s: its columns are %(header)s. Willet cannot know for sure what they mean: "
        "choose it for each on the page of its columns, or name a saved mapping under “Saved "
        "mapping”.",
    ),
    "next_step.queue_log": saying(
        "page.next_step.queue_log", "Choose Asterisk under “What wrote them”."
    ),
    "next_step.sqlite": saying(
        "page.next_step.sqlite",
        "Export the table as CSV; for Asterisk's own tables choose Asterisk under “What "
        "wrote them”.",
    ),
    "not_a_number": saying(
        "page.not_a_number",
        "%(value)s is no phone number. Write it with its country, as +31612345678.",
    ),
    "two_zones": saying(
        "page.two_zones",
        "The contacts of %(source)s are kept in the days of %(known)s; %(zone)s cannot stand "
        "beside it. Choose %(known)s under “Time zone”, or take the earlier imports back "
        "first.",
    ),
    "import_refused": saying(
        "page.import_refused",
        "Nothing was imported: %(refused)s of %(rows)s rows are refused, more than one in "
        "ten, so what is left would give wrong figures. Correct the file or what its columns "
        "mean; or, if the others are to come in all the same, tick the box on the page of "
        "the upload.",
    ),
    "import_overlaps": counted(
        "page.import_overlaps",
        "%(n)s contact of these files seems to be in already as %(source)s: the same id, or "
        "the same time, agent and number. It would count twice; write %(source)s under “Name "
        "of the source”, or take the earlier import back first",
        "%(n)s contacts of these files seem to be in already as %(source)s: the same ids, or "
        "the same time, agent and number. They would count twice; write %(source)s under "
        "“Name of the source”, or take the earlier import back first",
    ),
    "proposed_two_ways": saying(
        "page.proposed_two_ways",
        "its dates can be read in more than one way, and no date in the file shows which: "
        "choose it here",
    ),
    "proposed_mixed_dates": saying(
        "page.proposed_mixed_dates",
        "day and month do not stand in one order in all of its dates: export the file again, "
        "or choose the order here",
    ),
    "why.outcome": saying("page.why.outcome", "this mapping has no outcome"),
    "why.wait_s": saying("page.why.wait_s", "this mapping has no waiting time"),
    "why.ring_s": saying("page.why.ring_s", "this mapping has no ring time"),
    "why.talk_s": saying("page.why.talk_s", "this mapping has no talk time"),
    "why.hold_s": saying("page.why.hold_s", "this mapping has no hold time"),
    "why.acw_s": saying("page.why.acw_s", "this mapping has no after-call work"),
    "why.transfers": saying("page.why.transfers", "this mapping has no transfers"),
    "why.sale_amount": saying("page.why.sale_amount", "this mapping has no sales"),
    "why.agent": saying("page.why.agent", "this mapping has no agent"),
    "why.offers": saying("page.why.offers", "this mapping has no offers to agents"),
    "why.unanswered_offers": saying(
        "page.why.unanswered_offers", "this mapping has no unanswered offers"
    ),
    "known_damage": saying(
        "page.known_damage",
        "A file of the data store was found damaged on %(date)s, so no figures are shown until "
        "it is mended. The page “Data check” says what to do; administrators can open it.",
    ),
    "lake_rows_damaged": saying(
        "page.lake_rows_damaged",
        "A file of the data store is damaged, so this cannot be shown until it is mended. The "
        "page “Data check” says what to do; administrators can open it.",
    ),
    "disk_read_only": saying(
        "page.disk_read_only",
        "the disk can only be read; whoever runs the server can change that",
    ),
}
"""Code of a saying of the core -> what a page says instead, of the same values."""
