/* SPDX-License-Identifier: MIT */
/* The encoding that a page names in its head: HTML Living Standard 13.2.3.2, "prescan a byte
 * stream". */
#include "tree/charset.h"
#include "tree/scan.h"

struct dh_str dh_charset_param(struct dh_str s)
{
    for (size_t at = 0; at + 7 < s.n; at++) {
        struct dh_str rest = dh_str_sub(s, at, s.n);
        if (!dh_str_starts_nocase(rest, DH_STR("charset")))
            continue;
        rest = dh_str_trim(dh_str_sub(rest, 7, s.n));
        if (rest.n == 0 || rest.p[0] != '=')
            continue;
        rest = dh_str_trim(dh_str_sub(rest, 1, s.n));
        if (rest.n && (rest.p[0] == '"' || rest.p[0] == '\'')) {
            struct dh_str inner = dh_str_sub(rest, 1, s.n);
            size_t n = dh_str_find_byte(inner, rest.p[0]);
            return n < inner.n ? dh_str_sub(inner, 0, n) : DH_STR_NONE;
        }
        size_t n = 0;
        while (n < rest.n && rest.p[n] != ';' && !dh_is_space((unsigned char)rest.p[n]))
            n++;
        return dh_str_sub(rest, 0, n);
    }
    return DH_STR_NONE;
}

/* What a meta tag says; empty: nothing of encodings. */
static struct dh_str meta_charset(struct dh_str tag)
{
    struct dh_str value, content;

    if (dh_tag_attr(tag, DH_STR("charset"), &value) && dh_str_trim(value).n)
        return value;
    if (dh_tag_attr(tag, DH_STR("http-equiv"), &value) &&
        dh_str_eq_nocase(dh_str_trim(value), DH_STR("content-type")) &&
        dh_tag_attr(tag, DH_STR("content"), &content))
        return dh_charset_param(content);
    return DH_STR_NONE;
}

/* <?xml version="1.0" encoding="x"?> at the very start */
static struct dh_str xml_encoding(struct dh_str s)
{
    struct dh_str value;
    if (!dh_str_starts(s, DH_STR("<?xml")))
        return DH_STR_NONE;
    s = dh_str_sub(s, 0, dh_str_find_byte(s, '>'));
    return dh_tag_attr(s, DH_STR("encoding"), &value) ? value : DH_STR_NONE;
}

struct dh_str dh_charset_prescan(struct dh_str bytes)
{
    struct dh_str s = dh_str_sub(bytes, 0, DH_CHARSET_META);
    struct dh_str found = xml_encoding(dh_str_trim(s));

    for (size_t at = 0; found.n == 0;) {
        at += dh_str_find_byte(dh_str_sub(s, at, s.n), '<');
        if (at + 1 >= s.n)
            break;
        char next = s.p[at + 1];
        bool slash = next == '/' && at + 2 < s.n;
        if (!dh_is_alpha((unsigned char)s.p[at + 1 + slash])) {
            at = next == '!' || next == '?' || next == '/' ? dh_scan_comment_end(s, at) : at + 1;
            continue;
        }
        bool self_closing;
        size_t end = dh_scan_tag_end(s, at + 1 + slash, &self_closing);
        struct dh_str tag = dh_str_sub(s, at, end - at);
        if (end < s.n && dh_str_eq_nocase(dh_tag_name(tag), DH_STR("meta")))
            found = meta_charset(tag);
        at = end;
    }
    return dh_str_trim(found);
}
