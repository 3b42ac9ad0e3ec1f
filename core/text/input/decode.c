/* SPDX-License-Identifier: MIT */
/* Bytes of scraped text to the page's input. UTF-8 is taken as it is, bad bytes and all: they
 * become U+FFFD as repairs at the end, so that restore is exact. Other charsets are decoded by
 * iconv only where the text encodes back to the very same bytes. */
#include <iconv.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "base/err.h"
#include "base/lineescape.h"
#include "text/text.h"
#include "tree/charset.h"

enum { LABEL_MAX = 40, BINARY_SAMPLE = 8192 };

/* Converts all of s, or fails: false on any bad sequence. */
static bool convert(const char *to, const char *from, struct dh_str s, struct dh_buf *out)
{
    iconv_t cd = iconv_open(to, from);
    bool ok = false;
    if (cd == (iconv_t)-1)
        return false;
    char *in = (char *)(uintptr_t)s.p;
    size_t left = s.n;
    while (left) {
        char *p = dh_buf_room(out, left < 4096 ? 4096 : left);
        if (!p)
            goto out;
        size_t room = out->room - out->n, before = room, left_before = left;
        size_t r = iconv(cd, &in, &left, &p, &room);
        out->n += before - room;
        if (r == (size_t)-1 && (left == left_before && before - room == 0))
            goto out;
    }
    ok = true;
out:
    iconv_close(cd);
    return ok;
}

/* Decodes raw by label; false: unknown, does not fit, or does not come back byte for byte. */
static bool decode(struct dh_page *page, struct dh_str label, struct dh_str raw, enum dh_err *e)
{
    char name[LABEL_MAX + 1];
    struct dh_buf text, back;
    bool ok = false;

    if (label.n == 0 || label.n > LABEL_MAX)
        return false;
    memcpy(name, label.p, label.n);
    name[label.n] = '\0';
    dh_buf_init(&text, page->arena.mem, DH_PAGE_MAX);
    dh_buf_init(&back, page->arena.mem, DH_PAGE_MAX);
    if (convert("UTF-8", name, raw, &text) && convert(name, "UTF-8", dh_buf_str(&text), &back) &&
        dh_str_eq(dh_buf_str(&back), raw) && dh_utf8_valid(dh_buf_str(&text)) == text.n) {
        ok = dh_arena_copy(&page->arena, dh_buf_str(&text), &page->input);
        *e = ok ? dh_page_set(page, DH_FIELD_CHARSET, label) : DH_ELIMIT;
    }
    if (text.err == DH_ENOMEM || back.err == DH_ENOMEM)
        *e = DH_ENOMEM;
    dh_buf_release(&text);
    dh_buf_release(&back);
    return ok;
}

/* Control characters that no text holds, in the first bytes: a picture, an archive, a program. */
static bool is_binary(struct dh_str s)
{
    size_t n = s.n < BINARY_SAMPLE ? s.n : BINARY_SAMPLE, odd = 0;
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        odd += c == 0 || (c < 32 && c != 27 && !dh_is_space(c) && c != '\v' && c != '\b');
    }
    return odd * 20 > n || dh_charset_is_pdf(s);
}

/* The name of UTF-16 by its mark, or by its zeros, or of UTF-32 by its mark; empty: it is neither.
 */
static struct dh_str wide_name(struct dh_str s)
{
    size_t n;
    const char *mark = dh_charset_mark(s, &n), *label = mark ? mark : dh_charset_utf16(s);
    const struct dh_encoding *e = label ? dh_charset_find(dh_str_c(label)) : NULL;

    if (!label || strcmp(label, "utf-8") == 0)
        return DH_STR_NONE;
    return dh_str_c(e ? e->name : label);
}

/* The name of UTF-16 where a label means it: text in other letters has no zeros. */
static struct dh_str utf16_of_label(struct dh_str label)
{
    const struct dh_encoding *e = dh_charset_find(label);
    return e && dh_str_starts(dh_str_c(e->name), DH_STR("UTF-16")) ? dh_str_c(e->name)
                                                                   : DH_STR_NONE;
}

/* One bad byte in a long UTF-8 text is damage, not a charset. */
static bool mostly_utf8(struct dh_str s)
{
    size_t good, bad;
    dh_utf8_weigh(s, &good, &bad);
    return bad == 0 || good >= bad * 4;
}

static enum dh_err decode_any(struct dh_page *page, struct dh_str charset, struct dh_detail *d)
{
    struct dh_str raw = page->raw, wide = wide_name(raw), said = utf16_of_label(charset), guessed;
    char guess[DH_CHARSET_GUESS];
    enum dh_err e = DH_OK;

    page->input = raw;
    if (wide.n && decode(page, wide, raw, &e))
        return e;
    bool binary = is_binary(raw);
    if (e == DH_OK && !binary && mostly_utf8(raw))
        return DH_OK;
    if (e == DH_OK && said.n && decode(page, said, raw, &e))
        return e;
    if (e == DH_OK && binary)
        return dh_charset_no_text(raw, d);
    if (e == DH_OK && charset.n && !dh_str_starts_nocase(charset, DH_STR("utf")) &&
        decode(page, charset, raw, &e))
        return e;
    if (e == DH_OK)
        e = dh_charset_guess(raw, guess, &guessed, d);
    if (e == DH_OK && decode(page, guessed, raw, &e))
        return e;
    if (e == DH_OK && decode(page, DH_STR("windows-1252"), raw, &e))
        return e;
    if (e == DH_OK)
        page->input = raw;
    return e;
}

/* Of text that was not UTF-8 the record names both, the charset first, with a blank between. */
static enum dh_err set_escapes(struct dh_page *page, struct dh_str label)
{
    struct dh_str charset = page->field[DH_FIELD_CHARSET];
    char both[64];
    int n = snprintf(both, sizeof both, "%.*s%s%.*s", (int)charset.n, charset.n ? charset.p : "",
                     charset.n ? " " : "", (int)label.n, label.p);

    if (n < 0 || (size_t)n >= sizeof both)
        return DH_ELIMIT;
    return dh_page_set(page, DH_FIELD_CHARSET, (struct dh_str){ both, (size_t)n });
}

/* Lines that are written as \n become lines: base/lineescape.h. The copy is the arena's. */
static enum dh_err unescape_lines(struct dh_page *page)
{
    struct dh_buf lines;
    enum dh_err e = DH_OK;

    dh_buf_init(&lines, page->arena.mem, DH_PAGE_MAX);
    const char *label = dh_lineescape_lines(page->input, &lines);
    if (label && !dh_arena_copy(&page->arena, dh_buf_str(&lines), &page->input))
        e = DH_ELIMIT;
    else if (label)
        e = set_escapes(page, dh_str_c(label));
    else if (lines.err == DH_ENOMEM)
        e = DH_ENOMEM;
    dh_buf_release(&lines);
    return e;
}

enum dh_err dh_text_row(struct dh_page *page)
{
    page->input = page->raw;
    page->is_utf8 = true; /* a string of JSON, and that was checked */
    enum dh_err e = unescape_lines(page);
    return e ? e : dh_text_split(page);
}

enum dh_err dh_text_read(struct dh_page *page, struct dh_str charset, struct dh_detail *d)
{
    if (page->raw.n > DH_PAGE_MAX)
        return dh_fail(d, DH_ELIMIT, 0, "text longer than 2 GiB");
    enum dh_err e = decode_any(page, charset, d);
    if (e == DH_OK)
        e = dh_page_set(page, DH_FIELD_TYPE, DH_STR("text"));
    if (e == DH_OK)
        e = unescape_lines(page);
    if (e == DH_OK)
        e = dh_text_split(page);
    return e;
}
