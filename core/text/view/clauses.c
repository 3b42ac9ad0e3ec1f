/* SPDX-License-Identifier: MIT */
#include "text/view/clauses.h"

#include "base/swar.h"
#include "base/utf8.h"

/* The sign of an item, or of a speaker. */
static bool is_item(uint32_t cp)
{
    return cp == '-' || cp == '>' || cp == '*' || cp == 0x2022 || cp == 0xB7 || cp == 0x2013 ||
           cp == 0x2014;
}

static bool has_quote(struct dh_str line)
{
    uint32_t cp;
    if (dh_str_find_byte(line, '"') < line.n)
        return true;
    for (size_t at = 0; (at += dh_swar_ascii(line, at)) < line.n;) {
        at += dh_utf8_get(line, at, &cp);
        if (dh_sight_quote(cp))
            return true;
    }
    return false;
}

bool dh_clause_plain(const struct dh_sight *x, struct dh_str line)
{
    uint32_t cp = 0;
    if (x->flags & (DH_S_SAY | DH_S_QUOTED | DH_S_COLON))
        return false;
    if (line.n)
        dh_utf8_get(line, 0, &cp);
    return !is_item(cp) && !has_quote(line);
}

bool dh_clause_one(struct dh_str line)
{
    return dh_str_find(line, DH_STR(". ")) == line.n;
}

size_t dh_clause_question(struct dh_str line)
{
    uint32_t cp;
    for (size_t at = 0, k; at < line.n; at += k) {
        k = dh_utf8_get(line, at, &cp);
        if (dh_utf8_question(cp))
            return at + k;
    }
    return line.n;
}

bool dh_clause_sentence(const struct dh_sight *x, struct dh_str line)
{
    uint32_t cp = 0;
    if (!(x->flags & DH_S_STOP))
        return false;
    line = dh_str_trim(line);
    size_t end = dh_clause_question(line);
    while (end < line.n && line.p[end] == ' ')
        end++;
    if (end < line.n)
        dh_utf8_get(line, end, &cp);
    return !(dh_utf8_class(cp) & DH_C_LETTER) || (dh_utf8_class(cp) & DH_C_LOWER);
}
