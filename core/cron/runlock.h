/* SPDX-License-Identifier: MIT */
/* The lock of a run, "STATE.lock", and what one run leaves in it for the next: how many runs ended
 * well, which a state that was put back from a backup does not know, and which files of records
 * were begun and not committed, which the next run takes back. One thread. */
#ifndef DH_RUNLOCK_H
#define DH_RUNLOCK_H

#include "base/lock.h"
#include "io/rotate.h"

struct dh_runlock {
    struct dh_lock lock;
    uint64_t runs;                /* that ended well before, by the state; the caller sets it */
    struct dh_rotate_begun begun; /* files of records that are not committed yet */
    struct dh_buf text;           /* as the last holder left it */
};

void dh_runlock_init(struct dh_runlock *l, const struct dh_allocator *m);
/* Lets go of the lock, and of all memory. */
void dh_runlock_release(struct dh_runlock *l);

/* state: path of the state. wait, stop and errors: dh_lock_take. DH_ECREATE: the path is too long.
 */
DH_MUST_USE enum dh_err dh_runlock_take(struct dh_runlock *l, const char *state, uint64_t wait,
                                        const volatile int *stop, struct dh_detail *d);

/* What the last run left: of how many runs it knew (0: nothing), and l->begun. */
uint64_t dh_runlock_read(struct dh_runlock *l);

/* Writes l->runs and l->begun, and our pid for people. */
void dh_runlock_write(const struct dh_runlock *l);
/* The same where files have been begun; and where nothing is begun any more. */
void dh_runlock_begin(struct dh_runlock *l, const struct dh_rotate_begun *b);
void dh_runlock_forget(struct dh_runlock *l);

#endif
