/* SPDX-License-Identifier: MIT */
#include "repeat/site/standinside.h"

enum { ROUNDS = 6 }; /* of striking; each needs something that went in the one before */

bool dh_standing_doubted(const struct dh_page *page, size_t i)
{
    static const struct dh_str rules[] = { { "promo.", 6 }, { "cover.promo", 11 } };
    const struct dh_fragment *f = &page->fragments[i];
    return f->kind == DH_PROMO && f->looks & DH_LOOKS_PROSE &&
           (dh_str_starts(f->rule, rules[0]) || dh_str_starts(f->rule, rules[1]));
}

/* ---- Slots */

/* Marks from i on, outwards from the prose by step, the sentences that touch it. */
static void mark_touching(struct dh_standwork *w, size_t i, size_t step)
{
    for (; i < w->page->n_fragments; i += step) {
        if (!dh_stands(&w->page->fragments[i]) || w->cut[i].n)
            continue;
        if (!(w->page->fragments[i].looks & DH_LOOKS_STOP))
            return;
        w->among[i] = true;
    }
}

/* As in describe.c, between what is left; false when no slot changed. */
static bool set_slots(struct dh_standwork *w)
{
    size_t n = w->page->n_fragments, first = n, last = 0;
    bool changed = false;

    w->own_end = 0;
    for (size_t i = 0; i < n; i++) {
        const struct dh_fragment *f = &w->page->fragments[i];
        if (dh_stands(f) && !w->cut[i].n && !w->s[i].text &&
            (f->looks & (DH_LOOKS_PROSE | DH_LOOKS_STOP)))
            w->own_end = i + 1;
        if (!dh_stands_prose(w, i))
            continue;
        first = first == n ? i : first;
        last = i;
    }
    for (size_t i = 0; i < n; i++) {
        uint8_t slot = first == n  ? DH_SLOT_BODY
                       : i < first ? DH_SLOT_HEAD
                       : i > last  ? DH_SLOT_TAIL
                                   : DH_SLOT_BODY;
        changed |= slot != w->slot[i];
        w->slot[i] = slot;
        w->among[i] = slot == DH_SLOT_BODY;
    }
    w->opening = first;
    if (first < n) {
        mark_touching(w, first - 1, (size_t)-1);
        mark_touching(w, last + 1, 1);
    }
    return changed;
}

/* ---- Striking */

/* Whether fragment i is looked past for what stands beside another: the reader does not get it, or
 * its own form stands all over the site. Two counters are no table. */
static bool is_passed(const struct dh_standwork *w, size_t i)
{
    return !dh_stands(&w->page->fragments[i]) || w->cut[i].n || (w->s[i].form && w->s[i].wide);
}

/* Whether the nearest line above or below that stays is an item, too. Lines are asked in their
 * order, and what was passed stays so: a round walks the page once. */
static bool beside_figures(struct dh_standwork *w, size_t i)
{
    size_t n = w->page->n_fragments;
    w->below = w->below > i ? w->below : i + 1;
    while (w->below < n && is_passed(w, w->below))
        w->below++;
    return (w->above < n && dh_stand_item(w, w->above)) ||
           (w->below < n && dh_stand_item(w, w->below));
}

/* Among paragraphs a line that says the same with other figures may be an item of a list, of a
 * recipe or of a table: such lines do not stand alone. */
static bool stands_alone(struct dh_standwork *w, size_t i)
{
    return w->slot[i] != DH_SLOT_BODY || w->box[i] || !beside_figures(w, i);
}

/* A short sentence that reporters write into many stories, and no caption of a picture that comes
 * with many. */
static bool is_reported(const struct dh_standwork *w, size_t i)
{
    const struct dh_fragment *f = &w->page->fragments[i];
    unsigned looks = f->looks & (DH_LOOKS_STOP | DH_LOOKS_LONG | DH_LOOKS_CAPTION);
    return looks == DH_LOOKS_STOP && !w->s[i].wide && !w->s[i].boxed &&
           dh_reported(w->reports, dh_page_fragment(w->page, i));
}

/* Whether a sentence that counts call chrome is the story's all the same; a short one only where
 * the story is. */
static bool is_told(const struct dh_standwork *w, size_t i)
{
    const struct dh_fragment *f = &w->page->fragments[i];
    if (!(f->looks & DH_LOOKS_PROSE) && !w->among[i])
        return false;
    return w->s[i].one || is_reported(w, i) ||
           (w->s[i].few && dh_belong_holds(&w->own, dh_page_fragment(w->page, i), !w->s[i].boxed));
}

/* Whether others have a line with figures among the paragraphs by chance, as "10:32" stands in two
 * live reports: then its form tells what it is. */
static bool has_chance(const struct dh_standwork *w, size_t i)
{
    return w->s[i].varies && w->slot[i] == DH_SLOT_BODY && !w->box[i];
}

/* Whether a paragraph opens another story, that one's headline stood above it as a link, and it
 * does not go on below: a teaser. */
static bool is_teaser(const struct dh_standwork *w, size_t i)
{
    const struct dh_fragment *f = w->page->fragments;
    const struct dh_standing *s = w->s;
    size_t above = i - 1, below = i + 1;
    if (!s[i].lead || i <= w->opening || above == w->headline || w->held[i])
        return false;
    bool more = below < w->page->n_fragments && f[below].looks & DH_LOOKS_PROSE && s[below].kin;
    bool topped = s[above].topped && !(f[above].looks & DH_LOOKS_STOP);
    /* Behind a label it is a link of this story, and the paragraph below it no teaser's. */
    return f[above].kind == DH_SITE && !more &&
           (s[above].borne || s[above].listed || (topped && dh_stand_says(w, i, above, 1)));
}

/* Whether a line is another story's headline, above that one's opening: no item of a list. */
static bool is_above_teaser(const struct dh_standwork *w, size_t i)
{
    const struct dh_standing *s = &w->s[i];
    return (s->borne || s->topped) && i + 1 < w->page->n_fragments && s[1].lead &&
           s[1].kin == s->kin;
}

/* Whether a line that names another page's headline behind figures or a rubric may head what stands
 * below it, as in a report by the hour. */
static bool is_post(const struct dh_standwork *w, size_t i)
{
    return w->s[i].listed && i > 0 && i + 1 < w->page->n_fragments && !w->box[i] &&
           dh_stands_prose(w, i - 1) && dh_stands_prose(w, i + 1);
}

/* A crosshead that a few stories share: a few words right between two paragraphs, which name no
 * other page. Of a site's own there are more. */
static bool is_shared_crosshead(const struct dh_standwork *w, size_t i)
{
    enum { WORDS = 4 };
    const struct dh_fragment *f = &w->page->fragments[i];
    const struct dh_standing *s = &w->s[i];
    unsigned looks = DH_LOOKS_STOP | DH_LOOKS_QUOTED | DH_LOOKS_CAPTION | DH_LOOKS_SIGNS;
    if (!s->scarce || f->looks & looks || s->link || s->borne || s->linked || w->box[i] ||
        !dh_stand_is_amid(w, i) || dh_stand_words(dh_page_fragment(w->page, i), WORDS) > WORDS)
        return false;
    size_t below = dh_stand_below(w, i);
    return s->rare || (below < w->page->n_fragments && dh_stand_says(w, below, i, 1));
}

/* The rule that makes fragment i chrome where it stands; n == 0: none. */
static struct dh_str chrome_rule(struct dh_standwork *w, size_t i)
{
    const struct dh_standing *s = &w->s[i];
    /* Pages were counted as they came, so the place that this one had then counts as well; not that
     * of the headline, which stood among sentences of the site. */
    unsigned here = 1u << w->slot[i] | (i == w->headline ? 0 : 1u << w->page->fragments[i].slot);
    if (w->box[i])
        here |= 1u << DH_SLOT_TAIL;

    bool head = s->head && w->slot[i] == DH_SLOT_HEAD && w->headline < w->page->n_fragments;

    if (is_teaser(w, i))
        return DH_STR("site.link");
    if ((s->text & here && !has_chance(w, i)) ||
        (head && i != w->headline)) /* few are: only of these is more asked */
        return (w->list[i] && !s->wide && !is_above_teaser(w, i)) || w->held[i] || is_told(w, i) ||
                       dh_stand_heads(w, i) || is_shared_crosshead(w, i)
                   ? DH_STR_NONE
                   : DH_STR("site.count");
    if (i == w->headline)
        return DH_STR_NONE;
    if (s->link && !is_post(w, i))
        return DH_STR("site.link");
    if (s->form & here && stands_alone(w, i))
        return DH_STR("site.form");
    if (s->figures & here)
        return DH_STR("site.figures");
    return DH_STR_NONE;
}

/* Whether any went. */
static bool strike_round(struct dh_standwork *w, bool prose)
{
    struct dh_page *p = w->page;
    bool any = false;
    w->above = p->n_fragments;
    w->below = 0;
    for (size_t i = 0; i < p->n_fragments; i++) {
        struct dh_fragment *f = &p->fragments[i];
        if (i && !is_passed(w, i - 1))
            w->above = i - 1;
        if ((f->kind != DH_STORY && f->kind != DH_CROSSHEAD) ||
            (f->looks & DH_LOOKS_PROSE) != (prose ? DH_LOOKS_PROSE : 0))
            continue;
        struct dh_str rule = chrome_rule(w, i);
        if (!rule.n)
            continue;
        f->kind = DH_STORY; /* a crosshead on this many pages is chrome after all */
        dh_page_strike(p, i, DH_SITE, rule);
        any = true;
    }
    return any;
}

/* Prose first: what stays of it makes the slots of all else. Ends where nothing changed, so that
 * the result, judged again, stays: a line may have stood beside figures that went behind it. */
static enum dh_err strike_all(struct dh_standwork *w, bool prose)
{
    bool changed = true;
    for (unsigned round = 0; changed && round < ROUNDS; round++) {
        changed = prose && strike_round(w, true);
        bool moved = set_slots(w);
        /* Sentences of the site above the headline went: now it stands before the prose. */
        if (moved && w->headline == w->page->n_fragments && dh_stand_headline(w))
            return DH_ELIMIT;
        dh_stand_lists(w);
        changed |= strike_round(w, false);
        changed |= set_slots(w);
    }
    return DH_OK;
}

/* ---- The story's own words */

/* The words of what only this page has: its headline, and sentences where the story is. Only
 * sentences that few stories share are held against them, and invitations that no other has. */
static enum dh_err read_own(struct dh_standwork *w)
{
    struct dh_page *p = w->page;
    size_t few = 0;
    while (few < p->n_fragments && !w->s[few].few && !w->s[few].lone)
        few++;
    if (few == p->n_fragments)
        return DH_OK;
    enum dh_err e = dh_belong_init(&w->own, &p->scratch);
    if (e)
        return e;
    dh_belong_add(&w->own, p->field[DH_FIELD_TITLE]);
    for (size_t i = 0; i < p->n_fragments; i++) {
        struct dh_str text = dh_page_fragment(p, i);
        bool sentence = dh_stands_prose(w, i) || (dh_stand_line(w, i) && w->among[i] &&
                                                  p->fragments[i].looks & DH_LOOKS_STOP);
        if ((sentence && !w->s[i].text) || i == w->headline)
            dh_belong_add(&w->own, text);
    }
    dh_belong_settle(&w->own);
    return DH_OK;
}

/* What the site is not known to say, in words of the story. */
static void keep_invitations(struct dh_standwork *w)
{
    for (size_t i = 0; i < w->page->n_fragments; i++) {
        struct dh_fragment *f = &w->page->fragments[i];
        if (!w->s[i].lone || !dh_standing_doubted(w->page, i) ||
            !dh_belong_holds(&w->own, dh_page_fragment(w->page, i), false))
            continue;
        f->kind = DH_STORY;
        f->rule = DH_STR_NONE;
    }
}

/* A label that was a crosshead for standing among prose heads nothing where that went. */
static void strike_labels(struct dh_standwork *w)
{
    for (size_t i = 0; i < w->page->n_fragments; i++) {
        struct dh_fragment *f = &w->page->fragments[i];
        if (f->kind == DH_CROSSHEAD && f->waits && w->slot[i] != DH_SLOT_BODY)
            f->kind = f->waits;
    }
}

/* The headline goes with nothing that goes beside it, such as a menu or a byline. */
static void keep_headline(struct dh_standwork *w)
{
    if (w->headline < w->page->n_fragments)
        w->page->fragments[w->headline].waits = DH_STORY;
}

static enum dh_err apply(struct dh_standwork *w)
{
    struct dh_page *p = w->page;
    w->cut = dh_arena_zeroed(&p->scratch, p->n_fragments, sizeof *w->cut);
    w->slot = dh_arena_zeroed(&p->scratch, p->n_fragments, sizeof *w->slot);
    w->among = dh_arena_zeroed(&p->scratch, p->n_fragments, sizeof *w->among);
    w->list = dh_arena_zeroed(&p->scratch, p->n_fragments, sizeof *w->list);
    w->box = dh_arena_zeroed(&p->scratch, p->n_fragments, sizeof *w->box);
    w->held = dh_arena_zeroed(&p->scratch, p->n_fragments, sizeof *w->held);
    w->times = dh_arena_alloc(&p->scratch, p->n_fragments * sizeof *w->times);
    if (!w->cut || !w->slot || !w->among || !w->list || !w->box || !w->held || !w->times)
        return DH_ELIMIT;
    for (size_t i = 0; i < p->n_fragments; i++) {
        struct dh_fragment *f = &p->fragments[i];
        if (!dh_standing_outside(p, i))
            continue;
        w->cut[i] = f->rule;
        f->kind = DH_STORY;
        f->rule = DH_STR_NONE;
    }
    set_slots(w);
    enum dh_err e = dh_stand_headline(w);
    if (e == DH_OK)
        e = read_own(w);
    if (e)
        return e;
    keep_invitations(w);
    dh_stand_passages(w);
    e = strike_all(w, true);
    bool back = e == DH_OK && dh_stand_spare_teasers(w);
    if (e == DH_OK && (dh_stand_spare_story(w, true) || back))
        e = strike_all(w, false); /* there is prose again for lines to stand beside */
    if (e)
        return e;
    dh_stand_spare_story(w, false);
    strike_labels(w);
    keep_headline(w);
    return dh_stand_cut_again(w);
}

enum dh_err dh_standing_apply(struct dh_page *page, const struct dh_standing *s)
{
    struct dh_reports reports DH_NOT_CLEARED;
    struct dh_standwork w = { .page = page, .s = s, .reports = &reports };
    dh_reports_init(&reports, page->field[DH_FIELD_LANG]);
    enum dh_err e = page->n_fragments ? apply(&w) : DH_OK;
    dh_arena_reset(&page->scratch);
    return e;
}
