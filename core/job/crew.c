/* SPDX-License-Identifier: MIT */
#include "job/crew.h"

#include "base/err.h"
#include "base/wire.h"
#include "job/crewinside.h"

enum {
    BATCH = 64,              /* messages of a batch, and */
    BATCH_BYTES = 64 * 1024, /* bytes of them */
    SLOTS = 12               /* batches under way for each worker */
};

enum dh_err dh_crew_new(struct dh_crew **out, const struct dh_allocator *m,
                        const struct dh_work *work, size_t n, struct dh_detail *d)
{
    enum dh_err e = DH_ENOMEM;
    struct dh_crew *crew = dh_mem_zeroed(m, 1, sizeof *crew);

    if (!crew)
        goto out;
    crew->mem = m;
    crew->work = *work;
    dh_buf_init(&crew->head, m, SIZE_MAX);
    n = n < 2 ? 0 : n > DH_CREW_MAX ? DH_CREW_MAX : n;
    crew->n_slots = n ? SLOTS * n : 1;
    crew->slots = dh_mem_zeroed(m, crew->n_slots, sizeof *crew->slots);
    crew->members = dh_mem_zeroed(m, n, sizeof *crew->members);
    if (!crew->slots || !crew->members)
        goto out;
    for (size_t i = 0; i < crew->n_slots; i++) {
        dh_buf_init(&crew->slots[i].messages, m, SIZE_MAX);
        dh_buf_init(&crew->slots[i].body, m, SIZE_MAX);
        dh_buf_init(&crew->slots[i].results, m, SIZE_MAX);
    }
    for (size_t i = 0; i < n; i++)
        crew->members[i].worker.fd = -1;
    crew->n_members = n;
    e = DH_OK;
    for (size_t i = 0; e == DH_OK && i < n; i++)
        e = dh_crew_start(crew, &crew->members[i], d);
out:
    if (e) {
        dh_crew_free(crew);
        return e == DH_ENOMEM ? dh_no_memory(d) : e;
    }
    *out = crew;
    return DH_OK;
}

void dh_crew_free(struct dh_crew *crew)
{
    if (!crew)
        return;
    for (size_t i = 0; i < crew->n_members; i++)
        dh_worker_end(&crew->members[i].worker, crew->members[i].n_tasks);
    for (size_t i = 0; crew->slots && i < crew->n_slots; i++) {
        dh_buf_release(&crew->slots[i].messages);
        dh_buf_release(&crew->slots[i].body);
        dh_buf_release(&crew->slots[i].results);
    }
    dh_buf_release(&crew->head);
    dh_mem_free(crew->mem, crew->members);
    dh_mem_free(crew->mem, crew->slots);
    dh_mem_free(crew->mem, crew);
}

/* ---- Results */

static bool is_stopped(const struct dh_crew_job *job)
{
    return job->stop && *job->stop;
}

/* Hands on a finished batch, one by one. A result that put cannot read came from a worker gone mad:
 * it costs its message. */
static enum dh_err hand_on_batch(struct dh_crew *crew, const struct dh_crew_job *job,
                                 const struct dh_crew_slot *s, struct dh_detail *d)
{
    struct dh_wire r = { dh_buf_str(&s->results), false };
    struct dh_detail why;
    enum dh_err e = DH_OK;
    for (uint32_t i = 0; e == DH_OK && i < s->n; i++) {
        uint64_t head = dh_wire_get64(&r), body = dh_wire_get64(&r);
        struct dh_frame f = { { dh_wire_take(&r, head), head }, { dh_wire_take(&r, body), body } };
        e = job->put(job->self, f, d);
        if (e != DH_EDATA)
            continue;
        dh_fail(&why, DH_EWORKER, 0, "the worker's result cannot be read");
        e = dh_crew_lost_result(crew, s, i, &why, &f, d);
        if (e == DH_OK)
            e = job->put(job->self, f, d);
    }
    return e;
}

/* Copies of large bodies make room for others; the room of short ones is used again. */
static void drop_copy(struct dh_crew *crew, struct dh_crew_slot *s)
{
    if (s->body.n <= DH_CREW_KEPT)
        return;
    crew->copies -= s->body.n;
    dh_buf_release(&s->body);
}

/* Hands on what is finished and next in order. */
static enum dh_err hand_on(struct dh_crew *crew, const struct dh_crew_job *job, struct dh_detail *d)
{
    enum dh_err e = DH_OK;
    while (e == DH_OK && crew->next_out < crew->next_in) {
        struct dh_crew_slot *s = dh_crew_slot(crew, crew->next_out);
        if (!dh_crew_is_done(s))
            break;
        if (is_stopped(job)) /* by a message just handed on, with all others finished */
            return dh_fail(d, DH_ESTOPPED, 0, "stopped");
        crew->pending -= s->results.n;
        e = hand_on_batch(crew, job, s, d);
        if (s->results.room > DH_CREW_PENDING / 8)
            dh_buf_release(&s->results);
        drop_copy(crew, s);
        s->n = s->done = 0;
        crew->next_out++;
    }
    return e;
}

/* ---- Messages */

/* Makes crew->given the next message, unless one is held. */
static enum dh_err fetch(struct dh_crew *crew, const struct dh_crew_job *job, struct dh_detail *d)
{
    if (crew->holds)
        return DH_OK;
    dh_buf_reset(&crew->head);
    crew->given = (struct dh_message){ .head = &crew->head };
    enum dh_err e = job->next(job->self, &crew->given, d);
    if (e == DH_OK && crew->head.err)
        e = dh_fail(d, crew->head.err, 0, "out of memory for an item");
    crew->holds = e == DH_OK;
    return e;
}

static void add_given(struct dh_crew *crew, struct dh_crew_slot *s)
{
    dh_worker_put_message(&s->messages, dh_buf_str(&crew->head));
    s->n++;
    crew->holds = false;
}

static bool goes_alone(const struct dh_message *m)
{
    return m->alone || m->body.n;
}

/* Puts short messages behind the first of a batch; *end: there are no more. What does not belong
 * into it is held, and with it what its body points to. */
static enum dh_err fill_batch(struct dh_crew *crew, const struct dh_crew_job *job,
                              struct dh_crew_slot *s, bool *end, struct dh_detail *d)
{
    while (s->n < BATCH && s->messages.n < BATCH_BYTES && !is_stopped(job)) {
        enum dh_err e = fetch(crew, job, d);
        *end = e == DH_END;
        if (e)
            return *end ? DH_OK : e;
        if (goes_alone(&crew->given))
            break;
        add_given(crew, s);
    }
    return DH_OK;
}

/* Whether the message that is held may wait behind others of a worker. What may take long alone
 * goes to the first that has nothing to do. */
static bool may_queue(const struct dh_message *m)
{
    return !m->alone || (m->body.n && m->body.n <= DH_CREW_KEPT);
}

/* The body of the message that is held: a copy, where it waits for its worker, or may have to be
 * sent again. */
static struct dh_str take_body(struct dh_crew *crew, struct dh_crew_slot *s)
{
    struct dh_str body = crew->given.body;
    size_t most = crew->n_members * DH_CREW_COPIES;

    if (!body.n || (!may_queue(&crew->given) && crew->copies + body.n > most))
        return body;
    dh_buf_add(&s->body, body);
    if (s->body.err && !may_queue(&crew->given)) { /* it goes without a copy, too */
        dh_buf_release(&s->body);
        return body;
    }
    crew->copies += s->body.n > DH_CREW_KEPT ? s->body.n : 0;
    return dh_buf_str(&s->body);
}

/* The message that is held, and others that go with it, to a worker. */
static enum dh_err send_held(struct dh_crew *crew, const struct dh_crew_job *job,
                             struct dh_crew_member *m, bool *end, struct dh_detail *d)
{
    struct dh_crew_slot *s = dh_crew_slot(crew, crew->next_in);
    enum dh_err e = DH_OK;

    dh_buf_reset(&s->messages);
    dh_buf_reset(&s->body);
    dh_buf_reset(&s->results);
    s->whole = 0;
    s->n = s->done = s->again = 0;
    add_given(crew, s);
    struct dh_str body = take_body(crew, s);
    s->kept = body.n == s->body.n;
    struct dh_crew_task t = { .index = crew->next_in++ };
    if (!goes_alone(&crew->given) && !job->at_once)
        e = fill_batch(crew, job, s, end, d);
    if (s->messages.err || s->body.err)
        return dh_fail(d, DH_ENOMEM, 0, "out of memory for an item");
    t.until = s->n;
    struct dh_frame f = { dh_buf_str(&s->messages), body };
    if (e == DH_OK)
        dh_crew_dispatch(crew, m, t, f);
    return e;
}

/* The next message of a batch over which a worker died. */
static enum dh_err send_one(struct dh_crew *crew, struct dh_crew_member *m, uint64_t index,
                            struct dh_detail *d)
{
    struct dh_crew_slot *s = dh_crew_slot(crew, index);
    struct dh_frame f = { .body = dh_buf_str(&s->body) };
    struct dh_crew_task t = { index, s->done + 1 };
    struct dh_str message;
    enum dh_err e = dh_crew_find_message(s, s->done, &message, &f.head, d);
    if (e == DH_OK)
        dh_crew_dispatch(crew, m, t, f);
    return e;
}

/* ---- The run */

/* The one that has the least to do and can take more; NULL: none. */
static struct dh_crew_member *free_member(struct dh_crew *crew)
{
    struct dh_crew_member *best = NULL;
    for (size_t i = 0; i < crew->n_members; i++) {
        struct dh_crew_member *m = &crew->members[i];
        if (m->n_tasks < DH_CREW_TASKS && dh_sending_done(&m->sending) &&
            (!best || m->n_tasks < best->n_tasks))
            best = m;
    }
    return best;
}

/* The first batch that waits for a worker; next_in: none does. */
static uint64_t waiting_batch(struct dh_crew *crew)
{
    uint64_t i = crew->next_out;
    while (i < crew->next_in && !dh_crew_slot(crew, i)->waiting)
        i++;
    return i;
}

/* While results are under way the next message is not waited for: they would wait with it. */
static bool may_ask(const struct dh_crew *crew, const struct dh_crew_job *job)
{
    return !job->ready || crew->next_out == crew->next_in || job->ready(job->self);
}

/* Whether there is room for another message in front of those under way. */
static bool has_room(const struct dh_crew *crew)
{
    return crew->next_in - crew->next_out < crew->n_slots && crew->pending < DH_CREW_PENDING;
}

/* Gives m something to do; *idle: there is nothing for it now. */
static enum dh_err give_work(struct dh_crew *crew, const struct dh_crew_job *job,
                             struct dh_crew_member *m, bool *end, bool *idle, struct dh_detail *d)
{
    uint64_t waiting = waiting_batch(crew);
    enum dh_err e = DH_OK;

    *idle = waiting < crew->next_in && m->n_tasks;
    if (waiting < crew->next_in)
        return *idle ? DH_OK : send_one(crew, m, waiting, d);
    if (!*end && !crew->holds && has_room(crew) && may_ask(crew, job)) {
        e = fetch(crew, job, d);
        *end = e == DH_END;
        e = *end ? DH_OK : e;
    }
    if (e == DH_OK && crew->holds && has_room(crew) && (m->n_tasks == 0 || may_queue(&crew->given)))
        return send_held(crew, job, m, end, d);
    *idle = true;
    return e;
}

static enum dh_err run_forked(struct dh_crew *crew, const struct dh_crew_job *job,
                              struct dh_detail *d)
{
    bool end = false;
    enum dh_err e = DH_OK;

    while (e == DH_OK && (!end || crew->holds || crew->next_out < crew->next_in)) {
        struct dh_crew_member *m = free_member(crew);
        bool idle = true;
        if (is_stopped(job))
            return dh_fail(d, DH_ESTOPPED, 0, "stopped");
        if (m)
            e = give_work(crew, job, m, &end, &idle, d);
        if (e == DH_OK && idle && crew->next_out < crew->next_in)
            e = dh_crew_wait(crew, d);
        if (e == DH_OK)
            e = hand_on(crew, job, d);
    }
    return e;
}

static enum dh_err run_here(struct dh_crew *crew, const struct dh_crew_job *job,
                            struct dh_detail *d)
{
    enum dh_err e = DH_OK;

    while (e == DH_OK) {
        struct dh_frame f;
        if (is_stopped(job))
            return dh_fail(d, DH_ESTOPPED, 0, "stopped");
        e = fetch(crew, job, d);
        if (e)
            break;
        crew->holds = false;
        f = (struct dh_frame){ dh_buf_str(&crew->head), crew->given.body };
        e = crew->work.work(crew->work.self, f, &f);
        if (e)
            dh_fail(d, e, 0, "out of memory for a page");
        else
            e = job->put(job->self, f, d);
    }
    return e == DH_END ? DH_OK : e;
}

enum dh_err dh_crew_run(struct dh_crew *crew, const struct dh_crew_job *job, struct dh_detail *d)
{
    crew->holds = false;
    return crew->n_members ? run_forked(crew, job, d) : run_here(crew, job, d);
}
