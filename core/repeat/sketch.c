/* SPDX-License-Identifier: MIT */
#include "repeat/sketch.h"

#include <endian.h>
#include <string.h>

#include "base/hash.h"
#include "repeat/sort64.h"
#include "repeat/words.h"

enum {
    ALIKE_PERCENT = 75, /* texts of about one length */
    SLACK = 4,          /* a set gathers this many times what it keeps before it is cut */
    HEAD_BYTES = 20     /* of a packed sketch, before the sets */
};

/* The smallest of the values added; sorted and cut when full. */
struct smallest {
    uint64_t *value;
    uint32_t n, keep;
    unsigned bits;  /* no value has more */
    uint64_t limit; /* larger values need not be added: keep smaller ones are there */
    bool cut;       /* some were left out */
};

enum {
    FULL = SLACK * DH_SKETCH_SHINGLES, /* of the largest set */
    RUNS = 64 /* words that are gathered before the last few are moved to the front */
};

struct dh_sketcher {
    struct smallest shingles, content, figures;
    uint64_t run[RUNS]; /* hashes of the last words, in canonical order of bytes */
    uint32_t n_run;
    uint32_t words;
    uint64_t body;
    uint64_t values[SLACK * (DH_SKETCH_SHINGLES + DH_SKETCH_CONTENT + DH_SKETCH_FIGURES)];
    uint64_t spare[FULL];
};

/* Sorts, drops doubles, and cuts to what is kept. */
static void settle(struct dh_sketcher *k, struct smallest *s)
{
    bool more;
    s->n = (uint32_t)dh_sort64_smallest(s->value, s->n, k->spare, s->bits, s->keep, &more);
    s->cut |= more;
    if (s->n < s->keep)
        return;
    s->limit = s->value[s->n - 1];
    while (s->bits > 8 && s->limit >> (s->bits - 1) == 0)
        s->bits--;
}

static void add(struct dh_sketcher *k, struct smallest *s, uint64_t v)
{
    if (v > s->limit) {
        s->cut = true;
        return;
    }
    s->value[s->n++] = v;
    if (s->n == SLACK * s->keep)
        settle(k, s);
}

struct dh_sketcher *dh_sketcher_new(struct dh_arena *a)
{
    struct dh_sketcher *k = dh_arena_alloc(a, sizeof *k);
    if (!k)
        return NULL;
    k->shingles.value = k->values;
    k->shingles.keep = DH_SKETCH_SHINGLES;
    k->content.value = k->shingles.value + SLACK * DH_SKETCH_SHINGLES;
    k->content.keep = DH_SKETCH_CONTENT;
    k->figures.value = k->content.value + SLACK * DH_SKETCH_CONTENT;
    k->figures.keep = DH_SKETCH_FIGURES;
    dh_sketcher_reset(k);
    return k;
}

static void empty(struct smallest *s, unsigned bits)
{
    s->n = 0;
    s->bits = bits;
    s->limit = UINT64_MAX >> (64 - bits);
    s->cut = false;
}

void dh_sketcher_reset(struct dh_sketcher *k)
{
    empty(&k->shingles, 64);
    empty(&k->content, 32);
    empty(&k->figures, 32);
    k->n_run = 0;
    k->words = 0;
    k->body = 0;
}

/* One more word of text; last is the one before it, chars 0 where there is none. */
static void add_word(struct dh_sketcher *k, struct dh_str text, const struct dh_word *word,
                     const struct dh_word *last)
{
    uint64_t h;
    if (dh_words_is_content(text, word, last, &h))
        add(k, &k->content, h >> 32);
    if (word->digit)
        add(k, &k->figures, word->hash >> 32);
    k->body = dh_hash_mix(k->body * 31 + word->hash);
    if (k->n_run == RUNS) {
        k->n_run = DH_SKETCH_RUN - 1;
        memmove(k->run, k->run + RUNS - k->n_run, k->n_run * sizeof *k->run);
    }
    k->run[k->n_run++] = htobe64(word->hash);
    if (++k->words >= DH_SKETCH_RUN)
        add(k, &k->shingles, dh_hash64_five(k->run + k->n_run - DH_SKETCH_RUN));
}

void dh_sketcher_add_cut(struct dh_sketcher *k, struct dh_words *w, const struct dh_word *cut,
                         size_t n)
{
    struct dh_word two[2] = { { .chars = 0 }, { .chars = 0 } };
    for (size_t i = 0; i < n; i++)
        add_word(k, w->s, &cut[i], i ? &cut[i - 1] : &two[1]);
    if (n)
        two[1] = cut[n - 1];
    for (unsigned i = 0; dh_words_next(w, &two[i]); i ^= 1)
        add_word(k, w->s, &two[i], &two[i ^ 1]);
}

void dh_sketcher_add(struct dh_sketcher *k, struct dh_str text)
{
    struct dh_words w = { text, 0 };
    dh_sketcher_add_cut(k, &w, NULL, 0);
}

static uint16_t copy32(struct dh_sketcher *k, struct smallest *s, uint32_t *out, bool *all)
{
    settle(k, s);
    for (uint32_t i = 0; i < s->n; i++)
        out[i] = (uint32_t)s->value[i];
    *all = !s->cut;
    return (uint16_t)s->n;
}

void dh_sketcher_done(struct dh_sketcher *k, struct dh_sketch *out)
{
    struct dh_str run = { (const char *)k->run, k->words * sizeof *k->run };
    if (k->words > 0 && k->words < DH_SKETCH_RUN)
        add(k, &k->shingles, dh_hash64(run));
    settle(k, &k->shingles);
    out->body = k->body;
    out->words = k->words;
    out->n_shingles = (uint16_t)k->shingles.n;
    out->all_shingles = !k->shingles.cut;
    memcpy(out->shingle, k->shingles.value, k->shingles.n * sizeof *out->shingle);
    out->n_content = copy32(k, &k->content, out->content, &out->all_content);
    out->n_figures = copy32(k, &k->figures, out->figure, &out->all_figures);
}

/* Numbers with their highest byte first. */
static char *put16(char *p, uint32_t v)
{
    uint16_t be = htobe16((uint16_t)v);
    memcpy(p, &be, sizeof be);
    return p + sizeof be;
}

static char *put32(char *p, uint32_t v)
{
    v = htobe32(v);
    memcpy(p, &v, sizeof v);
    return p + sizeof v;
}

static char *put64(char *p, uint64_t v)
{
    v = htobe64(v);
    memcpy(p, &v, sizeof v);
    return p + sizeof v;
}

static size_t packed_size(const struct dh_sketch *s)
{
    return HEAD_BYTES + 8u * s->n_shingles + 4u * ((size_t)s->n_content + s->n_figures);
}

void dh_sketch_pack(const struct dh_sketch *s, struct dh_buf *out)
{
    size_t n = packed_size(s);
    char *p = dh_buf_room(out, n);

    if (!p)
        return;
    out->n += n;
    p = put64(p, s->body);
    p = put32(p, s->words);
    p = put16(p, s->n_shingles);
    p = put16(p, s->n_content);
    p = put16(p, s->n_figures);
    p = put16(p, (uint32_t)s->all_shingles | (uint32_t)s->all_content << 1 |
                     (uint32_t)s->all_figures << 2);
    for (uint32_t i = 0; i < s->n_shingles; i++)
        p = put64(p, s->shingle[i]);
    for (uint32_t i = 0; i < s->n_content; i++)
        p = put32(p, s->content[i]);
    for (uint32_t i = 0; i < s->n_figures; i++)
        p = put32(p, s->figure[i]);
}

static uint32_t get16(const char **p)
{
    uint16_t v;
    memcpy(&v, *p, sizeof v);
    *p += sizeof v;
    return be16toh(v);
}

static uint32_t get32(const char **p)
{
    uint32_t v;
    memcpy(&v, *p, sizeof v);
    *p += sizeof v;
    return be32toh(v);
}

static uint64_t get64(const char **p)
{
    uint64_t v;
    memcpy(&v, *p, sizeof v);
    *p += sizeof v;
    return be64toh(v);
}

/* Reads n ascending numbers of 4 bytes. */
static bool get_set(const char **p, uint32_t *out, uint32_t n)
{
    bool ok = true;
    for (uint32_t i = 0; i < n; i++) {
        out[i] = get32(p);
        ok &= i == 0 || out[i] > out[i - 1];
    }
    return ok;
}

size_t dh_sketch_unpack_head(struct dh_str bytes, struct dh_sketch *s)
{
    const char *p = bytes.p;
    bool ok = true;

    if (bytes.n < HEAD_BYTES)
        return 0;
    s->body = get64(&p);
    s->words = get32(&p);
    s->n_shingles = (uint16_t)get16(&p);
    s->n_content = (uint16_t)get16(&p);
    s->n_figures = (uint16_t)get16(&p);
    uint32_t all = get16(&p);
    s->all_shingles = all & 1;
    s->all_content = all & 2;
    s->all_figures = all & 4;
    if (s->n_shingles > DH_SKETCH_SHINGLES || s->n_content > DH_SKETCH_CONTENT ||
        s->n_figures > DH_SKETCH_FIGURES || bytes.n < packed_size(s))
        return 0;
    for (uint32_t i = 0; i < s->n_shingles; i++) {
        s->shingle[i] = get64(&p);
        ok &= i == 0 || s->shingle[i] > s->shingle[i - 1];
    }
    ok &= get_set(&p, s->content, s->n_content);
    ok &= get_set(&p, s->figure, s->n_figures);
    return ok ? packed_size(s) : 0;
}

enum dh_err dh_sketch_unpack(struct dh_str packed, struct dh_sketch *s)
{
    size_t n = dh_sketch_unpack_head(packed, s);
    return n && n == packed.n ? DH_OK : DH_EDATA;
}

/* How many values two sets have and share, below the limit up to which both are complete. */
struct shares {
    uint32_t a, b, both;
};

static struct shares share64(const struct dh_sketch *x, const struct dh_sketch *y)
{
    struct shares s = { 0, 0, 0 };
    /* A set that was cut and has nothing left is not known anywhere. */
    uint64_t end_x = x->n_shingles ? x->shingle[x->n_shingles - 1] : 0;
    uint64_t end_y = y->n_shingles ? y->shingle[y->n_shingles - 1] : 0;
    uint64_t limit = x->all_shingles ? UINT64_MAX : end_x;
    if (!y->all_shingles && end_y < limit)
        limit = end_y;
    uint32_t i = 0, j = 0;
    while (i < x->n_shingles && j < y->n_shingles && x->shingle[i] <= limit &&
           y->shingle[j] <= limit) {
        uint64_t u = x->shingle[i], v = y->shingle[j];
        s.both += u == v;
        i += u <= v;
        j += v <= u;
    }
    while (i < x->n_shingles && x->shingle[i] <= limit)
        i++;
    while (j < y->n_shingles && y->shingle[j] <= limit)
        j++;
    s.a = i;
    s.b = j;
    return s;
}

/* How many of v[0..n), ascending, are at most limit. */
static uint32_t up_to(const uint32_t *v, uint32_t n, uint32_t limit)
{
    uint32_t lo = 0, hi = n;
    if (n == 0 || v[n - 1] <= limit)
        return n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (v[mid] <= limit)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

/* How many values of two sets lie below that limit. */
struct bounds {
    uint32_t a, b;
};

static struct bounds bounds_of(const uint32_t *x, uint32_t n, bool all_x, const uint32_t *y,
                               uint32_t m, bool all_y)
{
    uint32_t end_x = n ? x[n - 1] : 0, end_y = m ? y[m - 1] : 0;
    uint32_t limit = all_x ? UINT32_MAX : end_x;
    if (!all_y && end_y < limit)
        limit = end_y;
    return (struct bounds){ up_to(x, n, limit), up_to(y, m, limit) };
}

static struct shares share32(const uint32_t *x, uint32_t n, bool all_x, const uint32_t *y,
                             uint32_t m, bool all_y)
{
    struct bounds c = bounds_of(x, n, all_x, y, m, all_y);
    struct shares s = { c.a, c.b, 0 };
    uint32_t i = 0, j = 0;
    while (i < s.a && j < s.b) {
        uint32_t u = x[i], v = y[j];
        s.both += u == v;
        i += u <= v;
        j += v <= u;
    }
    return s;
}

/* Whether they share so many of a and b values; both are counted until that is decided. */
static bool share_enough(const uint32_t *x, uint32_t a, const uint32_t *y, uint32_t b,
                         uint32_t need)
{
    uint32_t i = 0, j = 0, both = 0;
    while (both < need && both + (a - i) >= need && both + (b - j) >= need) {
        uint32_t u = x[i], v = y[j];
        both += u == v;
        i += u <= v;
        j += v <= u;
    }
    return both >= need;
}

static struct shares share_content(const struct dh_sketch *a, const struct dh_sketch *b)
{
    return share32(a->content, a->n_content, a->all_content, b->content, b->n_content,
                   b->all_content);
}

static struct shares share_figures(const struct dh_sketch *a, const struct dh_sketch *b)
{
    return share32(a->figure, a->n_figures, a->all_figures, b->figure, b->n_figures,
                   b->all_figures);
}

static unsigned permille(uint32_t part, uint32_t of, unsigned none)
{
    return of ? (unsigned)((1000 * (uint64_t)part + of / 2) / of) : none;
}

static uint32_t smaller(struct shares s)
{
    return s.a < s.b ? s.a : s.b;
}

static bool same_body(const struct dh_sketch *a, const struct dh_sketch *b)
{
    return a->body == b->body && a->words == b->words;
}

void dh_sketch_compare(const struct dh_sketch *a, const struct dh_sketch *b, struct dh_relation *r)
{
    struct shares s = share64(a, b);
    struct shares c = share_content(a, b), f = share_figures(a, b);
    uint32_t least = a->words < b->words ? a->words : b->words;
    bool alike = 100 * (uint64_t)least >= ALIKE_PERCENT * ((uint64_t)a->words + b->words - least);
    *r = (struct dh_relation){
        .resemblance = permille(s.both, s.a + s.b - s.both, 0),
        .containment = permille(s.both, smaller(s), 0),
        .content = permille(c.both, smaller(c), 0),
        .figures = permille(f.both, smaller(f), 1000),
        .all_figures = alike ? permille(f.both, f.a > f.b ? f.a : f.b, 1000) : 1000,
        .n_content = smaller(c),
        .n_figures = smaller(f),
        .alike = alike,
        .same_body = same_body(a, b),
    };
}

/* Thresholds in permille, by the content words there are to compare: the fewer, the more another
 * name or figure weighs. How they were found: docs/repetition.md, "Stories". */
static const struct {
    uint32_t from;                     /* content words */
    unsigned resemblance, containment; /* of shingles, at least */
    unsigned content;                  /* of content words, at least */
    uint32_t few;                      /* figures: with fewer they tell nothing */
    unsigned figures;                  /* of figures, at least */
    unsigned all_figures;              /* of those in the one that has more, at least */
} grades[] = {
    { 40, 0, 80, 620, 4, 800, 750 },    /* some passages, most of what is said, the figures */
    { 20, 0, 400, 750, 1, 800, 0 },     /* a few sentences */
    { 0, 850, 850, 900, 1, 1000, 1000 } /* a brief: one more fact is another story */
};

enum { FIGURES_LEAST = 800, FIGURES_FEW = 4 }; /* the least and the most of these two columns */

enum {
    /* Edits scattered over a text break most shingles and few words; a passage that both quote is
     * as much of the one as of the other. So the more shingles, the more words are asked for. */
    PASSAGE = 200,
    PART_CONTAINMENT = 500, /* of a text that is much shorter: it is in the other nearly whole */
    PART_CONTENT = 820,
    COPIED = 600,        /* shingles: so much is not the template's, some figures may be new */
    NO_CONTAINMENT = 50, /* unrelated: less than these */
    NO_CONTENT = 500
};

enum { SAME_TEXT = 900 /* permille of shingles and of content words */ };

static size_t grade_of(uint32_t n_content)
{
    size_t g = 0;
    while (n_content < grades[g].from)
        g++;
    return g;
}

static bool passes(const struct dh_relation *r)
{
    size_t g = grade_of(r->n_content);
    return r->same_body ||
           (r->resemblance >= grades[g].resemblance && r->containment >= grades[g].containment &&
            1000 * r->content >= 1000 * grades[g].content + PASSAGE * r->containment &&
            (r->n_figures < grades[g].few ||
             (r->figures >= grades[g].figures &&
              (r->containment >= COPIED || r->all_figures >= grades[g].all_figures))));
}

bool dh_sketch_same_story(const struct dh_relation *r)
{
    bool part = !r->alike && !r->same_body;
    return passes(r) &&
           (!part || (r->containment >= PART_CONTAINMENT && r->content >= PART_CONTENT));
}

bool dh_sketch_same_text(const struct dh_relation *r)
{
    return r->same_body || (r->alike && r->resemblance >= SAME_TEXT && r->content >= SAME_TEXT &&
                            r->figures == 1000 && r->all_figures == 1000);
}

bool dh_sketch_holds_part(const struct dh_relation *r)
{
    return passes(r);
}

/* Every condition is one of passes(), which asks for as much or more. */
bool dh_sketch_may_hold_part(const struct dh_sketch *a, const struct dh_sketch *b)
{
    struct shares f = share_figures(a, b);
    unsigned figures = permille(f.both, smaller(f), 1000);
    if (same_body(a, b))
        return true;
    if (figures < FIGURES_LEAST && smaller(f) >= FIGURES_FEW)
        return false;
    struct bounds c = bounds_of(a->content, a->n_content, a->all_content, b->content, b->n_content,
                                b->all_content);
    uint32_t of = c.a < c.b ? c.a : c.b;
    size_t g = grade_of(of);
    if (smaller(f) >= grades[g].few && figures < grades[g].figures)
        return false;
    /* The least part whose share in permille, as permille() rounds it, passes() takes. */
    uint32_t least = (1000 * grades[g].content + PASSAGE * grades[g].containment + 999) / 1000;
    uint32_t need = (uint32_t)(((uint64_t)least * of - of / 2 + 999) / 1000);
    return of && share_enough(a->content, c.a, b->content, c.b, need);
}

/* A sign: some bits of the body, since copies are one story whatever was taken off their sketches;
 * how many figures there are; and the figures, a bit each. */
enum { BODY_BITS = 8, COUNT_BITS = 6, FIGURE_BITS = 64 - BODY_BITS - COUNT_BITS };
#define COUNT_UNKNOWN ((1u << COUNT_BITS) - 1)

uint64_t dh_sketch_sign(const struct dh_sketch *s)
{
    bool known = s->all_figures && s->n_figures < COUNT_UNKNOWN;
    uint64_t sign =
        (s->body & ((1u << BODY_BITS) - 1)) << COUNT_BITS | (known ? s->n_figures : COUNT_UNKNOWN);
    sign <<= FIGURE_BITS;
    for (uint32_t i = 0; i < s->n_figures; i++)
        sign |= (uint64_t)1 << s->figure[i] % FIGURE_BITS;
    return sign;
}

/* Each bit that only the one with fewer figures has is of a figure that the other has not. */
bool dh_sketch_signs_part(uint64_t a, uint64_t b)
{
    uint64_t bits = ((uint64_t)1 << FIGURE_BITS) - 1;
    uint32_t n = (uint32_t)(a >> FIGURE_BITS) & COUNT_UNKNOWN;
    uint32_t m = (uint32_t)(b >> FIGURE_BITS) & COUNT_UNKNOWN;
    uint64_t fewer = n < m ? a : b, more = n < m ? b : a;
    uint32_t least = n < m ? n : m;
    if (a >> (FIGURE_BITS + COUNT_BITS) == b >> (FIGURE_BITS + COUNT_BITS) || n == COUNT_UNKNOWN ||
        m == COUNT_UNKNOWN || least < FIGURES_FEW)
        return false;
    uint32_t missing = (uint32_t)__builtin_popcountll(fewer & ~more & bits);
    return permille(least - missing, least, 1000) < FIGURES_LEAST;
}

bool dh_sketch_unrelated(const struct dh_relation *r)
{
    return r->containment < NO_CONTAINMENT && r->content < NO_CONTENT;
}
