/* SPDX-License-Identifier: MIT */
/* Which scripts hold JSON. */
#include "tree/scan.h"

/* An assignment's left side is at most this long, "window.__PRELOADED_STATE__[\"x\"] = ", and what
 * stands before the JSON. */
enum { LEFT_MAX = 160, BEGIN_MAX = 4 * LEFT_MAX };

static struct dh_str skip_comment(struct dh_str s)
{
    static const struct dh_str openers[] = { { "<!--", 4 }, { "//<![CDATA[", 11 } };
    static const struct dh_str closer = { "\n", 1 };
    s = dh_str_trim(s);
    for (size_t i = 0; i < DH_LEN(openers); i++)
        if (dh_str_starts(s, openers[i]))
            return dh_str_trim(dh_str_sub(s, dh_str_find(s, closer), s.n));
    return s;
}

static bool opens_json(struct dh_str s)
{
    return s.n && (s.p[0] == '{' || s.p[0] == '[');
}

size_t dh_script_assigned(struct dh_str s)
{
    for (size_t at = 0; at < s.n && at < BEGIN_MAX;) {
        struct dh_str left = dh_str_sub(s, at, LEFT_MAX);
        size_t eq = dh_str_find_byte(left, '=');
        for (size_t i = 0; i < eq; i++)
            if (left.p[i] == '(' || left.p[i] == '{' || left.p[i] == ';')
                return s.n;
        if (eq == left.n)
            return s.n;
        at += eq + 1;
        while (at < s.n && dh_is_space((unsigned char)s.p[at]))
            at++;
        struct dh_str right = dh_str_sub(s, at, BEGIN_MAX);
        if (opens_json(right) || dh_str_starts(right, DH_STR("JSON.parse(")))
            return at;
        at += dh_str_find_byte(right, ';') + 1;
    }
    return s.n;
}

/* Calls that hand over the page's state as a string or an object literal. */
static bool calls_with_state(struct dh_str s)
{
    return dh_str_starts(s, DH_STR(DH_SCRIPT_ROWS)) || dh_str_starts(s, DH_STR(DH_SCRIPT_NUXT));
}

bool dh_script_holds_json(struct dh_str tag, struct dh_str body)
{
    struct dh_str type, found = DH_STR_NONE;
    bool typed = dh_tag_attr(tag, DH_STR("type"), &type) && type.n;

    if (typed)
        for (size_t i = 0; i + 4 <= type.n && found.n == 0; i++)
            if (dh_str_eq_nocase(dh_str_sub(type, i, 4), DH_STR("json")))
                found = dh_str_sub(type, i, 4);
    if (found.n)
        return true;
    if (typed && dh_str_find(type, DH_STR("javascript")) == type.n)
        return false; /* a template, an import map */
    body = skip_comment(dh_str_sub(body, 0, BEGIN_MAX));
    return opens_json(body) || dh_script_assigned(body) < body.n || calls_with_state(body);
}
