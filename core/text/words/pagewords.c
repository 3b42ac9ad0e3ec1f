/* SPDX-License-Identifier: MIT */
#include "text/words/pagewords.h"

#include "base/hash.h"
#include "base/swar.h"

enum {
    SIXTEEN = 16,
    WORD_MIN = 4,         /* bytes: shorter words are function words in most languages */
    HASHES_MAX = 1 << 16, /* words that are hashed once; more are read anew each time */
    HASHED_MAX = 1 << 14  /* the same of fragments */
};

/* The bytes at s.p[at] as a piece of a word: 1 a letter or digit, 3 a character of a script without
 * spaces, 0 what parts words. Signs beyond ASCII are mostly in the rows of Latin-1 and of general
 * punctuation. */
static unsigned piece(struct dh_str s, size_t at)
{
    unsigned char c = (unsigned char)s.p[at];
    if (c < 0x80)
        return dh_is_alpha(c) || dh_is_digit(c);
    if (c == 0xC2 || c == 0xE2 || c == 0xEF)
        return 0;
    bool wide = (c >= 0xE3 && c <= 0xE9) ||
                (c == 0xE0 && at + 1 < s.n &&
                 ((unsigned char)s.p[at + 1] == 0xB8 || (unsigned char)s.p[at + 1] == 0xB9));
    return wide && at + 3 <= s.n ? 3 : 1;
}

/* Behind the letters and digits at `at`, of ASCII or not. */
static size_t word_end(struct dh_str s, size_t at)
{
    while (at < s.n) {
        uint64_t x = dh_swar_load_tail(s, at);
        uint64_t small = (x | 0x20 * DH_SWAR_ONES) & ~DH_SWAR_HIGHS;
        uint64_t other = ~(dh_swar_between(small, 'a', 'z') | dh_swar_between(x, '0', '9')) | x;
        other &= DH_SWAR_HIGHS;
        at += other ? dh_swar_first(other) : 8;
        if (other && (at >= s.n || (unsigned char)s.p[at] < 0x80 || piece(s, at) != 1))
            break;
        at += other != 0;
    }
    return at < s.n ? at : s.n;
}

/* Eight bytes of a word with its capitals of ASCII made small: digits have that bit already. */
static inline uint64_t small_letters(uint64_t x)
{
    return x | (~x & DH_SWAR_HIGHS) >> 2;
}

static inline uint64_t mix(uint64_t h, uint64_t x)
{
    h = (h ^ x) * 0x9E3779B97F4A7C15u;
    return h ^ h >> 32;
}

/* A word of up to SIXTEEN bytes: small letters, zeros behind the last. No word holds a zero. */
static inline uint64_t hash_halves(uint64_t first, uint64_t second)
{
    uint64_t h = first * 0x9E3779B97F4A7C15u + second * 0xC2B2AE3D27D4EB4Fu;
    return (h ^ h >> 32) | 1;
}

/* Bytes [from, to) of a word, eight at the most. */
static inline uint64_t part(struct dh_str word, size_t from, size_t to)
{
    uint64_t x = small_letters(dh_swar_load_tail(word, from));
    return to > from ? x & ~(uint64_t)0 >> (64 - 8 * (to - from)) : 0;
}

static uint64_t hash_any(struct dh_str word)
{
    size_t n = word.n, half = n < 8 ? n : 8;
    uint64_t h = hash_halves(part(word, 0, half), part(word, half, n < SIXTEEN ? n : SIXTEEN));
    for (size_t at = SIXTEEN; at + 8 < n; at += 8)
        h = mix(h, part(word, at, at + 8));
    return n > SIXTEEN ? mix(h, part(word, n - 8, n)) | 1 : h;
}

/* The same of the word of n bytes at p, of which most have at most SIXTEEN; what stands at p up to
 * `end` may be read. */
static inline uint64_t hash_word(const char *p, size_t n, const char *end)
{
    static const char masks[2 * SIXTEEN] = { -1, -1, -1, -1, -1, -1, -1, -1,
                                             -1, -1, -1, -1, -1, -1, -1, -1 };
    if (n > SIXTEEN || end - p < SIXTEEN)
        return hash_any((struct dh_str){ p, n });
    dh_sixteen x = dh_sixteen_load(p);
    uint64_t half[2];
    x |= dh_sixteen_between(x, 0, 0x7F) & dh_sixteen_set(0x20);
    x &= dh_sixteen_load(masks + SIXTEEN - n);
    memcpy(half, &x, sizeof half);
    return hash_halves(le64toh(half[0]), le64toh(half[1]));
}

/* Most words: fewer than eight letters and digits of ASCII, and a byte of ASCII behind them.
 * Answers how many; 0: another kind of word. *hash is set. */
static inline size_t short_word(struct dh_str s, size_t at, uint64_t *hash)
{
    uint64_t x = dh_swar_load_tail(s, at);
    uint64_t small = (x | 0x20 * DH_SWAR_ONES) & ~DH_SWAR_HIGHS;
    uint64_t other =
        (~(dh_swar_between(small, 'a', 'z') | dh_swar_between(x, '0', '9')) | x) & DH_SWAR_HIGHS;
    if (!other || (x & other & (~other + 1)))
        return 0;
    size_t n = dh_swar_first(other);
    if (n)
        *hash = hash_halves(small_letters(x) & ~(uint64_t)0 >> (64 - 8 * n), 0);
    return n;
}

uint64_t dh_pagewords_next(struct dh_str s, size_t *at)
{
    size_t i = *at;
    uint64_t hash;
    while (i < s.n) {
        if (s.p[i] == ' ') {
            i++;
            continue;
        }
        size_t n = short_word(s, i, &hash);
        i += n;
        if (n >= WORD_MIN) {
            *at = i;
            return hash;
        }
        if (n)
            continue;
        unsigned p = piece(s, i);
        if (p == 0) {
            i++;
            /* the rest of a sign of several bytes */
            while (i < s.n && ((unsigned char)s.p[i] & 0xC0) == 0x80)
                i++;
            continue;
        }
        size_t from = i;
        if (p == 3) {
            i += 3;
            if (i < s.n && piece(s, i) == 3) {
                *at = i;
                return dh_hash_mix(dh_hash64(dh_str_sub(s, from, 6))) | 1;
            }
            continue;
        }
        i = word_end(s, i);
        if (i - from < WORD_MIN)
            continue;
        *at = i;
        return hash_any(dh_str_sub(s, from, i - from));
    }
    *at = i;
    return 0;
}

/* ---- The same for a whole fragment, sixty-four bytes at a time */

/* Bits of sixty-four bytes: pieces of words; the first bytes of characters of scripts without
 * spaces, which this does not know. */
struct block {
    uint64_t words, wide;
};

/* signs: whether the block before ended inside a sign; set for the next one. */
static inline struct block look_at_block(const char *p, uint64_t *signs)
{
    struct block b = { 0 };
    uint64_t high = 0;
    for (int k = 0; k < 4; k++) {
        dh_sixteen x = dh_sixteen_load(p + 16 * k);
        dh_sixteen small = x | dh_sixteen_set(0x20);
        uint64_t ascii =
            dh_sixteen_bits(dh_sixteen_between(small, 'a', 'z') | dh_sixteen_between(x, '0', '9'));
        b.words |= ascii << 16 * k;
        high |= dh_sixteen_bits(x) << 16 * k;
    }
    if (!high) {
        *signs = ~b.words >> 63 & (p[63] != ' ');
        return b;
    }
    uint64_t first = ~(b.words | high), more = 0; /* of signs, and what goes on with characters */
    for (int k = 0; k < 4; k++) {
        dh_sixteen x = dh_sixteen_load(p + 16 * k);
        first |= dh_sixteen_bits(dh_sixteen_equal(x, 0xC2) | dh_sixteen_equal(x, 0xE2) |
                                 dh_sixteen_equal(x, 0xEF))
                 << 16 * k;
        first &= ~(dh_sixteen_bits(dh_sixteen_equal(x, ' ')) << 16 * k);
        more |= dh_sixteen_bits(dh_sixteen_between(x, 0x80, 0xBF)) << 16 * k;
        b.wide |= dh_sixteen_bits(dh_sixteen_equal(x, 0xE0) | dh_sixteen_between(x, 0xE3, 0xE9))
                  << 16 * k;
    }
    /* the bytes that go on with a sign: adding its second one to them runs through to the end */
    uint64_t second = (first << 1 | *signs) & more, rest = ((more + second) ^ more) & more;
    *signs = (first | rest) >> 63;
    b.words = (b.words | high) & ~(first | rest);
    return b;
}

static inline struct block block_at(struct dh_str s, size_t at, uint64_t *signs)
{
    char last[64] DH_NOT_CLEARED;
    if (at >= s.n)
        return (struct block){ 0 };
    if (s.n - at >= sizeof last)
        return look_at_block(s.p + at, signs);
    memset(last, 0, sizeof last);
    memcpy(last, s.p + at, s.n - at);
    return look_at_block(last, signs);
}

/* The words that begin in a block at `at` of s, hashed into out; answers behind the last. words:
 * bytes of words in it, next: in the one behind it, before: whether the byte before it is one. What
 * stands up to `end` may be read. */
static inline uint64_t *hash_block(struct dh_str s, size_t at, uint64_t words, uint64_t next,
                                   uint64_t before, const char *end, uint64_t *out)
{
    _Static_assert(WORD_MIN == 4, "so many bytes are looked for");
    uint64_t two = words & (words >> 1 | next << 63);
    uint64_t four = two & (words >> 2 | next << 62) & (words >> 3 | next << 61);
    for (uint64_t x = four & ~(words << 1 | before); x; x &= x - 1) {
        unsigned i = (unsigned)__builtin_ctzll(x);
        uint64_t behind = ~(words >> i | next << 1 << (63 - i)); /* of 64 bytes from there on */
        size_t from = at + i;
        size_t length = behind ? (size_t)__builtin_ctzll(behind) : word_end(s, from) - from;
        *out++ = hash_word(s.p + from, length, end);
    }
    return out;
}

/* The words of s, as dh_pagewords_next finds them, into out, which has room for s.n / WORD_MIN + 1;
 * answers behind the last. NULL: it holds characters that this does not know. */
static uint64_t *hash_plain(struct dh_str s, uint64_t *out)
{
    uint64_t signs = 0, before = 0; /* before: the last byte of the block before was a word's */
    struct block b = block_at(s, 0, &signs), next;
    for (size_t at = 0; at < s.n; at += 64, before = b.words >> 63, b = next) {
        next = block_at(s, at + 64, &signs);
        if (b.wide)
            return NULL;
        out = hash_block(s, at, b.words, next.words, before, s.p + s.n, out);
    }
    return out;
}

/* The same of ASCII whose words are known (counts.h), in a text that ends at `end`. */
static uint64_t *hash_known(struct dh_str s, const uint64_t *words, const char *end, uint64_t *out)
{
    uint64_t before = 0;
    for (size_t at = 0; at < s.n; at += 64) {
        uint64_t now = words[at / 64], next = s.n - at > 64 ? words[at / 64 + 1] : 0;
        out = hash_block(s, at, now, next, before, end, out);
        before = now >> 63;
    }
    return out;
}

/* ---- The words of a page */

struct dh_str dh_pagewords_text(const struct dh_pagewords *w, size_t i)
{
    const struct dh_fragment *f = &w->page->fragments[i];
    return f->norm.n ? f->norm : dh_page_fragment(w->page, i);
}

void dh_pagewords_room(struct dh_pagewords *w, const struct dh_page *page, struct dh_arena *a)
{
    size_t fragments = page->n_fragments < HASHED_MAX ? page->n_fragments : HASHED_MAX;
    size_t bytes = 0;
    *w = (struct dh_pagewords){ .page = page };
    for (size_t i = 0; i < fragments; i++)
        bytes += page->fragments[i].n;
    w->room = bytes / WORD_MIN + fragments;
    if (w->room > HASHES_MAX)
        w->room = HASHES_MAX;
    w->hashes = dh_arena_alloc(a, w->room * sizeof *w->hashes);
    w->first = dh_arena_alloc(a, (fragments + 1) * sizeof *w->first);
    w->bits = dh_arena_alloc(a, (page->input.n / 64 + fragments + 1) * sizeof *w->bits);
    w->known = dh_arena_zeroed(a, fragments + 1, sizeof *w->known);
    if (!w->hashes || !w->first)
        return; /* then they are read each time */
    w->first[0] = 0;
    w->fragments = fragments;
}

/* Fragments follow each other in the input, so that no two share a number. */
uint64_t *dh_pagewords_bits(const struct dh_pagewords *w, size_t i)
{
    bool room = i < w->fragments && w->bits && w->known;
    return room ? w->bits + w->page->fragments[i].at / 64 + i : NULL;
}

void dh_pagewords_know(struct dh_pagewords *w, size_t i)
{
    if (dh_pagewords_bits(w, i))
        w->known[i] = true;
}

/* The words of fragment w->n, the next one. false: it may have more than there is room for. */
static bool hash_next(struct dh_pagewords *w)
{
    size_t i = w->n;
    struct dh_str input = w->page->input;
    const uint64_t *bits = dh_pagewords_bits(w, i);
    bool known = bits && w->known[i];
    struct dh_str s = known ? dh_page_fragment(w->page, i) : dh_pagewords_text(w, i);
    uint64_t hash, *out = w->hashes + w->first[i], *end = w->hashes + w->room, *to = NULL;
    if ((size_t)(end - out) > s.n / WORD_MIN + 1)
        to = known ? hash_known(s, bits, input.p + input.n, out) : hash_plain(s, out);
    if (!to) {
        to = out;
        for (size_t at = 0; to < end && (hash = dh_pagewords_next(s, &at)) != 0;)
            *to++ = hash;
    }
    if (to == end)
        return false;
    w->first[++w->n] = (uint32_t)(to - w->hashes);
    return true;
}

void dh_pagewords_hash(struct dh_pagewords *w)
{
    while (w->n < w->fragments)
        if (!hash_next(w))
            w->fragments = w->n; /* this one and those behind it are read each time */
}
