/* SPDX-License-Identifier: MIT */
#include "repeat/sketch.h"

#include <string.h>

#include "base/hash.h"
#include "repeat/sort64.h"
#include "repeat/words.h"

enum { ALIKE_PERCENT = 75 /* texts of about one length */ };
enum { SLACK = 4 }; /* a set gathers this many times what it keeps before it is cut */

/* The smallest of the values added, of 64 bits each; sorted and cut when full. */
struct smallest {
    uint64_t *value;
    uint32_t n, keep;
    uint64_t limit; /* larger values need not be added: keep smaller ones are there */
    bool cut;       /* some were left out */
};

struct dh_sketcher {
    struct smallest shingles, content, figures;
    uint64_t run[DH_SKETCH_RUN]; /* hashes of the last words, in canonical order of bytes */
    uint32_t words;
    uint64_t body;
    uint64_t values[SLACK * (DH_SKETCH_SHINGLES + DH_SKETCH_CONTENT + DH_SKETCH_FIGURES)];
};

/* Sorts, drops doubles, and cuts to what is kept. */
static void settle(struct smallest *s)
{
    uint32_t n = (uint32_t)dh_sort64_unique(s->value, s->n);
    if (n > s->keep) {
        n = s->keep;
        s->cut = true;
    }
    s->n = n;
    if (n == s->keep)
        s->limit = s->value[n - 1];
}

static void add(struct smallest *s, uint64_t v)
{
    if (v > s->limit) {
        s->cut = true;
        return;
    }
    s->value[s->n++] = v;
    if (s->n == SLACK * s->keep)
        settle(s);
}

struct dh_sketcher *dh_sketcher_new(struct dh_arena *a)
{
    struct dh_sketcher *k = dh_arena_alloc(a, sizeof *k);
    if (!k)
        return NULL;
    uint64_t *v = k->values;
    k->shingles = (struct smallest){ .value = v, .keep = DH_SKETCH_SHINGLES, .limit = UINT64_MAX };
    v += SLACK * DH_SKETCH_SHINGLES;
    k->content = (struct smallest){ .value = v, .keep = DH_SKETCH_CONTENT, .limit = UINT64_MAX };
    v += SLACK * DH_SKETCH_CONTENT;
    k->figures = (struct smallest){ .value = v, .keep = DH_SKETCH_FIGURES, .limit = UINT64_MAX };
    k->words = 0;
    k->body = 0;
    return k;
}

/* The number whose bytes in memory are those of v in big-endian order. */
static uint64_t canonical(uint64_t v)
{
    unsigned char b[8];
    for (int i = 0; i < 8; i++)
        b[i] = (unsigned char)(v >> (56 - 8 * i));
    memcpy(&v, b, sizeof v);
    return v;
}

static uint64_t hash_run(const uint64_t *run, size_t n)
{
    return dh_hash64((struct dh_str){ (const char *)run, n * sizeof *run });
}

void dh_sketcher_add(struct dh_sketcher *k, struct dh_str text)
{
    struct dh_words w = { text, 0 };
    struct dh_word word, last = { .chars = 0 };
    uint64_t h;

    while (dh_words_next(&w, &word)) {
        if (dh_words_is_content(text, &word, &last, &h))
            add(&k->content, h >> 32);
        if (word.digit)
            add(&k->figures, word.hash >> 32);
        last = word;
        k->body = dh_hash_mix(k->body * 31 + word.hash);
        memmove(k->run, k->run + 1, sizeof k->run - sizeof *k->run);
        k->run[DH_SKETCH_RUN - 1] = canonical(word.hash);
        if (++k->words >= DH_SKETCH_RUN)
            add(&k->shingles, hash_run(k->run, DH_SKETCH_RUN));
    }
}

static uint16_t copy32(struct smallest *s, uint32_t *out, bool *all)
{
    settle(s);
    for (uint32_t i = 0; i < s->n; i++)
        out[i] = (uint32_t)s->value[i];
    *all = !s->cut;
    return (uint16_t)s->n;
}

void dh_sketcher_done(struct dh_sketcher *k, struct dh_sketch *out)
{
    if (k->words > 0 && k->words < DH_SKETCH_RUN)
        add(&k->shingles, hash_run(k->run + DH_SKETCH_RUN - k->words, k->words));
    settle(&k->shingles);
    out->body = k->body;
    out->words = k->words;
    out->n_shingles = (uint16_t)k->shingles.n;
    out->all_shingles = !k->shingles.cut;
    memcpy(out->shingle, k->shingles.value, k->shingles.n * sizeof *out->shingle);
    out->n_content = copy32(&k->content, out->content, &out->all_content);
    out->n_figures = copy32(&k->figures, out->figure, &out->all_figures);
}

static void put16(struct dh_buf *b, uint32_t v)
{
    dh_buf_byte(b, (char)(v >> 8));
    dh_buf_byte(b, (char)(v & 0xFF));
}

static void put32(struct dh_buf *b, uint32_t v)
{
    put16(b, v >> 16);
    put16(b, v & 0xFFFF);
}

static void put64(struct dh_buf *b, uint64_t v)
{
    v = canonical(v);
    dh_buf_add(b, (struct dh_str){ (const char *)&v, sizeof v });
}

void dh_sketch_pack(const struct dh_sketch *s, struct dh_buf *out)
{
    put64(out, s->body);
    put32(out, s->words);
    put16(out, s->n_shingles);
    put16(out, s->n_content);
    put16(out, s->n_figures);
    put16(out, (uint32_t)s->all_shingles | (uint32_t)s->all_content << 1 |
                   (uint32_t)s->all_figures << 2);
    for (uint32_t i = 0; i < s->n_shingles; i++)
        put64(out, s->shingle[i]);
    for (uint32_t i = 0; i < s->n_content; i++)
        put32(out, s->content[i]);
    for (uint32_t i = 0; i < s->n_figures; i++)
        put32(out, s->figure[i]);
}

static uint64_t get(const char **p, unsigned bytes)
{
    uint64_t v = 0;
    for (unsigned i = 0; i < bytes; i++)
        v = v << 8 | (unsigned char)*(*p)++;
    return v;
}

/* Reads n ascending numbers of 4 bytes. */
static bool get_set(const char **p, uint32_t *out, uint32_t n)
{
    bool ok = true;
    for (uint32_t i = 0; i < n; i++) {
        out[i] = (uint32_t)get(p, 4);
        ok &= i == 0 || out[i] > out[i - 1];
    }
    return ok;
}

size_t dh_sketch_unpack_head(struct dh_str bytes, struct dh_sketch *s)
{
    const char *p = bytes.p;
    bool ok = true;

    if (bytes.n < 20)
        return 0;
    s->body = get(&p, 8);
    s->words = (uint32_t)get(&p, 4);
    s->n_shingles = (uint16_t)get(&p, 2);
    s->n_content = (uint16_t)get(&p, 2);
    s->n_figures = (uint16_t)get(&p, 2);
    unsigned all = (unsigned)get(&p, 2);
    s->all_shingles = all & 1;
    s->all_content = all & 2;
    s->all_figures = all & 4;
    if (s->n_shingles > DH_SKETCH_SHINGLES || s->n_content > DH_SKETCH_CONTENT ||
        s->n_figures > DH_SKETCH_FIGURES)
        return 0;
    size_t n = 20 + 8u * s->n_shingles + 4u * (s->n_content + s->n_figures);
    if (bytes.n < n)
        return 0;
    for (uint32_t i = 0; i < s->n_shingles; i++) {
        s->shingle[i] = get(&p, 8);
        ok &= i == 0 || s->shingle[i] > s->shingle[i - 1];
    }
    ok &= get_set(&p, s->content, s->n_content);
    ok &= get_set(&p, s->figure, s->n_figures);
    return ok ? n : 0;
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

static struct shares share32(const uint32_t *x, uint32_t n, bool all_x, const uint32_t *y,
                             uint32_t m, bool all_y)
{
    struct shares s = { 0, 0, 0 };
    uint32_t end_x = n ? x[n - 1] : 0, end_y = m ? y[m - 1] : 0, i = 0, j = 0;
    uint32_t limit = all_x ? UINT32_MAX : end_x;
    if (!all_y && end_y < limit)
        limit = end_y;
    while (i < n && j < m && x[i] <= limit && y[j] <= limit) {
        uint32_t u = x[i], v = y[j];
        s.both += u == v;
        i += u <= v;
        j += v <= u;
    }
    while (i < n && x[i] <= limit)
        i++;
    while (j < m && y[j] <= limit)
        j++;
    s.a = i;
    s.b = j;
    return s;
}

static unsigned permille(uint32_t part, uint32_t of, unsigned none)
{
    return of ? (unsigned)((1000 * (uint64_t)part + of / 2) / of) : none;
}

static uint32_t smaller(struct shares s)
{
    return s.a < s.b ? s.a : s.b;
}

void dh_sketch_compare(const struct dh_sketch *a, const struct dh_sketch *b, struct dh_relation *r)
{
    struct shares s = share64(a, b);
    struct shares c =
        share32(a->content, a->n_content, a->all_content, b->content, b->n_content, b->all_content);
    struct shares f =
        share32(a->figure, a->n_figures, a->all_figures, b->figure, b->n_figures, b->all_figures);
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
        .same_body = a->body == b->body && a->words == b->words,
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

static bool passes(const struct dh_relation *r, size_t g)
{
    if (r->same_body)
        return true;
    while (r->n_content < grades[g].from)
        g++;
    return r->resemblance >= grades[g].resemblance && r->containment >= grades[g].containment &&
           1000 * r->content >= 1000 * grades[g].content + PASSAGE * r->containment &&
           (r->n_figures < grades[g].few ||
            (r->figures >= grades[g].figures &&
             (r->containment >= COPIED || r->all_figures >= grades[g].all_figures)));
}

bool dh_sketch_same_story(const struct dh_relation *r)
{
    bool part = !r->alike && !r->same_body;
    return passes(r, 0) &&
           (!part || (r->containment >= PART_CONTAINMENT && r->content >= PART_CONTENT));
}

bool dh_sketch_holds_part(const struct dh_relation *r)
{
    return passes(r, 0);
}

bool dh_sketch_unrelated(const struct dh_relation *r)
{
    return r->containment < NO_CONTAINMENT && r->content < NO_CONTENT;
}
