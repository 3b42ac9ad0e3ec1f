/* SPDX-License-Identifier: MIT */
#include "base/cuts.h"

#include <string.h>

/* ---- Laying out */

/* A node on the way to the leaf that comes next. */
struct open {
    uint32_t node, cut, leaf; /* leaf: the first below it */
    int ways;                 /* that were gone */
};

/* The nodes of the tree at f's node `root` from cut n on, and its answers; what n is behind it, 0:
 * it has too many leaves. */
static uint32_t lay_out(const struct dh_forest *f, uint32_t root, struct dh_laid_cut *cuts,
                        uint32_t n, float *answers)
{
    struct open path[DH_FOREST_DEPTH_MAX + 1] = { { .node = root } };
    uint32_t depth = 1, leaves = 0;
    while (depth > 0) {
        struct open *o = &path[depth - 1];
        const struct dh_forest_node *k = &f->nodes[o->node];
        if (k->step[0] == 0) {
            if (leaves == DH_CUTS_LEAVES)
                return 0;
            answers[leaves++] = k->value;
            depth--;
            continue;
        }
        if (o->ways == 0) {
            o->cut = n++;
            o->leaf = leaves;
        } else if (o->ways == 1) {
            uint32_t left = (uint32_t)(((uint64_t)1 << leaves) - ((uint64_t)1 << o->leaf));
            cuts[o->cut] = (struct dh_laid_cut){ k->value, ~left, k->feature * DH_CUTS_MANY };
        } else {
            depth--;
            continue;
        }
        if (depth > f->depth || n > f->n_nodes)
            return 0;
        path[depth++] = (struct open){ .node = o->node + k->step[o->ways++] };
    }
    return n;
}

static bool lay_out_all(const struct dh_forest *f, struct dh_laid_cut *cuts, uint32_t *first,
                        float *answers)
{
    for (uint32_t t = 0; t < f->n_trees; t++) {
        first[t + 1] =
            lay_out(f, f->roots[t], cuts, first[t], answers + (size_t)t * DH_CUTS_LEAVES);
        if (first[t + 1] == 0)
            return false;
    }
    return true;
}

enum dh_err dh_cuts_lay(struct dh_laid_cuts *out, const struct dh_allocator *m,
                        const struct dh_forest *f)
{
    struct dh_laid_cut *cuts = dh_mem_resize(m, NULL, (f->n_nodes + 1u) * sizeof *cuts);
    uint32_t *first = dh_mem_zeroed(m, f->n_trees + 1u, sizeof *first);
    float *answers = dh_mem_zeroed(m, f->n_trees + 1u, DH_CUTS_LEAVES * sizeof *answers);
    bool enough = cuts && first && answers;
    *out = (struct dh_laid_cuts){ cuts, first, answers };
    if (enough && lay_out_all(f, cuts, first, answers))
        return DH_OK;
    dh_cuts_unlay(out, m);
    return enough ? DH_OK : DH_ENOMEM;
}

void dh_cuts_unlay(struct dh_laid_cuts *laid, const struct dh_allocator *m)
{
    dh_mem_free(m, (void *)laid->cuts);
    dh_mem_free(m, (void *)laid->first);
    dh_mem_free(m, (void *)laid->answers);
    *laid = (struct dh_laid_cuts){ .cuts = NULL };
}

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>

struct dh_cuts {
    uint32_t n_features;
    bool widest; /* sixteen numbers are compared at once */
    bool own;    /* what it points to is to be freed */
    struct dh_laid_cuts as;
};

/* ---- Asking */

enum { FOUR = 4, EIGHT = 8 };
typedef float numbers __attribute__((vector_size(32), aligned(4)));
typedef uint32_t leaves __attribute__((vector_size(32), aligned(4)));

/* Puts vectors side by side: x has, feature by feature, the number of each. */
static void turn(const float *const *vectors, uint32_t n, uint32_t n_features, float *x)
{
    for (uint32_t i = 0; i < n; i += FOUR) {
        const float *from[FOUR] = { vectors[i], vectors[i + 1], vectors[i + 2], vectors[i + 3] };
        for (uint32_t k = 0; k < n_features; k += FOUR) {
            float *to = x + k * DH_CUTS_MANY + i;
            __m128 a = _mm_loadu_ps(from[0] + k), b = _mm_loadu_ps(from[1] + k),
                   c = _mm_loadu_ps(from[2] + k), d = _mm_loadu_ps(from[3] + k);
            _MM_TRANSPOSE4_PS(a, b, c, d);
            _mm_storeu_ps(to, a);
            _mm_storeu_ps(to + DH_CUTS_MANY, b);
            _mm_storeu_ps(to + 2 * DH_CUTS_MANY, c);
            _mm_storeu_ps(to + 3 * DH_CUTS_MANY, d);
        }
    }
}

#define WIDE         __attribute__((target("avx2")))
#define WIDE_IN_LINE WIDE inline __attribute__((always_inline))

/* The answers of tree t are added to some[times * EIGHT]; times is known where this stands in line.
 */
static WIDE_IN_LINE void ask(const struct dh_cuts *c, uint32_t t, const float *x, unsigned times,
                             float *some)
{
    const float *answers = c->as.answers + (size_t)t * DH_CUTS_LEAVES;
    leaves left[DH_CUTS_MANY / EIGHT];
    uint32_t each[DH_CUTS_MANY];
    for (unsigned i = 0; i < times; i++)
        left[i] = ~(leaves){ 0 };
    for (const struct dh_laid_cut *k = c->as.cuts + c->as.first[t],
                                  *end = c->as.cuts + c->as.first[t + 1];
         k < end; k++)
        for (unsigned i = 0; i < times; i++) {
            numbers v = *(const numbers *)(x + k->at + i * EIGHT);
            left[i] &= (leaves)(v <= k->value) | k->keep;
        }
    memcpy(each, left, times * sizeof *left);
    for (unsigned i = 0; i < times * EIGHT; i++)
        some[i] += answers[__builtin_ctz(each[i])];
}

static WIDE_IN_LINE void ask_some(const struct dh_cuts *c, uint32_t t, uint32_t end, const float *x,
                                  unsigned times, float *sums)
{
    while (t < end) {
        float some[DH_CUTS_MANY] = { 0 };
        uint32_t stop = t + DH_CUTS_GROUP < end ? t + DH_CUTS_GROUP : end;
        for (; t < stop; t++)
            ask(c, t, x, times, some);
        for (unsigned i = 0; i < times * EIGHT; i++)
            sums[i] += some[i];
    }
}

static WIDE void ask_eight(const struct dh_cuts *c, uint32_t t, uint32_t end, const float *x,
                           float *sums)
{
    ask_some(c, t, end, x, 1, sums);
}

static WIDE void ask_sixteen(const struct dh_cuts *c, uint32_t t, uint32_t end, const float *x,
                             float *sums)
{
    ask_some(c, t, end, x, 2, sums);
}

/* ---- The same where sixteen numbers are compared at once */

#define WIDEST         __attribute__((target("avx512f")))
#define WIDEST_IN_LINE WIDEST inline __attribute__((always_inline))

/* The answers of tree t for sixteen vectors. The first leaf left is the lowest bit; by itself, and
 * as a floating-point number, it has the leaf's number for an exponent. */
static WIDEST_IN_LINE __m512 ask_widest(const struct dh_cuts *c, uint32_t t, const float *x)
{
    const float *answers = c->as.answers + (size_t)t * DH_CUTS_LEAVES;
    const __m512i bias = _mm512_set1_epi32(127); /* of exponents */
    __m512i left = _mm512_set1_epi32(-1);
    for (const struct dh_laid_cut *k = c->as.cuts + c->as.first[t],
                                  *end = c->as.cuts + c->as.first[t + 1];
         k < end; k++) {
        __mmask16 above =
            _mm512_cmp_ps_mask(_mm512_loadu_ps(x + k->at), _mm512_set1_ps(k->value), _CMP_NLE_UQ);
        left = _mm512_mask_and_epi32(left, above, left, _mm512_set1_epi32((int)k->keep));
    }
    left = _mm512_and_si512(left, _mm512_sub_epi32(_mm512_setzero_si512(), left));
    __m512i exponent = _mm512_srli_epi32(_mm512_castps_si512(_mm512_cvtepu32_ps(left)), 23);
    return _mm512_permutex2var_ps(_mm512_loadu_ps(answers), _mm512_sub_epi32(exponent, bias),
                                  _mm512_loadu_ps(answers + DH_CUTS_LEAVES / 2));
}

static WIDEST void ask_all(const struct dh_cuts *c, uint32_t t, uint32_t end, const float *x,
                           float *sums)
{
    __m512 sum = _mm512_loadu_ps(sums);
    while (t < end) {
        __m512 some = _mm512_setzero_ps();
        uint32_t stop = t + DH_CUTS_GROUP < end ? t + DH_CUTS_GROUP : end;
        for (; t < stop; t++)
            some = _mm512_add_ps(some, ask_widest(c, t, x));
        sum = _mm512_add_ps(sum, some);
    }
    _mm512_storeu_ps(sums, sum);
}

void dh_cuts_turn(const struct dh_cuts *c, const float *const *vectors, uint32_t n,
                  struct dh_cuts_side *s)
{
    const float *all[DH_CUTS_MANY];
    for (uint32_t i = 0; i < DH_CUTS_MANY; i++)
        all[i] = vectors[i < n ? i : 0];
    s->n = n;
    turn(all, n > EIGHT ? DH_CUTS_MANY : EIGHT, c->n_features, s->x);
}

void dh_cuts_ask(const struct dh_cuts *c, uint32_t t, uint32_t end, const struct dh_cuts_side *s,
                 float *sums)
{
    float each[DH_CUTS_MANY] = { 0 };
    memcpy(each, sums, s->n * sizeof *sums);
    if (c->widest)
        ask_all(c, t, end, s->x, each);
    else if (s->n > EIGHT)
        ask_sixteen(c, t, end, s->x, each);
    else
        ask_eight(c, t, end, s->x, each);
    memcpy(sums, each, s->n * sizeof *sums);
}

static bool machine_can(uint32_t n_features)
{
    return n_features <= DH_CUTS_FEATURES && __builtin_cpu_supports("avx2");
}

enum dh_err dh_cuts_use(struct dh_cuts **out, const struct dh_allocator *m,
                        const struct dh_laid_cuts *laid, uint32_t n_features)
{
    *out = NULL;
    if (!laid->cuts || !machine_can(n_features))
        return DH_OK;
    struct dh_cuts *c = dh_mem_zeroed(m, 1, sizeof *c);
    if (!c)
        return DH_ENOMEM;
    c->n_features = n_features;
    c->widest = __builtin_cpu_supports("avx512f");
    c->as = *laid;
    *out = c;
    return DH_OK;
}

enum dh_err dh_cuts_new(struct dh_cuts **out, const struct dh_allocator *m,
                        const struct dh_forest *f, uint32_t n_features)
{
    struct dh_laid_cuts laid = { .cuts = NULL };
    *out = NULL;
    enum dh_err e = machine_can(n_features) ? dh_cuts_lay(&laid, m, f) : DH_OK;
    if (e == DH_OK)
        e = dh_cuts_use(out, m, &laid, n_features);
    if (*out)
        (*out)->own = true;
    else
        dh_cuts_unlay(&laid, m);
    return e;
}

void dh_cuts_narrow(struct dh_cuts *c)
{
    c->widest = false;
}

void dh_cuts_free(struct dh_cuts *c, const struct dh_allocator *m)
{
    if (!c)
        return;
    if (c->own)
        dh_cuts_unlay(&c->as, m);
    dh_mem_free(m, c);
}

#else

enum dh_err dh_cuts_new(struct dh_cuts **out, const struct dh_allocator *m,
                        const struct dh_forest *f, uint32_t n_features)
{
    (void)m, (void)f, (void)n_features;
    *out = NULL;
    return DH_OK;
}

enum dh_err dh_cuts_use(struct dh_cuts **out, const struct dh_allocator *m,
                        const struct dh_laid_cuts *laid, uint32_t n_features)
{
    (void)m, (void)laid, (void)n_features;
    *out = NULL;
    return DH_OK;
}

void dh_cuts_narrow(struct dh_cuts *c)
{
    (void)c;
}

void dh_cuts_free(struct dh_cuts *c, const struct dh_allocator *m)
{
    (void)c, (void)m;
}

void dh_cuts_turn(const struct dh_cuts *c, const float *const *vectors, uint32_t n,
                  struct dh_cuts_side *s)
{
    (void)c, (void)vectors, (void)n, (void)s;
}

void dh_cuts_ask(const struct dh_cuts *c, uint32_t t, uint32_t end, const struct dh_cuts_side *s,
                 float *sums)
{
    (void)c, (void)t, (void)end, (void)s, (void)sums;
}

#endif

void dh_cuts_add(const struct dh_cuts *c, uint32_t t, uint32_t end, const float *const *vectors,
                 uint32_t n, float *sums)
{
    struct dh_cuts_side side DH_NOT_CLEARED;
    dh_cuts_turn(c, vectors, n, &side);
    dh_cuts_ask(c, t, end, &side, sums);
}
