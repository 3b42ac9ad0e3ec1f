/* SPDX-License-Identifier: MIT */
/* What the readers of one fragment share: a view, which is the fragment's words and what is known
 * of its document; a sight, which is what its own words say of it, such as that it is an ad; and
 * the parts that are to be cut off it. sight.h says who reads in which order. One thread a view. */
#ifndef DH_FRAGVIEW_H
#define DH_FRAGVIEW_H

#include "page/page.h"
#include "text/cues/cues.h"

/* How much of a fragment is read, in bytes but for the last. Up to DH_SIGHT_FULL: every word. Of
 * longer ones, and above DH_SIGHT_SURE of those that begin like prose and end as a sentence: the
 * first DH_SIGHT_WORDS words of the first DH_SIGHT_ENDS bytes, and the last words. */
enum { DH_SIGHT_FULL = 260, DH_SIGHT_ENDS = 120, DH_SIGHT_SURE = 110, DH_SIGHT_WORDS = 10 };

enum { DH_CROSSHEAD_WORDS = 8 }; /* a crosshead has no more */
enum {
    DH_MARKER_WORDS = 3
}; /* a bare marker ("Advertisement") has no more: it goes even
      where the story is about ads */

/* Bits of a sight. */
enum dh_sight_flag {
    DH_S_STOP = 1,       /* ends as a sentence does */
    DH_S_SAY = 2,        /* a verb of reporting, or a quotation */
    DH_S_LONG = 4,       /* longer than DH_SIGHT_FULL */
    DH_S_KEEP = 8,       /* a row of kind keep, or a note: stays */
    DH_S_CAPS = 16,      /* all capitals */
    DH_S_CAPTION = 32,   /* could be a caption by its shape */
    DH_S_EMPTY = 64,     /* no words in it */
    DH_S_NUMBER = 128,   /* holds a number */
    DH_S_PRICE = 256,    /* holds a sign of money: an offer in a story about offers */
    DH_S_SIGNS = 512,    /* a comma, colon, bracket or dash between its words: no menu item */
    DH_S_COLON = 1024,   /* ends with a colon */
    DH_S_PROSE = 4096,   /* a sentence, a third of whose words no table knows */
    DH_S_WIDE = 8192,    /* a script without spaces: each character counts as a word */
    DH_S_QUOTED = 16384, /* ends with a closing quote */
    DH_S_PAIR = 32768,   /* "Light: Ted Vane": few words, a colon, and something behind it */
    DH_S_STORY = 2048    /* a paragraph of a story by size and shape */
};

/* A part that is to be cut off a fragment that stays. */
struct dh_cut {
    uint32_t from, to; /* bytes of the fragment; from == to: none */
    uint8_t kind;
    struct dh_str rule;
};
/* Those of one fragment. */
enum { DH_CUTS_MAX = 4 };
struct dh_cut_list {
    struct dh_cut cut[DH_CUTS_MAX];
    size_t n;
};

/* Why words that speak for chrome do not settle it: stories have such lines, too. The place of the
 * line has to decide (doubt.h says which are in doubt, amid.h what their places say). */
enum dh_doubt {
    DH_DOUBT_NONE,
    DH_DOUBT_CROSSHEAD, /* an open form or coverage, and no word that only a site uses: may be a
                           crosshead between two paragraphs */
    DH_DOUBT_WORD,      /* one word of a site in it, behind it such as no table knows: may be one
                           between two sentences */
    DH_DOUBT_STATEMENT, /* tells something in few words that buttons have, too, or is one word of
                           what stands in lists: may be the story's between two lines that end as
                           sentences */
    DH_DOUBT_BODY,      /* tells something, in more words: may be the story's between two sentences
                           that markup puts into one body */
    DH_DOUBT_TIME,      /* a time, or that of a post, or its headline in a ticker */
    DH_DOUBT_NAME /* "By land and sea": who wrote the text, or deep in the story a crosshead */
};

/* What a line may be of a box that is told by its lines together (boxes.h). */
enum dh_piece {
    DH_PIECE_NONE,
    DH_PIECE_QUESTION, /* "Should the landing reopen?" */
    DH_PIECE_PERCENT,  /* "Yes 64 %", "31 % no"; figure: how many */
    DH_PIECE_DEGREES,  /* "14 \u00b0C" */
    DH_PIECE_QUOTE,    /* "FTSE 100 8,214.31 +0.42%" */
    DH_PIECE_LENGTH,   /* "1:12", "28 min": of what is played */
    DH_PIECE_EPISODE,  /* "Episode 42: The last ferryman" */
    DH_PIECE_HANDLE,   /* "A post shared by Elmouth Lifeboat (@elmlife)" */
    DH_PIECE_RANK,     /* "1"; figure: which, up to DH_RANK_MAX */
    DH_PIECE_COUNT,    /* "1,284" */
    DH_PIECE_GAUGE,    /* "Wind 18 km/h" */
    DH_PIECE_NAME,     /* two to four words from a capital on */
    DH_PIECE_BRIEF,    /* up to three words and no sign: a button, or a crosshead */
    DH_PIECE_LINE      /* a dozen words at most, and no stop behind them */
};
enum { DH_RANK_MAX = 20 };

struct dh_sight {
    uint16_t flags;
    uint16_t words;      /* words without signs, at most DH_TOKENS_MAX for long ones */
    bool open;           /* by a form that takes in any words */
    bool anywhere;       /* by such a form of no one language: any other says more */
    bool cover;          /* by words alone that the lexicon knows */
    bool named;          /* it holds names or others' words, and nothing to do: a headline? */
    bool half;           /* by half of them: it must stand outside, beside what goes; a sentence: by
                            all, and right behind another of its kind */
    bool users;          /* by a row of the user's: it needs no more than that says */
    uint8_t doubt;       /* enum dh_doubt */
    uint8_t piece;       /* enum dh_piece */
    uint8_t figure;      /* of a piece */
    uint8_t kind;        /* enum dh_kind that its words say; DH_STORY: none */
    uint8_t spared;      /* that of a row which is switched off and has its words; DH_STORY: none */
    uint16_t conditions; /* enum dh_condition: context that this needs still */
    struct dh_str rule;
    uint16_t glue, chrome, known; /* of a thousand words that were read: function words; words of
                                     buttons and of kinds; words in any table */
};

/* What all sights of one page share. */
struct dh_view {
    const struct dh_cues *cues;
    struct dh_str without; /* names that are switched off */
    int lang;              /* of the document; -1: not known */
    bool brief;            /* told by few words, or not even by these: no line goes by its
                              words in that language alone */
    uint32_t subject;      /* bit k: the document is about kind k */
    struct dh_tokens *words;
    struct dh_marks *marks;
};

/* The text's language as one of those that roles are told for; 0: it is not known. */
static inline uint64_t dh_view_own(const struct dh_view *v)
{
    return v->lang < 0 ? 0 : (uint64_t)1 << v->lang;
}

/* The same; 0, too, where few words told it: what a line's words alone would be taken for. */
static inline uint64_t dh_view_sure(const struct dh_view *v)
{
    return v->brief ? 0 : dh_view_own(v);
}

/* The languages in which the phrase at word i has that role; 0: in none. */
static inline uint64_t dh_view_role(const struct dh_view *v, uint32_t i, uint32_t role)
{
    return dh_marks_role(v->marks, i, role);
}

/* Whether word i is a sign. */
static inline bool dh_view_sign(const struct dh_view *v, uint32_t i)
{
    return (v->words->w[i].flags & DH_T_PUNCT) != 0;
}

/* Behind the phrase that begins at word i, or behind the word. */
static inline uint32_t dh_view_end(const struct dh_view *v, uint32_t i)
{
    return v->marks->end[i] ? v->marks->end[i] : i + 1;
}

/* A quotation mark that is no apostrophe. */
static inline bool dh_sight_quote(uint32_t cp)
{
    return cp == '"' || cp == 0x201C || cp == 0x201D || cp == 0x201E || cp == 0xAB || cp == 0xBB ||
           cp == 0x300C || cp == 0x300D || cp == 0x2018;
}

/* What a grammar found. */
static inline bool dh_sight_say(struct dh_sight *s, enum dh_kind kind, struct dh_str rule,
                                uint16_t conditions)
{
    s->kind = (uint8_t)kind;
    s->rule = rule;
    s->conditions = conditions;
    return true;
}

/* As few words as a crosshead or a title may have that sites use, too. */
static inline bool dh_sight_is_short(const struct dh_sight *s)
{
    enum { WORDS = 3, WIDE = 5 };
    return s->words <= (s->flags & DH_S_WIDE ? (unsigned)WIDE : (unsigned)WORDS);
}

/* A line that is a date and nothing else. */
static inline bool dh_sight_is_date(const struct dh_sight *s)
{
    return s->kind == DH_STAMP && dh_str_eq(s->rule, DH_STR("grammar.stamp.date"));
}

/* Whether a grammar or a repair is not switched off. */
static inline bool dh_view_on(const struct dh_view *v, struct dh_str grammar)
{
    return v->without.n == 0 || !dh_cues_listed(v->without, grammar);
}

#endif
