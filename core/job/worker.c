/* SPDX-License-Identifier: MIT */
#include "job/worker.h"

#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/err.h"
#include "base/wire.h"
#include "repeat/story/story.h"

/* ---- Bytes on the socket */

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

void dh_sending_begin(struct dh_sending *s, struct dh_str messages, struct dh_str body)
{
    struct dh_buf header = { .p = s->header, .room = sizeof s->header, .cap = sizeof s->header };
    dh_wire_put64(&header, messages.n);
    dh_wire_put64(&header, body.n);
    s->part[0] = dh_buf_str(&header);
    s->part[1] = messages;
    s->part[2] = body;
}

bool dh_sending_done(const struct dh_sending *s)
{
    return s->part[0].n + s->part[1].n + s->part[2].n == 0;
}

bool dh_worker_send(const struct dh_worker *w, struct dh_sending *s, bool wait)
{
    while (!dh_sending_done(s)) {
        struct iovec v[DH_LEN(s->part)];
        for (size_t i = 0; i < DH_LEN(v); i++) /* not written to, though iovec has no const */
            v[i] = (struct iovec){ (void *)(uintptr_t)s->part[i].p, s->part[i].n };
        struct msghdr m = { .msg_iov = v, .msg_iovlen = DH_LEN(v) };
        ssize_t n = sendmsg(w->fd, &m, MSG_NOSIGNAL | (wait ? 0 : MSG_DONTWAIT));
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return !wait && (errno == EAGAIN || errno == EWOULDBLOCK);
        for (size_t i = 0, left = (size_t)n; i < DH_LEN(v); i++) {
            size_t took = left < s->part[i].n ? left : s->part[i].n;
            s->part[i] = dh_str_sub(s->part[i], took, SIZE_MAX);
            left -= took;
        }
    }
    return true;
}

void dh_worker_hang_up(const struct dh_worker *w)
{
    (void)!shutdown(w->fd, SHUT_WR);
}

/* ---- The ring */

struct dh_ring {
    _Atomic(uint64_t) taken; /* by the parent, of all bytes that were ever put in */
    char bytes[DH_WORKER_RING];
};

/* Of a number on the socket: so many bytes are in the ring, and do not follow. */
static const uint64_t in_ring = (uint64_t)1 << 63;

/* Copies s in behind the first `put` bytes. */
static void ring_put(struct dh_ring *r, uint64_t put, struct dh_str s)
{
    while (s.n) {
        size_t at = put % DH_WORKER_RING;
        size_t n = s.n < DH_WORKER_RING - at ? s.n : DH_WORKER_RING - at;
        memcpy(r->bytes + at, s.p, n);
        s = dh_str_sub(s, n, s.n);
        put += n;
    }
}

/* The next n bytes of w's ring, to the end of b. */
static void ring_take(struct dh_worker *w, size_t n, struct dh_buf *b)
{
    for (size_t step; n; n -= step, w->taken += step) {
        size_t at = w->taken % DH_WORKER_RING;
        step = n < DH_WORKER_RING - at ? n : DH_WORKER_RING - at;
        dh_buf_add(b, (struct dh_str){ w->ring->bytes + at, step });
    }
    atomic_store_explicit(&w->ring->taken, w->taken, memory_order_release);
}

/* At most n bytes from the socket to p; 0: none have come, or it is gone. */
static size_t receive_some(struct dh_worker *w, char *p, size_t n, bool *gone)
{
    ssize_t got = recv(w->fd, p, n, MSG_DONTWAIT);
    bool none = got < 0 && (errno == EINTR || errno == EAGAIN || errno == EWOULDBLOCK);
    *gone = got <= 0 && !none;
    return got > 0 ? (size_t)got : 0;
}

bool dh_worker_take(struct dh_worker *w, struct dh_buf *b, bool *gone)
{
    *gone = false;
    if (w->behind == 0) {
        w->n_number +=
            receive_some(w, w->number + w->n_number, sizeof w->number - w->n_number, gone);
        if (w->n_number < sizeof w->number)
            return true;
        struct dh_wire number = { { w->number, sizeof w->number }, false };
        uint64_t n = dh_wire_get64(&number);
        w->n_number = 0;
        w->behind = n & in_ring ? 0 : n;
        n &= ~in_ring;
        if (w->behind == 0) {
            bool can = w->ring && n <= DH_WORKER_RING;
            if (can)
                ring_take(w, n, b);
            return can;
        }
    }
    size_t want = w->behind < DH_WORKER_SENDS ? (size_t)w->behind : DH_WORKER_SENDS;
    char *p = dh_buf_room(b, want);
    size_t got = p ? receive_some(w, p, want, gone) : 0;
    b->n += got;
    w->behind -= got;
    return true;
}

void dh_worker_put_frame(struct dh_buf *b, struct dh_frame f)
{
    dh_wire_put64(b, f.head.n);
    dh_wire_put64(b, f.body.n);
    dh_buf_add(b, f.head);
    dh_buf_add(b, f.body);
}

void dh_worker_put_message(struct dh_buf *b, struct dh_str message)
{
    dh_wire_put64(b, message.n);
    dh_buf_add(b, message);
}

bool dh_worker_get_message(struct dh_str *rest, struct dh_str *message)
{
    struct dh_wire w = { *rest, false };
    uint64_t n = dh_wire_get64(&w);
    *message = (struct dh_str){ dh_wire_take(&w, n), n };
    *rest = w.rest;
    return !w.bad;
}

/* ---- The worker's side */

/* What a worker works with. */
struct desk {
    const struct dh_work *work;
    int fd;
    struct dh_ring *ring;
    uint64_t put, told; /* bytes that were put into it; of which the parent knows */
    struct dh_buf in;   /* what came */
};

static bool send_number(const struct desk *k, uint64_t n)
{
    n = htole64(n);
    return send_all(k->fd, (struct dh_str){ (const char *)&n, sizeof n });
}

/* Tells of all that is in the ring. */
static bool tell(struct desk *k)
{
    bool ok = k->put == k->told || send_number(k, (k->put - k->told) | in_ring);
    k->told = k->put;
    return ok;
}

static bool has_room(const struct desk *k, uint64_t n)
{
    if (!k->ring || n > DH_WORKER_RING)
        return false;
    uint64_t waits = k->put - atomic_load_explicit(&k->ring->taken, memory_order_acquire);
    return n <= DH_WORKER_RING - waits;
}

static bool serve_one(struct desk *k, struct dh_frame message)
{
    char bytes[DH_WORKER_HEADER];
    struct dh_buf lengths = { .p = bytes, .room = sizeof bytes, .cap = sizeof bytes };
    struct dh_frame f;
    if (k->work->work(k->work->self, message, &f))
        return false;
    dh_wire_put64(&lengths, f.head.n);
    dh_wire_put64(&lengths, f.body.n);
    uint64_t n = DH_WORKER_HEADER + (uint64_t)f.head.n + f.body.n;
    if (!has_room(k, n))
        return tell(k) && send_number(k, n) && send_all(k->fd, dh_buf_str(&lengths)) &&
               send_all(k->fd, f.head) && send_all(k->fd, f.body);
    ring_put(k->ring, k->put, dh_buf_str(&lengths));
    ring_put(k->ring, k->put + DH_WORKER_HEADER, f.head);
    ring_put(k->ring, k->put + DH_WORKER_HEADER + f.head.n, f.body);
    k->put += n;
    return k->put - k->told < DH_WORKER_SENDS || tell(k);
}

static bool serve_batch(struct desk *k, uint64_t n)
{
    struct dh_str rest = dh_str_sub(dh_buf_str(&k->in), 0, n);
    struct dh_frame message = { .body = dh_str_sub(dh_buf_str(&k->in), n, SIZE_MAX) };
    while (rest.n)
        if (!dh_worker_get_message(&rest, &message.head) || !serve_one(k, message))
            return false;
    return tell(k);
}

static void serve(const struct dh_work *work, const struct dh_allocator *m, int fd,
                  struct dh_ring *ring)
{
    struct desk k = { .work = work, .fd = fd, .ring = ring };

    dh_buf_init(&k.in, m, SIZE_MAX);
    if (work->forked)
        work->forked(work->forked_self);
    for (;;) {
        dh_buf_reset(&k.in);
        if (!receive(fd, &k.in, DH_WORKER_HEADER))
            break;
        struct dh_wire w = { dh_buf_str(&k.in), false };
        uint64_t messages = dh_wire_get64(&w), body = dh_wire_get64(&w);
        dh_buf_reset(&k.in);
        if (!receive(fd, &k.in, messages + body) || !serve_batch(&k, messages))
            break;
    }
}

/* ---- The process */

static void be_worker(void)
{
    /* The parent answers signals, which timeout(1), a service manager and the terminal send to the
     * whole group, and ends us by closing the socket. */
    static const int parents[] = { SIGINT, SIGTERM, SIGHUP, SIGALRM };
    for (size_t i = 0; i < DH_LEN(parents); i++)
        signal(parents[i], SIG_IGN);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    setrlimit(RLIMIT_CORE, &(struct rlimit){ 0, 0 });
}

/* Lets go of a sibling, which would never see its end otherwise, and of what it says. */
static void leave(const struct dh_worker *other)
{
    if (other->fd < 0)
        return;
    close(other->fd);
    dh_mem_unshare(other->ring, sizeof *other->ring);
}

enum dh_err dh_worker_start(struct dh_worker *w, const struct dh_worker *others, size_t n,
                            const struct dh_work *work, const struct dh_allocator *m,
                            struct dh_detail *d)
{
    int ends[2];
    pid_t parent = getpid();

    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) < 0)
        return dh_fail_os(d, DH_EWORKER, errno, "cannot start a worker");
    *w = (struct dh_worker){ .fd = -1, .ring = dh_mem_shared(sizeof *w->ring) };
    w->pid = fork();
    if (w->pid == 0) {
        close(ends[0]);
        be_worker();
        for (size_t i = 0; i < n; i++)
            leave(&others[i]);
        if (getppid() == parent)
            serve(work, m, ends[1], w->ring);
        _exit(0); /* not the parent's atexit handlers and stdio buffers */
    }
    close(ends[1]);
    if (w->pid < 0) {
        close(ends[0]);
        dh_mem_unshare(w->ring, sizeof *w->ring);
        w->ring = NULL;
        return dh_fail_os(d, DH_EWORKER, errno, "cannot start a worker");
    }
    w->fd = ends[0];
    return DH_OK;
}

int dh_worker_end(struct dh_worker *w, bool force)
{
    int status = 0;
    if (w->fd < 0)
        return 0;
    close(w->fd);
    dh_mem_unshare(w->ring, sizeof *w->ring);
    w->fd = -1;
    w->ring = NULL;
    if (force)
        kill(w->pid, SIGKILL);
    while (waitpid(w->pid, &status, 0) < 0 && errno == EINTR)
        ;
    return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

/* ---- Parts */

static bool is_well(pid_t pid)
{
    int status = 0;
    pid_t got;
    while ((got = waitpid(pid, &status, 0)) < 0 && errno == EINTR)
        ;
    /* Where SIGCHLD is ignored nobody learns how it ended. */
    return got == pid && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

bool dh_worker_parts(unsigned n, enum dh_err (*part)(void *of, unsigned i), void *of,
                     void (*forked)(void *self), void *self)
{
    pid_t pid[DH_SPREAD_MAX], parent = getpid();
    bool well = n <= DH_LEN(pid);
    unsigned started = 0;

    for (; well && started < n; started++) {
        pid[started] = fork();
        if (pid[started] == 0) {
            be_worker();
            if (forked)
                forked(self);
            _exit(getppid() == parent && part(of, started) == DH_OK ? 0 : 1);
        }
        if (pid[started] < 0)
            break;
    }
    well = started == n && well;
    for (unsigned i = 0; i < started; i++)
        well &= is_well(pid[i]);
    return well;
}
