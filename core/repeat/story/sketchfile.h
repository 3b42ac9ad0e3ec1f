/* SPDX-License-Identifier: MIT */
/* Sketches as they are compared, by number, in an unnamed temporary file: less what was taken off
 * them (template.h). Most pairs are told apart by their grids, which lie in a file of their own, or
 * by their words, and then no more is read: of the shingles the file has a bit each, which says
 * whether it was left, and who needs them has the sketch as it was. Memory: 8 bytes a number. Not a
 * format: whoever reads has written. One thread at a time. DH_ENOMEM; DH_EACCESS, DH_ECREATE,
 * DH_EIO: of the temporary file. */
#ifndef DH_SKETCHFILE_H
#define DH_SKETCHFILE_H

#include "repeat/story/sketch.h"

struct dh_sketchfile;

/* For numbers below n; tmp as in dh_count_new, kept as a view. */
DH_MUST_USE enum dh_err dh_sketchfile_new(struct dh_sketchfile **out, const struct dh_allocator *m,
                                          size_t n, const char *tmp);
void dh_sketchfile_free(struct dh_sketchfile *f); /* NULL is fine */
/* What forked processes add, each under a number below n: makes their files; */
DH_MUST_USE enum dh_err dh_sketchfile_spread(struct dh_sketchfile *f, unsigned n,
                                             struct dh_detail *d);
/* in the process: what is added from here on is part i's; */
void dh_sketchfile_part(struct dh_sketchfile *f, unsigned i);
/* and where one lies, for the parent to be told behind all of them. */
uint64_t dh_sketchfile_place(const struct dh_sketchfile *f, uint32_t number);
void dh_sketchfile_set_place(struct dh_sketchfile *f, uint32_t number, uint64_t place);
/* Behind all of them, in the parent. */
DH_MUST_USE enum dh_err dh_sketchfile_reopen(struct dh_sketchfile *f, struct dh_detail *d);
/* In any order of the numbers, each once at the most. whole: the sketch as it was, of which k is
 * what was left. */
DH_MUST_USE enum dh_err dh_sketchfile_add(struct dh_sketchfile *f, uint32_t number,
                                          const struct dh_sketch *k, const struct dh_sketch *whole,
                                          struct dh_detail *d);
/* Ends the adding. */
DH_MUST_USE enum dh_err dh_sketchfile_done(struct dh_sketchfile *f, struct dh_detail *d);

/* Reads every sketch's grid, in the order of the file, to where place() says; NULL: it is passed
 * over. For many of them, each costs a small part of what one read from its place does. */
DH_MUST_USE enum dh_err dh_sketchfile_grids(struct dh_sketchfile *f,
                                            struct dh_sketch_grid *(*place)(void *self,
                                                                            uint32_t number),
                                            void *self, struct dh_detail *d);
/* A sketch that was added, but for its shingles; */
DH_MUST_USE enum dh_err dh_sketchfile_words(struct dh_sketchfile *f, uint32_t number,
                                            struct dh_sketch *out, struct dh_detail *d);
/* and these, into the same one. whole: as it was added. */
DH_MUST_USE enum dh_err dh_sketchfile_shingles(struct dh_sketchfile *f, uint32_t number,
                                               const struct dh_sketch *whole, struct dh_sketch *out,
                                               struct dh_detail *d);

#endif
