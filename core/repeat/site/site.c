/* SPDX-License-Identifier: MIT */
#include "repeat/site/site.h"

#include <string.h>

#include "base/err.h"
#include "base/hash.h"
#include "base/wire.h"
#include "repeat/count/count.h"
#include "repeat/site/siteinside.h"
#include "repeat/story/story.h"

enum {
    WAIT = 1 << 15, /* uses of one key that wait for its decision in memory */
    AT_ONCE = 4096  /* of the others that are read back together */
};

/* ---- Sites */

enum dh_err dh_sites_begin(struct dh_sites *s)
{
    dh_count_free(s->uses);
    dh_count_free(s->strikes);
    s->uses = s->strikes = NULL;
    s->have_next = s->end = false;
    enum dh_err e = dh_count_new(&s->uses, s->mem, 4, s->max_bytes, s->tmp);
    return e ? e : dh_count_new(&s->strikes, s->mem, 2, s->max_bytes / 4, s->tmp);
}

enum dh_err dh_sites_new(struct dh_sites **out, const struct dh_allocator *m, size_t max_bytes,
                         const char *tmp)
{
    struct dh_sites *s = dh_mem_zeroed(m, 1, sizeof *s);
    if (!s)
        return DH_ENOMEM;
    s->mem = m;
    s->max_bytes = max_bytes;
    s->tmp = tmp;
    enum dh_err e = dh_sites_begin(s);
    if (e) {
        dh_sites_free(s);
        return e;
    }
    *out = s;
    return DH_OK;
}

void dh_sites_free(struct dh_sites *s)
{
    if (!s)
        return;
    dh_count_free(s->uses);
    dh_count_free(s->strikes);
    dh_mem_free(s->mem, s->sites);
    dh_mem_free(s->mem, s->table);
    dh_mem_free(s->mem, s);
}

uint64_t dh_site_hash(struct dh_str site)
{
    uint64_t h = site.n ? dh_hash64(site) : 0;
    return site.n && h == 0 ? 1 : h;
}

/* Where hash is or would be in the table, which has a free place. */
static size_t probe(const struct dh_sites *s, uint64_t hash)
{
    size_t i = (size_t)hash & (s->n_table - 1);
    while (s->table[i] && s->sites[s->table[i] - 1].hash != hash)
        i = (i + 1) & (s->n_table - 1);
    return i;
}

static bool grow_table(struct dh_sites *s)
{
    size_t n = s->n_table ? 2 * s->n_table : 64;
    uint32_t *t = dh_mem_zeroed(s->mem, n, sizeof *t);
    if (!t)
        return false;
    dh_mem_free(s->mem, s->table);
    s->table = t;
    s->n_table = n;
    for (size_t i = 0; i < s->n_sites; i++)
        s->table[probe(s, s->sites[i].hash)] = (uint32_t)(i + 1);
    return true;
}

uint32_t dh_sites_number(struct dh_sites *s, uint64_t hash)
{
    void *array = s->sites;
    if (s->n_table == 0 && !grow_table(s))
        return UINT32_MAX;
    size_t at = probe(s, hash);
    if (s->table[at])
        return s->table[at] - 1;
    if (s->n_sites == s->cap_sites && !dh_mem_grow(s->mem, &array, &s->cap_sites, sizeof *s->sites))
        return UINT32_MAX;
    s->sites = array;
    s->sites[s->n_sites] = (struct dh_site){ hash, 0 };
    s->table[at] = (uint32_t)++s->n_sites;
    if (2 * s->n_sites > s->n_table && !grow_table(s))
        return UINT32_MAX;
    return (uint32_t)(s->n_sites - 1);
}

enum dh_err dh_sites_pause(struct dh_sites *s, struct dh_detail *d)
{
    return dh_count_pause(s->uses, d);
}

/* ---- Deciding */

static enum dh_err judge(struct dh_sites *s, const struct dh_site_group *g,
                         const struct dh_site_use *u, const struct dh_stories *stories,
                         struct dh_detail *d)
{
    if ((u->traits & (DH_T_QUIET | DH_T_LONE)) == DH_T_QUIET)
        return DH_OK;
    uint64_t w = dh_site_group_judge(g, u, dh_stories_fold(stories, u->entry),
                                     s->sites[u->traits >> 32].stories);
    return w ? dh_count_add(s->strikes, (uint64_t[]){ u->where, w }, d) : DH_OK;
}

/* Lets a use wait; the file takes all others once they are many. */
static enum dh_err keep_waiting(struct dh_sites *s, struct dh_site_group *g, struct dh_site_use u,
                                struct dh_detail *d)
{
    void *array = g->uses;
    uint64_t at;
    enum dh_err e = DH_OK;

    if (g->n_uses == WAIT) {
        struct dh_str all = { (const char *)g->uses, g->n_uses * sizeof u };
        dh_buf_add(&g->more.pending, all);
        e = dh_append_took(&g->more, all.n, &at, d);
        g->n_uses = 0;
    }
    if (g->n_uses == g->cap_uses && !dh_mem_grow(s->mem, &array, &g->cap_uses, sizeof u))
        return dh_no_memory(d);
    g->uses = array;
    g->uses[g->n_uses++] = u;
    return e;
}

/* Those in the file. */
static enum dh_err judge_more(struct dh_sites *s, const struct dh_site_group *g,
                              const struct dh_stories *stories, struct dh_detail *d)
{
    struct dh_site_use u;
    struct dh_buf some;
    enum dh_err e = DH_OK;

    dh_buf_init(&some, s->mem, AT_ONCE * sizeof u);
    for (uint64_t at = 0; e == DH_OK && at < g->more.end; at += some.n) {
        uint64_t left = g->more.end - at, most = AT_ONCE * sizeof u;
        e = dh_append_read(&g->more, at, (size_t)(left < most ? left : most), &some, d);
        for (size_t k = 0; e == DH_OK && k + sizeof u <= some.n; k += sizeof u) {
            memcpy(&u, some.p + k, sizeof u);
            e = judge(s, g, &u, stories, d);
        }
    }
    dh_buf_release(&some);
    return e;
}

static enum dh_err judge_all(struct dh_sites *s, struct dh_site_group *g,
                             const struct dh_stories *stories, struct dh_detail *d)
{
    enum dh_err e = dh_append_done(&g->more, d);
    if (e == DH_OK)
        e = judge_more(s, g, stories, d);
    for (size_t i = 0; e == DH_OK && i < g->n_uses; i++)
        e = judge(s, g, &g->uses[i], stories, d);
    return e;
}

/* Brings the state in, counts, and judges the uses that waited. */
static enum dh_err decide(struct dh_sites *s, struct dh_site_group *g,
                          const struct dh_stories *stories, const struct dh_site_memory *memory,
                          struct dh_detail *d)
{
    enum dh_err e = DH_OK;
    uint64_t old[DH_ENTRIES_MAX] DH_NOT_CLEARED;
    unsigned n = 0, batch = g->n;

    g->decided = true;
    if (g->n_uses == 0)
        return DH_OK;
    if (memory && memory->get)
        e = memory->get(memory->self, g->key, old, &n, d);
    if (e)
        return e;
    if (n)
        g->n = dh_entries_union(g->entry, batch, old, n);
    struct dh_key_row row = { g->key, s->sites[g->uses[0].traits >> 32].hash, g->entry, g->n };
    if (memory && memory->put && (g->n != n || memcmp(g->entry, old, n * sizeof *old) != 0))
        e = memory->put(memory->self, &row, d);
    g->mark = dh_entries_unmark(g->entry, &g->n);
    if (e || !stories || (g->n < 2 && !g->lone))
        return e;
    dh_site_group_count(g, stories);
    return g->all.n > 1 || g->lone ? judge_all(s, g, stories, d) : DH_OK;
}

static enum dh_err take_use(struct dh_sites *s, struct dh_site_group *g, const uint64_t r[4],
                            const struct dh_stories *stories, const struct dh_site_memory *memory,
                            struct dh_detail *d)
{
    struct dh_site_use u = { r[2], r[3], r[1] };
    enum dh_err e = DH_OK;

    g->lone |= (u.traits & DH_T_LONE) != 0;
    if (!g->decided && (g->n == 0 || !dh_entry_same(r[1], g->entry[g->n - 1]))) {
        if (g->n < DH_ENTRIES_MAX)
            g->entry[g->n++] = r[1];
        else
            e = decide(s, g, stories, memory, d);
    }
    if (e)
        return e;
    if (g->decided)
        return stories && g->all.n > 1 ? judge(s, g, &u, stories, d) : DH_OK;
    return keep_waiting(s, g, u, d);
}

static void begin_group(struct dh_sites *s, struct dh_site_group *g, uint64_t key)
{
    g->key = key;
    g->n = 0;
    g->n_uses = 0;
    g->all.n = 0;
    g->decided = g->lone = false;
    if (g->more.end == 0)
        return;
    dh_append_release(&g->more);
    dh_append_init(&g->more, s->mem, s->tmp, "for stories");
}

enum dh_err dh_sites_decide(struct dh_sites *s, const struct dh_stories *stories,
                            const struct dh_site_memory *memory, struct dh_detail *d)
{
    struct dh_site_group g = { .decided = true };
    uint64_t r[4];
    enum dh_err e = DH_OK;

    dh_append_init(&g.more, s->mem, s->tmp, "for stories");
    while (e == DH_OK && (e = dh_count_next(s->uses, r, d)) == DH_OK) {
        if (g.n_uses && r[0] != g.key && !g.decided)
            e = decide(s, &g, stories, memory, d);
        if (e)
            break;
        if (g.n == 0 || r[0] != g.key)
            begin_group(s, &g, r[0]);
        e = take_use(s, &g, r, stories, memory, d);
    }
    if (e == DH_END)
        e = g.decided ? DH_OK : decide(s, &g, stories, memory, d);
    dh_mem_free(s->mem, g.uses);
    dh_append_release(&g.more);
    dh_count_free(s->uses);
    s->uses = NULL;
    return e ? e : dh_count_sort(s->strikes, d);
}

static enum dh_err read_ahead(struct dh_sites *s, struct dh_detail *d)
{
    if (s->have_next || s->end)
        return DH_OK;
    enum dh_err e = dh_count_next(s->strikes, s->next, d);
    s->have_next = e == DH_OK;
    s->end = e == DH_END;
    return e == DH_END ? DH_OK : e;
}

enum dh_err dh_sites_tell(struct dh_sites *s, uint32_t number, struct dh_buf *out,
                          struct dh_detail *d)
{
    for (;;) {
        enum dh_err e = read_ahead(s, d);
        if (e || s->end || s->next[0] >> 32 > number)
            return e ? e : out->err ? dh_no_memory(d) : DH_OK;
        s->have_next = false;
        if (s->next[0] >> 32 != number)
            continue;
        dh_wire_put32(out, (uint32_t)s->next[0]); /* the fragment */
        dh_wire_put64(out, s->next[1]);           /* its standing */
    }
}

enum dh_err dh_sites_strike(struct dh_page *page, struct dh_str told)
{
    size_t n = page->n_fragments;
    struct dh_wire w = { told, false };
    uint64_t *all = dh_arena_zeroed(&page->scratch, n + 1, sizeof *all);
    struct dh_standing *standing = dh_arena_zeroed(&page->scratch, n + 1, sizeof *standing);

    if (!all || !standing)
        return DH_ELIMIT;
    while (w.rest.n && !w.bad) {
        uint32_t i = dh_wire_get32(&w);
        uint64_t what = dh_wire_get64(&w);
        if (i < n)
            all[i] |= what; /* what its keys say, put together */
    }
    for (size_t i = 0; i < n; i++)
        standing[i] = dh_site_unpack(all[i]);
    return w.bad ? DH_EDATA : dh_standing_apply(page, standing);
}
