/* SPDX-License-Identifier: MIT */
/* Where raw text, comments and svg end: HTML Living Standard 13.2.5. */
#include "tree/scan.h"

#include <string.h>

#include "tree/open.h"

static size_t find_byte(struct dh_str s, size_t at, char c)
{
    const char *hit = at < s.n ? memchr(s.p + at, c, s.n - at) : NULL;
    return hit ? (size_t)(hit - s.p) : s.n;
}

/* Ends of a tag's name; "=" is no end. */
static const bool ends_name[256] = {
    ['\t'] = true, ['\n'] = true, ['\f'] = true, ['\r'] = true,
    [' '] = true,  ['/'] = true,  ['>'] = true,
};

static bool starts_nocase(struct dh_str s, size_t at, struct dh_str word)
{
    return dh_str_eq_nocase(dh_str_sub(s, at, word.n), word);
}

/* Whether word stands at s.p[at] and ends there as a tag's name does. */
static bool is_name(struct dh_str s, size_t at, struct dh_str word)
{
    size_t end = at + word.n;
    return end < s.n && ends_name[(unsigned char)s.p[end]] && starts_nocase(s, at, word);
}

size_t dh_scan_raw_end(struct dh_str s, size_t at, struct dh_str name)
{
    for (; (at = find_byte(s, at, '<')) < s.n; at++)
        if (at + 1 < s.n && s.p[at + 1] == '/' && is_name(s, at + 2, name))
            return at;
    return s.n;
}

/* From behind "<!--" in a script: the end of the script, or behind "-->" (*open false: the script
 * goes on). */
static size_t escaped_end(struct dh_str s, size_t at, bool *ended)
{
    static const struct dh_str script = { "script", 6 };
    size_t dashes = at - 2; /* those of "<!--" count for "-->" */
    bool twice = false;

    for (*ended = true; at < s.n; at++) {
        if (s.p[at] == '>' && at - dashes >= 2 && s.p[at - 1] == '-' && s.p[at - 2] == '-') {
            *ended = false;
            return at + 1;
        }
        if (s.p[at] != '<')
            continue;
        bool slash = at + 1 < s.n && s.p[at + 1] == '/';
        if (!is_name(s, at + 1 + slash, script))
            continue;
        if (slash && !twice)
            return at;
        twice = !slash;
    }
    return s.n;
}

size_t dh_scan_script_end(struct dh_str s, size_t at)
{
    static const struct dh_str script = { "script", 6 }, comment = { "!--", 3 };

    while ((at = find_byte(s, at, '<')) < s.n) {
        if (at + 1 < s.n && s.p[at + 1] == '/' && is_name(s, at + 2, script))
            return at;
        at++;
        if (!dh_str_starts(dh_str_sub(s, at, comment.n), comment))
            continue;
        bool ended;
        at = escaped_end(s, at + comment.n, &ended);
        if (ended)
            return at;
    }
    return s.n;
}

/* Behind the "-->" or "--!>" that ends the comment whose "<!--" starts at s.p[at]. */
static size_t real_comment_end(struct dh_str s, size_t at)
{
    size_t body = at + 4;
    if (body < s.n && s.p[body] == '>')
        return body + 1;
    if (body + 1 < s.n && s.p[body] == '-' && s.p[body + 1] == '>')
        return body + 2;
    for (at = body; (at = find_byte(s, at, '>')) < s.n; at++) {
        size_t n = at - body;
        bool plain = n >= 2 && s.p[at - 1] == '-' && s.p[at - 2] == '-';
        bool bang = n >= 3 && s.p[at - 1] == '!' && s.p[at - 2] == '-' && s.p[at - 3] == '-';
        if (plain || bang)
            return at + 1;
    }
    return s.n;
}

size_t dh_scan_comment_end(struct dh_str s, size_t at)
{
    if (dh_str_starts(dh_str_sub(s, at, 4), DH_STR("<!--")))
        return real_comment_end(s, at);
    at = find_byte(s, at, '>');
    return at < s.n ? at + 1 : s.n;
}

/* ---- svg: most are icons, well-formed and closed. Those are passed over; any other is left to the
 * tree builder. */

enum { SVG_DEPTH = 32 };

struct svg {
    struct dh_str s, open[SVG_DEPTH];
    unsigned n;
    bool text_only; /* title or desc is open: its content is HTML */
    bool text_matters;
};

static struct dh_str name_at(struct dh_str s, size_t at)
{
    size_t end = at;
    while (end < s.n && !ends_name[(unsigned char)s.p[end]])
        end++;
    return dh_str_sub(s, at, end - at);
}

/* Takes the start tag whose name stands at `at`; answers behind it, s.n + 1: it does more than
 * nest. */
static size_t svg_start(struct svg *v, size_t at)
{
    struct dh_str name = name_at(v->s, at);
    GumboTag tag = gumbo_tagn_enum(name.p, (unsigned)(name.n < 64 ? name.n : 64));
    bool self_closing, html = tag == GUMBO_TAG_TITLE || tag == GUMBO_TAG_DESC;
    size_t end = dh_scan_tag_end(v->s, at, &self_closing);

    if (end == v->s.n || v->text_only || dh_tag_is(tag, DH_TAG_BREAKS_OUT) ||
        tag == GUMBO_TAG_FONT || tag == GUMBO_TAG_FOREIGNOBJECT || tag == GUMBO_TAG_MATH ||
        v->n == SVG_DEPTH || (html && v->text_matters))
        return v->s.n + 1;
    if (!self_closing) {
        v->open[v->n++] = name;
        v->text_only = html;
    }
    return end + 1;
}

/* The same for an end tag; *closed: it was that of the svg itself. */
static size_t svg_end(struct svg *v, size_t at, bool *closed)
{
    struct dh_str name = name_at(v->s, at);
    struct dh_str want = v->n ? v->open[v->n - 1] : DH_STR("svg");
    bool self_closing;
    size_t end = dh_scan_tag_end(v->s, at, &self_closing);

    if (end == v->s.n || !dh_str_eq_nocase(name, want))
        return v->s.n + 1;
    *closed = v->n == 0;
    v->n -= v->n > 0;
    v->text_only = false;
    return end + 1;
}

size_t dh_scan_svg_end(struct dh_str s, size_t at, bool text_matters, size_t *seen)
{
    struct svg v = { .s = s, .text_matters = text_matters };
    bool closed = false;

    while (!closed && (at = find_byte(s, at, '<')) + 1 < s.n) {
        char next = s.p[at + 1];
        *seen = at;
        if (dh_is_alpha((unsigned char)next))
            at = svg_start(&v, at + 1);
        else if (next == '/' && at + 2 < s.n && dh_is_alpha((unsigned char)s.p[at + 2]))
            at = svg_end(&v, at + 2, &closed);
        else if (dh_str_starts(dh_str_sub(s, at, 9), DH_STR("<![CDATA[")))
            at += dh_str_find(dh_str_sub(s, at, s.n), DH_STR("]]>"));
        else if (next == '!' || next == '?' || next == '/')
            at = dh_scan_comment_end(s, at);
        else
            at++;
        if (at > s.n)
            return at;
    }
    return closed ? at : s.n + 1;
}
