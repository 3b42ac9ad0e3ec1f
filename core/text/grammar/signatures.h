/* SPDX-License-Identifier: MIT */
/* Grammar of signatures: how somebody who worked on a text is reached, or signs in few letters
 * ("grammar.signature", "grammar.address"). Linear. Any thread. */
#ifndef DH_SIGNATURES_H
#define DH_SIGNATURES_H

#include "text/view/fragview.h"

/* Whether the words of v are wholly one: an address alone, or behind a label or a name, a name and
 * a handle, an agency's desk ("dpa/lni"), small letters in brackets ("(dla/fdl)"), or a name alone
 * in brackets as East Asian papers sign: "（潟沼義樹）". Then sets kind, rule and conditions of s
 * only. */
bool dh_signature_read(const struct dh_view *v, struct dh_sight *s);

#endif
