/* SPDX-License-Identifier: MIT */
/* A page's own story: what counts struck of it comes back where most of it went. */
#include "repeat/site/standinside.h"

/* Whether a paragraph went as a teaser. */
static bool is_teased(const struct dh_fragment *f)
{
    return f->kind == DH_SITE && f->looks & DH_LOOKS_PROSE &&
           dh_str_eq(f->rule, DH_STR("site.link"));
}

bool dh_stand_spare_teasers(struct dh_standwork *w)
{
    struct dh_page *p = w->page;
    uint64_t stays = 0, struck = 0;

    for (size_t i = 0; i < p->n_fragments; i++) {
        const struct dh_fragment *f = &p->fragments[i];
        bool sentence = f->looks & (DH_LOOKS_PROSE | DH_LOOKS_STOP);
        struck += is_teased(f) ? f->n : 0;
        stays += sentence && dh_stands(f) && !w->cut[i].n ? f->n : 0;
    }
    if (2 * struck <= stays)
        return false;
    for (size_t i = 0; i < p->n_fragments; i++) {
        struct dh_fragment *f = &p->fragments[i];
        if (!is_teased(f))
            continue;
        f->kind = f->waits = DH_STORY;
        f->rule = DH_STR_NONE;
    }
    return true;
}

/* Whether a count struck what may be the story's: what stands on a good part of the site, or is the
 * headline of another page, however it is dressed, is of no story. */
static bool is_doubtful(const struct dh_standwork *w, size_t i, bool prose)
{
    const struct dh_fragment *f = &w->page->fragments[i];
    return f->kind == DH_SITE && !w->s[i].wide && !(f->looks & DH_LOOKS_PROSE) == !prose &&
           !is_teased(f) && (prose || (w->s[i].text && !w->s[i].before && !w->s[i].link));
}

/* Whether a line that is no such goes along with those that come with one other story: its own
 * prose may stand below it there. */
static bool goes_along(const struct dh_standwork *w, size_t i, uint16_t kin)
{
    const struct dh_fragment *f = &w->page->fragments[i];
    return kin && w->s[i].kin == kin && f->kind == DH_SITE && !w->s[i].wide && w->s[i].text &&
           !(f->looks & DH_LOOKS_PROSE);
}

static uint64_t doubtful_prose(const struct dh_standwork *w, size_t i)
{
    return is_doubtful(w, i, true) ? w->page->fragments[i].n : 0;
}

static uint64_t doubtful_lines(const struct dh_standwork *w, size_t i)
{
    return is_doubtful(w, i, false) ? w->page->fragments[i].n : 0;
}

bool dh_stand_spare_story(struct dh_standwork *w, bool prose)
{
    struct dh_page *p = w->page;
    uint64_t stays = 0, struck = 0;

    for (size_t i = 0; i < p->n_fragments; i++) {
        const struct dh_fragment *f = &p->fragments[i];
        if (is_doubtful(w, i, prose))
            struck += f->n;
        else if (!w->cut[i].n && dh_stands(f) && (!prose || f->looks & DH_LOOKS_PROSE))
            stays += f->n;
    }
    if (struck <= stays)
        return false;
    uint16_t kin = dh_stand_kin(w, 0, p->n_fragments, prose ? doubtful_prose : doubtful_lines);
    for (size_t i = 0; i < p->n_fragments; i++) {
        struct dh_fragment *f = &p->fragments[i];
        if ((!is_doubtful(w, i, prose) || (kin && w->s[i].kin != kin)) &&
            (prose || !goes_along(w, i, kin)))
            continue;
        f->kind = f->waits = DH_STORY;
        f->rule = DH_STR_NONE;
    }
    return true;
}
