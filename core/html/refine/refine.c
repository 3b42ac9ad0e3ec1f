/* SPDX-License-Identifier: MIT */
/* Rules that hold whatever the extractor says: what it kept and is no text goes; what it left out
 * comes back in flow.c. */
#include <math.h>

#include "html/block/phrases.h"
#include "html/refine/refine.h"
#include "meta/date/date.h"
#include "meta/name/personname.h"

enum {
    COPY_WORDS = 25,
    COPY_RUN_WORDS = 60,
    COPY_WORDS_IN_RUN = 5,
    HEADLINE_WORDS = 60,
    ABOVE_CROSSHEAD = 12, /* words of text, below the headline itself */
    ABOVE_WORDS = 60,
    DOUBT_WORDS = 40, /* below the headline, where the score of all above is below 0 */
    BYLINE_WORDS = 20,
    STAMP_WORDS = 10,
    STAMP_CHARS = 40,
    ROLE_WORDS = 6,
    POST_STAMP_WORDS = 6,
    POST_HEAD_WORDS = 14,
    DATE_DIGITS = 8,
    TEXT_WORDS = 12
};
static const float FORM_SCORE = 2;
static const float ABOVE_SCORE = 4;
static const float SAME_TITLE = .95f;
static const float STAMP_PART = .15f; /* of characters: digits */
/* Of a line's words: the author's name, in one with as many digits, and in another. */
static const float STAMP_AUTHOR = .2f, LINE_AUTHOR = .3f;

struct work {
    const struct dh_overview *v;
    struct dh_choice *choice;
    const struct dh_html_options *o;
};

/* Blocks for which drop() holds go, when that leaves a body: at least `part` of the kept words.
 * Long lines that score above `sure` stay. */
static void drop_unless_sure(struct work *w, bool (*drop)(const struct dh_overview *, uint32_t),
                             float part, float sure)
{
    const struct dh_blocks *b = w->v->b;
    float words = 0, all = 0;
    for (uint32_t i = 0; i < b->n_blocks; i++)
        if (w->choice[i].keep) {
            all += b->blocks[i].words;
            words += drop(w->v, i) ? 0 : b->blocks[i].words;
        }
    if (words < DH_BODY_WORDS_MIN || words < part * all)
        return;
    for (uint32_t i = 0; i < b->n_blocks; i++)
        if (w->choice[i].keep && drop(w->v, i))
            w->choice[i].keep = b->blocks[i].words >= TEXT_WORDS && w->choice[i].score > sure;
}

static void drop_unless_all(struct work *w, bool (*drop)(const struct dh_overview *, uint32_t),
                            float part)
{
    drop_unless_sure(w, drop, part, INFINITY);
}

/* The same, and nothing brings them back. */
static void strike_unless_all(struct work *w, bool (*drop)(const struct dh_overview *, uint32_t),
                              float part)
{
    drop_unless_all(w, drop, part);
    for (uint32_t i = 0; i < w->v->b->n_blocks; i++)
        if (!w->choice[i].keep && w->choice[i].score != DH_STRUCK_SCORE && drop(w->v, i))
            w->choice[i].score =
                DH_STRUCK_SCORE; /* half of all are links of menus, which have it */
}

static bool in_comments(const struct dh_overview *v, uint32_t i)
{
    return v->b->blocks[i].near[DH_SIGN_COMMENT_BOX] < DH_FAR;
}

/* Notices that embedded content waits for consent, or a sign-up box: the same long text several
 * times. */
static bool repeated_notice(const struct dh_overview *v, uint32_t i)
{
    const struct dh_block *k = &v->b->blocks[i];
    const uint32_t cues = 1u << DH_CUE_CONSENT | 1u << DH_CUE_SIGNUP;
    return v->facts[i].copies >= 2 && k->words >= 8 && (k->cue_any & cues);
}

/* What asks for consent stands at the page's end in many pages, with a lot to read. */
static bool in_consent_box(const struct dh_overview *v, uint32_t i)
{
    return dh_near_within(&v->b->blocks[i], DH_SIGN_CONSENT, 4) && !v->facts[i].heading;
}

/* A sentence of a story, and not of what asks for consent. */
static bool tells_story(const struct dh_overview *v, uint32_t i)
{
    enum { WORDS_MIN = 6 };
    static const float LINK_MAX = .3f;
    const struct dh_block *k = &v->b->blocks[i];
    return k->is & (DH_IS_SENTENCE_END | DH_IS_QUOTE_END) && k->words >= WORDS_MIN &&
           v->facts[i].link < LINK_MAX && !(k->cue_any & 1u << DH_CUE_CONSENT) &&
           !in_consent_box(v, i) && k->near[DH_NEAR_DIALOG] >= DH_FAR && !v->facts[i].teased;
}

/* Whether much of what box x says has words of consent. */
static bool speaks_of_consent(const struct dh_overview *v, const struct dh_box *x)
{
    static const float PART = .4f;
    float words = 0, consent = 0;
    for (uint32_t i = x->first; i < x->end; i++) {
        const struct dh_block *k = &v->b->blocks[i];
        words += k->words;
        consent += k->cue_any & 1u << DH_CUE_CONSENT ? k->words : 0;
    }
    return consent >= PART * words;
}

/* A box that asks for consent may be longer than a short story: below the page's headline, outside
 * of the box, stand two sentences or more. Then they are the text, whatever the scores. */
static void prefer_story_to_consent(struct work *w)
{
    enum { SENTENCES_MIN = 2, STORY_WORDS = 40 };
    static const float WALL = .4f; /* of what was kept: less is left to the scores */
    const struct dh_overview *v = w->v;
    uint32_t n = v->b->n_blocks, own = 0, asks = 0, sentences = 0;
    while (own < n && !(v->facts[own].heading && v->facts[own].title))
        own++;
    while (asks < n && !(v->facts[asks].heading && asks != own &&
                         v->b->blocks[asks].cue_any & 1u << DH_CUE_CONSENT))
        asks++;
    if (own == n || asks == n)
        return;
    const struct dh_box *x = dh_box_apart(v, asks, own);
    uint32_t next = own + 1;
    while (next < n && !tells_story(v, next))
        next++;
    if (x->first > own && next >= x->first)
        return; /* first comes the box: it may be the story, on such questions */
    for (uint32_t i = own + 1; i < n; i++)
        sentences += (i < x->first || i >= x->end) && tells_story(v, i);
    float all = dh_kept_words(v, w->choice, 0, n);
    float kept = dh_kept_words(v, w->choice, x->first, x->end);
    if (sentences < SENTENCES_MIN || kept < WALL * all || !speaks_of_consent(v, x))
        return;
    bool lost = all - kept < STORY_WORDS; /* the story, or most of it */
    for (uint32_t i = 0; i < n; i++) {
        if (i >= x->first && i < x->end)
            w->choice[i].keep = false;
        else if (lost)
            w->choice[i].keep = i > own && tells_story(v, i);
    }
}

/* Whether one of the boxes right around block i is an element of the page's own that leads away. */
static bool in_named_element(const struct dh_overview *v, uint32_t i)
{
    enum { LEVELS = 4 };
    const struct dh_box *boxes = v->b->boxes;
    int32_t e = (int32_t)v->b->blocks[i].box;
    for (int up = 0; e >= 0 && up < LEVELS; e = boxes[e].parent, up++)
        if (boxes[e].leads_away)
            return true;
    return false;
}

/* Pages hide menus, copies and lures; some hide the body until a script shows it. Quotations set in
 * large letters are hidden from those who have heard the text, and nobody else. */
static bool is_hidden(const struct dh_overview *v, uint32_t i)
{
    const struct dh_block *k = &v->b->blocks[i];
    bool pull_quote = dh_near_within(k, DH_SIGN_QUOTE, 1) && !v->b->boxes[k->box].unseen;
    return (k->is & DH_IS_HIDDEN && !pull_quote) || v->b->boxes[k->box].closed;
}

/* What a page's own program complains of (phrases.h): "Notice: Undefined index: ad in
 * /srv/www/ad.php on line 12". Such lines quoted stand in pre or blockquote. */
static bool is_complaint(const struct dh_overview *v, uint32_t i)
{
    const struct dh_block *k = &v->b->blocks[i];
    struct dh_str text = dh_block_text(v->b, i);
    bool known = false;
    for (size_t n = 0; n < dh_n_complaints && !known; n++)
        known = dh_complaints[n].begins.p[0] == text.p[0] &&
                dh_str_starts(text, dh_complaints[n].begins) &&
                dh_str_find(text, dh_complaints[n].holds) < text.n;
    return known && !(k->is & DH_IS_PRE) && !dh_near_within(k, DH_NEAR_BLOCKQUOTE, 3);
}

/* Whether most of a line stands in brackets: what stands between "[quote]" and "[/quote]" is text.
 */
static bool is_bracketed(struct dh_str text)
{
    size_t in = 0, depth = 0;
    for (size_t i = 0; i < text.n; i++) {
        depth += text.p[i] == '[';
        in += depth > 0;
        depth -= text.p[i] == ']' && depth;
    }
    return 2 * in > text.n;
}

/* A line that a program was to put something in the place of: "[contact-form id="7"]". */
static bool is_shortcode(const struct dh_overview *v, uint32_t i)
{
    struct dh_str text = dh_block_text(v->b, i);
    if (text.n < 5 || text.p[0] != '[' || text.p[text.n - 1] != ']' ||
        v->b->blocks[i].is & DH_IS_PRE ||
        !(text.p[1] == '/' || dh_is_alpha((unsigned char)text.p[1])) || !is_bracketed(text))
        return false;
    return dh_str_find(text, DH_STR("=\"")) < text.n || dh_str_find(text, DH_STR("=”")) < text.n ||
           text.p[1] == '/' || dh_str_find(text, DH_STR("=″")) < text.n;
}

/* One walk over the page for both. */
static bool is_of_program(const struct dh_overview *v, uint32_t i)
{
    return is_shortcode(v, i) || is_complaint(v, i);
}

static bool is_headline(const struct dh_overview *v, uint32_t i)
{
    const struct dh_block *k = &v->b->blocks[i];
    return dh_names_story(v, i) && (v->facts[i].heading || dh_near_within(k, DH_SIGN_TITLE, 1));
}

/* The headline stands above the text; below some text, a heading much like it is a crosshead ("What
 * is a spring tide?") unless it is the very same. Where that one stood above, any text will do. */
static void drop_headlines(struct work *w)
{
    float words = 0;
    bool stood = false;
    for (uint32_t i = 0; i < w->v->b->n_blocks; i++) {
        const struct dh_block_facts *f = &w->v->facts[i];
        bool same =
            (f->title_in >= SAME_TITLE && f->title_of >= SAME_TITLE) || f->slug >= SAME_TITLE;
        bool headline = is_headline(w->v, i);
        if (w->choice[i].keep && headline &&
            (same || words < (stood ? ABOVE_CROSSHEAD : HEADLINE_WORDS)))
            w->choice[i].keep = false;
        words += w->choice[i].keep ? w->v->b->blocks[i].words : 0;
        stood |= headline && same;
    }
}

/* The author's name and a date in one line without a stop, but that of "a.m." behind the figures.
 */
static bool is_byline(const struct dh_overview *v, uint32_t i)
{
    const struct dh_block *k = &v->b->blocks[i];
    bool stamp = (float)k->digits > STAMP_PART * (float)k->chars;
    return !v->facts[i].heading && v->facts[i].author >= (stamp ? STAMP_AUTHOR : LINE_AUTHOR) &&
           k->digits && k->words < BYLINE_WORDS && (stamp || !(k->is & DH_IS_SENTENCE_END));
}

/* When a post of a live blog was written, and by whom. */
static bool is_post_stamp(const struct dh_overview *v, uint32_t i)
{
    const struct dh_block *k = &v->b->blocks[i];
    return k->is & DH_IS_TIME && k->is & DH_IS_DIGIT_START && !(k->is & DH_IS_SENTENCE_END) &&
           k->words <= POST_STAMP_WORDS && !v->facts[i].heading &&
           (dh_near_within(k, DH_SIGN_DATE, 1) || dh_block_leading(v->b, i) >> DH_SIGN_DATE & 1);
}

/* The end of the run of blocks from i on that copy earlier ones in their order; i: no copy. */
static uint32_t copied_until(const struct dh_overview *v, uint32_t i)
{
    uint32_t first = (uint32_t)v->facts[i].first_copy, end = i;
    while (first != i && end < v->b->n_blocks &&
           (uint32_t)v->facts[end].first_copy == first + (end - i))
        end++;
    return end;
}

/* Words under or beside a picture: a gallery says the same under each. */
static bool is_by_picture(const struct dh_block *k)
{
    return k->words >= COPY_WORDS_IN_RUN &&
           (dh_near_within(k, DH_NEAR_FIGURE, 3) || dh_near_within(k, DH_SIGN_CAPTION, 1));
}

/* Of a body that stands twice, the first copy stays. A copy is a long block, or one of several in
 * the same order that have much to say; short lines may recur: labels, scores, refrains, what two
 * things on a list have in common. */
static void drop_copies(struct work *w)
{
    const struct dh_overview *v = w->v;
    const struct dh_block *blocks = v->b->blocks;
    uint32_t i = 0;
    while (i < v->b->n_blocks) {
        uint32_t end = copied_until(v, i);
        float words = 0;
        for (uint32_t j = i; j < end; j++)
            words += blocks[j].words;
        float least = words >= COPY_RUN_WORDS ? COPY_WORDS_IN_RUN : COPY_WORDS;
        for (uint32_t j = i; j < end; j++)
            if (w->choice[j].keep && (blocks[j].words >= least || is_by_picture(&blocks[j])) &&
                w->choice[v->facts[j].first_copy].keep)
                w->choice[j].keep = false;
        i = end > i ? end : i + 1;
    }
}

/* Posts of other services set into the text. */
static bool is_embed(const struct dh_overview *v, uint32_t i)
{
    return v->b->blocks[i].near[DH_SIGN_EMBED] <= 3;
}

/* A date, with a name or a time, and no sentence. Scripts without spaces have many words in few
 * characters. */
static bool is_stamp_line(const struct dh_overview *v, uint32_t i)
{
    const struct dh_block *k = &v->b->blocks[i];
    bool date = k->cue_any & 1u << DH_CUE_DATE || k->is & DH_IS_TIME || k->digits >= DATE_DIGITS;
    if ((k->words > STAMP_WORDS && k->chars > STAMP_CHARS) ||
        (float)k->digits <= STAMP_PART * (float)k->chars ||
        k->is & (DH_IS_SENTENCE_END | DH_IS_QUOTE_END))
        return false;
    char unused[DH_DATE_MAX];
    return date || dh_date_parse(dh_block_text(v->b, i), DH_STR_NONE, unused);
}

/* What forums put above each post: the thread's name ("Re: Harbour lamps"), and who wrote when. */
static bool is_post_head(const struct dh_overview *v, uint32_t i)
{
    const struct dh_block *k = &v->b->blocks[i];
    bool answers = dh_str_starts(dh_block_text(v->b, i), DH_STR("Re: ")) &&
                   v->facts[i].copies >= 2 && !(k->is & DH_IS_SENTENCE_END);
    bool stamp = (float)k->digits > STAMP_PART * (float)k->chars && k->words <= POST_HEAD_WORDS &&
                 !(k->is & (DH_IS_SENTENCE_END | DH_IS_QUOTE_END)) && !v->facts[i].heading;
    return answers || (dh_near_within(k, DH_SIGN_BYLINE, 0) && stamp);
}

static bool is_byline_or_post_head(const struct dh_overview *v, uint32_t i)
{
    return is_byline(v, i) || is_post_head(v, i);
}

/* Names, and no more, right above a line with the date: "Ann Lee and Bo Ray". */
static bool is_name_above_stamp(const struct dh_overview *v, uint32_t i)
{
    enum { NAMES_WORDS = 6 };
    const struct dh_block *k = &v->b->blocks[i];
    struct dh_str text = dh_block_text(v->b, i);
    return i + 1 < v->b->n_blocks && k->words <= NAMES_WORDS && !v->facts[i].heading &&
           !(k->is & (DH_IS_SENTENCE_END | DH_IS_QUOTE_END)) && dh_names_only(text) &&
           !dh_names_no_person(text) && is_stamp_line(v, i + 1);
}

/* "By Ann Lee", and no more. */
static bool is_lone_byline(const struct dh_overview *v, uint32_t i)
{
    const struct dh_block *k = &v->b->blocks[i];
    return k->cue_start & 1u << DH_CUE_BYLINE && k->words <= ROLE_WORDS &&
           v->facts[i].author >= .3f && !(k->is & DH_IS_SENTENCE_END);
}

/* A few words below a byline, and no sentence: what the writer is, or for whom. */
static bool is_role_line(const struct dh_overview *v, uint32_t i)
{
    const struct dh_block *k = &v->b->blocks[i];
    return i && is_lone_byline(v, i - 1) && k->words <= ROLE_WORDS && !v->facts[i].heading &&
           !(k->is & (DH_IS_SENTENCE_END | DH_IS_QUOTE_END | DH_IS_COLON_END));
}

/* When the story was written, by whom, or what it is filed under. */
static bool is_head_line(const struct dh_overview *v, uint32_t i)
{
    return is_stamp_line(v, i) || is_lone_byline(v, i) || is_role_line(v, i) ||
           is_name_above_stamp(v, i) || dh_is_filing_line(v, i);
}

/* A few words above the page's own h1, and no sentence: what it is filed under. */
static void drop_kicker(struct work *w)
{
    enum { KICKER_WORDS = 6, KICKER_GAP = 3 };
    const struct dh_overview *v = w->v;
    uint32_t n = v->b->n_blocks, own = 0;
    float words = 0;
    bool sentence = false;
    while (own < n && !(v->facts[own].heading == GUMBO_TAG_H1 && v->facts[own].title))
        own++;
    for (uint32_t i = 0; i < own && own < n; i++)
        if (w->choice[i].keep) {
            words += v->b->blocks[i].words;
            sentence |=
                i + KICKER_GAP < own || v->b->blocks[i].is & (DH_IS_SENTENCE_END | DH_IS_QUOTE_END);
        }
    for (uint32_t i = 0; i < own && own < n && words <= KICKER_WORDS && !sentence; i++)
        w->choice[i].keep = false;
}

/* At the head of the text stands the headline, if it has no tag of its own, and below a headline a
 * line with the date, below a byline what the writer is. Where the headline stands above, with a
 * tag, what says more than it is the story's first sentence. */
static void drop_head(struct work *w)
{
    const struct dh_overview *v = w->v;
    bool headline = false;
    uint32_t tagged = 0; /* words of the headline with a tag; 0: none yet */
    for (uint32_t i = 0; i < v->b->n_blocks; i++) {
        const struct dh_block *k = &v->b->blocks[i];
        bool title = v->facts[i].title && !(k->is & DH_IS_SENTENCE_END);
        if (title && !v->facts[i].heading && tagged && k->words > tagged)
            title = false;
        bool stamp = (headline || w->choice[i].keep) && is_head_line(v, i);
        if (w->choice[i].keep && !title && !(headline && stamp))
            return;
        w->choice[i].keep = false;
        if (stamp)
            w->choice[i].score = DH_STRUCK_SCORE;
        headline |= title;
        if (title && v->facts[i].heading && k->words > tagged)
            tagged = k->words;
    }
}

/* What a box above the headline asks for consent in is no text, where its other lines went. */
static void drop_consent_above(struct work *w, uint32_t own)
{
    const struct dh_overview *v = w->v;
    uint32_t end = 0;
    bool asks = false;
    for (uint32_t i = 0; i < own; i++) {
        if (!w->choice[i].keep)
            continue;
        if (i >= end) { /* each box is walked once */
            const struct dh_box *x = dh_box_apart(v, i, own);
            asks = speaks_of_consent(v, x);
            end = x->end;
        }
        w->choice[i].keep = !asks;
    }
}

/* Text above the page's own headline is other stories told in full, or what a broken page complains
 * of, unless it is surely text; a few words may be the standfirst. */
static void drop_above_headline(struct work *w)
{
    const struct dh_overview *v = w->v;
    uint32_t n = v->b->n_blocks, own = 0;
    float above = 0, below = 0;
    bool doubtful = true;
    while (own < n &&
           !(v->facts[own].heading && v->facts[own].title && !dh_is_link(&v->facts[own])))
        own++;
    for (uint32_t i = 0; i < n; i++)
        if (w->choice[i].keep)
            *(i < own ? &above : &below) += v->b->blocks[i].words;
    if (own < n && above > 0 && below >= DOUBT_WORDS)
        drop_consent_above(w, own);
    for (uint32_t i = 0; i < own; i++)
        doubtful &= !w->choice[i].keep || w->choice[i].score < 0;
    if (own == n || above < ABOVE_WORDS || below < (doubtful ? DOUBT_WORDS : DH_BELOW_WORDS))
        return;
    for (uint32_t i = 0; i < own; i++)
        w->choice[i].keep &= w->choice[i].score >= ABOVE_SCORE;
    drop_headlines(w); /* it stands at the head of what is left */
}

/* Where a question in a button is kept, so is the hidden answer right behind. */
static void keep_answers(struct work *w)
{
    static const float ANSWER_SCORE = -4, LINK_MAX = .3f;
    const struct dh_blocks *b = w->v->b;
    for (uint32_t i = 0, at = 0; i < b->n_blocks; i++) {
        if (b->boxes[b->blocks[i].box].tag == GUMBO_TAG_BUTTON)
            at = w->choice[i].keep ? i + 1 : 0;
        else if (at && b->blocks[i].is & DH_IS_HIDDEN)
            w->choice[i].keep |=
                w->choice[i].score > ANSWER_SCORE && w->v->facts[i].link < LINK_MAX;
        else
            at = 0;
    }
}

/* A question in a button stays with the answer that it opens. */
static void keep_questions(struct work *w)
{
    const struct dh_blocks *b = w->v->b;
    keep_answers(w);
    for (uint32_t i = b->n_blocks; i-- > 1;)
        if (w->choice[i].keep && b->boxes[b->blocks[i - 1].box].tag == GUMBO_TAG_BUTTON)
            w->choice[i - 1].keep = true;
}

/* What holds whatever the extractor says. */
void dh_body_refine(const struct dh_overview *v, struct dh_choice *choice,
                    const struct dh_html_options *o)
{
    struct work work = { v, choice, o }, *w = &work;
    for (uint32_t i = 0; i < v->b->n_blocks; i++)
        choice[i].extracted = choice[i].keep;
    drop_unless_all(w, in_comments, 0);
    strike_unless_all(w, is_of_program, 0);
    drop_unless_all(w, repeated_notice, 0);
    prefer_story_to_consent(w);
    drop_unless_all(w, in_consent_box, .4f);
    drop_unless_sure(w, dh_in_form, .5f, FORM_SCORE);
    strike_unless_all(w, is_byline_or_post_head, 0);
    drop_unless_all(w, is_post_stamp, 0);
    drop_unless_all(w, is_hidden, .5f);
    dh_keep_unfolded(v, choice);
    strike_unless_all(w, in_named_element, .5f);
    strike_unless_all(w, dh_is_of_picture, .5f);
    dh_drop_other_articles(v, choice);
    dh_drop_stream(v, choice);
    drop_headlines(w);
    drop_kicker(w);
    drop_head(w);
    dh_drop_link_lists(v, choice);
    dh_drop_teaser_boxes(v, choice);
    dh_drop_counters(v, choice);
    dh_drop_signposts(v, choice);
    dh_drop_machine_summary(v, choice);
    dh_drop_insets(v, choice);
    dh_drop_pleas(v, choice);
    dh_drop_press_lines(v, choice);
    if (!w->o->keep_embeds)
        strike_unless_all(w, is_embed, 0);
    if (!w->o->keep_standfirst)
        dh_drop_standfirst(v, choice);
    else
        dh_keep_standfirst(v, choice);
    dh_keep_brief(v, choice);
    dh_keep_flow(v, choice);
    dh_drop_sign_up_lines(v, choice);
    dh_keep_claim(v, choice);
    keep_questions(w);
    if (!dh_is_interview(v, choice))
        drop_unless_all(w, dh_is_author_line, 0);
    drop_copies(w);
    drop_above_headline(w);
    dh_drop_own_address(v, choice);
    dh_drop_bios(v, choice);
    dh_drop_last_lines(v, choice);
}
