/* SPDX-License-Identifier: MIT */
#include "repeat/words.h"

#include <endian.h>
#include <string.h>

#include "base/hash.h"
#include "base/swar.h"
#include "base/utf8.h"
#include "repeat/sort64.h"

enum {
    CHUNK = 64,        /* a word's bytes are hashed in pieces of this size */
    CONTENT_CHARS = 4, /* letters of a content word */
    CONTENT_DENSE = 2  /* the same in Hangul, where a letter is a syllable */
};

/* The hash of a word that comes in pieces; most words are one piece. */
struct hasher {
    char buf[CHUNK + 4];
    size_t n;
    uint64_t hash;
    bool started;
};

static void hash_flush(struct hasher *h)
{
    struct dh_str piece = { h->buf, h->n };
    h->hash = h->started ? dh_hash64_more(h->hash, piece) : dh_hash64(piece);
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

/* Eight bytes at once, the first in the lowest place. */
struct eight {
    uint64_t lower;  /* the bytes, letters in lower case; only the first n are what they say */
    unsigned n;      /* bytes that are letters or digits of ASCII, up to the first that is none */
    uint64_t digits; /* the highest bit of each of the first n that is a digit */
};

static inline struct eight look_at_eight(const char *p)
{
    uint64_t v = dh_swar_load(p);
    uint64_t lower = (v & ~DH_SWAR_HIGHS) | 0x20 * DH_SWAR_ONES; /* digits have this bit already */
    uint64_t digit = dh_swar_between(v, '0', '9');
    uint64_t other = ~((dh_swar_between(lower, 'a', 'z') | digit) & ~v) & DH_SWAR_HIGHS;
    return (struct eight){
        .lower = htole64(lower),
        .n = other ? dh_swar_first(other) : 8,
        .digits = digit & (other - 1) & ~other,
    };
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

static size_t take_run(struct dh_str s, size_t at, struct hasher *h, struct dh_word *out)
{
    while (at < s.n) {
        unsigned char c = (unsigned char)s.p[at];
        if (c < 0x80) {
            if (!ascii_word(c))
                break;
            if (h->n >= CHUNK)
                hash_flush(h);
            h->buf[h->n++] = (char)dh_lower(c);
            out->digit |= dh_is_digit(c);
            out->chars++;
            at++;
            continue;
        }
        uint32_t cp;
        size_t n = dh_utf8_get(s, at, &cp);
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
    struct hasher h;
    h.n = 0;
    h.started = false;
    at = wide ? take_wide(s, at, &h, out) : take_run(s, at, &h, out);
    hash_flush(&h);
    out->hash = h.hash;
    return at;
}

/* A word of ASCII of less than sixteen bytes, as most are, with sixteen to look at; 0: it is
 * another. */
static unsigned take_short(struct dh_str s, size_t at, struct dh_word *out)
{
    uint64_t lower[2];
    struct eight e;
    unsigned n;

    if (s.n - at < sizeof lower)
        return 0;
    e = look_at_eight(s.p + at);
    lower[0] = e.lower;
    out->digit = e.digits != 0;
    n = e.n;
    if (n == 8) {
        e = look_at_eight(s.p + at + 8);
        lower[1] = e.lower;
        out->digit |= e.digits != 0;
        n += e.n;
    }
    if (n == 0 || e.n == 8 || (unsigned char)s.p[at + n] >= 0x80)
        return 0;
    out->chars = n;
    out->hash = dh_hash64_short(lower, n);
    return n;
}

bool dh_words_next(struct dh_words *w, struct dh_word *out)
{
    unsigned cls, n;
    size_t at = skip(w->s, w->at, &cls);

    w->at = at;
    if (cls == 0)
        return false;
    *out = (struct dh_word){ .at = (uint32_t)at, .upper = (cls & DH_C_UPPER) != 0 };
    n = take_short(w->s, at, out);
    if (n == 0) {
        out->digit = false;
        n = (unsigned)(take_word(w->s, at, cls & DH_C_WIDE, out) - at);
    }
    out->n = n;
    w->at = at + n;
    return true;
}

static bool is_hangul(struct dh_str s, uint32_t at)
{
    uint32_t cp;
    dh_utf8_get(s, at, &cp);
    return cp >= 0xAC00 && cp <= 0xD7A3;
}

bool dh_words_is_content(struct dh_str s, const struct dh_word *word, const struct dh_word *last,
                         uint64_t *hash)
{
    *hash = word->hash;
    if (word->wide) {
        *hash = dh_hash_mix(last->hash + 3 * word->hash);
        return last->wide && last->at + last->n == word->at;
    }
    return word->digit || word->chars >= CONTENT_CHARS ||
           (word->chars >= CONTENT_DENSE && is_hangul(s, word->at));
}

uint32_t dh_words_content(struct dh_str s, uint64_t *hash, uint32_t cap)
{
    struct dh_words w = { s, 0 };
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
    static const uint32_t stops[] = { '.',    '!',    '?',    0x2026, 0x3002,
                                      0xFF01, 0xFF1F, 0xFF0E, 0x061F, 0x06D4,
                                      0x0964, 0x0589, 0x1362, 0x104B, 0x17D4 };
    static const uint32_t closers[] = { '"',    '\'',   ')',    ']',    0xBB,   0xAB,
                                        0x2018, 0x2019, 0x201C, 0x201D, 0x203A, 0x2039,
                                        0x300D, 0x300F, 0xFF09, 0x3011, ' ',    0xA0 };
    while (s.n) {
        uint32_t cp;
        size_t n = dh_utf8_back(s, s.n, &cp);
        bool closer = false;
        for (size_t i = 0; i < DH_LEN(stops); i++)
            if (stops[i] == cp)
                return true;
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
    struct dh_words w = { s, 0 };
    struct dh_word word;
    while (dh_words_next(&w, &word))
        seed = dh_hash_mix(seed * 31 + word.hash);
    return seed;
}
