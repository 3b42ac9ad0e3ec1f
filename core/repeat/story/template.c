/* SPDX-License-Identifier: MIT */
#include "repeat/story/template.h"

#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "repeat/words/sort64.h"

enum {
    SAMPLE = DH_TEMPLATE_SAMPLE,
    LEAST = 3,  /* stories that have what is common */
    NEAR = 100, /* permille of shingles: with fewer two are no versions */
    /* Tenths: of shingles as many times the share of content words differs where edits are
     * scattered. Of words with spaces it is three times and more, of characters without, each of
     * which is in two words, twice, and of passages not much more than once. */
    SCATTERED = 15,
    COMMON = 4 * DH_SKETCH_SHINGLES, /* values of a set that a quarter of the sample may have */
    OFTEN = SAMPLE * DH_SKETCH_SHINGLES / LEAST /* and that LEAST of it may have */
};

_Static_assert(SAMPLE == 64, "a story of the sample is a bit");
_Static_assert(COMMON *DH_TEMPLATE_PERCENT >= 100 * DH_SKETCH_SHINGLES, "room for what is common");
_Static_assert((int)DH_SKETCH_CONTENT <= (int)DH_SKETCH_SHINGLES &&
                   (int)DH_SKETCH_FIGURES <= (int)DH_SKETCH_SHINGLES,
               "shingles are the largest set");

/* A value, and the stories of the sample that have it, a bit each; 0: the slot is free. */
struct slot {
    uint64_t value, stories;
};

/* What the sample has of one set. Most values are one story's alone, and nothing is asked of these:
 * which they are is told by a bit for the first time a value is seen and one for the second, which
 * may say so of values that fall on the same bit, too. The others stand in a table: open
 * addressing, at most half of the slots are taken. */
struct set {
    uint64_t *once, *more; /* a bit for each value of bits */
    uint64_t bits;
    size_t again; /* values that were not the first on their bit */
    struct slot *slot;
    size_t mask;           /* slots in use, less one */
    uint32_t often[OFTEN]; /* slots of values that LEAST stories have or more */
    size_t n_often;
    uint64_t common[COMMON + 1]; /* ascending; behind the last UINT64_MAX */
    size_t n_common;
};

struct dh_template {
    const struct dh_allocator *mem;
    unsigned sample, most; /* stories in it, and as many as there may be */
    bool siteless;
    const struct dh_sketch *story[SAMPLE];
    struct set shingles, content, figures;
};

/* Slots for so many of the sample, each with so many values. */
static size_t slots_for(size_t sample, size_t values)
{
    size_t slots = 2 * values;
    while (slots < 2 * values * sample)
        slots *= 2;
    return slots;
}

enum { BITS = 4, WORD = 64 }; /* bits for each slot; in a number */

static bool make(struct set *s, const struct dh_allocator *m, size_t values)
{
    size_t slots = slots_for(SAMPLE, values);
    s->slot = dh_mem_resize(m, NULL, slots * sizeof *s->slot);
    s->once = dh_mem_resize(m, NULL, 2 * BITS * slots / 8);
    return s->slot && s->once;
}

static void drop(struct set *s, const struct dh_allocator *m)
{
    dh_mem_free(m, s->slot);
    dh_mem_free(m, s->once);
}

enum dh_err dh_template_new(struct dh_template **out, const struct dh_allocator *m)
{
    struct dh_template *c = dh_mem_zeroed(m, 1, sizeof *c);
    if (!c)
        return DH_ENOMEM;
    c->mem = m;
    if (!make(&c->shingles, m, DH_SKETCH_SHINGLES) || !make(&c->content, m, DH_SKETCH_CONTENT) ||
        !make(&c->figures, m, DH_SKETCH_FIGURES)) {
        dh_template_free(c);
        return DH_ENOMEM;
    }
    dh_template_reset(c, 0, false);
    *out = c;
    return DH_OK;
}

void dh_template_free(struct dh_template *c)
{
    if (!c)
        return;
    drop(&c->shingles, c->mem);
    drop(&c->content, c->mem);
    drop(&c->figures, c->mem);
    dh_mem_free(c->mem, c);
}

static void empty(struct set *s, size_t slots)
{
    s->bits = BITS * slots - 1;
    s->more = s->once + BITS * slots / WORD;
    memset(s->once, 0, 2 * BITS * slots / 8);
    s->again = s->n_often = s->n_common = 0;
}

void dh_template_reset(struct dh_template *c, size_t sample, bool siteless)
{
    c->most = sample < SAMPLE ? (unsigned)sample : SAMPLE;
    c->siteless = siteless;
    c->sample = 0;
    empty(&c->shingles, slots_for(c->most, DH_SKETCH_SHINGLES));
    empty(&c->content, slots_for(c->most, DH_SKETCH_CONTENT));
    empty(&c->figures, slots_for(c->most, DH_SKETCH_FIGURES));
}

/* The values are hashes, and their lowest bits as good as any. */
static void note(struct set *s, uint64_t value)
{
    uint64_t i = (value & s->bits) / WORD, bit = (uint64_t)1 << value % WORD;
    s->again += (s->once[i] & bit) != 0;
    s->more[i] |= s->once[i] & bit;
    s->once[i] |= bit;
}

static inline bool is_alone(const struct set *s, uint64_t value)
{
    return !(s->more[(value & s->bits) / WORD] >> value % WORD & 1);
}

void dh_template_add(struct dh_template *c, const struct dh_sketch *s)
{
    if (c->sample == c->most)
        return;
    for (uint32_t i = 0; i < s->n_shingles; i++)
        note(&c->shingles, s->shingle[i]);
    for (uint32_t i = 0; i < s->n_content; i++)
        note(&c->content, s->content[i]);
    for (uint32_t i = 0; i < s->n_figures; i++)
        note(&c->figures, s->figure[i]);
    c->story[c->sample++] = s;
}

/* ---- Who has what */

/* Where a value is, or would be. */
static inline size_t find(const struct set *s, uint64_t value)
{
    size_t i = dh_hash_mix(value) & s->mask;
    while (s->slot[i].stories && s->slot[i].value != value)
        i = (i + 1) & s->mask;
    return i;
}

static inline bool are_three(uint64_t bits)
{
    _Static_assert(LEAST == 3, "so many bits are asked for");
    bits &= bits - 1;
    bits &= bits - 1;
    return bits && !(bits & (bits - 1));
}

static inline void put(struct set *s, uint64_t value, unsigned story)
{
    if (is_alone(s, value))
        return;
    size_t i = find(s, value);
    s->slot[i].value = value;
    s->slot[i].stories |= (uint64_t)1 << story;
    if (are_three(s->slot[i].stories))
        s->often[s->n_often++] = (uint32_t)i;
}

/* For what was noted: no more values share a bit than twice those that were not its first, nor are
 * there more than all. */
static void open_table(struct set *s)
{
    size_t slots = WORD, most = (size_t)(s->bits + 1) / BITS;
    while (slots < 2 * 2 * s->again && slots < most)
        slots *= 2;
    s->mask = slots - 1;
    memset(s->slot, 0, slots * sizeof *s->slot);
}

static void fill_tables(struct dh_template *c)
{
    open_table(&c->shingles);
    open_table(&c->content);
    open_table(&c->figures);
    for (unsigned k = 0; k < c->sample; k++) {
        const struct dh_sketch *s = c->story[k];
        for (uint32_t i = 0; i < s->n_shingles; i++)
            put(&c->shingles, s->shingle[i], k);
        for (uint32_t i = 0; i < s->n_content; i++)
            put(&c->content, s->content[i], k);
        for (uint32_t i = 0; i < s->n_figures; i++)
            put(&c->figures, s->figure[i], k);
    }
}

/* ---- Versions */

/* A story's shingles but for what more than DH_TEMPLATE_MOST of the sample has: a bit each. */
struct own {
    uint64_t bits[DH_SKETCH_SHINGLES / 64];
};

/* The stories with a shingle of story k. */
static uint64_t stories_with(const struct dh_template *c, unsigned k, uint64_t shingle)
{
    const struct set *s = &c->shingles;
    return is_alone(s, shingle) ? (uint64_t)1 << k : s->slot[find(s, shingle)].stories;
}

static bool have_most(const struct dh_template *c, uint64_t stories)
{
    bool one = !(stories & (stories - 1)); /* as most shingles have: nothing is counted */
    if (one)
        return c->sample == 1;
    return 100 * (unsigned)__builtin_popcountll(stories) > DH_TEMPLATE_MOST * c->sample;
}

/* with[]: the stories that have each of its shingles, too. */
static void find_own(const struct dh_template *c, unsigned k, uint64_t *with, struct own *out)
{
    const struct dh_sketch *s = c->story[k];
    *out = (struct own){ { 0 } };
    for (uint32_t i = 0; i < s->n_shingles; i++) {
        with[i] = stories_with(c, k, s->shingle[i]);
        out->bits[i / 64] |= (uint64_t)!have_most(c, with[i]) << i % 64;
    }
}

/* How many of the first n are own. */
static uint32_t count_own(const struct own *o, uint32_t n)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < n; i += 64)
        count += (uint32_t)__builtin_popcountll(
            n - i < 64 ? o->bits[i / 64] & (((uint64_t)1 << (n - i)) - 1) : o->bits[i / 64]);
    return count;
}

static bool is_most(uint32_t shared, uint32_t a, uint32_t b, unsigned percent)
{
    uint32_t shorter = a < b ? a : b;
    return shorter && 100 * shared >= percent * shorter;
}

/* Whether `shared` shingles are nearly all that the shorter of two can compare, that is, whether
 * one of them cannot compare more than so many. */
static bool is_whole(uint32_t shared, const struct dh_sketch *a, const struct dh_sketch *b)
{
    uint32_t most = 100 * shared / DH_TEMPLATE_WHOLE;
    return shared && (!dh_sketch_knows_more(a, b, most) || !dh_sketch_knows_more(b, a, most));
}

/* Whether story k differs in words here and there from most of those before it with which it shares
 * something: a word breaks five shingles, where a passage of words breaks hardly more shingles than
 * it has words. */
static bool differs_in_words(const struct dh_template *c, unsigned k)
{
    unsigned near = 0, scattered = 0;
    for (unsigned i = 0; i < k; i++) {
        struct dh_relation r;
        dh_sketch_compare(c->story[i], c->story[k], &r);
        if (r.containment < NEAR)
            continue;
        near++;
        scattered += 10 * (1000 - r.containment) >= SCATTERED * (1000 - r.content);
    }
    return 2 * scattered > near;
}

/* Whether story k is a version of one before it in the sample. with and own: as find_own fills
 * them. */
static bool is_version(const struct dh_template *c, unsigned k, const uint64_t *with,
                       const struct own *own)
{
    const struct dh_sketch *s = c->story[k];
    uint32_t all[SAMPLE] = { 0 }, of_own[SAMPLE] = { 0 }; /* shared with each */
    for (uint32_t i = 0; i < s->n_shingles; i++) {
        uint64_t has = with[i] & (((uint64_t)1 << k) - 1);
        for (; has; has &= has - 1) {
            all[__builtin_ctzll(has)]++;
            of_own[__builtin_ctzll(has)] += own[k].bits[i / 64] >> i % 64 & 1;
        }
    }
    for (unsigned i = 0; i < k; i++) {
        if (is_whole(all[i], c->story[i], s))
            return true;
        if (of_own[i] == 0)
            continue;
        uint32_t n = dh_sketch_known(c->story[i], s), m = dh_sketch_known(s, c->story[i]);
        if (is_most(of_own[i], count_own(&own[i], n), count_own(&own[k], m), DH_TEMPLATE_VERSION))
            return true;
    }
    return c->siteless && differs_in_words(c, k);
}

/* The stories that count, a bit each: of versions the first. */
static uint64_t without_versions(const struct dh_template *c)
{
    struct own own[SAMPLE] DH_NOT_CLEARED;
    uint64_t with[DH_SKETCH_SHINGLES] DH_NOT_CLEARED, count = 0;

    for (unsigned k = 0; k < c->sample; k++) {
        find_own(c, k, with, &own[k]);
        count |= is_version(c, k, with, own) ? 0 : (uint64_t)1 << k;
    }
    return count;
}

/* ---- What is common */

/* What so many of these stories, a bit each, have. */
static void find_common(struct set *s, uint64_t stories, unsigned times)
{
    for (size_t i = 0; i < s->n_often; i++) {
        struct slot slot = s->slot[s->often[i]];
        if ((unsigned)__builtin_popcountll(slot.stories & stories) >= times)
            s->common[s->n_common++] = slot.value;
    }
    dh_sort64(s->common, s->n_common);
    s->common[s->n_common] = UINT64_MAX;
}

void dh_template_settle(struct dh_template *c)
{
    fill_tables(c);
    uint64_t stories = without_versions(c);
    unsigned n = (unsigned)__builtin_popcountll(stories);
    unsigned percent = c->siteless ? DH_TEMPLATE_SITELESS : DH_TEMPLATE_PERCENT;
    unsigned times = (n * percent + 99) / 100;
    if (times < LEAST)
        times = LEAST;
    if (n < DH_TEMPLATE_MIN)
        return;
    find_common(&c->shingles, stories, times);
    find_common(&c->content, stories, times);
    find_common(&c->figures, stories, times);
}

/* Whether a value is common; *at: where the last that was asked for, which was smaller, stands. */
static inline bool is_common(const struct set *s, size_t *at, uint64_t value)
{
    while (s->common[*at] < value)
        ++*at;
    return (s->common[*at] == value) & (*at < s->n_common);
}

/* What is common goes. Without a branch: which values are is as good as chance. */
static uint16_t strip32(const struct set *s, uint32_t *v, uint16_t n)
{
    uint16_t kept = 0;
    size_t at = 0;
    if (s->n_common == 0)
        return n;
    for (uint16_t i = 0; i < n; i++) {
        uint32_t value = v[i];
        v[kept] = value;
        kept += !is_common(s, &at, value);
    }
    return kept;
}

static uint16_t strip64(const struct set *s, uint64_t *v, uint16_t n)
{
    uint16_t kept = 0;
    size_t at = 0;
    if (s->n_common == 0)
        return n;
    for (uint16_t i = 0; i < n; i++) {
        uint64_t value = v[i];
        v[kept] = value;
        kept += !is_common(s, &at, value);
    }
    return kept;
}

void dh_template_strip(const struct dh_template *c, struct dh_sketch *s)
{
    s->n_shingles = strip64(&c->shingles, s->shingle, s->n_shingles);
    s->n_content = strip32(&c->content, s->content, s->n_content);
    s->n_figures = strip32(&c->figures, s->figure, s->n_figures);
}
