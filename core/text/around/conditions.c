/* SPDX-License-Identifier: MIT */
#include "text/around/conditions.h"

#include <string.h>

#include "base/utf8.h"

enum {
    POSTS = 2,
    INSERTS_MAX = 6,
    COLUMNS_MAX = 6,
    WEAK = 2,
    WEAK_AMID = 3,
    STORY = 4,
    HEAD_WORDS = 3 /* of a crosshead that tells of another */
};

/* Stays, as far as words say. */
static bool is_line(const struct dh_page *page, const struct dh_sight *sights, size_t i)
{
    return page->fragments[i].kind == DH_STORY && sights[i].kind == DH_STORY;
}

/* One that ends as a sentence. */
static bool is_ended(const struct dh_page *page, const struct dh_sight *sights, size_t i)
{
    return is_line(page, sights, i) && (sights[i].flags & (DH_S_STOP | DH_S_LONG));
}

/* One of some length. */
static bool is_sentence(const struct dh_page *page, const struct dh_sight *sights, size_t i)
{
    enum { WORDS = 6 };
    return is_ended(page, sights, i) && sights[i].words >= WORDS;
}

/* Beside a fragment that goes. */
static bool is_beside(const struct dh_page *p, size_t i)
{
    return (i && dh_page_goes(p, i - 1)) || (i + 1 < p->n_fragments && dh_page_goes(p, i + 1));
}

/* The same, or at either end of the text. */
static bool at_edge(const struct dh_page *p, size_t i)
{
    return i == 0 || i + 1 == p->n_fragments || is_beside(p, i);
}

/* Ads and pictures are put between a post and its author, too. */
static bool is_put_in(const struct dh_page *p, size_t i)
{
    uint8_t k = p->fragments[i].kind;
    return k == DH_AD || k == DH_CAPTION || k == DH_CREDIT;
}

/* The same, or what a site says to its readers (strays.h). */
static bool parts_post(const struct dh_page *p, size_t i)
{
    return is_put_in(p, i) || dh_str_eq(p->fragments[i].rule, DH_STR("context.reader"));
}

/* The fragment before an attribution stays and is no longer than a post: it is quoted, and stays
 * with its author. */
static bool follows_post(const struct dh_page *p, size_t i)
{
    enum { POST_BYTES = 600 };
    for (size_t end = i; i && i + INSERTS_MAX > end && parts_post(p, i - 1);)
        i--;
    return i && !dh_page_goes(p, i - 1) && p->fragments[i - 1].n <= POST_BYTES;
}

/* Tells something in words of a site. */
static bool tells(const struct dh_sight *s)
{
    return s->doubt == DH_DOUBT_BODY || s->doubt == DH_DOUBT_STATEMENT;
}

/* What is put between a paragraph and a crosshead without belonging to either. */
static bool is_insert(const struct dh_zones *z, size_t i)
{
    uint8_t k = z->sights[i].kind;
    if (z->page->fragments[i].kind != DH_STORY && k == DH_STORY)
        return true; /* went before its words were read */
    return k == DH_AD || k == DH_RELATED || k == DH_CAPTION || k == DH_CREDIT || k == DH_VIDEO;
}

/* Whether line i is the one beside another of a pair; *pair: whether it may be. */
static bool is_second(const struct dh_zones *z, size_t i, bool *pair)
{
    bool second = *pair && tells(&z->sights[i]);
    *pair &= !second;
    return second;
}

/* What stands before and behind a fragment, up to INSERTS_MAX inserts apart from it, or for one
 * that tells something another such line. False: it is the first or the last. */
static bool find_beside(const struct dh_zones *z, size_t i, size_t *before, size_t *behind)
{
    size_t n = z->page->n_fragments, up = i, down = i + 1;
    bool pair = tells(&z->sights[i]); /* three of them are a box */
    while (up > 1 && up + INSERTS_MAX > i && (is_insert(z, up - 1) || is_second(z, up - 1, &pair)))
        up--;
    while (down + 1 < n && down < i + 1 + INSERTS_MAX &&
           (is_insert(z, down) || is_second(z, down, &pair)))
        down++;
    if (up == 0 || down >= n)
        return false;
    *before = up - 1;
    *behind = down;
    return true;
}

/* A sentence in words of one kind alone. */
static bool is_told_half(const struct dh_sight *s)
{
    return s->half && (s->flags & DH_S_STOP);
}

/* Line k is one that stays so far, of another kind than line i. */
static bool is_of_others(const struct dh_zones *z, size_t k, size_t i)
{
    return is_told_half(&z->sights[k]) && z->page->fragments[k].kind == DH_STORY &&
           z->sights[k].kind != z->sights[i].kind;
}

/* A crosshead stands between two paragraphs of the story, or two that pass `part`. */
static bool in_story(const struct dh_zones *z, size_t i,
                     bool part(const struct dh_page *, const struct dh_sight *, size_t))
{
    size_t before, behind;
    return find_beside(z, i, &before, &behind) &&
           (part(z->page, z->sights, before) || is_of_others(z, before, i)) &&
           (part(z->page, z->sights, behind) || is_of_others(z, behind, i));
}

/* Amid the story: it began before and goes on behind, and what stands on either side stays. A link
 * is a crosshead between sentences, too; what names a place or a person asks for paragraphs. */
static bool is_amid(const struct dh_zones *z, size_t i)
{
    uint8_t k = z->sights[i].kind;
    bool link = k == DH_RELATED || k == DH_COMMENTS || k == DH_AD || k == DH_PROMO ||
                k == DH_SHARE || k == DH_VIDEO;
    bool inside = link ? i > z->begin && i + 1 < z->end : i > z->first && i < z->last;
    size_t before, behind;
    if ((z->sights[i].flags & DH_S_STOP) && in_story(z, i, is_ended))
        return true; /* a question between short answers */
    return inside && find_beside(z, i, &before, &behind) && !dh_page_goes(z->page, before) &&
           !dh_page_goes(z->page, behind);
}

/* A time above a post of a live blog: below the story's first paragraph, and a sentence under it,
 * or under an ad. */
static bool above_post(const struct dh_zones *z, size_t i)
{
    size_t before, behind;
    return z->first <= z->last && i > z->first && find_beside(z, i, &before, &behind) &&
           z->page->fragments[behind].kind == DH_STORY && z->sights[behind].kind == DH_STORY &&
           (z->sights[behind].flags & (DH_S_STOP | DH_S_LONG));
}

/* The same, or with the post's headline between. */
static bool above_headed_post(const struct dh_zones *z, size_t i)
{
    const struct dh_page *p = z->page;
    if (i + 1 >= p->n_fragments || p->fragments[i + 1].kind != DH_STORY ||
        z->sights[i + 1].kind != DH_STORY)
        return false;
    return is_ended(p, z->sights, i + 1) ||
           (i + 2 < p->n_fragments && is_ended(p, z->sights, i + 2));
}

static bool is_time(const struct dh_zones *z, size_t i)
{
    return i < z->page->n_fragments && z->sights[i].doubt && z->sights[i].kind == DH_STAMP &&
           z->page->fragments[i].kind == DH_STORY;
}

/* A time in a table or list with a cell a line: two more stand at even distances before or behind
 * it, or one on either side. */
static bool in_column(const struct dh_zones *z, size_t i)
{
    for (size_t d = 2; d <= COLUMNS_MAX; d++) {
        bool up = i >= d && is_time(z, i - d), down = is_time(z, i + d);
        if ((up && down) || (up && i >= 2 * d && is_time(z, i - 2 * d)) ||
            (down && is_time(z, i + 2 * d)))
            return true;
    }
    return false;
}

/* Up to so many fragments that stay stand from the story's first to before i. A brief has
 * sentences, and none that looks like a paragraph. */
static bool is_near_first(const struct dh_zones *z, size_t i, unsigned most)
{
    size_t first = z->first <= z->last ? z->first : z->begin;
    unsigned stay = 0;
    for (; i > first && stay <= most; i--)
        stay += !dh_page_goes(z->page, i - 1);
    return stay <= most;
}

/* The date of a story stands below its standfirst, too: among its first fragments, and no other
 * beside it. Where there are more they are days of a chronicle or posts. */
static bool is_dated(const struct dh_zones *z, size_t i)
{
    enum { NEAR = 3, DATES = 2 };
    return dh_sight_is_date(&z->sights[i]) && z->sentences && z->dates <= DATES &&
           is_near_first(z, i, NEAR);
}

/* Tells something, alone between two sentences: what a site puts in stands together, or in a box.
 */
static bool is_told_amid(const struct dh_zones *z, size_t i)
{
    return z->sights[i].doubt == DH_DOUBT_BODY && in_story(z, i, is_ended);
}

/* Says of no other line that it is chrome, between two sentences: it ends as a sentence, is a label
 * of pictures and a word as headings are ("More pictures"), or has words of no table and no more
 * than a crosshead. */
static bool is_mute(const struct dh_zones *z, size_t i)
{
    const struct dh_sight *s = &z->sights[i];
    bool weak = (s->conditions & DH_IF_COMPANY) != 0, label = weak && s->kind == DH_CREDIT;
    bool asks = weak && (s->flags & DH_S_STOP) && s->kind != DH_LEGAL && s->kind != DH_BYLINE;
    bool own = weak && !s->users && s->words <= DH_CROSSHEAD_WORDS &&
               (s->open || s->named || s->doubt == DH_DOUBT_WORD);
    return (label || asks || own || tells(s)) && in_story(z, i, is_ended);
}

/* Between two sentences, with another paragraph above them: who wrote a text stands below its first
 * one at the deepest. */
static bool is_deep(const struct dh_zones *z, size_t i)
{
    size_t before, behind;
    return in_story(z, i, is_sentence) && find_beside(z, i, &before, &behind) && before > z->first;
}

static bool is_name(const struct dh_zones *z, size_t i)
{
    return z->sights[i].doubt == DH_DOUBT_NAME && z->sights[i].kind == DH_BYLINE && is_deep(z, i);
}

/* Whether its place says that what is in doubt belongs to the story. */
static bool is_settled(const struct dh_zones *z, size_t i)
{
    switch ((enum dh_doubt)z->sights[i].doubt) {
    case DH_DOUBT_NONE:
        return false;
    case DH_DOUBT_CROSSHEAD:
        return in_story(z, i, dh_is_paragraph);
    case DH_DOUBT_WORD:
        return in_story(z, i, is_sentence);
    case DH_DOUBT_STATEMENT:
        return in_story(z, i, is_ended);
    case DH_DOUBT_BODY:
        return z->page->unit == DH_UNIT_BLOCK && is_told_amid(z, i);
    case DH_DOUBT_TIME:
        return above_post(z, i) || in_column(z, i) ||
               (z->posts >= POSTS && above_headed_post(z, i));
    case DH_DOUBT_NAME:
        return z->names == 1 && is_name(z, i); /* several head the posts of a live blog */
    }
    return false;
}

/* Up to so many words and no sign, between two sentences of a scraped text: the shape of a
 * crosshead.
 */
static bool is_brief_amid(const struct dh_zones *z, size_t i, unsigned words)
{
    const uint16_t odd = DH_S_STOP | DH_S_SIGNS | DH_S_NUMBER | DH_S_COLON | DH_S_WIDE | DH_S_EMPTY;
    const struct dh_sight *s = &z->sights[i];
    return z->page->unit != DH_UNIT_BLOCK && s->words && s->words <= words && !(s->flags & odd) &&
           i > z->begin && i + 1 < z->end && in_story(z, i, is_sentence);
}

/* One that says a word of buttons; ads and pictures stand there by themselves. */
static bool is_button_amid(const struct dh_zones *z, size_t i)
{
    const struct dh_sight *s = &z->sights[i];
    bool button = s->kind == DH_SHARE || s->kind == DH_TOOLS || s->kind == DH_COMMENTS ||
                  s->kind == DH_NEWSLETTER || s->kind == DH_PROMO || s->kind == DH_LEGAL ||
                  s->kind == DH_COOKIE;
    return button && !s->users && z->page->fragments[i].kind == DH_STORY && is_brief_amid(z, i, 1);
}

/* Whether the word, in lower case, is one of the text; linear. */
static bool says_word(struct dh_str text, struct dh_str word)
{
    size_t met = 0; /* bytes of the word; SKIP: in another one */
    const size_t skip = word.n + 1;
    for (size_t at = 0; at < text.n;) {
        char low[4];
        uint32_t cp;
        at += dh_utf8_get(text, at, &cp);
        if (!(dh_utf8_class(cp) & (DH_C_LETTER | DH_C_MARK | DH_C_DIGIT))) {
            if (met == word.n)
                return true;
            met = 0;
            continue;
        }
        size_t n = dh_utf8_put(low, dh_utf8_lower(cp));
        bool same = met + n <= word.n && memcmp(word.p + met, low, n) == 0;
        met = same ? met + n : skip;
    }
    return met == word.n;
}

/* "Newsletter" above a sentence that speaks of one. */
static bool is_spoken_of(const struct dh_zones *z, size_t i)
{
    enum { ROOM = 64 };
    char word[ROOM];
    size_t n = 0, before, behind;
    struct dh_str line = dh_page_fragment(z->page, i);
    for (size_t at = 0; at < line.n && n + 4 <= ROOM;) {
        uint32_t cp;
        at += dh_utf8_get(line, at, &cp);
        if (dh_utf8_class(cp) & (DH_C_LETTER | DH_C_MARK))
            n += dh_utf8_put(word + n, dh_utf8_lower(cp));
    }
    return n && find_beside(z, i, &before, &behind) &&
           says_word(dh_page_fragment(z->page, behind), (struct dh_str){ word, n });
}

/* A word of buttons that heads a passage: which speaks of that, or among crossheads, where it is
 * the only one ("Design", "Sound", "Share", "Verdict"). */
static bool heads_passage(const struct dh_zones *z, size_t i)
{
    enum { HEADS = 2 };
    return is_button_amid(z, i) && ((z->heads >= HEADS && z->buttons == 1) || is_spoken_of(z, i));
}

/* Behind the story, or above what may be its headline: a headline of few words holds some that
 * sites use, too. */
static bool is_outside(const struct dh_zones *z, size_t i)
{
    return z->sentences && (i >= z->end || i < z->head);
}

/* Where half of a line's words is enough: outside, or for a sentence right behind a line of its
 * kind that goes by its words and is none. */
static bool is_half_chrome(const struct dh_zones *z, size_t i)
{
    if (!is_told_half(&z->sights[i]))
        return is_outside(z, i);
    return i && z->page->fragments[i - 1].kind == z->sights[i].kind &&
           z->sights[i - 1].kind == z->sights[i].kind && !(z->sights[i - 1].flags & DH_S_STOP);
}

/* Above the story, where nothing else may be its headline. */
static bool is_only_head(const struct dh_zones *z, size_t i)
{
    return z->sentences && i < z->begin && z->head == 0;
}

/* "Latest", "En direct": what announces a list is the title of a clean text where it stands above
 * it. */
static bool may_be_title(const struct dh_zones *z, size_t i)
{
    const struct dh_sight *s = &z->sights[i];
    return (s->kind == DH_RELATED || s->kind == DH_TAGS) && dh_sight_is_short(s) && i < z->begin;
}

/* The first line of all, with who wrote the text below it, or when: its headline, where it may be
 * one of a clean text. */
static bool is_top(const struct dh_zones *z, size_t i)
{
    const uint16_t odd = DH_S_STOP | DH_S_SIGNS | DH_S_NUMBER | DH_S_COLON;
    const struct dh_sight *s = &z->sights[i];
    if (i || z->told < STORY || z->page->n_fragments < 2 || s->words < 2 || (s->flags & odd) ||
        s->kind == DH_COOKIE || s->kind == DH_TOOLS ||
        !((s->conditions & DH_IF_COMPANY) || may_be_title(z, i)))
        return false;
    uint8_t below = z->sights[1].kind;
    return (below == DH_BYLINE || below == DH_STAMP) && is_only_head(z, i);
}

/* "Corrections and clarifications": what a site says of rights and standards stands below its
 * stories; above one, where nothing else may be the headline, it is that. */
static bool is_legal_title(const struct dh_zones *z, size_t i)
{
    const uint16_t odd = DH_S_STOP | DH_S_SIGNS | DH_S_NUMBER | DH_S_COLON;
    const struct dh_sight *s = &z->sights[i];
    return s->kind == DH_LEGAL && s->cover && !s->half && s->words >= 2 && !(s->flags & odd) &&
           z->page->unit != DH_UNIT_BLOCK && is_only_head(z, i);
}

/* A row of a list that stays so far, or an ad between two of them. */
static bool is_row(const struct dh_zones *z, size_t i)
{
    bool pair = (z->sights[i].flags & DH_S_PAIR) && !dh_page_goes(z->page, i);
    return pair || is_put_in(z->page, i);
}

/* Among rows of a list, "Light: Ted Vane", two of which and a third of all say nothing of a site.
 */
static bool in_list(const struct dh_zones *z, size_t i)
{
    enum { FAR = 10, ROWS = 3, OWN = 2, PART = 3, SHORT = 6 };
    size_t from = i, end = i, rows = 0, own = 0;
    while (from && i - from < FAR && is_row(z, from - 1))
        from--;
    while (end < z->page->n_fragments && end - i < FAR && is_row(z, end))
        end++;
    for (size_t k = from; k < end; k++) {
        rows += (z->sights[k].flags & DH_S_PAIR) != 0;
        own += (z->sights[k].flags & DH_S_PAIR) && is_line(z->page, z->sights, k);
    }
    bool link = z->sights[i].kind == DH_RELATED && end == i + 1; /* behind the list */
    bool picture = (z->sights[i].kind == DH_CAPTION || z->sights[i].kind == DH_CREDIT) &&
                   z->sights[i].words > SHORT; /* not "Photographs: Ines Rowe" in an imprint */
    bool names =
        dh_str_eq(z->sights[i].rule, DH_STR("grammar.credit.slash")); /* of stations, too */
    return (z->sights[i].flags & DH_S_PAIR) && rows >= ROWS && own >= OWN && own * PART >= rows &&
           !link && (!picture || names);
}

/* "Jan Wrona, University of Elm": a name and what it is called for, no more. */
static bool is_enrolled(const struct dh_sight *s)
{
    enum { LEAST = 3, MOST = 9 };
    return (s->flags & DH_S_SIGNS) &&
           !(s->flags & (DH_S_STOP | DH_S_NUMBER | DH_S_COLON | DH_S_PAIR)) && s->words >= LEAST &&
           s->words <= MOST;
}

/* "David Blunt, University of Elm": one whom a roll names, called for what no newsroom has. */
static bool is_signer(const struct dh_zones *z, size_t i)
{
    return i < z->page->n_fragments && is_enrolled(&z->sights[i]) && is_line(z->page, z->sights, i);
}

/* "Orla Finch, author" in a roll of those who signed something, beside a signer and with as many of
 * them around as of holders of a newsroom's titles. It stands below a sentence: above the first one
 * are headlines with a comma, and the story's own author among them. */
static bool in_roll(const struct dh_zones *z, size_t i)
{
    enum { FAR = 6, OWN = 2 };
    size_t own = 0, holders = 0;
    if (z->sights[i].kind != DH_BYLINE || !is_enrolled(&z->sights[i]) || i <= z->begin ||
        !(is_signer(z, i - 1) || is_signer(z, i + 1)))
        return false;
    for (size_t k = i < FAR ? 0 : i - FAR; k < z->page->n_fragments && k <= i + FAR; k++) {
        own += is_signer(z, k);
        holders += is_enrolled(&z->sights[k]) && z->sights[k].kind == DH_BYLINE;
    }
    return own >= OWN && own >= holders;
}

/* Line k begins with a small letter. */
static bool begins_small(const struct dh_page *p, size_t k)
{
    return dh_utf8_starts_small(dh_page_fragment(p, k));
}

/* "and does not ask for more": goes on with the line above, which has no stop, as others around it
 * do: verse. */
static bool is_verse(const struct dh_zones *z, size_t i)
{
    enum { WORDS = 4 };
    const struct dh_page *p = z->page;
    if (i == 0 || i + 1 >= p->n_fragments || z->sights[i].words < WORDS || !begins_small(p, i) ||
        !is_line(p, z->sights, i - 1) || (z->sights[i - 1].flags & (DH_S_STOP | DH_S_COLON)))
        return false;
    return begins_small(p, i - 1) || (is_line(p, z->sights, i + 1) && begins_small(p, i + 1));
}

/* "No headphone jack" below a heading by its words ("Cons"), among lines without a stop: what it
 * lists. */
static bool is_listed(const struct dh_zones *z, size_t i)
{
    enum { FAR = 6, WORDS = 3 };
    const struct dh_sight *s = &z->sights[i];
    bool words = s->cover && s->words >= WORDS && !(s->flags & (DH_S_STOP | DH_S_COLON));
    if (!words || s->kind == DH_AD || s->kind == DH_SHARE || s->kind == DH_RELATED || i >= z->end)
        return false;
    for (size_t k = i; k-- > 0 && k + FAR >= i;) {
        if (z->page->fragments[k].kind == DH_CROSSHEAD)
            return true;
        if (!is_line(z->page, z->sights, k) || is_ended(z->page, z->sights, k))
            return false;
    }
    return false;
}

/* Behind the story's last paragraph; a brief, which has none, ends with its last sentence. */
static bool is_behind(const struct dh_zones *z, size_t i)
{
    return z->first <= z->last ? i > z->last : z->sentences && i >= z->end;
}

bool dh_condition_holds_alone(const struct dh_zones *z, size_t i)
{
    uint16_t c = z->sights[i].conditions;
    if ((c & DH_IF_HEAD) && !(z->first <= z->last && i < z->first))
        return false;
    if ((c & DH_IF_TAIL) && !is_behind(z, i))
        return false;
    if (z->sights[i].cover && (z->sights[i].flags & DH_S_STOP) && z->page->n_fragments == 1)
        return false; /* a sentence that is the whole text */
    if (is_settled(z, i) || (z->sights[i].half && !is_half_chrome(z, i)) ||
        (z->sights[i].named && is_only_head(z, i)) || is_top(z, i) || is_legal_title(z, i) ||
        in_list(z, i) || in_roll(z, i) || heads_passage(z, i) || is_listed(z, i) || is_verse(z, i))
        return false;
    return !(((c & DH_IF_LONE) && follows_post(z->page, i)) ||
             ((c & DH_IF_APART) && is_amid(z, i)));
}

static bool holds_but_company(const struct dh_zones *z, size_t i)
{
    return dh_condition_holds_alone(z, i) && (!z->sights[i].half || is_beside(z->page, i)) &&
           (!(z->sights[i].conditions & DH_IF_EDGE) || at_edge(z->page, i) || is_dated(z, i));
}

/* Of what a site puts between two sentences, or a sentence between two lines of the story, more
 * stands around it. */
static bool needs_company_amid(const struct dh_zones *z, size_t i)
{
    return (z->sights[i].conditions & DH_IF_COMPANY_AMID) && i > z->begin && i + 1 < z->end &&
           (in_story(z, i, is_ended) ||
            ((z->sights[i].flags & DH_S_STOP) && in_story(z, i, is_line)));
}

/* "Reporting by Orla Finch; editing by Jan Wrona" below the last sentence signs a clean text. The
 * letters of a desk, "dpa/lni", sign what a page holds besides its chrome. */
static bool signs_off(const struct dh_zones *z, size_t i)
{
    const struct dh_sight *s = &z->sights[i];
    bool desk = z->page->outside_blocks && dh_str_eq(s->rule, DH_STR("grammar.signature"));
    return s->kind == DH_BYLINE && z->sentences && i >= z->end && !desk;
}

/* Wherever it stands; amid the story: needs_company_amid. */
static bool is_weak(const struct dh_zones *z, size_t i)
{
    const struct dh_sight *s = &z->sights[i];
    return (s->conditions & DH_IF_COMPANY) ||
           (!s->users && (may_be_title(z, i) || signs_off(z, i)));
}

static bool needs_company(const struct dh_zones *z, size_t i)
{
    return is_weak(z, i) || needs_company_amid(z, i);
}

/* "Welcome back": words that stories use as headings, too, above a text however short. */
static bool may_be_heading(const struct dh_zones *z, size_t i)
{
    const struct dh_sight *s = &z->sights[i];
    return i == 0 && (s->conditions & DH_IF_EDGE) && (s->conditions & DH_IF_COMPANY) && !s->half &&
           !(s->flags & (DH_S_STOP | DH_S_SIGNS)) && is_only_head(z, i);
}

/* A text of which nothing else goes has been cleaned, if there is enough of it to tell. */
static bool has_company(const struct dh_zones *z, size_t i)
{
    enum { SHORT_TOLD = 2, SHORT_LINES = 6 }; /* a recipe, verse, results */
    bool enough = z->told >= STORY || (z->told >= SHORT_TOLD && z->stay >= SHORT_LINES) ||
                  may_be_heading(z, i);
    return z->gone || !enough || z->weak >= WEAK || z->weak + z->amid >= WEAK_AMID;
}

/* Whether the text comes from a page, around which chrome went: it was not cleaned before. Whose it
 * is may be told by the story's own line all the same. */
static bool is_of_page(const struct dh_zones *z, size_t i)
{
    return z->page->outside_blocks && z->sights[i].kind != DH_LEGAL;
}

bool dh_condition_holds(const struct dh_zones *z, size_t i)
{
    return (!needs_company(z, i) || has_company(z, i) || is_of_page(z, i)) &&
           holds_but_company(z, i);
}

/* A line of some words, none of which a site uses. */
static bool is_title(const struct dh_page *page, const struct dh_sight *sights, size_t i)
{
    enum { WORDS = 4 };
    return page->fragments[i].kind == DH_STORY && sights[i].kind == DH_STORY &&
           sights[i].words >= WORDS;
}

struct dh_zones dh_zones_find(const struct dh_page *page, const struct dh_sight *sights)
{
    struct dh_zones z = { .page = page, .sights = sights, .first = 1 };
    for (size_t i = 0; i < page->n_fragments; i++) {
        z.dates += dh_sight_is_date(&sights[i]) && page->fragments[i].kind == DH_STORY;
        z.gone += dh_page_goes(page, i) && page->fragments[i].kind != DH_REPEAT;
        z.stay += is_line(page, sights, i);
        if (is_ended(page, sights, i)) /* a long one holds several */
            z.told += page->fragments[i].n > DH_SIGHT_FULL ? 2 : 1;
        if (is_sentence(page, sights, i)) {
            z.begin = z.sentences ? z.begin : i;
            z.end = i + 1;
            z.sentences++;
        }
        if (!z.sentences && is_title(page, sights, i))
            z.head = i + 1;
        if (!dh_is_paragraph(page, sights, i))
            continue;
        if (z.first > z.last)
            z.first = i;
        z.last = i;
    }
    for (size_t i = 0; i < page->n_fragments; i++) {
        z.posts += is_time(&z, i) && above_headed_post(&z, i);
        z.heads += (is_line(page, sights, i) || sights[i].kind == DH_CROSSHEAD) &&
                   is_brief_amid(&z, i, HEAD_WORDS);
        z.buttons += is_button_amid(&z, i);
        z.names += is_name(&z, i);
    }
    for (size_t i = 0; i < page->n_fragments && z.weak < WEAK; i++) {
        bool weak = is_weak(&z, i);
        if (page->fragments[i].kind != DH_STORY || !(weak || needs_company_amid(&z, i)) ||
            !holds_but_company(&z, i) || is_mute(&z, i))
            continue;
        z.weak += weak;
        z.amid += !weak;
    }
    return z;
}
