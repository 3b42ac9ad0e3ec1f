/* SPDX-License-Identifier: MIT */
#include "fetch/multi.h"

#include <assert.h>
#include <limits.h>
#include <string.h>
#include <sys/resource.h>

#include "base/err.h"
#include "base/url.h"
#include "fetch/transfer.h"

enum { SLOTS_MAX = 1024, BODY_KEPT = 256 * 1024, BUDGET = 24 << 20, OTHER_FILES = 16 };

enum phase { IDLE, RUNNING, ENDED, TAKEN };

struct slot {
    struct dh_transfer transfer; /* opened when the slot is used first */
    struct dh_fetched got;
    struct dh_request request;
    struct dh_buf etag, modified;
    uint64_t tag;
    enum phase phase;
};

struct dh_multi {
    const struct dh_allocator *mem;
    struct dh_client client;
    struct dh_budget budget;
    CURLM *handle;
    long max_ms;
    struct slot *slots;
    size_t n, idle, ended;
    size_t last; /* where a free slot was found */
};

/* ---- Making */

/* As many as there are file descriptors for: one in use, one kept alive, one while two addresses of
 * a host are tried. A host must not be blamed for a limit of ours. */
static size_t slots_for(unsigned asked)
{
    struct rlimit files;
    size_t n = asked < 1 ? 1 : asked > SLOTS_MAX ? SLOTS_MAX : asked;

    if (getrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_cur == RLIM_INFINITY)
        return n;
    size_t room = files.rlim_cur > OTHER_FILES ? ((size_t)files.rlim_cur - OTHER_FILES) / 3 : 0;
    return room < 1 ? 1 : room < n ? room : n;
}

static bool set_up(struct dh_multi *m)
{
    CURLMcode bad = 0;

    m->handle = m->client.curl.multi_init();
    if (!m->handle)
        return false;
    bad |= m->client.curl.multi_setopt(m->handle, CURLMOPT_MAX_HOST_CONNECTIONS, 1L);
    bad |= m->client.curl.multi_setopt(m->handle, CURLMOPT_MAXCONNECTS, (long)(2 * m->n));
    bad |= m->client.curl.multi_setopt(m->handle, CURLMOPT_PIPELINING, CURLPIPE_NOTHING);
    return !bad;
}

enum dh_err dh_multi_new(struct dh_multi **out, const struct dh_allocator *mem,
                         const struct dh_multi_options *o, struct dh_detail *d)
{
    struct dh_multi *m = dh_mem_zeroed(mem, 1, sizeof *m);

    if (!m)
        return dh_fail(d, DH_ENOMEM, 0, "out of memory for downloads");
    m->mem = mem;
    m->n = slots_for(o->slots);
    m->max_ms = 1000L * (o->max_seconds ? o->max_seconds : DH_TRANSFER_SECONDS);
    struct dh_client_options co = { .agent = o->user_agent,
                                    .ca_file = o->ca_file,
                                    .proxy = o->proxy,
                                    .slow_seconds = o->slow_seconds,
                                    .allow_private = o->allow_private,
                                    .keep_heads = o->keep_heads };
    enum dh_err e = dh_client_init(&m->client, mem, &co, d);
    m->budget.left = BUDGET;
    m->client.budget = &m->budget;
    if (e == DH_OK) {
        m->slots = dh_mem_zeroed(mem, m->n, sizeof *m->slots);
        if (!m->slots || !set_up(m))
            e = dh_fail(d, DH_ENOMEM, 0, "cannot set up downloads");
    }
    for (size_t i = 0; m->slots && i < m->n; i++) {
        dh_fetched_init(&m->slots[i].got, mem, 0);
        dh_buf_init(&m->slots[i].etag, mem, DH_URL_MAX);
        dh_buf_init(&m->slots[i].modified, mem, DH_URL_MAX);
    }
    m->idle = m->n;
    if (e) {
        dh_multi_free(m);
        return e;
    }
    *out = m;
    return DH_OK;
}

void dh_multi_free(struct dh_multi *m)
{
    if (!m)
        return;
    for (size_t i = 0; m->slots && i < m->n; i++) {
        struct slot *s = &m->slots[i];
        if (s->phase == RUNNING)
            m->client.curl.multi_remove_handle(m->handle, s->transfer.easy);
        dh_transfer_close(&s->transfer);
        dh_fetched_release(&s->got);
        dh_buf_release(&s->etag);
        dh_buf_release(&s->modified);
    }
    if (m->handle)
        m->client.curl.multi_cleanup(m->handle);
    dh_client_release(&m->client);
    dh_mem_free(m->mem, m->slots);
    dh_mem_free(m->mem, m);
}

size_t dh_multi_idle(const struct dh_multi *m)
{
    return m->idle;
}

size_t dh_multi_busy(const struct dh_multi *m)
{
    return m->n - m->idle;
}

/* ---- Beginning and ending */

static void end(struct dh_multi *m, struct slot *s)
{
    s->phase = ENDED;
    m->ended++;
}

/* DH_ENET: it must not be sent, which is what comes of it. */
static enum dh_err start(struct dh_multi *m, struct slot *s)
{
    enum dh_err e = dh_transfer_begin(&s->transfer, &s->request, &s->got);

    if (e == DH_OK && m->client.curl.multi_add_handle(m->handle, s->transfer.easy) != CURLM_OK)
        e = DH_ENOMEM;
    if (e == DH_OK)
        s->phase = RUNNING;
    else if (e == DH_ENET)
        end(m, s);
    return e == DH_ENET ? DH_OK : e;
}

static struct slot *free_slot(struct dh_multi *m)
{
    assert(m->idle > 0);
    while (m->slots[m->last].phase != IDLE)
        m->last = (m->last + 1) % m->n;
    return &m->slots[m->last];
}

static void copy(struct dh_buf *to, struct dh_str from)
{
    dh_buf_reset(to);
    dh_buf_add(to, from);
}

enum dh_err dh_multi_begin(struct dh_multi *m, const struct dh_errand *errand, struct dh_detail *d)
{
    struct slot *s = free_slot(m);
    struct dh_fetched *r = &s->got;

    copy(&r->urlbuf, errand->url);
    dh_buf_byte(&r->urlbuf, '\0');
    copy(&s->etag, errand->etag);
    copy(&s->modified, errand->modified);
    if (r->urlbuf.err || s->etag.err || s->modified.err ||
        (!s->transfer.easy && dh_transfer_open(&s->transfer, &m->client) != DH_OK))
        return dh_fail(d, DH_ENOMEM, 0, "out of memory for a download");
    r->url = (struct dh_str){ r->urlbuf.p, errand->url.n };
    s->tag = errand->tag;
    s->request = (struct dh_request){ .url = r->urlbuf.p,
                                      .etag = dh_buf_str(&s->etag),
                                      .modified = dh_buf_str(&s->modified),
                                      .max_bytes = errand->max_bytes,
                                      .max_ms = m->max_ms,
                                      .any_type = errand->any_type,
                                      .clip = errand->clip };
    if (start(m, s) != DH_OK)
        return dh_fail(d, DH_ENOMEM, 0, "out of memory for a download");
    m->idle--;
    return DH_OK;
}

static void drop_body(struct slot *s)
{
    if (s->got.body.room > BODY_KEPT)
        dh_buf_release(&s->got.body);
    dh_transfer_give_back(&s->transfer);
}

/* One that libcurl is done with: ended, or asked for again without packing. */
static enum dh_err finish(struct dh_multi *m, struct slot *s, CURLcode code)
{
    m->client.curl.multi_remove_handle(m->handle, s->transfer.easy);
    enum dh_err e = dh_transfer_end(&s->transfer, code);
    if (e == DH_EDATA && !s->request.plain) {
        s->request.plain = true;
        e = start(m, s);
        s->got.requests = 2;
        return e;
    }
    if (e) /* half a body is of no use here */
        drop_body(s);
    end(m, s);
    return e == DH_ENOMEM ? e : DH_OK;
}

/* ---- Working */

static enum dh_err collect(struct dh_multi *m)
{
    enum dh_err e = DH_OK;
    CURLMsg *msg;
    int left;

    while (e == DH_OK && (msg = m->client.curl.multi_info_read(m->handle, &left)) != NULL) {
        char *p = NULL;
        CURLcode code = msg->data.result;
        if (msg->msg != CURLMSG_DONE ||
            m->client.curl.easy_getinfo(msg->easy_handle, CURLINFO_PRIVATE, &p) != CURLE_OK)
            continue;
        /* The transfer is the slot's first member. */
        e = finish(m, (struct slot *)(void *)p, code);
    }
    return e;
}

/* Gives back what the taken one held, so that others may go on. */
void dh_multi_done(struct dh_multi *m)
{
    for (size_t i = 0; i < m->n; i++) {
        struct slot *s = &m->slots[i];
        if (s->phase != TAKEN)
            continue;
        drop_body(s);
        s->phase = IDLE;
        m->idle++;
    }
    for (size_t i = 0; i < m->n; i++)
        if (m->slots[i].phase == RUNNING)
            dh_transfer_resume(&m->slots[i].transfer);
}

static struct slot *take(struct dh_multi *m)
{
    for (size_t i = 0; m->ended && i < m->n; i++)
        if (m->slots[i].phase == ENDED) {
            m->slots[i].phase = TAKEN;
            m->ended--;
            return &m->slots[i];
        }
    return NULL;
}

enum dh_err dh_multi_next(struct dh_multi *m, int64_t wait_ms, struct dh_fetched **r, uint64_t *tag,
                          struct dh_detail *d)
{
    int running = 0, wait = wait_ms > INT_MAX ? INT_MAX : wait_ms < 0 ? 0 : (int)wait_ms;
    CURLMcode code = CURLM_OK;
    enum dh_err e = DH_OK;

    *r = NULL;
    dh_multi_done(m);
    for (int turn = 0; turn < 2 && e == DH_OK && !m->ended && code == CURLM_OK; turn++) {
        if (turn && wait)
            code = m->client.curl.multi_poll(m->handle, NULL, 0, wait, NULL);
        if (code == CURLM_OK)
            code = m->client.curl.multi_perform(m->handle, &running);
        if (code == CURLM_OK)
            e = collect(m);
    }
    if (code != CURLM_OK)
        return dh_fail(d, code == CURLM_OUT_OF_MEMORY ? DH_ENOMEM : DH_EIO, 0,
                       "cannot go on with downloads: %s", m->client.curl.multi_strerror(code));
    if (e)
        return dh_fail(d, e, 0, "out of memory for a download");
    struct slot *s = take(m);
    if (s) {
        *r = &s->got;
        *tag = s->tag;
    }
    return DH_OK;
}

void dh_multi_break(struct dh_multi *m)
{
    for (size_t i = 0; i < m->n; i++) {
        struct slot *s = &m->slots[i];
        if (s->phase != RUNNING)
            continue;
        m->client.curl.multi_remove_handle(m->handle, s->transfer.easy);
        s->got.cause = DH_CAUSE_OUT_OF_TIME;
        s->got.status = 0;
        s->got.took_ms = 0;
        s->got.bytes = s->transfer.header_bytes + s->transfer.body_bytes;
        dh_fail(&s->got.why, DH_ENET, 0, "the time of the run was over");
        end(m, s);
    }
}
