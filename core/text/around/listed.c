/* SPDX-License-Identifier: MIT */
#include "text/around/listed.h"

#include "base/utf8.h"

/* A row of a list that stays so far, or an ad between two of them. */
static bool is_row(const struct dh_zones *z, size_t i)
{
    bool pair = (z->sights[i].flags & DH_S_PAIR) && !dh_page_goes(z->page, i);
    return pair || dh_zones_put_in(z->page, i);
}

/* Among rows of a list, "Light: Ted Vane", two of which and a third of all say nothing of a site.
 */
static bool in_list(const struct dh_zones *z, size_t i)
{
    enum { FAR = 10, ROWS = 3, OWN = 2, PART = 3, SHORT = 6 };
    size_t from = i, end = i, rows = 0, own = 0;
    while (from && i - from < FAR && is_row(z, from - 1))
        from--;
    while (end < z->page->n_fragments && end - i < FAR && is_row(z, end))
        end++;
    for (size_t k = from; k < end; k++) {
        rows += (z->sights[k].flags & DH_S_PAIR) != 0;
        own += (z->sights[k].flags & DH_S_PAIR) && dh_zones_line(z->page, z->sights, k);
    }
    bool link = z->sights[i].kind == DH_RELATED && end == i + 1; /* behind the list */
    bool picture = (z->sights[i].kind == DH_CAPTION || z->sights[i].kind == DH_CREDIT) &&
                   z->sights[i].words > SHORT; /* not "Photographs: Ines Rowe" in an imprint */
    bool names =
        dh_str_eq(z->sights[i].rule, DH_STR("grammar.credit.slash")); /* of stations, too */
    return (z->sights[i].flags & DH_S_PAIR) && rows >= ROWS && own >= OWN && own * PART >= rows &&
           !link && (!picture || names);
}

/* "Jan Wrona, University of Elm": a name and what it is called for, no more. */
static bool is_enrolled(const struct dh_sight *s)
{
    enum { LEAST = 3, MOST = 9 };
    return (s->flags & DH_S_SIGNS) &&
           !(s->flags & (DH_S_STOP | DH_S_NUMBER | DH_S_COLON | DH_S_PAIR)) && s->words >= LEAST &&
           s->words <= MOST;
}

/* "David Blunt, University of Elm": one whom a roll names, called for what no newsroom has. */
static bool is_signer(const struct dh_zones *z, size_t i)
{
    return i < z->page->n_fragments && is_enrolled(&z->sights[i]) &&
           dh_zones_line(z->page, z->sights, i);
}

/* "Orla Finch, author" in a roll of those who signed something, beside a signer and with as many of
 * them around as of holders of a newsroom's titles. It stands below a sentence: above the first one
 * are headlines with a comma, and the story's own author among them. */
static bool in_roll(const struct dh_zones *z, size_t i)
{
    enum { FAR = 6, OWN = 2 };
    size_t own = 0, holders = 0;
    if (z->sights[i].kind != DH_BYLINE || !is_enrolled(&z->sights[i]) || i <= z->begin ||
        !(is_signer(z, i - 1) || is_signer(z, i + 1)))
        return false;
    for (size_t k = i < FAR ? 0 : i - FAR; k < z->page->n_fragments && k <= i + FAR; k++) {
        own += is_signer(z, k);
        holders += is_enrolled(&z->sights[k]) && z->sights[k].kind == DH_BYLINE;
    }
    return own >= OWN && own >= holders;
}

/* Line k begins with a small letter. */
static bool begins_small(const struct dh_page *p, size_t k)
{
    return dh_utf8_starts_small(dh_page_fragment(p, k));
}

/* "and does not ask for more": goes on with the line above, which has no stop, as others around it
 * do: verse. */
static bool is_verse(const struct dh_zones *z, size_t i)
{
    enum { WORDS = 4 };
    const struct dh_page *p = z->page;
    if (i == 0 || i + 1 >= p->n_fragments || z->sights[i].words < WORDS || !begins_small(p, i) ||
        !dh_zones_line(p, z->sights, i - 1) || (z->sights[i - 1].flags & (DH_S_STOP | DH_S_COLON)))
        return false;
    return begins_small(p, i - 1) || (dh_zones_line(p, z->sights, i + 1) && begins_small(p, i + 1));
}

/* "No headphone jack" below a heading by its words ("Cons"), among lines without a stop: what it
 * lists. */
static bool is_listed(const struct dh_zones *z, size_t i)
{
    enum { FAR = 6, WORDS = 3 };
    const struct dh_sight *s = &z->sights[i];
    bool words = s->cover && s->words >= WORDS && !(s->flags & (DH_S_STOP | DH_S_COLON));
    if (!words || s->kind == DH_AD || s->kind == DH_SHARE || s->kind == DH_RELATED || i >= z->end)
        return false;
    for (size_t k = i; k-- > 0 && k + FAR >= i;) {
        if (z->page->fragments[k].kind == DH_CROSSHEAD)
            return true;
        if (!dh_zones_line(z->page, z->sights, k) || dh_zones_ended(z->page, z->sights, k))
            return false;
    }
    return false;
}

/* "Contact" above a name that stays, with a number or an address below it or beside. */
static bool is_over_contact(const struct dh_zones *z, size_t i)
{
    enum { WORDS = 4, FAR = 2 };
    const struct dh_page *p = z->page;
    if (z->sights[i].kind != DH_LEGAL || z->sights[i].words != 1 || i <= z->begin)
        return false;
    for (size_t k = i + 1; k <= i + FAR && k < p->n_fragments && !dh_page_goes(p, k); k++)
        if (z->sights[k].flags & DH_S_NUMBER)
            return k > i + 1 && z->sights[k].words <= 2 * WORDS;
        else if (z->sights[k].words > WORDS || (z->sights[k].flags & DH_S_STOP))
            return false;
    return false;
}

/* "Share" above a poem: one word, and below it verse, in a text that has no paragraph. */
static bool is_over_verse(const struct dh_zones *z, size_t i)
{
    enum { LINES = 3 };
    const struct dh_page *p = z->page;
    size_t verses = 0;
    for (size_t k = 1; i == 0 && z->sights[0].words == 1 && k <= LINES && k < p->n_fragments; k++)
        verses += is_verse(z, k);
    return verses + 1 >= LINES && z->first > z->last;
}

bool dh_listed(const struct dh_zones *z, size_t i)
{
    return in_list(z, i) || in_roll(z, i) || is_listed(z, i) || is_verse(z, i) ||
           is_over_contact(z, i) || is_over_verse(z, i);
}
