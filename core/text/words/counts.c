/* SPDX-License-Identifier: MIT */
/* Two ways to the same counts: character by character, and sixty-four bytes at a time where a byte
 * of ASCII can stand for each other character. */
#include "text/words/counts.h"

#include "base/mem.h"
#include "base/pairs.h"
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
    n->colons += dh_counts_colon(cp);
    n->quotes += dh_counts_quote(cp);
    n->brackets += cp == '(' || cp == '[' || cp == 0xFF08;
    n->signs++;
    n->address |= cp == '@' || (cp == '/' && b->cp == '/');
    if (dh_utf8_stop(cp))
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

enum { CASELESS = 0x80 /* the byte that stands for a letter of a script without case */ };

/* What sixty-four bytes are: bits, the first lowest. All bytes of a character are the same. */
struct block {
    uint64_t letter, upper, lower, digit, blank; /* letter: with those without case */
    uint64_t second;                             /* bytes of letters that are not the first */
    uint64_t high;                               /* not of ASCII */
};

static inline struct block look_at_block(const char *p)
{
    uint64_t alpha = 0, small = 0, digit = 0, high = 0, blank = 0;
    for (int k = 0; k < 4; k++) {
        dh_sixteen x = dh_sixteen_load(p + 16 * k), bit = dh_sixteen_set(0x20);
        alpha |= dh_sixteen_bits(dh_sixteen_between(x | bit, 'a', 'z')) << 16 * k;
        small |= dh_sixteen_bits(x << 2) << 16 * k; /* letters apart in case by this bit */
        digit |= dh_sixteen_bits(dh_sixteen_between(x, '0', '9')) << 16 * k;
        high |= dh_sixteen_bits(x) << 16 * k;
        blank |= dh_sixteen_bits(dh_sixteen_equal(x, ' ')) << 16 * k;
    }
    return (struct block){ alpha, alpha & ~small, alpha & small, digit, blank, 0, high };
}

/* Takes those bytes for blanks. */
static inline void leave_out(struct block *b, uint64_t bytes)
{
    b->letter &= ~bytes;
    b->upper &= ~bytes;
    b->lower &= ~bytes;
    b->digit &= ~bytes;
    b->high &= ~bytes;
    b->blank |= bytes;
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

static inline bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static inline bool in_word(char c)
{
    return dh_is_alpha((unsigned char)c) || is_digit(c) || (unsigned char)c == CASELESS;
}

/* The byte that counts as the character does; 0: none does. */
static char taken_for(uint32_t cp)
{
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
    return dh_counts_quote(cp) ? '"' : dh_utf8_stop(cp) ? '.' : '-';
}

/* The character at `at` as the byte it is taken for; *n: its bytes. */
static inline char char_at(struct dh_str s, size_t at, size_t *n)
{
    uint32_t cp;
    *n = 1;
    if ((unsigned char)s.p[at] < 0x80)
        return s.p[at];
    *n = dh_utf8_get(s, at, &cp);
    return taken_for(cp);
}

/* The same of the one that ends at `at`. */
static inline char char_before(struct dh_str s, size_t at, size_t *n)
{
    uint32_t cp;
    *n = 1;
    if ((unsigned char)s.p[at - 1] < 0x80)
        return s.p[at - 1];
    *n = dh_utf8_back(s, at, &cp);
    return taken_for(cp);
}

/* A word that holds a digit, or whose first two characters are no small letters: what the bits do
 * not tell of it. at: where one of its characters begins, not before `from`; answers its end. */
static size_t odd_word(struct dh_str s, size_t from, size_t at, struct dh_counts *n)
{
    unsigned upper = 0, lower = 0, digits = 0;
    char first = 0, second = 0, before = '0', c;
    size_t k;
    while (at > from && in_word(char_before(s, at, &k)))
        at -= k;
    for (; at < s.n && in_word(c = char_at(s, at, &k)); at += k) {
        if (is_digit(c)) {
            n->glued += !is_digit(before) && lower > 2;
            first = digits == 0 ? c : first;
            second = digits == 1 ? c : second;
            digits++;
        }
        lower += is_lower(c);
        upper += is_upper(c);
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
    for (size_t k; at < s.n; at += k) {
        char c = char_at(s, at, &k);
        if (!dh_is_space((unsigned char)c) && c != '"' && c != ')')
            return is_upper(c);
    }
    return false;
}

/* What is neither letter nor digit nor a blank: c at `at`, before what stands at `behind`. false: a
 * control character other than white space. */
static bool plain_sign(struct dh_str s, size_t at, char c, size_t behind, struct dh_counts *n)
{
    if (dh_is_space((unsigned char)c))
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
        n->clocks += behind < s.n && is_digit(s.p[behind]);
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
        n->sentences += begins_sentence(s, behind);
        break;
    default:
        return c == '\v' || ((unsigned char)c > ' ' && c != 0x7F);
    }
    return true;
}

/* The bits of all bytes of a character of n, the first at bit i. */
static inline uint64_t bytes_at(unsigned i, size_t n)
{
    return (((uint64_t)1 << n) - 1) << i;
}

/* Puts a character that is none of the letters of two bytes into its block, and counts it where it
 * is a sign. false: there is no byte for it. */
static bool look_at_one(struct dh_str s, size_t at, unsigned i, struct block *b,
                        struct dh_counts *n)
{
    size_t size;
    char c = char_at(s, at + i, &size);
    uint64_t bytes = bytes_at(i, size);
    if (c == 0)
        return false;
    if (!in_word(c)) {
        b->blank |= bytes;
        return plain_sign(s, at + i, c, at + i + size, n);
    }
    b->letter |= bytes;
    b->upper |= is_upper(c) ? bytes : 0;
    b->lower |= is_lower(c) ? bytes : 0;
    b->second |= bytes & bytes << 1;
    return true;
}

/* What a block is that holds bytes outside ASCII: the first `length` at p, where one more stands,
 * at `at` of s. false: there is a character that no byte stands for. */
static bool look_beyond(struct dh_str s, size_t at, const char *p, unsigned length, struct block *b,
                        struct dh_counts *n)
{
    const uint64_t keep = ~(uint64_t)0 >> (64 - length);
    const uint64_t pairs = s.n - at == length ? keep >> 1 : keep; /* that end in s */
    uint64_t letters = 0, capitals = 0, begin = 0;
    for (int k = 0; k < 4; k++) {
        struct dh_pairs x = dh_pairs_look(p + 16 * k);
        dh_sixteen first = dh_sixteen_between(dh_sixteen_load(p + 16 * k), 0xC0, 0xFF);
        letters |= dh_sixteen_bits(x.letters) << 16 * k;
        capitals |= dh_sixteen_bits(x.capitals) << 16 * k;
        begin |= dh_sixteen_bits(first) << 16 * k;
    }
    letters &= pairs;
    capitals &= pairs;
    b->second = letters << 1;
    b->letter |= letters | b->second;
    b->upper |= capitals | capitals << 1;
    b->lower |= (letters & ~capitals) | (letters & ~capitals) << 1;
    for (uint64_t x = begin & keep & ~letters; x; x &= x - 1)
        if (!look_at_one(s, at, (unsigned)__builtin_ctzll(x), b, n))
            return false;
    b->letter &= keep;
    b->upper &= keep;
    b->lower &= keep;
    b->digit &= keep;
    b->blank |= ~keep;
    return (b->high & keep & ~(b->letter | b->blank)) == 0;
}

/* The bytes of s from `at` on, sixty-four and one more, whatever stands behind the last: where they
 * are, or in copy. */
static inline const char *bytes_of(struct dh_str s, size_t at, const char *end, char copy[64 + 16])
{
    if (end - (s.p + at) > 64)
        return s.p + at;
    memset(copy, ' ', 64 + 16);
    return memcpy(copy, s.p + at, s.n - at);
}

/* How many of sixty-four bytes at p, left of which are meant, are of characters that end among
 * them. */
static inline unsigned whole_characters(const char *p, size_t left)
{
    unsigned n = 64;
    if (left <= n)
        return (unsigned)left;
    while (n > 64 - 3 && ((unsigned char)p[n] & 0xC0) == 0x80)
        n--;
    return n;
}

/* What the last byte of the block before is: bits, lowest. */
struct last {
    uint64_t word, lower, digit;
};

/* Places of a block that a character in small letters stands behind; next: one stands behind all.
 */
static inline uint64_t before_lower(const struct block *b, unsigned length, bool next)
{
    uint64_t x = (b->lower & ~b->second) >> 1 | (uint64_t)next << (length - 1);
    x |= x >> 1 & b->second >> 1;
    return x | (x >> 1 & b->second >> 1);
}

/* s holds no characters that no byte stands for, or false is answered. words: as of
 * dh_counts_words; *plain is made false where it would answer that. */
static bool count_blocks(struct dh_str s, const char *end, struct dh_counts *n, uint64_t *words,
                         bool *plain)
{
    struct last last = { 0 };
    size_t odd_end = 0; /* behind the last odd word */
    unsigned length = 64;
    char copy[64 + 16] DH_NOT_CLEARED;
    for (size_t at = 0; at < s.n; at += length) {
        const char *p = bytes_of(s, at, end, copy);
        struct block b = look_at_block(p);
        length = 64;
        if (s.n - at < length) {
            length = (unsigned)(s.n - at);
            leave_out(&b, ~(uint64_t)0 << length);
        }
        if (b.high) {
            length = whole_characters(p, s.n - at);
            *plain = false;
            if (!look_beyond(s, at, p, length, &b, n))
                return false;
        }
        uint64_t word = b.letter | b.digit;
        uint64_t start = word & ~(word << 1 | last.word);
        uint64_t glued =
            (b.upper & (b.lower << 1 | last.lower)) | (b.letter & (b.digit << 1 | last.digit));
        size_t next = at + length, one;
        bool lower_next = next < s.n && is_lower(char_at(s, next, &one));
        n->words += bits_of(start);
        n->capitals += bits_of(start & b.upper);
        n->letters += bits_of(b.letter & ~b.second);
        n->glued += glued ? bits_of(glued) : 0;
        uint64_t odd = b.digit | (start & ~(b.lower | before_lower(&b, length, lower_next)));
        for (; odd; odd &= odd - 1) {
            size_t begin = at + (size_t)__builtin_ctzll(odd);
            if (begin >= odd_end)
                odd_end = odd_word(s, odd_end, begin, n);
        }
        for (uint64_t x = ~(word | b.blank); x; x &= x - 1) {
            size_t sign = at + (size_t)__builtin_ctzll(x);
            *plain &= plain_sign(s, sign, s.p[sign], sign + 1, n);
        }
        if (words)
            words[at / 64] = word;
        last = (struct last){ word >> (length - 1) & 1, b.lower >> (length - 1) & 1,
                              b.digit >> (length - 1) & 1 };
    }
    return true;
}

bool dh_counts_words(struct dh_str s, const char *end, struct dh_counts *n, uint64_t *words)
{
    bool plain = true;
    *n = (struct dh_counts){ 0 };
    if (count_blocks(s, end, n, words, &plain))
        return plain;
    *n = (struct dh_counts){ 0 };
    count_any(s, n);
    return false;
}
