/* SPDX-License-Identifier: MIT */
#include "text/around/boxes.h"

#include "text/around/strays.h"

/* What the readers of boxes share. */
struct boxes {
    const struct dh_view *view;
    struct dh_page *page;
    const struct dh_sight *sights;
    struct dh_zones zones;
    size_t degrees, quotes, ranks; /* lines of such a piece that stay */
    size_t loose;                  /* of the last those by no button */
    size_t handles;
    bool read, percents; /* a line of the story speaks of a percentage, once that was read */
    size_t times;        /* lengths that are none of a player's */
    size_t polls;        /* questions with a share below them */
};

/* Nothing struck line i, and no row keeps it. */
static bool stays(const struct boxes *b, size_t i)
{
    return i < b->page->n_fragments && b->page->fragments[i].kind == DH_STORY &&
           !(b->sights[i].flags & DH_S_KEEP);
}

static bool goes(const struct boxes *b, size_t i)
{
    return i < b->page->n_fragments && dh_page_goes(b->page, i);
}

static enum dh_piece piece(const struct boxes *b, size_t i)
{
    return i < b->page->n_fragments ? (enum dh_piece)b->sights[i].piece : DH_PIECE_NONE;
}

/* A button by its words that counts how often it was pressed. */
static bool counts(const struct boxes *b, size_t i)
{
    uint8_t k = goes(b, i) ? b->page->fragments[i].kind : (uint8_t)DH_STORY;
    return (k == DH_SHARE || k == DH_COMMENTS) && b->sights[i].kind == k;
}

/* Number i stands behind such a button ("Tweet", "38") or above one ("12", "Shares"), where it ends
 * no line of a table. */
static bool by_button(const struct boxes *b, size_t i)
{
    enum { WORDS = 4 };
    if (i && counts(b, i - 1))
        return true;
    return counts(b, i + 1) && (i == 0 || goes(b, i - 1) || b->sights[i - 1].words >= WORDS);
}

/* Players, and what announces them: "Watch the video" may be a credit's label. */
static bool plays(uint8_t kind)
{
    return kind == DH_VIDEO || kind == DH_TOOLS || kind == DH_CREDIT || kind == DH_RELATED;
}

/* Beside what plays something. */
static bool by_player(const struct boxes *b, size_t i)
{
    bool player = false;
    for (size_t k = i ? i - 1 : i; k <= i + 1 && k < b->page->n_fragments; k++)
        player |= plays(b->page->fragments[k].kind);
    return player;
}

static bool strike(struct boxes *b, size_t from, size_t to, enum dh_kind kind, struct dh_str rule)
{
    bool any = false;
    for (size_t i = from; i < to && dh_view_on(b->view, rule); i++) {
        if (!stays(b, i))
            continue;
        dh_page_strike(b->page, i, kind, rule);
        any = true;
    }
    return any;
}

/* Whether a line of the story, none of a box, speaks of a percentage, in whatever language. */
static bool finds_percents(const struct boxes *b)
{
    for (size_t i = 0; i < b->page->n_fragments; i++) {
        if (!stays(b, i) || (piece(b, i) != DH_PIECE_NONE && piece(b, i) != DH_PIECE_LINE))
            continue;
        struct dh_str line = dh_page_fragment(b->page, i);
        for (int lang = 0; lang <= DH_LIST_ANY; lang++)
            if (dh_wordlist_in(b->view->cues->lists.of[DH_LIST_PERCENT][lang], line))
                return true;
    }
    return false;
}

/* The same, read once. */
static bool tells_percents(struct boxes *b)
{
    if (!b->read)
        b->percents = finds_percents(b);
    b->read = true;
    return b->percents;
}

/* Whether what stands beside lines [from, to) is of a poll: its label, button or count. */
static bool by_voting(const struct boxes *b, size_t from, size_t to)
{
    return (from && goes(b, from - 1) && b->page->fragments[from - 1].kind == DH_COMMENTS) ||
           (goes(b, to) && b->page->fragments[to].kind == DH_COMMENTS);
}

/* A question, and answers that are a hundred percent together. A story on a survey tells of its
 * figures in sentences, has several questions or hardly more than this one. */
static bool poll(struct boxes *b, size_t i)
{
    enum { LEAST = 2, MOST = 10, ROUND = 3, ALL = 100, STORY = 4 };
    unsigned sum = 0;
    size_t end = i + 1;
    while (piece(b, end) == DH_PIECE_PERCENT && end <= i + MOST)
        sum += b->sights[end++].figure;
    if (end - i - 1 < LEAST || sum + ROUND < ALL || sum > ALL + ROUND || tells_percents(b))
        return false;
    if (!by_voting(b, i, end) && (b->polls > 1 || b->zones.sentences < STORY))
        return false; /* what the story tells of */
    return strike(b, i, end, DH_COMMENTS, DH_STR("grammar.box.poll"));
}

/* "Vote", "Vote now": what stands below the answers of a poll. Such a word alone need not go by
 * itself. */
static bool is_vote(const struct boxes *b, size_t i)
{
    enum { WORDS = 4, WIDE = 8 };
    const struct dh_sight *s = &b->sights[i];
    struct dh_str line = dh_page_fragment(b->page, i),
                  list = b->view->cues->lists.of[DH_LIST_VOTE][DH_LIST_ANY];
    if (s->words > (s->flags & DH_S_WIDE ? (unsigned)WIDE : (unsigned)WORDS))
        return false;
    if (goes(b, i))
        return b->page->fragments[i].kind == DH_COMMENTS && dh_wordlist_in(list, line);
    return stays(b, i) && dh_wordlist_has(list, line);
}

/* A question, some short answers and the button that votes; above it, if it stays, a label. */
static bool ballot(struct boxes *b, size_t i)
{
    enum { LEAST = 2, MOST = 6, WORDS = 8, WIDE = 16, LABEL = 3 };
    size_t from = i, end = i + 1;
    while (end <= i + MOST && stays(b, end) && !is_vote(b, end) &&
           !(b->sights[end].flags & DH_S_LONG) &&
           b->sights[end].words <= (b->sights[end].flags & DH_S_WIDE ? WIDE : WORDS))
        end++;
    if (end - i - 1 < LEAST || end >= b->page->n_fragments || !is_vote(b, end))
        return false;
    if (from > 1 && stays(b, from - 1) && !(b->sights[from - 1].flags & (DH_S_STOP | DH_S_SAY)) &&
        b->sights[from - 1].words <= LABEL)
        from--;
    return strike(b, from, end + 1, DH_COMMENTS, DH_STR("grammar.box.ballot"));
}

/* A line of few words that may head a box, and is not the first of the text. */
static bool may_head(const struct boxes *b, size_t i)
{
    enum { WORDS = 5, WIDE = 12 };
    const struct dh_sight *s = &b->sights[i];
    return i && stays(b, i) && !(s->flags & (DH_S_STOP | DH_S_QUOTED | DH_S_SAY)) &&
           s->words <= (s->flags & DH_S_WIDE ? (unsigned)WIDE : (unsigned)WORDS);
}

/* The place above the degrees, and below them the sky and the wind. Three such lines are a table of
 * the story's. */
static bool weather(struct boxes *b, size_t i)
{
    enum { TABLE = 3, BELOW = 4 };
    size_t from = i, end = i + 1;
    if (b->degrees >= TABLE)
        return false;
    if (from && may_head(b, from - 1))
        from--;
    bool sky = stays(b, end) && (piece(b, end) == DH_PIECE_BRIEF || piece(b, end) == DH_PIECE_NAME);
    end += sky;
    while (end < i + BELOW && stays(b, end) &&
           (piece(b, end) == DH_PIECE_GAUGE || piece(b, end) == DH_PIECE_PERCENT))
        end++;
    return strike(b, from, end, DH_PROMO, DH_STR("grammar.box.weather"));
}

/* Of one or two lines, where no sentence speaks of percentages. */
static bool rate(struct boxes *b, size_t i)
{
    enum { MOST = 3 };
    return b->quotes <= MOST && !tells_percents(b) &&
           strike(b, i, i + 1, DH_PROMO, DH_STR("grammar.box.rate"));
}

/* Before the story's first sentence or behind its last. */
static bool is_outside(const struct boxes *b, size_t i)
{
    return b->zones.sentences && (i < b->zones.begin || i >= b->zones.end);
}

/* "1" above a title, "2" above the next, right behind a label of stories that goes, outside of the
 * story: within it they may be a list of its own. */
static bool charts(struct boxes *b, size_t i)
{
    enum { LEAST = 2, WORDS = 3 };
    const uint16_t odd = DH_S_STOP | DH_S_LONG | DH_S_SAY | DH_S_PRICE;
    size_t end = i;
    unsigned n = 0;
    if (!i || !goes(b, i - 1) || b->page->fragments[i - 1].kind != DH_RELATED || !is_outside(b, i))
        return false;
    while (piece(b, end) == DH_PIECE_RANK && b->sights[end].figure == n + 1 && stays(b, end + 1) &&
           !(b->sights[end + 1].flags & odd) && b->sights[end + 1].words >= WORDS) {
        end += 2;
        n++;
    }
    return n >= LEAST && strike(b, i, end, DH_RELATED, DH_STR("grammar.box.ranking"));
}

/* "1", "2", "3" right behind a line that goes: the places of a list whose links are lost. */
static bool ranking(struct boxes *b, size_t i)
{
    enum { LEAST = 2 };
    if (charts(b, i))
        return true;
    while (i && piece(b, i - 1) == DH_PIECE_RANK && goes(b, i - 1))
        i--; /* some went by themselves */
    size_t end = i;
    if (!i || !goes(b, i - 1) || b->sights[i].figure != 1)
        return false;
    while (piece(b, end) == DH_PIECE_RANK && b->sights[end].figure == end - i + 1)
        end++;
    return end - i >= LEAST && strike(b, i, end, DH_RELATED, DH_STR("grammar.box.ranking"));
}

/* A number alone right behind a button: how often it was pressed; or several, each by its own. */
static bool counter(struct boxes *b, size_t i)
{
    uint8_t k = i ? b->page->fragments[i - 1].kind : (uint8_t)DH_STORY;
    bool button = b->loose == 0 && by_button(b, i);
    if (button && i + 1 < b->page->n_fragments && !counts(b, i - (i > 0)))
        k = b->page->fragments[i + 1].kind;
    return (k == DH_SHARE || k == DH_COMMENTS) && (b->ranks <= 1 || button) &&
           strike(b, i, i + 1, (enum dh_kind)k, DH_STR("grammar.box.counter"));
}

/* "1:12" beside a player, where no other such line stands elsewhere, as times of posts do. */
static bool length(struct boxes *b, size_t i)
{
    return by_player(b, i) && b->times == 0 &&
           strike(b, i, i + 1, DH_VIDEO, DH_STR("grammar.box.length"));
}

/* An episode above how long it is. */
static bool episode(struct boxes *b, size_t i)
{
    return piece(b, i + 1) == DH_PIECE_LENGTH &&
           strike(b, i, i + 2, DH_VIDEO, DH_STR("grammar.box.episode"));
}

/* Whose a post is that was embedded; more of them are a list of the story's. */
static bool handle(struct boxes *b, size_t i)
{
    enum { MOST = 2, WORDS = 3 };
    return b->handles <= MOST && b->sights[i].words > WORDS &&
           strike(b, i, i + 1, DH_VIDEO, DH_STR("grammar.box.handle"));
}

/* What an offer costs, and what stands else between two lines of it. */
static bool offer(struct boxes *b, size_t i)
{
    if (!i || !goes(b, i - 1) || !goes(b, i + 1))
        return false;
    unsigned sides = (b->page->fragments[i - 1].kind == DH_NEWSLETTER) +
                     (b->page->fragments[i + 1].kind == DH_NEWSLETTER);
    return (sides == 2 || (sides && (b->sights[i].flags & DH_S_PRICE))) &&
           strike(b, i, i + 1, DH_NEWSLETTER, DH_STR("grammar.box.offer"));
}

/* The first line of a scraped text that stays, but for items of a menu: its headline, of however
 * few words. */
static bool is_first(const struct boxes *b, size_t i)
{
    enum { FAR = 64, ITEM = 1 };
    for (size_t k = i; k > 0; k--)
        if (i - k >= FAR || (stays(b, k - 1) && b->sights[k - 1].words > ITEM))
            return false;
    return b->page->unit != DH_UNIT_BLOCK;
}

/* A line above i that stays and is of as many words as headlines are. */
static bool is_headed(const struct boxes *b, size_t i)
{
    enum { FAR = 8, WORDS = 4, WIDE = 8 };
    for (size_t k = i; k > 0 && i - k < FAR; k--) {
        const struct dh_sight *s = &b->sights[k - 1];
        if (stays(b, k - 1) &&
            s->words >= (s->flags & DH_S_WIDE ? (unsigned)WIDE : (unsigned)WORDS))
            return true;
    }
    return false;
}

static bool is_number(const struct boxes *b, size_t i)
{
    return piece(b, i) == DH_PIECE_COUNT || piece(b, i) == DH_PIECE_RANK;
}

/* "1847": what heads a part of the story. */
static bool is_year(const struct boxes *b, size_t i)
{
    enum { DIGITS = 4 };
    struct dh_str s = dh_page_fragment(b->page, i);
    size_t n = 0;
    while (n < s.n && dh_is_digit((unsigned char)s.p[n]))
        n++;
    return n == DIGITS && s.n == n && (s.p[0] == '1' || s.p[0] == '2');
}

/* Whether a number stays alone in its line from i on. */
static bool numbers_follow(const struct boxes *b, size_t i)
{
    for (; i < b->page->n_fragments; i++)
        if (is_number(b, i) && stays(b, i))
            return true;
    return false;
}

/* Numbers alone between who wrote the text, or when, and its first sentence, below a line that may
 * be the headline: how often it was read and shared. One alone, years and such as more follow
 * number the story's parts. */
static bool tallies(struct boxes *b, size_t i)
{
    enum { LEAST = 2 };
    size_t end = i;
    while (is_number(b, end) && !is_year(b, end) &&
           dh_zones_line(b->page, b->sights, end)) /* no time of a post */
        end++;
    uint8_t above = i && goes(b, i - 1) ? b->page->fragments[i - 1].kind : (uint8_t)DH_STORY;
    return (above == DH_BYLINE || above == DH_STAMP) && end >= i + LEAST && b->zones.sentences &&
           end == b->zones.begin && is_headed(b, i) && !is_first(b, i) && !numbers_follow(b, end) &&
           strike(b, i, end, DH_SHARE, DH_STR("grammar.box.counter"));
}

/* When the story was published. */
static bool is_stamp(const struct boxes *b, size_t i)
{
    const struct dh_fragment *f = &b->page->fragments[i];
    return goes(b, i) && f->kind == DH_STAMP && dh_str_starts(f->rule, DH_STR("grammar.stamp"));
}

/* A name right above who that is: "Orla Finch", "Health editor"; or beside when the story was
 * published, below its headline. */
static bool author(struct boxes *b, size_t i)
{
    if (!i || is_first(b, i) || !goes(b, i + 1))
        return false;
    const struct dh_fragment *below = &b->page->fragments[i + 1];
    bool post = below->kind == DH_BYLINE && is_outside(b, i) &&
                dh_str_starts(below->rule, DH_STR("grammar.byline"));
    bool date = (is_stamp(b, i + 1) || is_stamp(b, i - 1)) && b->zones.sentences &&
                i < b->zones.begin && is_headed(b, i);
    return (post || date) && strike(b, i, i + 1, DH_BYLINE, DH_STR("grammar.box.author"));
}

/* Widgets whose buttons and fields stand in lines of their own. */
static bool has_buttons(uint8_t kind)
{
    return kind == DH_COOKIE || kind == DH_NEWSLETTER || kind == DH_COMMENTS || kind == DH_SHARE ||
           kind == DH_TOOLS || kind == DH_PROMO || kind == DH_VIDEO;
}

/* Markup says so, or what stands below it speaks to readers of itself (strays.h): it is no part of
 * what stands above. */
static bool may_be_crosshead(const struct boxes *b, size_t i, size_t end)
{
    return b->page->fragments[i].role == DH_ROLE_HEADING ||
           dh_str_eq(b->page->fragments[end].rule, DH_STR("context.reader"));
}

/* One or two short lines between two that go and are of one kind. */
static bool button(struct boxes *b, size_t i)
{
    size_t end = i + 1;
    if (!i || !goes(b, i - 1) || !has_buttons(b->page->fragments[i - 1].kind))
        return false;
    if (stays(b, end) && (piece(b, end) == DH_PIECE_BRIEF || piece(b, end) == DH_PIECE_NAME))
        end++;
    uint8_t kind = b->page->fragments[i - 1].kind;
    return goes(b, end) && b->page->fragments[end].kind == kind && !may_be_crosshead(b, i, end) &&
           strike(b, i, end, (enum dh_kind)kind, DH_STR("grammar.box.button"));
}

static bool read_one(struct boxes *b, size_t i)
{
    switch (piece(b, i)) {
    case DH_PIECE_QUESTION:
        return poll(b, i) || ballot(b, i);
    case DH_PIECE_DEGREES:
        return weather(b, i);
    case DH_PIECE_QUOTE:
        return rate(b, i);
    case DH_PIECE_LENGTH:
        return length(b, i);
    case DH_PIECE_RANK:
        return ranking(b, i) || counter(b, i) || tallies(b, i);
    case DH_PIECE_COUNT:
        return counter(b, i) || tallies(b, i);
    case DH_PIECE_NAME:
        return author(b, i) || button(b, i);
    case DH_PIECE_BRIEF:
        return button(b, i);
    case DH_PIECE_EPISODE:
        return episode(b, i);
    case DH_PIECE_HANDLE:
        return handle(b, i);
    case DH_PIECE_PERCENT:
    case DH_PIECE_GAUGE:
    case DH_PIECE_LINE:
        return offer(b, i);
    case DH_PIECE_NONE:
        break;
    }
    return false;
}

/* What is asked of the whole text. false: no line of it is a piece. Its sentences are searched only
 * where a poll or a rate stands. */
static bool look(struct boxes *b)
{
    bool any = false, gone = b->page->outside_blocks > 0;
    size_t episodes = 0;
    for (size_t i = 0; i < b->page->n_fragments; i++) {
        gone |= goes(b, i);
        if (!stays(b, i))
            continue;
        enum dh_piece p = piece(b, i);
        any |= p != DH_PIECE_NONE;
        b->degrees += p == DH_PIECE_DEGREES;
        b->handles += p == DH_PIECE_HANDLE;
        episodes += p == DH_PIECE_EPISODE && piece(b, i + 1) == DH_PIECE_LENGTH;
        b->times +=
            p == DH_PIECE_LENGTH && !by_player(b, i) && !(i && piece(b, i - 1) == DH_PIECE_EPISODE);
        b->quotes += p == DH_PIECE_QUOTE;
        b->ranks += is_number(b, i);
        b->loose += is_number(b, i) && !by_button(b, i);
        b->polls += p == DH_PIECE_QUESTION && piece(b, i + 1) == DH_PIECE_PERCENT;
    }
    unsigned boxes = (b->polls > 0) + (b->degrees > 0) + (b->handles > 0) + (episodes > 0);
    return any && (gone || boxes >= 2); /* boxes of two makes are company for each other */
}

static bool strike_boxes(const struct dh_view *v, struct dh_page *page,
                         const struct dh_sight *sights)
{
    struct boxes b = { .view = v, .page = page, .sights = sights };
    bool any = false;
    if (page->unit == DH_UNIT_SENTENCE || !look(&b))
        return false;
    b.zones = dh_zones_find(page, sights);
    for (size_t i = 0; i < page->n_fragments; i++)
        if (stays(&b, i) && sights[i].piece)
            any |= read_one(&b, i);
    return any;
}

bool dh_boxes_strike(const struct dh_view *v, struct dh_page *page, const struct dh_sight *sights,
                     struct dh_pagewords *words)
{
    return strike_boxes(v, page, sights) || dh_strays_strike(v, page, sights, words);
}
