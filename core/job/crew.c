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

/* Frames on the socket: two lengths, then the bytes. To a worker: the packed items of a batch, and
 * the bytes of an item that goes alone. From it: one a page. Larger ones are a worker gone mad. */
enum {
    HEADER = 16,
    BATCH = 64,              /* rows of a batch, and */
    BATCH_BYTES = 64 * 1024, /* bytes of them */
    SEND_BYTES = 128 * 1024  /* results that a worker sends at once */
};
#define FRAME_MAX ((uint64_t)8 << 30)

struct worker {
    pid_t pid;
    int fd; /* -1: not running */
    bool busy;
    uint64_t index; /* of the batch it works on */
    uint32_t until; /* results of it that were asked for */
    struct timespec since;
};

/* A place in the window of batches under way: items that one worker gets at once, and what comes
 * back of them. Small rows go many to a batch, since a message costs as much as a short story; all
 * else goes alone. */
struct slot {
    struct dh_buf items;   /* each: its length, then it packed, with its bytes when they are few */
    struct dh_buf results; /* frames, as they came */
    size_t whole;          /* bytes of results that are whole frames */
    uint32_t n, done;      /* items; results that are whole */
    bool waiting;          /* for a worker, to go on item by item: one died over the batch */
};

struct dh_crew {
    const struct dh_allocator *mem;
    struct dh_cleaner *cleaner;
    struct worker *workers;
    size_t n_workers;
    struct slot *slots; /* ring: batch i stands in slot i % n_slots */
    size_t n_slots;
    uint64_t next_in, next_out;
    size_t pending;      /* bytes in results that wait */
    struct dh_item held; /* came with a batch and does not belong in it */
    bool holds;
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

/* Takes the next packed item off *rest; false: it is broken. */
static bool unpack_item(struct dh_str *rest, struct dh_item *item)
{
    struct dh_wire w = { *rest, false };
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
    *rest = w.rest;
    return !w.bad;
}

/* Item number k of a batch, and what lies behind it. */
static bool find_item(const struct slot *s, uint32_t k, struct dh_item *item, struct dh_str *packed)
{
    struct dh_str rest = dh_buf_str(&s->items);
    bool ok = true;
    for (uint32_t i = 0; ok && i <= k; i++) {
        struct dh_str from = rest;
        ok = unpack_item(&rest, item);
        *packed = dh_str_sub(from, 0, from.n - rest.n);
    }
    return ok;
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

static void put_frame(struct dh_buf *b, struct dh_frame f)
{
    dh_wire_put64(b, f.head.n);
    dh_wire_put64(b, f.body.n);
    dh_buf_add(b, f.head);
    dh_buf_add(b, f.body);
}

/* Buffers of a worker: a batch, one page's head, results that were not sent yet. */
struct desk {
    struct dh_buf in, head, out;
    struct dh_page page;
};

static bool send_out(int fd, struct dh_buf *out)
{
    bool ok = !out->err && send_all(fd, dh_buf_str(out));
    dh_buf_reset(out);
    return ok;
}

static bool serve_item(struct dh_cleaner *c, struct desk *k, const struct dh_item *item, int fd)
{
    struct dh_frame f;
    if (clean_item(c, item, &k->page, &k->head, &f))
        return false;
    if (f.head.n + f.body.n >= SEND_BYTES)
        return send_out(fd, &k->out) && send_frame(fd, f);
    put_frame(&k->out, f);
    return k->out.n < SEND_BYTES || send_out(fd, &k->out);
}

static bool serve_batch(struct dh_cleaner *c, struct desk *k, uint64_t head, int fd)
{
    struct dh_str rest = dh_str_sub(dh_buf_str(&k->in), 0, head);
    struct dh_str body = dh_str_sub(dh_buf_str(&k->in), head, SIZE_MAX);
    while (rest.n) {
        struct dh_item item;
        if (!unpack_item(&rest, &item))
            return false;
        if (body.n)
            item.bytes = body;
        if (!serve_item(c, k, &item, fd))
            return false;
    }
    return send_out(fd, &k->out);
}

static void serve(struct dh_cleaner *c, const struct dh_allocator *m, int fd)
{
    struct desk k;

    dh_buf_init(&k.in, m, SIZE_MAX);
    dh_buf_init(&k.head, m, SIZE_MAX);
    dh_buf_init(&k.out, m, SIZE_MAX);
    dh_page_init(&k.page, m, 0);
    for (;;) {
        dh_buf_reset(&k.in);
        if (!receive(fd, &k.in, HEADER))
            break;
        struct dh_wire w = { dh_buf_str(&k.in), false };
        uint64_t head = dh_wire_get64(&w), body = dh_wire_get64(&w);
        dh_buf_reset(&k.in);
        if (!receive(fd, &k.in, head + body) || !serve_batch(c, &k, head, fd))
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
        dh_buf_init(&crew->slots[i].items, m, SIZE_MAX);
        dh_buf_init(&crew->slots[i].results, m, SIZE_MAX);
    }
    for (size_t i = 0; i < n; i++)
        crew->workers[i].fd = -1;
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
    for (size_t i = 0; i < crew->n_workers; i++)
        reap(&crew->workers[i], crew->workers[i].busy);
    for (size_t i = 0; crew->slots && i < crew->n_slots; i++) {
        dh_buf_release(&crew->slots[i].items);
        dh_buf_release(&crew->slots[i].results);
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

static bool is_done(const struct slot *s)
{
    return s->n && s->done == s->n;
}

/* The next page of a slot is lost: a failed record takes its place. */
static enum dh_err lose(struct dh_crew *crew, struct slot *s, enum dh_err why,
                        const struct dh_detail *what, struct dh_detail *d)
{
    struct dh_item item;
    struct dh_str packed;
    struct dh_page page;
    if (!find_item(s, s->done, &item, &packed))
        return dh_fail(d, DH_EINTERNAL, 0, "an item of ours cannot be read back");
    dh_page_init(&page, crew->mem, dh_cleaner_arena_cap(item.bytes.n));
    dh_cleaner_lost(crew->cleaner, &item, why, what, &page);
    dh_buf_reset(&crew->scratch);
    enum dh_err e = dh_page_pack(&page, &crew->scratch);
    dh_page_release(&page);
    s->results.n = s->whole;
    put_frame(&s->results, (struct dh_frame){ dh_buf_str(&crew->scratch), DH_STR_NONE });
    if (e || s->results.err)
        return dh_fail(d, DH_ENOMEM, 0, "out of memory for a result");
    crew->pending += s->results.n - s->whole;
    s->whole = s->results.n;
    s->done++;
    return DH_OK;
}

/* The worker is gone or was stopped, another takes its place. The page it had alone fails; of a
 * batch nobody knows over which it died, so the rest of it goes on page by page. */
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
    if (busy) {
        s->results.n = s->whole;
        if (w->until - s->done == 1)
            e = lose(crew, s, what.code, &what, d);
        s->waiting = !is_done(s);
    }
    return e ? e : start(crew, w, d);
}

/* Counts the frames of a slot that have come whole; false: one has a length that no page has, or
 * more came than were asked for. */
static bool count_frames(struct dh_crew *crew, struct slot *s, uint32_t until)
{
    while (s->results.n - s->whole >= HEADER) {
        struct dh_wire r = { dh_str_sub(dh_buf_str(&s->results), s->whole, HEADER), false };
        uint64_t head = dh_wire_get64(&r), body = dh_wire_get64(&r);
        if (head > FRAME_MAX || body > DH_PAGE_MAX || s->done == until)
            return false;
        if (s->results.n - s->whole - HEADER < head + body)
            break;
        s->whole += HEADER + head + body;
        crew->pending += HEADER + head + body;
        s->done++;
    }
    return s->done < until || s->results.n == s->whole;
}

/* Takes what came from w into the slot of its batch. */
static enum dh_err take(struct dh_crew *crew, struct worker *w, struct dh_detail *d)
{
    struct slot *s = slot_of(crew, w->index);
    size_t want = SEND_BYTES;
    char *p = dh_buf_room(&s->results, want);
    if (!p)
        return dh_fail(d, s->results.err, 0, "out of memory for a result");
    ssize_t got = recv(w->fd, p, want, MSG_DONTWAIT);
    if (got < 0 && (errno == EINTR || errno == EAGAIN || errno == EWOULDBLOCK))
        return DH_OK;
    if (got <= 0)
        return replace(crew, w, false, d);
    s->results.n += (size_t)got;
    if (!count_frames(crew, s, w->until))
        return replace(crew, w, true, d);
    w->busy = s->done < w->until;
    s->waiting = !w->busy && !is_done(s);
    return DH_OK;
}

/* Sends packed items of batch `index`, up to number until, to w. */
static enum dh_err dispatch(struct dh_crew *crew, struct worker *w, uint64_t index, uint32_t until,
                            struct dh_frame f, struct dh_detail *d)
{
    w->index = index;
    w->until = until;
    w->busy = true;
    slot_of(crew, index)->waiting = false;
    clock_gettime(CLOCK_MONOTONIC, &w->since);
    return send_frame(w->fd, f) ? DH_OK : replace(crew, w, false, d);
}

/* Hands on a finished batch, page by page. A result that put cannot read came from a worker gone
 * mad: it costs its page. */
static enum dh_err hand_on_batch(struct dh_crew *crew, const struct dh_crew_job *job,
                                 struct slot *s, struct dh_detail *d)
{
    struct dh_wire r = { dh_buf_str(&s->results), false };
    enum dh_err e = DH_OK;
    for (uint32_t i = 0; e == DH_OK && i < s->n; i++) {
        uint64_t head = dh_wire_get64(&r), body = dh_wire_get64(&r);
        struct dh_frame f = { { dh_wire_take(&r, head), head }, { dh_wire_take(&r, body), body } };
        e = job->put(job->self, f, d);
        if (e != DH_EDATA)
            continue;
        struct dh_detail what;
        struct slot lost = { .items = s->items, .n = s->n, .done = i };
        size_t pending = crew->pending;
        dh_fail(&what, DH_EWORKER, 0, "the worker's result cannot be read");
        dh_buf_init(&lost.results, crew->mem, SIZE_MAX);
        e = lose(crew, &lost, DH_EWORKER, &what, d);
        crew->pending = pending;
        f = (struct dh_frame){ dh_str_sub(dh_buf_str(&lost.results), HEADER, SIZE_MAX),
                               DH_STR_NONE };
        if (e == DH_OK)
            e = job->put(job->self, f, d);
        dh_buf_release(&lost.results);
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
        crew->pending -= s->results.n;
        e = hand_on_batch(crew, job, s, d);
        if (s->results.room > DH_CREW_PENDING / 8)
            dh_buf_release(&s->results);
        s->n = s->done = 0;
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

/* Whether an item can share a batch: a row that can be read, and a short one. */
static bool is_small(const struct dh_item *item)
{
    return !item->err && item->type == DH_TYPE_JSONL && item->bytes.n < BATCH_BYTES / 4;
}

static enum dh_err next_item(struct dh_crew *crew, const struct dh_crew_job *job,
                             struct dh_item *item, struct dh_detail *d)
{
    if (crew->holds) {
        crew->holds = false;
        *item = crew->held;
        return DH_OK;
    }
    return job->next(job->self, item, d);
}

/* Puts small items behind the first of a batch; *end: there are no more items. */
static enum dh_err fill_batch(struct dh_crew *crew, const struct dh_crew_job *job, struct slot *s,
                              bool *end, struct dh_detail *d)
{
    while (s->n < BATCH && s->items.n < BATCH_BYTES && !(job->stop && *job->stop)) {
        struct dh_item item = { .err = DH_OK };
        enum dh_err e = job->next(job->self, &item, d);
        *end = e == DH_END;
        if (e)
            return *end ? DH_OK : e;
        if (!is_small(&item)) {
            crew->held = item; /* until the next call of next its slices live */
            crew->holds = true;
            break;
        }
        pack_item(&item, true, &s->items);
        s->n++;
    }
    return DH_OK;
}

/* The next items into a slot: to a worker, or at once when there is nothing to work on. */
static enum dh_err accept_items(struct dh_crew *crew, const struct dh_crew_job *job,
                                struct worker *w, bool *end, struct dh_detail *d)
{
    struct dh_item item = { .err = DH_OK };
    struct slot *s = slot_of(crew, crew->next_in);
    enum dh_err e = next_item(crew, job, &item, d);

    *end = e == DH_END;
    if (e)
        return *end ? DH_OK : e;
    dh_buf_reset(&s->items);
    dh_buf_reset(&s->results);
    s->whole = 0;
    s->n = 1;
    s->done = 0;
    bool small = is_small(&item);
    bool kept = small || (item.type == DH_TYPE_JSONL && item.bytes.n <= ROW_KEPT);
    pack_item(&item, kept, &s->items);
    uint64_t index = crew->next_in++;
    if (!s->items.err && item.err)
        return lose(crew, s, item.err, &item.detail, d);
    if (small && !job->at_once)
        e = fill_batch(crew, job, s, end, d);
    if (s->items.err)
        return dh_fail(d, s->items.err, 0, "out of memory for an item");
    if (e)
        return e;
    /* bytes that were not packed are sent from where they lie */
    struct dh_frame f = { dh_buf_str(&s->items), kept ? DH_STR_NONE : item.bytes };
    return dispatch(crew, w, index, s->n, f, d);
}

/* The next item of a batch over which a worker died. */
static enum dh_err send_one(struct dh_crew *crew, struct worker *w, uint64_t index,
                            struct dh_detail *d)
{
    struct slot *s = slot_of(crew, index);
    struct dh_item item;
    struct dh_frame f = { .body = DH_STR_NONE };
    if (!find_item(s, s->done, &item, &f.head))
        return dh_fail(d, DH_EINTERNAL, 0, "an item of ours cannot be read back");
    return dispatch(crew, w, index, s->done + 1, f, d);
}

/* The first batch that waits for a worker; next_in: none does. */
static uint64_t waiting_batch(struct dh_crew *crew)
{
    uint64_t i = crew->next_out;
    while (i < crew->next_in && !slot_of(crew, i)->waiting)
        i++;
    return i;
}

/* While results are under way the next item is not waited for: they would wait with it. */
static bool may_ask(const struct dh_crew *crew, const struct dh_crew_job *job)
{
    return !job->ready || crew->next_out == crew->next_in || job->ready(job->self);
}

static enum dh_err run_forked(struct dh_crew *crew, const struct dh_crew_job *job,
                              struct dh_detail *d)
{
    bool end = false;
    enum dh_err e = DH_OK;

    crew->holds = false;
    while (e == DH_OK && (!end || crew->holds || crew->next_out < crew->next_in)) {
        struct worker *w = idle_worker(crew);
        uint64_t waiting = waiting_batch(crew);
        if (job->stop && *job->stop)
            return dh_fail(d, DH_ESTOPPED, 0, "stopped");
        if (w && waiting < crew->next_in)
            e = send_one(crew, w, waiting, d);
        else if (w && (!end || crew->holds) && crew->next_in - crew->next_out < crew->n_slots &&
                 crew->pending < DH_CREW_PENDING && may_ask(crew, job))
            e = accept_items(crew, job, w, &end, d);
        else
            e = wait_some(crew, d);
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
