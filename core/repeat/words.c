/* SPDX-License-Identifier: MIT */
#include "repeat/words.h"

#include <endian.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "base/pairs.h"
#include "base/swar.h"
#include "base/utf8.h"
#include "repeat/sort64.h"

enum {
    CHUNK = 64,       /* a word's bytes are hashed in pieces of this size */
    CONTENT_DENSE = 2 /* letters of a content word in Hangul, where a letter is a syllable */
};

/* The hash of a word that comes in pieces; most words are one piece. */
struct hasher {
    char buf[CHUNK + sizeof(dh_sixteen)]; /* what is behind n is written over */
    size_t n;
    uint64_t hash;
    bool started;
};

static void hash_flush(struct hasher *h)
{
    struct dh_str piece = { h->buf, h->n };
    if (h->started)
        h->hash = dh_hash64_more(h->hash, piece);
    else
        h->hash = h->n - 1 < 16 ? dh_hash64_short(h->buf, h->n) : dh_hash64(piece);
    h->started = true;
    h->n = 0;
}

static void hash_char(struct hasher *h, uint32_t cp)
{
    if (h->n >= CHUNK)
        hash_flush(h);
    h->n += dh_utf8_put(h->buf + h->n, dh_utf8_lower(cp));
}

static bool ascii_word(unsigned char c)
{
    return dh_is_alpha(c) || dh_is_digit(c);
}

/* Skips to the first byte of a word; the class of its first character in *cls (0: the end). */
static size_t skip(struct dh_str s, size_t at, unsigned *cls)
{
    while (at < s.n) {
        unsigned char c = (unsigned char)s.p[at];
        if (c < 0x80) {
            if (ascii_word(c)) {
                *cls = dh_is_digit(c) ? DH_C_DIGIT
                       : c < 'a'      ? DH_C_UPPER | DH_C_LETTER
                                      : DH_C_LETTER;
                return at;
            }
            at++;
            continue;
        }
        uint32_t cp;
        size_t n = dh_utf8_get(s, at, &cp);
        if (cp >= 0x400 && cp <= 0x45F) /* known without a table */
            *cls = DH_C_LETTER | (cp < 0x430 ? DH_C_UPPER : 0);
        else
            *cls = dh_utf8_class(cp);
        if (*cls & (DH_C_LETTER | DH_C_DIGIT))
            return at;
        at += n;
    }
    *cls = 0;
    return at;
}

/* One character of a script without spaces. */
static size_t take_wide(struct dh_str s, size_t at, struct hasher *h, struct dh_word *out)
{
    uint32_t cp;
    size_t n = dh_utf8_get(s, at, &cp);
    hash_char(h, cp);
    out->chars = 1;
    out->wide = true;
    return at + n;
}

/* The sixteen bytes at `at`; behind the end of the text zeros. */
static inline dh_sixteen sixteen_at(struct dh_str s, size_t at)
{
    if (s.n - at >= sizeof(dh_sixteen))
        return dh_sixteen_load(s.p + at);
    uint64_t second = s.n - at > 8 ? dh_swar_load_tail(s, at + 8) : 0;
    uint64_t two[] = { htole64(dh_swar_load_tail(s, at)), htole64(second) };
    dh_sixteen x;
    memcpy(&x, two, sizeof x);
    return x;
}

/* Sixteen bytes as words see them. */
struct plain {
    dh_sixteen lower; /* the letters in lower case */
    unsigned digits;  /* a bit each */
    unsigned n;       /* letters and digits that they begin with */
};

static inline struct plain look_at_sixteen(dh_sixteen x)
{
    struct plain p = { .lower = x | dh_sixteen_set(0x20) }; /* digits have this bit already */
    dh_sixteen digit = dh_sixteen_between(x, '0', '9');
    dh_sixteen letter = dh_sixteen_between(p.lower, 'a', 'z');
    p.digits = (unsigned)dh_sixteen_bits(digit);
    p.n = (unsigned)__builtin_ctz(~(unsigned)dh_sixteen_bits(letter | digit) | 1u << 16);
    return p;
}

/* The letters and digits of ASCII at `at`, as far as they go and the piece has room. */
static size_t take_plain(struct dh_str s, size_t at, struct hasher *h, struct dh_word *out)
{
    struct plain p = look_at_sixteen(sixteen_at(s, at));
    if (p.n == 0)
        return 0;
    if (h->n >= CHUNK)
        hash_flush(h);
    unsigned room = CHUNK - (unsigned)h->n, n = p.n < room ? p.n : room;
    memcpy(h->buf + h->n, &p.lower, sizeof p.lower);
    h->n += n;
    out->digit |= (p.digits & ((1u << n) - 1)) != 0;
    out->chars += n;
    return n;
}

/* Whether U+2000 to U+203F stands there: dashes, quotes and blanks, and nothing of a word. */
static bool is_sign(struct dh_str s, size_t at)
{
    return s.n - at >= 3 && s.p[at] == '\xE2' && s.p[at + 1] == '\x80';
}

static size_t take_run(struct dh_str s, size_t at, struct hasher *h, struct dh_word *out)
{
    while (at < s.n) {
        size_t n = (unsigned char)s.p[at] < 0x80 ? take_plain(s, at, h, out) : 0;
        at += n;
        if (n)
            continue;
        if ((unsigned char)s.p[at] < 0x80 || is_sign(s, at))
            break;
        n = h->n < CHUNK ? dh_utf8_lower_pairs(s, at, h->buf + h->n, CHUNK + 1 - h->n) : 0;
        h->n += n;
        out->chars += (uint32_t)(n / 2);
        at += n;
        if (n)
            continue;
        uint32_t cp;
        n = dh_utf8_get(s, at, &cp);
        unsigned cls = dh_utf8_class(cp);
        if (!(cls & (DH_C_LETTER | DH_C_DIGIT | DH_C_MARK)) || cls & DH_C_WIDE)
            break;
        hash_char(h, cp);
        out->digit |= (cls & DH_C_DIGIT) != 0;
        out->chars += !(cls & DH_C_MARK);
        at += n;
    }
    return at;
}

/* Any word, character by character; answers where it ends. Kept out of line: the way of most words
 * needs no buffer. */
static __attribute__((noinline)) size_t take_word(struct dh_str s, size_t at, bool wide,
                                                  struct dh_word *out)
{
    struct hasher h DH_NOT_CLEARED;
    h.hash = 0;
    h.n = 0;
    h.started = false;
    at = wide ? take_wide(s, at, &h, out) : take_run(s, at, &h, out);
    hash_flush(&h);
    out->hash = h.hash;
    return at;
}

/* The word of ASCII of less than sixteen bytes, as most are, that begins with x, the sixteen bytes
 * at `at`; false: it is another, or none. */
static inline bool take_short(dh_sixteen x, size_t at, struct dh_word *out)
{
    struct plain p = look_at_sixteen(x);
    unsigned high = (unsigned)dh_sixteen_bits(x);
    if (p.n - 1 >= sizeof x - 1 || high >> p.n & 1)
        return false;
    *out = (struct dh_word){
        .hash = dh_hash64_short(&p.lower, p.n),
        .at = (uint32_t)at,
        .n = p.n,
        .chars = p.n,
        .digit = (p.digits & ((1u << p.n) - 1)) != 0,
        .upper = x[0] >= 'A' && x[0] <= 'Z',
    };
    return true;
}

/* The next word, whatever it is. */
static __attribute__((noinline)) bool next_any(struct dh_words *w, struct dh_word *out)
{
    unsigned cls;
    size_t at = skip(w->s, w->at, &cls);

    w->at = at;
    if (cls == 0)
        return false;
    if (!take_short(sixteen_at(w->s, at), at, out)) {
        *out = (struct dh_word){ .at = (uint32_t)at, .upper = (cls & DH_C_UPPER) != 0 };
        out->n = (uint32_t)(take_word(w->s, at, cls & DH_C_WIDE, out) - at);
        w->wide += out->wide;
    }
    w->at = at + out->n;
    return true;
}

bool dh_words_next(struct dh_words *w, struct dh_word *out)
{
    size_t at = w->at;

    if (w->s.n - at > sizeof(dh_sixteen)) {
        at += w->s.p[at] == ' '; /* as between most words */
        if (take_short(dh_sixteen_load(w->s.p + at), at, out)) {
            w->at = at + out->n;
            return true;
        }
    }
    return next_any(w, out);
}

/* ---- Many words, sixty-four bytes at a time */

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
    /* dh_short_range */
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
        if (!next_any(w, &out[n]))
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

/* ---- What words say */

static bool is_hangul(struct dh_str s, uint32_t at)
{
    uint32_t cp;
    dh_utf8_get(s, at, &cp);
    return cp >= 0xAC00 && cp <= 0xD7A3;
}

bool dh_words_is_content_any(struct dh_str s, const struct dh_word *word,
                             const struct dh_word *last, uint64_t *hash)
{
    *hash = word->hash;
    if (word->wide) {
        *hash = dh_hash_mix(last->hash + 3 * word->hash);
        return last->wide && last->at + last->n == word->at;
    }
    return word->digit || word->chars >= DH_WORDS_CONTENT ||
           (word->chars >= CONTENT_DENSE && is_hangul(s, word->at));
}

uint32_t dh_words_content(struct dh_str s, uint64_t *hash, uint32_t cap)
{
    struct dh_words w = { .s = s };
    struct dh_word word, last = { .chars = 0 };
    uint32_t n = 0;

    while (dh_words_next(&w, &word)) {
        uint64_t h;
        bool content = dh_words_is_content(s, &word, &last, &h);
        last = word;
        if (!content)
            continue;
        if (n == cap)
            return cap + 1;
        hash[n++] = h;
    }
    return (uint32_t)dh_sort64_unique(hash, n);
}

bool dh_words_end_sentence(struct dh_str s)
{
    static const uint32_t closers[] = { '"',    '\'',   ')',    ']',    0xBB,   0xAB,
                                        0x2018, 0x2019, 0x201C, 0x201D, 0x203A, 0x2039,
                                        0x300D, 0x300F, 0xFF09, 0x3011, ' ',    0xA0 };
    while (s.n) {
        uint32_t cp;
        size_t n = dh_utf8_back(s, s.n, &cp);
        bool closer = false;
        if (dh_utf8_stop(cp))
            return true;
        if (dh_is_alpha((unsigned char)s.p[s.n - 1])) /* as where most headlines end */
            return false;
        for (size_t i = 0; i < DH_LEN(closers); i++)
            closer |= closers[i] == cp;
        if (!closer)
            return false;
        s.n -= n;
    }
    return false;
}

uint64_t dh_words_key(uint64_t seed, struct dh_str s)
{
    struct dh_words w = { .s = s };
    struct dh_word word;
    while (dh_words_next(&w, &word))
        seed = dh_hash_mix(seed * 31 + word.hash);
    return seed;
}
