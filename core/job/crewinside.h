/* SPDX-License-Identifier: MIT */
/* Inside of crew.h: its workers and what they have to do (crewmember.c), the messages that make the
 * work and the results that are handed on (crew.c). For these two. */
#ifndef DH_CREWINSIDE_H
#define DH_CREWINSIDE_H

#include "job/crew.h"

enum {
    DH_CREW_TASKS = 4 /* batches that one worker has at most: enough for as long as the parent sorts
                       * or writes what it has */
};

/* A batch, or one message of it, that was sent. */
struct dh_crew_task {
    uint64_t index; /* of the batch */
    uint32_t until; /* results of it that were asked for */
};

struct dh_crew_member {
    struct dh_worker worker;
    struct dh_crew_task task[DH_CREW_TASKS]; /* it works on the first */
    unsigned n_tasks;
    int64_t since_ms;          /* when that one's turn came */
    struct dh_sending sending; /* the last task, as far as the worker did not take it yet */
};

/* A place in the window of batches under way: messages that one worker gets at once, and what comes
 * back of them. Short ones go many to a batch, since sending costs as much as working on a short
 * story; all else goes alone. */
struct dh_crew_slot {
    struct dh_buf messages;
    struct dh_buf body;    /* a copy, of one that waits for its worker or may be sent again */
    struct dh_buf results; /* frames, as they came */
    size_t whole;          /* bytes of results that are whole frames */
    uint32_t n, done;      /* messages; results that are whole */
    bool waiting;          /* for a worker, to go on one by one: one died over the batch */
    bool kept;             /* its body, if it has one, is that copy: it can be sent again */
    uint32_t again;        /* the message, from 1, that is sent once more; 0: none */
};

struct dh_crew {
    const struct dh_allocator *mem;
    struct dh_work work;
    struct dh_crew_member *members;
    size_t n_members;
    struct dh_crew_slot *slots; /* ring: batch i stands in slot i % n_slots */
    size_t n_slots;
    uint64_t next_in, next_out;
    size_t pending;          /* bytes in results that wait */
    size_t copies;           /* bytes in bodies of slots that are larger than DH_CREW_KEPT */
    struct dh_buf head;      /* of the message that next gave last */
    struct dh_message given; /* that one; */
    bool holds;              /* it is in no batch yet */
};

/* Where the batch of that number stands. */
static inline struct dh_crew_slot *dh_crew_slot(struct dh_crew *crew, uint64_t index)
{
    return &crew->slots[index % crew->n_slots];
}

/* Whether it holds a batch of which every message came to something. */
static inline bool dh_crew_is_done(const struct dh_crew_slot *s)
{
    return s->n && s->done == s->n;
}

/* Starts the worker of m. DH_EWORKER. */
DH_MUST_USE enum dh_err dh_crew_start(struct dh_crew *crew, struct dh_crew_member *m,
                                      struct dh_detail *d);
/* Message number k of a batch; *sent (NULL: not wanted) with its length before it. DH_EINTERNAL:
 * there is none. */
DH_MUST_USE enum dh_err dh_crew_find_message(const struct dh_crew_slot *s, uint32_t k,
                                             struct dh_str *message, struct dh_str *sent,
                                             struct dh_detail *d);
/* What stands for the result of message number k. Errors: those of lost (worker.h). */
DH_MUST_USE enum dh_err dh_crew_lost_result(struct dh_crew *crew, const struct dh_crew_slot *s,
                                            uint32_t k, const struct dh_detail *why,
                                            struct dh_frame *f, struct dh_detail *d);
/* Sends f, a task of m from now on. */
void dh_crew_dispatch(struct dh_crew *crew, struct dh_crew_member *m, struct dh_crew_task t,
                      struct dh_frame f);
/* Waits until a worker has something to say, which is put into the slots, or takes more of what is
 * sent; replaces those that are gone or ran out of time. Errors as dh_crew_run. */
DH_MUST_USE enum dh_err dh_crew_wait(struct dh_crew *crew, struct dh_detail *d);

#endif
