/* SPDX-License-Identifier: MIT */
/* The workers of a crew: what was sent to each, what comes back of it, and what becomes of it when
 * one is gone. */
#include <errno.h>
#include <poll.h>
#include <string.h>

#include "base/clock.h"
#include "base/err.h"
#include "base/wire.h"
#include "job/crewinside.h"

enum dh_err dh_crew_start(struct dh_crew *crew, struct dh_crew_member *m, struct dh_detail *d)
{
    struct dh_worker others[DH_CREW_MAX];
    for (size_t i = 0; i < crew->n_members; i++)
        others[i] = crew->members[i].worker;
    m->n_tasks = 0;
    m->sending = (struct dh_sending){ .part = { DH_STR_NONE } };
    return dh_worker_start(&m->worker, others, crew->n_members, &crew->work, crew->mem, d);
}

enum dh_err dh_crew_find_message(const struct dh_crew_slot *s, uint32_t k, struct dh_str *message,
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

enum dh_err dh_crew_lost_result(struct dh_crew *crew, const struct dh_crew_slot *s, uint32_t k,
                                const struct dh_detail *why, struct dh_frame *f,
                                struct dh_detail *d)
{
    struct dh_frame message = { .body = DH_STR_NONE };
    enum dh_err e = dh_crew_find_message(s, k, &message.head, NULL, d);
    return e ? e : crew->work.lost(crew->work.self, message, why, f, d);
}

/* The next result of a slot is lost. */
static enum dh_err lose(struct dh_crew *crew, struct dh_crew_slot *s, const struct dh_detail *why,
                        struct dh_detail *d)
{
    struct dh_frame f;
    enum dh_err e = dh_crew_lost_result(crew, s, s->done, why, &f, d);
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

/* Why a worker is replaced. */
enum end { GONE, TOO_LONG, NONSENSE };

/* Whether the next message of a slot is sent once more. */
static bool try_again(struct dh_crew_slot *s, enum end end)
{
    bool again = end == GONE && s->kept && s->again != s->done + 1;
    s->again = again ? s->done + 1 : 0;
    return again;
}

/* What a worker that is gone had of a batch. The message it worked on alone is lost, unless it is
 * tried again; of a batch nobody knows over which it died, so the rest of it goes on one by one. */
static enum dh_err drop_task(struct dh_crew *crew, struct dh_crew_task t, bool first, enum end end,
                             const struct dh_detail *why, struct dh_detail *d)
{
    struct dh_crew_slot *s = dh_crew_slot(crew, t.index);
    enum dh_err e = DH_OK;

    s->results.n = s->whole;
    if (first && t.until - s->done == 1 && !try_again(s, end))
        e = lose(crew, s, why, d);
    s->waiting = !dh_crew_is_done(s);
    return e;
}

/* The worker is gone or is stopped, another takes its place. */
static enum dh_err replace(struct dh_crew *crew, struct dh_crew_member *m, enum end end,
                           struct dh_detail *d)
{
    struct dh_detail why;
    int sig = dh_worker_end(&m->worker, end != GONE);
    enum dh_err e = DH_OK;

    if (end == TOO_LONG)
        dh_fail(&why, DH_ETIMEOUT, 0, "the worker ran for more than %d seconds", DH_CREW_SECONDS);
    else if (end == NONSENSE)
        dh_fail(&why, DH_EWORKER, 0, "the worker process answered what is no result of a page");
    else if (sig)
        dh_fail(&why, DH_EWORKER, 0, "the worker process died over this page (signal %d)", sig);
    else
        dh_fail(&why, DH_EWORKER, 0, "the worker process left over this page");
    for (unsigned i = 0; e == DH_OK && i < m->n_tasks; i++)
        e = drop_task(crew, m->task[i], i == 0, end, &why, d);
    return e ? e : dh_crew_start(crew, m, d);
}

/* Counts the frames of a slot that have come whole, up to so many; false: one has a length that no
 * page has. */
static bool count_frames(struct dh_crew *crew, struct dh_crew_slot *s, uint32_t until)
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
static enum dh_err finish_task(struct dh_crew *crew, struct dh_crew_member *m, struct dh_detail *d)
{
    struct dh_crew_slot *s = dh_crew_slot(crew, m->task[0].index);
    struct dh_str rest = dh_str_sub(dh_buf_str(&s->results), s->whole, SIZE_MAX);

    s->waiting = !dh_crew_is_done(s);
    m->n_tasks--;
    memmove(m->task, m->task + 1, m->n_tasks * sizeof *m->task);
    m->since_ms = dh_clock_ms();
    if (m->n_tasks && rest.n) {
        struct dh_buf *next = &dh_crew_slot(crew, m->task[0].index)->results;
        dh_buf_add(next, rest);
        if (next->err)
            return dh_fail(d, next->err, 0, "out of memory for a result");
    }
    s->results.n = s->whole;
    return DH_OK;
}

/* Counts what came from m for its tasks. */
static enum dh_err count_results(struct dh_crew *crew, struct dh_crew_member *m,
                                 struct dh_detail *d)
{
    enum dh_err e = DH_OK;
    while (e == DH_OK && m->n_tasks) {
        struct dh_crew_slot *s = dh_crew_slot(crew, m->task[0].index);
        if (!count_frames(crew, s, m->task[0].until))
            return replace(crew, m, NONSENSE, d);
        if (s->done < m->task[0].until)
            break;
        if (m->n_tasks == 1 && s->results.n != s->whole) /* more than was asked for */
            return replace(crew, m, NONSENSE, d);
        e = finish_task(crew, m, d);
    }
    return e;
}

/* Takes what came from m. */
static enum dh_err take(struct dh_crew *crew, struct dh_crew_member *m, struct dh_detail *d)
{
    struct dh_crew_slot *s = dh_crew_slot(crew, m->task[0].index);
    bool gone;
    if (!dh_worker_take(&m->worker, &s->results, &gone))
        return replace(crew, m, NONSENSE, d);
    if (s->results.err)
        return dh_fail(d, s->results.err, 0, "out of memory for a result");
    return gone ? replace(crew, m, GONE, d) : count_results(crew, m, d);
}

/* A worker that is gone is replaced when all that it said has been taken. So is one that a message
 * cannot be sent to, since the system has no memory for it: it is told that there is no more. */
static void send_more(struct dh_crew_member *m, bool wait)
{
    if (dh_worker_send(&m->worker, &m->sending, wait))
        return;
    dh_worker_hang_up(&m->worker);
    m->sending = (struct dh_sending){ .part = { DH_STR_NONE } };
}

void dh_crew_dispatch(struct dh_crew *crew, struct dh_crew_member *m, struct dh_crew_task t,
                      struct dh_frame f)
{
    bool kept = !f.body.n || f.body.p == dh_crew_slot(crew, t.index)->body.p;
    if (m->n_tasks == 0)
        m->since_ms = dh_clock_ms();
    m->task[m->n_tasks++] = t;
    dh_crew_slot(crew, t.index)->waiting = false;
    dh_sending_begin(&m->sending, f.head, f.body);
    send_more(m, !kept);
}

enum dh_err dh_crew_wait(struct dh_crew *crew, struct dh_detail *d)
{
    struct pollfd fds[DH_CREW_MAX];
    enum dh_err e = DH_OK;

    for (size_t i = 0; i < crew->n_members; i++) {
        const struct dh_crew_member *m = &crew->members[i];
        int events = POLLIN | (dh_sending_done(&m->sending) ? 0 : POLLOUT);
        fds[i] = (struct pollfd){ .fd = m->n_tasks ? m->worker.fd : -1, .events = (short)events };
    }
    int n = poll(fds, crew->n_members, 1000);
    if (n < 0 && errno != EINTR)
        return dh_fail_os(d, DH_EINTERNAL, errno, "cannot wait for the workers");
    int64_t now_ms = dh_clock_ms();
    for (size_t i = 0; e == DH_OK && i < crew->n_members; i++) {
        struct dh_crew_member *m = &crew->members[i];
        int events = n > 0 && fds[i].fd >= 0 ? fds[i].revents : 0;
        if (events & ~POLLOUT)
            e = take(crew, m, d);
        else if (events)
            send_more(m, false);
        else if (m->n_tasks && now_ms - m->since_ms > 1000 * (int64_t)DH_CREW_SECONDS)
            e = replace(crew, m, TOO_LONG, d);
    }
    return e;
}
