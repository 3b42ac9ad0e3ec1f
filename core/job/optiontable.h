/* SPDX-License-Identifier: MIT */
/* The options of dehusk.h, a row each: what their values look like and which member of struct
 * dh_settings they set. Inside job/ only; read-only, any thread. */
#ifndef DH_OPTIONTABLE_H
#define DH_OPTIONTABLE_H

#include "job/options.h"

enum dh_option_shape {
    DH_OPTION_FLAG,   /* yes or no, to a bool */
    DH_OPTION_CHOICE, /* one of arg's words, its number to an int */
    DH_OPTION_NUMBER, /* from min to max, K, M and G behind it are 2^10, 2^20 and 2^30, to a
                         uint64_t */
    DH_OPTION_STRING, /* to a const char * */
    DH_OPTION_LIST, /* of names, comma-separated, to a const char *: what is set later adds to it */
    DH_OPTION_LABEL, /* of a charset, to a const char * */
    DH_OPTION_KINDS, /* names of kinds, comma-separated, to drop[] */
    DH_OPTION_FIELD  /* NAME=KEY, to fields */
};

struct dh_option_row {
    struct dh_option pub;
    enum dh_option_shape shape;
    size_t at;         /* offset of the member in struct dh_settings */
    uint64_t min, max; /* NUMBER: the limits; KINDS: max is what drop[] is set to; STRING: min is
                          the least number of bytes, max whether it is an http or https URL, if it
                          is not empty */
};

/* The i-th row, in the order of --help; NULL behind the last. */
const struct dh_option_row *dh_option_row_at(size_t i);

#endif
