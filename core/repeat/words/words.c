/* SPDX-License-Identifier: MIT */
#include "repeat/words/words.h"

#include <endian.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "base/pairs.h"
#include "base/swar.h"
#include "base/utf8.h"
#include "repeat/words/sort64.h"

enum {
    CHUNK = 64,        /* a word's bytes are hashed in pieces of this size */
    CONTENT_DENSE = 2, /* letters of a content word in Hangul, where a letter is a syllable */
    CONTENT_VOWEL = 3  /* where a letter has its vowel in it or as a mark: from Devanagari to
                          Sinhala, and in Ethiopic */
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

__attribute__((noinline)) bool dh_words_next_any(struct dh_words *w, struct dh_word *out)
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
    return dh_words_next_any(w, out);
}

/* ---- What words say */

/* Letters of a content word in the script of the letter at `at`. */
static unsigned content_letters(struct dh_str s, uint32_t at)
{
    uint32_t cp;
    dh_utf8_get(s, at, &cp);
    if (cp >= 0xAC00 && cp <= 0xD7A3)
        return CONTENT_DENSE;
    return (cp >= 0x900 && cp <= 0xDFF) || (cp >= 0x1200 && cp <= 0x139F) ? CONTENT_VOWEL
                                                                          : DH_WORDS_CONTENT;
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
           (word->chars >= CONTENT_DENSE && word->chars >= content_letters(s, word->at));
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
