/* SPDX-License-Identifier: MIT */
/* One run at a time: flock(2) on a file that is made and never removed, so that nobody can hold a
 * lock on a file that is no longer there. The kernel gives the lock back when its holder ends,
 * however it ends. The file's text (pid and what the caller keeps) is for people and for the next
 * holder. Not for NFS before version 4. One thread. */
#ifndef DH_LOCK_H
#define DH_LOCK_H

#include "base/mem.h"
#include "base/str.h"

struct dh_lock {
    int fd; /* -1: not held */
};

/* wait: seconds to wait for another holder, at the most; stop (NULL: none): not 0 ends the wait.
 * text: what the last holder left, up to its cap. DH_ELOCKED: d names the holder's pid;
 * DH_ESTOPPED, DH_ECREATE, DH_EACCESS. */
DH_MUST_USE enum dh_err dh_lock_take(struct dh_lock *l, const char *path, uint64_t wait,
                                     const volatile int *stop, struct dh_buf *text,
                                     struct dh_detail *d);
/* Replaces the text of a lock that is held. On a full disk the old one stays; that is no error. */
void dh_lock_write(const struct dh_lock *l, struct dh_str text);
void dh_lock_drop(struct dh_lock *l);

#endif
