/* SPDX-License-Identifier: MIT */
#include "text/words/tokens.h"

#include <string.h>

#include "base/hash.h"
#include "base/pairs.h"
#include "base/swar.h"
#include "base/utf8.h"
#include "text/words/anyword.h"
#include "text/words/hangul.h"

/* ---- Vocabulary */

enum { STEM_SEED = 0x5354454D, STEM_MIN = 3, PACKED = 32 };

/* Words of up to PACKED bytes are hashed from numbers of eight that hold them, the first byte
 * lowest, two or four of them. No word holds a zero, so that they tell its length too. */
static inline uint64_t hash_two(uint64_t first, uint64_t second)
{
    return first * 0x9E3779B97F4A7C15u + second * 0xC2B2AE3D27D4EB4Fu;
}

static inline uint64_t hash_four(uint64_t two, uint64_t third, uint64_t fourth)
{
    return (two ^ two >> 32) * 0x165667B19E3779F9u + hash_two(fourth, third);
}

static inline uint64_t finish(uint64_t h)
{
    return (h ^ h >> 32) | (uint64_t)1 << 40;
}

/* Eight bytes of s from `at` on, or as many as there are. */
static inline uint64_t eight(struct dh_str s, size_t at)
{
    return s.n > at ? dh_swar_load_tail(s, at) : 0;
}

uint64_t dh_vocab_hash(struct dh_str s, bool stem)
{
    if (!stem && s.n <= PACKED) {
        uint64_t h = hash_two(eight(s, 0), eight(s, 8));
        return finish(s.n > PACKED / 2 ? hash_four(h, eight(s, 16), eight(s, 24)) : h);
    }
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
    return (~v->seen[hash >> 53] & dh_vocab_seen(hash)) == 0;
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
    w->flags |= w->stem ? DH_T_STEMMED : 0;
}

static uint32_t find_hangul(const struct dh_vocab *v, struct dh_str word)
{
    uint64_t hash = dh_vocab_hash(word, false);
    return may_be_known(v, hash) ? find(v, hash) : 0;
}

/* A Korean word without its ending, the longest one behind which a known word is left; or what
 * newspapers are known as. */
static void look_up_hangul(const struct dh_vocab *v, struct dh_token *w, struct dh_str folded)
{
    bool outlet = dh_hangul_is_outlet(folded);
    for (size_t n = 0; w->stem == 0 && !outlet && (n = dh_hangul_stem(folded, n)) > 0;) {
        struct dh_str stem = dh_str_sub(folded, 0, n);
        w->stem = find_hangul(v, stem);
        outlet = w->stem == 0 && dh_hangul_is_outlet(stem);
    }
    if (outlet && w->stem == 0)
        w->stem = find_hangul(v, DH_STR(DH_HANGUL_OUTLET));
    w->flags |= w->stem ? DH_T_STEMMED : 0;
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
    const char *readable;      /* up to there */
    size_t at;
    size_t from;     /* so many bytes before the next token as there were blanks before it */
    bool plain;      /* words of ASCII letters need no look at their stems */
    uint16_t *maybe; /* words that may be known */
    uint32_t n_maybe;
    uint32_t n_signs, any_flags; /* as of struct dh_tokens */
    uint64_t any_signs;
};

/* What sixty-four bytes are: bits, the first lowest. What is in none of the first three is no
 * letter, sign or blank of ASCII, nor one of the letters of two bytes that fold_pairs knows. */
struct block {
    uint64_t letters, signs, blanks;
    uint64_t capitals;
    uint64_t second; /* bytes of letters that are not the first */
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

/* Takes those bytes for blanks. */
static inline void leave_out(struct block *b, uint64_t bytes)
{
    b->letters &= ~bytes;
    b->signs &= ~bytes;
    b->capitals &= ~bytes;
    b->blanks |= bytes;
}

/* Takes letters of two bytes for letters, too, of those that begin with a bit of may; to: the block
 * in lower case, of those and of ASCII. One more than its 64 bytes stand at p. */
static void fold_pairs(struct block *b, const char *p, uint64_t may, char *to)
{
    uint64_t letters, capitals;
    dh_pairs_fold(p, to, &letters, &capitals);
    letters &= may;
    capitals &= may;
    b->letters |= letters | letters << 1;
    b->capitals |= capitals | capitals << 1;
    b->second = letters << 1;
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
    x &= x >> 8;
    _Static_assert(PACKED == 32, "so many letters are looked for");
    x &= x >> 16;
    return odd | (x & ~(x << 1));
}

/* The first bits of words of two capitals or more. */
static uint64_t capital_words(const struct block *b)
{
    uint64_t all = 0, begin = b->letters & ~(b->letters << 1);
    for (uint64_t x = begin & b->capitals & b->capitals >> 1; x; x &= x - 1) {
        unsigned i = (unsigned)__builtin_ctzll(x);
        uint64_t behind = ~(b->letters >> i), word = (behind & (~behind + 1)) - 1;
        uint64_t letters = word & ~(b->second >> i);
        if ((b->capitals >> i & word) == word && (letters & (letters - 1)))
            all |= (uint64_t)1 << i;
    }
    return all;
}

/* The first n bytes at p, sixteen at most, as two numbers; small: bits that are set in them first.
 */
static inline void pack(const char *p, unsigned n, dh_sixteen small, uint64_t half[2])
{
    static const char masks[PACKED] = { -1, -1, -1, -1, -1, -1, -1, -1,
                                        -1, -1, -1, -1, -1, -1, -1, -1 };
    dh_sixteen x = dh_sixteen_load(p) | small;
    x &= dh_sixteen_load(masks + PACKED / 2 - n);
    memcpy(half, &x, sizeof x);
    half[0] = le64toh(half[0]);
    half[1] = le64toh(half[1]);
}

/* The hash of a word of n bytes of letters, PACKED at most, so many of which stand at p; small: the
 * bit that makes letters of ASCII small, none where they are. */
static inline uint64_t hash_letters(const char *p, unsigned n, dh_sixteen small)
{
    enum { SIXTEEN = PACKED / 2 };
    uint64_t half[2], more[2];
    pack(p, n < SIXTEEN ? n : SIXTEEN, small, half);
    uint64_t h = hash_two(half[0], half[1]);
    if (n > SIXTEEN) {
        pack(p + SIXTEEN, n - SIXTEEN, small, more);
        h = hash_four(h, more[0], more[1]);
    }
    return finish(h);
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
    if (w->stem == 0 && dh_hangul_may_have_stem(folded))
        look_up_hangul(k->v, w, folded);
    k->maybe[k->n_maybe] = (uint16_t)(w - k->ws->w);
    k->n_maybe += may_be_known(k->v, w->hash);
    __builtin_prefetch(&k->v->slots[w->hash & k->v->mask]);
}

/* The copyright sign is written as a letter in a circle, too: "\u24d2", "\u24b8". */
static uint32_t plain_sign(uint32_t cp)
{
    return cp == 0x24D2 || cp == 0x24B8 ? 0xA9 : cp;
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
        w->cp = plain_sign(cp);
        k->at += n;
        k->n_signs++;
        k->any_signs |= dh_sign_bit(w->cp);
    }
    k->any_flags |= w->flags;
    w->n = (uint32_t)k->at - w->at;
    k->from = k->at;
    return true;
}

/* The words of letters and the signs of ASCII that begin with a bit of begin in block b, whose
 * bytes, in lower case where it has letters of two bytes, and PACKED more, stand at p. */
static inline bool cut_plain(struct cutting *k, const struct block b, uint64_t begin, const char *p,
                             size_t base)
{
    const dh_sixteen small = dh_sixteen_set(b.second ? 0 : 0x20);
    static const struct dh_vocab none;
    const struct dh_vocab v = k->v ? *k->v : none;
    const uint64_t caps = capital_words(&b);
    struct dh_token *w = k->w, *const stop = k->stop;
    uint32_t n_maybe = k->n_maybe, any_flags = k->any_flags;
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
            any_flags |= w->flags;
            k->n_signs++;
            k->any_signs |= dh_sign_bit(w->cp);
            continue;
        }
        n = (unsigned)__builtin_ctzll(~(b.letters >> i));
        uint64_t hash = hash_letters(p + i, n, small);
        flags |= (uint32_t)(b.capitals >> i & 1) * DH_T_CAP;
        flags |= (uint32_t)(caps >> i & 1) * DH_T_CAPS;
        any_flags |= flags;
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
    k->any_flags = any_flags;
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
    char last[64 + PACKED] DH_NOT_CLEARED, folded[64 + PACKED] DH_NOT_CLEARED;
    size_t end = left < 64 ? left : 64;
    if ((size_t)(k->readable - p) < sizeof last) {
        memset(last, ' ', sizeof last);
        p = memcpy(last, p, left);
    }
    struct block b = look_at_block(p);
    if (left < 64)
        leave_out(&b, ~(uint64_t)0 << left);
    if (~(b.letters | b.signs | b.blanks) && dh_pairs_any(p)) {
        fold_pairs(&b, p, left > 64 ? ~(uint64_t)0 : ((uint64_t)1 << (left - 1)) - 1, folded);
        p = folded;
    }
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
        __builtin_prefetch(k->v->about + w->id * k->v->about_size);
    }
}

/* What words that were cut before are together. */
static void note_kept(struct cutting *k, uint32_t kept)
{
    for (uint32_t i = 0; i < kept; i++) {
        const struct dh_token *w = &k->ws->w[i];
        bool sign = w->flags & DH_T_PUNCT;
        k->any_flags |= w->flags;
        k->n_signs += sign;
        k->any_signs |= sign ? dh_sign_bit(w->cp) : 0;
    }
}

void dh_tokens_around(struct dh_tokens *ws, struct dh_str all)
{
    ws->around = all;
}

/* Up to where the bytes behind the text may be read. */
static const char *readable(struct dh_str around, struct dh_str text)
{
    size_t from = (size_t)((uintptr_t)text.p - (uintptr_t)around.p);
    bool inside = from < around.n && text.n <= around.n - from;
    return inside ? around.p + around.n : text.p + text.n;
}

void dh_tokens_cut(struct dh_tokens *ws, const struct dh_vocab *v, struct dh_str text, uint32_t max)
{
    uint16_t maybe[DH_TOKENS_MAX + 1] DH_NOT_CLEARED;
    struct cutting k = { .ws = ws, .v = v, .plain = !v || v->stem_sizes == 0, .maybe = maybe };
    uint32_t kept = 0;

    ws->text = text;
    k.readable = readable(ws->around, text);
    if (max > DH_TOKENS_MAX)
        max = DH_TOKENS_MAX;
    if (ws->kept.n_texts)
        kept = dh_tokens_recall(&ws->kept, text, ws->w, max);
    if (kept)
        k.from = k.at = (size_t)ws->w[kept - 1].at + ws->w[kept - 1].n;
    note_kept(&k, kept);
    k.w = ws->w + kept;
    k.stop = ws->w + max;
    while (k.at < text.n && cut_block(&k))
        ;
    ws->n = (uint32_t)(k.w - ws->w);
    *k.w = (struct dh_token){ 0 };
    ws->n_signs = k.n_signs;
    ws->any_flags = k.any_flags;
    ws->any_signs = k.any_signs;
    ws->whole = k.at >= text.n;
    find_all(&k);
}
