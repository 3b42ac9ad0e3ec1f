/* SPDX-License-Identifier: MIT */
#include "text/around/signlines.h"

#include <string.h>

#include "base/utf8.h"
#include "text/repair/repair.h"
#include "text/words/entities.h"

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
        if (dh_utf8_class(cp) & DH_C_SPACE)
            cp = ' ';
        if (!is_sign(cp))
            return WORDS;
        n += cp != ' ';
        parting += cp != ' ' && parts_passages(cp);
    }
    return n > 1 && parting == n ? BREAK : BUTTON;
}

/* What is left of fragment i when it is cut, in `room`: SIGNS_BYTES of it and one more. *k: the
 * first of the page's edits, which are sorted, that is not before it, then behind it. */
static struct dh_str left_of(const struct dh_page *page, size_t i, size_t *k, char *room)
{
    const struct dh_fragment *f = &page->fragments[i];
    uint32_t at = f->at, end = f->at + f->n;
    size_t n = 0;
    for (bool more = true; more; ++*k) {
        const struct dh_edit *e = *k < page->n_edits ? &page->edits[*k] : NULL;
        more = e && e->at < end;
        uint32_t stop = more ? e->at : end;
        if (more && e->kind == DH_STORY) /* mended, no cut */
            continue;
        if (stop > at) {
            struct dh_str s = dh_str_sub(page->input, at, stop - at);
            s = dh_str_sub(s, 0, SIGNS_BYTES + 1 - n);
            memcpy(room + n, s.p, s.n);
            n += s.n;
        }
        if (more && e->at + e->n > at)
            at = e->at + e->n;
    }
    --*k;
    return dh_str_trim((struct dh_str){ room, n });
}

/* What fragment i is, as it will be read; k as above. */
static enum what look_at_rest(const struct dh_page *page, size_t i, size_t *k)
{
    const struct dh_fragment *f = &page->fragments[i];
    char room[SIGNS_BYTES + 1];
    while (*k < page->n_edits && page->edits[*k].at < f->at)
        ++*k;
    bool cut = *k < page->n_edits && page->edits[*k].at < f->at + f->n;
    if (!cut && f->key)
        return WORDS;
    struct dh_str s = cut ? left_of(page, i, k, room) : dh_page_fragment(page, i);
    return s.n && s.n <= SIGNS_BYTES ? look_at(s) : WORDS;
}

void dh_signlines_mark(struct dh_page *page)
{
    size_t k = 0;
    dh_edits_sort(page->edits, page->n_edits);
    for (size_t i = 0; i < page->n_fragments; i++) {
        struct dh_fragment *f = &page->fragments[i];
        if (f->key && k == page->n_edits)
            continue; /* words, of which nothing is cut */
        enum what what = look_at_rest(page, i, &k);
        if (what == WORDS)
            continue;
        f->looks |= DH_LOOKS_SIGNS;
        dh_page_wait(page, i, what == BUTTON ? DH_OTHER : DH_STORY, DH_STR("grammar.signs"));
    }
}
