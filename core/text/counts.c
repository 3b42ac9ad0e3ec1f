/* SPDX-License-Identifier: MIT */
/* Two ways to the same counts: character by character, and sixty-four bytes at a time where each
 * byte is a character, or where one can stand for each character that is not of ASCII. */
#include "text/counts.h"

#include "base/mem.h"
#include "base/swar.h"

unsigned dh_counts_class(uint32_t cp)
{
    if (cp >= 0x80)
        return dh_utf8_class(cp);
    if (dh_is_alpha((unsigned char)cp))
        return DH_C_LETTER | (cp < 'a' ? DH_C_UPPER : DH_C_LOWER);
    if (dh_is_digit((unsigned char)cp))
        return DH_C_DIGIT;
    return dh_is_space((unsigned char)cp) ? DH_C_SPACE : DH_C_PUNCT;
}

bool dh_counts_quote(uint32_t cp)
{
    return cp == '"' || (cp >= 0x201C && cp <= 0x201F) || cp == 0xAB || cp == 0xBB ||
           cp == 0x300C || cp == 0x300D || cp == 0x2018 || cp == 0x2039 || cp == 0x203A;
}

bool dh_counts_stop(uint32_t cp)
{
    return cp == '.' || cp == '!' || cp == '?' || cp == 0x2026 || cp == 0x3002 || cp == 0xFF01 ||
           cp == 0xFF1F || cp == 0x964 || cp == 0x6D4 || cp == 0x61F;
}

/* ---- Character by character */

/* Characters before the one at hand. */
struct before {
    unsigned class; /* set of dh_class; at the start: a blank */
    uint32_t cp;
    unsigned upper, lower; /* letters of the word at hand */
    unsigned digits;       /* of the number at hand */
    uint32_t first, second;
    bool stop; /* a stop, and nothing but blanks and quotes since */
};

static void end_word(struct dh_counts *n, struct before *b)
{
    n->upper += b->upper >= 2 && b->lower == 0;
    if (b->digits)
        n->numbers++;
    n->years += b->digits == 4 &&
                ((b->first == '1' && b->second == '9') || (b->first == '2' && b->second == '0'));
    b->upper = b->lower = b->digits = 0;
}

static void take_letter(struct dh_counts *n, struct before *b, unsigned class)
{
    const unsigned in_word = DH_C_LETTER | DH_C_DIGIT | DH_C_MARK;
    if (class & DH_C_WIDE) {
        n->wide++;
        return;
    }
    bool upper = class & DH_C_UPPER;
    n->letters++;
    if (!(b->class & in_word)) {
        n->words++;
        n->capitals += upper;
        n->sentences += b->stop && upper;
    } else {
        n->glued += (upper && (b->class & DH_C_LOWER)) || (b->class & DH_C_DIGIT);
    }
    b->upper += upper;
    b->lower += (class & DH_C_LOWER) != 0;
    b->stop = false;
}

static void take_digit(struct dh_counts *n, struct before *b, uint32_t cp)
{
    if (!(b->class & (DH_C_LETTER | DH_C_DIGIT))) {
        n->words++;
        n->clocks += b->cp == ':';
    } else {
        n->glued += (b->class & DH_C_LETTER) && b->lower > 2;
    }
    if (b->digits == 0)
        b->first = cp;
    else if (b->digits == 1)
        b->second = cp;
    b->digits++;
    b->stop = false;
}

static void take_sign(struct dh_counts *n, struct before *b, uint32_t cp)
{
    n->commas += cp == ',' || cp == 0x3001 || cp == 0xFF0C || cp == 0x60C;
    n->bars += cp == '|' || cp == '/' || cp == 0xB7 || cp == 0x2022 || cp == '>' || cp == 0x203A;
    n->colons += cp == ':' || cp == 0xFF1A;
    n->quotes += dh_counts_quote(cp);
    n->brackets += cp == '(' || cp == '[' || cp == 0xFF08;
    n->signs++;
    n->address |= cp == '@' || (cp == '/' && b->cp == '/');
    if (dh_counts_stop(cp))
        b->stop = true;
    else if (!dh_counts_quote(cp) && cp != ')')
        b->stop = false;
}

/* Small letters of ASCII behind one: they only go on with its word. Answers how many. */
static size_t take_small(struct dh_str s, size_t at, struct dh_counts *n, struct before *b)
{
    size_t from = at;
    for (uint64_t other = 0; at < s.n && !other;) {
        other = ~dh_swar_between(dh_swar_load_tail(s, at), 'a', 'z') & DH_SWAR_HIGHS;
        at += other ? dh_swar_first(other) : 8;
    }
    if (at > from) {
        n->letters += (unsigned)(at - from);
        b->lower += (unsigned)(at - from);
        b->cp = (unsigned char)s.p[at - 1];
    }
    return at - from;
}

static void count_any(struct dh_str s, struct dh_counts *n)
{
    struct before b = { .class = DH_C_SPACE };
    for (size_t at = 0; at < s.n;) {
        uint32_t cp = (unsigned char)s.p[at];
        at += cp < 0x80 ? 1 : dh_utf8_get(s, at, &cp);
        unsigned class = cp == ' ' ? DH_C_SPACE : dh_counts_class(cp);
        bool apart = !(class & (DH_C_LETTER | DH_C_DIGIT | DH_C_MARK)) || (class & DH_C_WIDE);
        if (apart && (b.upper | b.lower | b.digits))
            end_word(n, &b);
        if (class & (DH_C_LETTER | DH_C_WIDE))
            take_letter(n, &b, class);
        else if (class & DH_C_DIGIT)
            take_digit(n, &b, cp);
        else if (class & DH_C_PUNCT)
            take_sign(n, &b, cp);
        b.class = class;
        b.cp = cp;
        if (class == (DH_C_LETTER | DH_C_LOWER))
            at += take_small(s, at, n, &b);
    }
    end_word(n, &b);
    n->words += n->wide / 2;
}

/* ---- Sixty-four bytes at a time */

enum {
    TAKEN_MAX = 8192, /* bytes of a fragment whose other characters are taken for some of ASCII */
    SPARE = 16,       /* bytes that are copied at once */
    CASELESS = 0x80   /* the byte that stands for a letter of a script without case */
};

/* What sixty-four bytes are: bits, the first lowest. */
struct block {
    uint64_t letter, upper, lower, digit, blank; /* letter: with those without case */
};

static inline struct block look_at_block(const char *p)
{
    uint64_t alpha = 0, small = 0, digit = 0, caseless = 0, blank = 0;
    for (int k = 0; k < 4; k++) {
        dh_sixteen x = dh_sixteen_load(p + 16 * k), bit = dh_sixteen_set(0x20);
        alpha |= dh_sixteen_bits(dh_sixteen_between(x | bit, 'a', 'z')) << 16 * k;
        small |= dh_sixteen_bits(x << 2) << 16 * k; /* letters apart in case by this bit */
        digit |= dh_sixteen_bits(dh_sixteen_between(x, '0', '9')) << 16 * k;
        caseless |= dh_sixteen_bits(x) << 16 * k;
        blank |= dh_sixteen_bits(dh_sixteen_equal(x, ' ')) << 16 * k;
    }
    return (struct block){ alpha | caseless, alpha & ~small, alpha & small, digit, blank };
}

/* How many bits are set. */
static inline unsigned bits_of(uint64_t x)
{
    x -= x >> 1 & 0x5555555555555555u;
    x = (x & 0x3333333333333333u) + (x >> 2 & 0x3333333333333333u);
    x = (x + (x >> 4)) & 0x0F0F0F0F0F0F0F0Fu;
    return (unsigned)(x * DH_SWAR_ONES >> 56);
}

static inline bool is_digit(char c)
{
    return dh_is_digit((unsigned char)c);
}

static inline bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

static inline bool in_word(char c)
{
    return dh_is_alpha((unsigned char)c) || is_digit(c) || (unsigned char)c >= 0x80;
}

/* A word that holds a digit, or whose first two characters are no small letters: what the bits do
 * not tell of it. at: one of its bytes, not before `from`; answers its end. */
static size_t odd_word(struct dh_str s, size_t from, size_t at, struct dh_counts *n)
{
    unsigned upper = 0, lower = 0, digits = 0;
    char first = 0, second = 0, before = '0';
    while (at > from && in_word(s.p[at - 1]))
        at--;
    for (; at < s.n && in_word(s.p[at]); at++) {
        char c = s.p[at];
        if (is_digit(c)) {
            n->glued += !is_digit(before) && lower > 2;
            first = digits == 0 ? c : first;
            second = digits == 1 ? c : second;
            digits++;
        }
        lower += is_lower(c);
        upper += c >= 'A' && c <= 'Z';
        before = c;
    }
    n->upper += upper >= 2 && lower == 0;
    n->numbers += digits > 0;
    n->years += digits == 4 && ((first == '1' && second == '9') || (first == '2' && second == '0'));
    return at;
}

/* Whether what stands behind a stop, but for blanks, quotes and brackets that close, begins a
 * sentence. Another stop there is asked itself. */
static bool begins_sentence(struct dh_str s, size_t at)
{
    while (at < s.n && (dh_is_space((unsigned char)s.p[at]) || s.p[at] == '"' || s.p[at] == ')'))
        at++;
    return at < s.n && s.p[at] >= 'A' && s.p[at] <= 'Z';
}

/* What is neither letter nor digit nor a blank. false: a control character other than white space.
 */
static bool plain_sign(struct dh_str s, size_t at, struct dh_counts *n)
{
    unsigned char c = (unsigned char)s.p[at];
    if (dh_is_space(c))
        return true;
    n->signs++;
    switch (c) {
    case ',':
        n->commas++;
        break;
    case '/':
        n->address |= at && s.p[at - 1] == '/';
        n->bars++;
        break;
    case '|':
    case '>':
        n->bars++;
        break;
    case ':':
        n->colons++;
        n->clocks += at + 1 < s.n && is_digit(s.p[at + 1]);
        break;
    case '"':
        n->quotes++;
        break;
    case '(':
    case '[':
        n->brackets++;
        break;
    case '@':
        n->address = true;
        break;
    case '.':
    case '!':
    case '?':
        n->sentences += begins_sentence(s, at + 1);
        break;
    default:
        return c == '\v' || (c > ' ' && c != 0x7F);
    }
    return true;
}

/* s holds ASCII and CASELESS. words, false: as of dh_counts_words. */
static bool count_plain(struct dh_str s, struct dh_counts *n, uint64_t *words)
{
    bool plain = true;
    uint64_t word_before = 0, lower_before = 0, digit_before = 0; /* the last bits */
    size_t odd_end = 0;                                           /* behind the last odd word */
    char last[64] DH_NOT_CLEARED;
    for (size_t at = 0; at < s.n; at += 64) {
        const char *p = s.p + at;
        if (s.n - at < 64) {
            memset(last, ' ', sizeof last);
            memcpy(last, p, s.n - at);
            p = last;
        }
        struct block b = look_at_block(p);
        uint64_t letter = b.letter, word = letter | b.digit;
        uint64_t start = word & ~(word << 1 | word_before);
        uint64_t glued =
            (b.upper & (b.lower << 1 | lower_before)) | (letter & (b.digit << 1 | digit_before));
        uint64_t lower_next = b.lower >> 1 | (uint64_t)(at + 64 < s.n && is_lower(s.p[at + 64]))
                                                 << 63;
        n->words += bits_of(start);
        n->capitals += bits_of(start & b.upper);
        n->letters += bits_of(letter);
        n->glued += glued ? bits_of(glued) : 0;
        for (uint64_t x = b.digit | (start & ~(b.lower | lower_next)); x; x &= x - 1) {
            size_t odd = at + (size_t)__builtin_ctzll(x);
            if (odd >= odd_end)
                odd_end = odd_word(s, odd_end, odd, n);
        }
        for (uint64_t x = ~(word | b.blank); x; x &= x - 1)
            plain &= plain_sign(s, at + (size_t)__builtin_ctzll(x), n);
        if (words)
            words[at / 64] = word;
        word_before = word >> 63;
        lower_before = b.lower >> 63;
        digit_before = b.digit >> 63;
    }
    return plain;
}

/* The byte that counts as the character does; 0: none does. */
static char taken_for(uint32_t cp)
{
    if ((cp >= 0x430 && cp <= 0x45F) || (cp >= 0xDF && cp <= 0xFF && cp != 0xF7))
        return 'a'; /* what stands in most texts first: Cyrillic, Latin-1 */
    if ((cp >= 0x400 && cp <= 0x42F) || (cp >= 0xC0 && cp <= 0xDE && cp != 0xD7))
        return 'A';
    if (cp == 0x2019 || cp == 0x2013 || cp == 0x2014)
        return '-';
    if (cp == 0x201C || cp == 0x201D || cp == 0x201E)
        return '"';
    unsigned class = dh_counts_class(cp), both = DH_C_UPPER | DH_C_LOWER;
    if (class & (DH_C_WIDE | DH_C_MARK | DH_C_DIGIT) || (class & both) == both)
        return 0;
    if (class & DH_C_LETTER)
        return class & DH_C_UPPER ? 'A' : class & DH_C_LOWER ? 'a' : (char)CASELESS;
    if (!(class & DH_C_PUNCT))
        return ' ';
    if (cp == 0x203A || cp == 0xFF1A || cp == 0xFF08)
        return 0;
    if (cp == 0x3001 || cp == 0xFF0C || cp == 0x60C)
        return ',';
    if (cp == 0xB7 || cp == 0x2022)
        return '|';
    return dh_counts_quote(cp) ? '"' : dh_counts_stop(cp) ? '.' : '-';
}

/* Writes a byte for each character from `at` on to out as long as they are Cyrillic or letters of
 * Latin-1; answers how many bytes they are, two each. */
static size_t take_pairs(struct dh_str s, size_t at, char *out)
{
    const unsigned char *p = (const unsigned char *)s.p + at;
    size_t n = 0;
    for (; s.n - at - n >= 2 && (p[n + 1] & 0xC0) == 0x80; n += 2) {
        unsigned low = p[n + 1] & 0x3Fu, cp = (p[n] & 0x1Fu) << 6 | low;
        if (p[n] == 0xD0 || (p[n] == 0xD1 && low <= 0x1F))
            *out++ = cp < 0x430 ? 'A' : 'a';
        else if (p[n] == 0xC3 && low != 0x17 && low != 0x37)
            *out++ = low < 0x1F ? 'A' : 'a';
        else
            break;
    }
    return n;
}

/* s with a byte for each character in out, which has room for SPARE more than s has bytes; its
 * length, SIZE_MAX: there is one that none stands for. */
static size_t take_all(struct dh_str s, char *out)
{
    size_t n = 0;
    for (size_t at = 0; at < s.n;) {
        if (s.n - at >= SPARE) {
            dh_sixteen x = dh_sixteen_load(s.p + at);
            uint64_t high = dh_sixteen_bits(x);
            size_t run = high ? (size_t)__builtin_ctzll(high) : SPARE;
            memcpy(out + n, &x, sizeof x);
            n += run;
            at += run;
            if (run == SPARE)
                continue;
        }
        size_t pairs = take_pairs(s, at, out + n);
        at += pairs;
        n += pairs / 2;
        if (at == s.n)
            break;
        uint32_t cp = (unsigned char)s.p[at];
        if (cp < 0x80) {
            out[n++] = s.p[at++];
            continue;
        }
        at += dh_utf8_get(s, at, &cp);
        out[n] = taken_for(cp);
        if (out[n++] == 0)
            return SIZE_MAX;
    }
    return n;
}

bool dh_counts_words(struct dh_str s, struct dh_counts *n, uint64_t *words)
{
    char taken[TAKEN_MAX + SPARE] DH_NOT_CLEARED;
    *n = (struct dh_counts){ 0 };
    if (dh_swar_ascii(s, 0) == s.n)
        return count_plain(s, n, words);
    size_t length = s.n <= TAKEN_MAX ? take_all(s, taken) : SIZE_MAX;
    if (length < SIZE_MAX)
        count_plain((struct dh_str){ taken, length }, n, NULL);
    else
        count_any(s, n);
    return false;
}

void dh_counts_read(struct dh_str s, struct dh_counts *n)
{
    dh_counts_words(s, n, NULL);
}
