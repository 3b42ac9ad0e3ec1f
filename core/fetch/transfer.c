/* SPDX-License-Identifier: MIT */
#include "fetch/transfer.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
#include "base/url.h"
#include "fetch/guard.h"

enum {
    SLOW_BYTES = 100, /* a second, over slow_seconds, is given up */
    SLOW_SECONDS = 20,
    CONNECT_MS = 20 * 1000,
    HEADERS_MAX = 128 * 1024 /* bytes of one response's headers, interim responses included */
};

static const struct dh_str value_names[DH_HEADERS] = {
    [DH_HEADER_TYPE] = { "content-type", 12 }, [DH_HEADER_LOCATION] = { "location", 8 },
    [DH_HEADER_ETAG] = { "etag", 4 },          [DH_HEADER_MODIFIED] = { "last-modified", 13 },
    [DH_HEADER_RETRY] = { "retry-after", 11 },
};

/* ---- What came */

void dh_fetched_init(struct dh_fetched *r, const struct dh_allocator *m, size_t max_bytes)
{
    *r = (struct dh_fetched){ 0 };
    dh_buf_init(&r->body, m, max_bytes);
    dh_buf_init(&r->sent, m, HEADERS_MAX);
    dh_buf_init(&r->head, m, HEADERS_MAX);
    dh_buf_init(&r->urlbuf, m, DH_URL_MAX);
    for (int i = 0; i < DH_HEADERS; i++)
        dh_buf_init(&r->values[i], m, DH_URL_MAX);
}

void dh_fetched_release(struct dh_fetched *r)
{
    dh_buf_release(&r->body);
    dh_buf_release(&r->sent);
    dh_buf_release(&r->head);
    dh_buf_release(&r->urlbuf);
    for (int i = 0; i < DH_HEADERS; i++)
        dh_buf_release(&r->values[i]);
}

static void empty_values(struct dh_fetched *r)
{
    for (int i = 0; i < DH_HEADERS; i++)
        dh_buf_reset(&r->values[i]);
    r->content_type = r->location = r->etag = r->modified = r->retry_after = DH_STR_NONE;
}

static void set_views(struct dh_fetched *r)
{
    r->content_type = dh_buf_str(&r->values[DH_HEADER_TYPE]);
    r->location = dh_buf_str(&r->values[DH_HEADER_LOCATION]);
    r->etag = dh_buf_str(&r->values[DH_HEADER_ETAG]);
    r->modified = dh_buf_str(&r->values[DH_HEADER_MODIFIED]);
    r->retry_after = dh_buf_str(&r->values[DH_HEADER_RETRY]);
}

/* ---- Failing */

enum dh_err dh_transfer_fail(struct dh_transfer *t, enum dh_cause cause, const char *words)
{
    t->r->cause = cause;
    return dh_fail(&t->r->why, cause == DH_CAUSE_TOO_LARGE ? DH_ELIMIT : DH_ENET, 0, "%s", words);
}

static enum dh_cause cause_of_code(const struct dh_transfer *t, CURLcode code)
{
    switch ((int)code) {
    case CURLE_URL_MALFORMAT:
        return DH_CAUSE_URL;
    case CURLE_COULDNT_RESOLVE_HOST:
        return DH_CAUSE_DNS;
    case CURLE_OPERATION_TIMEDOUT:
        return DH_CAUSE_TIMEOUT;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CLIENTCERT:
        return DH_CAUSE_TLS;
    case CURLE_UNSUPPORTED_PROTOCOL: /* HTTP/0.9 */
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_OUT_OF_MEMORY: /* what libcurl 7.88 says to a header line of 100 KB */
        return DH_CAUSE_HEADERS;
    default:
        return t->begun ? DH_CAUSE_PARTIAL : DH_CAUSE_CONNECT;
    }
}

/* ---- Headers */

static struct dh_str header_value(struct dh_str line, struct dh_str name)
{
    if (line.n <= name.n || line.p[name.n] != ':' || !dh_str_starts_nocase(line, name))
        return DH_STR_NONE;
    return dh_str_trim(dh_str_sub(line, name.n + 1, line.n));
}

static void set_coding(struct dh_transfer *t, struct dh_str value)
{
    if (dh_str_eq_nocase(value, DH_STR("identity")))
        return;
    enum dh_coding coding = dh_coding_of_label(value);
    t->coded_twice = t->coded_twice || t->coding != DH_CODING_NONE || coding == DH_CODING_NONE;
    t->coding = coding != DH_CODING_NONE ? coding : t->coding;
}

/* A response begins: what an interim one (100, 103) said no longer counts. */
static void reset_response(struct dh_transfer *t)
{
    t->coding = DH_CODING_NONE;
    t->coded_twice = false;
    empty_values(t->r);
    dh_buf_reset(&t->r->head);
}

static size_t on_header(char *p, size_t size, size_t n, void *self)
{
    struct dh_transfer *t = self;
    struct dh_str line = { p, size * n }, value;

    t->header_bytes += line.n;
    if (t->header_bytes > HEADERS_MAX) {
        t->r->cause = DH_CAUSE_HEADERS;
        t->err =
            dh_fail(&t->r->why, DH_ELIMIT, 0, "headers of more than %d bytes", (int)HEADERS_MAX);
        return 0;
    }
    if (dh_str_starts(line, DH_STR("HTTP/")))
        reset_response(t);
    if (t->client->keep_heads)
        dh_buf_add(&t->r->head, line);
    for (int i = 0; i < DH_HEADERS; i++) {
        value = header_value(line, value_names[i]);
        if (value.n && value.n < DH_URL_MAX && !dh_str_has_control(value)) {
            dh_buf_reset(&t->r->values[i]);
            dh_buf_add(&t->r->values[i], value);
        }
    }
    value = header_value(line, DH_STR("content-encoding"));
    if (value.n)
        set_coding(t, value);
    return line.n;
}

/* The lines of a request, as libcurl sent them, but for those meant for the proxy: its password is
 * for no archive. */
static void add_sent(struct dh_buf *sent, struct dh_str lines)
{
    while (lines.n) {
        const char *end = memchr(lines.p, '\n', lines.n);
        size_t n = end ? (size_t)(end - lines.p) + 1 : lines.n;
        if (!dh_str_starts(lines, DH_STR("Proxy-")))
            dh_buf_add(sent, dh_str_sub(lines, 0, n));
        lines = dh_str_sub(lines, n, lines.n);
    }
}

static int on_debug(CURL *easy, curl_infotype what, char *p, size_t n, void *self)
{
    struct dh_transfer *t = self;
    (void)easy;
    if (what == CURLINFO_HEADER_OUT) {
        dh_buf_reset(&t->r->sent);
        add_sent(&t->r->sent, (struct dh_str){ p, n });
    }
    return 0;
}

/* ---- Sockets */

static curl_socket_t on_socket(void *self, curlsocktype purpose, struct curl_sockaddr *a)
{
    struct dh_transfer *t = self;

    if (purpose != CURLSOCKTYPE_IPCXN || !dh_guard_public(&a->addr)) {
        t->refused = true;
        return CURL_SOCKET_BAD;
    }
    return socket(a->family, a->socktype | SOCK_CLOEXEC, a->protocol);
}

/* ---- A client */

static struct curl_slist *header_lines(const struct dh_curl *curl, const char *encoding)
{
    struct curl_slist *l = curl->slist_append(
        NULL, "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5");
    if (l && !curl->slist_append(l, encoding)) {
        curl->slist_free_all(l);
        return NULL;
    }
    return l;
}

static bool is_proxy(struct dh_str url)
{
    const struct dh_str schemes[] = { DH_STR("http://"), DH_STR("https://"), DH_STR("socks5h://") };

    if (dh_str_has_control(url))
        return false;
    for (size_t i = 0; i < DH_LEN(schemes); i++)
        if (dh_str_starts(url, schemes[i]))
            return url.n > schemes[i].n;
    return false;
}

enum dh_err dh_client_init(struct dh_client *c, const struct dh_allocator *m,
                           const struct dh_client_options *o, struct dh_detail *d)
{
    const char *agent = o->agent ? o->agent : "dehusk/" DH_VERSION " (+contact unknown)";

    *c = (struct dh_client){ .mem = m,
                             .ca_file = o->ca_file,
                             .proxy = o->proxy,
                             .slow_seconds = o->slow_seconds ? o->slow_seconds : SLOW_SECONDS,
                             .allow_private = o->allow_private,
                             .keep_heads = o->keep_heads };
    if (strlen(agent) >= sizeof c->agent || dh_str_has_control(dh_str_c(agent)))
        return dh_fail(d, DH_EUSAGE, 0,
                       "the user agent '%s' has a control character or is too long", agent);
    if (o->proxy && !is_proxy(dh_str_c(o->proxy)))
        return dh_fail(d, DH_EUSAGE, 0,
                       "'%s' is no proxy: http://, https:// or socks5h://, host and port",
                       o->proxy);
    memcpy(c->agent, agent, strlen(agent) + 1);
    if (o->ca_file && access(o->ca_file, R_OK) != 0)
        return dh_fail_os(d, dh_file_error(errno, false), errno, "cannot open '%s'", o->ca_file);
    enum dh_err e = dh_curl_load(&c->curl, d);
    if (e)
        return e;
    /* Counted by libcurl: each init has its cleanup in dh_client_release. */
    c->global = c->curl.global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    if (c->global) {
        c->packed = header_lines(&c->curl, "Accept-Encoding: gzip, deflate");
        c->plain = header_lines(&c->curl, "Accept-Encoding: identity");
    }
    return c->packed && c->plain ? DH_OK : dh_fail(d, DH_ENOMEM, 0, "cannot set up downloads");
}

void dh_client_release(struct dh_client *c)
{
    if (!c->global)
        return;
    c->curl.slist_free_all(c->packed);
    c->curl.slist_free_all(c->plain);
    c->curl.global_cleanup();
}

/* ---- A handle */

static bool set_number(struct dh_transfer *t, CURLoption what, long value)
{
    return t->client->curl.easy_setopt(t->easy, what, value) == CURLE_OK;
}

/* Text is copied by libcurl, other things are not. */
static bool set_pointer(struct dh_transfer *t, CURLoption what, const void *value)
{
    return t->client->curl.easy_setopt(t->easy, what, value) == CURLE_OK;
}

static bool set_callbacks(struct dh_transfer *t)
{
    const struct dh_curl *curl = &t->client->curl;
    bool ok = set_pointer(t, CURLOPT_HEADERDATA, t) && set_pointer(t, CURLOPT_WRITEDATA, t);

    ok = ok && !curl->easy_setopt(t->easy, CURLOPT_HEADERFUNCTION, on_header) &&
         !curl->easy_setopt(t->easy, CURLOPT_WRITEFUNCTION, dh_transfer_body);
    /* A proxy is trusted to be where it is; the sockets behind it are its own. */
    if (!t->client->allow_private && !t->client->proxy)
        ok = ok && set_pointer(t, CURLOPT_OPENSOCKETDATA, t) &&
             !curl->easy_setopt(t->easy, CURLOPT_OPENSOCKETFUNCTION, on_socket);
    if (t->client->keep_heads)
        ok = ok && set_pointer(t, CURLOPT_DEBUGDATA, t) && set_number(t, CURLOPT_VERBOSE, 1) &&
             !curl->easy_setopt(t->easy, CURLOPT_DEBUGFUNCTION, on_debug);
    return ok;
}

/* What holds for every request, whatever the environment says. */
static bool set_up(struct dh_transfer *t)
{
    const struct dh_client *c = t->client;
    bool ok =
        set_pointer(t, CURLOPT_PROTOCOLS_STR, "http,https") &&
        set_number(t, CURLOPT_FOLLOWLOCATION, 0) &&
        set_number(t, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1) &&
        set_number(t, CURLOPT_HTTP09_ALLOWED, 0) && set_number(t, CURLOPT_NOSIGNAL, 1) &&
        set_pointer(t, CURLOPT_PROXY, c->proxy ? c->proxy : "") &&
        set_pointer(t, CURLOPT_NOPROXY, "") && set_number(t, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1) &&
        set_pointer(t, CURLOPT_USERAGENT, c->agent) && set_number(t, CURLOPT_SSL_VERIFYPEER, 1) &&
        set_number(t, CURLOPT_SSL_VERIFYHOST, 2) &&
        set_number(t, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2) &&
        set_number(t, CURLOPT_LOW_SPEED_LIMIT, SLOW_BYTES) &&
        set_number(t, CURLOPT_LOW_SPEED_TIME, (long)c->slow_seconds) &&
        set_pointer(t, CURLOPT_ERRORBUFFER, t->said) && set_pointer(t, CURLOPT_PRIVATE, t);

    if (ok && c->ca_file)
        ok = set_pointer(t, CURLOPT_CAINFO, c->ca_file) && set_pointer(t, CURLOPT_CAPATH, NULL);
    return ok && set_callbacks(t);
}

enum dh_err dh_transfer_open(struct dh_transfer *t, const struct dh_client *c)
{
    *t = (struct dh_transfer){ .client = c, .easy = c->curl.easy_init() };
    if (t->easy && set_up(t))
        return DH_OK;
    dh_transfer_close(t);
    return DH_ENOMEM;
}

void dh_transfer_close(struct dh_transfer *t)
{
    if (t->easy) {
        t->client->curl.easy_cleanup(t->easy);
        t->client->curl.slist_free_all(t->own);
    }
    dh_decoder_free(t->decoder);
    *t = (struct dh_transfer){ 0 };
}

/* ---- A request */

/* The port of a URL that dh_url_normal made: the digits behind the host, or the scheme's. */
static bool port_allowed(struct dh_str url)
{
    struct dh_str host = dh_url_host(url);
    struct dh_str rest = dh_str_sub(url, (size_t)(host.p + host.n - url.p), url.n);
    uint64_t port;
    size_t n = 1;

    if (!rest.n || rest.p[0] != ':')
        return true; /* 80 and 443 are fine */
    while (n < rest.n && dh_is_digit((unsigned char)rest.p[n]))
        n++;
    return dh_str_number(dh_str_sub(rest, 1, n - 1), 65535, &port) && dh_guard_port((unsigned)port);
}

static bool append_line(struct dh_transfer *t, const char *name, struct dh_str value)
{
    char line[1200];

    if (!value.n || dh_str_has_control(value) || value.n + strlen(name) >= sizeof line)
        return true; /* not fit to be sent: asked without it */
    size_t n = strlen(name);
    memcpy(line, name, n);
    memcpy(line + n, value.p, value.n);
    line[n + value.n] = '\0';
    struct curl_slist *more = t->client->curl.slist_append(t->own, line);
    if (more)
        t->own = more;
    return more != NULL;
}

/* Header lines of their own for a request with validators; the client's for others. */
static bool set_lines(struct dh_transfer *t, const struct dh_request *q)
{
    const struct curl_slist *lines = q->plain ? t->client->plain : t->client->packed;
    bool ok = true;

    t->client->curl.slist_free_all(t->own);
    t->own = NULL;
    if (q->etag.n || q->modified.n) {
        for (; ok && lines; lines = lines->next)
            ok = append_line(t, "", dh_str_c(lines->data));
        ok = ok && append_line(t, "If-None-Match: ", q->etag) &&
             append_line(t, "If-Modified-Since: ", q->modified);
        lines = t->own;
    }
    return ok && set_pointer(t, CURLOPT_HTTPHEADER, lines);
}

static void reset(struct dh_transfer *t, const struct dh_request *q, struct dh_fetched *r)
{
    t->q = *q;
    t->r = r;
    dh_decoder_free(t->decoder);
    t->decoder = NULL;
    t->coding = DH_CODING_NONE;
    t->coded_twice = t->begun = t->refused = t->enough = t->paused = t->pending = false;
    t->header_bytes = t->body_bytes = t->passed = 0;
    t->err = DH_OK;
    t->said[0] = '\0';
    dh_buf_reset(&r->body);
    r->body.cap = q->max_bytes;
    dh_buf_reset(&r->sent);
    dh_buf_reset(&r->head);
    empty_values(r);
    r->status = 0;
    r->cause = DH_CAUSE_NONE;
    r->why = (struct dh_detail){ 0 };
    r->partial = false;
    r->bytes = 0;
    r->took_ms = 0;
    r->requests = 1;
}

enum dh_err dh_transfer_begin(struct dh_transfer *t, const struct dh_request *q,
                              struct dh_fetched *r)
{
    reset(t, q, r);
    if (!t->client->allow_private && !port_allowed(dh_str_c(q->url)))
        return dh_transfer_fail(t, DH_CAUSE_PRIVATE,
                                "a port that pages are not served on (--allow-private lets it)");
    if (!t->client->allow_private && t->client->proxy &&
        !dh_guard_host(dh_url_host(dh_str_c(q->url))))
        return dh_transfer_fail(t, DH_CAUSE_PRIVATE,
                                "a private or reserved address (--allow-private lets it)");
    bool ok =
        set_lines(t, q) && set_pointer(t, CURLOPT_URL, q->url) &&
        set_number(t, CURLOPT_TIMEOUT_MS, q->max_ms) &&
        set_number(t, CURLOPT_CONNECTTIMEOUT_MS, q->max_ms < CONNECT_MS ? q->max_ms : CONNECT_MS);
    return ok ? DH_OK : DH_ENOMEM;
}

/* ---- What came of it */

static enum dh_err judge(struct dh_transfer *t, CURLcode code)
{
    struct dh_fetched *r = t->r;
    bool wanted = dh_status_has_body(r->status);

    if (t->err)
        return t->err;
    if (t->refused && code != CURLE_OK)
        return dh_transfer_fail(t, DH_CAUSE_PRIVATE,
                                "a private or reserved address (--allow-private lets it)");
    if (code != CURLE_OK && !t->enough) {
        const char *said = t->said[0] ? t->said : t->client->curl.easy_strerror(code);
        r->partial = t->begun && wanted;
        r->cause = cause_of_code(t, code);
        if (code == CURLE_OUT_OF_MEMORY)
            said = "a header line that is too long, or out of memory";
        return dh_fail(&r->why, DH_ENET, 0, "%s%s", r->partial ? "ended early: " : "", said);
    }
    if (t->decoder && !t->enough && dh_decoder_end(t->decoder, &r->why) != DH_OK) {
        r->partial = true;
        r->cause = DH_CAUSE_PARTIAL;
        return dh_fail(&r->why, DH_ENET, 0, "ended early: %s data that are cut off",
                       dh_coding_name(t->coding));
    }
    r->cause = dh_cause_of_status(r->status, t->own != NULL);
    if (r->cause != DH_CAUSE_NONE)
        dh_fail(&r->why, DH_ENET, 0, "HTTP status %ld", r->status);
    return DH_OK;
}

enum dh_err dh_transfer_end(struct dh_transfer *t, CURLcode code)
{
    curl_off_t us = 0;

    t->client->curl.easy_getinfo(t->easy, CURLINFO_RESPONSE_CODE, &t->r->status);
    t->client->curl.easy_getinfo(t->easy, CURLINFO_TOTAL_TIME_T, &us);
    t->r->took_ms = (unsigned)(us / 1000);
    t->r->bytes = t->header_bytes + t->body_bytes;
    set_views(t->r);
    return judge(t, code);
}
