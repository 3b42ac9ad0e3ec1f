/* SPDX-License-Identifier: MIT */
/* The words of a text's fragments, hashed once, and the vocabulary of its prose: which of them come
 * back elsewhere in the story. */
#include "base/hash.h"
#include "base/mem.h"
#include "base/swar.h"
#include "text/traits.h"

enum {
    ROOM_MIN = 256,
    ROOM_MAX = 1 << 15,   /* slots are numbers of 16 bits */
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

/* The same for words in small and in capital letters of ASCII; s has more than eight bytes. */
static inline uint64_t hash_long(struct dh_str s)
{
    uint64_t h = s.n;
    for (size_t at = 0; at < s.n - 8; at += 8)
        h = mix(h, small_letters(dh_swar_load(s.p + at)));
    return mix(h, small_letters(dh_swar_load(s.p + s.n - 8))) | 1;
}

/* x begins with the n bytes of a word, one to eight. */
static inline uint64_t hash_short(uint64_t x, size_t n)
{
    return mix(n, small_letters(x) & ~(uint64_t)0 >> (64 - 8 * n)) | 1;
}

static inline uint64_t hash_part(struct dh_str s, size_t from, size_t n)
{
    return n > 8 ? hash_long((struct dh_str){ s.p + from, n })
                 : hash_short(dh_swar_load_tail(s, from), n);
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
    size_t n = dh_swar_first(other);
    if (n)
        *hash = hash_short(x, n);
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
        return hash_part(s, from, i - from);
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
 * bytes of words in it, next: in the one behind it, before: whether the byte before it is one. */
static inline uint64_t *hash_block(struct dh_str s, size_t at, uint64_t words, uint64_t next,
                                   uint64_t before, uint64_t *out)
{
    _Static_assert(WORD_MIN == 4, "so many bytes are looked for");
    uint64_t two = words & (words >> 1 | next << 63);
    uint64_t four = two & (words >> 2 | next << 62) & (words >> 3 | next << 61);
    for (uint64_t x = four & ~(words << 1 | before); x; x &= x - 1) {
        unsigned i = (unsigned)__builtin_ctzll(x);
        uint64_t behind = ~words >> i;
        size_t from = at + i, length;
        if (behind)
            length = (size_t)__builtin_ctzll(behind);
        else
            length = ~next ? 64 - i + (size_t)__builtin_ctzll(~next) : word_end(s, from) - from;
        *out++ = hash_part(s, from, length);
    }
    return out;
}

/* The words of s, as next_word finds them, into out, which has room for s.n / WORD_MIN + 1; answers
 * behind the last. NULL: it holds characters that this does not know. */
static uint64_t *hash_plain(struct dh_str s, uint64_t *out)
{
    uint64_t signs = 0, before = 0; /* before: the last byte of the block before was a word's */
    struct block b = block_at(s, 0, &signs), next;
    for (size_t at = 0; at < s.n; at += 64, before = b.words >> 63, b = next) {
        next = block_at(s, at + 64, &signs);
        if (b.wide)
            return NULL;
        out = hash_block(s, at, b.words, next.words, before, out);
    }
    return out;
}

/* The same of ASCII whose words are known (counts.h). */
static uint64_t *hash_known(struct dh_str s, const uint64_t *words, uint64_t *out)
{
    uint64_t before = 0;
    for (size_t at = 0; at < s.n; at += 64) {
        uint64_t now = words[at / 64], next = s.n - at > 64 ? words[at / 64 + 1] : 0;
        out = hash_block(s, at, now, next, before, out);
        before = now >> 63;
    }
    return out;
}

/* The text that a fragment's words are taken from: normalised where that was kept. */
static struct dh_str words_of(const struct dh_traits *t, size_t i)
{
    const struct dh_fragment *f = &t->page->fragments[i];
    return f->norm.n ? f->norm : dh_page_fragment(t->page, i);
}

void dh_traits_room(struct dh_traits *t)
{
    size_t fragments = t->page->n_fragments < HASHED_MAX ? t->page->n_fragments : HASHED_MAX;
    size_t bytes = 0, most = 0;
    for (size_t i = 0; i < fragments; i++) {
        size_t n = t->page->fragments[i].n;
        bytes += n;
        most = n > most ? n : most;
    }
    t->hashes_room = bytes / WORD_MIN + fragments;
    if (t->hashes_room > HASHES_MAX)
        t->hashes_room = HASHES_MAX;
    t->hashes = dh_arena_alloc(t->arena, t->hashes_room * sizeof *t->hashes);
    t->slots = dh_arena_alloc(t->arena, t->hashes_room * sizeof *t->slots);
    t->hashed = dh_arena_alloc(t->arena, (fragments + 1) * sizeof *t->hashed);
    t->bits = dh_arena_alloc(t->arena, (most / 64 + 1) * sizeof *t->bits);
    if (!t->hashes || !t->slots || !t->hashed)
        return; /* then they are read each time */
    t->hashed[0] = 0;
    t->hashed_room = fragments;
}

void dh_traits_hash(struct dh_traits *t, size_t i, bool known)
{
    if (t->n_hashed != i || i >= t->hashed_room)
        return;
    struct dh_str s = known ? dh_page_fragment(t->page, i) : words_of(t, i);
    uint64_t hash, *out = t->hashes + t->hashed[i], *end = t->hashes + t->hashes_room, *to = NULL;
    if ((size_t)(end - out) > s.n / WORD_MIN + 1)
        to = known ? hash_known(s, t->bits, out) : hash_plain(s, out);
    if (!to) {
        to = out;
        for (size_t at = 0; to < end && (hash = next_word(s, &at)) != 0;)
            *to++ = hash;
    }
    if (to == end)
        return; /* this one may have more, and those behind it are read each time */
    t->hashed[++t->n_hashed] = (uint32_t)(to - t->hashes);
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

/* Whether there is no room for more words. *slot: where the word stands. */
static inline bool keep_word(struct dh_line_word *words, size_t room, size_t *n, uint64_t hash,
                             uint32_t number, uint16_t *slot)
{
    struct dh_line_word *w = word_slot(words, room, hash);
    if (!w->hash) {
        if (*n * 2 >= room)
            return true;
        ++*n;
        w->hash = hash; /* of a slot that is free all is zero */
    }
    w->n = (uint8_t)(w->n + (w->last != number && w->n < UINT8_MAX));
    w->last = number;
    w->head |= number <= HEAD;
    *slot = (uint16_t)(w - words);
    return false;
}

void dh_traits_keep(struct dh_traits *t, size_t i, uint32_t number)
{
    size_t n = t->words_n, at = 0;
    bool full = false;
    uint64_t hash;
    if (i < t->n_hashed) {
        for (uint32_t k = t->hashed[i]; k < t->hashed[i + 1] && !full; k++)
            full = keep_word(t->words, t->words_room, &n, t->hashes[k], number, &t->slots[k]);
    } else {
        struct dh_str s = words_of(t, i);
        uint16_t slot;
        while (!full && (hash = next_word(s, &at)) != 0)
            full = keep_word(t->words, t->words_room, &n, hash, number, &slot);
    }
    t->words_n = n;
    t->words_full |= full;
}

/* What words are to the vocabulary. */
struct sum {
    unsigned content, common, often, head;
};

/* others: 1, it is of a paragraph of the vocabulary, which does not count; else 0. */
static inline void add_word(struct sum *s, const struct dh_line_word *w, unsigned others)
{
    s->content++;
    s->common += w->n > others;
    s->often += w->n > 2 + others;
    s->head += w->head;
}

void dh_traits_find(const struct dh_traits *t, size_t i, bool in, struct dh_line_common *c)
{
    const struct dh_line_word *table = t->words;
    size_t room = t->words_room, at = 0;
    struct sum sum = { 0 };
    uint64_t hash;
    if (i < t->n_hashed) {
        uint32_t from = t->hashed[i], to = t->hashed[i + 1];
        to = to - from > CONTENT_MAX ? from + CONTENT_MAX : to;
        if (in && !t->words_full)
            for (uint32_t k = from; k < to; k++)
                add_word(&sum, &table[t->slots[k]], 1);
        else
            for (uint32_t k = from; k < to; k++)
                add_word(&sum, word_slot(t->words, room, t->hashes[k]), in);
    } else {
        struct dh_str s = words_of(t, i);
        while (sum.content < CONTENT_MAX && (hash = next_word(s, &at)) != 0)
            add_word(&sum, word_slot(t->words, room, hash), in);
    }
    *c = (struct dh_line_common){ .content = (uint16_t)sum.content,
                                  .common = (uint16_t)sum.common,
                                  .often = (uint16_t)sum.often,
                                  .rare = (uint16_t)(sum.content - sum.common),
                                  .head = (uint16_t)sum.head };
}
