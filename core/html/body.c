/* SPDX-License-Identifier: MIT */
#include "html/body.h"

#include <math.h>
#include <string.h>

#include "base/err.h"
#include "base/utf8.h"

enum {
    SCRIPT_WORDS_MIN = 60,
    BODY_WORDS_MIN = 8,
    COPY_WORDS = 25,
    COPY_WORDS_IN_RUN = 5,
    ARTICLE_WORDS_MIN = 40,
    LATER_ARTICLES_MAX = 64,
    HEAD_WORDS = 30,
    STANDFIRST_WORDS_MAX = 120,
    BYLINE_WORDS = 20,
    STAMP_WORDS = 10,
    STAMP_NEAR = 8,
    DATE_DIGITS = 8,
    GAP_MAX = 40,
    CROSSHEAD_GAP = 4,
    CROSSHEAD_TEXT = 12
};
/* What stands between kept text stays at this score and share of links. */
static const float GAP_SCORE = -4, GAP_LINK = .6f, GAP_LINK_SCORE = -1.5f;
static const float MENU_SCORE = -9, KEEP_SCORE = -.3f, CAPTION_SCORE = 2, TEASED_SCORE = 1;
static const float CROSSHEAD_SCORE = -2.5f, CROSSHEAD_LINK = .3f;
static const float STAMP_PART = .15f; /* of characters: digits */
static const float BOX_PART = .5f, POST_SCORE = -3, LIST_SCORE = -1.5f;

struct work {
    struct dh_body *b;
    const struct dh_html_options *o;
    struct dh_page *page;
    struct dh_view v;
    struct dh_choice *choice;
    float kept_words, kept_odds; /* odds: sum of probability times words */
};

enum dh_err dh_body_init(struct dh_body *b, const struct dh_allocator *m, size_t max_arena)
{
    *b = (struct dh_body){ .mem = m, .model = &dh_model_builtin };
    enum dh_err e = dh_signs_new(&b->signs, m);
    dh_blocks_init(&b->blocks, m, max_arena);
    dh_arena_init(&b->arena, m, max_arena);
    return e;
}

void dh_body_release(struct dh_body *b)
{
    dh_signs_free(b->signs);
    dh_blocks_release(&b->blocks);
    dh_arena_release(&b->arena);
    b->signs = NULL;
}

/* ---- Choosing */

/* Links of a menu or footer: nearly half of all blocks, and one in ten thousand of them is body.
 * Not worth their features. */
static bool is_menu(const struct dh_view *v, uint32_t i)
{
    const uint8_t *near = v->b->blocks[i].near;
    return v->facts[i].link > .9f &&
           (near[DH_NEAR_NAV] < DH_FAR || near[DH_SIGN_NAV] < DH_FAR ||
            near[DH_NEAR_FOOTER] < DH_FAR || near[DH_SIGN_FOOTER] < DH_FAR);
}

/* The score above which block i is body: pictures' captions, and texts below headlines that lead
 * elsewhere, need a better one. */
static float threshold(const struct dh_view *v, uint32_t i)
{
    if (dh_near_within(&v->b->blocks[i], DH_NEAR_FIGCAPTION, 3))
        return CAPTION_SCORE;
    return v->facts[i].teased ? TEASED_SCORE : KEEP_SCORE;
}

static void choose_by_model(struct work *w)
{
    float x[DH_FEATURES];
    for (uint32_t i = 0; i < w->v.b->n_blocks; i++) {
        struct dh_choice *c = &w->choice[i];
        if (is_menu(&w->v, i)) {
            c->score = MENU_SCORE;
            continue;
        }
        dh_features_of(&w->v, i, x);
        c->score = dh_forest_score(w->b->model, x);
        c->keep = c->score > threshold(&w->v, i);
    }
}

/* Blocks for which drop() holds go, when that leaves a body: at least `part` of the kept words. */
static void drop_unless_all(struct work *w, bool (*drop)(const struct dh_view *, uint32_t),
                            float part)
{
    const struct dh_blocks *b = w->v.b;
    float words = 0, all = 0;
    for (uint32_t i = 0; i < b->n_blocks; i++)
        if (w->choice[i].keep) {
            all += b->blocks[i].words;
            words += drop(&w->v, i) ? 0 : b->blocks[i].words;
        }
    if (words < BODY_WORDS_MIN || words < part * all)
        return;
    for (uint32_t i = 0; i < b->n_blocks; i++)
        if (w->choice[i].keep && drop(&w->v, i))
            w->choice[i].keep = false;
}

static bool in_comments(const struct dh_view *v, uint32_t i)
{
    return v->b->blocks[i].near[DH_SIGN_COMMENT_BOX] < DH_FAR;
}

/* Notices that embedded content waits for consent, or a sign-up box: the same long text several
 * times. */
static bool repeated_notice(const struct dh_view *v, uint32_t i)
{
    const struct dh_block *k = &v->b->blocks[i];
    const uint32_t cues = 1u << DH_CUE_CONSENT | 1u << DH_CUE_SIGNUP;
    return v->facts[i].copies >= 2 && k->words >= 8 && (k->cue_any & cues);
}

/* Pages hide menus, copies and lures; some hide the body until a script shows it. */
static bool is_hidden(const struct dh_view *v, uint32_t i)
{
    return v->b->blocks[i].is & DH_IS_HIDDEN;
}

static bool is_headline(const struct dh_view *v, uint32_t i)
{
    const struct dh_block *k = &v->b->blocks[i];
    return v->facts[i].title && (v->facts[i].heading || dh_near_within(k, DH_SIGN_TITLE, 1));
}

/* The author's name and a date in one line without a stop. */
static bool is_byline(const struct dh_view *v, uint32_t i)
{
    const struct dh_block *k = &v->b->blocks[i];
    return v->facts[i].author >= .3f && k->digits && k->words < BYLINE_WORDS &&
           !(k->is & DH_IS_SENTENCE_END);
}

/* Of a body that stands twice, the first copy stays. A copy is a long block, or one of several in
 * the same order; short lines may recur alone: labels, scores, refrains. */
static bool is_copy(const struct work *w, uint32_t i)
{
    const struct dh_view *v = &w->v;
    uint32_t n = v->b->n_blocks, first = (uint32_t)v->facts[i].first_copy;
    if (first == i || !w->choice[first].keep)
        return false;
    if (v->b->blocks[i].words >= COPY_WORDS)
        return true;
    bool run = (first > 0 && v->facts[i - 1].first_copy == (int32_t)first - 1) ||
               (i + 1 < n && v->facts[i + 1].first_copy == (int32_t)first + 1);
    return run && v->b->blocks[i].words >= COPY_WORDS_IN_RUN;
}

static void drop_copies(struct work *w)
{
    for (uint32_t i = 0; i < w->v.b->n_blocks; i++)
        if (w->choice[i].keep && is_copy(w, i))
            w->choice[i].keep = false;
}

/* Whether box e is one that text is made of, and its name says nothing else. */
static bool is_text_box(const struct dh_box *x)
{
    static const uint64_t other =
        1ull << DH_SIGN_SHARE | 1ull << DH_SIGN_RELATED | 1ull << DH_SIGN_PROMO |
        1ull << DH_SIGN_NEWSLETTER | 1ull << DH_SIGN_CAPTION | 1ull << DH_SIGN_CREDIT |
        1ull << DH_SIGN_TAGS | 1ull << DH_SIGN_NAV | 1ull << DH_SIGN_VIDEO | 1ull << DH_SIGN_TOOLS |
        1ull << DH_SIGN_BYLINE | 1ull << DH_SIGN_CONSENT | 1ull << DH_SIGN_MODAL |
        1ull << DH_SIGN_IMAGE | 1ull << DH_SIGN_GALLERY;
    static const bool text[GUMBO_TAG_LAST + 1] = {
        [GUMBO_TAG_P] = true,     [GUMBO_TAG_UL] = true,    [GUMBO_TAG_OL] = true,
        [GUMBO_TAG_LI] = true,    [GUMBO_TAG_DL] = true,    [GUMBO_TAG_DT] = true,
        [GUMBO_TAG_DD] = true,    [GUMBO_TAG_TABLE] = true, [GUMBO_TAG_TBODY] = true,
        [GUMBO_TAG_THEAD] = true, [GUMBO_TAG_TFOOT] = true, [GUMBO_TAG_TR] = true,
        [GUMBO_TAG_TD] = true,    [GUMBO_TAG_TH] = true,    [GUMBO_TAG_BLOCKQUOTE] = true,
        [GUMBO_TAG_H2] = true,    [GUMBO_TAG_H3] = true,    [GUMBO_TAG_H4] = true,
        [GUMBO_TAG_H5] = true,    [GUMBO_TAG_H6] = true,
    };
    return text[x->tag] && !x->hidden && !(x->signs & other);
}

/* The box whose flow of paragraphs, lists and tables block i is part of. */
static int32_t flow_of(const struct dh_view *v, uint32_t i)
{
    int32_t e = (int32_t)v->b->blocks[i].box;
    while (v->b->boxes[e].parent >= 0 && is_text_box(&v->b->boxes[e]))
        e = v->b->boxes[e].parent;
    return e;
}

/* Lists, tables and short lines between kept paragraphs of the same flow are part of the text,
 * unless clearly not. */
static void fill_gaps(struct work *w)
{
    const struct dh_view *v = &w->v;
    int64_t before = -1;
    for (uint32_t i = 0; i < v->b->n_blocks; i++) {
        if (!w->choice[i].keep)
            continue;
        if (before >= 0 && i - before > 1 && i - before <= GAP_MAX) {
            int32_t flow = flow_of(v, (uint32_t)before);
            bool same = flow == flow_of(v, i);
            for (uint32_t j = (uint32_t)before + 1; same && j < i; j++)
                if (v->b->blocks[j].n_tokens && flow_of(v, j) == flow &&
                    w->choice[j].score > (v->facts[j].link < GAP_LINK ? GAP_SCORE : GAP_LINK_SCORE))
                    w->choice[j].keep = true;
        }
        before = i;
    }
}

/* Whether kept text follows block i, with no more than pictures' captions and the like between. */
static bool leads_text(const struct work *w, uint32_t i)
{
    const struct dh_blocks *b = w->v.b;
    uint32_t end = i + 1 + CROSSHEAD_GAP < b->n_blocks ? i + 1 + CROSSHEAD_GAP : b->n_blocks;
    for (uint32_t j = i + 1; j < end; j++) {
        if (w->choice[j].keep)
            return j == i + 1 || b->blocks[j].words >= CROSSHEAD_TEXT;
        if (w->v.facts[j].heading)
            return false;
    }
    return false;
}

/* A heading before kept text, with kept text somewhere before it, is a crosshead. */
static void keep_crossheads(struct work *w)
{
    const struct dh_view *v = &w->v;
    bool any = false;
    for (uint32_t i = 0; i + 1 < v->b->n_blocks; i++) {
        const struct dh_block_facts *f = &v->facts[i];
        const struct dh_block *k = &v->b->blocks[i];
        any |= w->choice[i].keep;
        if (any && !w->choice[i].keep && f->heading && !f->title && !f->cue &&
            f->link < CROSSHEAD_LINK && k->n_tokens && w->choice[i].score > CROSSHEAD_SCORE &&
            !(k->is & DH_IS_HIDDEN) && !f->copies_before && leads_text(w, i))
            w->choice[i].keep = true;
    }
}

/* Boxes whose blocks belong together, a quoted post or a list: what most of its words say holds for
 * those that are in doubt. */
static void complete_boxes(struct work *w)
{
    const struct dh_blocks *b = w->v.b;
    for (uint32_t i = 0; i < b->n_boxes; i++) {
        const struct dh_box *x = &b->boxes[i];
        bool post = x->tag == GUMBO_TAG_BLOCKQUOTE;
        if (!post && x->tag != GUMBO_TAG_UL && x->tag != GUMBO_TAG_OL)
            continue;
        float kept = 0, all = 0;
        for (uint32_t j = x->first; j < x->end; j++) {
            all += b->blocks[j].words;
            kept += w->choice[j].keep ? b->blocks[j].words : 0;
        }
        for (uint32_t j = x->first; j < x->end && kept > BOX_PART * all; j++)
            if (b->blocks[j].n_tokens && w->choice[j].score > (post ? POST_SCORE : LIST_SCORE))
                w->choice[j].keep = true;
    }
}

/* ---- The right one of several articles */

/* A box of a repeated shape and what is kept in it. */
struct unit {
    float words;
    unsigned head;  /* tag of the heading it starts with; 0: none */
    unsigned title; /* tag of the heading in it that agrees with the page's title; 0: none */
    bool stamped;   /* holds a date or byline */
};

static struct unit weigh_unit(const struct work *w, const struct dh_box *x)
{
    const struct dh_blocks *b = w->v.b;
    struct unit u = { .stamped = w->v.sums[x->end].stamps > w->v.sums[x->first].stamps };
    for (uint32_t i = x->first; i < x->end; i++) {
        const struct dh_block_facts *f = &w->v.facts[i];
        unsigned tag = b->boxes[b->blocks[i].box].tag;
        if (f->heading && f->title && !u.title)
            u.title = tag;
        if (f->heading && !u.head && u.words < HEAD_WORDS)
            u.head = tag;
        u.words += w->choice[i].keep ? b->blocks[i].words : 0;
    }
    return u;
}

/* The first box of a repeated shape that carries the page's title and a body; -1: none. */
static int32_t own_unit(const struct work *w, struct unit *own)
{
    for (uint32_t i = 0; i < w->v.b->n_boxes; i++) {
        if (w->v.unit[i] != (int32_t)i)
            continue;
        *own = weigh_unit(w, &w->v.b->boxes[i]);
        if (own->title && own->words >= ARTICLE_WORDS_MIN)
            return (int32_t)i;
    }
    return -1;
}

/* A page that goes on with other stories (infinite scroll) wraps each in a box of the same shape
 * with a headline of its own. Where one of these carries the page's title and a body, the text of
 * the others goes. Sections, products and questions, whose boxes look the same too, have the title
 * outside of them, or lower headings and no dates. */
static void drop_other_articles(struct work *w)
{
    const struct dh_view *v = &w->v;
    struct unit own;
    int32_t at = own_unit(w, &own);
    const struct dh_box *o = at < 0 ? NULL : &v->b->boxes[at];
    for (uint32_t i = 0; at >= 0 && i < v->b->n_boxes; i++) {
        const struct dh_box *x = &v->b->boxes[i];
        if (v->unit[i] != (int32_t)i || v->repeat[i] != v->repeat[at] ||
            (x->first < o->end && o->first < x->end))
            continue;
        struct unit u = weigh_unit(w, x);
        bool other = u.head == own.title && !u.title && (u.head == GUMBO_TAG_H1 || u.stamped);
        for (uint32_t j = x->first; j < x->end && other; j++)
            w->choice[j].keep = false;
    }
}

static float kept_words(const struct work *w, uint32_t first, uint32_t end)
{
    float words = 0;
    for (uint32_t i = first; i < end; i++)
        words += w->choice[i].keep ? w->v.b->blocks[i].words : 0;
    return words;
}

/* Whether a date or byline stands by headline i. */
static bool is_stamped(const struct dh_view *v, uint32_t i)
{
    uint32_t end = i + STAMP_NEAR < v->b->n_blocks ? i + STAMP_NEAR : v->b->n_blocks;
    return v->sums[end].stamps > v->sums[i > 2 ? i - 2 : 0].stamps;
}

/* The same where the boxes differ: below the page's own headline comes another of its rank, with a
 * date as that one has, in a box that does not hold the first and has a body of its own. */
static void drop_later_articles(struct work *w)
{
    const struct dh_blocks *b = w->v.b;
    int32_t own = -1;
    unsigned rank = 0, looks = 0;
    for (uint32_t i = 0; i < b->n_blocks && looks < LATER_ARTICLES_MAX; i++) {
        const struct dh_block_facts *f = &w->v.facts[i];
        unsigned tag = b->boxes[b->blocks[i].box].tag;
        if (own < 0 && f->heading && f->title && is_stamped(&w->v, i)) {
            own = (int32_t)i;
            rank = tag;
        }
        if (own < 0 || tag != rank || f->title || f->link > .7f || !is_stamped(&w->v, i))
            continue;
        int32_t e = (int32_t)b->blocks[i].box;
        while (b->boxes[e].parent >= 0 && b->boxes[b->boxes[e].parent].first > (uint32_t)own)
            e = b->boxes[e].parent;
        const struct dh_box *x = &b->boxes[e];
        looks++; /* each costs a walk over the blocks */
        if (kept_words(w, (uint32_t)own, x->first) < ARTICLE_WORDS_MIN ||
            kept_words(w, i, x->end) < ARTICLE_WORDS_MIN)
            continue;
        for (uint32_t j = i; j < x->end; j++)
            w->choice[j].keep = false;
    }
}

/* Posts of other services set into the text. */
static bool is_embed(const struct dh_view *v, uint32_t i)
{
    return v->b->blocks[i].near[DH_SIGN_EMBED] <= 3;
}

/* The standfirst stands before the text: by its box's name, or since the description repeats it. */
static void drop_standfirst(struct work *w)
{
    const struct dh_view *v = &w->v;
    float words = 0;
    for (uint32_t i = 0; i < v->b->n_blocks && words < STANDFIRST_WORDS_MAX; i++) {
        const struct dh_block *k = &v->b->blocks[i];
        if (!w->choice[i].keep)
            continue;
        bool lead = dh_near_within(k, DH_SIGN_LEAD, 2) || k->leading >> DH_SIGN_LEAD & 1;
        if (!lead && !(v->facts[i].heading && v->facts[i].description > .8f))
            return;
        w->choice[i].keep = false;
        words += k->words;
    }
}

/* A date, with a name or a time, and no sentence. */
static bool is_stamp_line(const struct dh_view *v, uint32_t i)
{
    const struct dh_block *k = &v->b->blocks[i];
    bool date = k->cue_any & 1u << DH_CUE_DATE || k->is & DH_IS_TIME || k->digits >= DATE_DIGITS;
    return date && k->words <= STAMP_WORDS && (float)k->digits > STAMP_PART * (float)k->chars &&
           !(k->is & (DH_IS_SENTENCE_END | DH_IS_QUOTE_END));
}

/* At the head of the text stands the headline, if it has no tag of its own, and below a headline a
 * line with the date. */
static void drop_head(struct work *w)
{
    const struct dh_view *v = &w->v;
    bool headline = false;
    for (uint32_t i = 0; i < v->b->n_blocks; i++) {
        const struct dh_block *k = &v->b->blocks[i];
        bool title = v->facts[i].title && !(k->is & DH_IS_SENTENCE_END);
        if (w->choice[i].keep) {
            if (!title && !(headline && is_stamp_line(v, i)))
                return;
            w->choice[i].keep = false;
        }
        headline |= title;
    }
}

/* What holds whatever the extractor says. */
static void refine(struct work *w)
{
    drop_unless_all(w, in_comments, 0);
    drop_unless_all(w, repeated_notice, 0);
    drop_unless_all(w, is_headline, 0);
    drop_unless_all(w, is_byline, 0);
    drop_unless_all(w, is_hidden, .5f);
    drop_head(w);
    drop_other_articles(w);
    drop_later_articles(w);
    if (!w->o->keep_embeds)
        drop_unless_all(w, is_embed, 0);
    if (!w->o->keep_standfirst)
        drop_standfirst(w);
    fill_gaps(w);
    complete_boxes(w);
    keep_crossheads(w);
    drop_copies(w);
}

static void weigh(struct work *w)
{
    const struct dh_blocks *b = w->v.b;
    w->kept_words = w->kept_odds = 0;
    for (uint32_t i = 0; i < b->n_blocks; i++)
        if (w->choice[i].keep) {
            w->kept_words += b->blocks[i].words;
            w->kept_odds += b->blocks[i].words / (1 + expf(-w->choice[i].score));
        }
}

/* ---- From blocks to the page */

/* The smallest box that holds all kept blocks; -1: nothing is kept. */
static int32_t common_box(const struct work *w)
{
    const struct dh_blocks *b = w->v.b;
    uint32_t first = 0, last = b->n_blocks;
    while (first < b->n_blocks && !w->choice[first].keep)
        first++;
    if (first == b->n_blocks)
        return -1;
    while (!w->choice[last - 1].keep)
        last--;
    int32_t e = (int32_t)b->blocks[first].box;
    while (b->boxes[e].parent >= 0 && (b->boxes[e].end < last || b->boxes[e].first > first))
        e = b->boxes[e].parent;
    return e;
}

static bool visible(const struct work *w, uint32_t i)
{
    return !(w->v.b->blocks[i].is & DH_IS_HIDDEN) || w->choice[i].keep;
}

/* The texts of the visible blocks of [first, end) outside [from, to), one a line. */
static enum dh_err join(const struct work *w, uint32_t first, uint32_t end, uint32_t from,
                        uint32_t to, struct dh_str *out)
{
    const struct dh_blocks *b = w->v.b;
    size_t n = 0;
    for (uint32_t i = first; i < end; i++)
        n += visible(w, i) && (i < from || i >= to) ? b->blocks[i].n + 1u : 0;
    char *p = dh_arena_alloc(&w->page->arena, n + 1);
    if (!p)
        return DH_ELIMIT;
    *out = (struct dh_str){ p, n ? n - 1 : 0 };
    for (uint32_t i = first; i < end; i++) {
        if (!visible(w, i) || (i >= from && i < to))
            continue;
        memcpy(p, b->text.p + b->blocks[i].at, b->blocks[i].n + 1u);
        p += b->blocks[i].n + 1u;
    }
    return DH_OK;
}

static uint16_t permille(uint32_t part, uint32_t n)
{
    uint64_t x = n ? (uint64_t)part * 1000 / n : 0;
    return (uint16_t)(x < 1000 ? x : 1000);
}

static enum dh_err add_fragments(struct work *w, uint32_t first, uint32_t end)
{
    struct dh_page *page = w->page;
    uint32_t at = 0, shown = 0;
    for (uint32_t i = first; i < end; i++)
        shown += visible(w, i);
    enum dh_err e = dh_page_expect(page, shown);
    for (uint32_t i = first; !e && i < end; i++) {
        const struct dh_block *k = &w->v.b->blocks[i];
        if (!visible(w, i))
            continue;
        enum dh_role role = dh_block_role(w->v.b, i);
        e = dh_page_add_fragment(page, at, k->n, role);
        if (e)
            return e;
        struct dh_fragment *f = &page->fragments[page->n_fragments - 1];
        f->link_permille = permille(k->link, k->n);
        f->bold_permille = role == DH_ROLE_HEADING ? 1000 : permille(k->bold, k->n);
        if (!w->choice[i].keep) {
            struct dh_kind_rule r = dh_block_kind(&w->v, i);
            dh_page_strike(page, page->n_fragments - 1, r.kind, dh_str_c(r.rule));
        }
        at += k->n + 1;
    }
    return e;
}

static enum dh_err fill_page(struct work *w, int32_t box)
{
    const struct dh_blocks *b = w->v.b;
    uint32_t first = box < 0 ? 0 : b->boxes[box].first, end = box < 0 ? 0 : b->boxes[box].end;
    struct dh_str outside;
    enum dh_err e = join(w, 0, b->n_blocks, first, end, &outside);
    if (e)
        return e;
    w->page->outside = (uint32_t)outside.n;
    if (w->o->outside)
        w->page->outside_text = outside;
    if (box < 0)
        return DH_OK;
    e = join(w, first, end, 0, 0, &w->page->input);
    return e ? e : add_fragments(w, first, end);
}

/* ---- Bodies that stand in a script only */

/* Lines of text, trimmed, empty ones left out. */
static enum dh_err one_a_line(struct dh_page *page, struct dh_str text, struct dh_str *out)
{
    char *p = dh_arena_alloc(&page->arena, text.n + 1);
    struct dh_str line;
    size_t n = 0;
    if (!p)
        return DH_ELIMIT;
    while (dh_str_split(&text, '\n', &line)) {
        line = dh_str_trim(line);
        if (line.n == 0)
            continue;
        if (n)
            p[n++] = '\n';
        memcpy(p + n, line.p, line.n);
        n += line.n;
    }
    *out = (struct dh_str){ p, n };
    return DH_OK;
}

static enum dh_err read_script_body(struct work *w, struct dh_tree_builder *builder,
                                    const struct dh_meta_body *body, struct dh_detail *d)
{
    struct dh_page *page = w->page;
    enum dh_err e;
    if (body->html) {
        struct dh_tree t;
        e = dh_tree_build(builder, body->text, &t, d);
        if (e == DH_OK)
            e = dh_blocks_read(&w->b->blocks, &t, w->b->signs);
        if (e)
            return e;
        size_t n = w->b->blocks.text.n;
        if (!dh_arena_copy(&page->arena, (struct dh_str){ w->b->blocks.text.p, n ? n - 1 : 0 },
                           &page->input))
            return DH_ELIMIT;
    } else if ((e = one_a_line(page, body->text, &page->input)))
        return e;
    struct dh_str rest = page->input, line;
    page->n_fragments = 0;
    while (dh_str_split(&rest, '\n', &line)) {
        line = dh_str_trim(line);
        if (line.n == 0)
            continue;
        e = dh_page_add_fragment(page, (uint32_t)(line.p - page->input.p), (uint32_t)line.n,
                                 DH_ROLE_PARAGRAPH);
        if (e)
            return e;
    }
    page->confidence = .9;
    return dh_page_set(page, DH_FIELD_SOURCE, body->source);
}

/* The body in a script that should be taken instead of what the tree holds; NULL: none. */
static const struct dh_meta_body *better_script(const struct work *w)
{
    const struct dh_meta *m = w->v.meta;
    const struct dh_meta_body *best = &m->body[0];
    if (m->body[1].text.n > best->text.n)
        best = &m->body[1];
    if (best->text.n == 0 || w->v.json_length < SCRIPT_WORDS_MIN)
        return NULL;
    /* Blocks that stand in it are there: the tree has it. */
    return w->kept_words < .3f * (float)w->v.json_length && w->v.json_covered < .3f ? best : NULL;
}

/* Reads the tree into blocks and chooses: everything up to what the page shall hold. */
static enum dh_err choose(struct work *w, const struct dh_tree *t, const struct dh_meta *meta)
{
    struct dh_body *b = w->b;
    const struct dh_page *page = w->page;
    struct dh_str url = page->field[DH_FIELD_CANONICAL];
    if (url.n == 0)
        url = page->field[DH_FIELD_URL].n ? page->field[DH_FIELD_URL] : w->o->url;
    dh_arena_reset(&b->arena);
    enum dh_err e = dh_blocks_read(&b->blocks, t, b->signs);
    if (e == DH_OK)
        e = dh_view_read(&w->v, &b->blocks, meta, url, page->field[DH_FIELD_AUTHOR], &b->arena);
    if (e)
        return e;
    w->choice = dh_arena_zeroed(&b->arena, b->blocks.n_blocks + 1u, sizeof *w->choice);
    if (!w->choice)
        return DH_ELIMIT;
    if (b->blocks.n_blocks) {
        if (w->o->extractor == DH_EXTRACTOR_MODEL && b->model->n_trees)
            choose_by_model(w);
        else
            dh_rules_choose(&w->v, w->choice);
        refine(w);
    }
    weigh(w);
    return DH_OK;
}

enum dh_err dh_body_read(struct dh_body *b, struct dh_tree_builder *builder,
                         const struct dh_tree *t, const struct dh_meta *meta,
                         const struct dh_html_options *o, struct dh_page *page, struct dh_detail *d)
{
    struct work w = { .b = b, .o = o, .page = page };
    b->blocks.noscript = false;
    enum dh_err e = choose(&w, t, meta);
    const struct dh_meta_body *script = e ? NULL : better_script(&w);
    if (e == DH_OK && !script && w.kept_words < BODY_WORDS_MIN) {
        b->blocks.noscript = true; /* an element left open in noscript swallows the page */
        e = choose(&w, t, meta);
    }
    if (e == DH_OK && b->seen && !b->seen(b->seen_self, &w.v))
        e = DH_EIO;
    if (e)
        return dh_fail(d, e, 0,
                       e == DH_ELIMIT ? "more blocks or words than a page may have"
                                      : "no memory for the page's blocks");
    if (script)
        e = read_script_body(&w, builder, script, d);
    else {
        bool none =
            w.kept_words < BODY_WORDS_MIN || !dh_body_is_article(&w.v, &b->blocks, w.choice);
        page->confidence = none ? 0 : w.kept_odds / w.kept_words;
        e = fill_page(&w, none ? -1 : common_box(&w));
        if (e == DH_OK && !none)
            e = dh_page_set(page, DH_FIELD_SOURCE, DH_STR("tree"));
    }
    return e ? dh_fail(d, e, 0, "no memory for the page's fragments") : DH_OK;
}
