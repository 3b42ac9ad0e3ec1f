/* SPDX-License-Identifier: MIT */
#include "crawl/hosts.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/hash.h"
#include "base/url.h"

enum { BUCKETS = 256 };

void dh_hosts_init(struct dh_hosts *h, const struct dh_allocator *m, struct dh_urls *urls,
                   struct dh_str token)
{
    *h = (struct dh_hosts){ .mem = m, .urls = urls, .token = token };
}

void dh_hosts_release(struct dh_hosts *h)
{
    for (size_t i = 0; i < h->n_buckets; i++)
        while (h->buckets[i]) {
            struct dh_host *host = h->buckets[i];
            h->buckets[i] = host->same_bucket;
            dh_robots_free(host->robots);
            dh_mem_free(h->mem, host);
        }
    dh_mem_free(h->mem, h->buckets);
    dh_mem_free(h->mem, h->sorted);
    *h = (struct dh_hosts){ 0 };
}

/* ---- Finding */

/* "https://host:port" of a URL that dh_url_normal made. */
static struct dh_str origin_of(struct dh_str url)
{
    struct dh_str host = dh_url_host(url);
    size_t n = host.n ? (size_t)(host.p - url.p) + host.n : 0;

    while (n && n < url.n && (url.p[n] == ':' || dh_is_digit((unsigned char)url.p[n])))
        n++;
    return dh_str_sub(url, 0, n);
}

static struct dh_host **find(const struct dh_hosts *h, struct dh_str origin)
{
    struct dh_host **at = &h->buckets[dh_hash64(origin) % h->n_buckets];
    while (*at && !dh_str_eq((*at)->origin, origin))
        at = &(*at)->same_bucket;
    return at;
}

static bool grow(struct dh_hosts *h)
{
    size_t n = h->n_buckets ? 4 * h->n_buckets : BUCKETS;
    struct dh_host **more = dh_mem_zeroed(h->mem, n, sizeof(struct dh_host *));

    if (!more)
        return false;
    for (size_t i = 0; i < h->n_buckets; i++)
        while (h->buckets[i]) {
            struct dh_host *host = h->buckets[i];
            h->buckets[i] = host->same_bucket;
            struct dh_host **to = &more[dh_hash64(host->origin) % n];
            host->same_bucket = *to;
            *to = host;
        }
    dh_mem_free(h->mem, h->buckets);
    h->buckets = more;
    h->n_buckets = n;
    return true;
}

/* ---- robots.txt */

static enum dh_err set_rules(struct dh_hosts *h, struct dh_host *host, struct dh_str body,
                             struct dh_detail *d)
{
    dh_robots_free(host->robots);
    host->robots = NULL;
    host->access = DH_HOST_RULES;
    return dh_robots_new(&host->robots, h->mem, body, h->token, d);
}

/* Whether a row has robots.txt, which came within max_age seconds. A time in the future is no age.
 */
static bool is_fresh(const struct dh_host_row *row, int64_t now, int64_t max_age)
{
    return row->robots_status && row->robots_at <= now && now - row->robots_at < max_age;
}

static enum dh_err use_row(struct dh_hosts *h, struct dh_host *host, const struct dh_host_row *row,
                           struct dh_detail *d)
{
    if (dh_robots_access(row->robots_status) == DH_ROBOTS_READ)
        return set_rules(h, host, row->robots, d);
    host->access = DH_HOST_ALL;
    return DH_OK;
}

static enum dh_err load(struct dh_hosts *h, struct dh_host *host, int64_t now, struct dh_detail *d)
{
    struct dh_host_row row;
    bool has = false;
    enum dh_err e = h->urls ? dh_urls_get_host(h->urls, host->origin, &row, &has, d) : DH_OK;

    if (e || !has)
        return e;
    host->tried = row.tried;
    host->downs = row.downs;
    /* Not longer than we ever leave a host alone: the clock may have been set back. */
    if (row.down_until <= now + DH_DOWN_MAX)
        host->down_until = row.down_until;
    return is_fresh(&row, now, DH_ROBOTS_FRESH) ? use_row(h, host, &row, d) : DH_OK;
}

enum dh_err dh_hosts_get(struct dh_hosts *h, struct dh_str url, int64_t now, struct dh_host **out,
                         struct dh_detail *d)
{
    struct dh_str origin = origin_of(url);

    if (!origin.n || origin.n > DH_ORIGIN_MAX)
        return dh_fail(d, DH_EDATA, 0, "no host in '%.*s'", (int)url.n, url.p);
    if (h->n >= 2 * h->n_buckets && !grow(h))
        return dh_fail(d, DH_ENOMEM, 0, "out of memory for the hosts");
    struct dh_host **at = find(h, origin), *host = *at;
    if (!host) {
        host = dh_mem_zeroed(h->mem, 1, sizeof *host + origin.n + 1);
        if (!host)
            return dh_fail(d, DH_ENOMEM, 0, "out of memory for the hosts");
        host->origin = (struct dh_str){ memcpy(host + 1, origin.p, origin.n), origin.n };
        *at = host;
        h->n++;
        enum dh_err e = load(h, host, now, d);
        if (e)
            return e;
    }
    *out = host;
    return DH_OK;
}

static enum dh_err save_robots(struct dh_hosts *h, const struct dh_host *host,
                               const struct dh_robots_answer *a, struct dh_str body,
                               struct dh_detail *d)
{
    struct dh_host_row row = { .origin = host->origin,
                               .robots = body,
                               .robots_status = (uint16_t)a->status,
                               .robots_at = a->at,
                               .tried = a->at,
                               .down_until = host->down_until,
                               .downs = host->downs };
    return h->urls ? dh_urls_put_host(h->urls, &row, d) : DH_OK;
}

enum dh_err dh_hosts_robots(struct dh_hosts *h, struct dh_host *host,
                            const struct dh_robots_answer *a, struct dh_detail *d)
{
    struct dh_host_row row;
    bool has = false;
    enum dh_err e = DH_OK;

    switch (dh_robots_access(a->status)) {
    case DH_ROBOTS_READ:
        e = set_rules(h, host, a->body, d);
        return e ? e : save_robots(h, host, a, a->body, d);
    case DH_ROBOTS_ALL:
        host->access = DH_HOST_ALL;
        return save_robots(h, host, a, DH_STR_NONE, d);
    case DH_ROBOTS_NOTHING:
        break;
    }
    host->access = DH_HOST_NOTHING;
    host->why = a->status || a->why == DH_CAUSE_NONE ? DH_CAUSE_NO_ROBOTS : a->why;
    if (h->urls)
        e = dh_urls_get_host(h->urls, host->origin, &row, &has, d);
    bool use = e == DH_OK && has && is_fresh(&row, a->at, DH_ROBOTS_STALE);
    return use ? use_row(h, host, &row, d) : e;
}

bool dh_host_allows(const struct dh_host *host, struct dh_str url)
{
    return host->access == DH_HOST_ALL ||
           (host->access == DH_HOST_RULES && dh_robots_allows(host->robots, url));
}

/* ---- Health */

void dh_host_give_up(struct dh_host *host, int64_t now, int64_t seconds)
{
    int64_t least = DH_DOWN_FIRST;

    if (host->given_up)
        return;
    host->given_up = true;
    for (uint32_t i = 0; i < host->downs && least < DH_DOWN_MAX; i++)
        least *= 2;
    if (seconds < least)
        seconds = least;
    host->downs++;
    host->down_until = now + (seconds < DH_DOWN_MAX ? seconds : DH_DOWN_MAX);
}

static enum dh_err save_host(struct dh_hosts *h, const struct dh_host *host, struct dh_detail *d)
{
    struct dh_host_row row;
    bool has;
    enum dh_err e = dh_urls_get_host(h->urls, host->origin, &row, &has, d);

    if (e)
        return e;
    if (!has)
        row = (struct dh_host_row){ .origin = host->origin };
    row.tried = host->tried;
    row.downs = host->answered && !host->given_up ? 0 : host->downs;
    row.down_until = host->answered && !host->given_up ? 0 : host->down_until;
    return dh_urls_put_host(h->urls, &row, d);
}

/* Not one of several hosts answered: that is our own network, for which none is to be left alone.
 */
static bool is_outage(const struct dh_hosts *h)
{
    size_t asked = 0;

    for (size_t i = 0; i < h->n_buckets; i++)
        for (const struct dh_host *host = h->buckets[i]; host; host = host->same_bucket) {
            if (host->answered)
                return false;
            asked += host->asked;
        }
    return asked > 1;
}

enum dh_err dh_hosts_save(struct dh_hosts *h, struct dh_detail *d)
{
    enum dh_err e = DH_OK;

    if (is_outage(h))
        return DH_OK;
    for (size_t i = 0; h->urls && e == DH_OK && i < h->n_buckets; i++)
        for (const struct dh_host *host = h->buckets[i]; e == DH_OK && host;
             host = host->same_bucket)
            if (host->asked)
                e = save_host(h, host, d);
    return e;
}

/* ---- In order */

static int by_origin(const void *a, const void *b)
{
    const struct dh_host *const *x = a, *const *y = b;
    return dh_str_cmp((*x)->origin, (*y)->origin);
}

const struct dh_host *dh_hosts_at(struct dh_hosts *h, size_t i)
{
    size_t n = 0;

    if (!h->sorted && h->n) {
        h->sorted = dh_mem_zeroed(h->mem, h->n, sizeof(struct dh_host *));
        for (size_t b = 0; h->sorted && b < h->n_buckets; b++)
            for (struct dh_host *host = h->buckets[b]; host; host = host->same_bucket)
                h->sorted[n++] = host;
        if (h->sorted)
            qsort(h->sorted, n, sizeof(struct dh_host *), by_origin);
    }
    return h->sorted && i < h->n ? h->sorted[i] : NULL;
}
