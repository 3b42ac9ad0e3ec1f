/* SPDX-License-Identifier: MIT */
/* dh_feed_discover of feed.h: feeds that a front page names. Reads <link> and <base> tags and
 * nothing else: for who only wants to know where to look, a tree would be too much. */
#include "base/url.h"
#include "fetch/feed.h"
#include "tree/tree.h"

enum { HEAD = 256 * 1024, ATTRIBUTES = 32, HREF_LONGEST = 2048 };

static const char *const feed_types[] = {
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/feed+json",
};

static bool is_end(char c)
{
    return c == '>' || c == '/';
}

/* Cuts one attribute off *tag; false: there are no more. */
static bool next_attribute(struct dh_str *tag, struct dh_str *name, struct dh_str *value)
{
    size_t n = 0;

    while (tag->n && (dh_is_space((unsigned char)tag->p[0]) || tag->p[0] == '/'))
        *tag = dh_str_sub(*tag, 1, tag->n);
    if (!tag->n || tag->p[0] == '>')
        return false;
    while (n < tag->n && !dh_is_space((unsigned char)tag->p[n]) && tag->p[n] != '=' &&
           !is_end(tag->p[n]))
        n++;
    *name = dh_str_sub(*tag, 0, n);
    *value = DH_STR_NONE;
    *tag = dh_str_sub(*tag, n, tag->n);
    struct dh_str rest = dh_str_trim(*tag);
    if (!rest.n || rest.p[0] != '=') {
        if (!n) /* a stray sign: pass it */
            *tag = dh_str_sub(*tag, 1, tag->n);
        return true;
    }
    rest = dh_str_trim(dh_str_sub(rest, 1, rest.n));
    bool quoted = rest.n && (rest.p[0] == '"' || rest.p[0] == '\'');
    char quote = quoted ? rest.p[0] : 0;
    rest = dh_str_sub(rest, quoted, rest.n);
    for (n = 0; n < rest.n; n++)
        if (quoted ? rest.p[n] == quote : dh_is_space((unsigned char)rest.p[n]) || rest.p[n] == '>')
            break;
    *value = dh_str_sub(rest, 0, n);
    *tag = dh_str_sub(rest, n + quoted, rest.n);
    return true;
}

/* Whether a list of words, parted by blanks, has the word. */
static bool has_word(struct dh_str list, struct dh_str word)
{
    for (size_t at = 0; at < list.n;) {
        size_t n = 0;
        while (at + n < list.n && !dh_is_space((unsigned char)list.p[at + n]))
            n++;
        if (dh_str_eq_nocase(dh_str_sub(list, at, n), word))
            return true;
        at += n + 1;
    }
    return false;
}

static bool is_feed(struct dh_str type)
{
    type = dh_str_trim(dh_str_sub(type, 0, dh_str_find_byte(type, ';')));
    for (size_t i = 0; i < DH_LEN(feed_types); i++)
        if (dh_str_eq_nocase(type, dh_str_c(feed_types[i])))
            return true;
    return false;
}

/* The href of a <link> to a feed; n 0: it is none. */
static struct dh_str feed_link(struct dh_str tag)
{
    struct dh_str name, value, href = DH_STR_NONE;
    bool alternate = false, feed = false;

    for (int i = 0; i < ATTRIBUTES && next_attribute(&tag, &name, &value); i++) {
        if (dh_str_eq_nocase(name, DH_STR("rel")))
            alternate = has_word(value, DH_STR("alternate"));
        else if (dh_str_eq_nocase(name, DH_STR("type")))
            feed = is_feed(value);
        else if (dh_str_eq_nocase(name, DH_STR("href")))
            href = value;
    }
    return alternate && feed ? href : DH_STR_NONE;
}

/* The href of a <base>; n 0: none. */
static struct dh_str base_link(struct dh_str tag)
{
    struct dh_str name, value;

    for (int i = 0; i < ATTRIBUTES && next_attribute(&tag, &name, &value); i++)
        if (dh_str_eq_nocase(name, DH_STR("href")))
            return value;
    return DH_STR_NONE;
}

/* false: no such address, or out of memory. */
static bool resolve(struct dh_arena *a, struct dh_str base, struct dh_str href, struct dh_str *out)
{
    struct dh_buf plain, url;

    if (!href.n || href.n > HREF_LONGEST)
        return false;
    dh_buf_init(&plain, a->mem, DH_URL_MAX);
    dh_buf_init(&url, a->mem, DH_URL_MAX);
    dh_html_decode(&plain, href, true);
    bool ok = !plain.err && dh_url_normal(base, dh_buf_str(&plain), &url) == DH_OK &&
              dh_arena_copy(a, dh_buf_str(&url), out);
    dh_buf_release(&plain);
    dh_buf_release(&url);
    return ok;
}

static bool is_tag(struct dh_str s, struct dh_str start)
{
    return s.n > start.n && dh_str_starts_nocase(s, start) &&
           dh_is_space((unsigned char)s.p[start.n]);
}

/* To the next tag but those in comments; empty: there is none. */
static struct dh_str next_tag(struct dh_str s)
{
    for (;;) {
        s = dh_str_sub(s, dh_str_find_byte(s, '<'), s.n);
        if (!dh_str_starts(s, DH_STR("<!--")))
            return s;
        s = dh_str_sub(s, 2, s.n); /* "<!-->" is a whole one */
        s = dh_str_sub(s, dh_str_find(s, DH_STR("-->")), s.n);
    }
}

size_t dh_feed_discover(struct dh_arena *a, struct dh_str html, struct dh_str url,
                        struct dh_str *found, size_t max)
{
    struct dh_str rest = dh_str_sub(html, 0, HEAD), feed;
    bool based = false; /* the first base counts */
    size_t n = 0;

    while (n < max && rest.n) {
        rest = next_tag(rest);
        bool link = is_tag(rest, DH_STR("<link")), base = is_tag(rest, DH_STR("<base"));
        rest = dh_str_sub(rest, link || base ? 5 : 1, rest.n);
        if (base && !based)
            based = resolve(a, url, base_link(rest), &url);
        if (!link || !resolve(a, url, feed_link(rest), &feed))
            continue;
        bool known = false;
        for (size_t i = 0; i < n; i++)
            known = known || dh_str_eq(found[i], feed);
        if (!known)
            found[n++] = feed;
    }
    return n;
}
