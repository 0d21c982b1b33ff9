/* Which ends of a word a dictionary lists: the inner loop of pymorphy_parses.py; said in _automaton.pyi.
 *
 * The dictionary is a double array as dawgdic writes it: how many units there are, and these, of 32 bits each. A unit has
 * its label in the lowest byte, whether a key ends below it in bit 8, and how far its children are in the others; bit 9
 * says that this is counted in steps of 256 (Yata et al. 2007, "A compact static double-array keeping character codes"). */

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>
#include <string.h>

typedef struct {
    const uint32_t *units;
    uint32_t count;
    const char *letter, *other; /* a letter that may stand for another one, in UTF-8; NULL if none does */
    size_t letter_bytes, other_bytes;
} Dictionary;

enum { SEPARATOR = 1 /* between a key and its value */, LABEL = 0xff, IS_LEAF = 1u << 31 };

/* Go from a unit along a byte.
 *
 * Returns: the next unit, 0 if there is none; the first one is nobody's child. */
static uint32_t follow(const Dictionary *own, uint32_t at, uint8_t byte) {
    const uint32_t unit = own->units[at];
    const uint32_t next = at ^ (unit >> 10) << ((unit & 1u << 9) >> 6) ^ byte;
    return next < own->count && (own->units[next] & (IS_LEAF | LABEL)) == byte ? next : 0;
}

static int is_listed(const Dictionary *own, uint32_t at, const char *text, const char *end) {
    for (; text < end; text++) {
        const size_t left = (size_t)(end - text);
        if (own->letter && left >= own->letter_bytes && !memcmp(text, own->letter, own->letter_bytes)) {
            uint32_t beside = at;
            for (size_t place = 0; place < own->other_bytes; place++) {
                beside = follow(own, beside, (uint8_t)own->other[place]);
                if (!beside) break;
            }
            if (beside && is_listed(own, beside, text + own->letter_bytes, end)) return 1;
        }
        at = follow(own, at, (uint8_t)*text);
        if (!at) return 0;
    }
    return follow(own, at, SEPARATOR) != 0;
}

static PyObject *listed_ends(PyObject *module, PyObject *args) {
    Py_buffer units;
    PyObject *word;
    Dictionary own = {0};
    const char *letter, *other;
    Py_ssize_t most, shortest, letter_bytes, other_bytes, bytes;
    if (!PyArg_ParseTuple(args, "y*Unns#s#", &units, &word, &most, &shortest, &letter, &letter_bytes, &other, &other_bytes))
        return NULL;
    const char *text = PyUnicode_AsUTF8AndSize(word, &bytes);
    PyObject *found = NULL;
    if (text && units.len >= 8) {
        own.units = (const uint32_t *)units.buf + 1;
        own.count = (uint32_t)(units.len / 4 - 1);
        own.letter = letter_bytes ? letter : NULL;
        own.other = other;
        own.letter_bytes = (size_t)letter_bytes;
        own.other_bytes = (size_t)other_bytes;
        const Py_ssize_t last = PyUnicode_GET_LENGTH(word) - shortest;
        const char *at = text, *end = text + bytes;
        uint64_t ends = 0;
        for (Py_ssize_t place = 0; place <= last && place <= most && place < 64; place++) {
            if (is_listed(&own, 0, at, end)) ends |= (uint64_t)1 << place;
            do at++;
            while (at < end && (*at & 0xc0) == 0x80); /* a character's other bytes */
        }
        found = PyLong_FromUnsignedLongLong(ends);
    } else if (text) PyErr_SetString(PyExc_ValueError, "this is no dictionary");
    PyBuffer_Release(&units);
    return found;
}

static PyMethodDef methods[] = {
    {"listed_ends", listed_ends, METH_VARARGS, "See _automaton.pyi."},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "_automaton", NULL, 0, methods, NULL, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit__automaton(void) { return PyModuleDef_Init(&definition); }
