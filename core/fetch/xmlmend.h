/* SPDX-License-Identifier: MIT */
/* XML as it is found, made into what expat takes. Any thread. */
#ifndef DH_XMLMEND_H
#define DH_XMLMEND_H

#include "base/mem.h"
#include "base/str.h"

/* When the XML declaration names a charset that expat does not know (all but UTF-8, UTF-16,
 * ISO-8859-1, ASCII) and iconv does: appends the document in UTF-8, with U+FFFD for what is
 * damaged. Otherwise out stays empty. DH_ENOMEM, DH_ELIMIT: out's. */
DH_MUST_USE enum dh_err dh_mend_charset(struct dh_str xml, struct dh_buf *out);

/* Appends a document in UTF-8 with its usual faults mended: bytes that are no UTF-8 are taken
 * for Latin-1, control characters go, an "&" that starts none of XML's own references becomes
 * "&amp;" (but for CDATA sections, where it is no fault). See out->err. */
void dh_mend_xml(struct dh_str xml, struct dh_buf *out);

#endif
