/* SPDX-License-Identifier: MIT */
/* What pages say of the story in JSON for others to read: schema.org in JSON-LD, and the meta tag
 * of a counting service. One thread a page. */
#ifndef DH_JSONLD_H
#define DH_JSONLD_H

#include "meta/facts/facts.h"

/* JSON-LD of one script. Broken JSON is mended where that is safe, else skipped. */
void dh_facts_read_jsonld(struct dh_facts *f, struct dh_str body);
/* Authors that one script points to and another names. To be asked after all of JSON-LD. */
void dh_facts_read_people(struct dh_facts *f);
/* What a meta tag for a counting service holds as JSON ("parsely-page"), references not decoded. */
void dh_facts_read_parsely(struct dh_facts *f, unsigned rank, struct dh_str content);

#endif
