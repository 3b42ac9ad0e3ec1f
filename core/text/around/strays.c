/* SPDX-License-Identifier: MIT */
#include "text/around/strays.h"

#include "base/utf8.h"
#include "text/around/address.h"
#include "text/grammar/results.h"
#include "text/view/clauses.h"

enum { WORDS_MAX = 24 }; /* of a line, that are looked for */

/* A line that may go, and how many of its words stand in other lines that stay. */
struct stray {
    size_t at; /* fragment */
    uint64_t words[WORDS_MAX];
    uint32_t n, shared;
    bool seen[WORDS_MAX];
    bool you;   /* speaks to the reader, or offers something */
    bool offer; /* the latter alone */
    bool asks;  /* the former, and is no sentence that tells something */
    bool we;    /* tells of those who wrote it */
};

struct strays {
    const struct dh_view *view;
    struct dh_page *page;
    const struct dh_sight *sights;
    struct dh_zones zones;
    struct dh_address address;
    struct dh_pagewords *words;
    struct stray line[DH_STRAYS_MAX];
    size_t n;
    size_t open, head; /* the first line that opens the story, and that may stand above it */
    size_t above;      /* lines that stay between `head` and the first sentence */
    size_t you;        /* lines that may go since they speak to the reader or offer something */
    size_t speaks;     /* lines of the story that speak to the reader; two are as good as more */
    size_t asks;       /* lines that do, and may go */
    size_t questions;  /* lines that stay and end as questions */
    bool crowd;        /* many lines go, of several kinds: more such stand among the story's */
};

static bool stays(const struct strays *s, size_t i)
{
    return i < s->page->n_fragments && s->page->fragments[i].kind == DH_STORY &&
           !(s->sights[i].flags & (DH_S_KEEP | DH_S_EMPTY));
}

static bool goes(const struct strays *s, size_t i)
{
    return i < s->page->n_fragments && dh_page_goes(s->page, i);
}

/* Goes, and is no ad or picture: those stand between a story's lines. */
static bool is_chrome(const struct strays *s, size_t i)
{
    uint8_t k = i < s->page->n_fragments ? s->page->fragments[i].kind : (uint8_t)DH_STORY;
    return goes(s, i) && k != DH_AD && k != DH_CAPTION && k != DH_CREDIT && k != DH_REPEAT;
}

/* More than so many of its words, of a thousand, are such as buttons and labels have. */
enum { WORDS_ASKED = 150, WORDS_SHORT = 250 };

static bool has_words(const struct strays *s, size_t i, unsigned part)
{
    return s->sights[i].chrome > part;
}

/* ---- Lines that speak to the reader */

static bool is_plain(const struct strays *s, size_t i)
{
    return dh_clause_plain(&s->sights[i], dh_page_fragment(s->page, i));
}

static bool is_sentence(const struct strays *s, size_t i)
{
    return dh_clause_sentence(&s->sights[i], dh_page_fragment(s->page, i));
}

/* Ends as a sentence that tells something, no question or call. */
static bool tells(const struct strays *s, size_t i)
{
    enum { LEAST = 6 };
    uint32_t last = dh_utf8_last(dh_page_fragment(s->page, i));
    return s->sights[i].words >= LEAST &&
           (last == '.' || last == 0x2026 || last == 0x3002 || last == 0x964);
}

/* Ends as a question. */
static bool is_question(const struct strays *s, size_t i)
{
    return dh_utf8_question(dh_utf8_last(dh_page_fragment(s->page, i)));
}

/* Whom line i speaks to or of (address.h). */
static unsigned address_of(const struct strays *s, size_t i)
{
    return dh_address_read(&s->address, dh_page_fragment(s->page, i),
                           dh_pagewords_text(s->words, i));
}

/* To its reader, or of those who wrote it in one clause. */
static bool speaks(const struct strays *s, size_t i, unsigned address)
{
    return (address & DH_ADDRESS_YOU) ||
           ((address & DH_ADDRESS_OUR) && dh_clause_one(dh_page_fragment(s->page, i)));
}

static bool is_beside(const struct strays *s, size_t i)
{
    return goes(s, i + 1) || (i && goes(s, i - 1));
}

/* The same, but for ads and pictures: a story's sentences stand beside those. */
static bool is_beside_chrome(const struct strays *s, size_t i)
{
    return is_chrome(s, i + 1) || (i && is_chrome(s, i - 1));
}

/* "A crack you can hear": as short as crossheads are, and no question. */
static bool is_crosshead(const struct strays *s, size_t i)
{
    enum { WORDS = 5 };
    struct dh_str line = dh_page_fragment(s->page, i);
    return s->page->fragments[i].role == DH_ROLE_HEADING ||
           (!(s->sights[i].flags & (DH_S_STOP | DH_S_SIGNS | DH_S_WIDE)) &&
            s->sights[i].words <= WORDS && dh_clause_question(line) == line.n);
}

/* Beside what goes, or amid the story in a text that holds much of a site, and neither sentence nor
 * crosshead of it. Markup tells what stands beside a page's body: amid it no sentence goes. */
static bool may_stand(const struct strays *s, size_t i)
{
    bool beside = is_beside(s, i);
    if (beside && s->page->unit != DH_UNIT_BLOCK)
        return true;
    return (s->crowd || beside) && !is_sentence(s, i) && !is_crosshead(s, i);
}

/* "Fancy a challenge? Play today's crossword": a question, and an answer without a stop. */
static bool offers(const struct strays *s, size_t i)
{
    enum { WORDS = 12, WIDE = 24, ASKS = 8 /* bytes of a question */ };
    const struct dh_sight *x = &s->sights[i];
    struct dh_str line = dh_str_trim(dh_page_fragment(s->page, i));
    if ((x->flags & (DH_S_LONG | DH_S_STOP | DH_S_PRICE)) ||
        x->words > (x->flags & DH_S_WIDE ? (unsigned)WIDE : (unsigned)WORDS))
        return false;
    size_t asked = dh_clause_question(line);
    return asked > ASKS && asked < line.n && may_stand(s, i) && is_plain(s, i);
}

/* Of so few words that it may be a site's, and speaks to its reader. */
static bool may_ask(const struct strays *s, size_t i)
{
    enum { WORDS = 22, WIDE = 44 };
    const struct dh_sight *x = &s->sights[i];
    if ((x->flags & DH_S_LONG) ||
        x->words > (x->flags & DH_S_WIDE ? (unsigned)WIDE : (unsigned)WORDS) || !may_stand(s, i) ||
        !is_plain(s, i))
        return false;
    unsigned address = address_of(s, i);
    return !(address & DH_ADDRESS_I) && speaks(s, i, address);
}

/* ---- Short lines */

/* A few words without a stop. */
static bool is_short(const struct strays *s, size_t i, unsigned words)
{
    const uint16_t odd = DH_S_STOP | DH_S_SAY | DH_S_QUOTED | DH_S_COLON | DH_S_LONG | DH_S_PRICE;
    return stays(s, i) && !(s->sights[i].flags & odd) && is_plain(s, i) &&
           s->sights[i].words <= (s->sights[i].flags & DH_S_WIDE ? 2 * words : words);
}

enum { FEW = 4, SOME = 8 }; /* words of a button, and of a line that is none */

/* The run of short lines around i, of which so many are looked at on either side. */
static void find_run(const struct strays *s, size_t i, size_t *from, size_t *end)
{
    enum { FAR = 12 };
    *from = i;
    *end = i + 1;
    while (*from && i - *from < FAR && is_short(s, *from - 1, SOME))
        --*from;
    while (*end - i < FAR && is_short(s, *end, SOME))
        ++*end;
}

static void find_opening(struct strays *s)
{
    size_t n = s->page->n_fragments;
    s->open = s->head = n;
    for (size_t i = n; i-- > 0;) {
        if (dh_kind_opens(s->page->fragments[i].kind))
            s->open = i;
        if (stays(s, i) || s->page->fragments[i].kind == DH_BYLINE)
            s->head = i;
    }
    for (size_t i = s->head; i < s->zones.begin && i < n; i++)
        s->above += stays(s, i);
}

/* Whether a run from there on stands above the first sentence and below the headline: right behind
 * what goes, with what opens a story above it, and a line that stays, or the author. */
static bool is_below_opening(const struct strays *s, size_t from)
{
    return from < s->zones.begin && from && is_chrome(s, from - 1) && s->open < from &&
           s->head < from;
}

/* A line of such a run. The last of several may be a crosshead above the first sentence, and many
 * are a list of links, or, where as many stay, of what a recipe asks for. */
static bool is_at_top(const struct strays *s, size_t i, size_t from, size_t end)
{
    enum { ROW = 3, LIST = 10 };
    bool last = i + 1 == end && end == s->zones.begin && end - from > 1;
    return is_below_opening(s, from) && end - from <= ROW && s->above < LIST &&
           (!last || (s->sights[i].flags & DH_S_NUMBER));
}

/* Where the run begins that ads and pictures part: a list of the story's goes on behind them. */
static size_t before_inserts(const struct strays *s, size_t from)
{
    enum { FAR = 6 };
    size_t at = from;
    while (at && from - at < FAR && goes(s, at - 1) && !is_chrome(s, at - 1))
        at--;
    return at;
}

/* Right behind a sentence of the story, or behind what goes: in no list. */
static bool is_told(const struct strays *s, size_t from)
{
    return from && (goes(s, from - 1) || (s->sights[from - 1].flags & (DH_S_STOP | DH_S_LONG)));
}

/* Behind the story's last sentence: some lines above what goes. Many of them, or results of
 * matches, are a list of the story's; right behind the sentence those that have no words of buttons
 * are its last words, or what there is to know. */
static bool is_behind(const struct strays *s, size_t i, size_t run, size_t end)
{
    enum { ROW = 2, BOX = 4 };
    size_t from = before_inserts(s, run);
    return i >= s->zones.end && end - run <= (s->crowd ? (size_t)BOX : (size_t)ROW) &&
           is_chrome(s, end) && is_told(s, from) && !(s->sights[i].flags & DH_S_SIGNS) &&
           !dh_results_line(dh_page_fragment(s->page, i)) &&
           (goes(s, from - 1) || has_words(s, i, WORDS_SHORT));
}

static bool is_stray_place(const struct strays *s, size_t i)
{
    size_t from, end;
    find_run(s, i, &from, &end);
    return is_at_top(s, i, from, end) || is_behind(s, i, from, end);
}

/* ---- What the text has of their words */

static void add(struct strays *s, size_t i, bool you, bool offer)
{
    struct stray *x = &s->line[s->n++];
    struct dh_wordwalk walk = dh_wordwalk_begin(s->words, i);
    *x = (struct stray){ .at = i, .you = you || offer, .offer = offer };
    x->asks = you && !tells(s, i);
    x->we = (address_of(s, i) & (DH_ADDRESS_OUR | DH_ADDRESS_WE)) != 0;
    for (uint64_t hash; x->n < WORDS_MAX && (hash = dh_wordwalk_next(&walk)) != 0;)
        x->words[x->n++] = hash;
}

/* The lines that may go by what the text has of their words. */
static void read_lines(struct strays *s, bool known)
{
    for (size_t i = 0; i < s->page->n_fragments && s->n < DH_STRAYS_MAX; i++) {
        if (!stays(s, i))
            continue;
        s->questions += is_question(s, i);
        bool you = known && may_ask(s, i), offer = !you && offers(s, i);
        if (you || offer ||
            (s->page->unit != DH_UNIT_BLOCK && is_short(s, i, SOME) && is_stray_place(s, i)))
            add(s, i, you, offer);
    }
}

/* A filter of one bit a word: most words of a text are none of those that are looked for. */
static inline uint64_t filter_bit(uint64_t hash)
{
    return (uint64_t)1 << (hash >> 58);
}

static void look_for(struct strays *s, uint64_t hash, size_t i)
{
    for (size_t k = 0; k < s->n; k++) {
        struct stray *x = &s->line[k];
        for (uint32_t w = 0; x->at != i && w < x->n; w++)
            x->seen[w] |= x->words[w] == hash;
    }
}

static void count_shared(struct strays *s)
{
    uint64_t filter[64] = { 0 };
    dh_pagewords_hash(s->words);
    for (size_t k = 0; k < s->n; k++)
        for (uint32_t w = 0; w < s->line[k].n; w++)
            filter[s->line[k].words[w] >> 52 & 63] |= filter_bit(s->line[k].words[w]);
    for (size_t i = 0; i < s->page->n_fragments; i++) {
        if (!stays(s, i))
            continue;
        struct dh_wordwalk walk = dh_wordwalk_begin(s->words, i);
        for (uint64_t hash; (hash = dh_wordwalk_next(&walk)) != 0;)
            if (filter[hash >> 52 & 63] & filter_bit(hash))
                look_for(s, hash, i);
    }
    for (size_t k = 0; k < s->n; k++)
        for (uint32_t w = 0; w < s->line[k].n; w++)
            s->line[k].shared += s->line[k].seen[w];
}

/* A line that is looked at stands for the story where half of its words, and two, come back. */
static void count_lines(struct strays *s)
{
    enum { HALF = 2, LEAST = 2 };
    for (size_t k = 0; k < s->n; k++) {
        const struct stray *x = &s->line[k];
        bool own = x->shared * HALF >= x->n && x->shared >= LEAST;
        s->speaks += x->you && !x->offer && (own || !x->asks);
        s->asks += x->asks && !own;
        s->you += x->you;
    }
}

/* The story's sentences that speak to the reader, as far as it matters. */
static void count_speaking(struct strays *s)
{
    enum { ENOUGH = 2 };
    for (size_t i = 0, k = 0; s->you && s->speaks < ENOUGH && i < s->page->n_fragments; i++) {
        while (k < s->n && s->line[k].at < i)
            k++;
        bool counted = k < s->n && s->line[k].at == i && s->line[k].you;
        s->speaks += stays(s, i) && !counted && (s->sights[i].flags & (DH_S_STOP | DH_S_LONG)) &&
                     is_plain(s, i) && speaks(s, i, address_of(s, i));
    }
}

/* ---- What goes */

static bool strike(struct strays *s, size_t i, enum dh_kind kind, struct dh_str rule)
{
    if (!dh_view_on(s->view, rule))
        return false;
    dh_page_strike(s->page, i, kind, rule);
    return true;
}

/* Not the first sentence, and above it only below what opens the story. */
static bool may_go(const struct strays *s, size_t i)
{
    return i > s->zones.begin || is_below_opening(s, i);
}

/* Right behind a line of the story: a question of an interview that asks more, a sentence that
 * tells nothing of those who wrote it ("Did you see it? Ring 555 0143."), or what has a word of the
 * story and is its last advice. Sites speak of themselves in longer sentences. */
static bool is_of_story(const struct strays *s, const struct stray *x)
{
    enum { ASKED = 2, WORDS = 14 };
    if (x->offer || goes(s, x->at - 1))
        return false;
    if (s->questions >= ASKED && is_question(s, x->at))
        return true;
    uint16_t flags = s->sights[x->at].flags;
    bool told = is_sentence(s, x->at) || ((flags & DH_S_STOP) && (flags & DH_S_NUMBER));
    if (told && !x->we && s->sights[x->at].words <= WORDS)
        return true;
    return x->shared && (x->asks ? x->at >= s->zones.end : s->sights[x->at].words <= WORDS);
}

/* Whether the story around it speaks to nobody. One that does once may do so twice, but not where
 * sites put theirs; amid its lines a sentence is its own. "Tell us" hardly is. */
static bool is_alone(const struct strays *s, const struct stray *x)
{
    enum { ALONE = 3, MOST = 6 };
    bool beside = is_beside(s, x->at);
    if ((x->offer && (x->shared || s->speaks)) || !may_stand(s, x->at) || is_of_story(s, x))
        return false;
    if (x->we && !is_sentence(s, x->at))
        return beside || s->speaks <= 1;
    if (!x->asks && !x->offer)
        return s->speaks <= 1 && is_beside_chrome(s, x->at);
    return s->speaks <= (beside ? 1 : 0) && s->asks <= (beside ? (size_t)MOST : (size_t)ALONE);
}

/* Whether a site says it, and no recipe, poem or notice of the police: it has words of buttons, or
 * tells of those who wrote it. Below what opens the story few such lines are its own. */
static bool is_of_site(const struct strays *s, const struct stray *x)
{
    bool behind = x->at >= s->zones.end;
    return x->at < s->zones.begin || has_words(s, x->at, WORDS_ASKED) ||
           (x->we && (behind || has_words(s, x->at, 0)));
}

static bool strike_address(struct strays *s, const struct stray *x)
{
    enum { THIRD = 3 };
    return x->you && is_of_site(s, x) && x->shared * THIRD <= x->n && may_go(s, x->at) &&
           is_alone(s, x) && strike(s, x->at, DH_PROMO, DH_STR("context.reader"));
}

/* "Friday 7 pm", "Attendance 812": a list of what there is to know. */
static bool has_numbers(const struct strays *s, size_t from, size_t end)
{
    for (size_t i = from; i < end; i++)
        if (s->sights[i].flags & DH_S_NUMBER)
            return true;
    return false;
}

/* Buttons right behind line i. The last one may be a crosshead, unless no sentence of the story
 * follows, or it is in words of buttons. */
static bool strike_buttons(struct strays *s, size_t i)
{
    enum { ROW = 6, HALF = 500 };
    size_t end = i + 1;
    bool any = false;
    while (is_short(s, end, FEW) && s->page->fragments[end].role != DH_ROLE_HEADING &&
           end <= i + ROW)
        end++;
    if (end > i + ROW || has_numbers(s, i + 1, end))
        return false;
    if (end > i + 1 && stays(s, end) && s->sights[end - 1].chrome < HALF)
        end--;
    for (size_t k = i + 1; k < end; k++)
        any |= (k < s->zones.end || has_words(s, k, WORDS_SHORT)) &&
               strike(s, k, DH_PROMO, DH_STR("context.button"));
    return any;
}

static bool is_shared(const struct strays *s, const struct stray *x)
{
    return x->shared && stays(s, x->at);
}

/* Right beside a short line that has words of the story: both are its own. */
static bool is_in_list(const struct strays *s, size_t k)
{
    const struct stray *x = &s->line[k];
    return (k && x[-1].at + 1 == x->at && is_shared(s, x - 1)) ||
           (k + 1 < s->n && x[1].at == x->at + 1 && is_shared(s, x + 1));
}

/* A time above the first of several posts, where others stand above the next ones. */
static bool is_time_of_post(const struct strays *s, size_t i)
{
    enum { POSTS = 2 };
    return s->sights[i].kind == DH_STAMP && s->zones.posts >= POSTS;
}

/* "Saturday": what is on then stands below it. */
static bool is_day(const struct strays *s, size_t i)
{
    const struct dh_view *v = s->view;
    dh_tokens_cut(v->words, &v->cues->vocab, dh_page_fragment(s->page, i), 2);
    dh_cues_mark(v->cues, v->words, v->marks);
    return v->words->n == 1 && (dh_view_role(v, 0, DH_R_DAY) & dh_view_own(v));
}

static bool strike_all(struct strays *s)
{
    bool any = false;
    for (size_t k = 0; k < s->n; k++) {
        const struct stray *x = &s->line[k];
        if (strike_address(s, x)) {
            strike_buttons(s, x->at);
            any = true;
        } else if (!x->you && x->shared == 0 && stays(s, x->at) && !is_in_list(s, k) &&
                   !is_time_of_post(s, x->at) && !is_day(s, x->at)) {
            any |= strike(s, x->at, DH_OTHER, DH_STR("context.stray"));
        }
    }
    return any;
}

/* Something goes of a text that tells enough, in a language that is known, and not about sites. Of
 * a page lines went around the article. */
static bool may_hold(struct strays *s)
{
    enum { KINDS = 3, LINES = 5, MOST = 3000 }; /* of a longer text no line is looked for */
    const struct dh_page *p = s->page;
    uint32_t kinds = 0, lines = 0;
    for (size_t i = 0; i < p->n_fragments; i++) {
        if (!is_chrome(s, i))
            continue;
        kinds |= 1u << p->fragments[i].kind;
        lines++;
    }
    s->crowd = (lines >= LINES && __builtin_popcount(kinds) >= KINDS) || p->outside_blocks >= LINES;
    return (kinds || s->crowd) && p->n_fragments <= MOST && s->view->lang >= 0 &&
           !s->view->subject && p->unit != DH_UNIT_SENTENCE;
}

bool dh_strays_strike(const struct dh_view *v, struct dh_page *page, const struct dh_sight *sights,
                      struct dh_pagewords *words)
{
    enum { SENTENCES = 4 };
    struct strays s = { .view = v, .page = page, .sights = sights, .words = words };
    if (!may_hold(&s))
        return false;
    s.zones = dh_zones_find(page, sights);
    if (s.zones.sentences < SENTENCES)
        return false;
    find_opening(&s);
    read_lines(&s, dh_address_of(&s.address, &v->cues->lists, v->lang));
    if (s.n == 0)
        return false;
    count_shared(&s);
    count_lines(&s);
    count_speaking(&s);
    return strike_all(&s);
}
