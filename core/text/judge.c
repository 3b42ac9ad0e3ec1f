/* SPDX-License-Identifier: MIT */
/* The stage: sights of all fragments, then context, round by round until nothing more goes, so that
 * cleaning the result again finds nothing; then cuts and repairs in what stays. */
#include "base/err.h"
#include "text/around/boxes.h"
#include "text/around/conditions.h"
#include "text/around/headline.h"
#include "text/around/signlines.h"
#include "text/around/teasers.h"
#include "text/around/twin.h"
#include "text/around/zone.h"
#include "text/model/linemodel.h"
#include "text/repair/repair.h"
#include "text/model/second.h"
#include "text/sight/context.h"
#include "text/sight/recall.h"
#include "text/sight/sights.h"
#include "text/stage.h"

enum {
    ROUNDS = 8, /* labelled texts need three at the most; what a ninth would strike stays */
    MODEL_MAX = UINT16_MAX, /* fragments of a text that the line model reads (their numbers have 16
                               bits: traits.h); of more the zone decides, */
    MODEL_LEAST = 8         /* and of fewer nobody: what stands beside one must tell something */
};

/* ---- One page */

struct work {
    struct dh_text *text;
    struct dh_view view;
    struct dh_page *page;
    struct dh_sight *sights;
    bool again; /* what stays is judged alone; what went before tells nothing any more */
    bool model; /* the line model decides, not the zone */
    struct dh_traits traits; /* of its lines; where it is not asked only words, not yet cut */
    struct dh_headline headline;
    size_t stay; /* fragments that nothing struck when that was begun; 0: it was not */
};

/* ---- Striking */

/* Whether the words of fragment i, which stays so far, say that it is chrome. */
static bool is_in_doubt(const struct work *w, size_t i)
{
    return w->sights[i].kind != DH_STORY && w->page->fragments[i].kind == DH_STORY;
}

/* Whether those of any do that has one of these conditions; 0: or none. */
static bool any_in_doubt(const struct work *w, uint16_t conditions)
{
    for (size_t i = 0; i < w->page->n_fragments; i++)
        if (is_in_doubt(w, i) && (!conditions || (w->sights[i].conditions & conditions)))
            return true;
    return false;
}

/* Strikes what its words and its place say, until nothing more goes: what hangs on a neighbour may
 * wait for it. A round that changes nothing ends it, so the result, judged again, changes nothing.
 */
static void strike_all(struct work *w)
{
    if (!any_in_doubt(w, 0))
        return;
    struct dh_zones z = dh_zones_find(w->page, w->sights);
    bool again = true;
    for (int round = 0; again && round < ROUNDS; round++) {
        again = false;
        for (size_t i = 0; i < w->page->n_fragments; i++) {
            const struct dh_sight *s = &w->sights[i];
            if (!is_in_doubt(w, i) || !dh_condition_holds(&z, i))
                continue;
            dh_page_strike(w->page, i, (enum dh_kind)s->kind, s->rule);
            z.gone += dh_page_goes(w->page, i); /* notes stay, under a name of their own */
            z.dates -= dh_sight_is_date(s);
            again = true;
        }
    }
}

/* Begins to look for the headline anew where something was struck: what is struck stays so, so that
 * the number of the others tells. */
static void begin_headline(struct work *w)
{
    size_t stay = 1;
    for (size_t i = 0; i < w->page->n_fragments; i++)
        stay += w->page->fragments[i].kind == DH_STORY;
    if (w->stay != stay)
        dh_headline_begin(&w->headline, &w->traits.cut, w->sights);
    w->stay = stay;
}

/* What lies outside the story's zone, but for its headline. */
static void strike_outside(struct work *w)
{
    struct dh_zone z = dh_zone_find(w->page, w->sights);
    for (size_t i = 0; i < w->page->n_fragments; i++)
        if ((i < z.from || i >= z.to) && !dh_headline_is(&w->headline, i))
            dh_page_strike(w->page, i, DH_OTHER,
                           i < z.from ? DH_STR("context.before") : DH_STR("context.behind"));
    strike_all(w);
}

static enum dh_err make_groves(struct dh_text *t)
{
    enum dh_err e = DH_OK;
    if (!t->grove)
        e = dh_grove_use(&t->grove, t->mem, t->lines, DH_TRAITS,
                         t->lines == &dh_linemodel_builtin ? &dh_linemodel_laid : NULL);
    if (e == DH_OK && !t->second_grove)
        e = dh_grove_use(&t->second_grove, t->mem, t->second, DH_SECONDS,
                         t->second == &dh_second_builtin ? &dh_second_laid : NULL);
    return e;
}

/* Whether the line model could strike anything (linemodel.h): what the rules struck is in view the
 * first time only. */
static bool model_may_speak(const struct work *w)
{
    if (w->view.lang < 0)
        return true;
    for (size_t i = 0; !w->again && i < w->page->n_fragments; i++)
        if (dh_page_goes(w->page, i) && !(w->sights[i].flags & DH_S_EMPTY))
            return true;
    return !w->again && w->text->seen;
}

/* Whether the line model decides on the page. */
static bool model_decides(const struct work *w)
{
    return w->page->unit != DH_UNIT_SENTENCE && w->page->n_fragments <= MODEL_MAX &&
           dh_view_on(&w->view, DH_STR("model.line"));
}

/* Looks at the lines of the page, if there are enough and it was not done. */
static enum dh_err read_traits(struct work *w)
{
    bool enough = w->page->n_fragments >= MODEL_LEAST || w->text->seen;
    if (!w->model || !enough || w->traits.lines || !model_may_speak(w))
        return DH_OK;
    return dh_traits_read(&w->traits, w->text->recall, &w->view, w->page, w->sights);
}

/* Strikes what the line model says. At first what went before tells on what stands beside it; then
 * only what stays is looked at, until nothing more goes, so that the result, judged again, stays:
 * in a language that rules know that is so from the start.
 */
static enum dh_err strike_lines(struct dh_text *text, struct work *w, bool all)
{
    struct dh_traits *t = &w->traits;
    bool struck = true;
    enum dh_err e = read_traits(w); /* who looked for titles may have struck the first ones */
    if (!t->lines)
        return e;
    if (e == DH_OK)
        e = make_groves(text);

    for (int round = 0; e == DH_OK && round < ROUNDS && (all || t->lang < 0); round++) {
        e = dh_traits_place(t, all);
        if (e == DH_OK && all && text->seen)
            text->seen(text->seen_self, t);
        if (!all)
            begin_headline(w);
        if (e || t->n < MODEL_LEAST)
            break;
        const struct dh_linemodel m = { text->grove, text->second_grove };
        e = dh_linemodel_strike(&m, t, w->page, &w->headline, &struck);
        if (e || (!struck && (!all || t->sums[t->n].struck == 0)))
            break;
        all = false;
        strike_all(w);
    }
    return e;
}

/* What stays only because nothing beside it goes, waits: others may strike that (repeat/). */
static void mark_waiting(struct work *w)
{
    if (!any_in_doubt(w, DH_IF_EDGE))
        return;
    struct dh_zones z = dh_zones_find(w->page, w->sights);
    for (size_t i = 0; i < w->page->n_fragments; i++) {
        const struct dh_sight *s = &w->sights[i];
        if (is_in_doubt(w, i) && (s->conditions & DH_IF_EDGE) && dh_condition_holds_alone(&z, i))
            dh_page_wait(w->page, i, (enum dh_kind)s->kind, s->rule);
    }
}

static void mark_looks(struct work *w)
{
    for (size_t i = 0; i < w->page->n_fragments; i++)
        if (w->sights[i].flags & DH_S_CAPTION)
            w->page->fragments[i].looks |= DH_LOOKS_CAPTION;
}

/* What lies outside the zone may come back when the site is known (repeat/site/standing.h). */
static bool is_mended(const struct dh_fragment *f)
{
    return dh_kind_stays(f->kind) || f->kind == DH_CAPTION || f->kind == DH_OTHER;
}

static enum dh_err repair_all(struct work *w)
{
    struct dh_page *page = w->page;
    enum dh_err e = DH_OK;
    size_t n_cuts = page->n_edits, cut = 0;
    dh_edits_sort(page->edits, n_cuts);
    for (size_t i = 0; e == DH_OK && i < page->n_fragments; i++) {
        const struct dh_fragment *f = &page->fragments[i];
        while (cut < n_cuts && page->edits[cut].at < f->at)
            cut++;
        size_t first = cut;
        while (cut < n_cuts && page->edits[cut].at < f->at + f->n)
            cut++;
        if (is_mended(f))
            e = dh_repair_fragment(&w->view, page, i, first, cut - first);
        if (e == DH_OK && page->unit != DH_UNIT_BLOCK)
            e = dh_repair_separator(&w->view, page, i);
    }
    if (e == DH_OK && page->unit != DH_UNIT_BLOCK)
        e = dh_repair_separator(&w->view, page, page->n_fragments);
    return e;
}

static enum dh_err judge_once(struct work *w)
{
    struct dh_page *page = w->page;
    enum dh_err e = dh_sights_see(w->text->recall, &w->view, page, w->sights, w->again);
    if (e)
        return e;
    strike_all(w);
    mark_looks(w);
    w->stay = 0;
    bool scraped = page->unit != DH_UNIT_BLOCK && page->n_fragments > 0;
    w->traits = (struct dh_traits){ .cut.page = page };
    w->model = scraped && model_decides(w);
    e = read_traits(w);
    if (e)
        return e;
    begin_headline(w);
    e = dh_twin_strike(&w->view, page, w->sights, &w->headline);
    if (e || !scraped)
        return e;
    struct dh_zones z = dh_zones_find(w->page, w->sights);
    bool brief = z.first > z.last; /* it has sentences, and none that looks like a paragraph */
    size_t first = brief ? z.begin : z.first;
    if ((!brief || z.sentences) &&
        dh_teasers_strike(&w->view, page, w->sights, first, &w->headline))
        strike_all(w);
    if (w->model)
        return strike_lines(w->text, w, !w->again);
    strike_outside(w);
    return w->headline.err;
}

/* Boxes are told by their lines together, behind all that goes by itself: what the line model sees
 * is as it learned from. Until nothing more goes. */
static enum dh_err strike_boxes(struct work *w)
{
    enum dh_err e = DH_OK;
    for (int round = 0; e == DH_OK && round < ROUNDS &&
                        dh_boxes_strike(&w->view, w->page, w->sights, &w->traits.cut);
         round++) {
        strike_all(w);
        if (w->model)
            e = strike_lines(w->text, w, false);
    }
    return e;
}

/* One verdict, by the language and the subject that the view has. */
static enum dh_err judge(struct work *w)
{
    enum dh_err e = judge_once(w);
    if (e == DH_OK)
        e = strike_boxes(w);
    dh_arena_reset(&w->page->scratch);
    return e;
}

/* A label of tags that stays since it stands amid the story is a crosshead; it waits, for others
 * may strike the prose below it (repeat/). */
static void name_crossheads(struct work *w)
{
    for (size_t i = 0; i < w->page->n_fragments; i++) {
        struct dh_fragment *f = &w->page->fragments[i];
        if (f->kind != DH_STORY || w->sights[i].kind != DH_TAGS ||
            !(w->sights[i].conditions & DH_IF_APART))
            continue;
        dh_page_wait(w->page, i, DH_TAGS, w->sights[i].rule);
        f->kind = DH_CROSSHEAD;
    }
}

/* What stays under a name of its own, notes and crossheads, is looked at anew. */
static void forget_names(struct dh_page *page)
{
    for (size_t i = 0; i < page->n_fragments; i++) {
        if (dh_page_goes(page, i))
            continue;
        page->fragments[i].kind = page->fragments[i].waits = DH_STORY;
        page->fragments[i].rule = DH_STR_NONE;
    }
}

/* The fragment at byte `at` of the input, or the last before it. */
static size_t fragment_at(const struct dh_page *page, uint32_t at)
{
    size_t low = 0, high = page->n_fragments;
    while (high - low > 1) {
        size_t mid = low + (high - low) / 2;
        if (page->fragments[mid].at <= at)
            low = mid;
        else
            high = mid;
    }
    return low;
}

/* Edits of what stays are made anew. */
static void forget_edits(struct dh_page *page)
{
    size_t n = 0;
    for (size_t i = 0; i < page->n_edits; i++)
        if (dh_page_goes(page, fragment_at(page, page->edits[i].at)))
            page->edits[n++] = page->edits[i];
    page->n_edits = n;
}

/* Language and subject are read from the text as it came. Where what stays has others, it is judged
 * again by those, as it would be if it were cleaned again. Ends: where nothing more goes, they are
 * the same the next time. */
static enum dh_err judge_all(struct work *w)
{
    enum dh_err e = judge(w);
    if (w->page->unit == DH_UNIT_BLOCK)
        return e;
    for (int round = 0;
         e == DH_OK && round < ROUNDS && dh_context_again(&w->view, w->page, &w->text->sample);
         round++) {
        forget_names(w->page);
        w->again = true;
        e = judge(w);
    }
    return e;
}

/* Kinds of all fragments of the page, by the words of the text and of its language. */
static enum dh_err judge_kinds(struct work *w)
{
    struct dh_text *t = w->text;
    struct dh_page *page = w->page;
    w->sights = dh_mem_zeroed(t->mem, page->n_fragments, sizeof *w->sights);
    if (!w->sights)
        return DH_ENOMEM;
    dh_tokens_forget(&t->words);
    dh_tokens_around(&t->words, page->input);
    dh_context_read(&w->view, page, &t->sample, w->sights);
    enum dh_err e = judge_all(w);
    name_crossheads(w);
    mark_waiting(w);
    if (dh_view_on(&w->view, DH_STR("grammar.signs")))
        dh_signlines_mark(page);
    dh_mem_free(t->mem, w->sights);
    w->sights = NULL;
    return e;
}

/* The same of those that stay, as if there were no others. */
static enum dh_err judge_kept(struct work *w)
{
    struct dh_page *page = w->page;
    struct dh_fragment *all = page->fragments;
    size_t n = page->n_fragments, kept = 0;
    if (n == 0)
        return DH_OK;
    struct dh_fragment *stay = dh_mem_zeroed(w->text->mem, n, sizeof *stay);
    if (!stay)
        return DH_ENOMEM;
    for (size_t i = 0; i < n; i++)
        if (!dh_page_goes(page, i))
            stay[kept++] = all[i];
    page->fragments = stay;
    page->n_fragments = kept;
    enum dh_err e = kept ? judge_kinds(w) : DH_OK;
    page->fragments = all;
    page->n_fragments = n;
    for (size_t i = 0, k = 0; i < n; i++)
        if (!dh_page_goes(page, i))
            all[i] = stay[k++];
    dh_mem_free(w->text->mem, stay);
    return e;
}

static enum dh_err judge_page(struct dh_text *t, struct dh_page *page, bool kept)
{
    struct work w = { .text = t, .page = page, .traits.cut.page = page };
    w.view.cues = t->cues;
    w.view.without = (struct dh_str){ t->without, t->without_n };
    w.view.words = &t->words;
    w.view.marks = &t->marks;
    enum dh_err e = kept ? judge_kept(&w) : judge_kinds(&w);
    if (e == DH_OK && w.view.lang >= 0 && page->field[DH_FIELD_LANG].n == 0)
        e = dh_page_set(page, DH_FIELD_LANG, dh_str_c(dh_lang_name(w.view.lang)));
    return e ? e : repair_all(&w);
}

enum dh_err dh_text_judge(struct dh_text *t, struct dh_page *page)
{
    return judge_page(t, page, false);
}

enum dh_err dh_text_judge_rest(struct dh_text *t, struct dh_page *page)
{
    forget_names(page);
    if (page->n_fragments)
        forget_edits(page);
    return judge_page(t, page, true);
}
