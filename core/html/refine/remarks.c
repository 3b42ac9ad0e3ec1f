/* SPDX-License-Identifier: MIT */
/* What readers wrote below a story: boxes of one shape, each with who and when in its first line,
 * and text. They are told by a label above them ("12 comments"), by a number there that counts them
 * ("5 replies", in whatever words), or by what a template puts below each ("Reply"). */
#include "html/block/wordhash.h"
#include "html/refine/refine.h"

enum { STORY_WORDS = 40, LOOKS_MAX = 64, LABEL_WORDS = 4, RUN_MIN = 2 };

struct work {
    const struct dh_overview *v;
    struct dh_choice *choice;
};

/* Boxes of one shape, one behind the other, of which `box` is the first: n, blocks [first, end). */
struct run {
    int32_t box;
    uint32_t first, end, n;
    uint32_t others; /* first lines whose letters are not those of the one before */
    bool dated;      /* each first line tells who and when */
    bool alike;      /* each ends in a link of few words */
};

/* "Ann: I walked past it every day." */
static bool is_named_remark(const struct dh_overview *v, uint32_t i)
{
    enum { NAME_WORDS = 3, NAME_BYTES = 100 };
    const struct dh_block *k = &v->b->blocks[i];
    struct dh_str s = dh_str_sub(dh_block_text(v->b, i), 0, NAME_BYTES);
    size_t mark = dh_str_find(s, DH_STR(": ")), blanks = 0;
    for (size_t at = 0; at < mark; at++)
        blanks += s.p[at] == ' ';
    return mark > 0 && mark < s.n && blanks < NAME_WORDS && k->bold > 0 && k->bold < k->n;
}

/* Words that a reader wrote, with the name below them: <blockquote>...<cite>Ann</cite>. */
static bool is_cited_remark(const struct dh_overview *v, const struct dh_box *x)
{
    enum { NAME_WORDS = 4 };
    const struct dh_block *last = &v->b->blocks[x->end - 1];
    return x->tag == GUMBO_TAG_BLOCKQUOTE && x->end - x->first >= 2 && last->words <= NAME_WORDS &&
           !(last->is & (DH_IS_SENTENCE_END | DH_IS_QUOTE_END));
}

/* Who and when: figures behind a name. */
static bool is_who_and_when(const struct dh_overview *v, uint32_t i)
{
    const struct dh_block *k = &v->b->blocks[i];
    return k->digits && k->letters && !(k->is & DH_IS_DIGIT_START);
}

/* Whether box x is what a reader wrote: a line of a few words, who or when, and text, or both in
 * one; no heading. */
static bool is_remark(const struct work *w, const struct dh_box *x)
{
    enum { WHO_WORDS = 8, TEXT_WORDS = 3 };
    static const float LINK_MAX = .3f;
    const struct dh_block *who = &w->v->b->blocks[x->first];
    float words = 0;
    if (x->end - x->first == 1)
        return is_named_remark(w->v, x->first);
    if (is_cited_remark(w->v, x))
        return true;
    for (uint32_t i = x->first; i < x->end; i++) {
        if (w->v->facts[i].heading || w->v->facts[i].title)
            return false;
        words += i > x->first && w->v->facts[i].link < LINK_MAX ? w->v->b->blocks[i].words : 0;
    }
    return who->words <= WHO_WORDS && !(who->is & (DH_IS_SENTENCE_END | DH_IS_COLON_END)) &&
           (words >= TEXT_WORDS || is_who_and_when(w->v, x->first));
}

/* A line of who and when with a whole date, or in words of dates. */
static bool is_stamp(const struct dh_overview *v, uint32_t i)
{
    enum { WHO_WORDS = 8, DIGITS = 6 };
    const struct dh_block *k = &v->b->blocks[i];
    return k->words <= WHO_WORDS && !v->facts[i].heading &&
           (k->digits >= DIGITS || k->is & DH_IS_TIME || k->cue_any & 1u << DH_CUE_DATE) &&
           is_who_and_when(v, i);
}

/* A hash of what a line has besides figures, blanks and signs. */
static uint32_t letters_of(const struct dh_overview *v, uint32_t i)
{
    struct dh_str text = dh_block_text(v->b, i);
    struct dh_wordhash word = { 0 };
    for (size_t at = 0; at < text.n; at++)
        if (dh_is_alpha((unsigned char)text.p[at]) || (unsigned char)text.p[at] >= 0x80)
            dh_wordhash_byte(&word, text.p[at]);
    return dh_wordhash_end(&word);
}

/* Whether box x ends in a line of few words that ends other boxes, too: "Reply", "Reply 3". */
static bool ends_alike(const struct dh_overview *v, const struct dh_box *x)
{
    const struct dh_block *k = &v->b->blocks[x->end - 1];
    return x->end - x->first > 2 && k->words <= LABEL_WORDS && dh_is_link(&v->facts[x->end - 1]) &&
           !(k->is & DH_IS_SENTENCE_END);
}

/* The run of such boxes that begins with box e. */
static struct run run_from(const struct work *w, int32_t e)
{
    const struct dh_blocks *b = w->v->b;
    const struct dh_box *first = &b->boxes[e];
    struct run r = { .box = e, .first = first->first, .end = first->first };
    uint32_t name = 0;
    r.dated = r.alike = true;
    uint32_t last = b->boxes[first->parent].end;
    while (b->boxes[e].parent == first->parent && b->boxes[e].shape == first->shape &&
           is_remark(w, &b->boxes[e])) {
        r.n++;
        r.others += letters_of(w->v, b->boxes[e].first) != name;
        name = letters_of(w->v, b->boxes[e].first);
        r.dated &= is_who_and_when(w->v, b->boxes[e].first);
        r.alike &= ends_alike(w->v, &b->boxes[e]);
        r.end = b->boxes[e].end;
        if (r.end >= last)
            break;
        e = (int32_t)b->blocks[r.end].box;
        while (e != first->parent && b->boxes[e].parent != first->parent)
            e = b->boxes[e].parent;
        if (e == first->parent) /* text between them, in no box of its own */
            break;
    }
    return r;
}

/* The run of them that begins with block i; n: 0: there is none. */
static struct run run_at(const struct work *w, uint32_t i)
{
    enum { LEVELS = 8 };
    const struct dh_blocks *b = w->v->b;
    int32_t e = (int32_t)b->blocks[i].box;
    for (int up = 0; up < LEVELS && b->boxes[e].parent >= 0 && b->boxes[e].first == i; up++) {
        struct run r = run_from(w, e);
        if (r.n >= RUN_MIN)
            return r;
        e = b->boxes[e].parent;
    }
    return (struct run){ .n = 0 };
}

/* The same right below it. */
static struct run run_below(const struct work *w, uint32_t i)
{
    enum { GAP = 2 };
    struct run r = { .n = 0 };
    for (uint32_t j = i + 1; j < w->v->b->n_blocks && j <= i + GAP && r.n == 0; j++)
        r = run_at(w, j);
    return r;
}

/* A label of a few words that is no heading, in words of comments: "12 comments"; in scripts that
 * part no words, a line. */
static bool labels_remarks(const struct dh_overview *v, uint32_t i)
{
    enum { WIDE_WORDS = 12 };
    const struct dh_block *k = &v->b->blocks[i];
    bool wide = 2 * k->wide >= k->chars && !(k->is & DH_IS_SENTENCE_END);
    return !v->facts[i].heading && k->words <= (wide ? WIDE_WORDS : LABEL_WORDS) &&
           k->cue_any & 1u << DH_CUE_COMMENT;
}

/* The number that line i of few words has; 0: none. */
static uint32_t number_in(const struct dh_overview *v, uint32_t i)
{
    enum { WORDS = 6, NUMBER_MAX = 9999 };
    const struct dh_block *k = &v->b->blocks[i];
    struct dh_str text = dh_block_text(v->b, i);
    uint32_t n = 0;
    if (k->words > WORDS || !k->letters || !k->digits || k->is & DH_IS_SENTENCE_END)
        return 0;
    for (size_t at = 0; at < text.n && n <= NUMBER_MAX; at++)
        if (dh_is_digit((unsigned char)text.p[at]))
            n = 10 * n + (uint32_t)(text.p[at] - '0');
        else if (n)
            break;
    return n;
}

/* Whether a box of the shape of box e stands right before it, as the first post of a forum. */
static bool goes_on(const struct work *w, int32_t e)
{
    const struct dh_box *boxes = w->v->b->boxes, *x = &boxes[e];
    if (x->first == boxes[x->parent].first)
        return false;
    int32_t before = (int32_t)w->v->b->blocks[x->first - 1].box;
    while (before >= 0 && boxes[before].parent != x->parent)
        before = boxes[before].parent;
    return before >= 0 && boxes[before].shape == x->shape;
}

/* Whether each box tells who and when, and who differs: posts of a live blog have one author, or
 * none. Rows of a table are no remarks. */
static bool is_of_many(const struct work *w, const struct run *r)
{
    enum { MANY = 3 };
    return r->n >= MANY && r->dated && 2 * r->others >= r->n && !goes_on(w, r->box) &&
           w->v->b->blocks[r->first].near[DH_NEAR_TABLE] >= DH_FAR &&
           w->v->b->blocks[r->first].near[DH_SIGN_LIVE] >= DH_FAR;
}

/* Whether a label of a few words above the run says that remarks follow, or how many. */
static bool is_labelled(const struct work *w, uint32_t label, const struct run *r)
{
    return r->n >= RUN_MIN &&
           (labels_remarks(w->v, label) || (is_of_many(w, r) && number_in(w->v, label) == r->n));
}

/* Whether the run tells by itself that it is remarks: what ends each does not differ. */
static bool is_plain_run(const struct work *w, const struct run *r)
{
    return r->alike && is_of_many(w, r);
}

static void strike(struct work *w, uint32_t first, uint32_t end)
{
    for (uint32_t i = first; i < end; i++)
        w->choice[i] = (struct dh_choice){ .score = DH_STRUCK_SCORE };
}

/* What readers wrote below the story goes, whatever its boxes are called. */
void dh_drop_remarks(const struct dh_overview *v, struct dh_choice *choice)
{
    struct work w = { v, choice };
    unsigned looks = 0;
    float words = 0;
    for (uint32_t i = 0; i < v->b->n_blocks && looks < LOOKS_MAX; i++) {
        words += choice[i].keep ? v->b->blocks[i].words : 0;
        bool label = labels_remarks(v, i) || number_in(v, i);
        if (words < STORY_WORDS || !(label || is_stamp(v, i)))
            continue;
        looks++; /* each may cost a walk over the blocks */
        struct run r = label ? run_below(&w, i) : (struct run){ .n = 0 };
        if (!is_labelled(&w, i, &r)) {
            r = run_at(&w, i);
            if (!is_plain_run(&w, &r))
                continue;
        }
        strike(&w, i, r.end);
        i = r.end - 1;
    }
}
