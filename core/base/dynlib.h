/* SPDX-License-Identifier: MIT */
/* Shared libraries that are loaded by the few who need them, since looking up their names and those
 * of what they depend on takes longer than cleaning a page. The functions that are called stand in
 * a struct of pointers, filled by dlopen and dlsym; a program that is linked to the library anyway
 * shares that one copy. Any thread. */
#ifndef DH_DYNLIB_H
#define DH_DYNLIB_H

#include <stddef.h>

#include "dehusk.h"

/* For a struct s with a member for each call, named as the function is behind prefix. */
#define DH_DYNLIB_MEMBER(prefix, f)  __typeof__(&prefix##f) f;
#define DH_DYNLIB_CALL(s, prefix, f) { #prefix #f, offsetof(s, f) },

struct dh_dynlib_call {
    const char *name;
    size_t at; /* where in the struct its address goes */
};

struct dh_dynlib {
    const char *const *names; /* of the library's file, NULL behind the last; the first is told */
    const char *use;          /* "downloads need", for messages */
    const char *library;      /* "libcurl": its name there */
    enum dh_err err;          /* what it costs that there is none */
    const struct dh_dynlib_call *calls;
    size_t n_calls;
};

/* Fills the struct at `to`. The library stays loaded until the process ends: what it depends on may
 * leave handlers for the end of it, and the next one finds it there. l->err: there is none, or it
 * lacks a function; some of *to may be set. */
DH_MUST_USE enum dh_err dh_dynlib_load(const struct dh_dynlib *l, void *to, struct dh_detail *d);

#endif
