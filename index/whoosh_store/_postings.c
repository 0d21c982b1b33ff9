/* Postings put in order: the inner loops of postings_sorting.py and postings_sharing.py, which do the same with NumPy
 * where this could not be compiled. A place is a document in the upper half of 64 bits and a position in the lower, so that
 * each is written and read at once. Buffers are C-contiguous arrays of the dtypes named in _postings.pyi; lengths and
 * places are checked, dtypes are the caller's to get right. */

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>
#include <string.h>

enum { MOST_BUFFERS = 9 };

/* Arrays given as arguments; those from `writable` on are written to. */
typedef struct {
    Py_buffer buffers[MOST_BUFFERS];
    int count;
} Arrays;

static int take(Arrays *arrays, PyObject *args, int count, int writable) {
    arrays->count = 0;
    if (PyTuple_GET_SIZE(args) != count) return PyErr_Format(PyExc_TypeError, "%d arrays are asked for", count) != NULL;
    for (; arrays->count < count; arrays->count++) {
        const int flags = arrays->count >= writable ? PyBUF_WRITABLE : PyBUF_SIMPLE;
        if (PyObject_GetBuffer(PyTuple_GET_ITEM(args, arrays->count), &arrays->buffers[arrays->count], flags) < 0) {
            while (arrays->count--) PyBuffer_Release(&arrays->buffers[arrays->count]);
            return 0;
        }
    }
    return 1;
}

static Py_ssize_t length(const Arrays *arrays, int place, size_t size) {
    return arrays->buffers[place].len / (Py_ssize_t)size;
}

/* Give the arrays back, and say whether they fitted one another. */
static PyObject *done(Arrays *arrays, int fits) {
    while (arrays->count--) PyBuffer_Release(&arrays->buffers[arrays->count]);
    if (!fits) return PyErr_Format(PyExc_ValueError, "arrays do not fit one another");
    Py_RETURN_NONE;
}

/* Whether ends begin with 0, never fall and reach no further than there are occurrences. */
static int are_ends(const uint64_t *ends, Py_ssize_t lists, Py_ssize_t occurrences) {
    if (lists < 0 || ends[0] != 0 || ends[lists] > (uint64_t)occurrences) return 0;
    for (Py_ssize_t list = 0; list < lists; list++)
        if (ends[list] > ends[list + 1]) return 0;
    return 1;
}

static PyObject *scatter(PyObject *module, PyObject *args) {
    enum { FORMS, TEXT_ENDS, WIDTHS, STARTS, TERMS, OFFSETS, NEXT, PLACES, LENGTHS, COUNT };
    Arrays arrays;
    if (!take(&arrays, args, COUNT, NEXT)) return NULL;
    const Py_ssize_t count = length(&arrays, FORMS, 4), known = length(&arrays, WIDTHS, 4);
    const Py_ssize_t parts = length(&arrays, TERMS, 4), terms = length(&arrays, NEXT, 8);
    const Py_ssize_t room = length(&arrays, PLACES, 8), texts = length(&arrays, LENGTHS, 8);
    const uint32_t *forms = arrays.buffers[FORMS].buf, *widths = arrays.buffers[WIDTHS].buf;
    const uint32_t *term_of = arrays.buffers[TERMS].buf, *offsets = arrays.buffers[OFFSETS].buf;
    const uint64_t *text_ends = arrays.buffers[TEXT_ENDS].buf, *starts = arrays.buffers[STARTS].buf;
    uint64_t *next = arrays.buffers[NEXT].buf, *places = arrays.buffers[PLACES].buf;
    int64_t *lengths = arrays.buffers[LENGTHS].buf;
    int fits = length(&arrays, OFFSETS, 4) == parts && length(&arrays, STARTS, 8) == known + 1 &&
               length(&arrays, TEXT_ENDS, 8) == texts + 1 && are_ends(text_ends, texts, count);
    Py_BEGIN_ALLOW_THREADS
    for (Py_ssize_t text = 0; fits && text < texts; text++) {
        uint64_t position = 0;
        for (uint64_t at = text_ends[text]; fits && at < text_ends[text + 1]; at++) {
            const uint32_t form = forms[at];
            fits = form < known && starts[form] <= starts[form + 1] && starts[form + 1] <= (uint64_t)parts;
            for (uint64_t part = fits ? starts[form] : 0; fits && part < starts[form + 1]; part++) {
                const uint32_t term = term_of[part];
                fits = term < terms && next[term] < (uint64_t)room;
                if (fits) places[next[term]++] = (uint64_t)text << 32 | (position + offsets[part]);
            }
            if (fits) position += widths[form];
        }
        lengths[text] = (int64_t)position;
    }
    Py_END_ALLOW_THREADS
    return done(&arrays, fits);
}

static PyObject *digests(PyObject *module, PyObject *args) {
    enum { PLACES, ENDS, OUT, COUNT };
    Arrays arrays;
    if (!take(&arrays, args, COUNT, OUT)) return NULL;
    const Py_ssize_t lists = length(&arrays, ENDS, 8) - 1;
    const uint64_t *places = arrays.buffers[PLACES].buf, *ends = arrays.buffers[ENDS].buf;
    uint64_t *out = arrays.buffers[OUT].buf;
    const int fits = length(&arrays, OUT, 8) == lists && are_ends(ends, lists, length(&arrays, PLACES, 8));
    Py_BEGIN_ALLOW_THREADS
    for (Py_ssize_t list = 0; fits && list < lists; list++) {
        uint64_t digest = ends[list + 1] - ends[list];
        for (uint64_t at = ends[list]; at < ends[list + 1]; at++) {
            const uint64_t place = places[at] * 0x9E3779B97F4A7C15;
            digest = (digest ^ (place ^ place >> 32)) * 0xD6E8FEB86659FD93;
        }
        out[list] = digest;
    }
    Py_END_ALLOW_THREADS
    return done(&arrays, fits);
}

static PyObject *are_equal(PyObject *module, PyObject *args) {
    enum { PLACES, ENDS, ONES, OTHERS, OUT, COUNT };
    Arrays arrays;
    if (!take(&arrays, args, COUNT, OUT)) return NULL;
    const Py_ssize_t lists = length(&arrays, ENDS, 8) - 1, pairs = length(&arrays, ONES, 8);
    const uint64_t *places = arrays.buffers[PLACES].buf, *ends = arrays.buffers[ENDS].buf;
    const int64_t *ones = arrays.buffers[ONES].buf, *others = arrays.buffers[OTHERS].buf;
    uint8_t *out = arrays.buffers[OUT].buf;
    int fits = length(&arrays, OTHERS, 8) == pairs && length(&arrays, OUT, 1) == pairs &&
               are_ends(ends, lists, length(&arrays, PLACES, 8));
    Py_BEGIN_ALLOW_THREADS
    for (Py_ssize_t pair = 0; fits && pair < pairs; pair++) {
        const int64_t one = ones[pair], other = others[pair];
        fits = one >= 0 && one < lists && other >= 0 && other < lists;
        if (!fits) break;
        const uint64_t size = ends[one + 1] - ends[one];
        out[pair] = size == ends[other + 1] - ends[other] &&
                    !memcmp(places + ends[one], places + ends[other], size * sizeof *places);
    }
    Py_END_ALLOW_THREADS
    return done(&arrays, fits);
}

static PyObject *count_postings(PyObject *module, PyObject *args) {
    enum { PLACES, ENDS, KEPT, OUT, COUNT };
    Arrays arrays;
    if (!take(&arrays, args, COUNT, OUT)) return NULL;
    const Py_ssize_t lists = length(&arrays, ENDS, 8) - 1, kept = length(&arrays, KEPT, 8);
    const uint64_t *places = arrays.buffers[PLACES].buf, *ends = arrays.buffers[ENDS].buf;
    const int64_t *own = arrays.buffers[KEPT].buf;
    int64_t *out = arrays.buffers[OUT].buf;
    int fits = length(&arrays, OUT, 8) == kept && are_ends(ends, lists, length(&arrays, PLACES, 8));
    Py_BEGIN_ALLOW_THREADS
    for (Py_ssize_t list = 0; fits && list < kept; list++) {
        fits = own[list] >= 0 && own[list] < lists;
        if (!fits) break;
        const uint64_t start = ends[own[list]], end = ends[own[list] + 1];
        int64_t postings = 0;
        for (uint64_t at = start; at < end; at++) postings += at == start || places[at] >> 32 != places[at - 1] >> 32;
        out[list] = postings;
    }
    Py_END_ALLOW_THREADS
    return done(&arrays, fits);
}

static PyObject *gather(PyObject *module, PyObject *args) {
    enum { PLACES, ENDS, KEPT, OUT_DOCUMENTS, OUT_FREQUENCIES, OUT_POSITIONS, COUNT };
    Arrays arrays;
    if (!take(&arrays, args, COUNT, OUT_DOCUMENTS)) return NULL;
    const Py_ssize_t lists = length(&arrays, ENDS, 8) - 1, kept = length(&arrays, KEPT, 8);
    const Py_ssize_t room = length(&arrays, OUT_DOCUMENTS, 4), position_room = length(&arrays, OUT_POSITIONS, 4);
    const uint64_t *places = arrays.buffers[PLACES].buf, *ends = arrays.buffers[ENDS].buf;
    const int64_t *own = arrays.buffers[KEPT].buf;
    uint32_t *out_documents = arrays.buffers[OUT_DOCUMENTS].buf, *out_positions = arrays.buffers[OUT_POSITIONS].buf;
    uint32_t *frequencies = arrays.buffers[OUT_FREQUENCIES].buf;
    int fits = length(&arrays, OUT_FREQUENCIES, 4) == room && are_ends(ends, lists, length(&arrays, PLACES, 8));
    Py_ssize_t posting = 0, occurrence = 0;
    Py_BEGIN_ALLOW_THREADS
    for (Py_ssize_t list = 0; fits && list < kept; list++) {
        fits = own[list] >= 0 && own[list] < lists;
        if (!fits) break;
        const uint64_t start = ends[own[list]], size = ends[own[list] + 1] - start;
        fits = size <= (uint64_t)(position_room - occurrence);
        for (uint64_t at = 0; fits && at < size; at++) {
            const uint64_t place = places[start + at];
            if (at == 0 || place >> 32 != places[start + at - 1] >> 32) {
                fits = posting < room;
                if (!fits) break;
                out_documents[posting] = (uint32_t)(place >> 32);
                frequencies[posting++] = 0;
            }
            frequencies[posting - 1]++;
            out_positions[occurrence++] = (uint32_t)place;
        }
    }
    Py_END_ALLOW_THREADS
    return done(&arrays, fits && posting == room && occurrence == position_room);
}

static PyObject *copy_runs(PyObject *module, PyObject *args) {
    enum { TARGET, TO, FROM, SIZES, SOURCE, COUNT };
    Arrays arrays;
    Py_ssize_t bytes;
    if (PyTuple_GET_SIZE(args) < 1) return PyErr_SetString(PyExc_TypeError, "arrays are asked for"), NULL;
    bytes = PyLong_AsSsize_t(PyTuple_GET_ITEM(args, 0));
    if (PyErr_Occurred()) return NULL;
    PyObject *others = PyTuple_GetSlice(args, 1, PyTuple_GET_SIZE(args));
    if (!others) return NULL;
    const int taken = take(&arrays, others, COUNT, COUNT);
    Py_DECREF(others);
    if (!taken) return NULL;
    const Py_ssize_t runs = length(&arrays, SIZES, 8);
    const int64_t *to = arrays.buffers[TO].buf, *from = arrays.buffers[FROM].buf, *sizes = arrays.buffers[SIZES].buf;
    const char *source = arrays.buffers[SOURCE].buf;
    char *target = arrays.buffers[TARGET].buf;
    int fits = bytes > 0 && length(&arrays, TO, 8) == runs && length(&arrays, FROM, 8) == runs &&
               !arrays.buffers[TARGET].readonly;
    const int64_t room = fits ? arrays.buffers[TARGET].len / bytes : 0, there = fits ? arrays.buffers[SOURCE].len / bytes : 0;
    Py_BEGIN_ALLOW_THREADS
    for (Py_ssize_t run = 0; fits && run < runs; run++) {
        const int64_t size = sizes[run];
        fits = size >= 0 && to[run] >= 0 && from[run] >= 0 && size <= room - to[run] && size <= there - from[run];
        if (fits) memcpy(target + to[run] * bytes, source + from[run] * bytes, (size_t)(size * bytes));
    }
    Py_END_ALLOW_THREADS
    return done(&arrays, fits);
}

static PyMethodDef methods[] = {
    {"scatter", scatter, METH_VARARGS, "See _postings.pyi."},
    {"digests", digests, METH_VARARGS, "See _postings.pyi."},
    {"are_equal", are_equal, METH_VARARGS, "See _postings.pyi."},
    {"count_postings", count_postings, METH_VARARGS, "See _postings.pyi."},
    {"copy_runs", copy_runs, METH_VARARGS, "See _postings.pyi."},
    {"gather", gather, METH_VARARGS, "See _postings.pyi."},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "_postings", NULL, 0, methods, NULL, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit__postings(void) { return PyModuleDef_Init(&definition); }
