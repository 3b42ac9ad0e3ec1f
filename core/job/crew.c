/* SPDX-License-Identifier: MIT */
#include "job/crew.h"

#include <errno.h>
#include <poll.h>
#include <sys/socket.h>
#include <time.h>

#include "base/err.h"
#include "base/wire.h"

enum {
    BATCH = 64,              /* messages of a batch, and */
    BATCH_BYTES = 64 * 1024, /* bytes of them */
    TASKS = 2, /* batches that one worker has at most: one is at hand when it is done */
    BODY_KEPT = 256 * 1024, /* bytes of a body that is copied, to wait for its worker */
    SLOTS = 6               /* batches under way for each worker */
};

/* A batch, or one message of it, that was sent. */
struct task {
    uint64_t index; /* of the batch */
    uint32_t until; /* results of it that were asked for */
};

struct member {
    struct dh_worker worker;
    struct task task[TASKS]; /* it works on the first */
    unsigned n_tasks;
    struct timespec since;     /* when that one's turn came */
    struct dh_sending sending; /* the last task, as far as the worker did not take it yet */
};

/* A place in the window of batches under way: messages that one worker gets at once, and what comes
 * back of them. Short ones go many to a batch, since sending costs as much as working on a short
 * story; all else goes alone. */
struct slot {
    struct dh_buf messages;
    struct dh_buf body;    /* a copy, of one that waits for its worker */
    struct dh_buf results; /* frames, as they came */
    size_t whole;          /* bytes of results that are whole frames */
    uint32_t n, done;      /* messages; results that are whole */
    bool waiting;          /* for a worker, to go on one by one: one died over the batch */
};

struct dh_crew {
    const struct dh_allocator *mem;
    struct dh_work work;
    struct member *members;
    size_t n_members;
    struct slot *slots; /* ring: batch i stands in slot i % n_slots */
    size_t n_slots;
    uint64_t next_in, next_out;
    size_t pending;          /* bytes in results that wait */
    struct dh_buf head;      /* of the message that next gave last */
    struct dh_message given; /* that one; */
    bool holds;              /* it is in no batch yet */
};

static enum dh_err start(struct dh_crew *crew, struct member *m, struct dh_detail *d)
{
    struct dh_worker others[DH_CREW_MAX];
    for (size_t i = 0; i < crew->n_members; i++)
        others[i] = crew->members[i].worker;
    m->n_tasks = 0;
    m->sending = (struct dh_sending){ .part = { DH_STR_NONE } };
    return dh_worker_start(&m->worker, others, crew->n_members, &crew->work, crew->mem, d);
}

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
        e = start(crew, &crew->members[i], d);
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

/* ---- Batches */

static struct slot *slot_of(struct dh_crew *crew, uint64_t index)
{
    return &crew->slots[index % crew->n_slots];
}

static bool is_done(const struct slot *s)
{
    return s->n && s->done == s->n;
}

/* Message number k of a batch; *sent (NULL: not wanted) with its length before it. */
static enum dh_err find_message(const struct slot *s, uint32_t k, struct dh_str *message,
                                struct dh_str *sent, struct dh_detail *d)
{
    struct dh_str rest = dh_buf_str(&s->messages), from = rest;
    for (uint32_t i = 0; i <= k; i++) {
        from = rest;
        if (!dh_worker_get_message(&rest, message))
            return dh_fail(d, DH_EINTERNAL, 0, "a message of ours cannot be read back");
    }
    if (sent)
        *sent = dh_str_sub(from, 0, from.n - rest.n);
    return DH_OK;
}

/* What stands for the result of message number k. */
static enum dh_err lost_result(struct dh_crew *crew, const struct slot *s, uint32_t k,
                               const struct dh_detail *why, struct dh_frame *f, struct dh_detail *d)
{
    struct dh_frame message = { .body = DH_STR_NONE };
    enum dh_err e = find_message(s, k, &message.head, NULL, d);
    return e ? e : crew->work.lost(crew->work.self, message, why, f, d);
}

/* The next result of a slot is lost. */
static enum dh_err lose(struct dh_crew *crew, struct slot *s, const struct dh_detail *why,
                        struct dh_detail *d)
{
    struct dh_frame f;
    enum dh_err e = lost_result(crew, s, s->done, why, &f, d);
    if (e)
        return e;
    s->results.n = s->whole;
    dh_worker_put_frame(&s->results, f);
    if (s->results.err)
        return dh_fail(d, s->results.err, 0, "out of memory for a result");
    crew->pending += s->results.n - s->whole;
    s->whole = s->results.n;
    s->done++;
    return DH_OK;
}

/* What a worker that is gone had of a batch. The message it worked on alone is lost; of a batch
 * nobody knows over which it died, so the rest of it goes on one by one. */
static enum dh_err drop_task(struct dh_crew *crew, struct task t, bool first,
                             const struct dh_detail *why, struct dh_detail *d)
{
    struct slot *s = slot_of(crew, t.index);
    enum dh_err e = DH_OK;

    s->results.n = s->whole;
    if (first && t.until - s->done == 1)
        e = lose(crew, s, why, d);
    s->waiting = !is_done(s);
    return e;
}

/* The worker is gone or was stopped, another takes its place. */
static enum dh_err replace(struct dh_crew *crew, struct member *m, bool timeout,
                           struct dh_detail *d)
{
    struct dh_detail why;
    int sig = dh_worker_end(&m->worker, timeout);
    enum dh_err e = DH_OK;

    if (timeout)
        dh_fail(&why, DH_ETIMEOUT, 0, "the worker ran for more than %d seconds", DH_CREW_SECONDS);
    else if (sig)
        dh_fail(&why, DH_EWORKER, 0, "the worker process died over this page (signal %d)", sig);
    else
        dh_fail(&why, DH_EWORKER, 0, "the worker process left over this page");
    for (unsigned i = 0; e == DH_OK && i < m->n_tasks; i++)
        e = drop_task(crew, m->task[i], i == 0, &why, d);
    return e ? e : start(crew, m, d);
}

/* Counts the frames of a slot that have come whole, up to so many; false: one has a length that no
 * page has. */
static bool count_frames(struct dh_crew *crew, struct slot *s, uint32_t until)
{
    while (s->done < until && s->results.n - s->whole >= DH_WORKER_HEADER) {
        struct dh_wire r = { dh_str_sub(dh_buf_str(&s->results), s->whole, DH_WORKER_HEADER),
                             false };
        uint64_t head = dh_wire_get64(&r), body = dh_wire_get64(&r);
        if (head > crew->work.most || body > crew->work.most)
            return false;
        if (s->results.n - s->whole - DH_WORKER_HEADER < head + body)
            break;
        s->whole += DH_WORKER_HEADER + head + body;
        crew->pending += DH_WORKER_HEADER + head + body;
        s->done++;
    }
    return true;
}

/* The first task of m is finished. What came behind its results belongs to the next. */
static enum dh_err finish_task(struct dh_crew *crew, struct member *m, struct dh_detail *d)
{
    struct slot *s = slot_of(crew, m->task[0].index);
    struct dh_str rest = dh_str_sub(dh_buf_str(&s->results), s->whole, SIZE_MAX);

    s->waiting = !is_done(s);
    m->n_tasks--;
    memmove(m->task, m->task + 1, m->n_tasks * sizeof *m->task);
    clock_gettime(CLOCK_MONOTONIC, &m->since);
    if (m->n_tasks && rest.n) {
        struct dh_buf *next = &slot_of(crew, m->task[0].index)->results;
        dh_buf_add(next, rest);
        if (next->err)
            return dh_fail(d, next->err, 0, "out of memory for a result");
    }
    s->results.n = s->whole;
    return DH_OK;
}

/* Counts what came from m for its tasks. */
static enum dh_err count_results(struct dh_crew *crew, struct member *m, struct dh_detail *d)
{
    enum dh_err e = DH_OK;
    while (e == DH_OK && m->n_tasks) {
        struct slot *s = slot_of(crew, m->task[0].index);
        if (!count_frames(crew, s, m->task[0].until))
            return replace(crew, m, true, d);
        if (s->done < m->task[0].until)
            break;
        if (m->n_tasks == 1 && s->results.n != s->whole) /* more than was asked for */
            return replace(crew, m, true, d);
        e = finish_task(crew, m, d);
    }
    return e;
}

/* Takes what came from m. */
static enum dh_err take(struct dh_crew *crew, struct member *m, struct dh_detail *d)
{
    struct slot *s = slot_of(crew, m->task[0].index);
    size_t want = DH_WORKER_SENDS;
    char *p = dh_buf_room(&s->results, want);
    if (!p)
        return dh_fail(d, s->results.err, 0, "out of memory for a result");
    ssize_t got = recv(m->worker.fd, p, want, MSG_DONTWAIT);
    if (got < 0 && (errno == EINTR || errno == EAGAIN || errno == EWOULDBLOCK))
        return DH_OK;
    if (got <= 0)
        return replace(crew, m, false, d);
    s->results.n += (size_t)got;
    return count_results(crew, m, d);
}

/* A worker that is gone is replaced when all that it said has been taken. */
static void send_more(struct member *m, bool wait)
{
    if (!dh_worker_send(&m->worker, &m->sending, wait))
        m->sending = (struct dh_sending){ .part = { DH_STR_NONE } };
}

/* Sends f, a task of m from now on. */
static void dispatch(struct dh_crew *crew, struct member *m, struct task t, struct dh_frame f)
{
    bool kept = !f.body.n || f.body.p == slot_of(crew, t.index)->body.p;
    if (m->n_tasks == 0)
        clock_gettime(CLOCK_MONOTONIC, &m->since);
    m->task[m->n_tasks++] = t;
    slot_of(crew, t.index)->waiting = false;
    dh_sending_begin(&m->sending, f.head, f.body);
    send_more(m, !kept);
}

/* ---- Results */

static bool is_stopped(const struct dh_crew_job *job)
{
    return job->stop && *job->stop;
}

/* Hands on a finished batch, one by one. A result that put cannot read came from a worker gone mad:
 * it costs its message. */
static enum dh_err hand_on_batch(struct dh_crew *crew, const struct dh_crew_job *job,
                                 const struct slot *s, struct dh_detail *d)
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
        e = lost_result(crew, s, i, &why, &f, d);
        if (e == DH_OK)
            e = job->put(job->self, f, d);
    }
    return e;
}

/* Hands on what is finished and next in order. */
static enum dh_err hand_on(struct dh_crew *crew, const struct dh_crew_job *job, struct dh_detail *d)
{
    enum dh_err e = DH_OK;
    while (e == DH_OK && crew->next_out < crew->next_in) {
        struct slot *s = slot_of(crew, crew->next_out);
        if (!is_done(s))
            break;
        if (is_stopped(job)) /* by a message just handed on, with all others finished */
            return dh_fail(d, DH_ESTOPPED, 0, "stopped");
        crew->pending -= s->results.n;
        e = hand_on_batch(crew, job, s, d);
        if (s->results.room > DH_CREW_PENDING / 8)
            dh_buf_release(&s->results);
        s->n = s->done = 0;
        crew->next_out++;
    }
    return e;
}

/* Waits until a worker has something to say, or takes more of what is sent; replaces those that ran
 * out of time. */
static enum dh_err wait_some(struct dh_crew *crew, struct dh_detail *d)
{
    struct pollfd fds[DH_CREW_MAX];
    struct timespec now;
    enum dh_err e = DH_OK;

    for (size_t i = 0; i < crew->n_members; i++) {
        const struct member *m = &crew->members[i];
        int events = POLLIN | (dh_sending_done(&m->sending) ? 0 : POLLOUT);
        fds[i] = (struct pollfd){ .fd = m->n_tasks ? m->worker.fd : -1, .events = (short)events };
    }
    int n = poll(fds, crew->n_members, 1000);
    if (n < 0 && errno != EINTR)
        return dh_fail_os(d, DH_EINTERNAL, errno, "cannot wait for the workers");
    clock_gettime(CLOCK_MONOTONIC, &now);
    for (size_t i = 0; e == DH_OK && i < crew->n_members; i++) {
        struct member *m = &crew->members[i];
        int events = n > 0 && fds[i].fd >= 0 ? fds[i].revents : 0;
        if (events & ~POLLOUT)
            e = take(crew, m, d);
        else if (events)
            send_more(m, false);
        else if (m->n_tasks && now.tv_sec - m->since.tv_sec > DH_CREW_SECONDS)
            e = replace(crew, m, true, d);
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

static void add_given(struct dh_crew *crew, struct slot *s)
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
static enum dh_err fill_batch(struct dh_crew *crew, const struct dh_crew_job *job, struct slot *s,
                              bool *end, struct dh_detail *d)
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
    return !m->alone || (m->body.n && m->body.n <= BODY_KEPT);
}

/* The message that is held, and others that go with it, to a worker. */
static enum dh_err send_held(struct dh_crew *crew, const struct dh_crew_job *job, struct member *m,
                             bool *end, struct dh_detail *d)
{
    struct slot *s = slot_of(crew, crew->next_in);
    enum dh_err e = DH_OK;

    dh_buf_reset(&s->messages);
    dh_buf_reset(&s->body);
    dh_buf_reset(&s->results);
    s->whole = 0;
    s->n = s->done = 0;
    add_given(crew, s);
    struct dh_str body = crew->given.body;
    if (body.n && may_queue(&crew->given)) {
        dh_buf_add(&s->body, body);
        body = dh_buf_str(&s->body);
    }
    struct task t = { .index = crew->next_in++ };
    if (!goes_alone(&crew->given) && !job->at_once)
        e = fill_batch(crew, job, s, end, d);
    if (s->messages.err || s->body.err)
        return dh_fail(d, DH_ENOMEM, 0, "out of memory for an item");
    t.until = s->n;
    struct dh_frame f = { dh_buf_str(&s->messages), body };
    if (e == DH_OK)
        dispatch(crew, m, t, f);
    return e;
}

/* The next message of a batch over which a worker died. */
static enum dh_err send_one(struct dh_crew *crew, struct member *m, uint64_t index,
                            struct dh_detail *d)
{
    struct slot *s = slot_of(crew, index);
    struct dh_frame f = { .body = dh_buf_str(&s->body) };
    struct task t = { index, s->done + 1 };
    struct dh_str message;
    enum dh_err e = find_message(s, s->done, &message, &f.head, d);
    if (e == DH_OK)
        dispatch(crew, m, t, f);
    return e;
}

/* ---- The run */

/* The one that has the least to do and can take more; NULL: none. */
static struct member *free_member(struct dh_crew *crew)
{
    struct member *best = NULL;
    for (size_t i = 0; i < crew->n_members; i++) {
        struct member *m = &crew->members[i];
        if (m->n_tasks < TASKS && dh_sending_done(&m->sending) &&
            (!best || m->n_tasks < best->n_tasks))
            best = m;
    }
    return best;
}

/* The first batch that waits for a worker; next_in: none does. */
static uint64_t waiting_batch(struct dh_crew *crew)
{
    uint64_t i = crew->next_out;
    while (i < crew->next_in && !slot_of(crew, i)->waiting)
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
static enum dh_err give_work(struct dh_crew *crew, const struct dh_crew_job *job, struct member *m,
                             bool *end, bool *idle, struct dh_detail *d)
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
        struct member *m = free_member(crew);
        bool idle = true;
        if (is_stopped(job))
            return dh_fail(d, DH_ESTOPPED, 0, "stopped");
        if (m)
            e = give_work(crew, job, m, &end, &idle, d);
        if (e == DH_OK && idle && crew->next_out < crew->next_in)
            e = wait_some(crew, d);
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
