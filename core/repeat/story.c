/* SPDX-License-Identifier: MIT */
#include "repeat/story.h"

#include <string.h>

#include "base/err.h"
#include "repeat/count.h"
#include "repeat/near.h"
#include "repeat/sketch.h"
#include "repeat/storyfile.h"
#include "repeat/template.h"

enum {
    STORY_BYTES = 38,   /* of a story in the arrays below */
    NEIGHBOURS = 48,    /* matches of one story that the search for bridges looks at */
    BRIDGE_PERCENT = 70 /* two stories inside a third are at most this much longer than it */
};

/* What the stories of a site have in common. */
struct site {
    uint64_t at; /* of its template in the file */
    uint32_t n;  /* bytes; 0: nothing */
};

/* Whom a cluster elected; all are ranks. */
struct winner {
    uint32_t root, survivor;
    uint32_t replaced; /* what an earlier run wrote as survivor; NONE */
};

struct dh_stories {
    const struct dh_allocator *mem;
    size_t max_bytes, sort_bytes; /* for all, and what is left of it for sorting */
    const char *tmp;
    struct dh_storyfile *file;
    size_t n;                   /* stories in it */
    uint32_t *rank;             /* by the order of adding */
    struct dh_append templates; /* packed, a site's behind the other's */
    struct site *sites;         /* that have stories with a sketch */
    size_t n_sites, cap_sites;
    struct dh_template *template; /* of the site loaded last */
    uint32_t loaded;              /* its number; NONE */
    /* by rank, the order of settle: */
    uint32_t *order; /* rank to order of adding */
    uint32_t *site;  /* number of its site; NONE: it is not compared */
    uint64_t *high;  /* of the page's identity: ascending */
    uint32_t *root;  /* smallest rank of the cluster */
    unsigned char *flag;
    uint32_t *by_number; /* page number of the batch to rank */
    size_t n_numbers, cap_numbers;
    struct winner *winners; /* of the clusters of two or more, by root */
    size_t n_winners, cap_winners;
    struct dh_buf one, two; /* stories read back */
};

enum {
    NONE = UINT32_MAX,
    F_SHADOW = 1, /* from the state, and the batch has it too */
    F_BRIDGE = 2,
    F_OLD = 4 /* an earlier run wrote it */
};

/* How two stories that meet are one, from the weakest. A bridge is the same story as nothing but
 * its own text. */
enum edge { HOLDS_PART, SAME_STORY, SAME_TEXT };

/* ---- Adding -----------------------------------------------------------------------------------
 */

static enum dh_err no_memory(struct dh_detail *d)
{
    return dh_fail(d, DH_ENOMEM, 0, "out of memory");
}

enum dh_err dh_stories_new(struct dh_stories **out, const struct dh_allocator *m, size_t max_bytes,
                           const char *tmp)
{
    struct dh_stories *s = dh_mem_zeroed(m, 1, sizeof *s);
    if (!s)
        return DH_ENOMEM;
    s->mem = m;
    s->max_bytes = max_bytes;
    s->tmp = tmp;
    s->loaded = NONE;
    dh_append_init(&s->templates, m, tmp);
    dh_buf_init(&s->one, m, SIZE_MAX / 2);
    dh_buf_init(&s->two, m, SIZE_MAX / 2);
    enum dh_err e = dh_storyfile_new(&s->file, m, tmp);
    if (e) {
        dh_stories_free(s);
        return e;
    }
    *out = s;
    return DH_OK;
}

void dh_stories_free(struct dh_stories *s)
{
    if (!s)
        return;
    dh_storyfile_free(s->file);
    dh_append_release(&s->templates);
    dh_template_free(s->template);
    dh_buf_release(&s->one);
    dh_buf_release(&s->two);
    dh_mem_free(s->mem, s->rank);
    dh_mem_free(s->mem, s->sites);
    dh_mem_free(s->mem, s->order);
    dh_mem_free(s->mem, s->site);
    dh_mem_free(s->mem, s->high);
    dh_mem_free(s->mem, s->root);
    dh_mem_free(s->mem, s->winners);
    dh_mem_free(s->mem, s->flag);
    dh_mem_free(s->mem, s->by_number);
    dh_mem_free(s->mem, s);
}

static enum dh_err note_number(struct dh_stories *s, uint32_t number, struct dh_detail *d)
{
    while (s->n_numbers <= number) {
        void *array = s->by_number;
        if (s->n_numbers == s->cap_numbers &&
            !dh_mem_grow(s->mem, &array, &s->cap_numbers, sizeof *s->by_number))
            return no_memory(d);
        s->by_number = array;
        s->by_number[s->n_numbers++] = NONE;
    }
    s->by_number[number] = dh_storyfile_count(s->file);
    return DH_OK;
}

enum dh_err dh_stories_add(struct dh_stories *s, const struct dh_story *story, struct dh_detail *d)
{
    enum dh_err e = story->number != DH_STORY_OLD ? note_number(s, story->number, d) : DH_OK;
    return e ? e : dh_storyfile_add(s->file, story, d);
}

/* ---- Reading back -----------------------------------------------------------------------------
 */

static enum dh_err read_rank(struct dh_stories *s, uint32_t rank, struct dh_buf *b,
                             struct dh_story *out, struct dh_detail *d)
{
    return dh_storyfile_read(s->file, s->order[rank], b, out, d);
}

/* The sketch as it was added; *has: there is one. */
static enum dh_err original_sketch(struct dh_stories *s, uint32_t rank, struct dh_sketch *out,
                                   bool *has, struct dh_detail *d)
{
    struct dh_story story;
    enum dh_err e = read_rank(s, rank, &s->one, &story, d);
    *has = e == DH_OK && story.sketch.n > 0;
    if (*has && dh_sketch_unpack(story.sketch, out))
        e = dh_fail(d, DH_EDATA, 0, "a story's sketch is damaged");
    return e;
}

/* Makes the template of a site the one in s->template. */
static enum dh_err load_template(struct dh_stories *s, uint32_t site, struct dh_detail *d)
{
    const struct site *x = &s->sites[site];
    if (s->loaded == site)
        return DH_OK;
    enum dh_err e = x->n ? dh_append_read(&s->templates, x->at, x->n, &s->two, d) : DH_OK;
    if (e)
        return e;
    s->loaded = site;
    return dh_template_unpack(s->template, x->n ? dh_buf_str(&s->two) : DH_STR_NONE)
               ? dh_fail(d, DH_EINTERNAL, 0, "a template was not read back as written")
               : DH_OK;
}

/* The sketch of rank as it is compared: less what its site's stories have in common. */
static enum dh_err read_sketch(struct dh_stories *s, uint32_t rank, struct dh_sketch *out,
                               struct dh_detail *d)
{
    bool has;
    enum dh_err e = original_sketch(s, rank, out, &has, d);
    if (e == DH_OK)
        e = load_template(s, s->site[rank], d);
    if (e == DH_OK)
        dh_template_strip(s->template, out);
    return e;
}

/* ---- Order ------------------------------------------------------------------------------------
 */

static enum dh_err make_arrays(struct dh_stories *s, struct dh_detail *d)
{
    /* What the arrays take is missing for sorting, but half is left for it. */
    s->n = dh_storyfile_count(s->file);
    size_t arrays = (s->n + 1) * STORY_BYTES, least = s->max_bytes / 2;
    s->sort_bytes = s->max_bytes > arrays + least ? s->max_bytes - arrays : least;
    s->order = dh_mem_zeroed(s->mem, s->n + 1, sizeof *s->order);
    s->high = dh_mem_zeroed(s->mem, s->n + 1, sizeof *s->high);
    s->root = dh_mem_zeroed(s->mem, s->n + 1, sizeof *s->root);
    s->flag = dh_mem_zeroed(s->mem, s->n + 1, sizeof *s->flag);
    s->rank = dh_mem_zeroed(s->mem, s->n + 1, sizeof *s->rank);
    s->site = dh_mem_zeroed(s->mem, s->n + 1, sizeof *s->site);
    if (!s->order || !s->rank || !s->site || !s->high || !s->root || !s->flag)
        return no_memory(d);
    return DH_OK;
}

/* The key of the order: identity, label, batch before state, order of adding. What is equal up to
 * the last differs in nothing that anybody can see. */
static enum dh_err add_order(struct dh_stories *s, struct dh_count *c, struct dh_detail *d)
{
    struct dh_story story;
    for (uint32_t i = 0; i < s->n; i++) {
        enum dh_err e = dh_storyfile_numbers(s->file, i, &story, d);
        uint64_t old = story.number == DH_STORY_OLD;
        if (e == DH_OK)
            e = dh_count_add(c,
                             (uint64_t[]){ story.page.high, story.page.low, story.label,
                                           old << 33 | (uint64_t)story.written << 32 | i },
                             d);
        if (e)
            return e;
    }
    return dh_count_sort(c, d);
}

static enum dh_err set_order(struct dh_stories *s, struct dh_detail *d)
{
    struct dh_count *c = NULL;
    uint64_t r[4], last[4] = { 0 };
    uint32_t rank = 0, first = 0; /* first: of the same page and label */
    enum dh_err e = dh_count_new(&c, s->mem, 4, s->sort_bytes, s->tmp);

    if (e == DH_OK)
        e = add_order(s, c, d);
    for (; e == DH_OK && (e = dh_count_next(c, r, d)) == DH_OK; rank++) {
        bool old = r[3] >> 33 & 1, page = rank && r[0] == last[0] && r[1] == last[1];
        s->order[rank] = (uint32_t)r[3];
        s->high[rank] = r[0];
        s->root[rank] = page ? s->root[rank - 1] : rank; /* the same page is one story */
        s->flag[rank] = r[3] >> 32 & 1 ? F_OLD : 0;
        if (!page || r[2] != last[2])
            first = rank;
        if (old && first < rank) { /* the state knows a page of the batch */
            s->flag[rank] |= F_SHADOW;
            for (uint32_t i = rank; i > first; i--)
                s->flag[i - 1] |= s->flag[rank] & F_OLD;
        }
        memcpy(last, r, sizeof last);
    }
    dh_count_free(c);
    return e == DH_END ? DH_OK : e;
}

/* by_number holds orders of adding until here, ranks from here on. */
static void set_numbers(struct dh_stories *s)
{
    for (uint32_t r = 0; r < s->n; r++)
        s->rank[s->order[r]] = r;
    for (size_t i = 0; i < s->n_numbers; i++)
        if (s->by_number[i] != NONE)
            s->by_number[i] = s->rank[s->by_number[i]];
}

/* ---- What a site's stories have in common ------------------------------------------------------
 */

/* The smallest shingle of each bin; UINT64_MAX where a bin is empty. */
static void fill_bins(const struct dh_sketch *k, uint64_t bin[DH_STORY_BINS])
{
    for (unsigned i = 0; i < DH_STORY_BINS; i++)
        bin[i] = UINT64_MAX;
    for (unsigned i = k->n_shingles; i-- > 0;)
        bin[k->shingle[i] % DH_STORY_BINS] = k->shingle[i];
}

/* Keys of a story: (bin's smallest shingle, the next bin's, rank). The bin is the shingle's low
 * bits. */
static enum dh_err add_keys(struct dh_count *keys, const struct dh_sketch *k, uint32_t rank,
                            struct dh_detail *d)
{
    uint64_t bin[DH_STORY_BINS];
    enum dh_err e = DH_OK;

    fill_bins(k, bin);
    for (unsigned i = 0; e == DH_OK && i < DH_STORY_BINS; i++)
        if (bin[i] != UINT64_MAX)
            e = dh_count_add(keys, (uint64_t[]){ bin[i], bin[(i + 1) % DH_STORY_BINS], rank }, d);
    return e;
}

/* Writes the template that s->template holds as that of one more site. */
static enum dh_err add_site(struct dh_stories *s, struct dh_detail *d)
{
    void *array = s->sites;
    struct dh_buf *b = &s->templates.pending;
    size_t before = b->n;

    if (s->n_sites == s->cap_sites && !dh_mem_grow(s->mem, &array, &s->cap_sites, sizeof *s->sites))
        return no_memory(d);
    s->sites = array;
    struct site *x = &s->sites[s->n_sites];
    dh_template_pack(s->template, b);
    x->n = (uint32_t)(b->n - before);
    s->loaded = (uint32_t)s->n_sites++;
    return dh_append_took(&s->templates, x->n, &x->at, d);
}

/* The stories rank[0..n) of one site: finds what they have in common, and adds the keys of their
 * sketches less that. The sample is the first by rank, which is by hash. */
static enum dh_err strip_site(struct dh_stories *s, const uint32_t *rank, size_t n, bool is_site,
                              struct dh_count *keys, struct dh_detail *d)
{
    struct dh_sketch k;
    enum dh_err e = DH_OK;
    bool has;

    dh_template_reset(s->template);
    for (size_t i = 0; e == DH_OK && is_site && n >= DH_TEMPLATE_MIN && i < n; i++) {
        if (i == DH_TEMPLATE_SAMPLE)
            break;
        e = original_sketch(s, rank[i], &k, &has, d);
        if (e == DH_OK && has)
            dh_template_add(s->template, &k);
    }
    dh_template_settle(s->template);
    if (e == DH_OK)
        e = add_site(s, d);
    for (size_t i = 0; e == DH_OK && i < n; i++) {
        e = original_sketch(s, rank[i], &k, &has, d);
        if (e || !has)
            continue;
        s->site[rank[i]] = s->loaded;
        dh_template_strip(s->template, &k);
        e = add_keys(keys, &k, rank[i], d);
    }
    return e;
}

static enum dh_err by_site(struct dh_stories *s, struct dh_count **out, struct dh_detail *d)
{
    struct dh_story story;
    enum dh_err e = dh_count_new(out, s->mem, 2, s->sort_bytes / 4, s->tmp);
    if (e)
        return no_memory(d);
    for (uint32_t i = 0; e == DH_OK && i < s->n; i++) {
        uint32_t r = s->rank[i];
        s->site[r] = NONE;
        if (s->root[r] != r) /* another copy of the same page */
            continue;
        e = dh_storyfile_numbers(s->file, i, &story, d);
        if (e == DH_OK)
            e = dh_count_add(*out, (uint64_t[]){ story.site, r }, d);
    }
    return e ? e : dh_count_sort(*out, d);
}

/* Keys of all stories, site by site. */
static enum dh_err strip_sites(struct dh_stories *s, struct dh_count *keys, struct dh_detail *d)
{
    struct dh_count *c = NULL;
    uint32_t *rank = NULL;
    size_t n = 0, cap = 0;
    uint64_t r[2], last = 0;
    enum dh_err e = dh_template_new(&s->template, s->mem) ? no_memory(d) : by_site(s, &c, d);

    while (e == DH_OK && (e = dh_count_next(c, r, d)) == DH_OK) {
        void *array = rank;
        if (n && r[0] != last) {
            e = strip_site(s, rank, n, last != 0, keys, d);
            n = 0;
        }
        if (e == DH_OK && n == cap && !dh_mem_grow(s->mem, &array, &cap, sizeof *rank))
            e = no_memory(d);
        if (e)
            break;
        rank = array;
        rank[n++] = (uint32_t)r[1];
        last = r[0];
    }
    if (e == DH_END)
        e = n ? strip_site(s, rank, n, last != 0, keys, d) : DH_OK;
    dh_mem_free(s->mem, rank);
    dh_count_free(c);
    if (e == DH_OK)
        e = dh_append_done(&s->templates, d);
    return e ? e : dh_count_sort(keys, d);
}

/* ---- Candidates -------------------------------------------------------------------------------
 */

/* Pairs each key's story with the DH_STORY_WINDOW before it that have the same key. */
static enum dh_err add_pairs(struct dh_count *keys, struct dh_count *pairs, struct dh_detail *d)
{
    uint64_t r[3], key = 0, recent[DH_STORY_WINDOW];
    uint64_t seen = 0; /* of this key */
    enum dh_err e;

    while ((e = dh_count_next(keys, r, d)) == DH_OK) {
        if (seen == 0 || r[0] != key)
            seen = 0;
        key = r[0];
        uint64_t n = seen < DH_STORY_WINDOW ? seen : DH_STORY_WINDOW;
        for (uint64_t i = 0; i < n; i++) {
            uint64_t a = recent[i], b = r[2];
            e = dh_count_add(pairs, (uint64_t[]){ a < b ? a : b, a < b ? b : a }, d);
            if (e)
                return e;
        }
        recent[seen++ % DH_STORY_WINDOW] = r[2];
    }
    return e == DH_END ? dh_count_sort(pairs, d) : e;
}

/* Verifies the candidates; matches go both ways into edges, with whether they are one story. */
static enum dh_err add_edges(struct dh_stories *s, struct dh_count *pairs, struct dh_count *edges,
                             struct dh_detail *d)
{
    struct dh_sketch a, b;
    struct dh_relation rel;
    uint64_t r[2], last[2] = { UINT64_MAX, UINT64_MAX };
    enum dh_err e;

    while ((e = dh_count_next(pairs, r, d)) == DH_OK) {
        if (r[0] == last[0] && r[1] == last[1])
            continue;
        if (r[0] != last[0])
            e = read_sketch(s, (uint32_t)r[0], &a, d);
        if (e == DH_OK)
            e = read_sketch(s, (uint32_t)r[1], &b, d);
        if (e)
            return e;
        memcpy(last, r, sizeof last);
        dh_sketch_compare(&a, &b, &rel);
        if (!dh_sketch_holds_part(&rel))
            continue;
        uint64_t same = dh_sketch_same_text(&rel)    ? SAME_TEXT
                        : dh_sketch_same_story(&rel) ? SAME_STORY
                                                     : HOLDS_PART;
        e = dh_count_add(edges, (uint64_t[]){ r[0], r[1], same }, d);
        if (e == DH_OK)
            e = dh_count_add(edges, (uint64_t[]){ r[1], r[0], same }, d);
        if (e)
            return e;
    }
    return e == DH_END ? dh_count_sort(edges, d) : e;
}

/* ---- Bridges ----------------------------------------------------------------------------------
 */

/* Whether the story at rank m holds two of its n neighbours that are unrelated. k: room for n. */
static enum dh_err is_bridge(struct dh_stories *s, uint32_t m, const uint32_t *near, size_t n,
                             struct dh_sketch *k, bool *bridge, struct dh_detail *d)
{
    struct dh_sketch whole;
    struct dh_relation rel;
    enum dh_err e = read_sketch(s, m, &whole, d);

    *bridge = false;
    for (size_t i = 0; e == DH_OK && i < n; i++) {
        e = read_sketch(s, near[i], &k[i], d);
        for (size_t j = 0; e == DH_OK && j < i && !*bridge; j++) {
            /* Two that do not fit into it one behind the other cannot both be in it. */
            uint64_t both = (uint64_t)k[i].words + k[j].words;
            if (both * BRIDGE_PERCENT > (uint64_t)whole.words * 100)
                continue;
            dh_sketch_compare(&k[i], &k[j], &rel);
            *bridge = dh_sketch_unrelated(&rel);
        }
    }
    return e;
}

/* Walks the edges story by story; marks bridges; passes each edge that makes one story of two
 * on once. */
static enum dh_err find_bridges(struct dh_stories *s, struct dh_count *edges,
                                struct dh_count *joins, struct dh_detail *d)
{
    struct dh_sketch *k = dh_mem_resize(s->mem, NULL, NEIGHBOURS * sizeof *k);
    uint32_t near[NEIGHBOURS];
    size_t n = 0;
    uint64_t r[3], m = UINT64_MAX;
    bool bridge;
    enum dh_err e = k ? DH_OK : no_memory(d);

    while (e == DH_OK) {
        e = dh_count_next(edges, r, d);
        if (e && e != DH_END)
            break;
        if (m != UINT64_MAX && (e == DH_END || r[0] != m)) {
            enum dh_err f = n > 1 ? is_bridge(s, (uint32_t)m, near, n, k, &bridge, d) : DH_OK;
            if (f)
                e = f;
            else if (n > 1 && bridge)
                s->flag[m] |= F_BRIDGE;
            n = 0;
        }
        if (e)
            break;
        m = r[0];
        if (n < NEIGHBOURS)
            near[n++] = (uint32_t)r[1];
        if (r[0] < r[1] && r[2] != HOLDS_PART)
            e = dh_count_add(joins, r, d);
    }
    dh_mem_free(s->mem, k);
    return e == DH_END ? dh_count_sort(joins, d) : e;
}

static enum dh_err join(struct dh_stories *s, struct dh_count *joins, struct dh_detail *d)
{
    uint64_t r[3];
    enum dh_err e;
    while ((e = dh_count_next(joins, r, d)) == DH_OK)
        if (r[2] == SAME_TEXT || !((s->flag[r[0]] | s->flag[r[1]]) & F_BRIDGE))
            dh_root_join(s->root, (uint32_t)r[0], (uint32_t)r[1]);
    for (uint32_t i = 0; i < s->n; i++)
        s->root[i] = dh_root_find(s->root, i);
    return e == DH_END ? DH_OK : e;
}

static enum dh_err match(struct dh_stories *s, struct dh_detail *d)
{
    struct dh_count *c[4] = { NULL, NULL, NULL, NULL }; /* keys, pairs, edges, joins */
    enum dh_err e = DH_OK;

    for (unsigned i = 0; e == DH_OK && i < 4; i++)
        e = dh_count_new(&c[i], s->mem, i == 1 ? 2 : 3, s->sort_bytes / 2, s->tmp);
    if (e)
        no_memory(d);
    if (e == DH_OK)
        e = strip_sites(s, c[0], d);
    if (e == DH_OK)
        e = add_pairs(c[0], c[1], d);
    dh_count_free(c[0]); /* each gives its memory back before the next but one grows */
    if (e == DH_OK)
        e = add_edges(s, c[1], c[2], d);
    dh_count_free(c[1]);
    if (e == DH_OK)
        e = find_bridges(s, c[2], c[3], d);
    dh_count_free(c[2]);
    if (e == DH_OK)
        e = join(s, c[3], d);
    dh_count_free(c[3]);
    return e;
}

/* ---- Survivors --------------------------------------------------------------------------------
 */

/* What a survivor is chosen by. */
struct claim {
    int64_t published;
    uint32_t length, rank;
    struct dh_buf id;
};

static bool better(const struct dh_story *a, uint32_t rank, const struct claim *b)
{
    if (a->published != b->published)
        return a->published < b->published;
    if (a->length != b->length)
        return a->length > b->length;
    int c = dh_str_cmp(a->id, dh_buf_str(&b->id));
    return c ? c < 0 : rank < b->rank;
}

static void take(struct claim *c, const struct dh_story *a, uint32_t rank)
{
    c->published = a->published;
    c->length = a->length;
    c->rank = rank;
    dh_buf_reset(&c->id);
    dh_buf_add(&c->id, a->id);
}

/* Fills *out with (root, member) of all clusters of two or more, shadows left out. */
static enum dh_err link_members(struct dh_stories *s, struct dh_count **out, struct dh_detail *d)
{
    bool *linked = dh_mem_zeroed(s->mem, s->n + 1, sizeof *linked);
    enum dh_err e = linked ? dh_count_new(out, s->mem, 2, s->sort_bytes / 4, s->tmp) : DH_ENOMEM;

    if (e)
        no_memory(d);
    for (uint32_t r = 0; e == DH_OK && r < s->n; r++) {
        uint64_t root = s->root[r];
        if ((s->flag[r] & F_SHADOW) || root == r)
            continue;
        if (!linked[root]) /* the root itself comes with its first member */
            e = dh_count_add(*out, (uint64_t[]){ root, root }, d);
        linked[root] = true;
        if (e == DH_OK)
            e = dh_count_add(*out, (uint64_t[]){ root, r }, d);
    }
    dh_mem_free(s->mem, linked);
    return e ? e : dh_count_sort(*out, d);
}

/* One cluster's best, and the best of those that an earlier run wrote. */
struct election {
    struct claim best, old;
    uint64_t root;
    bool open, have_old;
};

static enum dh_err close_election(struct dh_stories *s, struct election *x, struct dh_detail *d)
{
    void *array = s->winners;
    uint32_t best = x->best.rank, old = NONE;

    if (!x->open)
        return DH_OK;
    if (x->have_old && x->old.rank != best && !(s->flag[best] & F_OLD))
        old = x->old.rank;
    x->open = x->have_old = false;
    if (s->n_winners == s->cap_winners &&
        !dh_mem_grow(s->mem, &array, &s->cap_winners, sizeof *s->winners))
        return no_memory(d);
    s->winners = array;
    s->winners[s->n_winners++] = (struct winner){ (uint32_t)x->root, best, old };
    return DH_OK;
}

/* The winner of the cluster with this root; NULL: a story alone. */
static const struct winner *winner_of(const struct dh_stories *s, uint32_t root)
{
    size_t lo = 0, hi = s->n_winners;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (s->winners[mid].root < root)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < s->n_winners && s->winners[lo].root == root ? &s->winners[lo] : NULL;
}

static enum dh_err elect(struct dh_stories *s, struct dh_detail *d)
{
    struct dh_count *links = NULL;
    struct election x = { .open = false };
    struct dh_story story;
    uint64_t r[2];
    enum dh_err e = link_members(s, &links, d);

    dh_buf_init(&x.best.id, s->mem, SIZE_MAX / 2);
    dh_buf_init(&x.old.id, s->mem, SIZE_MAX / 2);
    while (e == DH_OK && (e = dh_count_next(links, r, d)) == DH_OK) {
        uint32_t rank = (uint32_t)r[1];
        if (x.open && r[0] != x.root)
            e = close_election(s, &x, d);
        if (e == DH_OK)
            e = read_rank(s, rank, &s->one, &story, d);
        if (e)
            break;
        if (!x.open || better(&story, rank, &x.best))
            take(&x.best, &story, rank);
        x.open = true;
        x.root = r[0];
        if ((s->flag[rank] & F_OLD) && (!x.have_old || better(&story, rank, &x.old))) {
            take(&x.old, &story, rank);
            x.have_old = true;
        }
        if (x.best.id.err || x.old.id.err)
            e = no_memory(d);
    }
    if (e == DH_END)
        e = close_election(s, &x, d);
    dh_buf_release(&x.best.id);
    dh_buf_release(&x.old.id);
    dh_count_free(links);
    return e;
}

enum dh_err dh_stories_settle(struct dh_stories *s, struct dh_detail *d)
{
    enum dh_err e = dh_storyfile_done(s->file, d);
    if (e == DH_OK)
        e = make_arrays(s, d);
    if (e == DH_OK)
        e = set_order(s, d);
    if (e == DH_OK) {
        set_numbers(s);
        e = match(s, d);
    }
    return e == DH_OK ? elect(s, d) : e;
}

/* ---- Results ----------------------------------------------------------------------------------
 */

uint64_t dh_stories_fold(const struct dh_stories *s, uint64_t high)
{
    size_t lo = 0, hi = s->n;
    high >>= DH_STORY_SPARE;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (s->high[mid] >> DH_STORY_SPARE < high)
            lo = mid + 1;
        else
            hi = mid;
    }
    bool known = lo < s->n && s->high[lo] >> DH_STORY_SPARE == high;
    return known ? s->high[s->root[lo]] : high << DH_STORY_SPARE;
}

enum dh_err dh_stories_sites(struct dh_stories *s,
                             enum dh_err (*each)(void *self, uint64_t site, uint64_t stories),
                             void *self, struct dh_detail *d)
{
    struct dh_count *c = NULL;
    struct dh_story story;
    uint64_t r[2], last[2] = { 0, 0 }, n = 0;
    enum dh_err e = dh_count_new(&c, s->mem, 2, s->sort_bytes / 4, s->tmp);

    for (uint32_t i = 0; e == DH_OK && i < s->n; i++) {
        e = dh_storyfile_numbers(s->file, i, &story, d);
        if (e == DH_OK && story.site)
            e = dh_count_add(c, (uint64_t[]){ story.site, s->root[s->rank[i]] }, d);
    }
    if (e == DH_OK)
        e = dh_count_sort(c, d);
    while (e == DH_OK && (e = dh_count_next(c, r, d)) == DH_OK) {
        if (n && r[0] == last[0] && r[1] == last[1])
            continue;
        if (n && r[0] != last[0]) {
            e = each(self, last[0], n);
            n = 0;
        }
        n++;
        memcpy(last, r, sizeof last);
    }
    if (e == DH_END)
        e = n ? each(self, last[0], n) : DH_OK;
    dh_count_free(c);
    return e;
}

enum dh_err dh_stories_fate(struct dh_stories *s, uint32_t number, struct dh_story_fate *out,
                            struct dh_detail *d)
{
    struct dh_story self, other;
    uint32_t rank = number < s->n_numbers ? s->by_number[number] : NONE;

    *out = (struct dh_story_fate){ .duplicate = false };
    if (rank == NONE)
        return DH_OK;
    const struct winner *w = winner_of(s, s->root[rank]);
    uint32_t want = !w ? NONE : w->survivor != rank ? w->survivor : w->replaced;
    if (want == NONE)
        return DH_OK;
    enum dh_err e = read_rank(s, rank, &s->one, &self, d);
    if (e == DH_OK)
        e = read_rank(s, want, &s->two, &other, d);
    if (e)
        return e;
    if (w->survivor == rank) {
        out->supersedes = other.id;
        return DH_OK;
    }
    /* Versions of one URL are no duplicates of each other, but the very same page is. */
    bool same_page = self.page.high == other.page.high && self.page.low == other.page.low;
    out->duplicate = same_page || self.url == 0 || self.url != other.url;
    if (out->duplicate)
        out->of = other.id;
    return DH_OK;
}

enum dh_err dh_stories_clusters(struct dh_stories *s,
                                enum dh_err (*each)(void *self, struct dh_str head,
                                                    struct dh_str member),
                                void *self, struct dh_detail *d)
{
    struct dh_count *links = NULL;
    struct dh_story head, member;
    uint64_t r[2], root = UINT64_MAX;
    enum dh_err e = link_members(s, &links, d);

    while (e == DH_OK && (e = dh_count_next(links, r, d)) == DH_OK) {
        const struct winner *w = winner_of(s, (uint32_t)r[0]);
        uint32_t best = w ? w->survivor : (uint32_t)r[0];
        if (r[0] != root) {
            root = r[0];
            e = read_rank(s, best, &s->two, &head, d);
            if (e == DH_OK)
                e = each(self, head.id, head.id);
        }
        if (e == DH_OK && r[1] != best)
            e = read_rank(s, (uint32_t)r[1], &s->one, &member, d);
        if (e == DH_OK && r[1] != best)
            e = each(self, head.id, member.id);
    }
    dh_count_free(links);
    return e == DH_END ? DH_OK : e;
}
