/* SPDX-License-Identifier: MIT */
/* The stories of a corpus while it is worked on, in unnamed temporary files: added one by one, then
 * read back by their number, as often as wanted. Numbers and strings lie apart, so that a walk over
 * all numbers reads little. Memory: 8 bytes a story and less than a megabyte. One thread at a time.
 *
 * And append files as such, for what else is written once and read in any order.
 *
 * Errors: DH_ENOMEM; DH_ECREATE, DH_EACCESS and DH_EIO of the files. */
#ifndef DH_STORYFILE_H
#define DH_STORYFILE_H

#include "base/mem.h"
#include "repeat/story.h"

/* ---- Bytes that are appended, then read at places */

struct dh_append {
    const char *tmp; /* directory; a view */
    int fd;          /* -1: nothing was written yet */
    struct dh_buf pending;
    uint64_t end; /* place of the next byte */
};

void dh_append_init(struct dh_append *a, const struct dh_allocator *m, const char *tmp);
void dh_append_release(struct dh_append *a);
/* Makes the file now, for a forked process to append to; what the parent appended before must be
 * nothing. And behind that process, in the parent: the end is where the file ends. */
DH_MUST_USE enum dh_err dh_append_open(struct dh_append *a, struct dh_detail *d);
DH_MUST_USE enum dh_err dh_append_reopen(struct dh_append *a, struct dh_detail *d);
/* What was put into pending belongs to the file; *at: where it begins. n: its bytes. */
DH_MUST_USE enum dh_err dh_append_took(struct dh_append *a, size_t n, uint64_t *at,
                                       struct dh_detail *d);
/* Ends the appending. */
DH_MUST_USE enum dh_err dh_append_done(struct dh_append *a, struct dh_detail *d);
/* n bytes at a place, as all that b holds afterwards. After dh_append_done. */
DH_MUST_USE enum dh_err dh_append_read(const struct dh_append *a, uint64_t at, size_t n,
                                       struct dh_buf *b, struct dh_detail *d);

/* ---- Stories */

struct dh_storyfile;

/* tmp: directory for the files (NULL: TMPDIR, else /tmp), kept as a view. */
DH_MUST_USE enum dh_err dh_storyfile_new(struct dh_storyfile **out, const struct dh_allocator *m,
                                         const char *tmp);
void dh_storyfile_free(struct dh_storyfile *f); /* NULL is fine */
/* DH_ELIMIT: more than DH_STORY_MAX. */
DH_MUST_USE enum dh_err dh_storyfile_add(struct dh_storyfile *f, const struct dh_story *story,
                                         struct dh_detail *d);
uint32_t dh_storyfile_count(const struct dh_storyfile *f);
/* Ends the adding. */
DH_MUST_USE enum dh_err dh_storyfile_done(struct dh_storyfile *f, struct dh_detail *d);
/* The i-th story without its strings; cheap when i ascends. */
DH_MUST_USE enum dh_err dh_storyfile_numbers(struct dh_storyfile *f, uint32_t i,
                                             struct dh_story *out, struct dh_detail *d);
/* The i-th story; its strings are views into b. */
DH_MUST_USE enum dh_err dh_storyfile_read(struct dh_storyfile *f, uint32_t i, struct dh_buf *b,
                                          struct dh_story *out, struct dh_detail *d);

#endif
