/* SPDX-License-Identifier: MIT */
/* What is done with the body of a response: whether it is wanted, unpacking, its limits, and its
 * share of the memory that all bodies have (transfer.h). */
#include "base/err.h"
#include "fetch/transfer.h"

/* What is read of a body that is not wanted, to keep the connection. */
enum { ERROR_BODY_MAX = 64 * 1024 };
/* Bytes of which it can be told that they are text. */
enum { TEXT_MIN = 64 };

/* Content types that hold no text for us, by their beginnings. Anything else is looked at:
 * labels lie. */
static const struct dh_str no_pages[] = {
    { "image/", 6 },
    { "audio/", 6 },
    { "video/", 6 },
    { "font/", 5 },
    { "application/pdf", 15 },
    { "application/zip", 15 },
    { "application/msword", 18 },
    { "application/vnd.", 16 },
    { "application/wasm", 16 },
};

static bool is_page(struct dh_str type)
{
    for (size_t i = 0; i < DH_LEN(no_pages); i++)
        if (dh_str_starts_nocase(type, no_pages[i]))
            return false;
    return true;
}

/* Whether a body whose label is none that is known may be taken as it is: servers that name a
 * charset there mean no packing. Of a few bytes nothing can be told but by asking again. */
static bool is_text(const struct dh_transfer *t, struct dh_str part)
{
    return t->coding == DH_CODING_NONE && (part.n >= TEXT_MIN || t->q.plain) &&
           dh_coding_is_text(part);
}

/* What a body is packed in. One that says gzip and is none is served by misconfigured proxies, and
 * one that is gzip and does not say so, too; they are what they are. */
static enum dh_coding coding_of(const struct dh_transfer *t, struct dh_str part)
{
    bool more = false, list = t->q.any_type && !t->q.clip; /* unpacked by who reads them */
    enum dh_coding is = dh_coding_sniff(part, &more);

    switch (t->coding) {
    case DH_CODING_NONE:
        return !list && is == DH_CODING_GZIP ? is : DH_CODING_NONE;
    case DH_CODING_DEFLATE:
        return t->coding;
    case DH_CODING_BROTLI: /* like it without a magic, but never text for long */
        if (t->q.plain &&
            is == DH_CODING_GZIP) /* it may begin as gzip does: so that comes second */
            return is;
        return part.n >= TEXT_MIN && dh_coding_is_text(part) ? DH_CODING_NONE : t->coding;
    case DH_CODING_GZIP:
    case DH_CODING_ZSTD:
    case DH_CODING_XZ:
    case DH_CODING_BZIP2:
        break;
    }
    return is == DH_CODING_NONE && more ? t->coding : is;
}

/* The first bytes of a body have come: whether there is a use for it, and what it is wrapped in. */
static enum dh_err begin_body(struct dh_transfer *t, struct dh_str part)
{
    struct dh_str type = dh_buf_str(&t->r->values[DH_HEADER_TYPE]);

    t->begun = true;
    t->client->curl.easy_getinfo(t->easy, CURLINFO_RESPONSE_CODE, &t->r->status);
    if (!dh_status_has_body(t->r->status))
        return DH_OK;
    if (!t->q.any_type && !is_page(type)) {
        t->r->cause = DH_CAUSE_TYPE;
        return dh_fail(&t->r->why, DH_ENET, 0, "not a page but %.*s",
                       (int)(type.n < 60 ? type.n : 60), type.p);
    }
    if (t->coded_twice && is_text(t, part))
        return DH_OK;
    if (t->coded_twice) { /* DH_EDATA: once more, asking for none */
        dh_transfer_fail(t, DH_CAUSE_DECODE, "a content encoding that was not asked for");
        return DH_EDATA;
    }
    t->coding = coding_of(t, part);
    if (t->coding == DH_CODING_NONE)
        return DH_OK;
    enum dh_err e = dh_decoder_new(&t->decoder, t->client->mem, t->coding, &t->r->why);
    if (e != DH_EINTERNAL)
        return e;
    t->r->cause = DH_CAUSE_DECODE; /* no library for it: once more, asking for none */
    return DH_EDATA;
}

static enum dh_err too_large(struct dh_transfer *t)
{
    t->r->cause = DH_CAUSE_TOO_LARGE;
    return dh_fail(&t->r->why, DH_ELIMIT, 0, "larger than the limit of %zu bytes", t->q.max_bytes);
}

/* Whether the body may grow past DH_BODY_FREE. */
static bool take_budget(struct dh_transfer *t)
{
    struct dh_budget *b = t->client->budget;

    if (!b || t->has_budget)
        return true;
    if (b->users && b->left < t->q.max_bytes)
        return false;
    t->has_budget = true;
    t->taken = b->left < t->q.max_bytes ? b->left : t->q.max_bytes;
    b->left -= t->taken;
    b->users++;
    return true;
}

void dh_transfer_give_back(struct dh_transfer *t)
{
    if (!t->has_budget)
        return;
    t->client->budget->left += t->taken;
    t->client->budget->users--;
    t->has_budget = false;
    t->taken = 0;
}

void dh_transfer_resume(struct dh_transfer *t)
{
    if (!t->paused || !take_budget(t))
        return;
    t->paused = false;
    t->client->curl.easy_pause(t->easy, CURLPAUSE_CONT);
}

/* Decodes or copies at most room bytes of *part and moves it on. */
static enum dh_err add_some(struct dh_transfer *t, struct dh_str *part, size_t room)
{
    struct dh_buf *body = &t->r->body;
    size_t had = body->n;
    enum dh_err e;

    if (!t->decoder) {
        struct dh_str now = dh_str_sub(*part, 0, room);
        *part = dh_str_sub(*part, now.n, part->n);
        dh_buf_add(body, now);
        return body->err == DH_ELIMIT ? too_large(t) : body->err;
    }
    e = dh_decoder_run(t->decoder, part, room, body, &t->r->why);
    if (e == DH_EDATA)
        t->r->cause = DH_CAUSE_DECODE;
    else if (e == DH_ELIMIT)
        t->r->cause = DH_CAUSE_TOO_LARGE;
    t->pending = body->n - had == room;
    return e;
}

/* Adds what there is budget for. *wait: there was not enough, the rest comes again. */
static enum dh_err add_body(struct dh_transfer *t, struct dh_str *part, bool *wait)
{
    struct dh_buf *body = &t->r->body;
    enum dh_err e = DH_OK;

    while (e == DH_OK && !t->enough && (part->n || t->pending)) {
        bool bounded = t->client->budget && !t->has_budget;
        size_t room = SIZE_MAX;
        if (bounded && body->n >= DH_BODY_FREE) {
            *wait = !take_budget(t);
            if (*wait)
                break;
        } else if (bounded) {
            room = DH_BODY_FREE - body->n;
        }
        if (t->q.clip && room > t->q.max_bytes - body->n)
            room = t->q.max_bytes - body->n;
        e = add_some(t, part, room);
        t->enough = t->q.clip && body->n >= t->q.max_bytes;
    }
    return e;
}

static enum dh_err use_body(struct dh_transfer *t, struct dh_str *part, bool *wait)
{
    if (dh_status_has_body(t->r->status))
        return add_body(t, part, wait);
    t->enough = t->body_bytes > ERROR_BODY_MAX;
    return DH_OK;
}

size_t dh_transfer_body(char *p, size_t size, size_t n, void *self)
{
    struct dh_transfer *t = self;
    struct dh_str all = { p, size * n };
    struct dh_str part = dh_str_sub(all, t->passed, all.n);
    bool wait = false;

    if (!all.n)
        return 0;
    t->body_bytes += part.n;
    t->err = t->begun ? DH_OK : begin_body(t, part);
    if (t->err == DH_OK)
        t->err = use_body(t, &part, &wait);
    if (t->err || t->enough)
        return 0;
    if (wait) { /* libcurl hands over all of it again */
        t->body_bytes -= part.n;
        t->passed = all.n - part.n;
        t->paused = true;
        return CURL_WRITEFUNC_PAUSE;
    }
    t->passed = 0;
    return all.n;
}
