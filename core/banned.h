/* SPDX-License-Identifier: MIT */
/* Calls that are not used here, made compile errors. Every .c file sees this header first (-include
 * in the Makefile). Sources: git's banned.h and curl's checksrc; each is banned since it has no
 * bound, a hidden static buffer, or no way to report an error. */
#ifndef DH_BANNED_H
#define DH_BANNED_H

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define DH_BANNED(f) dh_banned_##f##_see_core_banned_h

#undef strcpy
#define strcpy(d, s) DH_BANNED(strcpy)
#undef strcat
#define strcat(d, s) DH_BANNED(strcat)
#undef strncpy
#define strncpy(d, s, n) DH_BANNED(strncpy)
#undef strncat
#define strncat(d, s, n) DH_BANNED(strncat)
#undef strtok
#define strtok(s, d) DH_BANNED(strtok)
#undef sprintf
#define sprintf(...) DH_BANNED(sprintf)
#undef vsprintf
#define vsprintf(...) DH_BANNED(vsprintf)
#undef gmtime
#define gmtime(t) DH_BANNED(gmtime)
#undef localtime
#define localtime(t) DH_BANNED(localtime)
#undef ctime
#define ctime(t) DH_BANNED(ctime)
#undef asctime
#define asctime(t) DH_BANNED(asctime)
#undef atoi
#define atoi(s) DH_BANNED(atoi)
#undef atol
#define atol(s) DH_BANNED(atol)
#undef atof
#define atof(s) DH_BANNED(atof)
#undef strtol
#define strtol(s, e, b) DH_BANNED(strtol)
#undef strtod
#define strtod(s, e) DH_BANNED(strtod)
#undef rand
#define rand() DH_BANNED(rand)
#undef alloca
#define alloca(n) DH_BANNED(alloca)
/* Depend on the locale: use base/utf8.h. */
#undef isalpha
#define isalpha(c) DH_BANNED(isalpha)
#undef isdigit
#define isdigit(c) DH_BANNED(isdigit)
#undef isspace
#define isspace(c) DH_BANNED(isspace)
#undef isupper
#define isupper(c) DH_BANNED(isupper)
#undef islower
#define islower(c) DH_BANNED(islower)
#undef isalnum
#define isalnum(c) DH_BANNED(isalnum)
#undef ispunct
#define ispunct(c) DH_BANNED(ispunct)
#undef tolower
#define tolower(c) DH_BANNED(tolower)
#undef toupper
#define toupper(c) DH_BANNED(toupper)

#endif
