/* SPDX-License-Identifier: MIT */
/* Lines appended to files NAME-000001.jsonl, NAME-000002.jsonl, ..., each begun when the one before
 * is full: what a job that runs again and again writes once and for all.
 *
 * Exactly once: the caller keeps the number and the committed length (struct dh_rotate_place) in
 * its state. Opening cuts off what stands behind that length, which a run wrote that was killed
 * before it committed, and removes the files that the run had begun. So the order is: lines,
 * dh_rotate_sync, then the state; and the very first place, which dh_rotate_open chooses behind all
 * files there are, is committed before the first line. A reader may meet lines of a run that is not
 * over; the lines of runs that are over never change. A file that somebody moved away or shortened
 * is not written on: the next number is begun. Others may write files of the same name: no number
 * is taken that is there, and none removed that was not begun here. One thread. */
#ifndef DH_ROTATE_H
#define DH_ROTATE_H

#include "base/mem.h"
#include "base/str.h"

struct dh_rotate_place {
    uint64_t number; /* of the file, from 1; 0: not chosen yet */
    uint64_t length; /* committed bytes of it */
    uint64_t day;    /* when it was begun, as in the options; 0: not yet */
};

/* Numbers of files that a run began, in ranges, ascending. The caller keeps them where a kill does
 * not lose them, until the run is committed or the files are gone. */
enum {
    DH_ROTATE_RANGES = 16 /* of more the files are not noted, and stay when the run is killed */
};
struct dh_rotate_begun {
    struct dh_rotate_range {
        uint64_t first, last;
    } range[DH_ROTATE_RANGES];
    size_t n;
};

struct dh_rotate_options {
    const char *name; /* "DIR/NAME", without number and ending; a ".jsonl" at its end is left off */
    uint64_t max_bytes;
    uint64_t day; /* a file of another day is not written on; 0: days do not matter */
    const struct dh_rotate_begun *left; /* of the run before, which may have been killed; or NULL */
    /* Before a file is made: with its number. May be NULL. */
    void (*begin)(void *self, const struct dh_rotate_begun *b);
    void *self;
};

struct dh_rotate;
/* Makes the directory. *place: what was committed; when its number is 0 it is chosen, and the
 * caller commits it. DH_ECREATE, DH_EACCESS. */
DH_MUST_USE enum dh_err dh_rotate_open(struct dh_rotate **out, const struct dh_allocator *m,
                                       const struct dh_rotate_options *o,
                                       struct dh_rotate_place *place, struct dh_detail *d);
/* line: with its end. */
DH_MUST_USE enum dh_err dh_rotate_add(struct dh_rotate *r, struct dh_str line, struct dh_detail *d);
/* Everything is on the disk then; *place is for the state, *bytes was written in all. */
DH_MUST_USE enum dh_err dh_rotate_sync(struct dh_rotate *r, struct dh_rotate_place *place,
                                       uint64_t *bytes, struct dh_detail *d);
/* Without sync what was added is cut off again. NULL is fine. */
void dh_rotate_close(struct dh_rotate *r);

#endif
