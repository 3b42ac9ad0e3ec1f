/* SPDX-License-Identifier: MIT */
#include "job/crew.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/err.h"
#include "base/wire.h"
#include "page/pack.h"

/* Frames on the socket: two lengths, then the bytes. Larger ones are a worker gone mad. */
enum { HEADER = 16 };
#define FRAME_MAX ((uint64_t)8 << 30)

struct worker {
    pid_t pid;
    int fd; /* -1: not running */
    bool busy;
    uint64_t index;   /* of the item it works on */
    struct dh_buf in; /* what came of the result so far */
    uint64_t want;    /* bytes of the whole result; 0: header not there yet */
    struct timespec since;
};

/* A place in the window of items under way: head of the item for the case that its worker dies,
 * then the result. */
struct slot {
    struct dh_buf item;   /* packed labels, and a row's bytes when they are few */
    struct dh_buf result; /* head from `from` on, then the body */
    size_t from, head;    /* bytes before head, and of head */
    bool done;
};

struct dh_crew {
    const struct dh_allocator *mem;
    struct dh_cleaner *cleaner;
    struct worker *workers;
    size_t n_workers;
    struct slot *slots; /* ring: item i stands in slot i % n_slots */
    size_t n_slots;
    uint64_t next_in, next_out;
    size_t pending; /* bytes in results that wait */
    struct dh_buf scratch;
};

/* ---- Items and pages as bytes */

enum { ROW_KEPT = 1 << 20 }; /* rows up to here are kept, to name their page if its worker dies */

static void pack_item(const struct dh_item *item, bool with_bytes, struct dh_buf *b)
{
    dh_wire_put_str(b, item->id);
    dh_wire_put_str(b, item->output);
    dh_wire_put_str(b, item->folder);
    dh_wire_put_str(b, item->url);
    dh_wire_put_str(b, item->content_type);
    dh_wire_put_str(b, item->charset);
    dh_wire_put_str(b, item->site);
    dh_wire_put_str(b, item->title);
    dh_wire_put_str(b, item->published);
    dh_wire_put32(b, (uint32_t)item->type);
    dh_wire_put64(b, item->line);
    dh_wire_put_str(b, with_bytes ? item->bytes : DH_STR_NONE);
}

static bool unpack_item(struct dh_str packed, struct dh_item *item)
{
    struct dh_wire w = { packed, false };
    *item = (struct dh_item){ .id = dh_wire_get_str(&w) };
    item->output = dh_wire_get_str(&w);
    item->folder = dh_wire_get_str(&w);
    item->url = dh_wire_get_str(&w);
    item->content_type = dh_wire_get_str(&w);
    item->charset = dh_wire_get_str(&w);
    item->site = dh_wire_get_str(&w);
    item->title = dh_wire_get_str(&w);
    item->published = dh_wire_get_str(&w);
    item->type = (enum dh_type)dh_wire_get32(&w);
    item->line = dh_wire_get64(&w);
    item->bytes = dh_wire_get_str(&w);
    return !w.bad;
}

/* Cleans item into frame's head (packed, in b) and body (input, alive until page is reset). */
static enum dh_err clean_item(struct dh_cleaner *c, const struct dh_item *item,
                              struct dh_page *page, struct dh_buf *b, struct dh_frame *f)
{
    dh_page_reset(page);
    dh_buf_reset(b);
    dh_page_limit(page, dh_cleaner_arena_cap(item->bytes.n));
    if (item->err)
        dh_cleaner_lost(c, item, item->err, &item->detail, page);
    else if (dh_cleaner_read(c, item, page) == DH_ENOMEM)
        dh_cleaner_lost(c, item, DH_ENOMEM, NULL, page);
    enum dh_err e = dh_page_pack(page, b);
    if (e && e != DH_ENOMEM) { /* too large to pack: 4 GiB of fragments */
        dh_page_fail(page, e, NULL);
        dh_buf_reset(b);
        e = dh_page_pack(page, b);
    }
    f->head = dh_buf_str(b);
    f->body = page->verdict == DH_FAILED ? DH_STR_NONE : page->input;
    return e;
}

/* ---- The worker's side */

static bool send_all(int fd, struct dh_str s)
{
    while (s.n) {
        ssize_t n = send(fd, s.p, s.n, MSG_NOSIGNAL);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return false;
        s = dh_str_sub(s, (size_t)n, s.n);
    }
    return true;
}

static bool send_frame(int fd, struct dh_frame f)
{
    char bytes[HEADER];
    struct dh_buf header = { .p = bytes, .room = HEADER, .cap = HEADER };
    dh_wire_put64(&header, f.head.n);
    dh_wire_put64(&header, f.body.n);
    return send_all(fd, dh_buf_str(&header)) && send_all(fd, f.head) && send_all(fd, f.body);
}

static bool receive(int fd, struct dh_buf *b, uint64_t n)
{
    char *p = dh_buf_room(b, n);
    while (p && n) {
        ssize_t got = recv(fd, p, n, 0);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        p += got;
        b->n += (size_t)got;
        n -= (uint64_t)got;
    }
    return p != NULL;
}

static void serve(struct dh_cleaner *c, const struct dh_allocator *m, int fd)
{
    struct dh_buf in, out;
    struct dh_page page;

    dh_buf_init(&in, m, SIZE_MAX);
    dh_buf_init(&out, m, SIZE_MAX);
    dh_page_init(&page, m, 0);
    for (;;) {
        struct dh_item item;
        struct dh_frame f;
        dh_buf_reset(&in);
        if (!receive(fd, &in, HEADER))
            break;
        struct dh_wire w = { dh_buf_str(&in), false };
        uint64_t head = dh_wire_get64(&w), body = dh_wire_get64(&w);
        dh_buf_reset(&in);
        if (!receive(fd, &in, head + body) ||
            !unpack_item(dh_str_sub(dh_buf_str(&in), 0, head), &item))
            break;
        item.bytes = dh_str_sub(dh_buf_str(&in), head, body);
        if (clean_item(c, &item, &page, &out, &f) || !send_frame(fd, f))
            break;
    }
}

static void worker_main(struct dh_crew *crew, int fd, pid_t parent)
{
    /* The parent answers signals, which timeout(1), a service manager and the terminal send to the
     * whole group, and ends us by closing the socket. */
    static const int parents[] = { SIGINT, SIGTERM, SIGHUP, SIGALRM };
    for (size_t i = 0; i < DH_LEN(parents); i++)
        signal(parents[i], SIG_IGN);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    setrlimit(RLIMIT_CORE, &(struct rlimit){ 0, 0 });
    for (size_t i = 0; i < crew->n_workers; i++)
        if (crew->workers[i].fd >= 0)
            close(crew->workers[i].fd); /* or a sibling would never see its end */
    if (getppid() == parent)
        serve(crew->cleaner, crew->mem, fd);
    _exit(0); /* not the parent's atexit handlers and stdio buffers */
}

/* ---- The parent's side */

static enum dh_err start(struct dh_crew *crew, struct worker *w, struct dh_detail *d)
{
    int ends[2];
    pid_t parent = getpid();

    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) < 0)
        return dh_fail_os(d, DH_EWORKER, errno, "cannot start a worker");
    w->pid = fork();
    if (w->pid == 0) {
        close(ends[0]);
        worker_main(crew, ends[1], parent);
    }
    close(ends[1]);
    if (w->pid < 0) {
        close(ends[0]);
        return dh_fail_os(d, DH_EWORKER, errno, "cannot start a worker");
    }
    w->fd = ends[0];
    w->busy = false;
    w->want = 0;
    dh_buf_reset(&w->in);
    return DH_OK;
}

/* Ends w; answers the signal that it died of, 0 when it left by itself. */
static int reap(struct worker *w, bool force)
{
    int status = 0;
    if (w->fd < 0)
        return 0;
    close(w->fd);
    w->fd = -1;
    if (force)
        kill(w->pid, SIGKILL);
    while (waitpid(w->pid, &status, 0) < 0 && errno == EINTR)
        ;
    return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

enum dh_err dh_crew_new(struct dh_crew **out, const struct dh_allocator *m, struct dh_cleaner *c,
                        size_t n, struct dh_detail *d)
{
    enum dh_err e = DH_ENOMEM;
    struct dh_crew *crew = dh_mem_zeroed(m, 1, sizeof *crew);

    if (!crew)
        goto out;
    crew->mem = m;
    crew->cleaner = c;
    dh_buf_init(&crew->scratch, m, SIZE_MAX);
    n = n < 2 ? 0 : n > DH_CREW_MAX ? DH_CREW_MAX : n;
    crew->n_slots = n ? 4 * n : 1;
    crew->slots = dh_mem_zeroed(m, crew->n_slots, sizeof *crew->slots);
    crew->workers = dh_mem_zeroed(m, n, sizeof *crew->workers);
    if (!crew->slots || !crew->workers)
        goto out;
    for (size_t i = 0; i < crew->n_slots; i++) {
        dh_buf_init(&crew->slots[i].item, m, SIZE_MAX);
        dh_buf_init(&crew->slots[i].result, m, SIZE_MAX);
    }
    for (size_t i = 0; i < n; i++) {
        crew->workers[i].fd = -1;
        dh_buf_init(&crew->workers[i].in, m, SIZE_MAX);
    }
    crew->n_workers = n;
    e = DH_OK;
    for (size_t i = 0; e == DH_OK && i < n; i++)
        e = start(crew, &crew->workers[i], d);
out:
    if (e) {
        dh_crew_free(crew);
        return e == DH_ENOMEM ? dh_fail(d, e, 0, "out of memory") : e;
    }
    *out = crew;
    return DH_OK;
}

void dh_crew_free(struct dh_crew *crew)
{
    if (!crew)
        return;
    for (size_t i = 0; i < crew->n_workers; i++) {
        reap(&crew->workers[i], crew->workers[i].busy);
        dh_buf_release(&crew->workers[i].in);
    }
    for (size_t i = 0; crew->slots && i < crew->n_slots; i++) {
        dh_buf_release(&crew->slots[i].item);
        dh_buf_release(&crew->slots[i].result);
    }
    dh_buf_release(&crew->scratch);
    dh_mem_free(crew->mem, crew->workers);
    dh_mem_free(crew->mem, crew->slots);
    dh_mem_free(crew->mem, crew);
}

static struct slot *slot_of(struct dh_crew *crew, uint64_t index)
{
    return &crew->slots[index % crew->n_slots];
}

static enum dh_err finish_slot(struct dh_crew *crew, struct slot *s, size_t from, size_t head,
                               struct dh_detail *d)
{
    s->from = from;
    s->head = head;
    s->done = true;
    crew->pending += s->result.n;
    return s->result.err ? dh_fail(d, s->result.err, 0, "out of memory for a result") : DH_OK;
}

/* The page of a slot is lost: a failed record takes its place. */
static enum dh_err lose(struct dh_crew *crew, struct slot *s, enum dh_err why,
                        const struct dh_detail *what, struct dh_detail *d)
{
    struct dh_item item;
    struct dh_page page;
    if (!unpack_item(dh_buf_str(&s->item), &item))
        return dh_fail(d, DH_EINTERNAL, 0, "an item of ours cannot be read back");
    dh_page_init(&page, crew->mem, dh_cleaner_arena_cap(item.bytes.n));
    dh_cleaner_lost(crew->cleaner, &item, why, what, &page);
    dh_buf_reset(&s->result);
    enum dh_err e = dh_page_pack(&page, &s->result);
    dh_page_release(&page);
    return e ? dh_fail(d, e, 0, "out of memory for a result")
             : finish_slot(crew, s, 0, s->result.n, d);
}

/* The worker is gone or was stopped: its page fails, another takes its place. */
static enum dh_err replace(struct dh_crew *crew, struct worker *w, bool timeout,
                           struct dh_detail *d)
{
    struct dh_detail what;
    struct slot *s = slot_of(crew, w->index);
    bool busy = w->busy;
    int sig = reap(w, timeout);
    enum dh_err e = DH_OK;

    if (timeout)
        dh_fail(&what, DH_ETIMEOUT, 0, "the worker ran for more than %d seconds", DH_CREW_SECONDS);
    else if (sig)
        dh_fail(&what, DH_EWORKER, 0, "the worker process died over this page (signal %d)", sig);
    else
        dh_fail(&what, DH_EWORKER, 0, "the worker process left over this page");
    if (busy)
        e = lose(crew, s, what.code, &what, d);
    return e ? e : start(crew, w, d);
}

/* Takes what came from w; a complete result goes to its slot. */
static enum dh_err take(struct dh_crew *crew, struct worker *w, struct dh_detail *d)
{
    size_t want = w->want ? (size_t)(w->want - w->in.n) : HEADER - w->in.n;
    char *p = dh_buf_room(&w->in, want);
    if (!p)
        return dh_fail(d, w->in.err, 0, "out of memory for a result");
    ssize_t got = recv(w->fd, p, want, MSG_DONTWAIT);
    if (got < 0 && (errno == EINTR || errno == EAGAIN || errno == EWOULDBLOCK))
        return DH_OK;
    if (got <= 0)
        return replace(crew, w, false, d);
    w->in.n += (size_t)got;
    if (!w->want && w->in.n == HEADER) {
        struct dh_wire r = { dh_buf_str(&w->in), false };
        uint64_t head = dh_wire_get64(&r), body = dh_wire_get64(&r);
        if (!w->busy || head > FRAME_MAX || body > DH_PAGE_MAX)
            return replace(crew, w, true, d);
        w->want = HEADER + head + body;
    }
    if (!w->want || w->in.n < w->want)
        return DH_OK;
    struct dh_wire r = { dh_buf_str(&w->in), false };
    size_t head = (size_t)dh_wire_get64(&r);
    struct slot *s = slot_of(crew, w->index);
    struct dh_buf result = w->in;
    w->in = s->result;
    s->result = result;
    dh_buf_reset(&w->in);
    w->want = 0;
    w->busy = false;
    return finish_slot(crew, s, HEADER, head, d);
}

/* Sends item to w. A worker that died while idle is replaced once. */
static enum dh_err dispatch(struct dh_crew *crew, struct worker *w, const struct dh_item *item,
                            struct dh_detail *d)
{
    struct slot *s = slot_of(crew, crew->next_in);
    dh_buf_reset(&crew->scratch);
    pack_item(item, false, &crew->scratch);
    if (crew->scratch.err)
        return dh_fail(d, crew->scratch.err, 0, "out of memory for an item");
    struct dh_frame f = { dh_buf_str(&crew->scratch), item->bytes };
    w->index = crew->next_in;
    w->busy = true;
    clock_gettime(CLOCK_MONOTONIC, &w->since);
    s->done = false;
    crew->next_in++;
    return send_frame(w->fd, f) ? DH_OK : replace(crew, w, false, d);
}

static struct dh_frame frame_of(const struct slot *s)
{
    struct dh_str all = dh_str_sub(dh_buf_str(&s->result), s->from, SIZE_MAX);
    return (struct dh_frame){ dh_str_sub(all, 0, s->head), dh_str_sub(all, s->head, SIZE_MAX) };
}

/* Hands on what is finished and next in order. A result that put cannot read came from a worker
 * gone mad: it costs its page. */
static enum dh_err hand_on(struct dh_crew *crew, const struct dh_crew_job *job, struct dh_detail *d)
{
    enum dh_err e = DH_OK;
    while (e == DH_OK && crew->next_out < crew->next_in) {
        struct slot *s = slot_of(crew, crew->next_out);
        if (!s->done)
            break;
        crew->pending -= s->result.n;
        e = job->put(job->self, frame_of(s), d);
        if (e == DH_EDATA) {
            struct dh_detail what;
            dh_fail(&what, DH_EWORKER, 0, "the worker's result cannot be read");
            e = lose(crew, s, DH_EWORKER, &what, d);
            crew->pending -= s->result.n;
            if (e == DH_OK)
                e = job->put(job->self, frame_of(s), d);
        }
        if (s->result.room > DH_CREW_PENDING / 8)
            dh_buf_release(&s->result);
        s->done = false;
        crew->next_out++;
    }
    return e;
}

/* Waits until a worker has something to say; replaces those that ran out of time. */
static enum dh_err wait_some(struct dh_crew *crew, struct dh_detail *d)
{
    struct pollfd fds[DH_CREW_MAX];
    struct timespec now;
    enum dh_err e = DH_OK;

    for (size_t i = 0; i < crew->n_workers; i++)
        fds[i] = (struct pollfd){ .fd = crew->workers[i].busy ? crew->workers[i].fd : -1,
                                  .events = POLLIN };
    int n = poll(fds, crew->n_workers, 1000);
    if (n < 0 && errno != EINTR)
        return dh_fail_os(d, DH_EINTERNAL, errno, "cannot wait for the workers");
    clock_gettime(CLOCK_MONOTONIC, &now);
    for (size_t i = 0; e == DH_OK && i < crew->n_workers; i++) {
        struct worker *w = &crew->workers[i];
        if (n > 0 && fds[i].fd >= 0 && fds[i].revents)
            e = take(crew, w, d);
        else if (w->busy && now.tv_sec - w->since.tv_sec > DH_CREW_SECONDS)
            e = replace(crew, w, true, d);
    }
    return e;
}

static struct worker *idle_worker(struct dh_crew *crew)
{
    for (size_t i = 0; i < crew->n_workers; i++)
        if (!crew->workers[i].busy)
            return &crew->workers[i];
    return NULL;
}

/* One item into its slot: to a worker, or at once when there is nothing to work on. */
static enum dh_err accept_item(struct dh_crew *crew, const struct dh_item *item,
                               struct dh_detail *d)
{
    struct slot *s = slot_of(crew, crew->next_in);
    dh_buf_reset(&s->item);
    pack_item(item, item->type == DH_TYPE_JSONL && item->bytes.n <= ROW_KEPT, &s->item);
    if (s->item.err)
        return dh_fail(d, s->item.err, 0, "out of memory for an item");
    if (item->err) {
        crew->next_in++;
        return lose(crew, s, item->err, &item->detail, d);
    }
    return dispatch(crew, idle_worker(crew), item, d);
}

static enum dh_err run_forked(struct dh_crew *crew, const struct dh_crew_job *job,
                              struct dh_detail *d)
{
    bool more = true;
    enum dh_err e = DH_OK;

    while (e == DH_OK && (more || crew->next_out < crew->next_in)) {
        if (job->stop && *job->stop)
            return dh_fail(d, DH_ESTOPPED, 0, "stopped");
        if (more && idle_worker(crew) && crew->next_in - crew->next_out < crew->n_slots &&
            crew->pending < DH_CREW_PENDING) {
            struct dh_item item = { .err = DH_OK };
            e = job->next(job->self, &item, d);
            more = e != DH_END;
            e = more ? e : DH_OK;
            if (more && e == DH_OK)
                e = accept_item(crew, &item, d);
        } else {
            e = wait_some(crew, d);
        }
        if (e == DH_OK)
            e = hand_on(crew, job, d);
    }
    return e;
}

static enum dh_err run_here(struct dh_crew *crew, const struct dh_crew_job *job,
                            struct dh_detail *d)
{
    struct dh_page page;
    enum dh_err e = DH_OK;

    dh_page_init(&page, crew->mem, 0);
    while (e == DH_OK) {
        struct dh_item item = { .err = DH_OK };
        struct dh_frame f;
        if (job->stop && *job->stop) {
            e = dh_fail(d, DH_ESTOPPED, 0, "stopped");
            break;
        }
        e = job->next(job->self, &item, d);
        if (e)
            break;
        e = clean_item(crew->cleaner, &item, &page, &crew->scratch, &f);
        if (e)
            dh_fail(d, e, 0, "out of memory for a page");
        else
            e = job->put(job->self, f, d);
    }
    dh_page_release(&page);
    return e == DH_END ? DH_OK : e;
}

enum dh_err dh_crew_run(struct dh_crew *crew, const struct dh_crew_job *job, struct dh_detail *d)
{
    return crew->n_workers ? run_forked(crew, job, d) : run_here(crew, job, d);
}
