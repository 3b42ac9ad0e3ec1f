/* SPDX-License-Identifier: MIT */
/* From counts to strikes, by several processes where there is much to judge: each goes through a
 * range of keys, and the parent puts together what they leave in files. */
#include <string.h>

#include "base/append.h"
#include "base/err.h"
#include "repeat/count/count.h"
#include "repeat/site/siteinside.h"

enum {
    SPREAD_LEAST = 1 << 16, /* uses that are worth processes */
    AT_ONCE = 4096          /* strikes that are read back together */
};

void dh_sites_spread(struct dh_sites *s, const struct dh_spread *spread)
{
    s->spread = *spread;
    if (s->spread.n > DH_SPREAD_MAX)
        s->spread.n = DH_SPREAD_MAX;
}

static enum dh_err note_site(void *self, uint64_t site, uint64_t stories)
{
    struct dh_sites *s = self;
    uint32_t i = dh_sites_number(s, site);
    if (i == UINT32_MAX)
        return DH_ENOMEM;
    s->sites[i].stories = stories;
    return DH_OK;
}

struct parts {
    struct dh_sites *s;
    const struct dh_stories *stories;
    struct dh_append file[DH_SPREAD_MAX]; /* the strikes of each */
};

/* In a process: part i of the keys. */
static enum dh_err judge_part(void *self, unsigned i)
{
    struct parts *p = self;
    struct dh_sites *s = p->s;
    struct dh_append *file = &p->file[i];
    uint64_t r[2], at;

    dh_count_free(s->strikes);
    s->strikes = NULL;
    enum dh_err e = dh_count_new(&s->strikes, s->mem, 2, s->max_bytes / 4 / s->spread.n, s->tmp);
    if (e == DH_OK)
        e = dh_count_part(s->uses, i, s->spread.n, NULL);
    if (e == DH_OK)
        e = dh_sites_decide(s, p->stories, NULL, NULL);
    while (e == DH_OK && (e = dh_count_next(s->strikes, r, NULL)) == DH_OK) {
        dh_buf_add(&file->pending, (struct dh_str){ (const char *)r, sizeof r });
        e = dh_append_took(file, sizeof r, &at, NULL);
    }
    return e == DH_END ? dh_append_done(file, NULL) : e;
}

/* What a process left. */
static enum dh_err take_part(struct dh_sites *s, struct dh_append *file, struct dh_buf *some,
                             struct dh_detail *d)
{
    uint64_t r[2];
    enum dh_err e = dh_append_reopen(file, d);

    for (uint64_t at = 0; e == DH_OK && at < file->end; at += some->n) {
        uint64_t left = file->end - at, most = AT_ONCE * sizeof r;
        e = dh_append_read(file, at, (size_t)(left < most ? left : most), some, d);
        for (size_t k = 0; e == DH_OK && k + sizeof r <= some->n; k += sizeof r) {
            memcpy(r, some->p + k, sizeof r);
            e = dh_count_add(s->strikes, r, d);
        }
    }
    return e;
}

/* *done: false when a process could not, and nothing of it is left. */
static enum dh_err judge_spread(struct parts *p, bool *done, struct dh_detail *d)
{
    struct dh_sites *s = p->s;
    struct dh_buf some;
    enum dh_err e = DH_OK;

    for (unsigned i = 0; e == DH_OK && i < s->spread.n; i++)
        e = dh_append_open(&p->file[i], d);
    /* More files than may be open: one process gets by with less. */
    *done = e == DH_OK && s->spread.run(s->spread.self, s->spread.n, judge_part, p);
    if (!*done)
        return DH_OK;
    dh_buf_init(&some, s->mem, SIZE_MAX);
    for (unsigned i = 0; e == DH_OK && i < s->spread.n; i++)
        e = take_part(s, &p->file[i], &some, d);
    dh_buf_release(&some);
    dh_count_free(s->uses);
    s->uses = NULL;
    return e ? e : dh_count_sort(s->strikes, d);
}

/* Of keys that the state has a part in only the process that holds it knows enough. */
static bool is_worth_processes(const struct dh_sites *s, const struct dh_stories *stories,
                               const struct dh_site_memory *memory)
{
    return stories && !memory && s->spread.n > 1 && dh_count_records(s->uses) >= SPREAD_LEAST;
}

static enum dh_err judge_all(struct dh_sites *s, const struct dh_stories *stories, bool *done,
                             struct dh_detail *d)
{
    struct parts p = { .s = s, .stories = stories };
    for (unsigned i = 0; i < s->spread.n; i++)
        dh_append_init(&p.file[i], s->mem, s->tmp, "for stories");
    enum dh_err e = judge_spread(&p, done, d);
    for (unsigned i = 0; i < s->spread.n; i++)
        dh_append_release(&p.file[i]);
    return e;
}

enum dh_err dh_sites_settle(struct dh_sites *s, struct dh_stories *stories,
                            const struct dh_site_memory *memory, struct dh_detail *d)
{
    bool spread = is_worth_processes(s, stories, memory), done = false;
    enum dh_err e = stories ? dh_stories_sites(stories, note_site, s) : DH_OK;

    if (e == DH_ENOMEM)
        return dh_no_memory(d);
    if (spread)
        dh_count_readers(s->uses, s->spread.n);
    if (e == DH_OK)
        e = dh_count_sort(s->uses, d);
    if (e == DH_OK && spread)
        e = judge_all(s, stories, &done, d);
    return e || done ? e : dh_sites_decide(s, stories, memory, d);
}
