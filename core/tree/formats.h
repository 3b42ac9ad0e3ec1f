/* SPDX-License-Identifier: MIT */
/* The list of active formatting elements (HTML Living Standard 13.2.4.3) of an estimate (open.h):
 * which of b, i, a and the like are to be opened again in the next paragraph. Markers part it at
 * table cells, captions and the like. An entry and its element on the stack have one number. Used
 * by openstack.h and plain.c. One thread a page. */
#ifndef DH_FORMATS_H
#define DH_FORMATS_H

#include "tree/open.h"

/* Place of the last entry with that tag behind the last marker, of the entry of the element with
 * that number; n_formats: none. */
unsigned dh_formats_find(const struct dh_open *o, GumboTag tag);
unsigned dh_formats_of(const struct dh_open *o, uint32_t id);
/* Place on the stack of the element of entry i; o->n: it is not open. */
unsigned dh_formats_place(const struct dh_open *o, unsigned i);
/* Appends the entry of an element that comes onto the stack, digest: of its attributes; of three
 * alike the first goes (Noah's Ark clause). false: DH_OPEN_FORMATS stand in the list. */
bool dh_formats_add(struct dh_open *o, const struct dh_open_element *e, uint32_t digest);
/* Takes out the entry at that place; takes it to another one, counted without it. */
void dh_formats_drop(struct dh_open *o, unsigned i);
void dh_formats_shift(struct dh_open *o, unsigned from, unsigned to);
/* Appends a marker; takes out the last one and all behind it. */
void dh_formats_mark(struct dh_open *o);
void dh_formats_clear(struct dh_open *o);
/* Whether the last of the first n entries is to be opened again if any is. */
bool dh_formats_waits(const struct dh_open *o, unsigned n);
/* Place of the first of the last entries that are to be opened again; n_formats: none. */
unsigned dh_formats_waiting(const struct dh_open *o);

#endif
