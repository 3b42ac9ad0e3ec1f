/* SPDX-License-Identifier: MIT */
#include "repeat/site.h"

#include <string.h>

#include "base/err.h"
#include "base/hash.h"
#include "repeat/count.h"
#include "repeat/form.h"
#include "repeat/standing.h"
#include "repeat/story.h"
#include "repeat/words.h"
#include "state/entries.h"

/* Slots as entries hold them: those of enum dh_slot, and S_STRUCK for what cue or markup struck. */
enum { S_STRUCK = 3, SLOTS = 4, SLOT_MASK = (1 << DH_STORY_SPARE) - 1 };

/* Traits of an occurrence, as they lie in the last number of a record. */
enum {
    T_PROSE = 1,
    T_LONG = 2,
    T_QUOTED = 4,
    T_HEADING = 8,
    T_TITLED = 16,
    T_STOP = 32,
    T_OUTSIDE = 64, /* cut by the zone: whether others have it there is asked in any case */
    T_QUIET = 128,  /* counted, not judged */
    T_KEY = 8       /* enum dh_site_key, from this bit on */
};

/* A standing as a number: masks of three bits, then single ones. */
enum {
    W_TEXT = 0,
    W_FORM = 3,
    W_FIGURES = 6,
    W_HOME = 9,
    W_LINK = 12,
    W_BEFORE,
    W_LINKED,
    W_WIDE,
    W_HEAD
};

struct site {
    uint64_t hash;
    uint64_t stories;
};

struct dh_sites {
    const struct dh_allocator *mem;
    size_t max_bytes;
    const char *tmp;
    struct dh_count *uses;    /* key, entry, number and fragment, site and traits */
    struct dh_count *strikes; /* number and fragment, standing */
    struct site *sites;
    size_t n_sites, cap_sites;
    uint32_t *table; /* open addressing: site number + 1, 0 is free */
    size_t n_table;
    uint64_t next[2]; /* the strike that was read ahead */
    bool have_next, end;
};

/* ---- Sites -------------------------------------------------------------------------------------
 */

enum dh_err dh_sites_new(struct dh_sites **out, const struct dh_allocator *m, size_t max_bytes,
                         const char *tmp)
{
    struct dh_sites *s = dh_mem_zeroed(m, 1, sizeof *s);
    if (!s)
        return DH_ENOMEM;
    s->mem = m;
    s->max_bytes = max_bytes;
    s->tmp = tmp;
    enum dh_err e = dh_count_new(&s->uses, m, 4, max_bytes, tmp);
    if (e == DH_OK)
        e = dh_count_new(&s->strikes, m, 2, max_bytes / 4, tmp);
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

/* The number of a site; it is added when add. UINT32_MAX: not there, or no memory. */
static uint32_t number_of(struct dh_sites *s, uint64_t hash, bool add)
{
    void *array = s->sites;
    if (s->n_table == 0 && !(add && grow_table(s)))
        return UINT32_MAX;
    size_t at = probe(s, hash);
    if (s->table[at])
        return s->table[at] - 1;
    if (!add)
        return UINT32_MAX;
    if (s->n_sites == s->cap_sites && !dh_mem_grow(s->mem, &array, &s->cap_sites, sizeof *s->sites))
        return UINT32_MAX;
    s->sites = array;
    s->sites[s->n_sites] = (struct site){ hash, 0 };
    s->table[at] = (uint32_t)++s->n_sites;
    if (2 * s->n_sites > s->n_table && !grow_table(s))
        return UINT32_MAX;
    return (uint32_t)(s->n_sites - 1);
}

/* ---- Adding ------------------------------------------------------------------------------------
 */

/* Where the pages of a job are counted, and what is the same for all fragments of one. */
struct place {
    uint64_t hash; /* of the site */
    uint32_t site, number;
    uint64_t title; /* key of the page's title; 0: not known */
};

/* Keys of each kind have a space of their own. */
static uint64_t site_key(uint64_t site, enum dh_site_key by, uint64_t key)
{
    switch (by) {
    case DH_KEY_TEXT:
        return dh_hash_mix(site ^ key);
    case DH_KEY_FIGURES:
        return dh_hash_mix(~site ^ key);
    case DH_KEY_FORM:
        return dh_hash_mix(dh_hash_mix(site) ^ key);
    case DH_KEY_LINK:
        break;
    }
    return dh_hash_mix(dh_hash_mix(~site) ^ key);
}

static enum dh_err add_use(struct dh_sites *s, const struct place *at, const struct dh_page *page,
                           uint32_t i, enum dh_site_key by, uint64_t key, uint64_t slot,
                           uint64_t traits, struct dh_detail *d)
{
    uint64_t r[4] = { site_key(at->hash, by, key),
                      (page->identity.high & ~(uint64_t)SLOT_MASK) | slot,
                      (uint64_t)at->number << 32 | i,
                      (uint64_t)at->site << 32 | (uint64_t)by << T_KEY | traits };
    return dh_count_add(s->uses, r, d);
}

static uint64_t traits_of(const struct place *at, const struct dh_page *page, uint32_t i)
{
    const struct dh_fragment *f = &page->fragments[i];
    struct dh_str text = dh_page_fragment(page, i);
    bool heading = f->role == DH_ROLE_HEADING || f->kind == DH_CROSSHEAD;
    bool titled = at->title && f->slot == DH_SLOT_HEAD && dh_words_key(0, text) != at->title;
    return (f->looks & DH_LOOKS_PROSE ? T_PROSE : 0u) | (f->looks & DH_LOOKS_LONG ? T_LONG : 0u) |
           (f->looks & DH_LOOKS_QUOTED ? T_QUOTED : 0u) | (heading ? T_HEADING : 0u) |
           (titled ? T_TITLED : 0u) | (dh_words_end_sentence(text) ? T_STOP : 0u) |
           (dh_standing_outside(page, i) ? T_OUTSIDE : 0u);
}

/* What a short line is counted by beside its words. */
static enum dh_err add_line(struct dh_sites *s, const struct place *at, const struct dh_page *page,
                            uint32_t i, uint64_t slot, uint64_t traits, struct dh_detail *d)
{
    const struct dh_fragment *f = &page->fragments[i];
    struct dh_str text = dh_page_fragment(page, i), linked = dh_form_labelled(text);
    uint64_t form = f->looks & DH_LOOKS_QUOTED ? dh_form_key(text) : 0;
    enum dh_err e = DH_OK;

    if (form)
        e = add_use(s, at, page, i, DH_KEY_FORM, form, slot, traits, d);
    else if (f->folded != f->key)
        e = add_use(s, at, page, i, DH_KEY_FIGURES, f->folded, slot, traits, d);
    if (e == DH_OK && linked.n)
        e = add_use(s, at, page, i, DH_KEY_LINK, dh_words_key(0, linked), DH_SLOT_TAIL, traits, d);
    /* Any line before the prose may be the headline of a page that does not tell its own. */
    if (e == DH_OK && slot == DH_SLOT_HEAD && !at->title)
        e = add_use(s, at, page, i, DH_KEY_LINK, dh_words_key(0, text), slot, T_QUIET, d);
    return e;
}

static enum dh_err add_fragment(struct dh_sites *s, const struct place *at,
                                const struct dh_page *page, uint32_t i, struct dh_detail *d)
{
    const struct dh_fragment *f = &page->fragments[i];
    uint64_t traits = traits_of(at, page, i), slot = f->slot;
    bool struck = f->kind != DH_STORY && f->kind != DH_CROSSHEAD && !(traits & T_OUTSIDE);

    if (f->kind == DH_TITLE) /* others may link to it */
        return add_use(s, at, page, i, DH_KEY_TEXT, f->key, DH_SLOT_HEAD, traits | T_QUIET, d);
    /* What goes on one page for its markup may stay on another: it is counted, not judged. */
    if (struck) {
        slot = S_STRUCK;
        traits |= T_QUIET;
    }
    enum dh_err e = add_use(s, at, page, i, DH_KEY_TEXT, f->key, slot, traits, d);
    if (e || (f->looks & DH_LOOKS_PROSE))
        return e;
    return add_line(s, at, page, i, slot, traits, d);
}

enum dh_err dh_sites_add(struct dh_sites *s, const struct dh_page *page, uint32_t number,
                         struct dh_detail *d)
{
    struct place at = { .hash = dh_site_hash(page->field[DH_FIELD_SITE]), .number = number };
    enum dh_err e = DH_OK;

    if (at.hash == 0)
        return DH_OK;
    at.site = number_of(s, at.hash, true);
    at.title = dh_words_key(0, page->field[DH_FIELD_TITLE]);
    if (at.site == UINT32_MAX)
        return dh_no_memory(d);
    for (uint32_t i = 0; e == DH_OK && i < page->n_fragments; i++) {
        const struct dh_fragment *f = &page->fragments[i];
        if (f->key && f->kind != DH_NOTE && f->kind != DH_DATELINE)
            e = add_fragment(s, &at, page, i, d);
    }
    if (e == DH_OK && at.title)
        e = add_use(s, &at, page, 0, DH_KEY_LINK, at.title, DH_SLOT_HEAD, T_QUIET, d);
    return e;
}

enum dh_err dh_sites_pause(struct dh_sites *s, struct dh_detail *d)
{
    return dh_count_pause(s->uses, d);
}

/* ---- Deciding ---------------------------------------------------------------------------------
 */

struct use {
    uint64_t where;  /* number and fragment */
    uint64_t traits; /* and site */
    uint64_t entry;
};

/* Distinct stories. */
struct sample {
    uint64_t story[DH_ENTRIES_MAX];
    unsigned n;
};

/* All that is known of one key. */
struct group {
    uint64_t key;
    uint64_t entry[DH_ENTRIES_MAX]; /* of the batch at first, then with those of the state */
    unsigned n;
    struct use *uses; /* that wait for the decision */
    size_t n_uses, cap_uses;
    struct sample all, in[SLOTS];
    uint64_t densest; /* the largest of DH_ENTRIES_MAX entries; 0: there are not so many */
    bool decided;
};

static enum dh_err note_site(void *self, uint64_t site, uint64_t stories)
{
    struct dh_sites *s = self;
    uint32_t i = number_of(s, site, false);
    if (i != UINT32_MAX)
        s->sites[i].stories = stories;
    return DH_OK;
}

static void add_distinct(struct sample *s, uint64_t story)
{
    for (unsigned i = 0; i < s->n; i++)
        if (s->story[i] == story)
            return;
    s->story[s->n++] = story;
}

static void count(struct group *g, const struct dh_stories *stories)
{
    g->all.n = 0;
    for (unsigned i = 0; i < SLOTS; i++)
        g->in[i].n = 0;
    for (unsigned i = 0; i < g->n; i++) {
        uint64_t story = dh_stories_fold(stories, g->entry[i]);
        add_distinct(&g->all, story);
        add_distinct(&g->in[g->entry[i] & SLOT_MASK], story);
    }
    g->densest = g->n == DH_ENTRIES_MAX ? g->entry[g->n - 1] : 0;
}

/* The stories of a sample but one; estimated where the sample is not all there is. */
static uint64_t others(const struct group *g, const struct sample *s, uint64_t self)
{
    uint64_t n = s->n;
    for (unsigned i = 0; i < s->n; i++)
        n -= s->story[i] == self;
    if (n < 2 || !g->densest)
        return n;
    uint64_t of = ((n - 1) << 32) / ((g->densest >> 32) + 1);
    return of > n ? of : n;
}

/* In which slots the use is chrome, as a mask. */
static uint64_t chrome_mask(const struct group *g, struct dh_site_case *c, uint64_t self)
{
    uint64_t mask = 0;
    for (unsigned slot = 0; slot < DH_SLOTS; slot++) {
        c->slot = (enum dh_slot)slot;
        struct sample both = g->in[slot];
        for (unsigned i = 0; i < g->in[DH_SLOT_BODY].n; i++)
            add_distinct(&both, g->in[DH_SLOT_BODY].story[i]);
        c->here = others(g, &g->in[slot], self) + 1;
        c->near = others(g, &both, self) + 1;
        mask |= (uint64_t)dh_site_is_chrome(c) << slot;
    }
    return mask;
}

/* The slot in which most other stories have it, as a mask. */
static uint64_t home_mask(const struct group *g, uint64_t self)
{
    uint64_t all = others(g, &g->all, self);
    for (unsigned slot = 0; slot < DH_SLOTS; slot++)
        if (2 * others(g, &g->in[slot], self) > all)
            return (uint64_t)1 << slot;
    return 0;
}

static enum dh_err judge(struct dh_sites *s, const struct group *g, const struct use *u,
                         const struct dh_stories *stories, struct dh_detail *d)
{
    static const uint8_t place[] = {
        [DH_KEY_TEXT] = W_TEXT, [DH_KEY_FORM] = W_FORM, [DH_KEY_FIGURES] = W_FIGURES
    };
    enum dh_site_key by = (enum dh_site_key)(u->traits >> T_KEY & 3);
    uint64_t self = dh_stories_fold(stories, u->entry), total = others(g, &g->all, self);
    uint64_t of = s->sites[u->traits >> 32].stories;
    struct dh_site_case c = {
        .stories = of,
        .total = total + 1 < of ? total + 1 : of, /* an estimate may be too high */
        .head = others(g, &g->in[DH_SLOT_HEAD], self),
        .struck = others(g, &g->in[S_STRUCK], self),
        .by = by,
        .prose = u->traits & T_PROSE,
        .lengthy = u->traits & T_LONG,
        .quoted = u->traits & T_QUOTED,
        .heading = u->traits & T_HEADING,
        .stop = u->traits & T_STOP,
        .titled = u->traits & T_TITLED,
    };
    if ((u->traits & T_QUIET) || total == 0)
        return DH_OK;
    uint64_t mask = chrome_mask(g, &c, self), w = by == DH_KEY_LINK ? 0 : mask << place[by];
    bool head = (u->entry & SLOT_MASK) == DH_SLOT_HEAD;
    if (by == DH_KEY_LINK)
        w |= (uint64_t)(mask != 0) << W_LINK;
    if (by == DH_KEY_TEXT && (head || u->traits & T_OUTSIDE))
        w |= (uint64_t)(c.head > 0) << W_BEFORE | (uint64_t)(head && c.head == 0) << W_LINKED;
    if (by == DH_KEY_TEXT)
        w |= (uint64_t)(c.total >= dh_site_wide(c.stories)) << W_WIDE;
    if (by == DH_KEY_TEXT && !c.titled) {
        c.titled = true;
        w |= (chrome_mask(g, &c, self) >> DH_SLOT_HEAD & 1) << W_HEAD;
    }
    if (w)
        w |= home_mask(g, self) << W_HOME;
    return w ? dh_count_add(s->strikes, (uint64_t[]){ u->where, w }, d) : DH_OK;
}

/* Brings the state in, counts, and judges the uses that waited. */
static enum dh_err decide(struct dh_sites *s, struct group *g, const struct dh_stories *stories,
                          const struct dh_site_memory *memory, struct dh_detail *d)
{
    enum dh_err e = DH_OK;
    uint64_t old[DH_ENTRIES_MAX] = { 0 };
    unsigned n = 0, batch = g->n;

    g->decided = true;
    if (g->n_uses == 0)
        return DH_OK;
    if (memory && memory->get)
        e = memory->get(memory->self, g->key, old, &n, d);
    if (e)
        return e;
    g->n = dh_entries_union(g->entry, batch, old, n);
    if (memory && memory->put && (g->n != n || memcmp(g->entry, old, n * sizeof *old) != 0))
        e = memory->put(memory->self, g->key, s->sites[g->uses[0].traits >> 32].hash, g->entry,
                        g->n, d);
    if (e || !stories || g->n < 2)
        return e;
    count(g, stories);
    for (size_t i = 0; e == DH_OK && g->all.n > 1 && i < g->n_uses; i++)
        e = judge(s, g, &g->uses[i], stories, d);
    return e;
}

static enum dh_err take_use(struct dh_sites *s, struct group *g, const uint64_t r[4],
                            const struct dh_stories *stories, const struct dh_site_memory *memory,
                            struct dh_detail *d)
{
    struct use u = { r[2], r[3], r[1] };
    enum dh_err e = DH_OK;

    if (!g->decided && (g->n == 0 || r[1] != g->entry[g->n - 1])) {
        if (g->n < DH_ENTRIES_MAX)
            g->entry[g->n++] = r[1];
        else
            e = decide(s, g, stories, memory, d);
    }
    if (e)
        return e;
    if (g->decided)
        return stories && g->all.n > 1 ? judge(s, g, &u, stories, d) : DH_OK;
    void *array = g->uses;
    if (g->n_uses == g->cap_uses && !dh_mem_grow(s->mem, &array, &g->cap_uses, sizeof *g->uses))
        return dh_no_memory(d);
    g->uses = array;
    g->uses[g->n_uses++] = u;
    return DH_OK;
}

enum dh_err dh_sites_settle(struct dh_sites *s, struct dh_stories *stories,
                            const struct dh_site_memory *memory, struct dh_detail *d)
{
    struct group g = { .decided = true };
    uint64_t r[4];
    enum dh_err e = stories ? dh_stories_sites(stories, note_site, s, d) : DH_OK;

    if (e == DH_OK)
        e = dh_count_sort(s->uses, d);
    while (e == DH_OK && (e = dh_count_next(s->uses, r, d)) == DH_OK) {
        if (g.n_uses && r[0] != g.key && !g.decided)
            e = decide(s, &g, stories, memory, d);
        if (e)
            break;
        if (g.n == 0 || r[0] != g.key) {
            g.key = r[0];
            g.n = 0;
            g.n_uses = 0;
            g.all.n = 0;
            g.decided = false;
        }
        e = take_use(s, &g, r, stories, memory, d);
    }
    if (e == DH_END)
        e = g.decided ? DH_OK : decide(s, &g, stories, memory, d);
    dh_mem_free(s->mem, g.uses);
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

static struct dh_standing unpack(uint64_t w)
{
    const unsigned slots = (1u << DH_SLOTS) - 1;
    return (struct dh_standing){
        .text = (uint8_t)(w >> W_TEXT & slots),
        .form = (uint8_t)(w >> W_FORM & slots),
        .figures = (uint8_t)(w >> W_FIGURES & slots),
        .home = (uint8_t)(w >> W_HOME & slots),
        .link = w >> W_LINK & 1,
        .before = w >> W_BEFORE & 1,
        .linked = w >> W_LINKED & 1,
        .wide = w >> W_WIDE & 1,
        .head = w >> W_HEAD & 1,
    };
}

/* Gathers what the counts say of page number: one number a fragment, in which what its keys say is
 * put together. */
static enum dh_err gather(struct dh_sites *s, uint64_t *standing, size_t n, uint32_t number,
                          struct dh_detail *d)
{
    for (;;) {
        enum dh_err e = read_ahead(s, d);
        if (e || s->end || s->next[0] >> 32 > number)
            return e;
        s->have_next = false;
        uint64_t i = s->next[0] & UINT32_MAX;
        if (s->next[0] >> 32 == number && i < n)
            standing[i] |= s->next[1];
    }
}

enum dh_err dh_sites_strike(struct dh_sites *s, struct dh_page *page, uint32_t number,
                            struct dh_detail *d)
{
    size_t n = page->n_fragments;
    uint64_t *w = dh_mem_zeroed(s->mem, n + 1, sizeof *w);
    struct dh_standing *standing = dh_mem_zeroed(s->mem, n + 1, sizeof *standing);
    enum dh_err e = w && standing ? gather(s, w, n, number, d) : dh_no_memory(d);

    for (size_t i = 0; e == DH_OK && i < n; i++)
        standing[i] = unpack(w[i]);
    if (e == DH_OK && dh_standing_apply(page, standing))
        e = dh_no_memory(d);
    dh_mem_free(s->mem, w);
    dh_mem_free(s->mem, standing);
    return e;
}
