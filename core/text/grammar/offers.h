/* SPDX-License-Identifier: MIT */
/* What a trial of a subscription costs: a line that is prices, periods and words of buttons. Any
 * thread. */
#ifndef DH_OFFERS_H
#define DH_OFFERS_H

#include "text/view/fragview.h"

/* "6 weeks for $1", "Try a month for 9 kr, then 99 kr a month": a period before the price, or two
 * prices, or what is to be done with them first. Prices alone, as lists in stories hold them
 * ("9 euros a month"), are none. It goes in company only; and not amid the story where it asks for
 * nothing and costs more than trials do: there "First year: 900 euros" is of what it tells. */
bool dh_offer_read(const struct dh_view *v, struct dh_sight *s);

#endif
