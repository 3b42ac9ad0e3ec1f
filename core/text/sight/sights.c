/* SPDX-License-Identifier: MIT */
#include "text/sight/sights.h"

#include "text/repair/rest.h"
#include "text/sight/sight.h"

/* Who reads the fragments of a page. */
struct seer {
    struct dh_recall *recall;
    struct dh_view *view;
    struct dh_page *page;
    struct dh_sight *sights;
    bool again;
};

/* Notes the cuts, places in what is left of fragment i, as edits. */
static enum dh_err add_edits(struct seer *s, size_t i, const struct dh_rest *r,
                             const struct dh_cut_list *cuts)
{
    enum dh_err e = DH_OK;
    for (size_t k = 0; e == DH_OK && k < cuts->n; k++) {
        size_t first = r->from + cuts->cut[k].from, last = r->from + cuts->cut[k].to - 1;
        uint32_t from = r->at[first], to = r->at[last] + r->len[last];
        e = dh_page_edit(s->page, s->page->fragments[i].at + from, to - from,
                         (enum dh_kind)cuts->cut[k].kind, DH_STR_NONE, cuts->cut[k].rule);
    }
    return e;
}

/* What is left of a fragment that is cut may be chrome in its turn, or be cut again: a caption
 * whose button went, "Advertisement Advertisement" before a paragraph, a second credit behind a
 * caption, which may stay without (--captions). */
static enum dh_err see_rest(struct seer *s, size_t i, struct dh_rest *r, struct dh_cut_list *cuts)
{
    enum { CUTS = 8 };
    struct dh_sight sight;
    enum dh_err e = DH_OK;
    for (int round = 0; e == DH_OK && cuts->n && round < CUTS; round++) {
        e = add_edits(s, i, r, cuts);
        dh_rest_cut(r, cuts);
        uint8_t kind = s->sights[i].kind;
        if (!kind && r->from == r->to) /* nothing is left: it goes as a line does */
            s->sights[i] = (struct dh_sight){ .flags = s->sights[i].flags,
                                              .kind = cuts->cut[0].kind,
                                              .rule = cuts->cut[0].rule };
        if (e || r->from == r->to || (kind && kind != DH_CAPTION))
            break;
        dh_sight_read(s->view, dh_rest_text(r), &sight, cuts);
        if (!kind)
            s->sights[i] = sight; /* what is left is what stands there */
        if (sight.kind && sight.kind != DH_CAPTION)
            break;
    }
    return e;
}

/* The sight of fragment i, as its reader will get it: "Don&#39;t miss". */
static enum dh_err see(struct seer *s, size_t i)
{
    struct dh_cut_list cuts;
    struct dh_sight *sight = &s->sights[i];
    struct dh_rest r = { .text = NULL };
    struct dh_recall_key line = { dh_page_fragment(s->page, i), s->page->fragments[i].key,
                                  dh_recall_lang(s->view), s->view->subject };
    enum dh_err e = DH_OK;
    cuts.n = 0;
    if (!dh_recall_find(s->recall, &line, sight, &cuts)) {
        e = dh_rest_mended(&r, s->view, s->page, i);
        if (e)
            return e;
        dh_sight_read(s->view, r.text ? dh_rest_text(&r) : line.text, sight, &cuts);
        if (!r.text)
            dh_recall_keep(s->recall, &line, sight, &cuts);
    }
    if (cuts.n && !r.text)
        e = dh_rest_init(&r, s->page, i);
    if (cuts.n && e == DH_OK)
        e = see_rest(s, i, &r, &cuts);
    if (r.text)
        dh_arena_reset(&s->page->scratch);
    return e;
}

/* Did not go before, and was not told at the first glance. */
static bool is_unseen(const struct seer *s, size_t i)
{
    return s->page->fragments[i].kind == DH_STORY && (!s->sights[i].flags || s->again);
}

enum dh_err dh_sights_see(struct dh_recall *r, struct dh_view *v, struct dh_page *page,
                          struct dh_sight *sights, bool again)
{
    enum { AHEAD = 4 };
    struct seer s = { r, v, page, sights, again };
    int lang = dh_recall_lang(v);
    enum dh_err e = DH_OK;
    for (size_t i = 0; e == DH_OK && i < page->n_fragments; i++) {
        struct dh_fragment *f = &page->fragments[i];
        if (i + 2 * AHEAD < page->n_fragments)
            dh_recall_where(r, f[2 * AHEAD].key, lang);
        if (i + AHEAD < page->n_fragments && f[AHEAD].n <= DH_RECALL_MAX &&
            is_unseen(&s, i + AHEAD))
            dh_recall_ahead(r, f[AHEAD].key, lang);
        if (is_unseen(&s, i))
            e = see(&s, i);
    }
    return e;
}
