/* SPDX-License-Identifier: MIT */
/* The lines of record files, one after the other: for jobs that read what others wrote. One thread.
 */
#ifndef DH_RECORDLINES_H
#define DH_RECORDLINES_H

#include "io/source.h"
#include "job/library.h"

/* Hands each line of inputs (none: standard input) to put, whose error ends the walk. A line that
 * cannot be read has item->err and its detail, item->line is its number. An input that is not there
 * is counted in stats->missing, and told to w. outputs (NULL: none) are no inputs where they stand
 * below a directory that is one. DH_ESTOPPED. */
DH_MUST_USE enum dh_err dh_record_lines(struct dh_context *c, const char *const *inputs, size_t n,
                                        const char *const outputs[2], const struct dh_job_watch *w,
                                        struct dh_job_stats *stats,
                                        enum dh_err (*put)(void *self, const struct dh_item *item,
                                                           struct dh_detail *d),
                                        void *self, struct dh_detail *d);
/* The message of what went wrong with a line, with its place before it. Answers e. */
enum dh_err dh_record_line_fail(const struct dh_item *item, enum dh_err e, const char *msg,
                                struct dh_detail *d);

#endif
