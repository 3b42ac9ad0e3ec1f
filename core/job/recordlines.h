/* SPDX-License-Identifier: MIT */
/* The lines of record files, one after the other: for jobs that read what others wrote. One thread.
 */
#ifndef DH_RECORDLINES_H
#define DH_RECORDLINES_H

#include "io/source.h"
#include "job/library.h"

struct dh_record_lines {
    const char *const *inputs; /* n of them; none: standard input */
    size_t n;
    const char
        *outputs[2]; /* no inputs where they stand below a directory that is one; NULL: none */
    const struct dh_job_watch *watch; /* is told of inputs that are not there; may be NULL */
    struct dh_job_stats *stats;       /* missing: counts them */
    /* Gets each line; its error ends the walk. A line that cannot be read has item->err and its
     * detail; item->line is its number. */
    enum dh_err (*put)(void *self, const struct dh_item *item, struct dh_detail *d);
    void *self;
};
/* Walks over all lines. DH_ESTOPPED. */
DH_MUST_USE enum dh_err dh_record_lines(struct dh_context *c, const struct dh_record_lines *l,
                                        struct dh_detail *d);
/* The message of what went wrong with a line, with its place before it. Answers e. */
enum dh_err dh_record_line_fail(const struct dh_item *item, enum dh_err e, const char *msg,
                                struct dh_detail *d);

#endif
