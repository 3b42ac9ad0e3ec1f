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

/* Bytes that are looked at one by one: quotes, backslash, controls, DEL, and what U+2028 and U+2029
 * begin with. */
static inline dh_sixteen stops(dh_sixteen x)
{
    return dh_sixteen_between(x, 0, 0x1F) | dh_sixteen_equal(x, '"') | dh_sixteen_equal(x, '\\') |
           dh_sixteen_equal(x, 0x7F) | dh_sixteen_equal(x, 0xE2);
}

static inline bool is_stop(unsigned char c)
{
    return c < ' ' || c == '"' || c == '\\' || c == 0x7F || c == 0xE2;
}

/* Copies to out, which has room for all of s, its bytes before the first that is looked at; answers
 * how many. What is behind them is written over. */
static inline size_t copy_plain(char *out, struct dh_str s)
{
    size_t i = 0;
    for (; s.n - i >= 16; i += 16) {
        dh_sixteen x = dh_sixteen_load(s.p + i);
        unsigned found = dh_sixteen_first(stops(x));
        dh_sixteen_store(out + i, x);
        if (found < 16)
            return i + found;
    }
    for (; s.n - i >= 8; i += 8) {
        uint64_t x = dh_swar_load(s.p + i);
        uint64_t found = dh_swar_first_below(x, ' ') | dh_swar_first_equal(x, '"') |
                         dh_swar_first_equal(x, '\\') | dh_swar_first_equal(x, 0x7F) |
                         dh_swar_first_equal(x, 0xE2);
        memcpy(out + i, s.p + i, sizeof x);
        if (found)
            return i + dh_swar_first(found);
    }
    for (; i < s.n && !is_stop((unsigned char)s.p[i]); i++)
        out[i] = s.p[i];
    return i;
}

/* Appends the character at the start of s, which begins with such a byte; answers its bytes. */
static size_t add_stop(struct dh_buf *b, struct dh_str s)
{
    if ((unsigned char)s.p[0] != 0xE2) {
        add_escape(b, (unsigned char)s.p[0]);
        return 1;
    }
    if (dh_str_starts(s, DH_STR("\xE2\x80\xA8")) || dh_str_starts(s, DH_STR("\xE2\x80\xA9"))) {
        dh_buf_add(b, s.p[2] == '\xA8' ? DH_STR("\\u2028") : DH_STR("\\u2029"));
        return 3;
    }
    dh_buf_byte(b, s.p[0]);
    return 1;
}

static void add_valid(struct dh_buf *b, struct dh_str s)
{
    while (s.n) {
        char *out = dh_buf_room(b, s.n); /* what is escaped grows */
        if (!out)
            return;
        size_t n = copy_plain(out, s);
        b->n += n;
        if (n < s.n)
            n += add_stop(b, dh_str_sub(s, n, s.n));
        s = dh_str_sub(s, n, s.n);
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
