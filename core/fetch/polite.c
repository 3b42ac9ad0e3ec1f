/* SPDX-License-Identifier: MIT */
#include "fetch/polite.h"

#include <limits.h>
#include <string.h>

#include "base/err.h"
#include "base/hash.h"
#include "base/url.h"

enum { LEAST = 1000, MOST = 30 * 1000, FACTOR = 5, FAILURES = 5, BUCKETS = 64, DATE_LONGEST = 64 };

struct waiting {
    struct waiting *next;
    uint64_t tag;
    size_t n;
    char url[];
};

struct host {
    struct host *same_bucket;
    struct dh_str name; /* authority, lower case */
    struct waiting *first, *last, *asked;
    struct waiting *last_new; /* behind it stand those of dh_polite_add_again; NULL: no other */
    int64_t ready;            /* not before */
    uint64_t order;           /* of hosts that are ready at one time: who came first */
    unsigned pause, crawl_delay, failures;
    size_t n;                   /* waiting */
    bool busy, dropped, queued; /* queued: in the heap */
    size_t at;                  /* in the heap */
};

struct dh_polite {
    const struct dh_allocator *mem;
    struct dh_polite_options opts;
    struct host **buckets;
    size_t n_buckets, n_hosts;
    struct host **heap; /* the first is ready first */
    size_t n_heap, cap_heap;
    uint64_t orders;
};

static unsigned or_default(unsigned v, unsigned fallback)
{
    return v ? v : fallback;
}

enum dh_err dh_polite_new(struct dh_polite **out, const struct dh_allocator *m,
                          const struct dh_polite_options *o, struct dh_detail *d)
{
    struct dh_polite *p = dh_mem_zeroed(m, 1, sizeof *p);

    if (p) {
        p->mem = m;
        p->buckets = dh_mem_zeroed(m, BUCKETS, sizeof *p->buckets);
        p->n_buckets = BUCKETS;
    }
    if (!p || !p->buckets) {
        dh_mem_free(m, p);
        return dh_fail(d, DH_ENOMEM, 0, "out of memory for the hosts");
    }
    p->opts.least_ms = or_default(o->least_ms, LEAST);
    p->opts.most_ms = or_default(o->most_ms, MOST);
    p->opts.factor = o->factor == UINT_MAX ? 0 : or_default(o->factor, FACTOR);
    p->opts.failures = or_default(o->failures, FAILURES);
    *out = p;
    return DH_OK;
}

static void free_host(struct dh_polite *p, struct host *h)
{
    while (h->first) {
        struct waiting *w = h->first;
        h->first = w->next;
        dh_mem_free(p->mem, w);
    }
    dh_mem_free(p->mem, h->asked);
    dh_mem_free(p->mem, h);
}

void dh_polite_free(struct dh_polite *p)
{
    if (!p)
        return;
    for (size_t i = 0; i < p->n_buckets; i++)
        while (p->buckets[i]) {
            struct host *h = p->buckets[i];
            p->buckets[i] = h->same_bucket;
            free_host(p, h);
        }
    dh_mem_free(p->mem, p->buckets);
    dh_mem_free(p->mem, p->heap);
    dh_mem_free(p->mem, p);
}

/* ---- Hosts */

/* Host and port as they stand in a normal URL. */
static struct dh_str authority(struct dh_str url)
{
    struct dh_str host = dh_url_host(url);
    size_t n = host.n;

    if (!host.n)
        return host;
    size_t room = url.n - (size_t)(host.p - url.p);
    while (n < room && (host.p[n] == ':' || dh_is_digit((unsigned char)host.p[n])))
        n++;
    return (struct dh_str){ host.p, n };
}

static struct host **find(const struct dh_polite *p, struct dh_str name)
{
    struct host **at = &p->buckets[dh_hash64(name) % p->n_buckets];
    while (*at && !dh_str_eq((*at)->name, name))
        at = &(*at)->same_bucket;
    return at;
}

static bool grow(struct dh_polite *p)
{
    size_t n = 4 * p->n_buckets;
    struct host **more = dh_mem_zeroed(p->mem, n, sizeof *more);

    if (!more)
        return false;
    for (size_t i = 0; i < p->n_buckets; i++)
        while (p->buckets[i]) {
            struct host *h = p->buckets[i];
            p->buckets[i] = h->same_bucket;
            struct host **to = &more[dh_hash64(h->name) % n];
            h->same_bucket = *to;
            *to = h;
        }
    dh_mem_free(p->mem, p->buckets);
    p->buckets = more;
    p->n_buckets = n;
    return true;
}

/* The host of that name, made when it is new; NULL: out of memory. */
static struct host *get_host(struct dh_polite *p, struct dh_str name)
{
    struct host *h = *find(p, name);

    if (h)
        return h;
    if (p->n_hosts >= 2 * p->n_buckets && !grow(p))
        return NULL;
    h = dh_mem_zeroed(p->mem, 1, sizeof *h + name.n);
    if (!h)
        return NULL;
    h->name = (struct dh_str){ memcpy(h + 1, name.p, name.n), name.n };
    h->pause = p->opts.least_ms;
    struct host **at = find(p, name);
    *at = h;
    p->n_hosts++;
    return h;
}

/* ---- The heap of hosts that have something to be asked for and are not busy */

static bool before(const struct host *a, const struct host *b)
{
    return a->ready < b->ready || (a->ready == b->ready && a->order < b->order);
}

static void put(struct dh_polite *p, size_t at, struct host *h)
{
    p->heap[at] = h;
    h->at = at;
}

static void sift(struct dh_polite *p, struct host *h)
{
    size_t at = h->at;

    for (; at && before(h, p->heap[(at - 1) / 2]); at = (at - 1) / 2)
        put(p, at, p->heap[(at - 1) / 2]);
    for (;;) {
        size_t child = 2 * at + 1;
        if (child + 1 < p->n_heap && before(p->heap[child + 1], p->heap[child]))
            child++;
        if (child >= p->n_heap || !before(p->heap[child], h))
            break;
        put(p, at, p->heap[child]);
        at = child;
    }
    put(p, at, h);
}

/* The heap has room: dh_polite_add sees to that. */
static void enqueue(struct dh_polite *p, struct host *h)
{
    if (h->queued || h->busy || h->dropped || !h->first)
        return;
    h->queued = true;
    h->order = ++p->orders;
    h->at = p->n_heap++;
    put(p, h->at, h);
    sift(p, h);
}

static void dequeue(struct dh_polite *p, struct host *h)
{
    struct host *last = p->heap[--p->n_heap];

    h->queued = false;
    if (last == h)
        return;
    put(p, h->at, last);
    sift(p, last);
}

/* ---- In and out */

enum place { FIRST, NEW, AGAIN };

static void insert(struct host *h, struct waiting *w, enum place place)
{
    struct waiting *behind = place == FIRST ? NULL : place == NEW ? h->last_new : h->last;

    w->next = behind ? behind->next : h->first;
    *(behind ? &behind->next : &h->first) = w;
    if (!w->next)
        h->last = w;
    if (place == NEW || (place == FIRST && !h->last_new))
        h->last_new = w;
    h->n++;
}

static enum dh_err add(struct dh_polite *p, struct dh_str url, uint64_t tag, enum place place)
{
    struct dh_str name = authority(url);
    void *heap = p->heap;

    if (!name.n)
        return DH_EDATA;
    /* Room for every host there is, so that a host never fails to come back. */
    if (p->n_hosts + 1 > p->cap_heap && !dh_mem_grow(p->mem, &heap, &p->cap_heap, sizeof *p->heap))
        return DH_ENOMEM;
    p->heap = heap;
    struct host *h = get_host(p, name);
    struct waiting *w = h ? dh_mem_resize(p->mem, NULL, sizeof *w + url.n) : NULL;
    if (!w)
        return DH_ENOMEM;
    w->tag = tag;
    w->n = url.n;
    memcpy(w->url, url.p, url.n);
    insert(h, w, place);
    enqueue(p, h);
    return DH_OK;
}

enum dh_err dh_polite_add(struct dh_polite *p, struct dh_str url, uint64_t tag)
{
    return add(p, url, tag, NEW);
}

enum dh_err dh_polite_add_again(struct dh_polite *p, struct dh_str url, uint64_t tag)
{
    return add(p, url, tag, AGAIN);
}

enum dh_err dh_polite_add_first(struct dh_polite *p, struct dh_str url, uint64_t tag)
{
    return add(p, url, tag, FIRST);
}

enum dh_err dh_polite_next(struct dh_polite *p, int64_t now_ms, struct dh_str *url, uint64_t *tag,
                           int64_t *wait_ms)
{
    *url = DH_STR_NONE;
    *wait_ms = 0;
    if (!p->n_heap)
        return DH_END;
    struct host *h = p->heap[0];
    if (h->ready > now_ms) {
        *wait_ms = h->ready - now_ms;
        return DH_OK;
    }
    dequeue(p, h);
    dh_mem_free(p->mem, h->asked);
    h->asked = h->first;
    h->first = h->first->next;
    if (!h->first)
        h->last = NULL;
    if (h->last_new == h->asked)
        h->last_new = NULL;
    h->n--;
    h->busy = true;
    *url = (struct dh_str){ h->asked->url, h->asked->n };
    *tag = h->asked->tag;
    return DH_OK;
}

static bool is_trouble(long status)
{
    return status == 0 || status == 408 || status == 429 || status >= 500;
}

static unsigned clamp(uint64_t v, uint64_t least, uint64_t most)
{
    return (unsigned)(v < least ? least : v > most ? most : v);
}

/* Doubled, from the least pause on; Retry-After may ask for more. */
static unsigned back_off(struct dh_polite *p, struct host *h, const struct dh_polite_answer *a)
{
    h->failures++;
    h->dropped = h->failures >= p->opts.failures;
    h->pause = clamp(2 * (uint64_t)h->pause, p->opts.least_ms, DH_BACKOFF_MAX);
    return h->pause > a->retry_after_ms ? h->pause : a->retry_after_ms;
}

static unsigned adapt(struct dh_polite *p, struct host *h, const struct dh_polite_answer *a)
{
    uint64_t target = ((uint64_t)a->took_ms * p->opts.factor + h->pause) / 2;

    h->failures = 0;
    if (a->status >= 400 &&
        target < h->pause) /* errors are served fast: they say nothing of the load */
        target = h->pause;
    h->pause = clamp(target, p->opts.least_ms, p->opts.most_ms);
    return h->pause;
}

enum dh_polite_advice dh_polite_done(struct dh_polite *p, struct dh_str url, int64_t now_ms,
                                     const struct dh_polite_answer *answer)
{
    struct host *h = *find(p, authority(url));
    bool trouble = is_trouble(answer->status);

    if (!h || !h->busy)
        return DH_POLITE_DONE;
    unsigned pause = trouble ? back_off(p, h, answer) : adapt(p, h, answer);
    if (pause < h->crawl_delay)
        pause = h->crawl_delay;
    h->busy = false;
    h->ready = now_ms + pause;
    enqueue(p, h);
    return h->dropped ? DH_POLITE_DROPPED : trouble ? DH_POLITE_RETRY : DH_POLITE_DONE;
}

void dh_polite_skip(struct dh_polite *p, struct dh_str url)
{
    struct host *h = *find(p, authority(url));

    if (!h || !h->busy)
        return;
    h->busy = false;
    enqueue(p, h);
}

void dh_polite_drop(struct dh_polite *p, struct dh_str url)
{
    struct host *h = *find(p, authority(url));

    if (!h)
        return;
    h->dropped = true;
    if (h->queued)
        dequeue(p, h);
}

void dh_polite_suspect(struct dh_polite *p, struct dh_str url)
{
    struct host *h = *find(p, authority(url));
    if (h)
        h->failures = p->opts.failures - 1;
}

bool dh_polite_dropped(const struct dh_polite *p, struct dh_str url)
{
    const struct host *h = *find(p, authority(url));
    return h && h->dropped;
}

void dh_polite_crawl_delay(struct dh_polite *p, struct dh_str url, unsigned ms)
{
    struct host *h = *find(p, authority(url));
    if (h)
        h->crawl_delay = ms;
}

/* ---- Retry-After */

/* Seconds since 1970 of a date in one of the three forms of RFC 9110, 5.6.7, all of them GMT. */
static bool http_date(const char *s, int64_t *out)
{
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    struct tm t = { 0 };
    char month[4] = "";

    if (sscanf(s, "%*[A-Za-z], %2d%*1[ -]%3[A-Za-z]%*1[ -]%4d %2d:%2d:%2d", &t.tm_mday, month,
               &t.tm_year, &t.tm_hour, &t.tm_min, &t.tm_sec) != 6 &&
        sscanf(s, "%*3[A-Za-z] %3[A-Za-z] %2d %2d:%2d:%2d %4d", month, &t.tm_mday, &t.tm_hour,
               &t.tm_min, &t.tm_sec, &t.tm_year) != 6)
        return false;
    const char *at = strstr(months, month);
    if (!at || strlen(month) != 3 || (at - months) % 3)
        return false;
    t.tm_mon = (int)(at - months) / 3;
    /* two digits are of the last century where they would be far ahead in this one */
    t.tm_year -= t.tm_year < 70 ? -100 : t.tm_year < 100 ? 0 : 1900;
    *out = (int64_t)timegm(&t);
    return true;
}

unsigned dh_polite_retry_after(struct dh_str value, int64_t now_unix)
{
    char text[DATE_LONGEST];
    uint64_t seconds = 0;
    bool digits = value.n > 0;

    value = dh_str_trim(value);
    for (size_t i = 0; i < value.n; i++)
        digits = digits && dh_is_digit((unsigned char)value.p[i]);
    if (digits) {
        if (!dh_str_number(value, UINT32_MAX, &seconds))
            seconds = UINT32_MAX;
    } else {
        if (!value.n || value.n >= sizeof text || value.p[0] == '-')
            return 0;
        memcpy(text, value.p, value.n);
        text[value.n] = '\0';
        int64_t when;
        if (!http_date(text, &when) || when <= now_unix)
            return 0;
        seconds = (uint64_t)(when - now_unix);
    }
    return seconds ? clamp(seconds * 1000, 1000, DH_RETRY_AFTER_MAX) : 0;
}
