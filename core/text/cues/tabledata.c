/* SPDX-License-Identifier: MIT */
/* The rule tables as they stand in core/text/rules, put in by the Makefile as bytes. */
#include "text/cues/tables.h"

static const unsigned char bytes[] = {
#include "text/cues/tabledata.inc"
};

struct dh_str dh_tables_builtin(void)
{
    return (struct dh_str){ (const char *)bytes, sizeof bytes };
}
