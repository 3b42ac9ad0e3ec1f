/* SPDX-License-Identifier: MIT */
/* JSON as pages write it. Any thread. */
#ifndef DH_MEND_H
#define DH_MEND_H

#include "base/mem.h"

/* The JSON in a script: comment and CDATA wrappers, an assignment's left side and a semicolon off.
 */
struct dh_str dh_json_in_script(struct dh_str body);
/* Appends s, which is not quite JSON, with control characters in strings escaped, trailing commas
 * and escapes that JSON does not know taken away. Whether that is JSON now is for dh_json_parse to
 * say. */
void dh_json_mend(struct dh_str s, struct dh_buf *out);

#endif
