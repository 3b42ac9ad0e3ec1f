/* SPDX-License-Identifier: MIT */
#include "repeat/template.h"

#include <string.h>

#include "repeat/sort64.h"

struct set {
    uint64_t *value;
    size_t n;
};

struct dh_template {
    const struct dh_allocator *mem;
    unsigned sample;
    struct set shingles, content, figures;
    size_t from[DH_TEMPLATE_SAMPLE + 1]; /* where each story's shingles begin */
    uint64_t
        values[DH_TEMPLATE_SAMPLE * (DH_SKETCH_SHINGLES + DH_SKETCH_CONTENT + DH_SKETCH_FIGURES)];
    uint64_t spare[DH_TEMPLATE_SAMPLE * DH_SKETCH_SHINGLES]; /* for sorting the largest set */
};

enum dh_err dh_template_new(struct dh_template **out, const struct dh_allocator *m)
{
    struct dh_template *c = dh_mem_resize(m, NULL, sizeof *c);
    if (!c)
        return DH_ENOMEM;
    c->mem = m;
    c->shingles.value = c->values;
    c->content.value = c->values + DH_TEMPLATE_SAMPLE * DH_SKETCH_SHINGLES;
    c->figures.value = c->content.value + DH_TEMPLATE_SAMPLE * DH_SKETCH_CONTENT;
    dh_template_reset(c);
    *out = c;
    return DH_OK;
}

void dh_template_free(struct dh_template *c)
{
    if (c)
        dh_mem_free(c->mem, c);
}

void dh_template_reset(struct dh_template *c)
{
    c->sample = 0;
    c->shingles.n = c->content.n = c->figures.n = 0;
}

static void add32(struct set *to, const uint32_t *v, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        to->value[to->n++] = v[i];
}

/* Whether s is one of the sample's stories once more, in another version: most shingles of the
 * shorter stand in the longer. Both are sorted. */
static bool is_version(const struct dh_template *c, const struct dh_sketch *s)
{
    size_t m = s->n_shingles;
    for (unsigned k = 0; k < c->sample; k++) {
        const uint64_t *v = c->shingles.value + c->from[k];
        size_t n = c->from[k + 1] - c->from[k], both = 0, i = 0, j = 0;
        size_t need = (DH_TEMPLATE_VERSION * (n < m ? n : m) + 99) / 100;
        /* Until it is decided either way: of most, once a quarter is known not to be there. */
        while (both < need && both + (n - i) >= need && both + (m - j) >= need) {
            both += v[i] == s->shingle[j];
            bool step = v[i] <= s->shingle[j];
            j += v[i] >= s->shingle[j];
            i += step;
        }
        if (need && both == need)
            return true;
    }
    return false;
}

void dh_template_add(struct dh_template *c, const struct dh_sketch *s)
{
    if (c->sample == DH_TEMPLATE_SAMPLE || is_version(c, s))
        return;
    c->from[c->sample++] = c->shingles.n;
    c->from[c->sample] = c->shingles.n + s->n_shingles;
    memcpy(c->shingles.value + c->shingles.n, s->shingle, s->n_shingles * sizeof *s->shingle);
    c->shingles.n += s->n_shingles;
    add32(&c->content, s->content, s->n_content);
    add32(&c->figures, s->figure, s->n_figures);
}

/* Keeps the values that stand there at least `times`. */
static void keep_frequent(struct set *s, size_t times, uint64_t *spare)
{
    size_t kept = 0;
    dh_sort64_many(s->value, s->n, spare);
    for (size_t i = 0, to; i < s->n; i = to) {
        for (to = i + 1; to < s->n && s->value[to] == s->value[i];)
            to++;
        if (to - i >= times)
            s->value[kept++] = s->value[i];
    }
    s->n = kept;
}

void dh_template_settle(struct dh_template *c)
{
    size_t times = (c->sample * DH_TEMPLATE_PERCENT + 99) / 100;
    if (times < 3)
        times = 3;
    if (c->sample < DH_TEMPLATE_MIN) {
        c->shingles.n = c->content.n = c->figures.n = 0;
        return;
    }
    keep_frequent(&c->shingles, times, c->spare);
    keep_frequent(&c->content, times, c->spare);
    keep_frequent(&c->figures, times, c->spare);
}

static uint16_t strip32(const struct set *s, uint32_t *v, uint16_t n)
{
    uint16_t kept = 0;
    size_t j = 0;
    for (uint16_t i = 0; i < n; i++) {
        while (j < s->n && s->value[j] < v[i])
            j++;
        if (j == s->n || s->value[j] != v[i])
            v[kept++] = v[i];
    }
    return kept;
}

void dh_template_strip(const struct dh_template *c, struct dh_sketch *s)
{
    uint16_t kept = 0;
    size_t j = 0;
    for (uint16_t i = 0; i < s->n_shingles; i++) {
        while (j < c->shingles.n && c->shingles.value[j] < s->shingle[i])
            j++;
        if (j == c->shingles.n || c->shingles.value[j] != s->shingle[i])
            s->shingle[kept++] = s->shingle[i];
    }
    s->n_shingles = kept;
    s->n_content = strip32(&c->content, s->content, s->n_content);
    s->n_figures = strip32(&c->figures, s->figure, s->n_figures);
}
