/* SPDX-License-Identifier: MIT */
/* The stories of a corpus while it is worked on, in unnamed temporary files: added one by one, then
 * read back by their number, as often as wanted. Numbers and strings lie apart, so that a walk over
 * all numbers reads little. Memory: 8 bytes a story and less than a megabyte. One thread at a time.
 *
 * Errors: DH_ENOMEM; DH_ECREATE, DH_EACCESS and DH_EIO of the files. */
#ifndef DH_STORYFILE_H
#define DH_STORYFILE_H

#include "base/mem.h"
#include "repeat/story/story.h"

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
