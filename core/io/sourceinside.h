/* SPDX-License-Identifier: MIT */
/* Inside of source.h: the inputs of a job and the file at hand (source.c), and the rows of that
 * (sourcerows.c). For these. */
#ifndef DH_SOURCEINSIDE_H
#define DH_SOURCEINSIDE_H

#include <limits.h>

#include "io/archive.h"
#include "io/rowlines.h"
#include "io/source.h"
#include "io/stream.h"
#include "io/table.h"
#include "io/walk.h"

/* Where the file at hand comes from, kept while its rows are given out. */
struct dh_source_file {
    const char *path; /* NUL-ended */
    struct dh_str output;
};

struct dh_source {
    const struct dh_allocator *mem;
    struct dh_source_options opts;
    const char *skip[DH_WALK_SKIPS];
    const char *const *inputs;
    size_t n_inputs, next_input;
    struct dh_walk *walk; /* of the argument at hand, when it is a directory */
    struct dh_source_file file;
    struct dh_stream stream;
    struct dh_archive *archive;    /* of the file at hand, when it is a WARC */
    struct dh_buf buf;             /* a file's bytes, or a window on its rows */
    struct dh_buf page, url, type; /* a download */
    char folder[NAME_MAX + 1];     /* of the file at hand */
    struct dh_rowlines lines;      /* of the file at hand, when it is one of rows */
    struct dh_row_fields fields;
    struct dh_table table; /* the same, when it is a table */
    struct dh_buf row;     /* of that, as JSON */
    bool in_rows;
    bool rows, packed;       /* of the file at hand, also when it is done */
    struct dh_detail behind; /* code not DH_OK: still to be told of the file that is done */
};

/* Whether what is read is descriptor 0, which nobody closes. */
static inline bool dh_source_is_standard_input(const struct dh_source *s)
{
    return s->stream.fd == 0 && !s->stream.owned;
}

/* What an item of the file at hand has whatever it holds. */
static inline void dh_source_describe(const struct dh_source *s, struct dh_item *item)
{
    *item = (struct dh_item){ .folder = dh_str_c(s->folder), .output = s->file.output };
    if (dh_source_is_standard_input(s))
        item->path = "-";
    else
        item->id = dh_str_c(s->file.path);
}

/* The file or row at hand could not be read: it becomes an item that says so, and the walk goes on.
 * Errors of the whole program are answered. */
DH_MUST_USE static inline enum dh_err dh_source_broken(struct dh_item *item, enum dh_err e,
                                                       const struct dh_detail *why)
{
    if (e == DH_ENOMEM || e == DH_ESTOPPED) /* of the whole program, not of this file */
        return e;
    item->err = e;
    item->detail = *why;
    item->bytes = DH_STR_NONE;
    return DH_OK;
}

/* Begins with the rows of the file at hand, whose first bytes are in s->buf, and gives the first of
 * them: of JSONL, or of a table whose cells that sign parts (0: it is to be found). DH_END: there
 * is none. */
DH_MUST_USE enum dh_err dh_source_start_rows(struct dh_source *s, struct dh_item *item);
DH_MUST_USE enum dh_err dh_source_start_table(struct dh_source *s, char delimiter,
                                              struct dh_item *item);
/* The next row of the file at hand; DH_END: it has no more. */
DH_MUST_USE enum dh_err dh_source_next_row(struct dh_source *s, struct dh_item *item);
/* Leaves the file. */
void dh_source_end_rows(struct dh_source *s);

#endif
