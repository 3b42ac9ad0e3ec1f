/* SPDX-License-Identifier: MIT */
/* One page at a time, with its redirects: dh_fetch_get of fetch.h. */
#include <string.h>

#include "base/clock.h"
#include "base/err.h"
#include "base/url.h"
#include "fetch/transfer.h"

struct dh_fetch {
    const struct dh_allocator *mem;
    struct dh_fetch_options opts;
    struct dh_client client;
    struct dh_transfer transfer;
};

enum dh_err dh_fetch_new(struct dh_fetch **out, const struct dh_allocator *m,
                         const struct dh_fetch_options *o, struct dh_detail *d)
{
    struct dh_fetch *f = dh_mem_zeroed(m, 1, sizeof *f);

    if (!f)
        return dh_fail(d, DH_ENOMEM, 0, "out of memory for downloads");
    f->mem = m;
    f->opts = *o;
    f->opts.max_seconds = o->max_seconds ? o->max_seconds : DH_TRANSFER_SECONDS;
    struct dh_client_options co = { .agent = o->user_agent, .allow_private = o->allow_private };
    enum dh_err e = dh_client_init(&f->client, m, &co, d);
    if (e == DH_OK && dh_transfer_open(&f->transfer, &f->client) != DH_OK)
        e = dh_fail(d, DH_ENOMEM, 0, "cannot set up downloads");
    if (e) {
        dh_fetch_free(f);
        return e;
    }
    *out = f;
    return DH_OK;
}

void dh_fetch_free(struct dh_fetch *f)
{
    if (!f)
        return;
    dh_transfer_close(&f->transfer);
    dh_client_release(&f->client);
    dh_mem_free(f->mem, f);
}

/* r->url becomes ref, seen from what it was. */
static enum dh_err set_url(struct dh_fetched *r, struct dh_str ref, struct dh_buf *scratch)
{
    dh_buf_reset(scratch);
    enum dh_err e = dh_url_normal(r->url, ref, scratch);
    if (e)
        return e;
    dh_buf_reset(&r->urlbuf);
    dh_buf_add(&r->urlbuf, dh_buf_str(scratch));
    dh_buf_byte(&r->urlbuf, '\0');
    r->urlbuf.n -= r->urlbuf.err == DH_OK;
    r->url = dh_buf_str(&r->urlbuf);
    return r->urlbuf.err;
}

static enum dh_err fail(struct dh_fetched *r, enum dh_cause cause, const char *words)
{
    r->cause = cause;
    return dh_fail(&r->why, DH_ENET, 0, "%s", words);
}

/* What a whole response means: a page, another hop (*more), or an error. */
static enum dh_err next_hop(struct dh_fetch *f, struct dh_fetched *r, unsigned left,
                            struct dh_buf *scratch, bool *more)
{
    struct dh_str to = r->location;

    if (r->cause != DH_CAUSE_NONE)
        return DH_ENET;
    if (!dh_status_redirects(r->status))
        return DH_OK;
    r->cause = DH_CAUSE_REDIRECT;
    if (!to.n)
        return fail(r, r->cause, "a redirect to nowhere");
    if (!left)
        return dh_fail(&r->why, DH_ENET, 0, "more redirects than %u", f->opts.max_redirects);
    if (set_url(r, to, scratch) != DH_OK)
        return dh_fail(&r->why, DH_ENET, 0, "a redirect to '%.*s', no http address",
                       (int)(to.n < 80 ? to.n : 80), to.p);
    *more = true;
    return DH_OK;
}

/* One hop, asked for a second time, without packing, where that was damaged. */
static enum dh_err hop(struct dh_fetch *f, struct dh_fetched *r, int64_t until)
{
    enum dh_err e = DH_EDATA;

    for (int plain = 0; e == DH_EDATA && plain < 2; plain++) {
        struct dh_request q = { .url = r->url.p,
                                .max_bytes = f->opts.max_bytes,
                                .max_ms = (long)(until - dh_clock_ms()),
                                .plain = plain };
        r->cause = DH_CAUSE_TIMEOUT;
        if (q.max_ms <= 0)
            return dh_fail(&r->why, DH_ENET, 0, "no answer in %u seconds", f->opts.max_seconds);
        e = dh_transfer_begin(&f->transfer, &q, r);
        if (e == DH_OK)
            e = dh_transfer_end(&f->transfer, f->client.curl.easy_perform(f->transfer.easy));
    }
    return e == DH_EDATA ? DH_ENET : e;
}

enum dh_err dh_fetch_get(struct dh_fetch *f, const char *url, struct dh_fetched *r,
                         struct dh_detail *d)
{
    int64_t until = dh_clock_ms() + (int64_t)f->opts.max_seconds * 1000;
    struct dh_buf scratch;
    bool more = true;

    dh_buf_init(&scratch, f->mem, DH_URL_MAX);
    dh_buf_reset(&r->body);
    r->url = r->content_type = DH_STR_NONE;
    r->status = 0;
    r->partial = false;
    enum dh_err e = set_url(r, dh_str_c(url), &scratch);
    if (e == DH_EDATA)
        e = fail(r, DH_CAUSE_URL, "not an http or https address");
    for (unsigned left = f->opts.max_redirects; e == DH_OK && more; left--) {
        more = false;
        e = hop(f, r, until);
        if (e == DH_OK)
            e = next_hop(f, r, left, &scratch, &more);
    }
    dh_buf_release(&scratch);
    if (e == DH_OK)
        return e;
    if (r->url.n) /* without the password that may stand in url */
        url = r->url.p;
    return dh_fail(d, e, 0, "cannot fetch '%s': %s", url,
                   e == DH_ENOMEM ? "out of memory" : r->why.msg);
}
