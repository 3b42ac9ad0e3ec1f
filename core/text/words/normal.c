/* SPDX-License-Identifier: MIT */
#include "text/words/normal.h"

#include <string.h>
#include <utf8proc.h>

#include "base/hash.h"
#include "base/swar.h"
#include "base/utf8.h"
#include "text/text.h"
#include "text/words/entities.h"

enum {
    PIECE = 64,          /* characters that go to utf8proc at once */
    NORM_MAX = 600,      /* longer fragments keep a key and no norm */
    NORM_ROOM = 2048,    /* few are so long that more is asked for */
    NORM_TOTAL = 1 << 23 /* a page keeps at most so many bytes of norms */
};

/* What the quick check says of a code point. */
enum quick {
    Q_SAME,  /* its own normal form, and nothing before it changes it */
    Q_LOWER, /* a capital; its folded form is the code point in *to */
    Q_SPACE,
    Q_DROP,
    Q_SLOW /* ask utf8proc, with what stands around it */
};

/* ASCII: 0 is dropped, a blank is white space, capitals become small. */
static const char ascii[128] = {
    0,   0,    0,   0,   0,   0,   0,   0,   0,   ' ', ' ', ' ', ' ', ' ', 0,   0,   0,    0,   0,
    0,   0,    0,   0,   0,   0,   0,   0,   0,   ' ', ' ', ' ', ' ', ' ', '!', '"', '#',  '$', '%',
    '&', '\'', '(', ')', '*', '+', ',', '-', '.', '/', '0', '1', '2', '3', '4', '5', '6',  '7', '8',
    '9', ':',  ';', '<', '=', '>', '?', '@', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i',  'j', 'k',
    'l', 'm',  'n', 'o', 'p', 'q', 'r', 's', 't', 'u', 'v', 'w', 'x', 'y', 'z', '[', '\\', ']', '^',
    '_', '`',  'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o',  'p', 'q',
    'r', 's',  't', 'u', 'v', 'w', 'x', 'y', 'z', '{', '|', '}', '~', 0
};

static enum quick quick_latin(uint32_t cp, uint32_t *to)
{
    *to = cp;
    if (cp >= 0xE0 && cp <= 0xFF)
        return Q_SAME;
    if (cp >= 0xC0 && cp <= 0xDE && cp != 0xD7) {
        *to = cp + 0x20;
        return Q_LOWER;
    }
    if (cp == 0xA0 || cp == 0x85)
        return Q_SPACE;
    if (cp == 0xAD || (cp >= 0x80 && cp < 0xA0))
        return Q_DROP;
    if (cp == 0xAB || cp == 0xBB || cp == 0xA9 || cp == 0xAE || cp == 0xB0 || cp == 0xA3 ||
        cp == 0xA7 || cp == 0xB7 || cp == 0xA1 || cp == 0xBF || cp == 0xD7)
        return Q_SAME;
    if (cp >= 0x100 && cp <= 0x17E) {
        bool odd_upper = (cp >= 0x139 && cp <= 0x148) || cp >= 0x179;
        if (cp == 0x130 || cp == 0x132 || cp == 0x133 || cp == 0x13F || cp == 0x140 ||
            cp == 0x149 || cp == 0x178 || cp == 0x17F)
            return Q_SLOW;
        if (cp == 0x131 || cp == 0x138)
            return Q_SAME;
        if ((cp & 1) == (odd_upper ? 1u : 0u)) {
            *to = cp + 1;
            return Q_LOWER;
        }
        return Q_SAME;
    }
    return Q_SLOW;
}

static enum quick quick_other(uint32_t cp, uint32_t *to)
{
    *to = cp;
    if (cp >= 0x0430 && cp <= 0x045F)
        return Q_SAME;
    if (cp >= 0x0400 && cp <= 0x042F) {
        *to = cp < 0x0410 ? cp + 0x50 : cp + 0x20;
        return Q_LOWER;
    }
    if (cp == 0x0490 || cp == 0x0492) {
        *to = cp + 1;
        return Q_LOWER;
    }
    if (cp == 0x0491 || cp == 0x0493)
        return Q_SAME;
    if (cp >= 0x0391 && cp <= 0x03A9 && cp != 0x03A2) {
        *to = cp + 0x20;
        return Q_LOWER;
    }
    if (cp >= 0x03AC && cp <= 0x03CE && cp != 0x03B0 && cp != 0x03C2)
        return Q_SAME;
    if ((cp >= 0x05D0 && cp <= 0x05EA) || (cp >= 0x0620 && cp <= 0x064A) || cp == 0x060C ||
        cp == 0x061F || (cp >= 0x0660 && cp <= 0x066C) || (cp >= 0x0679 && cp <= 0x06D3))
        return cp == 0x0675 || (cp >= 0x0676 && cp <= 0x0678) || cp == 0x06C0 || cp == 0x06C2 ||
                       cp == 0x06D3
                   ? Q_SLOW
                   : Q_SAME;
    if ((cp >= 0x0904 && cp <= 0x0939) || (cp >= 0x093D && cp <= 0x094C) ||
        (cp >= 0x0900 && cp <= 0x0903) || (cp >= 0x0964 && cp <= 0x096F))
        return cp == 0x0929 || cp == 0x0931 || cp == 0x0934 ? Q_SLOW : Q_SAME;
    if (cp >= 0x0E01 && cp <= 0x0E37 && cp != 0x0E33)
        return Q_SAME;
    if (cp >= 0x1EA0 && cp <= 0x1EF9) {
        *to = cp | 1;
        return cp & 1 ? Q_SAME : Q_LOWER;
    }
    if ((cp >= 0x4E00 && cp <= 0x9FFF) || (cp >= 0xAC00 && cp <= 0xD7A3) ||
        (cp >= 0x3041 && cp <= 0x3096) || (cp >= 0x30A1 && cp <= 0x30FE) ||
        (cp >= 0x3400 && cp <= 0x4DBF) || (cp >= 0x3001 && cp <= 0x301F))
        return Q_SAME;
    if (cp == 0x2018 || cp == 0x2019 || cp == 0x201C || cp == 0x201D || cp == 0x201E ||
        cp == 0x2013 || cp == 0x2014 || cp == 0x2022 || cp == 0x20AC || cp == 0x2039 ||
        cp == 0x203A)
        return Q_SAME;
    if ((cp >= 0x2000 && cp <= 0x200A) || cp == 0x2028 || cp == 0x2029 || cp == 0x202F ||
        cp == 0x205F || cp == 0x3000)
        return Q_SPACE;
    if ((cp >= 0x200B && cp <= 0x200F) || (cp >= 0x202A && cp <= 0x202E) ||
        (cp >= 0x2060 && cp <= 0x206F) || cp == 0xFEFF || (cp >= 0xFE00 && cp <= 0xFE0F))
        return Q_DROP;
    return Q_SLOW;
}

static enum quick quick(uint32_t cp, uint32_t *to)
{
    return cp < 0x180 ? quick_latin(cp, to) : quick_other(cp, to);
}

bool dh_normal_simple(uint32_t cp, uint32_t *to)
{
    if (cp < 0x80) {
        *to = dh_lower((unsigned char)cp);
        return cp > ' ';
    }
    enum quick q = quick(cp, to);
    return q == Q_SAME || q == Q_LOWER;
}

/* Appends the normal form of at most PIECE characters as utf8proc has it. White space in it is
 * folded. */
static void add_slow(struct dh_buf *b, struct dh_str s)
{
    /* U+FDFA, the longest, becomes 18 characters */
    utf8proc_int32_t cps[PIECE * 18] DH_NOT_CLEARED;
    const utf8proc_option_t how =
        UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE;
    utf8proc_ssize_t n = utf8proc_decompose((const utf8proc_uint8_t *)s.p, (utf8proc_ssize_t)s.n,
                                            cps, (utf8proc_ssize_t)DH_LEN(cps), how);
    if (n < 0 || n > (utf8proc_ssize_t)DH_LEN(cps)) {
        dh_buf_add(b, s); /* bytes that are no UTF-8 stand for themselves */
        return;
    }
    n = utf8proc_normalize_utf32(cps, n, how);
    for (utf8proc_ssize_t i = 0; i < n; i++) {
        char c[4];
        if (dh_utf8_class((uint32_t)cps[i]) & DH_C_SPACE) {
            if (b->n && b->p[b->n - 1] != ' ')
                dh_buf_byte(b, ' ');
            continue;
        }
        dh_buf_add(b, (struct dh_str){ c, dh_utf8_put(c, (uint32_t)cps[i]) });
    }
}

/* A run that begins at `at` with a character the quick check does not know; the one before it may
 * compose with it, so its output from `mark` on is taken back. Answers where the run ends. */
static size_t slow_run(struct dh_buf *b, struct dh_str s, size_t from, size_t mark, size_t at)
{
    b->n = mark;
    while (at < s.n && !b->err) {
        size_t pieces = 0, end = at, start = from;
        while (end < s.n && pieces < PIECE - 1) {
            uint32_t cp, to;
            size_t n = dh_utf8_get(s, end, &cp);
            if (cp < 0x80 || quick(cp, &to) != Q_SLOW)
                break;
            end += n;
            pieces++;
        }
        add_slow(b, dh_str_sub(s, start, end - start));
        if (pieces < PIECE - 1)
            return end;
        at = from = end;
    }
    return at;
}

/* Writes folded to o what stands at `at` as long as it is ASCII without controls and without two
 * blanks in a row and eight bytes can be looked at; answers how many bytes. last: what stands
 * before o, which has room for eight bytes more than that. */
static size_t add_many(char *o, struct dh_str s, size_t at, char last)
{
    size_t from = at;
    for (; s.n - at >= 16; at += 16) {
        dh_sixteen x = dh_sixteen_load(s.p + at);
        uint64_t blank = dh_sixteen_bits(dh_sixteen_equal(x, ' '));
        if (dh_sixteen_bits(dh_sixteen_between(x, ' ', '~')) != 0xFFFF ||
            (blank & (blank << 1 | (last == ' '))))
            break;
        x |= dh_sixteen_between(x, 'A', 'Z') & dh_sixteen_set(0x20);
        memcpy(o + (at - from), &x, sizeof x);
        last = o[at - from + 15];
    }
    for (; s.n - at >= 8; at += 8) {
        uint64_t x = dh_swar_load(s.p + at), blank = dh_swar_equal(x, ' ');
        uint64_t other = dh_swar_high(x) | dh_swar_below(x, ' ') | dh_swar_equal(x, 0x7F) |
                         (blank & (blank << 8 | (last == ' ' ? 0x80 : 0)));
        x |= dh_swar_between(x, 'A', 'Z') >> 2;
        last = (char)(x >> 56);
        x = htole64(x);
        memcpy(o + (at - from), &x, sizeof x);
        if (other)
            return at - from + dh_swar_first(other);
    }
    return at - from;
}

/* Appends the ASCII run at `at`; answers its end. b has room. */
static size_t add_ascii(struct dh_buf *b, struct dh_str s, size_t at)
{
    const unsigned char *p = (const unsigned char *)s.p;
    char *o = b->p + b->n;
    char last = b->n ? o[-1] : ' ';
    while (at < s.n && p[at] < 0x80) {
        size_t run = add_many(o, s, at, last);
        if (run) {
            at += run;
            o += run;
            last = o[-1];
            continue;
        }
        char c = ascii[p[at++]];
        *o = c;
        bool put = c != 0 && !(c == ' ' && last == ' ');
        o += put;
        last = put ? c : last;
    }
    b->n = (size_t)(o - b->p);
    return at;
}

/* Appends letters of two bytes (utf8.h) from `at` on, with single blanks between them; answers how
 * many bytes of s these are. b has room. */
static size_t add_letters(struct dh_buf *b, struct dh_str s, size_t at)
{
    size_t from = at, n;
    while ((n = dh_utf8_lower_pairs(s, at, b->p + b->n, s.n - at)) != 0) {
        at += n;
        b->n += n;
        if (at == s.n || s.p[at] != ' ')
            break;
        b->p[b->n++] = ' ';
        at++;
    }
    return at - from;
}

/* Where the last character began, in what is folded and in what became of it. */
struct last {
    size_t from, mark;
};

/* The same behind what is ASCII, or what add_letters appended. */
static struct last last_of(const struct dh_buf *b, struct dh_str s, size_t at)
{
    unsigned char c = (unsigned char)s.p[at - 1];
    if (c >= 0x80)
        return (struct last){ at - 2, b->n - 2 };
    /* controls are dropped */
    return (struct last){ ascii[c] ? at - 1 : at, b->n && ascii[c] > ' ' ? b->n - 1 : b->n };
}

/* Appends the character at `at` that is neither; answers its end, or that of a run. */
static size_t add_other(struct dh_buf *b, struct dh_str s, size_t at, struct last *last)
{
    uint32_t cp, to;
    size_t n = dh_utf8_get(s, at, &cp);
    switch (quick(cp, &to)) {
    case Q_SAME:
    case Q_LOWER:
        *last = (struct last){ at, b->n };
        b->n += dh_utf8_put(b->p + b->n, to);
        break;
    case Q_SPACE:
        if (b->n && b->p[b->n - 1] != ' ')
            b->p[b->n++] = ' ';
        *last = (struct last){ at + n, b->n };
        break;
    case Q_DROP:
        if (last->from >= at)
            *last = (struct last){ at + n, b->n };
        break;
    case Q_SLOW:
        at = slow_run(b, s, last->from < at ? last->from : at, last->from < at ? last->mark : b->n,
                      at);
        *last = (struct last){ at, b->n };
        dh_buf_room(b, s.n - at + 8);
        return at;
    }
    return at + n;
}

void dh_normal_fold(struct dh_buf *b, struct dh_str s)
{
    struct last last = { 0, 0 };

    dh_buf_reset(b);
    dh_buf_room(b, s.n + 8); /* what the quick check knows does not grow */
    for (size_t at = 0; at < s.n && !b->err;) {
        if ((unsigned char)s.p[at] < 0x80) {
            at = add_ascii(b, s, at);
            last = last_of(b, s, at);
            continue;
        }
        size_t n = add_letters(b, s, at);
        if (n) {
            at += n;
            last = last_of(b, s, at);
        } else {
            at = add_other(b, s, at, &last);
        }
    }
    if (b->n && b->p[b->n - 1] == ' ')
        b->n--;
}

/* Punctuation that does not carry the meaning of a fragment when it stands outside. */
static bool is_outer(uint32_t cp)
{
    if (cp == '$' || cp == '%' || cp == '+' || cp == 0x20AC || cp == 0xA3 || cp == 0xB0 ||
        cp == 0xA5)
        return false;
    return (dh_utf8_class(cp) & (DH_C_PUNCT | DH_C_SPACE | DH_C_CONTROL)) != 0;
}

static bool is_plain(char c)
{
    return dh_is_alpha((unsigned char)c) || dh_is_digit((unsigned char)c);
}

struct dh_str dh_normal_trim(struct dh_str s)
{
    size_t at = 0;
    while (at < s.n && !is_plain(s.p[at])) {
        uint32_t cp;
        size_t n = dh_utf8_get(s, at, &cp);
        if (!is_outer(cp))
            break;
        at += n;
    }
    s = dh_str_sub(s, at, s.n);
    while (s.n && !is_plain(s.p[s.n - 1])) {
        uint32_t cp;
        size_t n = dh_utf8_back(s, s.n, &cp);
        if (!is_outer(cp))
            break;
        s.n -= n;
    }
    return s;
}

/* The bytes of a digit at `at`; 0: there is none. */
static size_t digit_at(struct dh_str s, size_t at)
{
    uint32_t cp;
    size_t n = at < s.n ? dh_utf8_get(s, at, &cp) : 0;
    return n && dh_utf8_class(cp) & DH_C_DIGIT ? n : 0;
}

/* Of a sign at `at` that parts figures: a point or a comma, also an Arabic one. */
static size_t part_at(struct dh_str s, size_t at)
{
    static const uint32_t signs[] = { '.', ',', 0x66B, 0x66C };
    uint32_t cp;
    size_t n = at < s.n ? dh_utf8_get(s, at, &cp) : 0;
    for (size_t i = 0; n && i < DH_LEN(signs); i++)
        if (cp == signs[i])
            return n;
    return 0;
}

/* Behind the figures at `at`. */
static size_t skip_figures(struct dh_str s, size_t at)
{
    for (size_t n;; at += n) {
        n = digit_at(s, at);
        if (n)
            continue;
        n = part_at(s, at);
        if (n == 0 || digit_at(s, at + n) == 0)
            return at;
    }
}

/* Replaces what b holds by s with every run of digits, with the points and commas inside it, as one
 * 0. */
static void fold_digits(struct dh_buf *b, struct dh_str s)
{
    dh_buf_reset(b);
    if (!dh_buf_room(b, s.n + 1))
        return;
    for (size_t i = 0; i < s.n;) {
        size_t at = dh_utf8_digit(s, i);
        memcpy(b->p + b->n, s.p + i, at - i);
        b->n += at - i;
        if (at < s.n)
            b->p[b->n++] = '0';
        i = skip_figures(s, at);
    }
}

/* s with its references read (entities.h), as it will be mended, in b; s itself where it has none.
 */
static struct dh_str read_entities(struct dh_buf *b, struct dh_str s)
{
    struct dh_entities e;
    size_t from = 0, at = dh_str_find_byte(s, '&');
    if (at == s.n)
        return s;
    e = dh_entities_of(s);
    dh_buf_reset(b);
    while (at < s.n) {
        char now[DH_ENTITY_MAX];
        size_t n, taken = dh_entity_read(&e, at, now, &n);
        if (taken) {
            dh_buf_add(b, dh_str_sub(s, from, at - from));
            dh_buf_add(b, (struct dh_str){ now, n });
            from = at + taken;
        }
        at += taken ? taken : 1;
        at += dh_str_find_byte(dh_str_sub(s, at, s.n), '&');
    }
    dh_buf_add(b, dh_str_sub(s, from, s.n));
    return dh_buf_str(b);
}

enum dh_err dh_text_normal(struct dh_page *page)
{
    struct dh_buf plain, fold, digits;
    enum dh_err e = DH_OK;
    size_t kept = 0;

    dh_buf_init(&plain, page->arena.mem, SIZE_MAX / 2);
    dh_buf_init(&fold, page->arena.mem, SIZE_MAX / 2);
    dh_buf_init(&digits, page->arena.mem, SIZE_MAX / 2);
    dh_buf_room(&fold, NORM_ROOM);
    dh_buf_room(&digits, NORM_MAX + 1);
    for (size_t i = 0; i < page->n_fragments; i++) {
        struct dh_fragment *f = &page->fragments[i];
        struct dh_str line = dh_page_fragment(page, i), read = read_entities(&plain, line);
        f->looks |= read.p != line.p ? DH_LOOKS_REFERS : 0;
        dh_normal_fold(&fold, read);
        struct dh_str norm = dh_normal_trim(dh_buf_str(&fold));
        if (plain.err || fold.err) {
            e = plain.err ? plain.err : fold.err;
            goto out;
        }
        f->norm = DH_STR_NONE;
        f->key = norm.n ? dh_hash64(norm) : 0;
        f->folded = f->key;
        if (norm.n <= NORM_MAX && dh_utf8_digit(norm, 0) < norm.n) {
            fold_digits(&digits, norm);
            if (digits.err) {
                e = digits.err;
                goto out;
            }
            f->folded = dh_hash64(dh_buf_str(&digits));
        }
        if (norm.n == 0 || norm.n > NORM_MAX || kept + norm.n > NORM_TOTAL)
            continue;
        kept += norm.n;
        if (!dh_arena_copy(&page->arena, norm, &f->norm)) {
            e = DH_ELIMIT;
            goto out;
        }
    }
out:
    dh_buf_release(&plain);
    dh_buf_release(&fold);
    dh_buf_release(&digits);
    return e;
}
