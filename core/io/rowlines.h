/* SPDX-License-Identifier: MIT */
/* The lines of a stream that are not blank, one after the other: rows of JSONL, or records of a
 * table, which may go over several lines, through a window that holds the line at hand and what was
 * read behind it. Inside io/ only: a source reads the rows
 * of a file through it. One thread each. */
#ifndef DH_ROWLINES_H
#define DH_ROWLINES_H

#include "io/stream.h"
#include "io/table.h"

/* Bytes that one read of a stream asks for at most; that are kept of a line over the limit. */
enum { DH_ROWLINES_CHUNK = 64 * 1024, DH_ROWLINES_HEAD = 1024 };

struct dh_rowlines {
    struct dh_stream *stream;  /* the owner's, open */
    struct dh_buf *window;     /* the owner's; may hold the stream's first bytes; grows to a line of
                                  max_size bytes and two chunks */
    size_t max_size;           /* bytes of a line; of a longer one its beginning is kept */
    bool growing;              /* somebody may be writing its last line just now */
    char delimiter;            /* of a table's cells; 0: lines. Of a table the last line counts
                                  without an end, too: whether it is whole does not show */
    bool at_end, skipping;     /* skipping: to the end of a line over the limit */
    size_t row, scanned;       /* in window: start of the next line, what holds no LF of it */
    enum dh_table_place place; /* at scanned, in a table */
    uint64_t ends;             /* line ends inside the record that is scanned */
    uint64_t line, before;     /* lines done; bytes before window */
    char head[DH_ROWLINES_HEAD]; /* of the line that is skipped, n_head bytes */
    size_t n_head;
    uint64_t first; /* number of the line handed out last, or of its first line */
};

/* At the first line of the stream, which is number line + 1 and starts at byte before. */
void dh_rowlines_begin(struct dh_rowlines *l, uint64_t line, uint64_t before);

/* The next line, without its end, until the next call; *cut: it is longer than the limit, and
 * this is its beginning, which tells it from others. A last line without an end counts; of a file
 * that grows only when it is a whole JSON object, so that half a row is left for the next run.
 * DH_END: there are no more; errors: dh_stream_read's. */
DH_MUST_USE enum dh_err dh_rowlines_next(struct dh_rowlines *l, struct dh_str *line, bool *cut,
                                         struct dh_detail *d);
/* Nothing more can be read here: the next line is DH_END. */
void dh_rowlines_stop(struct dh_rowlines *l);
/* Whether dh_rowlines_next would answer without waiting for whoever writes into a pipe: reads what
 * is there by now, of a plain stream. The last line is gone, as with the next call. */
bool dh_rowlines_ready(struct dh_rowlines *l);

/* Whether the first bytes of a file tell that these are rows: their first line has ended, and is no
 * bare "{". */
bool dh_rowlines_begin_in(struct dh_str head);
/* JSON of another shape than one object a line, in words for a message: it is refused as a whole,
 * for row by row it would make a million errors. NULL: it may be rows. */
const char *dh_rowlines_no_rows(struct dh_str head);

#endif
