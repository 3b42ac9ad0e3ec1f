/* SPDX-License-Identifier: MIT */
/* What a crawl is told to fetch: seeds, and the URLs that lists name. */
#include <string.h>

#include "base/err.h"
#include "base/file.h"
#include "base/url.h"
#include "fetch/urlcanon.h"
#include "crawl/crawling.h"

enum { LIST_FILE_MAX = 256 << 20 };

/* ---- URLs that are named */

enum dh_err dh_crawl_row(struct dh_crawl *c, const struct dh_task *t, struct dh_url_row *row,
                         bool *has, struct dh_detail *d)
{
    enum dh_err e = DH_OK;

    *has = false;
    if (c->urls)
        e = dh_urls_get(c->urls, t->key, row, has, d);
    if (!*has)
        *row = (struct dh_url_row){ .key = t->key };
    row->url = t->hops ? t->url : t->listed;
    if (t->list)
        row->list = t->list;
    /* A clock that was set back had it seen later than now. */
    if (t->kind == DH_TASK_PAGE && (t->seen > row->seen || row->seen > dh_crawl_now(c)))
        row->seen = t->seen;
    row->is_list = t->kind != DH_TASK_PAGE;
    return e;
}

static bool is_due(const struct dh_crawl *c, const struct dh_task *t, const struct dh_url_row *row,
                   struct dh_str listed, int64_t now)
{
    bool came = row->hash || (row->status >= 300 && row->status < 400);

    if (t->seed->once && t->kind == DH_TASK_PAGE && came)
        return false;
    return t->forced ||
           dh_schedule_due(row, t->kind == DH_TASK_PAGE ? c->page_least : c->list_least, now,
                           listed);
}

enum dh_err dh_crawl_name(struct dh_crawl *c, const struct dh_task *named, struct dh_str listed,
                          struct dh_detail *d)
{
    struct dh_task t = *named, *task;
    struct dh_url_row row;
    bool again = false, has = false;
    int64_t now = dh_crawl_now(c);

    dh_buf_reset(&c->key);
    if (dh_urlcanon(t.url, &c->key) != DH_OK)
        return DH_OK; /* readers of lists give none such */
    t.key = dh_buf_str(&c->key);
    t.listed = t.url;
    if (!t.seen)
        t.seen = now;
    enum dh_err e = dh_frontier_meet(&c->frontier, t.key, &again);
    if (e == DH_OK && again) {
        c->stats.duplicates++;
        return DH_OK;
    }
    if (e)
        return dh_fail(d, e, 0, "out of memory for the URLs of a crawl");
    e = dh_crawl_row(c, &t, &row, &has, d);
    bool due = e != DH_OK || is_due(c, &t, &row, listed, now);
    bool seen_before = t.kind == DH_TASK_PAGE && e == DH_OK && row.visited;
    /* So that it is known when its list says "not modified", and when the time of the run is over.
     */
    if (e == DH_OK && c->urls && (t.list || has))
        e = dh_urls_put(c->urls, &row, d);
    if (e)
        return e;
    if (!due) {
        c->stats.not_due++;
        return DH_OK;
    }
    e = dh_frontier_add(&c->frontier, &t, &task);
    if (e == DH_ELIMIT) {
        dh_crawl_leave(c, &t);
        return DH_OK;
    }
    if (e == DH_OK)
        e = seen_before ? dh_polite_add_again(c->polite, task->url, (uintptr_t)task)
                        : dh_polite_add(c->polite, task->url, (uintptr_t)task);
    return e ? dh_fail(d, e, 0, "out of memory for the URLs of a crawl") : DH_OK;
}

/* ---- Seeds */

static enum dh_err name_seed(struct dh_crawl *c, struct dh_planted *s, enum dh_seed_kind kind,
                             struct dh_str url, struct dh_detail *d)
{
    static const enum dh_task_kind kinds[] = {
        [DH_SEED_URL] = DH_TASK_PAGE,    [DH_SEED_LIST] = DH_TASK_PAGE,
        [DH_SEED_FEED] = DH_TASK_LIST,   [DH_SEED_SITEMAP] = DH_TASK_LIST,
        [DH_SEED_FRONT] = DH_TASK_FRONT,
    };
    struct dh_task t = { .seed = s, .kind = kinds[kind], .forced = kind == DH_SEED_URL };

    dh_buf_reset(&c->normal);
    if (dh_url_normal(DH_STR_NONE, url, &c->normal) != DH_OK)
        return DH_EUSAGE;
    t.url = dh_buf_str(&c->normal);
    return dh_crawl_name(c, &t, DH_STR_NONE, d);
}

enum dh_err dh_crawl_list(const struct dh_allocator *m, const char *path, const volatile int *stop,
                          enum dh_err (*each)(void *self, struct dh_str url, uint64_t number,
                                              struct dh_detail *d),
                          void *self, struct dh_detail *d)
{
    struct dh_buf file;
    struct dh_str rest, line;
    uint64_t number = 0;

    dh_buf_init(&file, m, LIST_FILE_MAX);
    enum dh_err e = dh_file_read_or_stop(path, stop, &file, d);
    rest = dh_str_without_bom(dh_buf_str(&file)); /* as some editors begin a file */
    while (e == DH_OK && dh_str_split(&rest, '\n', &line)) {
        number++;
        line = dh_str_trim(line);
        if (line.n && line.p[0] != '#')
            e = each(self, line, number, d);
    }
    dh_buf_release(&file);
    return e;
}

struct planting {
    struct dh_crawl *c;
    struct dh_planted *seed;
    const char *path;
};

static enum dh_err plant_line(void *self, struct dh_str url, uint64_t number, struct dh_detail *d)
{
    struct planting *p = self;
    struct dh_crawl *c = p->c;
    enum dh_err e = name_seed(c, p->seed, DH_SEED_LIST, url, d);

    if (e != DH_EUSAGE)
        return e;
    c->stats.bad_lines++;
    if (c->opts.bad_line)
        c->opts.bad_line(c->opts.self, p->path, number);
    return DH_OK;
}

static enum dh_err add_file(struct dh_crawl *c, struct dh_planted *s, const char *path,
                            struct dh_detail *d)
{
    struct planting p = { .c = c, .seed = s, .path = path };
    return dh_crawl_list(c->mem, path, c->opts.stop, plant_line, &p, d);
}

enum dh_err dh_crawl_add(struct dh_crawl *c, const struct dh_seed *seed, struct dh_detail *d)
{
    struct dh_planted *s = dh_mem_zeroed(c->mem, 1, sizeof *s);

    if (!s)
        return dh_fail(d, DH_ENOMEM, 0, "out of memory for a crawl");
    *s = (struct dh_planted){ .next = c->seeds,
                              .tag = seed->tag,
                              .max_pages = seed->max_pages,
                              .same_site = seed->same_site,
                              .once = seed->once };
    c->seeds = s;
    if (seed->kind == DH_SEED_LIST)
        return add_file(c, s, seed->where, d);
    enum dh_err e = name_seed(c, s, seed->kind, dh_str_c(seed->where), d);
    return e == DH_EUSAGE ? dh_fail(d, e, 0, "'%s' is no http or https URL", seed->where) : e;
}
