/* SPDX-License-Identifier: MIT */
#include "job/verdict.h"

/* With --captions first a caption stays when it opens its group; with keep all stay, credits within
 * them too. */
static bool caption_stays(const struct dh_settings *s, size_t i, const struct dh_fragment *f)
{
    return s->captions == DH_CAPTIONS_KEEP || (s->captions == DH_CAPTIONS_FIRST && f->group == i);
}

static bool cut_stays(const struct dh_settings *s, const struct dh_edit *e)
{
    if (e->kind == DH_STORY)
        return false; /* a repair, no cut */
    return !s->drop[e->kind] || (e->kind == DH_CREDIT && s->captions == DH_CAPTIONS_KEEP);
}

enum dh_err dh_verdict_page(const struct dh_settings *s, struct dh_page *page)
{
    size_t n = 0;

    for (size_t i = 0; i < page->n_fragments; i++) {
        struct dh_fragment *f = &page->fragments[i];
        f->removed = f->kind != DH_STORY && s->drop[f->kind];
        if (f->kind == DH_CAPTION && caption_stays(s, i, f))
            f->removed = false;
    }
    for (size_t i = 0; i < page->n_edits; i++)
        if (!cut_stays(s, &page->edits[i]))
            page->edits[n++] = page->edits[i];
    page->n_edits = n;
    return dh_page_finish(page);
}
