/* SPDX-License-Identifier: MIT */
/* Where finished pages go: text to one file or standard output, text files below a directory, or
 * records. */
#ifndef DH_SINK_H
#define DH_SINK_H

#include "base/file.h"
#include "page/page.h"

enum dh_format { DH_FORMAT_TEXT, DH_FORMAT_JSONL };

struct dh_sink_options {
    enum dh_format format;
    const char *output; /* path, directory, or NULL/"-" for standard output */
    bool output_is_dir;
    const char *records; /* --records; NULL: none */
    bool title;          /* --title: title first, then a blank line */
};

struct dh_sink;
/* Opens what can be opened; nothing is replaced before commit. */
DH_MUST_USE enum dh_err dh_sink_new(struct dh_sink **out, const struct dh_allocator *m,
                                    const struct dh_sink_options *o, struct dh_detail *d);
/* With a directory: reserves item output path "x/a.html" -> DIR/x/a.html.txt; DH_ECREATE when two
 * items would land on the same file. Called for every item before any dh_sink_put. */
DH_MUST_USE enum dh_err dh_sink_reserve(struct dh_sink *s, struct dh_str output, struct dh_str id,
                                        struct dh_detail *d);
/* Writes one finished page; output as in the item (empty unless a directory). */
DH_MUST_USE enum dh_err dh_sink_put(struct dh_sink *s, const struct dh_page *page,
                                    struct dh_str output, struct dh_detail *d);
DH_MUST_USE enum dh_err dh_sink_commit(struct dh_sink *s, uint64_t *bytes, struct dh_detail *d);
void dh_sink_free(struct dh_sink *s); /* without commit: what was opened is undone; NULL is fine */

#endif
