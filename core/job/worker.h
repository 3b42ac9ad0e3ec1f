/* SPDX-License-Identifier: MIT */
/* A worker: a forked process that answers messages over a socket pair until its parent closes it.
 * The parent's side is the crew (crew.h). Inside job/ only.
 *
 * To a worker: two lengths, messages, each behind its own length, and the body of a message that
 * goes alone. From it: a frame for each message, in their order, each behind two lengths. Frames do
 * not go over the socket but lie in a ring of bytes that both ends map, and one number on the
 * socket tells how many came; what the ring has no room for follows its number there. The parent
 * copies before it looks: what lies in the ring a worker could still change. One thread. */
#ifndef DH_WORKER_H
#define DH_WORKER_H

#include <sys/types.h>

#include "base/mem.h"
#include "job/spool.h"

enum {
    DH_WORKER_HEADER = 16,        /* two lengths */
    DH_WORKER_SENDS = 512 * 1024, /* bytes of results that it tells of at once, */
    DH_WORKER_RING = 1024 * 1024  /* and that wait for its parent to take them */
};

/* What is made of a message; the same calls serve where nothing is forked. */
struct dh_work {
    /* One message to its result, whose slices live until the next call. Any error but DH_OK ends a
     * worker, and costs the message. */
    enum dh_err (*work)(void *self, struct dh_frame message, struct dh_frame *result);
    /* In the parent: the result of a message over which a worker died, or that cannot be had; why
     * says so. Of the message's body nothing is known any more. DH_ENOMEM, or what kept it from
     * reading what the message names. */
    enum dh_err (*lost)(void *self, struct dh_frame message, const struct dh_detail *why,
                        struct dh_frame *result, struct dh_detail *d);
    void *self;
    uint64_t most; /* bytes of either part of a result: what has more comes of a worker gone mad */
    /* In each worker first, set by whoever makes the crew: lets go of what is the parent's alone.
     * NULL: nothing. */
    void (*forked)(void *forked_self);
    void *forked_self;
};

struct dh_ring; /* bytes from a worker to its parent */

struct dh_worker {
    pid_t pid;
    int fd;               /* -1: not running */
    struct dh_ring *ring; /* NULL: all goes over the socket */
    uint64_t taken;       /* bytes of it so far */
    char number[8];       /* of the next bytes, n_number of which came; */
    size_t n_number;
    uint64_t behind; /* bytes that follow on the socket */
};

/* Forks a worker into w. others[0..n): the crew's, whose sockets the new one closes. DH_EWORKER. */
DH_MUST_USE enum dh_err dh_worker_start(struct dh_worker *w, const struct dh_worker *others,
                                        size_t n, const struct dh_work *work,
                                        const struct dh_allocator *m, struct dh_detail *d);
/* Ends w, at once with force; answers the signal that it died of, 0 when it left by itself. */
int dh_worker_end(struct dh_worker *w, bool force);

/* What is on its way to a worker: both parts live as long. */
struct dh_sending {
    char header[DH_WORKER_HEADER];
    struct dh_str part[3]; /* what of header, messages and body was not sent yet */
};
void dh_sending_begin(struct dh_sending *s, struct dh_str messages, struct dh_str body);
bool dh_sending_done(const struct dh_sending *s);
/* Sends what the worker takes without being waited for; with wait: all. false: it is gone, or the
 * system cannot send. */
bool dh_worker_send(const struct dh_worker *w, struct dh_sending *s, bool wait);
/* Nothing more is sent: it ends when it has answered what it got whole. */
void dh_worker_hang_up(const struct dh_worker *w);

/* Takes what w has sent to the end of b, without waiting; out of memory: b->err. *gone: it is gone,
 * and all that it said was taken; false: it said what no worker of ours says. */
bool dh_worker_take(struct dh_worker *w, struct dh_buf *b, bool *gone);

/* Calls part(of, i) for every i below n, each in a process of its own, and waits for all. forked as
 * in dh_work. false: not all answered DH_OK. What parts are to leave behind lies in files. */
bool dh_worker_parts(unsigned n, enum dh_err (*part)(void *of, unsigned i), void *of,
                     void (*forked)(void *self), void *self);

/* A frame as it stands among others. Out of memory: b->err. */
void dh_worker_put_frame(struct dh_buf *b, struct dh_frame f);
/* A message as it stands among others; and the next of them. false: it is broken. */
void dh_worker_put_message(struct dh_buf *b, struct dh_str message);
bool dh_worker_get_message(struct dh_str *rest, struct dh_str *message);

#endif
