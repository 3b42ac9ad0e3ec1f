/* SPDX-License-Identifier: MIT */
/* Tables: CSV as RFC 4180 has it, below a first line of names, with cells parted by commas,
 * semicolons (as spreadsheets write where the comma is a decimal sign) or tabs. A row becomes a
 * JSON object with a string for each cell, and is read as a row of JSONL from there on. Inside io/
 * only. Any thread.
 *
 * A cell in quotes may hold the delimiter, line ends, and quotes that are doubled; a quote amid a
 * cell that has none in front is a character like any. A row ends at LF or CR LF. One with fewer
 * cells than names lacks the last members; one with more, or with text behind a closing quote, is
 * refused, since its cells may stand under names that are not theirs. */
#ifndef DH_TABLE_H
#define DH_TABLE_H

#include "base/mem.h"
#include "base/str.h"
#include "io/row.h"

/* Where in a record a reader stands. */
enum dh_table_place {
    DH_TABLE_CELL,   /* at the beginning of a cell, as of a record */
    DH_TABLE_PLAIN,  /* in one without quotes */
    DH_TABLE_QUOTED, /* inside quotes */
    DH_TABLE_QUOTE,  /* behind a quote there: the last one, or the first of two */
    DH_TABLE_WILD    /* in what stands behind the last one */
};

struct dh_table {
    char delimiter;
    struct dh_buf names; /* of its columns: JSON strings, with LF between */
    struct dh_buf cell;  /* scratch: one whose quotes are doubled */
};
void dh_table_init(struct dh_table *t, const struct dh_allocator *m);
void dh_table_release(struct dh_table *t);

/* Whether the first bytes of a file tell a table of stories: its first line has ended, holds two
 * names or more and nothing else, and one is that of a column of text or HTML, letter for letter;
 * where case or blanks differ ("Share, Text, Email") that of another field has to be there, too.
 * *delimiter: what parts them. */
bool dh_table_begins(struct dh_str head, const struct dh_row_fields *f, char *delimiter);
/* Takes the names of the first line, without BOM and line end. A name that a field has but for its
 * case stands for that field. delimiter 0: the one that parts off a column of text or HTML.
 * DH_EDATA: there is no such column (d tells the names), or the line is no UTF-8. */
DH_MUST_USE enum dh_err dh_table_start(struct dh_table *t, struct dh_str line, char delimiter,
                                       const struct dh_row_fields *f, struct dh_detail *d);
/* Bytes of s up to the line end of the record at hand; s.n: it goes on behind s. *place is where s
 * begins, then where the reading ended. *ends counts the line ends inside quotes. */
size_t dh_table_record(char delimiter, struct dh_str s, enum dh_table_place *place, uint64_t *ends);
/* Appends the row of a record, without its line end. DH_EDATA: see above, and a quote that is never
 * closed, and what is no UTF-8. DH_ELIMIT, DH_ENOMEM: row's. */
DH_MUST_USE enum dh_err dh_table_row(struct dh_table *t, struct dh_str record, struct dh_buf *row,
                                     struct dh_detail *d);

#endif
