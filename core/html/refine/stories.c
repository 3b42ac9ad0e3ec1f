/* SPDX-License-Identifier: MIT */
/* The right one of several articles on a page. */
#include "html/refine/refine.h"

enum {
    ARTICLE_WORDS_MIN = 40,
    LISTED_MIN = 3,
    LATER_ARTICLES_MAX = 64,
    HEAD_WORDS = 30,
    STAMP_NEAR = 8,
    LABEL_WORDS = 4,
    COMMENTS_WORDS = 3 /* "Show 12 comments" */
};
static const float SLUG_PART = .7f;

struct work {
    const struct dh_overview *v;
    struct dh_choice *choice;
};

/* A box of a repeated shape and what is kept in it. */
struct unit {
    struct dh_subject subject; /* head: of the heading it starts with, or the page's title in it */
    float words;
    unsigned head;  /* tag of the heading it starts with; 0: none */
    unsigned title; /* tag of the heading in it that agrees with the page's title; 0: none */
    bool stamped;   /* holds a date or byline */
    bool first;     /* the heading it starts with is the first of its text */
    bool own_name;  /* it is an article element, or says who wrote it: no part of a story */
    bool linked;    /* a link elsewhere on the page says what the heading does */
};

bool dh_names_story(const struct dh_overview *v, uint32_t i)
{
    const struct dh_block_facts *f = &v->facts[i];
    return f->title || (f->heading && v->n_titles == 0 && f->slug > SLUG_PART);
}

static bool is_own(const struct dh_overview *v, uint32_t i)
{
    return v->facts[i].heading && dh_names_story(v, i);
}

/* A few words with a date that are no sentence: "Ann Lee, 4 March 2024", "2024-03-04". */
static bool is_dated(const struct dh_block *k)
{
    enum { WORDS = 12, DIGITS = 8 };
    bool date = (k->cue_any | k->cue_start) & 1u << DH_CUE_DATE || k->digits >= DIGITS;
    return k->words < WORDS && k->digits && date && !(k->is & DH_IS_SENTENCE_END);
}

/* Whether block i says who wrote what it stands in: by its name, or since there are words about the
 * date that begin as names do ("Ann Lee, 4 March 2024"; "Tuesday, 4 March 2024" tells when). */
static bool is_signed(const struct dh_overview *v, uint32_t i)
{
    enum { CAPITALS = 3 };
    const struct dh_block *k = &v->b->blocks[i];
    return !v->facts[i].heading &&
           (dh_near_within(k, DH_SIGN_BYLINE, 1) || (is_dated(k) && k->capitals >= CAPITALS));
}

/* Whether box i is one of a repeated shape with an article's worth of text; article elements need
 * no class to have a shape. */
static bool is_unit(const struct dh_overview *v, uint32_t i)
{
    return v->unit[i] == (int32_t)i ||
           (v->b->boxes[i].tag == GUMBO_TAG_ARTICLE && v->repeat_n[v->repeat[i]] >= 2);
}

/* Whether a link outside of heading i has its words: of a story that it leads to. */
static bool is_linked(const struct dh_overview *v, uint32_t i)
{
    enum { WORDS_MIN = 4 };
    const struct dh_block_facts *f = &v->facts[i];
    return v->b->blocks[i].words >= WORDS_MIN && !dh_is_link(f) && f->linked;
}

static struct unit weigh_unit(const struct work *w, const struct dh_box *x)
{
    const struct dh_blocks *b = w->v->b;
    struct unit u = { .subject = { x->first, x->first, x->end },
                      .stamped = w->v->sums[x->end].stamps > w->v->sums[x->first].stamps,
                      .own_name = x->tag == GUMBO_TAG_ARTICLE };
    for (uint32_t i = x->first; i < x->end; i++) {
        const struct dh_block_facts *f = &w->v->facts[i];
        if (is_own(w->v, i) && !u.title)
            u.title = f->heading;
        if (f->heading && !u.head && u.words < HEAD_WORDS) {
            u.head = f->heading;
            u.subject.head = i;
            u.first = u.words == 0;
            u.linked = is_linked(w->v, i);
        }
        u.stamped |= !f->heading && is_dated(&b->blocks[i]); /* chronicles head parts by dates */
        u.own_name |= is_signed(w->v, i);
        u.words += w->choice[i].keep ? b->blocks[i].words : 0;
    }
    return u;
}

/* The first box of a repeated shape that carries the page's title and a body; -1: none. */
static int32_t own_unit(const struct work *w, struct unit *own)
{
    for (uint32_t i = 0; i < w->v->b->n_boxes; i++) {
        if (!is_unit(w->v, i))
            continue;
        *own = weigh_unit(w, &w->v->b->boxes[i]);
        if (own->title && own->words >= ARTICLE_WORDS_MIN)
            return (int32_t)i;
    }
    return -1;
}

/* Whether unit u is a story beside the page's own: it starts with a heading of the same rank; or
 * with the next lower one, which pages give to stories that they load below the first, where both
 * start with nothing else and are dated, or their words differ. Of a part of one story only the day
 * is told. */
static bool is_other_story(const struct work *w, const struct unit *own, const struct unit *u)
{
    if (u->title)
        return false;
    if (u->head == own->title)
        return u->head == GUMBO_TAG_H1 || u->stamped;
    return own->title == GUMBO_TAG_H1 && u->head == GUMBO_TAG_H2 && own->head == GUMBO_TAG_H1 &&
           own->first && u->first &&
           (u->linked || (own->stamped && u->stamped && u->own_name) ||
            dh_are_other_subjects(w->v, w->choice, &own->subject, &u->subject));
}

/* A page that goes on with other stories (infinite scroll) wraps each in a box of the same shape
 * with a headline of its own. Where one of these carries the page's title and a body, the text of
 * the others goes. Sections, products and questions, whose boxes look the same too, have the title
 * outside of them, or lower headings and no dates. */
static void drop_repeated_articles(struct work *w)
{
    const struct dh_overview *v = w->v;
    struct unit own;
    int32_t at = own_unit(w, &own);
    const struct dh_box *o = at < 0 ? NULL : &v->b->boxes[at];
    for (uint32_t i = 0; at >= 0 && i < v->b->n_boxes; i++) {
        const struct dh_box *x = &v->b->boxes[i];
        if (!is_unit(v, i) || v->repeat[i] != v->repeat[at] ||
            (x->first < o->end && o->first < x->end))
            continue;
        struct unit u = weigh_unit(w, x);
        bool other = is_other_story(w, &own, &u);
        for (uint32_t j = x->first; j < x->end && other; j++)
            w->choice[j].keep = false;
    }
}

/* Whether a date stands right below an h1, by its words. */
static bool is_dated_below(const struct dh_overview *v, uint32_t i)
{
    enum { BELOW = 2 };
    bool dated = false;
    for (uint32_t j = i + 1; j < v->b->n_blocks && j <= i + BELOW; j++)
        dated |= is_dated(&v->b->blocks[j]);
    return dated && v->facts[i].heading == GUMBO_TAG_H1;
}

/* Whether a date or byline stands by headline i: by its element or the name of its box, or, right
 * below an h1, by its words. */
static bool is_stamped(const struct dh_overview *v, uint32_t i)
{
    uint32_t n = v->b->n_blocks, end = i + STAMP_NEAR < n ? i + STAMP_NEAR : n;
    return is_dated_below(v, i) || v->sums[end].stamps > v->sums[i > 2 ? i - 2 : 0].stamps;
}

/* Whether the first kept block below block i is text of box `flow`. *next: where it is looked for,
 * then where it was found: who asks block after block, and drops some, walks the page once. */
static bool goes_on_in(const struct work *w, uint32_t i, uint32_t *next, int32_t flow)
{
    const struct dh_blocks *b = w->v->b;
    uint32_t at = *next > i ? *next : i + 1;
    while (at < b->n_blocks && !w->choice[at].keep)
        at++;
    *next = at;
    return at < b->n_blocks && b->boxes[b->blocks[at].box].parent == flow;
}

/* Whether the text in box x, which begins with headline i, tells of something else than the page's
 * own above it. */
static bool is_apart(const struct work *w, uint32_t own, uint32_t i, const struct dh_box *x)
{
    struct dh_subject first = { own, own + 1, x->first }, other = { i, i + 1, x->end };
    return dh_are_other_subjects(w->v, w->choice, &first, &other);
}

/* The same where the boxes differ: below the page's own headline comes another of its rank, with a
 * date as that one has, in a box that does not hold the first and has a body of its own. Where the
 * text above goes on below it, it is a crosshead. An h1 with a date right below needs no date by
 * the first, and none where it tells of something else. */
static void drop_later_articles(struct work *w)
{
    const struct dh_blocks *b = w->v->b;
    int32_t own = -1, flow = -1;      /* flow: what the last kept block above stands in */
    const struct dh_box *gone = NULL; /* the last that went */
    unsigned rank = 0, looks = 0;
    uint32_t next = 0;
    bool dated = false; /* the page's own headline */
    for (uint32_t i = 0; i < b->n_blocks && looks < LATER_ARTICLES_MAX; i++) {
        const struct dh_block_facts *f = &w->v->facts[i];
        if (w->choice[i].keep && !f->heading)
            flow = b->boxes[b->blocks[i].box].parent;
        if (own < 0 && is_own(w->v, i) &&
            ((dated = is_stamped(w->v, i)) || f->heading == GUMBO_TAG_H1)) {
            own = (int32_t)i;
            rank = f->heading;
        }
        bool told = dated ? is_stamped(w->v, i) : is_dated_below(w->v, i);
        if (own < 0 || f->heading != rank || is_own(w->v, i) || dh_is_link(f) ||
            !(told || rank == GUMBO_TAG_H1))
            continue;
        int32_t e = (int32_t)b->blocks[i].box;
        while (b->boxes[e].parent >= 0 && b->boxes[b->boxes[e].parent].first > (uint32_t)own)
            e = b->boxes[e].parent;
        const struct dh_box *x = &b->boxes[e];
        looks++; /* each costs a walk over the blocks */
        told |= gone && gone->parent == x->parent && gone->shape == x->shape;
        if (goes_on_in(w, i, &next, flow) ||
            dh_kept_words(w->v, w->choice, (uint32_t)own, x->first) < ARTICLE_WORDS_MIN ||
            dh_kept_words(w->v, w->choice, i, x->end) < ARTICLE_WORDS_MIN ||
            !(told || is_apart(w, (uint32_t)own, i, x)))
            continue;
        gone = x;
        for (uint32_t j = i; j < x->end; j++)
            w->choice[j].keep = false;
    }
}

/* Whether article x holds several others, as a list of stories does, and neither the page's title
 * nor a live blog's posts. */
static bool lists_articles(const struct work *w, uint32_t box)
{
    const struct dh_blocks *b = w->v->b;
    const struct dh_box *x = &b->boxes[box];
    uint32_t n = 0;
    for (uint32_t i = x->first; i < x->end; i++)
        if (w->v->facts[i].title || b->blocks[i].near[DH_SIGN_LIVE] < DH_FAR)
            return false;
    for (uint32_t i = box + 1; i < b->n_boxes && b->boxes[i].first < x->end; i++)
        n += b->boxes[i].tag == GUMBO_TAG_ARTICLE &&
             w->v->article[b->boxes[i].parent] == (int32_t)box;
    return n >= LISTED_MIN;
}

/* Below a body, an article element made of other articles is a list of other stories, however much
 * it tells of each. */
static void drop_lists_of_articles(struct work *w)
{
    const struct dh_blocks *b = w->v->b;
    float before = 0; /* kept words above block `at` */
    uint32_t at = 0;
    for (uint32_t i = 0; i < b->n_boxes; i++) {
        const struct dh_box *x = &b->boxes[i];
        if (x->tag != GUMBO_TAG_ARTICLE || (x->parent >= 0 && w->v->article[x->parent] >= 0))
            continue;
        before += dh_kept_words(w->v, w->choice, at, x->first);
        at = x->first;
        if (before >= ARTICLE_WORDS_MIN && lists_articles(w, i))
            for (uint32_t j = x->first; j < x->end; j++)
                w->choice[j].keep = false;
    }
}

enum others { NONE, COMMENTS, STORIES };

/* "Re: Line closure in May": the page's title again, over an answer on a board. */
static bool is_over_answer(const struct dh_overview *v, uint32_t i)
{
    static const char *const marks[] = { "re: ", "aw: ", "antw: ", "sv: " };
    for (size_t m = 0; v->facts[i].title && m < DH_LEN(marks); m++)
        if (dh_str_starts_nocase(dh_block_text(v->b, i), dh_str_c(marks[m])))
            return true;
    return false;
}

/* "3 thoughts on “Line closure in May”": words and the page's title in quotation marks, with a
 * dated line below: over comments. */
static bool counts_answers(const struct dh_overview *v, uint32_t i)
{
    enum { NEAR = 6, WORDS = 12, DIGITS = 6 };
    static const float WHOLE = .95f;
    const struct dh_block *k = &v->b->blocks[i];
    bool below = false;
    if (!v->facts[i].heading || v->facts[i].title_of < WHOLE || !(k->is & DH_IS_QUOTE_END) ||
        k->is & DH_IS_QUOTE_START)
        return false;
    for (uint32_t j = i + 1; j < v->b->n_blocks && j <= i + NEAR && !below; j++)
        below = v->b->blocks[j].digits >= DIGITS && v->b->blocks[j].words < WORDS;
    return below;
}

/* What heading i says that follows: "2 comments", "You may also like...", "Re: ...". */
static enum others others_below(const struct dh_overview *v, uint32_t i)
{
    const struct dh_block *k = &v->b->blocks[i];
    bool sentence = k->is & DH_IS_SENTENCE_END && !(k->is & DH_IS_ELLIPSIS_END);
    if (v->facts[i].heading && is_over_answer(v, i))
        return COMMENTS;
    if (!v->facts[i].heading || v->facts[i].title || k->words > LABEL_WORDS || sentence)
        return NONE;
    if (k->cue_any & 1u << DH_CUE_COMMENT) /* "What the comments said" may be a crosshead */
        return k->words <= COMMENTS_WORDS ? COMMENTS : STORIES;
    bool related =
        (k->cue_any | k->cue_start) & 1u << DH_CUE_RELATED || dh_near_within(k, DH_SIGN_RELATED, 1);
    return related ? STORIES : NONE;
}

/* "Comments from the quay", no "Comments" and no "2 comments". */
static bool may_be_crosshead(const struct dh_overview *v, uint32_t i)
{
    const struct dh_block *k = &v->b->blocks[i];
    return (k->cue_any & 1u << DH_CUE_COMMENT) && k->words > 1 && !k->digits;
}

/* Drops what such a heading stands above, up to the end of its box or the next heading of its rank,
 * and answers where that is. Other stories stand in boxes of their own: text in box `flow` is this
 * one's, which goes on. */
static uint32_t drop_below(struct work *w, uint32_t i, enum others others, int32_t flow)
{
    const struct dh_blocks *b = w->v->b;
    unsigned rank = w->v->facts[i].heading;
    const struct dh_box *x = &b->boxes[b->blocks[i].box];
    while (x->end == i + 1 && x->parent >= 0)
        x = &b->boxes[x->parent];
    for (i++; i < x->end; i++) {
        const struct dh_box *own = &b->boxes[b->blocks[i].box];
        unsigned tag = w->v->facts[i].heading;
        if (tag && tag <= rank)
            break;
        if (others == COMMENTS || own->parent != flow)
            w->choice[i].keep = false;
    }
    return i;
}

static void drop_below_labels(struct work *w)
{
    const struct dh_blocks *b = w->v->b;
    float words = 0;
    int32_t flow = -1;
    uint32_t next = 0;
    for (uint32_t i = 0; i < b->n_blocks;) {
        enum others others = counts_answers(w->v, i) ? COMMENTS
                             : w->choice[i].keep     ? NONE
                                                     : others_below(w->v, i);
        if (others == COMMENTS && may_be_crosshead(w->v, i) && goes_on_in(w, i, &next, flow))
            others = STORIES;
        if (others != NONE && words >= ARTICLE_WORDS_MIN) {
            w->choice[i].keep = false;
            i = drop_below(w, i, others, flow);
            continue;
        }
        if (w->choice[i].keep) {
            words += b->blocks[i].words;
            flow = b->boxes[b->blocks[i].box].parent;
        }
        i++;
    }
}

void dh_drop_other_articles(const struct dh_overview *v, struct dh_choice *choice)
{
    struct work w = { v, choice };
    drop_lists_of_articles(&w);
    drop_repeated_articles(&w);
    drop_later_articles(&w);
    dh_drop_stories_in_flow(v, choice);
    dh_drop_remarks(v, choice);
    drop_below_labels(&w);
}
