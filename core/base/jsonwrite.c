/* SPDX-License-Identifier: MIT */
/* Strings as JSON writes them. */
#include "base/json.h"

#include <string.h>

#include "base/swar.h"
#include "base/utf8.h"

static void add_escape(struct dh_buf *b, unsigned char c)
{
    static const char hex[] = "0123456789abcdef";
    static const char from[] = "\"\\\b\f\n\r\t", to[] = "\"\\bfnrt";
    const char *e = c ? strchr(from, c) : NULL;
    if (e) {
        char two[2] = { '\\', to[e - from] };
        dh_buf_add(b, (struct dh_str){ two, 2 });
        return;
    }
    char six[6] = { '\\', 'u', '0', '0', hex[c >> 4], hex[c & 15] };
    dh_buf_add(b, (struct dh_str){ six, 6 });
}

/* Length of the run at the start of s that needs no escape and no look: anything but quotes,
 * backslash, controls, DEL and the bytes of U+2028/2029's lead. */
static size_t plain_run(struct dh_str s)
{
    size_t i = 0;
    for (; s.n - i >= 16; i += 16) {
        dh_sixteen x = dh_sixteen_load(s.p + i);
        unsigned found = dh_sixteen_first(dh_sixteen_between(x, 0, 0x1F) |
                                          dh_sixteen_equal(x, '"') | dh_sixteen_equal(x, '\\') |
                                          dh_sixteen_equal(x, 0x7F) | dh_sixteen_equal(x, 0xE2));
        if (found < 16)
            return i + found;
    }
    for (; s.n - i >= 8; i += 8) {
        uint64_t x = dh_swar_load(s.p + i);
        uint64_t found = dh_swar_first_below(x, ' ') | dh_swar_first_equal(x, '"') |
                         dh_swar_first_equal(x, '\\') | dh_swar_first_equal(x, 0x7F) |
                         dh_swar_first_equal(x, 0xE2);
        if (found)
            return i + dh_swar_first(found);
    }
    while (i < s.n) {
        unsigned char c = (unsigned char)s.p[i];
        if (c < ' ' || c == '"' || c == '\\' || c == 0x7F || c == 0xE2)
            break;
        i++;
    }
    return i;
}

static void add_valid(struct dh_buf *b, struct dh_str s)
{
    while (s.n) {
        size_t run = plain_run(s);
        dh_buf_add(b, dh_str_sub(s, 0, run));
        s = dh_str_sub(s, run, s.n);
        if (s.n == 0)
            return;
        if ((unsigned char)s.p[0] != 0xE2) {
            add_escape(b, (unsigned char)s.p[0]);
            s = dh_str_sub(s, 1, s.n);
        } else if (dh_str_starts(s, DH_STR("\xE2\x80\xA8")) ||
                   dh_str_starts(s, DH_STR("\xE2\x80\xA9"))) {
            dh_buf_add(b, s.p[2] == '\xA8' ? DH_STR("\\u2028") : DH_STR("\\u2029"));
            s = dh_str_sub(s, 3, s.n);
        } else {
            dh_buf_byte(b, s.p[0]);
            s = dh_str_sub(s, 1, s.n);
        }
    }
}

void dh_json_add_valid(struct dh_buf *b, struct dh_str s)
{
    dh_buf_byte(b, '"');
    add_valid(b, s);
    dh_buf_byte(b, '"');
}

void dh_json_add(struct dh_buf *b, struct dh_str s)
{
    dh_buf_byte(b, '"');
    for (;;) {
        size_t good = dh_utf8_valid(s);
        add_valid(b, dh_str_sub(s, 0, good));
        s = dh_str_sub(s, good, s.n);
        if (s.n == 0)
            break;
        uint32_t cp;
        size_t n = dh_utf8_get(s, 0, &cp);
        dh_buf_add(b, DH_STR("\xEF\xBF\xBD"));
        s = dh_str_sub(s, n, s.n);
    }
    dh_buf_byte(b, '"');
}
