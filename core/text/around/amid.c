/* SPDX-License-Identifier: MIT */
#include "text/around/amid.h"

#include <string.h>

#include "base/utf8.h"

enum { POSTS = 2, INSERTS_MAX = 6, COLUMNS_MAX = 6 };

/* The same, or what a site says to its readers (strays.h). */
static bool parts_post(const struct dh_page *p, size_t i)
{
    return dh_zones_put_in(p, i) || dh_str_eq(p->fragments[i].rule, DH_STR("context.reader"));
}

bool dh_amid_follows_post(const struct dh_page *p, size_t i)
{
    enum { POST_BYTES = 600 };
    for (size_t end = i; i && i + INSERTS_MAX > end && parts_post(p, i - 1);)
        i--;
    return i && !dh_page_goes(p, i - 1) && p->fragments[i - 1].n <= POST_BYTES;
}

/* Tells something in words of a site. */
static bool tells(const struct dh_sight *s)
{
    return s->doubt == DH_DOUBT_BODY || s->doubt == DH_DOUBT_STATEMENT;
}

/* What is put between a paragraph and a crosshead without belonging to either. */
static bool is_insert(const struct dh_zones *z, size_t i)
{
    uint8_t k = z->sights[i].kind;
    if (z->page->fragments[i].kind != DH_STORY && k == DH_STORY)
        return true; /* went before its words were read */
    return k == DH_AD || k == DH_RELATED || k == DH_CAPTION || k == DH_CREDIT || k == DH_VIDEO;
}

/* Whether line i is the one beside another of a pair; *pair: whether it may be. */
static bool is_second(const struct dh_zones *z, size_t i, bool *pair)
{
    bool second = *pair && tells(&z->sights[i]);
    *pair &= !second;
    return second;
}

/* What stands before and behind a fragment, up to INSERTS_MAX inserts apart from it, or for one
 * that tells something another such line. False: it is the first or the last. */
static bool find_beside(const struct dh_zones *z, size_t i, size_t *before, size_t *behind)
{
    size_t n = z->page->n_fragments, up = i, down = i + 1;
    bool pair = tells(&z->sights[i]); /* three of them are a box */
    while (up > 1 && up + INSERTS_MAX > i && (is_insert(z, up - 1) || is_second(z, up - 1, &pair)))
        up--;
    while (down + 1 < n && down < i + 1 + INSERTS_MAX &&
           (is_insert(z, down) || is_second(z, down, &pair)))
        down++;
    if (up == 0 || down >= n)
        return false;
    *before = up - 1;
    *behind = down;
    return true;
}

/* Line k is one that stays so far, of another kind than line i. */
static bool is_of_others(const struct dh_zones *z, size_t k, size_t i)
{
    return dh_zones_told_half(&z->sights[k]) && z->page->fragments[k].kind == DH_STORY &&
           z->sights[k].kind != z->sights[i].kind;
}

bool dh_amid_two(const struct dh_zones *z, size_t i,
                 bool part(const struct dh_page *, const struct dh_sight *, size_t))
{
    size_t before, behind;
    return find_beside(z, i, &before, &behind) &&
           (part(z->page, z->sights, before) || is_of_others(z, before, i)) &&
           (part(z->page, z->sights, behind) || is_of_others(z, behind, i));
}

bool dh_amid(const struct dh_zones *z, size_t i)
{
    uint8_t k = z->sights[i].kind;
    bool link = k == DH_RELATED || k == DH_COMMENTS || k == DH_AD || k == DH_PROMO ||
                k == DH_SHARE || k == DH_VIDEO;
    bool inside = link ? i > z->begin && i + 1 < z->end : i > z->first && i < z->last;
    size_t before, behind;
    if ((z->sights[i].flags & DH_S_STOP) && dh_amid_two(z, i, dh_zones_ended))
        return true; /* a question between short answers */
    return inside && find_beside(z, i, &before, &behind) && !dh_page_goes(z->page, before) &&
           !dh_page_goes(z->page, behind);
}

/* A time above a post of a live blog: below the story's first paragraph, and a sentence under it,
 * or under an ad. */
static bool above_post(const struct dh_zones *z, size_t i)
{
    size_t before, behind;
    return z->first <= z->last && i > z->first && find_beside(z, i, &before, &behind) &&
           z->page->fragments[behind].kind == DH_STORY && z->sights[behind].kind == DH_STORY &&
           (z->sights[behind].flags & (DH_S_STOP | DH_S_LONG));
}

static bool is_picture(const struct dh_zones *z, size_t i)
{
    uint8_t k = z->sights[i].kind;
    return k == DH_CAPTION || k == DH_CREDIT;
}

bool dh_amid_above_post(const struct dh_zones *z, size_t i)
{
    const struct dh_page *p = z->page;
    for (size_t far = 0; far < INSERTS_MAX && i + 1 < p->n_fragments && is_picture(z, i + 1); far++)
        i++;
    if (i + 1 >= p->n_fragments || p->fragments[i + 1].kind != DH_STORY ||
        z->sights[i + 1].kind != DH_STORY)
        return false;
    return dh_zones_ended(p, z->sights, i + 1) ||
           (i + 2 < p->n_fragments && dh_zones_ended(p, z->sights, i + 2));
}

/* A time in a table or list with a cell a line: two more stand at even distances before or behind
 * it, or one on either side. */
static bool in_column(const struct dh_zones *z, size_t i)
{
    for (size_t d = 2; d <= COLUMNS_MAX; d++) {
        bool up = i >= d && dh_amid_is_time(z, i - d), down = dh_amid_is_time(z, i + d);
        if ((up && down) || (up && i >= 2 * d && dh_amid_is_time(z, i - 2 * d)) ||
            (down && dh_amid_is_time(z, i + 2 * d)))
            return true;
    }
    return false;
}

/* Up to so many fragments that stay stand from the story's first to before i. A brief has
 * sentences, and none that looks like a paragraph. */
static bool is_near_first(const struct dh_zones *z, size_t i, unsigned most)
{
    size_t first = z->first <= z->last ? z->first : z->begin;
    unsigned stay = 0;
    for (; i > first && stay <= most; i--)
        stay += !dh_page_goes(z->page, i - 1);
    return stay <= most;
}

bool dh_amid_dated(const struct dh_zones *z, size_t i)
{
    enum { NEAR = 3, DATES = 2 };
    return dh_sight_is_date(&z->sights[i]) && z->sentences && z->dates <= DATES &&
           is_near_first(z, i, NEAR);
}

/* Tells something, alone between two sentences: what a site puts in stands together, or in a box.
 */
static bool is_told_amid(const struct dh_zones *z, size_t i)
{
    return z->sights[i].doubt == DH_DOUBT_BODY && dh_amid_two(z, i, dh_zones_ended);
}

bool dh_amid_mute(const struct dh_zones *z, size_t i)
{
    const struct dh_sight *s = &z->sights[i];
    bool weak = (s->conditions & DH_IF_COMPANY) != 0, label = weak && s->kind == DH_CREDIT;
    bool asks = weak && (s->flags & DH_S_STOP) && s->kind != DH_LEGAL && s->kind != DH_BYLINE;
    bool own = weak && !s->users && s->words <= DH_CROSSHEAD_WORDS &&
               (s->open || s->named || s->doubt == DH_DOUBT_WORD);
    return (label || asks || own || tells(s)) && dh_amid_two(z, i, dh_zones_ended);
}

bool dh_amid_deep(const struct dh_zones *z, size_t i)
{
    size_t before, behind;
    return dh_amid_two(z, i, dh_zones_sentence) && find_beside(z, i, &before, &behind) &&
           before > z->first;
}

bool dh_amid_settled(const struct dh_zones *z, size_t i)
{
    switch ((enum dh_doubt)z->sights[i].doubt) {
    case DH_DOUBT_NONE:
        return false;
    case DH_DOUBT_CROSSHEAD:
        return dh_amid_two(z, i, dh_is_paragraph);
    case DH_DOUBT_WORD:
        return dh_amid_two(z, i, dh_zones_sentence);
    case DH_DOUBT_STATEMENT:
        return dh_amid_two(z, i, dh_zones_ended);
    case DH_DOUBT_BODY:
        return z->page->unit == DH_UNIT_BLOCK && is_told_amid(z, i);
    case DH_DOUBT_TIME:
        return above_post(z, i) || in_column(z, i) ||
               (z->posts >= POSTS && dh_amid_above_post(z, i));
    case DH_DOUBT_NAME:
        return z->names == 1 && dh_amid_name(z, i); /* several head the posts of a live blog */
    }
    return false;
}

bool dh_amid_brief(const struct dh_zones *z, size_t i, unsigned words)
{
    const uint16_t odd = DH_S_STOP | DH_S_SIGNS | DH_S_NUMBER | DH_S_COLON | DH_S_WIDE | DH_S_EMPTY;
    const struct dh_sight *s = &z->sights[i];
    return z->page->unit != DH_UNIT_BLOCK && s->words && s->words <= words && !(s->flags & odd) &&
           i > z->begin && i + 1 < z->end && dh_amid_two(z, i, dh_zones_sentence);
}

bool dh_amid_is_button(const struct dh_zones *z, size_t i)
{
    const struct dh_sight *s = &z->sights[i];
    bool button = s->kind == DH_SHARE || s->kind == DH_TOOLS || s->kind == DH_COMMENTS ||
                  s->kind == DH_NEWSLETTER || s->kind == DH_PROMO || s->kind == DH_LEGAL ||
                  s->kind == DH_COOKIE;
    return button && !s->users && z->page->fragments[i].kind == DH_STORY && dh_amid_brief(z, i, 1);
}

/* Whether the word, in lower case, is one of the text; linear. */
static bool says_word(struct dh_str text, struct dh_str word)
{
    size_t met = 0; /* bytes of the word; SKIP: in another one */
    const size_t skip = word.n + 1;
    for (size_t at = 0; at < text.n;) {
        char low[4];
        uint32_t cp;
        at += dh_utf8_get(text, at, &cp);
        if (!(dh_utf8_class(cp) & (DH_C_LETTER | DH_C_MARK | DH_C_DIGIT))) {
            if (met == word.n)
                return true;
            met = 0;
            continue;
        }
        size_t n = dh_utf8_put(low, dh_utf8_lower(cp));
        bool same = met + n <= word.n && memcmp(word.p + met, low, n) == 0;
        met = same ? met + n : skip;
    }
    return met == word.n;
}

/* "Newsletter" above a sentence that speaks of one. */
static bool is_spoken_of(const struct dh_zones *z, size_t i)
{
    enum { ROOM = 64 };
    char word[ROOM];
    size_t n = 0, before, behind;
    struct dh_str line = dh_page_fragment(z->page, i);
    for (size_t at = 0; at < line.n && n + 4 <= ROOM;) {
        uint32_t cp;
        at += dh_utf8_get(line, at, &cp);
        if (dh_utf8_class(cp) & (DH_C_LETTER | DH_C_MARK))
            n += dh_utf8_put(word + n, dh_utf8_lower(cp));
    }
    return n && find_beside(z, i, &before, &behind) &&
           says_word(dh_page_fragment(z->page, behind), (struct dh_str){ word, n });
}

bool dh_amid_heads(const struct dh_zones *z, size_t i)
{
    enum { HEADS = 2 };
    return dh_amid_button(z, i) && ((z->heads >= HEADS && z->buttons == 1) || is_spoken_of(z, i));
}
