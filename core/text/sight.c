/* SPDX-License-Identifier: MIT */
#include "text/sight.h"

#include "base/swar.h"
#include "base/utf8.h"
#include "text/captions.h"
#include "text/counts.h"
#include "text/cover.h"
#include "text/dates.h"
#include "text/doubt.h"
#include "text/lines.h"
#include "text/menus.h"

enum { HITS_MAX = 24, SUFFIX_WORDS = 14 };

/* ---- Shape */

static bool is_inner_sign(uint32_t cp)
{
    return cp == ',' || cp == ':' || cp == ';' || cp == '(' || cp == 0x2013 || cp == 0x2014 ||
           cp == 0xFF1A || cp == 0x3001 || cp == 0xFF0C || cp == 0x300C;
}

/* What French puts between a stop and its closing quotation mark. */
static bool is_blank(uint32_t cp)
{
    return cp == ' ' || cp == 0xA0 || cp == 0x202F;
}

static bool is_money(uint32_t cp)
{
    return cp == '$' || cp == 0xA3 || cp == 0xA5 || cp == 0xFFE5 ||
           (cp >= 0x20A8 && cp <= 0x20BF); /* signs of rupees, won, euros, lira, roubles */
}

/* Whether a table of the document's language, of English or of all languages has the word: what
 * only others know is no word of its buttons. */
static bool is_known(const struct dh_view *v, uint32_t i)
{
    uint64_t own = v->lang < 0 ? DH_LANG_ANY : (uint64_t)1 << v->lang | 1;
    for (uint32_t e = v->marks->entry[i]; e; e = v->cues->entries[e - 1].next)
        if (v->cues->entries[e - 1].langs & own)
            return true;
    return false;
}

static void shape(const struct dh_view *v, struct dh_str text, struct dh_sight *s)
{
    const struct dh_tokens *ws = v->words;
    unsigned caps = 0, lower = 0, smalls = 0, unknown = 0,
             wide = 0; /* small words; those in no table */
    for (uint32_t i = 0; i < ws->n; i++) {
        const struct dh_token *w = &ws->w[i];
        if (w->flags & DH_T_PUNCT) {
            if (dh_sight_quote(w->cp) && w->cp != 0x2018 && ws->n > 6)
                s->flags |= DH_S_SAY;
            if (i && i + 1 < ws->n && is_inner_sign(w->cp))
                s->flags |= DH_S_SIGNS;
            if (is_money(w->cp))
                s->flags |= DH_S_PRICE;
            continue;
        }
        s->words++;
        wide += (w->flags & DH_T_WIDE) != 0;
        if (w->flags & DH_T_NUMBER)
            s->flags |= DH_S_NUMBER;
        else if (w->flags & DH_T_CAPS)
            caps++;
        else if (!(w->flags & DH_T_NOCASE) && w->n > 1)
            lower++;
        uint64_t own = v->lang < 0 ? DH_LANG_ANY : (uint64_t)1 << v->lang;
        if (dh_marks_role(v->cues, v->marks, i, DH_R_SAY) & own)
            s->flags |= DH_S_SAY;
        bool small = !(w->flags & (DH_T_CAP | DH_T_NUMBER | DH_T_WIDE));
        smalls += small;
        unknown += small && !is_known(v, i);
    }
    if (caps && lower == 0)
        s->flags |= DH_S_CAPS;
    if (s->words == 0)
        s->flags |= DH_S_EMPTY;
    if (wide * 2 > s->words)
        s->flags |= DH_S_WIDE;
    size_t at = text.n;
    while (at) {
        uint32_t cp;
        at -= dh_utf8_back(text, at, &cp);
        if (dh_counts_stop(cp)) {
            s->flags |= DH_S_STOP;
            if (unknown * 3 >= smalls && unknown && s->words >= 4)
                s->flags |= DH_S_PROSE;
            break;
        }
        if (dh_counts_colon(cp)) {
            s->flags |= DH_S_COLON;
            break;
        }
        if (dh_sight_quote(cp) && s->words > 6)
            s->flags |= DH_S_QUOTED;
        if (!dh_sight_quote(cp) && cp != ')' && cp != 0x2019 && cp != '\'' && !is_blank(cp))
            break;
    }
}

/* What the lexicon knows of the words at hand. */
static void lexicon(const struct dh_view *v, struct dh_sight *s)
{
    const uint32_t chrome_roles =
        1u << DH_R_VERB | 1u << DH_R_NOUN | 1u << DH_R_NETWORK | 1u << DH_R_SECTION | DH_KIND_ROLES;
    const uint32_t *roles = v->marks->roles;
    unsigned words = v->words->n - v->marks->signs, glue = 0, chrome = 0, known = 0;
    for (uint32_t i = 0; i < v->words->n; i++) { /* without a branch: many words at once */
        unsigned is_glue = roles[i] >> DH_R_GLUE & 1;
        glue += is_glue;
        chrome += ((roles[i] & chrome_roles) != 0) & ~is_glue;
        known += roles[i] != 0;
    }
    if (words == 0)
        return;
    s->glue = (uint16_t)(glue * 1000 / words);
    s->chrome = (uint16_t)(chrome * 1000 / words);
    s->known = (uint16_t)(known * 1000 / words);
}

/* ---- Rules */

/* Languages that few words tell apart. */
static bool is_kin(int a, int b)
{
    static const char kin[][3][3] = { { "sv", "no", "da" }, { "cs", "sk", "pl" },
                                      { "hr", "sr", "sl" }, { "ru", "uk", "bg" },
                                      { "nl", "af", "de" }, { "es", "ca", "pt" },
                                      { "fa", "ur", "ar" }, { "id", "ms", "" } };
    for (size_t i = 0; i < DH_LEN(kin); i++) {
        bool first = false, second = false;
        for (size_t k = 0; k < DH_LEN(kin[i]); k++) {
            int lang = dh_lang_number(dh_str_c(kin[i][k]));
            first |= lang == a;
            second |= lang == b;
        }
        if (first && second)
            return true;
    }
    return false;
}

/* "..." in a form takes in words of the row's language: of English, which stands on pages in all
 * others, and of the text's own. */
static bool is_foreign(const struct dh_view *v, const struct dh_rule *r)
{
    return (r->conditions & DH_IF_OPEN) && r->lang > 0 && v->lang >= 0 && v->lang != r->lang &&
           !r->users && r->kind != DH_NOTE && r->kind != DH_STORY && !is_kin(v->lang, r->lang);
}

static bool fits(const struct dh_view *v, const struct dh_sight *s, const struct dh_hit *h)
{
    uint16_t c = h->rule->conditions;
    const struct dh_token *w = &v->words->w[h->from];
    if ((s->flags & DH_S_LONG) && !(c & DH_IF_LONG) && h->rule->kind != DH_NOTE &&
        h->rule->kind != DH_STORY && h->rule->where == DH_WHERE_WHOLE)
        return false;
    /* "..." in a form takes in what the row's author did not see: not a sentence of a story */
    if ((c & DH_IF_OPEN) &&
        ((s->flags & DH_S_SAY) || ((s->flags & DH_S_PROSE) && !(c & DH_IF_LONG))) &&
        h->rule->kind != DH_NOTE && h->rule->kind != DH_STORY && h->rule->kind != DH_CAPTION &&
        h->rule->kind != DH_BYLINE)
        return false;
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
    if ((c & DH_IF_SHORT) && (s->words > 16 || (s->flags & DH_S_LONG)))
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

/* Whole rows; a row of kind keep or note wins over all, then one that needs no context. */
static bool whole_rules(const struct dh_view *v, struct dh_sight *s)
{
    struct dh_hit hits[HITS_MAX] DH_NOT_CLEARED;
    bool prose = (s->flags & (DH_S_SAY | DH_S_PROSE | DH_S_LONG)) && s->words > 12;
    size_t n = prose
                   ? dh_cues_match_prose(v->cues, v->words, v->marks, hits, HITS_MAX)
                   : dh_cues_match(v->cues, v->words, v->marks, DH_WHERE_WHOLE, 0, hits, HITS_MAX);
    const struct dh_rule *best = NULL;
    for (size_t i = 0; i < n; i++) {
        if (!fits(v, s, &hits[i]))
            continue;
        const struct dh_rule *r = hits[i].rule;
        if (r->kind == DH_STORY || r->kind == DH_NOTE) {
            s->flags |= DH_S_KEEP;
            s->kind = r->kind;
            s->rule = r->name;
            return true;
        }
        if (!best || (r->users && !best->users) || left(r->conditions) < left(best->conditions))
            best = r;
    }
    if (!best)
        return false;
    s->kind = best->kind;
    s->rule = best->name;
    s->conditions = left(best->conditions);
    s->open = (best->conditions & DH_IF_OPEN) != 0;
    return true;
}

static void add_cut(struct dh_cut *cuts, size_t *n, uint32_t from, uint32_t to, uint8_t kind,
                    struct dh_str rule)
{
    if (*n < DH_CUTS_MAX && to > from)
        cuts[(*n)++] = (struct dh_cut){ from, to, kind, rule };
}

/* The longest prefix row: cuts it off, with the white space behind it. A fragment that is nothing
 * else goes whole. */
static void prefix_rules(const struct dh_view *v, struct dh_sight *s, struct dh_cut *cuts,
                         size_t *n_cuts)
{
    struct dh_hit hits[HITS_MAX] DH_NOT_CLEARED;
    size_t n = dh_cues_match(v->cues, v->words, v->marks, DH_WHERE_PREFIX, 0, hits, HITS_MAX);
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
    uint32_t to = best->to;
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
    add_cut(cuts, n_cuts, 0, v->words->w[to].at, best->rule->kind, best->rule->name);
}

static void suffix_rules(const struct dh_view *v, struct dh_sight *s, struct dh_cut *cuts,
                         size_t *n_cuts)
{
    struct dh_hit hits[HITS_MAX] DH_NOT_CLEARED;
    uint32_t n_words = v->words->n;
    if (!v->words->whole)
        return;
    uint32_t first = n_words > SUFFIX_WORDS ? n_words - SUFFIX_WORDS : 1;
    for (uint32_t i = first;
         (i = dh_cues_next(v->cues, v->words, v->marks, DH_WHERE_SUFFIX, i)) < n_words; i++) {
        size_t n = dh_cues_match(v->cues, v->words, v->marks, DH_WHERE_SUFFIX, i, hits, HITS_MAX);
        for (size_t k = 0; k < n; k++) {
            if (!fits(v, s, &hits[k]))
                continue;
            uint32_t from = v->words->w[i - 1].at + v->words->w[i - 1].n;
            add_cut(cuts, n_cuts, from, (uint32_t)v->words->text.n, hits[k].rule->kind,
                    hits[k].rule->name);
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

/* The next of them whose next letter begins a row that may stand anywhere; text.n: none. */
static size_t next_inside(const struct dh_cues *c, struct dh_str text, size_t at)
{
    for (at = next_opening(text, at); at + 4 < text.n; at = next_opening(text, at + 1)) {
        size_t next = at + 1 + (text.p[at + 1] == ' ');
        if (c->inside[dh_lower((unsigned char)text.p[next])])
            return at;
    }
    return text.n;
}

/* Rows that may stand anywhere. A bracket goes with what closes it. */
static void inside_rules(struct dh_view *v, struct dh_str text, struct dh_cut *cuts, size_t *n_cuts)
{
    struct dh_hit hits[4];
    for (size_t at = next_inside(v->cues, text, 1); at < text.n && *n_cuts < DH_CUTS_MAX;
         at = next_inside(v->cues, text, at + 1)) {
        dh_tokens_cut(v->words, &v->cues->vocab, dh_str_sub(text, at, 96), 16);
        dh_cues_mark(v->cues, v->words, v->marks);
        size_t n = dh_cues_match(v->cues, v->words, v->marks, DH_WHERE_INSIDE, 0, hits, 4);
        if (n == 0 || hits[n - 1].to == 0)
            continue;
        const struct dh_hit *h = &hits[n - 1];
        size_t end = at + v->words->w[h->to - 1].at + v->words->w[h->to - 1].n;
        end += text.p[at] == '(' && end < text.n && text.p[end] == ')';
        size_t from = text.p[at - 1] == ' ' ? at - 1 : at;
        add_cut(cuts, n_cuts, (uint32_t)from, (uint32_t)end, h->rule->kind, h->rule->name);
        at = end;
    }
}

/* Whether a sign of credits, or two blanks, stand near the end of a text of middling length. */
static bool ends_with_signs(struct dh_str text)
{
    enum { NEAR = 70 };
    _Static_assert(NEAR < (int)DH_SIGHT_SURE, "the text has so many bytes");
    const char *p = text.p + text.n - NEAR, *last = text.p + text.n - 1 - 16;
    dh_sixteen found = { 0 };
    for (;; p = last - p < 16 ? last : p + 16) {
        dh_sixteen x = dh_sixteen_load(p), next = dh_sixteen_load(p + 1);
        found |= dh_sixteen_equal(x, '(') | dh_sixteen_equal(x, '/') | dh_sixteen_equal(x, '|') |
                 dh_sixteen_equal(x, '[') | dh_sixteen_equal(x, 0xA9) | dh_sixteen_equal(x, ':') |
                 (dh_sixteen_equal(x, ' ') & dh_sixteen_equal(next, ' '));
        if (p == last)
            return dh_sixteen_bits(found) != 0;
    }
}

/* Whether a text of middling length ends as a sentence, without the signs of credits. */
static bool ends_as_prose(struct dh_str text)
{
    char last = text.p[text.n - 1];
    bool quote = text.n > 3 && (unsigned char)last >= 0x9C &&
                 (unsigned char)text.p[text.n - 3] == 0xE2; /* a typographic one, or an ellipsis */
    return (last == '.' || last == '"' || last == '?' || quote) && !ends_with_signs(text);
}

/* Whether none of the first words at hand is what chrome is about. */
static bool begins_as_prose(const struct dh_view *v)
{
    enum { WORDS = 8, BYTES = 60 };
    const uint32_t tell = 1u << DH_R_PICTURE | 1u << DH_R_BY | 1u << DH_R_LABEL | 1u << DH_R_STAMP |
                          DH_KIND_ROLES | DH_OWN_ROLES;
    for (uint32_t i = 0; i < v->words->n && i < WORDS; i++) {
        const struct dh_token *w = &v->words->w[i];
        if (w->at + w->n > BYTES)
            break;
        if ((w->flags & (DH_T_WIDE | DH_T_CAPS)) || w->cp == '>' || w->cp == 0xA9)
            return false;
        if (v->marks->roles[i] & (i ? tell : tell | 1u << DH_R_VERB))
            return false;
    }
    return true;
}

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
    if (!ends_as_prose(text))
        return false;
    read_first(v, text);
    return begins_as_prose(v);
}

/* What is said of all long texts, whose first words are at hand. */
static void long_shape(const struct dh_view *v, struct dh_str text, struct dh_sight *s)
{
    s->flags |= DH_S_LONG | DH_S_STORY;
    lexicon(v, s);
    s->words = (uint16_t)(text.n / 6 < DH_TOKENS_MAX ? text.n / 6 : DH_TOKENS_MAX);
}

static void ends_of_long(struct dh_view *v, struct dh_str text, struct dh_sight *s,
                         struct dh_cut *cuts, size_t *n_cuts)
{
    long_shape(v, text, s);
    if (whole_rules(v, s) && (s->flags & DH_S_KEEP))
        return;
    prefix_rules(v, s, cuts, n_cuts);
    struct dh_cut credit = { 0 };
    if (!s->kind && text.n > DH_SIGHT_FULL)
        dh_caption_read_long(v, text, s, &credit);
    add_cut(cuts, n_cuts, credit.from, credit.to, credit.kind, credit.rule);
}

bool dh_sight_glance(struct dh_view *v, struct dh_str text, struct dh_sight *s)
{
    bool full = text.n > DH_SIGHT_FULL;
    v->words->whole = false;
    if (text.n <= DH_SIGHT_SURE || (!full && !(ends_as_prose(text) && begins_as_prose(v))) ||
        (full && dh_caption_may_be_long(text)) ||
        dh_cues_may_match_prose(v->cues, v->words, v->marks) ||
        next_inside(v->cues, text, 1) < text.n)
        return false;
    long_shape(v, text, s);
    return true;
}

/* What its words leave in doubt of what goes by them; open: it may be a crosshead. */
static uint8_t doubt_of(const struct dh_view *v, const struct dh_sight *s, bool open)
{
    if (dh_doubt_statement(v, s))
        return DH_DOUBT_STATEMENT;
    return open ? (uint8_t)dh_doubt_crosshead(v, s) : DH_DOUBT_NONE;
}

static void read_words(struct dh_view *v, struct dh_str text, struct dh_sight *s,
                       struct dh_cut *cuts, size_t *n_cuts)
{
    *s = (struct dh_sight){ 0 };
    *n_cuts = 0;
    if (text.n > DH_SIGHT_FULL)
        read_first(v, text);
    if (text.n > DH_SIGHT_FULL || (text.n > DH_SIGHT_SURE && surely_prose(v, text))) {
        ends_of_long(v, text, s, cuts, n_cuts);
        if (!s->kind)
            inside_rules(v, text, cuts, n_cuts);
        return;
    }
    dh_tokens_cut(v->words, &v->cues->vocab, text, DH_TOKENS_MAX);
    dh_cues_mark(v->cues, v->words, v->marks);
    shape(v, text, s);
    lexicon(v, s);
    if (s->flags & DH_S_EMPTY)
        return;
    if ((s->flags & DH_S_STOP) && s->words >= 14)
        s->flags |= DH_S_STORY;
    if (whole_rules(v, s)) {
        /* "Foto: A. Name/dpa" is a credit before it is an open form of another kind */
        struct dh_sight line = *s;
        if (!(s->flags & DH_S_KEEP) && s->open && dh_lines_read(v, &line) &&
            (line.kind == DH_CREDIT || line.kind == DH_CAPTION))
            *s = line;
        s->doubt = doubt_of(v, s, s->open || s->words == 1);
        return;
    }
    if (dh_lines_read(v, s))
        return;
    if (s->words <= 40 && !((s->flags & DH_S_SAY) && s->words > 14) && dh_cover_read(v, s)) {
        s->cover = true;
        s->doubt = doubt_of(v, s, true);
        return;
    }
    if (dh_menus_read(v, s)) {
        s->doubt = (uint8_t)dh_doubt_crosshead(v, s);
        return;
    }
    prefix_rules(v, s, cuts, n_cuts);
    if (s->kind || (s->flags & DH_S_KEEP))
        return;
    suffix_rules(v, s, cuts, n_cuts);
    struct dh_cut credit = { 0 };
    dh_caption_read(v, text, s, &credit);
    add_cut(cuts, n_cuts, credit.from, credit.to, credit.kind, credit.rule);
    if (s->kind == DH_STORY && *n_cuts == 0 && dh_cover_half(v, s))
        return;
    if (s->kind == DH_STORY)
        inside_rules(v, text, cuts, n_cuts);
}

/* "Image: Two barges at the mole": the label goes where the caption stays. */
static void cut_label(struct dh_view *v, struct dh_str text, struct dh_cut *cuts, size_t *n_cuts)
{
    enum { WORDS = 8 };
    struct dh_str rule = DH_STR("grammar.credit.before");
    dh_tokens_cut(v->words, &v->cues->vocab, text, WORDS);
    dh_cues_mark(v->cues, v->words, v->marks);
    uint32_t end = v->words->n ? v->marks->end[0] : 0;
    if (end && end + 1 < v->words->n && dh_counts_colon(v->words->w[end].cp) &&
        (dh_marks_role(v->cues, v->marks, 0, DH_R_LABEL) ||
         dh_marks_role(v->cues, v->marks, 0, DH_R_SOLOLABEL)) &&
        dh_view_on(v, rule))
        add_cut(cuts, n_cuts, 0, v->words->w[end + 1].at, DH_CREDIT, rule);
}

void dh_sight_read(struct dh_view *v, struct dh_str text, struct dh_sight *s, struct dh_cut *cuts,
                   size_t *n_cuts)
{
    read_words(v, text, s, cuts, n_cuts);
    if (dh_doubt_question(v, s))
        s->conditions |= DH_IF_APART;
    s->named |= dh_doubt_genre(s);
    if (dh_doubt_weak(v, s))
        s->conditions |= DH_IF_COMPANY;
    if (dh_doubt_amid(v, s))
        s->conditions |= DH_IF_COMPANY_AMID;
    if (s->kind == DH_CAPTION)
        cut_label(v, text, cuts, n_cuts);
    if (!dh_doubt_said(v, text, s))
        return;
    s->kind = DH_STORY;
    s->rule = DH_STR_NONE;
    s->conditions = 0;
    *n_cuts = 0;
}
