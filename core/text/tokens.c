/* SPDX-License-Identifier: MIT */
#include "text/tokens.h"

#include <string.h>

#include "base/hash.h"
#include "base/swar.h"
#include "base/utf8.h"
#include "text/anyword.h"

/* ---- Vocabulary */

enum { STEM_SEED = 0x5354454D, STEM_MIN = 3, PACKED = 16 };

/* Words of up to PACKED bytes are hashed from two numbers that hold them, the first byte lowest. No
 * word holds a zero, so that they tell its length too. */
static inline uint64_t hash_packed(uint64_t first, uint64_t second)
{
    uint64_t h = first * 0x9E3779B97F4A7C15u + second * 0xC2B2AE3D27D4EB4Fu;
    return (h ^ h >> 32) | (uint64_t)1 << 40;
}

uint64_t dh_vocab_hash(struct dh_str s, bool stem)
{
    if (!stem && s.n <= PACKED)
        return hash_packed(dh_swar_load_tail(s, 0), s.n > 8 ? dh_swar_load_tail(s, 8) : 0);
    uint64_t h = stem ? dh_hash64_more(STEM_SEED, s) : dh_hash64(s);
    return h ? h : 1;
}

static uint32_t probe(const struct dh_vocab *v, uint64_t hash)
{
    uint32_t tag = (uint32_t)(hash >> 32);
    for (size_t i = hash & v->mask; v->slots[i].id; i = (i + 1) & v->mask)
        if (v->slots[i].tag == tag)
            return v->slots[i].id;
    return 0;
}

/* Whether a word of that hash may be known: most that are not are told by this alone. */
static inline uint32_t may_be_known(const struct dh_vocab *v, uint64_t hash)
{
    return v->seen[hash >> 54] >> (hash >> 48 & 63) & 1;
}

static inline uint32_t find(const struct dh_vocab *v, uint64_t hash)
{
    struct dh_vocab_slot first = v->slots[hash & v->mask];
    if (first.tag == (uint32_t)(hash >> 32))
        return first.id;
    return first.id ? probe(v, hash) : 0;
}

static void look_up_stem(const struct dh_vocab *v, struct dh_token *w, struct dh_str folded)
{
    if (w->flags & (DH_T_WIDE | DH_T_NUMBER))
        return;
    for (size_t n = folded.n < 62 ? folded.n : 62; n >= STEM_MIN && w->stem == 0; n--)
        if (v->stem_sizes >> n & 1)
            w->stem = find(v, dh_vocab_hash((struct dh_str){ folded.p, n }, true));
}

/* ---- Words */

void dh_tokens_init(struct dh_tokens *ws, const struct dh_allocator *m)
{
    ws->n = 0;
    ws->whole = false;
    ws->text = DH_STR_NONE;
    dh_buf_init(&ws->fold, m, 1 << 20);
    ws->kept.words = NULL;
    ws->kept.room = 0;
    dh_tokens_forget(ws);
}

void dh_tokens_release(struct dh_tokens *ws)
{
    dh_mem_free(ws->fold.mem, ws->kept.words);
    dh_buf_release(&ws->fold);
}

struct dh_str dh_tokens_folded(struct dh_tokens *ws, uint32_t i)
{
    return dh_anyword_fold(&ws->fold, dh_str_sub(ws->text, ws->w[i].at, ws->w[i].n));
}

/* ---- Cutting, sixty-four bytes at a time */

/* Where cutting is. */
struct cutting {
    struct dh_tokens *ws;
    const struct dh_vocab *v;
    struct dh_token *w, *stop; /* the next one, and behind the last one there may be */
    size_t at;
    size_t from;     /* so many bytes before the next token as there were blanks before it */
    bool plain;      /* words of ASCII letters need no look at their stems */
    uint16_t *maybe; /* words that may be known */
    uint32_t n_maybe;
};

/* What sixty-four bytes are: bits, the first lowest. What is in none of the first three is no
 * letter, sign or blank of ASCII. */
struct block {
    uint64_t letters, signs, blanks;
    uint64_t capitals;
};

static inline struct block look_at_block(const char *p)
{
    struct block b = { 0 };
    for (int k = 0; k < 4; k++) {
        dh_sixteen x = dh_sixteen_load(p + 16 * k);
        dh_sixteen letter = dh_sixteen_between(x | dh_sixteen_set(0x20), 'a', 'z');
        dh_sixteen sign =
            dh_sixteen_between(x, '!', '~') & ~(letter | dh_sixteen_between(x, '0', '9'));
        b.letters |= dh_sixteen_bits(letter) << 16 * k;
        b.signs |= dh_sixteen_bits(sign) << 16 * k;
        b.blanks |= dh_sixteen_bits(dh_sixteen_equal(x, ' ')) << 16 * k;
        /* the bit that small letters have comes to stand highest */
        b.capitals |= dh_sixteen_bits(letter & ~(x + x + x + x)) << 16 * k;
    }
    return b;
}

/* Where the run of letters begins whose last one is at bit i, or the one before which it is. */
static inline uint64_t run_before(uint64_t letters, unsigned i)
{
    uint64_t parts = ~letters & (((uint64_t)1 << i) - 1);
    return parts ? (uint64_t)2 << (63 - __builtin_clzll(parts)) : 1;
}

/* Whether what stands at `end` belongs to the word of letters before it: a digit, or a letter,
 * digit or mark outside ASCII. */
static bool goes_on(struct dh_str s, size_t end)
{
    uint32_t cp;
    dh_utf8_get(s, end, &cp);
    unsigned c = dh_anyword_class(cp);
    return (c & (DH_C_LETTER | DH_C_DIGIT | DH_C_MARK)) && !(c & DH_C_WIDE);
}

/* The first bits of words that are not of ASCII letters alone, or of too many of them. */
static uint64_t odd_words(struct dh_str s, size_t base, const struct block *b, uint64_t other)
{
    uint64_t odd = 0, x = b->letters & b->letters >> 1;
    for (uint64_t end = other & b->letters << 1; end; end &= end - 1) {
        unsigned i = (unsigned)__builtin_ctzll(end);
        if (goes_on(s, base + i))
            odd |= run_before(b->letters, i);
    }
    x &= x >> 2;
    x &= x >> 4;
    _Static_assert(PACKED == 16, "so many letters are looked for");
    x &= x >> 8;
    return odd | (x & ~(x << 1));
}

/* The first bits of words of two capitals or more. */
static uint64_t capital_words(const struct block *b)
{
    uint64_t all = 0, begin = b->letters & ~(b->letters << 1);
    for (uint64_t x = begin & b->capitals & b->capitals >> 1; x; x &= x - 1) {
        unsigned i = (unsigned)__builtin_ctzll(x);
        uint64_t behind = ~(b->letters >> i), word = (behind & (~behind + 1)) - 1;
        if ((b->capitals >> i & word) == word)
            all |= (uint64_t)1 << i;
    }
    return all;
}

/* The hash of a word of n ASCII letters, PACKED at most; so many bytes stand at p. */
static inline uint64_t hash_letters(const char *p, unsigned n)
{
    static const char masks[2 * PACKED] = { -1, -1, -1, -1, -1, -1, -1, -1,
                                            -1, -1, -1, -1, -1, -1, -1, -1 };
    dh_sixteen x = dh_sixteen_load(p) | dh_sixteen_set(0x20);
    uint64_t half[2];
    x &= dh_sixteen_load(masks + PACKED - n);
    memcpy(half, &x, sizeof half);
    return hash_packed(le64toh(half[0]), le64toh(half[1]));
}

static inline uint32_t blank_flags(size_t n)
{
    static const uint8_t flags[] = { 0, DH_T_SPACE, DH_T_SPACE | DH_T_GAP };
    return flags[n < 2 ? n : 2];
}

/* A word of any kind. */
static void cut_word(struct cutting *k, struct dh_token *w)
{
    struct dh_folding f DH_NOT_CLEARED;
    f.n = 0;
    size_t end = dh_anyword_cut(k->ws->text, k->at, w, &f);
    struct dh_str word = dh_str_sub(k->ws->text, k->at, end - k->at), folded = { f.p, f.n };
    k->at = end;
    if (f.n > DH_FOLDING_MAX)
        folded = dh_anyword_fold(&k->ws->fold, word);
    w->hash = dh_vocab_hash(folded, false);
    if (!k->v)
        return;
    if (k->v->stem_sizes)
        look_up_stem(k->v, w, folded);
    k->maybe[k->n_maybe] = (uint16_t)(w - k->ws->w);
    k->n_maybe += may_be_known(k->v, w->hash);
    __builtin_prefetch(&k->v->slots[w->hash & k->v->mask]);
}

/* What stands at k->at, whatever it is. false: there is no room for it. */
static bool cut_any(struct cutting *k)
{
    uint32_t cp;
    size_t n = dh_utf8_get(k->ws->text, k->at, &cp);
    unsigned c = dh_anyword_class(cp);
    if (c & (DH_C_SPACE | DH_C_CONTROL | DH_C_MARK)) {
        /* one blank, a tab counts as two, or none */
        k->from += n - (c & DH_C_SPACE ? 1 + (cp == '\t') : 0);
        k->at += n;
        return true;
    }
    if (k->w == k->stop)
        return false;
    struct dh_token *w = k->w++;
    *w = (struct dh_token){ .at = (uint32_t)k->at, .flags = blank_flags(k->at - k->from) };
    if (c & (DH_C_LETTER | DH_C_DIGIT)) {
        cut_word(k, w);
    } else {
        w->flags |= DH_T_PUNCT;
        w->cp = cp;
        k->at += n;
    }
    w->n = (uint32_t)k->at - w->at;
    k->from = k->at;
    return true;
}

/* The words of ASCII letters and signs of ASCII that begin with a bit of begin in block b, whose
 * bytes, and PACKED more, stand at p. */
static inline bool cut_plain(struct cutting *k, const struct block b, uint64_t begin, const char *p,
                             size_t base)
{
    static const struct dh_vocab none;
    const struct dh_vocab v = k->v ? *k->v : none;
    const uint64_t caps = capital_words(&b);
    struct dh_token *w = k->w, *const stop = k->stop;
    uint32_t n_maybe = k->n_maybe;
    size_t from = k->from;
    for (; begin && w < stop; begin &= begin - 1, w++) {
        unsigned i = (unsigned)__builtin_ctzll(begin), n = 1;
        uint32_t flags = blank_flags(base + i - from);
        if (b.signs >> i & 1) {
            *w = (struct dh_token){ .at = (uint32_t)(base + i),
                                    .n = 1,
                                    .cp = (unsigned char)p[i],
                                    .flags = flags | DH_T_PUNCT };
            from = base + i + n;
            continue;
        }
        n = (unsigned)__builtin_ctzll(~(b.letters >> i));
        uint64_t hash = hash_letters(p + i, n);
        flags |= (uint32_t)(b.capitals >> i & 1) * DH_T_CAP;
        flags |= (uint32_t)(caps >> i & 1) * DH_T_CAPS;
        *w = (struct dh_token){ .hash = hash, .at = (uint32_t)(base + i), .n = n, .flags = flags };
        from = base + i + n;
        if (v.slots) {
            k->maybe[n_maybe] = (uint16_t)(w - k->ws->w);
            uint32_t maybe = may_be_known(&v, hash);
            n_maybe += maybe;
            __builtin_prefetch(&v.slots[hash & v.mask & (0 - maybe)]);
        }
    }
    k->w = w;
    k->n_maybe = n_maybe;
    k->from = from;
    if (begin)
        k->at = base + (size_t)__builtin_ctzll(begin);
    return begin == 0;
}

/* All that begins so. false: there is no room for more. */
static bool cut_tokens(struct cutting *k, const struct block b, uint64_t begin, const char *p)
{
    const size_t base = k->at;
    const uint64_t other = ~(b.letters | b.signs | b.blanks);
    const uint64_t odd = k->plain ? other | odd_words(k->ws->text, base, &b, other) : begin;
    while (begin & odd) {
        unsigned i = (unsigned)__builtin_ctzll(begin & odd);
        if (!cut_plain(k, b, begin & (((uint64_t)1 << i) - 1), p, base))
            return false;
        k->at = base + i;
        if (!cut_any(k))
            return false;
        begin = k->at < base + 64 ? begin & ~(uint64_t)0 << (k->at - base) : 0;
    }
    return cut_plain(k, b, begin, p, base);
}

/* What begins in the sixty-four bytes at k->at, but for a word that reaches behind them. false:
 * there is no room for more. */
static bool cut_block(struct cutting *k)
{
    const size_t base = k->at, left = k->ws->text.n - base;
    const char *p = k->ws->text.p + base;
    char last[64 + PACKED] DH_NOT_CLEARED;
    size_t end = left < 64 ? left : 64;
    if (left < sizeof last) {
        memset(last, ' ', sizeof last);
        p = memcpy(last, p, left);
    }
    const struct block b = look_at_block(p);
    uint64_t begin = ~b.blanks & ~(b.letters & b.letters << 1);
    if (b.letters >> 63 && left > 64 && ~b.letters) {
        end = 64 - (size_t)__builtin_clzll(~b.letters);
        begin &= ~((uint64_t)1 << end);
    }
    if (!cut_tokens(k, b, begin, p))
        return false;
    if (k->at < base + end)
        k->at = base + end;
    return true;
}

/* Numbers of the words that may be known. By now the slots of the first are at hand. */
static void find_all(const struct cutting *k)
{
    for (uint32_t i = 0; i < k->n_maybe; i++) {
        struct dh_token *w = &k->ws->w[k->maybe[i]];
        w->id = find(k->v, w->hash);
    }
}

void dh_tokens_cut(struct dh_tokens *ws, const struct dh_vocab *v, struct dh_str text, uint32_t max)
{
    uint16_t maybe[DH_TOKENS_MAX + 1] DH_NOT_CLEARED;
    struct cutting k = { .ws = ws, .v = v, .plain = !v || v->stem_sizes == 0, .maybe = maybe };
    uint32_t kept = 0;

    ws->text = text;
    if (max > DH_TOKENS_MAX)
        max = DH_TOKENS_MAX;
    if (ws->kept.n_texts)
        kept = dh_tokens_recall(&ws->kept, text, ws->w, max);
    if (kept)
        k.from = k.at = (size_t)ws->w[kept - 1].at + ws->w[kept - 1].n;
    k.w = ws->w + kept;
    k.stop = ws->w + max;
    while (k.at < text.n && cut_block(&k))
        ;
    ws->n = (uint32_t)(k.w - ws->w);
    ws->whole = k.at >= text.n;
    find_all(&k);
}
