/* SPDX-License-Identifier: MIT */
#include "text/view/cover.h"

#include "text/cues/persons.h"

/* What one language's lexicon covers of a line. */
struct cover {
    unsigned words, covered; /* words without signs */
    unsigned verbs, glue, topics, solos, numbers, names, unknown;
    unsigned tells;           /* phrases that are a verb, a noun, a network or of a kind */
    unsigned kinds[DH_KINDS]; /* topics and solos by kind */
    bool verb_first, solo_first;
    bool told;   /* see ends_told */
    bool phrase; /* one of the solos is of three words or more: no sentence says it in passing */
};

static const char *const rule_names[DH_KINDS] = {
    [DH_SHARE] = "cover.share",       [DH_AD] = "cover.ad",
    [DH_CAPTION] = "cover.caption",   [DH_CREDIT] = "cover.credit",
    [DH_RELATED] = "cover.related",   [DH_NEWSLETTER] = "cover.newsletter",
    [DH_COMMENTS] = "cover.comments", [DH_TOOLS] = "cover.tools",
    [DH_STAMP] = "cover.stamp",       [DH_BYLINE] = "cover.byline",
    [DH_VIDEO] = "cover.video",       [DH_TAGS] = "cover.tags",
    [DH_LEGAL] = "cover.legal",       [DH_PROMO] = "cover.promo",
    [DH_COOKIE] = "cover.cookie",
};

/* The languages that have a word of a kind in this line. */
static uint64_t topic_langs(const struct dh_view *v)
{
    uint64_t langs = 0;
    for (uint32_t i = 0; (v->marks->any_roles & DH_KIND_ROLES) && i < v->words->n; i++) {
        if (!(v->marks->roles[i] & DH_KIND_ROLES))
            continue;
        for (uint32_t e = v->marks->entry[i]; e; e = v->cues->entries[e - 1].next)
            if (v->cues->entries[e - 1].role >= DH_R_TOPIC &&
                v->cues->entries[e - 1].role < DH_R_OWN)
                langs |= v->cues->entries[e - 1].langs;
    }
    return langs;
}

/* Roles of words that stand in buttons and labels without telling what they are: "Posted today". */
static bool goes_along(uint32_t role)
{
    return role == DH_R_COUNT || role == DH_R_SECTION || role == DH_R_STAMP || role == DH_R_DAY ||
           role == DH_R_AGO || role == DH_R_LABEL;
}

uint32_t dh_cover_address(const struct dh_tokens *ws, uint32_t i)
{
    uint32_t end = i + 1;
    unsigned dots = 0, ats = 0;
    while (end + 1 < ws->n && !((ws->w[end].flags | ws->w[end + 1].flags) & DH_T_SPACE) &&
           (ws->w[end].flags & DH_T_PUNCT) && !(ws->w[end + 1].flags & DH_T_PUNCT)) {
        dots += ws->w[end].cp == '.';
        ats += ws->w[end].cp == '@';
        end += 2;
    }
    bool site = dots && ws->w[i].n > 2 && ws->w[end - 1].n >= 2; /* not "z.B." */
    return site && (ats || !(ws->w[i].flags & DH_T_NUMBER)) ? end : i;
}

/* Counts a phrase of so many words, by its first entry, for language bit; false: the language does
 * not know it. */
static bool count_phrase(struct cover *c, const struct dh_view *v, uint32_t entry, uint32_t words,
                         uint64_t bit)
{
    enum { PHRASE = 2 };
    bool known = false, tells = false;
    for (uint32_t e = entry; e; e = v->cues->entries[e - 1].next) {
        const struct dh_entry *x = &v->cues->entries[e - 1];
        if (!(x->langs & bit))
            continue;
        if (x->role >= DH_R_SOLO && x->role < DH_R_OWN) {
            c->solos++;
            c->solo_first |= c->words == 0;
            c->phrase |= words > PHRASE;
            c->kinds[x->role - DH_R_SOLO] += 2;
        } else if (x->role >= DH_R_TOPIC && x->role < DH_R_SOLO) {
            c->topics++;
            c->kinds[x->role - DH_R_TOPIC]++;
            tells = true;
        } else if (x->role == DH_R_VERB) {
            c->verbs++;
            c->verb_first |= c->words == 0;
            tells = true;
        } else if (x->role == DH_R_NOUN || x->role == DH_R_NETWORK || x->role == DH_R_STORE) {
            tells = true;
        } else if (x->role == DH_R_GLUE) {
            c->glue++;
        } else if (!goes_along(x->role)) {
            continue;
        }
        known = true;
    }
    c->tells += tells;
    return known;
}

/* Whether the line is one sentence that tells something: no question, no call, no two sentences. */
static bool ends_told(const struct dh_tokens *ws)
{
    unsigned stops = 0;
    bool last = false;
    for (uint32_t i = 0; i < ws->n; i++) {
        uint32_t cp = ws->w[i].cp;
        last = cp == '.' || cp == 0x3002 || cp == 0x964;
        stops += last;
    }
    return last && stops == 1;
}

static struct cover measure(const struct dh_view *v, uint64_t bit)
{
    struct cover c = { 0 };
    c.told = ends_told(v->words);
    for (uint32_t i = 0; i < v->words->n;) {
        const struct dh_token *w = &v->words->w[i];
        uint32_t end = v->marks->end[i] ? v->marks->end[i] : i + 1;
        if (w->flags & DH_T_PUNCT) {
            i++;
            continue;
        }
        uint32_t address = dh_cover_address(v->words, i);
        if (address > i) {
            c.words++;
            c.covered++;
            i = address;
            continue;
        }
        bool known = count_phrase(&c, v, v->marks->entry[i], end - i, bit);
        if (!known && end > i + 1) { /* a phrase of another language, or of the rows alone */
            end = i + 1;
            known = count_phrase(&c, v, v->cues->first[w->id].entry, 1, bit);
        }
        if (known) {
            for (uint32_t k = i; k < end; k++) {
                unsigned one = !(v->words->w[k].flags & DH_T_PUNCT);
                c.words += one;
                c.covered += one;
            }
            i = end;
            continue;
        }
        if (w->flags & DH_T_NUMBER)
            c.numbers++;
        else if ((w->flags & DH_T_CAP) && c.words > 0)
            c.names++;
        else
            c.unknown++;
        c.words++;
        i++;
    }
    return c;
}

static enum dh_kind best_kind(const struct cover *c)
{
    /* in order of how much it takes to say the word in passing */
    static const uint8_t order[] = {
        DH_COOKIE, DH_NEWSLETTER, DH_AD,      DH_COMMENTS, DH_SHARE,
        DH_VIDEO,  DH_PROMO,      DH_RELATED, DH_LEGAL,    DH_TAGS,
        DH_TOOLS,  DH_STAMP,      DH_BYLINE,  DH_CREDIT,   DH_CAPTION
    };
    enum dh_kind best = DH_STORY;
    unsigned most = 0;
    for (size_t i = 0; i < DH_LEN(order); i++) {
        if (c->kinds[order[i]] > most) {
            best = (enum dh_kind)order[i];
            most = c->kinds[order[i]];
        }
    }
    return best;
}

/* "No comment.": a sentence of so few words asks the reader to do something, or it is an answer. */
static bool is_answer(const struct cover *c, const struct dh_sight *s)
{
    enum { WORDS = 3 };
    return (s->flags & DH_S_STOP) && c->words >= 2 && c->words <= WORDS && !c->verbs &&
           c->kinds[DH_COMMENTS];
}

/* "She was already a member.", "The images were generated by AI.": a sentence about somebody or
 * something, that comes upon the words of a site as it goes on. What a site says begins with them.
 */
static bool is_in_passing(const struct cover *c)
{
    return c->told && !c->solo_first && !c->verb_first;
}

/* Whether the whole of a short line is covered. */
static bool all_covered(const struct cover *c, const struct dh_sight *s)
{
    if (c->unknown || c->words > 14 || c->names > 0 || is_in_passing(c))
        return false;
    if (c->solos)
        return true;
    if (c->numbers && (s->flags & DH_S_STOP))
        return false; /* "What are articles 5 and 4?" */
    return c->topics && c->words >= 2 && c->tells >= 2 && c->numbers <= 2;
}

/* "Cookies aus Omas K\u00fcche": some words and names, none of which says what to do. */
static bool is_named(const struct cover *c, const struct dh_sight *s)
{
    enum { WORDS = 8 };
    return c->names > 0 && c->words <= WORDS && !c->verbs && !(s->flags & DH_S_STOP);
}

/* "Ad blockers in court", "The print edition of the town": words of a site that name a thing and
 * say nothing to do, as a headline may. */
static bool is_subject(const struct cover *c, const struct dh_sight *s, enum dh_kind kind)
{
    enum { WORDS = 8 };
    bool thing = kind == DH_PROMO || kind == DH_LEGAL || kind == DH_TOOLS || kind == DH_VIDEO ||
                 kind == DH_COMMENTS || kind == DH_AD || kind == DH_NEWSLETTER || kind == DH_COOKIE;
    return is_named(c, s) ||
           (thing && c->words > 1 && c->words <= WORDS && !c->verbs && !(s->flags & DH_S_STOP));
}

/* "The weather at the weekend", "The stars of the week": the same in a phrase, as no menu has it.
 */
static bool is_about(const struct cover *c, const struct dh_sight *s, enum dh_kind kind)
{
    return kind == DH_PROMO && c->glue && !c->verb_first && is_subject(c, s, kind);
}

/* Whether a longer line asks the reader to do something of this kind: names of publications stand
 * free. */
static bool mostly_covered(const struct cover *c, const struct dh_sight *s, enum dh_kind kind)
{
    /* words of a sentence that tells something, or says such words in passing */
    enum { TOLD = 14, PASSING = 10, FEW = 6 };
    unsigned kinds = c->topics + c->solos;
    if ((s->flags & (DH_S_SAY | DH_S_PRICE)) || c->words > 40 || kinds == 0)
        return false;
    /* names are what a sentence is about, and what an offer in a story is of */
    if (!c->solos && c->names * 2 + c->glue + c->verbs >= c->words)
        return false;
    if (kind == DH_RELATED && (s->flags & DH_S_STOP) && c->names > 2)
        return false;
    if (kind == DH_RELATED && (s->flags & DH_S_STOP) && c->words >= TOLD && !c->verb_first &&
        !c->solos)
        return false;
    /* "Share of the vote in Harrow: Labour 48, Greens 30." */
    if (kind == DH_SHARE && (s->flags & DH_S_STOP) && c->numbers && !c->solos)
        return false;
    bool passing = is_in_passing(c);
    if (passing && c->words <= PASSING && kinds <= 2 && (!c->verbs || c->words <= FEW))
        return false;
    if (c->unknown == 0 && c->phrase && c->names <= 4 && !passing)
        return true;
    if (c->unknown == 0 && c->names <= 5 && (c->verbs || c->solos) && c->words <= 24)
        return (c->solos && !(s->flags & DH_S_STOP)) || c->verb_first || kinds >= 2;
    if (c->unknown * 5 > c->words || c->names * 3 > c->words)
        return false;
    return (c->verb_first && kinds >= 1 && c->solos) || kinds >= 3;
}

bool dh_cover_read(const struct dh_view *v, struct dh_sight *s)
{
    uint64_t langs = topic_langs(v), own = dh_view_own(v);
    uint64_t first = own | 1; /* the document's language and English first */
    unsigned tried = 0;
    for (int pass = 0; pass < 2; pass++) {
        uint64_t left = langs & (pass == 0 ? first : ~first) & (((uint64_t)1 << DH_LANGS) - 1);
        for (; left && tried < 4; left &= left - 1) {
            uint64_t bit = left & (~left + 1);
            tried++;
            struct cover c = measure(v, bit);
            enum dh_kind kind = best_kind(&c);
            if (kind == DH_STORY || kind == s->spared ||
                (v->subject >> kind & 1 && !(c.solos && c.words <= DH_MARKER_WORDS)))
                continue;
            struct dh_str rule = dh_str_c(rule_names[kind]);
            if (!dh_view_on(v, rule) || is_answer(&c, s) ||
                !(all_covered(&c, s) || mostly_covered(&c, s, kind)))
                continue;
            s->kind = (uint8_t)kind;
            s->rule = rule;
            s->named = is_named(&c, s) || is_about(&c, s, kind);
            /* "Disclaimer" above a paragraph is its heading */
            s->conditions = kind == DH_LEGAL && c.words == 1 ? DH_IF_EDGE : 0;
            if (is_subject(&c, s, kind))
                s->conditions |= DH_IF_COMPANY;
            return true;
        }
        if (langs == DH_LANG_ANY)
            break;
    }
    return false;
}

/* Whether half of a short line's words are known, and one of them tells. */
static bool half_covered(const struct cover *c)
{
    return c->names <= 1 && (c->solos || (c->topics && c->tells >= 2)) &&
           c->covered * 2 >= c->words;
}

bool dh_cover_half(const struct dh_view *v, struct dh_sight *s)
{
    enum { WORDS = 7 };
    const uint16_t story = DH_S_SAY | DH_S_LONG | DH_S_WIDE | DH_S_STOP | DH_S_QUOTED | DH_S_PRICE;
    if ((s->flags & story) || s->words > WORDS || s->words < 2)
        return false;
    uint64_t own = dh_view_sure(v);
    for (uint64_t left = topic_langs(v) & (own | 1); left; left &= left - 1) {
        struct cover c = measure(v, left & (~left + 1));
        enum dh_kind kind = best_kind(&c);
        if (kind == DH_STORY || (v->subject >> kind & 1) || !half_covered(&c) ||
            !dh_view_on(v, dh_str_c(rule_names[kind])))
            continue;
        s->half = true;
        return dh_sight_say(s, kind, dh_str_c(rule_names[kind]), DH_IF_APART | DH_IF_EDGE);
    }
    return false;
}

bool dh_cover_told(const struct dh_view *v, struct dh_sight *s)
{
    enum { LEAST = 4, MOST = 14 };
    if (v->brief || !(s->flags & DH_S_STOP) ||
        (s->flags & (DH_S_SAY | DH_S_LONG | DH_S_QUOTED | DH_S_PRICE)) || s->words < LEAST ||
        s->words > MOST)
        return false;
    uint64_t own = dh_view_own(v);
    struct cover c = measure(v, topic_langs(v) & own);
    enum dh_kind kind = best_kind(&c);
    bool box = kind == DH_NEWSLETTER || kind == DH_PROMO;
    if (!box || (v->subject >> kind & 1) || !c.told || c.unknown || c.names || c.numbers ||
        !dh_view_on(v, dh_str_c(rule_names[kind])))
        return false;
    s->half = true;
    return dh_sight_say(s, kind, dh_str_c(rule_names[kind]), DH_IF_EDGE);
}
