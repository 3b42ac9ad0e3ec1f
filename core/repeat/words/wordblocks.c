/* SPDX-License-Identifier: MIT */
/* Many words at once (words.h): sixty-four bytes of a text are looked at together, and the plain
 * words among them hashed by the dozen. What is odd, other characters and long words, goes the slow
 * way. */
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "base/pairs.h"
#include "base/swar.h"
#include "repeat/words/words.h"

enum {
    BLOCK = 64,
    PLAIN = sizeof(dh_sixteen) - 1, /* letters and digits that take_short reads */
    WAITING = 128                   /* words that are gathered before they are hashed */
};

/* What sixty-four bytes are: bits, the first lowest. */
struct block {
    uint64_t word, digits, capitals; /* of ASCII and of letters of two bytes (pairs.h) */
    uint64_t second;                 /* bytes of letters that are not the first */
    uint64_t high;                   /* not ASCII, and neither those letters nor signs */
};

static inline struct block look_at_block(const char *p)
{
    struct block b = { 0 };
    for (int k = 0; k < 4; k++) {
        dh_sixteen x = dh_sixteen_load(p + 16 * k);
        dh_sixteen digit = dh_sixteen_between(x, '0', '9');
        dh_sixteen letter = dh_sixteen_between(x | dh_sixteen_set(0x20), 'a', 'z');
        b.word |= dh_sixteen_bits(letter | digit) << 16 * k;
        b.digits |= dh_sixteen_bits(digit) << 16 * k;
        b.capitals |= dh_sixteen_bits(dh_sixteen_between(x, 'A', 'Z')) << 16 * k;
        b.high |= dh_sixteen_bits(x) << 16 * k;
    }
    return b;
}

/* The bytes of U+2000 to U+203F that stand in a block whole: dashes, quotes and blanks, and nothing
 * of a word. Two more bytes than the block stand at p. */
static inline uint64_t signs_of(const char *p)
{
    uint64_t first = 0;
    for (int k = 0; k < 4; k++) {
        const char *at = p + 16 * k;
        first |= dh_sixteen_bits(dh_sixteen_equal(dh_sixteen_load(at), 0xE2) &
                                 dh_sixteen_equal(dh_sixteen_load(at + 1), 0x80) &
                                 dh_sixteen_between(dh_sixteen_load(at + 2), 0x80, 0xBF))
                 << 16 * k;
    }
    first &= ~(uint64_t)0 >> 2;
    return first | first << 1 | first << 2;
}

/* Takes letters of two bytes for letters, too, and those signs for blanks; to: the block in lower
 * case. Two more bytes than it has stand at p. */
static void look_beyond(struct block *b, const char *p, char *to)
{
    uint64_t letters, capitals;
    b->high &= ~signs_of(p);
    if (!b->high || !dh_pairs_any(p))
        return;
    dh_pairs_fold(p, to, &letters, &capitals);
    b->second = letters << 1;
    b->word |= letters | b->second;
    b->capitals |= capitals;
    b->high &= ~(letters | b->second);
}

/* The bits where something begins that is not a plain word of PLAIN bytes at the most: other
 * characters, words that may go on in them, and long ones. */
static inline uint64_t odd_bits(const struct block *b)
{
    uint64_t odd = b->high, x = b->word & b->word >> 1;
    for (uint64_t end = b->high & b->word << 1; end; end &= end - 1) {
        uint64_t before = ((uint64_t)1 << __builtin_ctzll(end)) - 1, parts = ~b->word & before;
        odd |= parts ? (uint64_t)2 << (63 - __builtin_clzll(parts)) : 1;
    }
    x &= x >> 2;
    x &= x >> 4;
    _Static_assert(PLAIN == 15, "runs of so many and one are looked for");
    x &= x >> 8;
    return odd | (x & ~(x << 1));
}

static inline uint64_t bits_below(uint32_t n)
{
    return ((uint64_t)1 << n) - 1;
}

/* Plain words whose hashes are still to come, by the range of their lengths. */
struct waiting {
    struct dh_short of[DH_SHORT_RANGES][WAITING];
    struct dh_short *next[DH_SHORT_RANGES]; /* behind the last one */
};

static inline void empty_waiting(struct waiting *wait, unsigned range)
{
    wait->next[range] = wait->of[range];
}

static inline void hash_waiting(struct waiting *wait)
{
    for (unsigned r = 0; r < DH_SHORT_RANGES; r++) {
        dh_hash64_shorts(wait->of[r], (size_t)(wait->next[r] - wait->of[r]), r);
        empty_waiting(wait, r);
    }
}

/* The words that begin with the bits of `begin`, all plain; p: the block's bytes, in lower case
 * where it has letters of two, PLAIN more behind them. Answers how many: room at the most. */
static inline size_t cut_plain(const struct block *b, uint64_t begin, const char *p, size_t base,
                               struct dh_word *out, size_t room, struct waiting *wait)
{
    /* By length, as dh_hash64_shorts has them. */
    static const uint8_t ranges[PLAIN + 1] = { 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2 };
    const dh_sixteen small = dh_sixteen_set(b->second ? 0 : 0x20);
    const uint64_t word = b->word, capitals = b->capitals;
    struct dh_word *w = out, *const stop = out + room;
    for (; begin && w < stop; begin &= begin - 1, w++) {
        unsigned i = (unsigned)__builtin_ctzll(begin);
        unsigned bytes = (unsigned)__builtin_ctzll(~(word >> i));
        struct dh_short *s = wait->next[ranges[bytes]]++;
        dh_sixteen_store(s->text, dh_sixteen_load(p + i) | small);
        s->hash = &w->hash;
        s->n = bytes;
        w->at = (uint32_t)(base + i);
        w->n = w->chars = bytes;
        w->upper = capitals >> i & 1;
        w->digit = w->wide = false;
    }
    const size_t n = (size_t)(w - out);
    for (size_t k = 0; (b->digits | b->second) && k < n; k++) { /* few blocks have any */
        const uint64_t mask = bits_below(out[k].n) << (out[k].at - base);
        out[k].digit = (b->digits & mask) != 0;
        for (uint64_t x = b->second & mask; x; x &= x - 1)
            out[k].chars--;
    }
    return n;
}

/* The words that begin in the sixty-four bytes at w->at, but for a plain one that reaches behind
 * them, with which the next block begins; and as many as out has room for. */
static size_t cut_block(struct dh_words *w, struct dh_word *out, size_t room, struct waiting *wait)
{
    char last[BLOCK + PLAIN] DH_NOT_CLEARED, folded[BLOCK + PLAIN] DH_NOT_CLEARED;
    const size_t base = w->at, left = w->s.n - base;
    const char *p = w->s.p + base;
    size_t n = 0, end = left < BLOCK ? left : BLOCK;

    if (left < sizeof last) {
        memset(last, ' ', sizeof last);
        p = memcpy(last, p, left);
    }
    struct block b = look_at_block(p);
    if (b.high) {
        look_beyond(&b, p, folded);
        p = b.second ? folded : p;
    }
    uint64_t begin = b.word & ~(b.word << 1), odd = odd_bits(&b);
    if (b.word >> 63 && left > BLOCK && ~b.word) {
        end = BLOCK - (size_t)__builtin_clzll(~b.word);
        begin &= ((uint64_t)1 << end) - 1;
        odd &= ((uint64_t)1 << end) - 1;
    }
    while (odd) {
        unsigned i = (unsigned)__builtin_ctzll(odd);
        n += cut_plain(&b, begin & (((uint64_t)1 << i) - 1), p, base, out + n, room - n, wait);
        if (n == room)
            break;
        w->at = base + i;
        if (!dh_words_next_any(w, &out[n]))
            return n;
        n++;
        if (w->at >= base + BLOCK)
            return n;
        begin &= ~(uint64_t)0 << (w->at - base);
        odd &= ~(uint64_t)0 << (w->at - base);
    }
    if (n < room)
        n += cut_plain(&b, begin, p, base, out + n, room - n, wait);
    w->at = n == room ? (size_t)out[n - 1].at + out[n - 1].n : base + end;
    return n;
}

size_t dh_words_cut(struct dh_words *w, struct dh_word *out, size_t room)
{
    struct waiting wait DH_NOT_CLEARED;
    size_t n = 0, hashed = 0;
    for (unsigned r = 0; r < DH_SHORT_RANGES; r++)
        empty_waiting(&wait, r);
    while (n < room && w->at < w->s.n) {
        n += cut_block(w, out + n, room - n, &wait);
        if (n - hashed + BLOCK / 2 <= WAITING) /* there is room for another block's */
            continue;
        hash_waiting(&wait);
        hashed = n;
    }
    hash_waiting(&wait);
    return n;
}

void dh_wordrun_begin(struct dh_wordrun *r, struct dh_str s)
{
    r->words = (struct dh_words){ .s = s };
    r->word[0] = (struct dh_word){ .chars = 0 };
    r->n = 0;
    r->end = false;
}

bool dh_wordrun_next(struct dh_wordrun *r)
{
    if (r->end)
        return false;
    r->word[0] = r->word[r->n];
    r->n = dh_words_cut(&r->words, r->word + 1, DH_WORDRUN);
    r->end = r->n < DH_WORDRUN;
    return r->n > 0;
}
