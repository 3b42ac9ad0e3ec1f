/* SPDX-License-Identifier: MIT */
/* HTML, text or JSONL, told by the bytes (dh_type_sniff of source.h). Names and content types lie
 * too often.
 *
 * The order of the questions: JSON objects; a page by how it begins (doctype, <?xml, a
 * structural tag, behind BOM, white space and comments); a page by how much structural markup
 * it holds. Scraped text that mentions a tag or keeps an inline one stays text, since reading
 * it as HTML would run its lines together. */
#include <string.h>

#include "io/source.h"
#include "tree/charset.h"

enum {
    HEAD = 64 * 1024,
    WIDE_HEAD = 4096,       /* characters of UTF-16 or UTF-32 that are looked at */
    TAGS_MIN = 3,           /* structural tags that make a page of what begins with text... */
    BYTES_PER_TAG_MAX = 512 /* ...standing at least this close on average */
};

/* Elements that give a page its structure. Inline ones (b, i, a, em, span, img, ...) say
 * nothing: they are what scrapers leave behind in text. */
static const char *const structural[] = {
    "html",   "head",     "body",     "title",  "meta",  "link",       "base",    "script",
    "style",  "noscript", "div",      "p",      "br",    "hr",         "section", "article",
    "main",   "header",   "footer",   "nav",    "aside", "table",      "tbody",   "thead",
    "tr",     "td",       "th",       "ul",     "ol",    "li",         "dl",      "dt",
    "dd",     "h1",       "h2",       "h3",     "h4",    "h5",         "h6",      "blockquote",
    "figure", "form",     "frameset", "iframe", "pre",   "figcaption", "center",  "template",
    "svg",    "select",
};

/* Whether s starts with a structural tag, "<name" or "</name", up to a character that ends a
 * tag's name. */
static bool is_tag(struct dh_str s)
{
    size_t at = 1 + (s.n > 1 && s.p[1] == '/'), end = at;

    while (end < s.n &&
           (dh_is_alpha((unsigned char)s.p[end]) || dh_is_digit((unsigned char)s.p[end])))
        end++;
    if (end == at || end == s.n ||
        !(dh_is_space((unsigned char)s.p[end]) || s.p[end] == '>' || s.p[end] == '/'))
        return false;
    struct dh_str name = dh_str_sub(s, at, end - at);
    for (size_t i = 0; i < DH_LEN(structural); i++)
        if (dh_str_eq_nocase(name, dh_str_c(structural[i])))
            return true;
    return false;
}

/* Passes a BOM, white space and comments. */
static struct dh_str skip_front(struct dh_str s)
{
    s = dh_str_without_bom(s);
    for (;;) {
        while (s.n && dh_is_space((unsigned char)s.p[0]))
            s = dh_str_sub(s, 1, s.n);
        if (!dh_str_starts(s, DH_STR("<!--")))
            return s;
        size_t end = dh_str_find(s, DH_STR("-->"));
        if (end == s.n)
            return s;
        s = dh_str_sub(s, end + 3, s.n);
    }
}

static bool is_html(struct dh_str s)
{
    size_t tags = 0;

    if (dh_str_starts_nocase(s, DH_STR("<!doctype")) || dh_str_starts_nocase(s, DH_STR("<?xml")))
        return true;
    if (s.n && s.p[0] == '<' && is_tag(s))
        return true;
    for (size_t at = 0; at < s.n; at++) {
        at += dh_str_find_byte(dh_str_sub(s, at, s.n), '<');
        if (at < s.n)
            tags += is_tag(dh_str_sub(s, at, 16));
    }
    return tags >= TAGS_MIN && s.n / tags <= BYTES_PER_TAG_MAX;
}

/* How JSON looks from its first bytes: an object with a key, an array of objects. A text that opens
 * with a brace or a bracket has no quoted key and colon behind it. */
static bool is_json(struct dh_str s)
{
    size_t i = 0;

    if (s.n && s.p[0] == '[')
        for (i++; i < s.n && dh_is_space((unsigned char)s.p[i]); i++)
            ;
    if (i >= s.n || s.p[i] != '{')
        return false;
    for (i++; i < s.n && dh_is_space((unsigned char)s.p[i]); i++)
        ;
    if (i < s.n && s.p[i] == '}')
        return true;
    if (i >= s.n || s.p[i] != '"')
        return false;
    for (i++; i < s.n && s.p[i] != '"'; i++)
        i += s.p[i] == '\\';
    for (i++; i < s.n && dh_is_space((unsigned char)s.p[i]); i++)
        ;
    return i < s.n && s.p[i] == ':';
}

/* UTF-16 by its BOM or by "<" with a zero byte, UTF-32 by its BOM: the ASCII in it, anything else
 * as
 * '?'. 0: neither. */
static size_t narrow(struct dh_str s, char *dst)
{
    size_t bom, n = 0, unit = 2;
    const char *name = dh_charset_mark(s, &bom);
    bool low_first = dh_str_starts(s, (struct dh_str){ "<\0", 2 });

    if (name && strcmp(name, "utf-8") != 0) {
        unit = bom; /* U+FEFF itself */
        low_first = s.p[0] == '\xFF';
    } else if (name || !(low_first || dh_str_starts(s, (struct dh_str){ "\0<", 2 }))) {
        return 0;
    }
    for (size_t i = bom; i + unit <= s.n && n < WIDE_HEAD; i += unit) {
        char low = s.p[low_first ? i : i + unit - 1];
        size_t zeros = 0;
        for (size_t k = 0; k < unit; k++)
            zeros += s.p[i + k] == '\0';
        dst[n++] = low && zeros == unit - 1 ? low : '?';
    }
    return n;
}

enum dh_type dh_type_sniff(struct dh_str head)
{
    char wide[WIDE_HEAD];
    struct dh_str s = dh_str_sub(head, 0, HEAD);
    size_t n = narrow(s, wide);

    if (dh_str_starts(s, DH_STR("WARC/0.")) || dh_str_starts(s, DH_STR("WARC/1.")))
        return DH_TYPE_WARC;
    if (n)
        s = (struct dh_str){ wide, n };
    s = skip_front(s);
    if (is_json(s))
        return DH_TYPE_JSONL;
    return is_html(s) ? DH_TYPE_HTML : DH_TYPE_TEXT;
}
