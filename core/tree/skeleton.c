/* SPDX-License-Identifier: MIT */
#include "tree/skeleton.h"

#include <endian.h>

/* A skeleton that has grown past this is given back before the next page. */
enum { KEEP_ROOM = 1 << 20, FIRST_ROOM = 32 * 1024, STUB_BYTES = 4 };

void dh_skeleton_init(struct dh_skeleton *s, const struct dh_allocator *m, size_t max)
{
    *s = (struct dh_skeleton){ .mem = m, .max = max };
}

void dh_skeleton_release(struct dh_skeleton *s)
{
    dh_mem_free(s->mem, s->text);
    dh_mem_free(s->mem, s->tags);
    dh_mem_free(s->mem, s->pieces);
    dh_mem_free(s->mem, s->stubs);
    dh_mem_free(s->mem, s->heads);
    dh_mem_free(s->mem, s->scripts);
    dh_skeleton_init(s, s->mem, s->max);
}

static size_t memory_used(const struct dh_skeleton *s)
{
    return s->room + (s->room / 3 + 1) * sizeof *s->tags + s->cap_pieces * sizeof *s->pieces +
           s->cap_stubs * sizeof *s->stubs + s->cap_heads * sizeof *s->heads +
           s->cap_scripts * sizeof *s->scripts;
}

void dh_skeleton_start(struct dh_skeleton *s, struct dh_str source)
{
    if (memory_used(s) > KEEP_ROOM)
        dh_skeleton_release(s);
    s->source = source;
    s->n = s->n_pieces = s->n_ends = s->n_stubs = s->n_heads = s->n_scripts = 0;
    s->html = DH_STR_NONE;
    s->err = DH_OK;
}

bool dh_skeleton_grow_text(struct dh_skeleton *s, size_t more)
{
    size_t room = s->room ? s->room * 2 : FIRST_ROOM;
    while (room - s->n < more)
        room *= 2;
    if (s->err || memory_used(s) + (room - s->room) * 4 > s->max) {
        s->err = s->err ? s->err : DH_ELIMIT;
        return false;
    }
    char *text = dh_mem_resize(s->mem, s->text, room);
    if (text)
        s->text = text;
    struct dh_span *tags =
        text ? dh_mem_resize(s->mem, s->tags, (room / 3 + 1) * sizeof *tags) : NULL;
    if (tags)
        s->tags = tags;
    if (!tags) {
        s->err = DH_ENOMEM;
        return false;
    }
    s->room = room;
    return true;
}

/* Room for one more in an array of the skeleton; false: s->err is set. */
static bool grow(struct dh_skeleton *s, void **array, size_t n, size_t *cap, size_t size)
{
    if (n < *cap)
        return true;
    if (memory_used(s) + (*cap + 16) * size > s->max)
        s->err = DH_ELIMIT;
    else if (!dh_mem_grow(s->mem, array, cap, size))
        s->err = DH_ENOMEM;
    return s->err == DH_OK;
}

bool dh_skeleton_grow_pieces(struct dh_skeleton *s)
{
    void *array = s->pieces;
    if (!grow(s, &array, s->n_pieces, &s->cap_pieces, sizeof *s->pieces))
        return false;
    s->pieces = array;
    return true;
}

void dh_skeleton_stub(struct dh_skeleton *s, size_t piece)
{
    void *array = s->stubs;

    if (((s->n_stubs + DH_STUB) & 0xFFFE) == 0xFFFE)
        s->n_stubs += 2; /* noncharacters, which Gumbo replaces */
    if (s->n_stubs >= DH_STUBS)
        s->err = DH_ELIMIT;
    if (s->err ||
        (s->n_stubs >= s->cap_stubs &&
         !grow(s, &array, s->n_stubs, &s->cap_stubs, sizeof *s->stubs)) ||
        (s->room - s->n < STUB_BYTES && !dh_skeleton_grow_text(s, STUB_BYTES)))
        return;
    s->stubs = array;
    s->stubs[s->n_stubs] = (uint32_t)piece;
    uint32_t c = (uint32_t)(DH_STUB + s->n_stubs++);
    const uint32_t utf8 =
        0xF0808080 | (c << 6 & 0x7000000) | (c << 4 & 0x3F0000) | (c << 2 & 0x3F00) | (c & 0x3F);
    const uint32_t bytes = htobe32(utf8);
    memcpy(s->text + s->n, &bytes, sizeof bytes);
    s->n += sizeof bytes;
}

void dh_skeleton_head(struct dh_skeleton *s, struct dh_str tag)
{
    void *array = s->heads;
    if (!grow(s, &array, s->n_heads, &s->cap_heads, sizeof *s->heads))
        return;
    s->heads = array;
    s->heads[s->n_heads++] = tag;
}

void dh_skeleton_script(struct dh_skeleton *s, struct dh_str tag, struct dh_str body)
{
    void *array = s->scripts;
    if (!grow(s, &array, s->n_scripts, &s->cap_scripts, sizeof *s->scripts))
        return;
    s->scripts = array;
    s->scripts[s->n_scripts++] = (struct dh_raw_script){ tag, body };
}
