/* SPDX-License-Identifier: MIT */
#include "repeat/template.h"

#include <string.h>

#include "base/hash.h"
#include "repeat/sort64.h"

enum {
    SAMPLE = DH_TEMPLATE_SAMPLE,
    LEAST = 3,                       /* stories that have what is common */
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

/* What the sample has of one set: open addressing, at most half of the slots are taken. */
struct set {
    struct slot *slot;
    size_t mask;           /* slots in use, less one */
    uint32_t often[OFTEN]; /* slots of values that LEAST stories have or more */
    size_t n_often;
    uint64_t common[COMMON]; /* ascending */
    size_t n_common;
};

struct dh_template {
    const struct dh_allocator *mem;
    unsigned sample, most; /* stories in it, and as many as there may be */
    uint32_t held[SAMPLE]; /* shingles of each story */
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

static bool make(struct set *s, const struct dh_allocator *m, size_t values)
{
    s->slot = dh_mem_resize(m, NULL, slots_for(SAMPLE, values) * sizeof *s->slot);
    return s->slot != NULL;
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
    dh_template_reset(c, 0);
    *out = c;
    return DH_OK;
}

void dh_template_free(struct dh_template *c)
{
    if (!c)
        return;
    dh_mem_free(c->mem, c->shingles.slot);
    dh_mem_free(c->mem, c->content.slot);
    dh_mem_free(c->mem, c->figures.slot);
    dh_mem_free(c->mem, c);
}

static void empty(struct set *s, size_t slots)
{
    memset(s->slot, 0, slots * sizeof *s->slot);
    s->mask = slots - 1;
    s->n_often = s->n_common = 0;
}

void dh_template_reset(struct dh_template *c, size_t sample)
{
    c->most = sample < SAMPLE ? (unsigned)sample : SAMPLE;
    c->sample = 0;
    empty(&c->shingles, slots_for(c->most, DH_SKETCH_SHINGLES));
    empty(&c->content, slots_for(c->most, DH_SKETCH_CONTENT));
    empty(&c->figures, slots_for(c->most, DH_SKETCH_FIGURES));
}

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

static inline void add(struct set *s, uint64_t value, unsigned story)
{
    size_t i = find(s, value);
    s->slot[i].value = value;
    s->slot[i].stories |= (uint64_t)1 << story;
    if (are_three(s->slot[i].stories))
        s->often[s->n_often++] = (uint32_t)i;
}

/* Whether s is one of the sample's stories once more, in another version: most shingles of the
 * shorter stand in the longer. */
static bool is_version(const struct dh_template *c, const struct dh_sketch *s)
{
    uint32_t both[SAMPLE] = { 0 };
    for (uint32_t i = 0; i < s->n_shingles; i++) {
        uint64_t has = c->shingles.slot[find(&c->shingles, s->shingle[i])].stories;
        for (; has; has &= has - 1)
            both[__builtin_ctzll(has)]++;
    }
    for (unsigned k = 0; k < c->sample; k++) {
        uint32_t shorter = c->held[k] < s->n_shingles ? c->held[k] : s->n_shingles;
        if (shorter && 100 * both[k] >= DH_TEMPLATE_VERSION * shorter)
            return true;
    }
    return false;
}

void dh_template_add(struct dh_template *c, const struct dh_sketch *s)
{
    if (c->sample == c->most || is_version(c, s))
        return;
    c->held[c->sample] = s->n_shingles;
    for (uint32_t i = 0; i < s->n_shingles; i++)
        add(&c->shingles, s->shingle[i], c->sample);
    for (uint32_t i = 0; i < s->n_content; i++)
        add(&c->content, s->content[i], c->sample);
    for (uint32_t i = 0; i < s->n_figures; i++)
        add(&c->figures, s->figure[i], c->sample);
    c->sample++;
}

static void find_common(struct set *s, unsigned times)
{
    for (size_t i = 0; i < s->n_often; i++) {
        struct slot slot = s->slot[s->often[i]];
        if ((unsigned)__builtin_popcountll(slot.stories) >= times)
            s->common[s->n_common++] = slot.value;
    }
    dh_sort64(s->common, s->n_common);
}

void dh_template_settle(struct dh_template *c)
{
    unsigned times = (c->sample * DH_TEMPLATE_PERCENT + 99) / 100;
    if (times < LEAST)
        times = LEAST;
    if (c->sample < DH_TEMPLATE_MIN)
        return;
    find_common(&c->shingles, times);
    find_common(&c->content, times);
    find_common(&c->figures, times);
}

static uint16_t strip32(const struct set *s, uint32_t *v, uint16_t n)
{
    uint16_t kept = 0;
    size_t j = 0;
    if (s->n_common == 0)
        return n;
    for (uint16_t i = 0; i < n; i++) {
        while (j < s->n_common && s->common[j] < v[i])
            j++;
        if (j == s->n_common || s->common[j] != v[i])
            v[kept++] = v[i];
    }
    return kept;
}

void dh_template_strip(const struct dh_template *c, struct dh_sketch *s)
{
    const struct set *common = &c->shingles;
    uint16_t kept = 0;
    size_t j = 0;
    for (uint16_t i = 0; i < s->n_shingles; i++) {
        while (j < common->n_common && common->common[j] < s->shingle[i])
            j++;
        if (j == common->n_common || common->common[j] != s->shingle[i])
            s->shingle[kept++] = s->shingle[i];
    }
    s->n_shingles = kept;
    s->n_content = strip32(&c->content, s->content, s->n_content);
    s->n_figures = strip32(&c->figures, s->figure, s->n_figures);
}
