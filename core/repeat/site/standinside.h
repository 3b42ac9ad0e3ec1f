/* SPDX-License-Identifier: MIT */
/* Inside of standing.h: a page while it is judged, its headline (standhead.c), its lists
 * (standlist.c), what it has of other stories (standpassage.c), what had been cut before
 * (standcut.c), and its own story, which stays (standspare.c). */
#ifndef DH_STANDINSIDE_H
#define DH_STANDINSIDE_H

#include "repeat/site/belong.h"
#include "repeat/site/reported.h"
#include "repeat/site/standing.h"

struct dh_standwork {
    struct dh_page *page;
    const struct dh_standing *s;
    struct dh_str *cut; /* rules of fragments that the zone had cut; n == 0: it had not */
    uint8_t *slot;
    bool *among;     /* among the prose, or parted from it by nothing but sentences */
    bool *list;      /* a line of a list, a table, a poem of the story, or a rubric */
    bool *box;       /* a line of a box between two paragraphs: it counts as behind the story */
    bool *held;      /* of a passage that another story has as well, of a page that sums up, or of
                        its opening to which others link: no count of its words takes it */
    uint32_t *times; /* by its first copy: how often a line stands alone among the paragraphs */
    size_t opening;  /* the first paragraph that stays; n_fragments: there is none */
    size_t own_end;  /* behind the last sentence that only this page has; 0: it has none */
    size_t headline; /* n_fragments: not known */
    bool told;       /* the story says what the headline says */
    size_t above, below;  /* lines beside the one at hand, as a round has found them; n_fragments:
                             none */
    struct dh_belong own; /* words of the prose that this page alone has */
    struct dh_reports *reports; /* what reporters write in the page's language */
};

/* The reader gets it, as far as was decided. */
static inline bool dh_stands(const struct dh_fragment *f)
{
    return f->kind == DH_STORY || f->kind == DH_CROSSHEAD || f->kind == DH_DATELINE ||
           f->kind == DH_NOTE;
}

/* Whether fragment i stands, is prose, and is none that the zone had cut. */
static inline bool dh_stands_prose(const struct dh_standwork *w, size_t i)
{
    const struct dh_fragment *f = &w->page->fragments[i];
    return dh_stands(f) && f->kind != DH_NOTE && (f->looks & DH_LOOKS_PROSE) && !w->cut[i].n;
}

/* Whether the reader gets fragment i as a short line. */
static inline bool dh_stand_line(const struct dh_standwork *w, size_t i)
{
    const struct dh_fragment *f = &w->page->fragments[i];
    return (f->kind == DH_STORY || f->kind == DH_CROSSHEAD) && !(f->looks & DH_LOOKS_PROSE) &&
           !w->cut[i].n;
}

/* Whether it may be a row of a table: figures, and no more words than a row has. */
bool dh_stand_item(const struct dh_standwork *w, size_t i);

/* Whether fragment i is a heading that is known by its words ("Ingredients") and heads something:
 * the next line that the reader gets is neither all over the site nor a link, and the page goes on
 * in sentences of its own below. That every text of a kind has the heading says nothing of it. */
bool dh_stand_heads(const struct dh_standwork *w, size_t i);

/* The other story with which more than half of the fragments in [from, to) come, by the weights of
 * weigh; 0: there is none. The majority is what is left when each takes another one with it (Boyer
 * and Moore), so it takes two passes. */
uint16_t dh_stand_kin(const struct dh_standwork *w, size_t from, size_t to,
                      uint64_t (*weigh)(const struct dh_standwork *w, size_t i));

/* The paragraph below line i; what is all over the site is passed over. n_fragments: something else
 * stands there. */
size_t dh_stand_below(const struct dh_standwork *w, size_t i);

/* Whether paragraph `below` says what line i says: so many of its content words come back in it, a
 * third of all. */
bool dh_stand_says(const struct dh_standwork *w, size_t below, size_t i, unsigned least);

/* Whether a short line stands alone between two paragraphs, lines all over the site aside; and
 * whether it does, or stands above the first, and other stories have it. */
bool dh_stand_is_amid(const struct dh_standwork *w, size_t i);
bool dh_stand_is_rubric(const struct dh_standwork *w, size_t i);

/* Sets held for passages and items of other stories, before any count has struck. */
void dh_stand_passages(struct dh_standwork *w);

/* Sets list and box, between what stays now. */
void dh_stand_lists(struct dh_standwork *w);

/* Words of a line, three characters of a script without spaces for one; up to most and one more. */
unsigned dh_stand_words(struct dh_str s, unsigned most);

/* Finds the headline of a scraped text; pages with markup tell their own. DH_ELIMIT: no room. */
DH_MUST_USE enum dh_err dh_stand_headline(struct dh_standwork *w);

/* Whether a line of few words that stands where names do is none: one of its content words is
 * written small, or half of them come back in the story. DH_ELIMIT: no room. */
DH_MUST_USE enum dh_err dh_stand_tells(struct dh_standwork *w, size_t i, bool *tells);

/* What the zone had cut goes after all, but for the headline: where the story says the same, where
 * others link to it, or where the template above the story is known; and for crossheads where
 * counts know nearly all that is strange on the page. What else stands there and nowhere else is
 * mostly a teaser, a byline, a date: others' lists name other stories. DH_ELIMIT: no room. */
DH_MUST_USE enum dh_err dh_stand_cut_again(struct dh_standwork *w);

/* Teasers of other stories come back where they are more than half as much as the sentences that
 * stay: the page sums up what others tell. Whether they did. */
bool dh_stand_spare_teasers(struct dh_standwork *w);

/* What makes up most of a page's prose is a story that others hold too, whatever was counted: it
 * stays, or versions that nobody saw to be one story would be emptied. So do the lines of a page
 * that has hardly any prose: a timetable, a cast. Whether any came back. */
bool dh_stand_spare_story(struct dh_standwork *w, bool prose);

#endif
