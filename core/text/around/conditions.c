/* SPDX-License-Identifier: MIT */
#include "text/around/conditions.h"

#include "text/around/amid.h"
#include "text/around/listed.h"

enum {
    WEAK = 2,
    WEAK_AMID = 3,
    STORY = 4,
    HEAD_WORDS = 3 /* of a crosshead that tells of another */
};

/* Beside a fragment that goes. */
static bool is_beside(const struct dh_page *p, size_t i)
{
    return (i && dh_page_goes(p, i - 1)) || (i + 1 < p->n_fragments && dh_page_goes(p, i + 1));
}

/* The same, or at either end of the text. */
static bool at_edge(const struct dh_page *p, size_t i)
{
    return i == 0 || i + 1 == p->n_fragments || is_beside(p, i);
}

/* Behind the story, or above what may be its headline: a headline of few words holds some that
 * sites use, too. */
static bool is_outside(const struct dh_zones *z, size_t i)
{
    return z->sentences && (i >= z->end || i < z->head);
}

/* Where half of a line's words is enough: outside, or for a sentence right behind a line of its
 * kind that goes by its words and is none. */
static bool is_half_chrome(const struct dh_zones *z, size_t i)
{
    if (!dh_zones_told_half(&z->sights[i]))
        return is_outside(z, i);
    return i && z->page->fragments[i - 1].kind == z->sights[i].kind &&
           z->sights[i - 1].kind == z->sights[i].kind && !(z->sights[i - 1].flags & DH_S_STOP);
}

/* Above the story, where nothing else may be its headline. */
static bool is_only_head(const struct dh_zones *z, size_t i)
{
    return z->sentences && i < z->begin && z->head == 0;
}

/* The first line of all, right above one that may be the headline and the story's first sentence:
 * it may be that itself, and the other its standfirst. */
static bool is_over_head(const struct dh_zones *z, size_t i)
{
    return i == 0 && z->sentences && z->head == 2 && z->begin == 2;
}

/* "Latest", "En direct": what announces a list is the title of a clean text where it stands above
 * it. */
static bool may_be_title(const struct dh_zones *z, size_t i)
{
    const struct dh_sight *s = &z->sights[i];
    return (s->kind == DH_RELATED || s->kind == DH_TAGS) && dh_sight_is_short(s) && i < z->begin;
}

/* The first line of all, with who wrote the text below it, or when: its headline, where it may be
 * one of a clean text. */
static bool is_top(const struct dh_zones *z, size_t i)
{
    const uint16_t odd = DH_S_STOP | DH_S_SIGNS | DH_S_NUMBER | DH_S_COLON;
    const struct dh_sight *s = &z->sights[i];
    if (i || z->told < STORY || z->page->n_fragments < 2 || s->words < 2 || (s->flags & odd) ||
        s->kind == DH_COOKIE || s->kind == DH_TOOLS ||
        !((s->conditions & DH_IF_COMPANY) || may_be_title(z, i)))
        return false;
    uint8_t below = z->sights[1].kind;
    return (below == DH_BYLINE || below == DH_STAMP) && is_only_head(z, i);
}

/* "Corrections and clarifications": what a site says of rights and standards stands below its
 * stories; above one, where nothing else may be the headline, it is that. */
static bool is_legal_title(const struct dh_zones *z, size_t i)
{
    const uint16_t odd = DH_S_STOP | DH_S_SIGNS | DH_S_NUMBER | DH_S_COLON;
    const struct dh_sight *s = &z->sights[i];
    return s->kind == DH_LEGAL && s->cover && !s->half && s->words >= 2 && !(s->flags & odd) &&
           z->page->unit != DH_UNIT_BLOCK && is_only_head(z, i);
}

/* Behind the story's last paragraph; a brief, which has none, ends with its last sentence. */
static bool is_behind(const struct dh_zones *z, size_t i)
{
    return z->first <= z->last ? i > z->last : z->sentences && i >= z->end;
}

bool dh_condition_holds_alone(const struct dh_zones *z, size_t i)
{
    uint16_t c = z->sights[i].conditions;
    if ((c & DH_IF_HEAD) && !(z->first <= z->last && i < z->first))
        return false;
    if ((c & DH_IF_TAIL) && !is_behind(z, i))
        return false;
    if (z->sights[i].cover && (z->sights[i].flags & DH_S_STOP) && z->page->n_fragments == 1)
        return false; /* a sentence that is the whole text */
    if (dh_amid_settled(z, i) || (z->sights[i].half && !is_half_chrome(z, i)) ||
        (z->sights[i].named && (is_only_head(z, i) || is_over_head(z, i))) || is_top(z, i) ||
        is_legal_title(z, i) || dh_amid_heads(z, i) || dh_listed(z, i))
        return false;
    return !(((c & DH_IF_LONE) && dh_amid_follows_post(z->page, i)) ||
             ((c & DH_IF_APART) && dh_amid(z, i)));
}

static bool holds_but_company(const struct dh_zones *z, size_t i)
{
    return dh_condition_holds_alone(z, i) && (!z->sights[i].half || is_beside(z->page, i)) &&
           (!(z->sights[i].conditions & DH_IF_EDGE) || at_edge(z->page, i) || dh_amid_dated(z, i));
}

/* Of what a site puts between two sentences, or a sentence between two lines of the story, more
 * stands around it. */
static bool needs_company_amid(const struct dh_zones *z, size_t i)
{
    return (z->sights[i].conditions & DH_IF_COMPANY_AMID) && i > z->begin && i + 1 < z->end &&
           (dh_amid_two(z, i, dh_zones_ended) ||
            ((z->sights[i].flags & DH_S_STOP) && dh_amid_two(z, i, dh_zones_line)));
}

/* "Reporting by Orla Finch; editing by Jan Wrona" below the last sentence signs a clean text. The
 * letters of a desk, "dpa/lni", sign what a page holds besides its chrome. */
static bool signs_off(const struct dh_zones *z, size_t i)
{
    const struct dh_sight *s = &z->sights[i];
    bool desk = z->page->outside_blocks && dh_str_eq(s->rule, DH_STR("grammar.signature"));
    return s->kind == DH_BYLINE && z->sentences && i >= z->end && !desk;
}

/* Wherever it stands; amid the story: needs_company_amid. */
static bool is_weak(const struct dh_zones *z, size_t i)
{
    const struct dh_sight *s = &z->sights[i];
    return (s->conditions & DH_IF_COMPANY) ||
           (!s->users && (may_be_title(z, i) || signs_off(z, i)));
}

static bool needs_company(const struct dh_zones *z, size_t i)
{
    return is_weak(z, i) || needs_company_amid(z, i);
}

/* "Welcome back": words that stories use as headings, too, above a text however short. */
static bool may_be_heading(const struct dh_zones *z, size_t i)
{
    const struct dh_sight *s = &z->sights[i];
    return i == 0 && (s->conditions & DH_IF_EDGE) && (s->conditions & DH_IF_COMPANY) && !s->half &&
           !(s->flags & (DH_S_STOP | DH_S_SIGNS)) && is_only_head(z, i);
}

/* A text of which nothing else goes has been cleaned, if there is enough of it to tell. */
static bool has_company(const struct dh_zones *z, size_t i)
{
    enum { SHORT_TOLD = 2, SHORT_LINES = 6 }; /* a recipe, verse, results */
    bool enough = z->told >= STORY || (z->told >= SHORT_TOLD && z->stay >= SHORT_LINES) ||
                  may_be_heading(z, i);
    return z->gone || !enough || z->weak >= WEAK || z->weak + z->amid >= WEAK_AMID;
}

/* Whether the text comes from a page, around which chrome went: it was not cleaned before. Whose it
 * is may be told by the story's own line all the same. */
static bool is_of_page(const struct dh_zones *z, size_t i)
{
    return z->page->outside_blocks && z->sights[i].kind != DH_LEGAL;
}

bool dh_condition_holds(const struct dh_zones *z, size_t i)
{
    return (!needs_company(z, i) || has_company(z, i) || is_of_page(z, i)) &&
           holds_but_company(z, i);
}

/* A line of some words, none of which a site uses. */
static bool is_title(const struct dh_page *page, const struct dh_sight *sights, size_t i)
{
    enum { WORDS = 4 };
    return page->fragments[i].kind == DH_STORY && sights[i].kind == DH_STORY &&
           sights[i].words >= WORDS;
}

struct dh_zones dh_zones_find(const struct dh_page *page, const struct dh_sight *sights)
{
    struct dh_zones z = { .page = page, .sights = sights, .first = 1 };
    for (size_t i = 0; i < page->n_fragments; i++) {
        z.dates += dh_sight_is_date(&sights[i]) && page->fragments[i].kind == DH_STORY;
        z.gone += dh_page_goes(page, i) && page->fragments[i].kind != DH_REPEAT;
        z.stay += dh_zones_line(page, sights, i);
        if (dh_zones_ended(page, sights, i)) /* a long one holds several */
            z.told += page->fragments[i].n > DH_SIGHT_FULL ? 2 : 1;
        if (dh_zones_sentence(page, sights, i)) {
            z.begin = z.sentences ? z.begin : i;
            z.end = i + 1;
            z.sentences++;
        }
        if (!z.sentences && is_title(page, sights, i))
            z.head = i + 1;
        if (!dh_is_paragraph(page, sights, i))
            continue;
        if (z.first > z.last)
            z.first = i;
        z.last = i;
    }
    for (size_t i = 0; i < page->n_fragments; i++) {
        z.posts += dh_amid_post(&z, i);
        z.heads += (dh_zones_line(page, sights, i) || sights[i].kind == DH_CROSSHEAD) &&
                   dh_amid_brief(&z, i, HEAD_WORDS);
        z.buttons += dh_amid_button(&z, i);
        z.names += dh_amid_name(&z, i);
    }
    for (size_t i = 0; i < page->n_fragments && z.weak < WEAK; i++) {
        bool weak = is_weak(&z, i);
        if (page->fragments[i].kind != DH_STORY || !(weak || needs_company_amid(&z, i)) ||
            !holds_but_company(&z, i) || dh_amid_mute(&z, i))
            continue;
        z.weak += weak;
        z.amid += !weak;
    }
    return z;
}
