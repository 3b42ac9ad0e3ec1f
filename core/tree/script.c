/* SPDX-License-Identifier: MIT */
/* Which scripts hold JSON. */
#include "tree/scan.h"

/* An assignment's left side is at most this long: "window.__PRELOADED_STATE__[\"x\"] = ". */
enum { LEFT_MAX = 160 };

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

/* `window.x = {`, `var x = [`, `self["y"]={`, `x = JSON.parse("{` */
static bool assigns_json(struct dh_str s)
{
    struct dh_str left = dh_str_sub(s, 0, LEFT_MAX);
    size_t eq = dh_str_find_byte(left, '=');
    if (eq == left.n)
        return false;
    for (size_t i = 0; i < eq; i++)
        if (left.p[i] == '(' || left.p[i] == '{' || left.p[i] == ';')
            return false;
    struct dh_str right = dh_str_trim(dh_str_sub(s, eq + 1, LEFT_MAX));
    return opens_json(right) || dh_str_starts(right, DH_STR("JSON.parse("));
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
    body = skip_comment(dh_str_sub(body, 0, 4 * LEFT_MAX));
    return opens_json(body) || assigns_json(body) || calls_with_state(body);
}
