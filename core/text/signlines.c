/* SPDX-License-Identifier: MIT */
#include "text/signlines.h"

#include <string.h>

#include "base/utf8.h"
#include "text/entities.h"
#include "text/repair.h"

enum { SIGNS_BYTES = 240 }; /* of the longest line; a rule may be drawn across a page */

static const struct {
    uint32_t from, to;
} signs[] = {
    { 0xA1, 0xBF },     { 0xD7, 0xD7 },     { 0x2010, 0x2017 }, /* hyphens and dashes */
    { 0x2020, 0x205E },                                         /* bullets, dots, angles */
    { 0x2190, 0x23FF },                                         /* arrows, mathematics */
    { 0x2500, 0x25FF },                                         /* lines, boxes, shapes */
    { 0x2715, 0x2718 },                                         /* crosses */
    { 0x2768, 0x2775 }, { 0x2794, 0x27BF },                     /* brackets, arrows */
    { 0x3001, 0x3002 }, { 0xE000, 0xF8FF },                     /* fonts of icons */
    { 0xFF5C, 0xFF5C },
};

/* "%" and "$" are cells of a table, "\"" opens a quotation. */
static bool is_sign(uint32_t cp)
{
    if (cp < 0x80)
        return cp && strchr(" !#()*+,-./:;<=>[\\]^_{|}~", (int)cp);
    if (cp >= 0xA2 && cp <= 0xA5) /* currencies */
        return false;
    for (size_t i = 0; i < DH_LEN(signs); i++)
        if (cp >= signs[i].from && cp <= signs[i].to)
            return true;
    return false;
}

/* Of such signs lines are drawn between two passages. */
static bool parts_passages(uint32_t cp)
{
    return cp == ' ' || cp == '*' || cp == '_' || cp == '-' || cp == '~' || cp == '#' ||
           cp == '=' || cp == '.' || (cp >= 0x2010 && cp <= 0x2017) || cp == 0x2022 ||
           cp == 0x2026 || cp == 0xB7 || cp == 0xA7 || cp == 0x2042 ||
           (cp >= 0x2500 && cp <= 0x25FF);
}

enum what { WORDS, BUTTON, BREAK };

/* "-" and "\u2022" stand between labels, "---" between passages. */
static enum what look_at(struct dh_str s)
{
    unsigned n = 0, parting = 0;
    struct dh_entities entities = dh_entities_of(s);
    for (size_t at = 0, k; at < s.n; at += k) {
        size_t length;
        uint32_t cp;
        k = dh_entity_get(&entities, at, &cp, &length);
        if (dh_repair_may_drop(cp))
            continue;
        if (!is_sign(cp))
            return WORDS;
        n += cp != ' ';
        parting += cp != ' ' && parts_passages(cp);
    }
    return n > 1 && parting == n ? BREAK : BUTTON;
}

void dh_signlines_mark(struct dh_page *page)
{
    for (size_t i = 0; i < page->n_fragments; i++) {
        struct dh_fragment *f = &page->fragments[i];
        if (f->key || f->n > SIGNS_BYTES)
            continue;
        enum what what = look_at(dh_page_fragment(page, i));
        if (what == WORDS)
            continue;
        f->looks |= DH_LOOKS_SIGNS;
        dh_page_wait(page, i, what == BUTTON ? DH_OTHER : DH_STORY, DH_STR("grammar.signs"));
    }
}
