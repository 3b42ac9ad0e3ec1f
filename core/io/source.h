/* SPDX-License-Identifier: MIT */
/* io/: inputs to items, records to outputs. A source walks the inputs in a fixed order (arguments
 * as given, a directory's files by the bytes of their paths, JSONL rows as they stand) and hands
 * out one item at a time; it parses nothing but line ends, so hostile bytes are left to the
 * workers.
 *
 * Directories: see walk.h (links, loops, order, what is skipped). In a directory only regular
 * files are read; as an argument also a FIFO or a device is. JSONL: a row ends at LF or CR LF,
 * a BOM before a row and blank lines are passed over, the last may lack its line end; rows
 * are read as a stream, one in memory at a time. A table's rows (io/table.h) come as rows of JSONL.
 * One thread a source. */
#ifndef DH_SOURCE_H
#define DH_SOURCE_H

#include "base/mem.h"
#include "base/str.h"
#include "io/row.h"
#include "io/stream.h"

enum dh_type { DH_TYPE_AUTO, DH_TYPE_HTML, DH_TYPE_TEXT, DH_TYPE_JSONL, DH_TYPE_WARC, DH_TYPE_CSV };

/* HTML, text, JSONL or WARC, by the bytes alone (the first 64 KiB are looked at); never AUTO, nor
 * CSV, which fields tell (io/table.h). A
 * JSON array of objects, an object over several lines and JSON in UTF-16 are JSONL here, so that
 * the source can refuse them by name. What is neither (a picture, say) is text: the reader of text
 * says what is wrong with it. */
enum dh_type dh_type_sniff(struct dh_str head);

struct dh_item {
    struct dh_str id; /* path, URL, or empty for rows and standard input */
    /* Path below the argument, for -o DIR; a file argument's own name; empty for rows, "-", URLs.
     */
    struct dh_str output;
    struct dh_str folder; /* nearest directory whose name has a letter, for the site; or empty */
    struct dh_str url;    /* for a fetched page */
    struct dh_str content_type;
    struct dh_str charset;          /* a label from the caller of the library; empty otherwise */
    struct dh_str site;             /* the same for the site key */
    struct dh_str title, published; /* as a feed has them, for pages that do not tell */
    struct dh_str bytes;            /* a file's content or one row; valid until the next call */
    enum dh_type type;              /* HTML or TEXT; JSONL: bytes are one row */
    uint64_t line;                  /* of a row, from 1 */
    /* Of what has no file of its own, a row or an archived page: where it stands; "-": standard
     * input. */
    const char *path;
    /* The item could not be read (limit, I/O, download): it becomes a failed record. */
    enum dh_err err;
    struct dh_detail detail;
};

struct dh_source_options {
    enum dh_type type;
    size_t max_size;                    /* bytes of one file or row */
    const struct dh_row_fields *fields; /* what names a table's columns; NULL: the defaults */
    const char *skip_under; /* the output file or directory: never read as input; NULL: none */
    const char *skip_records, *skip_state, *skip_clusters; /* other files of ours, the same */
    /* For a file that another program appends rows to: a last line that has no end and is no whole
     * JSON object is left for later; and the one input, with type JSONL, is read from byte `start`
     * on, before which so many lines stand. */
    bool growing;
    uint64_t start, start_line;
    /* Downloads a URL for the source (fetch/ is a neighbour that io/ does not include). NULL:
     * URLs are refused. */
    enum dh_err (*get)(void *self, const char *url, struct dh_buf *body, struct dh_buf *final_url,
                       struct dh_buf *content_type, struct dh_detail *d);
    void *get_self;
    struct dh_stream_wait wait; /* for standard input, FIFOs and devices */
};

struct dh_source;
/* o is copied, but what it points to, and inputs, must outlive the source. Nothing is opened yet.
 * DH_ENOMEM. */
DH_MUST_USE enum dh_err dh_source_new(struct dh_source **out, const struct dh_allocator *m,
                                      const struct dh_source_options *o, const char *const *inputs,
                                      size_t n, struct dh_detail *d);
void dh_source_free(struct dh_source *s);
/* Of rows: bytes and lines of the file (as it is once unpacked) up to the end of the row that was
 * handed out last; after DH_END up to the end of what was read. */
void dh_source_at(const struct dh_source *s, uint64_t *bytes, uint64_t *lines);
/* Whether the file at hand, or the last one, is read as rows; whole: only from its beginning, since
 * it is packed or a table. */
bool dh_source_rows(const struct dh_source *s, bool *whole);
/* The next item; DH_END after the last. An argument that does not exist or cannot be opened:
 * DH_ENOINPUT or DH_EACCESS with d set, once for it, and the walk goes on with the next call, as
 * behind DH_EDATA: something of the page before was not read, behind its packed data. Other errors
 * end the walk. */
DH_MUST_USE enum dh_err dh_source_next(struct dh_source *s, struct dh_item *item,
                                       struct dh_detail *d);
/* Whether dh_source_next would answer without waiting for whoever writes rows into a pipe, which is
 * read as far as that goes: the last item is gone, as with the next call. Packed rows are always
 * taken to be there. */
bool dh_source_ready(struct dh_source *s);

#endif
