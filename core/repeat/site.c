/* SPDX-License-Identifier: MIT */
#include "repeat/site.h"

#include <string.h>

#include "base/err.h"
#include "base/hash.h"
#include "repeat/count.h"
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
    T_FIGURES = 16,
    T_FRAME = 32,
    T_TITLED = 64
};

enum rule { R_NONE, R_COUNT, R_FIGURES, R_FRAME };

enum { FRAME_WORDS = 20, /* longer lines have no frame */ FRAME_STORIES = 8 };

struct site {
    uint64_t hash;
    uint64_t stories;
};

struct dh_sites {
    const struct dh_allocator *mem;
    size_t max_bytes;
    const char *tmp;
    struct dh_count *uses;    /* key, entry, number and fragment, site and traits */
    struct dh_count *strikes; /* number and fragment, rule */
    struct site *sites;
    size_t n_sites, cap_sites;
    uint32_t *table; /* open addressing: site number + 1, 0 is free */
    size_t n_table;
    uint64_t next[2]; /* the strike that was read ahead */
    bool have_next, end;
};

/* ---- The rule ---------------------------------------------------------------------------------
 */

/* Stories with a line that make it chrome, by the stories seen. Two by chance are likelier the more
 * stories there are: one more is asked for every ten times as many. */
static unsigned threshold(uint64_t stories)
{
    unsigned t = 2;
    for (uint64_t n = 50; stories > n && t < DH_ENTRIES_MAX / 2; n *= 10)
        t++;
    return t;
}

static unsigned share(uint64_t stories, unsigned part, unsigned of, unsigned least)
{
    uint64_t n = (stories * part + of - 1) / of;
    /* The entries that are kept cannot say more. */
    if (n > DH_ENTRIES_MAX)
        n = DH_ENTRIES_MAX;
    return n < least ? least : (unsigned)n;
}

bool dh_site_is_chrome(const struct dh_site_case *c)
{
    unsigned t = threshold(c->stories);

    if (c->frame) /* "You have read “...” at the ...": on nearly every page */
        return !c->prose && c->stories >= FRAME_STORIES && c->here >= share(c->stories, 1, 2, 4) &&
               c->total >= share(c->stories, 3, 4, 4);
    if (c->figures) /* counters stand on most pages; scores on some */
        return !c->prose && (c->slot == DH_SLOT_BODY ? c->here >= share(c->stories, 3, 4, 4)
                                                     : c->here >= share(c->stories, 1, 3, 3));
    if (c->prose && c->lengthy) /* background that an agency sends with every story */
        return c->total >= t + 2;
    if (c->prose && c->quoted) /* what somebody said, or a fact */
        return c->total >= t + 1;
    if (c->heading && c->slot == DH_SLOT_BODY) /* a crosshead: "Background" */
        return c->total >= share(c->stories, 1, 4, t + 2);
    if (c->slot == DH_SLOT_HEAD && !c->titled) /* maybe the headline, to which others link */
        return c->here >= t + 1;
    /* A headline of another page is a link to it. Else what moves between slots is content. */
    return c->total >= t && (c->here >= 2 || c->head >= 1 || c->struck >= 2);
}

/* ---- Adding -----------------------------------------------------------------------------------
 */

static enum dh_err no_memory(struct dh_detail *d)
{
    return dh_fail(d, DH_ENOMEM, 0, "out of memory");
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

/* The frame of a line that says the same with other figures or in other quotes on every page: its
 * first two words, and its last unless figures are beside it. 0: it has none. */
static uint64_t frame_of(struct dh_str s)
{
    struct dh_words w = { s, 0 };
    struct dh_word word;
    uint64_t frame = 0, last = 0;
    unsigned n = 0;
    bool after_figure = false;

    for (; dh_words_next(&w, &word); n++) {
        if (n >= FRAME_WORDS || (n < 2 && (word.digit || word.wide)))
            return 0;
        if (n < 2)
            frame = dh_hash_mix(frame * 31 + word.hash);
        last = word.digit || after_figure ? 0 : word.hash;
        after_figure = word.digit;
    }
    return n > 3 ? dh_hash_mix(frame * 31 + last) : 0;
}

static uint64_t traits(const struct dh_fragment *f)
{
    bool heading = f->role == DH_ROLE_HEADING || f->kind == DH_CROSSHEAD;
    return (f->looks & DH_LOOKS_PROSE ? T_PROSE : 0u) | (f->looks & DH_LOOKS_LONG ? T_LONG : 0u) |
           (f->looks & DH_LOOKS_QUOTED ? T_QUOTED : 0u) | (heading ? T_HEADING : 0u);
}

/* Where the pages of a job are counted, and what is the same for all fragments of one. */
struct place {
    uint64_t hash; /* of the site */
    uint32_t site, number;
    uint64_t title; /* key of the page's title; 0: not known */
};

static enum dh_err add_use(struct dh_sites *s, const struct place *at, const struct dh_page *page,
                           uint32_t i, struct dh_detail *d)
{
    const struct dh_fragment *f = &page->fragments[i];
    /* What goes on one page for its markup may stay on another: it is counted, not judged. */
    bool struck = f->kind != DH_STORY && f->kind != DH_CROSSHEAD;
    uint64_t slot = struck ? (uint64_t)S_STRUCK : f->slot, frame;
    uint64_t titled = at->title && f->slot == DH_SLOT_HEAD &&
                              dh_words_key(0, dh_page_fragment(page, i)) != at->title
                          ? T_TITLED
                          : 0u;
    uint64_t r[4] = { dh_hash_mix(at->hash ^ f->key),
                      (page->identity.high & ~(uint64_t)SLOT_MASK) | slot,
                      (uint64_t)at->number << 32 | i,
                      (uint64_t)at->site << 32 | traits(f) | titled };
    enum dh_err e = dh_count_add(s->uses, r, d);

    if (e || (f->looks & DH_LOOKS_PROSE))
        return e;
    if (f->folded != f->key) {
        r[0] = dh_hash_mix(~at->hash ^ f->folded);
        r[3] |= T_FIGURES;
        e = dh_count_add(s->uses, r, d);
    }
    frame = f->looks & DH_LOOKS_QUOTED ? frame_of(dh_page_fragment(page, i)) : 0;
    if (e || frame == 0)
        return e;
    r[0] = dh_hash_mix(dh_hash_mix(at->hash) ^ frame);
    r[3] = (r[3] & ~(uint64_t)T_FIGURES) | T_FRAME;
    return dh_count_add(s->uses, r, d);
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
        return no_memory(d);
    for (uint32_t i = 0; e == DH_OK && i < page->n_fragments; i++) {
        const struct dh_fragment *f = &page->fragments[i];
        if (f->key && f->kind != DH_NOTE && f->kind != DH_DATELINE)
            e = add_use(s, &at, page, i, d);
    }
    return e;
}

/* ---- Deciding ---------------------------------------------------------------------------------
 */

struct use {
    uint64_t where;  /* number and fragment */
    uint64_t traits; /* and site */
    unsigned slot;
};

/* All that is known of one key. */
struct group {
    uint64_t key;
    uint64_t entry[DH_ENTRIES_MAX]; /* of the batch at first, then with those of the state */
    unsigned n;
    struct use *uses; /* that wait for the decision */
    size_t n_uses, cap_uses;
    unsigned total, here[SLOTS];
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

static bool add_distinct(uint64_t *set, unsigned *n, uint64_t v)
{
    for (unsigned i = 0; i < *n; i++)
        if (set[i] == v)
            return false;
    set[(*n)++] = v;
    return true;
}

static void count(struct group *g, const struct dh_stories *stories)
{
    uint64_t all[DH_ENTRIES_MAX], in[SLOTS][DH_ENTRIES_MAX];
    unsigned n_in[SLOTS] = { 0 };

    g->total = 0;
    for (unsigned i = 0; i < g->n; i++) {
        uint64_t story = dh_stories_fold(stories, g->entry[i]);
        unsigned slot = (unsigned)(g->entry[i] & SLOT_MASK);
        add_distinct(all, &g->total, story);
        add_distinct(in[slot], &n_in[slot], story);
    }
    memcpy(g->here, n_in, sizeof g->here);
}

static enum dh_err judge(struct dh_sites *s, const struct group *g, const struct use *u,
                         struct dh_detail *d)
{
    struct dh_site_case c = {
        .stories = s->sites[u->traits >> 32].stories,
        .total = g->total,
        .here = g->here[u->slot],
        .head = g->here[DH_SLOT_HEAD],
        .struck = g->here[S_STRUCK],
        .slot = (enum dh_slot)u->slot,
        .prose = u->traits & T_PROSE,
        .lengthy = u->traits & T_LONG,
        .quoted = u->traits & T_QUOTED,
        .heading = u->traits & T_HEADING,
        .titled = u->traits & T_TITLED,
        .figures = u->traits & T_FIGURES,
        .frame = u->traits & T_FRAME,
    };
    enum rule rule = c.frame ? R_FRAME : c.figures ? R_FIGURES : R_COUNT;
    if (u->slot == S_STRUCK || !dh_site_is_chrome(&c))
        return DH_OK;
    return dh_count_add(s->strikes, (uint64_t[]){ u->where, rule }, d);
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
    for (size_t i = 0; e == DH_OK && g->total > 1 && i < g->n_uses; i++)
        e = judge(s, g, &g->uses[i], d);
    return e;
}

static enum dh_err take_use(struct dh_sites *s, struct group *g, const uint64_t r[4],
                            const struct dh_stories *stories, const struct dh_site_memory *memory,
                            struct dh_detail *d)
{
    struct use u = { r[2], r[3], (unsigned)(r[1] & SLOT_MASK) };
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
        return stories && g->total > 1 ? judge(s, g, &u, d) : DH_OK;
    void *array = g->uses;
    if (g->n_uses == g->cap_uses && !dh_mem_grow(s->mem, &array, &g->cap_uses, sizeof *g->uses))
        return no_memory(d);
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
            g.total = 0;
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

static struct dh_str rule_name(enum rule r)
{
    switch (r) {
    case R_FIGURES:
        return DH_STR("site.figures");
    case R_FRAME:
        return DH_STR("site.frame");
    case R_NONE:
    case R_COUNT:
        break;
    }
    return DH_STR("site.count");
}

/* What makes up most of a page's prose is a story that others hold too, whatever was counted: it
 * stays, or a version that folding missed would be emptied. */
static void spare_story(struct dh_page *page)
{
    uint64_t prose = 0, struck = 0;
    for (size_t i = 0; i < page->n_fragments; i++) {
        const struct dh_fragment *f = &page->fragments[i];
        if (!(f->looks & DH_LOOKS_PROSE) || (f->kind != DH_STORY && f->kind != DH_SITE))
            continue;
        prose += f->n;
        struck += f->kind == DH_SITE ? f->n : 0;
    }
    if (2 * struck <= prose)
        return;
    for (size_t i = 0; i < page->n_fragments; i++) {
        struct dh_fragment *f = &page->fragments[i];
        if (f->kind != DH_SITE || !(f->looks & DH_LOOKS_PROSE))
            continue;
        f->kind = DH_STORY;
        f->rule = DH_STR_NONE;
    }
}

static enum dh_err strike(struct dh_sites *s, struct dh_page *page, uint32_t number,
                          struct dh_detail *d)
{
    for (;;) {
        enum dh_err e = read_ahead(s, d);
        if (e || s->end || s->next[0] >> 32 > number)
            return e;
        s->have_next = false;
        uint64_t i = s->next[0] & UINT32_MAX;
        if (s->next[0] >> 32 < number || i >= page->n_fragments)
            continue;
        /* A crosshead on this many pages is chrome after all. */
        if (page->fragments[i].kind == DH_CROSSHEAD)
            page->fragments[i].kind = DH_STORY;
        dh_page_strike(page, (size_t)i, DH_SITE, rule_name((enum rule)s->next[1]));
    }
}

enum dh_err dh_sites_strike(struct dh_sites *s, struct dh_page *page, uint32_t number,
                            struct dh_detail *d)
{
    enum dh_err e = strike(s, page, number, d);
    spare_story(page);
    return e;
}
