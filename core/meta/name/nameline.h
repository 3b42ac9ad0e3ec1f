/* SPDX-License-Identifier: MIT */
/* Whether a line that nothing introduces is a name, several of them, or what people of a newspaper
 * are called. Any thread. */
#ifndef DH_NAMELINE_H
#define DH_NAMELINE_H

#include "base/str.h"

/* Whether one of its words says what people of a newspaper are: "Staff Writer". */
bool dh_nameline_role(struct dh_str s);
/* Whether it is that and no more: "Chief Reporter", no "Photo: Bo Ray". */
bool dh_nameline_is_role(struct dh_str s);

/* Whether s is the name of one person, and nothing joined to it: no "Law & Order", "Nature, Ost".
 */
bool dh_nameline_is_person(struct dh_str s);

/* Whether s is a list of three people or more: places and houses behind a name are none. */
bool dh_nameline_is_list(struct dh_str s);

/* Whether it is a portal that shows the stories of other houses, and names itself behind them. */
bool dh_nameline_is_portal(struct dh_str name);

#endif
