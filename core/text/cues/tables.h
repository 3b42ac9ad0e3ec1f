/* SPDX-License-Identifier: MIT */
/* Reading rule tables: text files that a person reads and adds to (docs/add-a-rule.md). UTF-8, a
 * row a line, "#" begins a comment line. A section names what its rows are about:
 *
 *     [ad de]
 *     whole          anzeige                               => - Anzeige -
 *     whole,own      werbung [überspringen]                => Werbung überspringen
 *     whole @weiter  weiter nach der (anzeige|werbung)     !! Weiter nach der Kurve
 *
 *     [words de]
 *     verb: teilen, weitersag*
 *     comments!: kommentare
 *     <weekday>: montag, dienstag
 *
 *     [list de]
 *     you: du, dein
 *
 * The section gives kind and language; "any" is every language, kind "keep" stays whatever else
 * matches. In [words LANGUAGE] a row gives a role (cuetable.h) to words and phrases; "*" ends a
 * stem, and <weekday> makes a class of the table's own. In [list LANGUAGE] a row gives a list
 * (wordlists.h) words as they are written.
 *
 * A row of a rule: where (whole, prefix, suffix, inside) with conditions (head, tail, own, caps,
 * cap, edge, apart, colon, short, nostop, nosay, lone, long), an optional @slug, the form, an
 * optional example that must match, an optional trap that must stay. A form is words with (a|b) one
 * of, [a] or not, ":" a colon or dash, "," a sign, "..." one word or more, and placeholders:
 * <number>, <date>, <name>, <site>, <any>, or a role (<network>). Case, accents' encoding, signs
 * and white space of the text do not matter. The rule's name is kind.language.slug; the slug is its
 * first words when none is given. One thread a struct dh_forms. */
#ifndef DH_TABLES_H
#define DH_TABLES_H

#include "text/cues/forms.h"

/* Adds a table to f. users: rows are the user's. DH_ECONFIG: d->pos is the line, d->msg says what
 * is wrong. */
DH_MUST_USE enum dh_err dh_tables_read(struct dh_forms *f, struct dh_str table, bool users,
                                       struct dh_detail *d);
/* The tables built in, all files of core/text/rules in one text ("#file NAME" begins each). */
struct dh_str dh_tables_builtin(void);

#endif
