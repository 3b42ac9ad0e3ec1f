/* SPDX-License-Identifier: MIT */
#include "text/sight/context.h"

#include <string.h>

#include "base/utf8.h"
#include "text/repair/repair.h"
#include "text/sight/recall.h"
#include "text/sight/tells.h"
#include "text/words/entities.h"

/* Bytes of a fragment that is read: of most sentences, or of a few words, where such as have the
 * former tell no language. */
enum { SAMPLE_MIN = 60, SAMPLE_BRIEF = 16 };
/* Words of a text that is asked for what else tells (tells.h): that is slow, and of more words
 * those of a language that no table has are taken for one of its kin. */
enum { BRIEF_MOST = 100 };

/* How much of a fragment is read. Its first words tell most texts: they are the ones that its sight
 * is read by later, if it is long. More of them are read where those leave a doubt. */
struct extent {
    uint32_t words, bytes;
};
static const struct extent extents[DH_SAMPLE_EXTENTS] = {
    [DH_SAMPLE_BRIEF] = { DH_SIGHT_WORDS, DH_SIGHT_ENDS },
    [DH_SAMPLE_FULL] = { DH_TALLY_WORDS, 400 },
};

/* Whether a fragment ends as a sentence does, at the first look. */
static bool is_sentence(struct dh_str s)
{
    unsigned char last = (unsigned char)s.p[s.n - 1];
    return last == '.' || last == '"' || last == '?' || last == '!' || last >= 0x80;
}

/* A line as it will be read: more than is read of any. */
struct left {
    char text[512];
};

/* A line that holds references, as it will be mended: "caf&eacute;" tells its language. Its
 * beginning if it is long. */
static struct dh_str with_references(struct dh_str s, struct left *l)
{
    struct dh_entities e = dh_entities_of(s);
    size_t n = 0, at = 0;
    while (at < s.n && n + DH_ENTITY_MAX <= sizeof l->text) {
        struct dh_str rest = dh_str_sub(s, at, sizeof l->text - DH_ENTITY_MAX - n);
        size_t plain = dh_str_find_byte(rest, '&'), length, taken;
        uint32_t cp;
        memcpy(l->text + n, rest.p, plain);
        n += plain;
        at += plain;
        if (plain == rest.n)
            break;
        taken = dh_entity_read(&e, at, l->text + n, &length);
        if (taken == 0) {
            l->text[n++] = s.p[at++];
            continue;
        }
        dh_utf8_get((struct dh_str){ l->text + n, length }, 0, &cp);
        n += length && dh_repair_drops(cp) ? 0 : length;
        at += taken;
    }
    return dh_str_trim((struct dh_str){ l->text, n });
}

/* Who reads the fragments of a page, or some of them. */
struct reader {
    struct dh_view *v;
    const struct dh_page *page;
    struct dh_sample *sample; /* what is read and known */
};

/* Whether a fragment has `least` bytes, as it will be mended. */
static bool is_sampled(const struct dh_page *page, size_t i, uint32_t least)
{
    struct left left DH_NOT_CLEARED;
    const struct dh_fragment *f = &page->fragments[i];
    if (f->n < least || f->n > sizeof left.text || !(f->looks & DH_LOOKS_REFERS))
        return f->n >= least;
    return with_references(dh_page_fragment(page, i), &left).n >= least;
}

/* tells: what else tells a language (tells.h) counts, too. */
static void read_part(struct dh_tally_part *p, struct dh_view *v, struct dh_str whole, bool refers,
                      bool tells, enum dh_sample_extent x)
{
    struct left left DH_NOT_CLEARED;
    if (refers)
        whole = with_references(whole, &left);
    struct dh_str s = dh_str_sub(whole, 0, extents[x].bytes);
    dh_tokens_cut(v->words, &v->cues->vocab, s, extents[x].words);
    dh_cues_mark(v->cues, v->words, v->marks);
    if (tells)
        dh_tells_mark(v);
    dh_tally_read(p, v, is_sentence(whole) || whole.n > extents[DH_SAMPLE_FULL].bytes);
    p->whole &= s.n == whole.n;
}

/* Which fragments are read; of those that stay what is not cut off them. */
enum which { ALL, STAY, GO };

/* Of fragments that stay or go; up to DH_SAMPLE of them. */
static uint32_t count_cuts(const struct dh_page *page)
{
    uint32_t n = 0;
    for (size_t k = 0; k < page->n_edits && n < DH_SAMPLE; k++)
        n += page->edits[k].kind != DH_STORY;
    return n;
}

/* The cuts of fragment i, as far as there is room, by their places; answers how many. */
static size_t cuts_of(const struct dh_page *page, size_t i, const struct dh_edit **cuts,
                      size_t room)
{
    uint32_t from = page->fragments[i].at, end = from + page->fragments[i].n;
    size_t n = 0;
    for (size_t k = 0; k < page->n_edits && n < room; k++) {
        const struct dh_edit *e = &page->edits[k];
        if (e->kind == DH_STORY || e->at < from || e->at >= end)
            continue;
        size_t at = n++;
        for (; at > 0 && cuts[at - 1]->at > e->at; at--)
            cuts[at] = cuts[at - 1];
        cuts[at] = e;
    }
    return n;
}

/* Fragment i less what is cut off it, or out of it; its beginning if it is long. */
static struct dh_str uncut(const struct dh_page *page, size_t i, struct left *l)
{
    enum { CUTS = 32 };
    const struct dh_edit *cuts[CUTS];
    size_t n_cuts = cuts_of(page, i, cuts, CUTS), n = 0;
    uint32_t at = page->fragments[i].at, end = at + page->fragments[i].n;
    if (n_cuts == 0)
        return dh_page_fragment(page, i);
    for (size_t k = 0; k <= n_cuts; k++) {
        uint32_t stop = k < n_cuts ? cuts[k]->at : end, behind = stop;
        if (stop > at) {
            struct dh_str s = dh_str_sub(page->input, at, stop - at);
            s = dh_str_sub(s, 0, sizeof l->text - n);
            memcpy(l->text + n, s.p, s.n);
            n += s.n;
        }
        if (k < n_cuts)
            behind += cuts[k]->n;
        at = behind > at ? behind : at;
    }
    return dh_str_trim((struct dh_str){ l->text, n });
}

/* The number of fragment i among those that were sampled, *k or behind; of none: DH_SAMPLE. */
static uint32_t find(const struct dh_sample *sample, size_t i, uint32_t *k)
{
    while (*k < sample->n && sample->fragment[*k] < i)
        ++*k;
    return *k < sample->n && sample->fragment[*k] == i ? *k : DH_SAMPLE;
}

/* What is kept of fragment i, s, if that was read lately, in the language of the text before. */
static struct dh_recalled *recall(const struct reader *r, size_t i, struct dh_str s)
{
    struct dh_recall_key line = { .text = s,
                                  .key = r->page->fragments[i].key,
                                  .lang = r->sample->before };
    return dh_recall_line(r->sample->recall, &line);
}

/* More of fragment i, s, is read, or what is known of it taken. */
static void read_full(const struct reader *r, size_t i, struct dh_str s, struct dh_tally_part *p)
{
    struct dh_recalled *known = recall(r, i, s);
    if (known && known->part[DH_SAMPLE_FULL].known) {
        *p = known->part[DH_SAMPLE_FULL];
        return;
    }
    read_part(p, r->v, s, r->page->fragments[i].looks & DH_LOOKS_REFERS, false, DH_SAMPLE_FULL);
    if (known)
        known->part[DH_SAMPLE_FULL] = *p;
}

/* What fragment number k of the sample says, which is s. */
static const struct dh_tally_part *part_of(const struct reader *r, uint32_t k, struct dh_str s,
                                           enum dh_sample_extent x)
{
    struct dh_tally_part *parts = r->sample->part[k], *p = &parts[x];
    if (p->known)
        return p;
    if (parts[DH_SAMPLE_BRIEF].whole)
        return &parts[DH_SAMPLE_BRIEF]; /* there is no more */
    read_full(r, r->sample->fragment[k], s, p);
    return p;
}

/* The brief part of fragment i, and its sight where that tells it. */
static void read_brief(const struct reader *r, size_t i, struct dh_tally_part *p,
                       struct dh_sight *sight)
{
    const struct dh_fragment *f = &r->page->fragments[i];
    struct dh_str s = dh_page_fragment(r->page, i);
    struct dh_recalled *known = recall(r, i, s);
    if (known && known->part[DH_SAMPLE_BRIEF].known) {
        *p = known->part[DH_SAMPLE_BRIEF];
        return;
    }
    bool refers = f->looks & DH_LOOKS_REFERS;
    read_part(p, r->v, s, refers, false, DH_SAMPLE_BRIEF);
    if (refers || f->kind != DH_STORY || dh_sight_glance(r->v, s, sight))
        return;
    if (known)
        known->part[DH_SAMPLE_BRIEF] = *p; /* its sight is kept, too */
    dh_tokens_keep(r->v->words);           /* it is still to be read */
}

/* All fragments are read for the first time, briefly. */
static void read_all(const struct reader *r, struct dh_tally *out, struct dh_sight *sights)
{
    enum { AHEAD = 4 };
    const struct dh_page *page = r->page;
    struct dh_sample *sample = r->sample;
    struct dh_tally_sum sum = { 0 };
    size_t i = 0;
    for (sample->n = 0; i < page->n_fragments && sample->n < DH_SAMPLE; i++) {
        const struct dh_fragment *f = &page->fragments[i];
        if (i + 2 * AHEAD < page->n_fragments)
            dh_recall_where(sample->recall, f[2 * AHEAD].key, sample->before);
        if (i + AHEAD < page->n_fragments && f[AHEAD].n >= SAMPLE_MIN)
            dh_recall_ahead(sample->recall, f[AHEAD].key, sample->before);
        if (!is_sampled(page, i, SAMPLE_MIN))
            continue;
        struct dh_tally_part *parts = sample->part[sample->n];
        sample->fragment[sample->n++] = (uint32_t)i;
        parts[DH_SAMPLE_FULL].known = false;
        read_brief(r, i, &parts[DH_SAMPLE_BRIEF], &sights[i]);
        dh_tally_add(&sum, &parts[DH_SAMPLE_BRIEF]);
    }
    dh_tally_end(&sum, out);
    out->whole = i == page->n_fragments;
}

/* What those fragments say together, and what else tells their language, where `least` is less than
 * SAMPLE_MIN: the bytes that one has to have. Then no more is read than tells that it is long. */
static void add_up(const struct reader *r, enum which which, enum dh_sample_extent x,
                   uint32_t least, struct dh_tally *out)
{
    const struct dh_page *page = r->page;
    struct dh_tally_sum sum = { 0 };
    struct dh_tally_part other;
    size_t seen = 0, i = 0;
    bool cut = which == STAY && count_cuts(page);
    struct left left DH_NOT_CLEARED;
    uint32_t at = 0;
    uint32_t most = least < SAMPLE_MIN ? BRIEF_MOST : UINT32_MAX;
    for (; i < page->n_fragments && seen < DH_SAMPLE && sum.so_far.total <= most; i++) {
        if (!is_sampled(page, i, least) || (which != ALL && dh_page_goes(page, i) != (which == GO)))
            continue;
        struct dh_str whole = dh_page_fragment(page, i);
        struct dh_str s = cut ? uncut(page, i, &left) : whole;
        if (s.n < least)
            continue;
        uint32_t k = s.p == whole.p && least == SAMPLE_MIN ? find(r->sample, i, &at) : DH_SAMPLE;
        if (k == DH_SAMPLE)
            read_part(&other, r->v, s, page->fragments[i].looks & DH_LOOKS_REFERS,
                      least < SAMPLE_MIN, x);
        dh_tally_add(&sum, k == DH_SAMPLE ? &other : part_of(r, k, s, x));
        seen++;
    }
    dh_tally_end(&sum, out);
    out->whole = i == page->n_fragments;
}

/* Whether the first words of the fragments tell the language, and too few sentences begin with
 * something that could be the subject, even if up to `less` fragments were not there. Of scripts
 * without spaces the words are too few: a character is one. The numbers are such that on labelled
 * texts reading more changes no answer. */
static bool is_clear(const struct dh_tally *t, uint32_t less)
{
    enum { ENOUGH = 30, PART = 6, AHEAD = 8, FEW = 8 };
    uint32_t second, gone = less * DH_SIGHT_WORDS;
    int lang = dh_tally_lang(t, &second);
    if (lang < 0 || t->wide || t->total < ENOUGH + gone || t->words[lang] < second + AHEAD + gone)
        return false;
    uint32_t words = t->words[lang] - gone;
    if (words * PART < t->total || 2 * words < 3 * second)
        return false;
    for (unsigned k = 0; k < DH_SUBJECTS; k++)
        if (t->about[k][lang] && t->about[k][lang] * FEW + less > t->prose)
            return false;
    return true;
}

/* By the first words of the fragments that are meant, or by more of them. */
static void settle(const struct reader *r, enum which which, const struct dh_tally *t)
{
    struct dh_tally more DH_NOT_CLEARED;
    uint32_t second;
    r->sample->least = SAMPLE_MIN;
    if (!is_clear(t, 0)) {
        add_up(r, which, DH_SAMPLE_FULL, SAMPLE_MIN, &more);
        t = &more;
    }
    r->v->lang = dh_tally_lang(t, &second);
    r->v->brief = r->v->lang < 0 && t->total <= BRIEF_MOST;
    if (r->v->brief) {
        r->sample->least = SAMPLE_BRIEF;
        add_up(r, which, DH_SAMPLE_FULL, SAMPLE_BRIEF, &more);
        t = &more;
        r->v->lang = t->total <= BRIEF_MOST ? dh_tally_lang_brief(t) : -1;
    }
    r->v->subject = dh_tally_subject(t, r->v->lang);
}

void dh_context_read(struct dh_view *v, const struct dh_page *page, struct dh_sample *sample,
                     struct dh_sight *sights)
{
    const struct reader r = { v, page, sample };
    read_all(&r, &sample->tally, sights);
    settle(&r, ALL, &sample->tally);
    sample->before = dh_recall_lang(v);
}

/* Where all was read, what goes is taken off: it is less than what stays. A cut counts as a
 * fragment that goes. */
bool dh_context_again(struct dh_view *v, const struct dh_page *page, struct dh_sample *sample)
{
    const struct reader r = { v, page, sample };
    const struct dh_tally *t = &sample->tally;
    const struct dh_view before = *v;
    uint32_t went = 0;
    size_t seen = 0;
    for (size_t i = 0; i < page->n_fragments && seen < DH_SAMPLE; i++) {
        bool sampled = is_sampled(page, i, sample->least);
        went += sampled && dh_page_goes(page, i);
        seen += sampled;
    }
    uint32_t cuts = count_cuts(page);
    if (went + cuts == 0 || (t->whole && is_clear(t, went + cuts)))
        return false;
    struct dh_tally now = *t, gone DH_NOT_CLEARED;
    if (t->whole && !t->wide && cuts == 0) {
        add_up(&r, GO, DH_SAMPLE_BRIEF, SAMPLE_MIN, &gone);
        dh_tally_less(&now, &gone);
    } else {
        add_up(&r, STAY, DH_SAMPLE_BRIEF, SAMPLE_MIN, &now);
    }
    settle(&r, STAY, &now);
    return v->lang != before.lang || v->brief != before.brief || v->subject != before.subject;
}
