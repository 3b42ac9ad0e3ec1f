/* SPDX-License-Identifier: MIT */
#include "fetch/xmlmend.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

#include "base/utf8.h"

enum { CHUNK = 64 * 1024, NAME_LONGEST = 40, REFERENCE_LONGEST = 12 };

/* ---- Charsets */

/* The value of encoding="..." in the XML declaration, as a C string; empty: none. */
static void declared(struct dh_str xml, char name[NAME_LONGEST + 1])
{
    struct dh_str s = dh_str_sub(xml, 0, dh_str_find(dh_str_sub(xml, 0, 256), DH_STR("?>")));
    size_t at = dh_str_find(s, DH_STR("encoding"));

    name[0] = '\0';
    if (!dh_str_starts(dh_str_trim(xml), DH_STR("<?xml")) || at == s.n)
        return;
    s = dh_str_sub(s, at + 8, s.n);
    while (s.n && (dh_is_space((unsigned char)s.p[0]) || s.p[0] == '='))
        s = dh_str_sub(s, 1, s.n);
    if (!s.n || (s.p[0] != '"' && s.p[0] != '\''))
        return;
    struct dh_str value = dh_str_sub(s, 1, s.n);
    value.n = dh_str_find_byte(value, s.p[0]);
    if (value.n > NAME_LONGEST || dh_str_find_byte(value, '/') < value.n)
        return;
    memcpy(name, value.p, value.n);
    name[value.n] = '\0';
}

static bool expat_knows(const char *name)
{
    static const char *const known[] = { "UTF-8",    "UTF8",       "UTF-16",  "UTF-16LE",
                                         "UTF-16BE", "ISO-8859-1", "US-ASCII" };
    for (size_t i = 0; i < DH_LEN(known); i++)
        if (dh_str_eq_nocase(dh_str_c(name), dh_str_c(known[i])))
            return true;
    return false;
}

static enum dh_err transcode(iconv_t cd, struct dh_str s, struct dh_buf *out)
{
    char *from = (char *)s.p; /* iconv takes char ** but does not write there */
    size_t left = s.n;

    while (left) {
        size_t room = CHUNK;
        char *to = dh_buf_room(out, room);
        if (!to)
            return out->err;
        size_t r = iconv(cd, &from, &left, &to, &room);
        out->n += CHUNK - room;
        if (r != (size_t)-1 || errno == E2BIG)
            continue;
        dh_buf_add(out, DH_STR("\xEF\xBF\xBD"));
        from++;
        left--;
    }
    return out->err;
}

enum dh_err dh_mend_charset(struct dh_str xml, struct dh_buf *out)
{
    char name[NAME_LONGEST + 1];

    declared(xml, name);
    if (!name[0] || expat_knows(name))
        return DH_OK;
    iconv_t cd = iconv_open("UTF-8", name);
    if (cd == (iconv_t)-1)
        return DH_OK;
    enum dh_err e = transcode(cd, xml, out);
    iconv_close(cd);
    return e;
}

/* ---- Faults */

/* Whether s, behind "&", goes on as a character reference or one of the five that XML has. */
static bool is_reference(struct dh_str s)
{
    static const char *const names[] = { "amp;", "lt;", "gt;", "quot;", "apos;" };
    size_t n = dh_str_find_byte(dh_str_sub(s, 0, REFERENCE_LONGEST), ';');

    for (size_t i = 0; i < DH_LEN(names); i++)
        if (dh_str_starts(s, dh_str_c(names[i])))
            return true;
    if (n < 2 || n == REFERENCE_LONGEST || s.p[0] != '#')
        return false;
    bool hex = s.p[1] == 'x';
    for (size_t i = hex ? 2 : 1; i < n; i++) {
        unsigned char c = dh_lower((unsigned char)s.p[i]);
        if (!dh_is_digit(c) && !(hex && c >= 'a' && c <= 'f'))
            return false;
    }
    return n > (hex ? 2 : 1);
}

/* Text outside CDATA. */
static void mend_text(struct dh_str s, bool markup, struct dh_buf *out)
{
    for (size_t at = 0; at < s.n;) {
        unsigned char c = (unsigned char)s.p[at];
        uint32_t cp;
        size_t n = dh_utf8_get(s, at, &cp);
        char utf8[4];
        if (c >= 0x80 && cp == 0xFFFD &&
            !dh_str_starts(dh_str_sub(s, at, 3), DH_STR("\xEF\xBF\xBD"))) {
            dh_buf_add(out, (struct dh_str){ utf8, dh_utf8_put(utf8, c) });
            n = 1;
        } else if (c == '&' && markup && !is_reference(dh_str_sub(s, at + 1, s.n))) {
            dh_buf_add(out, DH_STR("&amp;"));
        } else if (c >= ' ' || c == '\n' || c == '\t' || c == '\r') {
            dh_buf_add(out, dh_str_sub(s, at, n));
        }
        at += n;
    }
}

void dh_mend_xml(struct dh_str xml, struct dh_buf *out)
{
    while (xml.n) {
        size_t start = dh_str_find(xml, DH_STR("<![CDATA["));
        mend_text(dh_str_sub(xml, 0, start), true, out);
        xml = dh_str_sub(xml, start, xml.n);
        size_t end = dh_str_find(xml, DH_STR("]]>"));
        mend_text(dh_str_sub(xml, 0, end), false, out);
        xml = dh_str_sub(xml, end, xml.n);
    }
}
