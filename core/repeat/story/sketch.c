/* SPDX-License-Identifier: MIT */
#include "repeat/story/sketch.h"

#include <endian.h>
#include <string.h>

#include "base/hash.h"
#include "repeat/words/sort64.h"
#include "repeat/words/words.h"

enum {
    SLACK = 4,      /* a set gathers this many times what it keeps before it is cut */
    HEAD_BYTES = 20 /* of a packed sketch, before the sets */
};

/* The smallest of the values added; sorted and cut when full. */
struct smallest {
    uint64_t *value;
    uint32_t n, keep;
    uint64_t limit; /* no value is larger, or needs to be added: keep smaller ones are there */
    bool cut;       /* some were left out */
};

enum {
    FULL = SLACK * DH_SKETCH_SHINGLES, /* of the largest set */
    /* Words that are added together: each hash of the body waits for the one before it, and so few
     * that meanwhile what is done for the next ones goes on. */
    AT_ONCE = 16,
    CUT = 64,      /* words that are cut together */
    RUNS = 4 * CUT /* words that are gathered before the last few are moved to the front */
};

struct dh_sketcher {
    struct smallest shingles, content, figures;
    uint64_t run[RUNS]; /* hashes of the last words, in canonical order of bytes */
    uint32_t n_run;
    uint32_t words;
    uint64_t body;
    /* one more of each: what is not added is written all the same */
    uint64_t values[SLACK * (DH_SKETCH_SHINGLES + DH_SKETCH_CONTENT + DH_SKETCH_FIGURES) + 3];
    uint64_t spare[FULL];
};

/* Sorts, drops doubles, and cuts to what is kept. */
static void settle(struct dh_sketcher *k, struct smallest *s)
{
    bool more;
    s->n = (uint32_t)dh_sort64_smallest(s->value, s->n, k->spare, s->limit, s->keep, &more);
    s->cut |= more;
    if (s->n == s->keep)
        s->limit = s->value[s->n - 1];
}

/* So that `more` values have room; as many as a set keeps at the most. */
static void make_room(struct dh_sketcher *k, struct smallest *s, uint32_t more)
{
    if (s->n + more > SLACK * s->keep)
        settle(k, s);
}

/* Adds v, if `is`, where there is room for it. Without a branch: which words count is as good as
 * chance. */
static inline void add(struct smallest *s, uint64_t v, bool is)
{
    bool in = v <= s->limit;
    s->value[s->n] = v;
    s->n += is & in;
    s->cut |= is & !in;
}

struct dh_sketcher *dh_sketcher_new(struct dh_arena *a)
{
    struct dh_sketcher *k = dh_arena_alloc(a, sizeof *k);
    if (!k)
        return NULL;
    k->shingles.value = k->values;
    k->shingles.keep = DH_SKETCH_SHINGLES;
    k->content.value = k->shingles.value + SLACK * DH_SKETCH_SHINGLES + 1;
    k->content.keep = DH_SKETCH_CONTENT;
    k->figures.value = k->content.value + SLACK * DH_SKETCH_CONTENT + 1;
    k->figures.keep = DH_SKETCH_FIGURES;
    dh_sketcher_reset(k);
    return k;
}

static void empty(struct smallest *s, uint64_t largest)
{
    s->n = 0;
    s->limit = largest;
    s->cut = false;
}

void dh_sketcher_reset(struct dh_sketcher *k)
{
    empty(&k->shingles, UINT64_MAX);
    empty(&k->content, UINT32_MAX);
    empty(&k->figures, UINT32_MAX);
    k->n_run = 0;
    k->words = 0;
    k->body = 0;
}

/* Content words and figures of word[0..n), and their hashes behind those of the run; last: the word
 * before them. limited: content words were left out, as on few pages. */
static inline void add_each(struct dh_sketcher *k, struct dh_str text, const struct dh_word *word,
                            size_t n, const struct dh_word *last, bool limited)
{
    struct smallest content = k->content;
    uint64_t *run = k->run + k->n_run;
    for (size_t i = 0; i < n; last = &word[i++]) {
        uint64_t h;
        bool is = dh_words_is_content(text, &word[i], last, &h);
        if (limited)
            add(&content, h >> 32, is);
        else
            content.value[content.n] = h >> 32;
        content.n += !limited & is;
        run[i] = htobe64(word[i].hash);
        if (word[i].digit) /* few are */
            add(&k->figures, word[i].hash >> 32, true);
    }
    k->content = content;
}

/* Cuts n values behind those of s down to such as may be among the smallest, and adds them. */
static void keep(struct smallest *s, uint32_t n)
{
    const uint64_t *value = s->value + s->n;
    if (s->limit == UINT64_MAX) { /* as on most pages */
        s->n += n;
        return;
    }
    for (uint32_t i = 0; i < n; i++)
        add(s, value[i], true);
}

/* The body and the shingles: the runs that end in one of these words, whose hashes are there. */
static void add_runs(struct dh_sketcher *k, const struct dh_word *word, uint32_t n)
{
    uint32_t first = k->n_run < DH_SKETCH_RUN ? 0 : k->n_run - (DH_SKETCH_RUN - 1);
    for (uint32_t i = 0; i < n && k->n_run + i < DH_SKETCH_RUN - 1; i++) /* these end none */
        k->body = dh_hash_chain(k->body, word[i].hash);
    k->n_run += n;
    if (k->n_run < first + DH_SKETCH_RUN)
        return;
    n = k->n_run - (DH_SKETCH_RUN - 1) - first;
    k->body = dh_hash64_fives(k->run + first, n, k->shingles.value + k->shingles.n, k->body);
    keep(&k->shingles, n);
}

/* AT_ONCE words at the most. */
static void add_words(struct dh_sketcher *k, struct dh_str text, const struct dh_word *word,
                      uint32_t n, const struct dh_word *last)
{
    make_room(k, &k->shingles, n);
    make_room(k, &k->content, n);
    make_room(k, &k->figures, n);
    if (k->n_run > RUNS - n) {
        memmove(k->run, k->run + k->n_run - (DH_SKETCH_RUN - 1),
                (DH_SKETCH_RUN - 1) * sizeof *k->run);
        k->n_run = DH_SKETCH_RUN - 1;
    }
    if (k->content.limit == UINT32_MAX)
        add_each(k, text, word, n, last, false);
    else
        add_each(k, text, word, n, last, true);
    add_runs(k, word, n);
    k->words += n;
}

/* word[0..n); *last: the one before them, then the last of them. */
static void add_all(struct dh_sketcher *k, struct dh_str text, const struct dh_word *word, size_t n,
                    struct dh_word *last)
{
    for (size_t i = 0; i < n; i += AT_ONCE)
        add_words(k, text, word + i, n - i < AT_ONCE ? (uint32_t)(n - i) : AT_ONCE,
                  i ? &word[i - 1] : last);
    if (n)
        *last = word[n - 1];
}

void dh_sketcher_add_cut(struct dh_sketcher *k, struct dh_words *w, const struct dh_word *cut,
                         size_t n)
{
    struct dh_word word[CUT] DH_NOT_CLEARED, last = { .chars = 0 };
    add_all(k, w->s, cut, n, &last);
    while (w->at < w->s.n && (n = dh_words_cut(w, word, CUT)) != 0)
        add_all(k, w->s, word, n, &last);
}

void dh_sketcher_add(struct dh_sketcher *k, struct dh_str text)
{
    struct dh_words w = { .s = text };
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
        add(&k->shingles, dh_hash64(run), true);
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
        s->n_figures > DH_SKETCH_FIGURES || all > 7 || bytes.n < packed_size(s))
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
