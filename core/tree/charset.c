/* SPDX-License-Identifier: MIT */
#include "tree/charset.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

#include "base/err.h"
#include "base/swar.h"
#include "base/utf8.h"

/* With fewer bytes than GUESS_MIN to go by, a guess is worth less than the default. */
enum { PROBE = 4096, CANDIDATES_MAX = 6, GUESS_MIN = 8 };

struct decoder {
    struct dh_arena *a;
    struct dh_str bytes;
    struct dh_str *text;
    struct dh_detail *d;
};

static enum dh_err no_room(const struct decoder *c, enum dh_err e)
{
    return dh_fail(c->d, e == DH_ENOMEM ? e : DH_ELIMIT, 0,
                   "the page does not fit into memory as UTF-8");
}

/* ---- What the bytes look like */

static const struct {
    struct dh_str mark;
    const char *label; /* of the Encoding Standard, or iconv's name */
} marks[] = {
    { { "\xEF\xBB\xBF", 3 }, "utf-8" },    { { "\xFF\xFE\0\0", 4 }, "UTF-32LE" },
    { { "\0\0\xFE\xFF", 4 }, "UTF-32BE" }, { { "\xFF\xFE", 2 }, "utf-16le" },
    { { "\xFE\xFF", 2 }, "utf-16be" },
};

const char *dh_charset_mark(struct dh_str bytes, size_t *n)
{
    for (size_t i = 0; i < DH_LEN(marks); i++)
        if (dh_str_starts(bytes, marks[i].mark)) {
            *n = marks[i].mark.n;
            return marks[i].label;
        }
    *n = 0;
    return NULL;
}

/* Of markup and of most text in Latin letters. */
const char *dh_charset_utf16(struct dh_str s)
{
    size_t zeros[2] = { 0, 0 }, n = s.n < PROBE ? s.n : PROBE;
    if (n < 4 || !memchr(s.p, '\0', n))
        return NULL;
    for (size_t i = 0; i < n; i++)
        zeros[i & 1] += s.p[i] == '\0';
    size_t many = n / 5 + 1, few = n / 100;
    if (zeros[1] >= many && zeros[0] <= few)
        return "utf-16le";
    return zeros[0] >= many && zeros[1] <= few ? "utf-16be" : NULL;
}

/* What is no text by its first bytes, and what people call it. */
static const struct {
    struct dh_str magic;
    const char *name;
    size_t at;
} kinds[] = {
    { { "%PDF-", 5 }, "a PDF file", 0 },
    { { "PK\x03\x04", 4 },
      "a zip archive, which is to be unpacked first, or an office document",
      0 },
    { { "\xD0\xCF\x11\xE0", 4 }, "an office document", 0 },
    { { "BZh", 3 }, "bzip2 data inside what they were unpacked from", 0 },
    { { "\xFD"
        "7zXZ",
        5 },
      "xz data inside what they were unpacked from",
      0 },
    { { "\x04\x22\x4D\x18", 4 }, "lz4 data, which are to be unpacked first", 0 },
    { { "7z\xBC\xAF", 4 }, "a 7z archive", 0 },
    { { "Rar!", 4 }, "a rar archive", 0 },
    { { "ustar", 5 }, "a tar archive, which is to be unpacked first", 257 },
    { { "\x1F\x8B", 2 }, "gzip data inside what they were unpacked from", 0 },
    { { "\x89PNG", 4 }, "a picture", 0 },
    { { "\xFF\xD8\xFF", 3 }, "a picture", 0 },
    { { "GIF8", 4 }, "a picture", 0 },
    { { "RIFF", 4 }, "a picture or sound", 0 },
    { { "SQLite format 3", 15 }, "an SQLite database", 0 },
};

enum dh_err dh_charset_no_text(struct dh_str bytes, struct dh_detail *d)
{
    for (size_t i = 0; i < DH_LEN(kinds); i++)
        if (dh_str_starts(dh_str_sub(bytes, kinds[i].at, bytes.n), kinds[i].magic))
            return dh_fail(d, DH_EDATA, 0, "no text: %s", kinds[i].name);
    return dh_fail(d, DH_EDATA, 0, "no text: binary data");
}

bool dh_charset_is_pdf(struct dh_str bytes)
{
    return dh_str_starts(bytes, DH_STR("%PDF-"));
}

/* Text has few control characters, even in the wrong encoding. */
static bool is_binary(struct dh_str s)
{
    size_t n = s.n < PROBE ? s.n : PROBE, controls = 0, i = 0;
    for (; n - i >= 16; i += 16) {
        dh_sixteen x = dh_sixteen_load(s.p + i);
        dh_sixteen other =
            dh_sixteen_space(x) | dh_sixteen_equal(x, 0x1B) | dh_sixteen_equal(x, 0x0B);
        uint64_t found = dh_sixteen_bits((dh_sixteen)(x < (uint8_t)' ') & ~other);
        controls += found ? (size_t)__builtin_popcountll(found) : 0;
    }
    for (; i < n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        controls += c < 0x20 && !dh_is_space(c) && c != 0x1B && c != 0x0B;
    }
    return (controls > 4 && controls > n / 10) || dh_charset_is_pdf(s);
}

/* Escapes of ISO-2022-JP: ESC $ B and the like. */
static bool has_jis_escapes(struct dh_str s)
{
    for (size_t at = 0; (at += dh_str_find_byte(dh_str_sub(s, at, s.n), 0x1B)) + 2 < s.n; at++)
        if (s.p[at + 1] == '$' && (s.p[at + 2] == 'B' || s.p[at + 2] == '@'))
            return true;
    return false;
}

/* ---- UTF-8 */

static enum dh_err without_nul(const struct decoder *c, struct dh_str s)
{
    *c->text = s;
    size_t at = dh_str_find_byte(s, '\0');
    if (at == s.n)
        return DH_OK;
    char *p = dh_arena_alloc(c->a, s.n);
    if (!p)
        return no_room(c, DH_ELIMIT);
    size_t n = 0;
    while (s.n) {
        memcpy(p + n, s.p, at);
        n += at;
        s = dh_str_sub(s, at + 1, s.n);
        at = dh_str_find_byte(s, '\0');
    }
    *c->text = (struct dh_str){ p, n };
    return DH_OK;
}

/* windows-1252 for 0x80 to 0x9F; what it leaves open is the code point of that number. */
static uint32_t windows_1252(unsigned char c)
{
    static const uint16_t high[32] = {
        0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178,
    };
    return c >= 0x80 && c <= 0x9F ? high[c - 0x80] : c;
}

/* UTF-8 with a few strays among it: one that stands alone between ASCII is windows-1252, others are
 * U+FFFD. */
static enum dh_err mostly_utf8(const struct decoder *c)
{
    struct dh_str s = c->bytes, cleaned = DH_STR_NONE;
    struct dh_buf b;
    char utf8[4];

    dh_buf_init(&b, c->a->mem, c->a->cap);
    for (size_t at = 0; at < s.n;) {
        uint32_t cp;
        size_t run = dh_utf8_valid(dh_str_sub(s, at, s.n));
        dh_buf_add(&b, dh_str_sub(s, at, run));
        at += run;
        if (at == s.n)
            break;
        size_t n = dh_utf8_get(s, at, &cp);
        bool alone = n == 1 && (at == 0 || (unsigned char)s.p[at - 1] < 0x80) && at + 1 < s.n &&
                     (unsigned char)s.p[at + 1] < 0x80;
        if (alone)
            cp = windows_1252((unsigned char)s.p[at]);
        dh_buf_add(&b, (struct dh_str){ utf8, dh_utf8_put(utf8, cp) });
        at += n;
    }
    enum dh_err e = b.err;
    if (!e && !dh_arena_copy(c->a, dh_buf_str(&b), &cleaned))
        e = dh_arena_err(c->a);
    dh_buf_release(&b);
    return e ? no_room(c, e) : without_nul(c, cleaned);
}

/* ---- Other encodings */

/* The code point that the standard gives to a byte iconv does not take. */
static uint32_t stray(const struct dh_encoding *e, unsigned char c)
{
    bool windows = strncmp(e->name, "windows-", 8) == 0;
    return windows && c >= 0x80 && c <= 0x9F ? c : 0xFFFD;
}

/* Appends s in encoding e to b as UTF-8; *bad counts what could not be read. false: iconv does not
 * know e. */
static bool convert(const struct dh_encoding *e, struct dh_str s, struct dh_buf *b, size_t *bad)
{
    enum { CHUNK = 16 * 1024 };
    iconv_t cd = iconv_open("UTF-8", e->iconv);
    char *in = (char *)s.p;
    size_t left = s.n;

    *bad = 0;
    if (cd == (iconv_t)-1)
        return false;
    while (left && !b->err) {
        char *out = dh_buf_room(b, CHUNK), *start = out, utf8[4];
        size_t room = CHUNK;
        if (!out)
            break;
        size_t r = iconv(cd, &in, &left, &out, &room);
        int os = errno; /* making room may set it, too */
        b->n += (size_t)(out - start);
        if (r != (size_t)-1 || os == E2BIG)
            continue;
        ++*bad;
        uint32_t cp = stray(e, (unsigned char)*in);
        dh_buf_add(b, (struct dh_str){ utf8, dh_utf8_put(utf8, cp) });
        if (os == EINVAL) /* cut off at the end */
            break;
        size_t step = strncmp(e->iconv, "UTF-16", 6) == 0 ? 2 : 1;
        step = step < left ? step : left;
        in += step;
        left -= step;
    }
    iconv_close(cd);
    return true;
}

struct candidates {
    const struct dh_encoding *e[CANDIDATES_MAX];
    size_t n;
};

/* UTF-8 is out by the time this is asked, and a label in ASCII bytes cannot mean UTF-16. */
static void add_candidate(struct candidates *c, struct dh_str label)
{
    const struct dh_encoding *e = dh_charset_find(label);
    if (!e || strncmp(e->name, "UTF-", 4) == 0)
        return;
    for (size_t i = 0; i < c->n; i++)
        if (c->e[i] == e)
            return;
    c->e[c->n++] = e;
}

static enum dh_err add_guess(struct candidates *list, const struct decoder *c)
{
    char name[DH_CHARSET_GUESS];
    struct dh_str guess;
    enum dh_err e = dh_charset_guess(c->bytes, name, &guess, c->d);
    add_candidate(list, guess);
    return e;
}

static size_t count_high(struct dh_str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        n += (unsigned char)s.p[i] >= 0x80;
    return n;
}

/* Decodes by the first candidate that fits; by the one that fits best when none does. */
static enum dh_err try_candidates(const struct decoder *c, const struct candidates *list,
                                  struct dh_str *name)
{
    size_t limit = count_high(c->bytes) / 50, best = SIZE_MAX, bad;
    struct dh_str text = DH_STR_NONE;
    enum dh_err e = DH_OK;
    struct dh_buf b;

    dh_buf_init(&b, c->a->mem, c->a->cap);
    for (size_t i = 0; !e && i < list->n && best > limit; i++) {
        dh_buf_reset(&b);
        bool known = convert(list->e[i], c->bytes, &b, &bad);
        e = b.err; /* no room for one is no word for the next, which would read it wrongly */
        if (e || !known || bad >= best)
            continue;
        best = bad;
        *name = dh_str_c(list->e[i]->name);
        if (!dh_arena_copy(c->a, dh_buf_str(&b), &text))
            e = dh_arena_err(c->a);
    }
    dh_buf_release(&b);
    if (best == SIZE_MAX && !e)
        return dh_fail(c->d, DH_EINTERNAL, 0, "iconv knows none of the page's encodings");
    return e ? no_room(c, e) : without_nul(c, text);
}

static enum dh_err decode_as(const struct decoder *c, struct dh_str label, struct dh_str *name)
{
    const struct dh_encoding *e = dh_charset_find(label);
    struct dh_encoding mark = { label.p, label.p, "" }; /* UTF-32 has no label */
    struct candidates one = { { e ? e : &mark }, 1 };
    enum dh_err err = try_candidates(c, &one, name);
    if (!e)
        *name = dh_str_eq(label, DH_STR("UTF-32LE")) ? DH_STR("UTF-32LE") : DH_STR("UTF-32BE");
    return err;
}

/* ---- The decision */

static bool is_utf8_label(struct dh_str label)
{
    const struct dh_encoding *e = dh_charset_find(label);
    return e && strcmp(e->name, "UTF-8") == 0;
}

static enum dh_err decode_legacy(const struct decoder *c, const struct dh_charset_hints *hints,
                                 struct dh_str *name)
{
    struct dh_str header = dh_charset_param(hints->content_type);
    struct dh_str meta = dh_charset_prescan(c->bytes);
    struct candidates list = { .n = 0 };
    enum dh_err e = DH_OK;
    size_t good, bad;

    dh_utf8_weigh(c->bytes, &good, &bad);
    bool said = is_utf8_label(hints->label) || is_utf8_label(header) || is_utf8_label(meta);
    if (good >= bad * 10 || (said && good >= bad))
        return mostly_utf8(c);
    add_candidate(&list, hints->label);
    add_candidate(&list, header);
    add_candidate(&list, meta);
    if (list.n == 0 && count_high(c->bytes) >= GUESS_MIN)
        e = add_guess(&list, c);
    add_candidate(&list, DH_STR("windows-1252"));
    return e ? e : try_candidates(c, &list, name);
}

enum dh_err dh_charset_decode(struct dh_arena *a, struct dh_str bytes,
                              const struct dh_charset_hints *hints, struct dh_str *text,
                              struct dh_str *name, struct dh_detail *d)
{
    struct decoder c = { a, bytes, text, d };
    size_t mark;
    const char *label = dh_charset_mark(bytes, &mark);

    *text = *name = DH_STR_NONE;
    c.bytes = dh_str_sub(bytes, mark, bytes.n);
    if (!label)
        label = dh_charset_utf16(bytes);
    if (label && strcmp(label, "utf-8") != 0)
        return decode_as(&c, dh_str_c(label), name);
    if (is_binary(c.bytes))
        return dh_charset_no_text(c.bytes, d);
    if (dh_utf8_is_text(c.bytes)) {
        *text = c.bytes;
        return DH_OK;
    }
    if (dh_utf8_valid(c.bytes) < c.bytes.n)
        return label ? mostly_utf8(&c) : decode_legacy(&c, hints, name);
    if (!label && has_jis_escapes(c.bytes))
        return decode_as(&c, DH_STR("iso-2022-jp"), name);
    return without_nul(&c, c.bytes);
}
