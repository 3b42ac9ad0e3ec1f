/* SPDX-License-Identifier: MIT */
/* The words of a text's fragments, hashed once, and the vocabulary of its prose: which of them come
 * back elsewhere in the story. */
#include "base/hash.h"
#include "base/mem.h"
#include "base/swar.h"
#include "text/traits.h"

enum {
    ROOM_MIN = 256,
    ROOM_MAX = 1 << 15,
    WORD_MIN = 4,         /* bytes: shorter words are function words in most languages */
    HEAD = 3,             /* paragraphs that make the head of a story */
    CONTENT_MAX = 48,     /* words of one fragment that are asked for: its beginning tells */
    HASHES_MAX = 1 << 16, /* words that are hashed once; more are read anew each round */
    HASHED_MAX = 1 << 14  /* the same of fragments */
};

static size_t room_for(size_t n)
{
    size_t room = ROOM_MIN;
    while (room < n && room < ROOM_MAX)
        room *= 2;
    return room;
}

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

/* The same for words in small and in capital letters of ASCII. */
static uint64_t hash_word(struct dh_str s)
{
    uint64_t h = s.n;
    for (size_t at = 0; at < s.n; at += 8) {
        uint64_t x = dh_swar_load_tail(s, at);
        h = (h ^ (x | dh_swar_between(x, 'A', 'Z') >> 2)) * 0x9E3779B97F4A7C15u;
        h ^= h >> 32;
    }
    return h | 1;
}

/* Most words: fewer than eight letters and digits of ASCII, and a byte of ASCII behind them.
 * Answers how many; 0: another kind of word. *hash is as of hash_word. */
static inline size_t short_word(struct dh_str s, size_t at, uint64_t *hash)
{
    uint64_t x = dh_swar_load_tail(s, at);
    uint64_t small = (x | 0x20 * DH_SWAR_ONES) & ~DH_SWAR_HIGHS;
    uint64_t other =
        (~(dh_swar_between(small, 'a', 'z') | dh_swar_between(x, '0', '9')) | x) & DH_SWAR_HIGHS;
    if (!other || (x & other & (~other + 1)))
        return 0;
    uint64_t before = ((other & (~other + 1)) >> 7) - 1;
    size_t n = dh_swar_first(other);
    x &= before;
    uint64_t h = (n ^ (x | dh_swar_between(x, 'A', 'Z') >> 2)) * 0x9E3779B97F4A7C15u;
    *hash = (h ^ h >> 32) | 1;
    return n;
}

/* The next word at or behind *at as a hash; 0: there is none. Of scripts without spaces each pair
 * of characters is one. */
static uint64_t next_word(struct dh_str s, size_t *at)
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
        return hash_word(dh_str_sub(s, from, i - from));
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

/* Eight bytes at `at`, zeros behind the end. */
static inline uint64_t eight_at(struct dh_str s, size_t at)
{
    return s.n - at >= 8 ? dh_swar_load(s.p + at) : dh_swar_load_tail(s, at);
}

static inline uint64_t hash_part(struct dh_str s, size_t from, size_t n)
{
    if (n > 8)
        return hash_word(dh_str_sub(s, from, n));
    uint64_t x = eight_at(s, from) & ~(uint64_t)0 >> (64 - 8 * n);
    uint64_t h = (n ^ (x | dh_swar_between(x, 'A', 'Z') >> 2)) * 0x9E3779B97F4A7C15u;
    return (h ^ h >> 32) | 1;
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

/* The words of s, as next_word finds them, into out, which has room for s.n / WORD_MIN + 1. *n: how
 * many. false: it holds characters that this does not know. */
static bool hash_plain(struct dh_str s, uint64_t *out, size_t *n)
{
    uint64_t signs = 0, before = 0; /* before: the last byte of the block before was a word's */
    struct block b = block_at(s, 0, &signs), next;
    size_t k = 0;
    for (size_t at = 0; at < s.n; at += 64, before = b.words >> 63, b = next) {
        next = block_at(s, at + 64, &signs);
        if (b.wide)
            return false;
        _Static_assert(WORD_MIN == 4, "so many bytes are looked for");
        uint64_t two = b.words & (b.words >> 1 | next.words << 63);
        uint64_t four = two & (b.words >> 2 | next.words << 62) & (b.words >> 3 | next.words << 61);
        for (uint64_t x = four & ~(b.words << 1 | before); x; x &= x - 1) {
            unsigned i = (unsigned)__builtin_ctzll(x);
            size_t from = at + i;
            uint64_t behind = ~b.words >> i;
            size_t length = behind ? (size_t)__builtin_ctzll(behind) : word_end(s, from) - from;
            out[k++] = hash_part(s, from, length);
        }
    }
    *n = k;
    return true;
}

/* The text that a fragment's words are taken from: normalised where that was kept. */
static struct dh_str words_of(const struct dh_traits *t, size_t i)
{
    const struct dh_fragment *f = &t->page->fragments[i];
    return f->norm.n ? f->norm : dh_page_fragment(t->page, i);
}

/* The words of the first fragments, once for all rounds: as many as there is room for. */
static void hash_words(struct dh_traits *t)
{
    size_t fragments = t->page->n_fragments < HASHED_MAX ? t->page->n_fragments : HASHED_MAX;
    size_t bytes = 0, n = 0;
    for (size_t i = 0; i < fragments; i++)
        bytes += t->page->fragments[i].n;
    size_t room = bytes / WORD_MIN + fragments;
    room = room < HASHES_MAX ? room : HASHES_MAX;
    t->hashes = dh_arena_alloc(t->arena, room * sizeof *t->hashes);
    t->hashed = dh_arena_alloc(t->arena, (fragments + 1) * sizeof *t->hashed);
    if (!t->hashes || !t->hashed)
        return; /* then they are read each time */
    t->hashed[0] = 0;
    for (size_t i = 0; i < fragments; i++) {
        struct dh_str s = words_of(t, i);
        uint64_t hash;
        size_t found;
        if (room - n > s.n / WORD_MIN + 1 && hash_plain(s, t->hashes + n, &found))
            n += found;
        else
            for (size_t at = 0; n < room && (hash = next_word(s, &at)) != 0;)
                t->hashes[n++] = hash;
        if (n == room)
            break; /* this one may have more */
        t->hashed[++t->n_hashed] = (uint32_t)n;
    }
}

/* The words of one fragment, one by one. */
struct words {
    const uint64_t *next, *end; /* of those hashed; next NULL: read from s */
    struct dh_str s;
    size_t at;
};

static struct words start_words(const struct dh_traits *t, size_t i)
{
    struct words w = { .s = words_of(t, i) };
    if (i < t->n_hashed) {
        w.next = t->hashes + t->hashed[i];
        w.end = t->hashes + t->hashed[i + 1];
    }
    return w;
}

static inline uint64_t take_word(struct words *w)
{
    if (!w->next)
        return next_word(w->s, &w->at);
    return w->next < w->end ? *w->next++ : 0;
}

enum dh_err dh_traits_words(struct dh_traits *t)
{
    t->words_room = room_for(t->bytes / 4);
    t->copies_room = room_for(2 * t->page->n_fragments);
    while (t->copies_room < 2 * t->page->n_fragments)
        t->copies_room *= 2;
    t->words = dh_arena_alloc(t->arena, t->words_room * sizeof *t->words);
    t->copies = dh_arena_alloc(t->arena, t->copies_room * sizeof *t->copies);
    if (!t->words || !t->copies)
        return DH_ELIMIT;
    hash_words(t);
    t->common = dh_arena_alloc(t->arena, t->page->n_fragments * sizeof *t->common);
    return DH_OK;
}

static inline struct dh_line_word *word_slot(struct dh_line_word *words, size_t room, uint64_t hash)
{
    size_t i = hash >> 1 & (room - 1);
    while (words[i].hash && words[i].hash != hash)
        i = (i + 1) & (room - 1);
    return &words[i];
}

void dh_traits_keep(struct dh_traits *t, size_t i, uint32_t number)
{
    struct words words = start_words(t, i);
    struct dh_line_word *table = t->words;
    size_t room = t->words_room, n = t->words_n;
    uint64_t hash;
    while ((hash = take_word(&words)) != 0) {
        struct dh_line_word *w = word_slot(table, room, hash);
        if (!w->hash) {
            if (n * 2 >= room)
                break;
            n++;
            *w = (struct dh_line_word){ .hash = hash };
        }
        w->n += w->last != number && w->n < UINT8_MAX;
        w->last = number;
        w->head |= number <= HEAD;
    }
    t->words_n = n;
}

void dh_traits_find(const struct dh_traits *t, size_t i, bool in, struct dh_line_common *c)
{
    struct words words = start_words(t, i);
    unsigned content = 0, common = 0, often = 0, head = 0;
    uint64_t hash;
    while (content < CONTENT_MAX && (hash = take_word(&words)) != 0) {
        /* of a word that is not there all is zero */
        const struct dh_line_word *w = word_slot(t->words, t->words_room, hash);
        unsigned n = w->n - (in & (w->n > 0));
        content++;
        common += n > 0;
        often += n > 2;
        head += w->head;
    }
    *c = (struct dh_line_common){ .content = (uint16_t)content,
                                  .common = (uint16_t)common,
                                  .often = (uint16_t)often,
                                  .rare = (uint16_t)(content - common),
                                  .head = (uint16_t)head };
}
