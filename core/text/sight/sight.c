/* SPDX-License-Identifier: MIT */
#include "text/sight/sight.h"

#include "base/utf8.h"
#include "text/grammar/captions.h"
#include "text/grammar/glued.h"
#include "text/grammar/lines.h"
#include "text/grammar/menus.h"
#include "text/grammar/pieces.h"
#include "text/sight/doubt.h"
#include "text/view/cover.h"
#include "text/view/shape.h"
#include "text/words/counts.h"

static void read_first(struct dh_view *v, struct dh_str text)
{
    dh_tokens_cut(v->words, &v->cues->vocab, dh_str_sub(text, 0, DH_SIGHT_ENDS), DH_SIGHT_WORDS);
    v->words->whole = false;
    dh_cues_mark(v->cues, v->words, v->marks);
}

/* Whether a text of middling length is prose at the first look, of which its first words are left
 * at hand. Most paragraphs of a story are read no further than that. */
static bool surely_prose(struct dh_view *v, struct dh_str text)
{
    if (!dh_shape_ends_as_prose(text))
        return false;
    read_first(v, text);
    return dh_shape_begins_as_prose(v);
}

/* What is said of all long texts, whose first words are at hand. */
static void long_shape(const struct dh_view *v, struct dh_str text, struct dh_sight *s)
{
    s->flags |= DH_S_LONG | DH_S_STORY;
    dh_shape_words(v, s);
    s->words = (uint16_t)(text.n / 6 < DH_TOKENS_MAX ? text.n / 6 : DH_TOKENS_MAX);
}

static void ends_of_long(struct dh_view *v, struct dh_str text, struct dh_sight *s,
                         struct dh_cut_list *cuts)
{
    long_shape(v, text, s);
    if (dh_rows_whole(v, s) && (s->flags & DH_S_KEEP))
        return;
    dh_rows_prefix(v, s, cuts);
    if (!s->kind && cuts->n == 0)
        dh_glued_front(v, dh_utf8_stop((unsigned char)text.p[text.n - 1]), cuts);
    struct dh_cut credit = { 0 };
    if (!s->kind && text.n > DH_SIGHT_FULL)
        dh_caption_read_long(v, text, s, &credit);
    dh_cuts_put(cuts, credit);
    if (!s->kind && cuts->n == 0 && dh_glued_may_have_tail(text))
        dh_glued_tail(v, text, s, cuts);
}

bool dh_sight_glance(struct dh_view *v, struct dh_str text, struct dh_sight *s)
{
    bool full = text.n > DH_SIGHT_FULL;
    v->words->whole = false;
    if (text.n <= DH_SIGHT_SURE ||
        (!full && !(dh_shape_ends_as_prose(text) && dh_shape_begins_as_prose(v))) ||
        (full && (dh_caption_may_be_long(text) || dh_glued_may_have_tail(text))) ||
        dh_cues_may_match_prose(v->marks) || dh_rows_next_inside(v->cues, text, 1) < text.n)
        return false;
    long_shape(v, text, s);
    return true;
}

/* What its words leave in doubt of what goes by them; open: it may be a crosshead. */
static uint8_t doubt_of(const struct dh_view *v, const struct dh_sight *s, bool open)
{
    if (s->users)
        return DH_DOUBT_NONE;
    if (dh_doubt_statement(v, s) || dh_doubt_section(v, s))
        return DH_DOUBT_STATEMENT;
    if (dh_doubt_body(v, s))
        return DH_DOUBT_BODY;
    return open ? (uint8_t)dh_doubt_crosshead(v, s) : DH_DOUBT_NONE;
}

/* Whether it asks for less than the row does, and is of the row's kind; and is no headline. */
static bool is_surer(const struct dh_sight *s, const struct dh_sight *other)
{
    return !other->named && other->conditions != s->conditions &&
           !(other->conditions & ~s->conditions) && (s->anywhere || other->kind == s->kind);
}

/* An open row that asks for company tells less than a grammar of its kind, or words of its kind
 * that are all known; one of no language less than those of any kind. */
static void read_surer(struct dh_view *v, struct dh_sight *s)
{
    struct dh_sight line = *s, words = *s;
    if (!s->open || s->users || !(s->conditions & DH_IF_COMPANY))
        return;
    line.conditions = words.conditions = 0;
    if (dh_lines_read(v, &line) && is_surer(s, &line)) {
        *s = line;
        s->open = s->anywhere = false;
    } else if (dh_cover_read(v, &words) && is_surer(s, &words)) {
        *s = words;
        s->open = s->anywhere = false;
        s->cover = true;
    }
}

/* A sentence that asks nothing and is no call: of a text whose language few words told, if any did,
 * it goes by no cover. */
static bool tells_plainly(const struct dh_view *v, const struct dh_sight *s)
{
    uint32_t last = v->words->w[v->words->n - 1].cp;
    return (s->flags & DH_S_STOP) && last != '!' && !dh_utf8_question(last);
}

static void read_words(struct dh_view *v, struct dh_str text, struct dh_sight *s,
                       struct dh_cut_list *cuts)
{
    *s = (struct dh_sight){ 0 };
    cuts->n = 0;
    if (text.n > DH_SIGHT_FULL)
        read_first(v, text);
    if (text.n > DH_SIGHT_FULL || (text.n > DH_SIGHT_SURE && surely_prose(v, text))) {
        ends_of_long(v, text, s, cuts);
        if (!s->kind)
            dh_rows_inside(v, text, cuts);
        return;
    }
    dh_tokens_cut(v->words, &v->cues->vocab, text, DH_TOKENS_MAX);
    dh_cues_mark(v->cues, v->words, v->marks);
    dh_shape_read(v, text, s);
    dh_shape_words(v, s);
    if (s->flags & DH_S_EMPTY)
        return;
    dh_piece_read(v, s);
    if ((s->flags & DH_S_STOP) && s->words >= 14)
        s->flags |= DH_S_STORY;
    if (dh_rows_whole(v, s)) {
        /* "Foto: A. Name/dpa" is a credit before it is an open form of another kind */
        struct dh_sight line = *s;
        if (!(s->flags & DH_S_KEEP) && s->open && dh_lines_read(v, &line) &&
            (line.kind == DH_CREDIT || line.kind == DH_CAPTION))
            *s = line;
        read_surer(v, s);
        s->doubt = doubt_of(v, s, s->open || s->words == 1);
        return;
    }
    if (dh_lines_read(v, s))
        return;
    if (s->words <= 40 && !((s->flags & DH_S_SAY) && s->words > 14) &&
        !(v->brief && tells_plainly(v, s)) && dh_cover_read(v, s)) {
        s->cover = true;
        s->doubt = doubt_of(v, s, true);
        return;
    }
    if (dh_menus_read(v, s)) {
        s->doubt = (uint8_t)dh_doubt_crosshead(v, s);
        return;
    }
    dh_rows_prefix(v, s, cuts);
    if (s->kind || (s->flags & DH_S_KEEP))
        return;
    dh_rows_suffix(v, s, cuts);
    struct dh_cut credit = { 0 };
    dh_caption_read(v, text, s, &credit);
    dh_cuts_put(cuts, credit);
    if (s->kind == DH_STORY && cuts->n == 0 && (dh_cover_half(v, s) || dh_cover_told(v, s)))
        return;
    if (s->kind == DH_STORY && cuts->n == 0)
        dh_glued_front(v, s->flags & DH_S_STOP, cuts);
    if (s->kind == DH_STORY)
        dh_rows_inside(v, text, cuts);
    if (s->kind == DH_STORY && cuts->n == 0)
        dh_glued_tail(v, text, s, cuts);
}

/* "Image: Two barges at the mole": the label goes where the caption stays. */
static void cut_label(struct dh_view *v, struct dh_str text, struct dh_cut_list *cuts)
{
    enum { WORDS = 8 };
    struct dh_str rule = DH_STR("grammar.credit.before");
    dh_tokens_cut(v->words, &v->cues->vocab, text, WORDS);
    dh_cues_mark(v->cues, v->words, v->marks);
    uint32_t end = v->words->n ? v->marks->end[0] : 0;
    if (end && end + 1 < v->words->n && dh_counts_colon(v->words->w[end].cp) &&
        (dh_marks_role(v->marks, 0, DH_R_LABEL) || dh_marks_role(v->marks, 0, DH_R_SOLOLABEL)) &&
        dh_view_on(v, rule))
        dh_cuts_put(cuts, (struct dh_cut){ 0, v->words->w[end + 1].at, DH_CREDIT, rule });
}

void dh_sight_read(struct dh_view *v, struct dh_str text, struct dh_sight *s,
                   struct dh_cut_list *cuts)
{
    read_words(v, text, s, cuts);
    if (s->users)
        return;
    if (dh_doubt_question(v, s))
        s->conditions |= DH_IF_APART;
    s->named |= dh_doubt_genre(v, s);
    if (dh_doubt_weak(v, s))
        s->conditions |= DH_IF_COMPANY;
    if (dh_doubt_amid(v, s))
        s->conditions |= DH_IF_COMPANY_AMID;
    if (s->kind == DH_CAPTION)
        cut_label(v, text, cuts);
    if (!dh_doubt_said(v, text, s))
        return;
    s->kind = DH_STORY;
    s->rule = DH_STR_NONE;
    s->conditions = 0;
    cuts->n = 0;
}
