/* SPDX-License-Identifier: MIT */
/* The second look at a text that holds more than its story. What the line model says of one line
 * is little where it stands among others: teasers that look like paragraphs score below those of
 * menus, but above all of the story that they stand behind. So the scores of all lines are put side
 * by side, the stretch that weighs most as a story is found, and a second forest decides by them:
 * how a line scores among its neighbours, before and behind it, and how far outside of that stretch
 * it lies. Training: tests/eval/trainlines.py, which writes second_table.c.
 *
 * Linear. Any thread. Related work: Wolpert, "Stacked generalization" (Neural Networks, 1992); the
 * stretch is found as in zone.h. */
#ifndef DH_SECOND_H
#define DH_SECOND_H

#include "base/grove.h"
#include "text/model/traits.h"

/* SCORE: of the line model. B1.. and A1..: of lines before and after; means of four, twelve and
 * all; LEAST: the lowest; STORY: the heaviest stretch there, and the heaviest of all. Then traits
 * of the line itself. */
/* clang-format off */
#define DH_SECOND_SCORES(X) \
    X(SCORE) X(B1) X(B2) X(B3) X(A1) X(A2) X(A3) X(B_FOUR) X(B_TWELVE) X(A_FOUR) X(A_TWELVE) \
    X(A_ALL) X(B_ALL) X(A_LEAST) X(B_LEAST) X(A_STORY) X(B_STORY) X(FROM_END) X(FROM_START) \
    X(STORY) X(TO_END) X(BACK) X(INDEX)
#define DH_SECOND_TRAITS(X) \
    X(T_WORDS) X(T_STOP) X(T_CAPITALS) X(V_SHARE) X(V_HEAD) X(V_WORDS) X(L_CHROME) X(L_GLUE) \
    X(P_PROSE_SHARE) X(P_PROSE_BEHIND) X(D_PROSE_BEFORE) X(D_PROSE_BEHIND) X(D_STRUCK_BEFORE) \
    X(D_RELATED) X(D_TALK) X(G_STRUCK) X(G_LINES) X(Z_IN) X(Z_END) X(S_COUNT) X(S_SECOND) \
    X(S_THIRD) X(T_YEAR) X(T_CLOCK) X(T_NUMBERS) X(L_SAY) X(M_FIRST) X(M_LEAD) X(M_TAIL) \
    X(M_NEXT) X(M_NEAR) X(M_AROUND)
/* clang-format on */
#define DH_SECOND_ENUM(name) DH_Y_##name,
enum dh_second_trait {
    DH_SECOND_SCORES(DH_SECOND_ENUM) DH_SECOND_TRAITS(DH_SECOND_ENUM) DH_SECONDS
};
#undef DH_SECOND_ENUM

const char *dh_second_name(enum dh_second_trait y); /* "B_FOUR"; NULL past the last */

/* The table the program was built with. */
extern const struct dh_forest dh_second_builtin;
/* It laid out: linelaid.c. */
extern const struct dh_laid dh_second_laid;

/* What no line scores that goes. */
#define DH_SECOND_HOPELESS (-1.5f)
/* Fewer lines make no row. */
enum { DH_SECOND_ROW = 2 };

/* A line that the model may strike, among the others. */
struct dh_second_line {
    uint32_t place;   /* of the sequence */
    float score, sum; /* sum: of those before it */
    float least_before, least_behind, story_before, story_behind;
    const float *traits; /* DH_SECOND_TRAITS; NULL: not kept, dh_second_of works them out */
};

/* Arrays lie in the arena of t until the caller resets that. */
struct dh_second {
    struct dh_traits *t;
    struct dh_second_line *lines;
    uint32_t n, from, to; /* lines; the stretch that weighs most is [from, to) of them */
    uint32_t high;        /* lines that score above zero */
    uint32_t odd;         /* those that are no data (figures.h), DH_SECOND_ROW of them at most */
    float story;          /* what it weighs */
    float *rows;          /* scratch: rows of DH_GROVE_ROW, DH_GROVE_MANY at most */
};

/* Scores all lines of t that are asked, by `lines`; prose amid prose is none of the model's and
 * scores as the story does. DH_ELIMIT. */
DH_MUST_USE enum dh_err dh_second_read(struct dh_second *s, struct dh_traits *t,
                                       const struct dh_grove *lines);
/* Lines that are asked together, each against a limit; above: the second forest says more. */
struct dh_second_asked {
    uint32_t n, line[DH_GROVE_MANY];
    float limit[DH_GROVE_MANY];
    bool above[DH_GROVE_MANY];
};
/* Answers for n lines, which are to score DH_SECOND_HOPELESS at least. */
void dh_second_ask(const struct dh_second *s, const struct dh_grove *second,
                   struct dh_second_asked *a);
/* The traits of line k. */
void dh_second_of(const struct dh_second *s, uint32_t k, float y[DH_SECONDS]);

#endif
