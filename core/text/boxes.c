/* SPDX-License-Identifier: MIT */
#include "text/boxes.h"

/* What the readers of boxes share. */
struct boxes {
    const struct dh_view *view;
    struct dh_page *page;
    const struct dh_sight *sights;
    struct dh_zones zones;
    size_t degrees, quotes, ranks; /* lines of such a piece that stay */
    size_t times;                  /* lengths that are none of a player's */
    bool percents;                 /* a sentence that stays speaks of a percentage */
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

/* Beside what plays something. */
static bool by_player(const struct boxes *b, size_t i)
{
    bool player = false;
    for (size_t k = i ? i - 1 : i; k <= i + 1 && k < b->page->n_fragments; k++)
        player |= b->page->fragments[k].kind == DH_VIDEO || b->page->fragments[k].kind == DH_TOOLS;
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

/* A question, and answers that are a hundred percent together. A story on a survey tells of its
 * figures in sentences, too. */
static bool poll(struct boxes *b, size_t i)
{
    enum { LEAST = 2, MOST = 10, ROUND = 3, ALL = 100 };
    unsigned sum = 0;
    size_t end = i + 1;
    while (piece(b, end) == DH_PIECE_PERCENT && end <= i + MOST)
        sum += b->sights[end++].figure;
    if (end - i - 1 < LEAST || sum + ROUND < ALL || sum > ALL + ROUND || b->percents)
        return false;
    return strike(b, i, end, DH_COMMENTS, DH_STR("grammar.box.poll"));
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
    return b->quotes <= MOST && !b->percents &&
           strike(b, i, i + 1, DH_PROMO, DH_STR("grammar.box.rate"));
}

/* "1", "2", "3" right behind a line that goes: the places of a list whose links are lost. */
static bool ranking(struct boxes *b, size_t i)
{
    enum { LEAST = 2 };
    size_t end = i;
    if (!i || !goes(b, i - 1) || b->sights[i].figure != 1)
        return false;
    while (piece(b, end) == DH_PIECE_RANK && b->sights[end].figure == end - i + 1)
        end++;
    return end - i >= LEAST && strike(b, i, end, DH_RELATED, DH_STR("grammar.box.ranking"));
}

/* A number alone right behind a button: how often it was pressed. */
static bool counter(struct boxes *b, size_t i)
{
    uint8_t k = i ? b->page->fragments[i - 1].kind : (uint8_t)DH_STORY;
    return (k == DH_SHARE || k == DH_COMMENTS) && b->ranks <= 1 &&
           strike(b, i, i + 1, (enum dh_kind)k, DH_STR("grammar.box.counter"));
}

/* "1:12" beside a player, where no other such line stands elsewhere, as times of posts do. */
static bool length(struct boxes *b, size_t i)
{
    return by_player(b, i) && b->times == 0 &&
           strike(b, i, i + 1, DH_VIDEO, DH_STR("grammar.box.length"));
}

/* Before the story's first sentence or behind its last. */
static bool is_outside(const struct boxes *b, size_t i)
{
    return b->zones.sentences && (i < b->zones.begin || i >= b->zones.end);
}

/* A name right above who that is: "Orla Finch", "Health editor". */
static bool author(struct boxes *b, size_t i)
{
    return i && goes(b, i + 1) && b->page->fragments[i + 1].kind == DH_BYLINE && is_outside(b, i) &&
           dh_str_starts(b->page->fragments[i + 1].rule, DH_STR("grammar.byline")) &&
           strike(b, i, i + 1, DH_BYLINE, DH_STR("grammar.box.author"));
}

/* Widgets whose buttons and fields stand in lines of their own. */
static bool has_buttons(uint8_t kind)
{
    return kind == DH_COOKIE || kind == DH_NEWSLETTER || kind == DH_COMMENTS || kind == DH_SHARE ||
           kind == DH_TOOLS || kind == DH_PROMO || kind == DH_VIDEO;
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
    return goes(b, end) && b->page->fragments[end].kind == kind &&
           strike(b, i, end, (enum dh_kind)kind, DH_STR("grammar.box.button"));
}

static bool read_one(struct boxes *b, size_t i)
{
    switch (piece(b, i)) {
    case DH_PIECE_QUESTION:
        return poll(b, i);
    case DH_PIECE_DEGREES:
        return weather(b, i);
    case DH_PIECE_QUOTE:
        return rate(b, i);
    case DH_PIECE_LENGTH:
        return length(b, i);
    case DH_PIECE_RANK:
        return ranking(b, i) || counter(b, i);
    case DH_PIECE_COUNT:
        return counter(b, i);
    case DH_PIECE_NAME:
        return author(b, i) || button(b, i);
    case DH_PIECE_BRIEF:
        return button(b, i);
    case DH_PIECE_NONE:
    case DH_PIECE_PERCENT:
    case DH_PIECE_GAUGE:
        break;
    }
    return false;
}

static bool has_percent(struct dh_str s)
{
    return dh_str_find_byte(s, '%') < s.n || dh_str_find(s, DH_STR("\xD9\xAA")) < s.n ||
           dh_str_find(s, DH_STR("\xEF\xBC\x85")) < s.n ||
           dh_str_find(s, DH_STR("percent")) < s.n || dh_str_find(s, DH_STR("Prozent")) < s.n;
}

/* Whether a sentence that stays speaks of a percentage. */
static bool any_percent(const struct boxes *b)
{
    for (size_t i = 0; i < b->page->n_fragments; i++)
        if (stays(b, i) && piece(b, i) == DH_PIECE_NONE &&
            has_percent(dh_page_fragment(b->page, i)))
            return true;
    return false;
}

/* What is asked of the whole text. false: no line of it is a piece. Its sentences are searched only
 * where a poll or a rate may stand. */
static bool look(struct boxes *b)
{
    bool any = false, shares = false, gone = b->page->outside_blocks > 0;
    for (size_t i = 0; i < b->page->n_fragments; i++) {
        gone |= goes(b, i);
        if (!stays(b, i))
            continue;
        enum dh_piece p = piece(b, i);
        any |= p != DH_PIECE_NONE;
        b->degrees += p == DH_PIECE_DEGREES;
        b->times += p == DH_PIECE_LENGTH && !by_player(b, i);
        b->quotes += p == DH_PIECE_QUOTE;
        b->ranks += p == DH_PIECE_RANK || p == DH_PIECE_COUNT;
        shares |=
            p == DH_PIECE_QUOTE || (p == DH_PIECE_QUESTION && piece(b, i + 1) == DH_PIECE_PERCENT);
    }
    b->percents = any && gone && shares && any_percent(b);
    return any && gone;
}

bool dh_boxes_strike(const struct dh_view *v, struct dh_page *page, const struct dh_sight *sights)
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
