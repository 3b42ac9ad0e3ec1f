/* SPDX-License-Identifier: MIT */
/* Where finished pages go: text to one file or standard output, text files below a directory, or
 * records.
 *
 * Files are atomic (base/outfile.h, outdir.h): until commit the old ones stand, but for a
 * directory's, which are replaced in groups. Standard output is written as it comes. A text
 * ends with exactly one newline; an empty one is an empty file. Pages that failed have no text:
 * nothing is written for them but the record. Of a second copy that is left out the text that an
 * earlier run wrote goes by commit, where it is the same and the survivor is a page of this run:
 * its text stands below another name then. One thread. */
#ifndef DH_SINK_H
#define DH_SINK_H

#include "base/outfile.h"
#include "io/render.h"

enum dh_format { DH_FORMAT_TEXT, DH_FORMAT_JSONL };

struct dh_sink_options {
    enum dh_format format;
    const char *output; /* path, directory, or NULL/"-" for standard output */
    bool output_is_dir;
    const char *records;  /* --records; NULL: none; "-" is standard output */
    bool title;           /* --title: title first, then a blank line (web pages only) */
    bool drop_duplicates; /* pages with verdict duplicate are written to --records only */
    bool flush;           /* hand every page on at once, for who waits for it */
};

/* What such a sink wants of each page. */
struct dh_render_options dh_sink_wants(const struct dh_sink_options *o);

struct dh_sink;
/* Opens what can be opened; nothing is replaced before commit. DH_EUSAGE: records into a
 * directory, or output and records to one place. DH_ECREATE, DH_EACCESS. */
DH_MUST_USE enum dh_err dh_sink_new(struct dh_sink **out, const struct dh_allocator *m,
                                    const struct dh_sink_options *o, struct dh_detail *d);
/* With a directory: reserves for output "x/a.html" the file DIR/x/a.html.txt; an empty output
 * (a row, a download, standard input) gets a name made of a hash of id. DH_ECREATE: two items
 * would land on the same file, or a name that leads out of DIR. Called for every item that
 * may have a text before any dh_sink_put; without a directory it does nothing. */
DH_MUST_USE enum dh_err dh_sink_reserve(struct dh_sink *s, struct dh_str output, struct dh_str id,
                                        struct dh_detail *d);
/* From now on dh_sink_reserve answers DH_EUSAGE where a text would be written over the file `path`,
 * which may be NULL. what: "--state", for messages; borrowed. Without a directory nothing is done.
 */
DH_MUST_USE enum dh_err dh_sink_spare(struct dh_sink *s, const char *what, const char *path,
                                      struct dh_detail *d);
/* Writes one finished page: what dh_render made of it for dh_sink_wants. Of the page itself only
 * id, verdict and duplicate_of are looked at; output as in the item (empty unless a directory).
 * DH_EPIPE: the reader of standard output went away. */
DH_MUST_USE enum dh_err dh_sink_put(struct dh_sink *s, const struct dh_page *page,
                                    const struct dh_rendered *r, struct dh_str output,
                                    struct dh_detail *d);
/* *bytes: written in all. On an error what was not yet in place is undone. */
DH_MUST_USE enum dh_err dh_sink_commit(struct dh_sink *s, uint64_t *bytes, struct dh_detail *d);
void dh_sink_free(struct dh_sink *s); /* without commit: what was opened is undone; NULL is fine */

#endif
