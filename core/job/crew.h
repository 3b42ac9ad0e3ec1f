/* SPDX-License-Identifier: MIT */
/* The crew: forked workers (worker.h) that share the work of a pass, so that hostile bytes are
 * handled where a crash costs one page. It knows messages and results, not what they hold:
 * itemwork.h says what the first pass sends, pagework.h what the second. Results come back in the
 * order of the messages whatever worker made them. With one worker nothing is forked: the same
 * calls run in the caller's process.
 *
 * Trust: a worker is not trusted. Lengths in its frames are checked against caps before they are
 * used, and what is in them by whoever takes them. A worker that dies, or works on one message for
 * longer than DH_CREW_SECONDS, costs that message (DH_EWORKER or DH_ETIMEOUT to dh_work.lost) and
 * is started again. Where it dies the message is sent once more first, if there was room for a
 * copy of its body (DH_CREW_COPIES): somebody may have killed the worker, as the system does when
 * memory is short. Memory of the parent: at most DH_CREW_PENDING bytes of results wait for an
 * earlier one, and a few batches, DH_CREW_COPIES and DH_WORKER_RING bytes a worker.
 *
 * Short messages go many at once, and the next ones are sent while a worker is at the last, so that
 * none waits for the parent, which has other things to do. When a worker dies over such a batch its
 * messages are sent again one by one, so that only the one that is to blame is lost. The crew is
 * one thread's; its workers are processes. */
#ifndef DH_CREW_H
#define DH_CREW_H

#include "job/worker.h"

enum {
    DH_CREW_MAX = 256,     /* workers */
    DH_CREW_SECONDS = 120, /* the watchdog: budgets of work end a page long before */
    DH_CREW_PENDING = 64 * 1024 * 1024,
    DH_CREW_KEPT = 256 * 1024,       /* bytes of a body that is copied, to wait for its worker */
    DH_CREW_COPIES = 4 * 1024 * 1024 /* bytes a worker of copies of larger ones, all together */
};

/* What next gives. */
struct dh_message {
    struct dh_buf *head; /* the message is appended here, */
    struct dh_str body;  /* what is large stays where it lies, alive until next is called again */
    bool alone;          /* it shares no batch; with a body in any case */
};

struct dh_crew_job {
    /* The next message; DH_END ends the run. */
    enum dh_err (*next)(void *self, struct dh_message *m, struct dh_detail *d);
    /* A result, in the order of the messages. DH_EDATA: it cannot be read; that of dh_work.lost
     * comes in its place. */
    enum dh_err (*put)(void *self, struct dh_frame f, struct dh_detail *d);
    void *self;
    const volatile int *stop; /* not 0: finish with DH_ESTOPPED; may be NULL */
    bool at_once;             /* each is worked on when it comes, without waiting for others */
    /* Whether next has something without waiting for others to write it; NULL: it always has. While
     * it has not, what is under way is handed on first. */
    bool (*ready)(void *self);
};

struct dh_crew;
/* Forks n workers (1: none). work is copied; what it points to, as it is now, serves the workers
 * too. DH_EWORKER: no process can be made; DH_ENOMEM. */
DH_MUST_USE enum dh_err dh_crew_new(struct dh_crew **out, const struct dh_allocator *m,
                                    const struct dh_work *work, size_t n, struct dh_detail *d);
/* Ends and waits for the workers. NULL is fine. */
void dh_crew_free(struct dh_crew *crew);
/* Runs all messages through. The first error of next (but DH_END), put or lost ends the run and is
 * returned. DH_ESTOPPED: *stop. DH_EWORKER: a worker that is gone cannot be replaced. DH_EINTERNAL:
 * the system does not let the crew wait for them. DH_ENOMEM. */
DH_MUST_USE enum dh_err dh_crew_run(struct dh_crew *crew, const struct dh_crew_job *job,
                                    struct dh_detail *d);

#endif
