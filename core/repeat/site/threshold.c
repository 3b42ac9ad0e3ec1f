/* SPDX-License-Identifier: MIT */
/* From which number of stories on what recurs is chrome. Why: docs/repetition.md. */
#include "repeat/site/site.h"

enum {
    FEW = 4,          /* stories; a smaller site has no large ones */
    FORM_STORIES = 8, /* a smaller site does not tell how often sentences with figures recur */
    WIDE_LEAST = 8,   /* stories; fewer may be versions of one */
    WHOLE_LEAST = 5,  /* stories of a site that all have a line; its versions would be one story */
    LARGE = 16        /* stories; what a smaller site has once may be its template's all the same */
};

/* Stories with a line that make it chrome, by the stories seen. Two by chance are likelier the more
 * stories there are: one more is asked for every ten times as many. */
static uint64_t threshold(uint64_t stories)
{
    uint64_t t = 2;
    for (uint64_t n = 50; stories > n && n < UINT64_MAX / 10; n *= 10)
        t++;
    return t;
}

static uint64_t share(uint64_t stories, unsigned part, unsigned of, uint64_t least)
{
    uint64_t n = (stories * part + of - 1) / of;
    return n < least ? least : n;
}

/* Stories that stand for a good part of the site. */
static uint64_t wide(uint64_t stories)
{
    return share(stories, 1, 4, WIDE_LEAST);
}

bool dh_site_is_large(uint64_t stories)
{
    return stories >= LARGE;
}

bool dh_site_is_wide(const struct dh_site_case *c)
{
    return c->total >= wide(c->stories) || (c->stories >= WHOLE_LEAST && c->total >= c->stories);
}

bool dh_site_is_boxed(const struct dh_site_case *c)
{
    return c->apart && c->path >= 2 && 2 * c->path > c->total;
}

bool dh_site_is_few(const struct dh_site_case *c)
{
    uint64_t most = wide(c->stories);
    uint64_t handful = WIDE_LEAST * (threshold(c->stories) - 1);

    /* Background and what somebody said come with many stories of a kind; what a site says of
     * itself may name what many of its stories are about, too. */
    if (!c->lengthy && !c->quoted && handful < most)
        most = handful;
    return c->total < FEW || (c->total < most && 4 * c->total < 3 * c->stories);
}

bool dh_site_keeps_one(const struct dh_site_case *c)
{
    return c->total <= threshold(c->stories) && c->struck == 0 && !dh_site_is_boxed(c);
}

bool dh_site_is_rare(const struct dh_site_case *c)
{
    return dh_site_keeps_one(c) && 2 * c->total <= c->stories;
}

bool dh_site_is_scarce(const struct dh_site_case *c)
{
    return c->total <= threshold(c->stories) + 1 && c->struck == 0 && !dh_site_is_boxed(c) &&
           2 * c->total <= c->stories;
}

bool dh_site_is_everywhere(const struct dh_site_case *c)
{
    return c->stories >= FORM_STORIES && c->total >= share(c->stories, 3, 4, 4);
}

/* "You have read “...” at the ...", "12 readers and 3 pens"; among paragraphs such lines come with
 * some stories of a kind ("Attendance: 12,000."), so there and for sentences more is asked for. */
static bool is_form(const struct dh_site_case *c, uint64_t t)
{
    if (c->stop)
        return dh_site_is_everywhere(c);
    if (c->alike)
        return c->total >= share(c->stories, 1, 2, t + 2);
    return c->total >= (c->slot == DH_SLOT_BODY && !dh_site_is_boxed(c)
                            ? share(c->stories, 1, 8, t + 2)
                            : t + 1);
}

/* Whether it is a short line that two stories may well have in common, and their site has no more
 * than three: no cue struck it, and no page has it as its headline. Of a page its markup knew what
 * is a box; in scraped text such lines stand among the paragraphs, wherever they stand. */
static bool is_of_few(const struct dh_site_case *c)
{
    return c->stories < FEW && !c->prose && !c->stop && c->head + c->struck == 0 &&
           (c->path ? !dh_site_is_boxed(c) : c->slot == DH_SLOT_BODY);
}

static bool is_text(const struct dh_site_case *c, uint64_t t)
{
    unsigned more = dh_site_is_boxed(c) ? 0 : 1;

    /* One of the story's own paragraphs or lists, as far as markup tells: what a site repeats there
     * is on most of its pages. */
    if (c->alike)
        return c->total >= share(c->stories, 1, 2, t + 2);

    if (c->prose && c->lengthy) /* background that an agency sends with every story */
        return c->total >= t + 1 + more;
    if (c->prose && c->quoted) /* what somebody said, or a fact */
        return c->total >= t + more;
    /* A crosshead: "Background"; markup says so. One may stand above the first paragraph. */
    if (c->heading &&
        (c->slot == DH_SLOT_BODY || (c->slot == DH_SLOT_HEAD && c->path && c->titled)))
        return c->total >= share(c->stories, 1, c->path ? 2 : 4, t + 2);
    if (c->slot == DH_SLOT_HEAD && !c->titled) /* maybe the headline, to which others link */
        return c->here >= t + 1;
    /* After another paragraph each time: a line of the story sooner than one of the site. */
    if (c->slot == DH_SLOT_BODY && !c->prose && c->fixed == 1 && more && c->head + c->struck == 0)
        return c->total >= t + 1 && c->near >= 2;
    /* What stands among the paragraphs elsewhere may stand above the first or below the last. A
     * headline of another page is a link to it. Else what moves between slots is content sooner. */
    uint64_t near = c->heading || c->near < c->here ? c->here : c->near;
    t += is_of_few(c);
    return c->total >= t &&
           (near >= 2 || c->head >= 1 || c->struck >= 2 || (c->total >= 2 * t && !c->heading));
}

bool dh_site_is_chrome(const struct dh_site_case *c)
{
    uint64_t t = threshold(c->stories);

    if (c->by == DH_KEY_TEXT)
        return is_text(c, t);
    if (c->prose)
        return false;
    switch (c->by) {
    case DH_KEY_FORM:
        return is_form(c, t);
    case DH_KEY_FIGURES: /* counters stand on most pages; scores on some */
        return c->total >= (c->alike || (c->slot == DH_SLOT_BODY && !dh_site_is_boxed(c))
                                ? share(c->stories, 3, 4, 4)
                                : share(c->stories, 1, 3, 3));
    case DH_KEY_LINK:
        return c->total >= 2 && c->head >= 1;
    case DH_KEY_TEXT:
        break;
    }
    return false;
}
