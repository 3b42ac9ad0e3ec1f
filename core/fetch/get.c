/* SPDX-License-Identifier: MIT */
#include "fetch/fetch.h"

#include <curl/curl.h>
#include <string.h>
#include <time.h>

#include "base/err.h"
#include "base/url.h"
#include "codec/codec.h"
#include "fetch/guard.h"

enum {
    SECONDS = 60,             /* when the caller names no time */
    SLOW_BYTES = 100,         /* a second, over... */
    SLOW_SECONDS = 20,        /* ...is given up */
    HEADERS_MAX = 128 * 1024, /* bytes of one response's headers, interim responses included */
    ERROR_BODY_MAX =
        64 * 1024, /* what is read of a body that is not wanted, to keep the connection */
    AGENT_MAX = 256
};

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

struct dh_fetch {
    const struct dh_allocator *mem;
    struct dh_fetch_options opts;
    CURL *easy;
    struct curl_slist *headers, *plain_headers; /* asking for packed bodies, and not */
    char agent[AGENT_MAX];
};

/* One request and its response. */
struct hop {
    struct dh_fetch *fetch;
    struct dh_fetched *r;
    struct dh_buf location;
    struct dh_decoder *decoder;
    enum dh_coding coding;
    bool coded_twice; /* a coding that is not known, or several */
    bool begun;       /* the body has */
    bool refused;     /* a socket was */
    bool enough;      /* of a body that is not wanted */
    size_t header_bytes, body_bytes;
    enum dh_err err; /* why a callback ended the transfer; detail in why */
    struct dh_detail why;
};

/* ---- Headers */

static struct dh_str header_value(struct dh_str line, struct dh_str name)
{
    if (!dh_str_starts_nocase(line, name) || line.n <= name.n || line.p[name.n] != ':')
        return DH_STR_NONE;
    return dh_str_trim(dh_str_sub(line, name.n + 1, line.n));
}

static bool has_control(struct dh_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] < ' ' || s.p[i] == 0x7F)
            return true;
    return false;
}

static void keep(struct dh_buf *b, struct dh_str value)
{
    dh_buf_reset(b);
    if (value.n < DH_URL_MAX && !has_control(value))
        dh_buf_add(b, value);
}

static void set_coding(struct hop *h, struct dh_str value)
{
    if (dh_str_eq_nocase(value, DH_STR("identity")))
        return;
    bool again = h->coding != DH_CODING_NONE;
    if (dh_str_eq_nocase(value, DH_STR("gzip")) || dh_str_eq_nocase(value, DH_STR("x-gzip")))
        h->coding = DH_CODING_GZIP;
    else if (dh_str_eq_nocase(value, DH_STR("deflate")))
        h->coding = DH_CODING_DEFLATE;
    else
        again = true;
    h->coded_twice = h->coded_twice || again;
}

/* A response begins: what an interim one (100, 103) said no longer counts. */
static void reset_response(struct hop *h)
{
    h->coding = DH_CODING_NONE;
    h->coded_twice = false;
    dh_buf_reset(&h->location);
    dh_buf_reset(&h->r->typebuf);
}

static size_t on_header(char *p, size_t size, size_t n, void *self)
{
    struct hop *h = self;
    struct dh_str line = { p, size * n }, value;

    h->header_bytes += line.n;
    if (h->header_bytes > HEADERS_MAX) {
        h->err = dh_fail(&h->why, DH_ELIMIT, 0, "headers of more than %d bytes", (int)HEADERS_MAX);
        return 0;
    }
    if (dh_str_starts(line, DH_STR("HTTP/")))
        reset_response(h);
    value = header_value(line, DH_STR("content-type"));
    if (value.n)
        keep(&h->r->typebuf, value);
    value = header_value(line, DH_STR("location"));
    if (value.n)
        keep(&h->location, value);
    value = header_value(line, DH_STR("content-encoding"));
    if (value.n)
        set_coding(h, value);
    return line.n;
}

/* ---- Body */

static bool is_page(struct dh_str type)
{
    for (size_t i = 0; i < DH_LEN(no_pages); i++)
        if (dh_str_starts_nocase(type, no_pages[i]))
            return false;
    return true;
}

static bool is_wanted(long status)
{
    return status >= 200 && status <= 203;
}

/* The first bytes of a body have come: whether there is a use for it, and what it is wrapped in. */
static enum dh_err begin_body(struct hop *h, struct dh_str part)
{
    struct dh_str type = dh_buf_str(&h->r->typebuf);

    h->begun = true;
    curl_easy_getinfo(h->fetch->easy, CURLINFO_RESPONSE_CODE, &h->r->status);
    if (!is_wanted(h->r->status))
        return DH_OK;
    if (!is_page(type))
        return dh_fail(&h->why, DH_ENET, 0, "not a page but %.*s", (int)(type.n < 60 ? type.n : 60),
                       type.p);
    if (h->coded_twice)
        return dh_fail(&h->why, DH_ENET, 0, "a content encoding that was not asked for");
    /* A body that says gzip and is none is served by misconfigured proxies; it is what it is. */
    if (h->coding == DH_CODING_GZIP && part.p[0] != '\x1F')
        h->coding = DH_CODING_NONE;
    if (h->coding == DH_CODING_NONE)
        return DH_OK;
    return dh_decoder_new(&h->decoder, h->fetch->mem, h->coding, &h->why);
}

static enum dh_err add_body(struct hop *h, struct dh_str part)
{
    struct dh_buf *body = &h->r->body;

    h->body_bytes += part.n;
    if (!is_wanted(h->r->status)) {
        h->enough = h->body_bytes > ERROR_BODY_MAX;
        return DH_OK;
    }
    if (h->decoder)
        return dh_decoder_run(h->decoder, &part, SIZE_MAX, body, &h->why);
    dh_buf_add(body, part);
    if (body->err == DH_ELIMIT)
        return dh_fail(&h->why, DH_ELIMIT, 0, "larger than the limit of %zu bytes", body->cap);
    return body->err;
}

static size_t on_body(char *p, size_t size, size_t n, void *self)
{
    struct hop *h = self;
    struct dh_str part = { p, size * n };

    if (!part.n)
        return 0;
    h->err = h->begun ? DH_OK : begin_body(h, part);
    if (h->err == DH_OK)
        h->err = add_body(h, part);
    return h->err || h->enough ? 0 : part.n;
}

static curl_socket_t on_socket(void *self, curlsocktype purpose, struct curl_sockaddr *a)
{
    struct hop *h = self;

    if (purpose != CURLSOCKTYPE_IPCXN || !dh_guard_public(&a->addr)) {
        h->refused = true;
        return CURL_SOCKET_BAD;
    }
    return socket(a->family, a->socktype | SOCK_CLOEXEC, a->protocol);
}

/* ---- A fetcher */

static bool set_headers(struct dh_fetch *f)
{
    static const char accept[] =
        "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5";
    struct curl_slist *l = curl_slist_append(NULL, accept);
    if (!l)
        return false;
    f->headers = l;
    if (!curl_slist_append(l, "Accept-Encoding: gzip, deflate"))
        return false;
    l = curl_slist_append(NULL, accept);
    if (!l)
        return false;
    f->plain_headers = l;
    return curl_slist_append(l, "Accept-Encoding: identity") != NULL;
}

/* What holds for every request. */
static bool set_up(struct dh_fetch *f)
{
    CURL *c = f->easy;
    CURLcode bad = 0;

    bad |= curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
    bad |= curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 0L);
    bad |= curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
    bad |= curl_easy_setopt(c, CURLOPT_PROXY, ""); /* whatever the environment says */
    bad |= curl_easy_setopt(c, CURLOPT_USERAGENT, f->agent);
    bad |= curl_easy_setopt(c, CURLOPT_SSL_VERIFYPEER, 1L);
    bad |= curl_easy_setopt(c, CURLOPT_SSL_VERIFYHOST, 2L);
    bad |= curl_easy_setopt(c, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    bad |= curl_easy_setopt(c, CURLOPT_LOW_SPEED_LIMIT, (long)SLOW_BYTES);
    bad |= curl_easy_setopt(c, CURLOPT_LOW_SPEED_TIME, (long)SLOW_SECONDS);
    bad |= curl_easy_setopt(c, CURLOPT_HTTP09_ALLOWED, 0L);
    bad |= curl_easy_setopt(c, CURLOPT_HEADERFUNCTION, on_header);
    bad |= curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, on_body);
    if (!f->opts.allow_private)
        bad |= curl_easy_setopt(c, CURLOPT_OPENSOCKETFUNCTION, on_socket);
    return !bad;
}

enum dh_err dh_fetch_new(struct dh_fetch **out, const struct dh_allocator *m,
                         const struct dh_fetch_options *o, struct dh_detail *d)
{
    const char *agent = o->user_agent ? o->user_agent : "dehusk/" DH_VERSION " (+contact unknown)";
    struct dh_fetch *f;

    if (strlen(agent) >= AGENT_MAX || has_control(dh_str_c(agent)))
        return dh_fail(d, DH_EUSAGE, 0, "bad user agent '%s'", agent);
    f = dh_mem_zeroed(m, 1, sizeof *f);
    if (!f)
        return dh_fail(d, DH_ENOMEM, 0, "out of memory for downloads");
    f->mem = m;
    f->opts = *o;
    f->opts.max_seconds = o->max_seconds ? o->max_seconds : SECONDS;
    memcpy(f->agent, agent, strlen(agent) + 1);
    /* Counted by libcurl: each init has its cleanup in dh_fetch_free. */
    bool ok = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    f->easy = ok ? curl_easy_init() : NULL;
    if (f->easy && set_headers(f) && set_up(f)) {
        *out = f;
        return DH_OK;
    }
    if (ok)
        dh_fetch_free(f);
    else
        dh_mem_free(m, f);
    return dh_fail(d, DH_ENOMEM, 0, "cannot set up downloads");
}

void dh_fetch_free(struct dh_fetch *f)
{
    if (!f)
        return;
    curl_easy_cleanup(f->easy);
    curl_slist_free_all(f->headers);
    curl_slist_free_all(f->plain_headers);
    curl_global_cleanup();
    dh_mem_free(f->mem, f);
}

void dh_fetched_init(struct dh_fetched *r, const struct dh_allocator *m, size_t max_bytes)
{
    *r = (struct dh_fetched){ 0 };
    dh_buf_init(&r->body, m, max_bytes);
    dh_buf_init(&r->urlbuf, m, DH_URL_MAX);
    dh_buf_init(&r->typebuf, m, DH_URL_MAX);
}

void dh_fetched_release(struct dh_fetched *r)
{
    dh_buf_release(&r->body);
    dh_buf_release(&r->urlbuf);
    dh_buf_release(&r->typebuf);
}

/* ---- One request */

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* The port of a URL that dh_url_normal made: the digits behind the host, or the scheme's. */
static bool port_allowed(const struct dh_fetch *f, struct dh_str url)
{
    struct dh_str host = dh_url_host(url);
    struct dh_str rest = dh_str_sub(url, (size_t)(host.p + host.n - url.p), url.n);
    uint64_t port;
    size_t n = 1;

    if (f->opts.allow_private || !rest.n || rest.p[0] != ':')
        return true; /* 80 and 443 are fine */
    while (n < rest.n && dh_is_digit((unsigned char)rest.p[n]))
        n++;
    return dh_str_number(dh_str_sub(rest, 1, n - 1), 65535, &port) && dh_guard_port((unsigned)port);
}

/* What went wrong, as an error and a cause in why; DH_OK: nothing. */
static enum dh_err judge(struct hop *h, CURLcode code, const char *said)
{
    struct dh_fetched *r = h->r;

    if (h->err)
        return h->err;
    if (h->enough)
        return DH_OK; /* of a body that is not wanted */
    if (h->refused && code != CURLE_OK)
        return dh_fail(&h->why, DH_ENET, 0, "a private or reserved address");
    if (code == CURLE_OUT_OF_MEMORY && !h->begun) /* what libcurl says to a header line of 100 KB */
        return dh_fail(&h->why, DH_ENET, 0, "a header line that is too long, or out of memory");
    if (code != CURLE_OK) {
        r->partial = h->begun && is_wanted(r->status);
        return dh_fail(&h->why, DH_ENET, 0, "%s%s", r->partial ? "ended early: " : "",
                       said[0] ? said : curl_easy_strerror(code));
    }
    if (h->decoder && dh_decoder_end(h->decoder, &h->why) != DH_OK) {
        r->partial = true;
        return dh_fail(&h->why, DH_ENET, 0, "ended early: gzip data that are cut off");
    }
    return DH_OK;
}

/* One request of r->url, without redirects. *again: the body's packing was damaged, try without. */
static enum dh_err request(struct hop *h, bool plain, long ms, bool *again)
{
    CURL *c = h->fetch->easy;
    char said[CURL_ERROR_SIZE] = "";
    CURLcode bad = 0;

    bad |= curl_easy_setopt(c, CURLOPT_URL, h->r->urlbuf.p);
    bad |= curl_easy_setopt(c, CURLOPT_HTTPHEADER,
                            plain ? h->fetch->plain_headers : h->fetch->headers);
    bad |= curl_easy_setopt(c, CURLOPT_TIMEOUT_MS, ms);
    bad |= curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT_MS, ms);
    bad |= curl_easy_setopt(c, CURLOPT_HEADERDATA, h);
    bad |= curl_easy_setopt(c, CURLOPT_WRITEDATA, h);
    bad |= curl_easy_setopt(c, CURLOPT_ERRORBUFFER, said);
    if (!h->fetch->opts.allow_private)
        bad |= curl_easy_setopt(c, CURLOPT_OPENSOCKETDATA, h);
    CURLcode code = bad ? CURLE_OUT_OF_MEMORY : curl_easy_perform(c);
    curl_easy_setopt(c, CURLOPT_ERRORBUFFER, NULL);
    curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &h->r->status);
    enum dh_err e = judge(h, code, said);
    *again = e == DH_EDATA && !plain;
    return e == DH_EDATA ? DH_ENET : e;
}

static void hop_init(struct hop *h, struct dh_fetch *f, struct dh_fetched *r)
{
    *h = (struct hop){ .fetch = f, .r = r };
    dh_buf_init(&h->location, f->mem, DH_URL_MAX);
    dh_buf_reset(&r->body);
    dh_buf_reset(&r->typebuf);
    r->status = 0;
    r->partial = false;
}

static void hop_release(struct hop *h)
{
    dh_buf_release(&h->location);
    dh_decoder_free(h->decoder);
    h->decoder = NULL;
}

/* ---- Redirects */

static bool is_redirect(long status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
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

/* What a whole response means: a page, another hop (*more), or an error. */
static enum dh_err next_hop(struct hop *h, unsigned left, struct dh_buf *scratch, bool *more)
{
    struct dh_fetched *r = h->r;
    struct dh_str to = dh_buf_str(&h->location);

    *more = false;
    if (is_wanted(r->status))
        return DH_OK;
    if (!is_redirect(r->status))
        return dh_fail(&h->why, DH_ENET, 0, "HTTP status %ld", r->status);
    if (!to.n)
        return dh_fail(&h->why, DH_ENET, 0, "a redirect to nowhere");
    if (!left)
        return dh_fail(&h->why, DH_ENET, 0, "more redirects than %u", h->fetch->opts.max_redirects);
    if (set_url(r, to, scratch) != DH_OK)
        return dh_fail(&h->why, DH_ENET, 0, "a redirect to '%.*s', no http address",
                       (int)(to.n < 80 ? to.n : 80), to.p);
    *more = true;
    return DH_OK;
}

/* One request and what follows from it. *again: see request. */
static enum dh_err hop_once(struct hop *h, bool plain, int64_t until, unsigned left,
                            struct dh_buf *scratch, bool *more, bool *again)
{
    int64_t ms = until - now_ms();

    *more = *again = false;
    if (!port_allowed(h->fetch, h->r->url))
        return dh_fail(&h->why, DH_ENET, 0, "a port that pages are not served on");
    if (ms <= 0)
        return dh_fail(&h->why, DH_ENET, 0, "no answer in %u seconds", h->fetch->opts.max_seconds);
    enum dh_err e = request(h, plain, (long)ms, again);
    return e ? e : next_hop(h, left, scratch, more);
}

/* One hop, asked for a second time, without packing, where that was damaged. */
static enum dh_err hop(struct dh_fetch *f, struct dh_fetched *r, int64_t until, unsigned left,
                       struct dh_buf *scratch, bool *more, struct dh_detail *why)
{
    bool again = true;
    enum dh_err e = DH_OK;

    for (int plain = 0; again; plain++) {
        struct hop h;
        hop_init(&h, f, r);
        e = hop_once(&h, plain, until, left, scratch, more, &again);
        *why = h.why;
        hop_release(&h);
    }
    return e;
}

enum dh_err dh_fetch_get(struct dh_fetch *f, const char *url, struct dh_fetched *r,
                         struct dh_detail *d)
{
    int64_t until = now_ms() + (int64_t)f->opts.max_seconds * 1000;
    struct dh_detail why = { 0 };
    struct dh_buf scratch;
    bool more = true;
    enum dh_err e;

    dh_buf_init(&scratch, f->mem, DH_URL_MAX);
    dh_buf_reset(&r->body);
    dh_buf_reset(&r->typebuf);
    r->url = r->content_type = DH_STR_NONE;
    r->status = 0;
    r->partial = false;
    e = set_url(r, dh_str_c(url), &scratch);
    if (e == DH_EDATA)
        e = dh_fail(&why, DH_ENET, 0, "not an http or https address");
    for (unsigned left = f->opts.max_redirects; e == DH_OK && more; left--)
        e = hop(f, r, until, left, &scratch, &more, &why);
    dh_buf_release(&scratch);
    r->content_type = dh_buf_str(&r->typebuf);
    if (e == DH_OK)
        return e;
    if (r->url.n) /* without the password that may stand in url */
        url = r->url.p;
    return dh_fail(d, e, 0, "cannot fetch '%s': %s", url,
                   e == DH_ENOMEM ? "out of memory" : why.msg);
}
