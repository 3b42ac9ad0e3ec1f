/* SPDX-License-Identifier: MIT */
/* For the tests of the line model: the lines of a page, its menu, its story, what stands below. */
#ifndef HARBOURPAGE_H
#define HARBOURPAGE_H

#include "cleantext.h"

static const char *const menu[] = { "Elmouth Herald", "Harbour",    "Town Hall", "Football",
                                    "Puzzles",        "Obituaries", "Weather",   "Jobs" };
static const char *const story[] = {
    "Barges torn loose in the harbour",
    "Two barges were torn loose from the mole of Elmouth on Monday night, and the harbour was "
    "closed "
    "until the morning.",
    "The harbour master said that the storm had come up faster than the pilots had been told, and "
    "that both barges had been moored with two lines instead of four.",
    "One barge drifted across the harbour and came to rest against the old ferry pier, where it "
    "took a lamp post and forty feet of railing with it.",
    "The other barge was caught by the pilots before it reached the open sea, and was towed back "
    "to "
    "the mole at four in the morning.",
    "Nobody was hurt, but the ferry to the islands will not sail before the pier has been looked "
    "at by a diver.",
    "The owner of the barges said he would pay for the lamp post, for the railing and for the "
    "diver, and for four lines from now on.",
};
static const char *const tail[] = {
    "Read more",
    "Bakers in Northport want a later start",
    "School roof to be mended before the winter",
    "Three choirs share one conductor",
    "Old mill finds a buyer at last",
    "Share this article",
    "Sign up for our weekly newsletter",
    "Why the swans have gone to Dunmere",
    "Fennbridge loses at home again",
    "Council puts off its vote on the market hall",
    "Advertise with us",
    "Terms of use",
    "Privacy policy",
    "All rights reserved.",
};

/* Rows of a table that a story may hold. */
static const char *const results[] = {
    "Dunmere", "3", "0", "21", "Fennbridge", "2", "1", "18", "Elmouth", "0", "3", "4",
};

/* Adds lines to a text. */
static inline void lines_add(struct dh_buf *b, const char *const *lines, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        dh_buf_add(b, dh_str_c(lines[i]));
        dh_buf_byte(b, '\n');
    }
}

/* Whether a text holds the line. */
static inline bool holds_line(struct dh_str text, const char *line)
{
    return dh_str_find(text, dh_str_c(line)) < text.n;
}

/* How many of the lines it holds. */
static inline unsigned lines_held(struct dh_str text, const char *const *lines, size_t n)
{
    unsigned found = 0;
    for (size_t i = 0; i < n; i++)
        found += holds_line(text, lines[i]);
    return found;
}

#endif
