/* SPDX-License-Identifier: MIT */
#include "text/view/rulerows.h"

#include "base/swar.h"
#include "text/words/counts.h"

enum { HITS_MAX = 24, SUFFIX_WORDS = 14 };
enum { ANY_WORDS = 38 }; /* that end as a sentence, taken by a form that takes any words */
enum { SHORT = 16, SHORT_WIDE = 32 }; /* words, or characters of scripts without spaces */

/* "..." in a form takes in words of the row's language: of English, which stands on pages in all
 * others, and of the text's own. */
static bool is_foreign(const struct dh_view *v, const struct dh_rule *r)
{
    return (r->conditions & DH_IF_OPEN) && r->lang > 0 && v->lang >= 0 && v->lang != r->lang &&
           !r->users && r->kind != DH_NOTE && r->kind != DH_STORY && !dh_lang_kin(v->lang, r->lang);
}

static bool fits(const struct dh_view *v, const struct dh_sight *s, const struct dh_hit *h)
{
    uint16_t c = h->rule->conditions;
    const struct dh_token *w = &v->words->w[h->from];
    if ((s->flags & DH_S_LONG) && !(c & DH_IF_LONG) && h->rule->kind != DH_NOTE &&
        h->rule->kind != DH_STORY && h->rule->where == DH_WHERE_WHOLE)
        return false;
    /* "..." in a form takes in what the row's author did not see: not a sentence of a story;
     * but captions and what is said of authors are sentences ("Ann Lee covers housing for the Elm
     * Post."), and their rows say enough without it */
    if ((c & DH_IF_OPEN) &&
        ((s->flags & DH_S_SAY) || ((s->flags & DH_S_PROSE) && !(c & DH_IF_LONG))) &&
        h->rule->kind != DH_NOTE && h->rule->kind != DH_STORY && h->rule->kind != DH_CAPTION &&
        h->rule->kind != DH_BYLINE)
        return false;
    if ((c & DH_IF_OPEN) && !(c & DH_IF_LONG) && (s->flags & DH_S_STOP) && s->words > ANY_WORDS &&
        !(s->flags & DH_S_WIDE) && !h->rule->users)
        return false; /* a sentence that buttons ran into, or several */
    if ((v->subject >> h->rule->kind & 1) && (c & DH_IF_OPEN))
        return false;
    if (is_foreign(v, h->rule))
        return false;
    if ((c & DH_IF_OWN) && h->rule->lang >= 0 && v->lang >= 0 && v->lang != h->rule->lang)
        return false;
    if ((c & DH_IF_CAPS) && !(w->flags & DH_T_CAPS))
        return false;
    if ((c & DH_IF_CAP) && !(w->flags & (DH_T_CAP | DH_T_NOCASE)))
        return false;
    if ((c & DH_IF_COLON)) {
        bool colon = false;
        for (uint32_t i = h->to; i < v->words->n && (v->words->w[i].flags & DH_T_PUNCT); i++)
            colon |= dh_counts_colon(v->words->w[i].cp);
        if (!colon)
            return false;
    }
    if ((c & DH_IF_SHORT) &&
        (s->words > (s->flags & DH_S_WIDE ? SHORT_WIDE : SHORT) || (s->flags & DH_S_LONG)))
        return false;
    if ((c & DH_IF_NOSTOP) && (s->flags & DH_S_STOP))
        return false;
    if ((c & DH_IF_NOSAY) && (s->flags & DH_S_SAY))
        return false;
    return true;
}

static uint16_t left(uint16_t conditions)
{
    return conditions &
           (DH_IF_HEAD | DH_IF_TAIL | DH_IF_EDGE | DH_IF_LONE | DH_IF_APART | DH_IF_COMPANY);
}

/* Whether the line is one phrase that says it all of this kind: "Read also", with nothing that an
 * open form would take in. */
static bool is_bare(const struct dh_view *v, uint8_t kind)
{
    uint32_t end = v->words->n;
    while (end && dh_view_sign(v, end - 1))
        end--;
    return v->words->whole && end && dh_view_end(v, 0) == end &&
           dh_view_role(v, 0, DH_R_SOLO + (uint32_t)kind);
}

/* A row that is switched off and has the line; NULL: there is none. "Share" stands in the rows of
 * other languages and among the words of buttons, too, which do not take it in its place. */
static const struct dh_rule *find_off(const struct dh_view *v, const struct dh_sight *s,
                                      const struct dh_hit *hits, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (hits[i].rule->off && fits(v, s, &hits[i]))
            return hits[i].rule;
    return NULL;
}

static bool is_spared(const struct dh_rule *off, const struct dh_rule *r)
{
    return off && off->kind == r->kind && off->lang != r->lang && !r->users;
}

static bool is_loose(const struct dh_rule *r)
{
    return r->lang < 0 && (r->conditions & DH_IF_OPEN);
}

/* The user's rows come first, and open ones of no language last; then what asks for less. */
static bool is_better(const struct dh_rule *r, const struct dh_rule *best)
{
    if (r->users != best->users)
        return r->users;
    if (is_loose(r) != is_loose(best))
        return is_loose(best);
    return left(r->conditions) < left(best->conditions);
}

bool dh_rows_whole(const struct dh_view *v, struct dh_sight *s)
{
    struct dh_hit hits[HITS_MAX] DH_NOT_CLEARED;
    bool prose = (s->flags & (DH_S_SAY | DH_S_PROSE | DH_S_LONG)) && s->words > 12;
    size_t n = prose ? dh_cues_match_prose(v->marks, hits, HITS_MAX)
                     : dh_cues_match(v->marks, DH_WHERE_WHOLE, 0, hits, HITS_MAX);
    const struct dh_rule *best = NULL, *off = find_off(v, s, hits, n);
    s->spared = off ? off->kind : DH_STORY;
    for (size_t i = 0; i < n; i++) {
        const struct dh_rule *r = hits[i].rule;
        if (r->off || !fits(v, s, &hits[i]) || is_spared(off, r))
            continue;
        if (r->kind == DH_STORY || r->kind == DH_NOTE) {
            s->flags |= DH_S_KEEP;
            s->kind = r->kind;
            s->rule = r->name;
            return true;
        }
        if (!best || is_better(r, best))
            best = r;
    }
    if (!best)
        return false;
    s->kind = best->kind;
    s->rule = best->name;
    s->conditions = left(best->conditions);
    s->users = best->users;
    s->open = (best->conditions & DH_IF_OPEN) && !is_bare(v, best->kind);
    s->anywhere = s->open && is_loose(best);
    return true;
}

void dh_cuts_put(struct dh_cut_list *cuts, struct dh_cut part)
{
    if (cuts->n < DH_CUTS_MAX && part.to > part.from)
        cuts->cut[cuts->n++] = part;
}

/* A bracket that opens; not the sign, and what stands behind it, of a form. */
static bool is_opening(const struct dh_token *w)
{
    return (w->flags & DH_T_PUNCT) &&
           (w->cp == '(' || w->cp == '[' || w->cp == 0xFF08 || w->cp == 0x3010 || w->cp == 0xFF3B);
}

/* The end of a hit, less what opens a bracket or a quotation behind it. */
static uint32_t hit_end(const struct dh_view *v, const struct dh_hit *h)
{
    uint32_t to = h->to;
    while (to > h->from + 1) {
        const struct dh_token *w = &v->words->w[to - 1];
        bool quote = (w->flags & DH_T_PUNCT) && dh_sight_quote(w->cp);
        if (!is_opening(w) && !(quote && (w->flags & DH_T_SPACE)))
            break;
        to--;
    }
    return to;
}

void dh_rows_prefix(const struct dh_view *v, struct dh_sight *s, struct dh_cut_list *cuts)
{
    struct dh_hit hits[HITS_MAX] DH_NOT_CLEARED;
    size_t n = dh_cues_match(v->marks, DH_WHERE_PREFIX, 0, hits, HITS_MAX);
    const struct dh_hit *best = NULL;
    for (size_t i = 0; i < n; i++)
        if (fits(v, s, &hits[i]) && (!best || hits[i].to >= best->to))
            best = &hits[i];
    if (!best)
        return;
    if (best->rule->kind == DH_STORY || best->rule->kind == DH_NOTE) {
        s->flags |= DH_S_KEEP;
        s->kind = best->rule->kind;
        s->rule = best->rule->name;
        return;
    }
    uint32_t to = hit_end(v, best);
    while (to < v->words->n && (v->words->w[to].flags & DH_T_PUNCT) &&
           !(v->words->w[to].flags & DH_T_SPACE) && !dh_sight_quote(v->words->w[to].cp))
        to++;
    if (to == v->words->n && v->words->whole) {
        s->kind = best->rule->kind;
        s->rule = best->rule->name;
        s->conditions = left(best->rule->conditions);
        return;
    }
    if (to == v->words->n || !(v->words->w[to].flags & DH_T_SPACE))
        return; /* nothing is known of what stands behind */
    dh_cuts_put(cuts, (struct dh_cut){ 0, v->words->w[to].at, best->rule->kind, best->rule->name });
}

void dh_rows_suffix(const struct dh_view *v, struct dh_sight *s, struct dh_cut_list *cuts)
{
    struct dh_hit hits[HITS_MAX] DH_NOT_CLEARED;
    uint32_t n_words = v->words->n;
    if (!v->words->whole)
        return;
    uint32_t first = n_words > SUFFIX_WORDS ? n_words - SUFFIX_WORDS : 1;
    for (uint32_t i = first; (i = dh_cues_next(v->marks, DH_WHERE_SUFFIX, i)) < n_words; i++) {
        size_t n = dh_cues_match(v->marks, DH_WHERE_SUFFIX, i, hits, HITS_MAX);
        for (size_t k = 0; k < n; k++) {
            if (!fits(v, s, &hits[k]))
                continue;
            uint32_t behind = i; /* what it stands in, brackets, goes along */
            while (behind > 1 && is_opening(&v->words->w[behind - 1]))
                behind--;
            uint32_t from = v->words->w[behind - 1].at + v->words->w[behind - 1].n;
            const struct dh_rule *rule = hits[k].rule;
            uint32_t to = (uint32_t)v->words->text.n;
            dh_cuts_put(cuts, (struct dh_cut){ from, to, rule->kind, rule->name });
            return;
        }
    }
}

/* The next comma or opening bracket from `at` on. */
static size_t next_opening(struct dh_str text, size_t at)
{
    for (; at < text.n && text.n - at >= 16; at += 16) {
        dh_sixteen x = dh_sixteen_load(text.p + at);
        unsigned found = dh_sixteen_first(dh_sixteen_equal(x, ',') | dh_sixteen_equal(x, '('));
        if (found < 16)
            return at + found;
    }
    for (; at < text.n; at += 8) {
        uint64_t x = dh_swar_load_tail(text, at);
        uint64_t found = dh_swar_first_equal(x, ',') | dh_swar_first_equal(x, '(');
        if (found)
            return at + dh_swar_first(found);
    }
    return text.n;
}

size_t dh_rows_next_inside(const struct dh_cues *c, struct dh_str text, size_t at)
{
    for (at = next_opening(text, at); at + 4 < text.n; at = next_opening(text, at + 1)) {
        size_t next = at + 1 + (text.p[at + 1] == ' ');
        if (c->inside[dh_lower((unsigned char)text.p[next])])
            return at;
    }
    return text.n;
}

/* Where a part ends that a hit begins with a bracket or a comma at `at`: a bracket is closed behind
 * its words, or the part is none (0); a comma takes along the one behind them, and no other sign.
 */
static size_t inside_end(const struct dh_view *v, const struct dh_hit *h, struct dh_str text,
                         size_t at)
{
    const struct dh_token *w = v->words->w;
    uint32_t to = h->to;
    while (to > h->from && (w[to - 1].flags & DH_T_PUNCT))
        to--;
    if (to == h->from)
        return 0;
    size_t end = at + w[to - 1].at + w[to - 1].n, sign = end;
    while (sign < text.n && text.p[sign] == ' ')
        sign++;
    char wanted = text.p[at] == '(' ? ')' : ',';
    if (sign < text.n && text.p[sign] == wanted)
        return sign + 1;
    return wanted == ')' ? 0 : end;
}

void dh_rows_inside(struct dh_view *v, struct dh_str text, struct dh_cut_list *cuts)
{
    enum { FIRST = 3, WORDS = 16, BYTES = 96 };
    struct dh_hit hits[4];
    for (size_t at = dh_rows_next_inside(v->cues, text, 1); at < text.n && cuts->n < DH_CUTS_MAX;
         at = dh_rows_next_inside(v->cues, text, at + 1)) {
        struct dh_str part = dh_str_sub(text, at, BYTES);
        dh_tokens_cut(v->words, &v->cues->vocab, part, FIRST); /* most brackets hold other words */
        if (!dh_cues_may_be_inside(v->cues, v->words))
            continue;
        dh_tokens_cut(v->words, &v->cues->vocab, part, WORDS);
        dh_cues_mark(v->cues, v->words, v->marks);
        size_t n = dh_cues_match(v->marks, DH_WHERE_INSIDE, 0, hits, 4);
        if (n == 0 || hits[n - 1].to == 0)
            continue;
        const struct dh_hit *h = &hits[n - 1];
        size_t end = inside_end(v, h, text, at);
        if (end == 0)
            continue;
        size_t from = text.p[at - 1] == ' ' ? at - 1 : at;
        dh_cuts_put(cuts,
                    (struct dh_cut){ (uint32_t)from, (uint32_t)end, h->rule->kind, h->rule->name });
        at = end;
    }
}
